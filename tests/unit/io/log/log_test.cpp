#include "gateway/io/log/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "tests/unit/core/builders.h"
#include "tests/unit/io/crypto/folder.h"

namespace gateway::io {
namespace {

using nlohmann::json;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

class LogTest : public testing::Test {
 protected:
  std::unique_ptr<Log> open(Log::Form form, LogLevel least = LogLevel::info) {
    auto log = Log::open({.least = least, .form = form, .file = file_});
    EXPECT_TRUE(log) << log.error().what;
    return std::move(*log);
  }
  std::vector<std::string> lines() const {
    std::vector<std::string> all;
    std::istringstream stream(test::read_whole(file_));
    for (std::string line; std::getline(stream, line);) all.push_back(line);
    return all;
  }

  test::Folder folder_;
  std::string file_ = folder_ / "gateway.log";
  std::string number_ = core::made::test_number("1984-05-17");
};

TEST_F(LogTest, WritesOneJsonDocumentALine) {
  const auto log = open(Log::Form::json);
  log->warning("intake", "a “record”\nwas rejected", {{"records", 256}, {"full", true}, {"source", "accorda"}});
  ASSERT_EQ(lines().size(), 1U);
  const json line = json::parse(lines()[0]);
  EXPECT_EQ(line["level"], "warning");
  EXPECT_EQ(line["component"], "intake");
  EXPECT_EQ(line["message"], "a “record”\nwas rejected");
  EXPECT_EQ(line["records"], 256);
  EXPECT_EQ(line["full"], true);
  EXPECT_EQ(line["source"], "accorda");
  EXPECT_THAT(line["at"].get<std::string>(), testing::MatchesRegex("....-..-..T..:..:..\\....Z"));
}

TEST_F(LogTest, WritesTextForPeople) {
  const auto log = open(Log::Form::text);
  log->info("intake", "256 records stored", {{"source", "accorda"}, {"set", "a b"}, {"by", ""}, {"rows", 3}});
  log->error("delivery", "first\nsecond");
  EXPECT_THAT(lines()[0], EndsWith("Z info    intake: 256 records stored source=accorda set=\"a b\" by=\"\" rows=3"));
  EXPECT_THAT(lines()[1], EndsWith("Z error   delivery: \"first\\nsecond\""));
  EXPECT_EQ(lines().size(), 2U) << "nobody can forge a line";
}

TEST_F(LogTest, LeavesOutWhatIsBelowItsLevel) {
  const auto log = open(Log::Form::text, LogLevel::warning);
  log->debug("a", "1");
  log->info("a", "2");
  log->warning("a", "3");
  log->error("a", "4");
  EXPECT_EQ(lines().size(), 2U);
  EXPECT_FALSE(log->writes(LogLevel::info));
  EXPECT_TRUE(log->writes(LogLevel::warning));
}

TEST_F(LogTest, LetsNoPersonNumberThrough) {
  for (const auto form : {Log::Form::json, Log::Form::text}) {
    const auto log = open(form);
    log->info("intake", "person " + number_, {{"text", number_}, {"integer", std::stoll(number_)}});
  }
  for (const std::string& line : lines()) {
    EXPECT_THAT(line, Not(HasSubstr(number_)));
    EXPECT_THAT(line, HasSubstr("[number]"));
  }
  EXPECT_EQ(json::parse(lines()[0])["integer"], "[number]");
}

TEST_F(LogTest, GoesOnInTheSameFile) {
  open(Log::Form::text)->info("a", "1");
  open(Log::Form::text)->info("a", "2");
  EXPECT_EQ(lines().size(), 2U);
}

TEST_F(LogTest, KeepsLinesOfManyThreadsWhole) {
  const auto log = open(Log::Form::json);
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&log] {
        for (int i = 0; i < 100; ++i) log->info("a", std::string(200, 'x'), {{"i", i}});
      });
    }
  }
  EXPECT_EQ(lines().size(), 400U);
  for (const std::string& line : lines()) EXPECT_TRUE(json::accept(line));
}

TEST_F(LogTest, SaysThatItCannotBeWritten) {
  test::write_whole(folder_ / "plain", "");
  const auto log = Log::open({.least = LogLevel::info, .form = Log::Form::json, .file = folder_ / "plain/gateway.log"});
  ASSERT_FALSE(log);
  EXPECT_THAT(log.error().what, HasSubstr("the log cannot be written there"));
}

TEST(Log, GoesToStandardErrorWithoutAFile) {
  testing::internal::CaptureStderr();
  auto log = Log::open({.least = LogLevel::info, .form = Log::Form::text, .file = ""});
  ASSERT_TRUE(log);
  (*log)->info("a", "here");
  EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("a: here\n"));
}

}  // namespace
}  // namespace gateway::io
