#include "gateway/core/cooperation/local_activity.h"

#include <gtest/gtest.h>

#include "gateway/core/explain/fact_words.h"
#include "tests/unit/core/builders.h"

namespace gateway::core {
namespace {

using made::day;

const Catalogue kCatalogue{
    {},
    {{"Vardag", "af-gavle", ActivityKind::preparatory, "o", {"AF"}, {day("2026-01-01"), day("2026-06-30")}, {}},
     {"Praktik", "af-gavle", ActivityKind::work_oriented, "o", {"AF"}, {day("2026-01-01"), {}}, {}}}};

CooperationAct act(ActKind kind, const char* happened = "2026-06-30") {
  CooperationAct made;
  made.kind = kind;
  made.happened = day(happened);
  return made;
}

std::optional<CaseState> becomes(CooperationAct made, std::string_view activity) {
  return take_activity(made, activity, "af-gavle", &kCatalogue).refused ? std::nullopt : made.to;
}

std::optional<Code> refused(CooperationAct made, std::string_view activity, const Catalogue* catalogue = &kCatalogue,
                            std::string_view office = "af-gavle") {
  const CooperationAct before = made;
  const auto reason = take_activity(made, activity, office, catalogue).refused;
  if (!reason) return std::nullopt;
  EXPECT_EQ(made, before) << "what is refused is left as it was";
  return reason->code;
}

TEST(LocalActivity, SaysWhichInsatsIsPlannedBeginsOrIsTurnedTo) {
  EXPECT_EQ(becomes(act(ActKind::plan), "vardag"), CaseState::planned_preparatory);
  EXPECT_EQ(becomes(act(ActKind::start), "Vardag"), CaseState::active_preparatory);
  EXPECT_EQ(becomes(act(ActKind::turn), "PRAKTIK"), CaseState::active_work_oriented);
  EXPECT_EQ(becomes(act(ActKind::plan), "Praktik"), CaseState::planned_work_oriented);
}

TEST(LocalActivity, IsWhatTheOfficeCallsItOnTheDayItHappened) {
  EXPECT_EQ(refused(act(ActKind::start, "2026-07-01"), "Vardag"), Code::activity_unknown)
      << "the row ended the day before";
  EXPECT_EQ(refused(act(ActKind::start), "Vardag", &kCatalogue, "af-bollnas"), Code::activity_unknown);
  EXPECT_EQ(refused(act(ActKind::start), "Okänd"), Code::activity_unknown);
  EXPECT_EQ(refused(act(ActKind::start), "Vardag", nullptr), Code::activity_unknown) << "no catalogue is configured";
  CooperationAct undated = act(ActKind::start);
  undated.happened.reset();
  undated.by.on = day("2026-06-30");
  EXPECT_EQ(becomes(undated, "Vardag"), CaseState::active_preparatory)
      << "the day of the registration, where none is told";
}

TEST(LocalActivity, DoesNotContradictWhatIsRegistered) {
  CooperationAct asked = act(ActKind::plan);
  asked.to = CaseState::planned_work_oriented;
  EXPECT_EQ(refused(asked, "Vardag"), Code::activity_contradicted);
  EXPECT_EQ(becomes(asked, "Praktik"), CaseState::planned_work_oriented);
  EXPECT_EQ(refused(act(ActKind::conclude), "Vardag"), Code::activity_contradicted) << "an end is of no activity";
  EXPECT_EQ(refused(act(ActKind::request), "Vardag"), Code::activity_contradicted);
}

TEST(LocalActivity, IsAFactOfTheDecisionWithTheDayFromWhichItsRowHolds) {
  for (const auto kind : {ActivityKind::preparatory, ActivityKind::work_oriented}) {
    const Catalogue catalogue{{}, {{"Vardag", "af-gavle", kind, "o", {"AF"}, {day("2026-02-03"), {}}, {}}}};
    CooperationAct start = act(ActKind::start);
    const TakenActivity taken = take_activity(start, "Vardag", "af-gavle", &catalogue);
    ASSERT_EQ(taken.row, &catalogue.activities.front());
    CooperationAct contradicting = act(ActKind::conclude);
    EXPECT_EQ(take_activity(contradicting, "Vardag", "af-gavle", &catalogue).row, taken.row);
    Basis basis;
    basis.decided = day("2026-11-21");
    add_activity(basis, *taken.row);
    ASSERT_EQ(basis.facts().size(), 1U);
    EXPECT_EQ(basis.facts()[0], (CodedFact{Fact::activity, static_cast<int>(kind), day("2026-02-03")}));
    EXPECT_EQ(unpack_basis(pack(basis)), basis);
    EXPECT_EQ(value_of(basis.facts()[0]).text("code"), name(kind));
  }
  CooperationAct unknown = act(ActKind::start);
  EXPECT_EQ(take_activity(unknown, "Okänd", "af-gavle", &kCatalogue).row, nullptr);
}

}  // namespace
}  // namespace gateway::core
