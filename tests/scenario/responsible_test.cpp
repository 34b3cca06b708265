// An agency's case system says who answers for a case.
#include <gtest/gtest.h>

#include <string>

#include "tests/support/agencies.h"

namespace gateway {
namespace {

using support::Agencies;
using support::Answer;
using support::Json;
using namespace std::chrono_literals;

constexpr std::chrono::seconds kSoon{30};

/// fk.anna works beside fk.lund and af.bo beside af.berg; fk.rolf has the role and no assignment.
class Responsible : public ::testing::Test {
 protected:
  Responsible() {
    agencies.start_all();
    std::string text = support::read_file(agencies.folder() / "directory.toml");
    for (const auto& [user, organisation] :
         {std::pair("fk.anna", "fk"), std::pair("fk.rolf", "fk"), std::pair("af.bo", "af")}) {
      text += "[[user]]\nid = \"" + std::string(user) + "\"\nname = \"" + user + "\"\norganisation = \"" +
              organisation + "\"\n";
    }
    text +=
        "[[role]]\nusers = [\"fk.anna\", \"fk.rolf\", \"af.bo\"]\nroles = [\"deltagaransvarig\"]\nfrom = 2020-01-01\n";
    text += "[[assignment]]\nusers = [\"fk.anna\"]\nplaces = [\"fk-gavle\"]\nfrom = 2020-01-01\n";
    text += "[[assignment]]\nusers = [\"af.bo\"]\nplaces = [\"af-gavle\"]\nfrom = 2020-01-01\n";
    const auto file = agencies.folder() / "with-colleagues.toml";
    support::write_file(file, text);
    // The node need not know them: they answer for a case, and have done nothing in it.
    for (const char* part : {"fk", "af"}) {
      const Answer imported = agencies.ask(part, {"directory", "import", file.string()});
      EXPECT_EQ(imported.code, 0) << imported.err;
    }
  }
  static Json request(const std::string& part, const std::string& user, const std::string& responsible) {
    return {{"act", "request"},
            {"user", user},
            {"office", part + "-gavle"},
            {"happened", "2026-09-02"},
            {"af_office", "af-gavle"},
            {"fk_office", "fk-gavle"},
            {"meeting_on", "2026-09-10"},
            {"person", {{"number", "19820406-2387"}, {"given_name", "Åsa"}, {"family_name", "Testsson"}}},
            {"consent", {{"form", "FK 9443"}, {"date", "2026-09-01"}, {"answer", "given"}}},
            {"responsible", responsible}};
  }
  /// The user's own list.
  Json mine(const std::string& part, const std::string& by) {
    const Answer answer = agencies.ask(part, {"case", "list", "--by", by});
    return answer.json.is_object() ? answer.json.at("rows") : Json::array();
  }

  Agencies agencies;
};

TEST_F(Responsible, NamedByAnActFindsTheCaseInTheOwnList) {
  const Json asked = agencies.act("fk", {request("fk", "fk.lund", "fk.anna")}).at(0);
  ASSERT_EQ(asked.at("outcome"), "accepted") << asked.dump();
  EXPECT_EQ(asked.dump().find("responsible_not_taken"), std::string::npos) << asked.dump();
  const std::string id = asked.at("case");
  EXPECT_TRUE(support::eventually(kSoon, [&] {
    const Json rows = mine("fk", "fk.anna");
    return rows.size() == 1 && rows.at(0).at("case") == id && rows.at(0).at("provisional") == false;
  }));
  EXPECT_TRUE(mine("fk", "fk.lund").empty());

  // Who has no assignment there is not taken, and the meeting is registered all the same.
  Json meeting = {{"act", "meet"},        {"user", "fk.lund"},        {"case", id},
                  {"office", "fk-gavle"}, {"happened", "2026-09-10"}, {"responsible", "fk.rolf"}};
  const Json met = agencies.act("fk", {meeting}).at(0);
  EXPECT_EQ(met.at("outcome"), "accepted") << met.dump();
  EXPECT_EQ(met.at("warnings").at(0).at("code"), "responsible_not_taken") << met.dump();
  EXPECT_EQ(mine("fk", "fk.anna").size(), 1U);

  // AF's own list is AF's to fill, and a transfer is the later word.
  EXPECT_TRUE(mine("af", "af.bo").empty());
  const Answer moved = agencies.ask("fk", {"case", "transfer", id, "--by", "fk.anna", "--to", "fk.lund"});
  EXPECT_EQ(moved.code, 0) << moved.err;
  EXPECT_EQ(mine("fk", "fk.lund").size(), 1U);
  EXPECT_TRUE(mine("fk", "fk.anna").empty());
}

TEST_F(Responsible, NamedInAProposalFindsTheCaseThatIsConfirmed) {
  const Json asked = agencies.act("af", {request("af", "af.berg", "af.bo")}).at(0);
  ASSERT_EQ(asked.at("outcome"), "proposed") << asked.dump();
  Json open;
  ASSERT_TRUE(support::eventually(kSoon, [&] {
    open = agencies.ask("fk", {"task", "list", "--by", "fk.lund"}).json.at("rows");
    return !open.empty();
  }));
  const Answer confirmed =
      agencies.ask("fk", {"task", "confirm", open.at(0).at("task").get<std::string>(), "--by", "fk.lund"});
  ASSERT_TRUE(confirmed.json.at("done").get<bool>()) << confirmed.out;
  EXPECT_TRUE(support::eventually(kSoon, [&] {
    const Json rows = mine("af", "af.bo");
    return rows.size() == 1 && rows.at(0).at("state") == "requested";
  }));
  for (const char* part : {"af", "fk", "node"}) {
    EXPECT_TRUE(agencies.ask(part, {"ledger", "verify"}).json.at("ok").get<bool>()) << part;
  }
}

}  // namespace
}  // namespace gateway
