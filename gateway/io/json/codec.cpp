#include "gateway/io/json/codec.h"

#include "gateway/io/clock.h"
#include "gateway/io/json/act_shapes.h"
#include "gateway/io/json/case_shapes.h"
#include "gateway/io/json/case_text.h"
#include "gateway/io/json/message_shapes.h"
#include "gateway/io/json/message_text.h"
#include "gateway/io/json/record_shapes.h"

namespace gateway::io {

namespace {

template <typename Value>
base::Result<ports::SourceDocument> read_as(const DocumentKind& kind, std::string_view document) {
  base::Result<ports::SourceDocument> result(ports::SourceDocument(std::in_place_type<Value>));
  if (auto read = read_document(document, kind, &std::get<Value>(*result)); !read) result = read.error();
  return result;
}

/// The case an act is done to, where documents say it beside the act: a request makes its own.
void set_case(core::CooperationAct& act, const base::RegistrationId& registration) {
  if (act.kind != core::ActKind::request) act.case_id = core::CaseId{registration.bytes};
}

}  // namespace

base::Result<ports::SourceDocument> JsonCodec::decode_record(std::string_view document) const {
  const std::string schema = document_schema(document);
  if (schema == kSet.name) return read_as<ports::SetNotice>(kSet, document);
  // Whatever else it is, the error says what the participation schema misses in it.
  return read_as<core::Participation>(kParticipation, document);
}

std::string JsonCodec::encode(const core::Cleared& cleared) const {
  return message_text(cleared.message(), cleared.person());
}

base::Result<core::Incoming> JsonCodec::decode_message(std::string_view document) const {
  core::Incoming incoming;
  auto members = read_document(document, kMessage, &incoming);
  if (!members) return members.error();
  if (auto checked = check_kind(incoming.message.kind, *members); !checked) return checked.error();
  if (auto& message = incoming.message; message.course) {
    set_case(*message.course, message.registration);
    message.course->by = message.act;
    // Of its paper nothing comes: it was judged where it was told.
    for (auto* consent : {&message.course->consent, &message.course->mapping_consent}) {
      if (*consent) (*consent)->consent.paper.judged = true;
    }
    const bool request = message.course->kind == core::ActKind::request;
    // Else any act might name somebody, as a request.
    if (request != (message.kind == core::MessageKind::request)) {
      return refused(kMessage, "$.course.kind", "does not belong in a message of its kind");
    }
  }
  if (auto& told = incoming.message.assignments; told) {
    for (std::size_t i = 0; i < told->changes.size(); ++i) told->changes[i].change.row = i + 1;
  }
  return incoming;
}

base::Result<ports::AskedAct> JsonCodec::decode_act(std::string_view document) const {
  ports::AskedAct asked;
  if (auto read = read_document(document, kAskedAct, &asked); !read) return read.error();
  core::Act& by = asked.act.by;
  if (by.at != base::Instant{}) by.on = SystemClock().day_of(by.at);
  return asked;
}

std::string JsonCodec::encode(const core::ClearedCase& told) const {
  return case_text(told.value());
}

base::Result<core::ToldCase> JsonCodec::decode_case(std::string_view document) const {
  core::ToldCase told;
  if (auto read = read_document(document, kCase, &told); !read) return read.error();
  if (told.course) {
    told.course->id = core::CaseId{told.id.bytes};
    told.course->consent_date = told.consent.date;
  }
  for (core::CooperationTask& task : told.tasks) set_case(task.act, told.id);
  return told;
}

std::string JsonCodec::encode(const ports::NodeAnswer& answer) const {
  return answer_text(answer);
}

base::Result<ports::NodeAnswer> JsonCodec::decode_answer(std::string_view document) const {
  ports::NodeAnswer answer;
  if (auto read = read_document(document, kAnswer, &answer); !read) return read.error();
  return answer;
}

}  // namespace gateway::io
