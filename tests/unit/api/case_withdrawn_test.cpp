// What is left of a case whose consent was taken back: what the same consent opens afterwards, at gateways and node,
// and what may still be read in the ledgers (domain.md §3 g, s).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/api/parties.h"

namespace gateway::api {
namespace {

using namespace made;
using core::ActKind;
using core::Code;
using core::MessageKind;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class CaseWithdrawn : public testing::Test {
 protected:
  void follow() {
    for (Party* party : {&fk, &af}) catch_up(*party, node);
  }
  base::RegistrationId registered() {
    const base::RegistrationId id = fk.request().id;
    carry(fk, node);
    follow();
    return id;
  }
  /// FK tells it by an act, on the day or without one.
  void withdraw(const base::RegistrationId& id, std::optional<base::Date> on) {
    core::CooperationAct act = fk.later(ActKind::interrupt, "2026-06-01", "fk.gavle", id);
    act.cause = core::EndCause::consent_withdrawn;
    act.happened = on;
    if (!on) act.by.at = fk.office.clock.now();
    ASSERT_EQ(fk.act(act).outcome, Outcome::accepted);
  }
  void withdrawn(const base::RegistrationId& id) {
    withdraw(id, day("2026-06-01"));
    carry(fk, node);
    follow();
  }
  /// What a request on a consent of the day becomes, registered on the day after.
  static ActAnswer asked_on(Party& party, const std::string& consent) {
    core::CooperationAct act = party.asked_request(party.organisation() + ".gavle");
    act.consent->consent.date = day(consent);
    act.happened = day(consent) + days(1);
    act.by.at = noon(*act.happened);
    return party.act(act, person());
  }
  /// What goes to the node beside the figures.
  std::vector<std::string> carried(Party& party) {
    std::vector<std::string> all = carry(party, node);
    std::erase_if(all, [](const std::string& one) { return one.find(R"("kind":"totals")") != std::string::npos; });
    return all;
  }
  /// The same at a gateway of FK's that has heard of nothing, and so passes it on to the node.
  void asked_elsewhere(const std::string& consent) {
    Party unknowing{"fk"};
    for (int i = 0; i < 40; ++i) (void)unknowing.random.registration();  // Not those of the other one.
    EXPECT_EQ(asked_on(unknowing, consent).outcome, Outcome::accepted);
    EXPECT_THAT(carry(unknowing, node), SizeIs(1));
  }
  static std::int64_t count(Party& party, const char* sql) {
    io::store::Database kept(party.office.folder.config().database, io::store::Database::Mode::read_only);
    io::store::Query query = kept.query(sql);
    query.step();
    return query.integer(0);
  }

  Party fk{"fk"};
  Party af{"af"};
  Party node{"node"};
};

TEST_F(CaseWithdrawn, S_OnTheConsentThatEndedNobodyIsNamedAgain) {
  withdrawn(registered());
  for (const char* consent : {"2026-03-01", "2026-06-01"}) {
    EXPECT_EQ(asked_on(fk, consent).outcome, Outcome::anonymous) << consent;
    EXPECT_EQ(asked_on(af, consent).outcome, Outcome::proposed) << "whoever does not register is told nothing of it";
    for (Party* party : {&fk, &af}) EXPECT_THAT(carried(*party), IsEmpty()) << party->organisation();
  }
  EXPECT_THAT(node.cases(), SizeIs(1));
  EXPECT_EQ(asked_on(af, "2026-06-02").outcome, Outcome::proposed);
  EXPECT_THAT(carried(af), SizeIs(1));
  EXPECT_EQ(asked_on(fk, "2026-06-02").outcome, Outcome::accepted);
  carry(fk, node);
  EXPECT_THAT(node.cases(), SizeIs(2));
}

TEST_F(CaseWithdrawn, S_TheNodeNamesNobodyOnItThoughAGatewayDoesNotKnow) {
  withdrawn(registered());
  asked_elsewhere("2026-06-01");
  EXPECT_THAT(node.cases(), SizeIs(1));
  asked_elsewhere("2026-06-02");
  EXPECT_THAT(node.cases(), SizeIs(2));
}

TEST_F(CaseWithdrawn, S_BesideAnEarlierCaseItWaitsForALaterConsent) {
  fk.conclude(fk.request().id);
  const ActAnswer second = fk.act(fk.asked_again("fk.gavle"), person());
  ASSERT_EQ(second.outcome, Outcome::accepted);
  carry(fk, node);
  follow();
  withdrawn(second.id);
  const ActAnswer again = asked_on(fk, "2026-06-01");
  ASSERT_EQ(again.outcome, Outcome::parked);
  EXPECT_EQ(again.reasons.front().code, Code::consent_before_last_end);
  EXPECT_EQ(asked_on(fk, "2026-06-02").outcome, Outcome::accepted);
  const auto cases = fk.cases();
  EXPECT_EQ(
      std::count_if(cases.begin(), cases.end(), [](const ports::ListedCase& one) { return one.course.reading_closed; }),
      1)
      << "each case has its own consent";
}

TEST_F(CaseWithdrawn, E_WhoWasNeverAtTheNodeIsNotNamedOnItEither) {
  withdraw(fk.request().id, day("2026-06-01"));
  EXPECT_THAT(fk.cases(), IsEmpty());
  EXPECT_EQ(asked_on(fk, "2026-06-01").outcome, Outcome::anonymous);
  EXPECT_EQ(asked_on(fk, "2026-06-02").outcome, Outcome::accepted);
}

TEST_F(CaseWithdrawn, E_WhoWasOnlyProposedIsNotNamedOnItEither) {
  const base::RegistrationId id = af.act(af.asked_request("af.gavle"), person()).id;
  carry(af, node);
  core::CooperationAct act = af.later(ActKind::interrupt, "2026-06-01", "af.gavle", id);
  act.cause = core::EndCause::consent_withdrawn;
  ASSERT_EQ(af.act(act).outcome, Outcome::accepted);
  carry(af, node);
  asked_on(af, "2026-06-01");
  EXPECT_THAT(carried(af), IsEmpty()) << "nothing of it leaves";
  EXPECT_EQ(asked_on(fk, "2026-06-01").outcome, Outcome::accepted) << "of which FK has heard nothing";
  carry(fk, node);
  EXPECT_THAT(node.cases(), IsEmpty());
  EXPECT_THAT(fk.cases(), IsEmpty());
}

TEST_F(CaseWithdrawn, G_AMarkIsAllThatStaysOfThePerson) {
  withdrawn(registered());
  for (Party* party : {&fk, &af, &node}) {
    SCOPED_TRACE(party->organisation());
    EXPECT_EQ(count(*party, "SELECT count(*) FROM withdrawn_person"), 1);
    EXPECT_EQ(count(*party, "SELECT count(*) FROM withdrawn_person w JOIN subject s ON s.number_mark = w.mark"), 0);
    EXPECT_EQ(count(*party, "SELECT count(*) FROM withdrawn_person WHERE lane IS NOT NULL"), 0)
        << "nothing ties the case to the person when its exit has gone";
  }
}

TEST_F(CaseWithdrawn, G_AMarkNamesNoCaseWhereNoExitWaits) {
  const base::RegistrationId id = registered();
  core::CooperationAct meet = fk.later(ActKind::meet, "2026-03-10", "fk.gavle", id);
  ASSERT_EQ(fk.act(meet).outcome, Outcome::accepted);
  core::CooperationAct back = af.later(ActKind::interrupt, "2026-06-01", "af.gavle", id);
  back.cause = core::EndCause::consent_withdrawn;
  ASSERT_EQ(af.act(back).outcome, Outcome::accepted);
  carry(af, node);
  follow();
  EXPECT_EQ(count(fk, "SELECT count(*) FROM withdrawn_person"), 1);
  EXPECT_EQ(count(fk, "SELECT count(*) FROM withdrawn_person WHERE lane IS NOT NULL"), 0)
      << "what waits there is no exit";
}

TEST_F(CaseWithdrawn, R_OfAWrongPersonNothingIsKeptOfAConsent) {
  const base::RegistrationId id = registered();
  must(fk.facts.wrong({{}, {}, std::nullopt, id}, Code::wrong_person, "fk.gavle"));
  carry(fk, node);
  follow();
  for (Party* party : {&fk, &af, &node}) {
    EXPECT_EQ(count(*party, "SELECT count(*) FROM withdrawn_person"), 0) << party->organisation();
  }
  EXPECT_EQ(asked_on(fk, "2026-03-01").outcome, Outcome::accepted);
}

TEST_F(CaseWithdrawn, G_NoAnswerIsLeftInAnyLedger) {
  const base::RegistrationId id = registered();
  for (Party* party : {&fk, &af, &node}) {
    ASSERT_GT(count(*party, "SELECT count(*) FROM cooperation_case WHERE instr(course, 'municipality') > 0"), 0);
  }
  ASSERT_GT(count(fk, "SELECT count(*) FROM outbox WHERE instr(body, 'education') > 0"), 0);
  withdraw(id, day("2026-06-01"));
  EXPECT_EQ(count(fk, "SELECT count(*) FROM cooperation_case WHERE instr(told, 'education') > 0"), 0)
      << "nor in what the node told before it heard of it";
  carry(fk, node);
  follow();
  for (Party* party : {&fk, &af, &node}) {
    SCOPED_TRACE(party->organisation());
    const core::CooperationCase course = party->cases().front().course;
    for (const core::CaseRow& row : course.rows) EXPECT_THAT(row.answers, IsEmpty());
    for (const char* field : {"municipality", "education"}) {
      const std::string there = std::string("instr(coalesce(course, '') || coalesce(told, ''), '") + field + "') > 0";
      EXPECT_EQ(count(*party, ("SELECT count(*) FROM cooperation_case WHERE " + there).c_str()), 0) << field;
      EXPECT_EQ(
          count(*party, (std::string("SELECT count(*) FROM outbox WHERE instr(body, '") + field + "') > 0").c_str()), 0)
          << field;
    }
    party->office.write([&](ports::Transaction& t) {
      const auto known = must(t.cases().decided({id, ""}));
      for (const core::ActDecidedBefore& one : known.acts) {
        ASSERT_TRUE(one.decision.basis);
        EXPECT_TRUE(one.decision.basis->facts().empty()) << "of what it rested on only the policy and the day stay";
      }
    });
  }
}

TEST_F(CaseWithdrawn, J_ANewConsentEndsTheWaitForTheDayAndItsRequestWaitsForTheExit) {
  const base::RegistrationId first = registered();
  withdraw(first, std::nullopt);
  EXPECT_THAT(carry(fk, node), IsEmpty()) << "the exit waits for its day";
  EXPECT_TRUE(node.cases().front().course.open());
  for (Party* party : {&fk, &node}) party->office.clock.on(std::chrono::hours(48));
  const ActAnswer second = asked_on(fk, (kToday + days(1)).text());
  ASSERT_EQ(second.outcome, Outcome::accepted);
  const auto due = fk.office.due();
  ASSERT_THAT(due, SizeIs(1)) << "the request waits";
  EXPECT_EQ(due.front().message.kind, MessageKind::exit);
  EXPECT_EQ(due.front().message.date, kToday) << "the day it stands at";
  EXPECT_EQ(count(fk, "SELECT count(*) FROM withdrawn_person WHERE lane IS NOT NULL"), 1);
  EXPECT_THAT(carry(fk, node), SizeIs(2));
  EXPECT_EQ(count(fk, "SELECT count(*) FROM withdrawn_person WHERE lane IS NOT NULL OR request IS NOT NULL"), 0);
  for (Party* party : {&fk, &node}) {
    SCOPED_TRACE(party->organisation());
    for (const ports::ListedCase& one : party->cases()) {
      EXPECT_EQ(one.course.open(), one.id == second.id);
      EXPECT_THAT(one.refused, IsEmpty());
    }
    EXPECT_THAT(party->cases(), SizeIs(2));
  }
}

TEST_F(CaseWithdrawn, J_TheDayThatIsToldAtLastIsTheOneThatStands) {
  const base::RegistrationId first = registered();
  withdraw(first, std::nullopt);
  withdraw(first, day("2026-06-01"));
  carry(fk, node);
  EXPECT_EQ(asked_on(fk, "2026-06-01").outcome, Outcome::anonymous);
  EXPECT_EQ(asked_on(fk, "2026-06-02").outcome, Outcome::accepted);
}

}  // namespace
}  // namespace gateway::api
