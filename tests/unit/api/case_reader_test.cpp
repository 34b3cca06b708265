// Whom of another organisation, and which data protection officer, a gateway and a node tell of a case.
#include <gmock/gmock.h>

#include "gateway/io/json/document_json.h"
#include "tests/unit/api/case_desk.h"

namespace gateway::api {
namespace {

using core::ActKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A case of AF's and FK's offices in Gävle, asked for at FK's gateway and at the node; each of the three organisations
/// has a data protection officer.
class Readers : public CaseDesk {
 protected:
  Readers() {
    node_engine_.given.node = true;
    for (Party* party : {&fk_, &node_}) {
      party->office.write([&](ports::Transaction& t) {
        core::DirectoryRows rows = cooperation_rows();
        rows.organisations.push_back({"node", "SUS", "fk", {}});
        for (const std::string of : {"fk", "af", "node"}) {
          rows.users.push_back({of + ".dpo", of + ".dpo", of});
          rows.roles.push_back({of + ".dpo", "dataskyddsombud", {day("2026-01-01"), kToday}});
        }
        must(t.replace_directory(rows, party->office.clock.now()));
      });
    }
    core::CooperationAct asked = fk_.asked_request("fk.gavle");
    asked.consent->consent.paper.original_at = "Skåp 7";
    id_ = fk_.act(asked, person(), "K-1").id;
    carry(fk_, node_);
  }

  base::Result<Document> at_node(std::string_view operation, const Document& arguments) {
    return node_operations_.run(operation, arguments, [](const Document&) {});
  }
  Document of_case(const char* by, const char* member = "id") const {
    return Document().set(member, id_.text()).set("by", by);
  }
  std::vector<std::string> looks(Party& at) const {
    std::vector<std::string> all;
    must(at.office.ledger->cases().each_access(id_, [&](const core::Access& one) -> base::Result<void> {
      all.push_back(one.user + " " + one.operation);
      return {};
    }));
    return all;
  }

  base::RegistrationId id_;
  Settling node_engine_{node_};
  flow::Intake node_intake_{node_.around};
  Operations node_operations_{
      *node_.office.ledger,
      {node_.facts, node_intake_, node_.cooperation},
      node_.codec,
      node_.office.clock,
      node_engine_,
      {[](const std::string&) -> base::Result<core::DirectoryRows> { return base::rejected("there is no such file"); },
       [](const std::string&) -> base::Result<std::string> { return base::rejected("there is no such file"); }},
      "0.1.0"};
};

TEST_F(Readers, OfTheOtherAuthorityAreToldNothingAtAGateway) {
  const base::Error absent = refusal("case.show", Document().set("id", std::string(32, 'a')).set("by", "fk.gavle"));
  EXPECT_EQ(refusal("case.show", of_case("af.gavle")).what, absent.what);
  EXPECT_EQ(refusal("participant.search", of_case("af.gavle", "case")).what, absent.what);
  EXPECT_EQ(refusal("participant.search", Document().set("person", person().number).set("by", "af.gavle")).what,
            absent.what);
  EXPECT_EQ(refusal("participant.search", Document().set("name", "Testsson").set("by", "af.gavle")).what, absent.what);
  const base::Error unknown = refusal("why", Document().set("key", "K-9").set("by", "fk.gavle"));
  for (const std::string& key : {id_.text(), id_.text() + "/1", std::string("K-1")}) {
    EXPECT_EQ(refusal("why", Document().set("key", key).set("by", "af.gavle")).what, unknown.what) << key;
  }
  for (const char* office : {"", "af_gavle", "fk_gavle"}) {
    const Document asked = Document().set("by", "af.gavle").set("office", office).set("all", true);
    EXPECT_EQ(rows(answer("case.list", asked)), 0U) << office;
  }
  EXPECT_EQ(rows(answer("case.list", Document().set("by", "af.gavle").set("missing", true))), 0U);
  EXPECT_THAT(looks(fk_), IsEmpty());
  const Document shown = answer("case.show", of_case("fk.gavle"));
  EXPECT_EQ(shown.find("paper")->text("original"), "Skåp 7");
  EXPECT_TRUE(run("participant.search", of_case("fk.gavle", "case")));
  EXPECT_TRUE(run("why", Document().set("key", "K-1").set("by", "fk.gavle")));
}

TEST_F(Readers, OfEitherAuthorityAreAnsweredAtTheNode) {
  for (const char* by : {"af.gavle", "fk.gavle"}) {
    EXPECT_EQ(must(at_node("case.show", of_case(by))).text("case"), id_.text()) << by;
    EXPECT_EQ(rows(must(at_node("participant.search", of_case(by, "case")))), 1U) << by;
    EXPECT_EQ(rows(must(at_node("case.list", Document().set("by", by).set("office", "af_gavle")))), 1U) << by;
    EXPECT_EQ(rows(must(at_node("why", Document().set("key", id_.text()).set("by", by)))), 1U) << by;
  }
  for (const char* by : {"af.sandviken", "af.untrained", "nobody"}) {
    EXPECT_FALSE(at_node("case.show", of_case(by))) << by;
    EXPECT_FALSE(at_node("why", Document().set("key", id_.text()).set("by", by))) << by;
  }
}

TEST_F(Readers, TheOwnDataProtectionOfficerReadsByNumberAndThatIsKept) {
  const Document shown = answer("case.show", of_case("fk.dpo"));
  EXPECT_EQ(shown.find("rows")->array()->size(), 1U);
  EXPECT_EQ(rows(answer("why", Document().set("key", id_.text()).set("by", "fk.dpo"))), 1U);
  EXPECT_THAT(looks(fk_), ElementsAre("fk.dpo case.show", "fk.dpo why"));
  EXPECT_EQ(must(at_node("case.show", of_case("node.dpo"))).text("case"), id_.text());
}

TEST_F(Readers, TheDataProtectionOfficerOfAnotherOrganisationIsToldNothing) {
  const base::Error absent = refusal("case.show", Document().set("id", std::string(32, 'a')).set("by", "fk.dpo"));
  EXPECT_EQ(refusal("case.show", of_case("af.dpo")).what, absent.what);
  EXPECT_FALSE(run("why", Document().set("key", id_.text()).set("by", "af.dpo")));
  for (const char* by : {"af.dpo", "fk.dpo"}) {
    EXPECT_FALSE(at_node("case.show", of_case(by))) << by;
    EXPECT_FALSE(at_node("why", Document().set("key", id_.text()).set("by", by))) << by;
  }
  EXPECT_THAT(looks(fk_), IsEmpty());
}

TEST_F(Readers, TheDataProtectionOfficerReadsNothingButByNumber) {
  for (const char* list : {"all", "missing", "registered", "needs_responsible"}) {
    EXPECT_EQ(rows(answer("case.list", Document().set("by", "fk.dpo").set(list, true))), 0U) << list;
  }
  const Document of_office = Document().set("by", "fk.dpo").set("office", "fk_gavle").set("all", true);
  EXPECT_EQ(rows(answer("case.list", of_office)), 0U);
  EXPECT_FALSE(run("participant.search", Document().set("name", "Testsson").set("by", "fk.dpo")));
  EXPECT_FALSE(run("participant.search", Document().set("person", person().number).set("by", "fk.dpo")));
  EXPECT_FALSE(run("participant.search", of_case("fk.dpo", "case")));
  EXPECT_FALSE(run("why", Document().set("key", "K-1").set("by", "fk.dpo"))) << "a source's own key";
  EXPECT_THAT(looks(fk_), IsEmpty());
}

TEST_F(Readers, TheDataProtectionOfficerReadsUntilTheLastDayInThatRole) {
  directory([](core::DirectoryRows& rows) {
    for (core::RoleHolding& held : rows.roles) {
      if (held.user == "fk.dpo") held.period.to = kToday - days(1);
    }
  });
  EXPECT_FALSE(run("case.show", of_case("fk.dpo")));
  EXPECT_FALSE(run("why", Document().set("key", id_.text()).set("by", "fk.dpo")));
}

TEST_F(Readers, TheDataProtectionOfficerIsToldOfAClosedCaseOnlyThatItEnded) {
  core::CooperationAct withdrawn = fk_.later(ActKind::interrupt, "2026-06-01", "fk.gavle", id_);
  withdrawn.cause = core::EndCause::consent_withdrawn;
  ASSERT_EQ(fk_.act(withdrawn).outcome, Outcome::accepted);
  const Document shown = answer("case.show", of_case("fk.dpo"));
  EXPECT_TRUE(*shown.find("reading_closed")->boolean());
  EXPECT_EQ(shown.find("family_name"), nullptr);
  EXPECT_EQ(shown.find("rows"), nullptr);
  EXPECT_EQ(shown.find("paper"), nullptr);
}

}  // namespace
}  // namespace gateway::api
