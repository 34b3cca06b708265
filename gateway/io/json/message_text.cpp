#include "gateway/io/json/message_text.h"

#include "gateway/io/json/codec_writer.h"
#include "gateway/io/json/message_shapes.h"

namespace gateway::io {

namespace {

using core::Answers;
using core::MessageKind;

void date_unless_none(JsonWriter& out, std::string_view name, const std::optional<base::Date>& date) {
  if (date) out.key(name).value(date->text());
}

void write_answers(JsonWriter& out, const Answers& answers) {
  if (answers == Answers{}) return;
  out.key("answers").begin_object();
  out.text_unless_empty("education", answers.education);
  out.text_unless_empty("income_source_before", answers.income_source_before);
  out.text_unless_empty("employment_before", answers.employment_before);
  out.text_unless_empty("end_reason", answers.end_reason);
  out.text_unless_empty("income_source_after", answers.income_source_after);
  out.text_unless_empty("employment_after", answers.employment_after);
  out.end_object();
}

void write_act(JsonWriter& out, const core::Act& act) {
  if (act == core::Act{}) return;
  out.key("act").begin_object();
  out.text_unless_empty("user", act.user).text_unless_empty("organisation", act.organisation);
  out.key("at").value(base::text(act.at)).key("on").value(act.on.text());
  out.end_object();
}

void write_person(JsonWriter& out, const core::Person& person) {
  out.key("person").begin_object();
  out.text_unless_empty("number", person.number);
  out.text_unless_empty("given_name", person.given_name).text_unless_empty("family_name", person.family_name);
  if (person.sex) out.key("sex").value(*person.sex == core::Sex::man ? "man" : "woman");
  out.end_object();
}

void write_totals(JsonWriter& out, const core::Totals& totals) {
  out.key("totals").begin_object();
  out.key("insats").value(totals.insats).key("year").value(std::int64_t{totals.year});
  out.key("women").value(totals.women).key("men").value(totals.men).key("version").value(totals.version);
  out.end_object();
}

/// What a message about a registration says of its course.
void write_course(JsonWriter& out, const core::Message& message) {
  out.text_unless_empty("place", message.place).text_unless_empty("activity", message.activity);
  date_unless_none(out, "start", message.start);
  date_unless_none(out, "date", message.date);
  if (message.kind == MessageKind::task) return;
  write_answers(out, message.answers);
  if (message.consent_form.empty() && !message.consent_date) return;
  out.key("consent").begin_object().text_unless_empty("form", message.consent_form);
  date_unless_none(out, "date", message.consent_date);
  out.end_object();
}

/// The first `characters` of a text, whole ones.
std::string_view cut(std::string_view text, std::size_t characters) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
    if (begins && characters-- == 0) return text.substr(0, at);
  }
  return text;
}

}  // namespace

std::string message_text(const core::Message& message, const std::optional<core::Person>& person) {
  JsonWriter out;
  out.begin_object().key("schema").value(kMessage.name).key("kind").value(core::name(message.kind));
  if (message.kind == MessageKind::totals) {
    write_totals(out, message.totals);
  } else {
    out.key("registration").value(message.registration.text());
    if (core::identity_free(message.kind)) {
      date_unless_none(out, "date", message.date);
      out.text_unless_empty("code", message.code);
    } else {
      write_course(out, message);
    }
  }
  if (!core::identity_free(message.kind)) write_act(out, message.act);
  // Only the opening message names anybody, whatever it was handed.
  if (message.kind == MessageKind::in && person) write_person(out, *person);
  out.end_object();
  return out.take();
}

std::string answer_text(const ports::NodeAnswer& answer) {
  JsonWriter out;
  out.begin_object().key("schema").value(kAnswer.name).key("admitted").value(core::name(answer.admitted));
  if (!answer.reasons.empty()) {
    out.key("reasons").begin_array();
    for (const core::Reason& reason : answer.reasons) {
      out.begin_object().key("code").value(core::id(reason.code));
      out.text_unless_empty("detail", cut(reason.detail, kMaxDetail)).end_object();
    }
    out.end_array();
  }
  out.end_object();
  return out.take();
}

}  // namespace gateway::io
