#include "plugins/sdk/csv.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>

namespace sdk {
namespace {

using Rows = std::vector<std::vector<std::string>>;

CsvReader reader(const std::string& text, CsvFormat format = {}, std::size_t block = 256 * 1024) {
  return CsvReader(
      [&text](std::uint64_t offset, char* to, std::size_t size) {
        const auto at = std::min<std::size_t>(offset, text.size());
        const auto count = std::min(size, text.size() - at);
        std::memcpy(to, text.data() + at, count);
        return count;
      },
      format, block);
}

struct Told {
  Rows rows;
  std::vector<std::uint64_t> lines;
  std::vector<CsvFault> faults;
  CsvReader::Next last;
};

Told read(const std::string& text, CsvFormat format = {}, std::size_t block = 256 * 1024) {
  auto in = reader(text, format, block);
  Told told;
  CsvRow row;
  while ((told.last = in.next(row)) == CsvReader::Next::row) {
    told.rows.emplace_back(row.fields.begin(), row.fields.end());
    told.lines.push_back(row.line);
    told.faults.push_back(row.fault);
  }
  return told;
}

TEST(Csv, ReadsQuotesLineBreaksAndEmptyFields) {
  const std::string text = "a,\"b,\"\"c\"\"\",\r\n,\"x\ny\",z\nlast,\"\",q";
  for (const std::size_t block : {1U, 2U, 3U, 5U, 7U, 64U}) {
    const auto told = read(text, {}, block);
    EXPECT_EQ(told.rows, (Rows{{"a", "b,\"c\"", ""}, {"", "x\ny", "z"}, {"last", "", "q"}})) << block;
    EXPECT_EQ(told.lines, (std::vector<std::uint64_t>{1, 2, 4})) << block;
    EXPECT_EQ(told.last, CsvReader::Next::end);
  }
}

TEST(Csv, TakesEveryKindOfLineBreak) {
  for (const std::size_t block : {1U, 2U, 100U}) {
    const auto told = read("a;b\rc;d\r\n\r\n\n\re;f\n", {.delimiter = ';'}, block);
    EXPECT_EQ(told.rows, (Rows{{"a", "b"}, {"c", "d"}, {"e", "f"}})) << block;
    EXPECT_EQ(told.lines, (std::vector<std::uint64_t>{1, 2, 6})) << block;
  }
}

TEST(Csv, AQuoteWithinAFieldIsACharacter) {
  EXPECT_EQ(read("5\" rör,b\n").rows, (Rows{{"5\" rör", "b"}}));
  EXPECT_EQ(read("\"a\";b\n", {.delimiter = ';', .quote = 0}).rows, (Rows{{"\"a\"", "b"}}));
}

TEST(Csv, TextBehindAClosingQuoteFaultsItsLineOnly) {
  for (const std::size_t block : {1U, 4U, 100U}) {
    const auto told = read("1,\"a\"b,c\n2,x,y\n", {}, block);
    ASSERT_EQ(told.rows.size(), 2U) << block;
    EXPECT_EQ(told.faults, (std::vector<CsvFault>{CsvFault::quote, CsvFault::none}));
    EXPECT_EQ(told.rows[0][0], "1");
    EXPECT_EQ(told.rows[1], (std::vector<std::string>{"2", "x", "y"}));
    EXPECT_EQ(told.lines, (std::vector<std::uint64_t>{1, 2}));
  }
}

TEST(Csv, AStrayQuoteSwallowsNoNeighbours) {
  const auto told = read("1,\"a\n2,b\n3,\"c\"\n4,d\n");
  EXPECT_EQ(told.faults, (std::vector<CsvFault>{CsvFault::quote, CsvFault::none, CsvFault::none, CsvFault::none}));
  EXPECT_EQ(told.rows[1], (std::vector<std::string>{"2", "b"}));
  EXPECT_EQ(told.rows[2], (std::vector<std::string>{"3", "c"}));
}

TEST(Csv, SaysWhereQuotesNeverClose) {
  const std::string text = "a,b\nc,\"d\ne";
  auto in = reader(text);
  CsvRow row;
  EXPECT_EQ(in.next(row), CsvReader::Next::row);
  EXPECT_EQ(in.next(row), CsvReader::Next::unterminated);
  EXPECT_EQ(row.line, 2U);
}

TEST(Csv, ALineOverTheLimitIsPassedOverInBoundedMemory) {
  const std::string text = "1,a\n2," + std::string(50'000, 'x') + "\n3,c\n";
  const auto told = read(text, {.row_limit = 1000, .field_limit = 500}, 256);
  ASSERT_EQ(told.rows.size(), 3U);
  EXPECT_EQ(told.faults[1], CsvFault::row_too_long);
  EXPECT_EQ(told.rows[1][0], "2");
  EXPECT_LE(told.rows[1][1].size(), 4096U);
  EXPECT_EQ(told.rows[2], (std::vector<std::string>{"3", "c"}));
  EXPECT_EQ(told.lines, (std::vector<std::uint64_t>{1, 2, 3}));
}

TEST(Csv, ARowAtTheLimitIsTheSameWhateverTheBlock) {
  const std::string edge = "1," + std::string(98, 'x');  // 100 bytes.
  const std::string quoted = "2,\"" + std::string(60, 'y') + "\n" + std::string(60, 'z') + "\"";
  for (const std::string& text : {edge + "\r\n" + quoted + "\n3,a\n", edge + "x\r\n3,a\n", "3,a\n" + edge,
                                  "3,a\n" + edge + "x", edge + "x\r3,a", quoted + "\r\n", quoted}) {
    const auto whole = read(text, {.row_limit = 100});
    for (const std::size_t block : {1U, 2U, 3U, 64U, 100U, 101U, 102U}) {
      const auto told = read(text, {.row_limit = 100}, block);
      EXPECT_EQ(told.rows, whole.rows) << block << text;
      EXPECT_EQ(told.lines, whole.lines) << block << text;
      EXPECT_EQ(told.faults, whole.faults) << block << text;
      EXPECT_EQ(told.last, whole.last) << block << text;
    }
  }
  EXPECT_EQ(read(edge + "\n", {.row_limit = 100}).faults, std::vector{CsvFault::none});
  EXPECT_EQ(read(edge + "x\n", {.row_limit = 100}).faults, std::vector{CsvFault::row_too_long});
}

TEST(Csv, ARunawayQuoteIsGivenUpAtTheLimit) {
  std::string text = "1,\"a\n";
  for (int i = 2; i < 500; ++i) text += std::to_string(i) + ",b\n";
  const auto told = read(text, {.row_limit = 1000}, 256);
  ASSERT_EQ(told.rows.size(), 499U);
  EXPECT_EQ(told.faults[0], CsvFault::quote);
  EXPECT_EQ(std::count(told.faults.begin(), told.faults.end(), CsvFault::none), 498);
}

TEST(Csv, AFieldOverTheLimitIsNamed) {
  const std::string text = "1,2," + std::string(600, 'x') + ",4\n";
  auto in = reader(text, {.field_limit = 500});
  CsvRow row;
  ASSERT_EQ(in.next(row), CsvReader::Next::row);
  EXPECT_EQ(row.fault, CsvFault::field_too_long);
  EXPECT_EQ(row.fault_field, 2U);
  EXPECT_EQ(row.fields[3], "4");
}

TEST(Csv, GoesBackToARowByItsOffset) {
  const std::string text = "a,b\n\"c\nx\",d\ne,f\n";
  for (const std::size_t block : {4U, 100U}) {
    auto in = reader(text, {}, block);
    CsvRow row;
    std::vector<std::uint64_t> offsets;
    while (in.next(row) == CsvReader::Next::row) offsets.push_back(row.offset);
    ASSERT_EQ(offsets, (std::vector<std::uint64_t>{0, 4, 12}));
    for (const auto at : {2U, 0U, 1U}) {
      in.seek(offsets[at], 7);
      ASSERT_EQ(in.next(row), CsvReader::Next::row);
      EXPECT_EQ(row.offset, offsets[at]);
      EXPECT_EQ(row.fields[0], at == 0 ? "a" : at == 1 ? "c\nx" : "e");
      EXPECT_EQ(row.line, 7U);
    }
  }
}

TEST(Csv, PassesOverAPreamble) {
  const std::string text = "Rapport \"x\r\n\r\nmer\na,b\n";
  for (const std::size_t block : {1U, 3U, 100U}) {
    auto in = reader(text, {}, block);
    ASSERT_TRUE(in.skip_lines(3));
    CsvRow row;
    ASSERT_EQ(in.next(row), CsvReader::Next::row);
    EXPECT_EQ(row.fields[0], "a");
    EXPECT_EQ(row.line, 4U);
  }
  EXPECT_FALSE(reader(text).skip_lines(5));
}

TEST(Csv, SaysWhetherTheLastRowEnds) {
  for (const auto& [text, ends] : {std::pair{std::string("a\nb"), false}, {std::string("a\nb\n"), true}}) {
    auto in = reader(text);
    CsvRow row;
    while (in.next(row) == CsvReader::Next::row) {
    }
    EXPECT_EQ(row.terminated, ends);
  }
}

}  // namespace
}  // namespace sdk
