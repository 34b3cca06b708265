#include "gateway/api/extract_parts.h"

#include "gateway/api/extract_words.h"

namespace gateway::api {

using base::Document;

Fields& Fields::add(std::string_view field, std::string value) {
  if (value.empty()) return *this;
  rows_.add(Document().set("field", field).set("name", both(field_word(field))).set("value", std::move(value)));
  return *this;
}

Fields& Fields::add(std::string_view field, const std::optional<base::Date>& date) {
  return add(field, date ? date->text() : std::string());
}

Fields& Fields::add(std::string_view field, const std::optional<core::Sex>& sex) {
  return add(field, !sex ? std::string() : std::string(*sex == core::Sex::woman ? "woman" : "man"));
}

Fields& Fields::add(const core::Answers& answers) {
  return add("education", answers.education)
      .add("income_source_before", answers.income_source_before)
      .add("employment_before", answers.employment_before)
      .add("end_reason", answers.end_reason)
      .add("income_source_after", answers.income_source_after)
      .add("employment_after", answers.employment_after);
}

Fields& Fields::add(const core::FieldAnswers& answers, bool hidden) {
  for (const auto& [field, answer] : answers) {
    if (!(hidden && core::description(field).leaves_on_protection)) add(core::name(field), answer);
  }
  return *this;
}

Document named_fields(const std::vector<std::string>& fields) {
  Document rows{Document::Array{}};
  for (const std::string& field : fields) rows.add(Document().set("field", field).set("name", both(field_word(field))));
  return rows;
}

Document place_document(const core::Directory& directory, const std::string& id) {
  const core::Office* office = directory.office(id);
  const core::Insats* insats = directory.insats(id);
  return Document().set("id", id).set("name", office != nullptr ? office->name : insats != nullptr ? insats->name : id);
}

Document organisation_document(const core::Directory& directory, const std::string& id) {
  const core::Organisation* known = directory.organisation(id);
  return Document().set("id", id).set("name", known == nullptr ? id : known->name);
}

Document day_document(const std::optional<base::Date>& date) {
  return date ? Document(date->text()) : Document();
}

}  // namespace gateway::api
