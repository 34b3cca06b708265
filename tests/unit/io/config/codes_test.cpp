#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>

#include "gateway/core/coded_fields.h"
#include "gateway/io/config/reader.h"
#include "gateway/io/config/rules.h"
#include "gateway/io/config/toml.h"

namespace gateway::io {
namespace {

const std::string kExamples = GATEWAY_SOURCE_DIR "/config/";

using Codes = std::set<std::string>;

/// The code lists by name, each checked on the way.
std::map<std::string, Codes> code_lists() {
  std::map<std::string, Codes> lists;
  for (const auto& entry : std::filesystem::directory_iterator(kExamples + "codes")) {
    const auto document = read_toml(entry.path().string());
    if (!document) {
      ADD_FAILURE() << document.error().what;
      continue;
    }
    Faults faults(entry.path().string());
    Reader file(*document, "", faults);
    Codes& codes = lists[file.text("list")];
    file.text("name");
    file.text("source");
    EXPECT_TRUE(file.has("verified")) << entry.path();
    file.period();
    file.texts("fields");
    for (auto& code : file.tables("code")) {
      EXPECT_TRUE(codes.insert(code.text("code")).second) << entry.path();
      code.text("name");
      code.done();
    }
    file.done();
    EXPECT_FALSE(faults.any()) << faults.error().what;
  }
  return lists;
}

const std::map<std::string, std::string> kListOfField = {
    {"education", "education"},
    {"end_reason", "end_reason"},
    {"income_source_before", "income_source"},
    {"income_source_after", "income_source"},
    {"employment_before", "employment"},
    {"employment_after", "employment"},
};

/// The codes that a column's value list yields: its own, or a shared one named by it.
Codes codes_of(const base::Document& column, const base::Document& settings) {
  const base::Document* values = column.find("values");
  if (values != nullptr && values->string() != nullptr && settings.find("values") != nullptr)
    values = settings.find("values")->find(*values->string());
  Codes codes;
  if (values == nullptr || values->object() == nullptr) return codes;
  for (const auto& [text, code] : *values->object()) codes.insert(code.string() == nullptr ? "" : *code.string());
  return codes;
}

TEST(ConfigExamples, CodeListsStand) {
  const auto lists = code_lists();
  EXPECT_GE(lists.size(), 4U);
  for (const auto& [field, list] : kListOfField) EXPECT_TRUE(lists.contains(list)) << field;
}

TEST(ConfigExamples, CodeListsAnswerEveryCodedField) {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(kExamples + "codes")) paths.push_back(entry.path());
  const auto lists = read_codes(paths);
  ASSERT_TRUE(lists) << lists.error().what;
  for (const char* on : {"2014-01-01", "2026-11-21"}) {
    EXPECT_EQ(core::without_codes(*lists, *base::Date::parse(on)), std::vector<std::string_view>{}) << on;
  }
}

TEST(ConfigExamples, ColumnMappingsUseCodesOfTheListsOnly) {
  const auto lists = code_lists();
  std::size_t seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kExamples + "mappings")) {
    if (!entry.path().filename().string().starts_with("accorda-")) continue;
    const auto document = read_toml(entry.path().string());
    ASSERT_TRUE(document) << document.error().what;
    const base::Document* settings = document->find("settings");
    ASSERT_TRUE(settings != nullptr && settings->find("files") != nullptr) << entry.path();
    for (const base::Document& file : *settings->find("files")->array()) {
      const base::Document* columns = file.find("columns");
      if (columns == nullptr) continue;
      for (const auto& [field, column] : *columns->object()) {
        const auto list = kListOfField.find(field);
        if (list == kListOfField.end()) continue;
        for (const auto& code : codes_of(column, *settings)) {
          ++seen;
          EXPECT_TRUE(lists.at(list->second).contains(code)) << entry.path() << " " << field << " = " << code;
        }
      }
    }
  }
  EXPECT_GT(seen, 10U);
}

}  // namespace
}  // namespace gateway::io
