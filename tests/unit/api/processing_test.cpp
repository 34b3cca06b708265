// The register of processing as it is asked for: by whom, of which day, and what it tells of the configuration.
#include "gateway/api/processing.h"

#include <gmock/gmock.h>

#include "gateway/io/json/document_json.h"
#include "tests/unit/api/desk.h"
#include "tests/unit/core/builders.h"

namespace gateway::api {
namespace {

using base::Document;
using core::made::day;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// A gateway or node as a test configures it.
class Configured final : public Engine {
 public:
  base::Result<Document> sync(std::string_view, bool, const Progress&) override { return Document(); }
  base::Result<Document> plugins() override { return described; }
  base::Result<Document> check() override { return Document(); }
  base::Result<Document> mapping_use() override { return Document(); }
  base::Result<Document> reload() override { return Document(); }
  base::Result<void> wait_out_of_hands(const std::vector<std::string>&) override { return {}; }
  flow::Rules rules() const override { return {nullptr, policy, organisation}; }
  bool has_node() const override { return target; }
  Setup setup() const override { return set_up; }

  std::shared_ptr<core::Policy> policy = std::make_shared<core::Policy>();
  std::string organisation = "gavle";
  bool target = true;
  Setup set_up;
  Document described{Document::Array{}};
};

/// Gävle's gateway on 2026-11-21; gavle.dpo has the role to that day.
class ProcessingDesk : public testing::Test {
 protected:
  ProcessingDesk() {
    core::DirectoryRows& rows = ledger_.state.directory;
    const base::Period ever{day("2010-01-01"), std::nullopt};
    rows.organisations = {{"gavle", "Gävle kommun", "municipality", {}},
                          {"af", "Arbetsförmedlingen", "af", {}},
                          {"fk", "Försäkringskassan", "fk", {}}};
    rows.users = {{"gavle.dpo", "Dana Ombud", "gavle"},
                  {"fk.dpo", "Finn Ombud", "fk"},
                  {"maj.lind", "Maj Lind", "gavle"},
                  {"was.dpo", "Var Ombud", "gavle"}};
    rows.roles = {{"gavle.dpo", "dataskyddsombud", {day("2010-01-01"), day("2026-11-21")}},
                  {"was.dpo", "dataskyddsombud", {day("2010-01-01"), day("2026-11-20")}},
                  {"fk.dpo", "dataskyddsombud", ever},
                  {"maj.lind", "deltagaransvarig", ever}};
    engine_.policy->field_lists = {{core::Flow::municipality_to_sus,
                                    {"number", "sex"},
                                    ever,
                                    {},
                                    {"källa", false},
                                    {"uppföljning", "follow-up"},
                                    {"deltagare", "participants"}}};
    engine_.policy->legal_bases = {
        {core::LegalSubject::registration, "114 kap. SFB", {day("2010-01-01"), day("2026-11-21")}, {"SFB", true}}};
    engine_.policy->forms = {core::made::form("FK 9443", {"registration"}, ever)};
    engine_.set_up.systems = {{"accorda", false, true, false, {}}, {"sus", true, false, false, {{"node", true, true}}}};
    engine_.described.add(Document()
                              .set("id", "accorda")
                              .set("role", "source")
                              .set("describe", Document()
                                                   .set("data", Document::Array{Document("person number")})
                                                   .set("purpose", "to register")
                                                   .set("legal_basis", "law")
                                                   .set("retention", "none")));
  }

  base::Result<Document> run(const char* by = "gavle.dpo", const char* date = nullptr) {
    Document arguments = Document().set("by", by);
    if (date != nullptr) arguments.set("date", date);
    return operations_.run("processing", arguments, [](const Document&) {});
  }
  Document answer(const char* by = "gavle.dpo", const char* date = nullptr) {
    auto answered = run(by, date);
    EXPECT_TRUE(answered) << answered.error().what;
    return answered.value_or(Document());
  }
  static std::vector<std::string> texts(const Document& of, const char* list, const char* member) {
    std::vector<std::string> all;
    for (const Document& row : *of.find(list)->array()) all.emplace_back(row.text(member));
    return all;
  }
  static const Document& flow(const Document& of, std::size_t at = 0) { return of.find("flows")->array()->at(at); }

  FakeLedger ledger_;
  Configured engine_;
  FixedClock clock_;
  NoCodec codec_;
  CountingRandom random_;
  flow::Surroundings around_{ledger_, codec_, clock_, random_, [this] { return engine_.rules(); }};
  flow::Facts facts_{around_};
  flow::Intake intake_{around_};
  flow::Cooperation cooperation_{around_};
  Operations operations_{ledger_, {facts_, intake_, cooperation_}, codec_, clock_, engine_, {}, "0.1.0"};
};

TEST_F(ProcessingDesk, IsForTheOwnDataProtectionOfficerAlone) {
  EXPECT_TRUE(run("gavle.dpo"));
  for (const char* by : {"was.dpo", "fk.dpo", "maj.lind", "nobody"})
    expect_refused(run(by), base::Fault::deny, "dataskyddsombud");
  expect_refused(operations_.run("processing", Document().set("date", "2026-11-21"), [](const Document&) {}),
                 base::Fault::reject, "argument by is missing");
  expect_refused(run("gavle.dpo", "2026-02-30"), base::Fault::reject, "date");
}

TEST_F(ProcessingDesk, IsOfTodayWhereNoDayIsAsked) {
  EXPECT_EQ(answer().text("on"), "2026-11-21");
  EXPECT_EQ(flow(answer()).find("basis")->text("text"), "114 kap. SFB");
  const Document later = answer("gavle.dpo", "2026-11-22");
  EXPECT_EQ(later.text("on"), "2026-11-22");
  EXPECT_TRUE(flow(later).find("basis")->is_null());
  EXPECT_THAT(texts(flow(later), "missing", "code"), ElementsAre("legal_basis"));
  EXPECT_THAT(texts(flow(answer()), "missing", "code"), ElementsAre());
}

TEST_F(ProcessingDesk, TellsOfAFlowWhatThePolicySays) {
  const Document all = answer();
  EXPECT_THAT(texts(all, "flows", "flow"), ElementsAre("municipality_to_sus", "agency_to_sus", "sus_to_agency"));
  const Document& one = flow(all);
  EXPECT_EQ(one.find("purpose")->text("sv"), "uppföljning");
  EXPECT_EQ(one.find("persons")->text("en"), "participants");
  EXPECT_THAT(texts(*one.find("fields"), "fields", "field"), ElementsAre("number", "sex"));
  EXPECT_EQ(one.find("fields")->text("source"), "källa");
  EXPECT_THAT(texts(*one.find("recipient"), "organisations", "id"), ElementsAre("fk"));
  EXPECT_THAT(texts(*one.find("consent"), "forms", "name"), ElementsAre("FK 9443"));
  const Document& bare = flow(all, 2);
  EXPECT_THAT(texts(*bare.find("recipient"), "organisations", "id"), ElementsAre("af", "fk"));
  EXPECT_THAT(texts(bare, "missing", "code"), ElementsAre("purpose", "legal_basis", "persons", "field_list"));
  EXPECT_TRUE(bare.find("purpose")->is_null());
}

TEST_F(ProcessingDesk, AGatewayIsItsOwnPartysAndANodeFKs) {
  const auto controllers = [](const Document& all) {
    std::string text;
    for (const Document& one : *all.find("controllers")->array()) {
      const Document& who = *one.find("organisation");
      text += std::string(one.text("of")) + " " + (who.is_null() ? "?" : std::string(who.text("id"))) + ";";
    }
    return text;
  };
  EXPECT_EQ(controllers(answer()), "gateway gavle;");
  engine_.set_up.node = true;
  EXPECT_EQ(controllers(answer()), "gateway gavle;node fk;");
  engine_.set_up.systems.clear();
  EXPECT_EQ(controllers(answer()), "node fk;");
  std::erase_if(ledger_.state.directory.organisations, [](const auto& one) { return one.id == "fk"; });
  std::erase_if(ledger_.state.directory.users, [](const auto& one) { return one.organisation == "fk"; });
  std::erase_if(ledger_.state.directory.roles, [](const auto& one) { return one.user == "fk.dpo"; });
  const Document nobody = answer();
  EXPECT_EQ(controllers(nobody), "node ?;");
  EXPECT_EQ(texts(nobody, "missing", "code").front(), "controller");
}

TEST_F(ProcessingDesk, ProtectionIsTheConfigurations) {
  const auto holds = [this](std::string_view code) {
    std::string all;
    const Document answered = answer();
    for (const Document& row : *answered.find("protection")->array()) {
      if (row.text("code") == code) all += *row.find("holds")->boolean() ? '+' : '-';
    }
    return all;
  };
  EXPECT_EQ(holds("transport"), "+");
  EXPECT_EQ(holds("isolation"), "+-") << "the target runs in the gateway's own process";
  EXPECT_EQ(holds("keys"), "-");
  engine_.set_up.systems[1].endpoints[0].encrypted = false;
  EXPECT_EQ(holds("transport"), "-");
  engine_.set_up.keys_apart = true;
  EXPECT_EQ(holds("keys"), "+");
  engine_.set_up.systems[0].own_network = true;
  EXPECT_EQ(holds("isolation"), "+--");
  engine_.set_up.node = true;
  EXPECT_EQ(holds("transport"), "-+");
}

TEST_F(ProcessingDesk, WhatNobodyHasSaidIsToldAsMissing) {
  EXPECT_THAT(texts(answer(), "missing", "code"),
              ElementsAre("contact_details", "third_country", "registered_time", "retention", "retention", "retention",
                          "retention", "counting", "system"));
  const base::Period ever{day("2010-01-01"), std::nullopt};
  for (const auto what : {core::Kept::rejected, core::Kept::parked, core::Kept::files, core::Kept::looks})
    engine_.policy->retention.push_back({what, std::chrono::days(3), ever, {"beslut", true}});
  engine_.policy->counting = {{12, 31, ever, {}}};
  engine_.set_up.systems.pop_back();
  const Document told = answer();
  EXPECT_THAT(texts(told, "missing", "code"), ElementsAre("contact_details", "third_country", "registered_time"));
  EXPECT_THAT(texts(told, "kept", "what"),
              ElementsAre("registered", "rejected", "parked", "files", "looks", "counted"));
  EXPECT_EQ(told.find("kept")->array()->at(1).integer_or("days", 0), 3);
  EXPECT_EQ(told.find("kept")->array()->at(5).text("closes"), "12-31");
  EXPECT_EQ(told.find("systems")->array()->at(0).find("says")->text("purpose"), "to register");
}

TEST_F(ProcessingDesk, NamesNobody) {
  const std::string text = io::to_json(answer());
  for (const core::User& user : ledger_.state.directory.users) {
    EXPECT_THAT(text, Not(HasSubstr(user.name)));
    EXPECT_THAT(text, Not(HasSubstr(user.id)));
  }
}

}  // namespace
}  // namespace gateway::api
