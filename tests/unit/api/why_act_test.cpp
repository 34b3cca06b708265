// Why an act of the AF/FK cooperation was answered so, and who is told.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/io/json/document_json.h"
#include "tests/unit/api/case_desk.h"

namespace gateway::api {
namespace {

using core::ActKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class WhyOfActs : public CaseDesk {
 protected:
  Document why(const std::string& key, const std::string& by = {}) { return answer("why", asked(key, by)); }
  base::Error refused(const std::string& key, const std::string& by = {}) { return refusal("why", asked(key, by)); }
  static Document asked(const std::string& key, const std::string& by) {
    Document arguments = Document().set("key", key);
    if (!by.empty()) arguments.set("by", by);
    return arguments;
  }
  static const Document& unit(const Document& answer, std::size_t at = 0) {
    return row(answer, at).find("units")->array()->front();
  }
  static std::string code(const Document& answer, std::size_t at = 0) {
    return std::string(unit(answer, at).find("reasons")->array()->at(0).text("code"));
  }
  /// FK's case, with a first meeting.
  base::RegistrationId met() {
    const base::RegistrationId id = fk_.request("K-1").id;
    fk_.act(fk_.later(ActKind::meet, "2026-03-16", "fk.gavle", id), std::nullopt, "K-2");
    return id;
  }
  void withdraw(const base::RegistrationId& id) {
    core::CooperationAct act = fk_.later(ActKind::interrupt, "2026-06-01", "fk.gavle", id);
    act.cause = core::EndCause::consent_withdrawn;
    fk_.act(act);
  }
  std::vector<std::string> looks(const base::RegistrationId& of) {
    std::vector<std::string> all;
    must(fk_.office.ledger->cases().each_access(of, [&](const core::Access& one) -> base::Result<void> {
      all.push_back(one.user + " " + one.operation);
      return {};
    }));
    return all;
  }
};

TEST_F(WhyOfActs, IsAskedByTheKeyTheCaseAndOneRowOfIt) {
  const std::string id = met().text();
  const Document of_case = why(id, "fk.gavle");
  ASSERT_EQ(rows(of_case), 2U);
  EXPECT_EQ(unit(of_case, 0).text("event"), "request");
  EXPECT_EQ(unit(of_case, 1).text("event"), "meet");
  EXPECT_EQ(unit(of_case, 1).integer_or("row", 0), 2);
  EXPECT_EQ(row(of_case, 1).text("registration"), id);
  EXPECT_EQ(row(of_case, 1).text("source"), "register");
  EXPECT_THAT(std::string(row(of_case, 1).find("text")->text("sv")), HasSubstr("registreras av Försäkringskassan"));
  EXPECT_THAT(std::string(row(of_case, 1).find("text")->text("en")), HasSubstr("registered by Försäkringskassan"));
  EXPECT_EQ(row(why(id + "/2", "fk.gavle")), row(of_case, 1));
  EXPECT_EQ(rows(why(id + "/1", "fk.gavle")), 1U);
  EXPECT_EQ(unit(why("K-2", "fk.gavle")).text("event"), "meet");
  const std::size_t looked = looks(fk_.cases().at(0).id).size();
  for (const char* wrong : {"/3", "/0", "/", "/2x", "2", "/-1"}) {
    EXPECT_EQ(refused(id + wrong, "fk.gavle").fault, base::Fault::reject) << wrong;
  }
  EXPECT_EQ(looks(fk_.cases().at(0).id).size(), looked);
}

TEST_F(WhyOfActs, TellsNothingThatRecognisesThePerson) {
  const std::string all = io::to_json(why(met().text(), "fk.gavle"));
  for (const std::string& of_person : {person().number, person().given_name, person().family_name}) {
    EXPECT_THAT(all, Not(HasSubstr(of_person)));
  }
}

TEST_F(WhyOfActs, OfACaseIsToldToWhoMaySeeItAndNobodyElseAndKept) {
  const base::RegistrationId id = met();
  for (const char* by : {"", "fk.sandviken", "af.untrained", "nobody"}) {
    for (const std::string& key : {id.text(), std::string("K-1"), id.text() + "/1"}) {
      EXPECT_EQ(refused(key, by).what, refused("K-9", by).what) << by << " " << key;
    }
  }
  EXPECT_THAT(looks(id), IsEmpty());
  EXPECT_THAT(refused("K-9").what, HasSubstr("ange vem som frågar"));
  EXPECT_THAT(refused("K-9", "fk.gavle").what, Not(HasSubstr("ange vem som frågar"))) << "that is said";
  why(id.text(), "fk.gavle");
  why("K-2", "fk.gavle");
  EXPECT_THAT(looks(id), ElementsAre("fk.gavle why", "fk.gavle why"));
}

TEST_F(WhyOfActs, ThatCameToNothingIsToldByItsKeyAsOfARecord) {
  const std::string number = test_number("1987-02-03");
  std::string no_role = act_line("K-1", number);
  no_role.replace(no_role.find("fk.gavle"), 8, "af.nowhere");
  std::string no_number = act_line("K-2", number);
  no_number.replace(no_number.find(number), number.size(), "19870203-0000");
  const Document done = registered(no_role + "\n" + no_number);
  ASSERT_EQ(row(done, 0).text("outcome"), "rejected");
  ASSERT_EQ(row(done, 1).text("outcome"), "rejected");
  const Document of_role = why("K-1");
  EXPECT_TRUE(row(of_role).find("registration")->is_null());
  EXPECT_EQ(unit(of_role).text("outcome"), "rejected");
  EXPECT_EQ(code(of_role), "user_of_other_organisation");
  EXPECT_THAT(std::string(row(of_role).find("text")->text("sv")), HasSubstr("uppdrag vid kontoret: nej"));
  EXPECT_EQ(code(why("K-2")), row(done, 1).find("reasons")->array()->at(0).text("code"));
  EXPECT_THAT(io::to_json(why("K-2")), Not(HasSubstr("19870203")));
  EXPECT_EQ(answer("why", Document().set("key", "K-1").set("source", "register")), of_role);
  EXPECT_EQ(refusal("why", Document().set("key", "K-1").set("source", "accorda")).fault, base::Fault::reject);
}

TEST_F(WhyOfActs, IsAskedByAKeyThatLooksLikeAnId) {
  const std::string key(32, 'a');
  std::string faulty = act_line(key, test_number("1987-02-03"));
  faulty.replace(faulty.find("fk_gavle"), 8, "nowhere1");
  registered(faulty);
  EXPECT_EQ(unit(why(key)).text("outcome"), "rejected");
}

TEST_F(WhyOfActs, OfADryRunIsNotKept) {
  std::string faulty = act_line("K-1", test_number("1987-02-03"));
  faulty.replace(faulty.find("fk_gavle"), 8, "nowhere1");
  registered(faulty, true);
  EXPECT_EQ(refused("K-1").fault, base::Fault::reject);
}

TEST_F(WhyOfActs, OfAProposalIsToldByItsTaskToBothSidesAsItWasAnswered) {
  const ActAnswer proposed = af_.act(af_.asked_request("af.gavle"), person(), "K-1");
  carry(af_, node_);
  catch_up(fk_, node_);
  const core::TaskId task = fk_.tasks().at(0).task.id;
  ASSERT_TRUE(must(fk_.cooperation.reply({task, core::TaskEvent::confirm, ""}, "fk.gavle")).done);
  EXPECT_EQ(refused(task.text(), "fk.sandviken").fault, base::Fault::reject);
  const Document of_task = why(task.text(), "fk.gavle");
  ASSERT_EQ(rows(of_task), 1U);
  EXPECT_EQ(unit(of_task).text("outcome"), "confirmed");
  EXPECT_EQ(row(of_task).text("task"), task.text());
  carry(fk_, node_);
  catch_up(fk_, node_);
  const Document of_case = why(proposed.id.text(), "fk.gavle");
  ASSERT_EQ(rows(of_case), 1U) << "the confirmation is what made the row";
  EXPECT_EQ(unit(of_case).integer_or("row", 0), 1);
  EXPECT_EQ(unit(of_case).text("outcome"), "confirmed");
  std::vector<core::ActDecidedBefore> at_node;
  node_.office.write([&](ports::Transaction& t) {
    auto found = must(t.cases().decided({proposed.id, {}}));
    at_node = core::acts_of(*found.course, std::move(found.acts), "node");
  });
  ASSERT_EQ(at_node.size(), 2U) << "the proposal, and its confirmation";
  EXPECT_EQ(at_node[0].decision.outcome, core::Outcome::proposed);
  EXPECT_EQ(at_node[1].row, 1U);
  EXPECT_TRUE(at_node[1].decision.basis);
}

TEST_F(WhyOfActs, SaysOfARowThatAnotherRegisteredWhereTheBasisIs) {
  const base::RegistrationId id = met();
  carry(fk_, node_);
  catch_up(af_, node_);
  core::CooperationAct plan = fk_.later(ActKind::plan, "2026-03-20", "fk.gavle", id);
  plan.to = core::CaseState::planned_preparatory;
  fk_.act(plan);
  carry(fk_, node_);
  catch_up(af_, node_);
  ASSERT_EQ(af_.act(af_.later(ActKind::start, "2026-04-01", "af.gavle", id)).outcome, core::Outcome::accepted);
  carry(af_, node_);
  catch_up(fk_, node_);
  const Document of_case = why(id.text(), "fk.gavle");
  ASSERT_EQ(rows(of_case), 4U);
  EXPECT_EQ(row(of_case, 2).find("without_basis"), nullptr);
  EXPECT_THAT(std::string(row(of_case, 3).find("text")->text("en")), HasSubstr("another organisation"));
}

TEST_F(WhyOfActs, TellsAsWhatTheCatalogueClassedTheActivityThenAndSinceWhen) {
  const auto classed = [&](core::ActivityKind kind) {
    core::Catalogue catalogue;
    catalogue.activities = {{"Öppna hus", "af_gavle", kind, "o", {"AF"}, {day("2026-01-01"), {}}, {}}};
    fk_.rules.catalogue = std::make_shared<const core::Catalogue>(std::move(catalogue));
  };
  const auto told = [&](const std::string& key, const char* language) {
    return std::string(row(why(key, "fk.gavle")).find("text")->text(language));
  };
  const base::RegistrationId id = fk_.request("K-1").id;
  core::CooperationAct meeting = fk_.desk.last_meeting("2026-03-16");
  meeting.case_id.bytes = id.bytes;
  ASSERT_EQ(fk_.act(meeting, std::nullopt, "K-2").outcome, core::Outcome::accepted);
  const core::CooperationAct plan = fk_.later(ActKind::plan, "2026-04-01", "fk.gavle", id);
  core::CooperationAct other = plan;
  other.to = core::CaseState::planned_work_oriented;
  classed(core::ActivityKind::preparatory);
  const auto answers =
      must(fk_.cooperation.act({{"K-3", other, {}, "Öppna hus"}, {"K-4", plan, {}, "öppna hus"}}, false));
  EXPECT_EQ(answers.at(0).outcome, core::Outcome::rejected);
  ASSERT_EQ(answers.at(1).outcome, core::Outcome::accepted);
  classed(core::ActivityKind::work_oriented);
  EXPECT_EQ(code(why("K-3", "fk.gavle")), "activity_contradicted");
  for (const char* key : {"K-3", "K-4"}) {
    EXPECT_THAT(told(key, "sv"), HasSubstr("aktiviteten enligt begreppskatalogen: arbetsförberedande, känt 2026-01-01"))
        << key;
    EXPECT_THAT(told(key, "en"), HasSubstr("activity by the concept catalogue: preparatory, known 2026-01-01")) << key;
  }
  EXPECT_THAT(told("K-2", "sv"), Not(HasSubstr("begreppskatalogen"))) << "no activity was named";
}

TEST_F(WhyOfActs, OfADeathSaysThatItNeedsNoAuthorityWhereItWasToldAndElsewhereWhoHasTheBasis) {
  const base::RegistrationId id = met();
  carry(fk_, node_);
  catch_up(fk_, node_);
  catch_up(af_, node_);
  core::CooperationAct death = af_.later(ActKind::interrupt, "2026-06-01", "af.nowhere", id);
  death.cause = core::EndCause::deceased;
  ASSERT_EQ(fk_.act(death, std::nullopt, "K-3").outcome, core::Outcome::accepted);
  const auto told = [&](const std::string& key) {
    return std::string(row(why(key, "fk.gavle")).find("text")->text("sv"));
  };
  EXPECT_EQ(unit(why("K-3", "fk.gavle")).text("event"), "fact");
  EXPECT_THAT(told("K-3"), HasSubstr("behöver ingen behörighet"));
  EXPECT_THAT(told("K-3"), Not(HasSubstr("är prövade; inget hindrar")));
  carry(fk_, node_);
  catch_up(fk_, node_);
  catch_up(af_, node_);
  ASSERT_EQ(rows(why(id.text(), "fk.gavle")), 3U);
  EXPECT_THAT(told(id.text() + "/3"), HasSubstr("behöver ingen behörighet"));
  EXPECT_THAT(told(id.text() + "/3"), Not(HasSubstr("en annan organisation")));
  std::vector<core::ActDecidedBefore> at_af;
  af_.office.write([&](ports::Transaction& t) {
    auto found = must(t.cases().decided({id, {}}));
    at_af = core::acts_of(*found.course, std::move(found.acts), "af");
  });
  EXPECT_TRUE(at_af.back().elsewhere);
}

TEST_F(WhyOfActs, ThatWasStoppedInTheQueueIsToldByItsRegistrationWhereNoCaseCameOfIt) {
  const base::RegistrationId stopped = fk_.request("K-1").id;
  withdraw(stopped);
  const Document told = why(stopped.text());
  EXPECT_EQ(unit(told).text("event"), "request");
  EXPECT_EQ(unit(told).text("outcome"), "stopped");
  EXPECT_EQ(code(told), "consent_withdrawn");
  EXPECT_EQ(row(told).text("source"), "queue");
  EXPECT_THAT(std::string(row(told).find("text")->text("sv")), HasSubstr("begäran om gemensam kartläggning: stoppad"));
}

TEST_F(WhyOfActs, OfACaseAreToldToWhoSeesItThoughSomethingOfItWasStopped) {
  const base::RegistrationId id = fk_.request("K-1").id;
  carry(fk_, node_);
  fk_.act(fk_.later(ActKind::meet, "2026-03-16", "fk.gavle", id));
  withdraw(id);
  const auto queue = must(fk_.office.ledger->queue(false, 0));
  EXPECT_TRUE(std::any_of(queue.begin(), queue.end(), [&](const ports::QueuedMessage& one) {
    return one.registration == id.text() && one.state == "stopped" && !one.reasons.empty();
  }));
  EXPECT_EQ(refused(id.text(), "fk.sandviken").what, refused("K-9", "fk.sandviken").what);
}

TEST_F(WhyOfActs, OfAWithdrawnCaseTellsOnlyThatItEnded) {
  const base::RegistrationId id = met();
  carry(fk_, node_);
  core::CooperationAct withdrawn = fk_.later(ActKind::interrupt, "2026-06-01", "fk.gavle", id);
  withdrawn.cause = core::EndCause::consent_withdrawn;
  fk_.act(withdrawn, std::nullopt, "K-3");
  const Document of_case = why(id.text(), "fk.gavle");
  ASSERT_EQ(rows(of_case), 2U);
  EXPECT_THAT(std::string(row(of_case).find("text")->text("sv")), HasSubstr("Samtycket är återkallat"));
  const Document& told = of_case.find("rows")->array()->at(1);
  EXPECT_EQ(told.find("units")->array()->at(0).text("event"), "fact");
  EXPECT_TRUE(told.find("facts")->array()->empty());
  for (const char* key : {"K-1", "K-2"}) EXPECT_EQ(refused(key, "fk.gavle").fault, base::Fault::reject) << key;
}

}  // namespace
}  // namespace gateway::api
