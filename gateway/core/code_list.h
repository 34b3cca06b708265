#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/base/date.h"
#include "gateway/core/participation.h"
#include "gateway/core/reason.h"

namespace gateway::core {

/// A code and the days on which it may be used.
struct ListedCode {
  std::string code;
  base::Period valid;
  std::string name = {};  ///< As people read it; decides nothing.
};

/// The field that a task of the AF/FK cooperation is rejected with.
inline constexpr std::string_view kTaskReason = "task_reason";

/// A list of codes that fields may be answered with (config/codes/).
struct CodeList {
  std::string name;
  std::vector<std::string> fields;  ///< Names of the fields that are answered with it.
  std::vector<ListedCode> codes;
};

/// All code lists, looked up by field. A field without a list takes any code: what is not configured is not judged.
class CodeLists {
 public:
  CodeLists() = default;
  /// A field that two lists name belongs to the first of them.
  explicit CodeLists(std::vector<CodeList> lists);

  const std::vector<CodeList>& lists() const { return lists_; }
  /// The list of a field, or null.
  const CodeList* of(std::string_view field) const;
  /// The codes a field may be answered with on a day; none where it has no list.
  std::vector<std::string> codes_of(std::string_view field, base::Date on) const;

  /// What people call the field's code: as its last row says, or the code itself where nothing is known of it.
  std::string name_of(std::string_view field, const std::string& code) const;

  /// `code_unknown` with the field's name for every answer that no list holds on its day: those from before on
  /// `before`, those from the end on `after`. An empty answer is *svar saknas*, and no fault; one that stands in `kept`
  /// was judged when it was registered, and a list that has changed since holds up nothing.
  std::vector<Reason> faults(const Answers& answers, base::Date before, base::Date after,
                             const Answers& kept = {}) const;

 private:
  static constexpr std::size_t kAnswers = 6;
  static constexpr std::int16_t kNone = -1;

  std::vector<CodeList> lists_;  ///< Their codes sorted.
  std::array<std::int16_t, kAnswers> of_answer_ = {kNone, kNone, kNone, kNone, kNone, kNone};
};

/// Whether the list holds the code on the day; its codes are sorted.
bool knows(const CodeList& list, std::string_view code, base::Date on);

}  // namespace gateway::core
