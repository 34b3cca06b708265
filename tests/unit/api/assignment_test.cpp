#include "tests/unit/api/desk.h"
#include "tests/unit/io/config/scratch.h"

namespace gateway::api {
namespace {

class AssignmentDesk : public Desk {
 protected:
  AssignmentDesk() {
    core::DirectoryRows& rows = ledger_.state.directory;
    rows.users.push_back({"ines", "Ines Öst", "gavle"});
    rows.users.push_back({"karin", "Karin Åhl", "gavle"});
    rows.roles.push_back({"ines", "insatsansvarig", always_});
    rows.roles.push_back({"karin", "deltagaransvarig", always_});
    rows.staff.administrations.push_back({"ines", "insatsansvarig", "gastrike", always_});
    ledger_.state.directory_version = 7;
  }

  base::Result<Document> change(const std::string& changes, int version = 7, bool dry_run = false) {
    const std::string file = scratch_.write("set.toml", "schema = \"gateway.change-set/1\"\nby = \"ines\"\nversion = " +
                                                            std::to_string(version) + "\n" + changes);
    return run("assignment.change", Document().set("file", file).set("dry_run", dry_run));
  }
  static std::size_t rows(const Document& answer, std::string_view member = "rows") {
    return answer.find(member)->array()->size();
  }
  bool has(std::string_view user) {
    const auto directory = core::Directory::build(ledger_.state.directory);
    return directory->has_assignment(user, "arbetstraning", clock_.day_of(clock_.now()));
  }

  const base::Period always_{base::Date::of(2020, 1, 1).value(), std::nullopt};
  const std::string give_ = "[[change]]\naction = \"add\"\nusers = [\"karin\"]\nplaces = [\"arbetstraning\"]\n";
  io::Scratch scratch_;
};

TEST_F(AssignmentDesk, SearchFindsUsersWithTheRoleByEitherName) {
  auto answer = run("assignment.search", Document().set("name", "KA*"));
  ASSERT_TRUE(answer) << answer.error().what;
  ASSERT_EQ(rows(*answer), 1U);
  EXPECT_EQ(answer->find("rows")->array()->front().text("user"), "karin");
  EXPECT_EQ(answer->find("rows")->array()->front().text("employer"), "Gävle kommun");
  EXPECT_EQ(rows(run("assignment.search", Document().set("last", "åhl")).value()), 1U);
  EXPECT_EQ(rows(run("assignment.search", Document().set("name", "Ines")).value()), 0U);
  EXPECT_EQ(rows(run("assignment.search", Document().set("name", "Ines").set("role", "insatsansvarig")).value()), 1U);
  answer = run("assignment.search", Document().set("limit", 1));
  EXPECT_EQ(rows(*answer), 1U);
  EXPECT_EQ(*answer->find("more")->boolean(), true);
}

TEST_F(AssignmentDesk, AChangeSetIsSavedAsTheNextVersion) {
  const auto answer = change(give_);
  ASSERT_TRUE(answer) << answer.error().what;
  EXPECT_EQ(*answer->find("saved")->boolean(), true);
  EXPECT_EQ(answer->integer_or("version", 0), 8);
  EXPECT_EQ(ledger_.state.directory_version, 8);
  EXPECT_TRUE(has("karin"));
  EXPECT_NE(answer->find("decided"), nullptr);
}

TEST_F(AssignmentDesk, AChangeTellsOfMandatesThatCountNoMore) {
  ledger_.state.directory.mandates = {{"maj.lind", "arbetstraning", "maj.lind", always_},
                                      {"maj.lind", "arbetstraning", "karin", always_}};
  const auto answer = change(
      "[[change]]\naction = \"remove_for_cause\"\ncause = \"misuse\"\nusers = [\"maj.lind\"]\n"
      "places = [\"arbetstraning\"]\n");
  ASSERT_TRUE(answer) << answer.error().what;
  EXPECT_EQ(*answer->find("saved")->boolean(), true);
  ASSERT_EQ(rows(*answer, "mandates"), 1U) << "the other one did not count before";
  const Document& mandate = answer->find("mandates")->array()->front();
  EXPECT_EQ(mandate.text("code"), "mandate_giver_removed");
  EXPECT_EQ(mandate.text("given_by"), "maj.lind");
  EXPECT_EQ(rows(change(give_, 8).value(), "mandates"), 0U);
}

TEST_F(AssignmentDesk, TheReviewTellsOfMandatesThatDoNotCount) {
  ledger_.state.directory.mandates = {{"maj.lind", "arbetstraning", "ines", always_},
                                      {"maj.lind", "arbetstraning", "karin", always_}};
  const auto answer = run("assignment.review");
  ASSERT_TRUE(answer) << answer.error().what;
  std::size_t told = 0;
  for (const Document& row : *answer->find("rows")->array()) {
    if (row.text("code") != "mandate_giver_may_not") continue;
    ++told;
    EXPECT_EQ(row.text("user"), "maj.lind");
    EXPECT_EQ(row.text("place"), "arbetstraning");
    EXPECT_EQ(row.text("since"), "2020-01-01");
  }
  EXPECT_EQ(told, 1U);
}

TEST_F(AssignmentDesk, ADryRunShowsAndStoresNothing) {
  const auto answer = change(give_, 7, true);
  ASSERT_TRUE(answer);
  EXPECT_EQ(*answer->find("saved")->boolean(), false);
  EXPECT_NE(answer->find("differences")->find("assignments"), nullptr);
  EXPECT_EQ(ledger_.state.directory_version, 7);
  EXPECT_FALSE(has("karin"));
}

TEST_F(AssignmentDesk, TheSecondOfTwoAdministratorsIsToldWhatChangedAndOverwritesNothing) {
  ASSERT_TRUE(change(give_));
  const auto second = change("[[change]]\naction = \"remove\"\nusers = [\"maj.lind\"]\nplaces = [\"arbetstraning\"]\n");
  ASSERT_TRUE(second) << second.error().what;
  EXPECT_EQ(*second->find("saved")->boolean(), false);
  ASSERT_EQ(rows(*second, "faults"), 1U);
  EXPECT_EQ(second->find("faults")->array()->front().text("code"), "directory_changed");
  const Document* since = second->find("since")->find("assignments");
  ASSERT_NE(since, nullptr);
  EXPECT_EQ(since->find("added")->array()->front(), Document("karin arbetstraning"));
  EXPECT_TRUE(has("maj.lind"));
  EXPECT_TRUE(has("karin"));
  EXPECT_EQ(ledger_.state.directory_version, 8);
}

TEST_F(AssignmentDesk, WhatSomebodyElseSavesWhileASetIsJudgedIsNotOverwritten) {
  int writes = 0;
  ledger_.before_write = [&] {
    if (++writes != 2) return;
    ledger_.state.directories[ledger_.state.directory_version++] = ledger_.state.directory;
    ledger_.state.directory.users.push_back({"nils", "Nils Nord", "gavle"});
  };
  const auto answer = change(give_);
  ASSERT_TRUE(answer) << answer.error().what;
  EXPECT_EQ(*answer->find("saved")->boolean(), false);
  ASSERT_EQ(rows(*answer, "faults"), 1U);
  EXPECT_EQ(answer->find("faults")->array()->front().text("code"), "directory_changed");
  EXPECT_EQ(answer->find("since")->find("users")->find("added")->array()->front(), Document("nils"));
  EXPECT_FALSE(has("karin"));
}

TEST_F(AssignmentDesk, AnImportKeepsWhatAChangeSetSavesMeanwhile) {
  file_ = ledger_.state.directory;
  file_.offices.push_back({"kontor", "Kontoret", "gavle"});
  int writes = 0;
  ledger_.before_write = [&] {
    if (++writes != 2) return;
    ASSERT_TRUE(change(give_));
  };
  ASSERT_TRUE(run("directory.import", Document().set("file", "directory.toml")));
  EXPECT_TRUE(has("karin"));
  EXPECT_EQ(ledger_.state.directory.offices.size(), 1U);
}

TEST_F(AssignmentDesk, EveryFaultIsToldWithItsRow) {
  const auto answer =
      change(give_ + "[[change]]\naction = \"add\"\nusers = [\"nobody\", \"ines\"]\nplaces = [\"arbetstraning\"]\n");
  ASSERT_TRUE(answer);
  EXPECT_EQ(*answer->find("saved")->boolean(), false);
  ASSERT_EQ(rows(*answer, "faults"), 2U);
  EXPECT_EQ(answer->find("faults")->array()->at(0).integer_or("row", 0), 2);
  EXPECT_EQ(answer->find("faults")->array()->at(0).text("code"), "user_unknown");
  EXPECT_EQ(answer->find("faults")->array()->at(1).text("code"), "role_not_held");
  EXPECT_FALSE(has("karin"));
}

TEST_F(AssignmentDesk, ARemovalForCauseOfALaterDayIsToldThatItIsOfToday) {
  const std::string remove =
      "[[change]]\naction = \"remove_for_cause\"\nusers = [\"maj.lind\"]\nplaces = [\"arbetstraning\"]\ncause = "
      "\"misuse\"\n";
  const auto answer = change(remove + "from = 2026-11-22\n");
  ASSERT_TRUE(answer) << answer.error().what;
  ASSERT_EQ(rows(*answer, "faults"), 1U);
  const Document& fault = answer->find("faults")->array()->front();
  EXPECT_EQ(fault.find("sentence")->text("sv").find("slutar gälla innan"), std::string::npos);
  EXPECT_NE(fault.find("remedy")->text("sv").find("en borttagning med orsak gäller från i dag"), std::string::npos);
  EXPECT_NE(fault.find("remedy")->text("en").find("a removal for cause holds from today"), std::string::npos);
  EXPECT_TRUE(has("maj.lind"));
  EXPECT_EQ(rows(change(remove + "from = 2026-11-21\n").value(), "faults"), 0U);
}

TEST_F(AssignmentDesk, ARemovalTellsWhatNeedsANewResponsible) {
  const auto answer = change(
      "[[change]]\naction = \"remove_for_cause\"\nusers = [\"maj.lind\"]\n"
      "places = [\"arbetstraning\"]\ncause = \"misuse\"\n");
  ASSERT_TRUE(answer) << answer.error().what;
  ASSERT_EQ(rows(*answer, "endings"), 1U);
  EXPECT_EQ(answer->find("endings")->array()->front().text("user"), "maj.lind");
  EXPECT_FALSE(has("maj.lind"));
}

TEST_F(AssignmentDesk, ASetThatCannotBeReadIsRefused) {
  expect_refused(change("[[change]]\naction = \"give\"\nusers = [\"karin\"]\nplaces = [\"arbetstraning\"]\n"),
                 base::Fault::reject, "action");
  expect_refused(run("assignment.change", Document().set("file", "/nowhere.toml")), base::Fault::reject, "nowhere");
}

TEST_F(AssignmentDesk, ListTellsTheVersionThatAChangeIsMadeOn) {
  const auto answer = run("assignment.list");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->integer_or("version", 0), 7);
  EXPECT_EQ(rows(*answer), 2U);
  EXPECT_EQ(rows(run("assignment.list", Document().set("place", "arbetstraning")).value()), 1U);
  EXPECT_EQ(rows(run("assignment.list", Document().set("user", "ines")).value()), 1U);
  EXPECT_EQ(rows(run("assignment.list", Document().set("user", "karin")).value()), 0U);
}

TEST_F(AssignmentDesk, ListShowsWhatHoldsTodayOrLater) {
  const base::Date today = clock_.day_of(clock_.now());
  core::DirectoryRows& stored = ledger_.state.directory;
  const auto listed = [&](const char* user) {
    return rows(run("assignment.list", Document().set("user", user)).value());
  };
  stored.assignments.push_back({"karin", "arbetstraning", {today + std::chrono::days(7), std::nullopt}});
  stored.roles.back().period.from = today + std::chrono::days(7);
  const auto later = run("assignment.list", Document().set("user", "karin"));
  ASSERT_EQ(rows(*later), 1U);
  const Document& row = later->find("rows")->array()->front();
  EXPECT_EQ(row.text("from"), (today + std::chrono::days(7)).text());
  EXPECT_EQ(row.text("role"), "deltagaransvarig");
  stored.staff.administrations[0].period.to = today;
  stored.assignments.back().period = {always_.from, today};
  EXPECT_EQ(listed("ines") + listed("karin"), 2U);
  stored.staff.administrations[0].period.to = today - std::chrono::days(1);
  stored.assignments.back().period.to = today - std::chrono::days(1);
  EXPECT_EQ(listed("ines") + listed("karin"), 0U);
}

TEST_F(AssignmentDesk, ReviewListsWhatSomebodyShouldLookAt) {
  const auto codes = [&](const Document& arguments) {
    std::string text;
    const auto answer = run("assignment.review", arguments);
    for (const Document& row : *answer->find("rows")->array()) text += std::string(row.text("code")) + " ";
    return text;
  };
  EXPECT_EQ(codes({}), "assignment_unused deputy_missing ");
  ledger_.last_uses_now[{"maj.lind", "arbetstraning"}] = clock_.day_of(clock_.now()) - std::chrono::days(10);
  EXPECT_EQ(codes({}), "deputy_missing ");
  EXPECT_EQ(codes(Document().set("unused_days", 10)), "assignment_unused deputy_missing ");
}

TEST_F(AssignmentDesk, AGatewaysReviewSaysOfItsOwnUsersAloneWhatTheyDoNotUse) {
  ledger_.state.directory.organisations.push_back({"ockelbo", "Ockelbo kommun", "municipality", {}});
  ledger_.state.directory.users.push_back({"olle", "Olle Ask", "ockelbo"});
  ledger_.state.directory.roles.push_back({"olle", "deltagaransvarig", always_});
  ledger_.state.directory.assignments.push_back({"olle", "arbetstraning", always_});
  const auto unused = [&] {
    std::string users;
    const auto answer = run("assignment.review");
    for (const Document& row : *answer->find("rows")->array()) {
      if (row.text("code") == "assignment_unused") users += std::string(row.text("user")) + " ";
    }
    return users;
  };
  EXPECT_EQ(unused(), "maj.lind ");
  engine_.at_node = true;
  EXPECT_EQ(unused(), "maj.lind olle ");
}

TEST_F(AssignmentDesk, AnImportEndsWithWorkplacesAndKeepsWhatChangeSetsHaveLeft) {
  ASSERT_TRUE(
      change("[[change]]\naction = \"remove_for_cause\"\nusers = [\"maj.lind\"]\n"
             "places = [\"arbetstraning\"]\ncause = \"misuse\"\n"));
  file_ = directory();
  file_.offices.push_back({"kontor", "Kontoret", "gavle"});
  file_.assignments.push_back({"maj.lind", "kontor", always_});
  file_.staff.workplaces.push_back({"maj.lind", "kontor", {always_.from, base::Date::of(2026, 6, 30)}});
  const auto dry = run("directory.import", Document().set("file", "directory.toml").set("dry_run", true));
  const auto answer = run("directory.import", Document().set("file", "directory.toml"));
  ASSERT_TRUE(answer) << answer.error().what;
  for (const auto& told : {dry, answer}) {
    ASSERT_EQ(rows(*told, "endings"), 1U);
    const Document& ending = told->find("endings")->array()->front();
    EXPECT_EQ(ending.text("user"), "maj.lind");
    EXPECT_EQ(ending.text("place"), "kontor");
    EXPECT_EQ(ending.text("from"), "2026-07-01");
    EXPECT_NE(told->find("text")->text("sv").find("inte arbetar så länge: 1."), std::string::npos);
    EXPECT_NE(told->find("text")->text("en").find("does not work as long: 1."), std::string::npos);
  }
  EXPECT_EQ(ledger_.state.directory.staff.removals.size(), 1U);
  const base::Date today = clock_.day_of(clock_.now());
  ASSERT_EQ(ledger_.state.directory.assignments.size(), 2U);
  for (const core::Assignment& row : ledger_.state.directory.assignments) {
    EXPECT_EQ(row.period.to, row.to == "kontor" ? base::Date::of(2026, 6, 30) : today - std::chrono::days(1));
  }
  file_.staff.workplaces.push_back({"maj.lind", "nowhere", always_});
  expect_refused(run("directory.import", Document().set("file", "directory.toml")), base::Fault::reject, "nowhere");
}

TEST_F(AssignmentDesk, AnImportThatEndsNothingTellsOfNoWorkplace) {
  file_ = directory();
  const auto answer = run("directory.import", Document().set("file", "directory.toml"));
  ASSERT_TRUE(answer) << answer.error().what;
  EXPECT_EQ(rows(*answer, "endings"), 0U);
  EXPECT_EQ(answer->find("text")->text("sv").find("arbetar"), std::string::npos);
}

TEST_F(AssignmentDesk, AnImportOfTheSameFileRestoresNoRemovedAssignmentAndTellsSo) {
  const std::string remove =
      "[[change]]\naction = \"remove_for_cause\"\nusers = [\"maj.lind\"]\n"
      "places = [\"arbetstraning\"]\ncause = \"misuse\"\n";
  file_ = ledger_.state.directory;
  ASSERT_TRUE(change(give_ + remove));
  ASSERT_FALSE(has("maj.lind"));
  for (const bool dry_run : {true, false}) {
    const auto answer = run("directory.import", Document().set("file", "directory.toml").set("dry_run", dry_run));
    ASSERT_TRUE(answer) << answer.error().what;
    EXPECT_EQ(*answer->find("changed")->boolean(), false);
    ASSERT_EQ(rows(*answer, "kept"), 2U);
    const Document& karin = answer->find("kept")->array()->front();
    EXPECT_EQ(karin.text("user"), "karin");
    EXPECT_EQ(karin.find("stays")->array()->size(), 1U);
    EXPECT_EQ(karin.find("in_file")->array()->size(), 0U);
    const Document& maj = answer->find("kept")->array()->back();
    EXPECT_EQ(maj.text("user"), "maj.lind");
    EXPECT_EQ(maj.find("in_file")->array()->front(), Document("2020-01-01/"));
    EXPECT_NE(answer->find("text")->text("sv").find("2"), std::string::npos);
  }
  const auto directory = core::Directory::build(ledger_.state.directory);
  EXPECT_FALSE(
      directory->has_assignment("maj.lind", "arbetstraning", clock_.day_of(clock_.now()) + std::chrono::days(1)));
  EXPECT_TRUE(has("karin"));
}

}  // namespace
}  // namespace gateway::api
