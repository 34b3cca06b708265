#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/date.h"
#include "gateway/base/flat_map.h"
#include "gateway/core/reason.h"

namespace gateway::core {

struct Policy;

/// What is asked about a participant of the AF/FK cooperation, as coded answers (domain.md §4). "Directly before" is
/// within one week before; 100 % is 40 hours.
enum class Field {
  // With the request
  municipality,
  district,
  initiated_by,
  employed,
  employer_number,
  employment_kind,
  own_business,
  enrolled_before,
  works_before,
  works_before_kind,
  works_before_percent,
  studies_before,
  programme_before,
  education,
  support_time,
  income_source_before,
  // At the last mapping meeting
  further_handling,
  consultative_support,
  // At the end
  enrolled_after,
  works_after,
  works_after_kind,
  works_after_percent,
  studies_after,
  further_handling_fk,
  end_reason
};

/// When a field is asked.
enum class Asked { at_request, at_last_meeting, at_end };

/// How an answer is written.
enum class AnswerForm {
  code,                 ///< A code of the list `FieldDescription::list` in config/codes/.
  yes_no,               ///< "yes" | "no".
  percent,              ///< "0" to "100".
  municipality,         ///< Kommunkod: four digits.
  district,             ///< A code of the list, only in the municipalities that have districts.
  organisation_number,  ///< Ten digits, third digit 2 or more, right check digit.
};

struct FieldDescription {
  std::string_view id;
  std::string_view swedish;
  Field field;
  Asked asked;
  AnswerForm form;
  std::optional<Field> only_if_yes = std::nullopt;  ///< Asked only where this field is answered "yes".
  bool leaves_on_protection = false;                ///< Domain.md §3 l.
};

inline constexpr FieldDescription kFields[] = {
    {"municipality", "kommun", Field::municipality, Asked::at_request, AnswerForm::municipality, {}, true},
    {"district", "stadsdel", Field::district, Asked::at_request, AnswerForm::district, {}, true},
    {"initiated_by", "initierad av", Field::initiated_by, Asked::at_request, AnswerForm::code},
    {"employed", "anställd", Field::employed, Asked::at_request, AnswerForm::yes_no},
    {"employer_number", "arbetsgivarens organisationsnummer", Field::employer_number, Asked::at_request,
     AnswerForm::organisation_number, Field::employed, true},
    {"employment_kind", "anställningsform", Field::employment_kind, Asked::at_request, AnswerForm::code,
     Field::employed},
    {"own_business", "eget företag", Field::own_business, Asked::at_request, AnswerForm::yes_no},
    {"enrolled_before", "inskriven vid AF före", Field::enrolled_before, Asked::at_request, AnswerForm::yes_no},
    {"works_before", "arbetar före", Field::works_before, Asked::at_request, AnswerForm::yes_no},
    {"works_before_kind", "slag av arbete före", Field::works_before_kind, Asked::at_request, AnswerForm::code,
     Field::works_before},
    {"works_before_percent", "arbetets omfattning före", Field::works_before_percent, Asked::at_request,
     AnswerForm::percent, Field::works_before},
    {"studies_before", "studerar före", Field::studies_before, Asked::at_request, AnswerForm::yes_no},
    {"programme_before", "program före", Field::programme_before, Asked::at_request, AnswerForm::yes_no},
    {"education", "utbildningsnivå", Field::education, Asked::at_request, AnswerForm::code},
    {"support_time", "tid med offentlig försörjning", Field::support_time, Asked::at_request, AnswerForm::code},
    {"income_source_before", "försörjning före", Field::income_source_before, Asked::at_request, AnswerForm::code},
    {"further_handling", "fortsatt handläggning", Field::further_handling, Asked::at_last_meeting, AnswerForm::code},
    {"consultative_support", "konsultativt stöd till arbetsgivare", Field::consultative_support, Asked::at_last_meeting,
     AnswerForm::yes_no},
    {"enrolled_after", "inskriven vid AF efter", Field::enrolled_after, Asked::at_end, AnswerForm::yes_no},
    {"works_after", "arbetar efter", Field::works_after, Asked::at_end, AnswerForm::yes_no},
    {"works_after_kind", "slag av arbete efter", Field::works_after_kind, Asked::at_end, AnswerForm::code,
     Field::works_after},
    {"works_after_percent", "arbetets omfattning efter", Field::works_after_percent, Asked::at_end, AnswerForm::percent,
     Field::works_after},
    {"studies_after", "studerar efter", Field::studies_after, Asked::at_end, AnswerForm::yes_no},
    {"further_handling_fk", "fortsatt handläggning vid FK", Field::further_handling_fk, Asked::at_end,
     AnswerForm::code},
    {"end_reason", "avslutsorsak", Field::end_reason, Asked::at_end, AnswerForm::code}};

static_assert(
    [] {
      std::size_t index = 0;
      for (const FieldDescription& row : kFields) {
        if (static_cast<std::size_t>(row.field) != index++) return false;
      }
      return index == static_cast<std::size_t>(Field::end_reason) + 1;
    }(),
    "every field has its description, in the order of the enumeration");

constexpr const FieldDescription& description(Field field) {
  return kFields[static_cast<std::size_t>(field)];
}
constexpr std::string_view name(Field field) {
  return description(field).id;
}
std::optional<Field> parse_field(std::string_view name);

/// Answers as written; a field that is not there is *svar saknas*.
using FieldAnswers = base::FlatMap<Field, std::string>;

/// Writes later answers over earlier ones; an empty text takes the answer away.
void take_answers(FieldAnswers& answers, const FieldAnswers& later);

/// Takes out the answers that point at a protected person (domain.md §3 l); how many.
std::size_t erase_identifying(FieldAnswers& answers);

/// What is wrong with the answers to what is asked at `asked`: a form that cannot be read, a code of no list, an answer
/// to what is not asked then or of this person. `known` are the answers the conditions look at, `on` the day they are
/// about, whose codes hold. Empty where all is well; a missing answer is no fault. Details name fields, never answers.
std::vector<Reason> answer_faults(const FieldAnswers& answers, std::optional<Asked> asked, const FieldAnswers& known,
                                  const Policy& policy, base::Date on);

/// What is wrong with answers whatever was asked: form and code alone. An empty one, which takes an answer away, is
/// none.
std::vector<Reason> form_faults(const FieldAnswers& answers, const Policy& policy, base::Date on);

/// The fields asked at `asked` that `known` does not answer (svar saknas), in their order.
std::vector<Field> missing_answers(Asked asked, const FieldAnswers& known, const Policy& policy, base::Date on);

}  // namespace gateway::core
