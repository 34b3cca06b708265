// What is said of the signed paper of a consent (domain.md §3).
#include "gateway/core/consent_paper.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/core/builders.h"

namespace gateway::core {
namespace {

using namespace made;
using testing::ElementsAre;
using testing::IsEmpty;

class Paper : public testing::Test {
 protected:
  ConsentView weigh() const {
    return weigh_consent(record_.consent, false, {}, world_.policy, CooperationForm::finsam, kToday);
  }
  std::optional<Code> missing() const {
    const ConsentView view = weigh();
    if (view.state == ConsentState::given) return std::nullopt;
    return view.reason.value().code;
  }
  std::vector<Code> warnings() const {
    const Decision decision = world_.decide(record_);
    EXPECT_EQ(decision.units.front().outcome, Outcome::accepted);
    return codes(decision.units.front().warnings);
  }

  World world_;
  Participation record_ = participation();
  ConsentPaper& paper_ = record_.consent.paper;
};

TEST_F(Paper, ThatIsSaidNotToBeWrittenIsNoConsent) {
  EXPECT_EQ(missing(), std::nullopt) << "unsaid changes nothing";
  paper_.written = true;
  EXPECT_EQ(missing(), std::nullopt);
  paper_.written = false;
  EXPECT_EQ(missing(), Code::consent_not_written);
  const Decision decision = world_.decide(record_);
  ASSERT_EQ(decision.units.front().outcome, Outcome::parked);
  EXPECT_EQ(decision.units.front().reasons.front().code, Code::consent_not_written);
  EXPECT_TRUE(lacks_consent(decision.units.front().reasons.front())) << "it is reminded of";
}

TEST_F(Paper, IsSignedInSwedish) {
  paper_.language = "sv";
  EXPECT_EQ(missing(), std::nullopt);
  paper_.language = "ara";
  EXPECT_EQ(missing(), Code::consent_other_language);
  EXPECT_EQ(weigh().reason->detail, "ara");
}

TEST_F(Paper, SaysWhatTheFormsRowOfTheDayDemands) {
  world_.policy.forms[0].valid.to = kStart - days(1);
  world_.policy.forms.push_back(form("SUS 2024", {"registration"}, {kStart, std::nullopt}));
  world_.policy.forms.back().requires_said = {"written", "original_at"};
  record_.consent.date = kStart - days(1);
  EXPECT_EQ(missing(), std::nullopt) << "the earlier row demands nothing";
  record_.consent.date = kStart;
  EXPECT_EQ(missing(), Code::consent_paper_unsaid);
  EXPECT_EQ(weigh().reason->detail, "written");
  paper_.written = true;
  EXPECT_EQ(weigh().reason->detail, "original_at");
  paper_.original_at = "Skåp 4";
  EXPECT_EQ(missing(), std::nullopt);
}

TEST_F(Paper, OfARegistrationWasJudgedWhenItWasMade) {
  world_.policy.forms[0].requires_said = {"written"};
  const Consent recorded = recorded_consent("SUS 2024", kStart);
  EXPECT_EQ(weigh_consent(recorded, false, {}, world_.policy, CooperationForm::finsam, kToday).state,
            ConsentState::given);
}

TEST_F(Paper, ThatARegistrationStandsOnIsJudgedNoMoreWhenTheRowSaysSomethingNew) {
  Situation situation = registered();
  Consent yes = record_.consent;
  record_.answers.education = "3";
  const auto stands = [&](bool told) {
    record_.consent = told ? Consent{} : yes;
    situation.standing.told = told ? std::optional(yes) : std::nullopt;
    const Decision decision = world_.decide(record_, situation);
    return decision.registration->stage == Stage::in && kinds(decision) == std::vector{MessageKind::change};
  };
  world_.policy.forms[0].requires_said = {"original_at"};
  EXPECT_TRUE(stands(false));
  EXPECT_TRUE(stands(true));
  yes.date = kStart + days(1);
  EXPECT_FALSE(stands(false)) << "another one is judged";
  EXPECT_FALSE(stands(true));
  yes.paper.original_at = "Skåp 4";
  EXPECT_TRUE(stands(false));
  EXPECT_TRUE(stands(true));
  yes.date = kStart;
  yes.form = "GK 2024";
  EXPECT_FALSE(stands(false)) << "of another form";
}

TEST_F(Paper, ThatAnotherCollectedThanTheRowOfTheDayNamesIsWarnedOf) {
  world_.policy.forms[0].collected_by = "initiating_authority";
  world_.policy.forms[0].valid.to = kStart - days(1);
  world_.policy.forms.push_back(form("SUS 2024", {"registration"}, {kStart, std::nullopt}));
  world_.policy.forms.back().collected_by = "fk";
  EXPECT_THAT(warnings(), IsEmpty()) << "unsaid";
  paper_.collected_by = "gavle";
  EXPECT_THAT(warnings(), ElementsAre(Code::consent_collected_elsewhere));
  record_.consent.date = kStart - days(1);
  EXPECT_THAT(warnings(), IsEmpty()) << "the day before, by whoever began";
  paper_.collected_by = "fk";
  EXPECT_THAT(warnings(), ElementsAre(Code::consent_collected_elsewhere));
  record_.consent.date = kStart;
  EXPECT_THAT(warnings(), IsEmpty());
}

TEST_F(Paper, ThatTheRegistrarCollects) {
  world_.policy.forms[0].collected_by = "registrar";
  paper_.collected_by = "gavle";
  EXPECT_THAT(warnings(), IsEmpty());
  paper_.collected_by = "fk";
  EXPECT_THAT(warnings(), ElementsAre(Code::consent_collected_elsewhere));
}

TEST_F(Paper, OfAMunicipalitysOwnFormCountsForNothing) {
  record_.consent.form = "Accorda";
  EXPECT_EQ(missing(), Code::consent_own_only);
  record_.consent.form = "Okänd";
  EXPECT_EQ(missing(), Code::consent_form_unknown);
}

TEST_F(Paper, GoesWithTheRegistrationThatIsMadeOnIt) {
  paper_.signed_by = SignedBy::representative;
  EXPECT_EQ(world_.decide(record_).paper.signed_by, SignedBy::representative);
}

}  // namespace
}  // namespace gateway::core
