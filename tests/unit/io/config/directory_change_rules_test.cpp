#include "gateway/io/config/directory_change_rules.h"

#include <gtest/gtest.h>

#include "tests/unit/io/config/scratch.h"

namespace gateway::io {
namespace {

const std::string kHead = "schema = 'gateway.directory-change/1'\nby = 'ines'\nversion = 7\n";

class DirectoryChangeFile : public testing::Test {
 protected:
  std::string refusal(const std::string& rows) {
    const auto change = read_directory_change(scratch_.write("c.toml", kHead + rows));
    return change ? "accepted" : scratch_.shown(change.error().what);
  }
  Scratch scratch_;
};

TEST_F(DirectoryChangeFile, SaysWhatChangesAndNothingElse) {
  const auto change = read_directory_change(scratch_.write(
      "c.toml", kHead + "[[change]]\naction = 'edit_cooperation'\nid = 'finsam'\nnumber = '222999-0003'\n"
                        "[[change]]\naction = 'add_insats'\nid = 'gron'\ncooperation = 'finsam'\nname = 'Grön'\n"
                        "from = 2026-01-01\ndirection = 'structural'\n"));
  ASSERT_TRUE(change) << change.error().what;
  EXPECT_EQ(change->by, "ines");
  EXPECT_EQ(change->version, 7);
  ASSERT_EQ(change->edits.size(), 2U);
  EXPECT_EQ(change->edits[0].number, "2229990003");
  EXPECT_FALSE(change->edits[0].name || change->edits[0].from || change->edits[0].members);
  EXPECT_EQ(change->edits[1].row, 2U);
  EXPECT_EQ(change->edits[1].direction, core::Direction::structural);
  EXPECT_FALSE(change->edits[1].counts_only);
}

TEST_F(DirectoryChangeFile, TellsEveryFaultWithItsPlace) {
  EXPECT_EQ(refusal(""), "c.toml:1:1: change is missing: a directory change has at least one");
  EXPECT_EQ(refusal("[[change]]\naction = 'edit_insats'\nid = 'a'\n"), "c.toml:4:1: change.a says nothing to change");
  EXPECT_EQ(refusal("[[change]]\naction = 'edit_insats'\nid = 'a'\nto = 2026-01-01\nopen_ended = true\n"),
            "c.toml:8:14: change.a.open_ended is left out where there is a last day");
  EXPECT_EQ(refusal("[[change]]\naction = 'edit_insats'\nid = 'a'\nto = 2026-01-01\n"), "accepted");
}

}  // namespace
}  // namespace gateway::io
