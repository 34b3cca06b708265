#include "gateway/io/config/reader.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "gateway/io/config/text_file.h"
#include "gateway/io/config/toml.h"
#include "tests/unit/io/config/scratch.h"

namespace gateway::io {
namespace {

using namespace std::chrono_literals;

/// A file's text and what was wrong with it when `read` had read it.
template <typename Read>
std::string faults_of(const std::string& text, Read read) {
  const auto document = parse_toml(text, "x.toml");
  if (!document) return document.error().what;
  Faults faults("x.toml");
  Reader file(*document, "", faults);
  read(file);
  file.done();
  return faults.any() ? faults.error().what : "";
}

TEST(TextFile, RefusesAPipeInsteadOfWaitingForItsWriter) {
  const Scratch scratch;
  ASSERT_EQ(mkfifo(scratch.path("pipe").c_str(), 0600), 0);
  const auto read = read_text(scratch.path("pipe"), 100);
  ASSERT_FALSE(read);
  EXPECT_EQ(scratch.shown(read.error().what), "pipe: is a pipe, not a file");
}

TEST(Reader, ReadsEachKindAsWritten) {
  const auto text =
      "t = 'a'\nl = ['a', 'b']\none = 'a'\nb = true\ni = 7\nd = '5min'\nday = 2026-01-31\nc = 'two'\n"
      "from = 2020-01-01\nto = 2020-12-31\n";
  EXPECT_EQ(
      faults_of(text,
                [](Reader& file) {
                  EXPECT_EQ(file.text("t"), "a");
                  EXPECT_EQ(file.texts("l"), (std::vector<std::string>{"a", "b"}));
                  EXPECT_EQ(file.texts("one"), std::vector<std::string>{"a"});
                  EXPECT_TRUE(file.boolean_or("b", false));
                  EXPECT_EQ(file.integer_or("i", 1, 0, 10), 7);
                  EXPECT_EQ(file.duration_or("d", 1s, 1s, 1h), 5min);
                  EXPECT_EQ(file.date_if("day"), base::Date::of(2026, 1, 31));
                  EXPECT_EQ(file.choice_or("c", 1, {{"one", 1}, {"two", 2}}), 2);
                  EXPECT_EQ(file.period(), (base::Period{*base::Date::of(2020, 1, 1), base::Date::of(2020, 12, 31)}));
                }),
      "");
}

TEST(Reader, TakesTheDefaultOfWhatIsNotThere) {
  EXPECT_EQ(faults_of("",
                      [](Reader& file) {
                        EXPECT_EQ(file.text_or("t", "a"), "a");
                        EXPECT_TRUE(file.texts("l").empty());
                        EXPECT_EQ(file.integer_or("i", 1, 0, 10), 1);
                        EXPECT_EQ(file.duration_or("d", 1s, 1s, 1h), 1s);
                        EXPECT_FALSE(file.table_if("t2"));
                        EXPECT_TRUE(file.tables("t3").empty());
                      }),
            "");
}

TEST(Reader, SaysWhatIsMissingAtTheTableThatLacksIt) {
  EXPECT_EQ(faults_of("\n[gateway]\n",
                      [](Reader& file) {
                        auto table = file.table_if("gateway");
                        table->text("organisation");
                        table->done();
                      }),
            "x.toml:2:1: gateway.organisation is missing: write organisation = \"…\"");
}

TEST(Reader, SaysWhatIsOfAnotherKind) {
  EXPECT_EQ(faults_of("a = 1\n", [](Reader& file) { file.text("a"); }),
            "x.toml:1:5: a must be a string: put it in quotation marks");
  EXPECT_EQ(faults_of("a = ''\n", [](Reader& file) { file.text("a"); }), "x.toml:1:5: a must not be empty");
  EXPECT_EQ(faults_of("a = 'true'\n", [](Reader& file) { file.boolean_or("a", false); }),
            "x.toml:1:5: a must be true or false, without quotation marks");
  EXPECT_EQ(faults_of("a = ['b', 1]\n", [](Reader& file) { file.texts("a"); }),
            "x.toml:1:11: a must hold strings only, none of them empty");
  EXPECT_EQ(faults_of("a = 'x'\n", [](Reader& file) { file.tables("a"); }),
            "x.toml:1:5: a must be a list of tables: write [[a]] with two brackets");
  EXPECT_EQ(faults_of("a = 'x'\n", [](Reader& file) { file.table_if("a")->text("b"); }),
            "x.toml:1:5: a must be a table: [a] or { key = value }");
  EXPECT_EQ(faults_of("a = 'x'\n",
                      [](Reader& file) {
                        file.choice_or("a", 1, {{"one", 1}, {"two", 2}});
                      }),
            "x.toml:1:5: a must be one of \"one\", \"two\"");
}

TEST(Reader, KeepsNumbersAndTimesWithinTheirBounds) {
  const auto integer = [](Reader& file) { file.integer_or("a", 1, 1, 10); };
  const auto time = [](Reader& file) { file.duration_or("a", 1s, 1s, 1h); };
  for (const auto text : {"a = 1\n", "a = 10\n"}) EXPECT_EQ(faults_of(text, integer), "");
  for (const auto text : {"a = 0\n", "a = 11\n", "a = 1.5\n", "a = '1'\n"})
    EXPECT_EQ(faults_of(text, integer), "x.toml:1:5: a must be a whole number from 1 to 10");
  for (const auto text : {"a = '1000ms'\n", "a = '60min'\n"}) EXPECT_EQ(faults_of(text, time), "");
  for (const auto text : {"a = '999ms'\n", "a = '61min'\n", "a = 5\n", "a = '5'\n", "a = '5 s'\n", "a = '-5s'\n",
                          "a = '99999999999999999999s'\n"})
    EXPECT_EQ(faults_of(text, time),
              "x.toml:1:5: a must be a time from \"1s\" to \"1h\", written with ms, s, min, h or d: \"10s\"");
}

TEST(Reader, RefusesAPeriodThatEndsBeforeItBeginsOrHasNoBeginning) {
  const auto period = [](Reader& file) { file.period(); };
  EXPECT_EQ(faults_of("from = 2020-01-02\nto = 2020-01-02\n", period), "");
  EXPECT_EQ(faults_of("from = 2020-01-02\nto = 2020-01-01\n", period), "x.toml:2:6: to lies before from");
  EXPECT_EQ(faults_of("to = 2020-01-01\n", period).substr(0, 26), "x.toml:1:1: from is missin");
  EXPECT_EQ(faults_of("from = '2020-02-30'\n", period), "x.toml:1:8: from must be a day that exists: 2026-01-31");
}

TEST(Reader, RefusesKeysThatNobodyAskedFor) {
  EXPECT_EQ(faults_of("[[source]]\nid = 'accorda'\nplugn = 'x'\n",
                      [](Reader& file) {
                        for (auto& table : file.tables("source")) {
                          table.text("id");
                          table.text_or("plugin", "");
                          table.done();
                        }
                      }),
            "x.toml:3:9: source.accorda.plugn is not known here: known are id, plugin");
}

TEST(Reader, TellsAllFaultsOfAFileButNoMoreThanTwenty) {
  std::string text;
  for (int i = 0; i < 25; ++i) text += "k" + std::to_string(i) + " = 1\n";
  const auto what = faults_of(text, [](Reader&) {});
  EXPECT_EQ(std::count(what.begin(), what.end(), '\n'), 20);
  EXPECT_TRUE(what.ends_with("\nx.toml: and 5 more")) << what;
}

}  // namespace
}  // namespace gateway::io
