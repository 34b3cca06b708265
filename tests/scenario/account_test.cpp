// What suppliers' accounts may is changed by account sets, at the running gateway, by the demo supplier's
// administrator.
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "tests/support/folder.h"
#include "tests/support/site.h"

namespace gateway::scenario {
namespace {

using support::Answer;
using support::Json;
using support::Site;
using support::write_file;

const Json kUnits = Json::parse(R"([{"unit": "10000001", "service": "A013", "addresses": ["Hamngatan 2, Bollnäs"]}])");

Json save(const std::string& account, const std::vector<std::string>& permissions, const Json& units = Json::array()) {
  return {{"action", "save"},
          {"account", account},
          {"organisation", "leverantor"},
          {"permissions", permissions},
          {"units", units}};
}

class Accounts : public ::testing::Test {
 protected:
  Accounts() : site({.directory = "demo", .mapping = "demo", .accorda = "demo", .settle_seconds = 1}) {
    site.start_all();
  }

  std::int64_t version() { return site.gateway({"account", "list"}).json.at("version"); }
  std::set<std::string> accounts() {
    std::set<std::string> found;
    const Answer listed = site.gateway({"account", "list", "--organisation", "leverantor"});
    for (const Json& row : listed.json.at("rows")) found.insert(row.at("account").get<std::string>());
    return found;
  }
  std::set<std::string> reviewed() {
    std::set<std::string> codes;
    const Answer review = site.gateway({"assignment", "review"});
    for (const Json& row : review.json.at("rows")) {
      if (row.contains("account")) codes.insert(row.at("code").get<std::string>());
    }
    return codes;
  }
  Answer change(const std::string& by, std::int64_t opened, const Json& row) {
    const auto file = site.folder() / "accounts.json";
    const Json set = {
        {"schema", "gateway.account-set/1"}, {"by", by}, {"version", opened}, {"change", Json::array({row})}};
    write_file(file, set.dump());
    Answer answer = site.gateway({"account", "change", file.string()});
    EXPECT_TRUE(answer.json.is_object()) << answer.out << answer.err;
    return answer;
  }

  Site site;
};

TEST_F(Accounts, AreGivenByAnAdministratorAndTheSecondIsToldOfTheVersion) {
  ASSERT_EQ(accounts(), (std::set<std::string>{"konto-eva", "konto-olle"}));
  const std::int64_t opened = version();
  const Answer first = change("konto-eva", opened, save("konto-nils", {"rapportering"}, kUnits));
  EXPECT_EQ(first.json.at("saved"), true) << first.out;
  EXPECT_EQ(first.json.at("version"), opened + 1);

  const Answer second = change("konto-eva", opened, save("konto-ida", {"administrera"}));
  EXPECT_EQ(second.code, 4) << "refused";
  EXPECT_EQ(second.json.at("faults").at(0).at("code"), "directory_changed");
  EXPECT_EQ(second.json.at("since").at("supplier_accounts").at("added"), Json::array({"konto-nils leverantor"}));

  const Answer third = change("konto-olle", opened + 1, save("konto-ida", {"administrera"}));
  EXPECT_EQ(third.json.at("faults").at(0).at("code"), "account_giver_may_not") << "olle administers nothing";
  EXPECT_EQ(accounts(), (std::set<std::string>{"konto-eva", "konto-nils", "konto-olle"}));
  EXPECT_EQ(version(), opened + 1);
}

TEST_F(Accounts, OfAUnitThatHasEndedAreReviewedAndNoFileUndoesAChange) {
  const Answer given = change("konto-eva", version(), save("konto-nils", {"rapportering"}, kUnits));
  ASSERT_EQ(given.json.at("saved"), true) << given.out;
  EXPECT_TRUE(reviewed().empty());

  // KA-webb's unit has ended, and the file's own account has gone with it.
  std::string file = support::read_file(site.folder() / "directory.toml");
  const std::size_t unit = file.find("[[supplier_unit]]");
  ASSERT_NE(unit, std::string::npos);
  const std::size_t from = file.find("from = 2020-01-01", unit);
  file.insert(from, "to = 2020-12-31\n");
  const auto faulty = site.folder() / "ended.toml";
  write_file(faulty, file);
  const Answer refused = site.gateway({"directory", "import", faulty.string()});
  EXPECT_EQ(refused.code, 4) << refused.out;
  EXPECT_NE((refused.out + refused.err).find("ended.toml:"), std::string::npos) << refused.out << refused.err;

  write_file(faulty, file.substr(0, file.find("[[supplier_account]]\nid = \"konto-olle\"")));
  const Answer imported = site.gateway({"directory", "import", faulty.string()});
  ASSERT_EQ(imported.code, 0) << imported.out << imported.err;
  EXPECT_EQ(accounts(), (std::set<std::string>{"konto-eva", "konto-nils"})) << "what was changed stays";
  EXPECT_EQ(reviewed(), std::set<std::string>{"unit_not_in_ka_webb"});
  EXPECT_EQ(imported.json.at("accounts").at(0).at("account"), "konto-nils");
  bool told = false;
  for (const Json& row : site.gateway({"check"}).json) told = told || row.at("what") == "account";
  EXPECT_TRUE(told) << "check tells of it";
}

}  // namespace
}  // namespace gateway::scenario
