// The register of processing as a policy tells it: by day, and with its gaps.
#include "gateway/core/processing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/core/builders.h"

namespace gateway::core {
namespace {

using made::day;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr FlowEnds kGateway{true, false};
constexpr FlowEnds kNode{false, true};
const base::Period kOld{day("2014-01-01"), day("2024-02-14")};
const base::Period kNew{day("2024-02-15"), std::nullopt};

FieldList list(Flow flow, std::vector<std::string> fields, base::Period valid = kNew) {
  return {
      flow, std::move(fields), valid, "6 a §", {"källa", true}, {"uppföljning", "follow-up"}, {"deltagare", "them"}};
}

ConsentForm form(std::string name, std::vector<std::string> purposes, CooperationForm in, base::Period valid = kNew) {
  ConsentForm made = made::form(std::move(name), std::move(purposes), valid);
  made.cooperations = {in};
  return made;
}

/// All that a register asks of the flows to and from SUS, from 2024-02-15; before that of Finsam alone, by other rows.
Policy whole() {
  Policy policy;
  policy.legal_bases = {{LegalSubject::registration, "114 kap. SFB", {day("2011-01-01"), std::nullopt}, {"SFB", true}},
                        {LegalSubject::direct_access, "3 a §", kOld, {}},
                        {LegalSubject::direct_access, "5 §", kNew, {"SFS", true}}};
  policy.field_lists = {list(Flow::municipality_to_sus, {"number"}, kOld),
                        list(Flow::municipality_to_sus, {"number", "sex"}), list(Flow::agency_to_sus, {"number"}),
                        list(Flow::sus_to_agency, {"number"})};
  policy.forms = {form("FK 1", {"registration"}, CooperationForm::finsam, kOld),
                  form("FK 2", {"registration"}, CooperationForm::finsam),
                  form("GK", {"registration", "information_exchange"}, CooperationForm::af_fk),
                  form("Only GK", {"information_exchange"}, CooperationForm::af_fk)};
  policy.retention = {{Kept::rejected, std::chrono::days(10), kNew, {"beslut", true}}};
  policy.counting = {{12, 31, kNew, {}}};
  return policy;
}

ProcessedFlow flow(const Policy& policy, Flow wanted, const char* on, FlowEnds ends = kGateway) {
  for (ProcessedFlow& one : processing_on(policy, ends, day(on)).flows) {
    if (one.flow == wanted) return one;
  }
  ADD_FAILURE() << "the register lacks " << name(wanted);
  return {};
}

std::vector<std::string> forms(const ProcessedFlow& of) {
  std::vector<std::string> names;
  for (const ConsentForm* form : of.forms) names.push_back(form->name);
  return names;
}

TEST(Processing, IsByTheRowsOfItsDay) {
  const Policy policy = whole();
  const ProcessedFlow before = flow(policy, Flow::municipality_to_sus, "2024-02-14");
  EXPECT_EQ(before.fields, &policy.field_lists[0]);
  EXPECT_THAT(forms(before), ElementsAre("FK 1"));
  const ProcessedFlow after = flow(policy, Flow::municipality_to_sus, "2024-02-15");
  EXPECT_EQ(after.fields, &policy.field_lists[1]);
  EXPECT_THAT(forms(after), ElementsAre("FK 2"));
  EXPECT_EQ(after.basis->text, "114 kap. SFB");
  EXPECT_THAT(after.gaps, IsEmpty());
  EXPECT_EQ(flow(policy, Flow::sus_to_agency, "2024-02-14").basis->text, "3 a §");
  EXPECT_EQ(flow(policy, Flow::sus_to_agency, "2024-02-15").basis->text, "5 §");
}

TEST(Processing, TellsAFlowWithoutALegalBasisInForce) {
  Policy policy = whole();
  policy.legal_bases[0].valid.to = day("2026-11-20");
  EXPECT_THAT(flow(policy, Flow::municipality_to_sus, "2026-11-20").gaps, IsEmpty());
  const ProcessedFlow bare = flow(policy, Flow::municipality_to_sus, "2026-11-21");
  EXPECT_FALSE(bare.basis);
  EXPECT_THAT(bare.gaps, ElementsAre(ProcessingGap::legal_basis)) << "the section of a field list stands in for no law";
}

TEST(Processing, OfACarriedFlowTellsAllThatNoRowSays) {
  const ProcessedFlow bare = flow(Policy(), Flow::agency_to_sus, "2026-11-21");
  EXPECT_EQ(bare.fields, nullptr);
  EXPECT_THAT(bare.gaps, ElementsAre(ProcessingGap::purpose, ProcessingGap::legal_basis, ProcessingGap::persons,
                                     ProcessingGap::field_list, ProcessingGap::consent_form));
  Policy policy = whole();
  policy.field_lists[1].purpose = {};
  EXPECT_THAT(flow(policy, Flow::municipality_to_sus, "2026-11-21").gaps, ElementsAre(ProcessingGap::purpose));
  policy.field_lists[1].persons = {};
  EXPECT_THAT(flow(policy, Flow::municipality_to_sus, "2026-11-21").gaps,
              ElementsAre(ProcessingGap::purpose, ProcessingGap::persons));
}

TEST(Processing, ConsentsCoverAFlowInItsFormOfCooperationAlone) {
  Policy policy = whole();
  EXPECT_THAT(forms(flow(policy, Flow::agency_to_sus, "2026-11-21")), ElementsAre("GK"));
  EXPECT_THAT(forms(flow(policy, Flow::sus_to_agency, "2026-11-21")), ElementsAre("GK"));
  policy.forms.erase(policy.forms.begin() + 1);
  EXPECT_THAT(flow(policy, Flow::municipality_to_sus, "2026-11-21").gaps, ElementsAre(ProcessingGap::consent_form));
  EXPECT_THAT(flow(policy, Flow::agency_to_sus, "2026-11-21").gaps, IsEmpty());
}

TEST(Processing, BetweenAgenciesRestsOnTheSectionOfItsFieldList) {
  Policy policy = whole();
  for (const ProcessedFlow& one : processing_on(policy, kGateway, day("2026-11-21")).flows) {
    EXPECT_NE(one.flow, Flow::af_to_fk) << "neither carried nor listed";
  }
  policy.field_lists.push_back(list(Flow::af_to_fk, {"number"}, kOld));
  const ProcessedFlow listed = flow(policy, Flow::af_to_fk, "2024-02-14");
  EXPECT_EQ(listed.basis->text, "6 a §");
  EXPECT_EQ(listed.basis->valid, kOld);
  EXPECT_FALSE(listed.sent || listed.received || listed.asks_consent);
  EXPECT_THAT(listed.gaps, IsEmpty());
  EXPECT_EQ(processing_on(policy, kGateway, day("2024-02-15")).flows.size(), 3U) << "its list has ended";
  policy.field_lists.back().law.clear();
  EXPECT_THAT(flow(policy, Flow::af_to_fk, "2024-02-14").gaps, ElementsAre(ProcessingGap::legal_basis));
}

TEST(Processing, AGatewaySendsWhatANodeReceives) {
  const Policy policy = whole();
  const auto ends = [&](Flow of, FlowEnds at) {
    const ProcessedFlow one = flow(policy, of, "2026-11-21", at);
    return std::pair(one.sent, one.received);
  };
  for (const Flow in : {Flow::municipality_to_sus, Flow::agency_to_sus}) {
    EXPECT_EQ(ends(in, kGateway), std::pair(true, false)) << name(in);
    EXPECT_EQ(ends(in, kNode), std::pair(false, true)) << name(in);
  }
  EXPECT_EQ(ends(Flow::sus_to_agency, kGateway), std::pair(false, true));
  EXPECT_EQ(ends(Flow::sus_to_agency, kNode), std::pair(true, false));
  EXPECT_EQ(ends(Flow::agency_to_sus, FlowEnds{}), std::pair(false, false));
}

TEST(Processing, TellsWhatIsKeptWithTheRowThatSaysSo) {
  const Policy policy = whole();
  const ProcessingRegister before = processing_on(policy, kGateway, day("2024-02-14"));
  ASSERT_EQ(before.kept.size(), 4U);
  EXPECT_EQ(before.kept[0].row, nullptr);
  EXPECT_EQ(before.kept[0].days, std::chrono::days(30)) << "the product's own";
  EXPECT_EQ(before.counting, nullptr);
  const ProcessingRegister after = processing_on(policy, kGateway, day("2024-02-15"));
  EXPECT_EQ(after.kept[0].row, &policy.retention[0]);
  EXPECT_EQ(after.kept[0].days, std::chrono::days(10));
  EXPECT_EQ(after.kept[1].row, nullptr);
  EXPECT_EQ(after.counting, &policy.counting[0]);
}

}  // namespace
}  // namespace gateway::core
