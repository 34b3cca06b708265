// The gateway's part: what the node tells of cases, and what its answers do to what was decided here.
#include <algorithm>

#include "gateway/core/cooperation/proposal.h"
#include "gateway/core/cooperation/record_task.h"
#include "gateway/core/death.h"
#include "gateway/core/settle.h"
#include "gateway/io/store/cases.h"
#include "gateway/io/store/records.h"
#include "gateway/io/store/values.h"

namespace gateway::io::store {

namespace {

/// As a proposer hears of its task, in the words of a task.
core::TaskState state_of(core::ProposalState told) {
  switch (told) {
    case core::ProposalState::handled:
      return core::TaskState::confirmed;
    case core::ProposalState::not_current:
      return core::TaskState::rejected;
    default:
      return core::TaskState::open;
  }
}

/// Whether a withdrawal or protection is known of the case: that goes before what the node has not heard of yet.
bool hides(const std::optional<core::CooperationCase>& course) {
  return course && (course->reading_closed || course->stripped || course->exited);
}

/// Whether the identity left here, and the node tells what stood before it heard of that: neither comes back by itself.
bool told_before(const std::optional<core::CooperationCase>& here, const std::optional<core::CooperationCase>& told) {
  return here && (here->stripped || here->reading_closed) && !hides(told);
}

/// What the case becomes at once though the node's answer is waited for: what was decided here stands until then, but
/// what protects does not wait for it. What hides the case here stays, for the node may not have heard of it yet.
std::optional<core::CooperationCase> at_once(const std::optional<core::CooperationCase>& here,
                                             const std::optional<core::CooperationCase>& told) {
  if (!hides(here)) return hides(told) || core::died_on(*told) ? told : std::nullopt;
  const bool closes = (told->reading_closed && !here->reading_closed) || (told->exited && !here->exited);
  core::CooperationCase after = closes ? *told : *here;
  after.reading_closed = told->reading_closed || here->reading_closed;
  after.exited = told->exited || here->exited;
  after.stripped = told->stripped || here->stripped;
  return after == *here ? std::nullopt : std::optional(std::move(after));
}

}  // namespace

base::Result<void> SqliteCases::follow(const core::ToldCase& told, base::Instant now) {
  return guarded([&] {
    auto registration = s_.registrations.find(told.id);
    auto kept = registration ? rows_.at(registration->row) : std::nullopt;
    if (!kept && registration && registration->value.kind == core::RegistrationKind::task) {
      // What a record of the own source has become is its answer; it is no case here. What it asks of an own office
      // is that office's to answer, too.
      KeptCase lane;
      lane.registration = *registration;
      take_tasks(told, lane);
      if (registration->record) answer_record(told, *registration, now);
      return;
    }
    const bool asks = std::any_of(told.tasks.begin(), told.tasks.end(),
                                  [](const core::CooperationTask& task) { return !core::answered(task.state); });
    if (!kept && registration && !told.proposals.empty()) {
      // Of a case that only the node has: how far the own proposals have come, and nothing else.
      KeptCase lane;
      lane.registration = *registration;
      take_tasks(told, lane);
      s_.audit.append({"told", told.id, "proposal"}, now);
      return;
    }
    if (!kept && (told.left || !(told.course || asks))) return;
    if (!kept) {
      // It may have been here before, and left.
      kept.emplace();
      if (registration) kept->registration = *registration;
      core::Registration& value = kept->registration.value;
      value.id = told.id;
      value.kind = core::RegistrationKind::cooperation;
      value.stage = core::Stage::in;
      value.handover = core::Handover::acknowledged;
      if (!told.course) {
        const core::CooperationAct& proposed = told.tasks.front().act;
        value.place = told.tasks.front().office;
        value.start = proposed.happened.value_or(proposed.by.on);
        value.act = proposed.by;
      }
      if (registration) {
        s_.registrations.change(registration->row, value);
      } else {
        kept->registration.row = s_.registrations.add(value, std::nullopt, std::nullopt, "");
      }
    }
    const std::int64_t lane = kept->registration.row;
    // Of what is damaged at the node only its place is told: that says nothing of what it has.
    const bool says = told.course || !told.tasks.empty() || !told.proposals.empty();
    if (kept->untold == Untold::restored && !told.left && says) refuse_lost(*kept, &told, now);
    kept->heard = true;
    kept->untold = Untold::no;
    kept->left = told.left;
    const bool older = told.course && told_before(kept->course, told.course);
    if (told.course) {
      kept->told = told.course;
      kept->told->handover = core::Handover::acknowledged;
    }
    if (told.course && !older) {
      kept->consent = told.consent.given  ? core::ConsentAnswer::given
                      : told.consent.date ? core::ConsentAnswer::declined
                                          : core::ConsentAnswer::none;
    }
    if (told.person && !hides(kept->told) && !hides(kept->course)) {
      const auto number = core::PersonNumber::parse(told.person->number, s_.clock.day_of(now));
      const auto* known = std::get_if<core::PersonNumber>(&number);
      const auto mark = known != nullptr ? std::optional(s_.vault.of_person(*known)) : std::nullopt;
      // What a source has changed since, the node's number does not undo (domain.md §3 p).
      if (mark && !s_.registrations.was_under(lane, *mark) && !s_.persons.is_protected(*mark)) {
        const auto before = kept->registration.subject;
        kept->registration.subject = s_.persons.keep(*known, *told.person).row;
        if (kept->registration.subject != before) {
          papers_.along(lane, [&] { s_.registrations.belong_to(lane, kept->registration.subject); });
          if (before) s_.persons.release(*before);
        }
      }
    }
    // What left with the identity here does not come back before the node has heard of it.
    if (kept->course && (kept->course->stripped || kept->course->reading_closed)) clear_told(*kept);
    if (told.course && !older && !rows_.awaits_node(lane)) {
      set_course(*kept, *kept->told, now);
    } else if (auto protects = told.course ? at_once(kept->course, kept->told) : std::nullopt) {
      set_course(*kept, std::move(*protects), now);
    } else if (told.course) {
      note_death(*kept->told, kept->registration.subject);
    }
    rows_.put(*kept);
    s_.outbox.look_again(lane);
    take_tasks(told, *kept);
    const std::string_view what = told.left ? "left" : told.course ? core::name(told.course->state) : "task";
    s_.audit.append({"told", told.id, std::string(what)}, now);
    if (!waits(*kept, false)) leave(*kept, now);
  });
}

void SqliteCases::set_course(KeptCase& kept, core::CooperationCase course, base::Instant now) {
  // By which form consent was given is never told: it stays as it was known here.
  const core::Registration& before = kept.registration.value;
  if (course.consent_form.empty() && course.consent_date == before.consent_date) {
    course.consent_form = before.consent_form;
  }
  kept.course = std::move(course);
  kept.registration.value = registration_of(*kept.course, kept.registration.value);
  s_.registrations.change(kept.registration.row, kept.registration.value);
  note_death(*kept.course, kept.registration.subject);
  if (kept.registration.subject && (kept.course->reading_closed || kept.course->stripped))
    erase_person(kept, kept.course->stripped ? std::optional(Leaving{}) : std::nullopt, now);
}

void SqliteCases::answer_record(const core::ToldCase& told, const KeptRegistration& registration, base::Instant now) {
  Records records(s_.database, s_.vault);
  auto record = records.at(*registration.record);
  if (!record || record->registration != registration.row) return;
  const std::int64_t before = outcome_bits(record->units);
  std::vector<core::ToldProposal> all = told.proposals;
  for (const core::CooperationTask& own : told.tasks) all.push_back({own.id, core::proposal_state(own.state)});
  for (core::UnitOutcome& unit : record->units) {
    if (unit.unit != core::Unit::task) continue;
    unit = core::told_of_record(std::move(unit), all, registration.value.place);
  }
  if (outcome_bits(record->units) != before) record->since = now;
  records.put(*record);
  s_.audit.append({"told", told.id, "proposal"}, now);
}

void SqliteCases::take_tasks(const core::ToldCase& told, const KeptCase& kept) {
  const std::int64_t lane = kept.registration.row;
  const bool answers_wait = s_.outbox.open(lane);
  for (const core::CooperationTask& task : told.tasks) take_task(task, lane, answers_wait);
  for (const core::ToldProposal& proposal : told.proposals) {
    auto row = told_first(proposal.task, lane, nullptr);
    if (!row) continue;
    const core::TaskState here = row->task.state;
    // The node tells that it is over, not how: what its proposer made of it stands.
    const bool own = here == core::TaskState::retracted || here == core::TaskState::superseded;
    const bool ended = own && proposal.state == core::ProposalState::not_current;
    core::CooperationTask task = ended ? row->task : row->told.value_or(row->task);
    const bool falls_due = here == core::TaskState::due && proposal.state == core::ProposalState::received;
    if (!ended) task.state = falls_due ? core::TaskState::due : state_of(proposal.state);
    task.answer.clear();
    take_task(task, lane, answers_wait);
  }
}

/// The task as it stands here. Of a node that was not told its name what was proposed here and has not been told yet is
/// what it tells first.
std::optional<TaskRow> SqliteCases::told_first(const core::TaskId& id, std::int64_t registration,
                                               const core::CooperationAct* act) {
  if (auto row = rows_.task(id)) return row;
  for (TaskRow& row : rows_.tasks_of(registration)) {
    const core::CooperationAct& own = row.task.act;
    if (row.told || (act && (own.kind != act->kind || own.by.organisation != act->by.organisation))) continue;
    if (told_by_name(registration, row.task.id)) continue;
    rows_.rename_task(row.task.id, id);
    decisions_.rename_task(row.task.id, id);
    row.task.id = id;
    return std::move(row);
  }
  return std::nullopt;
}

void SqliteCases::take_task(const core::CooperationTask& told, std::int64_t registration, bool answers_wait) {
  auto row = told_first(told.id, registration, &told.act);
  if (!row) row = TaskRow{told, registration, std::nullopt};
  row->told = told;
  // What was answered here stands until the node has said what it thinks of it.
  const core::CaseId& answered_of = row->task.act.case_id;
  const auto recognised =
      answered_of.empty() ? std::nullopt : s_.registrations.find(base::RegistrationId{answered_of.bytes});
  const bool waits = answers_wait || (recognised && s_.outbox.open(recognised->row));
  const bool stands = waits && core::answered(row->task.state) && !core::answered(told.state);
  if (!stands) row->task = told;
  rows_.put(*row);
}

void SqliteCases::take_back_task(const core::TaskId& id) {
  auto row = rows_.task(id);
  if (!row) return;
  if (row->told) {
    row->task = *row->told;
  } else if (core::answered(row->task.state)) {
    row->task.state = core::TaskState::open;
    row->task.answer.clear();
    if (!row->task.steps.empty()) row->task.steps.pop_back();
  }
  rows_.put(*row);
}

void SqliteCases::take_back_unsaid(std::int64_t lane) {
  for (const std::string& body : s_.outbox.waiting(lane, core::MessageKind::reply)) {
    const auto reply = unpack_message(body, {}).reply;
    const auto task = reply ? rows_.task(reply->task) : std::nullopt;
    if (task && task->registration != lane) take_back_task(task->task.id);
  }
}

bool SqliteCases::waits(const KeptCase& kept, bool confirmed_waits) {
  if (s_.outbox.open(kept.registration.row)) return true;
  if (kept.left) return false;
  if (kept.course) return true;
  const auto tasks = rows_.tasks_of(kept.registration.row);
  return std::any_of(tasks.begin(), tasks.end(), [&](const TaskRow& row) {
    return !core::answered(row.task.state) || (confirmed_waits && row.task.state == core::TaskState::confirmed);
  });
}

void SqliteCases::leave(const KeptCase& kept, base::Instant now) {
  const std::int64_t lane = kept.registration.row;
  for (TaskRow& row : rows_.tasks_of(lane)) {
    if (!core::answered(row.task.state)) {
      rows_.remove_task(row.task.id);
      continue;
    }
    row.task.act = core::without_content(row.task);
    row.told.reset();
    rows_.put(row);
  }
  s_.outbox.empty(lane);
  s_.registrations.empty(kept.registration);
  decisions_.leave(lane, kept.course || kept.registration.value.stage == core::Stage::voided);
  rows_.remove(lane);
  if (kept.registration.subject) s_.persons.release(*kept.registration.subject);
  s_.audit.append({"leave", kept.registration.value.id, ""}, now);
}

void SqliteCases::count_if_void(const OutboxRow& message, const ports::NodeAnswer& answer) {
  auto kept = rows_.at(message.lane);
  if (!kept || !kept->course) return;
  const auto subject = kept->registration.subject ? s_.persons.at(*kept->registration.subject) : std::nullopt;
  const auto sex = subject ? subject->sex : std::nullopt;
  const bool asked = kept->course->if_void.has_value();
  const auto note = core::settle_count(*kept->course, message.kind, answer.admitted, answer.reasons, sex);
  if (!asked && !note) return;
  if (kept->course->if_void) return;
  if (note && !s_.years.closed(note->year)) {
    // Asked for again, it is the one that is counted.
    rows_.put_note({asked ? std::nullopt : mark_of_request(message, subject, note->year), *note, kept->standing});
    count({note->af_office, note->fk_office, note->year, note->sex, 1});
  }
  rows_.put(*kept);
}

std::optional<Mark> SqliteCases::mark_of_request(const OutboxRow& message, const std::optional<Subject>& subject,
                                                 int year) {
  if (auto key = rows_.act_of(message.sequence)) return key;
  const auto person = subject ? s_.persons.open(*subject) : std::nullopt;
  const auto course = unpack_message(message.body, {}).course;
  if (!person || !course) return std::nullopt;
  s_.years.keep(year);
  return s_.vault.of_act_note(year, core::made_key(*course, person->number));
}

void SqliteCases::keep_refusal(const OutboxRow& message, const std::vector<core::Reason>& reasons, base::Instant now) {
  const auto registration = s_.registrations.at(message.lane);
  if (!registration) return;
  const core::Message body = unpack_message(message.body, registration->value.id);
  if (!body.course && !body.reply) return;
  ports::RefusedByNode refused;
  refused.id = body.registration;
  refused.user = body.act.user;
  refused.registered = body.act.at;
  refused.office = body.place;
  refused.at = now;
  refused.reasons = reasons;
  if (body.course) refused.kind = body.course->kind;
  if (body.reply) {
    refused.task = body.reply->task;
    refused.answer = body.reply->event;
    if (const auto task = rows_.task(body.reply->task)) refused.kind = task->task.act.kind;
  }
  refused_.keep(refused);
}

void SqliteCases::take_back_reply(const OutboxRow& message, bool refused) {
  if (!refused || message.kind != core::MessageKind::reply) return;
  const core::Message body = unpack_message(message.body, {});
  if (body.reply) take_back_task(body.reply->task);
}

void SqliteCases::settled(const OutboxRow& message, bool refused, const std::vector<core::Reason>& reasons,
                          base::Instant now) {
  if (refused) decisions_.answered(message.sequence, core::Outcome::rejected, reasons);
  if (refused) rows_.forget_act(message.sequence);
  if (refused) drop_proposal(message);
  auto kept = rows_.at(message.lane);
  if (!kept) return take_back_reply(message, refused);
  if (kept->registration.value.stage == core::Stage::voided) {
    leave(*kept, now);
    return;
  }
  const core::Message body = unpack_message(message.body, kept->registration.value.id);
  if (body.kind == core::MessageKind::reply && refused && body.reply) take_back_task(body.reply->task);
  if (body.course && refused) {
    for (const TaskRow& row : rows_.tasks_of(message.lane)) {
      // Tasks that the act would have answered or has moved.
      if (row.told && (core::answered(row.task.state) || row.task.office != row.told->office)) {
        if (!reply_waits(message.lane, row.task.id)) take_back_task(row.task.id);
      }
    }
    if (!kept->told && body.kind == core::MessageKind::request) {
      decisions_.let_go(message.sequence);
      leave(*kept, now);
      return;
    }
    if (kept->told && !hides(kept->course)) set_course(*kept, *kept->told, now);
    kept->refused = reasons;
    kept->refused_at.reset();
    // What was stopped here the node has said no to never.
    const auto course = s_.outbox.at(message.sequence);
    if (!course || course->course != Course::stopped) kept->refused_at = now;
    rows_.put(*kept);
  } else if (body.course && kept->told && kept->course && kept->told->version >= kept->course->version &&
             !rows_.awaits_node(message.lane)) {
    // The node told before it answered.
    set_course(*kept, *kept->told, now);
    rows_.put(*kept);
  }
  drained(message.lane, now);
}

void SqliteCases::proposed(const OutboxRow& message, bool over, base::Instant now) {
  if (message.kind != core::MessageKind::act) return;
  decisions_.answered(message.sequence, core::Outcome::proposed, {});
  if (over) over_at_once(message);
  auto kept = rows_.at(message.lane);
  if (!kept || !kept->told || rows_.awaits_node(message.lane)) return;
  set_course(*kept, *kept->told, now);
  rows_.put(*kept);
}

void SqliteCases::drained(std::int64_t lane, base::Instant now) {
  const auto kept = lane > 0 ? rows_.at(lane) : std::nullopt;
  if (kept && !waits(*kept, true)) leave(*kept, now);
}

void SqliteCases::all_drained(base::Instant now) {
  for (const std::int64_t lane : rows_.leaving()) drained(lane, now);
}

}  // namespace gateway::io::store
