#include <gmock/gmock.h>

#include "tests/unit/core/cooperation/office.h"

namespace gateway::core {
namespace {

using made::codes_of;
using made::day;
using made::Desk;
using testing::Contains;
using testing::Not;

/// A request whose consent does not cover joint mapping, with another one that may.
CooperationAct with_mapping_consent(Desk& desk, const char* given = "2026-02-27") {
  CooperationAct act = desk.act(ActKind::request, "2026-03-02");
  act.consent->purposes = {"registration"};
  act.mapping_consent = CaseConsent{{ConsentAnswer::given, "GK 2024", day(given), std::nullopt}, {}};
  return act;
}

TEST(MappingConsent, OnAPaperOfItsOwnCountsBesideTheOneToRegistration) {
  Desk desk;
  desk.take_up(LocalPolicy::request_needs_mapping_consent, Strictness::reject);
  const CooperationDecision decision = desk.ask(with_mapping_consent(desk));
  ASSERT_EQ(decision.outcome, Outcome::accepted);
  EXPECT_EQ(decision.after->consent_form, "SUS 2024");
  EXPECT_EQ(decision.after->mapping_consent_on, day("2026-03-02"));
  CooperationAct alone = with_mapping_consent(desk);
  alone.consent.reset();
  EXPECT_EQ(desk.ask(alone).outcome, Outcome::parked) << "it registers nobody";
}

TEST(MappingConsent, ThatDoesNotCountIsToldAndTheRequestStands) {
  const auto told = [](const auto& spoil) {
    Desk desk;
    CooperationAct act = with_mapping_consent(desk);
    spoil(act);
    const CooperationDecision decision = desk.ask(act);
    EXPECT_EQ(decision.outcome, Outcome::accepted);
    const bool warned = made::codes(decision.warnings) == std::vector{Code::mapping_consent_not_counted};
    EXPECT_EQ(warned, !decision.after->mapping_consent_on.has_value());
    desk.take_up(LocalPolicy::request_needs_mapping_consent, Strictness::reject);
    EXPECT_EQ(desk.ask(act).outcome == Outcome::rejected, warned);
    return warned;
  };
  EXPECT_FALSE(told([](CooperationAct&) {}));
  EXPECT_FALSE(told([](CooperationAct& act) { act.mapping_consent->consent.date = act.by.on; }));
  EXPECT_TRUE(told([](CooperationAct& act) { act.mapping_consent->consent.date = act.by.on + std::chrono::days(1); }));
  EXPECT_TRUE(told([](CooperationAct& act) { act.mapping_consent->consent.date.reset(); }));
  EXPECT_TRUE(told([](CooperationAct& act) { act.mapping_consent->consent.form = "Accorda"; }));
  EXPECT_TRUE(told([](CooperationAct& act) { act.mapping_consent->consent.answer = ConsentAnswer::declined; }));
  EXPECT_TRUE(told([](CooperationAct& act) { act.mapping_consent->consent.withdrawn = day("2026-02-28"); }));
  EXPECT_TRUE(told([](CooperationAct& act) { act.mapping_consent->consent.paper.written = false; }));
  EXPECT_TRUE(told([](CooperationAct& act) { act.mapping_consent->purposes = {"registration"}; }));
}

TEST(MappingConsent, IsLaterThanTheLastEnd) {
  const auto attached = [](const char* ended, const char* given) {
    Desk desk;
    CooperationAct act = with_mapping_consent(desk, given);
    desk.situation.last_end = day(ended);
    const CooperationDecision decision = desk.ask(act);
    EXPECT_EQ(decision.outcome, Outcome::accepted);
    return decision.after->mapping_consent_on.has_value();
  };
  EXPECT_FALSE(attached("2026-02-20", "2026-02-20"));
  EXPECT_TRUE(attached("2026-02-20", "2026-02-21"));
}

TEST(MappingConsent, OfARebookingIsLaterThanTheLastEnd) {
  const auto attached = [](const char* given) {
    Desk desk;
    CooperationAct request = with_mapping_consent(desk);
    request.mapping_consent.reset();
    desk.tell(request);
    desk.situation.last_end = day("2026-02-20");
    CooperationAct rebook = desk.act(ActKind::rebook, "2026-03-05");
    rebook.consent = CaseConsent{{ConsentAnswer::given, "GK 2024", day(given), std::nullopt}, {}};
    return desk.ask(rebook).after->mapping_consent_on.has_value();
  };
  EXPECT_FALSE(attached("2026-02-20"));
  EXPECT_TRUE(attached("2026-02-21"));
}

TEST(MappingConsent, IsAttachedWithARebookingOnEitherPaper) {
  for (const bool own_paper : {false, true}) {
    for (const char* form : {"GK 2024", "Accorda"}) {
      Desk desk;
      CooperationAct request = with_mapping_consent(desk);
      request.mapping_consent.reset();
      desk.tell(request);
      CooperationAct rebook = desk.act(ActKind::rebook, "2026-03-05");
      (own_paper ? rebook.mapping_consent : rebook.consent) =
          CaseConsent{{ConsentAnswer::given, form, day("2026-03-04"), std::nullopt}, {}};
      const CooperationDecision decision = desk.ask(rebook);
      ASSERT_EQ(decision.outcome, Outcome::accepted);
      const bool counts = std::string_view(form) == "GK 2024";
      EXPECT_EQ(decision.after->mapping_consent_on.has_value(), counts) << form << own_paper;
      EXPECT_EQ(decision.warnings.empty(), counts) << form << own_paper;
    }
  }
}

TEST(MappingConsent, IsAttachedAsTheActHappenedHoweverLateItIsRegistered) {
  const auto attached = [](const char* given, const char* registered) {
    Desk desk;
    CooperationAct act = with_mapping_consent(desk, given);
    act.by.on = day(registered);
    return desk.ask(act).after->mapping_consent_on;
  };
  EXPECT_EQ(attached("2026-03-01", "2026-03-20"), day("2026-03-02"));
  EXPECT_EQ(attached("2026-03-03", "2026-03-20"), day("2026-03-03")) << "it came later";
}

TEST(MappingConsent, IsAPartOfWhatIsAskedForAndOfWhatTheDecisionRestsOn) {
  Desk desk;
  const CooperationDecision decision = desk.ask(with_mapping_consent(desk));
  const auto facts = decision.basis.facts();
  EXPECT_TRUE(
      std::any_of(facts.begin(), facts.end(), [](const auto& one) { return one.fact == Fact::mapping_consent; }));
  CooperationAct asked = with_mapping_consent(desk);
  asked.by.user = asked.office = "af.gavle";
  asked.by.organisation = "af";
  asked.office = "af_gavle";
  ASSERT_EQ(desk.tell(asked), Outcome::proposed);
  desk.tell(asked);
  EXPECT_EQ(desk.situation.open_tasks.size(), 1U) << "the same";
  asked.mapping_consent.reset();
  desk.tell(asked);
  EXPECT_EQ(desk.situation.open_tasks.size(), 2U) << "another request, in the place of the first";
}

TEST(Consent, ThatIsDeclinedOrTakenBackIsNotLostOnAnActThatGoesOn) {
  for (const bool taken_back : {true, false}) {
    Desk desk;
    desk.tell(desk.act(ActKind::request, "2026-03-02"));
    for (const ActKind kind : {ActKind::rebook, ActKind::request}) {
      CooperationAct act = desk.act(kind, "2026-03-05");
      if (kind == ActKind::rebook) act.consent = desk.act(ActKind::request, "2026-03-02").consent;
      EXPECT_THAT(codes_of(desk.ask(act)), Not(Contains(Code::no_belongs_elsewhere)));
      Consent& said = act.consent->consent;
      taken_back ? void(said.withdrawn = day("2026-03-05")) : void(said.answer = ConsentAnswer::declined);
      const CooperationDecision decision = desk.ask(act);
      EXPECT_EQ(decision.outcome, Outcome::rejected);
      EXPECT_THAT(codes_of(decision), Contains(Code::no_belongs_elsewhere)) << name(kind);
    }
  }
}

TEST(MappingConsent, BelongsToRequestsAndRebookingsAndNamesKnownPurposes) {
  Desk desk;
  CooperationAct request = with_mapping_consent(desk);
  request.mapping_consent->purposes = {"marketing"};
  EXPECT_THAT(codes_of(desk.ask(request)), Contains(Code::purpose_unknown));
  desk.tell(with_mapping_consent(desk));
  CooperationAct meeting = desk.act(ActKind::meet, "2026-03-16");
  meeting.mapping_consent = request.mapping_consent;
  EXPECT_THAT(codes_of(desk.ask(meeting)), Contains(Code::answer_not_asked));
}

}  // namespace
}  // namespace gateway::core
