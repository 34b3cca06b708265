#include "gateway/core/coded_fields.h"

#include <algorithm>

#include "gateway/core/cooperation/request.h"

namespace gateway::core {

std::vector<std::string_view> without_codes(const CodeLists& lists, base::Date on) {
  std::vector<std::string_view> fields = {"education",  "income_source_before", "employment_before",
                                          "end_reason", "income_source_after",  "employment_after"};
  for (const FieldDescription& row : kFields) {
    const bool coded = row.form == AnswerForm::code || row.form == AnswerForm::district;
    if (coded && std::find(fields.begin(), fields.end(), row.id) == fields.end()) fields.push_back(row.id);
  }
  fields.push_back(kTaskReason);
  std::erase_if(fields, [&](std::string_view field) { return !lists.codes_of(field, on).empty(); });
  return fields;
}

}  // namespace gateway::core
