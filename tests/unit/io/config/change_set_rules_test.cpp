#include "gateway/io/config/change_set_rules.h"

#include <gtest/gtest.h>

#include "gateway/io/config/rules.h"
#include "tests/unit/io/config/scratch.h"

namespace gateway::io {
namespace {

class ChangeSetFile : public ::testing::Test {
 protected:
  std::string write(const std::string& name, const std::string& text) { return scratch_.write(name, text); }
  std::string fault(const std::string& text) {
    const auto set = read_change_set(write("set.toml", text));
    return set ? std::string() : set.error().what;
  }

  const std::string head_ = "schema = \"gateway.change-set/1\"\nby = \"ines\"\nversion = 7\n";
  Scratch scratch_;
};

TEST_F(ChangeSetFile, StandsForEveryUserAndPlace) {
  const auto set = read_change_set(write(
      "set.toml",
      head_ + "[[change]]\naction = \"add\"\nusers = [\"anna\", \"bo\"]\nplaces = [\"a\", \"b\"]\n"
              "from = 2026-12-01\nto = 2026-12-31\nattested = true\n"
              "[[change]]\naction = \"remove_for_cause\"\nusers = \"karl\"\nplaces = \"a\"\ncause = \"misuse\"\n"));
  ASSERT_TRUE(set) << set.error().what;
  EXPECT_EQ(set->by, "ines");
  EXPECT_EQ(set->version, 7);
  ASSERT_EQ(set->changes.size(), 5U);
  EXPECT_EQ(set->changes[3].user, "bo");
  EXPECT_EQ(set->changes[3].place, "b");
  EXPECT_EQ(set->changes[3].row, 1U);
  EXPECT_EQ(set->changes[3].from, base::Date::of(2026, 12, 1));
  EXPECT_EQ(set->changes[3].until, base::Date::of(2026, 12, 31));
  EXPECT_TRUE(set->changes[3].attested);
  EXPECT_EQ(set->changes[4].row, 2U);
  EXPECT_EQ(set->changes[4].kind, core::AssignmentChange::Kind::remove_for_cause);
  EXPECT_EQ(set->changes[4].cause, "misuse");
}

TEST_F(ChangeSetFile, MayBeJson) {
  const auto set = read_change_set(write("set.json", R"({"schema": "gateway.change-set/1", "by": "ines", "version": 7,
            "change": [{"action": "add", "users": ["anna"], "places": ["a"]}]})"));
  ASSERT_TRUE(set) << set.error().what;
  EXPECT_EQ(set->changes.size(), 1U);
  EXPECT_FALSE(read_change_set(write("bad.json", "[]")));
  EXPECT_FALSE(read_change_set("/nowhere/none.json"));
}

TEST_F(ChangeSetFile, TellsEveryFaultWithItsPlace) {
  const std::string told = fault(
      "schema = \"gateway.change-set/1\"\nby = \"ines\"\n[[change]]\naction = \"add\"\n"
      "users = [\"anna\"]\nplaces = []\ncause = \"x\"\nnote = \"y\"\n");
  for (const char* part : {"version", "places", "cause", "note", "set.toml:6:10"}) {
    EXPECT_NE(told.find(part), std::string::npos) << part << " in " << told;
  }
  EXPECT_NE(fault(head_).find("change"), std::string::npos);
}

TEST_F(ChangeSetFile, HoldsTenThousandChangesAtMost) {
  const auto with = [&](int places) {
    std::string text = head_ + "[[change]]\naction = \"add\"\nusers = [\"anna\", \"bo\"]\nplaces = [";
    for (int i = 0; i < places; ++i) text += "\"p" + std::to_string(i) + "\",";
    return fault(text + "]\n");
  };
  EXPECT_EQ(with(5000), "");
  EXPECT_NE(with(5001).find("10000"), std::string::npos);
}

TEST_F(ChangeSetFile, DirectoryReadsItsStaff) {
  const auto rows = read_directory(write("directory.toml", R"(
protected_users = ["bo"]
[[workplace]]
users = ["anna", "bo"]
offices = ["af_gavle"]
from = 2026-01-01
[[membership]]
offices = ["af_gavle"]
cooperation = "af_coop"
from = 2026-01-01
[[administration]]
users = ["ada"]
role = "samverkansadministrator"
cooperations = ["af_coop", "finsam"]
from = 2026-01-01
[[training]]
users = ["anna"]
until = 2026-12-31
[[deputy]]
users = ["anna"]
deputy = "bo"
from = 2026-01-01
)"));
  ASSERT_TRUE(rows) << rows.error().what;
  EXPECT_EQ(rows->staff.workplaces.size(), 2U);
  EXPECT_EQ(rows->staff.memberships.size(), 1U);
  EXPECT_EQ(rows->staff.administrations.size(), 2U);
  EXPECT_EQ(rows->staff.trainings.at(0).until, base::Date::of(2026, 12, 31));
  EXPECT_EQ(rows->staff.deputies.at(0).deputy, "bo");
  EXPECT_EQ(rows->staff.protected_users, std::vector<std::string>{"bo"});
  EXPECT_FALSE(directory_difference({}, *rows).object()->empty());
}

}  // namespace
}  // namespace gateway::io
