// Row n of domain.md §3 in the AF/FK cooperation: a protection is lifted at a gateway, and at the node.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/api/parties.h"

namespace gateway::api {
namespace {

using namespace made;
using core::Code;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::SizeIs;

class Lifting : public testing::Test {
 protected:
  core::PersonNumber number() const {
    return std::get<core::PersonNumber>(core::PersonNumber::parse(person().number, kToday));
  }
  base::Error refused(Party& party, const std::string& by) {
    const auto lifted = party.facts.lift(number(), by);
    return lifted ? base::Error{} : lifted.error();
  }
  core::ProtectionState state(Party& party) {
    core::ProtectionState state;
    party.office.write([&](ports::Transaction& t) { state = must(t.protection(number())); });
    return state;
  }
  /// A request by FK on a consent of the day, as on the next day.
  ActAnswer request(base::Date consent) {
    core::CooperationAct asked = fk.asked_request("fk.gavle");
    asked.by.at = fk.office.clock.now();
    asked.happened = fk.office.clock.day_of(fk.office.clock.now());
    asked.consent->consent.date = consent;
    return fk.act(asked, person());
  }
  void next_day() {
    for (Party* party : {&fk, &node}) party->office.clock.on(std::chrono::hours(24));
  }

  Party fk{"fk"};
  Party node{"node"};
};

TEST_F(Lifting, N_IsAnsweredByCodes) {
  EXPECT_EQ(refused(fk, "fk.gavle").fault, base::Fault::reject);
  EXPECT_THAT(refused(fk, "fk.gavle").what, HasSubstr("protection_not_set: Inget skydd att häva"));
  EXPECT_EQ(refused(fk, "af.gavle").fault, base::Fault::deny);
  must(fk.facts.protect(number(), "fk.gavle"));
  EXPECT_EQ(refused(fk, "af.gavle").what, [&] {
    Party other{"fk"};
    return refused(other, "af.gavle").what;
  }()) << "who may not lift does not learn whether there is anything to lift";
  core::Participation record = participation();
  record.protection = core::Protection::marked;
  fk.office.take({record});
  EXPECT_THAT(refused(fk, "fk.gavle").what, HasSubstr("protection_still_claimed: Skyddet står kvar: det sägs "
                                                      "fortfarande av accorda"));
  EXPECT_TRUE(state(fk).stands);
  fk.office.take({participation()}, "day-2");
  EXPECT_TRUE(fk.facts.lift(number(), "fk.gavle"));
  EXPECT_FALSE(state(fk).stands);
  EXPECT_THAT(refused(fk, "fk.gavle").what, HasSubstr("protection_not_set"));
}

TEST_F(Lifting, N_IsForWhoeverIsAssignedWhereThePersonIsRegistered) {
  ASSERT_EQ(fk.request().outcome, Outcome::accepted);
  fk.office.write([&](ports::Transaction& t) {
    must(t.protect(number(), "fk.gavle", fk.office.clock.now(), core::Protection::unknown));
  });
  EXPECT_THAT(refused(fk, "fk.sandviken").what, HasSubstr("protection_not_set"))
      << "the case is of another office: as of nobody there";
  EXPECT_TRUE(fk.facts.lift(number(), "fk.gavle"));
}

TEST_F(Lifting, N_ARequestIsNamedOnAConsentGivenAfterOnly) {
  must(fk.facts.protect(number(), "fk.gavle"));
  must(fk.facts.lift(number(), "fk.gavle"));
  next_day();
  const ActAnswer early = request(kToday);
  EXPECT_EQ(early.outcome, Outcome::anonymous);
  EXPECT_THAT(early.reasons, ElementsAre(Field(&core::Reason::code, Code::consent_before_lifting)));
  EXPECT_EQ(request(kToday + days(1)).outcome, Outcome::accepted);
  const auto carried = carry(fk, node);
  ASSERT_THAT(carried, testing::Contains(HasSubstr("\"lifted\":\"" + kToday.text() + "\"")));
  EXPECT_THAT(node.cases(), SizeIs(1));
}

TEST_F(Lifting, N_TheNodeNamesACaseAgainWhenItsOwnCaseworkerHasLiftedIt) {
  const base::RegistrationId first = fk.request().id;
  carry(fk, node);
  must(fk.facts.protect(number(), "fk.gavle"));
  carry(fk, node);
  ASSERT_THAT(state(node).claims, SizeIs(2)) << "FK's, and what AF may have said later";
  must(fk.facts.lift(number(), "fk.gavle"));
  next_day();
  EXPECT_EQ(request(kToday + days(1)).outcome, Outcome::accepted);
  carry(fk, node);
  EXPECT_THAT(node.cases(), SizeIs(1)) << "nothing of the new one rests at the node";
  ASSERT_THAT(state(node).claims, SizeIs(1)) << "FK's word is taken back all the same";
  EXPECT_EQ(state(node).claims[0].by, core::Claimer::unknown);
  EXPECT_TRUE(state(fk).stands) << "the node's no is known here, too";
  node.office.write([&](ports::Transaction& t) { must(t.lift(number(), kToday, "node", node.office.clock.now())); });
  EXPECT_EQ(request(kToday + days(1)).outcome, Outcome::unchanged) << "counted when the node refused it";
  must(fk.facts.lift(number(), "fk.gavle"));
  next_day();
  EXPECT_EQ(request(kToday + days(2)).outcome, Outcome::accepted);
  carry(fk, node);
  ASSERT_THAT(node.cases(), SizeIs(2));
  for (const ports::ListedCase& one : node.cases()) {
    EXPECT_EQ(one.course.stripped, one.id == first) << "what ran stays stripped";
    EXPECT_EQ(one.person.has_value(), one.id != first);
  }
}

}  // namespace
}  // namespace gateway::api
