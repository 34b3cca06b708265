// Why a fact did what it did, what a node answered, and what FK is told of.
#include <gmock/gmock.h>

#include "gateway/io/json/document_json.h"
#include "tests/unit/api/case_desk.h"

namespace gateway::api {
namespace {

using core::MessageKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// The policy of the tests, in force under a hash.
std::shared_ptr<const core::Policy> hashed(const core::Policy& from) {
  core::Policy policy = from;
  policy.hash = std::string(64, 'a');
  return std::make_shared<const core::Policy>(std::move(policy));
}

/// A municipality's operations over a registration of its own.
class WhyOfFacts : public CaseDesk {
 protected:
  WhyOfFacts() {
    fk_.rules.organisation = "gavle";
    fk_.rules.policy = hashed(*fk_.rules.policy);
    fk_.office.world.policy.hash = fk_.rules.policy->hash;
    directory([](core::DirectoryRows& rows) {
      rows.users.push_back({"gavle.dpo", "Dana Ombud", "gavle"});
      rows.roles.push_back({"gavle.dpo", "dataskyddsombud", {day("2010-01-01"), std::nullopt}});
    });
  }

  void registered(core::Participation record = participation()) {
    fk_.office.take({record});
    fk_.office.deliver();
  }
  /// Registered out since the day before kEnded.
  void ended() {
    core::Participation record = participation();
    record.end = day("2026-11-09");
    registered(record);
  }
  Document consent(const char* action, const char* date = "2026-11-10") {
    Document arguments = Document().set("action", action).set("source", "accorda").set("key", "I-1");
    arguments.set("by", "maj.lind").set("date", date);
    if (std::string_view(action) == "give") arguments.set("form", "SUS 2024");
    return answer("consent", arguments);
  }
  Document why(const char* key = "I-1") { return answer("why", Document().set("key", key)); }
  static const Document& unit(const Document& answer, std::size_t at = 0) {
    return row(answer, at).find("units")->array()->front();
  }
  static std::string text(const Document& answer, const char* language, std::size_t at = 0) {
    return std::string(row(answer, at).find("text")->text(language));
  }
  Document told(const std::string& id, const char* date, const char* by = "maj.lind") {
    return Document().set("id", id).set("date", date).set("by", by);
  }
};

TEST_F(WhyOfFacts, AWithdrawalIsExplainedBesideTheReadingAndStaysSo) {
  registered();
  consent("withdraw");
  for (const char* set : {"", "day-2", "day-3"}) {
    if (*set != '\0') fk_.office.take({participation()}, set);
    const Document all = why();
    ASSERT_EQ(rows(all), 2U) << set;
    EXPECT_EQ(unit(all).text("event"), "fact");
    EXPECT_EQ(unit(all).text("outcome"), "ended");
    EXPECT_EQ(row(all).find("policy")->text("hash"), fk_.rules.policy->hash);
    EXPECT_EQ(row(all).text("source"), "accorda");
    EXPECT_THAT(text(all, "sv"), HasSubstr("Samtycket är återkallat (consent_withdrawn)"));
    EXPECT_THAT(text(all, "sv"), HasSubstr("→ Bara ett nytt samtycke med senare datum"));
    EXPECT_THAT(text(all, "sv"), HasSubstr("återkallat sedan tidigare: 2026-11-10, känt 2026-11-10 (11 dagar sedan)"));
    EXPECT_THAT(text(all, "en"), HasSubstr("Only a new consent of a later date"));
    EXPECT_THAT(text(all, "sv"), Not(HasSubstr("inget hindrar")));
    EXPECT_THAT(text(all, "sv", 1), HasSubstr("Läsningens eget svar"));
    EXPECT_THAT(text(all, "en", 1), HasSubstr("The reading's own answer"));
    const std::string json = io::to_json(all);
    for (const std::string& person : {participation().number, participation().family_name}) {
      EXPECT_THAT(json, Not(HasSubstr(person)));
    }
  }
}

TEST_F(WhyOfFacts, ProtectionAndAWrongRegistrationAreExplained) {
  registered();
  answer("participant.protect", Document().set("person", participation().number).set("by", "anyone"));
  EXPECT_EQ(unit(why()).text("outcome"), "hidden");
  EXPECT_THAT(text(why(), "sv"), HasSubstr("Personuppgifterna är skyddade (person_protected)"));
  EXPECT_THAT(text(why(), "sv"), Not(HasSubstr("räknas utan personuppgifter")));
  answer("participant.wrong",
         Document().set("source", "accorda").set("key", "I-1").set("reason", "wrong_person").set("by", "maj.lind"));
  const Document all = why();
  EXPECT_EQ(unit(all).text("outcome"), "destroyed");
  EXPECT_TRUE(row(all).find("facts")->array()->empty());
  EXPECT_THAT(text(all, "sv"), HasSubstr("wrong_person"));
  EXPECT_THAT(text(all, "sv", 1), HasSubstr("Policy aaaaaaaaaaaa, gäller nu")) << "the record's own answer, too";
  EXPECT_TRUE(row(all, 1).find("facts")->array()->empty());
}

TEST_F(WhyOfFacts, AYesIsExplained) {
  registered();
  consent("give");
  EXPECT_EQ(unit(why()).text("outcome"), "nothing");
  EXPECT_THAT(text(why(), "sv"), HasSubstr("samtycke enligt handläggaren: finns, känt 2026-11-10"));
  EXPECT_EQ(row(why(), 1).find("told_since"), nullptr);
}

TEST_F(WhyOfFacts, I_FkIsToldBySomebodyWhoSaysSo) {
  ended();
  const Document receipt = consent("withdraw");
  EXPECT_EQ(receipt.integer_or("for_fk", 0), 1);
  EXPECT_EQ(receipt.integer_or("messages", -1), 0);
  EXPECT_THAT(std::string(receipt.find("text")->text("sv")), HasSubstr("FK ska underrättas"));
  EXPECT_THAT(std::string(receipt.find("text")->text("en")), HasSubstr("FK is to be told"));
  EXPECT_EQ(unit(why()).text("outcome"), "for_fk");
  EXPECT_THAT(text(why(), "sv"), HasSubstr("GDPR art. 17"));

  const Document waits = answer("consent.for_fk", Document());
  ASSERT_EQ(rows(waits), 1U);
  const std::string id(row(waits).text("id"));
  EXPECT_EQ(row(waits).text("code"), "withdrawal_for_fk");
  EXPECT_EQ(row(waits).text("place"), "training");
  EXPECT_EQ(row(waits).text("withdrawn"), "2026-11-10");
  EXPECT_THAT(io::to_json(waits), Not(HasSubstr(participation().number)));
  const auto extracted = [&] {
    const Document all =
        answer("participant.extract", Document().set("person", participation().number).set("by", "gavle.dpo"));
    return *all.find("registrations")->array()->at(0).find("for_fk");
  };
  EXPECT_TRUE(extracted().find("told")->is_null());

  EXPECT_EQ(refusal("consent.fk_told", told(id, "2026-11-12", "fk.insats")).fault, base::Fault::deny);
  EXPECT_EQ(refusal("consent.fk_told", told(id, "2026-11-12", "sam.berg")).fault, base::Fault::deny);
  EXPECT_EQ(refusal("consent.fk_told", told(id, "2026-11-09")).fault, base::Fault::reject);
  EXPECT_EQ(refusal("consent.fk_told", told(id, "2026-11-22")).fault, base::Fault::reject);
  EXPECT_EQ(refusal("consent.fk_told", told(registration_id(99).text(), "2026-11-12")).fault, base::Fault::reject);
  EXPECT_EQ(answer("consent.fk_told", told(id, "2026-11-10")).text("told"), "2026-11-10");
  EXPECT_EQ(refusal("consent.fk_told", told(id, "2026-11-12")).fault, base::Fault::reject);
  EXPECT_EQ(rows(answer("consent.for_fk", Document())), 0U);
  EXPECT_EQ(extracted().text("told"), "2026-11-10");
  EXPECT_EQ(extracted().text("told_by"), "maj.lind");
  EXPECT_EQ(consent("withdraw").integer_or("for_fk", -1), 0) << "once";
}

TEST_F(WhyOfFacts, I_FkIsToldNothingWhereSusIs) {
  registered();
  EXPECT_EQ(consent("withdraw").integer_or("for_fk", -1), 0);
  EXPECT_EQ(rows(answer("consent.for_fk", Document())), 0U);
}

/// A node's operations. maj.lind has an assignment at the insats, kalle.nord none, node.dpo is the node's officer.
class WhyAtTheNode : public CaseDesk {
 protected:
  WhyAtTheNode() {
    core::DirectoryRows rows = core::made::rows();
    const base::Period ever{day("2010-01-01"), std::nullopt};
    rows.organisations.push_back({"node", "SUS", "fk", {}});
    rows.users.push_back({"node.dpo", "Nils Ombud", "node"});
    rows.users.push_back({"gavle.dpo", "Dana Ombud", "gavle"});
    rows.roles.push_back({"node.dpo", "dataskyddsombud", ever});
    rows.roles.push_back({"gavle.dpo", "dataskyddsombud", ever});
    node_.rules.policy = hashed(core::made::policy());
    node_.office.write([&](ports::Transaction& t) { must(t.replace_directory(rows, node_.office.clock.now())); });
  }

  void receive(core::Message message) {
    core::Incoming in{std::move(message), std::nullopt};
    if (in.message.kind == MessageKind::in) in.person = core::made::person();
    node_.office.write([&](ports::Transaction& t) {
      const auto situation = must(t.node_situation(in, "gavle"));
      const auto directory = must(t.directory());
      must(t.store(in, "gavle", core::admit(in, situation, *directory, *node_.rules.policy, "gavle", kToday),
                   node_.office.clock.now()));
    });
  }
  base::Result<Document> why(const char* by) {
    Document arguments = Document().set("key", registration_id(1).text());
    if (by != nullptr) arguments.set("by", by);
    return at_node_.run("why", arguments, [](const Document&) {});
  }
  /// The message kinds that somebody is told of.
  std::vector<std::string> told(const char* by) {
    std::vector<std::string> events;
    const auto all = why(by);
    if (!all) return {all.error().what};
    for (const Document& one : *all->find("rows")->array()) {
      events.emplace_back(one.find("units")->array()->front().text("event"));
    }
    return events;
  }

  Settling engine_of_node_{node_};
  flow::Intake intake_of_node_{node_.around};
  Operations at_node_{
      *node_.office.ledger,
      {node_.facts, intake_of_node_, node_.cooperation},
      node_.codec,
      node_.office.clock,
      engine_of_node_,
      {[](const std::string&) -> base::Result<core::DirectoryRows> { return base::rejected("there is no such file"); },
       [](const std::string&) -> base::Result<std::string> { return base::rejected("there is no such file"); }},
      "0.1.0"};
};

TEST_F(WhyAtTheNode, TheNodesAnswerIsToldToWhoSeesTheRegistrationThere) {
  receive(in_message());
  receive(message(MessageKind::out, day("2026-11-09")));
  for (const char* by : {"maj.lind", "node.dpo"}) EXPECT_THAT(told(by), ElementsAre("in", "out")) << by;
  const Document all = must(why("maj.lind"));
  EXPECT_EQ(row(all).text("source"), "received");
  EXPECT_EQ(row(all).text("registration"), registration_id(1).text());
  EXPECT_EQ(row(all).find("policy")->text("hash"), node_.rules.policy->hash);
  EXPECT_FALSE(row(all).find("facts")->array()->empty());
  EXPECT_THAT(std::string(row(all).find("text")->text("sv")), HasSubstr("uppdrag vid kontoret: ja"));
  EXPECT_THAT(io::to_json(all), Not(HasSubstr(core::made::person().number)));
  const auto unknown = at_node_.run("why", Document().set("key", registration_id(9).text()).set("by", "maj.lind"),
                                    [](const Document&) {});
  ASSERT_FALSE(unknown);
  for (const char* by : {"kalle.nord", "gavle.dpo", "nobody"}) {
    EXPECT_THAT(told(by), ElementsAre(unknown.error().what)) << by << ": not found and not allowed are one answer";
  }
  const auto unasked = at_node_.run("why", Document().set("key", registration_id(9).text()), [](const Document&) {});
  ASSERT_FALSE(unasked);
  EXPECT_THAT(told(nullptr), ElementsAre(unasked.error().what));
  std::vector<std::string> looks;
  must(node_.office.ledger->cases().each_access(registration_id(1), [&](const core::Access& one) -> base::Result<void> {
    looks.push_back(one.user + " " + one.operation);
    return {};
  }));
  EXPECT_THAT(looks, ElementsAre("maj.lind why", "node.dpo why", "maj.lind why"));
}

TEST_F(WhyAtTheNode, AfterAWithdrawalOnlyTheOfficerIsToldAndNoFactOfBefore) {
  receive(in_message());
  receive(message(MessageKind::exit, day("2026-11-10"), "consent_withdrawn"));
  EXPECT_EQ(told("maj.lind").size(), 1U);
  const Document all = must(why("node.dpo"));
  ASSERT_EQ(rows(all), 2U);
  EXPECT_TRUE(row(all).find("facts")->array()->empty());
  EXPECT_EQ(row(all).find("policy")->text("hash"), node_.rules.policy->hash);
}

TEST_F(WhyAtTheNode, ARefusalIsToldToTheOfficerByItsCodes) {
  core::Message unsaid = in_message();
  unsaid.consent_form.clear();
  receive(unsaid);
  const Document all = must(why("node.dpo"));
  ASSERT_EQ(rows(all), 1U);
  EXPECT_THAT(std::string(row(all).find("text")->text("sv")), HasSubstr("person_without_consent"));
  EXPECT_TRUE(row(all).find("facts")->array()->empty());
  EXPECT_THAT(told("maj.lind"), Not(ElementsAre("in")));
}

}  // namespace
}  // namespace gateway::api
