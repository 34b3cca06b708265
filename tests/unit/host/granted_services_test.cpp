#include "gateway/host/granted_services.h"

#include <gtest/gtest.h>

namespace gateway::host {
namespace {

using std::chrono::milliseconds;

struct Web : ports::HttpClient {
  base::Result<ports::HttpResponse> send(std::string_view endpoint, const ports::HttpRequest&,
                                         milliseconds timeout) override {
    asked = endpoint;
    waited = timeout;
    return ports::HttpResponse{200, {}, ""};
  }
  std::string asked;
  milliseconds waited{0};
};

struct Log : LogSink {
  void write(LogLevel, std::string_view, std::string_view message) override { last = message; }
  std::string last;
};

class GrantedServicesTest : public ::testing::Test {
 protected:
  Web web;
  Log log;
  GrantedServices services{
      {"p", {{"node", "node-1"}}, {}, milliseconds(500), [] { return base::Instant(milliseconds(7)); }}, web, log};
};

TEST_F(GrantedServicesTest, SendsToWhatTheDeclaredNameStandsFor) {
  EXPECT_TRUE(services.send("node", {}, milliseconds(100)).has_value());
  EXPECT_EQ(web.asked, "node-1");
  EXPECT_EQ(web.waited, milliseconds(100));
}

TEST_F(GrantedServicesTest, RefusesWhatWasNotDeclaredEvenWhenItExists) {
  EXPECT_EQ(services.send("node-1", {}, milliseconds(100)).error().fault, base::Fault::reject);
  EXPECT_EQ(services.list("drop", "").error().fault, base::Fault::reject);
  EXPECT_EQ(services.open("drop", "a").error().fault, base::Fault::reject);
  EXPECT_EQ(services.rename("drop", "a", "b").error().fault, base::Fault::reject);
  EXPECT_EQ(web.asked, "");
}

TEST_F(GrantedServicesTest, AllowsNoLongerWaitThanConfigured) {
  for (const auto asked : {milliseconds(0), milliseconds(-5), milliseconds(100000)}) {
    EXPECT_TRUE(services.send("node", {}, asked).has_value());
    EXPECT_EQ(web.waited, milliseconds(500));
  }
}

TEST_F(GrantedServicesTest, KeepsALineALine) {
  services.log(LogLevel::info, "one\ntwo\x1b[31m\x7f");
  EXPECT_EQ(log.last, "one two [31m ");
  services.log(LogLevel::info, std::string(5000, 'x'));
  EXPECT_EQ(log.last.size(), 2000U);
}

TEST_F(GrantedServicesTest, TellsTheTimeItWasGiven) {
  EXPECT_EQ(services.now(), base::Instant(milliseconds(7)));
}

}  // namespace
}  // namespace gateway::host
