#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "plugins/accorda/set_source.h"
#include "tests/unit/plugins/accorda/folder_host.h"
#include "tests/unit/plugins/accorda/mapping_file.h"

/// The smallest mapping that joins, and the reading of whole drop folders: where the tests of deliveries begin.
namespace accorda {

/// Insatser with Id, Person, Insats and Start; persons with Person, Nr and Skydd.
inline nlohmann::json two_files() {
  return settings_of(R"(
[settings.format]
delimiter = ";"
dates = ["YYYY-MM-DD"]
[[settings.files]]
name = "insatser"
pattern = "insatser.csv"
rows = "insats"
[settings.files.columns]
key = "Id"
insats = "Insats"
start = "Start"
[[settings.files]]
name = "personer"
pattern = "personer.csv"
[settings.files.join]
columns = ["Person"]
with = "insatser"
[settings.files.columns]
number = "Nr"
protection = { column = "Skydd", values = { "Nej" = "none", "Ja" = "marked" } }
)");
}

/// A third file: consents by Id, with Blankett, Svar, Datum and Återkallat.
inline nlohmann::json consents_file() {
  return {{"name", "samtycken"},
          {"pattern", "samtycken.csv"},
          {"join", {{"columns", "Id"}, {"with", "insatser"}}},
          {"columns",
           {{"consent_form", "Blankett"},
            {"consent_answer", {{"column", "Svar"}, {"values", {{"JA", "given"}, {"NEJ", "declined"}}}}},
            {"consent_date", "Datum"},
            {"consent_withdrawn", "Återkallat"}}}};
}

/// All that a drop folder gives under a mapping.
inline Pages read_all(FolderHost& host, const nlohmann::json& mapping) {
  const auto settings = Settings::parse(mapping.dump());
  SetSource source(settings, host);
  Pages pages;
  const auto outcome = drain(source, pages);
  EXPECT_TRUE(outcome.ok()) << outcome.what;
  return pages;
}

/// "code field file:line;" for each fault of a record; empty for a good one.
inline std::string faults_of(const nlohmann::json& record) {
  std::string all;
  if (!record.contains("faults")) return all;
  for (const auto& fault : record["faults"]) {
    all += fault["code"].get<std::string>() + " " + fault.value("field", "") + " " + fault["file"].get<std::string>() +
           ":" + std::to_string(fault.value("line", 0)) + ";";
  }
  return all;
}

}  // namespace accorda
