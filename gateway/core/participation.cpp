#include "gateway/core/participation.h"

namespace gateway::core {

namespace {

void append(std::string& out, const std::string& field) {
  out += std::to_string(field.size());
  out += ':';
  out += field;
}

void append(std::string& out, const std::optional<base::Date>& date) {
  out += date ? std::to_string(date->days()) : "-";
  out += ';';
}

}  // namespace

std::string Participation::content() const {
  std::string out;
  out.reserve(300);
  for (const std::string* field :
       {&number, &previous_number, &given_name, &family_name, &local_id, &answers.education,
        &answers.income_source_before, &answers.employment_before, &answers.end_reason, &answers.income_source_after,
        &answers.employment_after, &consent.form, &beslut, &ordered_by, &insats, &unit, &signature}) {
    append(out, *field);
  }
  for (const auto* date : {&deceased, &consent.date, &consent.withdrawn, &start, &end}) append(out, *date);
  out += sex ? (*sex == Sex::man ? 'm' : 'w') : '-';
  out += static_cast<char>('0' + static_cast<int>(protection));
  out += static_cast<char>('0' + static_cast<int>(consent.answer));
  out += own_consent ? '1' : '0';
  if (const ConsentPaper& paper = consent.paper; paper != ConsentPaper{}) {
    for (const std::string* field : {&paper.language, &paper.collected_by, &paper.original_at}) append(out, *field);
    out += paper.written ? (*paper.written ? 'y' : 'n') : '-';
    out += static_cast<char>('0' + static_cast<int>(paper.signed_by));
  }
  for (const FieldFault& fault : faults) {
    append(out, fault.code);
    append(out, fault.field);
  }
  return out;
}

}  // namespace gateway::core
