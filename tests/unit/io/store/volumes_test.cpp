// Volume figures in a real ledger, and the form of cooperation that a directory names.
#include <gmock/gmock.h>

#include "gateway/io/store/values.h"
#include "tests/unit/io/store/office.h"

namespace gateway::io {
namespace {

using namespace made;
using testing::ElementsAre;
using testing::SizeIs;

class Volumes : public testing::Test {
 protected:
  bool keep(std::int64_t women, std::int64_t men, const std::string& insats = "open_house", int year = 2026) {
    bool kept = false;
    office.write([&](ports::Transaction& t) {
      kept = must(t.keep_volume({{insats, year, women, men}, "ines", office.clock.now()}));
    });
    return kept;
  }
  std::vector<core::KeptVolume> volumes(bool earlier = false) {
    std::vector<core::KeptVolume> all;
    office.write([&](ports::Transaction& t) { all = must(t.volumes(earlier)); });
    return all;
  }
  bool individuals(const std::string& insats, int year = 2026) {
    bool there = false;
    office.write([&](ports::Transaction& t) { there = must(t.counted_individually(insats, year)); });
    return there;
  }
  /// What leaves: women, men and version of each total.
  std::vector<std::string> totals() {
    std::vector<std::string> all;
    for (const core::Message& one : office.deliver()) {
      if (one.kind != core::MessageKind::totals) continue;
      all.push_back(std::to_string(one.totals.women) + " " + std::to_string(one.totals.men) + " version " +
                    std::to_string(one.totals.version));
    }
    return all;
  }

  Office office;
};

TEST_F(Volumes, LeaveAsTotalsAndACorrectionIsANewTotal) {
  EXPECT_TRUE(keep(12, 9));
  EXPECT_FALSE(volumes().front().sent);
  EXPECT_THAT(totals(), ElementsAre("12 9 version 1"));
  EXPECT_TRUE(volumes().front().sent);
  EXPECT_TRUE(keep(11, 9));
  EXPECT_FALSE(volumes().front().sent);
  EXPECT_THAT(totals(), SizeIs(0)) << "at most daily";
  office.clock.on(24h);
  EXPECT_THAT(totals(), ElementsAre("11 9 version 2"));
  EXPECT_FALSE(keep(11, 9)) << "the same says nothing new";
  office.clock.on(24h);
  EXPECT_THAT(totals(), SizeIs(0));
  EXPECT_TRUE(keep(0, 0));
  EXPECT_THAT(totals(), ElementsAre("0 0 version 3"));
}

TEST_F(Volumes, AreKeptWithWhoAndWhenTheNewestFirst) {
  keep(12, 9);
  office.clock.on(1h);
  keep(11, 9);
  keep(3, 4, "open_house", 2025);
  ASSERT_THAT(volumes(), SizeIs(2));
  const auto all = volumes(true);
  ASSERT_THAT(all, SizeIs(3));
  EXPECT_EQ(all[0].figure, (core::Volume{"open_house", 2025, 3, 4}));
  EXPECT_EQ(all[1].figure, (core::Volume{"open_house", 2026, 11, 9}));
  EXPECT_TRUE(all[1].newest);
  EXPECT_EQ(all[1].by, "ines");
  EXPECT_EQ(all[1].at, office.clock.now());
  EXPECT_FALSE(all[2].newest);
  EXPECT_EQ(all[2].figure.women, 12);
  store::Database database(office.folder.config().database, store::Database::Mode::read_write);
  store::Query audit = database.query("SELECT codes FROM audit WHERE kind = 'volume' ORDER BY sequence LIMIT 1");
  ASSERT_TRUE(audit.step());
  EXPECT_EQ(audit.text(0), "open_house 2026 women 12 men 9 by ines");
}

TEST_F(Volumes, StandBesideNobodyWhoIsRegisteredOrCounted) {
  EXPECT_FALSE(individuals("training"));
  office.take({participation()});
  EXPECT_TRUE(individuals("training")) << "by name";
  EXPECT_FALSE(individuals("training", 2025));
  EXPECT_FALSE(individuals("training", 2027));
  EXPECT_FALSE(individuals("social"));
  core::Participation declined = of("I-2", "1988-03-04");
  declined.insats = "Social träning";
  declined.consent = {core::ConsentAnswer::declined, "SUS 2024", kStart, std::nullopt};
  office.take({declined});
  EXPECT_TRUE(individuals("social")) << "without a name";
  EXPECT_FALSE(individuals("open_house"));
  keep(12, 9);
  EXPECT_FALSE(individuals("open_house")) << "a volume can be corrected";
}

TEST_F(Volumes, AndWhoeverIsCountedLaterStandInOneTotal) {
  keep(12, 9, "training");
  core::Participation declined = participation();
  declined.consent = {core::ConsentAnswer::declined, "SUS 2024", kStart, std::nullopt};
  office.take({declined});
  EXPECT_THAT(totals(), ElementsAre("13 9 version 2"));
  keep(10, 9, "training");
  office.clock.on(24h);
  EXPECT_THAT(totals(), ElementsAre("11 9 version 3"));
}

TEST(DirectoryInTheLedger, KeepsTheFormOfACooperation) {
  core::DirectoryRows rows = core::made::rows();
  rows.cooperations[0].form = "finsam-counts";
  EXPECT_EQ(store::unpack_directory(store::pack(rows)).cooperations[0].form, "finsam-counts");
}

}  // namespace
}  // namespace gateway::io
