#include "plugins/accorda/set_reader.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/unit/plugins/accorda/delivery.h"

namespace accorda {
namespace {

class Set : public testing::Test {
 protected:
  void SetUp() override {
    files_["insatser.csv"] = "Id;Person;Insats;Start\n1;p;X;2026-01-01\n2;q;Y;2026-02-01\n";
    files_["personer.csv"] = "Person;Nr;Namn;Skydd\np;19810314-2389;Öberg;Nej\nq;19770923-2396;Ek;Ja\n";
    files_["samtycken.csv"] = "Id;Blankett;Svar;Datum;Återkallat\n1;FK 9443;JA;2026-01-01;\n";
  }

  std::vector<nlohmann::json> read() {
    const auto settings = Settings::parse(mapping_.dump());
    std::vector<std::vector<Part>> parts(settings.files.size());
    for (std::size_t i = 0; i < settings.files.size(); ++i) {
      host_.write(settings.files[i].pattern, files_[settings.files[i].pattern]);
      parts[i].push_back({settings.files[i].pattern, std::move(*host_.open("drop", settings.files[i].pattern))});
    }
    SetReader reader(settings, std::move(parts), [] { return false; });
    std::vector<std::string> records;
    const bool good = reader.prepare();
    while (good) {
      auto record = reader.next();
      if (!record) break;
      records.push_back(std::move(*record));
    }
    if (good) reader.finish();
    faults_ = reader.faults();
    return parsed(records);
  }

  std::string set_fault() const {
    if (faults_.empty()) return "";
    return std::string(faults_[0].code) + " " + faults_[0].file + ":" + std::to_string(faults_[0].line) + " " +
           faults_[0].field;
  }

  nlohmann::json& file(std::size_t i) { return mapping_["files"][i]; }

  FolderHost host_;
  static nlohmann::json three_files() {
    auto mapping = two_files();
    mapping["files"][1]["columns"]["family_name"] = "Namn";
    mapping["files"].push_back(consents_file());
    return mapping;
  }
  nlohmann::json mapping_ = three_files();
  std::map<std::string, std::string> files_;
  std::vector<SetFault> faults_;
};

TEST_F(Set, JoinsByKey) {
  const auto records = read();
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0]["person"]["family_name"], "Öberg");
  EXPECT_EQ(records[1]["person"]["protection"], "marked");
  EXPECT_EQ(records[1]["consent"], (nlohmann::json{{"answer", "none"}}));
  EXPECT_EQ(set_fault(), "");
}

TEST_F(Set, AnInsatsWithoutPersonIsFaulty) {
  files_["personer.csv"] = "Person;Nr;Namn;Skydd\np;19810314-2389;Öberg;Nej\n";
  const auto records = read();
  EXPECT_EQ(faults_of(records[0]), "");
  EXPECT_EQ(faults_of(records[1]), "no_person Person insatser.csv:3;");
  EXPECT_EQ(records[1]["person"], (nlohmann::json{{"number", ""}, {"protection", "unknown"}}));
}

TEST_F(Set, TwoDifferentRowsForOneKeyAreFaultyAndTheSameRowTwiceIsNot) {
  files_["personer.csv"] += "q;19770923-2396;Ek;Nej\np;19810314-2389;Öberg;Nej\n";
  const auto records = read();
  EXPECT_EQ(faults_of(records[0]), "");
  EXPECT_EQ(faults_of(records[1]), "duplicate_key Person personer.csv:3;");
}

/// Row m of domain.md §3.
TEST_F(Set, M_AFlagThatIsEmptyOrUnknownOrWithoutItsColumnIsProtected) {
  const auto protection = [this](const std::string& personer) {
    files_["personer.csv"] = personer;
    std::string all;
    for (const auto& record : read()) all += record["person"].value("protection", "") + ";";
    return all;
  };
  EXPECT_EQ(protection("Person;Nr;Namn;Skydd\np;19810314-2389;Öberg;Nej\nq;19770923-2396;Ek;Ja\n"), "none;marked;");
  EXPECT_TRUE(faults_.empty());
  EXPECT_EQ(protection("Person;Nr;Namn;Skydd\np;19810314-2389;Öberg;\nq;19770923-2396;Ek;Kanske\n"),
            "unknown;unknown;");
  EXPECT_EQ(protection("Person;Nr;Namn\np;19810314-2389;Öberg\nq;19770923-2396;Ek\n"), "unknown;unknown;");
  EXPECT_EQ(set_fault(), "columns personer.csv:0 Skydd") << "and it is told";
}

TEST_F(Set, AConsentRowThatCannotBeReadIsNotSilence) {
  files_["samtycken.csv"] += "1;FK 9443;JA;2026-01-01;2026-03-01;too;many\n";
  EXPECT_EQ(faults_of(read()[0]), "columns row samtycken.csv:3;");
  files_["samtycken.csv"] = "Id;Blankett;Svar;Datum;Återkallat\n1;FK 9443;JA;2026-01-01;snart\n";
  EXPECT_EQ(faults_of(read()[0]), "bad_date Återkallat samtycken.csv:2;");
  files_["samtycken.csv"] = "Id;Blankett;Svar;Datum;Återkallat\n1;FK 9443;KANSKE;2026-01-01;\n";
  EXPECT_EQ(faults_of(read()[0]), "bad_value Svar samtycken.csv:2;");
}

TEST_F(Set, AnUnreadableDateWinsAmongSeveralConsentsSoThatItIsSeen) {
  file(2)["pick"] = {{"order", "latest"}, {"by", {"Datum", "Återkallat"}}};
  files_["samtycken.csv"] += "1;FK 9443;JA;2026-01-02;snart\n1;FK 9443;JA;2026-05-01;\n";
  EXPECT_EQ(faults_of(read()[0]), "bad_date Återkallat samtycken.csv:3;");
}

TEST_F(Set, TheLatestFactCountsAWithdrawalIncluded) {
  file(2)["pick"] = {{"order", "latest"}, {"by", {"Datum", "Återkallat"}}};
  files_["samtycken.csv"] =
      "Id;Blankett;Svar;Datum;Återkallat\n1;FK 9443;JA;2026-01-01;2026-03-01\n1;FK 9443;JA;2026-02-01;\n";
  EXPECT_EQ(read()[0]["consent"]["withdrawn"], "2026-03-01");
}

TEST_F(Set, AFormThatIsNotConfiguredIsPassedOn) {
  files_["samtycken.csv"] = "Id;Blankett;Svar;Datum;Återkallat\n1;Kommunens;JA;2026-01-01;\n";
  EXPECT_EQ(read()[0]["consent"], (nlohmann::json{{"form", "Kommunens"}, {"answer", "given"}, {"date", "2026-01-01"}}));
}

TEST_F(Set, ConsentsThatBelongToNobodyAreTold) {
  files_["samtycken.csv"] += "9;FK 9443;NEJ;2026-01-01;\n;FK 9443;NEJ;2026-01-01;\n";
  EXPECT_EQ(read().size(), 2U);
  EXPECT_EQ(set_fault(), "orphan_rows samtycken.csv:3 Id");
}

TEST_F(Set, ARowWithShiftedCellsShowsNothingButItsKey) {
  files_["insatser.csv"] = "Id;Person;Insats;Start\n1;p;note;X;2026-01-01\n2;q;Y;2026-02-01\n";
  const auto records = read();
  EXPECT_EQ(records[0]["key"], "1");
  EXPECT_EQ(faults_of(records[0]), "columns row insatser.csv:2;");
  EXPECT_EQ(records[0].dump().find("note"), std::string::npos);
  EXPECT_EQ(faults_of(records[1]), "");
}

TEST_F(Set, WhatIsSaidOfAConsentsPaperIsReadAndWhatIsUnsaidIsNot) {
  auto& columns = file(2)["columns"];
  columns["consent_language"] = {{"column", "Språk"}, {"values", {{"Svenska", "sv"}, {"Arabiska", "ara"}}}};
  columns["consent_written"] = {{"column", "Skriftligt"}, {"values", {{"Ja", "yes"}, {"Nej", "no"}}}};
  columns["consent_signed_by"] = {{"column", "Av"}, {"values", {{"Själv", "self"}, {"God man", "representative"}}}};
  columns["consent_collected_by"] = "Inhämtat";
  columns["consent_original"] = "Original";
  const std::string head = "Id;Blankett;Svar;Datum;Återkallat;Språk;Skriftligt;Av;Inhämtat;Original\n";
  files_["samtycken.csv"] =
      head + "1;FK 9443;JA;2026-01-01;;Arabiska;Nej;God man;fk;Skåp 4\n2;FK 9443;JA;2026-01-01;;Dari;;;;\n";
  const auto records = read();
  const nlohmann::json bare = {{"form", "FK 9443"}, {"answer", "given"}, {"date", "2026-01-01"}};
  nlohmann::json whole = bare;
  whole.update({{"language", "ara"},
                {"written", false},
                {"signed_by", "representative"},
                {"collected_by", "fk"},
                {"original_at", "Skåp 4"}});
  EXPECT_EQ(records[0]["consent"], whole);
  EXPECT_EQ(records[1]["consent"], bare) << "a language that the list lacks is unsaid";
  columns["consent_written"]["default"] = "yes";
  EXPECT_THROW(read(), std::exception) << "silence is not written";
}

TEST_F(Set, ABadByteIsItsRecordsFaultInAFileThatIsOtherwiseRight) {
  files_["personer.csv"] =
      "Person;Nr;Namn;Skydd\np;19810314-2389;\xD6"
      "berg;Nej\nq;19770923-2396;Öst;Ja\n";
  const auto records = read();
  EXPECT_EQ(faults_of(records[0]), "bad_encoding Namn personer.csv:2;");
  EXPECT_EQ(faults_of(records[1]), "");
}

TEST_F(Set, Utf8PassedOffAsWindows1252IsFound) {
  mapping_["format"]["encoding"] = "windows-1252";
  file(2)["columns"].erase("consent_withdrawn");
  EXPECT_TRUE(read().empty());
  EXPECT_EQ(set_fault(), "bad_encoding personer.csv:2 ");
}

TEST_F(Set, ACutLastRowFailsTheFile) {
  files_["samtycken.csv"] = "Id;Blankett;Svar;Datum;Återkallat\n1;FK 9443;JA;20";
  EXPECT_TRUE(read().empty());
  EXPECT_EQ(set_fault(), "truncated samtycken.csv:2 Datum");
  files_["samtycken.csv"] = "Id;Blankett;Svar;Datum;Återkallat\n1;FK 9443;JA;2026-01-01;";
  EXPECT_EQ(read().size(), 2U);
  file(2)["final_newline"] = true;
  EXPECT_TRUE(read().empty());
}

TEST_F(Set, AFileWithoutRowsIsFineWhereRowsAreNotInsatser) {
  files_["samtycken.csv"] = "Id;Blankett;Svar;Datum;Återkallat\n";
  EXPECT_EQ(read().size(), 2U);
  files_["insatser.csv"] = "Id;Person;Insats;Start\n";
  EXPECT_TRUE(read().empty());
  EXPECT_EQ(set_fault(), "empty insatser.csv:0 ");
}

TEST_F(Set, AHugeCellAndAHugeRowAreFaultsOfTheirRecords) {
  files_["insatser.csv"] = "Id;Person;Insats;Start;Not\n1;p;X;2026-01-01;" + std::string(70'000, 'n') +
                           "\n2;q;Y;2026-02-01;" + std::string(2'000'000, 'n') + "\n3;q;Y;2026-03-01;\n";
  const auto records = read();
  ASSERT_EQ(records.size(), 3U);
  EXPECT_EQ(faults_of(records[0]), "too_long column 5 insatser.csv:2;");
  EXPECT_EQ(faults_of(records[1]), "too_long row insatser.csv:3;");
  EXPECT_EQ(faults_of(records[2]), "");
}

TEST_F(Set, HistoryRowsOfOneInsatsGiveTheLatest) {
  file(0)["pick"] = {{"order", "latest"}, {"by", "Start"}};
  files_["insatser.csv"] =
      "Id;Person;Insats;Start\n1;p;X;2026-01-01\n1;p;Z;2026-03-01\n1;p;Y;2026-02-01\n2;q;Y;2026-02-01\n";
  const auto records = read();
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0]["beslut"]["insats"], "Z");
}

TEST_F(Set, LinesOfFaultsFarIntoAFileAreRight) {
  std::string persons = "Person;Nr;Namn;Skydd\n";
  for (int i = 0; i < 3000; ++i) persons += "x" + std::to_string(i) + ";;\"two\nlines\";Nej\r\n";
  files_["personer.csv"] = persons + "p;;Öberg;Nej\nq;19770923-2396;Ek;Ja\n";
  EXPECT_EQ(faults_of(read()[0]), "missing Nr personer.csv:6002;");
}

}  // namespace
}  // namespace accorda
