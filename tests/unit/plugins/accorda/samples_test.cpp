#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>

#include "tests/unit/plugins/accorda/delivery.h"

namespace accorda {
namespace {

namespace fs = std::filesystem;

/// The two municipalities' exports that lie beside the source tree; not everybody has them.
class Samples : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(samples_)) GTEST_SKIP() << "no samples in " << samples_;
  }

  std::vector<nlohmann::json> read(const std::string& mapping, const std::string& folder) {
    for (const auto& entry : fs::directory_iterator(samples_ / folder)) {
      if (entry.path().extension() == ".csv") fs::copy_file(entry.path(), host_.root() / entry.path().filename());
    }
    const auto pages = read_all(host_, settings_in("config/mappings/" + mapping));
    raw_ = pages.all;
    EXPECT_LE(pages.largest, 256U);
    const auto all = parsed(pages.all);
    EXPECT_EQ(all.front()["state"], "begun");
    EXPECT_EQ(all.back()["state"], "complete") << all.back();
    EXPECT_FALSE(all.back().contains("faults")) << all.back();
    return participations(pages.all);
  }

  static std::map<std::string, int> count(const std::vector<nlohmann::json>& records,
                                          const nlohmann::json::json_pointer& at) {
    std::map<std::string, int> counts;
    for (const auto& record : records) ++counts[record.contains(at) ? record[at].get<std::string>() : ""];
    return counts;
  }

  void expect_nowhere(const std::vector<std::string>& canaries) {
    for (const auto& record : raw_) {
      for (const auto& canary : canaries) EXPECT_EQ(record.find(canary), std::string::npos) << canary;
    }
    EXPECT_EQ(host_.logged, "");
  }

  const fs::path samples_ = fs::path(GATEWAY_SOURCE_DIR) / "../shared/samples";
  FolderHost host_;
  std::vector<std::string> raw_;
};

using Pointer = nlohmann::json::json_pointer;

TEST_F(Samples, KommunAGives125ParticipationsOf120Persons) {
  const auto records = read("accorda-kommun-a.toml", "kommun-a/dag-1");
  ASSERT_EQ(records.size(), 125U);
  EXPECT_EQ(count(records, Pointer("/person/local_id")).size(), 120U);
  for (const auto& record : records) EXPECT_FALSE(record.contains("faults")) << record["faults"];
  EXPECT_EQ(count(records, Pointer("/consent/answer")),
            (std::map<std::string, int>{{"given", 74}, {"declined", 6}, {"none", 45}}));
  const auto protection = count(records, Pointer("/person/protection"));
  EXPECT_EQ(protection.at("unknown"), 1);
  EXPECT_EQ(protection.at("marked"), 4);
  EXPECT_EQ(count(records, Pointer("/beslut/insats")).at("Arbetsprövning"), 6);
  EXPECT_EQ(count(records, Pointer("/signature")),
            (std::map<std::string, int>{{"KNO", 3}, {"MLI", 72}, {"KEK", 49}, {"XYZ", 1}}));
}

TEST_F(Samples, KommunAJoinsSixFilesIntoOneRecord) {
  const auto records = read("accorda-kommun-a.toml", "kommun-a/dag-1");
  const auto& record = records.at(4);
  EXPECT_EQ(record["key"], "I10005-1");
  EXPECT_EQ(record["position"], (nlohmann::json{{"file", "insatser.csv"}, {"line", 6}}));
  EXPECT_EQ(record["person"], (nlohmann::json{{"number", "19950902-2381"},
                                              {"given_name", "Zaïda"},
                                              {"family_name", "Ek"},
                                              {"local_id", "10005"},
                                              {"sex", "woman"},
                                              {"protection", "none"}}));
  EXPECT_EQ(record["beslut"],
            (nlohmann::json{{"beslut", "ARB"}, {"ordered_by", "Försörjningsstöd"}, {"insats", "Arbetsträning"}}));
  EXPECT_EQ(record["consent"], (nlohmann::json{{"form", "FK 9443"}, {"answer", "given"}, {"date", "2026-02-18"}}));
  EXPECT_EQ(record["start"], "2026-02-23");
  EXPECT_EQ(record["end"], "2026-05-24");
  EXPECT_EQ(record["own_consent"], true);
  EXPECT_EQ(record["answers"], (nlohmann::json{{"education", "grundskola"},
                                               {"income_source_before", "sjukpenning"},
                                               {"end_reason", "fullfoljd"},
                                               {"income_source_after", "studiemedel"},
                                               {"employment_after", "studier"}}));
  EXPECT_FALSE(record.contains("derived_key"));
}

TEST_F(Samples, KommunADayTwoCarriesWithdrawals) {
  const auto records = read("accorda-kommun-a.toml", "kommun-a/dag-2");
  EXPECT_EQ(records.size(), 124U);
  int withdrawn = 0;
  for (const auto& record : records) {
    withdrawn += record["consent"].contains("withdrawn");
    if (record["key"] == "I10010-1") {
      EXPECT_EQ(record["consent"]["withdrawn"], "2026-04-19");
    }
  }
  EXPECT_EQ(withdrawn, 3);
}

TEST_F(Samples, KommunAKeepsNotesAndPlacementsToItself) {
  read("accorda-kommun-a.toml", "kommun-a/dag-1");
  expect_nowhere({"Mår dåligt", "vill ej prata", "Parkenheten", "Café", "Återbruket", "212000-2510", "ons 9-12",
                  "fre ledig", "P10001"});
}

TEST_F(Samples, KommunBGivesTheSameFromOneWideFile) {
  const auto records = read("accorda-kommun-b.toml", "kommun-b");
  ASSERT_EQ(records.size(), 125U);
  for (const auto& record : records) {
    EXPECT_FALSE(record.contains("faults")) << record["faults"];
    EXPECT_EQ(record["derived_key"], true);
  }
  EXPECT_EQ(count(records, Pointer("/person/number")).size(), 120U);
  EXPECT_EQ(count(records, Pointer("/key")).size(), 125U);
  EXPECT_EQ(count(records, Pointer("/consent/answer")),
            (std::map<std::string, int>{{"given", 74}, {"declined", 6}, {"none", 45}}));
  EXPECT_EQ(count(records, Pointer("/person/protection")),
            (std::map<std::string, int>{{"none", 120}, {"marked", 4}, {"unknown", 1}}));
  EXPECT_EQ(count(records, Pointer("/person/sex")), (std::map<std::string, int>{{"man", 73}, {"woman", 52}}));
  const auto& second = records.at(1);
  EXPECT_EQ(second["key"], "9301272382|social träning|2026-07-29");
  EXPECT_EQ(second["position"]["line"], 4);
  EXPECT_EQ(second["person"]["family_name"], "Lindqvist");
  EXPECT_EQ(second["person"]["given_name"], "Ylva");
  EXPECT_EQ(second["consent"], (nlohmann::json{{"form", "FK 9443"}, {"answer", "given"}, {"date", "2026-07-26"}}));
  EXPECT_EQ(second["end"], "2026-10-27");
  EXPECT_EQ(second["answers"],
            (nlohmann::json{
                {"end_reason", "flytt"}, {"income_source_after", "studiemedel"}, {"employment_after", "studier"}}));
  EXPECT_EQ(records.at(0)["consent"], (nlohmann::json{{"answer", "none"}}));
}

TEST_F(Samples, KommunBKeepsJournalAndPlacementsToItself) {
  read("accorda-kommun-b.toml", "kommun-b");
  expect_nowhere({"Fritext", "citat", "radbrytning", "Parkenheten", "Café", "Återbruket", "162120002510"});
}

}  // namespace
}  // namespace accorda
