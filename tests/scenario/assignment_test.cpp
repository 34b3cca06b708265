// Who registers where is changed by change sets, at the running gateway, by the demo's administrators.
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/site.h"

namespace gateway::scenario {
namespace {

using support::Answer;
using support::Json;
using support::Site;
using support::write_file;

using Ties = std::set<std::pair<std::string, std::string>>;

const std::vector<std::string> kInsatser = {"arbetstraning", "social-traning", "steget-vidare"};

Json change(const std::string& action, const std::vector<std::string>& users, const std::vector<std::string>& places) {
  return {{"action", action}, {"users", users}, {"places", places}};
}

class Assignments : public ::testing::Test {
 protected:
  Assignments() : site({.directory = "demo", .mapping = "demo", .accorda = "demo", .settle_seconds = 1}) {
    site.generate(60, 7, 1);
    site.start_all();
  }

  std::int64_t version() { return site.gateway({"assignment", "list"}).json.at("version"); }
  /// Who has an assignment where, of all places.
  Ties ties() {
    Ties found;
    const Answer listed = site.gateway({"assignment", "list"});
    for (const Json& row : listed.json.at("rows")) {
      found.emplace(row.at("user").get<std::string>(), row.at("place").get<std::string>());
    }
    return found;
  }
  /// Saves a change set that `by` opened at a version; the answer.
  Json save(const std::string& by, std::int64_t opened, const std::vector<Json>& changes) {
    const auto file = site.folder() / "set.json";
    write_file(file,
               Json({{"schema", "gateway.change-set/1"}, {"by", by}, {"version", opened}, {"change", changes}}).dump());
    const Answer answer = site.gateway({"assignment", "change", file.string()});
    EXPECT_TRUE(answer.json.is_object()) << answer.out << answer.err;
    return answer.json.is_object() ? answer.json : Json{{"saved", false}, {"faults", Json::array()}};
  }
  /// In whose names records were rejected because they had no assignment.
  std::set<std::string> refused() {
    std::set<std::string> users;
    for (const Json& row : site.list("rejected")) {
      for (const Json& reason : row.at("reasons")) {
        const std::string detail = reason.value("detail", "");
        if (reason.at("code") == "assignment_missing") users.insert(detail.substr(0, detail.find(' ')));
      }
    }
    return users;
  }

  Site site;
};

TEST_F(Assignments, OfSeveralPeopleAndOfficesAreSavedTogetherOrNotAtAll) {
  const Ties before = ties();
  const std::int64_t opened = version();
  const Json half = save(
      "af.sund", opened,
      {change("add", {"af.berg", "af.dal"}, {"af-gavle", "af-bollnas"}), change("add", {"maj.lind"}, {"af-gavle"})});
  EXPECT_EQ(half.at("saved"), false) << "maj.lind does not work there";
  EXPECT_FALSE(half.at("faults").empty());
  EXPECT_EQ(ties(), before);
  EXPECT_EQ(version(), opened);

  const Json whole = save("af.sund", opened, {change("add", {"af.berg", "af.dal"}, {"af-gavle", "af-bollnas"})});
  EXPECT_EQ(whole.at("saved"), true) << whole.dump();
  EXPECT_EQ(ties().size(), before.size() + 4);
  EXPECT_EQ(version(), opened + 1);
}

TEST_F(Assignments, TheSecondAdministratorIsToldAndWhoeverIsRemovedIsRefusedAtOnce) {
  const std::int64_t opened = version();
  const Json first = save("insatsansvarig", opened,
                          {change("remove", {"karl.ek"}, kInsatser), change("add", {"kalle.nord"}, kInsatser)});
  ASSERT_EQ(first.at("saved"), true) << first.dump();

  const Ties saved = ties();
  const Json second = save("bitr.insatsansvarig", opened, {change("remove", {"maj.lind"}, kInsatser)});
  EXPECT_EQ(second.at("saved"), false);
  ASSERT_EQ(second.at("faults").size(), 1U) << second.dump();
  EXPECT_EQ(second.at("faults").at(0).at("code"), "directory_changed");
  EXPECT_EQ(second.at("since").at("assignments").at("changed").size(), kInsatser.size()) << second.dump();
  EXPECT_EQ(ties(), saved) << "nothing is overwritten";

  site.drop(site.folder() / "export-1", "export_20261101");
  EXPECT_EQ(site.sync().code, 0);
  EXPECT_EQ(refused(), std::set<std::string>{"karl.ek"}) << "kalle.nord may, and maj.lind still may";
}

TEST_F(Assignments, AreRefusedInTheNameOfNobodyElseBefore) {
  site.drop(site.folder() / "export-1", "export_20261101");
  EXPECT_EQ(site.sync().code, 0);
  EXPECT_EQ(refused(), std::set<std::string>{"kalle.nord"}) << "who has the role and no assignment";
}

}  // namespace
}  // namespace gateway::scenario
