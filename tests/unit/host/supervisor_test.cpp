#include "gateway/host/supervisor.h"

#include <gtest/gtest.h>

namespace gateway::host {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// An instance that does what the test says.
struct Script {
  bool fail_to_start = false;
  bool crash = false;
  int made = 0;
  int drained = 0;
};

class Scripted : public Instance {
 public:
  explicit Scripted(Script& script) : script_(script) {}
  const About& about() const override { return about_; }
  base::Result<void> start(std::string_view) override { return {}; }
  base::Result<std::string> check() override {
    if (!script_.crash) return std::string("well");
    lost_ = true;
    return base::broken("it crashed");
  }
  base::Result<ports::Pulled> pull(std::string_view, std::string_view, const Take&) override { return ports::Pulled{}; }
  base::Result<std::vector<TargetAnswer>> push(std::span<const std::string>, milliseconds) override {
    return std::vector<TargetAnswer>{};
  }
  void drain(milliseconds) override { ++script_.drained; }
  bool lost() const override { return lost_; }
  void wake() override {}

 private:
  Script& script_;
  About about_;
  bool lost_ = false;
};

class SupervisorTest : public ::testing::Test {
 protected:
  SupervisorTest() {
    RestartPolicy policy;
    policy.first = seconds(1);
    policy.longest = seconds(3);
    policy.failures = 4;
    policy.now = [this] { return now; };
    auto make = [this]() -> base::Result<std::unique_ptr<Instance>> {
      if (script.fail_to_start) return base::rejected("no such library");
      ++script.made;
      return std::unique_ptr<Instance>(std::make_unique<Scripted>(script));
    };
    supervisor = std::make_unique<Supervisor>(
        "p", make, std::make_unique<GrantedServices>(GrantedServices::Grant{"p", {}, {}, {}, {}}, http, log), policy,
        log);
  }
  base::Result<std::string> check() {
    return supervisor->call<std::string>([](Instance& instance) { return instance.check(); });
  }

  struct : ports::HttpClient {
    base::Result<ports::HttpResponse> send(std::string_view, const ports::HttpRequest&, milliseconds) override {
      return base::rejected("none");
    }
  } http;
  struct : LogSink {
    void write(LogLevel, std::string_view, std::string_view) override {}
  } log;
  Script script;
  std::chrono::steady_clock::time_point now{};
  std::unique_ptr<Supervisor> supervisor;
};

TEST_F(SupervisorTest, DoublesTheBackOffUpToTheLongest) {
  ASSERT_TRUE(supervisor->begin().has_value());
  script.crash = true;
  for (const auto delay : {milliseconds(1000), milliseconds(2000), milliseconds(3000)}) {
    EXPECT_EQ(check().error().what, "plugin p: it crashed");
    const int made = script.made;
    now += delay - milliseconds(1);
    EXPECT_EQ(check().error().what, "plugin p is waiting to be started again; it crashed");
    EXPECT_EQ(script.made, made);
    now += milliseconds(1);
  }
  EXPECT_EQ(check().error().fault, base::Fault::broken);
  EXPECT_EQ(supervisor->health().state, Health::State::quarantined);
  EXPECT_EQ(supervisor->health().restarts, 3U);
}

TEST_F(SupervisorTest, ForgetsFailuresAfterACallThatWentWell) {
  ASSERT_TRUE(supervisor->begin().has_value());
  for (int i = 0; i < 10; ++i) {
    script.crash = true;
    EXPECT_EQ(check().error().fault, base::Fault::retry);
    script.crash = false;
    now += seconds(1);
    EXPECT_EQ(check().value(), "well");
  }
  EXPECT_EQ(supervisor->health().state, Health::State::running);
  EXPECT_EQ(supervisor->health().restarts, 10U);
}

TEST_F(SupervisorTest, CountsARestartThatFails) {
  ASSERT_TRUE(supervisor->begin().has_value());
  script.crash = script.fail_to_start = true;
  EXPECT_EQ(check().error().fault, base::Fault::retry);
  for (int i = 0; i < 2; ++i) {
    now += seconds(3);
    EXPECT_EQ(check().error().what, "plugin p: no such library");
  }
  now += seconds(3);
  EXPECT_EQ(check().error().what, "plugin p is quarantined after 4 failures in a row; the last: no such library");
}

TEST_F(SupervisorTest, EndsAQuarantineOnAnOperatorsWord) {
  ASSERT_TRUE(supervisor->begin().has_value());
  script.crash = true;
  while (check().error().fault != base::Fault::broken) now += seconds(3);
  script.crash = false;
  EXPECT_EQ(check().error().fault, base::Fault::broken);
  supervisor->release();
  EXPECT_EQ(check().value(), "well");
  EXPECT_EQ(supervisor->health().state, Health::State::running);
}

TEST_F(SupervisorTest, GivesTheFirstFailureToTheOneWhoStarts) {
  script.fail_to_start = true;
  EXPECT_EQ(supervisor->begin().error().what, "plugin p: no such library");
}

TEST_F(SupervisorTest, RefusesCallsOnceStopped) {
  ASSERT_TRUE(supervisor->begin().has_value());
  supervisor->stop();
  EXPECT_EQ(check().error().fault, base::Fault::stop);
  EXPECT_EQ(supervisor->health().state, Health::State::running);
}

TEST_F(SupervisorTest, DrainsAtTheEnd) {
  ASSERT_TRUE(supervisor->begin().has_value());
  supervisor.reset();
  EXPECT_EQ(script.drained, 1);
}

}  // namespace
}  // namespace gateway::host
