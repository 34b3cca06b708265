#include "gateway/core/assignment/review.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/core/assignment/staffed.h"

namespace gateway::core {
namespace {

using made::days;
using made::kAlways;
using made::kToday;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Anna in Gävle, used today, trained until today, with Bo as a deputy who has the same assignment.
struct Reviewed {
  DirectoryRows rows = made::staffed_rows();
  LastUses uses{{{"anna", "af_gavle"}, kToday}};

  Reviewed() {
    rows.assignments = {{"anna", "af_gavle", {kToday - days(400), std::nullopt}},
                        {"bo", "af_gavle", {kToday - days(1), std::nullopt}}};
    rows.staff.deputies = {{"anna", "bo", kAlways}, {"bo", "anna", kAlways}};
    rows.staff.trainings = {{"anna", kToday}, {"bo", kToday}};
  }
  std::vector<Code> anna() const {
    std::vector<Code> codes;
    for (const auto& found : review(made::directory(rows), uses, days(90), kToday)) {
      if (found.user == "anna") codes.push_back(found.reason.code);
    }
    return codes;
  }
};

TEST(Review, SaysNothingOfWhatIsInOrder) {
  EXPECT_THAT(Reviewed().anna(), IsEmpty());
}

TEST(Review, ListsWhatIsUnusedForNDays) {
  Reviewed r;
  r.uses.begin()->second = kToday - days(89);
  EXPECT_THAT(r.anna(), IsEmpty());
  r.uses.begin()->second = kToday - days(90);
  EXPECT_THAT(r.anna(), ElementsAre(Code::assignment_unused));
}

TEST(Review, WhatWasNeverUsedCountsFromTheDayItWasGiven) {
  Reviewed r;
  r.uses.clear();
  EXPECT_THAT(r.anna(), ElementsAre(Code::assignment_unused));
  r.rows.assignments[0].period.from = kToday - days(89);
  EXPECT_THAT(r.anna(), IsEmpty());
}

TEST(Review, WhatIsGivenAnewCountsFromThatDayWhateverWasUsedBefore) {
  Reviewed r;
  r.uses.begin()->second = kToday - days(200);
  r.rows.assignments[0].period.from = kToday - days(89);
  EXPECT_THAT(r.anna(), IsEmpty());
  r.rows.assignments[0].period.from = kToday - days(90);
  EXPECT_THAT(r.anna(), ElementsAre(Code::assignment_unused));
}

TEST(Review, ListsWhoHasLeftTheWorkplace) {
  Reviewed r;
  r.rows.staff.workplaces[0].period.to = kToday;
  EXPECT_THAT(r.anna(), IsEmpty());
  r.rows.staff.workplaces[0].period.to = kToday - days(1);
  EXPECT_THAT(r.anna(), ElementsAre(Code::workplace_left));
}

TEST(Review, ListsWhoWorksElsewhereFromToday) {
  Reviewed r;
  r.rows.staff.workplaces[0].period.to = kToday - days(1);
  r.rows.staff.workplaces.push_back({"anna", "af_sandviken", {kToday, std::nullopt}});
  EXPECT_THAT(r.anna(), ElementsAre(Code::workplace_left));
  r.rows.staff.workplaces[0].period.to = kToday;
  EXPECT_THAT(r.anna(), IsEmpty());
}

TEST(Review, WhoIsAttestedAfterTheLastWorkplaceHasNotLeftTheOffice) {
  Reviewed r;
  const base::Date last = kToday - days(900);
  r.rows.staff.workplaces[0] = {"anna", "af_sandviken", {last - days(9), last}};
  EXPECT_THAT(r.anna(), ElementsAre(Code::workplace_left));
  r.rows.staff.attestations = {{"anna", "af_gavle", "ines", last + days(1)}};
  EXPECT_THAT(r.anna(), IsEmpty());
  r.rows.staff.workplaces.push_back({"anna", "af_sandviken", {kToday + days(1), std::nullopt}});
  EXPECT_THAT(r.anna(), IsEmpty()) << "what only begins is not known of today";
  r.rows.staff.attestations[0].on = last;
  EXPECT_THAT(r.anna(), ElementsAre(Code::workplace_left));
  for (const Attestation& other :
       {Attestation{"bo", "af_gavle", "ines", kToday}, Attestation{"anna", "af_sandviken", "ines", kToday}}) {
    r.rows.staff.attestations = {other};
    EXPECT_THAT(r.anna(), ElementsAre(Code::workplace_left)) << other.user << " " << other.office;
  }
}

TEST(Review, WhoIsAttestedAndHasLeftAgainIsListed) {
  Reviewed r;
  r.rows.staff.attestations = {{"anna", "af_gavle", "ines", kToday - days(400)}};
  r.rows.staff.workplaces[0].period = {kToday - days(300), kToday - days(1)};
  EXPECT_THAT(r.anna(), ElementsAre(Code::workplace_left));
  r.rows.staff.workplaces[0].period = {kToday - days(300), std::nullopt};
  EXPECT_THAT(r.anna(), IsEmpty());
  r.rows.staff.workplaces[0].office = "af_sandviken";
  EXPECT_THAT(r.anna(), ElementsAre(Code::workplace_left)) << "who works elsewhere now";
}

TEST(Review, WhoHasLeftAltogetherIsListedForInsatserToo) {
  Reviewed r;
  r.rows.assignments = {{"anna", "training", {kToday, std::nullopt}}, {"bo", "training", {kToday, std::nullopt}}};
  EXPECT_THAT(r.anna(), IsEmpty());
  r.rows.staff.workplaces[0].period.to = kToday - days(1);
  EXPECT_THAT(r.anna(), ElementsAre(Code::workplace_left));
}

TEST(Review, WhoHasLeftAltogetherIsListedForCooperationOrganisationsToo) {
  Reviewed r;
  r.rows.staff.workplaces.push_back({"ines", "af_gavle", {kToday - days(9), kToday}});
  const auto left = [&] {
    std::vector<std::string> places;
    for (const auto& found : review(made::directory(r.rows), r.uses, days(90), kToday)) {
      if (found.reason.code != Code::workplace_left) continue;
      EXPECT_EQ(found.reason.detail, found.user + " – " + found.place);
      places.push_back(found.reason.detail);
    }
    return places;
  };
  EXPECT_THAT(left(), IsEmpty());
  r.rows.staff.workplaces.back().period.to = kToday - days(1);
  EXPECT_THAT(left(), ElementsAre("ines – af_coop", "ines – finsam")) << "ada has no workplace that ended";
  r.rows.staff.administrations.push_back({"ines", "samverkansadministrator", "finsam", kAlways});
  EXPECT_THAT(left(), ElementsAre("ines – af_coop", "ines – finsam")) << "once, whatever the roles";
  r.rows.staff.administrations[1].period.to = kToday;
  EXPECT_THAT(left(), ElementsAre("ines – af_coop", "ines – finsam"));
  r.rows.staff.administrations[1].period.to = kToday - days(1);
  EXPECT_THAT(left(), ElementsAre("ines – finsam")) << "what holds today";
}

TEST(Review, ADeputyHasTheSameAssignment) {
  Reviewed r;
  r.rows.assignments[1].period.to = kToday;
  EXPECT_THAT(r.anna(), IsEmpty());
  r.rows.assignments[1].period.to = kToday - days(1);
  EXPECT_THAT(r.anna(), ElementsAre(Code::deputy_missing));
}

TEST(Review, ListsWhoHasNoDeputyToday) {
  Reviewed r;
  r.rows.staff.deputies[0].period.to = kToday - days(1);
  EXPECT_THAT(r.anna(), ElementsAre(Code::deputy_missing));
  r.rows.staff.deputies[0] = {"anna", "anna", kAlways};
  EXPECT_THAT(r.anna(), ElementsAre(Code::deputy_missing));
}

TEST(Review, ListsTrainingOfAfStaffThatHasExpired) {
  Reviewed r;
  r.rows.staff.trainings[0].until = kToday - days(1);
  EXPECT_THAT(r.anna(), ElementsAre(Code::training_expired));
  r.rows.staff.trainings.push_back({"anna", kToday + days(1)});
  EXPECT_THAT(r.anna(), IsEmpty());
  r.rows.staff.trainings.clear();
  EXPECT_THAT(r.anna(), ElementsAre(Code::training_expired));
  for (User& user : r.rows.users) user.organisation = "gavle";
  EXPECT_THAT(r.anna(), IsEmpty());
}

TEST(Review, LooksOnlyAtWhatHoldsToday) {
  Reviewed r;
  r.uses.clear();
  r.rows.staff = {};
  r.rows.assignments[0].period.to = kToday - days(1);
  EXPECT_THAT(r.anna(), IsEmpty());
}

TEST(Review, ADeputyHasTheRoleToo) {
  Reviewed r;
  const auto bos = [](const RoleHolding& row) { return row.user == "bo"; };
  const auto role = std::find_if(r.rows.roles.begin(), r.rows.roles.end(), bos);
  role->period.to = kToday;
  EXPECT_THAT(r.anna(), IsEmpty());
  role->period.to = kToday - days(1);
  EXPECT_THAT(r.anna(), ElementsAre(Code::deputy_missing));
}

}  // namespace
}  // namespace gateway::core
