#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/unit/plugins/accorda/delivery.h"

namespace accorda {
namespace {

namespace fs = std::filesystem;

const fs::path kSamples = fs::path(GATEWAY_SOURCE_DIR) / "contracts/samples/accorda";

nlohmann::json read_json(const fs::path& path) {
  std::ifstream file(path);
  return nlohmann::json::parse(file, nullptr, false);
}

/// What a drop folder with these files gives under a mapping; nothing unmapped may come through.
std::vector<nlohmann::json> read(FolderHost& host, const std::string& mapping) {
  const auto pages = read_all(host, settings_in(mapping));
  for (const auto& record : pages.all) EXPECT_EQ(record.find("CANARY"), std::string::npos) << record;
  EXPECT_EQ(host.logged.find("CANARY"), std::string::npos);
  return parsed(pages.all);
}

class Valid : public testing::TestWithParam<std::string> {};

TEST_P(Valid, GivesExactlyTheExpectedRecords) {
  FolderHost host;
  const auto folder = kSamples / "valid" / GetParam();
  fs::copy(folder / "drop", host.root(), fs::copy_options::recursive);
  auto records = read(host, "contracts/samples/accorda/valid/" + GetParam() + "/mapping.toml");
  for (auto& record : records) {
    if (record["schema"] == "gateway.set/1") record.erase("set");
  }
  const auto expected = read_json(folder / "expected.json");
  if (const auto* write = std::getenv("ACCORDA_WRITE_SAMPLES"); write != nullptr) {
    std::ofstream(std::string(write) + "/" + GetParam() + ".json") << nlohmann::json(records).dump(2) << "\n";
  }
  EXPECT_EQ(nlohmann::json(records), expected);
}

INSTANTIATE_TEST_SUITE_P(ContractSamples, Valid,
                         testing::Values("tre-filer", "mapp-per-leverans", "posttyper", "bred-per-person",
                                         "xml-enligt-schema", "xml-nastlad"),
                         [](const auto& sample) {
                           auto name = sample.param;
                           std::erase(name, '-');
                           return name;
                         });

/// Each file of a folder alone, under the folder's mapping, against its expected.json.
void expect_answers(const std::string& folder, const std::string& extension) {
  const auto samples = kSamples / folder;
  auto answers = nlohmann::json::object();
  for (const auto& entry : fs::directory_iterator(samples)) {
    if (entry.path().extension() != extension) continue;
    FolderHost host;
    fs::copy_file(entry.path(), host.root() / entry.path().filename());
    const auto records = read(host, "contracts/samples/accorda/" + folder + "/mapping.toml");
    auto& answer = answers[entry.path().filename().string()];
    answer["state"] = records.back()["state"];
    if (records.back().contains("faults")) answer["set_faults"] = records.back()["faults"];
    for (const auto& record : records) {
      if (record.contains("faults") && record.contains("key")) {
        answer["record_faults"][record["key"].get<std::string>()] = record["faults"];
      }
    }
    EXPECT_EQ(host.names(answer["state"] == "failed" ? "failed" : "done").size(), 1U);
  }
  if (const auto* write = std::getenv("ACCORDA_WRITE_SAMPLES"); write != nullptr) {
    std::ofstream(std::string(write) + "/" + folder + ".json") << answers.dump(2) << "\n";
  }
  EXPECT_EQ(answers, read_json(samples / "expected.json"));
}

TEST(Invalid, EachFileIsAnsweredAsExpected) {
  expect_answers("invalid", ".csv");
}

TEST(Invalid, EachXmlFileIsAnsweredAsExpected) {
  expect_answers("invalid-xml", ".xml");
}

}  // namespace
}  // namespace accorda
