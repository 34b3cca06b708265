#include "gateway/core/code_list.h"

#include <algorithm>

namespace gateway::core {

namespace {

struct AnswerField {
  std::string_view name;
  std::string Answers::*value;
  bool at_end;
};

constexpr AnswerField kAnswerFields[] = {{"education", &Answers::education, false},
                                         {"income_source_before", &Answers::income_source_before, false},
                                         {"employment_before", &Answers::employment_before, false},
                                         {"end_reason", &Answers::end_reason, true},
                                         {"income_source_after", &Answers::income_source_after, true},
                                         {"employment_after", &Answers::employment_after, true}};

bool names(const CodeList& list, std::string_view field) {
  return std::find(list.fields.begin(), list.fields.end(), field) != list.fields.end();
}

}  // namespace

CodeLists::CodeLists(std::vector<CodeList> lists) : lists_(std::move(lists)) {
  for (CodeList& list : lists_) {
    std::sort(list.codes.begin(), list.codes.end(), [](const ListedCode& a, const ListedCode& b) {
      return std::pair(std::string_view(a.code), a.valid.from) < std::pair(std::string_view(b.code), b.valid.from);
    });
  }
  static_assert(std::size(kAnswerFields) == kAnswers);
  for (std::size_t i = 0; i < kAnswers; ++i) {
    const CodeList* list = of(kAnswerFields[i].name);
    if (list != nullptr) of_answer_[i] = static_cast<std::int16_t>(list - lists_.data());
  }
}

const CodeList* CodeLists::of(std::string_view field) const {
  const auto found =
      std::find_if(lists_.begin(), lists_.end(), [field](const CodeList& list) { return names(list, field); });
  return found == lists_.end() ? nullptr : &*found;
}

std::vector<std::string> CodeLists::codes_of(std::string_view field, base::Date on) const {
  std::vector<std::string> codes;
  const CodeList* list = of(field);
  if (list == nullptr) return codes;
  for (const ListedCode& code : list->codes) {
    if (code.valid.contains(on)) codes.push_back(code.code);
  }
  return codes;
}

std::string CodeLists::name_of(std::string_view field, const std::string& code) const {
  std::string name = code;
  const CodeList* list = of(field);
  if (list == nullptr) return name;
  for (const ListedCode& listed : list->codes) {
    if (listed.code == code && !listed.name.empty()) name = listed.name;
  }
  return name;
}

std::vector<Reason> CodeLists::faults(const Answers& answers, base::Date before, base::Date after,
                                      const Answers& kept) const {
  std::vector<Reason> faults;
  for (std::size_t i = 0; i < kAnswers; ++i) {
    const std::string& code = answers.*kAnswerFields[i].value;
    if (code.empty() || of_answer_[i] == kNone || code == kept.*kAnswerFields[i].value) continue;
    const CodeList& list = lists_[static_cast<std::size_t>(of_answer_[i])];
    if (!knows(list, code, kAnswerFields[i].at_end ? after : before)) {
      faults.push_back({Code::code_unknown, std::string(kAnswerFields[i].name)});
    }
  }
  return faults;
}

bool knows(const CodeList& list, std::string_view code, base::Date on) {
  auto row = std::lower_bound(list.codes.begin(), list.codes.end(), code,
                              [](const ListedCode& listed, std::string_view wanted) { return listed.code < wanted; });
  for (; row != list.codes.end() && row->code == code; ++row) {
    if (row->valid.contains(on)) return true;
  }
  return false;
}

}  // namespace gateway::core
