// JSON documents (gateway/io/json): the tree that configuration, control socket and API read, and the typed codec.
#include <cmath>

#include "gateway/io/json/case_text.h"
#include "gateway/io/json/codec.h"
#include "gateway/io/json/document_json.h"
#include "gateway/io/json/message_text.h"
#include "tests/fuzz/claim.h"
#include "tests/fuzz/input.h"

namespace gateway::fuzz {
namespace {

const io::JsonCodec kCodec;

/// Reading never fails by a defect, and an error is a line.
template <typename Value>
bool read(const base::Result<Value>& result) {
  if (result) return true;
  claim(result.error().fault == base::Fault::reject, "bad input is rejected");
  claim(!result.error().what.empty() && result.error().what.size() < 1000, "in a short sentence");
  claim(result.error().what.find_first_of(std::string_view("\n\0", 2)) == std::string::npos, "of one line");
  return false;
}

void check_tree(std::string_view text, const base::Document& tree) {
  const std::string line = io::to_json(tree);
  claim(line.find('\n') == std::string::npos, "one line is one line");
  const auto again = io::parse_json(line, {64 * 1024 * 1024, 32});
  claim(again && *again == tree, "what was printed is read back the same");
  const auto pretty = io::parse_json(io::to_json(tree, true), {64 * 1024 * 1024, 32});
  claim(pretty && *pretty == tree, "and so it is indented");
  claim(io::to_json(*again) == line, "and printed the same");
  claim(text.find('\0') == std::string_view::npos, "NUL is refused");
}

bool equal(const core::Participation& a, const core::Participation& b) {
  return a.content() == b.content() && a.key == b.key && a.file == b.file && a.line == b.line &&
         a.derived_key == b.derived_key;
}

void check_record(const ports::SourceDocument& record, const std::string& plain) {
  const auto again = kCodec.decode_record(plain);
  claim(again && again->index() == record.index(), "a record printed plainly is the same kind");
  if (const auto* participation = std::get_if<core::Participation>(&record)) {
    claim(equal(*participation, std::get<core::Participation>(*again)), "and says the same");
  } else {
    const auto& set = std::get<ports::SetNotice>(record);
    const auto& other = std::get<ports::SetNotice>(*again);
    claim(set.set == other.set && set.state == other.state && set.rows == other.rows && set.files == other.files &&
              set.faults.size() == other.faults.size(),
          "and says the same of a set");
  }
}

bool same_person(const std::optional<core::Person>& a, const std::optional<core::Person>& b) {
  if (!a || !b) return a.has_value() == b.has_value();
  return a->number == b->number && a->given_name == b->given_name && a->family_name == b->family_name &&
         a->sex == b->sex;
}

void check_message(const core::Incoming& message) {
  const auto text = io::message_text(message.message, message.person);
  const auto again = kCodec.decode_message(text);
  claim(again.has_value(), "a message that was read can be written and read again");
  claim(again->message == message.message, "and is the same");
  claim(same_person(again->person, message.person), "about the same person");
}

void check_case(const core::ToldCase& told) {
  const auto again = kCodec.decode_case(io::case_text(told));
  claim(again.has_value(), "a case that was read can be written and read again");
  claim(again->id == told.id && again->sequence == told.sequence && again->left == told.left, "and is the same case");
  claim(again->course == told.course && again->consent == told.consent, "of the same course");
  claim(again->tasks == told.tasks && again->proposals == told.proposals, "with the same tasks");
  claim(same_person(again->person, told.person), "about the same person");
}

void check(std::string_view text) {
  const auto tree = io::parse_json(text);
  if (read(tree)) check_tree(text, *tree);

  const auto record = kCodec.decode_record(text);
  const auto message = kCodec.decode_message(text);
  const auto answer = kCodec.decode_answer(text);
  const auto act = kCodec.decode_act(text);
  const auto told = kCodec.decode_case(text);
  int taken = 0;
  for (const bool well : {read(record), read(message), read(answer), read(act), read(told)}) taken += well ? 1 : 0;
  claim(taken <= 1, "a document is of one kind");
  if (taken == 0) return;
  claim(tree.has_value(), "the typed codec takes nothing that the tree refuses");
  if (record) check_record(*record, io::to_json(*tree));
  if (message) check_message(*message);
  if (told) check_case(*told);
  if (answer) {
    const auto again = kCodec.decode_answer(kCodec.encode(*answer));
    claim(again && again->admitted == answer->admitted && again->reasons == answer->reasons,
          "an answer that was read can be written and read again");
  }
}

}  // namespace
}  // namespace gateway::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  gateway::fuzz::check(gateway::fuzz::Input(data, size).rest());
  return 0;
}
