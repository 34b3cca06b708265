#include <gtest/gtest.h>

#include "tests/unit/io/store/office.h"

namespace gateway::io {
namespace {

using namespace made;

class DecidedBefore : public testing::Test {
 protected:
  std::vector<core::DecidedBefore> decided(const ports::Selector& selector) {
    std::vector<core::DecidedBefore> all;
    office_.write([&](ports::Transaction& t) {
      all.clear();
      for (const ports::RecordRef& ref : must(t.find(selector))) all.push_back(must(t.decided(ref)));
    });
    return all;
  }
  core::DecidedBefore only(const ports::Selector& selector) {
    auto all = decided(selector);
    EXPECT_EQ(all.size(), 1U);
    return all.empty() ? core::DecidedBefore{} : all.front();
  }

  Office office_;
  const ports::Selector key_{"accorda", "I-1", std::nullopt};
};

TEST_F(DecidedBefore, IsKeptWithItsPolicyAndTheFactsThatWereTried) {
  office_.world.policy.hash = std::string(64, 'a');
  core::Participation record = participation();
  office_.take({record});
  office_.reopen();
  const core::DecidedBefore before = only(key_);
  ASSERT_TRUE(before.basis);
  EXPECT_EQ(before.basis->policy, std::string(64, 'a'));
  EXPECT_EQ(before.basis->decided, kToday);
  ASSERT_FALSE(before.basis->facts().empty());
  EXPECT_EQ(before.basis->facts().front(), (core::CodedFact{core::Fact::start, kStart.days(), kToday}));
  ASSERT_EQ(before.units.size(), 1U);
  EXPECT_EQ(before.units.front().outcome, core::Outcome::accepted);
  const auto id = base::RegistrationId::parse(before.registration);
  ASSERT_TRUE(id);
  EXPECT_EQ(only({"", "", std::nullopt, *id}).basis, before.basis);
}

TEST_F(DecidedBefore, NamesThePolicyItWasMadeUnderNotTheNewest) {
  office_.world.policy.hash = "first";
  core::Participation one = participation();
  core::Participation other = participation();
  other.key = "I-2";
  other.start = kStart + days(1);
  office_.take({one});
  office_.world.policy.hash = "second";
  office_.take({other}, "day-2");
  EXPECT_EQ(only(key_).basis->policy, "first");
  EXPECT_EQ(only({"accorda", "I-2", std::nullopt}).basis->policy, "second");
}

TEST_F(DecidedBefore, OfAnAnonymousOneHasItsAnswersAndNoFacts) {
  core::Participation record = participation();
  record.consent.answer = core::ConsentAnswer::declined;
  office_.take({record});
  const core::DecidedBefore before = only(key_);
  EXPECT_FALSE(before.basis);
  ASSERT_EQ(before.units.size(), 1U);
  EXPECT_EQ(before.units.front().outcome, core::Outcome::anonymous);
  EXPECT_EQ(before.registration, "");
}

TEST_F(DecidedBefore, OfAnOlderLedgerHasNoBasis) {
  office_.take({participation()});
  office_.alter("UPDATE record SET basis = NULL");
  EXPECT_FALSE(only(key_).basis);
}

TEST_F(DecidedBefore, ThatIsDamagedIsToldAndNotGuessed) {
  office_.take({participation()});
  for (const char* damaged : {"'x'", "'1:'", "'77:20000a1'", "'1:20000!1'"}) {
    office_.alter(std::string("UPDATE record SET basis = ") + damaged);
    office_.write([&](ports::Transaction& t) {
      const auto found = must(t.find(key_));
      EXPECT_FALSE(t.decided(found.front())) << damaged;
    });
  }
}

TEST_F(DecidedBefore, OfNobodyIsNotFound) {
  EXPECT_TRUE(decided({"accorda", "I-9", std::nullopt}).empty());
  EXPECT_TRUE(decided({"", "", std::nullopt, registration_id(7)}).empty());
}

}  // namespace
}  // namespace gateway::io
