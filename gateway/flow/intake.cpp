#include "gateway/flow/intake.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "gateway/core/end_reason.h"
#include "gateway/flow/parked_acts.h"
#include "gateway/flow/told_of_person.h"

namespace gateway::flow {

namespace {

core::Circumstances circumstances(const Surroundings& around, const Rules& rules, const core::Directory& directory,
                                  std::string_view source) {
  const base::Instant now = around.clock.now();
  return {directory,          *rules.mapping,           *rules.policy, std::string(source),
          rules.organisation, around.clock.day_of(now), now,           around.random.registration()};
}

bool nothing_new(const ports::RecordFacts& facts) {
  return facts.same_as_last_time && !facts.last.empty() &&
         std::all_of(facts.last.begin(), facts.last.end(), [](const auto& unit) { return core::settled(unit.second); });
}

/// A record with where it came from.
struct Read {
  std::string_view source;
  std::string_view set;
  const core::Participation& record;
  std::string_view document;
};

/// What a record tells of its person for the first time: a flag or a death. A flag stands for both numbers where there
/// are two.
ProtectiveFact news_of(const core::Participation& record, const core::Situation& before, const core::Decision& decision,
                       const core::Policy& policy) {
  const bool two_numbers = before.number == core::ToldNumber::changed || before.number == core::ToldNumber::sent;
  ProtectiveFact news;
  news.is_protected = before.person_protected ? two_numbers : decision.protection_seen;
  if (!before.deceased) news.deceased = core::died(record, std::nullopt, policy);
  return news;
}

/// Stores a decided record. What it tells of its person for the first time reaches all else that is kept of them.
base::Result<void> store_and_spread(ports::Transaction& transaction, const Surroundings& around, const Rules& rules,
                                    const Read& read, const core::Situation& before, const core::Decision& decision,
                                    base::Instant now) {
  const ProtectiveFact news = news_of(read.record, before, decision, *rules.policy);
  // Whose it was registered as, before that is erased.
  std::optional<core::PersonNumber> own;
  if (news.any() && before.registration && (before.number != core::ToldNumber::same || !decision.number)) {
    auto known = transaction.whose(before.registration->id);
    if (!known) return known.error();
    own = std::move(*known);
  }
  auto stored = transaction.store({read.source, read.set, read.record, read.document, decision, now});
  if (!stored || !news.any()) return stored;
  const std::string by = "source " + std::string(read.source);
  const ToldIn in{by, read.source, read.record.key};
  if (own) {
    if (auto done = reach_others(transaction, around, rules, *own, news, in); !done) return done;
  }
  ProtectiveFact of_told = news;
  // A number that is another person's is no reason to call that one dead.
  if (before.number == core::ToldNumber::parted) of_told.deceased.reset();
  if (!decision.number || !of_told.any()) return {};
  return reach_others(transaction, around, rules, *decision.number, of_told, in);
}

/// Whether a record is read, or decided anew as it waits.
enum class Occasion { reading, again };

/// Decides a record and stores what follows.
base::Result<void> decide_and_store(ports::Transaction& transaction, const Surroundings& around, const Rules& rules,
                                    const Read& read, const ports::RecordFacts& facts, Occasion occasion,
                                    ports::PageCounts& counts) {
  const auto directory = transaction.directory();
  if (!directory) return directory.error();
  const core::Circumstances under = circumstances(around, rules, **directory, read.source);
  const core::Decision decision = core::decide(read.record, facts.situation, under);
  for (const core::UnitOutcome& unit : decision.units) counts.add(unit.outcome);
  if (occasion == Occasion::again) {
    return transaction.store({read.source, read.set, read.record, read.document, decision, under.now, true});
  }
  return store_and_spread(transaction, around, rules, read, facts.situation, decision, under.now);
}

/// Takes one participation of a page: unchanged, or decided and stored.
base::Result<void> take_record(ports::Transaction& transaction, const Surroundings& around, const Rules& rules,
                               const Read& read, ports::PageCounts& counts) {
  const auto facts = transaction.facts(read.source, read.set, read.record, read.document);
  if (!facts) return facts.error();
  if (!nothing_new(*facts))
    return decide_and_store(transaction, around, rules, read, *facts, Occasion::reading, counts);
  for (std::size_t i = 0; i < facts->last.size(); ++i) counts.add(core::Outcome::unchanged);
  return transaction.seen(read.source, read.set, read.record);
}

/// Where a record came from, for the log.
std::string place_of(const Read& read) {
  return "source " + std::string(read.source) + ", set " + std::string(read.set) + ", " + read.record.file + " line " +
         std::to_string(read.record.line);
}

/// Whether the trouble is the record's own; any other is everybody's.
bool of_this_record(const base::Error& error) {
  return error.fault == base::Fault::reject;
}

/// Whether a record may protect somebody: then it must not be answered before it is applied.
bool may_protect(const core::Participation& record, const core::Policy& policy) {
  const core::Consent& consent = record.consent;
  return record.protection != core::Protection::none || core::died(record, std::nullopt, policy) || consent.withdrawn ||
         consent.answer != core::ConsentAnswer::given || core::withdrawn_at_end(record, policy);
}

/// The answer to a record whose state in the ledger is damaged: all it asks for is rejected, and what stood stands.
core::Decision refusal(const core::Participation& record) {
  core::Decision decision;
  decision.units.push_back({core::Unit::in, core::Outcome::rejected, {{core::Code::not_stored}}, {}});
  if (record.end) decision.units.push_back({core::Unit::out, core::Outcome::rejected, {{core::Code::not_stored}}, {}});
  return decision;
}

/// Takes one participation in a savepoint. One that the ledger cannot decide or store, for something of its own is
/// damaged, is rejected and listed; where even that cannot be stored it is counted and told. Others go on; but a page
/// with one that may protect somebody is read again until it can be applied.
base::Result<void> take_or_refuse(ports::Transaction& transaction, const Surroundings& around, const Rules& rules,
                                  const Read& read, Taken& taken) {
  const ports::PageCounts before = taken.counts;
  auto done = transaction.attempt([&] { return take_record(transaction, around, rules, read, taken.counts); });
  if (done || !of_this_record(done.error())) return done;
  if (may_protect(read.record, *rules.policy)) {
    return base::broken(
        place_of(read) + ": " + done.error().what +
        "; it may protect somebody, so that its page is not taken before this is mended: restore a backup");
  }
  taken.counts = before;
  taken.faults.push_back(place_of(read) + ": rejected: " + done.error().what);
  const core::Decision refused = refusal(read.record);
  for (const core::UnitOutcome& unit : refused.units) taken.counts.add(unit.outcome);
  auto listed = transaction.attempt([&] {
    return transaction.store({read.source, read.set, read.record, read.document, refused, around.clock.now()});
  });
  // At least it must not seem to have vanished.
  if (!listed && of_this_record(listed.error())) {
    listed = transaction.attempt([&] { return transaction.seen(read.source, read.set, read.record); });
  }
  if (!listed && !of_this_record(listed.error())) return listed;
  return {};
}

}  // namespace

base::Result<Again> decide_pending_in(ports::Transaction& transaction, const Surroundings& around, const Rules& rules,
                                      const ports::PendingFilter& filter, Records records) {
  const auto pending = transaction.pending(filter);
  if (!pending) return pending.error();
  Again again;
  again.more = pending->size() >= filter.limit;
  for (const ports::PendingRecord& waiting : *pending) {
    again.last = waiting.row;
    // One that is damaged or that a later version no longer reads waits on until its source sends it again; nobody
    // else waits for it.
    const auto document = around.codec.decode_record(waiting.document);
    const auto* record = document ? std::get_if<core::Participation>(&*document) : nullptr;
    if (record == nullptr) {
      again.faults.push_back("source " + waiting.source + ", set " + waiting.set +
                             ": a record that waits cannot be read, and waits on");
      continue;
    }
    const Read read{waiting.source, waiting.set, *record, waiting.document};
    const auto decide = [&]() -> base::Result<void> {
      const auto facts = transaction.facts(waiting.source, waiting.set, *record, waiting.document);
      if (!facts) return facts.error();
      return decide_and_store(transaction, around, rules, read, *facts, Occasion::again, again.counts);
    };
    const ports::PageCounts before = again.counts;
    auto done = records == Records::together ? decide() : transaction.attempt(decide);
    if (done) continue;
    if (records == Records::together || !of_this_record(done.error())) return done.error();
    again.counts = before;
    again.faults.push_back(place_of(read) + ": waits on: " + done.error().what);
  }
  return again;
}

base::Result<Taken> Intake::take(std::string_view source, const ports::Page& page) {
  auto taken = take_page(source, page, Records::together);
  // A savepoint for each record costs; it is worth it once something in the page cannot be stored.
  if (taken || !of_this_record(taken.error())) return taken;
  return take_page(source, page, Records::apart);
}

base::Result<Taken> Intake::take_page(std::string_view source, const ports::Page& page, Records records) {
  Taken taken;
  const Rules rules = around_.rules();
  auto stored = around_.ledger.write([&](ports::Transaction& transaction) -> base::Result<void> {
    taken = {};
    auto set = transaction.open_set(source);
    if (!set) return set.error();
    const base::Instant now = around_.clock.now();
    bool recheck = false;
    for (std::size_t i = 0; i < page.records.size(); ++i) {
      const auto again = transaction.said_again(source, *set, page.records[i]);
      if (!again) return again.error();
      if (*again > 0) {
        ++taken.records;
        taken.counts.add(core::Outcome::unchanged, static_cast<std::int64_t>(*again));
        continue;
      }
      const auto document = around_.codec.decode_record(page.records[i]);
      if (!document) {
        return base::broken("source " + std::string(source) + ": record " + std::to_string(i + 1) +
                            " of a page breaks the contract: " + document.error().what);
      }
      if (const auto* notice = std::get_if<ports::SetNotice>(&*document)) {
        if (auto noted = transaction.note_set(source, *notice, now); !noted) return noted;
        if (notice->state == ports::SetState::begun) *set = notice->set;
        recheck = recheck || (notice->state == ports::SetState::complete && notice->full);
        taken.notices.push_back(*notice);
        continue;
      }
      ++taken.records;
      const Read read{source, *set, std::get<core::Participation>(*document), page.records[i]};
      auto done = records == Records::together ? take_record(transaction, around_, rules, read, taken.counts)
                                               : take_or_refuse(transaction, around_, rules, read, taken);
      if (!done) return done;
    }
    if (auto page_stored = transaction.store_page(source, page.stream, *set, page.cursor, taken.counts, now);
        !page_stored) {
      return page_stored;
    }
    if (!recheck) return {};
    // What was parked as perhaps a correction is clear now: the set shows what vanished.
    ports::PendingFilter filter{ports::Selector{std::string(source), {}, {}}, core::Code::perhaps_a_correction};
    for (bool more = true; more;) {
      auto again = decide_pending_in(transaction, around_, rules, filter, records);
      if (!again) return again.error();
      std::move(again->faults.begin(), again->faults.end(), std::back_inserter(taken.faults));
      filter.after = again->last;
      more = again->more;
    }
    return {};
  });
  if (!stored) return stored.error();
  return taken;
}

base::Result<std::string> Intake::cursor(std::string_view source, std::string_view stream) {
  std::string cursor;
  auto read = around_.ledger.write([&](ports::Transaction& transaction) -> base::Result<void> {
    auto stored = transaction.cursor(source, stream);
    if (!stored) return stored.error();
    cursor = std::move(*stored);
    return {};
  });
  if (!read) return read.error();
  return cursor;
}

base::Result<Again> Intake::decide_pending(const std::optional<ports::Selector>& only) {
  Again all;
  const Rules rules = around_.rules();
  ports::PendingFilter filter{only};
  for (bool more = true; more;) {
    Again again;
    const auto decide = [&](Records records) {
      return around_.ledger.write([&](ports::Transaction& transaction) -> base::Result<void> {
        auto decided = decide_pending_in(transaction, around_, rules, filter, records);
        if (!decided) return decided.error();
        again = std::move(*decided);
        return {};
      });
    };
    auto done = decide(Records::together);
    if (!done && of_this_record(done.error())) done = decide(Records::apart);
    if (!done) return done.error();
    all.counts.add(again.counts);
    std::move(again.faults.begin(), again.faults.end(), std::back_inserter(all.faults));
    filter.after = again.last;
    more = again.more;
  }
  if (only) return all;
  if (auto requests = decide_all_parked(around_, all.counts, all.faults); !requests) return requests.error();
  return all;
}

}  // namespace gateway::flow
