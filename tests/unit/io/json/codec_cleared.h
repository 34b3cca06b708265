#pragma once

#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "tests/unit/core/builders.h"

namespace gateway::test {

/// What the municipalities may send, and agencies and SUS to each other: all that is asked.
inline core::Policy sending_policy() {
  core::Policy policy = core::made::policy();
  std::vector<std::string> fields = {"number", "given_name", "family_name", "sex"};
  for (const core::FieldDescription& field : core::kFields) fields.emplace_back(field.id);
  policy.field_lists.push_back({core::Flow::agency_to_sus, fields, core::made::always()});
  policy.field_lists.push_back({core::Flow::sus_to_agency, fields, core::made::always()});
  return policy;
}

/// The message, cleared as it is before sending: there is no other way to one.
inline core::Cleared cleared(const core::Message& message, core::Person person = core::made::person(),
                             const core::Policy& policy = sending_policy()) {
  core::ClearFacts facts;
  facts.registration = core::made::registration();
  facts.registration->handover = core::Handover::acknowledged;
  facts.standing.had_consent = true;
  facts.person = std::move(person);
  const core::Directory directory = core::made::directory();
  auto clearance =
      core::clear(message, facts, directory, policy, core::made::kToday, core::made::noon(core::made::kToday));
  auto* passed = std::get_if<core::Cleared>(&clearance);
  if (passed == nullptr) throw std::logic_error("the message was not cleared");
  return std::move(*passed);
}

/// An act with all that an act can hold.
inline core::CooperationAct whole_act(core::ActKind kind) {
  using core::made::day;
  core::CooperationAct act;
  act.kind = kind;
  act.to = core::CaseState::planned_work_oriented;
  act.happened = day("2026-10-02");
  act.office = "fk_gavle";
  act.af_office = "af_gavle";
  act.fk_office = "fk_gavle \"TA\"";
  act.meeting_on = day("2026-10-12");
  act.until = day("2027-01-15");
  for (const core::FieldDescription& field : core::kFields) act.answers[field.field] = std::string(field.swedish);
  act.answers[core::Field::education] = "";
  act.outcome = core::MeetingOutcome::back_to_fk;
  act.cause = core::EndCause::not_current_health;
  act.consent = core::CaseConsent{{core::ConsentAnswer::declined, "SUS 2024", day("2026-10-01"), day("2026-10-03")},
                                  {"registration", "information_exchange"}};
  act.mapping_consent = core::CaseConsent{{core::ConsentAnswer::given, "GK 2024", day("2026-09-30"), std::nullopt}, {}};
  act.row = 4'294'967'295;
  act.seen_version = (std::int64_t{1} << 53) - 1;
  return act;
}

/// A message about `act`, which it says by whom and in which case it is.
inline core::Message message_about(core::CooperationAct act) {
  const bool request = act.kind == core::ActKind::request;
  core::Message message;
  message.kind = request ? core::MessageKind::request : core::MessageKind::act;
  message.registration = core::made::registration_id(1);
  message.act = {"fk.gavle", "fk", core::made::noon(core::made::kStart), core::made::kStart};
  act.by = message.act;
  if (!request) act.case_id = core::CaseId{message.registration.bytes};
  message.course = std::move(act);
  message.task = core::TaskId{core::made::registration_id(8).bytes};
  return message;
}

inline bool names_a_person(core::MessageKind kind) {
  return kind == core::MessageKind::in || kind == core::MessageKind::request;
}

/// One message of each kind, as the core makes them.
inline std::vector<core::Message> messages() {
  using core::MessageKind;
  using core::made::day;
  using core::made::message;
  std::vector<core::Message> all = {message(MessageKind::in), message(MessageKind::change),
                                    message(MessageKind::out, day("2026-11-20"))};
  all.back().answers.end_reason = "5";
  all.back().answers.income_source_after = "7";
  all.push_back(message(MessageKind::exit, day("2026-11-19"), "consent_withdrawn"));
  all.push_back(message(MessageKind::exit_or_void, day("2026-11-19"), "consent_withdrawn"));
  all.push_back(message(MessageKind::strip, day("2026-11-19"), "person_protected"));
  all.push_back(message(MessageKind::task));
  all.back().place = "af_gavle";
  all.back().activity = "preparatory";
  core::Message totals;
  totals.kind = MessageKind::totals;
  totals.totals = {"training", 2026, 14, 9, 3};
  all.push_back(totals);
  all.push_back(message_about(whole_act(core::ActKind::request)));
  all.push_back(message_about(whole_act(core::ActKind::correct)));
  core::CooperationAct least;
  least.kind = core::ActKind::start;
  all.push_back(message_about(least));
  all.back().task.reset();
  core::Message reply = all.back();
  reply.kind = MessageKind::reply;
  reply.course.reset();
  reply.reply = core::TaskReply{core::TaskId{core::made::registration_id(7).bytes}, core::TaskEvent::reject, "other"};
  all.push_back(reply);
  core::Message assignments;
  assignments.kind = MessageKind::assignments;
  assignments.act = reply.act;
  core::ToldChange given{{}, core::made::noon(core::made::kStart)};
  given.change.user = "anna";
  given.change.place = "af_gavle";
  given.change.from = day("2026-11-21");
  given.change.until = day("2027-11-20");
  given.change.attested = true;
  core::ToldChange taken;
  taken.change.row = 2;
  taken.change.kind = core::AssignmentChange::Kind::remove_for_cause;
  taken.change.user = "bo";
  taken.change.place = "af_gavle";
  taken.change.from = day("2026-11-21");
  taken.follows = core::ChangeSetId{core::made::registration_id(9).bytes};
  assignments.assignments = core::ToldChanges{core::ChangeSetId{core::made::registration_id(8).bytes}, {given, taken}};
  all.push_back(assignments);
  return all;
}

}  // namespace gateway::test
