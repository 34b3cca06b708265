#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/core/cooperation/office.h"

// What an office of the directory says of a case: the municipality of a request, and FK's TA and FV.

namespace gateway::core {
namespace {

using made::day;
using made::Desk;
using ::testing::Contains;
using ::testing::Not;

/// A desk whose offices say a municipality each, empty for none.
Desk desk_of(const std::string& af, const std::string& fk) {
  DirectoryRows rows = made::cooperation_rows();
  rows.offices[0].municipality = af;
  rows.offices[2].municipality = fk;
  Desk desk;
  desk.directory = made::directory(rows);
  return desk;
}

CooperationAct unsaid(const Desk& desk) {
  CooperationAct request = desk.act(ActKind::request, "2026-03-02");
  request.answers.erase(Field::municipality);
  return request;
}

const Reason kDerived{Code::municipality_derived, "2180"};

TEST(Municipality, OfARequestIsDerivedFromTheOfficeWhichIsSaid) {
  for (const auto& [af, fk] : {std::pair{"2180", "2181"}, std::pair{"", "2180"}}) {
    Desk desk = desk_of(af, fk);
    ASSERT_EQ(desk.tell(unsaid(desk)), Outcome::accepted);
    EXPECT_EQ(desk.now().answers().at(Field::municipality), "2180");
    EXPECT_THAT(desk.last.warnings, Contains(kDerived));
    EXPECT_THAT(desk.last.missing, Not(Contains(Field::municipality)));
    EXPECT_EQ(desk.tell(unsaid(desk)), Outcome::unchanged) << "the same request again";
  }
}

TEST(Municipality, ThatIsAnsweredStands) {
  Desk desk = desk_of("2180", "2181");
  CooperationAct request = unsaid(desk);
  request.answers[Field::municipality] = "0180";
  request.answers[Field::district] = "1";
  ASSERT_EQ(desk.tell(request), Outcome::accepted);
  EXPECT_EQ(desk.now().answers().at(Field::municipality), "0180");
  EXPECT_THAT(desk.last.warnings, Not(Contains(kDerived)));
}

TEST(Municipality, ThatNoOfficeSaysIsSvarSaknas) {
  Desk desk = desk_of("", "");
  ASSERT_EQ(desk.tell(unsaid(desk)), Outcome::accepted);
  EXPECT_THAT(desk.last.missing, Contains(Field::municipality));
}

TEST(Municipality, ThatIsDerivedAsksForTheDistrict) {
  Desk desk = desk_of("0180", "");
  CooperationAct request = unsaid(desk);
  EXPECT_THAT(desk.ask(request).missing, Contains(Field::district));
  request.answers[Field::district] = "1";
  EXPECT_EQ(desk.ask(request).outcome, Outcome::accepted);
  EXPECT_EQ(desk_of("2180", "").ask(request).outcome, Outcome::rejected) << "has no districts";
}

TEST(Municipality, OfAProposalIsLeftToWhoeverRegisters) {
  Desk desk = desk_of("2180", "");
  CooperationAct request = unsaid(desk);
  request.by = desk.by("af.gavle", "2026-03-02");
  request.office = "af_gavle";
  ASSERT_EQ(desk.tell(request), Outcome::proposed);
  ASSERT_TRUE(desk.last.task);
  EXPECT_FALSE(desk.last.task->act.answers.contains(Field::municipality));
  EXPECT_THAT(desk.last.warnings, Not(Contains(kDerived)));
}

TEST(Branch, OfTheFkOfficeDoesNotChangeUnnoticed) {
  const auto warned = [](Branch before, Branch after, const char* fk_office) {
    DirectoryRows rows = made::cooperation_rows();
    rows.offices[2].branch = before;
    rows.offices[3].branch = after;
    Desk desk;
    desk.directory = made::directory(rows);
    EXPECT_EQ(desk.tell(desk.act(ActKind::request, "2026-03-02")), Outcome::accepted);
    EXPECT_EQ(desk.tell(desk.move_to("af_sandviken", fk_office, "2026-03-03", "fk.gavle")), Outcome::accepted);
    const auto& warnings = desk.last.warnings;
    return std::count_if(warnings.begin(), warnings.end(),
                         [](const Reason& reason) { return reason.code == Code::fk_branch_changed; }) == 1;
  };
  EXPECT_TRUE(warned(Branch::ta, Branch::fv, "fk_sandviken"));
  EXPECT_TRUE(warned(Branch::fv, Branch::ta, "fk_sandviken"));
  EXPECT_TRUE(warned(Branch::ta, Branch::unsaid, "fk_sandviken"));
  EXPECT_FALSE(warned(Branch::ta, Branch::ta, "fk_sandviken"));
  EXPECT_FALSE(warned(Branch::unsaid, Branch::unsaid, "fk_sandviken"));
  EXPECT_FALSE(warned(Branch::ta, Branch::fv, "fk_gavle")) << "the FK office stays";
}

}  // namespace
}  // namespace gateway::core
