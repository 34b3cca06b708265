// Acts in cases count as use of the assignment they were made by: at the gateway they were asked of, and at the node.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/api/parties.h"

namespace gateway::api {
namespace {

using namespace made;
using core::ActKind;
using testing::IsEmpty;

class CaseUses : public testing::Test {
 protected:
  static core::LastUses uses(Party& party) { return must(party.office.ledger->last_uses()); }
  /// When a user last did something at their office, as a party knows it.
  static std::optional<base::Date> used(Party& party, const std::string& user, const std::string& office) {
    const core::LastUses all = uses(party);
    const auto found = all.find({user, office});
    return found == all.end() ? std::nullopt : std::optional(found->second);
  }

  Party fk{"fk"};
  Party af{"af"};
  Party node{"node"};
};

TEST_F(CaseUses, AreTheActsOfEachUserAtGatewayAndNode) {
  const base::RegistrationId id = fk.request().id;
  EXPECT_EQ(used(fk, "fk.gavle", "fk_gavle"), day("2026-03-02"));
  fk.act(fk.later(ActKind::meet, "2026-03-16", "fk.gavle", id));
  EXPECT_EQ(used(fk, "fk.gavle", "fk_gavle"), day("2026-03-16")) << "not only the first";
  EXPECT_THAT(uses(node), IsEmpty());
  carry(fk, node);
  EXPECT_EQ(used(node, "fk.gavle", "fk_gavle"), day("2026-03-16"));
  EXPECT_EQ(uses(node).size(), 1U);
}

TEST_F(CaseUses, AreProposalsAndTheirAnswers) {
  af.act(af.asked_request("af.gavle"), person());
  EXPECT_EQ(used(af, "af.gavle", "af_gavle"), day("2026-03-02"));
  carry(af, node);
  EXPECT_EQ(used(node, "af.gavle", "af_gavle"), day("2026-03-02"));
  catch_up(fk, node);
  EXPECT_THAT(uses(fk), IsEmpty()) << "what is told is nobody's act here";
  must(fk.cooperation.reply({fk.tasks().front().task.id, core::TaskEvent::reject, "other"}, "fk.gavle"));
  carry(fk, node);
  for (Party* party : {&fk, &node}) EXPECT_EQ(used(*party, "fk.gavle", "fk_gavle"), kToday);
  EXPECT_EQ(used(node, "af.gavle", "af_gavle"), day("2026-03-02"));
}

TEST_F(CaseUses, AreOfTheProposersOfficeWhenAProposalIsTakenBack) {
  af.act(af.asked_request("af.gavle"), person());
  carry(af, node);
  catch_up(af, node);
  must(af.cooperation.reply({af.tasks().front().task.id, core::TaskEvent::retract, ""}, "af.gavle"));
  carry(af, node);
  for (Party* party : {&af, &node}) {
    EXPECT_EQ(used(*party, "af.gavle", "af_gavle"), kToday);
    EXPECT_EQ(uses(*party).size(), 1U);
  }
}

TEST_F(CaseUses, AreNeitherWhatIsRejectedNorWhatNeedsNoAuthority) {
  core::CooperationAct faulty = fk.asked_request("fk.gavle");
  faulty.af_office.clear();
  ASSERT_EQ(fk.act(faulty, person()).outcome, Outcome::rejected);
  EXPECT_THAT(uses(fk), IsEmpty());
  const base::RegistrationId id = fk.request().id;
  carry(fk, node);
  core::CooperationAct withdrawn = fk.later(ActKind::interrupt, "2026-03-20", "fk.gavle", id);
  withdrawn.answers.clear();
  withdrawn.cause = core::EndCause::consent_withdrawn;
  fk.act(withdrawn);
  carry(fk, node);
  for (Party* party : {&fk, &node}) EXPECT_EQ(used(*party, "fk.gavle", "fk_gavle"), day("2026-03-02"));
}

TEST_F(CaseUses, AreNotWhatTheNodeRefuses) {
  const base::RegistrationId id = fk.request().id;
  carry(fk, node);
  fk.act(fk.later(ActKind::meet, "2026-03-16", "fk.gavle", id));
  core::DirectoryRows rows = cooperation_rows();
  rows.assignments.clear();
  node.office.write([&](ports::Transaction& t) { must(t.replace_directory(rows, node.office.clock.now())); });
  carry(fk, node);
  EXPECT_EQ(used(node, "fk.gavle", "fk_gavle"), day("2026-03-02"));
  EXPECT_EQ(used(fk, "fk.gavle", "fk_gavle"), day("2026-03-16"));
}

}  // namespace
}  // namespace gateway::api
