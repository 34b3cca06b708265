#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "gateway/core/clear.h"
#include "gateway/core/cooperation/case.h"
#include "gateway/core/cooperation/task.h"

namespace gateway::core {

/// What a proposer hears of its proposal, and nothing else (domain.md §2).
enum class ProposalState { received, handled, not_current };

/// What is heard of a task that stands so.
ProposalState proposal_state(TaskState state);
std::string_view name(ProposalState state);
std::optional<ProposalState> parse_proposal_state(std::string_view name);

/// A proposal as the party hears of it that made it and has no part in the case.
struct ToldProposal {
  TaskId task;
  ProposalState state = ProposalState::received;

  friend bool operator==(const ToldProposal&, const ToldProposal&) = default;
};

/// Consent as it is told: whether, and since when; never the form.
struct ToldConsent {
  bool given = false;
  std::optional<base::Date> date;

  friend bool operator==(const ToldConsent&, const ToldConsent&) = default;
};

/// What the node tells one party of one case, as it stands: whoever has the newest needs none of those before it.
struct ToldCase {
  base::RegistrationId id;
  std::int64_t sequence = 0;              ///< Its place in that party's feed.
  bool left = false;                      ///< The case is no longer of any of the party's offices.
  std::optional<CooperationCase> course;  ///< None where there is no case (yet), or none that the party may see.
  ToldConsent consent;                    ///< Of `course`, whose consent form is never told.
  std::optional<Person> person;           ///< Where consent, protection and field list let it be told.
  std::vector<CooperationTask> tasks;     ///< At the party's offices, or theirs: of a case of theirs, or told why not.
  std::vector<ToldProposal> proposals;    ///< The party's own, where it has no part in the case.
};

/// What may be told; made by `clear_told` alone, as core::Cleared is by `clear`.
class ClearedCase {
 public:
  ClearedCase(ClearedCase&&) = default;
  ClearedCase& operator=(ClearedCase&&) = default;
  ClearedCase(const ClearedCase&) = delete;
  ClearedCase& operator=(const ClearedCase&) = delete;

  const ToldCase& value() const { return value_; }

 private:
  friend struct ClearingCase;
  explicit ClearedCase(ToldCase value) : value_(std::move(value)) {}

  ToldCase value_;
};

/// What the node knows of a case that has changed.
struct ChangedCase {
  base::RegistrationId id;
  std::int64_t sequence = 0;
  std::optional<CooperationCase> course;
  std::vector<CooperationTask> tasks;
  std::optional<Person> person;
  bool person_protected = false;
  Standing standing;
};

/// What of a case `party` may be told today: the case to the organisations of its offices, the person only while
/// consent holds and nobody's protection is known, by the field list of the flow to agencies; a task to the office that
/// answers it; to its proposer how far it has come, and to AF why FK rejected its request, where that may be. [pure]
ClearedCase clear_told(ChangedCase changed, std::string_view party, const Directory& directory, const Policy& policy,
                       base::Date today);

/// Whether an insats, of either kind, runs at the node when a change of office made here reaches it: by what the node
/// told, for what ends it here may still be queued; before it has told of any insats, by the state that was registered
/// here when the change was made. [pure]
bool insats_runs(const CooperationCase& here, const std::optional<CooperationCase>& told, const Act& change);

/// Whether no row says anything: of what was hidden, ended without a word or never was. [pure]
bool silent(const std::optional<CooperationCase>& course);

/// Whether the node tells of the request or act that it took: as a row of the case, or as the task that it became.
/// [pure]
bool tells_of(const ToldCase& told, const Message& sent);

}  // namespace gateway::core
