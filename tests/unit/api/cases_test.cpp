// The operations of the AF/FK cooperation over a gateway's own ledger.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/api/even_refusal.h"
#include "gateway/io/json/document_json.h"
#include "tests/unit/api/case_desk.h"

namespace gateway::api {
namespace {

using core::ActKind;
using testing::HasSubstr;
using testing::Not;

class Cases : public CaseDesk {};

TEST_F(Cases, RegisterAnswersEachLine) {
  const std::string number = test_number("1987-02-03");
  const Document done =
      registered(act_line("K-1", number) + "\r\n\n  \n" + act_line("K-1", number) + "\n" + act_line("K-2", number));
  ASSERT_EQ(rows(done), 3U);
  EXPECT_EQ(row(done, 0).text("outcome"), "accepted");
  EXPECT_EQ(row(done, 0).integer_or("line", 0), 1);
  EXPECT_EQ(row(done, 0).text("key"), "K-1");
  EXPECT_EQ(row(done, 0).text("state"), "requested");
  EXPECT_EQ(row(done, 1).text("outcome"), "unchanged");
  EXPECT_EQ(row(done, 1).integer_or("line", 0), 4);
  EXPECT_EQ(row(done, 2).integer_or("line", 0), 5);
  EXPECT_EQ(row(done, 2).text("key"), "K-2");
  EXPECT_EQ(done.integer_or("unreadable", -1), 0);
  EXPECT_EQ(engine_.settled, 1);
}

TEST_F(Cases, RegisterReadsAFileThatBeginsWithAByteOrderMark) {
  const Document done = registered("\xEF\xBB\xBF" + act_line("K-1", test_number("1987-02-03")) + "\n");
  ASSERT_EQ(rows(done), 1U);
  EXPECT_EQ(row(done).text("outcome"), "accepted");
}

TEST_F(Cases, RegisterTellsBadLinesByLineAndPlaceWithoutContent) {
  const std::string number = test_number("1987-02-03");
  std::string odd = act_line("K-2", number);
  odd.replace(odd.find("2026-03-02"), 10, "Hemlig-dag");
  const Document done =
      registered("{\"hemligt\": \n" + act_line("K-1", number) + "\n" + odd + "\n[\"" + number + "\"]\n");
  ASSERT_EQ(rows(done), 4U);
  EXPECT_EQ(done.integer_or("unreadable", 0), 3);
  EXPECT_EQ(row(done, 1).text("outcome"), "accepted") << "the others are registered";
  EXPECT_EQ(row(done, 1).text("key"), "K-1");
  for (const std::size_t bad : {0U, 2U, 3U}) {
    EXPECT_EQ(row(done, bad).text("outcome"), "unreadable");
    EXPECT_EQ(row(done, bad).integer_or("line", 0), static_cast<std::int64_t>(bad) + 1);
    EXPECT_NE(row(done, bad).text("what"), "");
    EXPECT_THAT(std::string(row(done, bad).find("text")->text("sv")), HasSubstr("Raden är inte sparad"));
  }
  EXPECT_THAT(std::string(row(done, 2).text("what")), HasSubstr("happened"));
  EXPECT_THAT(std::string(row(done, 2).find("text")->text("sv")), HasSubstr("rätta $.happened så att raden är som "));
  EXPECT_THAT(std::string(row(done, 0).find("text")->text("sv")), HasSubstr("rätta den så att raden är som "));
  const std::string all = io::to_json(done);
  EXPECT_THAT(all, Not(HasSubstr("emlig")));
  EXPECT_THAT(all, Not(HasSubstr(number)));
}

TEST_F(Cases, RegisterInADryRunStoresNothing) {
  const std::string number = test_number("1987-02-03");
  const Document dry = registered(act_line("K-1", number), true);
  EXPECT_EQ(row(dry).text("outcome"), "accepted");
  EXPECT_EQ(engine_.settled, 0);
  EXPECT_TRUE(fk_.cases().empty());
  EXPECT_EQ(row(registered(act_line("K-1", number))).text("outcome"), "accepted");
}

TEST_F(Cases, NotFoundAndNotAllowedAreTheSameAnswer) {
  const std::string id = fk_.request().id.text();
  const std::string other(32, 'a');
  const std::string known = person().number;
  const std::string unknown = test_number("1988-03-04");
  const base::Error absent = refusal("case.show", Document().set("id", other).set("by", "fk.gavle"));
  const std::pair<const char*, Document> same[] = {
      {"case.show", Document().set("id", id).set("by", "fk.sandviken")},
      {"case.show", Document().set("id", id).set("by", "nobody")},
      {"case.show", Document().set("id", id).set("by", "af.untrained")},
      {"participant.search", Document().set("case", id).set("by", "fk.sandviken")},
      {"participant.search", Document().set("case", other).set("by", "fk.gavle")},
      {"participant.search", Document().set("person", known).set("by", "fk.sandviken")},
      {"participant.search", Document().set("person", unknown).set("by", "fk.gavle")},
      {"participant.search", Document().set("name", "Testsson").set("by", "fk.sandviken")},
      {"participant.search", Document().set("name", "Ingen").set("by", "fk.gavle")}};
  for (const auto& [operation, arguments] : same) {
    const base::Error error = refusal(operation, arguments);
    EXPECT_EQ(error.what, absent.what) << operation << io::to_json(arguments);
    EXPECT_EQ(error.fault, absent.fault);
  }
  EXPECT_EQ(absent.fault, base::Fault::reject);
  EXPECT_TRUE(run("case.show", Document().set("id", id).set("by", "fk.gavle")));
}

TEST_F(Cases, NotFoundAndNotAllowedTakeTheSameTime) {
  using std::chrono::milliseconds;
  const auto asked = std::chrono::steady_clock::time_point(milliseconds(7));
  const auto told = [&](auto known) {
    return std::chrono::duration_cast<milliseconds>(even(asked, asked + known) - asked).count();
  };
  EXPECT_EQ(told(milliseconds(0)), 50);
  EXPECT_EQ(told(std::chrono::microseconds(49'999)), 50);
  EXPECT_EQ(told(milliseconds(50)), 100);
  const base::RegistrationId id = fk_.request().id;
  const auto show = [&](const std::string& of, const char* by) {
    return run("case.show", Document().set("id", of).set("by", by));
  };
  ASSERT_FALSE(show(id.text(), "fk.sandviken"));
  EXPECT_EQ(engine_.held, 1) << "not allowed";
  EXPECT_FALSE(show("00000000000000000000000000000001", "fk.sandviken"));
  EXPECT_EQ(engine_.held, 2) << "not found";
  ASSERT_TRUE(show(id.text(), "fk.gavle"));
  EXPECT_EQ(engine_.held, 2) << "an answer waits for nothing";
  ASSERT_FALSE(run("participant.search", Document().set("name", "Ingen Alls").set("by", "fk.gavle")));
  EXPECT_EQ(engine_.held, 3);
  ASSERT_FALSE(run("assignment.list", Document().set("nothing", 1)));
  EXPECT_EQ(engine_.held, 3) << "what asks for no person tells of none";
}

TEST_F(Cases, AreShownToWhoHasRoleAndAssignmentToday) {
  const std::string id = fk_.request().id.text();
  const Document arguments = Document().set("id", id).set("by", "fk.gavle");
  const auto end = [&](base::Date last, bool of_role) {
    core::DirectoryRows rows = cooperation_rows();
    if (of_role) {
      for (core::RoleHolding& held : rows.roles) held.period.to = last;
    } else {
      for (core::Assignment& held : rows.assignments) held.period.to = last;
    }
    fk_.office.write([&](ports::Transaction& t) { must(t.replace_directory(rows, fk_.office.clock.now())); });
  };
  for (const bool of_role : {true, false}) {
    end(kToday, of_role);
    EXPECT_TRUE(run("case.show", arguments));
    end(kToday - days(1), of_role);
    EXPECT_FALSE(run("case.show", arguments));
  }
}

TEST_F(Cases, AreFoundByOneOfPersonCaseAndWholeNameAndByNothingElse) {
  const std::string id = fk_.request().id.text();
  const auto search = [&](const char* key, const std::string& value) {
    return run("participant.search", Document().set(key, value).set("by", "fk.gavle"));
  };
  EXPECT_EQ(rows(must(search("person", person().number))), 1U);
  EXPECT_EQ(rows(must(search("case", id))), 1U);
  for (const char* name : {"Testsson", "testsson", "TEST", "Test Testsson"}) {
    EXPECT_EQ(rows(must(search("name", name))), 1U) << name;
  }
  for (const char* key : {"education", "office", "state", "district", "user", "responsible"}) {
    EXPECT_THAT(refusal("participant.search", Document().set(key, "2").set("by", "fk.gavle")).what,
                HasSubstr("unknown"))
        << key;
  }
  EXPECT_FALSE(search("name", "Tests"));
  EXPECT_FALSE(run("participant.search", Document().set("by", "fk.gavle")));
  EXPECT_FALSE(
      run("participant.search", Document().set("person", person().number).set("case", id).set("by", "fk.gavle")));
  EXPECT_FALSE(run("participant.search", Document().set("person", person().number)));
}

TEST_F(Cases, AreNotFoundByAPatternOrByNoNumber) {
  fk_.request();
  for (const char* name : {"*", "Tests*", "*son"}) {
    const base::Error error = refusal("participant.search", Document().set("name", name).set("by", "fk.gavle"));
    EXPECT_EQ(error.fault, base::Fault::reject);
    EXPECT_THAT(error.what, HasSubstr("whole name"));
  }
  const std::string none(32, '0');
  EXPECT_FALSE(run("participant.search", Document().set("case", none).set("by", "fk.gavle")));
  EXPECT_FALSE(run("case.show", Document().set("id", none).set("by", "fk.gavle")));
  EXPECT_FALSE(run("task.list", Document().set("case", none).set("by", "fk.gavle")));
  EXPECT_FALSE(run("participant.search", Document().set("case", "12").set("by", "fk.gavle")));
}

TEST_F(Cases, AreFoundByNumberNeverShowingIt) {
  fk_.request();
  const Document found = answer("participant.search", Document().set("person", person().number).set("by", "fk.gavle"));
  EXPECT_EQ(row(found).text("family_name"), "Testsson");
  EXPECT_THAT(io::to_json(found), Not(HasSubstr(person().number)));
  const base::Error wrong =
      refusal("participant.search", Document().set("person", spoiled(person().number)).set("by", "fk.gavle"));
  EXPECT_THAT(wrong.what, Not(HasSubstr(spoiled(person().number))));
}

TEST_F(Cases, AreFoundSomeDaysAfterTheirEndAndNoLonger) {
  const base::RegistrationId id = fk_.request().id;
  carry(fk_, node_);
  core::CooperationAct end = fk_.later(ActKind::conclude, "2026-03-10", "fk.gavle", id);
  end.answers.clear();
  end.cause = core::EndCause::not_current_other;
  ASSERT_EQ(fk_.act(end).outcome, Outcome::accepted);
  const int gone = static_cast<int>((kToday - day("2026-03-10")).count());
  const auto with = [&](int search_days) {
    core::Policy policy = *fk_.rules.policy;
    policy.thresholds = {{core::Threshold::search_days, search_days, always()}};
    fk_.rules.policy = std::make_shared<const core::Policy>(std::move(policy));
    return run("participant.search", Document().set("person", person().number).set("by", "fk.gavle"));
  };
  EXPECT_TRUE(with(gone));
  EXPECT_FALSE(with(gone - 1));
  EXPECT_EQ(rows(answer("case.list", Document().set("by", "fk.gavle").set("office", "fk_gavle").set("all", true))), 1U)
      << "the office's own list has it still";
}

TEST_F(Cases, OfAnOfficeAreListedForItsCaseworkersAlone) {
  fk_.request();
  const auto list = [&](const char* by) {
    return rows(answer("case.list", Document().set("by", by).set("office", "fk_gavle")));
  };
  EXPECT_EQ(list("fk.gavle"), 1U);
  EXPECT_EQ(list("fk.sandviken"), 0U);
  EXPECT_EQ(list("nobody"), 0U);
  EXPECT_EQ(rows(answer("case.list", Document().set("by", "fk.gavle"))), 1U) << "registered in their name";
  EXPECT_EQ(rows(answer("case.list", Document().set("by", "fk.gavle").set("office", "fk_nowhere"))), 0U);
}

TEST_F(Cases, ThatAreLateComeFirst) {
  const auto ask = [&](const char* birthday, const char* meeting) {
    core::CooperationAct asked = fk_.asked_request("fk.gavle");
    if (meeting != nullptr) asked.meeting_on = day(meeting);
    core::Person one = person();
    one.number = test_number(birthday);
    return fk_.act(asked, one).id.text();
  };
  const std::string without = ask("1987-02-03", nullptr);
  const std::string soon = ask("1987-02-04", "2026-12-01");
  const std::string late = ask("1987-02-05", "2026-03-20");
  const Document list = answer("case.list", Document().set("by", "fk.gavle"));
  ASSERT_EQ(rows(list), 3U);
  EXPECT_EQ(row(list, 0).text("case"), late);
  EXPECT_TRUE(*row(list, 0).find("next")->find("late")->boolean());
  EXPECT_EQ(row(list, 1).text("case"), soon);
  EXPECT_EQ(row(list, 2).text("case"), without);
  EXPECT_EQ(row(answer("case.list", Document().set("by", "fk.gavle").set("limit", 1))).text("case"), late)
      << "what is late first, however few are shown";
}

class Tasks : public Cases {
 protected:
  Tasks() {
    af_.act(af_.asked_request("af.gavle"), person());
    carry(af_, node_);
    catch_up(fk_, node_);
    id_ = fk_.tasks().front().task.id.text();
  }
  std::string id_;
};

TEST_F(Tasks, AreListedWithoutWhatIsSaidOfTheParticipant) {
  const Document list = answer("task.list", Document().set("by", "fk.gavle"));
  ASSERT_EQ(rows(list), 1U);
  EXPECT_EQ(row(list).text("task"), id_);
  EXPECT_EQ(row(list).text("office"), "fk_gavle");
  EXPECT_TRUE(row(list).find("answers")->object()->empty());
  EXPECT_EQ(rows(answer("task.list", Document().set("office", "fk_sandviken").set("by", "fk.gavle"))), 0U);
  const Document shown = answer("task.show", Document().set("id", id_).set("by", "fk.gavle"));
  EXPECT_EQ(shown.find("answers")->text("education"), "2");
  EXPECT_EQ(shown.text("becomes"), "requested");
}

TEST_F(Tasks, AreListedToTheirOfficeAndToWhoeverProposedThem) {
  for (const char* by : {"fk.sandviken", "af.gavle", "fk.nobody"}) {
    EXPECT_EQ(rows(answer("task.list", Document().set("by", by))), 0U) << by;
    EXPECT_EQ(rows(answer("task.list", Document().set("by", by).set("office", "fk_gavle"))), 0U) << by;
  }
  EXPECT_FALSE(run("task.list", Document(Document::Object{}))) << "nobody asks";
  directory([](core::DirectoryRows& rows) {
    std::erase_if(rows.assignments, [](const core::Assignment& row) { return row.user == "fk.gavle"; });
  });
  EXPECT_EQ(rows(answer("task.list", Document().set("by", "fk.gavle"))), 0U) << "whoever has been removed";
}

TEST_F(Tasks, AreAnsweredByWhoMay) {
  const auto reply = [&](const char* action, const char* by) {
    return answer("task.reply", Document().set("action", action).set("id", id_).set("by", by).set("reason", "other"));
  };
  const Document ask = Document().set("action", "confirm").set("by", "fk.gavle").set("id", std::string(32, 'a'));
  const base::Error absent = refusal("task.reply", ask);
  const Document other = Document().set("action", "confirm").set("by", "fk.sandviken").set("id", id_);
  EXPECT_EQ(refusal("task.reply", other).what, absent.what);
  EXPECT_EQ(engine_.settled, 0);
  EXPECT_EQ(fk_.queued(), 0U);
  const Document done = reply("reject", "fk.gavle");
  EXPECT_TRUE(*done.find("done")->boolean());
  EXPECT_EQ(done.find("task")->text("state"), "rejected");
  EXPECT_EQ(engine_.settled, 1);
  EXPECT_FALSE(*reply("confirm", "fk.gavle").find("done")->boolean()) << "it is answered";
}

TEST_F(Tasks, NeedAnActionAndANumber) {
  EXPECT_FALSE(run("task.reply", Document().set("action", "supersede").set("id", id_).set("by", "fk.gavle")));
  EXPECT_FALSE(run("task.reply", Document().set("action", "confirm").set("id", "12").set("by", "fk.gavle")));
  EXPECT_FALSE(run("task.reply", Document().set("action", "confirm").set("id", id_)));
}

}  // namespace
}  // namespace gateway::api
