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
