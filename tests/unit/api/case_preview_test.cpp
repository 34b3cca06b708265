// What an act, a wrong registration and a task would do, told before it is done; and whom a task is about.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/api/case_documents.h"
#include "gateway/io/json/document_json.h"
#include "tests/unit/api/case_desk.h"

namespace gateway::api {
namespace {

using core::ActKind;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

class CasePreview : public CaseDesk {
 protected:
  static std::string line(const base::RegistrationId& id, const char* user, const std::string& rest) {
    std::string office = user;
    std::replace(office.begin(), office.end(), '.', '_');
    return R"({"schema":"gateway.act/1","case":")" + id.text() + R"(","user":")" + user + R"(","office":")" + office +
           R"(",)" + rest + "}";
  }
  static std::vector<std::string> changed(const Document& of, const char* member, const char* name) {
    std::vector<std::string> all;
    for (const Document& row : *of.find(member)->array()) {
      const auto value = [&](const char* at) {
        const Document* found = row.find(at);
        return found->string() != nullptr ? *found->string() : std::to_string(*found->integer());
      };
      all.push_back(std::string(row.text(name)) + " " + value("before") + ">" + value("after"));
    }
    return all;
  }
  std::vector<std::string> looks(const base::RegistrationId& id) {
    std::vector<std::string> all;
    must(fk_.office.ledger->cases().each_access(id, [&](const core::Access& one) -> base::Result<void> {
      all.push_back(one.user + " " + one.operation);
      return {};
    }));
    return all;
  }
  Document wrong(const base::RegistrationId& id, const char* by) {
    return answer("participant.wrong",
                  Document().set("case", id.text()).set("reason", "wrong_person").set("by", by).set("dry_run", true));
  }
};

TEST_F(CasePreview, OfACorrectionSaysOldAndNewAndStoresNothing) {
  const base::RegistrationId id = fk_.request().id;
  const std::string correct =
      line(id, "fk.gavle", R"("act":"correct","row":1,"answers":{"education":"3"},"happened":"2026-03-04")");
  const Document dry = registered(correct, true);
  EXPECT_THAT(changed(row(dry), "changes", "field"), ElementsAre("education 2>3"));
  EXPECT_THAT(changed(row(dry), "figures", "figure"), IsEmpty());
  EXPECT_EQ(fk_.cases().front().course.rows.size(), 1U);
  EXPECT_THAT(changed(row(registered(correct)), "changes", "field"), ElementsAre("education 2>3")) << "afterwards, too";
}

TEST_F(CasePreview, OfAnActSaysWhatItDoesToTheFigures) {
  const base::RegistrationId id = fk_.request().id;
  EXPECT_THAT(
      changed(row(registered(act_line("K-9", test_number("1988-03-04")), true)), "figures", "figure"),
      UnorderedElementsAre("now.requested 0>1", "entered.requested 0>1", "office.af_gavle 0>1", "office.fk_gavle 0>1"));
  EXPECT_THAT(changed(row(registered(line(id, "fk.gavle", R"("act":"meet","happened":"2026-03-16")"), true)), "figures",
                      "figure"),
              UnorderedElementsAre("now.requested 1>0", "now.mapping 0>1", "entered.mapping 0>1"));
  EXPECT_THAT(
      changed(row(registered(line(id, "fk.gavle", R"("act":"discard","happened":"2026-03-16")"), true)), "figures",
              "figure"),
      UnorderedElementsAre("now.requested 1>0", "entered.requested 1>0", "office.af_gavle 1>0", "office.fk_gavle 1>0"));
  EXPECT_FALSE(fk_.cases().front().course.discarded);
}

TEST_F(CasePreview, IsToldToNobodyWhoMayNotSeeTheCase) {
  const base::RegistrationId id = fk_.request().id;
  const std::string rest = R"("act":"interrupt","cause":"consent_withdrawn","happened":"2026-03-16")";
  EXPECT_THAT(changed(row(registered(line(id, "fk.gavle", rest), true)), "figures", "figure"), Not(IsEmpty()));
  EXPECT_THAT(changed(row(registered(line(id, "fk.sandviken", rest), true)), "figures", "figure"), IsEmpty());
}

TEST_F(CasePreview, R_OfAWrongRegistrationDestroysNothingAndIsKeptAsALook) {
  const base::RegistrationId id = fk_.request().id;
  carry(fk_, node_);
  const Document dry = wrong(id, "fk.gavle");
  EXPECT_EQ(dry.integer_or("records", 0), 1);
  EXPECT_THAT(changed(dry, "figures", "figure"), UnorderedElementsAre("now.requested 1>0", "entered.requested 1>0",
                                                                      "office.af_gavle 1>0", "office.fk_gavle 1>0"));
  EXPECT_THAT(looks(id), ElementsAre("fk.gavle participant.wrong"));
  EXPECT_EQ(fk_.queued(), 0U);
  EXPECT_EQ(rows(answer("incident.list", {})), 0U);
  ASSERT_EQ(fk_.cases().size(), 1U);
  EXPECT_TRUE(fk_.cases().front().person) << "the identity is there";
}

TEST_F(CasePreview, R_OfACaseThatTheAskerMayNotSeeSaysNoFigures) {
  const base::RegistrationId id = fk_.request().id;
  const Document dry = wrong(id, "fk.sandviken");
  EXPECT_EQ(dry.integer_or("records", 0), 1);
  EXPECT_THAT(changed(dry, "figures", "figure"), IsEmpty());
  EXPECT_THAT(looks(id), IsEmpty());
}

class TaskSight : public CasePreview {
 protected:
  TaskSight() {
    core::CooperationAct asked = af_.asked_request("af.gavle");
    asked.meeting_on = day("2026-03-20");
    af_.act(asked, person());
    carry(af_, node_);
    catch_up(fk_, node_);
    task_ = fk_.tasks().front().task.id;
  }
  Document shown(const char* by) { return answer("task.show", Document().set("id", task_.text()).set("by", by)); }
  core::TaskId task_;
};

TEST_F(TaskSight, WhoMayAnswerSeesWhomItIsAboutAndAllThatIsAsked) {
  const Document task = shown("fk.gavle");
  ASSERT_NE(task.find("person"), nullptr);
  EXPECT_EQ(task.find("person")->text("family_name"), person().family_name);
  EXPECT_EQ(task.find("person")->integer_or("birth_year", 0), std::stoi(person().number.substr(0, 4)));
  EXPECT_EQ(task.text("af_office"), "af_gavle");
  EXPECT_EQ(task.text("fk_office"), "fk_gavle");
  EXPECT_EQ(task.text("meeting_on"), "2026-03-20");
  EXPECT_EQ(task.find("consent")->text("answer"), "given");
  EXPECT_EQ(task.find("consent")->text("date"), "2026-03-02");
  EXPECT_EQ(task.find("answers")->text("education"), "2");
  EXPECT_THAT(io::to_json(task), Not(HasSubstr(person().number)));
  EXPECT_THAT(looks(fk_.tasks().front().id), ElementsAre("fk.gavle task.show"));
}

TEST_F(TaskSight, WhoMayNotAnswerSeesNeitherPersonNorMore) {
  const core::TaskId own = af_.tasks().front().task.id;
  const flow::ShownTask proposer = must(af_.cooperation.show(own, "af.gavle"));
  EXPECT_FALSE(proposer.may_answer);
  EXPECT_FALSE(proposer.person) << "who proposed it answers it not";
  const Document task = document_of(proposer, *af_.rules.policy, kToday);
  for (const char* member : {"person", "af_office", "consent", "meeting_on", "changes"}) {
    EXPECT_EQ(task.find(member), nullptr) << member;
  }
  EXPECT_FALSE(run("task.show", Document().set("id", task_.text()).set("by", "fk.sandviken")));
}

TEST_F(TaskSight, AnAnsweredTaskShowsNobody) {
  ASSERT_TRUE(must(fk_.cooperation.reply({task_, core::TaskEvent::confirm, ""}, "fk.gavle")).done);
  EXPECT_EQ(shown("fk.gavle").find("person"), nullptr);
}

TEST_F(TaskSight, L_NobodyWhoIsProtectedIsShown) {
  answer("participant.protect", Document().set("person", person().number).set("by", "fk.gavle"));
  const auto task = run("task.show", Document().set("id", task_.text()).set("by", "fk.gavle"));
  EXPECT_TRUE(!task || task->find("person") == nullptr);
}

TEST_F(TaskSight, OfAProposedCorrectionShowsOldAndNew) {
  ASSERT_TRUE(must(fk_.cooperation.reply({task_, core::TaskEvent::confirm, ""}, "fk.gavle")).done);
  carry(fk_, node_);
  for (Party* party : {&fk_, &af_}) catch_up(*party, node_);
  const base::RegistrationId id = af_.cases().front().id;
  core::CooperationAct correct = af_.later(ActKind::correct, "2026-03-10", "af.gavle", id);
  correct.row = 1;
  correct.answers = {{core::Field::education, "3"}};
  ASSERT_EQ(af_.act(correct).outcome, Outcome::proposed);
  carry(af_, node_);
  catch_up(fk_, node_);
  ASSERT_EQ(fk_.tasks(true).size(), 1U);
  task_ = fk_.tasks(true).front().task.id;
  const Document task = shown("fk.gavle");
  EXPECT_EQ(task.integer_or("row", 0), 1);
  EXPECT_THAT(changed(task, "changes", "field"), ElementsAre("education 2>3"));
}

}  // namespace
}  // namespace gateway::api
