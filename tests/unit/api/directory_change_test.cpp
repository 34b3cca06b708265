#include "tests/unit/api/desk.h"
#include "tests/unit/io/config/scratch.h"

namespace gateway::api {
namespace {

class DirectoryDesk : public Desk {
 protected:
  DirectoryDesk() {
    core::DirectoryRows& rows = ledger_.state.directory;
    rows.users.push_back({"ines", "Ines Öst", "gavle"});
    rows.roles.push_back({"ines", "insatsansvarig", always_});
    rows.staff.administrations.push_back({"ines", "insatsansvarig", "gastrike", always_});
    ledger_.state.directory_version = 7;
  }

  base::Result<Document> change(const std::string& by = "ines", int version = 7, bool dry_run = false) {
    const std::string file = scratch_.write(
        "change.toml", "schema = \"gateway.directory-change/1\"\nby = \"" + by +
                           "\"\nversion = " + std::to_string(version) +
                           "\n[[change]]\naction = \"edit_insats\"\nid = \"arbetstraning\"\nname = \"Butik\"\n");
    return run("directory.change", Document().set("file", file).set("dry_run", dry_run));
  }
  std::string name() const { return ledger_.state.directory.insatser[0].name; }

  const base::Period always_{base::Date::of(2020, 1, 1).value(), std::nullopt};
  io::Scratch scratch_;
};

TEST_F(DirectoryDesk, AChangeIsSavedAsTheNextVersion) {
  const auto answer = change();
  ASSERT_TRUE(answer) << answer.error().what;
  EXPECT_TRUE(*answer->find("saved")->boolean());
  EXPECT_EQ(answer->integer_or("version", 0), 8);
  EXPECT_EQ(name(), "Butik");
  EXPECT_EQ(answer->find("differences")->find("insatser")->find("changed")->array()->size(), 1U);
  EXPECT_NE(answer->find("decided"), nullptr) << "what waited is decided anew";
}

TEST_F(DirectoryDesk, OfADryRunOrARefusalNothingIsStored) {
  auto answer = change("ines", 7, true);
  ASSERT_TRUE(answer);
  EXPECT_FALSE(*answer->find("saved")->boolean());
  answer = change("maj.lind");
  ASSERT_TRUE(answer);
  EXPECT_FALSE(*answer->find("saved")->boolean());
  EXPECT_EQ(answer->find("faults")->array()->front().text("code"), "editor_may_not");
  answer = change("ines", 6);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->find("faults")->array()->front().text("code"), "directory_changed");
  EXPECT_EQ(name(), "Arbetsträning");
  EXPECT_EQ(ledger_.state.directory_version, 7);
}

TEST_F(DirectoryDesk, ARoleThatThePolicyLacksIsRefusedWithFileAndLine) {
  file_.roles.push_back({"maj.lind", "chef", always_, 41});
  const auto refused = run("directory.import", Document().set("file", "directory.toml"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().what.find("directory.toml:41: role: role_unknown: Rollen chef är okänd"), 0U)
      << refused.error().what;
  EXPECT_TRUE(ledger_.state.done.empty());
  file_.roles.back().role = "forbundsadministrator";
  file_.roles.back().user = "kalle.nord";
  EXPECT_TRUE(run("directory.import", Document().set("file", "directory.toml")));
}

TEST_F(DirectoryDesk, AFileMayNameAnInsatsThatACommandHasMade) {
  const std::string made =
      scratch_.write("change.toml",
                     "schema = \"gateway.directory-change/1\"\nby = \"ines\"\nversion = 7\n"
                     "[[change]]\naction = \"add_insats\"\nid = \"butik\"\nname = \"Butik\"\n"
                     "cooperation = \"gastrike\"\nfrom = 2026-01-01\ndirection = \"individual\"\n");
  const auto changed = run("directory.change", Document().set("file", made));
  ASSERT_TRUE(changed) << changed.error().what;
  ASSERT_TRUE(*changed->find("saved")->boolean());
  file_.assignments.push_back({"maj.lind", "butik", always_});
  const auto answer = run("directory.import", Document().set("file", "directory.toml"));
  ASSERT_TRUE(answer) << answer.error().what;
  EXPECT_EQ(ledger_.state.directory.assignments.back().to, "butik");
  file_.assignments.back().to = "nowhere";
  expect_refused(run("directory.import", Document().set("file", "directory.toml")), base::Fault::reject, "nowhere");
  file_.assignments.pop_back();
  file_.offices.push_back({"butik", "Kontoret", "gavle"});
  expect_refused(run("directory.import", Document().set("file", "directory.toml")), base::Fault::reject,
                 "butik is both an office and an insats");
}

TEST_F(DirectoryDesk, ASearchForARoleThatThePolicyLacksIsRefused) {
  EXPECT_FALSE(run("assignment.search", Document().set("role", "chef")));
  EXPECT_TRUE(run("assignment.search", Document().set("role", "insatsansvarig")));
}

TEST_F(DirectoryDesk, ShowsWhatCooperationsInsatserAndOfficesSay) {
  core::DirectoryRows& rows = ledger_.state.directory;
  rows.organisations.push_back({"fk", "Försäkringskassan", "fk", {}});
  rows.cooperations[0].number = "2229990003";
  rows.cooperations[0].members = {"gavle"};
  rows.offices.push_back({"fk_gavle", "FK Gävle", "fk", "2180", core::Branch::ta});
  const auto shown = run("directory.show");
  ASSERT_TRUE(shown);
  EXPECT_EQ(shown->find("cooperations")->array()->front().text("number"), "2229990003");
  EXPECT_EQ(shown->find("cooperations")->array()->front().find("members")->array()->size(), 1U);
  EXPECT_EQ(shown->find("insatser")->array()->front().text("direction"), "individual");
  EXPECT_EQ(shown->find("offices")->array()->front().text("municipality"), "2180");
  EXPECT_EQ(shown->find("offices")->array()->front().text("branch"), "ta");
  EXPECT_EQ(shown->find("administrations")->array()->front().text("user"), "ines");
}

}  // namespace
}  // namespace gateway::api
