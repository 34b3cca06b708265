// The caseworker whom an act names to answer for its case.
#include <gmock/gmock.h>

#include "gateway/io/json/document_json.h"
#include "tests/unit/api/case_desk.h"

namespace gateway::api {
namespace {

using core::ActKind;
using core::Code;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// fk.anna works beside fk.gavle, and af.bo beside af.gavle.
class NamedByAct : public CaseDesk {
 protected:
  NamedByAct() {
    for (Party* party : {&fk_, &af_}) {
      core::DirectoryRows rows = cooperation_rows();
      for (const std::string user : {"fk.anna", "af.bo"}) {
        const base::Period always{day("2010-01-01"), std::nullopt};
        rows.users.push_back({user, user, user.substr(0, 2)});
        rows.roles.push_back({user, "deltagaransvarig", always});
        rows.assignments.push_back({user, user.substr(0, 2) + "_gavle", always});
      }
      party->office.write([&](ports::Transaction& t) { must(t.replace_directory(rows, party->office.clock.now())); });
    }
  }
  static ActAnswer tell(Party& at, const core::CooperationAct& act, const std::string& responsible,
                        const std::string& key = {}, bool dry_run = false) {
    const bool request = act.kind == ActKind::request;
    return must(at.cooperation.act({{key, act, request ? std::optional(person()) : std::nullopt, {}, responsible}},
                                   dry_run))
        .at(0);
  }
  base::RegistrationId requested(const std::string& responsible) {
    return tell(fk_, fk_.asked_request("fk.gavle"), responsible, "K-1").id;
  }
  /// In whose list the case of FK's gateway is.
  std::vector<std::string> listed() {
    std::vector<std::string> in;
    for (const char* user : {"fk.gavle", "fk.anna", "fk.sandviken"}) {
      if (rows(answer("case.list", Document().set("by", user))) == 1) in.emplace_back(user);
    }
    return in;
  }
};

TEST_F(NamedByAct, FindsTheCaseInTheirListAndTheRegistrarDoesNot) {
  const base::RegistrationId id = requested("fk.anna");
  EXPECT_THAT(listed(), ElementsAre("fk.anna"));
  const Document shown = answer("case.show", Document().set("id", id.text()).set("by", "fk.gavle"));
  EXPECT_EQ(shown.text("responsible"), "fk.anna");
  EXPECT_FALSE(*row(answer("case.list", Document().set("by", "fk.anna"))).find("needs_responsible")->boolean());
}

TEST_F(NamedByAct, IsReadFromTheDocument) {
  std::string line = act_line("K-1", person().number);
  line.insert(line.size() - 1, R"(,"responsible":"fk.anna")");
  EXPECT_EQ(row(registered(line)).text("outcome"), "accepted");
  EXPECT_THAT(listed(), ElementsAre("fk.anna"));
}

TEST_F(NamedByAct, WithoutTheAssignmentIsWarnedOfAndTheActStands) {
  std::string line = act_line("K-1", person().number);
  line.insert(line.size() - 1, R"(,"responsible":"fk.sandviken")");
  const Document done = registered(line);
  EXPECT_EQ(row(done).text("outcome"), "accepted");
  EXPECT_THAT(io::to_json(*row(done).find("warnings")), HasSubstr("responsible_not_taken"));
  EXPECT_THAT(listed(), ElementsAre("fk.gavle")) << "the last registrar";
  const Document why = answer("why", Document().set("source", "register").set("key", "K-1").set("by", "fk.gavle"));
  EXPECT_THAT(io::to_json(why), HasSubstr("responsible_not_taken"));
}

TEST_F(NamedByAct, HoldsUntilALaterWord) {
  const base::RegistrationId id = requested("fk.anna");
  const auto meet = [&](const char* on) { return fk_.later(ActKind::meet, on, "fk.gavle", id); };
  tell(fk_, meet("2026-03-16"), "");
  EXPECT_THAT(listed(), ElementsAre("fk.anna")) << "who names nobody leaves it";
  tell(fk_, meet("2026-03-17"), "fk.gavle");
  EXPECT_THAT(listed(), ElementsAre("fk.gavle"));
  tell(fk_, meet("2026-03-18"), "fk.sandviken");
  EXPECT_THAT(listed(), ElementsAre("fk.gavle")) << "who is not taken changes nothing";
  answer("case.transfer", Document().set("id", id.text()).set("by", "fk.gavle").set("to", "fk.anna"));
  EXPECT_THAT(listed(), ElementsAre("fk.anna"));
  EXPECT_EQ(tell(fk_, meet("2026-03-17"), "fk.gavle").outcome, Outcome::unchanged);
  EXPECT_EQ(tell(fk_, fk_.asked_request("fk.gavle"), "fk.gavle", "K-1").outcome, Outcome::unchanged);
  EXPECT_THAT(listed(), ElementsAre("fk.anna")) << "what was said before is no later word";
  tell(fk_, meet("2026-03-19"), "fk.gavle");
  EXPECT_THAT(listed(), ElementsAre("fk.gavle"));
}

TEST_F(NamedByAct, LeavesTheDeputyAndIsNotTheirOwn) {
  const base::RegistrationId id = requested("");
  answer("case.transfer", Document().set("id", id.text()).set("by", "fk.gavle").set("deputy", "fk.anna"));
  tell(fk_, fk_.later(ActKind::meet, "2026-03-16", "fk.gavle", id), "fk.gavle");
  EXPECT_EQ(fk_.cases().front().named, (core::Caseworkers{"fk.gavle", "fk.anna"}));
  tell(fk_, fk_.later(ActKind::meet, "2026-03-17", "fk.gavle", id), "fk.anna");
  EXPECT_EQ(fk_.cases().front().named, (core::Caseworkers{"fk.anna", ""}));
}

TEST_F(NamedByAct, OfAnEarlierCaseAnswersForNoLaterOne) {
  const base::RegistrationId id = requested("fk.anna");
  answer("case.transfer", Document().set("id", id.text()).set("by", "fk.gavle").set("deputy", "fk.gavle"));
  fk_.conclude(id);
  const ActAnswer again = tell(fk_, fk_.asked_again("fk.gavle"), "fk.anna");
  ASSERT_EQ(again.outcome, Outcome::accepted);
  ports::CaseFilter later;
  later.id = again.id;
  EXPECT_EQ(fk_.cases(later).at(0).named, (core::Caseworkers{"fk.anna", ""}));
}

TEST_F(NamedByAct, IsNotTakenBackWithTheAct) {
  const base::RegistrationId id = requested("");
  tell(fk_, fk_.later(ActKind::meet, "2026-03-16", "fk.gavle", id), "fk.anna");
  core::CooperationAct undo = fk_.later(ActKind::undo, "2026-03-17", "fk.gavle", id);
  undo.row = 2;
  ASSERT_EQ(tell(fk_, undo, "").outcome, Outcome::accepted);
  EXPECT_THAT(listed(), ElementsAre("fk.anna"));
}

TEST_F(NamedByAct, IsNamedByNoRehearsal) {
  const base::RegistrationId id = requested("");
  tell(fk_, fk_.later(ActKind::meet, "2026-03-16", "fk.gavle", id), "fk.anna", {}, true);
  EXPECT_THAT(listed(), ElementsAre("fk.gavle"));
}

TEST_F(NamedByAct, IsNotToldToTheNodeAndStandsWhateverItTells) {
  requested("fk.anna");
  for (const std::string& document : carry(fk_, node_)) EXPECT_THAT(document, Not(HasSubstr("anna")));
  EXPECT_EQ(node_.cases().front().named, core::Caseworkers{});
  catch_up(fk_, node_);
  EXPECT_THAT(listed(), ElementsAre("fk.anna"));
  EXPECT_EQ(catch_up(af_, node_), 1U);
  EXPECT_EQ(af_.cases().front().named, core::Caseworkers{});
}

TEST_F(NamedByAct, OfAProposalAnswersForTheCaseThatComesOfIt) {
  ASSERT_EQ(tell(af_, af_.asked_request("af.gavle"), "af.bo").outcome, Outcome::proposed);
  carry(af_, node_);
  catch_up(fk_, node_);
  must(fk_.cooperation.reply({fk_.tasks().front().task.id, core::TaskEvent::confirm, ""}, "fk.gavle"));
  carry(fk_, node_);
  catch_up(af_, node_);
  ports::CaseFilter mine;
  mine.user = "af.bo";
  ASSERT_EQ(af_.cases(mine).size(), 1U);
  EXPECT_EQ(af_.cases(mine).front().course.state, core::CaseState::requested);
  catch_up(fk_, node_);
  EXPECT_EQ(fk_.cases().front().named, core::Caseworkers{}) << "each organisation names its own";
}

TEST_F(NamedByAct, OfARequestThatWaitsIsTakenWithTheConsent) {
  core::CooperationAct asked = fk_.asked_request("fk.gavle");
  asked.by.at = fk_.office.clock.now();
  asked.happened = kToday;
  asked.consent.reset();
  ASSERT_EQ(tell(fk_, asked, "fk.anna", "A-1").outcome, Outcome::parked);
  // Told anew without a consent that counts, it waits on as it was.
  core::Consent unwritten{core::ConsentAnswer::given, "SUS 2024", kToday, std::nullopt};
  unwritten.paper.told_by = "fk.gavle";
  core::Consent yes = unwritten;
  unwritten.paper.written = false;
  must(fk_.facts.tell({"register", "A-1", std::nullopt}, unwritten, "fk.gavle"));
  ASSERT_THAT(fk_.cases(), IsEmpty());
  must(fk_.facts.tell({"register", "A-1", std::nullopt}, yes, "fk.gavle"));
  EXPECT_THAT(listed(), ElementsAre("fk.anna"));
}

TEST_F(NamedByAct, OfSomebodyProtectedIsAnsweredAsOfAnybody) {
  const auto ask = [&] { return tell(af_, af_.asked_request("af.gavle"), "af.bo", {}, true); };
  const ActAnswer of_anybody = ask();
  const auto number = std::get<core::PersonNumber>(core::PersonNumber::parse(person().number, kToday));
  must(af_.facts.protect(number, "af.gavle"));
  EXPECT_EQ(ask().outcome, of_anybody.outcome);
  EXPECT_EQ(ask().warnings, of_anybody.warnings);
  EXPECT_EQ(tell(af_, af_.asked_request("af.gavle"), "af.bo").outcome, Outcome::proposed);
}

}  // namespace
}  // namespace gateway::api
