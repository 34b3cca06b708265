// Who sees a case or a task, how long a participant is found, and protective facts about what is not here (domain.md
// §2 and §3).
#include "gateway/core/cooperation/sight.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/core/cooperation/office.h"

namespace gateway::core {
namespace {

using made::codes_of;
using made::day;
using made::days;
using made::Desk;
using made::desk_at;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(Sight, OfACaseNeedsRoleAndAssignmentAtOneOfItsOffices) {
  const Desk desk = desk_at(CaseState::mapping);
  const auto sees = [&](const char* user) { return may_see(desk.directory, user, desk.now(), desk.today); };
  EXPECT_TRUE(sees("fk.gavle"));
  EXPECT_TRUE(sees("af.gavle"));
  EXPECT_FALSE(sees("fk.sandviken")) << "another office of the same agency";
  EXPECT_FALSE(sees("af.untrained")) << "the assignment alone";
  EXPECT_FALSE(sees("af.nowhere")) << "the role alone";
  EXPECT_FALSE(sees("nobody"));
}

TEST(Sight, IsNotForWhoMustNotCombineTheRole) {
  const Desk desk = desk_at(CaseState::mapping);
  for (const char* role : {"samverkansadministrator", "bestallare"}) {
    DirectoryRows rows = made::cooperation_rows();
    rows.roles.push_back({"fk.gavle", role, {desk.today, desk.today}});
    const Directory directory = made::directory(rows);
    EXPECT_FALSE(may_see(directory, "fk.gavle", desk.now(), desk.today)) << role;
    EXPECT_THAT(offices_of(directory, "fk.gavle", desk.today), IsEmpty()) << role;
    EXPECT_TRUE(may_see(directory, "fk.gavle", desk.now(), desk.today + days(1))) << role;
  }
}

TEST(Sight, OfACaseIsForTheOfficesOwnOrganisation) {
  const Desk desk = desk_at(CaseState::mapping);
  DirectoryRows rows = made::cooperation_rows();
  rows.assignments.push_back({"af.nowhere", desk.now().fk_office, {day("2010-01-01"), std::nullopt}});
  EXPECT_FALSE(may_see(made::directory(rows), "af.nowhere", desk.now(), desk.today));
  rows.assignments.back().to = desk.now().af_office;
  EXPECT_TRUE(may_see(made::directory(rows), "af.nowhere", desk.now(), desk.today));
}

TEST(Sight, OfACaseEndsWithTheLastDayOfTheAssignment) {
  const Desk desk = desk_at(CaseState::mapping);
  DirectoryRows rows = made::cooperation_rows();
  for (auto& row : rows.assignments) {
    if (row.user == "fk.gavle") row.period.to = desk.today;
  }
  const Directory directory = made::directory(rows);
  EXPECT_TRUE(may_see(directory, "fk.gavle", desk.now(), desk.today));
  EXPECT_FALSE(may_see(directory, "fk.gavle", desk.now(), desk.today + days(1)));
}

TEST(Sight, ByNumberIsTheOwnDataProtectionOfficersWhoseRoleSeesPersons) {
  const base::Date today = day("2026-11-21");
  DirectoryRows rows = made::cooperation_rows();
  for (const char* role : {"dataskyddsombud", "deltagaransvarig", "insatsansvarig", "samverkansadministrator"}) {
    rows.roles = {{"fk.gavle", role, {today, today + days(1)}}};
    const Directory directory = made::directory(rows);
    const bool officer = std::string_view(role) == "dataskyddsombud";
    for (const int after : {-1, 0, 1, 2}) {
      const bool in_role = after == 0 || after == 1;
      EXPECT_EQ(reads_by_number(directory, "fk.gavle", "fk", today + days(after)), officer && in_role) << role << after;
    }
    EXPECT_FALSE(reads_by_number(directory, "fk.gavle", "af", today)) << "another organisation's";
    EXPECT_FALSE(reads_by_number(directory, "nobody", "fk", today));
  }
  rows.roles = {{"fk.gavle", "dataskyddsombud", {today, today}}};
  for (const bool sees : {true, false}) {
    std::vector<Role> roles = Roles().rows();
    for (Role& role : roles) role.sees_persons = sees;
    const auto directory = Directory::build(rows, Roles(roles));
    ASSERT_TRUE(directory);
    EXPECT_EQ(reads_by_number(*directory, "fk.gavle", "fk", today), sees) << "as the policy says";
  }
}

TEST(Sight, AGatewayHearsOfItsOwnUsersAndANodeOfAll) {
  const Directory directory = made::directory(made::cooperation_rows());
  EXPECT_TRUE(heard_of(directory, "fk.gavle", "fk", false));
  EXPECT_FALSE(heard_of(directory, "af.gavle", "fk", false));
  EXPECT_TRUE(heard_of(directory, "af.gavle", "fk", true));
  EXPECT_FALSE(heard_of(directory, "nobody", "fk", true));
}

TEST(Sight, OfOfficesIsWhereRoleAndAssignmentAreToday) {
  const Desk desk;
  EXPECT_THAT(offices_of(desk.directory, "fk.gavle", desk.today), ElementsAre("fk_gavle"));
  EXPECT_THAT(offices_of(desk.directory, "af.untrained", desk.today), IsEmpty()) << "the assignment alone";
  EXPECT_THAT(offices_of(desk.directory, "fk.gavle", day("2009-12-31")), IsEmpty()) << "before either";
  EXPECT_THAT(offices_of(desk.directory, "nobody", desk.today), IsEmpty());
}

TEST(Sight, OfATaskIsForWhoAnswersItAndForTheProposersOwnOffice) {
  Desk desk = desk_at(CaseState::mapping);
  CooperationTask task;
  task.office = "fk_gavle";
  task.act = desk.act(ActKind::meet, "2026-03-20", "af.gavle");
  const auto sees = [&](const char* user) { return may_see(desk.directory, desk.by(user, "2026-11-21"), task); };
  EXPECT_TRUE(sees("fk.gavle"));
  EXPECT_TRUE(sees("af.gavle"));
  EXPECT_FALSE(sees("fk.sandviken"));
  EXPECT_FALSE(sees("af.sandviken"));
  EXPECT_FALSE(sees("af.nowhere"));
}

TEST(Sight, OfAFactThatWasToldIsNotForEveryColleague) {
  Desk desk = desk_at(CaseState::mapping);
  CooperationTask task;
  task.office = "fk_gavle";
  task.act = desk.ending(ActKind::interrupt, "2026-03-20", "af.gavle", EndCause::consent_withdrawn);
  task.act.office.clear();
  const auto sees = [&](const char* user) { return may_see(desk.directory, desk.by(user, "2026-11-21"), task); };
  EXPECT_TRUE(sees("fk.gavle"));
  EXPECT_TRUE(sees("af.gavle")) << "who told it";
  EXPECT_FALSE(sees("af.sandviken"));
  task.act.cause = EndCause::own_initiative;
  EXPECT_TRUE(sees("af.sandviken")) << "a proposal without an office is the organisation's";
}

TEST(Sight, OfASuppliersTaskIsForTheSupplier) {
  const Desk desk;
  CooperationTask task;
  task.office = "fk_gavle";
  task.act.by = {"", "rusta", made::noon(day("2026-03-02")), day("2026-03-02")};
  Act by = task.act.by;
  EXPECT_TRUE(may_see(desk.directory, by, task));
  by.organisation = "gavle";
  EXPECT_FALSE(may_see(desk.directory, by, task));
}

TEST(Sight, OfAParticipantLastsThePolicysDaysAfterTheEnd) {
  Desk desk = desk_at(CaseState::concluded);
  desk.policy.thresholds = {{Threshold::search_days, 30, made::always()}};
  EXPECT_TRUE(findable(desk.now(), desk.policy, day("2026-09-01") + days(30)));
  EXPECT_FALSE(findable(desk.now(), desk.policy, day("2026-09-01") + days(31)));
  EXPECT_TRUE(findable(desk_at(CaseState::mapping).now(), desk.policy, day("2036-01-01"))) << "while it goes on";
}

TEST(Sight, OfARegistrationIsForItsInsatsAsLongAsItIsRead) {
  DirectoryRows rows = made::cooperation_rows();
  for (Assignment& held : rows.assignments) {
    if (held.user == "karl.ek") held.period.to = made::kToday;
  }
  const Directory directory = made::directory(rows);
  Registration of;
  of.place = "training";
  of.consent_date = day("2026-03-02");
  Standing standing;
  const auto sees = [&](const char* user, base::Date today = made::kToday) {
    return may_see(directory, user, of, standing, today);
  };
  EXPECT_TRUE(sees("karl.ek"));
  EXPECT_FALSE(sees("karl.ek", made::kToday + days(1))) << "the assignment has ended";
  EXPECT_FALSE(sees("kalle.nord")) << "no assignment";
  EXPECT_FALSE(sees("fk.gavle"));
  for (const auto& [stage, read] : {std::pair(Stage::in, true), std::pair(Stage::out, true),
                                    std::pair(Stage::exited, false), std::pair(Stage::voided, false)}) {
    of.stage = stage;
    EXPECT_EQ(sees("karl.ek"), read) << static_cast<int>(stage);
  }
  of.stage = Stage::out;
  standing.withdrawn = day("2026-03-01");
  EXPECT_TRUE(sees("karl.ek")) << "the consent is later";
  standing.withdrawn = day("2026-03-02");
  EXPECT_FALSE(sees("karl.ek"));
}

/// Consent taken back from a case that this party does not have.
CooperationAct about_elsewhere(const Desk& desk, EndCause cause) {
  CooperationAct act = desk.ending(ActKind::interrupt, "2026-06-01", "af.gavle", cause);
  act.case_id = made::case_id(9);
  return act;
}

TEST(FactWithoutCase, GoesToTheNodeFromAGatewayThatDoesNotHaveTheCase) {
  const Desk desk;
  CaseCircumstances gateway = desk.circumstances();
  gateway.last_word = false;
  for (const auto& [cause, code] : {std::pair(EndCause::consent_withdrawn, Code::consent_withdrawn),
                                    std::pair(EndCause::deceased, Code::person_deceased)}) {
    const CooperationDecision decision = decide_act(about_elsewhere(desk, cause), desk.situation, gateway);
    EXPECT_EQ(decision.outcome, Outcome::proposed);
    EXPECT_THAT(decision.exits, ElementsAre(CaseExit{MessageKind::exit, day("2026-06-01"), code, std::nullopt}));
  }
}

TEST(FactWithoutCase, GoesToTheNodeWhateverOtherCaseOfThePersonIsHere) {
  const Desk desk = desk_at(CaseState::mapping);
  CaseCircumstances gateway = desk.circumstances();
  gateway.last_word = false;
  for (const EndCause cause : {EndCause::consent_withdrawn, EndCause::deceased}) {
    CooperationAct act = about_elsewhere(desk, cause);
    const CooperationDecision decision = decide_act(act, desk.situation, gateway);
    EXPECT_EQ(decision.outcome, Outcome::proposed);
    EXPECT_THAT(decision.exits, SizeIs(1));
    EXPECT_FALSE(decision.after) << "the case here is another";
    act.case_id = {};
    EXPECT_THAT(codes_of(decide_act(act, desk.situation, gateway)), ElementsAre(Code::case_unknown)) << "of no case";
  }
}

TEST(FactWithoutCase, IsRefusedByTheNodeAndFromNobodyKnown) {
  const Desk desk;
  CooperationAct act = about_elsewhere(desk, EndCause::consent_withdrawn);
  EXPECT_THAT(codes_of(desk.ask(act)), ElementsAre(Code::case_unknown));
  EXPECT_THAT(codes_of(desk_at(CaseState::mapping).ask(act)), ElementsAre(Code::case_unknown));
  CaseCircumstances gateway = desk.circumstances();
  gateway.last_word = false;
  act.by.organisation = "unheard_of";
  const CooperationDecision decision = decide_act(act, desk.situation, gateway);
  EXPECT_THAT(codes_of(decision), ElementsAre(Code::organisation_without_part));
  EXPECT_THAT(decision.exits, IsEmpty());
}

TEST(FactWithoutCase, HappensNoLaterThanToday) {
  const Desk desk;
  CaseCircumstances gateway = desk.circumstances();
  gateway.last_word = false;
  CooperationAct act = about_elsewhere(desk, EndCause::deceased);
  act.happened = desk.today + days(1);
  EXPECT_EQ(decide_act(act, desk.situation, gateway).exits.front().date, desk.today);
}

}  // namespace
}  // namespace gateway::core
