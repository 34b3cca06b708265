#include "gateway/core/cooperation/register.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/core/cooperation/office.h"

namespace gateway::core {
namespace {

using made::codes_of;
using made::day;
using made::Desk;
using made::desk_at;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

TEST(Request, OpensACaseWithBothDatesAndWhoDidIt) {
  Desk desk;
  CooperationAct act = desk.act(ActKind::request, "2026-03-02");
  act.by = desk.by("fk.gavle", "2026-03-05");
  EXPECT_EQ(desk.tell(act), Outcome::accepted);
  EXPECT_EQ(desk.state(), CaseState::requested);
  EXPECT_EQ(desk.now().version, 1);
  ASSERT_EQ(desk.now().rows.size(), 1U);
  const CaseRow& row = desk.now().rows.front();
  EXPECT_EQ(row.happened, day("2026-03-02"));
  EXPECT_EQ(row.by.on, day("2026-03-05"));
  EXPECT_EQ(row.by.user, "fk.gavle");
  EXPECT_EQ(row.office, "fk_gavle");
  EXPECT_EQ(desk.now().consent_date, day("2026-03-02"));
}

TEST(Request, NeedsBothOfficesOfTheRightAuthority) {
  Desk desk;
  CooperationAct act = desk.act(ActKind::request, "2026-03-02");
  act.af_office.clear();
  EXPECT_THAT(codes_of(desk.ask(act)), ElementsAre(Code::office_missing));
  act.af_office = "fk_sandviken";
  EXPECT_THAT(codes_of(desk.ask(act)), ElementsAre(Code::office_of_other_authority));
  act.af_office = "af_paris";
  EXPECT_THAT(codes_of(desk.ask(act)), ElementsAre(Code::office_unknown));
  act.af_office = "af_gavle";
  act.office = act.fk_office = "fk_paris";
  const auto faults = desk.ask(act).reasons;
  EXPECT_EQ(std::count(faults.begin(), faults.end(), Reason{Code::office_unknown, "fk_paris"}), 1) << "said once";
}

TEST(Request, IsNotMadeTwice) {
  Desk desk = desk_at(CaseState::requested);
  EXPECT_EQ(desk.tell(desk.act(ActKind::request, "2026-03-02")), Outcome::unchanged);
  EXPECT_FALSE(desk.last.after);
  EXPECT_EQ(desk.tell(desk.act(ActKind::request, "2026-03-03")), Outcome::rejected);
  EXPECT_THAT(codes_of(desk.last), ElementsAre(Code::case_open));
}

TEST(Request, TheSameActAgainIsUnchangedHoweverFarTheCaseHasCome) {
  Desk desk = desk_at(CaseState::active_preparatory);
  const CooperationCase before = desk.now();
  for (const CooperationAct& act :
       {desk.act(ActKind::request, "2026-03-02"), desk.act(ActKind::meet, "2026-03-16"),
        desk.last_meeting("2026-03-20"), desk.plan(CaseState::planned_preparatory, "2026-04-01"),
        desk.act(ActKind::start, "2026-05-04", "af.gavle")}) {
    EXPECT_EQ(desk.tell(act), Outcome::unchanged) << name(act.kind);
  }
  EXPECT_EQ(desk.now(), before);
}

TEST(Request, AllFaultsAreTold) {
  Desk desk;
  CooperationAct act = desk.act(ActKind::request, "2026-03-02", "af.nowhere");
  act.office = "af_gavle";
  act.answers[Field::employed] = "perhaps";
  act.answers[Field::education] = "9";
  act.fk_office.clear();
  EXPECT_THAT(codes_of(desk.ask(act)), testing::UnorderedElementsAre(Code::office_missing, Code::assignment_missing,
                                                                     Code::answer_form, Code::answer_code_unknown));
}

TEST(Authority, RoleAndAssignmentToTheOfficeOnTheDayOfTheAct) {
  const auto with = [](auto change) {
    DirectoryRows rows = made::cooperation_rows();
    change(rows);
    Desk desk = desk_at(CaseState::planned_preparatory);
    desk.directory = made::directory(std::move(rows));
    return desk.ask(desk.act(ActKind::start, "2026-05-04", "af.gavle"));
  };
  EXPECT_EQ(with([](DirectoryRows&) {}).outcome, Outcome::accepted);
  for (const bool role : {true, false}) {
    const auto ending = [&](const char* to) {
      return [role, to](DirectoryRows& rows) {
        if (role) {
          for (RoleHolding& held : rows.roles) {
            if (held.user == "af.gavle") held.period.to = day(to);
          }
        } else {
          for (Assignment& given : rows.assignments) {
            if (given.user == "af.gavle") given.period.to = day(to);
          }
        }
      };
    };
    EXPECT_EQ(with(ending("2026-05-04")).outcome, Outcome::accepted);
    const CooperationDecision late = with(ending("2026-05-03"));
    EXPECT_EQ(late.outcome, Outcome::rejected);
    EXPECT_THAT(codes_of(late), Contains(role ? Code::role_missing : Code::assignment_missing));
  }
}

/// A desk where af.gavle was removed from its office at noon on a day, for cause or not.
Desk removed(const char* on, bool for_cause) {
  Desk desk = desk_at(CaseState::planned_preparatory);
  DirectoryRows rows = made::cooperation_rows();
  for (Assignment& given : rows.assignments) {
    if (given.user == "af.gavle") given.period.to = day(on) - std::chrono::days(1);
  }
  rows.staff.removals.push_back({"af.gavle", "af_gavle", day(on), made::noon(day(on)), "x", for_cause, ""});
  desk.directory = made::directory(std::move(rows));
  return desk;
}

TEST(Authority, AnActOfTheMorningStandsThoughTheAssignmentWasTakenAwayLaterThatDay) {
  Desk desk = removed("2026-05-04", false);
  CooperationAct act = desk.act(ActKind::start, "2026-05-04", "af.gavle");
  act.by.at -= std::chrono::hours(1);
  EXPECT_EQ(desk.ask(act).outcome, Outcome::accepted);
  act.by.at += std::chrono::hours(1);
  EXPECT_THAT(codes_of(desk.ask(act)), Contains(Code::assignment_missing)) << "ends at once";
  desk.tell(desk.act(ActKind::start, "2026-05-04", "fk.gavle"));
  const CooperationTask task = desk.situation.open_tasks.at(0);
  Act by = desk.by("af.gavle", "2026-05-04");
  EXPECT_FALSE(reject(task, by, "not_begun", desk.circumstances()).done);
  by.at -= std::chrono::hours(1);
  EXPECT_TRUE(reject(task, by, "not_begun", desk.circumstances()).done);
}

TEST(Authority, ARemovalForCauseStopsWhatIsQueued) {
  const auto ask = [](bool for_cause) {
    Desk desk = removed("2026-05-10", for_cause);
    return desk.ask(desk.act(ActKind::start, "2026-05-04", "af.gavle"));
  };
  EXPECT_EQ(ask(false).outcome, Outcome::accepted);
  EXPECT_EQ(ask(true).outcome, Outcome::rejected);
  EXPECT_THAT(codes_of(ask(true)), Contains(Code::removed_for_cause));
}

TEST(Authority, WhoMayNotSeeTheCaseGetsTheAnswerOfNoCase) {
  Desk desk = desk_at(CaseState::planned_preparatory);
  for (const char* user : {"af.sandviken", "fk.sandviken", "af.nowhere", "af.untrained"}) {
    CooperationAct act = desk.act(ActKind::conclude, "2026-01-01", user);
    if (std::string_view(user).starts_with("af.n") || std::string_view(user).starts_with("af.u")) {
      act.office = "af_gavle";
    }
    const CooperationDecision seen = desk.ask(act);
    Desk empty;
    const CooperationDecision none = empty.ask(act);
    EXPECT_EQ(seen.outcome, Outcome::rejected);
    EXPECT_EQ(seen.reasons, none.reasons) << user;
    EXPECT_EQ(seen.warnings, none.warnings) << user;
  }
}

TEST(Registrar, AfInitiatesAndFkGetsTheRequestsContent) {
  Desk desk;
  CooperationAct act = desk.act(ActKind::request, "2026-03-02", "af.gavle");
  act.answers[Field::initiated_by] = "af";
  EXPECT_EQ(desk.tell(act), Outcome::proposed);
  ASSERT_TRUE(desk.last.task);
  EXPECT_EQ(desk.last.task->office, "fk_gavle");
  EXPECT_EQ(desk.last.task->act.answers, act.answers);
  EXPECT_FALSE(desk.last.after);
  EXPECT_EQ(desk.confirm_task(*desk.last.task, "fk.gavle", "2026-03-04").done, true);
  EXPECT_EQ(desk.state(), CaseState::requested);
  EXPECT_EQ(desk.now().answers().at(Field::initiated_by), "af");
  EXPECT_EQ(desk.now().rows.front().delay(), std::chrono::days(2));
}

TEST(Registrar, WhoeverIsNotItProposes) {
  Desk mapping = desk_at(CaseState::requested);
  EXPECT_EQ(mapping.tell(mapping.act(ActKind::meet, "2026-03-16", "af.gavle")), Outcome::proposed);
  EXPECT_EQ(mapping.last.task->office, "fk_gavle");
  Desk planned = desk_at(CaseState::planned_preparatory);
  EXPECT_EQ(planned.tell(planned.act(ActKind::start, "2026-05-04", "fk.gavle")), Outcome::proposed);
  EXPECT_EQ(planned.last.task->office, "af_gavle");
}

TEST(Registrar, ByALocalAgreementAfRegistersWhatFkHasNot) {
  Desk desk = desk_at(CaseState::requested);
  desk.policy.agreements = {{"af_gavle", "fk_gavle", {day("2026-03-10"), day("2026-03-16")}, "Minnesanteckning"}};
  EXPECT_EQ(desk.ask(desk.act(ActKind::meet, "2026-03-09", "af.gavle")).outcome, Outcome::proposed);
  EXPECT_EQ(desk.ask(desk.act(ActKind::meet, "2026-03-17", "af.gavle")).outcome, Outcome::proposed);
  const CooperationDecision accepted = desk.ask(desk.act(ActKind::meet, "2026-03-16", "af.gavle"));
  EXPECT_EQ(accepted.outcome, Outcome::accepted);
  EXPECT_THAT(made::codes(accepted.warnings), ElementsAre(Code::registered_by_agreement));
  desk.policy.agreements.front().fk_office = "fk_sandviken";
  EXPECT_EQ(desk.ask(desk.act(ActKind::meet, "2026-03-16", "af.gavle")).outcome, Outcome::proposed);
  Desk planned = desk_at(CaseState::planned_preparatory);
  planned.policy.agreements = {{"af_gavle", "fk_gavle", {day("2020-01-01"), std::nullopt}, ""}};
  EXPECT_EQ(planned.ask(planned.act(ActKind::start, "2026-05-04", "fk.gavle")).outcome, Outcome::proposed);
}

TEST(Registrar, MunicipalityAndSupplierProposeToTheAfOffice) {
  Desk desk = desk_at(CaseState::active_preparatory);
  desk.policy.agreements = {{"af_gavle", "fk_gavle", {day("2020-01-01"), std::nullopt}, ""}};
  for (const char* organisation : {"gavle", "rusta"}) {
    CooperationAct act = desk.act(ActKind::conclude, "2026-09-01", "af.gavle");
    act.by.user.clear();
    act.by.organisation = organisation;
    act.office.clear();
    const CooperationDecision decision = desk.ask(act);
    EXPECT_EQ(decision.outcome, Outcome::proposed) << organisation;
    EXPECT_EQ(decision.task.value().office, "af_gavle");
  }
  Desk requested = desk_at(CaseState::requested);
  for (CooperationAct act :
       {requested.act(ActKind::meet, "2026-03-16"), requested.move_to("af_gavle", "fk_sandviken", "2026-03-16")}) {
    act.by.organisation = "rusta";
    act.office.clear();
    EXPECT_EQ(requested.ask(act).outcome, Outcome::proposed) << "what is FK's, or anybody's, too";
    EXPECT_EQ(requested.ask(act).task.value().office, "af_gavle");
  }
  CooperationAct act = desk.act(ActKind::conclude, "2026-09-01", "af.gavle");
  act.by.organisation = "region";
  EXPECT_THAT(codes_of(desk.ask(act)), ElementsAre(Code::organisation_without_part, Code::case_unknown));
}

TEST(Version, WhoSawAnOlderOneIsTold) {
  Desk desk = desk_at(CaseState::planned_preparatory);
  CooperationAct act = desk.act(ActKind::start, "2026-05-04", "af.gavle");
  act.seen_version = desk.now().version - 1;
  EXPECT_THAT(codes_of(desk.ask(act)), ElementsAre(Code::case_changed));
  act.seen_version = desk.now().version;
  EXPECT_EQ(desk.tell(act), Outcome::accepted);
  EXPECT_EQ(desk.now().version, *act.seen_version + 1);
}

TEST(Answers, MissingOnesAreTakenAndListedAndCompletedLater) {
  Desk desk;
  CooperationAct act = desk.act(ActKind::request, "2026-03-02");
  act.answers.erase(Field::education);
  act.answers[Field::employed] = "yes";
  EXPECT_EQ(desk.tell(act), Outcome::accepted);
  EXPECT_THAT(desk.last.missing, ElementsAre(Field::employer_number, Field::employment_kind, Field::education));
  EXPECT_THAT(made::codes(desk.last.warnings), ElementsAre(Code::answers_missing));
  auto missing = missing_in(desk.now(), desk.policy);
  ASSERT_EQ(missing.size(), 1U);
  EXPECT_EQ(missing[0].row, 1U);

  CooperationAct more = desk.correcting(ActKind::complete, 1, "2026-03-10");
  more.answers = {{Field::education, "3"}, {Field::employment_kind, "1"}};
  more.answers[Field::employer_number] = std::string("556677889") + made::check_digit("556677889");
  EXPECT_EQ(desk.tell(more), Outcome::accepted);
  EXPECT_THAT(missing_in(desk.now(), desk.policy), IsEmpty());
  EXPECT_EQ(desk.now().answers().at(Field::education), "3");
  EXPECT_EQ(desk.now().rows.front().answers.count(Field::education), 0U) << "the first row is as it was";
  EXPECT_EQ(desk.tell(more), Outcome::unchanged);
  more.answers = {{Field::education, "2"}};
  EXPECT_EQ(desk.tell(more), Outcome::rejected);
  EXPECT_THAT(codes_of(desk.last), ElementsAre(Code::answer_already_given));
}

TEST(Answers, TheLastMeetingsOutcomeMayBeMissing) {
  Desk desk = desk_at(CaseState::mapping);
  EXPECT_THAT(missing_in(desk.now(), desk.policy), IsEmpty()) << "no meeting is known to be the last yet";
  EXPECT_EQ(desk.tell(desk.plan(CaseState::planned_preparatory, "2026-04-01")), Outcome::accepted);
  const auto missing = missing_in(desk.now(), desk.policy);
  ASSERT_EQ(missing.size(), 1U);
  EXPECT_TRUE(missing[0].outcome);
  EXPECT_EQ(missing[0].row, 2U);
  CooperationAct more = desk.correcting(ActKind::complete, 2, "2026-04-02");
  more.outcome = MeetingOutcome::to_cooperation;
  EXPECT_EQ(desk.tell(more), Outcome::accepted);
  EXPECT_EQ(desk.now().outcome(), MeetingOutcome::to_cooperation);
  more.row = 2;
  more.outcome = MeetingOutcome::back_to_fk;
  more.kind = ActKind::correct;
  EXPECT_EQ(desk.tell(more), Outcome::rejected);
  EXPECT_THAT(codes_of(desk.last), ElementsAre(Code::outcome_contrary));
}

TEST(Answers, WrongFormRejects) {
  const auto asked = [](Field field, std::string text, FieldAnswers also = {}) {
    Desk desk;
    CooperationAct act = desk.act(ActKind::request, "2026-03-02");
    for (const auto& [other, answer] : also) act.answers[other] = answer;
    act.answers[field] = std::move(text);
    const CooperationDecision decision = desk.ask(act);
    return decision.outcome == Outcome::accepted ? std::optional<Code>() : std::optional(decision.reasons.at(0).code);
  };
  const FieldAnswers employed = {{Field::employed, "yes"}};
  const FieldAnswers works = {{Field::works_before, "yes"}};
  const std::string number = std::string("556677889") + made::check_digit("556677889");
  EXPECT_EQ(asked(Field::employer_number, number, employed), std::nullopt);
  EXPECT_EQ(asked(Field::employer_number, made::spoiled(number), employed), Code::answer_form);
  EXPECT_EQ(asked(Field::employer_number, made::test_number("1987-02-03").substr(2), employed), Code::answer_form)
      << "a person's number is no organisation's";
  EXPECT_EQ(asked(Field::employer_number, number), Code::answer_not_asked) << "only if employed";
  EXPECT_EQ(asked(Field::employment_kind, "1"), Code::answer_not_asked);
  EXPECT_EQ(asked(Field::works_before_percent, "100", works), std::nullopt);
  EXPECT_EQ(asked(Field::works_before_percent, "0", works), std::nullopt);
  EXPECT_EQ(asked(Field::works_before_percent, "101", works), Code::answer_form);
  EXPECT_EQ(asked(Field::works_before_percent, "050", works), Code::answer_form);
  EXPECT_EQ(asked(Field::works_before_percent, "50"), Code::answer_not_asked);
  EXPECT_EQ(asked(Field::municipality, "180"), Code::answer_form);
  EXPECT_EQ(asked(Field::education, "X"), Code::answer_code_unknown);
  EXPECT_EQ(asked(Field::end_reason, "1"), Code::answer_not_asked) << "asked at the end";
}

TEST(Answers, ACodeIsOneOfTheDayItIsAbout) {
  Desk desk = desk_at(CaseState::active_preparatory);
  const base::Period until_august{day("2010-01-01"), day("2026-08-31")};
  CodeList list = desk.policy.codes.lists().front();
  for (ListedCode& code : list.codes) code.valid = code.code == "1" ? until_august : code.valid;
  desk.policy.codes = CodeLists({list});
  CooperationAct end = desk.act(ActKind::conclude, "2026-09-01", "af.gavle");
  EXPECT_THAT(codes_of(desk.ask(end)), ElementsAre(Code::answer_code_unknown, Code::answer_code_unknown));
  end.happened = day("2026-08-31");
  EXPECT_EQ(desk.tell(end), Outcome::accepted) << "registered on a later day";
  CooperationAct correction = desk.correcting(ActKind::correct, 1, "2026-11-20");
  correction.answers = {{Field::support_time, "1"}};
  EXPECT_EQ(desk.tell(correction), Outcome::accepted) << "of the day of the request";
}

TEST(Task, IsToBeAnsweredWithinThePolicysDays) {
  Desk desk = desk_at(CaseState::planned_preparatory);
  desk.policy.thresholds = {{Threshold::task_days, 3, {day("2020-01-01"), std::nullopt}}};
  desk.tell(desk.act(ActKind::start, "2026-05-04", "fk.gavle"));
  EXPECT_EQ(desk.last.task.value().due, desk.today + std::chrono::days(3));
}

TEST(Answers, ADistrictOnlyInStockholmAndGoteborg) {
  for (const auto& [municipality, taken] :
       std::map<std::string, bool>{{"0180", true}, {"1480", true}, {"2180", false}}) {
    Desk desk;
    CooperationAct act = desk.act(ActKind::request, "2026-03-02");
    act.answers[Field::municipality] = municipality;
    EXPECT_EQ(desk.ask(act).missing == std::vector<Field>{Field::district}, taken) << municipality;
    act.answers[Field::district] = "1";
    EXPECT_EQ(desk.ask(act).outcome == Outcome::accepted, taken) << municipality;
  }
}

TEST(Answers, WhatDoesNotBelongToTheActRejects) {
  Desk desk = desk_at(CaseState::planned_preparatory);
  CooperationAct act = desk.act(ActKind::start, "2026-05-04", "af.gavle");
  act.outcome = MeetingOutcome::back_to_fk;
  act.cause = EndCause::own_initiative;
  act.until = day("2026-09-01");
  act.row = 3;
  act.af_office = "af_gavle";
  const std::vector<Code> five(5, Code::answer_not_asked);
  EXPECT_THAT(codes_of(desk.ask(act)), testing::ElementsAreArray(five));
}

TEST(Answers, ARequestNamesNoCase) {
  Desk desk;
  CooperationAct request = desk.act(ActKind::request, "2026-03-02");
  EXPECT_EQ(desk.ask(request).outcome, Outcome::accepted);
  request.case_id = made::case_id(9);
  const CooperationDecision decision = desk.ask(request);
  ASSERT_EQ(decision.reasons.size(), 1U);
  EXPECT_EQ(decision.reasons.front(), (Reason{Code::answer_not_asked, "case"}));
}

TEST(LocalPolicy, AtLeastTwoMeetings) {
  for (const auto& [strictness, meetings, taken, warned] :
       std::vector<std::tuple<Strictness, int, bool, bool>>{{Strictness::off, 1, true, false},
                                                            {Strictness::warn, 1, true, true},
                                                            {Strictness::reject, 1, false, false},
                                                            {Strictness::warn, 2, true, false},
                                                            {Strictness::reject, 2, true, false}}) {
    Desk desk = desk_at(CaseState::mapping);
    if (meetings == 2) desk.tell(desk.last_meeting("2026-03-20"));
    desk.take_up(LocalPolicy::two_meetings, strictness);
    const CooperationDecision decision = desk.ask(desk.plan(CaseState::planned_preparatory, "2026-04-01"));
    EXPECT_EQ(decision.outcome == Outcome::accepted, taken);
    EXPECT_EQ(decision.warnings.size() == 1, warned);
    if (!taken) {
      EXPECT_THAT(codes_of(decision), ElementsAre(Code::policy_two_meetings));
    }
  }
}

TEST(LocalPolicy, APlanOfAtMostThreeMonthsForThoseOnSjukpenning) {
  const auto planned = [](const char* income, const char* until, Strictness strictness) {
    Desk desk;
    CooperationAct request = desk.act(ActKind::request, "2026-03-02");
    request.answers[Field::income_source_before] = income;
    desk.tell(request);
    desk.tell(desk.last_meeting("2026-03-16"));
    desk.take_up(LocalPolicy::plan_three_months, strictness);
    CooperationAct plan = desk.plan(CaseState::planned_preparatory, "2026-03-31");
    plan.until = day(until);
    const CooperationDecision decision = desk.ask(plan);
    const bool told = codes_of(decision) == std::vector{Code::policy_plan_too_long};
    EXPECT_EQ(told, decision.outcome == Outcome::rejected);
    return decision.outcome;
  };
  EXPECT_EQ(planned("sjukpenning", "2026-06-30", Strictness::reject), Outcome::accepted);
  EXPECT_EQ(planned("sjukpenning", "2026-07-01", Strictness::reject), Outcome::rejected);
  EXPECT_EQ(planned("sjukpenning", "2026-07-01", Strictness::warn), Outcome::accepted);
  EXPECT_EQ(planned("sjukpenning", "2026-07-01", Strictness::off), Outcome::accepted);
  EXPECT_EQ(planned("1", "2026-07-01", Strictness::reject), Outcome::accepted);
}

TEST(LocalPolicy, ConsentForMappingIsAttachedAWeekBeforeTheMeeting) {
  const auto met = [](const char* on, Strictness strictness, std::vector<std::string> purposes = {}) {
    Desk desk;
    CooperationAct request = desk.act(ActKind::request, "2026-03-02");
    request.consent->purposes = std::move(purposes);
    desk.tell(request);
    desk.take_up(LocalPolicy::mapping_consent_week, strictness);
    return desk.ask(desk.act(ActKind::meet, on));
  };
  EXPECT_EQ(met("2026-03-09", Strictness::reject).outcome, Outcome::accepted);
  EXPECT_THAT(codes_of(met("2026-03-08", Strictness::reject)), ElementsAre(Code::policy_mapping_consent_late));
  EXPECT_THAT(made::codes(met("2026-03-08", Strictness::warn).warnings),
              ElementsAre(Code::policy_mapping_consent_late));
  EXPECT_EQ(met("2026-03-08", Strictness::off).warnings.size(), 0U);
  EXPECT_EQ(met("2026-03-30", Strictness::reject, {"registration"}).outcome, Outcome::rejected) << "never attached";
}

TEST(LocalPolicy, ARequestWithoutConsentForMappingMayBeRefused) {
  Desk desk;
  CooperationAct act = desk.act(ActKind::request, "2026-03-02");
  desk.take_up(LocalPolicy::request_needs_mapping_consent, Strictness::reject);
  EXPECT_EQ(desk.ask(act).outcome, Outcome::accepted);
  act.consent->purposes = {"registration"};
  EXPECT_THAT(codes_of(desk.ask(act)), ElementsAre(Code::policy_mapping_consent_missing));
  desk.take_up(LocalPolicy::request_needs_mapping_consent, Strictness::off);
  EXPECT_EQ(desk.ask(act).outcome, Outcome::accepted);
}

TEST(ChangeOffice, AtAnyTimeAlsoDuringAnActiveInsats) {
  for (const CaseState state : {CaseState::requested, CaseState::mapping, CaseState::planned_work_oriented,
                                CaseState::active_preparatory, CaseState::active_work_oriented}) {
    Desk desk = desk_at(state);
    const auto rows = desk.now().rows;
    EXPECT_EQ(desk.tell(desk.move_to("af_sandviken", "fk_gavle", "2026-06-15")), Outcome::accepted) << name(state);
    EXPECT_EQ(desk.state(), state);
    EXPECT_EQ(desk.now().af_office, "af_sandviken");
    EXPECT_EQ(desk.now().fk_office, "fk_gavle");
    EXPECT_TRUE(std::equal(rows.begin(), rows.end(), desk.now().rows.begin())) << "history follows unchanged";
    CooperationAct old_office = desk.act(ActKind::conclude, "2026-09-01", "af.gavle");
    EXPECT_THAT(codes_of(desk.ask(old_office)), Contains(Code::case_unknown));
  }
  Desk over = desk_at(CaseState::concluded);
  EXPECT_EQ(over.tell(over.move_to("af_sandviken", "fk_gavle", "2026-09-15")), Outcome::rejected);
}

TEST(ChangeOffice, TheOfficeThatGaveTheCaseAwayHearsThatItIsDone) {
  Desk desk = desk_at(CaseState::mapping);
  const CooperationAct act = desk.move_to("af_sandviken", "fk_gavle", "2026-06-15");
  desk.tell(act);
  EXPECT_EQ(desk.tell(act), Outcome::unchanged);
  EXPECT_EQ(desk.tell(desk.move_to("af_sandviken", "fk_sandviken", "2026-06-16")), Outcome::rejected)
      << "no longer its case";
}

TEST(ChangeOffice, TheSameAgainMovesNothingBack) {
  Desk desk = desk_at(CaseState::mapping);
  const CooperationAct there = desk.move_to("af_sandviken", "fk_gavle", "2026-03-18");
  desk.tell(there);
  desk.tell(desk.move_to("af_gavle", "fk_gavle", "2026-03-19", "af.sandviken"));
  EXPECT_EQ(desk.tell(there), Outcome::unchanged);
  EXPECT_EQ(desk.now().af_office, "af_gavle");
  EXPECT_EQ(desk.tell(desk.move_to("af_sandviken", "fk_gavle", "2026-03-20")), Outcome::accepted);
}

TEST(ChangeOffice, BothOfficesAreGivenEvenIfOneChanges) {
  Desk desk = desk_at(CaseState::mapping);
  EXPECT_THAT(codes_of(desk.ask(desk.move_to("af_sandviken", "", "2026-06-15"))), ElementsAre(Code::office_missing));
  EXPECT_EQ(desk.ask(desk.move_to("af_gavle", "fk_gavle", "2026-06-15")).outcome, Outcome::unchanged);
}

TEST(ChangeOffice, IsProposedToTheOfficeThatGivesTheCaseAway) {
  Desk desk = desk_at(CaseState::mapping);
  EXPECT_EQ(desk.tell(desk.move_to("af_gavle", "fk_sandviken", "2026-06-15", "fk.sandviken")), Outcome::proposed);
  EXPECT_EQ(desk.now().fk_office, "fk_gavle");
  EXPECT_TRUE(desk.last.reasons.empty()) << "whose case it is stays untold";
  const CooperationTask task = desk.situation.open_tasks.at(0);
  EXPECT_EQ(task.office, "fk_gavle");
  EXPECT_FALSE(desk.confirm_task(task, "fk.sandviken", "2026-06-16").done);
  EXPECT_TRUE(desk.confirm_task(task, "fk.gavle", "2026-06-16").done);
  EXPECT_EQ(desk.now().fk_office, "fk_sandviken");
  EXPECT_EQ(desk.tell(desk.act(ActKind::meet, "2026-06-20", "fk.sandviken")), Outcome::accepted);
}

TEST(ChangeOffice, TakesOverTheSideOfTheOwnAuthorityOnly) {
  Desk desk = desk_at(CaseState::active_preparatory);
  const std::vector<Reason> none = Desk().ask(desk.move_to("af_sandviken", "fk_sandviken", "2026-06-15")).reasons;
  for (const CooperationAct& act : {desk.move_to("af_sandviken", "fk_sandviken", "2026-06-15", "af.sandviken"),
                                    desk.move_to("af_sandviken", "fk_sandviken", "2026-06-15", "fk.sandviken"),
                                    desk.move_to("af_gavle", "fk_sandviken", "2026-06-15", "af.sandviken")}) {
    EXPECT_EQ(desk.ask(act).outcome, Outcome::rejected);
    EXPECT_EQ(desk.ask(act).reasons, none) << "the answer of a case that is not there";
  }
  EXPECT_EQ(desk.ask(desk.move_to("af_sandviken", "fk_gavle", "2026-06-15", "af.sandviken")).outcome,
            Outcome::proposed);
  CooperationAct nowhere = desk.move_to("af_sandviken", "fk_gavle", "2026-06-15", "af.nowhere");
  nowhere.office = "af_sandviken";
  EXPECT_EQ(desk.ask(nowhere).reasons, Desk().ask(nowhere).reasons);
}

TEST(ChangeOffice, TheTakerHearsTheSameHoweverFarTheCaseHasCome) {
  for (const CaseState state : {CaseState::requested, CaseState::active_preparatory, CaseState::concluded}) {
    const Desk desk = desk_at(state);
    const CooperationDecision decision =
        desk.ask(desk.move_to("af_sandviken", "fk_gavle", "2020-06-15", "af.sandviken"));
    EXPECT_EQ(decision.outcome, Outcome::proposed) << name(state);
    EXPECT_TRUE(decision.reasons.empty());
  }
}

TEST(ChangeOffice, HappensNotBeforeTheRequest) {
  Desk desk = desk_at(CaseState::mapping);
  EXPECT_THAT(codes_of(desk.ask(desk.move_to("af_sandviken", "fk_gavle", "2026-03-01"))),
              ElementsAre(Code::before_last_state));
  EXPECT_EQ(desk.ask(desk.move_to("af_sandviken", "fk_gavle", "2026-03-02")).outcome, Outcome::accepted);
}

TEST(Dates, OfAMeetingThatIsPlannedAndOfAPlansEndAreNotBeforeTheAct) {
  Desk desk;
  CooperationAct request = desk.act(ActKind::request, "2026-03-02");
  request.meeting_on = day("2026-03-01");
  EXPECT_THAT(codes_of(desk.ask(request)), ElementsAre(Code::answer_form));
  request.meeting_on = day("2026-03-02");
  EXPECT_EQ(desk.tell(request), Outcome::accepted);
  desk.tell(desk.last_meeting("2026-03-16"));
  CooperationAct plan = desk.plan(CaseState::planned_preparatory, "2026-04-01");
  plan.until = day("2026-03-31");
  EXPECT_THAT(codes_of(desk.ask(plan)), ElementsAre(Code::answer_form));
  plan.until = day("2026-04-01");
  EXPECT_EQ(desk.ask(plan).outcome, Outcome::accepted);
}

TEST(ChangeOffice, TasksFollow) {
  Desk desk = desk_at(CaseState::planned_preparatory);
  desk.tell(desk.act(ActKind::start, "2026-05-04", "fk.gavle"));
  desk.tell(desk.move_to("af_sandviken", "fk_gavle", "2026-05-10"));
  ASSERT_EQ(desk.situation.open_tasks.size(), 1U);
  EXPECT_EQ(desk.situation.open_tasks[0].office, "af_sandviken");
  EXPECT_TRUE(desk.confirm_task(desk.situation.open_tasks[0], "af.sandviken", "2026-05-11").done);
  EXPECT_EQ(desk.state(), CaseState::active_preparatory);
}

TEST(Responsible, IsNobodyAnyMoreWhoDoesNotWorkAtTheNewOffice) {
  Desk desk = desk_at(CaseState::active_preparatory);
  desk.situation.current->responsible = "fk.gavle";
  desk.tell(desk.move_to("af_gavle", "fk_sandviken", "2026-06-15"));
  EXPECT_EQ(desk.now().responsible, "");
}

}  // namespace
}  // namespace gateway::core
