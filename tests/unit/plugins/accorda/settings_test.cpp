#include "plugins/accorda/settings.h"

#include <gtest/gtest.h>

#include "plugins/sdk/outcome.h"
#include "tests/unit/plugins/accorda/delivery.h"

namespace accorda {
namespace {

std::string refusal(const nlohmann::json& settings) {
  try {
    static_cast<void>(Settings::parse(settings.dump()));
  } catch (const sdk::Failure& failure) {
    return failure.outcome().answer == sdk::Answer::reject ? failure.what() : "not a rejection";
  }
  return "";
}

/// Spoils one value of good settings and expects the complaint to begin with `path`.
void expect_fault(const std::string& pointer, const nlohmann::json& value, const std::string& path) {
  auto settings = two_files();
  settings[nlohmann::json::json_pointer(pointer)] = value;
  EXPECT_EQ(refusal(settings).substr(0, path.size() + 2), path + ": ") << refusal(settings);
}

TEST(Settings, GoodOnesAreTaken) {
  EXPECT_EQ(refusal(two_files()), "");
  const auto settings = Settings::parse(two_files().dump());
  EXPECT_TRUE(settings.files[0].primary);
  EXPECT_TRUE(settings.files[1].join->required);
  EXPECT_EQ(settings.files[1].csv.delimiter, ';');
}

TEST(Settings, EveryExampleInConfigIsTaken) {
  for (const auto* name : {"accorda-kommun-a", "accorda-kommun-b", "accorda-demo", "accorda-demo-xml"}) {
    EXPECT_EQ(refusal(settings_in("config/mappings/" + std::string(name) + ".toml")), "") << name;
  }
}

TEST(Settings, FaultsNameTheirPath) {
  expect_fault("/files/0/columns/start", 1.5, "files[0].columns.start");
  expect_fault("/files/0/columns/begin", "From", "files[0].columns.begin");
  expect_fault("/files/0/colour", "red", "files[0].colour");
  expect_fault("/files/0/pattern", "", "files[0].pattern");
  expect_fault("/files/1/name", "insatser", "files[1].name");
  expect_fault("/files/1/join/with", "nobody", "files[1].join.with");
  expect_fault("/files/1/join/with_columns", {"A", "B"}, "files[1].join.with_columns");
  expect_fault("/files/1/join/compare", "sound", "files[1].join.compare");
  expect_fault("/files/1/encoding", "ebcdic", "files[1].encoding");
  expect_fault("/format/delimiter", ";;", "format.delimiter");
  expect_fault("/format/dates", {"YYYY-MM-DD", "MM-DD"}, "format.dates[1]");
  expect_fault("/format/preamble_lines", -1, "format.preamble_lines");
  expect_fault("/sets/layout", "heap", "sets.layout");
  expect_fault("/constants/protection", "none", "constants.protection");
  expect_fault("/files/0/columns/insats", {{"column", "A"}, {"split", {{"regex", "("}}}},
               "files[0].columns.insats.split.regex");
  expect_fault("/files/0/columns/insats", {{"text", "{A"}}, "files[0].columns.insats.text");
  expect_fault("/files/1/columns/sex", {{"column", "Kön"}, {"values", {{"M", "male"}}}}, "files[1].columns.sex.values");
  expect_fault("/files/1/columns/education", "Utb", "files[1].columns.education");
  expect_fault("/files/1/columns/insats", "Insats", "files[1].columns.insats");
  expect_fault("/files/1/pick", {{"order", "latest"}}, "files[1].pick");
}

TEST(Settings, M_AMappingWithoutProtectionColumnDoesNotStart) {
  auto settings = two_files();
  settings["files"][1]["columns"].erase("protection");
  EXPECT_EQ(refusal(settings),
            "files: no column is mapped to \"protection\": a mapping without a protection column (sekretess, skyddade "
            "uppgifter) does not start");
}

TEST(Settings, SilenceIsNeitherConsentNorUnprotected) {
  const auto protection = "/files/1/columns/protection";
  expect_fault(protection, {{"column", "S"}, {"values", {{"Ja", "marked"}}}, {"default", "none"}},
               "files[1].columns.protection.default");
  expect_fault(protection, {{"column", "S"}, {"values", {{"Ja", "marked"}}}, {"otherwise", "none"}},
               "files[1].columns.protection.otherwise");
  expect_fault(protection, {{"column", "S"}, {"values", {{" ", "none"}}}}, "files[1].columns.protection.values");
  expect_fault("/files/1/columns/consent_answer", {{"column", "S"}, {"values", {{"", "given"}}}},
               "files[1].columns.consent_answer.values");
}

TEST(Settings, ColumnsByNameNeedAHeader) {
  expect_fault("/format/header", false, "files[0].columns.insats");
}

TEST(Settings, DelimitersAreOneByteInTheFilesEncoding) {
  auto settings = two_files();
  settings["format"]["encoding"] = "iso-8859-1";
  settings["format"]["delimiter"] = "§";
  EXPECT_EQ(Settings::parse(settings.dump()).files[0].csv.delimiter, '\xA7');
  settings["format"]["encoding"] = "utf-8";
  EXPECT_EQ(refusal(settings).substr(0, 17), "format.delimiter:");
  settings["format"]["delimiter"] = "tab";
  EXPECT_EQ(Settings::parse(settings.dump()).files[0].csv.delimiter, '\t');
}

TEST(Settings, JoinsLeadToAnInsats) {
  auto settings = two_files();
  settings["files"][1].erase("join");
  EXPECT_EQ(refusal(settings).substr(0, 10), "files[1]: ");
  settings = two_files();
  settings["files"].push_back({{"name", "a"}, {"pattern", "a"}, {"join", {{"columns", "X"}, {"with", "b"}}}});
  settings["files"].push_back({{"name", "b"}, {"pattern", "b"}, {"join", {{"columns", "X"}, {"with", "a"}}}});
  EXPECT_EQ(refusal(settings).substr(0, 15), "files[2].join: ");
}

}  // namespace
}  // namespace accorda
