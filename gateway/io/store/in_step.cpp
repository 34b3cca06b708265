#include "gateway/io/store/in_step.h"

#include <array>
#include <set>
#include <string>
#include <utility>

#include "gateway/io/store/values.h"

namespace gateway::io::store {

namespace {

constexpr std::int64_t kLane = 0;
constexpr std::size_t kSentAtLeast = 1000;

}  // namespace

base::Result<std::optional<ports::FeedGap>> SqliteInStep::gap() {
  return guarded([&]() -> std::optional<ports::FeedGap> {
    Query query = database_.query("SELECT since, cursor, about, reason, readings, next, reading FROM feed_gap");
    if (!query.step()) return std::nullopt;
    return ports::FeedGap{query.instant(0), query.text(1),    query.text(2), query.as<ports::GapReason>(3),
                          query.integer(4), query.instant(5), query.flag(6)};
  });
}

base::Result<void> SqliteInStep::keep_gap(const std::optional<ports::FeedGap>& gap) {
  return guarded([&] {
    database_.run("DELETE FROM feed_gap");
    if (!gap) return;
    database_.run(
        "INSERT INTO feed_gap (row, since, cursor, about, reason, readings, next, reading) VALUES (1, ?1, ?2, ?3, ?4, "
        "?5, ?6, ?7)",
        gap->since, gap->cursor, gap->about, gap->reason, gap->readings, gap->next, gap->reading);
  });
}

base::Result<void> SqliteInStep::send(core::Message message, base::Instant now) {
  return guarded([&] {
    if (!message.assignments) throw StoreError(base::broken("a message of assignments without any"));
    if (message.assignments->id.empty()) {
      Query query = database_.query("SELECT randomblob(16)");
      query.step();
      message.assignments->id = query.id<core::ChangeSetId>(0);
    }
    outbox_.append(kLane, names_.set(names_.source(""), ""), message, now);
  });
}

base::Result<std::vector<ports::SentChanges>> SqliteInStep::sent() {
  return guarded([&] {
    std::vector<ports::SentChanges> all;
    Query query = database_.query(
        "SELECT sequence, body, state, reasons, changed_at FROM outbox WHERE lane = ?1 AND (sequence >= (SELECT "
        "min(sequence) FROM outbox WHERE lane = ?1 AND state <> ?3) OR sequence >= coalesce((SELECT sequence FROM "
        "outbox WHERE lane = ?1 ORDER BY sequence DESC LIMIT 1 OFFSET ?2 - 1), 0)) ORDER BY sequence DESC");
    query.bind(kLane, kSentAtLeast, Course::delivered);
    std::set<std::array<std::string, 3>> changed_since;
    std::size_t told = 0;
    while (query.step()) {
      const Course course = query.as<Course>(2);
      ports::SentChanges& one = all.emplace_back(ports::SentChanges{query.integer(0), unpack_message(query.view(1), {}),
                                                                    std::string(name(course)),
                                                                    unpack_reasons(query.view(3)), query.instant(4)});
      bool stands = false;
      for (const core::ToldChange& of : one.message.assignments->changes) {
        stands |= changed_since.insert({of.change.user, of.change.role, of.change.place}).second;
      }
      if (all.size() <= kSentAtLeast || (stands && course != Course::delivered)) told = all.size();
    }
    all.erase(all.begin() + static_cast<std::ptrdiff_t>(told), all.end());
    return all;
  });
}

base::Result<bool> SqliteInStep::taken(const core::ChangeSetId& id, std::string_view sender) {
  return guarded([&] {
    Query query = database_.query("SELECT 1 FROM taken_changes WHERE id = ?1 AND sender = ?2");
    query.bind(id, sender);
    return query.step();
  });
}

base::Result<void> SqliteInStep::keep_taken(const core::ChangeSetId& id, std::string_view sender, base::Instant now) {
  return guarded([&] {
    database_.run("INSERT OR IGNORE INTO taken_changes (id, sender, at) VALUES (?1, ?2, ?3)", id, sender, now);
  });
}

base::Result<void> SqliteInStep::note_answer(const std::vector<core::Reason>& reasons, base::Instant now) {
  return guarded([&] {
    std::string codes = reasons.empty() ? "assignments accepted" : "assignments rejected";
    for (const core::Reason& reason : reasons) codes += " " + std::string(core::id(reason.code));
    audit_.append({"admit", std::nullopt, std::move(codes)}, now);
  });
}

}  // namespace gateway::io::store
