#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/reason.h"

namespace gateway::core {

struct CooperationRules;

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
  Field field;
  std::string_view id;
  std::string_view swedish;
  Asked asked;
  AnswerForm form;
  std::optional<Field> only_if_yes = std::nullopt;  ///< Asked only where this field is answered "yes".
  bool leaves_on_protection = false;                ///< Domain.md §3 l.
};

inline constexpr FieldDescription kFields[] = {
    {Field::municipality, "municipality", "kommun", Asked::at_request, AnswerForm::municipality, {}, true},
    {Field::district, "district", "stadsdel", Asked::at_request, AnswerForm::district, {}, true},
    {Field::initiated_by, "initiated_by", "initierad av", Asked::at_request, AnswerForm::code},
    {Field::employed, "employed", "anställd", Asked::at_request, AnswerForm::yes_no},
    {Field::employer_number, "employer_number", "arbetsgivarens organisationsnummer", Asked::at_request,
     AnswerForm::organisation_number, Field::employed, true},
    {Field::employment_kind, "employment_kind", "anställningsform", Asked::at_request, AnswerForm::code,
     Field::employed},
    {Field::own_business, "own_business", "eget företag", Asked::at_request, AnswerForm::yes_no},
    {Field::enrolled_before, "enrolled_before", "inskriven vid AF före", Asked::at_request, AnswerForm::yes_no},
    {Field::works_before, "works_before", "arbetar före", Asked::at_request, AnswerForm::yes_no},
    {Field::works_before_kind, "works_before_kind", "slag av arbete före", Asked::at_request, AnswerForm::code,
     Field::works_before},
    {Field::works_before_percent, "works_before_percent", "arbetets omfattning före", Asked::at_request,
     AnswerForm::percent, Field::works_before},
    {Field::studies_before, "studies_before", "studerar före", Asked::at_request, AnswerForm::yes_no},
    {Field::programme_before, "programme_before", "program före", Asked::at_request, AnswerForm::yes_no},
    {Field::education, "education", "utbildningsnivå", Asked::at_request, AnswerForm::code},
    {Field::support_time, "support_time", "tid med offentlig försörjning", Asked::at_request, AnswerForm::code},
    {Field::income_source_before, "income_source_before", "försörjning före", Asked::at_request, AnswerForm::code},
    {Field::further_handling, "further_handling", "fortsatt handläggning", Asked::at_last_meeting, AnswerForm::code},
    {Field::consultative_support, "consultative_support", "konsultativt stöd till arbetsgivare", Asked::at_last_meeting,
     AnswerForm::yes_no},
    {Field::enrolled_after, "enrolled_after", "inskriven vid AF efter", Asked::at_end, AnswerForm::yes_no},
    {Field::works_after, "works_after", "arbetar efter", Asked::at_end, AnswerForm::yes_no},
    {Field::works_after_kind, "works_after_kind", "slag av arbete efter", Asked::at_end, AnswerForm::code,
     Field::works_after},
    {Field::works_after_percent, "works_after_percent", "arbetets omfattning efter", Asked::at_end, AnswerForm::percent,
     Field::works_after},
    {Field::studies_after, "studies_after", "studerar efter", Asked::at_end, AnswerForm::yes_no},
    {Field::further_handling_fk, "further_handling_fk", "fortsatt handläggning vid FK", Asked::at_end,
     AnswerForm::code},
    {Field::end_reason, "end_reason", "avslutsorsak", Asked::at_end, AnswerForm::code}};

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
using FieldAnswers = std::map<Field, std::string>;

/// What is wrong with the answers to what is asked at `asked`: a form that cannot be read, a code of no list, an answer
/// to what is not asked then or of this person. `known` are the answers the conditions look at. Empty where all is
/// well; a missing answer is no fault. Details name fields, never answers.
std::vector<Reason> answer_faults(const FieldAnswers& answers, std::optional<Asked> asked, const FieldAnswers& known,
                                  const CooperationRules& rules);

/// The fields asked at `asked` that `known` does not answer (svar saknas), in their order.
std::vector<Field> missing_answers(Asked asked, const FieldAnswers& known, const CooperationRules& rules);

}  // namespace gateway::core
