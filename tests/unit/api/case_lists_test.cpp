// Who answers for a case, what is missing, what was registered in whose name, and who looked.
#include <gmock/gmock.h>

#include "gateway/io/json/document_json.h"
#include "tests/unit/api/case_desk.h"
#include "tests/unit/io/config/scratch.h"

namespace gateway::api {
namespace {

using core::ActKind;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// fk.anna works beside fk.gavle, insatsansvarig fk.ines gives and removes their assignments, fk.dpo reads who looked.
class CaseLists : public CaseDesk {
 protected:
  CaseLists() {
    directory([](core::DirectoryRows& rows) {
      const base::Period always{day("2010-01-01"), std::nullopt};
      for (const char* user : {"fk.anna", "fk.ines", "fk.dpo"}) rows.users.push_back({user, user, "fk"});
      rows.roles.push_back({"fk.anna", "deltagaransvarig", always});
      rows.roles.push_back({"fk.ines", "insatsansvarig", always});
      rows.roles.push_back({"fk.dpo", "dataskyddsombud", {day("2026-01-01"), kToday}});
      rows.assignments.push_back({"fk.anna", "fk_gavle", always});
      const std::string cooperation = rows.cooperations.at(0).id;
      rows.staff.memberships.push_back({"fk_gavle", cooperation, always});
      rows.staff.administrations.push_back({"fk.ines", "insatsansvarig", cooperation, always});
    });
  }
  Document transfer(const std::string& id, const Document& more, const char* by = "fk.gavle") {
    Document arguments = more;
    return answer("case.transfer", arguments.set("id", id).set("by", by));
  }
  std::size_t listed(const char* by, const char* flag = nullptr) {
    Document arguments = Document().set("by", by);
    if (flag != nullptr) arguments.set(flag, true);
    return rows(answer("case.list", arguments));
  }
  static bool is(const Document& row, const char* member) { return *row.find(member)->boolean(); }
  static Document to(const char* user) { return Document().set("to", user); }
  void remove(const char* user) {
    std::int64_t version = 0;
    fk_.office.write([&](ports::Transaction& t) { version = must(t.directory_version()); });
    const std::string file = scratch_.write(
        "set.toml", "schema = \"gateway.change-set/1\"\nby = \"fk.ines\"\nversion = " + std::to_string(version) +
                        "\n[[change]]\naction = \"remove\"\nusers = [\"" + user + "\"]\nplaces = [\"fk_gavle\"]\n");
    const Document saved = answer("assignment.change", Document().set("file", file));
    ASSERT_TRUE(is(saved, "saved")) << io::to_json(saved);
  }
  std::vector<std::string> operations(const std::string& id) {
    std::vector<std::string> all;
    const base::RegistrationId of = base::RegistrationId::parse(id).value();
    must(fk_.office.ledger->cases().each_access(of, [&](const core::Access& one) -> base::Result<void> {
      all.push_back(one.user + " " + one.operation);
      return {};
    }));
    return all;
  }

  io::Scratch scratch_;
};

TEST_F(CaseLists, ATransferMovesTheCaseFromListToList) {
  const std::string id = fk_.request().id.text();
  EXPECT_EQ(listed("fk.gavle"), 1U);
  EXPECT_EQ(listed("fk.anna"), 0U);
  const Document done = transfer(id, to("fk.anna"));
  EXPECT_TRUE(is(done, "done"));
  EXPECT_EQ(done.text("responsible"), "fk.anna");
  EXPECT_EQ(listed("fk.gavle"), 0U);
  EXPECT_EQ(listed("fk.anna"), 1U);
  transfer(id, Document().set("deputy", "fk.gavle"), "fk.anna");
  EXPECT_EQ(listed("fk.gavle"), 1U) << "the deputy's, too";
  transfer(id, Document().set("no_deputy", true), "fk.anna");
  EXPECT_EQ(listed("fk.gavle"), 0U);
}

TEST_F(CaseLists, ATransferStandsWhateverTheNodeTells) {
  const base::RegistrationId id = fk_.request().id;
  carry(fk_, node_);
  transfer(id.text(), to("fk.anna"));
  fk_.act(fk_.later(ActKind::meet, "2026-03-16", "fk.gavle", id));
  carry(fk_, node_);
  catch_up(fk_, node_);
  EXPECT_EQ(row(answer("case.list", Document().set("by", "fk.anna"))).text("state"), "mapping");
  EXPECT_EQ(node_.cases().front().named, core::Caseworkers{}) << "the node does not hear of it";
}

TEST_F(CaseLists, ATransferIsForWhoHasRoleAndAssignmentAtTheOffice) {
  const std::string id = fk_.request().id.text();
  const base::Error absent =
      refusal("case.transfer", to("fk.anna").set("id", std::string(32, 'a')).set("by", "fk.gavle"));
  for (const char* by : {"fk.sandviken", "fk.ines", "af.gavle", "nobody"}) {
    EXPECT_EQ(refusal("case.transfer", to("fk.anna").set("id", id).set("by", by)).what, absent.what) << by;
  }
  for (const char* user : {"fk.sandviken", "fk.ines", "af.gavle", "nobody"}) {
    const Document refused = transfer(id, to(user), "fk.anna");
    EXPECT_FALSE(is(refused, "done")) << user;
    EXPECT_EQ(refused.text("responsible"), "fk.gavle");
    EXPECT_FALSE(refused.find("reasons")->array()->empty());
    EXPECT_FALSE(is(transfer(id, Document().set("deputy", user)), "done")) << user;
  }
  EXPECT_FALSE(run("case.transfer", Document().set("id", id).set("by", "fk.gavle")));
  EXPECT_FALSE(run("case.transfer",
                   Document().set("id", id).set("by", "fk.gavle").set("deputy", "fk.anna").set("no_deputy", true)));
}

TEST_F(CaseLists, ARemovedAssignmentShowsAtOnceThatNobodyAnswersForTheCase) {
  const std::string id = fk_.request().id.text();
  const Document of_office = Document().set("by", "fk.anna").set("office", "fk_gavle");
  EXPECT_FALSE(is(row(answer("case.list", of_office)), "needs_responsible"));
  EXPECT_EQ(listed("fk.anna", "needs_responsible"), 0U);
  remove("fk.gavle");
  EXPECT_TRUE(is(row(answer("case.list", of_office)), "needs_responsible"));
  EXPECT_EQ(listed("fk.anna", "needs_responsible"), 1U);
  EXPECT_EQ(listed("fk.gavle", "needs_responsible"), 0U) << "nor may they see it";
  const Document by_removed = to("fk.anna").set("id", id).set("by", "fk.gavle");
  EXPECT_FALSE(run("case.transfer", by_removed)) << "who has been removed acts no more";
  transfer(id, to("fk.anna"), "fk.anna");
  EXPECT_EQ(listed("fk.anna", "needs_responsible"), 0U);
}

TEST_F(CaseLists, ADeputyAnswersForTheCaseOfOneWhoHasGone) {
  transfer(fk_.request().id.text(), Document().set("deputy", "fk.anna"));
  remove("fk.gavle");
  EXPECT_EQ(listed("fk.anna", "needs_responsible"), 0U);
}

TEST_F(CaseLists, CasesThatNobodyAnswersForComeFirst) {
  core::CooperationAct late = fk_.asked_request("fk.gavle");
  late.meeting_on = day("2026-03-20");
  fk_.act(late, person());
  core::CooperationAct other = fk_.asked_request("fk.anna");
  other.office = "fk_gavle";
  core::Person one = person();
  one.number = test_number("1987-02-04");
  const std::string orphan = fk_.act(other, one).id.text();
  remove("fk.anna");
  const Document list = answer("case.list", Document().set("by", "fk.gavle").set("office", "fk_gavle"));
  ASSERT_EQ(rows(list), 2U);
  EXPECT_EQ(row(list).text("case"), orphan);
}

TEST_F(CaseLists, WhatWasRegisteredInMyNameIsListedForSoManyDays) {
  const base::RegistrationId id = fk_.request().id;
  transfer(id.text(), to("fk.anna"));
  const auto gone = (kToday - day("2026-03-02")).count();
  const auto within = [&](const char* by, std::int64_t days) {
    return answer("case.list", Document().set("by", by).set("registered", true).set("days", days));
  };
  EXPECT_EQ(rows(within("fk.gavle", gone - 1)), 0U);
  const Document mine = within("fk.gavle", gone);
  ASSERT_EQ(rows(mine), 1U) << "whoever answers for it now";
  EXPECT_EQ(row(mine).text("case"), id.text());
  const Document& act = row(mine).find("registered")->array()->at(0);
  EXPECT_EQ(act.text("act"), "request");
  EXPECT_EQ(act.text("happened"), "2026-03-02");
  EXPECT_EQ(act.text("registered"), "2026-03-02");
  EXPECT_EQ(rows(within("fk.anna", gone)), 0U) << "in nobody else's";
  EXPECT_EQ(listed("fk.gavle", "registered"), 0U) << "thirty days where none are said";
  EXPECT_FALSE(run("case.list", Document().set("by", "fk.gavle").set("days", 3)));
  EXPECT_FALSE(run("case.list", Document().set("by", "fk.gavle").set("missing", true).set("registered", true)));
}

TEST_F(CaseLists, AnOpenCaseIsItsOwnAuthoritysLastRegistrars) {
  const base::RegistrationId id = fk_.request().id;
  for (core::CooperationAct act :
       {fk_.desk.last_meeting("2026-03-16"), fk_.desk.plan(core::CaseState::planned_preparatory, "2026-04-01"),
        fk_.later(ActKind::start, "2026-05-04", "af.gavle", id)}) {
    act.case_id.bytes = id.bytes;
    Party& whose = act.by.user == "af.gavle" ? af_ : fk_;
    ASSERT_EQ(whose.act(act).outcome, Outcome::accepted) << core::name(act.kind);
    carry(fk_, node_);
    carry(af_, node_);
    catch_up(af_, node_);
    catch_up(fk_, node_);
  }
  EXPECT_EQ(fk_.cases().front().course.rows.back().by.user, "af.gavle");
  EXPECT_EQ(row(answer("case.list", Document().set("by", "fk.gavle"))).text("responsible"), "fk.gavle");
  ports::CaseFilter of_af;
  of_af.user = "af.gavle";
  EXPECT_EQ(af_.cases(of_af).size(), 1U);
  EXPECT_EQ(fk_.cases(of_af).size(), 0U) << "each authority has its own";
}

TEST_F(CaseLists, NamesAreShownAsLongAsTheirPersonIsFoundAndThatIsKept) {
  const base::RegistrationId id = fk_.request().id;
  fk_.conclude(id);
  const Document everything = Document().set("by", "fk.gavle").set("all", true);
  const auto found_for = [&](int days) {
    core::Policy policy = *listed_policy();
    policy.thresholds = {{core::Threshold::search_days, days, always()}};
    fk_.rules.policy = std::make_shared<const core::Policy>(std::move(policy));
  };
  const int gone = static_cast<int>((kToday - day("2026-04-01")).count());
  found_for(gone - 1);
  const Document later = answer("case.list", everything);
  ASSERT_EQ(rows(later), 1U) << "the case is still listed";
  EXPECT_EQ(row(later).find("given_name"), nullptr);
  EXPECT_EQ(row(later).find("family_name"), nullptr);
  EXPECT_TRUE(operations(id.text()).empty()) << "nobody's name was shown";
  EXPECT_FALSE(run("participant.search", Document().set("person", person().number).set("by", "fk.gavle")));
  found_for(gone);
  EXPECT_EQ(row(answer("case.list", everything)).text("family_name"), person().family_name);
  EXPECT_EQ(operations(id.text()), (std::vector<std::string>{"fk.gavle case.list"}));
}

TEST_F(CaseLists, WhoIsCutOffFromAListIsNotLookedAt) {
  core::Person other = person();
  other.number = test_number("1987-02-04");
  const std::string first = fk_.request().id.text();
  const std::string second = fk_.act(fk_.asked_request("fk.gavle"), other).id.text();
  const Document shown = answer("case.list", Document().set("by", "fk.gavle").set("limit", 1));
  ASSERT_EQ(rows(shown), 1U);
  EXPECT_EQ(operations(std::string(row(shown).text("case"))).size(), 1U);
  EXPECT_EQ(operations(first).size() + operations(second).size(), 1U);
}

TEST_F(CaseLists, WhatWasRegisteredInMyNameInAnInsatsIsListedBesideCases) {
  core::Participation mine = participation();
  mine.end = day("2026-11-10");
  core::Participation other = of("I-2", "1988-03-04");
  other.signature = "KEK";
  fk_.office.take({mine, other});
  const auto list = [&](const char* by, Document more = {}) {
    return answer("case.list", more.set("by", by).set("registered", true));
  };
  const Document listed = list("maj.lind");
  ASSERT_EQ(rows(listed), 1U) << "nobody else's";
  EXPECT_EQ(row(listed).text("place"), "training");
  EXPECT_EQ(row(listed).text("source"), "accorda");
  EXPECT_EQ(row(listed).text("key"), "I-1");
  const Document::Array& steps = *row(listed).find("registered")->array();
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0].text("act"), "in");
  EXPECT_EQ(steps[0].text("happened"), kStart.text());
  EXPECT_EQ(steps[0].text("registered"), kToday.text());
  EXPECT_EQ(steps[0].integer_or("delay_days", 0), (kToday - kStart).count());
  EXPECT_EQ(steps[1].text("act"), "out");
  EXPECT_EQ(steps[1].text("happened"), "2026-11-10");
  EXPECT_THAT(io::to_json(listed), Not(HasSubstr(mine.number)));
  EXPECT_EQ(rows(list("maj.lind", Document().set("office", "training"))), 1U);
  EXPECT_EQ(rows(list("maj.lind", Document().set("office", "social"))), 0U);
  EXPECT_EQ(rows(list("kalle.nord")), 0U);
  directory([](core::DirectoryRows& rows) {
    for (core::Assignment& held : rows.assignments) {
      if (held.user == "maj.lind") held.period.to = kToday - days(1);
    }
  });
  EXPECT_EQ(rows(list("maj.lind")), 0U) << "the assignment has ended";
}

TEST_F(CaseLists, WhatWasRegisteredInAnInsatsIsListedForSoManyDaysAndNotOnceItIsTakenBack) {
  fk_.office.take({participation()});
  const auto listed_within = [&](std::int64_t days) {
    return rows(answer("case.list", Document().set("by", "maj.lind").set("registered", true).set("days", days)));
  };
  EXPECT_EQ(listed_within(1), 1U);
  fk_.office.clock.on(days(3));
  EXPECT_EQ(listed_within(2), 0U);
  EXPECT_EQ(listed_within(3), 1U);
  fk_.office.deliver();
  fk_.office.withdraw({"accorda", "I-1", std::nullopt}, kToday);
  EXPECT_EQ(listed_within(3), 0U) << "reading is closed";
}

TEST_F(CaseLists, CasesWithMissingAnswersAreListedOldestFirst) {
  const auto ask = [&](const char* birthday, const char* on, bool whole) {
    core::CooperationAct asked = fk_.asked_request("fk.gavle");
    asked.happened = day(on);
    asked.consent->consent.date = day(on);
    if (!whole) asked.answers.erase(core::Field::education);
    core::Person one = person();
    one.number = test_number(birthday);
    return fk_.act(asked, one).id.text();
  };
  const std::string newer = ask("1987-02-03", "2026-03-02", false);
  const std::string older = ask("1987-02-04", "2026-02-02", false);
  ask("1987-02-05", "2026-01-02", true);
  const Document list = answer("case.list", Document().set("by", "fk.gavle").set("missing", true));
  ASSERT_EQ(rows(list), 2U);
  EXPECT_EQ(row(list, 0).text("case"), older);
  EXPECT_EQ(row(list, 1).text("case"), newer);
  const Document& lacks = row(list, 0).find("missing")->array()->at(0);
  EXPECT_EQ(lacks.integer_or("row", 0), 1);
  EXPECT_EQ(lacks.text("happened"), "2026-02-02");
  EXPECT_EQ(lacks.find("fields")->array()->at(0).text("field"), "education");
}

TEST_F(CaseLists, WhoLooksAtACaseIsKeptAndWhoOnlyTriedIsNot) {
  const std::string id = fk_.request().id.text();
  EXPECT_FALSE(run("case.show", Document().set("id", id).set("by", "fk.sandviken")));
  EXPECT_TRUE(operations(id).empty());
  answer("case.show", Document().set("id", id).set("by", "fk.anna"));
  answer("participant.search", Document().set("person", person().number).set("by", "fk.gavle"));
  EXPECT_EQ(operations(id), (std::vector<std::string>{"fk.anna case.show", "fk.gavle participant.search"}));
}

TEST_F(CaseLists, WhoLooksAtATaskIsKept) {
  af_.act(af_.asked_request("af.gavle"), person());
  carry(af_, node_);
  catch_up(fk_, node_);
  const ports::KeptTask task = fk_.tasks().front();
  answer("task.show", Document().set("id", task.task.id.text()).set("by", "fk.gavle"));
  EXPECT_EQ(operations(task.id.text()), (std::vector<std::string>{"fk.gavle task.show"}));
}

TEST_F(CaseLists, WhoLookedIsReadByTheDataProtectionOfficerAloneAndThatIsKeptToo) {
  const std::string id = fk_.request().id.text();
  answer("case.show", Document().set("id", id).set("by", "fk.gavle"));
  for (const char* by : {"fk.gavle", "fk.ines", "af.gavle", "nobody"}) {
    EXPECT_EQ(refusal("access.list", Document().set("case", id).set("by", by)).fault, base::Fault::deny) << by;
  }
  EXPECT_THAT(refusal("access.list", Document().set("case", id).set("by", "fk.gavle")).what,
              StartsWith("argumentet by: bara den som är dataskyddsombud i den egna organisationen läser "));
  const Document looked = answer("access.list", Document().set("case", id).set("by", "fk.dpo"));
  ASSERT_EQ(rows(looked), 2U);
  EXPECT_EQ(row(looked, 0).text("user"), "fk.gavle");
  EXPECT_EQ(row(looked, 0).text("operation"), "case.show");
  EXPECT_EQ(row(looked, 0).find("name")->text("sv"), "visade ärendet");
  EXPECT_EQ(row(looked, 1).text("operation"), "access.list");
  EXPECT_THAT(io::to_json(looked), Not(HasSubstr(person().family_name)));
  directory([](core::DirectoryRows& rows) {
    for (core::RoleHolding& held : rows.roles) {
      if (held.user == "fk.dpo") held.period.to = kToday - days(1);
    }
  });
  EXPECT_FALSE(run("access.list", Document().set("case", id).set("by", "fk.dpo"))) << "the role has ended";
}

TEST_F(CaseLists, WhoLookedIsForgottenAfterFiveYears) {
  const std::string id = fk_.request().id.text();
  answer("case.show", Document().set("id", id).set("by", "fk.gavle"));
  const base::Instant looked = fk_.office.clock.now();
  must(fk_.office.ledger->purge(looked + days(5 * 365)));
  EXPECT_EQ(operations(id).size(), 1U);
  must(fk_.office.ledger->purge(looked + days(5 * 365) + std::chrono::milliseconds(1)));
  EXPECT_TRUE(operations(id).empty());
}

}  // namespace
}  // namespace gateway::api
