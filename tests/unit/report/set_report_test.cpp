#include "gateway/report/set_report.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "gateway/report/csv.h"
#include "gateway/report/html.h"
#include "gateway/report/local_id.h"
#include "tests/unit/report/sample.h"

namespace gateway::report {
namespace {

/// A spool in memory.
class Pages final : public Spool {
 public:
  base::Result<std::uint64_t> put(std::string_view bytes) override {
    if (full) return base::Error{base::Fault::retry, "full"};
    const std::uint64_t place = bytes_.size();
    bytes_ += bytes;
    return place;
  }
  base::Result<void> read(std::uint64_t place, std::span<char> into) override {
    bytes_.copy(into.data(), into.size(), static_cast<std::size_t>(place));
    return {};
  }
  std::size_t size() const { return bytes_.size(); }

  bool full = false;

 private:
  std::string bytes_;
};

struct Input {
  SetReportHead head;
  std::vector<ports::ListedUnit> units = some_units();
  std::vector<ports::Vanished> vanished = {};
};

Input some_set() {
  Input input;
  input.head.source = "accorda";
  input.head.notice.set = "dag-1";
  input.head.notice.state = ports::SetState::complete;
  input.head.notice.rows = 9;
  input.head.notice.files = {"deltagare.csv", "insatser.csv"};
  input.head.balance = some_balance();
  input.head.made = base::Instant(std::chrono::milliseconds(1793570400000));
  return input;
}

struct Report {
  std::string html;
  std::string csv;
};

Report set_report(const Input& input, core::Language language = core::Language::swedish,
                  std::size_t room = SpooledRows::kRoom, Pages pages = {}) {
  SetReport report(input.head, language, pages, room);
  Report written;
  const auto into = [](std::string& text) {
    return [&text](std::string_view more) -> base::Result<void> {
      text += more;
      return {};
    };
  };
  for (const auto& unit : input.units) EXPECT_TRUE(report.add(unit));
  for (const auto& gone : input.vanished) EXPECT_TRUE(report.add(gone));
  EXPECT_TRUE(report.write(into(written.html), into(written.csv)));
  EXPECT_EQ(pages.size() > 0, room < 1000);
  return written;
}

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

/// All that a report can hold: every section, rows with several events, rows that are not named, many of one cause.
Input everything() {
  Input input = some_set();
  input.head.with_delivery = true;
  input.head.balance.read = 11;
  input.head.notice.faults = {{"truncated", "insatser.csv", 418, "Startdatum", "3 of 14 columns"}};
  input.units[3].warnings = {{core::Code::consent_after_start}};
  for (std::uint32_t line = 100; line < 130; ++line) {
    input.units.insert(input.units.begin() + 3,
                       listed(core::Outcome::rejected, {core::Code::unmapped, "ARB / \"Glas; & <kakel>\""},
                              line % 3 == 0 ? "" : "insatser.csv", line % 3 == 0 ? 0 : line,
                              line % 4 == 0 ? "198502032389|Steget" : "I-" + std::to_string(line)));
  }
  auto both = listed(core::Outcome::parked, {core::Code::consent_missing}, "insatser.csv", 8, "=I-8");
  both.reasons.push_back({core::Code::signature_unknown, "XYZ"});
  input.units.push_back(both);
  auto fine = listed(core::Outcome::accepted, {core::Code::unmapped, "not told"}, "insatser.csv", 9, "I-9");
  fine.warnings = {{core::Code::consent_after_start}, {core::Code::consent_missing}};
  input.units.push_back(fine);
  input.vanished = {{"accorda", "I-99", "dag-1", base::RegistrationId{{1, 2, 3}}},
                    {"accorda", "850203-2389|Steget|2026-01-05", "dag-1", std::nullopt}};
  return input;
}

std::string expected(const std::string& kind) {
  std::ifstream file(GATEWAY_SOURCE_DIR "/tests/unit/report/expected/set_report." + kind, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(SetReport, IsAPageInSwedishThatStandsAlone) {
  const std::string html = set_report(some_set()).html;
  EXPECT_TRUE(html.starts_with("<!DOCTYPE html>\n<html lang=\"sv\">"));
  EXPECT_NE(html.find("<title>Läsrapport: dag-1</title>"), std::string::npos);
  EXPECT_EQ(count(html, "<h1>"), 1u);
  EXPECT_EQ(count(html, "<script"), 0u);
  EXPECT_EQ(count(html, "http"), 0u);
  EXPECT_EQ(count(html, "<table>"), count(html, "<caption>"));
  EXPECT_EQ(count(html, "<th>"), 0u) << "every header cell has a scope";
}

TEST(SetReport, GivesEveryCauseItsCountItsRemedyAndItsRows) {
  const std::string html = set_report(some_set()).html;
  EXPECT_NE(html.find("<h3>Ingen mappning för ARB / Keramikverkstan (2)</h3>"), std::string::npos);
  EXPECT_NE(html.find("<strong>Gör så här:</strong> Lägg till en rad i mappningen"), std::string::npos);
  EXPECT_NE(html.find("<tr><th scope=\"row\">insatser.csv</th><td>12</td><td>I-12</td><td>nekad</td><td>in, ut</td>"),
            std::string::npos);
  EXPECT_NE(html.find("läst 10 = 4 godkända"), std::string::npos);
}

TEST(SetReport, ShowsDeliveryOnlyWhereItIsKnown) {
  auto input = some_set();
  EXPECT_EQ(set_report(input).html.find("lämnat till leverans"), std::string::npos);
  input.head.with_delivery = true;
  EXPECT_NE(set_report(input).html.find("lämnat till leverans 4"), std::string::npos);
}

TEST(SetReport, SpeaksEnglishWhenAsked) {
  const Report report = set_report(some_set(), core::Language::english);
  EXPECT_NE(report.html.find("<html lang=\"en\">"), std::string::npos);
  EXPECT_NE(report.html.find("No mapping for ARB / Keramikverkstan (2)"), std::string::npos);
  EXPECT_TRUE(report.csv.starts_with("\xEF\xBB\xBFsection;status;code;"));
}

TEST(SetReport, TheRowsSayTheSameAsThePage) {
  const std::string csv = set_report(some_set()).csv;
  EXPECT_TRUE(
      csv.starts_with("\xEF\xBB\xBF"
                      "avsnitt;status;kod;förklaring;åtgärd;antal;fil;rad;fält;lokalt id;händelse\r\n"));
  EXPECT_NE(csv.find("Nekade;nekad;unmapped;Ingen mappning för ARB / Keramikverkstan;\"Lägg till en rad i mappningen; "
                     "det som väntar avgörs då på nytt\";2;insatser.csv;12;;I-12;in, ut\r\n"),
            std::string::npos)
      << csv;
  EXPECT_NE(csv.find("läst;läst;read;;;10;;;;;\r\n"), std::string::npos);
}

TEST(SetReport, NamesFileLineAndFieldOfABrokenFile) {
  auto input = some_set();
  input.head.notice.state = ports::SetState::failed;
  input.head.notice.faults = {{"truncated", "insatser.csv", 418, "Startdatum", "3 of 14 columns"}};
  const Report report = set_report(input);
  EXPECT_NE(report.html.find("<th scope=\"row\">Filen är avbruten</th><td>insatser.csv</td><td>418</td>"
                             "<td>Startdatum</td>"),
            std::string::npos);
  EXPECT_NE(report.html.find("Leveransens läge: kunde inte läsas"), std::string::npos);
  EXPECT_NE(report.csv.find("filfel;;truncated;Filen är avbruten: 3 of 14 columns;"), std::string::npos);
}

TEST(SetReport, NeverShowsAKeyThatHoldsAPersonNumber) {
  auto input = some_set();
  input.units = {
      listed(core::Outcome::parked, {core::Code::consent_missing}, "export.csv", 3, "198502032389|Steget|2026-01-05")};
  input.vanished = {{"accorda", "850203-2389|Steget|2026-01-05", "dag-1", std::nullopt}};
  const Report report = set_report(input);
  for (const std::string& text : {report.html, report.csv}) {
    EXPECT_EQ(text.find("8502032389"), std::string::npos);
    EXPECT_EQ(text.find("850203-2389"), std::string::npos);
    EXPECT_EQ(text.find("Steget"), std::string::npos);
  }
  EXPECT_NE(report.html.find("<th scope=\"row\">export.csv</th><td>3</td><td></td>"), std::string::npos);
}

TEST(SetReport, ListsWhatHasVanished) {
  auto input = some_set();
  input.vanished = {{"accorda", "I-99", "dag-1", base::RegistrationId{{1, 2, 3}}}};
  const Report report = set_report(input);
  EXPECT_NE(report.html.find("I-99"), std::string::npos);
  EXPECT_NE(report.html.find("Ingenting tas bort av sig självt"), std::string::npos);
}

TEST(SetReport, EscapesWhatSourcesWrite) {
  auto input = some_set();
  input.units = {listed(core::Outcome::rejected, {core::Code::unmapped, "<script>alert(1)</script>"}, "a\"b.csv", 1,
                        "=HYPERLINK(\"x\")")};
  const Report report = set_report(input);
  EXPECT_EQ(report.html.find("<script"), std::string::npos);
  EXPECT_NE(report.html.find("&lt;script&gt;alert(1)"), std::string::npos);
  EXPECT_NE(report.csv.find("\"'=HYPERLINK(\"\"x\"\")\""), std::string::npos);
}

TEST(SetReport, IsTheSameWhereItsRowsDoNotFitIntoMemory) {
  auto input = everything();
  const Report whole = set_report(input);
  for (const std::size_t room : {std::size_t{0}, std::size_t{100}}) {
    const Report spooled = set_report(input, core::Language::swedish, room);
    EXPECT_EQ(spooled.html, whole.html) << room;
    EXPECT_EQ(spooled.csv, whole.csv) << room;
  }
}

TEST(SetReport, IsWordForWordWhatLiesBesideThisTest) {
  const Report report = set_report(everything());
  EXPECT_EQ(report.html, expected("html"));
  EXPECT_EQ(report.csv, expected("csv"));
}

TEST(SetReport, EndsWhereItsRowsCannotBeKeptOrWritten) {
  const auto input = everything();
  Pages full;
  full.full = true;
  SetReport unkept(input.head, core::Language::swedish, full, 0);
  EXPECT_TRUE(unkept.add(input.units[0]));
  EXPECT_FALSE(unkept.add(input.units[2]) && unkept.add(input.units[3]) &&
               unkept.write([](auto) { return base::Result<void>(); }, [](auto) { return base::Result<void>(); }));
  Pages pages;
  SetReport unwritten(input.head, core::Language::swedish, pages);
  int calls = 0;
  const auto fails = [&calls](std::string_view) -> base::Result<void> {
    ++calls;
    return base::Error{base::Fault::retry, "full"};
  };
  EXPECT_FALSE(unwritten.write(fails, fails));
  EXPECT_EQ(calls, 1);
}

TEST(CsvField, GuardsWhatASpreadsheetWouldRun) {
  EXPECT_EQ(csv_field("=1+1"), "'=1+1");
  EXPECT_EQ(csv_field("  @SUM(A1)"), "'  @SUM(A1)");
  EXPECT_EQ(csv_field("\tx"), "'\tx");
  EXPECT_EQ(csv_field("-"), "'-");
  EXPECT_EQ(csv_field("a-b"), "a-b");
  EXPECT_EQ(csv_field("a;b"), "\"a;b\"");
}

TEST(LocalId, IsHiddenWhereItReadsAsAPersonNumber) {
  EXPECT_EQ(shown_local_id("I-12"), "I-12");
  EXPECT_EQ(shown_local_id("2026-11-01"), "2026-11-01");
  EXPECT_EQ(shown_local_id("99887766554433"), "99887766554433");
  for (const char* hidden : {"198502032389", "8502032389", "850203-2389", "19850203-2389", "850203+2380",
                             "x198502032389y", "850203 2389", "19700178-2395", "198502032380"}) {
    EXPECT_EQ(shown_local_id(hidden), "") << hidden;
  }
}

}  // namespace
}  // namespace gateway::report
