#include "gateway/core/cooperation/named_responsible.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/core/cooperation/office.h"

namespace gateway::core {
namespace {

using made::day;
using made::desk_at;
using testing::ElementsAre;
using testing::IsEmpty;

const base::Date kMeeting = day("2026-03-16");

/// A desk at which fk.anna and af.bo work beside the others in Gävle.
struct Named {
  DirectoryRows rows = made::cooperation_rows();
  made::Desk desk;
  CooperationDecision decision;

  explicit Named(CaseState state = CaseState::requested) : desk(desk_at(state)) {
    for (const std::string user : {"fk.anna", "af.bo"}) {
      const std::string authority = user.substr(0, 2);
      rows.users.push_back({user, user, authority});
      rows.roles.push_back({user, "deltagaransvarig", {day("2010-01-01"), std::nullopt}});
      rows.assignments.push_back({user, authority + "_gavle", {day("2010-01-01"), std::nullopt}});
    }
  }
  base::Period& assignment(const std::string& user) {
    return std::find_if(rows.assignments.begin(), rows.assignments.end(),
                        [&](const auto& one) { return one.user == user; })
        ->period;
  }
  base::Period& role(const std::string& user) {
    return std::find_if(rows.roles.begin(), rows.roles.end(), [&](const auto& one) { return one.user == user; })
        ->period;
  }
  /// Whether the one whom the act names is taken, in `decision` as in what was decided.
  bool takes(const CooperationAct& act, const char* responsible) {
    desk.directory = made::directory(rows);
    const CooperationDecision before = desk.ask(act);
    decision = before;
    const bool taken = take_responsible(decision, responsible, act, desk.situation, desk.directory);
    EXPECT_EQ(decision.outcome, before.outcome);
    EXPECT_EQ(decision.reasons, before.reasons);
    EXPECT_EQ(decision.after, before.after) << "the case tells nobody of it";
    warned = {decision.warnings.begin() + static_cast<std::ptrdiff_t>(before.warnings.size()), decision.warnings.end()};
    return taken;
  }
  bool at_the_meeting(const char* responsible) { return takes(desk.act(ActKind::meet, kMeeting.text()), responsible); }

  std::vector<Reason> warned;  ///< Of whom the act names.
};

TEST(NamedResponsible, IsTakenWithRoleAndAssignmentOnTheDayOfTheAct) {
  for (const bool of_role : {true, false}) {
    Named named;
    base::Period& period = of_role ? named.role("fk.anna") : named.assignment("fk.anna");
    period = {kMeeting, kMeeting};
    EXPECT_TRUE(named.at_the_meeting("fk.anna")) << "whatever is so today";
    EXPECT_EQ(named.decision.outcome, Outcome::accepted);
    EXPECT_THAT(named.warned, IsEmpty());
    for (const base::Period& other : {base::Period{day("2010-01-01"), kMeeting - std::chrono::days(1)},
                                      base::Period{kMeeting + std::chrono::days(1), std::nullopt}}) {
      period = other;
      EXPECT_FALSE(named.at_the_meeting("fk.anna"));
      EXPECT_EQ(named.decision.outcome, Outcome::accepted) << "the act is not lost";
      ASSERT_EQ(named.warned.size(), 1U);
      EXPECT_EQ(named.warned.front(), (Reason{Code::responsible_not_taken,
                                              of_role ? "fk.anna (role_missing)" : "fk.anna (assignment_missing)"}));
    }
  }
}

TEST(NamedResponsible, IsOfTheOwnOrganisationAtTheCasesOffice) {
  Named named;
  for (const char* user : {"af.gavle", "af.bo", "fk.sandviken", "gavle"}) {
    EXPECT_FALSE(named.at_the_meeting(user)) << user;
    EXPECT_THAT(made::codes(named.warned), ElementsAre(Code::responsible_not_taken)) << user;
  }
  EXPECT_FALSE(named.at_the_meeting("Åsa Testsson"));
  EXPECT_EQ(named.warned.front().detail, "user_unknown") << "who is unknown is not repeated";
  EXPECT_FALSE(named.at_the_meeting(""));
  EXPECT_THAT(named.warned, IsEmpty()) << "nobody is named";
}

TEST(NamedResponsible, OfARequestIsAtItsOffice) {
  Named named;
  named.desk.situation = {};
  named.desk.situation.sex = Sex::woman;
  const CooperationAct of_fk = named.desk.act(ActKind::request, "2026-03-02");
  EXPECT_TRUE(named.takes(of_fk, "fk.anna"));
  EXPECT_FALSE(named.takes(of_fk, "fk.sandviken"));
  const CooperationAct of_af = named.desk.act(ActKind::request, "2026-03-02", "af.gavle");
  EXPECT_TRUE(named.takes(of_af, "af.bo")) << "though FK registers it";
  EXPECT_EQ(named.decision.outcome, Outcome::proposed);
  EXPECT_FALSE(named.takes(of_af, "fk.anna"));
  EXPECT_FALSE(named.takes(of_af, "af.sandviken"));
}

TEST(NamedResponsible, OfAChangeOfOfficeIsAtTheNewOne) {
  Named named;
  const CooperationAct moves = named.desk.move_to("af_sandviken", "fk_gavle", "2026-03-10");
  EXPECT_TRUE(named.takes(moves, "af.sandviken"));
  ASSERT_EQ(named.decision.outcome, Outcome::accepted);
  EXPECT_FALSE(named.takes(moves, "af.bo"));
}

TEST(NamedResponsible, OfAProposalIsWhereTheCaseIsAndForWhoeverActsForItThere) {
  Named named(CaseState::mapping);
  const CooperationAct plan = named.desk.plan(CaseState::planned_preparatory, "2026-04-01", "af.gavle");
  EXPECT_TRUE(named.takes(plan, "af.bo"));
  ASSERT_EQ(named.decision.outcome, Outcome::proposed);
  EXPECT_FALSE(named.takes(plan, "af.sandviken"));
  const CooperationAct takes_over = named.desk.move_to("af_sandviken", "fk_gavle", "2026-04-01", "af.sandviken");
  for (const char* user : {"af.sandviken", "af.bo"}) {
    EXPECT_FALSE(named.takes(takes_over, user)) << "the case is another office's until that office lets it go";
    EXPECT_THAT(made::codes(named.warned), ElementsAre(Code::responsible_not_taken));
  }
  ASSERT_EQ(named.decision.outcome, Outcome::proposed);
  CooperationAct outside = named.desk.act(ActKind::conclude, "2026-04-01", "gavle");
  outside.by.organisation = "gavle";
  outside.office.clear();
  EXPECT_FALSE(named.takes(outside, "gavle"));
  ASSERT_EQ(named.decision.outcome, Outcome::proposed);
}

TEST(NamedResponsible, IsNamedByNothingThatProtects) {
  Named named;
  const CooperationAct withdrawn =
      named.desk.ending(ActKind::interrupt, "2026-04-01", "fk.gavle", EndCause::consent_withdrawn);
  EXPECT_FALSE(named.takes(withdrawn, "fk.anna"));
  ASSERT_EQ(named.decision.outcome, Outcome::accepted);
  EXPECT_THAT(made::codes(named.warned), ElementsAre(Code::responsible_not_taken));
  EXPECT_TRUE(named.takes(named.desk.ending(ActKind::interrupt, "2026-04-01", "fk.gavle", EndCause::own_initiative),
                          "fk.anna"));
}

TEST(NamedResponsible, IsAskedForOfWhatIsRegisteredAlone) {
  Named named;
  EXPECT_FALSE(named.takes(named.desk.act(ActKind::start, "2026-03-10"), "nobody"));
  ASSERT_EQ(named.decision.outcome, Outcome::rejected);
  EXPECT_THAT(named.warned, IsEmpty());
  EXPECT_FALSE(named.takes(named.desk.act(ActKind::request, "2026-03-02"), "fk.anna"));
  ASSERT_EQ(named.decision.outcome, Outcome::unchanged);
  EXPECT_THAT(named.warned, IsEmpty()) << "the same act again says nothing new";
}

TEST(NamedResponsible, OfWhatWaitsIsTakenWhenItWaitsNoLonger) {
  Named named;
  named.desk.situation = {};
  named.desk.situation.sex = Sex::woman;
  CooperationAct asked = named.desk.act(ActKind::request, "2026-03-02");
  asked.consent.reset();
  EXPECT_FALSE(named.takes(asked, "fk.anna"));
  ASSERT_EQ(named.decision.outcome, Outcome::parked);
  EXPECT_THAT(named.warned, IsEmpty());
  EXPECT_FALSE(named.takes(asked, "fk.sandviken"));
  EXPECT_THAT(made::codes(named.warned), ElementsAre(Code::responsible_not_taken)) << "now, while somebody hears it";
}

}  // namespace
}  // namespace gateway::core
