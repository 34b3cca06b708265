// Assignments changed at a gateway reach the node's directory, which decides on them itself.
#include <gmock/gmock.h>

#include "tests/unit/api/case_desk.h"
#include "tests/unit/io/config/scratch.h"

namespace gateway::api {
namespace {

using testing::HasSubstr;
using testing::Not;

/// FK's gateway, where fk.boss gives the assignments of the office in Gävle; fk.new works there and has none.
class InStep : public CaseDesk {
 protected:
  InStep() {
    for (Party* party : {&fk_, &node_, &former_}) rows_of(*party, staff);
    engine_.settles = [this] { carried_ = carry(fk_, node_); };
  }
  static void staff(core::DirectoryRows& rows) {
    const base::Period always{day("2020-01-01"), std::nullopt};
    rows.cooperations.push_back({"fk_coop", "FK i Af/FK-samarbete", always});
    rows.staff.memberships.push_back({"fk_gavle", "fk_coop", always});
    rows.users.push_back({"fk.boss", "Berta Boss", "fk"});
    rows.users.push_back({"fk.new", "Nils Ny", "fk"});
    rows.roles.push_back({"fk.boss", "insatsansvarig", always});
    rows.roles.push_back({"fk.new", "deltagaransvarig", always});
    rows.staff.administrations.push_back({"fk.boss", "insatsansvarig", "fk_coop", always});
    for (const char* user : {"fk.second", "fk.third"}) {
      rows.users.push_back({user, user, "fk"});
      rows.roles.push_back({user, "insatsansvarig", always});
      rows.staff.administrations.push_back({user, "insatsansvarig", "fk_coop", always});
    }
    rows.staff.workplaces.push_back({"fk.new", "fk_gavle", always});
  }
  template <typename Change>
  static void rows_of(Party& party, Change change) {
    party.office.write([&](ports::Transaction& t) {
      core::DirectoryRows rows = must(t.directory())->rows();
      change(rows);
      must(t.replace_directory(rows, party.office.clock.now()));
    });
  }
  Document change(const std::string& action, const std::string& user, const std::string& more = {},
                  const std::string& by = "fk.boss") {
    const std::int64_t version = answer("assignment.list", Document()).integer_or("version", 0);
    const std::string file =
        scratch_.write("set.toml", "schema = \"gateway.change-set/1\"\nby = \"" + by +
                                       "\"\nversion = " + std::to_string(version) + "\n[[change]]\naction = \"" +
                                       action + "\"\nusers = [\"" + user + "\"]\nplaces = [\"fk_gavle\"]\n" + more);
    Document saved = answer("assignment.change", Document().set("file", file));
    EXPECT_TRUE(*saved.find("saved")->boolean()) << saved.find("faults")->array()->size();
    return saved;
  }
  /// What an administrator saves while the node is away, a minute after what was before.
  void away(const std::string& by, const std::string& action, const std::string& user, const std::string& more = {}) {
    engine_.settles = [] {};
    fk_.office.clock.on(1min);
    node_.office.clock.on(1min);
    change(action, user, more, by);
  }
  /// At the node nobody has made the user an administrator.
  void unknown_there(const std::string& user) {
    rows_of(node_, [&](core::DirectoryRows& rows) {
      std::erase_if(rows.staff.administrations, [&](const auto& row) { return row.user == user; });
    });
  }
  /// What leaves for the node, which does not get it.
  std::vector<std::string> taken_aside() {
    Party other{"node"};
    rows_of(other, staff);
    return carry(fk_, other);
  }
  static bool has(Party& party, std::string_view user) {
    bool found = false;
    party.office.write(
        [&](ports::Transaction& t) { found = must(t.directory())->has_assignment(user, "fk_gavle", kToday); });
    return found;
  }
  static const Document::Array& left(const Document& answer) { return *answer.find("not_at_node")->array(); }
  std::size_t in_review() {
    const Document review = answer("assignment.review", Document());
    std::size_t found = 0;
    for (const Document& row : *review.find("rows")->array()) found += row.find("set") == nullptr ? 0 : 1;
    return found;
  }
  /// A request that fk.gavle registers at a gateway that has not heard of any change; the node's answer to it.
  ports::NodeAnswer asked_elsewhere(base::Instant at) {
    core::CooperationAct asked = former_.desk.act(core::ActKind::request, kToday.text(), "fk.gavle");
    asked.by.at = at;
    EXPECT_EQ(former_.act(asked, person()).outcome, Outcome::accepted);
    Party other{"node"};
    const auto documents = carry(former_, other);
    return must(receive(node_, certificate("fk"), documents)).at(0);
  }

  Party former_{"fk"};
  io::Scratch scratch_;
  std::vector<std::string> carried_;
};

TEST_F(InStep, AnAssignmentThatIsGivenHereHoldsAtTheNode) {
  const Document saved = change("add", "fk.new");
  EXPECT_TRUE(has(node_, "fk.new"));
  EXPECT_TRUE(left(saved).empty());
  ASSERT_EQ(carried_.size(), 1U);
  EXPECT_THAT(carried_[0], Not(HasSubstr("Nils")));
  EXPECT_TRUE(left(answer("assignment.list", Document())).empty());
}

TEST_F(InStep, WhatComesTwiceChangesNothingTheSecondTime) {
  change("add", "fk.new");
  std::int64_t version = 0;
  node_.office.write([&](ports::Transaction& t) { version = must(t.directory_version()); });
  rows_of(node_, [](core::DirectoryRows& rows) {
    std::erase_if(rows.assignments, [](const core::Assignment& row) { return row.user == "fk.new"; });
  });
  const auto answers = must(receive(node_, certificate("fk"), carried_));
  EXPECT_EQ(answers.at(0).admitted, Admitted::accepted);
  EXPECT_FALSE(has(node_, "fk.new")) << "what happened there since stands";
}

TEST_F(InStep, WhoeverIsRemovedHereIsRefusedAtTheNodeOnTheNextMessage) {
  change("remove", "fk.gavle");
  EXPECT_FALSE(has(node_, "fk.gavle"));
  const ports::NodeAnswer after = asked_elsewhere(noon(kToday));
  EXPECT_EQ(after.admitted, Admitted::rejected);
  ASSERT_FALSE(after.reasons.empty());
  EXPECT_EQ(after.reasons.front().code, core::Code::assignment_missing);
}

TEST_F(InStep, WhatWasDoneBeforeARemovalStands) {
  change("remove", "fk.gavle");
  EXPECT_EQ(asked_elsewhere(noon(kToday) - 1h).admitted, Admitted::accepted);
}

TEST_F(InStep, ARemovalForCauseStopsWhatIsQueuedToo) {
  change("remove_for_cause", "fk.gavle", "cause = \"misuse\"\n");
  EXPECT_THAT(carried_.at(0), Not(HasSubstr("misuse"))) << "why is nobody's but the employer's";
  const ports::NodeAnswer answer = asked_elsewhere(noon(kToday) - 1h);
  EXPECT_EQ(answer.admitted, Admitted::rejected);
  EXPECT_EQ(answer.reasons.back().code, core::Code::removed_for_cause);
}

TEST_F(InStep, TheNextMessageOfTheSameRequestIsJudgedByIt) {
  engine_.settles = [] {};
  change("remove", "fk.gavle");
  Party other{"node"};
  rows_of(other, staff);
  std::vector<std::string> documents = carry(fk_, other);
  core::CooperationAct asked = former_.desk.act(core::ActKind::request, kToday.text(), "fk.gavle");
  EXPECT_EQ(former_.act(asked, person()).outcome, Outcome::accepted);
  for (std::string& document : carry(former_, other)) documents.push_back(std::move(document));
  const auto answers = must(receive(node_, certificate("fk"), documents));
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_EQ(answers[0].admitted, Admitted::accepted);
  EXPECT_EQ(answers[1].admitted, Admitted::rejected);
}

TEST_F(InStep, WhatTheNodeHasNotAnsweredIsShownAsWaiting) {
  engine_.settles = [] {};
  const Document saved = change("add", "fk.new");
  ASSERT_EQ(left(saved).size(), 1U);
  EXPECT_EQ(left(saved)[0].text("state"), "waiting");
  EXPECT_EQ(in_review(), 0U);
  EXPECT_EQ(left(answer("assignment.list", Document().set("user", "fk.gavle"))).size(), 0U);
}

TEST_F(InStep, WhatTheNodeRefusesIsShownAndCanBeSentOnceMore) {
  const auto of_boss = [](const core::Administration& row) { return row.user == "fk.boss"; };
  rows_of(node_, [&](core::DirectoryRows& rows) { std::erase_if(rows.staff.administrations, of_boss); });
  const Document saved = change("add", "fk.new");
  ASSERT_EQ(left(saved).size(), 1U);
  const Document& row = left(saved)[0];
  EXPECT_EQ(row.text("state"), "refused");
  EXPECT_EQ(row.text("code"), "giver_may_not");
  EXPECT_THAT(std::string(row.find("sentence")->text("sv")), HasSubstr("nekat vid noden"));
  EXPECT_EQ(in_review(), 1U);
  EXPECT_EQ(left(answer("assignment.list", Document().set("user", "fk.new"))).size(), 1U);
  EXPECT_FALSE(has(node_, "fk.new"));
  const std::string set(row.text("set"));
  rows_of(node_, [](core::DirectoryRows& rows) {
    rows.staff.administrations.push_back({"fk.boss", "insatsansvarig", "fk_coop", {day("2020-01-01"), std::nullopt}});
  });
  EXPECT_TRUE(left(answer("assignment.resend", Document().set("id", set))).empty());
  EXPECT_TRUE(has(node_, "fk.new"));
  EXPECT_EQ(in_review(), 0U);
  EXPECT_EQ(refusal("assignment.resend", Document().set("id", set)).fault, base::Fault::reject) << "it is taken";
}

TEST_F(InStep, WhyOfASetTellsWhoSavedItByWhichRoleAndWhatTheNodeSaid) {
  const auto why = [&](const std::string& key) { return row(answer("why", Document().set("key", key))); };
  const auto unit = [&](const Document& told) { return told.find("units")->array()->front(); };
  engine_.settles = [] {};
  const std::string set(left(change("add", "fk.new")).at(0).text("set"));
  EXPECT_EQ(unit(why(set)).text("outcome"), "waiting");
  rows_of(node_, [](core::DirectoryRows& rows) {
    std::erase_if(rows.staff.administrations, [](const auto& one) { return one.user == "fk.boss"; });
  });
  carry(fk_, node_);
  const Document refused = why(set);
  EXPECT_EQ(refused.text("source"), "assignments");
  EXPECT_EQ(unit(refused).text("outcome"), "rejected");
  EXPECT_EQ(unit(refused).find("reasons")->array()->front().text("code"), "giver_may_not");
  const Document& saved = *refused.find("set");
  EXPECT_EQ(saved.text("by"), "fk.boss");
  ASSERT_EQ(saved.find("roles")->array()->size(), 1U);
  EXPECT_EQ(*saved.find("roles")->array()->front().string(), "insatsansvarig – fk_coop");
  EXPECT_EQ(saved.find("changes")->array()->front().text("user"), "fk.new");
  const std::string swedish(refused.find("text")->text("sv"));
  EXPECT_THAT(swedish, HasSubstr("ändrade uppdrag: avvisad"));
  EXPECT_THAT(swedish, HasSubstr("av fk.boss (insatsansvarig – fk_coop)"));
  EXPECT_THAT(swedish, HasSubstr("fk.new, deltagaransvarig, fk_gavle: ges"));
  EXPECT_THAT(swedish, HasSubstr("→ ")) << "what would have to change";
  EXPECT_THAT(swedish, Not(HasSubstr("nästa läsning")));
  EXPECT_THAT(std::string(refused.find("text")->text("en")), HasSubstr("refused all of it; it holds here"));
  rows_of(node_, [](core::DirectoryRows& rows) {
    rows.staff.administrations.push_back({"fk.boss", "insatsansvarig", "fk_coop", {day("2020-01-01"), std::nullopt}});
  });
  answer("assignment.resend", Document().set("id", set));
  carry(fk_, node_);
  EXPECT_EQ(unit(why(set)).text("outcome"), "accepted") << "as it was answered last";
  EXPECT_EQ(refusal("why", Document().set("key", std::string(32, 'a'))).fault, base::Fault::reject);
}

TEST_F(InStep, WhatOthersChangedAtTheNodeIsLeftAloneUntilTheGiverHasSeenIt) {
  rows_of(node_, [](core::DirectoryRows& rows) {
    rows.staff.changed.push_back({"fk.new", "deltagaransvarig", "fk_gavle", "other", noon(kToday) - 1h});
  });
  const Document refused = change("add", "fk.new");
  ASSERT_EQ(left(refused).size(), 1U);
  EXPECT_EQ(left(refused)[0].text("code"), "directory_changed");
  fk_.office.clock.on(1min);
  node_.office.clock.on(1min);
  EXPECT_TRUE(left(change("remove", "fk.new")).empty()) << "there it is not, as is asked for";
  EXPECT_EQ(refusal("assignment.resend", Document().set("id", std::string(left(refused)[0].text("set")))).fault,
            base::Fault::reject)
      << "a later change says otherwise";
  EXPECT_TRUE(left(change("add", "fk.new")).empty());
  EXPECT_TRUE(has(node_, "fk.new"));
}

TEST_F(InStep, WhatFollowsAChangeThatTheNodeRefusedHasSeenNoMoreThanIt) {
  EXPECT_TRUE(left(change("add", "fk.new")).empty());
  fk_.office.clock.on(1min);
  node_.office.clock.on(1min);
  rows_of(node_, [](core::DirectoryRows& rows) {
    std::erase_if(rows.assignments, [](const core::Assignment& row) { return row.user == "fk.new"; });
    rows.staff.removals.push_back({"fk.new", "fk_gavle", kToday, noon(kToday) + 30s, "other", true, "misuse"});
    rows.staff.changed.back().by = "other";
    rows.staff.changed.back().at = noon(kToday) + 30s;
    rows.staff.changed.back().set = {};
  });
  const Document removed = change("remove", "fk.new");
  ASSERT_EQ(left(removed).size(), 1U) << "it was removed for cause, which nobody here has seen";
  EXPECT_EQ(left(removed)[0].text("code"), "directory_changed");
  fk_.office.clock.on(1min);
  node_.office.clock.on(1min);
  const Document given = change("add", "fk.new");
  ASSERT_EQ(left(given).size(), 1U);
  EXPECT_EQ(left(given)[0].text("code"), "directory_changed");
  EXPECT_FALSE(has(node_, "fk.new"));
  EXPECT_TRUE(left(answer("assignment.resend", Document().set("id", std::string(left(given)[0].text("set"))))).empty());
  EXPECT_TRUE(has(node_, "fk.new")) << "with open eyes";
  fk_.office.clock.on(1min);
  node_.office.clock.on(1min);
  EXPECT_TRUE(left(change("remove", "fk.new")).empty()) << "which the next change has seen, too";
}

TEST_F(InStep, WhatFollowsAChangeThatIsStillOnItsWayIsTakenAfterIt) {
  engine_.settles = [] {};
  change("add", "fk.new");
  fk_.office.clock.on(1min);
  node_.office.clock.on(1min);
  change("remove", "fk.new");
  carry(fk_, node_);
  EXPECT_TRUE(left(answer("assignment.list", Document())).empty());
  EXPECT_FALSE(has(node_, "fk.new"));
}

TEST_F(InStep, WhatAnotherAdministratorSawHereIsTakenAfterItWhateverTheNodeHadAnswered) {
  away("fk.boss", "add", "fk.new");
  away("fk.second", "remove", "fk.new");
  away("fk.boss", "remove", "fk.gavle");
  away("fk.second", "add", "fk.gavle", "attested = true\n");
  away("fk.third", "remove", "fk.gavle");
  carry(fk_, node_);
  EXPECT_TRUE(left(answer("assignment.list", Document())).empty());
  EXPECT_FALSE(has(node_, "fk.new"));
  EXPECT_FALSE(has(node_, "fk.gavle"));
  away("fk.second", "add", "fk.gavle", "attested = true\n");
  carry(fk_, node_);
  EXPECT_TRUE(has(node_, "fk.gavle")) << "nor when it had";
}

TEST_F(InStep, WhatUndoesAnothersChangeThatTheNodeRefusesIsNoRefusalOfItsOwn) {
  unknown_there("fk.boss");
  away("fk.boss", "add", "fk.new");
  away("fk.second", "remove", "fk.new");
  away("fk.boss", "remove", "fk.gavle");
  away("fk.second", "add", "fk.gavle", "attested = true\n");
  carry(fk_, node_);
  EXPECT_TRUE(left(answer("assignment.list", Document())).empty());
  EXPECT_FALSE(has(node_, "fk.new"));
  EXPECT_TRUE(has(node_, "fk.gavle"));
  EXPECT_FALSE(has(fk_, "fk.new"));
}

TEST_F(InStep, WhatFollowsARefusedChangeFollowsTheLastOneThatStands) {
  unknown_there("fk.third");
  away("fk.boss", "add", "fk.new");
  away("fk.third", "remove", "fk.new", "from = 2026-11-22\n");
  carry(fk_, node_);
  EXPECT_EQ(left(answer("assignment.list", Document())).at(0).text("code"), "giver_may_not");
  away("fk.second", "remove", "fk.new");
  carry(fk_, node_);
  EXPECT_TRUE(left(answer("assignment.list", Document())).empty());
  EXPECT_FALSE(has(node_, "fk.new"));
}

TEST_F(InStep, WhatStoodSoAlreadyIsFollowedAsWhatWasMade) {
  unknown_there("fk.third");
  away("fk.boss", "add", "fk.new");
  away("fk.third", "remove", "fk.new");
  away("fk.second", "add", "fk.new");
  away("fk.second", "remove", "fk.new");
  carry(fk_, node_);
  EXPECT_TRUE(left(answer("assignment.list", Document())).empty());
  EXPECT_FALSE(has(node_, "fk.new"));
}

TEST_F(InStep, WhatSomebodyAtTheNodeChangedBetweenIsLeftAlone) {
  away("fk.boss", "add", "fk.new");
  away("fk.second", "remove", "fk.new");
  const std::vector<std::string> documents = taken_aside();
  ASSERT_EQ(documents.size(), 2U);
  EXPECT_EQ(must(receive(node_, certificate("fk"), {documents[0]})).at(0).admitted, Admitted::accepted);
  const auto by_third = [&](core::AssignmentChange::Kind kind) {
    node_.office.write([&](ports::Transaction& t) {
      const core::ChangeSet set{
          "fk.third", 0, {{1, kind, "fk.new", "deltagaransvarig", "fk_gavle", kToday, std::nullopt, false, ""}}};
      const auto done = core::apply(set, *must(t.directory()), 0, kToday, node_.office.clock.now());
      must(t.replace_directory(done.rows.value(), node_.office.clock.now()));
    });
  };
  by_third(core::AssignmentChange::Kind::remove);
  by_third(core::AssignmentChange::Kind::add);
  const auto refused = must(receive(node_, certificate("fk"), {documents[1]})).at(0);
  EXPECT_EQ(refused.admitted, Admitted::rejected);
  EXPECT_EQ(refused.reasons.at(0).code, core::Code::directory_changed);
  EXPECT_TRUE(has(node_, "fk.new"));
}

TEST_F(InStep, NobodyFollowsASetOfAnotherSender) {
  change("add", "fk.new");
  const core::ChangeSetId theirs = [&] {
    core::ChangeSetId id;
    fk_.office.write([&](ports::Transaction& t) { id = must(t.in_step().sent()).at(0).message.assignments->id; });
    return id;
  }();
  rows_of(node_, [](core::DirectoryRows& rows) {
    const base::Period always{day("2020-01-01"), std::nullopt};
    rows.users.push_back({"af.boss", "af.boss", "af"});
    rows.roles.push_back({"af.boss", "insatsansvarig", always});
    rows.staff.administrations.push_back({"af.boss", "insatsansvarig", "fk_coop", always});
  });
  const auto answered = [&](const std::string& by, const std::string& of) {
    const std::string day = kToday.text();
    const std::string document =
        R"({"schema":"gateway.message/1","kind":"assignments","act":{"user":")" + by + R"(","organisation":")" + of +
        R"(","at":")" + base::text(noon(kToday)) + R"(","on":")" + day +
        R"("},"assignments":{"id":"09090909090909090909090909090909","changes":[{"action":"remove","user":"fk.new",)"
        R"("role":"deltagaransvarig","place":"fk_gavle","from":")" +
        day + R"(","follows":")" + theirs.text() + R"("}]}})";
    return must(receive(node_, certificate(of), {document})).at(0);
  };
  const auto stranger = answered("af.boss", "af");
  EXPECT_EQ(stranger.admitted, Admitted::rejected);
  ASSERT_FALSE(stranger.reasons.empty());
  EXPECT_EQ(stranger.reasons.at(0).code, core::Code::directory_changed);
  EXPECT_TRUE(has(node_, "fk.new"));
  EXPECT_EQ(answered("fk.second", "fk").admitted, Admitted::accepted);
  EXPECT_FALSE(has(node_, "fk.new"));
}

TEST_F(InStep, NothingIsChangedAtALaterMomentThanItIsTold) {
  fk_.office.clock.on(1min);
  EXPECT_TRUE(left(change("remove", "fk.gavle")).empty());
  node_.office.write([](ports::Transaction& t) {
    const core::StaffRows& staff = must(t.directory())->rows().staff;
    EXPECT_EQ(staff.removals.back().at, noon(kToday));
    EXPECT_EQ(staff.changed.back().at, noon(kToday));
  });
}

TEST_F(InStep, AGapInTheFeedIsToldAndReadAnewWhenSomebodyAsks) {
  fk_.request();
  carry(fk_, node_);
  EXPECT_TRUE(*answer("follow", Document()).find("whole")->boolean());
  EXPECT_EQ(answer("case.list", Document().set("by", "fk.gavle")).find("feed"), nullptr);
  fk_.office.write([](ports::Transaction& t) {
    must(t.in_step().keep_gap(
        ports::FeedGap{noon(kToday), "f.1", "", ports::GapReason::unreadable, 0, noon(kToday) + 1h}));
  });
  const Document told = answer("follow", Document());
  EXPECT_FALSE(*told.find("whole")->boolean());
  EXPECT_EQ(told.find("gap")->text("reason"), "unreadable");
  EXPECT_THAT(std::string(answer("case.list", Document().set("by", "fk.gavle")).find("feed")->find("text")->text("sv")),
              HasSubstr("inte helt sedan 2026-11-21"));
  engine_.settles = [this] {
    must(fk_.follow.begin());
    EXPECT_EQ(must(fk_.follow.cursor()), "");
    catch_up(fk_, node_);
  };
  EXPECT_TRUE(*answer("follow", Document().set("anew", true)).find("whole")->boolean());
  EXPECT_EQ(answer("case.list", Document().set("by", "fk.gavle")).find("feed"), nullptr);
}

TEST_F(InStep, ChangesOfAnAdministratorWhoWasRemovedForCauseAreStoppedAndShown) {
  const base::Period always{day("2020-01-01"), std::nullopt};
  const auto chief = [&](core::DirectoryRows& rows) {
    rows.users.push_back({"fk.chief", "Carl Chef", "fk"});
    rows.roles.push_back({"fk.chief", "samverkansadministrator", always});
    rows.staff.administrations.push_back({"fk.chief", "samverkansadministrator", "fk_coop", always});
  };
  rows_of(fk_, chief);
  rows_of(node_, chief);
  engine_.settles = [] {};
  change("add", "fk.new");
  fk_.office.clock.on(1min);
  node_.office.clock.on(1min);
  const std::int64_t version = answer("assignment.list", Document()).integer_or("version", 0);
  const std::string file = scratch_.write(
      "cause.toml",
      "schema = \"gateway.change-set/1\"\nby = \"fk.chief\"\nversion = " + std::to_string(version) +
          "\n[[change]]\naction = \"remove_for_cause\"\nusers = [\"fk.boss\"]\nrole = \"insatsansvarig\"\n"
          "places = [\"fk_coop\"]\ncause = \"misuse\"\n");
  EXPECT_TRUE(*answer("assignment.change", Document().set("file", file)).find("saved")->boolean());
  carry(fk_, node_);
  EXPECT_FALSE(has(node_, "fk.new"));
  const Document listed = answer("assignment.list", Document());
  ASSERT_EQ(left(listed).size(), 1U) << "the removal itself is taken";
  const Document& row = left(listed)[0];
  EXPECT_EQ(row.text("user"), "fk.new");
  EXPECT_EQ(row.text("state"), "refused");
  EXPECT_EQ(row.text("code"), "removed_for_cause");
  EXPECT_THAT(std::string(row.find("sentence")->text("sv")),
              HasSubstr("stoppat på väg till noden: Uppdraget togs bort"));
  EXPECT_THAT(std::string(row.find("remedy")->text("sv")), HasSubstr("Någon annan som ger sådana uppdrag"));
  EXPECT_EQ(in_review(), 1U);
  EXPECT_THAT(refusal("assignment.resend", Document().set("id", std::string(row.text("set")))).what,
              HasSubstr("removed for cause"));
}

}  // namespace
}  // namespace gateway::api
