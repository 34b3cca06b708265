#include "tests/unit/core/cooperation/field_model.h"

#include <algorithm>
#include <initializer_list>

namespace gateway::core::made {

using enum CaseState;

int moment_of(Field field) {
  return field <= Field::income_source_before ? 0 : field <= Field::consultative_support ? 1 : 2;
}

int moment_of(const CooperationAct& act, CaseState before) {
  if (act.kind == ActKind::request) return 0;
  if (act.kind == ActKind::meet) return 1;
  if (act.kind == ActKind::conclude && before != requested) return 2;
  if (act.kind == ActKind::interrupt && before != requested) return 2;
  return -1;
}

bool readable(Field field, const std::string& text) {
  switch (field) {
    case Field::employed:
    case Field::own_business:
    case Field::enrolled_before:
    case Field::works_before:
    case Field::studies_before:
    case Field::programme_before:
    case Field::consultative_support:
    case Field::enrolled_after:
    case Field::works_after:
    case Field::studies_after:
      return text == "yes" || text == "no";
    case Field::works_before_percent:
    case Field::works_after_percent:
      return text == "0" || text == "1" || text == "50" || text == "100";  // the ones the histories write
    case Field::municipality:
      return text.size() == 4;
    case Field::employer_number:
      return text.size() == 10;
    default:
      return text == "1" || text == "2" || text == "3" || text == "af" || text == "fk" || text == "sjukpenning";
  }
}

bool asked_of(Field field, const FieldAnswers& known) {
  const auto says = [&](Field other, std::initializer_list<const char*> texts) {
    const auto found = known.find(other);
    return found != known.end() && std::find(texts.begin(), texts.end(), found->second) != texts.end();
  };
  switch (field) {
    case Field::district:
      return known.count(Field::municipality) == 0 || says(Field::municipality, {"0180", "1480"});
    case Field::employer_number:
    case Field::employment_kind:
      return says(Field::employed, {"yes"});
    case Field::works_before_kind:
    case Field::works_before_percent:
      return says(Field::works_before, {"yes"});
    case Field::works_after_kind:
    case Field::works_after_percent:
      return says(Field::works_after, {"yes"});
    default:
      return true;
  }
}

bool all_readable(const FieldAnswers& answers) {
  return std::all_of(answers.begin(), answers.end(),
                     [](const auto& answer) { return answer.second.empty() || readable(answer.first, answer.second); });
}

bool identifies(Field field) {
  return field == Field::municipality || field == Field::district || field == Field::employer_number;
}

}  // namespace gateway::core::made
