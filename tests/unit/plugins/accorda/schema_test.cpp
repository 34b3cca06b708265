#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "plugins/accorda/describe.h"
#include "tests/unit/plugins/accorda/delivery.h"

namespace accorda {
namespace {

namespace fs = std::filesystem;
using Adapter = valijson::adapters::NlohmannJsonAdapter;

const fs::path kRoot = GATEWAY_SOURCE_DIR;

/// What is wrong with `document` under the schema, or nothing.
std::string complaint(const nlohmann::json& schema, const nlohmann::json& document) {
  valijson::Schema parsed_schema;
  valijson::SchemaParser().populateSchema(Adapter(schema), parsed_schema);
  valijson::ValidationResults results;
  if (valijson::Validator().validate(parsed_schema, Adapter(document), &results)) return "";
  std::string all;
  for (valijson::ValidationResults::Error error; results.popError(error);) {
    for (const auto& part : error.context) all += part;
    all += ": " + error.description + "\n";
  }
  return all;
}

nlohmann::json read_json(const fs::path& path) {
  std::ifstream file(path);
  return nlohmann::json::parse(file);
}

void expect_by_schema(FolderHost& host, const std::string& mapping) {
  const std::map<std::string, nlohmann::json> schemas = {
      {"gateway.participation/1", read_json(kRoot / "contracts/schema/participation.schema.json")},
      {"gateway.set/1", read_json(kRoot / "contracts/schema/set.schema.json")}};
  const auto pages = read_all(host, settings_in(mapping));
  EXPECT_FALSE(pages.all.empty());
  for (const auto& record : parsed(pages.all)) {
    EXPECT_EQ(complaint(schemas.at(record["schema"]), record), "") << record;
  }
}

TEST(Schema, HoldsForEveryRecordOfTheContractSamples) {
  const auto samples = kRoot / "contracts/samples/accorda";
  for (const auto& sample : fs::directory_iterator(samples / "valid")) {
    FolderHost host;
    fs::copy(sample.path() / "drop", host.root(), fs::copy_options::recursive);
    expect_by_schema(host, fs::relative(sample.path() / "mapping.toml", kRoot));
  }
  for (const std::string folder : {"invalid", "invalid-xml"}) {
    FolderHost host;
    for (const auto& entry : fs::directory_iterator(samples / folder)) {
      const auto kind = entry.path().extension();
      if (kind == ".csv" || kind == ".xml") fs::copy_file(entry.path(), host.root() / entry.path().filename());
    }
    expect_by_schema(host, "contracts/samples/accorda/" + folder + "/mapping.toml");
  }
}

TEST(Schema, OfTheSettingsTakesEveryExample) {
  const auto described = nlohmann::json::parse(description());
  for (const auto* name : {"accorda-kommun-a", "accorda-kommun-b", "accorda-demo", "accorda-demo-xml"}) {
    EXPECT_EQ(complaint(described["settings"], settings_in("config/mappings/" + std::string(name) + ".toml")), "");
  }
  for (const auto& sample : fs::directory_iterator(kRoot / "contracts/samples/accorda/valid")) {
    EXPECT_EQ(complaint(described["settings"], settings_in(fs::relative(sample.path() / "mapping.toml", kRoot))), "");
  }
}

TEST(Schema, OfTheExportHoldsForANoteOfAnyLength) {
  std::ifstream file(kRoot / "contracts/samples/accorda/valid/xml-enligt-schema/drop/accorda.xml");
  std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto note = text.find("Anteckning>") + 11;
  ASSERT_LT(note, text.size());
  text.insert(note, 20'000'000, 'n');
  FolderHost host;
  host.write("accorda.xml", text);
  const auto settings = Settings::parse(settings_in("config/mappings/accorda-demo-xml.toml").dump());
  SetSource source(settings, host);
  EXPECT_NE(source.check().what.find("1 of 1 waiting XML files fit the schema"), std::string::npos)
      << source.check().what;
}

}  // namespace
}  // namespace accorda
