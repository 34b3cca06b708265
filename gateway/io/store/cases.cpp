#include "gateway/io/store/cases.h"

#include <algorithm>

#include "gateway/io/store/registered.h"
#include "gateway/io/store/values.h"

namespace gateway::io::store {

namespace {

bool later(const KeptCase& a, const KeptCase& b) {
  const base::Date of_a = a.registration.value.start;
  const base::Date of_b = b.registration.value.start;
  return of_a != of_b ? of_a > of_b : a.registration.row > b.registration.row;
}

bool counts(const KeptCase& kept) {
  return kept.course && !kept.course->discarded && kept.course->form == core::CaseForm::named;
}

/// What the person took back stands beside every request, though its case is not found: of an ended case that is found
/// as an end after it, for each case has its own consent.
void raise_withdrawal(core::CaseSituation& situation, const std::optional<base::Date>& day) {
  if (!day || (situation.current && situation.current->open())) return;
  if (situation.current) {
    situation.last_end = std::max(situation.last_end, day);
  } else if (situation.standing.withdrawn < day) {
    situation.standing.withdrawn = day;
    situation.standing.withdrawal_assumed = false;
  }
}

ports::KeptTask kept_task(TaskRow row, const base::RegistrationId& id) {
  return {std::move(row.task), id};
}

/// Whether the number is known not to be the subject's: neither now nor before, nor linked to it.
bool is_another(Persons& persons, const Subject& subject, const Mark& number) {
  const auto own = persons.number_of(subject.row);
  if (!own) return false;  // Nobody is found through it any more.
  const std::vector<Mark> known = persons.linked(number);
  return std::find(known.begin(), known.end(), *own) == known.end();
}

template <typename To>
To id_of(const base::RegistrationId& id) {
  return To{id.bytes};
}

}  // namespace

std::optional<KeptCase> SqliteCases::latest(const std::vector<KeptCase>& of_person) {
  const KeptCase* best = nullptr;
  const auto rank = [](const KeptCase& kept) { return !counts(kept) ? 0 : kept.course->open() ? 2 : 1; };
  for (const KeptCase& kept : of_person) {
    if (kept.course && !counts(kept)) continue;
    const bool better =
        best == nullptr || rank(kept) > rank(*best) || (rank(kept) == rank(*best) && later(kept, *best));
    if (better) best = &kept;
  }
  return best == nullptr ? std::nullopt : std::optional(*best);
}

void SqliteCases::fill_others(core::CaseSituation& situation, const KeptCase* chosen,
                              const std::vector<KeptCase>& of_person) {
  const bool ended = !situation.current || !situation.current->open();
  for (const KeptCase& other : of_person) {
    if (chosen != nullptr && other.registration.row == chosen->registration.row) continue;
    if (!other.course && ended) {
      for (TaskRow& row : rows_.tasks_of(other.registration.row)) {
        if (core::answered(row.task.state)) continue;
        situation.open_tasks.push_back(std::move(row.task));
        ++situation.tasks_elsewhere;
      }
    }
    if (!counts(other)) continue;
    if (chosen != nullptr && !chosen->course && other.course->open()) situation.overtaken_by = other.course;
    if (situation.current && later(other, *chosen)) situation.later_case = true;
    situation.last_end = std::max(situation.last_end, other.course->ended_on());
  }
}

std::optional<CaseNoteRow> SqliteCases::find_note(std::string_view key) {
  for (const int year : s_.years.open()) {
    const auto mark = s_.vault.of_act_note(year, key);
    if (!mark) continue;
    if (auto note = rows_.note(*mark)) return note;
  }
  return rows_.note(s_.vault.of_act(key));  // From before notes had their year's key.
}

base::Result<ports::CaseFacts> SqliteCases::facts(const ports::CaseSelector& selector) {
  return guarded([&] {
    ports::CaseFacts facts;
    core::CaseSituation& situation = facts.situation;
    situation.closed_through = s_.years.closed_through();
    if (const auto asked = std::exchange(asked_, std::nullopt)) {
      situation.counted_years = s_.years.counted();
      if (auto note = find_note(*asked)) {
        situation.note = std::move(note->note);
        situation.standing = std::move(note->standing);
      }
    }
    std::optional<KeptCase> kept = selector.id.empty() ? std::nullopt : rows_.find(selector.id);
    if (!kept && !selector.id.empty()) {
      const auto other = s_.registrations.find(selector.id);
      facts.of_another_kind = other && other->value.kind != core::RegistrationKind::cooperation;
    }
    if (kept && !kept->registration.live()) kept.reset();
    std::optional<Mark> mark = selector.number ? std::optional(s_.vault.of_person(*selector.number)) : std::nullopt;
    std::optional<Subject> subject;
    if (kept && kept->registration.subject) {
      subject = s_.persons.at(*kept->registration.subject);
      facts.of_another_kind = subject && mark && is_another(s_.persons, *subject, *mark);
    } else if (!kept && mark) {
      subject = s_.persons.find(*mark);
    }
    const std::vector<KeptCase> all = subject ? rows_.of(subject->row) : std::vector<KeptCase>{};
    if (!kept) kept = latest(all);
    if (kept) {
      facts.id = kept->registration.value.id;
      facts.named = kept->named;
      facts.consent = kept->consent;
      situation.current = kept->course;
      if (kept->told) facts.told_rows = kept->told->rows.size();
      situation.standing = kept->standing;
      for (TaskRow& row : rows_.tasks_of(kept->registration.row)) {
        if (!core::answered(row.task.state)) situation.open_tasks.push_back(std::move(row.task));
      }
    }
    fill_others(situation, kept ? &*kept : nullptr, all);
    if (subject) {
      if (const auto own = s_.persons.number_of(subject->row)) mark = own;
      situation.deceased = subject->deceased;
      situation.sex = subject->sex;
    } else if (selector.number) {
      situation.sex = selector.number->sex();
    }
    situation.person_protected = mark && s_.persons.is_protected(*mark);
    if (mark) situation.lifted = s_.persons.lifted(*mark);
    if (mark) raise_withdrawal(situation, withdrawals_.latest(*mark));
    return facts;
  });
}

std::vector<base::RegistrationId> SqliteCases::ids_of(std::int64_t subject, bool only_proposals) {
  std::vector<base::RegistrationId> ids;
  std::vector<base::RegistrationId> cases;
  for (const KeptCase& kept : rows_.of(subject)) (kept.course ? cases : ids).push_back(kept.registration.value.id);
  if (!only_proposals) ids.insert(ids.end(), cases.begin(), cases.end());
  return ids;
}

base::Result<std::vector<base::RegistrationId>> SqliteCases::of_person(const core::PersonNumber& number) {
  return guarded([&] {
    std::vector<base::RegistrationId> ids;
    for (const Mark& mark : s_.persons.linked(s_.vault.of_person(number))) {
      const auto subject = s_.persons.find(mark);
      if (!subject) continue;
      const auto more = ids_of(subject->row, false);
      ids.insert(ids.end(), more.begin(), more.end());
    }
    return ids;
  });
}

base::Result<std::vector<base::RegistrationId>> SqliteCases::of_same_person(const base::RegistrationId& id,
                                                                            bool only_proposals) {
  return guarded([&] {
    const auto registration = s_.registrations.find(id);
    if (!registration || !registration->subject) return std::vector<base::RegistrationId>();
    return ids_of(*registration->subject, only_proposals);
  });
}

base::Result<std::optional<core::Person>> SqliteCases::person(const base::RegistrationId& id) {
  return guarded([&]() -> std::optional<core::Person> {
    const auto registration = s_.registrations.find(id);
    if (!registration || !registration->subject) return std::nullopt;
    const auto subject = s_.persons.at(*registration->subject);
    return subject ? s_.persons.open(*subject) : std::nullopt;
  });
}

bool SqliteCases::insats_active(std::int64_t lane, const core::Act& change) {
  const auto kept = rows_.at(lane);
  return kept && kept->course && core::insats_runs(*kept->course, kept->told, change);
}

base::Result<bool> SqliteCases::known(std::string_view key) {
  return guarded([&]() -> bool {
    asked_.reset();
    if (key.empty()) return false;
    asked_ = key;
    return rows_.act_known(s_.vault.of_act(key)).has_value();
  });
}

std::vector<core::Reason> SqliteCases::held(const std::optional<std::int64_t>& message) {
  if (!message) return {};
  Query query = s_.database.query("SELECT reasons FROM outbox WHERE sequence = ?1 AND state = ?2");
  query.bind(*message, Course::held);
  return query.step() ? unpack_reasons(query.view(0)) : std::vector<core::Reason>();
}

base::Result<ports::DecidedActs> SqliteCases::decided(const ports::ActSelector& selector) {
  return guarded([&] {
    ports::DecidedActs found;
    std::vector<ActDecisionRow> rows;
    std::optional<std::int64_t> lane;
    std::optional<TaskRow> asked;
    if (!selector.id.empty()) {
      const auto registration = s_.registrations.find(selector.id);
      if (registration && registration->value.kind == core::RegistrationKind::cooperation) {
        lane = registration->row;
        rows = decisions_.of_case(*lane);
        found.whole = true;
      } else if (asked = rows_.task(id_of<core::TaskId>(selector.id)); asked) {
        lane = asked->registration;
        rows = decisions_.of_task(asked->task.id);
        // The confirmation of what named no case is that case's, told to whoever sees that.
        for (const ActDecisionRow& row : rows) lane = row.place.registration.value_or(*lane);
      }
    } else if (!selector.key.empty()) {
      const Mark mark = s_.vault.of_act(selector.key);
      if (auto row = decisions_.of_key(mark)) {
        lane = row->place.registration;
        rows.push_back(std::move(*row));
      } else if (const auto note = find_note(selector.key)) {
        core::ActDecision counted;
        counted.outcome = core::Outcome::anonymous;
        counted.reasons = {{note->note.cause}};
        found.acts.push_back({std::move(counted), std::nullopt, std::nullopt, 0, false, {}});
      } else {
        found.stored = rows_.act_known(mark);
      }
    }
    if (lane) {
      const auto registration = s_.registrations.at(*lane);
      if (!registration) throw damaged("a decision without its registration");
      found.id = registration->value.id;
      if (auto kept = rows_.at(*lane)) found.course = std::move(kept->course);
      for (TaskRow& row : rows_.tasks_of(*lane)) found.tasks.push_back(std::move(row.task));
      if (asked && asked->registration != *lane) found.tasks.push_back(std::move(asked->task));
    }
    for (ActDecisionRow& row : rows) {
      if (row.place.registration && row.place.registration != lane) continue;
      const auto of = row.place.registration ? std::optional(id_of<core::CaseId>(found.id)) : std::nullopt;
      found.acts.push_back({std::move(row.decision), of, row.place.task, 0, false, held(row.place.message)});
    }
    return found;
  });
}

base::Result<std::optional<ports::KeptTask>> SqliteCases::task(const core::TaskId& id) {
  return guarded([&]() -> std::optional<ports::KeptTask> {
    auto row = rows_.task(id);
    if (!row) return std::nullopt;
    const auto registration = s_.registrations.at(row->registration);
    if (!registration) throw damaged("a task without its registration");
    ports::KeptTask kept = kept_task(std::move(*row), registration->value.id);
    if (!core::answered(kept.task.state)) kept.refused = refused_.last_of(id);
    return kept;
  });
}

base::Result<std::vector<core::CooperationTask>> SqliteCases::tasks_of(const base::RegistrationId& id) {
  return guarded([&] {
    std::vector<core::CooperationTask> tasks;
    const auto registration = s_.registrations.find(id);
    if (!registration) return tasks;
    for (TaskRow& row : rows_.tasks_of(registration->row)) tasks.push_back(std::move(row.task));
    return tasks;
  });
}

base::Result<std::vector<ports::KeptTask>> SqliteCases::overdue(base::Date today, std::size_t limit) {
  return guarded([&] {
    std::vector<ports::KeptTask> tasks;
    for (TaskRow& row : rows_.overdue(today, limit)) {
      const auto registration = s_.registrations.at(row.registration);
      if (!registration) throw damaged("a task without its registration");
      tasks.push_back(kept_task(std::move(row), registration->value.id));
    }
    return tasks;
  });
}

base::Result<std::optional<ports::ListedRegistration>> SqliteCases::registration(const base::RegistrationId& id) {
  return guarded([&] { return Registered(s_.database, s_.vault, s_.persons).find(id); });
}

base::Result<void> SqliteCases::name(const base::RegistrationId& id, const core::Caseworkers& named,
                                     std::string_view by, base::Instant now) {
  return guarded([&] {
    auto kept = rows_.find(id);
    if (!kept) {
      const auto registration = s_.registrations.find(id);
      if (!registration) throw StoreError(base::rejected("the case is not in the ledger"));
      s_.registrations.name(registration->row, named);
    } else {
      kept->named = named;
      rows_.put(*kept);
    }
    audit_named(id, named, by, now);
  });
}

void SqliteCases::audit_named(const base::RegistrationId& id, const core::Caseworkers& named, std::string_view by,
                              base::Instant now) {
  s_.audit.append({"transfer", id, "by " + std::string(by) + ": " + named.responsible + ", deputy " + named.deputy},
                  now);
}

base::Result<void> SqliteCases::note(const core::Access& access) {
  return guarded([&] { rows_.put(access); });
}

void SqliteCases::fill(core::ChangedCase& one, std::int64_t registration) {
  for (TaskRow& row : rows_.tasks_of(registration)) one.tasks.push_back(std::move(row.task));
  auto kept = rows_.at(registration);
  if (!kept) return;
  one.course = std::move(kept->course);
  one.standing = std::move(kept->standing);
  const auto subject = kept->registration.subject ? s_.persons.at(*kept->registration.subject) : std::nullopt;
  if (!subject) return;
  const auto number = s_.persons.number_of(subject->row);
  one.person_protected = number && s_.persons.is_protected(*number);
  one.person = s_.persons.open(*subject);
}

base::Result<std::vector<core::ChangedCase>> SqliteCases::changed(std::string_view party, std::int64_t behind,
                                                                  std::size_t limit) {
  return guarded([&] {
    std::vector<std::pair<std::int64_t, core::ChangedCase>> places;
    {
      Query query = s_.database.query(
          "SELECT f.sequence, f.registration, g.id FROM case_feed f JOIN registration g ON g.row = f.registration "
          "WHERE f.organisation = ?1 AND f.sequence > ?2 ORDER BY f.sequence LIMIT ?3");
      query.bind(party, behind, limit);
      while (query.step()) {
        core::ChangedCase& place = places.emplace_back(query.integer(1), core::ChangedCase{}).second;
        place.sequence = query.integer(0);
        place.id = query.id<base::RegistrationId>(2);
      }
    }
    std::vector<core::ChangedCase> all;
    for (auto& [registration, place] : places) {
      core::ChangedCase one = place;
      const auto filled = guarded([&, row = registration] { fill(one, row); });
      if (!filled && filled.error().fault != base::Fault::reject) throw StoreError(filled.error());
      // What is damaged holds up no other: of it only the place is told.
      all.push_back(filled ? std::move(one) : std::move(place));
    }
    return all;
  });
}

base::Result<std::pair<std::string, std::int64_t>> SqliteCases::feed(std::string_view party) {
  return guarded([&] {
    s_.database.run("INSERT OR IGNORE INTO meta (name, value) VALUES ('feed', lower(hex(randomblob(16))))");
    std::pair<std::string, std::int64_t> feed;
    {
      Query query = s_.database.query("SELECT value FROM meta WHERE name = 'feed'");
      query.step();
      feed.first = query.text(0);
    }
    Query query = s_.database.query("SELECT coalesce(max(sequence), 0) FROM case_feed WHERE organisation = ?1");
    query.bind(party).step();
    feed.second = query.integer(0);
    return feed;
  });
}

void SqliteCases::add_office(Parties& parties, const std::string& office) {
  if (office.empty()) return;
  const core::Office* known = need(s_.transaction.directory())->office(office);
  if (known == nullptr) return;
  if (std::find(parties.begin(), parties.end(), known->organisation) == parties.end()) {
    parties.push_back(known->organisation);
  }
}

void SqliteCases::add_case(Parties& parties, const std::optional<core::CooperationCase>& course) {
  if (!course) return;
  add_office(parties, course->af_office);
  add_office(parties, course->fk_office);
}

void SqliteCases::add_task(Parties& parties, const core::CooperationTask& task) {
  add_office(parties, task.office);
  const std::string& proposer = task.act.by.organisation;
  if (!proposer.empty() && std::find(parties.begin(), parties.end(), proposer) == parties.end()) {
    parties.push_back(proposer);
  }
}

}  // namespace gateway::io::store
