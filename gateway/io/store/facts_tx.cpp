// Facts told by command or API, and what a decision without a reading does to a record and its registration.
#include <algorithm>

#include "gateway/io/store/transaction.h"
#include "gateway/io/store/values.h"

namespace gateway::io::store {

namespace {

/// Why what is queued stops, as the queue shows it.
std::vector<core::Reason> reasons_to_stop(const core::Decision& decision) {
  if (decision.note) return {{decision.note->cause}};
  if (decision.wrong) return {{*decision.wrong}};
  for (const core::Message& message : decision.messages) {
    if (const auto code = parse_code(message.code)) return {{*code}};
  }
  if (decision.standing && decision.standing->withdrawn) return {{core::Code::consent_withdrawn}};
  return {{core::Code::registration_voided}};
}

}  // namespace

std::size_t SqliteTransaction::follow(const core::Decision& decision, std::int64_t lane, std::int64_t set,
                                      base::Instant now) {
  const std::size_t stopped =
      decision.stop == core::Stop::nothing ? 0 : outbox_.stop(lane, decision.stop, reasons_to_stop(decision), now);
  if (decision.exit_date) outbox_.date_exit(lane, *decision.exit_date);
  for (const core::Message& message : decision.messages) outbox_.append(lane, set, message, now);
  if (decision.for_fk) fk_notices_.leave(lane, *decision.for_fk, now);
  // SUS is told after all: nobody else has to.
  if (decision.registration && decision.registration->stage == core::Stage::exited) fk_notices_.drop_untold(lane);
  return stopped;
}

void SqliteTransaction::keep_fact(std::int64_t record, const std::optional<base::RegistrationId>& registration,
                                  const core::Decision& decision, base::Instant now) {
  if (!decision.fact) return;
  core::ToldDecision told;
  told.registration = registration.value_or(base::RegistrationId());
  told.fact = *decision.fact;
  told.basis = decision.basis;
  const core::Effect effect = decision.fact->effect;
  if (registration && (effect == core::Effect::destroyed || effect == core::Effect::taken_back)) {
    told_.forget(*registration);
    told.basis = core::bare(told.basis);
  }
  told_.keep(record, told, now);
}

void SqliteTransaction::empty_registration(const KeptRegistration& registration) {
  fk_notices_.drop(registration.row);
  outbox_.empty(registration.row);
  registrations_.empty(registration);
  if (registration.subject) persons_.release(*registration.subject);
}

base::Result<std::vector<ports::RecordRef>> SqliteTransaction::find(const ports::Selector& selector) {
  return guarded([&] {
    std::vector<std::int64_t> rows;
    std::vector<ports::RecordRef> found;
    std::vector<std::string> sources;
    if (!selector.key.empty()) {
      Query query = database_.query("SELECT name FROM source WHERE (?1 = '' AND name <> '') OR name = ?1");
      query.bind(selector.source);
      while (query.step()) sources.push_back(query.text(0));
    }
    for (const std::string& source : sources) {
      if (const auto record = records_.find(vault_.of_record(source, selector.key))) {
        rows.push_back(record->row);
      } else if (const auto note = records_.find_note(source, selector.key, std::nullopt); note && !selector.number) {
        note_refs_.push_back(note->mark);
        found.push_back({-static_cast<std::int64_t>(note_refs_.size()), source, std::nullopt});
      }
    }
    if (selector.number) {
      std::vector<std::int64_t> of_person;
      for (const Mark& person : persons_.linked(vault_.of_person(*selector.number))) {
        Query query = database_.query(
            "SELECT g.record FROM subject s JOIN registration g ON g.subject = s.row WHERE s.number_mark = ?1 AND "
            "g.record IS NOT NULL UNION SELECT row FROM record WHERE person_mark = ?1 ORDER BY 1");
        query.bind(person);
        while (query.step()) of_person.push_back(query.integer(0));
      }
      if (selector.key.empty()) {
        rows = std::move(of_person);
      } else {
        std::erase_if(rows, [&](std::int64_t row) {
          return std::find(of_person.begin(), of_person.end(), row) == of_person.end();
        });
      }
    } else if (selector.key.empty() && !selector.source.empty() && !selector.registration) {
      Query query = database_.query("SELECT r.row FROM record r JOIN source s ON s.row = r.source WHERE s.name = ?1");
      query.bind(selector.source);
      while (query.step()) rows.push_back(query.integer(0));
    }
    if (selector.registration) {
      Query query = database_.query("SELECT record FROM registration WHERE id = ?1 AND record IS NOT NULL");
      query.bind(*selector.registration);
      while (query.step()) rows.push_back(query.integer(0));
    }
    for (const std::int64_t row : rows) {
      const auto record = records_.at(row);
      if (!record) continue;
      ports::RecordRef ref{row, source_name(record->source), std::nullopt};
      if (!selector.source.empty() && ref.source != selector.source) continue;
      if (record->registration) {
        const auto registration = registrations_.at(*record->registration);
        if (registration && registration->live()) ref.registration = registration->value.id;
      }
      found.push_back(std::move(ref));
    }
    return found;
  });
}

base::Result<core::Situation> SqliteTransaction::situation(const ports::RecordRef& ref) {
  return guarded([&]() -> core::Situation {
    Kept kept;
    if (ref.row < 0) {
      kept.note = records_.note_at(note_refs_.at(static_cast<std::size_t>(-ref.row - 1)));
      return situation_of(kept, std::nullopt);
    }
    kept.record = records_.at(ref.row);
    if (!kept.record) return {};
    if (kept.record->registration) kept.registration = registrations_.at(*kept.record->registration);
    return situation_of(kept, kept.record->person);
  });
}

base::Result<core::DecidedBefore> SqliteTransaction::decided(const ports::RecordRef& ref) {
  return guarded([&]() -> core::DecidedBefore {
    core::DecidedBefore decided;
    if (ref.row < 0) {
      const auto note = records_.note_at(note_refs_.at(static_cast<std::size_t>(-ref.row - 1)));
      if (note) decided.units = note->units;
      return decided;
    }
    const auto record = records_.at(ref.row);
    if (!record) return decided;
    decided.units = record->units;
    decided.basis = names_.basis(record->basis);
    decided.told = told_.of_record(ref.row);
    // Of what was destroyed the record keeps no basis: it is that of the word that said so.
    const bool destroyed = !decided.told.empty() && decided.told.back().fact.effect == core::Effect::destroyed;
    if (!decided.basis && destroyed) decided.basis = decided.told.back().basis;
    if (ref.registration) decided.registration = ref.registration->text();
    return decided;
  });
}

base::Result<std::optional<core::Code>> SqliteTransaction::part_number(const ports::RecordRef& ref,
                                                                       const core::PersonNumber& number,
                                                                       std::string_view by, base::Instant now) {
  return guarded([&]() -> std::optional<core::Code> {
    forget_read();
    const auto record = ref.row < 0 ? std::nullopt : records_.at(ref.row);
    const auto registration = record && record->registration ? registrations_.at(*record->registration) : std::nullopt;
    const auto own = registration && registration->subject ? persons_.at(*registration->subject) : std::nullopt;
    const auto has = own ? persons_.number_of(own->row) : std::nullopt;
    const Mark mark = vault_.of_person(number);
    const auto former = has ? registrations_.former_of(registration->row, mark) : std::nullopt;
    if (!former) return core::Code::number_not_former;
    if (persons_.is_protected(*has) || persons_.is_protected(mark)) return core::Code::person_protected;
    if (*former == Former::told) {
      numbers_.part_told(*registration, mark);
    } else {
      if (numbers_.sent_since(*registration, mark)) return core::Code::number_sent;
      numbers_.part(*registration, *own, number, mark);
    }
    audit({"number", registration->value.id, "parted by " + std::string(by)}, now);
    return std::nullopt;
  });
}

base::Result<void> SqliteTransaction::tell(const ports::RecordRef& ref, const core::Consent& told, std::string_view by,
                                           base::Instant now) {
  return guarded([&] {
    forget_read();
    if (ref.row < 0) {
      auto note = records_.note_at(note_refs_.at(static_cast<std::size_t>(-ref.row - 1)));
      if (!note) throw StoreError(base::rejected("the record is not in the ledger any more"));
      note->standing.told = told;
      drop_original(note->standing.told->paper);  // Whose it is a note never says.
      note->content.reset();
      records_.put_note(*note);
      return;  // Nothing in the audit is about an anonymous one.
    }
    auto record = records_.at(ref.row);
    if (!record) throw StoreError(base::rejected("the record is not in the ledger any more"));
    record->standing.told = told;
    const auto registration = record->registration ? registrations_.at(*record->registration) : std::nullopt;
    // After an exit it is of the registration that may come.
    const bool stands = registration && registration->live() && registration->value.stage != core::Stage::exited;
    if (stands && told.answer == core::ConsentAnswer::given) {
      ConsentPapers(database_, vault_).put(registration->row, told.paper);
      drop_original(record->standing.told->paper);
    } else {
      seal_original(vault_, record->mark, record->standing.told->paper);
    }
    record->content.reset();
    records_.put(*record);
    const char* what = told.withdrawn                                 ? "withdrawn"
                       : told.answer == core::ConsentAnswer::given    ? "given"
                       : told.answer == core::ConsentAnswer::declined ? "declined"
                                                                      : "none";
    audit({"consent", ref.registration, std::string(what) + " by " + std::string(by)}, now);
  });
}

base::Result<std::size_t> SqliteTransaction::store_fact(const ports::RecordRef& ref, const core::Decision& decision,
                                                        base::Instant now) {
  return guarded([&]() -> std::size_t {
    forget_read();
    if (ref.row < 0) {
      auto note = records_.note_at(note_refs_.at(static_cast<std::size_t>(-ref.row - 1)));
      if (!note) return 0;
      if (decision.standing) note->standing = *decision.standing;
      note->content.reset();
      records_.put_note(*note);
      return 0;
    }
    auto record = records_.at(ref.row);
    if (!record) throw StoreError(base::rejected("the record is not in the ledger any more"));
    if (decision.standing) record->standing = *decision.standing;
    record->content.reset();
    records_.put(*record);
    keep_fact(ref.row, ref.registration, decision, now);
    if (!decision.registration || !record->registration) return 0;
    auto registration = registrations_.at(*record->registration);
    if (!registration || registration->value.id != decision.registration->id) return 0;
    if (decision.wrong) bar(*record, *registration, *decision.wrong);
    audit({"fact", registration->value.id, decision.stop == core::Stop::nothing ? "" : "stopped"}, now);
    return apply(decision, *registration, now);
  });
}

void SqliteTransaction::bar(const RecordRow& record, const KeptRegistration& registration, core::Code cause) {
  const auto person = registration.subject ? persons_.number_of(*registration.subject) : std::nullopt;
  // Whichever number the source says next: each is theirs.
  for (const Mark& number : person ? persons_.linked(*person) : std::vector<Mark>()) {
    incidents_.bar(record.mark, number, cause, registration.value.id);
  }
  if (!registration.subject) return;
  for (const KeptRegistration& one : registrations_.of(*registration.subject)) {
    if (one.record == record.row && one.row != registration.row) registrations_.belong_to(one.row, std::nullopt);
  }
}

base::Result<std::optional<ports::KeptOriginal>> SqliteTransaction::original(const base::RegistrationId& id) {
  return guarded([&] { return originals_.find(id); });
}

base::Result<void> SqliteTransaction::archive(const base::RegistrationId& id, const core::Archived& archived) {
  return guarded([&] {
    originals_.put(id, archived);
    audit({"archive", id, archived.sent.text() + " by " + archived.by}, archived.said);
  });
}

base::Result<std::vector<core::Incident>> SqliteTransaction::incidents(
    const std::optional<base::RegistrationId>& only) {
  return guarded([&] { return incidents_.all(only); });
}

base::Result<void> SqliteTransaction::keep(const core::Incident& incident, base::Instant now) {
  return guarded([&] {
    forget_read();
    if (incidents_.put(incident)) {
      database_.run("UPDATE record SET content_mark = NULL WHERE outcomes & ?1 AND registration IS NULL",
                    outcome_bit(core::Outcome::outside));
    }
    const core::IncidentState state = core::state(incident);
    const std::string& by = state == core::IncidentState::open       ? incident.discovered_by
                            : state == core::IncidentState::reported ? incident.reported_by
                                                                     : incident.closed_by;
    std::string codes = std::string(core::name(state)) + " " + std::string(core::id(incident.cause)) + " by " + by;
    if (!incident.close_reason.empty()) codes += " " + incident.close_reason;
    audit({"incident", incident.registration, std::move(codes)}, now);
  });
}

base::Result<std::vector<core::FkNotice>> SqliteTransaction::fk_notices(
    const std::optional<base::RegistrationId>& only) {
  return guarded([&] { return fk_notices_.all(only); });
}

base::Result<void> SqliteTransaction::keep_notice(const core::FkNotice& notice, base::Instant now) {
  return guarded([&] {
    forget_read();
    fk_notices_.put(notice);
    audit({"fk_notice", notice.registration, notice.told ? "told by " + notice.told_by : "waits"}, now);
  });
}

std::size_t SqliteTransaction::apply(const core::Decision& decision, KeptRegistration& before, base::Instant now) {
  const std::size_t stopped = follow(decision, before.row, decision.messages.empty() ? 0 : set_of(before), now);
  count(decision.counts);
  const core::Registration& after = *decision.registration;
  if (after.stage != core::Stage::voided) {
    if (after != before.value) registrations_.change(before.row, after);
    return stopped;
  }
  std::optional<RecordRow> record = before.record ? records_.at(*before.record) : std::nullopt;
  if (record && decision.note && !records_.years().closed(decision.note->year)) {
    become_note(*record, before, decision, now);
    return stopped;
  }
  if (record && record->registration == before.row) {
    // A task that nobody got: the record answers for itself, under the key for what waits.
    const std::string key = records_.open_key(*record);
    const bool made = record->made.has_value();
    record->subject.reset();
    record->registration.reset();
    record->content.reset();
    if (decision.wrong) forget_told(*record);
    if (!decision.wrong || !made) records_.seal_key(*record, key);
    for (core::UnitOutcome& unit : record->units) {
      unit = {unit.unit, core::Outcome::outside, reasons_to_stop(decision), {}};
    }
    records_.put(*record);
  }
  empty_registration(before);
  return stopped;
}

void SqliteTransaction::forget_told(RecordRow& record) {
  records_.drop_document(record.row);
  record.basis.reset();
  record.made.reset();
  record.sealed_key.clear();
}

Mark SqliteTransaction::mark_of_note(const core::Note& note, std::string_view source, std::string_view key) {
  const auto mark = vault_.of_note(note.year, source, key);
  if (!mark) throw damaged("a note of a counting year that is closed");
  return *mark;
}

void SqliteTransaction::become_note(const RecordRow& record, const KeptRegistration& registration,
                                    const core::Decision& decision, base::Instant now) {
  const std::string source = source_name(record.source);
  NoteRow note;
  note.note = *decision.note;
  note.mark = mark_of_note(note.note, source, records_.open_key(record));
  note.source = record.source;
  note.standing = record.standing;
  drop_words(note.standing);
  for (const core::UnitOutcome& unit : record.units) {
    note.units.push_back({unit.unit, core::Outcome::anonymous, {{note.note.cause}}, {}});
  }
  note.since = now;
  note.set = record.set;
  note.file = record.file;
  note.line = record.line;
  const auto subject = record.subject;
  records_.remove(record.row);
  records_.put_note(note);
  empty_registration(registration);
  if (subject) persons_.release(*subject);
}

std::int64_t SqliteTransaction::set_of(const KeptRegistration& registration) {
  if (registration.record) {
    if (const auto record = records_.at(*registration.record)) return record->set;
  }
  return names_.set(names_.source(""), "");
}

void SqliteTransaction::refuse_units(std::int64_t row, const std::vector<core::Reason>& reasons, base::Instant now,
                                     bool in_stands) {
  auto record = records_.at(row);
  if (!record) return;
  const bool others = record->units.size() > 1;
  for (core::UnitOutcome& unit : record->units) {
    if (in_stands && others && unit.unit == core::Unit::in) continue;
    unit.outcome = core::Outcome::rejected;
    unit.reasons = reasons;
  }
  record->content.reset();
  record->since = now;
  records_.put(*record);
}

}  // namespace gateway::io::store
