// The originals of consents, from the export to FK's archive, through the whole program.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/site.h"

namespace gateway::scenario {
namespace {

using namespace std::chrono_literals;
using support::Answer;
using support::Json;
using support::Site;

class Archive : public ::testing::Test {
 protected:
  Archive() : site({.directory = "demo", .mapping = "demo", .accorda = "demo", .timeout = "2s"}) {
    site.generate(40, 3, 1);
  }

  Json unsent(std::vector<std::string> more = {}) {
    std::vector<std::string> words{"consent", "list", "--unarchived"};
    words.insert(words.end(), more.begin(), more.end());
    const Answer answer = site.gateway(words);
    return answer.json.is_object() ? answer.json.at("rows") : Json::array();
  }
  bool lists(const std::string& key) {
    for (const Json& row : unsent()) {
      if (row.value("key", "") == key) return true;
    }
    return false;
  }
  Answer said(const std::string& key, const std::string& on, const std::string& by = "maj.lind") {
    return site.gateway({"consent", "archived", "--source", "accorda", "--key", key, "--on", on, "--by", by});
  }
  /// A local id that was registered as it was planted.
  std::string key() const {
    const Json plan = Json::parse(support::read_file(site.folder() / "plan-1.json"));
    for (const auto& [key, what] : plan.at("planted").items()) {
      if (what == "finsam") return key;
    }
    return "";
  }

  Site site;
};

TEST_F(Archive, AnOriginalIsListedFromTheNodesAnswerUntilItIsSaidToBeSent) {
  site.start_gateway();
  site.import_directory("gateway");
  site.drop(site.folder() / "export-1", "export_20261101");
  ASSERT_EQ(site.sync().code, 0);
  const std::string first = key();
  EXPECT_TRUE(unsent().empty()) << "SUS has not answered";
  const Answer early = said(first, "2026-11-01");
  EXPECT_EQ(early.code, 4);
  EXPECT_NE(early.err.find("original_not_registered"), std::string::npos) << early.err;

  site.start_node();
  site.import_directory("node");
  ASSERT_TRUE(support::eventually(60s, [&] { return lists(first); })) << site.gateway({"queue"}).out;
  const Json rows = unsent({"--by", "maj.lind"});
  ASSERT_FALSE(rows.empty());
  EXPECT_TRUE(unsent({"--by", "kalle.nord"}).empty()) << "the role, but no assignment";
  std::string acknowledged;
  std::string other;
  for (const Json& row : rows) {
    EXPECT_EQ(row.at("days"), 0);
    EXPECT_EQ(row.at("overdue"), false);
    if (row.value("key", "") == first) acknowledged = row.at("acknowledged");
    if (row.value("key", first) != first) other = row.at("key");
  }
  ASSERT_FALSE(acknowledged.empty());
  ASSERT_FALSE(other.empty());
  EXPECT_EQ(said(first, "2026-01-01").code, 4) << "before SUS acknowledged";
  EXPECT_EQ(said(first, "2199-01-01").code, 4) << "a day to come";
  EXPECT_EQ(said(first, acknowledged, "kalle.nord").err, said("I99999-1", acknowledged).err);
  const Answer done = said(first, acknowledged);
  ASSERT_EQ(done.code, 0) << done.err;
  EXPECT_FALSE(lists(first));

  ASSERT_EQ(site.gateway({"consent", "withdraw", "--source", "accorda", "--key", other, "--by", "maj.lind"}).code, 0);
  EXPECT_FALSE(lists(other)) << "taken back";
  EXPECT_EQ(said(other, acknowledged).code, 4);
  EXPECT_EQ(site.gateway({"ledger", "verify"}).code, 0);
}

}  // namespace
}  // namespace gateway::scenario
