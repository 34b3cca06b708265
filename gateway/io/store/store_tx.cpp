// Intake: storing what was decided of a source's record.
#include <algorithm>

#include "gateway/core/confirmation.h"
#include "gateway/core/consent.h"
#include "gateway/core/settle.h"
#include "gateway/io/store/transaction.h"
#include "gateway/io/store/values.h"

namespace gateway::io::store {

struct SqliteTransaction::Arrival {
  const ports::DecidedRecord& decided;
  std::int64_t source = 0;
  std::int64_t set = 0;
  Mark mark;
  std::optional<Mark> person;

  const core::Participation& record() const { return decided.record; }
  const core::Decision& decision() const { return decided.decision; }
};

namespace {

bool has(const std::vector<core::UnitOutcome>& units, core::Outcome outcome) {
  return (outcome_bits(units) & outcome_bit(outcome)) != 0;
}

bool all_settled(const std::vector<core::UnitOutcome>& units) {
  return !has(units, core::Outcome::rejected) && !has(units, core::Outcome::parked);
}

/// Whether a caseworker has said no to it.
bool declined(const core::UnitOutcome& unit) {
  return std::any_of(unit.reasons.begin(), unit.reasons.end(),
                     [](const core::Reason& reason) { return reason.code == core::Code::proposal_declined; });
}

bool waits_for_consent(const std::vector<core::UnitOutcome>& units) {
  return std::any_of(units.begin(), units.end(), [](const core::UnitOutcome& unit) {
    return std::any_of(unit.reasons.begin(), unit.reasons.end(), core::waits_for_consent);
  });
}

/// What the units now stand at: one that is unchanged keeps the answer that settled it.
std::vector<core::UnitOutcome> stand(const std::vector<core::UnitOutcome>& before,
                                     const std::vector<core::UnitOutcome>& now) {
  std::vector<core::UnitOutcome> units = now;
  for (core::UnitOutcome& unit : units) {
    if (unit.outcome != core::Outcome::unchanged) continue;
    for (const core::UnitOutcome& old : before) {
      const bool same = old.unit == unit.unit || (old.unit == core::Unit::change && unit.unit == core::Unit::in);
      // What waited for a confirmation and is said no more waits for nothing.
      const bool waited = old.unit != core::Unit::task && (old.outcome == core::Outcome::proposed || declined(old));
      if (!same || waited || !core::settled(old.outcome)) continue;
      unit.unit = old.unit;
      unit.outcome = old.outcome;
      unit.reasons = old.reasons;
      break;
    }
  }
  return units;
}

/// Whether the node is asked by the number the registration went out with, and has not answered: until then it keeps
/// it.
bool stands_as_sent(const KeptRegistration& registration) {
  return registration.value.handover == core::Handover::unknown;
}

std::string codes_of(const std::vector<core::UnitOutcome>& units) {
  std::string codes;
  for (const core::UnitOutcome& unit : units) {
    if (!codes.empty()) codes += "; ";
    codes += core::name(unit.unit);
    codes += ' ';
    codes += core::name(unit.outcome);
    for (const core::Reason& reason : unit.reasons) {
      codes += ' ';
      codes += core::id(reason.code);
    }
  }
  return codes;
}

}  // namespace

base::Result<void> SqliteTransaction::store(const ports::DecidedRecord& decided) {
  return guarded([&] {
    Arrival arrival{decided, names_.source(decided.source), 0, {}, std::nullopt};
    const core::Decision& decision = decided.decision;
    auto memory = std::exchange(looked_up_, std::nullopt);
    forget_read();
    const std::string key = std::string(decided.source) + '\n' + decided.record.key;
    Kept before = memory && memory->first == key
                      ? std::move(memory->second)
                      : look_up(decided.source, decided.record.key,
                                decided.record.start ? std::optional(decided.record.start->year()) : std::nullopt);
    arrival.mark = before.mark;
    if (decision.number) {
      const bool made = before.person && before.person->first.digits() == decision.number->digits();
      arrival.person = made ? before.person->second : vault_.of_person(*decision.number);
    }
    arrival.set = decided.set.empty() && before.record ? before.record->set : names_.set(arrival.source, decided.set);
    // A document that has waited says nothing new of protection.
    if (!decided.again) protect_as_told(arrival, before);

    const bool named = decision.registration && decision.registration->stage != core::Stage::voided;
    if (named) {
      store_named(arrival, before);
    } else if (decision.note) {
      store_anonymous(arrival, before);
    } else {
      store_waiting(arrival, before);
    }
    count(decision.counts);
    if (!decision.mapping_row.empty()) {
      database_.run("INSERT INTO mapping_use (name, uses) VALUES (?1, 1) ON CONFLICT DO UPDATE SET uses = uses + 1",
                    decision.mapping_row);
    }
    // Of an anonymous one the audit holds nothing but the counts of its page.
    if (decision.registration) {
      audit({named ? "record" : "void", decision.registration->id, named ? codes_of(decision.units) : std::string()},
            decided.now);
    } else if (!decision.note) {
      audit({"record", std::nullopt, codes_of(decision.units)}, decided.now);
    }
  });
}

RecordRow SqliteTransaction::row_of(const Arrival& arrival, const Kept& before) {
  const core::Decision& decision = arrival.decision();
  RecordRow row = before.record.value_or(RecordRow{});
  std::vector<core::UnitOutcome> units = stand(row.units, decision.units);
  const bool exited = before.registration && before.registration->value.stage == core::Stage::exited;
  if (exited && !outbox_.exit_waits(before.registration->row)) core::after_exit_left(units);
  if (!row.stored || outcome_bits(units) != outcome_bits(row.units)) row.since = arrival.decided.now;
  row.mark = arrival.mark;
  row.source = arrival.source;
  row.set = arrival.set;
  row.file = arrival.record().file;
  row.line = arrival.record().line;
  row.units = units;
  if (!arrival.decided.again) row.vanished.reset();
  if (decision.standing) row.standing = *decision.standing;
  row.basis = names_.basis_text(decision.basis, arrival.decided.now);
  row.content.reset();
  // Whoever says that somebody is protected is heard at each reading: so it is known when no more says it.
  const bool flagged = arrival.record().protection != core::Protection::none ||
                       (arrival.person && persons_.is_protected(*arrival.person));
  if (all_settled(units) && !flagged)
    row.content = vault_.of_content(arrival.decided.source, said(arrival.decided.document));
  return row;
}

void SqliteTransaction::protect_as_told(const Arrival& arrival, const Kept& before) {
  const auto subject = before.registration ? before.registration->subject : std::nullopt;
  const auto own = subject ? persons_.number_of(*subject) : std::nullopt;
  // Of a number that cannot be read the flag is whoever's the registration is.
  if (!arrival.person && !own) return;
  const Mark& told = arrival.person ? *arrival.person : *own;
  const base::Instant now = arrival.decided.now;
  const bool other = own && *own != told;
  if (arrival.decision().protection_seen) {
    const Claim claim{core::Claimer::source, std::string(arrival.decided.source), arrival.record().protection,
                      arrival.mark, arrival.set};
    persons_.protect(told, claim, now);
    if (other) persons_.protect(*own, claim, now);
    return;
  }
  const bool parted = other && numbers_.parted(arrival.mark, told);
  if (!parted && persons_.is_protected(told)) persons_.deny(told, arrival.mark, arrival.decided.source, arrival.set);
  if (other && persons_.is_protected(*own)) persons_.deny(*own, arrival.mark, arrival.decided.source, arrival.set);
  // Whichever of two numbers the flag is of (domain.md §3 o), but for one that is known to be another person's.
  if (other && !parted && (persons_.is_protected(told) || persons_.is_protected(*own))) {
    persons_.protect_together(told, *own, now);
  }
}

std::optional<Subject> SqliteTransaction::person_of(const Arrival& arrival, const KeptRegistration* before) {
  const core::Decision& decision = arrival.decision();
  std::optional<Subject> own = before && before->subject ? persons_.at(*before->subject) : std::nullopt;
  if (!arrival.person) return own;
  const core::Participation& record = arrival.record();
  core::Person told{decision.number->digits(), record.given_name, record.family_name, decision.number->sex()};
  Mark mark = *arrival.person;
  const auto number = own ? persons_.number_of(own->row) : std::nullopt;
  // §3 o: under protection nothing connects an old number with a new one.
  if (own && number != mark && (decision.protection_seen || decision.registration->stripped)) return own;
  if (number && *number != mark) {
    if (!numbers_.parted(arrival.mark, mark)) {
      if (persons_.is_protected(*number) || stands_as_sent(*before) || numbers_.sent_since(*before, mark)) return own;
      audit({"number", before->value.id, "changed"}, arrival.decided.now);
      const Subject now = numbers_.change(*before, *own, *decision.number, mark, told);
      if (now.deceased) persons_.decide_anew(now.row);
      return now;
    }
    mark = *number;
  }
  const std::optional<Subject> known = persons_.find(mark);
  if (own && known && own->row != known->row) {
    ConsentPapers(database_, vault_).along(before->row, [&] { registrations_.belong_to(before->row, known->row); });
    return known;
  }
  const std::optional<Subject> subject = own ? own : known;
  if (!subject) return persons_.add(*decision.number, mark, told);
  // Damaged: the source has just told it anew.
  const auto is = guarded([&] { return persons_.open(*subject); });
  if (!is && is.error().fault != base::Fault::reject) throw StoreError(is.error());
  if (mark != *arrival.person) {
    if (!is || !*is) return subject;
    told.number = (*is)->number;
  }
  const bool same = is && *is && (*is)->number == told.number && (*is)->given_name == told.given_name &&
                    (*is)->family_name == told.family_name;
  if (!same) persons_.renew(*subject, mark, told);
  return subject;
}

void SqliteTransaction::store_named(const Arrival& arrival, Kept& before) {
  const core::Decision& decision = arrival.decision();
  const core::Registration& after = *decision.registration;
  const bool known = before.registration && before.registration->value.id == after.id;
  const auto old_subject = before.record ? before.record->subject : std::nullopt;
  const std::optional<Subject> subject = person_of(arrival, known ? &*before.registration : nullptr);
  if (!subject) throw StoreError(base::broken("a registration without a person was to be stored"));
  if (decision.deceased && subject->deceased != decision.deceased) {
    persons_.lives_until(subject->row, *decision.deceased);
    persons_.decide_anew(subject->row);
  }

  RecordRow row = row_of(arrival, before);
  if (row.row == 0) row.row = records_.next_row();
  // The number it may have got is looked at again once the node has answered.
  if (known && arrival.person && stands_as_sent(*before.registration) &&
      persons_.number_of(subject->row) != arrival.person) {
    row.content.reset();
  }
  std::int64_t lane = 0;
  if (known) {
    lane = before.registration->row;
    if (before.registration->value != after) registrations_.change(lane, after);
  } else {
    lane = registrations_.add(after, subject->row, row.row, "");
    if (const auto previous = previous_of(arrival.mark, arrival.person, arrival.record())) {
      registrations_.was(lane, *previous, Former::told);
    }
    // What ended the one before waits for no better day: the node gets this one behind it.
    if (before.registration && before.registration->value.stage == core::Stage::exited) {
      outbox_.date_exit(before.registration->row, std::nullopt);
    }
  }
  if (!known) {
    core::ConsentPaper paper = decision.paper;
    open_original(vault_, row.mark, paper);
    ConsentPapers(database_, vault_).put(lane, paper);
    if (row.standing.told) drop_original(row.standing.told->paper);
  }
  row.registration = lane;
  row.person.reset();
  row.made.reset();
  if (arrival.record().derived_key) {
    row.made = vault_.of_made_key(arrival.decided.source,
                                  decision.number ? decision.number->digits() : arrival.record().number,
                                  arrival.record().insats);
  }
  if (row.subject != subject->row || row.sealed_key.empty()) {
    row.subject = subject->row;
    records_.seal_key(row, arrival.record().key);
  }
  records_.put(row);
  if (known) keep_fact(row.row, after.id, decision, arrival.decided.now);
  if (old_subject && *old_subject != subject->row) persons_.release(*old_subject);
  keep_or_drop_document(arrival, before, row);
  if (before.note && decision.erase_note) records_.remove_note(before.note->mark);
  follow(decision, lane, arrival.set, arrival.decided.now);
}

void SqliteTransaction::store_anonymous(const Arrival& arrival, Kept& before) {
  const core::Decision& decision = arrival.decision();
  const core::Participation& record = arrival.record();
  NoteRow note;
  note.mark = mark_of_note(*decision.note, arrival.decided.source, record.key);
  note.source = arrival.source;
  note.note = *decision.note;
  if (record.protection == core::Protection::none) {
    note.content = vault_.of_note_content(note.note.year, arrival.decided.source, said(arrival.decided.document));
  }
  note.units = stand(before.note ? before.note->units : std::vector<core::UnitOutcome>(), decision.units);
  note.standing = decision.standing.value_or(core::Standing{});
  note.since = before.note && !before.note->units.empty() ? before.note->since : arrival.decided.now;
  note.set = arrival.set;
  note.file = record.file;
  note.line = record.line;

  if (before.record) {
    drop_words(note.standing);
    const auto subject = before.record->subject;
    records_.remove(before.record->row);
    if (before.registration) {
      follow(decision, before.registration->row, arrival.set, arrival.decided.now);
      if (decision.registration) {
        empty_registration(*before.registration);
      } else {
        database_.run("UPDATE registration SET record = NULL WHERE row = ?1", before.registration->row);
      }
    }
    if (subject) persons_.release(*subject);
  }
  if (before.note && before.note->mark != note.mark) records_.remove_note(before.note->mark);
  records_.put_note(note);
}

void SqliteTransaction::store_waiting(const Arrival& arrival, Kept& before) {
  const core::Decision& decision = arrival.decision();
  RecordRow row = row_of(arrival, before);
  const bool voided = decision.registration && before.registration;
  if (voided) {
    follow(decision, before.registration->row, arrival.set, arrival.decided.now);
    row.subject.reset();
    row.registration.reset();
    row.sealed_key.clear();
  }
  row.made.reset();
  row.person.reset();
  const bool nobody = row.units.empty() || has(row.units, core::Outcome::outside);
  if (!row.subject && !nobody) row.person = arrival.person;
  if (const auto previous = nobody ? previous_of(arrival.mark, arrival.person, arrival.record()) : std::nullopt;
      previous && arrival.person) {
    incidents_.bar_as(arrival.mark, *arrival.person, *previous);
  }
  if (row.sealed_key.empty()) records_.seal_key(row, arrival.record().key);
  records_.put(row);
  if (voided) empty_registration(*before.registration);
  keep_or_drop_document(arrival, before, row);
  if (before.note && decision.erase_note) {
    records_.remove_note(before.note->mark);
  } else if (before.note && !before.note->units.empty()) {
    // The count stands; what the record asks for is answered by the record now.
    before.note->units.clear();
    before.note->content.reset();
    records_.put_note(*before.note);
  }
}

void SqliteTransaction::keep_or_drop_document(const Arrival& arrival, const Kept& before, const RecordRow& record) {
  const bool document_before =
      before.record && (!all_settled(before.record->units) || core::awaits_confirmation(before.record->units));
  const bool parked = core::waits_for_somebody(record.units);
  if (!parked && !has(record.units, core::Outcome::rejected)) {
    if (document_before) records_.drop_document(record.row);
    return;
  }
  const ports::DecidedRecord& decided = arrival.decided;
  // What is only decided anew is kept no longer for that.
  const bool as_before = decided.again && document_before && core::waits_for_somebody(before.record->units) == parked;
  base::Instant from = as_before ? base::Instant{} : decided.now;
  // An answer is waited for until it has been asked for (domain.md §3 b).
  if (parked && decided.record.start && waits_for_consent(record.units)) {
    from = std::max(from, base::Instant(std::chrono::sys_days(core::answer_due_on(*decided.record.start).ymd())));
  }
  records_.keep_document(record, arrival.set, decided.document, decided.now,
                         from + (parked ? keeping_.parked : keeping_.rejected), as_before);
}

}  // namespace gateway::io::store
