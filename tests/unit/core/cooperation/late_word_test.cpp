#include <gmock/gmock.h>

#include "gateway/core/cooperation/faults.h"
#include "gateway/core/cooperation/next_step.h"
#include "tests/unit/core/cooperation/office.h"

// What is registered on an older state of the case, or once more: it takes nothing back that another has registered
// since, and loses nothing that was said.

namespace gateway::core {
namespace {

using made::codes_of;
using made::day;
using made::Desk;
using made::desk_at;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

// ---- a change of office by both authorities ----

TEST(ChangeOffice, DoesNotTakeBackThatOfTheOtherAuthorityUnseen) {
  Desk desk = desk_at(CaseState::mapping);
  ASSERT_EQ(desk.tell(desk.move_to("af_gavle", "fk_sandviken", "2026-06-10", "fk.gavle")), Outcome::accepted);
  const CooperationAct unseen = desk.move_to("af_sandviken", "fk_gavle", "2026-06-10");
  EXPECT_THAT(codes_of(desk.ask(unseen)), ElementsAre(Code::case_changed));
  EXPECT_EQ(desk.tell(desk.move_to("af_sandviken", "fk_sandviken", "2026-06-10")), Outcome::accepted)
      << "it leaves the other as it is";
  EXPECT_EQ(desk.now().fk_office, "fk_sandviken");
  EXPECT_EQ(desk.now().af_office, "af_sandviken");
  const CooperationAct late = desk.move_to("af_gavle", "fk_gavle", "2026-06-11", "fk.sandviken");
  EXPECT_THAT(codes_of(desk.ask(late)), ElementsAre(Code::case_changed)) << "nor FK that of AF";
}

TEST(ChangeOffice, OfTheOtherAuthorityIsTakenBackOnPurpose) {
  Desk desk = desk_at(CaseState::mapping);
  desk.tell(desk.move_to("af_gavle", "fk_sandviken", "2026-06-10", "fk.gavle"));
  CooperationAct back = desk.move_to("af_sandviken", "fk_gavle", "2026-06-10");
  back.seen_version = desk.now().version - 1;
  EXPECT_THAT(codes_of(desk.ask(back)), ElementsAre(Code::case_changed));
  back.seen_version = desk.now().version;
  EXPECT_EQ(desk.tell(back), Outcome::accepted);
  EXPECT_EQ(desk.now().fk_office, "fk_gavle");
}

TEST(ChangeOffice, ThatIsUndoneIsNotMadeAgainUnseen) {
  Desk desk = desk_at(CaseState::mapping);
  desk.tell(desk.move_to("af_gavle", "fk_sandviken", "2026-06-10", "fk.gavle"));
  desk.tell(desk.correcting(ActKind::undo, desk.now().rows.back().number, "2026-06-11", "fk.sandviken"));
  ASSERT_EQ(desk.now().fk_office, "fk_gavle");
  EXPECT_THAT(codes_of(desk.ask(desk.move_to("af_sandviken", "fk_sandviken", "2026-06-11"))),
              ElementsAre(Code::case_changed));
}

TEST(ChangeOffice, ProposedByWhoTakesOverIsNotConfirmedOverThatOfTheOtherAuthority) {
  Desk desk = desk_at(CaseState::mapping);
  ASSERT_EQ(desk.tell(desk.move_to("af_sandviken", "fk_gavle", "2026-06-10", "af.sandviken")), Outcome::proposed);
  const CooperationTask task = desk.situation.open_tasks.at(0);
  desk.tell(desk.move_to("af_gavle", "fk_sandviken", "2026-06-10", "fk.gavle"));
  const TaskDecision decision = desk.confirm_task(task, "af.gavle", "2026-06-11");
  EXPECT_FALSE(decision.done);
  EXPECT_THAT(made::codes(decision.reasons), ElementsAre(Code::case_changed));
  EXPECT_EQ(desk.now().fk_office, "fk_sandviken");
}

TEST(Version, IsSaidOfAChangeThatGivesTheCaseBackToAnOfficeOfTheOtherAuthority) {
  Desk desk = desk_at(CaseState::mapping);
  desk.tell(desk.move_to("af_gavle", "fk_sandviken", "2026-06-10", "fk.gavle"));
  const auto needs = [&](const CooperationAct& act) {
    return needs_version(act, desk.now(), desk.now().rows.size(), desk.directory);
  };
  EXPECT_TRUE(needs(desk.move_to("af_sandviken", "fk_gavle", "2026-06-11")));
  EXPECT_FALSE(needs(desk.move_to("af_sandviken", "fk_sandviken", "2026-06-11"))) << "the other's stays";
  EXPECT_FALSE(needs(desk.move_to("af_sandviken", "fk_sandviken", "2026-06-11", "fk.sandviken")))
      << "another one of the other's: what is registered on the case until it is sent is no obstacle";
  EXPECT_FALSE(needs(desk.move_to("af_gavle", "fk_gavle", "2026-06-11", "fk.sandviken"))) << "the own one goes back";
  EXPECT_FALSE(needs(desk.move_to("af_sandviken", "fk_gavle", "2026-06-11", "af.sandviken"))) << "does not see it";
  EXPECT_FALSE(needs(desk.act(ActKind::meet, "2026-06-11")));
}

TEST(Version, IsSaidOfACorrectionOfARowThatTheNodeHasNotTold) {
  const Desk desk = desk_at(CaseState::mapping);
  for (const ActKind kind : {ActKind::complete, ActKind::correct, ActKind::undo}) {
    const CooperationAct act = desk.correcting(kind, 2, "2026-06-10");
    EXPECT_TRUE(needs_version(act, desk.now(), 1, desk.directory)) << name(kind);
    EXPECT_FALSE(needs_version(act, desk.now(), 2, desk.directory)) << name(kind);
  }
}

// ---- an end before the death ----

/// Concluded on 1 September; the person died on the 10th, which changed nothing.
Desk concluded_in_life() {
  Desk desk = desk_at(CaseState::concluded);
  desk.situation.deceased = day("2026-09-10");
  desk.fact();
  EXPECT_EQ(desk.last.outcome, Outcome::unchanged);
  EXPECT_EQ(desk.tell(desk.correcting(ActKind::undo, desk.now().rows.back().number, "2026-09-20", "af.gavle")),
            Outcome::accepted);
  return desk;
}

TEST(EndInLife, IsCorrectedThoughThePersonHasDiedSince) {
  for (const ActKind kind : {ActKind::conclude, ActKind::interrupt}) {
    for (const char* on : {"2026-08-01", "2026-09-10"}) {
      Desk desk = concluded_in_life();
      const auto cause = kind == ActKind::interrupt ? std::optional(EndCause::own_initiative) : std::nullopt;
      EXPECT_EQ(desk.tell(desk.ending(kind, on, "af.gavle", cause)), Outcome::accepted) << name(kind) << on;
      EXPECT_EQ(desk.state(), kind == ActKind::conclude ? CaseState::concluded : CaseState::interrupted);
      EXPECT_EQ(desk.now().ended_on(), day(on));
      EXPECT_NE(desk.now().rows.back().cause, EndCause::deceased);
      EXPECT_THAT(desk.exits, IsEmpty());
      desk.fact();
      EXPECT_EQ(desk.last.outcome, Outcome::unchanged) << "nor does the death change it afterwards";
    }
  }
}

TEST(EndInLife, IsNotLaterThanTheDeath) {
  Desk desk = concluded_in_life();
  EXPECT_EQ(desk.tell(desk.act(ActKind::conclude, "2026-09-11", "af.gavle")), Outcome::rejected);
  EXPECT_EQ(desk.state(), CaseState::interrupted);
  EXPECT_EQ(desk.now().rows.back().cause, EndCause::deceased);
}

TEST(EndInLife, ThatIsNotTakenLetsTheDeathEndTheCase) {
  Desk desk = concluded_in_life();
  EXPECT_EQ(desk.tell(desk.act(ActKind::conclude, "2026-04-30", "af.gavle")), Outcome::rejected) << "before its start";
  EXPECT_EQ(desk.now().rows.back().cause, EndCause::deceased);
  EXPECT_EQ(desk.exits.size(), 1U);
}

TEST(EndInLife, AloneComesBeforeTheDeath) {
  Desk desk = concluded_in_life();
  desk.tell(desk.act(ActKind::turn, "2026-06-01", "af.gavle"));
  EXPECT_EQ(desk.now().rows.back().cause, EndCause::deceased);
}

// ---- the same rebooking again ----

/// A rebooking of 5 March with a consent of 4 March on `form`.
CooperationAct rebooked_with(const Desk& desk, const char* form, const char* on = "2026-03-05") {
  CooperationAct act = desk.act(ActKind::rebook, on);
  act.consent = CaseConsent{{ConsentAnswer::given, form, day("2026-03-04"), std::nullopt}, {}};
  return act;
}

Desk without_mapping_consent(std::optional<base::Date> meeting = {}) {
  Desk desk;
  CooperationAct request = desk.act(ActKind::request, "2026-03-02");
  request.consent->purposes = {"registration"};
  request.meeting_on = meeting;
  EXPECT_EQ(desk.tell(request), Outcome::accepted);
  return desk;
}

TEST(Rebooking, SentAgainWithTheRightConsentBringsIt) {
  Desk desk = without_mapping_consent();
  ASSERT_EQ(desk.tell(rebooked_with(desk, "Accorda")), Outcome::accepted);
  EXPECT_THAT(made::codes(desk.last.warnings), ElementsAre(Code::mapping_consent_not_counted));
  EXPECT_EQ(desk.ask(rebooked_with(desk, "Accorda")).outcome, Outcome::unchanged);
  EXPECT_EQ(desk.tell(rebooked_with(desk, "GK 2024")), Outcome::accepted);
  EXPECT_EQ(desk.now().mapping_consent_on, day("2026-03-05"));
  EXPECT_EQ(desk.tell(rebooked_with(desk, "GK 2024")), Outcome::unchanged) << "it is attached";
}

TEST(Rebooking, ThatBringsTheConsentToACaseThatIsOverIsNotTakenForOneBefore) {
  Desk desk = without_mapping_consent();
  ASSERT_EQ(desk.tell(rebooked_with(desk, "Accorda")), Outcome::accepted);
  ASSERT_EQ(desk.tell(desk.ending(ActKind::interrupt, "2026-06-01", "fk.gavle", EndCause::own_initiative)),
            Outcome::accepted);
  EXPECT_EQ(desk.ask(rebooked_with(desk, "Accorda")).outcome, Outcome::unchanged);
  EXPECT_EQ(desk.ask(rebooked_with(desk, "GK 2024")).outcome, Outcome::rejected) << "it says something new";
}

TEST(Rebooking, BackToADayThatWasPlannedBeforeIsOneMore) {
  Desk desk = without_mapping_consent();
  const auto to = [&](const char* meeting, int minute) {
    CooperationAct act = desk.act(ActKind::rebook, "2026-03-05");
    act.meeting_on = day(meeting);
    act.by.at += std::chrono::minutes(minute);
    return act;
  };
  ASSERT_EQ(desk.tell(to("2026-03-10", 0)), Outcome::accepted);
  ASSERT_EQ(desk.tell(to("2026-03-12", 1)), Outcome::accepted);
  EXPECT_EQ(desk.ask(to("2026-03-12", 2)).outcome, Outcome::unchanged);
  EXPECT_EQ(desk.ask(to("2026-03-10", 0)).outcome, Outcome::unchanged) << "the very same act";
  EXPECT_EQ(desk.tell(to("2026-03-10", 3)), Outcome::accepted);
  EXPECT_EQ(next_step(desk.now(), day("2026-03-06"))->latest, day("2026-03-10"));
}

TEST(Rebooking, ThatBringsAConsentLeavesTheMeetingOnItsDay) {
  Desk desk = without_mapping_consent(day("2026-03-16"));
  ASSERT_EQ(desk.tell(rebooked_with(desk, "GK 2024")), Outcome::accepted);
  EXPECT_EQ(next_step(desk.now(), day("2026-03-16"))->latest, day("2026-03-16"));
  EXPECT_TRUE(next_step(desk.now(), day("2026-03-17"))->late);
  CooperationAct moved = desk.act(ActKind::rebook, "2026-03-06");
  moved.meeting_on = day("2026-03-30");
  desk.tell(moved);
  desk.tell(desk.correcting(ActKind::undo, 3, "2026-03-07"));
  EXPECT_EQ(next_step(desk.now(), day("2026-03-16"))->latest, day("2026-03-16")) << "what is undone plans nothing";
}

// ---- a consent to mapping after another ----

TEST(MappingConsent, OfTwoTheEarlierCounts) {
  Desk desk;
  CooperationAct request = desk.act(ActKind::request, "2026-03-02");
  request.consent->purposes = {"registration"};
  request.mapping_consent = CaseConsent{{ConsentAnswer::given, "GK 2024", day("2026-03-12"), std::nullopt}, {}};
  request.by = desk.by("fk.gavle", "2026-03-12");
  ASSERT_EQ(desk.tell(request), Outcome::accepted);
  ASSERT_EQ(desk.now().mapping_consent_on, day("2026-03-12"));
  ASSERT_EQ(desk.tell(rebooked_with(desk, "GK 2024")), Outcome::accepted);
  EXPECT_EQ(desk.now().mapping_consent_on, day("2026-03-05"));
  ASSERT_EQ(desk.tell(rebooked_with(desk, "GK 2024", "2026-03-09")), Outcome::accepted);
  EXPECT_EQ(desk.now().mapping_consent_on, day("2026-03-05"));
  EXPECT_THAT(desk.last.warnings, IsEmpty());
}

TEST(MappingConsent, ThatDoesNotCountIsToldBesideOneThatDoes) {
  Desk desk;
  desk.tell(desk.act(ActKind::request, "2026-03-02"));
  ASSERT_TRUE(desk.now().mapping_consent_on);
  EXPECT_EQ(desk.tell(rebooked_with(desk, "Accorda")), Outcome::accepted);
  EXPECT_THAT(made::codes(desk.last.warnings), ElementsAre(Code::mapping_consent_not_counted));
  EXPECT_EQ(desk.now().mapping_consent_on, day("2026-03-02"));
}

TEST(MappingConsent, OfARebookingIsNotLaterThanTheAct) {
  for (const int late : {0, 1}) {
    Desk desk = without_mapping_consent();
    CooperationAct act = rebooked_with(desk, "GK 2024");
    act.consent->consent.date = act.by.on + std::chrono::days(late);
    ASSERT_EQ(desk.tell(act), Outcome::accepted);
    EXPECT_EQ(desk.now().mapping_consent_on.has_value(), late == 0);
    EXPECT_EQ(desk.last.warnings.empty(), late == 0);
  }
}

}  // namespace
}  // namespace gateway::core
