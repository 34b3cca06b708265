// Who is told what of a case (domain.md §2 and §3).
#include "gateway/core/cooperation/told.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <type_traits>

#include "gateway/core/cooperation/proposal.h"
#include "tests/unit/core/cooperation/office.h"

namespace gateway::core {
namespace {

using made::day;
using made::days;
using made::Desk;
using made::desk_at;
using made::noon;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

static_assert(!std::is_default_constructible_v<ClearedCase>);
static_assert(!std::is_copy_constructible_v<ClearedCase>);
static_assert(!std::is_constructible_v<ClearedCase, ToldCase>);

const base::Date kToday = day("2026-11-21");

/// A proposal of `organisation` at `office`: the request itself, or an end of the case.
CooperationTask task_at(const std::string& office, const std::string& organisation, ActKind kind = ActKind::conclude) {
  const Desk desk;
  CooperationTask task;
  task.id = made::task_id(7);
  task.act = desk.act(kind, "2026-03-02");
  task.act.by = {"who.proposes", organisation, noon(day("2026-03-02")), day("2026-03-02")};
  task.act.office.clear();
  task.act.answers = {{Field::municipality, "2180"}, {Field::education, "2"}};
  task.office = office;
  task.answer = "other";
  return task;
}

/// What the node knows of a case in mapping between AF and FK in Gävle, and a telling of it.
struct Telling {
  Directory directory = made::directory(made::cooperation_rows());
  Policy policy = made::cooperation_policy();
  ChangedCase changed;

  Telling() {
    list({"number", "given_name", "family_name", "sex", "municipality", "education", "initiated_by"});
    changed.id = made::registration_id(1);
    changed.sequence = 4;
    changed.course = desk_at(CaseState::mapping).now();
    changed.person = made::person();
  }
  void list(std::vector<std::string> fields, Flow flow = Flow::sus_to_agency) {
    policy.field_lists = {{flow, std::move(fields), made::always()}};
  }
  ToldCase operator()(std::string_view party) const {
    return clear_told(changed, party, directory, policy, kToday).value();
  }
};

/// The same with a request that waits at the FK office, and no case.
Telling proposed(const std::string& organisation) {
  Telling tell;
  tell.changed.course.reset();
  tell.changed.tasks = {task_at("fk_gavle", organisation, ActKind::request)};
  return tell;
}

TEST(ToldCase, MayNameARowThatItDoesNotHave) {
  CooperationCase told = desk_at(CaseState::mapping).now();
  told.rows.front().corrected_by = {0, 99};
  EXPECT_EQ(told.effective(told.rows.front()).answers, told.rows.front().answers);
}

TEST(Told, TheCaseAndItsPersonToThePartiesOfItsOffices) {
  const Telling tell;
  for (const char* party : {"af", "fk"}) {
    const ToldCase told = tell(party);
    EXPECT_EQ(told.id, made::registration_id(1));
    EXPECT_EQ(told.sequence, 4);
    EXPECT_FALSE(told.left);
    ASSERT_TRUE(told.course) << party;
    EXPECT_EQ(told.course->state, CaseState::mapping);
    EXPECT_EQ(told.course->rows.size(), 2U);
    ASSERT_TRUE(told.person) << party;
    EXPECT_EQ(told.person->number, made::person().number);
  }
}

TEST(Told, NothingToAPartyWithoutPart) {
  Telling tell;
  tell.changed.tasks = {task_at("af_gavle", "rusta")};
  for (const char* party : {"gavle", "region", "forbund", "sandviken", ""}) {
    const ToldCase told = tell(party);
    EXPECT_FALSE(told.course) << party;
    EXPECT_FALSE(told.person) << party;
    EXPECT_THAT(told.tasks, IsEmpty()) << party;
    EXPECT_THAT(told.proposals, IsEmpty()) << party;
    EXPECT_EQ(told.consent, ToldConsent{}) << party;
  }
}

TEST(Told, TheProposerWithoutPartHearsHowFarItHasComeAndNothingElse) {
  using enum TaskState;
  const std::pair<TaskState, ProposalState> states[] = {
      {open, ProposalState::received},         {due, ProposalState::received},
      {confirmed, ProposalState::handled},     {rejected, ProposalState::not_current},
      {retracted, ProposalState::not_current}, {superseded, ProposalState::not_current}};
  for (const auto& [state, heard] : states) {
    Telling tell;
    tell.changed.tasks = {task_at("af_gavle", "rusta")};
    tell.changed.tasks.front().state = state;
    const ToldCase told = tell("rusta");
    EXPECT_THAT(told.proposals, ElementsAre(ToldProposal{made::task_id(7), heard})) << name(state);
    EXPECT_THAT(told.tasks, IsEmpty()) << "a task has its reason in it";
    EXPECT_FALSE(told.course);
    EXPECT_FALSE(told.person);
    EXPECT_EQ(told.consent, ToldConsent{});
  }
}

TEST(Told, ATaskToTheOfficeThatAnswersItWithItsPersonWhileItIsOpen) {
  Telling tell = proposed("af");
  const ToldCase told = tell("fk");
  EXPECT_FALSE(told.left);
  EXPECT_FALSE(told.course);
  ASSERT_EQ(told.tasks.size(), 1U);
  EXPECT_EQ(told.tasks.front().office, "fk_gavle");
  EXPECT_TRUE(told.person);
  tell.changed.tasks.front().state = TaskState::due;
  EXPECT_TRUE(tell("fk").person);
  for (const TaskState state : {TaskState::rejected, TaskState::retracted, TaskState::superseded}) {
    tell.changed.tasks.front().state = state;
    EXPECT_FALSE(tell("fk").person) << name(state);
    EXPECT_EQ(tell("fk").tasks.size(), 1U);
  }
}

TEST(Told, APartyWithATaskOnlyIsNotToldTheCase) {
  Telling tell;
  tell.changed.course->af_office = "af_gavle";
  tell.directory = made::directory([] {
    DirectoryRows rows = made::cooperation_rows();
    rows.organisations.push_back({"other", "En annan", "af", {"77"}});
    rows.offices.push_back({"other_office", "Annat kontor", "other"});
    return rows;
  }());
  tell.changed.tasks = {task_at("other_office", "af")};
  const ToldCase told = tell("other");
  EXPECT_FALSE(told.course);
  EXPECT_EQ(told.consent, ToldConsent{});
  EXPECT_EQ(told.tasks.size(), 1U);
  EXPECT_TRUE(told.person);
}

TEST(Told, ThePartyThatHasPartSeesItsOwnProposalWhole) {
  Telling tell;
  tell.changed.tasks = {task_at("fk_gavle", "af")};
  tell.changed.tasks.front().state = TaskState::rejected;
  const ToldCase told = tell("af");
  ASSERT_EQ(told.tasks.size(), 1U);
  EXPECT_EQ(told.tasks.front().answer, "other");
  EXPECT_THAT(told.proposals, IsEmpty());
}

/// AF's request, answered with a no by the FK office that it was put to.
Telling rejected(const std::string& reason) {
  Telling tell = proposed("af");
  CooperationTask& task = tell.changed.tasks.front();
  task.act.office = task.act.af_office;
  task.state = TaskState::rejected;
  task.answer = reason;
  const Act by{"fk.gavle", "fk", noon(day("2026-03-09")), day("2026-03-09")};
  task.steps = {{TaskEvent::fall_due, {{}, {}, by.at, by.on}}, {TaskEvent::reject, by}};
  return tell;
}

TEST(Told, AfHearsWhyFkRejectedItsRequestAndNotWhoDid) {
  for (const char* reason : {"not_eligible", "not_begun", "wrong_office", "wrong_information"}) {
    const Telling tell = rejected(reason);
    const ToldCase told = tell("af");
    ASSERT_EQ(told.tasks.size(), 1U) << reason;
    const CooperationTask& task = told.tasks.front();
    EXPECT_EQ(task.state, TaskState::rejected);
    EXPECT_EQ(task.answer, reason);
    EXPECT_EQ(task.act, without_content(tell.changed.tasks.front().act));
    ASSERT_EQ(task.steps.size(), 1U);
    EXPECT_EQ(task.steps.front().by.user, "");
    EXPECT_EQ(task.steps.front().by.on, day("2026-03-09"));
    EXPECT_THAT(told.proposals, IsEmpty());
    EXPECT_FALSE(told.person);
  }
}

TEST(Told, WhyARequestWasRejectedIsSilentWhereItMayTellOfAnotherCaseOrIsNotKnownHere) {
  for (const char* reason : {"already_registered", "other", "protected", "", "of_a_list_to_come"}) {
    const ToldCase told = rejected(reason)("af");
    EXPECT_THAT(told.tasks, IsEmpty()) << reason;
    EXPECT_THAT(told.proposals, ElementsAre(ToldProposal{made::task_id(7), ProposalState::not_current})) << reason;
  }
}

TEST(Told, WhyARequestWasRejectedIsAfsAloneOfTheOfficeThatItWasPutTo) {
  const auto silent = [](const char* what, const auto& change) {
    Telling tell = rejected("not_eligible");
    change(tell, tell.changed.tasks.front());
    const std::string proposer = tell.changed.tasks.front().act.by.organisation;
    EXPECT_THAT(tell(proposer).tasks, IsEmpty()) << what;
    EXPECT_THAT(tell(proposer).proposals, testing::SizeIs(1)) << what;
  };
  silent("moved", [](Telling&, CooperationTask& task) { task.office = "fk_sandviken"; });
  silent("not a request", [](Telling&, CooperationTask& task) { task.act.kind = ActKind::conclude; });
  silent("taken back", [](Telling&, CooperationTask& task) { task.state = TaskState::retracted; });
  silent("for no office", [](Telling&, CooperationTask& task) { task.act.office.clear(); });
  silent("for another's office", [](Telling&, CooperationTask& task) { task.act.office = "fk_sandviken"; });
  silent("a supplier's", [](Telling& tell, CooperationTask& task) {
    DirectoryRows rows = made::cooperation_rows();
    rows.offices.push_back({"rusta_gavle", "Rusta Gävle", "rusta"});
    tell.directory = made::directory(rows);
    task.act.by.organisation = "rusta";
    task.act.office = "rusta_gavle";
  });
  silent("protected", [](Telling& tell, CooperationTask&) { tell.changed.person_protected = true; });
  silent("withdrawn", [](Telling& tell, CooperationTask&) { tell.changed.standing.withdrawn = day("2026-03-01"); });
}

TEST(Told, WhatIsLeftOfARejectedRequestSaysWhetherItLayWhereItWasPut) {
  Telling tell = rejected("not_eligible");
  CooperationTask& task = tell.changed.tasks.front();
  const CooperationTask whole = task;
  task.act = without_content(whole);
  EXPECT_EQ(tell("af").tasks.size(), 1U);
  task = whole;
  task.office = "fk_sandviken";
  task.act = without_content(task);
  EXPECT_EQ(task.act, without_content(whole.act));
  EXPECT_THAT(tell("af").tasks, IsEmpty());
  for (const TaskState state : {TaskState::retracted, TaskState::confirmed}) {
    CooperationTask other = whole;
    other.state = state;
    EXPECT_EQ(without_content(other), without_content(whole.act)) << name(state);
  }
}

TEST(Told, ATaskBetweenOthersIsNotToldToAPartyOfTheCase) {
  Telling tell;
  tell.changed.tasks = {task_at("fk_gavle", "rusta")};
  EXPECT_THAT(tell("af").tasks, IsEmpty());
  EXPECT_THAT(tell("af").proposals, IsEmpty());
}

TEST(Told, AnOfficeGivenAwayHearsThatTheCaseHasLeft) {
  Telling tell;
  tell.changed.course->af_office = "fk_gavle";  // No office of AF's any longer.
  const ToldCase told = tell("af");
  EXPECT_TRUE(told.left);
  EXPECT_FALSE(told.course);
  EXPECT_FALSE(told.person);
  EXPECT_EQ(told.consent, ToldConsent{});
  EXPECT_FALSE(tell("fk").left);
}

TEST(Told, WhetherThereIsConsentAndSinceWhenNeverByWhichForm) {
  Telling tell;
  ASSERT_EQ(tell.changed.course->consent_form, "SUS 2024");
  tell.changed.tasks = {task_at("af_gavle", "rusta")};
  const ToldCase told = tell("af");
  EXPECT_EQ(told.consent, (ToldConsent{true, day("2026-03-02")}));
  EXPECT_EQ(told.course->consent_form, "");
  Telling asked = proposed("af");
  ASSERT_EQ(asked.changed.tasks.front().act.consent->consent.form, "SUS 2024");
  asked.changed.tasks.front().act.mapping_consent = asked.changed.tasks.front().act.consent;
  const ToldCase request = asked("fk");
  ASSERT_TRUE(request.tasks.front().act.consent);
  EXPECT_EQ(request.tasks.front().act.consent->consent.form, "");
  EXPECT_EQ(request.tasks.front().act.consent->consent.date, day("2026-03-02"));
  ASSERT_TRUE(request.tasks.front().act.mapping_consent);
  EXPECT_EQ(request.tasks.front().act.mapping_consent->consent.form, "");
}

TEST(Told, WithdrawnConsentClosesTheReading) {
  Telling tell;
  tell.changed.course->reading_closed = true;
  tell.changed.tasks = {task_at("af_gavle", "fk")};
  const ToldCase told = tell("af");
  EXPECT_THAT(told.tasks.front().act.answers, IsEmpty());
  EXPECT_FALSE(told.person);
  ASSERT_TRUE(told.course);
  EXPECT_FALSE(told.consent.given);
  for (const CaseRow& row : told.course->rows) EXPECT_THAT(row.answers, IsEmpty());
}

TEST(Told, ThePersonOnlyWhileConsentHolds) {
  // As it stands beside the case, should the case not have been closed by it.
  Telling tell;
  tell.changed.standing.withdrawn = day("2026-03-02");
  EXPECT_FALSE(tell("af").person);
  tell.changed.standing.withdrawn = day("2026-03-01");
  EXPECT_TRUE(tell("af").person) << "a later consent has replaced the withdrawal";
}

TEST(Told, OfARequestThePersonOnlyWhileItsConsentHolds) {
  Telling tell = proposed("af");
  tell.changed.standing.withdrawn = day("2026-03-02");
  EXPECT_FALSE(tell("fk").person);
  tell.changed.standing.withdrawn = day("2026-03-01");
  EXPECT_TRUE(tell("fk").person) << "a later consent has replaced the withdrawal";
  tell.changed.tasks.front().act.consent.reset();
  EXPECT_FALSE(tell("fk").person);
}

TEST(Told, NobodyWhoIsProtected) {
  for (const bool stripped : {true, false}) {
    Telling tell;
    tell.changed.course->stripped = stripped;
    tell.changed.person_protected = !stripped;
    tell.changed.tasks = {task_at("af_gavle", "fk")};
    const ToldCase told = tell("af");
    EXPECT_FALSE(told.person);
    ASSERT_TRUE(told.course);
    EXPECT_EQ(told.course->state, CaseState::mapping) << "the course goes on under the number of the case";
    for (const CaseRow& row : told.course->rows) {
      EXPECT_EQ(row.answers.count(Field::municipality), 0U);
      EXPECT_EQ(row.answers.count(Field::education), row.kind == ActKind::request ? 1U : 0U);
    }
    EXPECT_THAT(told.tasks.front().act.answers, ElementsAre(Pair(Field::education, "2")));
  }
  Telling asked = proposed("af");
  asked.changed.person_protected = true;
  EXPECT_FALSE(asked("fk").person);
  EXPECT_THAT(asked("fk").tasks.front().act.answers, ElementsAre(Pair(Field::education, "2")));
}

TEST(Told, NobodyOfACaseThatIsAnonymousOrRegisteredByMistake) {
  Telling tell;
  tell.changed.course->form = CaseForm::anonymous;
  EXPECT_FALSE(tell("af").person);
  tell = Telling();
  tell.changed.course->discarded = true;
  EXPECT_FALSE(tell("af").person);
}

TEST(Told, OnlyTheFieldsOfTheListToAgencies) {
  Telling tell;
  tell.changed.tasks = {task_at("af_gavle", "fk")};
  tell.list({"number", "sex", "education"});
  const ToldCase told = tell("af");
  ASSERT_TRUE(told.person);
  EXPECT_EQ(told.person->given_name + told.person->family_name, "");
  EXPECT_EQ(told.person->sex, Sex::woman);
  EXPECT_THAT(told.course->rows.front().answers, ElementsAre(Pair(Field::education, "2")));
  EXPECT_THAT(told.tasks.front().act.answers, ElementsAre(Pair(Field::education, "2")));
  tell.list({"given_name", "family_name", "education"});
  EXPECT_FALSE(tell("af").person) << "nobody is named without a number";
  tell.list({"number", "education"}, Flow::agency_to_sus);
  EXPECT_FALSE(tell("af").person);
  EXPECT_THAT(tell("af").course->rows.front().answers, IsEmpty());
}

TEST(Told, TheFieldListIsTodays) {
  Telling tell;
  tell.policy.field_lists.front().valid.to = kToday;
  EXPECT_TRUE(tell("af").person);
  tell.policy.field_lists.front().valid.to = kToday - days(1);
  EXPECT_FALSE(tell("af").person);
}

TEST(ProposalStates, HaveNames) {
  for (const ProposalState state : {ProposalState::received, ProposalState::handled, ProposalState::not_current}) {
    EXPECT_EQ(parse_proposal_state(name(state)), state);
  }
  EXPECT_FALSE(parse_proposal_state("rejected"));
}

}  // namespace
}  // namespace gateway::core
