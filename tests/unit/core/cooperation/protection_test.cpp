#include "gateway/core/cooperation/protection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "gateway/core/wrong.h"
#include "tests/unit/core/cooperation/office.h"

// Consent and protection in a case; the letters are those of domain.md §3.

namespace gateway::core {
namespace {

using made::codes_of;
using made::day;
using made::Desk;
using made::desk_at;
using testing::ElementsAre;
using testing::IsEmpty;

CooperationAct withdrawal(const Desk& desk, const char* on, const char* user = "af.gavle") {
  CooperationAct act = desk.ending(ActKind::interrupt, on, user, EndCause::consent_withdrawn);
  act.by = desk.by(user, on);
  return act;
}

CooperationAct request_with(const Desk& desk, ConsentAnswer answer, const char* on = "2026-03-02") {
  CooperationAct act = desk.act(ActKind::request, on);
  act.consent = CaseConsent{{answer, "SUS 2024", day(on), std::nullopt}, {}};
  return act;
}

TEST(CaseConsent, A_GivenMeansByName) {
  Desk desk;
  EXPECT_EQ(desk.tell(request_with(desk, ConsentAnswer::given)), Outcome::accepted);
  EXPECT_EQ(desk.now().form, CaseForm::named);
  EXPECT_EQ(desk.counted, 0);
}

TEST(CaseConsent, A_PrecedesTheRegistrationNotTheEvent) {
  Desk desk;
  CooperationAct act = desk.act(ActKind::request, "2026-03-02");
  act.by = desk.by("fk.gavle", "2026-03-10");
  act.consent->consent.date = day("2026-03-03");
  EXPECT_EQ(desk.ask(act).outcome, Outcome::accepted);
  EXPECT_THAT(made::codes(desk.ask(act).warnings), ElementsAre(Code::consent_after_start));
  act.consent->consent.date = day("2026-11-22");
  EXPECT_EQ(desk.ask(act).outcome, Outcome::parked);
  EXPECT_THAT(codes_of(desk.ask(act)), ElementsAre(Code::consent_in_future));
}

TEST(CaseConsent, B_NothingRecordedIsParked) {
  Desk desk;
  CooperationAct act = desk.act(ActKind::request, "2026-03-02");
  act.consent.reset();
  EXPECT_EQ(desk.ask(act).outcome, Outcome::parked);
  EXPECT_THAT(codes_of(desk.ask(act)), ElementsAre(Code::consent_missing));
  EXPECT_FALSE(desk.ask(act).after);
  act.by = desk.by("af.gavle", "2026-03-02");
  act.office = "af_gavle";
  EXPECT_EQ(desk.ask(act).outcome, Outcome::parked) << "a proposal would rest at the node without consent";
}

TEST(CaseConsent, B_AConsentToSomethingElseIsNone) {
  Desk desk;
  CooperationAct act = desk.act(ActKind::request, "2026-03-02");
  act.consent->purposes = {"information_exchange"};
  EXPECT_EQ(desk.ask(act).outcome, Outcome::parked);
  act.consent->purposes = {"registration"};
  EXPECT_EQ(desk.ask(act).outcome, Outcome::accepted);
  act.consent->consent.form = "Accorda";
  EXPECT_EQ(desk.ask(act).outcome, Outcome::parked);
  act.consent->purposes = {"marketing"};
  EXPECT_EQ(desk.ask(act).outcome, Outcome::rejected);
  EXPECT_THAT(codes_of(desk.ask(act)), ElementsAre(Code::purpose_unknown));
}

TEST(CaseConsent, C_DeclinedIsCountedByBothOfficesYearAndSex) {
  Desk desk;
  EXPECT_EQ(desk.tell(request_with(desk, ConsentAnswer::declined)), Outcome::anonymous);
  EXPECT_FALSE(desk.situation.current);
  ASSERT_EQ(desk.last.counts.size(), 1U);
  EXPECT_EQ(desk.last.counts[0], (CaseCount{"af_gavle", "fk_gavle", 2026, Sex::woman, 1}));
  EXPECT_EQ(desk.tell(request_with(desk, ConsentAnswer::declined)), Outcome::unchanged);
  EXPECT_EQ(desk.counted, 1);
}

TEST(CaseConsent, D_DeclinedLaterGivenTakesTheCountBack) {
  Desk desk;
  desk.tell(request_with(desk, ConsentAnswer::declined));
  CooperationAct act = request_with(desk, ConsentAnswer::given);
  EXPECT_EQ(desk.ask(act).outcome, Outcome::unchanged) << "at equal dates the no wins";
  act.consent->consent.date = day("2026-03-03");
  EXPECT_THAT(codes_of(desk.ask(act)), ElementsAre(Code::consent_in_future)) << "it precedes the registration";
  act.by.on = day("2026-03-03");
  EXPECT_EQ(desk.tell(act), Outcome::accepted);
  EXPECT_EQ(desk.counted, 0);
  EXPECT_FALSE(desk.situation.note);
}

TEST(CaseConsent, E_WithdrawnBeforeTheNodeHasItIsCountedInstead) {
  Desk desk;
  desk.acknowledges = false;
  desk.tell(request_with(desk, ConsentAnswer::given));
  EXPECT_EQ(desk.tell(withdrawal(desk, "2026-03-04")), Outcome::accepted);
  EXPECT_EQ(desk.now().form, CaseForm::anonymous);
  EXPECT_EQ(desk.last.stop, Stop::all);
  EXPECT_THAT(desk.exits, IsEmpty());
  EXPECT_EQ(desk.counted, 1);
  EXPECT_TRUE(desk.last.erase_person);
  EXPECT_EQ(desk.tell(desk.act(ActKind::meet, "2026-03-16")), Outcome::anonymous) << "yields nothing more";
  EXPECT_EQ(desk.counted, 1);
  EXPECT_THAT(codes_of(desk.ask(desk.move_to("af_sandviken", "fk_gavle", "2026-04-01"))),
              ElementsAre(Code::case_anonymous));
}

TEST(CaseConsent, F_AnswerUnknownMeansExitOrVoid) {
  Desk desk = desk_at(CaseState::mapping);
  desk.situation.current->handover = Handover::unknown;
  desk.tell(withdrawal(desk, "2026-03-17"));
  ASSERT_EQ(desk.exits.size(), 1U);
  EXPECT_EQ(desk.exits[0].kind, MessageKind::exit_or_void);
}

TEST(CaseConsent, G_WithdrawnInterruptsWithOneExitWhateverTheState) {
  for (const CaseState state :
       {CaseState::requested, CaseState::mapping, CaseState::planned_preparatory, CaseState::active_work_oriented}) {
    Desk desk = desk_at(state);
    EXPECT_EQ(desk.tell(withdrawal(desk, "2026-06-01")), Outcome::accepted) << name(state);
    EXPECT_EQ(desk.state(), CaseState::interrupted);
    EXPECT_EQ(desk.now().last_move()->cause, EndCause::consent_withdrawn);
    EXPECT_TRUE(desk.now().reading_closed);
    EXPECT_EQ(desk.last.stop, Stop::all);
    ASSERT_EQ(desk.exits.size(), 1U);
    EXPECT_EQ(desk.exits[0], (CaseExit{MessageKind::exit, day("2026-06-01"), Code::consent_withdrawn, std::nullopt}));
    EXPECT_EQ(desk.counted, 0) << "no anonymous registration";
    EXPECT_EQ(desk.tell(withdrawal(desk, "2026-06-01")), Outcome::unchanged);
    desk.tell(withdrawal(desk, "2026-06-02"));
    desk.fact();
    EXPECT_EQ(desk.exits.size(), 1U) << "one exit, ever";
    EXPECT_EQ(desk.tell(desk.act(ActKind::conclude, "2026-07-01", "af.gavle")), Outcome::rejected);
  }
}

TEST(CaseConsent, G_IsTakenFromAnyKnownPartyWithoutAuthority) {
  for (const char* user : {"af.nowhere", "af.untrained", "fk.sandviken", "maj.lind"}) {
    Desk desk = desk_at(CaseState::active_preparatory);
    EXPECT_EQ(desk.tell(withdrawal(desk, "2026-06-01", user)), Outcome::accepted) << user;
    EXPECT_EQ(desk.state(), CaseState::interrupted);
  }
  for (const char* organisation : {"rusta", "region", "forbund"}) {
    for (const EndCause cause : {EndCause::consent_withdrawn, EndCause::deceased}) {
      Desk desk = desk_at(CaseState::active_preparatory);
      CooperationAct act = desk.ending(ActKind::interrupt, "2026-06-01", "somebody", cause);
      act.by.organisation = organisation;
      EXPECT_EQ(desk.tell(act), Outcome::accepted) << organisation;
      EXPECT_EQ(desk.state(), CaseState::interrupted);
      EXPECT_EQ(desk.last.task.value().office, "af_gavle") << "the registrar completes";
      EXPECT_EQ(desk.last.task->act.office, act.office) << "no other office of the teller's reads it";
    }
  }
  Desk desk = desk_at(CaseState::active_preparatory);
  CooperationAct act = withdrawal(desk, "2026-06-01");
  act.by.organisation = "nobody";
  EXPECT_EQ(desk.tell(act), Outcome::rejected);
  EXPECT_EQ(desk.state(), CaseState::active_preparatory);
}

TEST(CaseConsent, G_OvertakesWhateverElseIsWrongWithTheAct) {
  Desk desk = desk_at(CaseState::active_preparatory);
  desk.situation.standing.withdrawn = day("2026-06-01");
  CooperationAct act = desk.act(ActKind::turn, "2026-07-01", "af.nowhere");
  EXPECT_EQ(desk.tell(act), Outcome::rejected);
  EXPECT_EQ(desk.state(), CaseState::interrupted);
  EXPECT_EQ(desk.exits.size(), 1U);
}

TEST(CaseConsent, G_LeavesTheRegistrarATaskAndRetractsTheOthers) {
  Desk desk = desk_at(CaseState::planned_preparatory);
  desk.tell(desk.act(ActKind::start, "2026-05-04", "fk.gavle"));
  desk.tell(withdrawal(desk, "2026-06-01", "fk.gavle"));
  ASSERT_EQ(desk.situation.open_tasks.size(), 2U);
  EXPECT_EQ(desk.situation.open_tasks[0].state, TaskState::retracted);
  EXPECT_EQ(desk.situation.open_tasks[1].state, TaskState::open);
  EXPECT_EQ(desk.situation.open_tasks[1].office, "af_gavle");
  EXPECT_TRUE(desk.confirm_task(desk.situation.open_tasks[1], "af.gavle", "2026-06-03").done);
  EXPECT_EQ(desk.exits.size(), 1U);
  Desk own = desk_at(CaseState::planned_preparatory);
  own.tell(withdrawal(own, "2026-06-01", "af.gavle"));
  EXPECT_THAT(own.situation.open_tasks, IsEmpty()) << "the registrar told it";
}

TEST(CaseConsent, H_DatedBackRetractsWhatWasRegisteredAfter) {
  for (const auto& [on, left] : std::map<std::string, int>{{"2026-03-19", 2}, {"2026-03-20", 3}}) {
    Desk desk = desk_at(CaseState::active_preparatory);
    CooperationAct act = withdrawal(desk, on.c_str());
    act.by = desk.by("af.gavle", "2026-06-01");
    desk.tell(act);
    EXPECT_EQ(desk.exits.at(0).date, day(on));
    ASSERT_EQ(desk.now().rows.size(), 6U);
    for (int i = 0; i < 5; ++i) {
      EXPECT_EQ(desk.now().rows[static_cast<std::size_t>(i)].standing,
                i < left ? RowStanding::stands : RowStanding::undone);
    }
    EXPECT_EQ(desk.now().rows[5].standing, RowStanding::stands);
    EXPECT_EQ(figures_of(desk.now()).preparatory, 0);
  }
}

TEST(CaseConsent, H_DatedBackReachesBehindAnEnd) {
  Desk desk = desk_at(CaseState::concluded);
  desk.tell(withdrawal(desk, "2026-08-31"));
  EXPECT_EQ(desk.state(), CaseState::interrupted);
  EXPECT_EQ(desk.exits.size(), 1U);
}

TEST(CaseConsent, H_DatedBackBeforeAChangeOfOfficeTheOfficesAreTheOldOnes) {
  for (const auto& [on, office] :
       std::map<std::string, std::string>{{"2026-06-14", "af_gavle"}, {"2026-06-15", "af_sandviken"}}) {
    Desk desk = desk_at(CaseState::mapping);
    desk.tell(desk.move_to("af_sandviken", "fk_gavle", "2026-06-15"));
    desk.tell(withdrawal(desk, on.c_str(), "maj.lind"));
    EXPECT_EQ(desk.now().af_office, office);
    EXPECT_EQ(desk.now().rows.back().af_office, office);
    EXPECT_EQ(desk.now().fk_office, "fk_gavle");
  }
}

TEST(CaseConsent, I_WithdrawnAfterTheEndIsToldToFk) {
  Desk desk = desk_at(CaseState::concluded);
  desk.tell(withdrawal(desk, "2026-10-01"));
  ASSERT_TRUE(desk.last.task);
  EXPECT_EQ(desk.last.task->office, "fk_gavle");
  EXPECT_EQ(desk.last.task->act.cause, EndCause::consent_withdrawn);
  EXPECT_TRUE(desk.confirm_task(*desk.last.task, "fk.gavle", "2026-10-02").done);
  EXPECT_THAT(desk.exits, IsEmpty());
  Desk fact = desk_at(CaseState::concluded);
  fact.situation.standing.withdrawn = day("2026-10-01");
  fact.fact();
  EXPECT_TRUE(fact.last.task);
  fact.fact();
  EXPECT_FALSE(fact.last.task) << "told once";
  fact = desk_at(CaseState::concluded);
  fact.situation.standing.withdrawn = day("2026-10-01");
  fact.apply(decide_case_fact(fact.situation, "fk", fact.circumstances()));
  EXPECT_FALSE(fact.last.task) << "FK told it without an act";
  Desk by_fk = desk_at(CaseState::concluded);
  by_fk.tell(withdrawal(by_fk, "2026-10-01", "fk.sandviken"));
  EXPECT_FALSE(by_fk.last.task) << "FK told it";
}

TEST(CaseConsent, I_WithdrawnAfterTheEndSendsNothing) {
  Desk desk = desk_at(CaseState::concluded);
  EXPECT_EQ(desk.tell(withdrawal(desk, "2026-09-01")), Outcome::accepted);
  EXPECT_THAT(desk.exits, IsEmpty());
  EXPECT_EQ(desk.state(), CaseState::concluded);
  EXPECT_TRUE(desk.now().reading_closed);
  EXPECT_EQ(desk.tell(withdrawal(desk, "2026-09-01")), Outcome::unchanged);
}

TEST(CaseConsent, J_WithoutADateTheExitWaitsForIt) {
  Desk desk = desk_at(CaseState::active_preparatory);
  CooperationAct act = withdrawal(desk, "2026-06-01");
  act.happened.reset();
  EXPECT_EQ(desk.tell(act), Outcome::accepted);
  ASSERT_EQ(desk.exits.size(), 1U);
  EXPECT_TRUE(desk.exits[0].not_before);
  EXPECT_EQ(desk.exits[0].date, desk.today);
  desk.tell(withdrawal(desk, "2026-06-10"));
  EXPECT_EQ(desk.last.exit_date, day("2026-06-10"));
  EXPECT_EQ(desk.exits.size(), 1U);
}

TEST(CaseConsent, J_ANoAfterAYesIsAWithdrawal) {
  Desk desk = desk_at(CaseState::active_preparatory);
  desk.situation.standing.declined = day("2026-06-01");
  desk.fact();
  EXPECT_EQ(desk.state(), CaseState::interrupted);
  EXPECT_EQ(desk.exits.size(), 1U);
}

TEST(CaseConsent, J_APolicyThatNoLongerKnowsTheFormTakesNothingBack) {
  Desk desk = desk_at(CaseState::active_preparatory);
  desk.policy.forms.clear();
  desk.fact();
  EXPECT_EQ(desk.state(), CaseState::active_preparatory);
  EXPECT_EQ(desk.tell(desk.act(ActKind::turn, "2026-06-01", "af.gavle")), Outcome::accepted);
  EXPECT_THAT(desk.exits, IsEmpty());
}

TEST(CaseConsent, K_ProtectedAtTheStartIsAnonymous) {
  Desk desk;
  desk.situation.person_protected = true;
  EXPECT_EQ(desk.tell(request_with(desk, ConsentAnswer::given)), Outcome::anonymous);
  EXPECT_THAT(codes_of(desk.last), ElementsAre(Code::person_protected));
  EXPECT_EQ(desk.counted, 1);
  CooperationAct silent = desk.act(ActKind::request, "2026-03-02");
  silent.consent.reset();
  EXPECT_EQ(desk.ask(silent).outcome, Outcome::unchanged) << "nobody is asked for consent";
}

TEST(CaseConsent, L_ProtectedLaterTheCourseGoesOnWithoutIdentity) {
  Desk desk;
  CooperationAct request = request_with(desk, ConsentAnswer::given);
  request.answers[Field::municipality] = "0180";
  request.answers[Field::district] = "1";
  desk.tell(request);
  desk.situation.person_protected = true;
  desk.fact();
  ASSERT_EQ(desk.exits.size(), 1U);
  EXPECT_EQ(desk.exits[0].kind, MessageKind::strip);
  EXPECT_TRUE(desk.last.erase_person);
  EXPECT_TRUE(desk.now().stripped);
  EXPECT_EQ(desk.now().answers().count(Field::municipality), 0U);
  EXPECT_EQ(desk.now().answers().count(Field::district), 0U);
  EXPECT_EQ(desk.now().answers().at(Field::education), "2");
  EXPECT_EQ(desk.tell(desk.act(ActKind::meet, "2026-03-16")), Outcome::accepted);
  CooperationAct more = desk.correcting(ActKind::correct, 1, "2026-03-20");
  more.answers = {{Field::municipality, "0180"}, {Field::education, "3"}};
  EXPECT_EQ(desk.tell(more), Outcome::accepted);
  EXPECT_EQ(desk.now().answers().count(Field::municipality), 0U);
  EXPECT_THAT(made::codes(desk.last.warnings), ElementsAre(Code::identity_field_dropped));
  more.answers = {{Field::municipality, "0180"}};
  EXPECT_EQ(desk.tell(more), Outcome::unchanged) << "nothing of it may be kept";
  EXPECT_EQ(desk.exits.size(), 1U) << "one strip";
  EXPECT_THAT(missing_in(desk.now(), desk.policy), IsEmpty());
}

TEST(CaseConsent, K_OfWhatNeverLeftOnlyOfficeYearAndSexStay) {
  for (const bool withdrawn : {false, true}) {
    Desk desk;
    desk.acknowledges = false;
    desk.tell(request_with(desk, ConsentAnswer::given));
    desk.tell(desk.act(ActKind::meet, "2026-03-16", "af.gavle"));
    ASSERT_EQ(desk.last.outcome, Outcome::proposed);
    desk.situation.current->responsible = "fk.gavle";
    desk.situation.person_protected = !withdrawn;
    if (withdrawn) {
      desk.tell(withdrawal(desk, "2026-03-20"));
    } else {
      desk.fact();
    }
    CooperationCase counted;
    counted.id = desk.now().id;
    counted.form = CaseForm::anonymous;
    counted.af_office = "af_gavle";
    counted.fk_office = "fk_gavle";
    counted.version = 2;
    EXPECT_EQ(desk.now(), counted) << "no answer, day, consent or caseworker";
    EXPECT_EQ(desk.situation.note->year, 2026);
    EXPECT_EQ(desk.counted, 1);
    const CooperationTask& task = desk.situation.open_tasks.at(0);
    EXPECT_EQ(task.state, TaskState::retracted);
    EXPECT_FALSE(task.act.happened);
  }
}

TEST(CaseConsent, L_AnswersThatPointAtThePersonLeaveOpenTasksToo) {
  Desk desk = desk_at(CaseState::requested);
  CooperationAct more = desk.correcting(ActKind::correct, 1, "2026-03-03", "af.gavle");
  more.answers = {{Field::municipality, "2181"}, {Field::education, "3"}};
  ASSERT_EQ(desk.tell(more), Outcome::proposed);
  desk.situation.person_protected = true;
  desk.fact();
  const CooperationTask task = desk.situation.open_tasks.at(0);
  EXPECT_EQ(task.state, TaskState::open) << "the course goes on";
  EXPECT_EQ(task.act.answers, (FieldAnswers{{Field::education, "3"}}));
  EXPECT_TRUE(desk.confirm_task(task, "fk.gavle", "2026-03-04").done);
  EXPECT_EQ(desk.situation.open_tasks[0].act.answers.count(Field::municipality), 0U);
}

TEST(CaseConsent, L_AConfirmationInTheSameMomentBringsNothingBack) {
  for (const char* user : {"fk.gavle", "fk.sandviken"}) {
    Desk desk = desk_at(CaseState::requested);
    CooperationAct more = desk.correcting(ActKind::correct, 1, "2026-03-03", "af.gavle");
    more.answers = {{Field::municipality, "2181"}, {Field::education, "3"}};
    desk.tell(more);
    desk.situation.person_protected = true;
    CooperationAct same = more;
    same.by = desk.by(user, "2026-03-04");
    same.office = std::string(user) == "fk.gavle" ? "fk_gavle" : "fk_sandviken";
    desk.tell(same);
    EXPECT_TRUE(desk.now().stripped);
    EXPECT_EQ(desk.situation.open_tasks.at(0).act.answers.count(Field::municipality), 0U) << user;
  }
  Desk desk = desk_at(CaseState::requested);
  CooperationAct more = desk.correcting(ActKind::correct, 1, "2026-03-03", "af.gavle");
  more.answers = {{Field::municipality, "2181"}, {Field::education, "3"}};
  desk.tell(more);
  desk.situation.person_protected = true;
  EXPECT_TRUE(desk.confirm_task(desk.situation.open_tasks[0], "fk.gavle", "2026-03-04").done);
  EXPECT_EQ(desk.situation.open_tasks[0].state, TaskState::confirmed);
  EXPECT_EQ(desk.situation.open_tasks[0].act.answers.count(Field::municipality), 0U);
}

TEST(CaseConsent, L_ATaskThatFollowsTheCaseInTheSameMomentBringsNothingBack) {
  Desk desk = desk_at(CaseState::requested);
  CooperationAct more = desk.correcting(ActKind::correct, 1, "2026-03-03", "af.gavle");
  more.answers = {{Field::municipality, "2181"}, {Field::education, "3"}};
  desk.tell(more);
  desk.situation.person_protected = true;
  EXPECT_EQ(desk.tell(desk.move_to("af_gavle", "fk_sandviken", "2026-03-10")), Outcome::accepted);
  EXPECT_EQ(desk.situation.open_tasks.at(0).office, "fk_sandviken");
  EXPECT_EQ(desk.situation.open_tasks[0].act.answers.count(Field::municipality), 0U);
}

TEST(CaseConsent, G_WhatIsRetractedKeepsNoContent) {
  Desk desk = desk_at(CaseState::active_preparatory);
  desk.tell(desk.act(ActKind::conclude, "2026-06-01", "fk.gavle"));
  ASSERT_FALSE(desk.situation.open_tasks.at(0).act.answers.empty());
  desk.tell(withdrawal(desk, "2026-06-02"));
  EXPECT_EQ(desk.situation.open_tasks[0].state, TaskState::retracted);
  EXPECT_TRUE(desk.situation.open_tasks[0].act.answers.empty());
}

/// A request that AF has proposed to FK.
Desk with_a_proposal() {
  Desk desk;
  EXPECT_EQ(desk.tell(desk.act(ActKind::request, "2026-09-02", "af.gavle")), Outcome::proposed);
  EXPECT_EQ(desk.situation.open_tasks.size(), 1U);
  return desk;
}

TEST(CaseConsent, E_WithdrawnWhileOnlyProposedNobodyMayConfirmIt) {
  Desk desk = with_a_proposal();
  desk.situation.standing.told = Consent{ConsentAnswer::none, {}, std::nullopt, day("2026-09-03")};
  desk.fact();
  EXPECT_EQ(desk.situation.open_tasks[0].state, TaskState::retracted);
  EXPECT_TRUE(desk.situation.open_tasks[0].act.answers.empty());
  EXPECT_TRUE(desk.last.erase_person);
  EXPECT_EQ(desk.last.stop, Stop::all);
  ASSERT_EQ(desk.exits.size(), 1U);
  EXPECT_EQ(desk.exits[0].kind, MessageKind::exit_or_void);
  EXPECT_EQ(desk.exits[0].date, day("2026-09-03"));
  desk.fact();
  EXPECT_EQ(desk.exits.size(), 1U) << "told once";
}

TEST(CaseConsent, K_ProtectedWhileOnlyProposedLeavesByTheStrip) {
  Desk desk = with_a_proposal();
  desk.situation.person_protected = true;
  desk.fact();
  EXPECT_EQ(desk.situation.open_tasks[0].state, TaskState::retracted);
  ASSERT_EQ(desk.exits.size(), 1U);
  EXPECT_EQ(desk.exits[0].kind, MessageKind::strip);
}

TEST(CaseConsent, A_AProposalStaysWhereNothingWasToldAgainstIt) {
  Desk desk = with_a_proposal();
  desk.fact();
  EXPECT_EQ(desk.situation.open_tasks[0].state, TaskState::open);
  EXPECT_TRUE(desk.exits.empty());
  EXPECT_FALSE(desk.last.erase_person);
}

TEST(CaseConsent, I_WithdrawnAfterTheEndRetractsWhatIsProposed) {
  Desk desk = desk_at(CaseState::concluded);
  CooperationAct act = desk.correcting(ActKind::correct, 1, "2026-09-10", "af.gavle");
  act.answers = {{Field::municipality, "2181"}};
  ASSERT_EQ(desk.tell(act), Outcome::proposed);
  desk.situation.standing.withdrawn = day("2026-10-01");
  desk.fact();
  EXPECT_EQ(desk.situation.open_tasks.at(0).state, TaskState::retracted);
  EXPECT_TRUE(desk.situation.open_tasks[0].act.answers.empty());
}

TEST(CaseConsent, L_ProtectionReachesADiscardedCase) {
  Desk desk = desk_at(CaseState::mapping);
  desk.tell(desk.correcting(ActKind::discard, {}, "2026-06-01"));
  desk.situation.person_protected = true;
  desk.fact();
  EXPECT_TRUE(desk.now().stripped);
  EXPECT_EQ(desk.now().rows.front().answers.count(Field::municipality), 0U);
  ASSERT_EQ(desk.exits.size(), 1U);
  EXPECT_EQ(desk.exits.front().kind, MessageKind::strip);
}

TEST(CaseConsent, N_RunningOnesStayStripped) {
  Desk desk = desk_at(CaseState::active_preparatory);
  desk.situation.person_protected = true;
  desk.fact();
  desk.situation.person_protected = false;
  desk.tell(desk.act(ActKind::turn, "2026-06-01", "af.gavle"));
  EXPECT_TRUE(desk.now().stripped);
}

TEST(CaseConsent, Q_DeathEndsTheCaseOnThatDay) {
  Desk desk = desk_at(CaseState::active_preparatory);
  desk.situation.deceased = day("2026-06-01");
  desk.fact();
  EXPECT_EQ(desk.state(), CaseState::interrupted);
  EXPECT_EQ(desk.now().ended_on(), day("2026-06-01"));
  EXPECT_EQ(desk.exits.at(0).code, Code::person_deceased);
  desk.fact();
  EXPECT_EQ(desk.exits.size(), 1U);
  Desk fresh;
  fresh.situation.deceased = day("2026-03-01");
  CooperationAct act = fresh.act(ActKind::request, "2026-03-02");
  act.consent.reset();
  EXPECT_EQ(fresh.ask(act).outcome, Outcome::anonymous) << "parked becomes anonymous";
}

TEST(CaseConsent, R_OfTheWrongPersonNothingOfTheAnswersStays) {
  const Desk desk = desk_at(CaseState::active_preparatory);
  const CooperationCase after = of_wrong_person(desk.now());
  EXPECT_TRUE(after.discarded);
  EXPECT_TRUE(after.reading_closed);
  EXPECT_FALSE(after.stripped) << "that would mark somebody as protected who is not";
  EXPECT_THAT(after.answers(), IsEmpty());
  EXPECT_EQ(figures_of(after), CaseFigures{});
}

TEST(CaseConsent, R_ACaseOfTheWrongPersonIsOutOfEveryFigureAndTheNodeIsTold) {
  Desk desk = desk_at(CaseState::active_preparatory);
  desk.situation.current->handover = Handover::acknowledged;
  const auto decide = [&desk] {
    return decide_wrong_case(desk.situation, Code::wrong_person, {"karl.ek", "gavle", {}, made::kToday},
                             desk.circumstances());
  };
  const CooperationDecision decision = decide();
  ASSERT_TRUE(decision.after);
  EXPECT_EQ(figures_of(*decision.after), CaseFigures{});
  EXPECT_TRUE(decision.erase_person);
  EXPECT_THAT(decision.counts, IsEmpty());
  ASSERT_EQ(decision.exits.size(), 1U);
  EXPECT_EQ(decision.exits[0].kind, MessageKind::exit);
  EXPECT_EQ(decision.exits[0].code, Code::wrong_person);
  EXPECT_FALSE(decision.exits[0].not_before);
  desk.situation.current->handover = Handover::unknown;
  EXPECT_EQ(decide().exits.at(0).kind, MessageKind::exit_or_void);
  desk.situation.current->handover = Handover::nothing;
  EXPECT_THAT(decide().exits, IsEmpty()) << "nobody else has heard of it";
  EXPECT_THAT(decide().counts, IsEmpty()) << "and nobody is counted instead";
  EXPECT_FALSE(decide().note);
}

TEST(CaseConsent, R_IsSaidByTheOfficesOfTheCaseAndByWhoeverRegisteredIt) {
  const Desk desk = desk_at(CaseState::active_preparatory);
  const auto may = [](const CaseSituation& of, const char* owner, const char* organisation) {
    return may_call_wrong(made::directory(made::cooperation_rows()), of, owner, organisation);
  };
  CaseSituation proposal;
  proposal.open_tasks.emplace_back().act = desk.act(ActKind::request, "2026-03-02", "af.gavle");
  for (const CaseSituation& of : {desk.situation, proposal}) {
    EXPECT_TRUE(may(of, "", "af"));
    EXPECT_TRUE(may(of, "", "fk"));
    EXPECT_TRUE(may(of, "gavle", "gavle"));
    EXPECT_FALSE(may(of, "gavle", "sandviken"));
    EXPECT_FALSE(may(of, "", ""));
  }
  CaseSituation elsewhere = desk.situation;
  elsewhere.current->af_office = "closed_since";
  EXPECT_FALSE(may(elsewhere, "", "af")) << "no longer at one of its offices";
  EXPECT_TRUE(may(elsewhere, "", "fk"));
}

TEST(CaseConsent, S_ANewRequestNeedsAConsentLaterThanTheLastEnd) {
  for (const CaseState end : {CaseState::concluded, CaseState::interrupted}) {
    Desk desk = desk_at(end);
    const CaseId first = desk.now().id;
    CooperationAct act = desk.act(ActKind::request, "2026-10-01");
    act.consent->consent.date = day("2026-09-01");
    EXPECT_EQ(desk.ask(act).outcome, Outcome::parked) << "the day of the end is not later";
    EXPECT_THAT(codes_of(desk.ask(act)), ElementsAre(Code::consent_before_last_end));
    act.consent->consent.date = day("2026-09-02");
    EXPECT_EQ(desk.tell(act), Outcome::accepted);
    EXPECT_NE(desk.now().id, first);
    EXPECT_EQ(desk.state(), CaseState::requested);
  }
  Desk desk;
  desk.situation.last_end = day("2026-03-02");
  EXPECT_EQ(desk.tell(request_with(desk, ConsentAnswer::given)), Outcome::parked) << "an end of an older case";
}

TEST(CaseConsent, S_ARequestIsNotBeforeTheLastEnd) {
  Desk desk = desk_at(CaseState::concluded);
  CooperationAct act = desk.act(ActKind::request, "2026-08-31");
  act.consent->consent.date = day("2026-09-02");
  EXPECT_THAT(codes_of(desk.ask(act)), ElementsAre(Code::before_last_state));
}

TEST(CaseConsent, S_AfterAWithdrawalOnlyALaterConsent) {
  Desk desk = desk_at(CaseState::active_preparatory);
  desk.tell(withdrawal(desk, "2026-06-01"));
  CooperationAct act = desk.act(ActKind::request, "2026-06-10");
  act.consent->consent.date = day("2026-06-01");
  EXPECT_EQ(desk.ask(act).outcome, Outcome::anonymous);
  act.consent->consent.date = day("2026-06-02");
  EXPECT_EQ(desk.tell(act), Outcome::accepted);
  EXPECT_EQ(desk.exits.size(), 1U);
}

}  // namespace
}  // namespace gateway::core
