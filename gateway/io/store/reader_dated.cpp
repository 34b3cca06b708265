// What was registered when: both dates of registrations in and out.
#include "gateway/io/store/outbox.h"
#include "gateway/io/store/reader.h"
#include "gateway/io/store/values.h"

namespace gateway::io::store {

namespace {

constexpr std::int64_t kPage = 256;

}  // namespace

base::Result<void> Reader::each_dated(const base::Period& days, const ports::Ledger::Take<ports::BothDates>& take) {
  for (const bool came_in : {false, true}) {
    for (Place place; !place.end;) {
      const auto page = in_turn([&] { return page_of_dated(days, came_in, place); });
      if (!page) return page.error();
      for (const ports::BothDates& one : *page) {
        if (auto done = take(one); !done) return done;
      }
    }
  }
  return {};
}

std::vector<ports::BothDates> Reader::page_of_dated(const base::Period& days, bool came_in, Place& place) {
  // Kinds: 0 in, 2 out; states: 4 rejected, 5 stopped; stage 3: void; handover 3: refused. Never earlier than it was
  // said stands `outbox.act_on` (0010_said_by.sql): the message itself tells the day.
  Query query = database_.query(
      came_in
          ? "SELECT row, id, place, start, act_on FROM registration WHERE kind = 0 AND owner <> '' AND stage < 3 AND "
            "handover < 3 AND act_on >= ?1 AND row > ?2 ORDER BY row LIMIT ?3"
          : "SELECT o.sequence, g.id, g.place, o.kind, o.act_on, o.body FROM outbox o JOIN registration g ON g.row "
            "= o.lane WHERE o.kind IN (0, 2) AND o.state NOT IN (4, 5) AND o.act_on >= ?1 AND g.kind = 0 AND "
            "g.owner = '' AND g.stage < 3 AND g.handover < 3 AND o.sequence > ?2 ORDER BY o.sequence LIMIT ?3");
  query.bind(days.from, place.row, kPage);
  std::vector<ports::BothDates> dated;
  std::int64_t rows = 0;
  for (; query.step(); ++rows) {
    place.row = query.integer(0);
    ports::BothDates one{query.id<base::RegistrationId>(1), query.text(2), *query.date(4), *query.date(4)};
    std::optional<base::Date> happened = came_in ? query.date(3) : std::nullopt;
    if (!came_in) {
      const core::Message message = unpack_message(query.view(5), one.registration);
      happened = message.kind == core::MessageKind::out ? message.date : message.start;
      one.registered = message.act.on;
    }
    if (!happened || !days.contains(one.registered)) continue;
    one.happened = *happened;
    dated.push_back(std::move(one));
  }
  place.end = rows < kPage;
  return dated;
}

}  // namespace gateway::io::store
