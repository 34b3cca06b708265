#include "gateway/io/store/reader.h"

#include "gateway/io/store/audit_chain.h"
#include "gateway/io/store/outbox.h"
#include "gateway/io/store/parked_acts.h"
#include "gateway/io/store/schema.h"
#include "gateway/io/store/values.h"

namespace gateway::io::store {

namespace {

/// Rows of a list that are read at once.
constexpr std::int64_t kPage = 256;
/// The source that requests of the cooperation are listed under.
constexpr const char* kRequests = "register";

/// A row for each of the units that are asked for.
void add_units(ports::ListedUnit line, std::string_view packed, const ports::ListFilter& filter,
               std::vector<ports::ListedUnit>& units) {
  for (core::UnitOutcome& unit : unpack_units(packed)) {
    if (filter.outcome && unit.outcome != *filter.outcome) continue;
    if (filter.with_warnings && unit.warnings.empty()) continue;
    line.unit = unit.unit;
    line.outcome = unit.outcome;
    line.reasons = std::move(unit.reasons);
    line.warnings = std::move(unit.warnings);
    units.push_back(line);
  }
}

}  // namespace

Reader::Reader(const std::string& path, KeyRing& keys)
    : path_(path), database_(path, Database::Mode::read_only), vault_(keys), originals_(database_, vault_) {
  prepare_reader(database_);
}

std::string Reader::key_of(const Query& query, int subject, int mark, int sealed) {
  if (query.view(sealed).empty()) return {};
  const std::string place = "key:" + query.id<Mark>(mark).text();
  if (query.is_null(subject)) return vault_.open_pending(place, query.view(sealed));
  return vault_.open_of(query.id<base::SubjectId>(subject), place, query.view(sealed)).value_or("");
}

base::Result<void> Reader::each_unit(const ports::ListFilter& filter,
                                     const ports::Ledger::Take<ports::ListedUnit>& take) {
  for (Place place; !place.end;) {
    const auto page = in_turn([&] { return page_of_units(filter, place); });
    if (!page) return page.error();
    for (const ports::ListedUnit& unit : *page) {
      if (auto done = take(unit); !done) return done;
    }
  }
  // Requests that wait came in no set.
  if (!filter.set.empty() || !(filter.source.empty() || filter.source == kRequests)) return {};
  std::int64_t behind = 0;
  for (bool end = false; !end;) {
    const auto page = in_turn([&] { return page_of_requests(filter, behind, end); });
    if (!page) return page.error();
    for (const ports::ListedUnit& unit : *page) {
      if (auto done = take(unit); !done) return done;
    }
  }
  return {};
}

std::vector<ports::ListedUnit> Reader::page_of_requests(const ports::ListFilter& filter, std::int64_t& behind,
                                                        bool& end) {
  Query query = database_.query(
      "SELECT row, NULL, mark, sealed_key, units, since FROM parked_act WHERE row > ?1 ORDER BY row LIMIT ?2");
  query.bind(behind, kPage);
  std::vector<ports::ListedUnit> units;
  std::int64_t rows = 0;
  for (; query.step(); ++rows) {
    behind = query.integer(0);
    ports::ListedUnit line;
    line.source = kRequests;
    line.key = key_of_parked(key_of(query, 1, 2, 3), behind);
    line.since = query.instant(5);
    add_units(std::move(line), query.view(4), filter, units);
  }
  end = rows < kPage;
  return units;
}

std::vector<ports::ListedUnit> Reader::page_of_units(const ports::ListFilter& filter, Place& place) {
  std::int64_t bits = 0x7f | kWarningBit;
  if (filter.outcome) bits = outcome_bit(*filter.outcome);
  if (filter.with_warnings) bits = kWarningBit;
  // First the records, in the order in which they came, then the notes.
  Query query = database_.query(
      place.notes ? "SELECT s.name, i.name, n.file, n.line, NULL, n.mark, NULL, n.units, n.since, 0 FROM note n JOIN "
                    "source s ON s.row = n.source JOIN intake_set i ON i.row = n.seen_set WHERE (n.outcomes & ?1) <> 0 "
                    "AND (?2 = '' OR s.name = ?2) AND (?3 = '' OR i.name = ?3) AND n.mark > ?5 ORDER BY n.mark LIMIT ?6"
                  : "SELECT s.name, i.name, r.file, r.line, b.id, r.mark, r.sealed_key, r.units, r.since, r.row FROM "
                    "record r JOIN source s ON s.row = r.source JOIN intake_set i ON i.row = r.seen_set LEFT JOIN "
                    "subject b ON b.row = r.subject WHERE (r.outcomes & ?1) <> 0 AND (?2 = '' OR s.name = ?2) AND (?3 "
                    "= '' OR i.name = ?3) AND r.row > ?4 ORDER BY r.row LIMIT ?6");
  query.bind(bits, filter.source, filter.set, place.row, Blob{place.mark}, kPage);
  std::vector<ports::ListedUnit> units;
  std::int64_t rows = 0;
  for (; query.step(); ++rows) {
    ports::ListedUnit line;
    line.source = query.text(0);
    line.set = query.text(1);
    line.file = query.text(2);
    line.line = static_cast<std::uint32_t>(query.integer(3));
    line.key = key_of(query, 4, 5, 6);
    line.since = query.instant(8);
    place.mark = query.text(5);
    place.row = query.integer(9);
    add_units(std::move(line), query.view(7), filter, units);
  }
  if (rows < kPage) {
    place.end = place.notes;
    place.notes = true;
    place.mark.clear();
  }
  return units;
}

base::Result<void> Reader::each_vanished(std::string_view source, std::string_view set,
                                         const ports::Ledger::Take<ports::Vanished>& take) {
  for (Place place; !place.end;) {
    const auto page = in_turn([&] { return page_of_vanished(source, set, place); });
    if (!page) return page.error();
    for (const ports::Vanished& gone : *page) {
      if (auto done = take(gone); !done) return done;
    }
  }
  return {};
}

std::vector<ports::Vanished> Reader::page_of_vanished(std::string_view source, std::string_view set, Place& place) {
  std::vector<ports::Vanished> gone;
  Query query = database_.query(
      "SELECT s.name, b.id, r.mark, r.sealed_key, i.name, g.id, r.row FROM record r JOIN source s ON s.row = r.source "
      "JOIN intake_set i ON i.row = r.vanished LEFT JOIN subject b ON b.row = r.subject LEFT JOIN registration g ON "
      "g.row = r.registration WHERE r.vanished IS NOT NULL AND g.row IS NOT NULL AND (?1 = '' OR s.name = ?1) AND (?2 "
      "= '' OR i.name = ?2) "
      "AND r.row > ?3 ORDER BY r.row LIMIT ?4");
  query.bind(source, set, place.row, kPage);
  while (query.step()) {
    ports::Vanished one{query.text(0), key_of(query, 1, 2, 3), query.text(4), std::nullopt};
    if (!query.is_null(5)) one.registration = query.id<base::RegistrationId>(5);
    place.row = query.integer(6);
    gone.push_back(std::move(one));
  }
  place.end = gone.size() < static_cast<std::size_t>(kPage);
  return gone;
}

base::Result<std::vector<ports::QueuedMessage>> Reader::queue(bool open_only, std::size_t limit) {
  const std::lock_guard lock(mutex_);
  return guarded([&] {
    std::vector<ports::QueuedMessage> messages;
    Query query = database_.query(
        "SELECT o.sequence, o.kind, g.id, o.body, o.state, o.attempts, o.reasons, o.what, o.next FROM outbox o LEFT "
        "JOIN registration g ON g.row = o.lane WHERE NOT ?1 OR o.state <= 2 ORDER BY o.sequence LIMIT ?2");
    query.bind(open_only, limit == 0 ? std::int64_t{-1} : static_cast<std::int64_t>(limit));
    while (query.step()) {
      ports::QueuedMessage one;
      one.sequence = query.integer(0);
      one.kind = query.as<core::MessageKind>(1);
      if (!query.is_null(2)) one.registration = query.id<base::RegistrationId>(2).text();
      const core::Message message = unpack_message(query.view(3), {});
      one.place = message.place;
      if (one.kind == core::MessageKind::totals && !one.place.empty())
        one.place += "/" + std::to_string(message.totals.year);
      one.state = name(query.as<Course>(4));
      one.attempts = static_cast<int>(query.integer(5));
      one.reasons = unpack_reasons(query.view(6));
      one.what = query.text(7);
      if (query.as<Course>(4) <= Course::held && query.integer(8) != 0) one.next = query.instant(8);
      messages.push_back(std::move(one));
    }
    return messages;
  });
}

base::Result<ports::Balance> Reader::balance(std::string_view source, std::string_view set) {
  return in_one_state([&] {
    ports::Balance balance;
    if (set.empty()) {
      read_units(source, balance);
    } else {
      read_pages(source, set, balance);
    }
    read_delivery(source, set, balance);
    return balance;
  });
}

void Reader::read_pages(std::string_view source, std::string_view set, ports::Balance& balance) {
  Query query = database_.query(
      "SELECT sum(p.read), sum(p.accepted), sum(p.anonymous), sum(p.rejected), sum(p.parked), sum(p.proposed), "
      "sum(p.outside), sum(p.unchanged) FROM page p JOIN intake_set i ON i.row = p.intake_set JOIN source s ON s.row = "
      "i.source WHERE i.name = ?2 AND (?1 = '' OR s.name = ?1)");
  query.bind(source, set).step();
  balance.read = query.integer(0);
  for (int i = 0; i < 7; ++i) balance.by_outcome[i] = query.integer(i + 1);
}

void Reader::read_units(std::string_view source, ports::Balance& balance) {
  Query query = database_.query(
      "SELECT r.units FROM record r JOIN source s ON s.row = r.source WHERE ?1 = '' OR s.name = ?1 UNION ALL SELECT "
      "n.units FROM note n JOIN source s ON s.row = n.source WHERE ?1 = '' OR s.name = ?1 UNION ALL SELECT units FROM "
      "parked_act WHERE ?1 = '' OR ?1 = ?2");
  query.bind(source, kRequests);
  while (query.step()) {
    for (const core::UnitOutcome& unit : unpack_units(query.view(0))) {
      ++balance.read;
      ++balance.by_outcome[static_cast<std::size_t>(unit.outcome)];
    }
  }
}

void Reader::read_delivery(std::string_view source, std::string_view set, ports::Balance& balance) {
  {
    Query query = database_.query(
        "SELECT sum(i.handed) FROM intake_set i JOIN source s ON s.row = i.source WHERE (?1 = '' OR s.name = ?1) AND "
        "(?2 = '' OR i.name = ?2)");
    query.bind(source, set).step();
    balance.handed_to_delivery = query.integer(0);
  }
  Query query = database_.query(
      "SELECT state, count(*) FROM outbox WHERE intake_set IN (SELECT i.row FROM intake_set i JOIN source s ON s.row = "
      "i.source WHERE (?1 = '' OR s.name = ?1) AND (?2 = '' OR i.name = ?2)) GROUP BY state");
  query.bind(source, set);
  while (query.step()) {
    switch (query.as<Course>(0)) {
      case Course::queued:
      case Course::in_hands:
        balance.queued += query.integer(1);
        break;
      case Course::held:
        balance.held += query.integer(1);
        break;
      case Course::delivered:
        balance.delivered += query.integer(1);
        break;
      case Course::rejected:
        balance.rejected_there += query.integer(1);
        break;
      case Course::stopped:
        balance.stopped += query.integer(1);
        break;
      case Course::dead:
        balance.dead_lettered += query.integer(1);
        break;
    }
  }
}

base::Result<std::vector<core::Totals>> Reader::totals() {
  const std::lock_guard lock(mutex_);
  return guarded([&] {
    std::vector<core::Totals> all;
    Query query = database_.query(
        "SELECT insats, year, sum(women), sum(men), max(version) FROM totals GROUP BY insats, year ORDER BY insats, "
        "year");
    while (query.step()) {
      all.push_back(
          {query.text(0), static_cast<int>(query.integer(1)), query.integer(2), query.integer(3), query.integer(4)});
    }
    return all;
  });
}

base::Result<std::map<std::string, std::int64_t>> Reader::mapping_uses() {
  const std::lock_guard lock(mutex_);
  return guarded([&] {
    std::map<std::string, std::int64_t> uses;
    Query query = database_.query("SELECT name, uses FROM mapping_use");
    while (query.step()) uses.emplace(query.text(0), query.integer(1));
    return uses;
  });
}

base::Result<core::LastUses> Reader::last_uses() {
  return in_turn([&] {
    core::LastUses uses;
    Query query = database_.query("SELECT user, place, day FROM last_use");
    while (query.step()) uses.emplace(std::pair(query.text(0), query.text(1)), *query.date(2));
    return uses;
  });
}

}  // namespace gateway::io::store
