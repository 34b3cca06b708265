// What an act, a wrong registration and a task would do, told before it is done; and whom a task is about.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/api/case_documents.h"
#include "gateway/api/case_words.h"
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

TEST(FigureName, SaysEachFigureInBothLanguages) {
  const auto name = [](const char* figure) {
    const Document said = figure_name(figure);
    return std::string(said.text("sv")) + " | " + std::string(said.text("en"));
  };
  EXPECT_EQ(name("now.planned_preparatory"),
            "står nu i: planerad arbetsförberedande insats | stands now in: preparatory insats planned");
  EXPECT_EQ(name("entered.mapping"), "har varit i: gemensam kartläggning | has been in: joint mapping");
  EXPECT_EQ(name("insats.preparatory"), "har haft arbetsförberedande insats | has had a preparatory insats");
  EXPECT_EQ(name("insats.work_oriented"), "har haft arbetslivsinriktad insats | has had a work-oriented insats");
  EXPECT_EQ(name("office.fk_gavle"), "ärenden vid fk_gavle | cases at fk_gavle");
  EXPECT_EQ(name("registered.arbetstraning"), "registrerade i arbetstraning | registered in arbetstraning");
  EXPECT_EQ(name("anonymous.af-gavle+fk-gavle"),
            "utan personuppgifter vid af-gavle och fk-gavle | anonymous at af-gavle and fk-gavle");
  EXPECT_EQ(name("of.tomorrow"), "of.tomorrow | of.tomorrow") << "what nobody has named";
}

TEST(AnswerName, SaysWhatACodeMeans) {
  core::Policy policy = core::made::cooperation_policy();
  const base::Period always{day("2010-01-01"), std::nullopt};
  policy.codes = core::CodeLists({{"education", {"education"}, {{"2", always, "gymnasium"}}}});
  const auto name = [&](const char* field, const char* answer) {
    const Document said = answer_name(field, answer, policy);
    return std::string(said.text("sv")) + " | " + std::string(said.text("en"));
  };
  EXPECT_EQ(name("education", "2"), "gymnasium | 2");
  EXPECT_EQ(name("education", "9"), "9 | 9") << "a code of no list";
  EXPECT_EQ(name("employed", "yes"), "ja | yes");
  EXPECT_EQ(name("employed", ""), " | ");
  EXPECT_EQ(name("works_before_percent", "50"), "50 % | 50%");
  EXPECT_EQ(name("municipality", "2180"), "2180 | 2180");
  EXPECT_EQ(name("outcome", "to_cooperation"), "till samarbetet | to the cooperation");
  EXPECT_EQ(name("cause", "deceased"), "avliden | deceased");
  EXPECT_EQ(name("cause", "consent_withdrawn"), "återkallat samtycke | consent taken back");
  EXPECT_EQ(name("meeting_on", "2026-03-20"), "2026-03-20 | 2026-03-20");
}

TEST_F(CasePreview, NamesFiguresAndAnswers) {
  const base::RegistrationId id = fk_.request().id;
  const Document dry =
      row(registered(line(id, "fk.gavle", R"("act":"correct","row":1,"answers":{"own_business":"yes"})"), true));
  const Document& change = dry.find("changes")->array()->front();
  EXPECT_EQ(change.find("name")->text("sv"), "eget företag");
  EXPECT_EQ(change.find("before_name")->text("sv"), "nej");
  EXPECT_EQ(change.find("after_name")->text("sv"), "ja");
  const Document moved = row(registered(line(id, "fk.gavle", R"("act":"meet","happened":"2026-03-16")"), true));
  for (const Document& figure : *moved.find("figures")->array()) {
    EXPECT_NE(figure.find("name")->text("sv"), figure.text("figure"));
  }
}

class DiscardedCase : public CasePreview {
 protected:
  DiscardedCase() {
    id_ = fk_.request().id;
    carry(fk_, node_);
    for (Party* party : {&fk_, &af_}) catch_up(*party, node_);
    core::CooperationAct correct = af_.later(ActKind::correct, "2026-03-10", "af.gavle", id_);
    correct.row = 1;
    correct.answers = {{core::Field::education, "3"}};
    af_.act(correct);
    carry(af_, node_);
    for (Party* party : {&fk_, &af_}) catch_up(*party, node_);
  }
  Document shown() { return answer("case.show", Document().set("id", id_.text()).set("by", "fk.gavle")); }
  void discard() { fk_.act(fk_.later(ActKind::discard, "2026-03-12", "fk.gavle", id_)); }
  base::RegistrationId id_;
};

TEST_F(DiscardedCase, SaysSoAndIsInNoStateOfTheCooperation) {
  const Document before = shown();
  EXPECT_FALSE(*before.find("discarded")->boolean());
  EXPECT_EQ(before.find("status")->text("sv"), "begäran om gemensam kartläggning");
  discard();
  const Document after = shown();
  EXPECT_TRUE(*after.find("discarded")->boolean());
  EXPECT_EQ(after.find("status")->text("sv"), "felregistrerat");
  EXPECT_EQ(after.text("state"), "requested") << "the code stays";
  const Document::Array& all = *after.find("rows")->array();
  EXPECT_EQ(all.front().find("status")->text("sv"), "begäran om gemensam kartläggning");
  EXPECT_TRUE(all.front().find("corrected_by")->array()->empty()) << "it is the case that is discarded";
  EXPECT_EQ(all.back().find("status")->text("sv"), "felregistrerat");
}

TEST_F(DiscardedCase, LeavesNoTaskThatNobodyCanConfirm) {
  ASSERT_EQ(fk_.tasks(true).size(), 1U);
  discard();
  EXPECT_EQ(fk_.tasks(true).size(), 0U) << "at once";
  carry(fk_, node_);
  EXPECT_EQ(node_.tasks(true).size(), 0U);
  for (Party* party : {&fk_, &af_}) catch_up(*party, node_);
  EXPECT_EQ(fk_.tasks(true).size(), 0U);
  ASSERT_EQ(af_.tasks().size(), 1U);
  EXPECT_EQ(af_.tasks().front().task.state, core::TaskState::retracted) << "who proposed it is told";
}

TEST_F(DiscardedCase, ThatTheNodeDoesNotDiscardHasItsTaskAgain) {
  node_.office.write([](ports::Transaction& t) {
    core::DirectoryRows rows = must(t.directory())->rows();
    std::erase_if(rows.assignments, [](const core::Assignment& one) { return one.user == "fk.gavle"; });
    must(t.replace_directory(rows, core::made::noon(kToday)));
  });
  discard();
  carry(fk_, node_);
  EXPECT_EQ(node_.tasks(true).size(), 1U);
  EXPECT_EQ(fk_.tasks(true).size(), 1U);
}

TEST_F(DiscardedCase, ACorrectedRowNamesTheRowsThatCorrectIt) {
  ASSERT_TRUE(
      must(fk_.cooperation.reply({fk_.tasks(true).front().task.id, core::TaskEvent::confirm, ""}, "fk.gavle")).done);
  carry(fk_, node_);
  catch_up(fk_, node_);
  const Document all = *shown().find("rows");
  const Document& by = *all.array()->front().find("corrected_by");
  ASSERT_EQ(by.array()->size(), 1U) << io::to_json(all);
  EXPECT_EQ(*by.array()->front().integer(), 2);
  EXPECT_EQ(all.array()->back().integer_or("concerns", 0), 1);
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
  EXPECT_EQ(task.find("consent")->find("answer_name")->text("sv"), "ja");
  EXPECT_EQ(task.find("becomes_name")->text("sv"), "begäran om gemensam kartläggning");
  const Document& first = task.find("named_answers")->array()->front();
  EXPECT_EQ(first.find("name")->text("sv"), "kommun");
  EXPECT_EQ(first.text("answer"), "2180");
  bool employed = false;
  for (const Document& one : *task.find("named_answers")->array()) {
    employed = employed || (one.text("field") == "employed" && one.find("answer_name")->text("sv") == "nej");
  }
  EXPECT_TRUE(employed) << io::to_json(task);
  EXPECT_THAT(io::to_json(task), Not(HasSubstr(person().number)));
  EXPECT_THAT(looks(fk_.tasks().front().id), ElementsAre("fk.gavle task.show"));
}

TEST_F(TaskSight, WhoMayNotAnswerSeesNeitherPersonNorMore) {
  const core::TaskId own = af_.tasks().front().task.id;
  const flow::ShownTask proposer = must(af_.cooperation.show(own, "af.gavle"));
  EXPECT_FALSE(proposer.may_answer);
  EXPECT_FALSE(proposer.person) << "who proposed it answers it not";
  EXPECT_TRUE(proposer.difference.reasons.empty()) << "and nothing is in their way";
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
