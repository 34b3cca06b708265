// Rows of the policy and the catalogue whose office the directory lacks.
#include "gateway/core/loose_offices.h"

#include <gtest/gtest.h>

#include "tests/unit/core/builders.h"

namespace gateway::core {
namespace {

using made::day;
using made::days;

TEST(LooseOffices, AreThoseThatTheDirectoryLacks) {
  using Row = LooseOffice::Row;
  const base::Date today = day("2026-06-30");
  const base::Period from_today{today, std::nullopt};
  DirectoryRows rows = made::rows();
  rows.offices = {{"af_gavle", "AF Gävle", "af"}, {"fk_gavle", "FK Gävle", "fk"}};
  const Directory directory = made::directory(rows);
  Policy policy;
  policy.agreements = {{"af_gavle", "fk_gavle", from_today, {}}};
  policy.local_policies = {{LocalPolicy::two_meetings, Strictness::warn, "af_gavle", "fk_gavle", from_today},
                           {LocalPolicy::two_meetings, Strictness::warn, "", "", from_today}};
  Catalogue catalogue;
  catalogue.activities = {{"X", "af_gavle", ActivityKind::preparatory, "AF", {"AF"}, from_today, {}}};
  EXPECT_TRUE(loose_offices(policy, catalogue, directory, today).empty());

  policy.agreements[0].af_office = "af_nowhere";
  policy.local_policies[0].af_office = "af_nowhere";
  policy.local_policies[0].fk_office = "fk_nowhere";
  catalogue.activities[0].office = "af_nowhere";
  const auto loose = loose_offices(policy, catalogue, directory, today);
  ASSERT_EQ(loose.size(), 3U);
  EXPECT_EQ(loose[0], (LooseOffice{Row::registrar, "", "af_nowhere, fk_gavle", "af_nowhere"}));
  EXPECT_EQ(loose[1], (LooseOffice{Row::local_policy, "", "af_nowhere, fk_nowhere", "af_nowhere, fk_nowhere"}));
  EXPECT_EQ(loose[2], (LooseOffice{Row::activity, "X", "af_nowhere", "af_nowhere"}));

  catalogue.activities[0].valid.to = today;
  EXPECT_EQ(loose_offices(policy, catalogue, directory, today).size(), 3U);
  catalogue.activities[0].valid.to = today - days(1);
  EXPECT_EQ(loose_offices(policy, catalogue, directory, today).size(), 2U) << "what is over hits nothing anyway";
}

}  // namespace
}  // namespace gateway::core
