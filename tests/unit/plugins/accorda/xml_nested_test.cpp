// Records of XML whose cells stand around them, too: what is joined by them, and what of it is doubled.
#include <gtest/gtest.h>

#include <fstream>

#include "tests/unit/plugins/accorda/delivery.h"

namespace accorda {
namespace {

/// Participations that hold their own consents.
nlohmann::json nested() {
  auto mapping = two_files();
  mapping["format"].erase("delimiter");
  mapping["sets"]["settle_seconds"] = 0;
  mapping["files"].push_back(consents_file());
  mapping["files"][2]["join"] = {{"columns", {"../Id"}}, {"with_columns", {"Id"}}, {"with", "insatser"}};
  const char* records[] = {"E/Insatser/I", "E/Personer/P", "E/Insatser/I/S"};
  for (std::size_t i = 0; i < 3; ++i) {
    mapping["files"][i]["pattern"] = "*.xml";
    mapping["files"][i]["xml"] = {{"record", records[i]}};
  }
  return mapping;
}

std::string insats(const std::string& id, const std::string& within) {
  return "<I><Id>" + id + "</Id><Person>p</Person><Insats>X</Insats><Start>2026-01-01</Start>" + within + "</I>\n";
}

std::string consent(const std::string& withdrawn, const std::string& extra = "") {
  return "<S><Blankett>FK 9443</Blankett><Svar>JA</Svar><Datum>2026-01-01</Datum><Återkallat>" + withdrawn +
         "</Återkallat>" + extra + "</S>";
}

std::vector<nlohmann::json> read(const std::string& insatser, const nlohmann::json& mapping = nested()) {
  FolderHost host;
  host.write("a.xml", "<E><Insatser>\n" + insatser +
                          "</Insatser><Personer><P><Person>p</Person><Nr>19810314-2389</Nr><Skydd>Nej</Skydd></P>"
                          "</Personer></E>");
  return participations(read_all(host, mapping).all);
}

TEST(XmlNested, TwoThatDifferAreAFaultEvenWhereTheKeyStandsAroundThem) {
  const auto records = read(insats("1", consent("") + consent("2026-02-01")) + insats("2", consent("") + consent("")) +
                            insats("3", consent("") + consent("", "<Not>1</Not>")));
  ASSERT_EQ(records.size(), 3U);
  EXPECT_EQ(faults_of(records[0]), "duplicate_key ../Id a.xml:2;");
  EXPECT_EQ(faults_of(records[1]), "");
  EXPECT_EQ(faults_of(records[2]), "duplicate_key ../Id a.xml:4;");
}

TEST(XmlNested, WhatStandsAroundCountsAmongWhatDiffers) {
  auto mapping = nested();
  mapping["files"][2]["columns"]["consent_withdrawn"] = "../Återkallat";
  mapping["files"][2]["join"]["columns"] = {"Ref"};
  const auto twice = [](const std::string& withdrawn) {
    return insats("1", "<Återkallat/>" + consent("", "<Ref>1</Ref>")) +
           insats("2", "<Återkallat>" + withdrawn + "</Återkallat>" + consent("", "<Ref>1</Ref>"));
  };
  EXPECT_EQ(faults_of(read(twice(""), mapping).front()), "");
  EXPECT_EQ(faults_of(read(twice("2026-02-01"), mapping).front()), "duplicate_key Ref a.xml:2;");
}

TEST(XmlNested, ARecordWhoseConditionStandsTwiceIsKeptAndTold) {
  auto mapping = nested();
  mapping["files"][0]["where"] = {{{"column", "Typ"}, {"in", {"X"}}}};
  const auto records = read(
      insats("1", "<Typ>X</Typ><Typ>X</Typ>" + consent("")) + insats("2", "<Typ>Y</Typ>") + insats("3", "<Typ>X</Typ>"),
      mapping);
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0]["key"], "1");
  EXPECT_EQ(faults_of(records[0]), "columns row a.xml:2;");
  EXPECT_EQ(records[1]["key"], "3");
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
long most_resident_kib() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stol(line.substr(6));
  }
  return 0;
}

TEST(XmlNested, WhatStandsAroundManyRecordsIsKeptOnce) {
  auto mapping = nested();
  mapping["files"][2]["join"]["columns"] = {"Ref"};
  mapping["files"][2]["columns"]["consent_form"] = "../Form";
  std::string many = "<Form>" + std::string(60'000, 'f') + "</Form>" + consent("", "<Ref>1</Ref>");
  for (int i = 0; i < 10'000; ++i) many += "<S/>";
  const auto before = most_resident_kib();
  EXPECT_EQ(read(insats("1", many), mapping).size(), 1U);
  EXPECT_LT(most_resident_kib() - before, 64 * 1024);
}
#endif

}  // namespace
}  // namespace accorda
