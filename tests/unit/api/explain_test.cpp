#include <gtest/gtest.h>

#include "gateway/api/operations.h"
#include "gateway/io/json/codec.h"
#include "gateway/io/json/document_json.h"
#include "tests/unit/io/store/office.h"

namespace gateway::api {
namespace {

using namespace io::made;
using base::Document;

/// A process that has rules and does nothing.
class RulesOnly final : public Engine {
 public:
  base::Result<Document> sync(std::string_view, bool, const Progress&) override { return Document(); }
  base::Result<Document> plugins() override { return Document(); }
  base::Result<Document> check() override { return Document(); }
  base::Result<Document> mapping_use() override { return Document(); }
  base::Result<Document> reload() override { return Document(); }
  base::Result<void> wait_out_of_hands(const std::vector<std::string>&) override { return {}; }
  flow::Rules rules() const override { return given; }

  flow::Rules given;
};

class ChanceOf final : public ports::Random {
 public:
  base::RegistrationId registration() override { return {}; }
  double fraction() override { return 0; }
};

class Explained : public testing::Test {
 protected:
  Explained() {
    core::Policy policy = office_.world.policy;
    engine_.given.policy = std::make_shared<const core::Policy>(policy);
  }
  base::Result<Document> run(std::string_view operation, const Document& arguments) {
    return operations_.run(operation, arguments, [](const Document&) {});
  }

  Office office_;
  RulesOnly engine_;
  io::JsonCodec codec_;
  ChanceOf random_;
  flow::Surroundings around_{*office_.ledger, codec_, office_.clock, random_, [this] { return engine_.given; }};
  flow::Facts facts_{around_};
  flow::Intake intake_{around_};
  flow::Cooperation cooperation_{around_};
  Operations operations_{
      *office_.ledger,
      {facts_, intake_, cooperation_},
      codec_,
      office_.clock,
      engine_,
      {[](const std::string&) -> base::Result<core::DirectoryRows> { return base::rejected("there is no such file"); },
       [](const std::string&) -> base::Result<std::string> { return base::rejected("there is no such file"); }},
      "0.1.0"};
};

TEST_F(Explained, WhyTellsRuleFactsPolicyAndRemedyWithoutPersonalData) {
  core::Participation record = participation();
  record.signature = "NOBODY";
  office_.take({record});
  const auto why = run("why", Document().set("key", "I-1"));
  ASSERT_TRUE(why) << why.error().what;
  EXPECT_EQ(why->text("asked"), "I-1");
  const Document& row = why->find("rows")->array()->front();
  const Document& unit = row.find("units")->array()->front();
  EXPECT_EQ(unit.find("reasons")->array()->front().text("code"), "signature_unknown");
  EXPECT_NE(row.find("text")->text("sv").find("Koppla signaturen"), std::string::npos);
  EXPECT_NE(row.find("text")->text("en").find("Tie the signature"), std::string::npos);
  const std::string all = io::to_json(*why);
  for (const std::string& person : {record.number, record.given_name, record.family_name}) {
    EXPECT_EQ(all.find(person), std::string::npos);
  }
}

TEST_F(Explained, WhyIsAskedByRegistrationToo) {
  office_.take({participation()});
  const auto by_key = run("why", Document().set("key", "I-1").set("source", "accorda"));
  ASSERT_TRUE(by_key) << by_key.error().what;
  const std::string id(by_key->find("rows")->array()->front().text("registration"));
  const auto by_id = run("why", Document().set("key", id));
  ASSERT_TRUE(by_id) << by_id.error().what;
  EXPECT_EQ(*by_id->find("rows"), *by_key->find("rows"));
}

TEST_F(Explained, WhyOfAnUnknownKeyIsRefusedWithoutRepeatingIt) {
  const auto why = run("why", Document().set("key", "I-77"));
  ASSERT_FALSE(why);
  EXPECT_EQ(why.error().fault, base::Fault::reject);
  EXPECT_EQ(why.error().what.find("I-77"), std::string::npos);
}

class WhyOfTotals : public Explained {
 protected:
  WhyOfTotals() {
    core::Participation declined = participation();
    declined.consent.answer = core::ConsentAnswer::declined;
    office_.take({declined});
  }
  Document why(const std::string& key) {
    const auto told = run("why", Document().set("key", key));
    return told ? told->find("rows")->array()->front() : Document();
  }
  static const Document& unit(const Document& row) { return row.find("units")->array()->front(); }
  /// What is on its way is settled so; its number in the queue.
  std::int64_t settled(core::Admitted admitted, std::vector<core::Reason> reasons = {}) {
    const auto due = office_.due();
    EXPECT_EQ(due.size(), 1U);
    office_.hand(due.at(0).sequence);
    office_.settle(due.at(0).sequence, admitted, std::move(reasons));
    return due.at(0).sequence;
  }
  static std::string lines(const Document& row, const char* language) {
    return std::string(row.find("text")->text(language));
  }
};

TEST_F(WhyOfTotals, TellsFiguresRuleWhatWouldChangeItAndHowFarItHasCome) {
  const std::string key = must(office_.ledger->totals()).at(0).insats + "/2026";
  EXPECT_EQ(unit(why(key)).text("outcome"), "waiting") << "nothing of it has been queued";
  const std::int64_t number = settled(core::Admitted::accepted);
  const Document told = why(key);
  EXPECT_EQ(told.text("source"), "totals");
  EXPECT_EQ(unit(told).text("event"), "totals");
  EXPECT_EQ(unit(told).text("outcome"), "accepted");
  EXPECT_EQ(told.find("totals")->integer_or("women", 0) + told.find("totals")->integer_or("men", 0), 1);
  EXPECT_EQ(told.find("facts")->array()->size(), 3U);
  EXPECT_NE(lines(told, "sv").find("summor: godkänd"), std::string::npos) << lines(told, "sv");
  EXPECT_NE(lines(told, "sv").find("→ Summan ändras av sig själv"), std::string::npos);
  EXPECT_NE(lines(told, "en").find("counted without personal data"), std::string::npos);
  EXPECT_EQ(why(std::to_string(number)), told) << "by its message's number in the queue";
  EXPECT_EQ(io::to_json(told).find(participation().number), std::string::npos);
  for (const char* other : {"/2025", "/", "", "/2026/1"}) {
    EXPECT_FALSE(run("why", Document().set("key", key.substr(0, key.find('/')) + other))) << other;
  }
  EXPECT_FALSE(run("why", Document().set("key", key).set("source", "accorda"))) << "another source's";
}

TEST_F(WhyOfTotals, ThatTheNodeRefusedSaysWhy) {
  const std::string key = must(office_.ledger->totals()).at(0).insats + "/2026";
  settled(core::Admitted::rejected, {{core::Code::insats_unknown, "x"}});
  EXPECT_EQ(unit(why(key)).text("outcome"), "rejected");
  EXPECT_EQ(unit(why(key)).find("reasons")->array()->front().text("code"), "insats_unknown");
}

TEST_F(Explained, WhyOfNumbersThatAreNoTotalsOrSetsTellsNothing) {
  office_.take({participation()});
  const std::int64_t number = must(office_.ledger->queue(false, 0)).at(0).sequence;
  EXPECT_FALSE(run("why", Document().set("key", std::to_string(number)))) << "a local id may look like it";
}

TEST_F(Explained, CatalogueListsTodaysActivitiesOrTheirDifferences) {
  EXPECT_FALSE(run("catalogue", Document(Document::Object{})));
  core::Catalogue catalogue;
  const base::Period valid{kToday, kToday};
  const base::Period over{kToday - days(9), kToday - days(1)};
  using core::ActivityKind;
  catalogue.definitions = {{ActivityKind::preparatory, "N", "D", "C", "O", {"AF"}, valid, {"s", false}}};
  catalogue.activities = {{"X", "a", ActivityKind::preparatory, "O", {"AF"}, valid, {"s", false}},
                          {"x", "b", ActivityKind::work_oriented, "O", {"AF"}, valid, {"s", true}},
                          {"Y", "a", ActivityKind::preparatory, "O", {"AF"}, valid, {"s", false}},
                          {"Y", "b", ActivityKind::work_oriented, "O", {"AF"}, over, {"s", false}}};
  catalogue.fields = {{{core::Field::works_before}, "inom en vecka", "within a week", valid, {"s", false}},
                      {{core::Field::works_before}, "inom en månad", "within a month", over, {"s", false}}};
  engine_.given.catalogue = std::make_shared<const core::Catalogue>(catalogue);
  const auto all = run("catalogue", Document(Document::Object{}));
  ASSERT_TRUE(all) << all.error().what;
  EXPECT_EQ(all->integer_or("count", 0), 3);
  EXPECT_EQ(all->find("definitions")->array()->size(), 1U);
  ASSERT_EQ(all->find("fields")->array()->size(), 1U) << "what was meant before is not told";
  EXPECT_EQ(all->find("fields")->array()->front().find("definition")->text("sv"), "inom en vecka");
  EXPECT_EQ(*all->find("fields")->array()->front().find("fields")->array()->front().string(), "works_before");
  const auto differing = run("catalogue", Document().set("differences", true));
  ASSERT_TRUE(differing) << differing.error().what;
  ASSERT_EQ(differing->integer_or("count", 0), 2);
  const Document& row = differing->find("rows")->array()->at(1);
  EXPECT_EQ(row.text("office"), "b");
  EXPECT_EQ(row.find("kind")->text("sv"), "arbetslivsinriktad");
}

}  // namespace
}  // namespace gateway::api
