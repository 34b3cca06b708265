// Storing what was decided of an act, and what became of a task.
#include <algorithm>

#include "gateway/core/cooperation/proposal.h"
#include "gateway/core/death.h"
#include "gateway/io/store/case_values.h"
#include "gateway/io/store/cases.h"
#include "gateway/io/store/deaths.h"

namespace gateway::io::store {

namespace {

/// Who registers at the office "" of no source: acts come by command and API.
constexpr std::string_view kSource = "register";

std::string codes_of(const ports::DecidedAct& decided) {
  std::string codes(core::name(decided.act.kind));
  codes += ' ';
  codes += core::name(decided.decision.outcome);
  for (const core::Reason& reason : decided.decision.reasons) {
    codes += ' ';
    codes += core::id(reason.code);
  }
  return codes;
}

/// Why what is queued stops, as the queue shows it.
core::Reason reason_to_stop(const core::CooperationDecision& decision) {
  if (decision.note) return {decision.note->cause};
  if (decision.after && decision.after->called_wrong() && !decision.reasons.empty()) return decision.reasons.front();
  return {decision.exits.empty() ? core::Code::consent_withdrawn : decision.exits.front().code};
}

/// Of it only a pseudonymous trace stays (domain.md §3 r).
bool of_wrong_person(const KeptCase& kept) {
  return kept.course && kept.course->called_wrong();
}

bool named(const core::CooperationDecision& decision) {
  return decision.after && decision.after->form == core::CaseForm::named;
}

}  // namespace

base::Result<std::size_t> SqliteCases::store(const ports::DecidedAct& decided) {
  return guarded([&]() -> std::size_t {
    const core::CooperationDecision& decision = decided.decision;
    if (take_back_unsent(decided)) return 1;
    keep_note(decided);
    auto before = rows_.find(decided.id);
    const bool known = s_.registrations.find(decided.id).has_value();
    const bool counted = decision.after && !named(decision);
    const bool request = decided.act.kind == core::ActKind::request;
    const bool asks = decision.outcome == core::Outcome::proposed && request;
    if (asks && decided.sender.empty() && before && before->course) return only_proposed(*before, decided);
    const bool told_death = before && before->course && core::died_on(*before->course);
    Parties parties;
    if (before) add_case(parties, before->course);
    std::optional<KeptCase> kept = before;
    std::int64_t lane = before ? before->registration.row : 0;
    if (named(decision)) {
      kept = keep_case(decided, std::move(before));
      lane = kept->registration.row;
      add_case(parties, kept->course);
    } else if (!kept && decision.task && request) {
      kept = keep_proposal(decided);
      lane = kept->registration.row;
    } else if (!decided.messages.empty() && lane == 0) {
      lane = lane_of(decided);
    }
    // Of one that is counted only, the audit holds no more than that its id is void.
    if (counted) {
      if (known) s_.audit.append({"void", decided.id, ""}, decided.now);
    } else if (!decision.note) {
      s_.audit.append({"act", lane != 0 ? std::optional(decided.id) : std::nullopt, codes_of(decided)}, decided.now);
    }
    if (kept && decision.standing && !counted) {
      kept->standing = *decision.standing;
      rows_.put(*kept);
    }
    if (kept && !decided.responsible.empty() && !counted) name_responsible(*kept, decided);
    std::vector<std::int64_t> touched = {lane};
    const auto keep_task = [&](const core::CooperationTask& task) {
      const auto known_task = rows_.task(task.id);
      TaskRow row = known_task.value_or(TaskRow{task, lane, std::nullopt});
      const bool elsewhere = row.registration != lane;
      // Of another case the node tells what became of its task.
      if (row.registration == 0 || (elsewhere && row.told)) return;
      Parties of_task;
      Parties& hear = elsewhere ? of_task : parties;
      add_task(hear, row.task);
      add_task(hear, task);
      row.task = task;
      rows_.put(row);
      touched.push_back(row.registration);
      if (elsewhere && !decided.sender.empty()) rows_.tell(of_task, row.registration);
    };
    if (decision.task) keep_task(*decision.task);
    for (const core::CooperationTask& task : decision.changed_tasks) keep_task(task);
    if (request && decided.number && !decided.messages.empty()) follow_exits(*decided.number, lane);
    const std::size_t stopped = lane == 0 ? 0 : queue(lane, decided);
    if (!decided.sender.empty() && !core::protective(decided.act) && core::settled(decision.outcome)) {
      s_.uses.note(decided.act.by, decided.act.office);  // At the own gateway the message tells it.
    }
    if (lane != 0 && !decided.messages.empty() && !decided.key.empty()) {
      rows_.act_sent(s_.vault.of_act(decided.key), s_.outbox.last());
    }
    if (decided.why && !counted) keep_why(decided, lane);
    if (!decided.sender.empty() && lane != 0) rows_.tell(parties, lane);
    if (counted && kept) {
      if (decision.standing) kept->standing = *decision.standing;
      keep_withdrawal(*kept, decided.now);
      decisions_.forget(lane);
      leave(*kept, decided.now);
    } else if (kept && decision.erase_person) {
      const bool protects = (kept->course && kept->course->stripped) ||
                            std::any_of(decision.exits.begin(), decision.exits.end(), [](const core::CaseExit& exit) {
                              return exit.kind == core::MessageKind::strip;
                            });
      // Both authorities may say it, and once the identity has left they cannot be told apart.
      const bool at_node = !decided.sender.empty();
      if (at_node && told_death && of_wrong_person(*kept) && kept->registration.subject)
        take_back_death(s_.database, s_.persons, s_.registrations, kept->registration);
      erase_person(*kept, protects ? std::optional(Leaving{std::string(decided.sender), at_node}) : std::nullopt,
                   decided.now);
    }
    for (const std::int64_t row : touched) {
      const auto left = row == 0 ? std::nullopt : rows_.at(row);
      if (left && !waits(*left, decided.sender.empty())) leave(*left, decided.now);
    }
    return stopped;
  });
}

void SqliteCases::name_responsible(KeptCase& kept, const ports::DecidedAct& decided) {
  core::Caseworkers named = core::after_transfer(kept.named, {std::string(decided.responsible), std::nullopt});
  if (named == kept.named) return;
  kept.named = std::move(named);
  rows_.put(kept);
  if (!decided.decision.note) audit_named(decided.id, kept.named, decided.act.by.user, decided.now);
}

void SqliteCases::keep_note(const ports::DecidedAct& decided) {
  const core::CooperationDecision& decision = decided.decision;
  const bool request = decided.act.kind == core::ActKind::request;
  const bool kept = decision.note && !s_.years.closed(decision.note->year);
  const std::optional<Mark> key = decided.key.empty() ? std::nullopt : std::optional(s_.vault.of_act(decided.key));
  const std::string_view asked = key ? decided.key : decided.note_key;
  if (!asked.empty() && (decision.erase_note || (kept && request))) {
    if (const auto before = find_note(asked)) rows_.remove_note(*before->mark);
  }
  if (kept) {
    const int year = decision.note->year;
    CaseNoteRow row{std::nullopt, *decision.note, decision.standing.value_or(core::Standing{})};
    if (!asked.empty() && request) {
      s_.years.keep(year);
      row.mark = s_.vault.of_act_note(year, asked);
    }
    rows_.put_note(row);
  }
  // A request that was counted is decided anew when it comes again: with its note, and with what it says of consent.
  if (!(decision.note && request) && key && core::settled(decision.outcome)) rows_.remember_act(*key, decided.now);
  for (const core::CaseCount& change : decision.counts) count(change);
}

void SqliteCases::count(const core::CaseCount& change) {
  s_.years.count({change.af_office + core::kOfficePair + change.fk_office, change.year, change.sex, change.by});
}

void SqliteCases::keep_why(const ports::DecidedAct& decided, std::int64_t lane) {
  const core::CooperationDecision& decision = decided.decision;
  const bool anonymous = decision.outcome == core::Outcome::anonymous;
  // Of what is counted the note says enough: facts would tell who it is.
  if (decision.note && decision.outcome == core::Outcome::unchanged) return;
  PlaceOfAct place;
  if (!decided.key.empty()) place.mark = s_.vault.of_act(decided.key);
  if (anonymous) {
    if (place.mark) decisions_.forget(*place.mark);
    return;
  }
  // Who may not see the case is answered as if there were none, and so is whoever asks why.
  const bool unseen = std::any_of(decision.reasons.begin(), decision.reasons.end(),
                                  [](const core::Reason& reason) { return reason.code == core::Code::case_unknown; });
  // Of a case that only the node has nobody here can say who may see it: it is found by its key, as what came to
  // nothing.
  const bool known = lane != 0 && (decision.task || rows_.at(lane));
  if (known && !unseen && !decision.note) {
    place.registration = lane;
    if (decision.task) place.task = decision.task->id;
    if (!decided.messages.empty()) place.message = s_.outbox.last();
  }
  keep_why(*decided.why, place, decided.now);
}

void SqliteCases::keep_why(core::ActDecision why, const PlaceOfAct& place, base::Instant now) {
  // Only what is known is a code; anything else somebody may have written.
  if (need(s_.transaction.directory())->office(why.office) == nullptr) why.office.clear();
  for (auto* reasons : {&why.reasons, &why.warnings}) drop_what_was_written(*reasons);
  decisions_.keep(why, place, now);
}

KeptCase SqliteCases::keep_case(const ports::DecidedAct& decided, std::optional<KeptCase> before) {
  KeptCase kept = before ? std::move(*before) : KeptCase{};
  std::optional<std::int64_t> subject = kept.registration.subject;
  if (decided.person && decided.number && !decided.decision.erase_person && !decided.decision.after->stripped) {
    subject = s_.persons.keep(*decided.number, *decided.person).row;
  }
  kept.course = decided.decision.after;
  kept.refused.clear();
  kept.refused_at.reset();
  KeptRegistration& registration = kept.registration;
  const auto released = registration.subject;
  registration.value = registration_of(*kept.course, std::move(registration.value));
  if (registration.row != 0) {
    s_.registrations.change(registration.row, registration.value);
    if (subject != released) {
      papers_.along(registration.row, [&] { s_.registrations.belong_to(registration.row, subject); });
      if (released) s_.persons.release(*released);
    }
  } else {
    if (!subject) throw StoreError(base::broken("a case without a person was to be stored"));
    registration.value.id = decided.id;
    registration.row = s_.registrations.add(registration.value, subject, std::nullopt, decided.sender);
    if (decided.act.consent) papers_.put(registration.row, decided.act.consent->consent.paper);
  }
  registration.subject = subject;
  note_death(*kept.course, subject);
  rows_.put(kept);
  return kept;
}

KeptCase SqliteCases::keep_proposal(const ports::DecidedAct& decided) {
  if (!decided.person || !decided.number) {
    throw StoreError(base::broken("a proposal of a case without a person was to be stored"));
  }
  KeptCase kept;
  KeptRegistration& registration = kept.registration;
  core::Registration& value = registration.value;
  value.id = decided.id;
  value.kind = core::RegistrationKind::cooperation;
  value.place = decided.decision.task->office;
  value.start = decided.act.happened.value_or(decided.act.by.on);
  if (decided.act.consent) {
    value.consent_form = decided.act.consent->consent.form;
    value.consent_date = decided.act.consent->consent.date;
  }
  value.act = decided.act.by;
  // What a node keeps has come to it.
  if (!decided.sender.empty()) value.handover = core::Handover::acknowledged;
  // What is only proposed renames nobody.
  const auto known = s_.persons.find(s_.vault.of_person(*decided.number));
  registration.subject = known ? known->row : s_.persons.keep(*decided.number, *decided.person).row;
  registration.row = s_.registrations.add(value, registration.subject, std::nullopt, decided.sender);
  if (decided.act.consent) papers_.put(registration.row, decided.act.consent->consent.paper);
  rows_.put(kept);
  return kept;
}

/// A lane for what is told of a case that only the node has.
std::int64_t SqliteCases::lane_of(const ports::DecidedAct& decided) {
  const auto there = s_.registrations.find(decided.id);
  if (there && there->live()) return there->row;
  core::Registration value;
  value.id = decided.id;
  value.kind = core::RegistrationKind::cooperation;
  value.place = decided.act.office;
  value.start = decided.act.happened.value_or(decided.act.by.on);
  value.act = decided.act.by;
  // An exit is the last that is said of it; a proposal waits for its answer.
  if (core::protective(decided.act)) value.stage = core::Stage::exited;
  value.handover = core::Handover::acknowledged;
  if (there) {
    s_.registrations.change(there->row, value);
    return there->row;
  }
  return s_.registrations.add(value, std::nullopt, std::nullopt, decided.sender);
}

std::size_t SqliteCases::queue(std::int64_t lane, const ports::DecidedAct& decided) {
  const core::CooperationDecision& decision = decided.decision;
  std::size_t stopped = 0;
  if (decision.stop != core::Stop::nothing) {
    if (decision.stop == core::Stop::all) take_back_unsaid(lane);
    stopped = s_.outbox.stop(lane, decision.stop, {reason_to_stop(decision)}, decided.now);
  }
  if (decision.exit_date) {
    s_.outbox.date_exit(lane, decision.exit_date);
    // A mark may be the person's own, of whom the case is not.
    const bool wrong = decision.after && decision.after->called_wrong();
    if (!wrong) withdrawals_.date(lane, *decision.exit_date);
  }
  append(lane, decided.messages, decided.now);
  const bool discards = decided.act.kind == core::ActKind::discard && decision.outcome == core::Outcome::accepted;
  if (discards && decision.after && decided.sender.empty()) stop_moves(lane, *decision.after, decided.now);
  return stopped;
}

void SqliteCases::append(std::int64_t lane, const std::vector<core::Message>& messages, base::Instant now) {
  if (messages.empty()) return;
  const std::int64_t set = s_.names.set(s_.names.source(kSource), "");
  for (const core::Message& message : messages) s_.outbox.append(lane, set, message, now);
}

void SqliteCases::erase_person(KeptCase& kept, const std::optional<Leaving>& hidden, base::Instant now) {
  const std::int64_t lane = kept.registration.row;
  const bool closed = kept.course && kept.course->reading_closed;
  keep_withdrawal(kept, now);
  if (kept.registration.subject) {
    s_.persons.leave(lane, *kept.registration.subject, hidden, now);
    kept.registration = *s_.registrations.at(lane);
  }
  // Of a wrong person (domain.md §3 r) nothing of a consent stays.
  if (kept.course && kept.course->discarded) {
    s_.database.run("DELETE FROM archived_original WHERE registration = ?1", lane);
    s_.database.run("DELETE FROM consent_paper WHERE registration = ?1", lane);
  }
  // What points at the person goes with the identity (domain.md §3 l), wherever the act that told it is kept.
  for (TaskRow& row : rows_.tasks_of(lane)) {
    core::erase_identifying(row.task.act.answers);
    if (row.told) core::erase_identifying(row.told->act.answers);
    const bool nothing = of_wrong_person(kept) || (closed && core::answered(row.task.state));
    if (row.told && nothing) row.told->act = core::without_content(row.told->act);
    if (core::answered(row.task.state)) row.task.act = core::without_content(row.task.act);
    rows_.put(row);
  }
  if (kept.told) {
    clear_told(kept);
    rows_.put(kept);
  }
  if (closed) decisions_.bare(lane);
  if (!of_wrong_person(kept)) return s_.outbox.hide(lane, closed);
  // Of a wrong person not even what was sent; what is on its way is not sent again.
  take_back_unsaid(lane);
  s_.outbox.stop(lane, core::Stop::all, {{core::Code::case_discarded}}, now);
  s_.outbox.empty(lane);
}

void SqliteCases::clear_told(KeptCase& kept) {
  if (!kept.told) return;
  for (core::CaseRow& row : kept.told->rows) {
    if (kept.course && kept.course->reading_closed) {
      row.answers.clear();
    } else {
      core::erase_identifying(row.answers);
    }
  }
}

void SqliteCases::note_death(const core::CooperationCase& course, std::optional<std::int64_t> subject) {
  const auto on = core::died_on(course);
  const auto person = subject && on ? s_.persons.at(*subject) : std::nullopt;
  if (person) s_.persons.lives_until(person->row, std::min(person->deceased.value_or(*on), *on));
}

base::Result<void> SqliteCases::store(const ports::KeptTask& task, const std::vector<core::Message>& messages,
                                      base::Instant now) {
  return guarded([&] {
    const auto registration = s_.registrations.find(task.id);
    if (!registration) throw StoreError(base::rejected("the case of the task is not in the ledger"));
    auto row = rows_.task(task.task.id);
    if (!row) row = TaskRow{task.task, registration->row, std::nullopt};
    Parties parties;
    add_task(parties, row->task);
    add_task(parties, task.task);
    // What was given up meanwhile stays without what was asked for.
    const bool bare = registration->value.stage == core::Stage::voided;
    row->task = task.task;
    if (bare) row->task.act = core::without_content(row->task.act);
    rows_.put(*row);
    std::int64_t decided = registration->row;  // Of what somebody has recognised in it, the case's.
    for (const core::Message& message : messages) {
      const auto lane = message.registration == task.id ? registration : s_.registrations.find(message.registration);
      if (!lane) throw StoreError(base::rejected("the case that the task is confirmed of is not in the ledger"));
      append(lane->row, {message}, now);
      decided = lane->row;
    }
    if (task.why && !bare) {
      const auto message = messages.empty() ? std::nullopt : std::optional(s_.outbox.last());
      keep_why(*task.why, {decided, std::nullopt, task.task.id, message}, now);
    }
    if (!task.task.steps.empty()) {
      const core::TaskStep& last = task.task.steps.back();
      const bool proposers = last.event == core::TaskEvent::retract || last.event == core::TaskEvent::supersede;
      s_.uses.note(last.by, proposers ? task.task.act.office : task.task.office);
    }
    rows_.tell(parties, registration->row);
    s_.audit.append({"task", task.id, std::string(core::name(task.task.state))}, now);
    // With a message the node's answer is waited for, and of a confirmed one what it tells then.
    const auto kept = messages.empty() ? rows_.at(registration->row) : std::nullopt;
    if (kept && !waits(*kept, false)) leave(*kept, now);
  });
}

}  // namespace gateway::io::store
