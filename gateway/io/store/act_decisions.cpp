#include "gateway/io/store/act_decisions.h"

#include <string>
#include <utility>

#include "gateway/core/explain/told_decision.h"
#include "gateway/io/store/packing.h"
#include "gateway/io/store/values.h"

namespace gateway::io::store {

namespace {

/// All but the outcome and the basis, which have columns of their own.
template <typename Io>
void fields(Io& io, core::ActDecision& decision, std::string& reasons, std::string& warnings) {
  io(decision.kind);
  io(decision.fact);
  io(decision.answer);
  io(decision.answer_code);
  io(reasons);
  io(warnings);
  io(decision.at);
  io(decision.office);
}

std::string body_of(core::ActDecision decision) {
  std::string reasons = pack(decision.reasons);
  std::string warnings = pack(decision.warnings);
  Packer packer;
  fields(packer, decision, reasons, warnings);
  return packer.take();
}

core::ActDecision decision_of(std::string_view body) {
  core::ActDecision decision;
  std::string reasons;
  std::string warnings;
  Unpacker unpacker(body);
  fields(unpacker, decision, reasons, warnings);
  decision.reasons = unpack_reasons(reasons);
  decision.warnings = unpack_reasons(warnings);
  return decision;
}

struct Stored {
  ActDecisionRow row;
  std::optional<std::string> basis;
};

/// A query is read to its end before another one is begun.
std::vector<Stored> stored_in(Query query) {
  std::vector<Stored> all;
  while (query.step()) {
    Stored one;
    one.row.decision = decision_of(query.view(0));
    one.row.decision.outcome = query.as<core::Outcome>(1);
    if (!query.is_null(2)) one.basis = query.text(2);
    PlaceOfAct& place = one.row.place;
    if (!query.is_null(3)) place.registration = query.integer(3);
    if (!query.is_null(4)) place.mark = query.id<Mark>(4);
    if (!query.is_null(5)) place.task = query.id<core::TaskId>(5);
    if (!query.is_null(6)) place.message = query.integer(6);
    all.push_back(std::move(one));
  }
  return all;
}

std::vector<ActDecisionRow> rows_in(Query query, Names& names) {
  std::vector<ActDecisionRow> rows;
  for (Stored& one : stored_in(std::move(query))) {
    one.row.decision.basis = names.basis(one.basis);
    rows.push_back(std::move(one.row));
  }
  return rows;
}

}  // namespace

void ActDecisions::keep(const core::ActDecision& decision, const PlaceOfAct& place, base::Instant now) {
  if (!place.registration && !place.mark) return;
  if (decision.outcome == core::Outcome::unchanged && !place.mark) return;
  if (place.mark) {
    Query query = database_.query("SELECT outcome FROM act_decision WHERE mark = ?1");
    query.bind(*place.mark);
    const bool settled_before = query.step() && core::settled(query.as<core::Outcome>(0));
    const bool settles = core::settled(decision.outcome) && decision.outcome != core::Outcome::unchanged;
    if (settled_before && !settles) return;
  }
  std::optional<std::string> basis;
  if (decision.basis) basis = names_.basis_text(*decision.basis, now);
  if (place.mark) database_.run("DELETE FROM act_decision WHERE mark = ?1", *place.mark);
  database_.run(
      "INSERT INTO act_decision (registration, mark, task, message, at, outcome, body, basis) VALUES (?1, ?2, ?3, ?4, "
      "?5, ?6, ?7, ?8)",
      place.registration, place.mark, place.task, place.message, now, decision.outcome, body_of(decision), basis);
}

std::vector<ActDecisionRow> ActDecisions::of_case(std::int64_t registration) {
  Query query = database_.query(
      "SELECT body, outcome, basis, registration, mark, task, message FROM act_decision WHERE registration = ?1 ORDER "
      "BY row");
  query.bind(registration);
  return rows_in(std::move(query), names_);
}

std::vector<ActDecisionRow> ActDecisions::of_task(const core::TaskId& task) {
  Query query = database_.query(
      "SELECT body, outcome, basis, registration, mark, task, message FROM act_decision WHERE task = ?1 ORDER BY row");
  query.bind(task);
  return rows_in(std::move(query), names_);
}

std::optional<ActDecisionRow> ActDecisions::of_key(const Mark& mark) {
  Query query = database_.query(
      "SELECT body, outcome, basis, registration, mark, task, message FROM act_decision WHERE mark = ?1");
  query.bind(mark);
  auto rows = rows_in(std::move(query), names_);
  return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

template <typename Change>
void ActDecisions::change(std::int64_t message, core::Outcome outcome, Change change) {
  std::vector<std::pair<std::int64_t, std::string>> changed;
  {
    Query query = database_.query("SELECT row, body, outcome FROM act_decision WHERE message = ?1");
    query.bind(message);
    while (query.step()) {
      core::ActDecision decision = decision_of(query.view(1));
      if (query.as<core::Outcome>(2) == outcome) continue;
      change(decision);
      changed.emplace_back(query.integer(0), body_of(std::move(decision)));
    }
  }
  for (const auto& [row, body] : changed) {
    database_.run("UPDATE act_decision SET outcome = ?2, body = ?3 WHERE row = ?1", row, outcome, body);
  }
}

void ActDecisions::answered(std::int64_t message, core::Outcome outcome, const std::vector<core::Reason>& reasons) {
  change(message, outcome, [&](core::ActDecision& decision) { decision.reasons = reasons; });
}

void ActDecisions::taken_back(std::int64_t message) {
  change(message, core::Outcome::outside,
         [](core::ActDecision& decision) { decision.answer = core::TaskEvent::retract; });
}

void ActDecisions::let_go(std::int64_t message) {
  database_.run("DELETE FROM act_decision WHERE message = ?1 AND mark IS NULL", message);
  database_.run("UPDATE act_decision SET registration = NULL, task = NULL, message = NULL WHERE message = ?1", message);
}

void ActDecisions::asks(std::int64_t message, const core::TaskId& task) {
  database_.run("UPDATE act_decision SET task = ?2 WHERE message = ?1", message, task);
}

void ActDecisions::rename_task(const core::TaskId& from, const core::TaskId& to) {
  database_.run("UPDATE act_decision SET task = ?2 WHERE task = ?1", from, to);
}

void ActDecisions::bare(std::int64_t registration) {
  std::vector<std::pair<std::int64_t, std::string>> all;
  {
    Query query = database_.query("SELECT row, basis FROM act_decision WHERE registration = ?1 AND basis IS NOT NULL");
    query.bind(registration);
    while (query.step()) all.emplace_back(query.integer(0), query.text(1));
  }
  for (const auto& [row, basis] : all) {
    // The policy's row is known by now, so the moment does not matter.
    database_.run("UPDATE act_decision SET basis = ?2 WHERE row = ?1", row,
                  names_.basis_text(core::bare(names_.basis(basis).value()), base::Instant{}));
  }
}

void ActDecisions::leave(std::int64_t registration, bool whole) {
  std::vector<std::int64_t> answers;
  if (!whole) {
    Query query = database_.query("SELECT row, body FROM act_decision WHERE registration = ?1 AND task IS NOT NULL");
    query.bind(registration);
    while (query.step()) {
      const auto answer = decision_of(query.view(1)).answer;
      if (answer && *answer != core::TaskEvent::confirm) answers.push_back(query.integer(0));
    }
  }
  for (const std::int64_t row : answers) {
    database_.run("UPDATE act_decision SET registration = NULL, message = NULL WHERE row = ?1", row);
  }
  forget(registration);
}

void ActDecisions::forget(std::int64_t registration) {
  database_.run("DELETE FROM act_decision WHERE registration = ?1", registration);
}

void ActDecisions::waits_no_more(const Mark& mark) {
  database_.run("DELETE FROM act_decision WHERE mark = ?1 AND outcome = ?2", mark, core::Outcome::parked);
}

void ActDecisions::forget(const Mark& mark) {
  database_.run("DELETE FROM act_decision WHERE mark = ?1", mark);
}

std::int64_t ActDecisions::purge(base::Instant rejected, base::Instant parked) {
  database_.run(
      "DELETE FROM act_decision WHERE registration IS NULL AND at <= CASE WHEN outcome = ?3 THEN ?2 ELSE ?1 END",
      rejected, parked, core::Outcome::parked);
  return database_.changes();
}

}  // namespace gateway::io::store
