// Intake: what stood under a record's key, and where a source stands in its pages and sets.
#include <algorithm>

#include "gateway/core/confirmation.h"
#include "gateway/io/store/transaction.h"
#include "gateway/io/store/values.h"

namespace gateway::io::store {

namespace {

std::string lookup_key(std::string_view source, std::string_view key) {
  std::string joined(source);
  joined += '\n';
  joined += key;
  return joined;
}

std::optional<int> year_of(const core::Participation& record) {
  return record.start ? std::optional(record.start->year()) : std::nullopt;
}

bool settled(const std::vector<core::UnitOutcome>& units) {
  return !units.empty() && std::all_of(units.begin(), units.end(),
                                       [](const core::UnitOutcome& unit) { return core::settled(unit.outcome); });
}

std::vector<std::pair<core::Unit, core::Outcome>> last_of(const std::vector<core::UnitOutcome>& units) {
  std::vector<std::pair<core::Unit, core::Outcome>> last;
  last.reserve(units.size());
  for (const core::UnitOutcome& unit : units) last.emplace_back(unit.unit, unit.outcome);
  return last;
}

}  // namespace

SqliteTransaction::Kept SqliteTransaction::look_up(std::string_view source, std::string_view key,
                                                   std::optional<int> likely_year) {
  Kept kept;
  kept.mark = vault_.of_record(source, key);
  kept.record = records_.find(kept.mark);
  complete(kept, source, key, likely_year);
  return kept;
}

void SqliteTransaction::complete(Kept& kept, std::string_view source, std::string_view key,
                                 std::optional<int> likely_year) {
  if (kept.record && kept.record->registration) kept.registration = registrations_.at(*kept.record->registration);
  if (!kept.registration || !kept.registration->live()) kept.note = records_.find_note(source, key, likely_year);
}

core::ToldNumber SqliteTransaction::told_number(const KeptRegistration& registration, const Mark& record,
                                                const Mark& number) {
  if (numbers_.parted(record, number)) return core::ToldNumber::parted;
  return numbers_.sent_since(registration, number) ? core::ToldNumber::sent : core::ToldNumber::changed;
}

core::Situation SqliteTransaction::situation_of(const Kept& kept, const std::optional<Mark>& person) {
  core::Situation situation;
  if (kept.note) situation.note = kept.note->note;
  if (kept.record) {
    situation.standing = kept.record->standing;
    situation.waited = core::waits_for_somebody(kept.record->units);
  } else if (kept.note) {
    situation.standing = kept.note->standing;
  }
  situation.closed_through = records_.years().closed_through();
  std::optional<Subject> subject;
  if (person) {
    if (!kept.registration || !kept.registration->live()) situation.wrong = incidents_.barred(kept.mark, *person);
    situation.person_protected = persons_.is_protected(*person);
    situation.lifted = persons_.lifted(*person);
    subject = persons_.find(*person);
  }
  if (kept.registration && kept.registration->live()) {
    situation.registration = kept.registration->value;
    const Unsaid unsaid = outbox_.unsaid(kept.registration->row);
    situation.in_unsaid = unsaid.in;
    situation.last_unsaid = unsaid.last;
    if (kept.registration->value.stage == core::Stage::out) {
      const auto notice = fk_notices_.of(kept.registration->row);
      situation.fk_told = notice && notice->told;
    }
    if (kept.registration->subject && !(subject && subject->row == *kept.registration->subject)) {
      const auto number = persons_.number_of(*kept.registration->subject);
      if (number && person) situation.number = told_number(*kept.registration, kept.mark, *person);
      const bool parted = situation.number == core::ToldNumber::parted;
      if (parted) situation.person_protected = false;
      if (number && persons_.is_protected(*number)) situation.person_protected = true;
      if (number) situation.lifted = std::max(situation.lifted, persons_.lifted(*number));
      // Whoever gets their own number back has nothing of the other's.
      const bool goes_back = situation.number == core::ToldNumber::changed && person &&
                             registrations_.was_under(kept.registration->row, *person);
      if (parted || (!subject && !goes_back)) subject = persons_.at(*kept.registration->subject);
    }
  }
  if (subject) {
    situation.sex = subject->sex;
    situation.deceased = subject->deceased;
  }
  return situation;
}

std::optional<Mark> SqliteTransaction::previous_of(const Mark& record, const std::optional<Mark>& told,
                                                   const core::Participation& said) {
  const auto previous = number_of(said.previous_number);
  if (!previous) return std::nullopt;
  Mark mark = vault_.of_person(*previous);
  if (told == mark || numbers_.parted(record, mark) || (told && numbers_.parted(record, *told))) return std::nullopt;
  return mark;
}

void SqliteTransaction::heed_previous(const Mark& record, const Mark& previous, core::Situation& situation) {
  // §3 o: any flag, the old number's, too, and what it takes to be named once it was lifted.
  if (persons_.is_protected(previous)) situation.person_protected = true;
  situation.lifted = std::max(situation.lifted, persons_.lifted(previous));
  if (situation.registration) return;
  // Nothing has joined the two yet.
  if (!situation.wrong) situation.wrong = incidents_.barred(record, previous);
  const auto subject = persons_.find(previous);
  if (subject && !situation.deceased) situation.deceased = subject->deceased;
}

std::vector<core::ConsentUse> SqliteTransaction::uses_of_consent(const Mark& person,
                                                                 const std::optional<Mark>& previous) {
  std::vector<core::ConsentUse> uses;
  std::vector<Mark> numbers = persons_.linked(person);
  if (previous && std::find(numbers.begin(), numbers.end(), *previous) == numbers.end()) {
    const std::vector<Mark> more = persons_.linked(*previous);
    numbers.insert(numbers.end(), more.begin(), more.end());
  }
  for (const Mark& number : numbers) {
    const auto subject = persons_.find(number);
    if (!subject) continue;
    for (const KeptRegistration& one : registrations_.of(subject->row)) {
      if (auto use = core::consent_use(one.value)) uses.push_back(std::move(*use));
    }
  }
  return uses;
}

bool SqliteTransaction::beside_another(const Mark& own, std::int64_t source, std::int64_t set,
                                       const core::Participation& record) {
  repeats_.store();
  const auto number = number_of(record.number);
  const Mark made = vault_.of_made_key(source_name(source), number ? number->digits() : record.number, record.insats);
  Query query = database_.query(
      "SELECT 1 FROM record r JOIN registration g ON g.row = r.registration JOIN intake_set s ON s.row = ?4 "
      "WHERE r.derived_mark = ?1 AND r.mark <> ?2 AND r.source = ?3 AND r.seen_set <> ?4 AND s.whole AND g.stage <= 1 "
      "AND g.handover <> 3 AND coalesce((SELECT last FROM seen_run WHERE intake_set = ?4 AND first <= r.row ORDER BY "
      "first DESC LIMIT 1), 0) < r.row LIMIT 1");
  query.bind(made, own, source, set);
  return query.step();
}

base::Result<std::size_t> SqliteTransaction::said_again(std::string_view source, std::string_view set,
                                                        std::string_view document) {
  return guarded([&]() -> std::size_t {
    // Outside of sets nothing is said again: there is nothing to note it in.
    if (set.empty()) return 0;
    const std::int64_t source_row = names_.source(source);
    if (!repeats_.expects(source_row, names_.set(source_row, set))) return 0;
    return repeats_.meet(vault_.of_content(source, said(document)));
  });
}

base::Result<ports::RecordFacts> SqliteTransaction::facts(std::string_view source, std::string_view set,
                                                          const core::Participation& record,
                                                          std::string_view document) {
  return guarded([&] {
    forget_lookups();
    ports::RecordFacts facts;
    Kept kept;
    kept.mark = vault_.of_record(source, record.key);
    kept.record = records_.find(kept.mark);
    if (kept.record) repeats_.met(kept.record->source, kept.record->row);
    if (kept.record && kept.record->content) {
      facts.same_as_last_time = *kept.record->content == vault_.of_content(source, said(document));
    }
    // Nothing is to be decided, so nothing else is looked up.
    const bool nothing_to_decide =
        facts.same_as_last_time && settled(kept.record->units) && !core::awaits_confirmation(kept.record->units);
    if (!nothing_to_decide) {
      complete(kept, source, record.key, year_of(record));
      if (!kept.record && kept.note && kept.note->content) {
        facts.same_as_last_time =
            *kept.note->content == vault_.of_note_content(kept.note->note.year, source, said(document));
      }
      if (const auto number = number_of(record.number)) kept.person.emplace(*number, vault_.of_person(*number));
      const std::optional<Mark> person = kept.person ? std::optional(kept.person->second) : std::nullopt;
      const std::optional<Mark> previous = previous_of(kept.mark, person, record);
      facts.situation = situation_of(kept, person);
      if (previous) heed_previous(kept.mark, *previous, facts.situation);
      if (record.start && !facts.situation.registration) {
        facts.situation.year_counted = records_.years().counted(record.start->year());
      }
      const bool opens = kept.person && !facts.situation.registration;
      // Only a yes of the source's is held against them.
      if (opens && record.consent.answer == core::ConsentAnswer::given) {
        facts.situation.other_uses = uses_of_consent(*person, previous);
      }
    }
    if (record.derived_key && !nothing_to_decide && !facts.situation.registration) {
      const std::int64_t source_row = names_.source(source);
      facts.situation.perhaps_a_correction = beside_another(kept.mark, source_row, names_.set(source_row, set), record);
    }
    if (kept.record) {
      facts.last = last_of(kept.record->units);
    } else if (kept.note) {
      facts.last = last_of(kept.note->units);
    }
    if (nothing_to_decide) {
      seen_next_.emplace(lookup_key(source, record.key), kept.record->row);
      return facts;
    }
    looked_up_.emplace(lookup_key(source, record.key), std::move(kept));
    return facts;
  });
}

base::Result<void> SqliteTransaction::seen(std::string_view source, std::string_view set,
                                           const core::Participation& record) {
  return guarded([&] {
    const std::string key = lookup_key(source, record.key);
    const std::int64_t set_row = names_.set(names_.source(source), set);
    if (const auto next = std::exchange(seen_next_, std::nullopt); next && next->first == key) {
      records_.seen(next->second, set_row, record.file, record.line);
      return;
    }
    auto memory = std::exchange(looked_up_, std::nullopt);
    const Kept kept =
        memory && memory->first == key ? std::move(memory->second) : look_up(source, record.key, year_of(record));
    if (kept.record) {
      records_.seen(kept.record->row, set_row, record.file, record.line);
    } else if (kept.note) {
      records_.note_seen(kept.note->mark, set_row, record.file, record.line);
    }
  });
}

base::Result<std::string> SqliteTransaction::cursor(std::string_view source, std::string_view stream) {
  return guarded([&]() -> std::string {
    Query query = database_.query("SELECT value FROM cursor WHERE source = ?1 AND stream = ?2");
    query.bind(names_.source(source), stream);
    return query.step() ? query.text(0) : std::string();
  });
}

base::Result<void> SqliteTransaction::store_page(std::string_view source, std::string_view stream, std::string_view set,
                                                 std::string_view cursor, const ports::PageCounts& counts,
                                                 base::Instant now) {
  return guarded([&] {
    const std::int64_t source_row = names_.source(source);
    database_.run("INSERT INTO cursor (source, stream, value) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET value = ?3",
                  source_row, stream, cursor);
    if (counts.read == 0) return;
    const auto& by = counts.by_outcome;
    database_.run(
        "INSERT INTO page (intake_set, stream, at, read, accepted, anonymous, rejected, parked, proposed, outside, "
        "unchanged) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        names_.set(source_row, set), stream, now, counts.read, by[0], by[1], by[2], by[3], by[4], by[5], by[6]);
    std::string codes = "read " + std::to_string(counts.read);
    for (std::size_t i = 0; i < 7; ++i) {
      if (by[i] == 0) continue;
      codes += "; " + std::string(core::name(static_cast<core::Outcome>(i))) + " " + std::to_string(by[i]);
    }
    audit({"page", std::nullopt, std::move(codes)}, now);
  });
}

base::Result<void> SqliteTransaction::note_set(std::string_view source, const ports::SetNotice& notice,
                                               base::Instant now) {
  return guarded([&] {
    forget_read();
    const std::int64_t source_row = names_.source(source);
    const std::int64_t set_row = names_.set(source_row, notice.set);
    database_.run(
        "UPDATE intake_set SET state = ?2, whole = ?3, rows_told = ?4, files = CASE WHEN ?5 THEN ?6 ELSE files END, "
        "faults = ?7, first_at = coalesce(first_at, ?8), last_at = ?8 WHERE row = ?1",
        set_row, notice.state, notice.full, notice.rows, !notice.files.empty(), pack(notice.files), pack(notice.faults),
        now);
    if (notice.state == ports::SetState::begun) {
      database_.run("UPDATE source SET open_set = ?2 WHERE row = ?1", source_row, set_row);
      repeats_.drop_runs_of_others(source_row, set_row);
      return;
    }
    database_.run("UPDATE source SET open_set = NULL WHERE row = ?1 AND open_set = ?2", source_row, set_row);
    if (notice.state != ports::SetState::complete) return;
    // Where an anonymous one stood in a file is kept until the next set only.
    database_.run("UPDATE note SET file = '', line = 0 WHERE source = ?1 AND seen_set <> ?2 AND file <> ''", source_row,
                  set_row);
    if (!notice.full) return;
    mark_vanished(source_row, set_row);
    persons_.set_told(source, set_row);
  });
}

void SqliteTransaction::mark_vanished(std::int64_t source, std::int64_t set) {
  repeats_.each_gap(set, [&](std::int64_t first, std::int64_t last) {
    database_.run(
        "UPDATE record SET vanished = ?2 WHERE source = ?1 AND row BETWEEN ?3 AND ?4 AND seen_set <> ?2 AND vanished "
        "IS NULL AND (EXISTS (SELECT 1 FROM registration g WHERE g.row = record.registration AND g.stage <= 1 AND "
        "g.handover <> 3) OR EXISTS (SELECT 1 FROM pending p WHERE p.record = record.row))",
        source, set, first, last);
  });
}

base::Result<std::string> SqliteTransaction::open_set(std::string_view source) {
  return guarded([&]() -> std::string {
    Query query =
        database_.query("SELECT i.name FROM source s JOIN intake_set i ON i.row = s.open_set WHERE s.name = ?1");
    query.bind(source);
    return query.step() ? query.text(0) : std::string();
  });
}

base::Result<std::vector<ports::PendingRecord>> SqliteTransaction::pending(const ports::PendingFilter& filter) {
  return guarded([&] {
    // They are not read now: what the source says next is looked for anew.
    repeats_.look_again();
    std::vector<ports::PendingRecord> records;
    const auto take = [&](Query& query) {
      while (query.step()) {
        const Mark mark = query.id<Mark>(1);
        auto document = guarded([&] { return vault_.open_pending("document:" + mark.text(), query.view(4)); });
        records.push_back(
            {query.integer(0), query.text(2), query.text(3), document.value_or(""), vault_.of_name(mark).text()});
      }
    };
    const std::string_view reason = filter.reason ? core::id(*filter.reason) : std::string_view();
    if (filter.only && (!filter.only->key.empty() || filter.only->number)) {
      for (const ports::RecordRef& ref : need(find(*filter.only))) {
        if (ref.row <= filter.after) continue;
        Query query = database_.query(
            "SELECT p.record, r.mark, s.name, i.name, p.document FROM pending p JOIN record r ON r.row = p.record JOIN "
            "source s ON s.row = r.source JOIN intake_set i ON i.row = p.intake_set WHERE p.record = ?1 AND (?2 = '' "
            "OR instr(r.units, ?2) > 0)");
        query.bind(ref.row, reason);
        take(query);
      }
      return records;
    }
    const std::string source = filter.only ? filter.only->source : std::string();
    Query query = database_.query(
        "SELECT p.record, r.mark, s.name, i.name, p.document FROM pending p JOIN record r ON r.row = p.record JOIN "
        "source s ON s.row = r.source JOIN intake_set i ON i.row = p.intake_set WHERE p.record > ?1 AND (?2 = '' OR "
        "s.name = ?2) AND (?3 = '' OR instr(r.units, ?3) > 0) AND r.vanished IS NULL ORDER BY p.record LIMIT ?4");
    query.bind(filter.after, source, reason, filter.limit);
    take(query);
    return records;
  });
}

}  // namespace gateway::io::store
