// What was said of registrations: to whom it went, and in whose name.
#include "gateway/io/store/outbox.h"
#include "gateway/io/store/reader.h"
#include "gateway/io/store/registrations.h"
#include "gateway/io/store/values.h"

namespace gateway::io::store {

namespace {

constexpr std::int64_t kPage = 256;

}  // namespace

base::Result<void> Reader::each_said(const ports::SaidFilter& filter,
                                     const ports::Ledger::Take<ports::SaidMessage>& take) {
  base::Date day = filter.since;
  for (Place place; !place.end;) {
    const auto page = in_turn([&] { return page_of_said(filter, day, place); });
    if (!page) return page.error();
    for (const ports::SaidMessage& one : *page) {
      if (auto done = take(one); !done) return done;
    }
  }
  return {};
}

base::Result<void> Reader::each_unsent(const ports::Ledger::Take<ports::KeptOriginal>& take) {
  std::int64_t behind = 0;
  for (bool end = false; !end;) {
    const auto page = in_turn([&] { return originals_.page(behind, end); });
    if (!page) return page.error();
    for (const ports::KeptOriginal& one : *page) {
      if (auto done = take(one); !done) return done;
    }
  }
  return {};
}

base::Result<std::optional<ports::KeptOriginal>> Reader::original(const base::RegistrationId& id) {
  return in_turn([&] { return originals_.find(id); });
}

std::vector<ports::SaidMessage> Reader::page_of_said(const ports::SaidFilter& filter, base::Date& day, Place& place) {
  const bool of_user = filter.registration.empty();
  Query query = database_.query(
      of_user
          ? "SELECT o.sequence, o.lane, o.body, o.state, o.changed_at, s.name, b.id, r.mark, r.sealed_key, o.act_on, "
            "r.standing, o.reasons "
            "FROM outbox o LEFT JOIN registration g ON g.row = o.lane LEFT JOIN record r ON r.row = g.record LEFT "
            "JOIN source s ON s.row = r.source LEFT JOIN subject b ON b.row = r.subject WHERE o.act_user = ?1 AND "
            "o.act_user <> '' AND (o.act_on, o.sequence) > (?2, ?3) ORDER BY o.act_on, o.sequence LIMIT ?4"
          : "SELECT o.sequence, o.lane, o.body, o.state, o.changed_at, s.name, b.id, r.mark, r.sealed_key, o.act_on, "
            "r.standing, o.reasons "
            "FROM registration g JOIN outbox o ON o.lane = g.row LEFT JOIN record r ON r.row = g.record LEFT JOIN "
            "source s ON s.row = r.source LEFT JOIN subject b ON b.row = r.subject WHERE g.id = ?1 AND o.sequence "
            "> ?3 ORDER BY o.sequence LIMIT ?4");
  if (of_user) {
    query.bind(filter.user, day, place.row, kPage);
  } else {
    query.bind(filter.registration, nullptr, place.row, kPage);
  }
  Registrations registrations(database_);
  std::vector<ports::SaidMessage> said;
  std::int64_t rows = 0;
  for (; query.step(); ++rows) {
    place.row = query.integer(0);
    day = *query.date(9);
    const auto registration = registrations.at(query.integer(1));
    if (!registration) continue;
    ports::SaidMessage one;
    one.registration = registration->value;
    one.message = unpack_message(query.view(2), one.registration.id);
    // What was said earlier stands under the day it was last heard of; what is void says nothing of anybody.
    if (of_user && (one.message.act.user != filter.user || one.message.act.on < filter.since)) continue;
    one.standing = unpack_standing(query.view(10));
    one.source = query.text(5);
    if (!query.is_null(7)) one.key = key_of(query, 6, 7, 8);
    one.state = name(query.as<Course>(3));
    one.changed = query.instant(4);
    one.reasons = unpack_reasons(query.view(11));
    said.push_back(std::move(one));
  }
  place.end = rows < kPage;
  return said;
}

}  // namespace gateway::io::store
