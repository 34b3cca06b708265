#include "gateway/io/json/message_text.h"

#include <algorithm>
#include <span>

#include "gateway/io/json/codec_words.h"
#include "gateway/io/json/cooperation_text.h"
#include "gateway/io/json/message_shapes.h"

namespace gateway::io {

namespace {

using core::Answers;
using core::MessageKind;

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

void write_totals(JsonWriter& out, const core::Totals& totals) {
  out.key("totals").begin_object();
  out.key("insats").value(totals.insats).key("year").value(std::int64_t{totals.year});
  out.key("women").value(totals.women).key("men").value(totals.men).key("version").value(totals.version);
  out.end_object();
}

void write_reply(JsonWriter& out, const core::TaskReply& reply) {
  out.key("reply").begin_object().key("task").value(reply.task.text()).key("answer").value(core::name(reply.event));
  out.text_unless_empty("reason", reply.reason).end_object();
}

void write_assignments(JsonWriter& out, const core::ToldChanges& told) {
  out.key("assignments").begin_object().key("id").value(told.id.text()).key("changes").begin_array();
  for (const core::ToldChange& one : told.changes) {
    const core::AssignmentChange& change = one.change;
    out.begin_object().key("action").value(text_of(kChangeKinds, change.kind));
    out.key("user").value(change.user).key("role").value(change.role).key("place").value(change.place);
    date_unless_none(out, "from", change.from);
    date_unless_none(out, "until", change.until);
    if (change.attested) out.key("attested").value(true);
    if (one.seen) out.key("seen").value(base::text(*one.seen));
    if (!one.follows.empty()) out.key("follows").value(one.follows.text());
    out.end_object();
  }
  out.end_array().end_object();
}

/// What a message about a registration says of its dates and answers.
void write_details(JsonWriter& out, const core::Message& message) {
  out.text_unless_empty("place", message.place).text_unless_empty("activity", message.activity);
  date_unless_none(out, "start", message.start);
  date_unless_none(out, "date", message.date);
  if (message.kind == MessageKind::task) return;
  write_answers(out, message.answers);
  if (message.consent_form.empty() && !message.consent_date) return;
  out.key("consent").begin_object().text_unless_empty("form", message.consent_form);
  date_unless_none(out, "date", message.consent_date);
  if (message.consent_confirmed) out.key("confirmed").value(true);
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
  } else if (message.kind == MessageKind::assignments) {
    if (message.assignments) write_assignments(out, *message.assignments);
  } else {
    out.key("registration").value(message.registration.text());
    if (core::identity_free(message.kind)) {
      date_unless_none(out, "date", message.date);
      out.text_unless_empty("code", message.code);
    } else {
      write_details(out, message);
    }
  }
  const bool nobodys = message.kind == MessageKind::totals && message.act == core::Act{};
  if (!core::identity_free(message.kind) && !nobodys) write_act(out, message.act);
  if (message.course) write_course(out, *message.course);
  if (message.task) out.key("task").value(message.task->text());
  if (message.reply) write_reply(out, *message.reply);
  // Only what opens a registration names anybody, whatever it was handed.
  const bool names = message.kind == MessageKind::in || message.kind == MessageKind::request;
  if (names) date_unless_none(out, "lifted", message.lifted);
  if (names && person) write_person(out, *person);
  out.end_object();
  return out.take();
}

std::string answer_text(const ports::NodeAnswer& answer) {
  JsonWriter out;
  out.begin_object().key("schema").value(kAnswer.name).key("admitted").value(core::name(answer.admitted));
  if (!answer.reasons.empty()) {
    out.key("reasons").begin_array();
    // More, no reader takes, and what is not read is asked for again for ever.
    for (const core::Reason& reason : std::span(answer.reasons).first(std::min(answer.reasons.size(), kMaxReasons))) {
      out.begin_object().key("code").value(core::id(reason.code));
      out.text_unless_empty("detail", cut(reason.detail, kMaxDetail)).end_object();
    }
    out.end_array();
  }
  out.end_object();
  return out.take();
}

}  // namespace gateway::io
