#include "gateway/core/cooperation/correction.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/core/cooperation/office.h"

namespace gateway::core {
namespace {

using made::codes_of;
using made::day;
using made::Desk;
using made::desk_at;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

CooperationAct wrong_answer(const Desk& desk, const char* education, const char* on = "2026-04-10") {
  CooperationAct act = desk.correcting(ActKind::correct, 1, on);
  act.answers = {{Field::education, education}};
  return act;
}

TEST(Correction, OfAnAnswerIsAChainAndOverwritesNothing) {
  Desk desk = desk_at(CaseState::mapping);
  EXPECT_EQ(desk.tell(wrong_answer(desk, "3")), Outcome::accepted);
  EXPECT_EQ(desk.tell(wrong_answer(desk, "1", "2026-04-11")), Outcome::accepted);
  const CooperationCase& now = desk.now();
  EXPECT_EQ(now.rows[0].answers.at(Field::education), "2");
  EXPECT_THAT(now.rows[0].corrected_by, ElementsAre(3, 4));
  EXPECT_EQ(now.rows[2].concerns, 1U);
  EXPECT_EQ(now.answers().at(Field::education), "1");
  EXPECT_EQ(now.state, CaseState::mapping);
  EXPECT_EQ(desk.tell(wrong_answer(desk, "1")), Outcome::unchanged);
  EXPECT_EQ(desk.tell(wrong_answer(desk, "3", "2026-04-12")), Outcome::accepted) << "back to what it once was";
}

TEST(Correction, SentAgainDoesNotUndoALaterOne) {
  Desk desk = desk_at(CaseState::mapping);
  const CooperationAct first = wrong_answer(desk, "3");
  EXPECT_EQ(desk.tell(first), Outcome::accepted);
  EXPECT_EQ(desk.tell(wrong_answer(desk, "1", "2026-04-11")), Outcome::accepted);
  EXPECT_EQ(desk.tell(first), Outcome::unchanged);
  EXPECT_EQ(desk.now().answers().at(Field::education), "1");
  CooperationAct beside = first;
  beside.answers = {{Field::support_time, "1"}};
  EXPECT_EQ(desk.tell(beside), Outcome::accepted) << "another of the same moment";
}

TEST(Correction, MayTakeAnAnswerAway) {
  Desk desk = desk_at(CaseState::requested);
  EXPECT_EQ(desk.tell(wrong_answer(desk, "")), Outcome::accepted);
  EXPECT_EQ(desk.now().answers().count(Field::education), 0U);
  EXPECT_EQ(missing_in(desk.now(), desk.policy).at(0).fields, std::vector<Field>{Field::education});
}

TEST(Correction, ToNoTakesWhatHungOnTheYesAlong) {
  Desk desk;
  CooperationAct request = desk.act(ActKind::request, "2026-03-02");
  request.answers[Field::works_before] = "yes";
  request.answers[Field::works_before_percent] = "50";
  request.answers[Field::works_before_kind] = "1";
  desk.tell(request);
  CooperationAct act = desk.correcting(ActKind::correct, 1, "2026-04-10");
  act.answers = {{Field::works_before, "no"}};
  EXPECT_EQ(desk.tell(act), Outcome::accepted);
  EXPECT_EQ(desk.now().answers().count(Field::works_before_percent), 0U);
  EXPECT_THAT(missing_in(desk.now(), desk.policy), IsEmpty());
}

TEST(Correction, ToAMunicipalityWithoutDistrictsTakesTheDistrictWithIt) {
  Desk desk;
  CooperationAct request = desk.act(ActKind::request, "2026-03-02");
  request.answers[Field::municipality] = "0180";
  request.answers[Field::district] = "1";
  desk.tell(request);
  CooperationAct act = desk.correcting(ActKind::correct, 1, "2026-04-10");
  act.answers = {{Field::municipality, "2180"}};
  EXPECT_EQ(desk.ask(act).outcome, Outcome::rejected);
  act.answers[Field::district] = "";
  EXPECT_EQ(desk.tell(act), Outcome::accepted);
}

TEST(Correction, BelongsToTheRowsRegistrar) {
  Desk desk = desk_at(CaseState::active_preparatory);
  CooperationAct act = desk.correcting(ActKind::correct, 1, "2026-06-01", "af.gavle");
  act.answers = {{Field::education, "3"}};
  EXPECT_EQ(desk.ask(act).outcome, Outcome::proposed);
  EXPECT_EQ(desk.ask(act).task.value().office, "fk_gavle");
  EXPECT_EQ(desk.ask(desk.correcting(ActKind::undo, 5, "2026-06-01", "af.gavle")).outcome, Outcome::accepted);
  EXPECT_EQ(desk.ask(desk.correcting(ActKind::undo, 5, "2026-06-01", "fk.gavle")).outcome, Outcome::proposed);
}

TEST(Correction, AnOutcomeGivenLaterMakesTheEndNobodyElses) {
  Desk desk = desk_at(CaseState::mapping);
  ASSERT_EQ(desk.tell(desk.act(ActKind::conclude, "2026-03-20")), Outcome::accepted) << "FK's: no meeting was the last";
  CooperationAct outcome = desk.correcting(ActKind::complete, 2, "2026-04-01");
  outcome.outcome = MeetingOutcome::back_to_fk;
  ASSERT_EQ(desk.tell(outcome), Outcome::accepted);
  EXPECT_EQ(desk.ask(desk.correcting(ActKind::undo, 3, "2026-04-02", "af.gavle")).outcome, Outcome::proposed);
  EXPECT_EQ(desk.ask(desk.correcting(ActKind::undo, 3, "2026-04-02")).outcome, Outcome::accepted);
}

TEST(Correction, OfARowThatIsNotThere) {
  Desk desk = desk_at(CaseState::mapping);
  CooperationAct act = wrong_answer(desk, "3");
  for (const std::uint32_t row : {0U, 3U, 4000000000U}) {
    act.row = row;
    EXPECT_THAT(codes_of(desk.ask(act)), ElementsAre(Code::row_unknown));
  }
  act.row.reset();
  EXPECT_THAT(codes_of(desk.ask(act)), ElementsAre(Code::row_unknown));
  act.row = 1;
  act.answers.clear();
  EXPECT_THAT(codes_of(desk.ask(act)), ElementsAre(Code::correction_empty));
}

TEST(Correction, OfACorrectionIsRejectedThoughItSaysTheSame) {
  Desk desk = desk_at(CaseState::mapping);
  CooperationAct act = desk.correcting(ActKind::correct, 1, "2026-06-01");
  act.answers = {{Field::education, "3"}};
  ASSERT_EQ(desk.tell(act), Outcome::accepted);
  act.row = desk.now().rows.back().number;
  EXPECT_THAT(codes_of(desk.ask(act)), ElementsAre(Code::row_not_correctable));
}

TEST(Correction, NothingIsAnsweredOnceTheConsentIsTakenBack) {
  Desk desk = desk_at(CaseState::requested);
  desk.tell(desk.ending(ActKind::interrupt, "2026-03-10", "fk.gavle", EndCause::consent_withdrawn));
  CooperationAct act = wrong_answer(desk, "3");
  EXPECT_THAT(codes_of(desk.ask(act)), ElementsAre(Code::consent_withdrawn));
  act.kind = ActKind::complete;
  EXPECT_EQ(desk.ask(act).outcome, Outcome::rejected);
}

TEST(Undo, GoesBackRowByRowAndStaysInTheHistory) {
  Desk desk = desk_at(CaseState::active_preparatory);
  EXPECT_THAT(codes_of(desk.ask(desk.correcting(ActKind::undo, 4, "2026-06-01"))), ElementsAre(Code::row_not_last));
  EXPECT_EQ(desk.tell(desk.correcting(ActKind::undo, 5, "2026-06-01", "af.gavle")), Outcome::accepted);
  EXPECT_EQ(desk.state(), CaseState::planned_preparatory);
  EXPECT_EQ(desk.tell(desk.correcting(ActKind::undo, 5, "2026-06-01", "af.gavle")), Outcome::unchanged);
  EXPECT_EQ(desk.tell(desk.correcting(ActKind::undo, 4, "2026-06-01")), Outcome::accepted);
  EXPECT_EQ(desk.state(), CaseState::mapping);
  EXPECT_EQ(desk.now().rows.size(), 7U);
  EXPECT_EQ(desk.now().rows[4].undone_by, 6U);
  EXPECT_EQ(desk.now().rows[3].undone_by, 7U);
}

TEST(Undo, ThenRedoMendsADate) {
  Desk desk = desk_at(CaseState::active_preparatory);
  desk.tell(desk.correcting(ActKind::undo, 5, "2026-06-01", "af.gavle"));
  EXPECT_EQ(desk.tell(desk.act(ActKind::start, "2026-04-15", "af.gavle")), Outcome::accepted);
  EXPECT_EQ(desk.now().last_move()->happened, day("2026-04-15"));
}

TEST(Undo, TakesBackAChangeOfOffice) {
  Desk desk = desk_at(CaseState::mapping);
  desk.tell(desk.move_to("af_sandviken", "fk_gavle", "2026-03-18"));
  EXPECT_EQ(desk.tell(desk.correcting(ActKind::undo, 3, "2026-03-19", "af.sandviken")), Outcome::accepted);
  EXPECT_EQ(desk.now().af_office, "af_gavle");
  EXPECT_EQ(desk.state(), CaseState::mapping);
}

TEST(Undo, OfAChangeOfOfficeTakesTheTasksBackWithIt) {
  Desk desk = desk_at(CaseState::planned_preparatory);
  desk.tell(desk.act(ActKind::start, "2026-05-04", "fk.gavle"));
  desk.tell(desk.move_to("af_sandviken", "fk_gavle", "2026-05-10"));
  ASSERT_EQ(desk.situation.open_tasks.at(0).office, "af_sandviken");
  const auto row = desk.now().last_undoable()->number;
  ASSERT_EQ(desk.tell(desk.correcting(ActKind::undo, row, "2026-05-11", "af.sandviken")), Outcome::accepted);
  ASSERT_EQ(desk.situation.open_tasks.at(0).office, "af_gavle");
  EXPECT_TRUE(desk.confirm_task(desk.situation.open_tasks[0], "af.gavle", "2026-05-12").done);
  EXPECT_EQ(desk.state(), CaseState::active_preparatory);
}

TEST(Undo, NeverTouchesTheRequestOrAWithdrawal) {
  Desk desk = desk_at(CaseState::requested);
  EXPECT_THAT(codes_of(desk.ask(desk.correcting(ActKind::undo, 1, "2026-06-01"))),
              ElementsAre(Code::row_not_correctable));
  desk.tell(desk.ending(ActKind::interrupt, "2026-06-01", "fk.gavle", EndCause::consent_withdrawn));
  EXPECT_EQ(desk.tell(desk.correcting(ActKind::undo, 2, "2026-06-02")), Outcome::rejected);
  EXPECT_EQ(desk.state(), CaseState::interrupted);
}

TEST(Undo, OfAnEndOnlyWhileNoLaterCaseStands) {
  Desk desk = desk_at(CaseState::concluded);
  CooperationAct act = desk.correcting(ActKind::undo, 6, "2026-09-10", "af.gavle");
  desk.situation.later_case = true;
  EXPECT_THAT(codes_of(desk.ask(act)), ElementsAre(Code::later_case));
  desk.situation.later_case = false;
  EXPECT_EQ(desk.tell(act), Outcome::accepted);
  EXPECT_EQ(desk.state(), CaseState::active_work_oriented);
}

TEST(Undo, TakesNoAnswersNorDoesADiscard) {
  Desk desk = desk_at(CaseState::active_preparatory);
  for (const ActKind kind : {ActKind::undo, ActKind::discard}) {
    CooperationAct act = desk.act(kind, "2026-06-01", "af.gavle");
    if (kind == ActKind::undo) act.row = 5;
    EXPECT_NE(desk.ask(act).outcome, Outcome::rejected);
    act.answers = {{Field::municipality, "2180"}};
    EXPECT_EQ(codes_of(desk.ask(act)), std::vector<Code>{Code::answer_not_asked});
  }
}

TEST(Discard, TakesTheCaseOutOfEveryFigureAndEndsIt) {
  Desk desk = desk_at(CaseState::active_preparatory);
  EXPECT_EQ(desk.ask(desk.correcting(ActKind::discard, {}, "2026-06-01", "af.gavle")).outcome, Outcome::proposed);
  EXPECT_EQ(desk.tell(desk.correcting(ActKind::discard, {}, "2026-06-01")), Outcome::accepted);
  EXPECT_TRUE(desk.now().discarded);
  EXPECT_EQ(figures_of(desk.now()), CaseFigures{});
  EXPECT_THAT(missing_in(desk.now(), desk.policy), IsEmpty());
  EXPECT_EQ(desk.tell(desk.correcting(ActKind::discard, {}, "2026-06-01")), Outcome::unchanged);
  EXPECT_EQ(desk.tell(desk.act(ActKind::turn, "2026-06-01", "af.gavle")), Outcome::rejected);
  EXPECT_THAT(codes_of(desk.last), ElementsAre(Code::case_discarded));
  EXPECT_EQ(desk.ask(desk.act(ActKind::request, "2026-07-01")).outcome, Outcome::accepted) << "it never was a case";
  EXPECT_EQ(desk.tell(desk.act(ActKind::request, "2026-03-02")), Outcome::accepted) << "the same request, too";
}

TEST(Preview, TellsWhatItDoesToTheFiguresBeforehand) {
  const Desk desk = desk_at(CaseState::active_preparatory);
  const auto changes = [&](const CooperationAct& act) {
    const Preview shown = preview(act, desk.situation, desk.circumstances());
    EXPECT_EQ(shown.decision.outcome, Outcome::accepted);
    return shown.changes;
  };
  CooperationAct answer = wrong_answer(desk, "3");
  EXPECT_THAT(changes(answer), IsEmpty());
  EXPECT_THAT(changes(desk.correcting(ActKind::undo, 5, "2026-06-01", "af.gavle")),
              UnorderedElementsAre(
                  FigureChange{"now.active_preparatory", 1, 0}, FigureChange{"entered.active_preparatory", 1, 0},
                  FigureChange{"now.planned_preparatory", 0, 1}, FigureChange{"insats.preparatory", 1, 0}));
  EXPECT_THAT(changes(desk.move_to("af_sandviken", "fk_gavle", "2026-06-01")),
              UnorderedElementsAre(FigureChange{"office.af_gavle", 1, 0}, FigureChange{"office.af_sandviken", 0, 1}));
  const auto discarded = changes(desk.correcting(ActKind::discard, {}, "2026-06-01"));
  EXPECT_EQ(discarded.size(), 8U);
  for (const FigureChange& change : discarded) EXPECT_EQ(change.after, 0) << change.figure;
}

TEST(Preview, OfWhatIsRejectedChangesNothing) {
  const Desk desk = desk_at(CaseState::active_preparatory);
  const Preview shown = preview(desk.correcting(ActKind::undo, 4, "2026-06-01"), desk.situation, desk.circumstances());
  EXPECT_EQ(shown.decision.outcome, Outcome::rejected);
  EXPECT_THAT(shown.changes, IsEmpty());
}

TEST(Preview, OfACorrectionTellsOldAndNewOfEachField) {
  Desk desk = desk_at(CaseState::mapping);
  const auto changes = [&](const CooperationAct& act) { return answer_changes(act, desk.now()); };
  CooperationAct act = wrong_answer(desk, "3");
  act.answers[Field::support_time] = "";
  EXPECT_THAT(changes(act),
              UnorderedElementsAre(AnswerChange{"education", "2", "3"}, AnswerChange{"support_time", "3", ""}));
  desk.tell(wrong_answer(desk, "3"));
  EXPECT_THAT(changes(wrong_answer(desk, "1")), ElementsAre(AnswerChange{"education", "3", "1"}))
      << "what stands, not what was first said";
  EXPECT_THAT(changes(wrong_answer(desk, "3")), IsEmpty());
  CooperationAct nowhere = wrong_answer(desk, "1");
  nowhere.row = 9;
  EXPECT_THAT(changes(nowhere), IsEmpty());
  EXPECT_THAT(changes(desk.act(ActKind::meet, "2026-03-17")), IsEmpty()) << "no correction";
}

TEST(Preview, OfANoTellsWhatHungOnTheYes) {
  Desk desk;
  CooperationAct request = desk.act(ActKind::request, "2026-03-02");
  request.answers[Field::works_before] = "yes";
  request.answers[Field::works_before_percent] = "50";
  desk.tell(request);
  CooperationAct act = desk.correcting(ActKind::correct, 1, "2026-04-10");
  act.answers = {{Field::works_before, "no"}};
  EXPECT_THAT(answer_changes(act, desk.now()), UnorderedElementsAre(AnswerChange{"works_before", "yes", "no"},
                                                                    AnswerChange{"works_before_percent", "50", ""}));
}

TEST(Preview, OfAnUndoTellsWhatGoesWithTheRow) {
  Desk desk;
  CooperationAct request = desk.act(ActKind::request, "2026-03-02");
  request.meeting_on = day("2026-03-10");
  desk.tell(request);
  CooperationAct rebook = desk.act(ActKind::rebook, "2026-03-05");
  rebook.meeting_on = day("2026-03-20");
  ASSERT_EQ(desk.tell(rebook), Outcome::accepted);
  EXPECT_THAT(answer_changes(desk.correcting(ActKind::undo, 2, "2026-03-06"), desk.now()),
              ElementsAre(AnswerChange{"meeting_on", "2026-03-20", "2026-03-10"}));
  Desk met = desk_at(CaseState::mapping);
  met.tell(met.last_meeting("2026-03-20"));
  EXPECT_THAT(
      answer_changes(met.correcting(ActKind::undo, 3, "2026-03-21"), met.now()),
      UnorderedElementsAre(AnswerChange{"further_handling", "1", ""}, AnswerChange{"consultative_support", "no", ""},
                           AnswerChange{"outcome", "to_cooperation", ""}));
  met.tell(met.correcting(ActKind::undo, 3, "2026-03-21"));
  EXPECT_THAT(answer_changes(met.correcting(ActKind::undo, 3, "2026-03-21"), met.now()), IsEmpty()) << "once";
}

TEST(Preview, OfAClosedCaseTellsNoAnswers) {
  Desk desk = desk_at(CaseState::mapping);
  CooperationCase closed = desk.now();
  EXPECT_FALSE(answer_changes(wrong_answer(desk, "3"), closed).empty());
  closed.reading_closed = true;
  EXPECT_THAT(answer_changes(wrong_answer(desk, "3"), closed), IsEmpty());
}

TEST(Preview, OfWhoIsCountedInsteadTellsTheTotals) {
  Desk desk;
  CooperationAct request = desk.act(ActKind::request, "2026-03-02");
  request.consent->consent.answer = ConsentAnswer::declined;
  const Preview shown = preview(request, desk.situation, desk.circumstances());
  ASSERT_EQ(shown.decision.outcome, Outcome::anonymous);
  EXPECT_THAT(shown.changes, ElementsAre(FigureChange{"anonymous.af_gavle+fk_gavle", 0, 1}));
}

}  // namespace
}  // namespace gateway::core
