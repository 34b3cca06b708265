#include "gateway/io/json/codec.h"

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
  return incoming;
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
