#include <gtest/gtest.h>

#include "gateway/io/config/config.h"
#include "gateway/io/config/rules.h"
#include "tests/unit/io/config/scratch.h"

namespace gateway::io {
namespace {

const std::string kExamples = GATEWAY_SOURCE_DIR "/config/";
const std::string kFields =
    "field_list = [{flow = 'municipality_to_sus', fields = ['number'], from = 2014-01-01, source = 's'}]\n\n\n";
const base::Date kDay = *base::Date::of(2026, 1, 1);

class RoleFile : public testing::Test {
 protected:
  base::Result<core::Policy> read(const std::string& text) {
    return read_policy({scratch_.write("p.toml", kFields + text)});
  }
  std::string refusal(const std::string& text) {
    const auto policy = read(text);
    return policy ? "accepted" : scratch_.shown(policy.error().what);
  }
  static std::string role(const std::string& id, const std::string& more, const std::string& to = "nothing",
                          const std::string& sees = "false") {
    return "[[role]]\nrole = '" + id + "'\nsees_persons = " + sees + "\nassigned_to = '" + to +
           "'\nfrom = 2020-01-01\nsource = 's'\n" + more;
  }

  Scratch scratch_;
};

TEST_F(RoleFile, OfTheProductSaysWhatHoldsWithoutIt) {
  for (const char* file : {"gateway.toml", "node.toml"}) {
    const auto config = read_config(kExamples + file);
    ASSERT_TRUE(config) << config.error().what;
    const auto policy = read_policy(config->rules.policy);
    ASSERT_TRUE(policy) << policy.error().what;
    core::Policy alone;
    alone.roles = policy->roles;
    EXPECT_EQ(core::canonical(alone), core::canonical(core::Policy()));
  }
}

TEST_F(RoleFile, ANewRoleIsARow) {
  EXPECT_TRUE(read("")->roles.known("deltagaransvarig"));
  const auto policy = read(role("medhandlaggare", "may = ['register']\nnot_with = ['chef']\n", "place", "true") +
                           role("chef", "gives = ['medhandlaggare']\n", "cooperation"));
  ASSERT_TRUE(policy) << policy.error().what;
  EXPECT_TRUE(policy->roles.may("medhandlaggare", core::Right::registers, kDay));
  EXPECT_EQ(policy->roles.assigned_to("chef"), core::AssignedTo::cooperation);
  EXPECT_TRUE(policy->roles.not_together("chef", "medhandlaggare", {kDay, kDay}));
  EXPECT_FALSE(policy->roles.known("deltagaransvarig")) << "the rows say all";
  EXPECT_NE(policy->hash, read("")->hash);
}

TEST_F(RoleFile, WhatIsUnknownIsRefusedWithFileAndLine) {
  EXPECT_EQ(refusal(role("a", "may = ['registers']\n")),
            "p.toml:10:7: role[1].may holds \"registers\": known are register, edit_cooperation, edit_insatser, "
            "report_volumes, give_mandates, answer_for_data");
  EXPECT_EQ(refusal(role("a", "not_with = ['b']\n")),
            "p.toml:4: role[1].not_with names b, which is no role: no row has it");
  EXPECT_EQ(refusal(role("a", "gives = ['b']\n", "cooperation")),
            "p.toml:4: role[1].gives names b, which is no role: no row has it");
  EXPECT_EQ(refusal(role("a", "not_with = ['a']\n")), "p.toml:10:12: role[1].not_with names the role itself");
  EXPECT_EQ(refusal(role("a", "", "region")),
            "p.toml:7:15: role[1].assigned_to must be one of \"place\", \"cooperation\", \"nothing\"");
}

TEST_F(RoleFile, ARightIsOfARoleThatCanUseIt) {
  EXPECT_EQ(refusal(role("a", "may = ['register']\n", "nothing", "true")),
            "p.toml:7:15: role[1].assigned_to must be \"place\" of a role that may register\n"
            "p.toml:6:16: role[1].sees_persons must be false: participants are read where there is an assignment to a "
            "place");
  EXPECT_EQ(refusal(role("a", "may = ['register']\n", "place")),
            "p.toml:6:16: role[1].sees_persons must be true of a role that may register or answer_for_data");
  EXPECT_EQ(refusal(role("a", "may = ['edit_insatser']\n", "place")),
            "p.toml:7:15: role[1].assigned_to must be \"cooperation\" of a role that may edit_insatser");
  EXPECT_EQ(refusal(role("a", "gives = ['a']\n", "place")),
            "p.toml:10:9: role[1].gives is only for a role that is assigned to a cooperation");
}

TEST_F(RoleFile, TwoRowsOfOneDayContradictEachOther) {
  EXPECT_NE(refusal(role("a", "") + role("a", "")).find("answers what the role a may for days that"),
            std::string::npos);
  const auto later = [](std::string row) { return row.replace(row.find("2020"), 4, "2021"); };
  EXPECT_EQ(refusal(role("a", "to = 2020-12-31\n") + later(role("a", ""))), "accepted");
  EXPECT_EQ(refusal(role("a", "to = 2020-12-31\n") + later(role("a", "", "place"))),
            "p.toml:14:15: role[2].assigned_to must be what the other rows of the role say");
}

}  // namespace
}  // namespace gateway::io
