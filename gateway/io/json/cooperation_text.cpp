#include "gateway/io/json/cooperation_text.h"

#include "gateway/io/json/codec_words.h"

namespace gateway::io {

namespace {

void write_consent(JsonWriter& out, std::string_view name, const core::CaseConsent& given) {
  const core::Consent& consent = given.consent;
  out.key(name).begin_object();
  if (consent.answer != core::ConsentAnswer::none) out.key("answer").value(text_of(kConsentAnswers, consent.answer));
  out.text_unless_empty("form", consent.form);
  date_unless_none(out, "date", consent.date);
  date_unless_none(out, "withdrawn", consent.withdrawn);
  if (!given.purposes.empty()) {
    out.key("purposes").begin_array();
    for (const std::string& purpose : given.purposes) out.value(purpose);
    out.end_array();
  }
  out.end_object();
}

}  // namespace

void date_unless_none(JsonWriter& out, std::string_view name, const std::optional<base::Date>& date) {
  if (date) out.key(name).value(date->text());
}

void write_act(JsonWriter& out, const core::Act& act) {
  out.key("act").begin_object();
  out.text_unless_empty("user", act.user).text_unless_empty("organisation", act.organisation);
  out.key("at").value(base::text(act.at)).key("on").value(act.on.text());
  out.end_object();
}

void write_person(JsonWriter& out, const core::Person& person) {
  out.key("person").begin_object();
  out.text_unless_empty("number", person.number);
  out.text_unless_empty("given_name", person.given_name).text_unless_empty("family_name", person.family_name);
  if (person.sex) out.key("sex").value(text_of(kSexes, *person.sex));
  out.end_object();
}

void write_field_answers(JsonWriter& out, const core::FieldAnswers& answers) {
  if (answers.empty()) return;
  out.key("answers").begin_object();
  for (const auto& [field, answer] : answers) out.key(core::name(field)).value(answer);
  out.end_object();
}

void write_course(JsonWriter& out, const core::CooperationAct& act) {
  out.key("course").begin_object().key("kind").value(core::name(act.kind));
  if (act.to) out.key("to").value(core::name(*act.to));
  date_unless_none(out, "happened", act.happened);
  out.text_unless_empty("office", act.office);
  out.text_unless_empty("af_office", act.af_office).text_unless_empty("fk_office", act.fk_office);
  date_unless_none(out, "meeting_on", act.meeting_on);
  date_unless_none(out, "until", act.until);
  write_field_answers(out, act.answers);
  if (act.outcome) out.key("outcome").value(core::name(*act.outcome));
  if (act.cause) out.key("cause").value(core::name(*act.cause));
  if (act.consent) write_consent(out, "consent", *act.consent);
  if (act.mapping_consent) write_consent(out, "mapping_consent", *act.mapping_consent);
  if (act.row) out.key("row").value(std::int64_t{*act.row});
  if (act.seen_version) out.key("seen_version").value(*act.seen_version);
  out.end_object();
}

}  // namespace gateway::io
