#include "gateway/io/store/values.h"

#include <algorithm>

#include "gateway/io/store/case_fields.h"
#include "gateway/io/store/packing.h"

// `fields` stand in the namespaces of what they read, for argument-dependent lookup finds them there.
// The order of fields is the format: a field is only ever added behind the last, in a migration.

namespace gateway::core {

template <typename Io>
static void fields(Io& io, Reason& reason) {
  if constexpr (std::is_same_v<Io, io::store::Packer>) {
    io(id(reason.code));
  } else {
    std::string code;
    io(code);
    const auto known = io::store::parse_code(code);
    if (!known) throw io::store::damaged("a code that is not known: " + code);
    reason.code = *known;
  }
  io(reason.detail);
}

template <typename Io>
static void fields(Io& io, UnitOutcome& unit) {
  io(unit.unit);
  io(unit.outcome);
  io(unit.reasons);
  io(unit.warnings);
}

template <typename Io>
static void fields(Io& io, Answers& answers) {
  io(answers.education);
  io(answers.income_source_before);
  io(answers.employment_before);
  io(answers.end_reason);
  io(answers.income_source_after);
  io(answers.employment_after);
}

template <typename Io>
static void fields(Io& io, Totals& totals) {
  io(totals.insats);
  io(totals.year);
  io(totals.women);
  io(totals.men);
  io(totals.version);
}

template <typename Io>
static void fields(Io& io, ToldChange& told) {
  io(told.change.row);
  io(told.change.kind);
  io(told.change.user);
  io(told.change.role);
  io(told.change.place);
  io(told.change.from);
  io(told.change.until);
  io(told.change.attested);
  io(told.seen);
}

template <typename Io>
static void fields(Io& io, ToldChanges& told) {
  io(told.id);
  io(told.changes);
  // Sets that were sent before any followed another end here.
  if constexpr (std::is_same_v<Io, io::store::Unpacker>) {
    if (io.at_end()) return;
  }
  for (ToldChange& one : told.changes) io(one.follows);
}

template <typename Io>
static void fields(Io& io, Message& message) {
  io(message.kind);
  io(message.place);
  io(message.activity);
  io(message.start);
  io(message.date);
  fields(io, message.answers);
  io(message.code);
  io(message.consent_form);
  io(message.consent_date);
  fields(io, message.act);
  io(message.not_before);
  if (message.kind == MessageKind::totals) fields(io, message.totals);
  if (message.kind >= MessageKind::request) {
    io(message.course);
    io(message.reply);
  }
  if (message.kind == MessageKind::assignments) io(message.assignments);
  if (message.kind == MessageKind::request || message.kind == MessageKind::act) {
    if constexpr (std::is_same_v<Io, io::store::Unpacker>) {
      if (io.at_end()) return;  // Sent before a proposal was named.
    }
    io(message.task);
  }
}

template <typename Io>
static void fields(Io& io, Person& person) {
  io(person.number);
  io(person.given_name);
  io(person.family_name);
  io(person.sex);
}

}  // namespace gateway::core

namespace gateway::ports {

template <typename Io>
static void fields(Io& io, SetFault& fault) {
  io(fault.code);
  io(fault.file);
  io(fault.line);
  io(fault.field);
  io(fault.detail);
}

}  // namespace gateway::ports

namespace gateway::io::store {

std::string pack(const std::vector<core::Reason>& reasons) {
  return packed(reasons);
}

std::vector<core::Reason> unpack_reasons(std::string_view text) {
  if (text.empty()) return {};
  return unpacked<std::vector<core::Reason>>(text);
}

std::string pack(const std::vector<core::UnitOutcome>& units) {
  return packed(units);
}

std::vector<core::UnitOutcome> unpack_units(std::string_view text) {
  return unpacked<std::vector<core::UnitOutcome>>(text);
}

std::size_t units_in(std::string_view text) {
  std::size_t count = 0;
  Unpacker{text}(count);
  return count;
}

std::optional<std::string> pack(const core::Standing& standing) {
  core::Standing kept = standing;
  kept.had_consent = false;  // Said by the registration.
  if (kept == core::Standing{}) return std::nullopt;
  return packed(kept);
}

core::Standing unpack_standing(std::string_view text) {
  if (text.empty()) return {};
  return unpacked<core::Standing>(text);
}

std::string pack(const core::Message& message) {
  return packed(message);
}

core::Message unpack_message(std::string_view text, const base::RegistrationId& registration) {
  auto message = unpacked<core::Message>(text);
  message.registration = registration;
  return message;
}

std::string pack(const core::Person& person) {
  return packed(person);
}

core::Person unpack_person(std::string_view text) {
  return unpacked<core::Person>(text);
}

std::string pack(const std::vector<std::string>& texts) {
  return packed(texts);
}

std::vector<std::string> unpack_texts(std::string_view text) {
  if (text.empty()) return {};
  return unpacked<std::vector<std::string>>(text);
}

std::string pack(const std::vector<ports::SetFault>& faults) {
  return packed(faults);
}

std::vector<ports::SetFault> unpack_faults(std::string_view text) {
  if (text.empty()) return {};
  return unpacked<std::vector<ports::SetFault>>(text);
}

std::int64_t outcome_bits(const std::vector<core::UnitOutcome>& units) {
  std::int64_t bits = 0;
  for (const core::UnitOutcome& unit : units) {
    bits |= outcome_bit(unit.outcome);
    if (!unit.warnings.empty()) bits |= kWarningBit;
  }
  return bits;
}

std::optional<core::Code> parse_code(std::string_view id) {
  for (const core::Explanation& known : core::explanations()) {
    if (known.id == id) return known.code;
  }
  return std::nullopt;
}

}  // namespace gateway::io::store
