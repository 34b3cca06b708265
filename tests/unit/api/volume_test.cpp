// Volume figures by command, in a real ledger.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/api/desk.h"
#include "tests/unit/core/assignment/staffed.h"
#include "tests/unit/io/config/scratch.h"
#include "tests/unit/io/store/office.h"

namespace gateway::api {
namespace {

class VolumeDesk : public testing::Test {
 protected:
  using Document = base::Document;

  VolumeDesk() {
    office_.write([&](ports::Transaction& t) {
      io::made::must(t.replace_directory(core::made::staffed_rows(), office_.clock.now()));
    });
  }

  base::Result<Document> run(const char* operation, const Document& arguments) {
    return operations_.run(operation, arguments, [](const Document&) {});
  }
  static Document figure(const char* insats = "open_house", int year = 2026, int women = 12, const char* by = "ines") {
    return Document().set("insats", insats).set("year", year).set("women", women).set("men", 9).set("by", by);
  }
  base::Result<Document> file(const std::string& rows) {
    return run("volume.set", Document().set("file", scratch_.write("v.toml",
                                                                   "schema = 'gateway.volume-set/1'\n"
                                                                   "by = 'ines'\n" +
                                                                       rows)));
  }
  std::size_t kept() { return run("volume.list", Document(Document::Object{}))->find("rows")->array()->size(); }
  static std::string codes(const Document& answer) {
    std::string all;
    for (const Document& row : *answer.find("faults")->array()) {
      all += std::to_string(row.integer_or("row", 0)) + " " + std::string(row.text("code")) + ";";
    }
    return all;
  }

  io::made::Office office_;
  FakeEngine engine_;
  NoCodec codec_;
  CountingRandom random_;
  flow::Surroundings around_{*office_.ledger, codec_, office_.clock, random_, [this] { return engine_.rules(); }};
  flow::Facts facts_{around_};
  flow::Intake intake_{around_};
  flow::Cooperation cooperation_{around_};
  Operations operations_{*office_.ledger, {facts_, intake_, cooperation_}, codec_, office_.clock, engine_, {}, "0.1.0"};
  io::Scratch scratch_;
};

TEST_F(VolumeDesk, AFigureIsSavedAndListedWithWhoAndWhen) {
  const auto tried = run("volume.set", figure().set("dry_run", true));
  ASSERT_TRUE(tried) << tried.error().what;
  EXPECT_EQ(*tried->find("saved")->boolean(), false);
  EXPECT_EQ(kept(), 0U);
  const auto saved = run("volume.set", figure());
  ASSERT_TRUE(saved) << saved.error().what;
  EXPECT_EQ(*saved->find("saved")->boolean(), true);
  const auto list = run("volume.list", Document().set("insats", "open_house"));
  const Document& row = list->find("rows")->array()->front();
  EXPECT_EQ(row.integer_or("women", 0), 12);
  EXPECT_EQ(row.text("by"), "ines");
  EXPECT_EQ(row.text("at"), base::text(office_.clock.now()));
  EXPECT_EQ(run("volume.list", Document().set("insats", "another"))->integer_or("count", 1), 0);
  ASSERT_TRUE(run("volume.set", figure("open_house", 2026, 11)));
  EXPECT_EQ(kept(), 1U);
  EXPECT_EQ(run("volume.list", Document().set("all", true))->integer_or("count", 0), 2);
}

TEST_F(VolumeDesk, ARefusedFigureSavesNothing) {
  const auto refused = run("volume.set", figure("open_house", 2026, 12, "maj.lind"));
  ASSERT_TRUE(refused) << refused.error().what;
  EXPECT_EQ(codes(*refused), "1 volume_not_yours;");
  EXPECT_EQ(*refused->find("saved")->boolean(), false);
  EXPECT_EQ(codes(*run("volume.set", figure("training"))), "1 volume_of_named;");
  EXPECT_EQ(kept(), 0U);
}

TEST_F(VolumeDesk, AFigureOfAYearThatTheLedgerHasClosedStands) {
  ASSERT_TRUE(run("volume.set", figure()));
  io::made::must(office_.ledger->close_years(2026, office_.clock.now()));
  EXPECT_EQ(codes(*run("volume.set", figure("open_house", 2026, 11))), "1 counting_year_closed;");
  EXPECT_EQ(run("volume.list", Document().set("all", true))->integer_or("count", 0), 1);
}

TEST_F(VolumeDesk, AFileIsSavedWholeOrNotAtAll) {
  const std::string good = "[[volume]]\ninsats = 'open_house'\nyear = 2026\nwomen = 1\nmen = 2\n";
  const std::string bad = "[[volume]]\ninsats = 'training'\nyear = 2026\nwomen = 1\nmen = 2\n";
  EXPECT_EQ(codes(*file(good + bad)), "2 volume_of_named;");
  EXPECT_EQ(kept(), 0U);
  ASSERT_TRUE(*file(good)->find("saved")->boolean());
  EXPECT_EQ(kept(), 1U);
}

TEST_F(VolumeDesk, ArgumentsAreAllOrAFile) {
  Document without = Document().set("insats", "open_house").set("year", 2026).set("women", 1).set("by", "ines");
  expect_refused(run("volume.set", without), base::Fault::reject, "argument men is missing");
  expect_refused(run("volume.set", without.set("men", -1)), base::Fault::reject, "men");
  expect_refused(run("volume.set", figure().set("file", "v.toml")), base::Fault::reject, "stands in the file");
}

}  // namespace
}  // namespace gateway::api
