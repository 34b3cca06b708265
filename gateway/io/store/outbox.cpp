#include "gateway/io/store/outbox.h"

#include <array>

#include "gateway/core/assignment/act.h"
#include "gateway/core/cooperation/request.h"
#include "gateway/io/store/values.h"

namespace gateway::io::store {

namespace {

constexpr std::array<std::string_view, 7> kNames = {"queued",   "held",    "in_hands", "delivered",
                                                    "rejected", "stopped", "dead"};

/// The reasons of what is held until the target can carry it.
std::string cannot_yet() {
  return pack(std::vector<core::Reason>{{core::Code::target_cannot_move_active}});
}

OutboxRow read(const Query& query) {
  return {query.integer(0), query.integer(1),    query.as<core::MessageKind>(2),
          query.text(3),    query.as<Course>(4), static_cast<int>(query.integer(5)),
          query.flag(6)};
}

}  // namespace

std::string_view name(Course course) {
  return kNames[static_cast<std::size_t>(course)];
}

std::vector<core::Reason> without_authority(Course course, std::string_view reasons) {
  if (course != Course::stopped) return {};
  auto why = unpack_reasons(reasons);
  if (!why.empty() && !core::of_authority(why.front().code)) why.clear();
  return why;
}

void Outbox::append(std::int64_t lane, std::int64_t set, const core::Message& message, base::Instant now) {
  const bool finsam = message.kind <= core::MessageKind::out;
  database_.run(
      "INSERT INTO outbox (lane, intake_set, kind, body, changed_at, act_user, act_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
      "?7)",
      lane, set, message.kind, pack(message), now, finsam ? std::string_view(message.act.user) : std::string_view(),
      message.act.on);
  last_ = database_.last_row();
  database_.run("UPDATE intake_set SET handed = handed + 1 WHERE row = ?1", set);
  if (!core::identity_free(message.kind)) uses_.note(message.act, message.place);
}

std::size_t Outbox::stop(std::int64_t lane, core::Stop which, const std::vector<core::Reason>& reasons,
                         base::Instant now) {
  if (which == core::Stop::nothing) return 0;
  const bool only_opening = which == core::Stop::opening;
  const std::string told = pack(reasons);
  // Kinds: 0 in, 6 task, 8 request open a registration; 3 exit, 4 exit_or_void, 5 strip are never stopped.
  database_.run(
      "UPDATE outbox SET state = 5, reasons = ?2, changed_at = ?3 WHERE lane = ?1 AND state < 2 AND (kind IN (0, 6, 8) "
      "OR "
      "(NOT ?4 AND kind NOT IN (3, 4, 5)))",
      lane, told, now, only_opening);
  const auto stopped = static_cast<std::size_t>(database_.changes());
  database_.run(
      "UPDATE outbox SET stop_after = 1, reasons = ?2 WHERE lane = ?1 AND state = 2 AND (kind IN (0, 6, 8) OR (NOT ?3 "
      "AND "
      "kind NOT IN (3, 4, 5)))",
      lane, told, only_opening);
  return stopped;
}

std::vector<std::string> Outbox::waiting(std::int64_t lane, core::MessageKind kind) {
  std::vector<std::string> bodies;
  Query query = database_.query("SELECT body FROM outbox WHERE lane = ?1 AND state < 2 AND kind = ?2");
  query.bind(lane, kind);
  while (query.step()) bodies.push_back(query.text(0));
  return bodies;
}

void Outbox::date_exit(std::int64_t lane, std::optional<base::Date> date) {
  std::optional<std::pair<std::int64_t, std::string>> waiting;
  {
    Query query = database_.query(
        "SELECT sequence, body FROM outbox WHERE lane = ?1 AND state <= 2 AND state <> 2 AND kind IN (3, 4) LIMIT 1");
    query.bind(lane);
    if (query.step()) waiting.emplace(query.integer(0), query.text(1));
  }
  if (!waiting) return;
  core::Message message = unpack_message(waiting->second, {});
  if (date) message.date = date;
  message.not_before.reset();
  database_.run("UPDATE outbox SET body = ?2, state = 0, next = 0 WHERE sequence = ?1", waiting->first, pack(message));
}

void Outbox::empty(std::int64_t lane) {
  std::vector<std::pair<std::int64_t, core::MessageKind>> rows;
  {
    // One of exit and strip that has not been answered still has to tell it.
    Query query =
        database_.query("SELECT sequence, kind FROM outbox WHERE lane = ?1 AND NOT (state <= 2 AND kind IN (3, 4, 5))");
    query.bind(lane);
    while (query.step()) rows.emplace_back(query.integer(0), query.as<core::MessageKind>(1));
  }
  for (const auto& [sequence, kind] : rows) {
    core::Message bare;
    bare.kind = kind;
    database_.run("UPDATE outbox SET body = ?2, state = CASE WHEN state < 2 THEN 5 ELSE state END WHERE sequence = ?1",
                  sequence, pack(bare));
  }
}

void Outbox::hide(std::int64_t lane, bool all) {
  std::vector<std::pair<std::int64_t, std::string>> rows;
  {
    Query query = database_.query("SELECT sequence, body FROM outbox WHERE lane = ?1 AND kind IN (8, 9)");
    query.bind(lane);
    while (query.step()) rows.emplace_back(query.integer(0), query.text(1));
  }
  for (const auto& [sequence, body] : rows) {
    core::Message message = unpack_message(body, {});
    if (message.course && all) message.course->answers.clear();
    if (message.course) core::erase_identifying(message.course->answers);
    database_.run("UPDATE outbox SET body = ?2 WHERE sequence = ?1", sequence, pack(message));
  }
}

std::optional<OutboxRow> Outbox::at(std::int64_t sequence) {
  Query query =
      database_.query("SELECT sequence, lane, kind, body, state, attempts, stop_after FROM outbox WHERE sequence = ?1");
  query.bind(sequence);
  if (!query.step()) return std::nullopt;
  return read(query);
}

std::vector<OutboxRow> Outbox::due(base::Instant now, std::size_t limit) {
  // Exits and strips (kinds 3, 4, 5) pass what rests.
  Query query = database_.query(
      "SELECT sequence, lane, kind, body, state, attempts, stop_after FROM outbox o INDEXED BY outbox_open "
      "WHERE state <= 2 AND state <> 2 AND next <= ?1 AND NOT EXISTS (SELECT 1 FROM outbox p INDEXED BY outbox_lane "
      "WHERE p.lane = o.lane AND p.state <= 2 AND (p.state = 2 OR (p.sequence < o.sequence AND NOT (p.next > ?1 AND "
      "o.kind IN (3, 4, 5))))) AND (kind <> 8 OR NOT EXISTS (SELECT 1 FROM "
      "registration mine JOIN registration former ON former.subject = mine.subject AND former.kind = mine.kind JOIN "
      "outbox p INDEXED BY outbox_lane ON p.lane = former.row AND p.state <= 2 AND p.sequence < o.sequence "
      "WHERE mine.row = o.lane)) AND (kind <> 0 OR NOT EXISTS (SELECT 1 FROM registration mine JOIN registration "
      "former ON former.subject = mine.subject AND former.record = mine.record JOIN outbox p INDEXED BY outbox_lane ON "
      "p.lane = former.row AND p.state <= 2 AND p.sequence < o.sequence AND p.kind IN (3, 4) WHERE mine.row = o.lane)) "
      "AND (kind <> 8 OR NOT EXISTS (SELECT 1 FROM withdrawn_person w JOIN outbox p INDEXED BY outbox_lane ON p.lane = "
      "w.lane AND p.state <= 2 AND p.sequence < o.sequence WHERE w.request = o.lane)) ORDER BY sequence LIMIT ?2");
  query.bind(now, limit);
  std::vector<OutboxRow> rows;
  while (query.step()) rows.push_back(read(query));
  return rows;
}

void Outbox::look_again(std::int64_t lane) {
  database_.run("UPDATE outbox SET next = 0 WHERE lane = ?1 AND state <= 2 AND state = 1 AND reasons = ?2", lane,
                cannot_yet());
}

void Outbox::move(std::int64_t sequence, Course course, base::Instant next, const std::vector<core::Reason>& reasons,
                  std::string_view what, base::Instant now) {
  database_.run(
      "UPDATE outbox SET state = ?2, next = ?3, reasons = ?4, what = ?5, changed_at = ?6, attempts = attempts + (?2 = "
      "2), stop_after = 0 WHERE sequence = ?1",
      sequence, course, next, reasons.empty() ? std::string() : pack(reasons), what, now);
}

void Outbox::rewrite(std::int64_t sequence, const core::Message& message) {
  database_.run("UPDATE outbox SET body = ?2 WHERE sequence = ?1 AND state < 2", sequence, pack(message));
}

std::vector<OutboxRow> Outbox::open_in(std::int64_t lane) {
  Query query = database_.query(
      "SELECT sequence, lane, kind, body, state, attempts, stop_after FROM outbox WHERE lane = ?1 AND state <= 2 ORDER "
      "BY sequence");
  query.bind(lane);
  std::vector<OutboxRow> rows;
  while (query.step()) rows.push_back(read(query));
  return rows;
}

std::vector<OutboxRow> Outbox::delivered_acts(std::int64_t lane, base::Instant before) {
  Query query = database_.query(
      "SELECT sequence, lane, kind, body, state, attempts, stop_after FROM outbox WHERE lane = ?1 AND state = ?2 AND "
      "kind IN (?3, ?4) AND changed_at < ?5 ORDER BY sequence");
  query.bind(lane, Course::delivered, core::MessageKind::request, core::MessageKind::act, before);
  std::vector<OutboxRow> rows;
  while (query.step()) rows.push_back(read(query));
  return rows;
}

bool Outbox::open(std::int64_t lane) {
  Query query = database_.query("SELECT 1 FROM outbox WHERE lane = ?1 AND state <= 2 LIMIT 1");
  query.bind(lane);
  return query.step();
}

bool Outbox::exit_waits(std::int64_t lane) {
  Query query = database_.query("SELECT 1 FROM outbox WHERE lane = ?1 AND state <= 2 AND kind IN (3, 4) LIMIT 1");
  query.bind(lane);
  return query.step();
}

bool Outbox::in_hands(std::int64_t lane) {
  Query query = database_.query("SELECT 1 FROM outbox WHERE lane = ?1 AND state <= 2 AND state = 2 LIMIT 1");
  query.bind(lane);
  return query.step();
}

Unsaid Outbox::unsaid(std::int64_t lane) {
  // Kinds: 0 in, 1 change, 2 out. What is changed or ended is said as a whole each time.
  Query query =
      database_.query("SELECT kind, state, reasons FROM outbox WHERE lane = ?1 AND kind <= 2 ORDER BY sequence");
  query.bind(lane);
  Unsaid unsaid;
  while (query.step()) {
    const Course course = query.as<Course>(1);
    const bool lost = course == Course::dead || !without_authority(course, query.view(2)).empty();
    if (query.as<core::MessageKind>(0) == core::MessageKind::in) {
      unsaid.in = lost;
    } else {
      unsaid.last = lost || course == Course::rejected;
    }
  }
  return unsaid;
}

}  // namespace gateway::io::store
