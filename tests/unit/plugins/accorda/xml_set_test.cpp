// XML through the whole source: the same faults, joins and cursors as CSV.
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/unit/plugins/accorda/delivery.h"

namespace accorda {
namespace {

/// two_files() and the consents, in one XML file.
nlohmann::json xml_mapping() {
  auto mapping = two_files();
  mapping["format"].erase("delimiter");
  mapping["sets"]["settle_seconds"] = 0;
  mapping["files"].push_back(consents_file());
  const char* records[] = {"E/Insatser/I", "E/Personer/P", "E/Samtycken/S"};
  for (std::size_t i = 0; i < 3; ++i) {
    mapping["files"][i]["pattern"] = "*.xml";
    mapping["files"][i]["xml"] = {{"record", records[i]}};
  }
  return mapping;
}

std::string insats(const std::string& id, const std::string& person, const std::string& extra = "") {
  return "<I><Id>" + id + "</Id><Person>" + person + "</Person><Insats>X</Insats><Start>2026-01-01</Start>" + extra +
         "</I>\n";
}

std::string person(const std::string& id, const std::string& extra = "") {
  return "<P><Person>" + id + "</Person><Nr>19810314-2389</Nr><Skydd>Nej</Skydd>" + extra + "</P>\n";
}

std::string consent(const std::string& id, const std::string& answer = "JA") {
  return "<S><Id>" + id + "</Id><Blankett>FK 9443</Blankett><Svar>" + answer +
         "</Svar><Datum>2026-01-01</Datum><Återkallat/></S>\n";
}

class XmlSet : public testing::Test {
 protected:
  std::string document() const {
    return "<E>\n<Insatser>\n" + insatser + "</Insatser>\n<Personer>\n" + persons + "</Personer>\n<Samtycken>\n" +
           consents + "</Samtycken>\n</E>\n";
  }

  /// The participations; the closing document goes to `closing`.
  std::vector<nlohmann::json> read() {
    host = std::make_unique<FolderHost>();
    host->write("a.xml", document());
    const auto pages = read_all(*host, mapping);
    closing = nlohmann::json::parse(pages.all.back());
    return participations(pages.all);
  }

  std::unique_ptr<FolderHost> host;
  nlohmann::json mapping = xml_mapping();
  std::string insatser = insats("1", "p") + insats("2", "q");
  std::string persons = person("p") + person("q");
  std::string consents = consent("1");
  nlohmann::json closing;
};

TEST_F(XmlSet, JoinsByKey) {
  const auto records = read();
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0]["consent"], (nlohmann::json{{"form", "FK 9443"}, {"answer", "given"}, {"date", "2026-01-01"}}));
  EXPECT_EQ(records[1]["consent"], (nlohmann::json{{"answer", "none"}}));
  EXPECT_EQ(records[1]["position"], (nlohmann::json{{"file", "a.xml"}, {"line", 4}}));
  EXPECT_FALSE(closing.contains("faults")) << closing;
}

TEST_F(XmlSet, FaultsAreThoseOfCsv) {
  persons = person("p") + person("q", "<Not>1</Not>") + person("q", "<Not>2</Not>");
  insatser += insats("3", "nobody") + insats("4", "p", "<Person>q</Person>");
  consents += consent("2", "KANSKE") + consent("9");
  const auto records = read();
  ASSERT_EQ(records.size(), 4U);
  EXPECT_EQ(faults_of(records[0]), "");
  EXPECT_EQ(faults_of(records[1]), "bad_value Svar a.xml:15;duplicate_key Person a.xml:10;");
  EXPECT_EQ(faults_of(records[2]), "no_person Person a.xml:5;");
  EXPECT_EQ(faults_of(records[3]), "columns row a.xml:6;");
  EXPECT_EQ(records[3]["key"], "4");
  EXPECT_EQ(faults_of(closing), "orphan_rows Id a.xml:16;");
}

/// Row m of domain.md §3.
TEST_F(XmlSet, M_AFlagThatIsEmptyOrUnknownOrGoneIsProtected) {
  const auto flagged = [](const std::string& id, const std::string& flag) {
    return "<P><Person>" + id + "</Person><Nr>19810314-2389</Nr>" + flag + "</P>\n";
  };
  const auto protection = [&](const std::string& first, const std::string& second) {
    persons = flagged("p", first) + flagged("q", second);
    std::string all;
    for (const auto& record : read()) all += record["person"].value("protection", "") + ";";
    return all;
  };
  EXPECT_EQ(protection("<Skydd>Nej</Skydd>", "<Skydd>Ja</Skydd>"), "none;marked;");
  EXPECT_EQ(protection("<Skydd/>", "<Skydd>Kanske</Skydd>"), "unknown;unknown;");
  EXPECT_EQ(protection("<Skydd>Nej</Skydd>", ""), "none;unknown;") << "one that lacks it, beside one that has it";
  EXPECT_FALSE(closing.contains("faults")) << closing;
  EXPECT_EQ(protection("", ""), "unknown;unknown;");
  EXPECT_EQ(faults_of(closing), "columns Skydd a.xml:0;") << "and it is told";
}

TEST_F(XmlSet, TheSameElementTwiceIsNoFault) {
  persons += person("p");
  insatser += insats("1", "p");
  EXPECT_EQ(read().size(), 2U);
  EXPECT_EQ(faults_of(closing), "duplicate_rows  a.xml:0;");
}

TEST_F(XmlSet, AHugeCellAndAHugeRecordAreFaultsOfTheirRecords) {
  insatser += "<I><Id>3</Id><Person>p</Person><Insats>" + std::string(70'000, 'n') +
              "</Insats><Start>2026-01-01</Start></I>\n" +
              insats("4", "p", "<Not>" + std::string(2'000'000, 'n') + "</Not>") + insats("5", "p");
  const auto records = read();
  ASSERT_EQ(records.size(), 5U);
  EXPECT_EQ(faults_of(records[2]), "too_long Insats a.xml:5;too_long Insats a.xml:5;");
  EXPECT_EQ(faults_of(records[3]), "too_long row a.xml:6;");
  EXPECT_EQ(faults_of(records[4]), "");
}

TEST_F(XmlSet, LinesAndJoinsHoldFarIntoAFile) {
  for (int i = 0; i < 5000; ++i) {
    insatser += insats("x" + std::to_string(i), "y" + std::to_string(i));
    persons += person("y" + std::to_string(i));
  }
  insatser += insats("last", "nobody");
  const auto records = read();
  ASSERT_EQ(records.size(), 5003U);
  for (std::size_t i = 2; i < 5002; ++i) ASSERT_EQ(faults_of(records[i]), "") << i;
  EXPECT_EQ(faults_of(records.back()), "no_person Person a.xml:5005;");
}

TEST_F(XmlSet, GoesOnWhereTheLastPageEnded) {
  for (int i = 0; i < 1500; ++i) insatser += insats("x" + std::to_string(i), "p");
  const auto whole = read();
  host = std::make_unique<FolderHost>();
  host->write("a.xml", document());
  const auto settings = Settings::parse(mapping.dump());
  Pages pages;
  std::size_t pulls = 0;
  for (; pulls < 20; ++pulls) {
    // A new source each time, as after a crash; it remembers what the cursor says.
    SetSource source(settings, *host);
    pages.pages_left = 1 + static_cast<int>(pulls % 2);
    if (drain(source, pages).ok()) break;
  }
  EXPECT_GE(pulls, 3U);
  EXPECT_EQ(participations(pages.all), whole);
}

TEST_F(XmlSet, AFileThatIsNoXmlIsToldAndTheNextSetIsServed) {
  const std::pair<const char*, std::string> spoilt[] = {{"empty", ""},
                                                        {"truncated", document().substr(0, 300)},
                                                        {"unreadable", "<!DOCTYPE E>" + document()},
                                                        {"unreadable", document() + "<E/>"},
                                                        {"bad_encoding", "<?xml version='1.0' encoding='UTF-16'?><E/>"},
                                                        {"bad_encoding", "<E>\xC5</E>"},
                                                        {"too_long", "<E " + std::string(100'000, 'a') + "/>"},
                                                        {"columns", "<F/>"}};
  for (const auto& [code, text] : spoilt) {
    FolderHost folder;
    folder.write("a.xml", text);
    folder.write("b.xml", document());
    const auto all = parsed(read_all(folder, mapping).all);
    ASSERT_EQ(all.size(), 5U) << code;
    EXPECT_EQ(all[0]["state"], "failed") << all[0];
    EXPECT_EQ(all[0]["faults"][0]["code"], code) << all[0];
    EXPECT_EQ(all.back()["state"], "complete");
  }
}

TEST_F(XmlSet, WhatStandsAroundARecordBelongsToItAndOnlyFromBefore) {
  auto nested = xml_mapping();
  nested["files"].erase(2);
  nested["files"].erase(1);
  nested["files"][0]["xml"]["record"] = "E/P/I";
  auto& columns = nested["files"][0]["columns"];
  columns["number"] = "../Nr";
  columns["local_id"] = "../@id";
  columns["protection"] = {{"column", "../Skydd"}, {"values", {{"Nej", "none"}}}};
  const std::string i = "<I><Id>1</Id><Insats>X</Insats><Start>2026-01-01</Start></I>";
  FolderHost good;
  good.write("a.xml", "<E><P id='7'><Skydd>Nej</Skydd><Nr>1</Nr>" + i +
                          "</P><P id='8'><Skydd/><Nr>2</Nr></P><P><Nr>3</Nr>" + i + "</P></E>");
  const auto records = participations(read_all(good, nested).all);
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0]["person"], (nlohmann::json{{"number", "1"}, {"local_id", "7"}, {"protection", "none"}}));
  EXPECT_EQ(records[1]["person"], (nlohmann::json{{"number", "3"}, {"protection", "unknown"}}));
  // Both have the key 1, so that each was read again for the other, with what stands around it.
  EXPECT_EQ(records[1]["key"], "1#2");
  FolderHost late;
  late.write("a.xml", "<E><P id='7'><Skydd>Nej</Skydd>" + i + "<Nr>1</Nr></P></E>");
  const auto all = parsed(read_all(late, nested).all);
  EXPECT_EQ(all.back()["state"], "failed");
  EXPECT_EQ(faults_of(all.back()), "columns ../Nr a.xml:1;");
}

TEST_F(XmlSet, CheckHoldsWaitingFilesAgainstTheSchema) {
  const auto settings = Settings::parse(settings_in("config/mappings/accorda-demo-xml.toml").dump());
  FolderHost folder;
  const auto sample =
      std::filesystem::path(GATEWAY_SOURCE_DIR) / "contracts/samples/accorda/valid/xml-enligt-schema/drop/accorda.xml";
  std::filesystem::create_directory(folder.root() / "dag-1");
  std::filesystem::copy_file(sample, folder.root() / "dag-1" / "accorda.xml");
  SetSource source(settings, folder);
  EXPECT_NE(source.check().what.find("1 of 1 waiting XML files fit the schema"), std::string::npos)
      << source.check().what;
  folder.write("dag-2/accorda.xml",
               "<AccordaExport xmlns='urn:sus-gateway:accorda:1' skapad='2026-11-01'>\n<Anka/></AccordaExport>");
  const auto said = source.check();
  EXPECT_TRUE(said.ok());
  EXPECT_NE(said.what.find("1 of 2 waiting XML files"), std::string::npos) << said.what;
  EXPECT_NE(said.what.find("dag-2/accorda.xml line 2: "), std::string::npos) << said.what;
  EXPECT_EQ(said.what.find("Anka"), std::string::npos);
}

TEST_F(XmlSet, SettingsNameWhatIsWrongWithThem) {
  const auto refusal = [](const nlohmann::json& settings) {
    try {
      static_cast<void>(Settings::parse(settings.dump()));
    } catch (const sdk::Failure& failure) {
      return std::string(failure.what()).substr(0, std::string(failure.what()).find(": "));
    }
    return std::string();
  };
  EXPECT_EQ(refusal(mapping), "");
  const std::pair<const char*, nlohmann::json> spoilt[] = {{"/files/0/xml/record", "E//I"},
                                                           {"/files/0/xml/record", "E/*"},
                                                           {"/files/0/xml/schema", "af"},
                                                           {"/files/0/columns/start", "a/../b"},
                                                           {"/files/0/columns/start", "@a/b"},
                                                           {"/files/0/columns/start", 3},
                                                           {"/files/0/columns/start", "../../../x"},
                                                           {"/files/0/columns/start", "a b"},
                                                           {"/files/0/delimiter", ";"},
                                                           {"/files/0/encoding", "utf-8"}};
  for (const auto& [pointer, value] : spoilt) {
    auto settings = mapping;
    settings[nlohmann::json::json_pointer(pointer)] = value;
    std::string path = std::string(pointer).substr(1);
    path.replace(path.find("/0"), 2, "[0]");
    std::replace(path.begin(), path.end(), '/', '.');
    EXPECT_EQ(refusal(settings), path) << value;
  }
}

}  // namespace
}  // namespace accorda
