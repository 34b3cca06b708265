#include "gateway/core/cooperation/request.h"

#include <algorithm>

#include "gateway/core/organisation_number.h"
#include "gateway/core/policy.h"

namespace gateway::core {

namespace {

bool digits(std::string_view text, std::size_t count) {
  return text.size() == count && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool percent(std::string_view text) {
  if (text == "100" || text == "0") return true;
  return (digits(text, 1) || digits(text, 2)) && text[0] != '0';
}

bool has_districts(const FieldAnswers& known, const Policy& policy, base::Date on) {
  const auto municipality = known.find(Field::municipality);
  return municipality != known.end() && policy.groups(CodeGroup::municipality_with_districts, municipality->second, on);
}

/// Whether a field is asked of this person; nothing where the answer it hangs on is missing.
std::optional<bool> applies(const FieldDescription& field, const FieldAnswers& known, const Policy& policy,
                            base::Date on) {
  if (field.form == AnswerForm::district) {
    if (known.count(Field::municipality) == 0) return std::nullopt;
    return has_districts(known, policy, on);
  }
  if (!field.only_if_yes) return true;
  const auto condition = known.find(*field.only_if_yes);
  if (condition == known.end()) return std::nullopt;
  return condition->second == "yes";
}

std::optional<Code> fault_of(const FieldDescription& field, const std::string& text, const Policy& policy,
                             base::Date on) {
  const auto form = [](bool right) { return right ? std::nullopt : std::optional(Code::answer_form); };
  switch (field.form) {
    case AnswerForm::yes_no:
      return form(text == "yes" || text == "no");
    case AnswerForm::percent:
      return form(percent(text));
    case AnswerForm::municipality:
      return form(is_municipality_code(text));
    case AnswerForm::organisation_number:
      return form(is_organisation_number(text));
    case AnswerForm::code:
    case AnswerForm::district:
      break;
  }
  // Of a field without a list, every code is unknown.
  const CodeList* list = policy.codes.of(field.id);
  if (list != nullptr && knows(*list, text, on)) return std::nullopt;
  return Code::answer_code_unknown;
}

}  // namespace

std::optional<Field> parse_field(std::string_view name) {
  for (const FieldDescription& row : kFields) {
    if (row.id == name) return row.field;
  }
  return std::nullopt;
}

void take_answers(FieldAnswers& answers, const FieldAnswers& later) {
  for (const auto& [field, text] : later) {
    if (text.empty()) {
      answers.erase(field);
    } else {
      answers[field] = text;
    }
  }
}

std::size_t erase_identifying(FieldAnswers& answers) {
  return erase_if(answers, [](const auto& answer) { return description(answer.first).leaves_on_protection; });
}

std::vector<Reason> answer_faults(const FieldAnswers& answers, std::optional<Asked> asked, const FieldAnswers& known,
                                  const Policy& policy, base::Date on) {
  std::vector<Reason> faults;
  for (const auto& [field, text] : answers) {
    const FieldDescription& about = description(field);
    if (asked != about.asked || applies(about, known, policy, on) == false) {
      faults.push_back({Code::answer_not_asked, std::string(about.id)});
    } else if (const auto fault = fault_of(about, text, policy, on)) {
      faults.push_back({*fault, std::string(about.id)});
    }
  }
  return faults;
}

std::vector<Reason> form_faults(const FieldAnswers& answers, const Policy& policy, base::Date on) {
  std::vector<Reason> faults;
  for (const auto& [field, text] : answers) {
    if (text.empty()) continue;
    const FieldDescription& about = description(field);
    if (const auto fault = fault_of(about, text, policy, on)) faults.push_back({*fault, std::string(about.id)});
  }
  return faults;
}

std::vector<Field> missing_answers(Asked asked, const FieldAnswers& known, const Policy& policy, base::Date on) {
  std::vector<Field> missing;
  for (const FieldDescription& field : kFields) {
    if (field.asked == asked && known.count(field.field) == 0 && applies(field, known, policy, on) == true) {
      missing.push_back(field.field);
    }
  }
  return missing;
}

}  // namespace gateway::core
