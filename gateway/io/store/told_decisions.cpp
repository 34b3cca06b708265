#include "gateway/io/store/told_decisions.h"

#include <string>
#include <utility>

#include "gateway/core/admit.h"
#include "gateway/io/store/packing.h"
#include "gateway/io/store/values.h"

namespace gateway::io::store {

namespace {

/// All but the registration and the basis, which have columns of their own.
template <typename Io>
void fields(Io& io, core::ToldDecision& told, std::string& reasons, std::string& warnings) {
  io(told.message);
  io(told.admitted);
  io(told.fact.effect);
  io(reasons);
  io(warnings);
}

std::string body_of(core::ToldDecision told) {
  std::string reasons = pack(told.fact.reasons);
  std::string warnings = pack(told.fact.warnings);
  Packer packer;
  fields(packer, told, reasons, warnings);
  return packer.take();
}

core::ToldDecision told_in(std::string_view body) {
  core::ToldDecision told;
  std::string reasons;
  std::string warnings;
  Unpacker unpacker(body);
  fields(unpacker, told, reasons, warnings);
  told.fact.reasons = unpack_reasons(reasons);
  told.fact.warnings = unpack_reasons(warnings);
  return told;
}

constexpr const char* kOfRecord =
    "SELECT row, registration, body, basis FROM told_decision WHERE record = ?1 ORDER BY row";
constexpr const char* kOfRegistration =
    "SELECT row, registration, body, basis FROM told_decision WHERE registration = ?1 AND record IS NULL ORDER BY row";

}  // namespace

struct ToldDecisions::Row {
  std::int64_t row = 0;
  core::ToldDecision told;
};

/// The query is read to its end before another one is begun.
std::vector<ToldDecisions::Row> ToldDecisions::rows(Query query) {
  std::vector<Row> all;
  std::vector<std::string> bases;
  while (query.step()) {
    Row& one = all.emplace_back();
    one.row = query.integer(0);
    one.told = told_in(query.view(2));
    one.told.registration = query.id<base::RegistrationId>(1);
    bases.push_back(query.text(3));
  }
  for (std::size_t i = 0; i < all.size(); ++i) all[i].told.basis = names_.basis(bases[i]).value();
  return all;
}

void ToldDecisions::keep(std::optional<std::int64_t> record, const core::ToldDecision& told, base::Instant now) {
  Query query = database_.query(record ? kOfRecord : kOfRegistration);
  if (record) {
    query.bind(*record);
  } else {
    query.bind(told.registration);
  }
  for (const Row& earlier : rows(std::move(query))) {
    if (core::told_already(earlier.told, told)) return;
    if (core::replaces(earlier.told, told)) database_.run("DELETE FROM told_decision WHERE row = ?1", earlier.row);
  }
  const bool refused = told.message && told.admitted == core::Admitted::rejected;
  database_.run(
      "INSERT INTO told_decision (record, registration, at, refused, body, basis) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
      record, told.registration, now, refused, body_of(told), names_.basis_text(told.basis, now));
}

std::vector<core::ToldDecision> ToldDecisions::of_record(std::int64_t record) {
  Query query = database_.query(kOfRecord);
  query.bind(record);
  std::vector<core::ToldDecision> all;
  for (Row& one : rows(std::move(query))) all.push_back(std::move(one.told));
  return all;
}

std::vector<core::ToldDecision> ToldDecisions::of_registration(const base::RegistrationId& id) {
  Query query = database_.query(kOfRegistration);
  query.bind(id);
  std::vector<core::ToldDecision> all;
  for (Row& one : rows(std::move(query))) all.push_back(std::move(one.told));
  return all;
}

void ToldDecisions::forget(const base::RegistrationId& id) {
  database_.run("DELETE FROM told_decision WHERE registration = ?1", id);
}

void ToldDecisions::bare(const base::RegistrationId& id) {
  Query query = database_.query(kOfRegistration);
  query.bind(id);
  for (const Row& one : rows(std::move(query))) {
    // The policy's row is known by now, so the moment does not matter.
    database_.run("UPDATE told_decision SET basis = ?2 WHERE row = ?1", one.row,
                  names_.basis_text(core::bare(one.told.basis), base::Instant{}));
  }
}

std::int64_t ToldDecisions::purge(base::Instant before) {
  database_.run("DELETE FROM told_decision WHERE refused AND at <= ?1", before);
  return database_.changes();
}

}  // namespace gateway::io::store
