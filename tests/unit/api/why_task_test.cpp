// Why a task stands as it does: to the office that answers it, and to who proposed it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/io/json/document_json.h"
#include "tests/unit/api/case_desk.h"

namespace gateway::api {
namespace {

using core::ActKind;
using core::CaseState;
using core::TaskEvent;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// What is asked at one party's gateway.
struct Desk {
  explicit Desk(Party& of) : party(of) {}
  Party& party;
  Settling engine{party};
  flow::Intake intake{party.around};
  Operations operations{*party.office.ledger,
                        {party.facts, intake, party.cooperation},
                        party.codec,
                        party.office.clock,
                        engine,
                        {[](const std::string&) -> base::Result<core::DirectoryRows> { return base::rejected("none"); },
                         [](const std::string&) -> base::Result<std::string> { return base::rejected("none"); }},
                        "0.1.0"};

  base::Result<Document> why(const std::string& key, const std::string& by) {
    return operations.run("why", Document().set("key", key).set("by", by), [](const Document&) {});
  }
};

class WhyOfTasks : public testing::Test {
 protected:
  WhyOfTasks() {
    for (Party* party : {&af, &fk, &node}) {
      core::Policy policy = *party->rules.policy;
      std::vector<core::CodeList> lists{{"reasons", {"task_reason"}, {}}};
      lists[0].codes.push_back({"wrong_information", core::made::always(), "Uppgifterna stämmer inte"});
      core::CodeList codes{
          "codes", {"initiated_by", "education", "support_time", "income_source_before", "further_handling"}, {}};
      for (const char* code : {"1", "2", "3", "fk"}) codes.codes.push_back({code, core::made::always()});
      lists.push_back(std::move(codes));
      policy.codes = core::CodeLists(std::move(lists));
      party->rules.policy = std::make_shared<const core::Policy>(std::move(policy));
    }
  }

  void hear(Party& from) {
    carry(from, node);
    for (Party* party : {&gavle, &af, &fk}) catch_up(*party, node);
  }
  /// A municipality's record of an activity that AF ordered.
  core::TaskId said() {
    core::Participation record = core::made::participation();
    record.ordered_by = "Arbetsförmedlingen";
    record.insats = "Arbetsprövning";
    record.end.reset();
    gavle.office.take({record});
    hear(gavle);
    return af.tasks(true).at(0).task.id;
  }
  base::RegistrationId planned() {
    const base::RegistrationId id = planned_case(fk);
    hear(fk);
    return id;
  }
  static void reply(Party& at, const core::TaskId& task, TaskEvent event, const std::string& user,
                    const std::optional<base::RegistrationId>& of = std::nullopt) {
    const std::string reason = event == TaskEvent::reject ? "wrong_information" : "";
    ASSERT_TRUE(must(at.cooperation.reply({task, event, reason}, user, of)).done);
  }
  static const Document& row(const Document& answer, std::size_t at = 0) {
    return answer.find("rows")->array()->at(at);
  }
  static const Document& unit(const Document& answer, std::size_t at = 0) {
    return row(answer, at).find("units")->array()->front();
  }
  static std::string text(const Document& answer, const char* language = "sv", std::size_t at = 0) {
    return std::string(row(answer, at).find("text")->text(language));
  }

  Party gavle{"gavle"};
  Party af{"af"};
  Party fk{"fk"};
  Party node{"node"};
  Desk at_af{af};
  Desk at_fk{fk};
};

TEST_F(WhyOfTasks, AConfirmedRecordIsToldByItsTaskAndByTheRowThatItMade) {
  const base::RegistrationId id = planned();
  const core::TaskId task = said();
  reply(af, task, TaskEvent::confirm, "af.gavle", id);
  for (const bool told : {false, true}) {
    if (told) hear(af);
    const Document of_task = must(at_af.why(task.text(), "af.gavle"));
    ASSERT_EQ(of_task.find("rows")->array()->size(), 1U) << told;
    EXPECT_EQ(unit(of_task).text("outcome"), "confirmed") << told;
    EXPECT_EQ(row(of_task).text("registration"), id.text()) << told;
    EXPECT_FALSE(row(of_task).find("facts")->array()->empty()) << told;
    EXPECT_FALSE(at_af.why(task.text(), "af.sandviken")) << "not theirs";
  }
  const Document of_row = must(at_af.why(id.text() + "/4", "af.gavle"));
  EXPECT_EQ(row(of_row).text("task"), task.text());
  EXPECT_EQ(row(of_row).find("without_basis"), nullptr);
  EXPECT_THAT(text(of_row), HasSubstr("Uppgifter som prövades"));
  // What the node keeps ties the record to no case.
  Desk at_node{node};
  const auto there = at_node.why(task.text(), "af.gavle");
  EXPECT_THAT(there ? io::to_json(*there) : std::string(), Not(HasSubstr(id.text())));
}

TEST_F(WhyOfTasks, ARejectedRecordIsToldWithTheReasonInWords) {
  const core::TaskId task = said();
  reply(af, task, TaskEvent::reject, "af.gavle");
  hear(af);
  const Document why = must(at_af.why(task.text(), "af.gavle"));
  EXPECT_EQ(unit(why).text("outcome"), "rejected");
  EXPECT_EQ(unit(why).text("answer"), "wrong_information");
  EXPECT_EQ(unit(why).find("answer_name")->text("sv"), "Uppgifterna stämmer inte");
  EXPECT_THAT(text(why), HasSubstr("Skäl: Uppgifterna stämmer inte"));
  EXPECT_THAT(text(why, "en"), HasSubstr("Reason: wrong_information"));
  EXPECT_FALSE(row(why).find("facts")->array()->empty()) << "whose authority it rested on";
  EXPECT_THAT(io::to_json(*row(why).find("facts")), Not(HasSubstr("happened"))) << "and nothing of the participant";
  // Then as long as what was rejected, and from there on what the task says of itself.
  const auto purged_at = [&](base::Instant::duration later) {
    must(af.office.ledger->purge(af.office.clock.now() + later));
    return row(must(at_af.why(task.text(), "af.gavle"))).find("facts")->array()->size();
  };
  EXPECT_GT(purged_at(days(30) - 1ms), 0U);
  EXPECT_EQ(purged_at(days(30)), 0U);
  EXPECT_THAT(text(must(at_af.why(task.text(), "af.gavle"))), HasSubstr("Skäl: Uppgifterna stämmer inte"));
}

TEST_F(WhyOfTasks, ThatWaitsTellsTheOfficeWhatItCanDo) {
  const core::TaskId task = said();
  const Document why = must(at_af.why(task.text(), "af.gavle"));
  EXPECT_EQ(unit(why).text("outcome"), "open");
  EXPECT_TRUE(row(why).find("decided")->is_null());
  EXPECT_THAT(text(why), HasSubstr("start av insatsen: väntar på bekräftelse"));
  EXPECT_THAT(text(why), HasSubstr("task confirm"));
  EXPECT_THAT(text(why, "en"), HasSubstr("Nothing is decided yet"));
  EXPECT_EQ(row(why).find("facts")->array()->size(), 2U) << "when it happened, and when it was proposed";
  EXPECT_FALSE(at_af.why(task.text(), "af.sandviken")) << "not theirs";
  EXPECT_FALSE(at_fk.why(task.text(), "fk.gavle")) << "not told there";
}

TEST_F(WhyOfTasks, InACaseTellsWhoProposedHowItWasAnswered) {
  const base::RegistrationId id = planned();
  const auto proposed = [&](const std::string& on) {
    core::CooperationAct act = fk.later(ActKind::start, on, "fk.gavle", id);
    EXPECT_EQ(fk.act(act).outcome, Outcome::proposed);
    hear(fk);
    return af.tasks(true).at(0).task.id;
  };
  const core::TaskId no = proposed("2026-04-02");
  EXPECT_EQ(unit(must(at_fk.why(no.text(), "fk.gavle"))).text("outcome"), "proposed");
  reply(af, no, TaskEvent::reject, "af.gavle");
  hear(af);
  Document why = must(at_fk.why(no.text(), "fk.gavle"));
  ASSERT_EQ(why.find("rows")->array()->size(), 2U);
  EXPECT_EQ(unit(why, 0).text("outcome"), "proposed");
  EXPECT_EQ(unit(why, 1).text("outcome"), "rejected");
  EXPECT_THAT(text(why, "sv", 1), HasSubstr("Skäl: Uppgifterna stämmer inte"));
  EXPECT_THAT(io::to_json(must(at_fk.why(id.text(), "fk.gavle"))), HasSubstr("Uppgifterna stämmer inte"));
  EXPECT_THAT(io::to_json(must(at_fk.why(id.text() + "/1", "fk.gavle"))), Not(HasSubstr("Uppgifterna stämmer inte")));
  const core::TaskId yes = proposed("2026-04-03");
  reply(af, yes, TaskEvent::confirm, "af.gavle");
  hear(af);
  why = must(at_fk.why(yes.text(), "fk.gavle"));
  EXPECT_EQ(unit(why, 1).text("outcome"), "confirmed");
  EXPECT_THAT(text(why, "sv", 1), HasSubstr("start av insatsen: bekräftad"));
}

TEST_F(WhyOfTasks, ThatAreAnsweredAreShownWithoutWhatStoodAgainstConfirmingThem) {
  const core::TaskId task = said();
  EXPECT_THAT(must(af.cooperation.show(task, "af.gavle")).difference.reasons, Not(IsEmpty()));
  reply(af, task, TaskEvent::reject, "af.gavle");
  EXPECT_THAT(must(af.cooperation.show(task, "af.gavle")).difference.reasons, IsEmpty());
  hear(af);
  const flow::ShownTask shown = must(af.cooperation.show(task, "af.gavle"));
  EXPECT_EQ(shown.kept.task.state, core::TaskState::rejected);
  EXPECT_THAT(shown.difference.reasons, IsEmpty());
}

}  // namespace
}  // namespace gateway::api
