#include "gateway/app/source_loop.h"

#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "tests/unit/flow/desk.h"

namespace gateway::app {
namespace {

using namespace std::chrono_literals;

/// Has news at its second wait, and comes back from it late, as on a machine that has no time for it.
class LateSource final : public ports::Source {
 public:
  explicit LateSource(std::promise<void>& read_again) : read_again_(read_again) {}

  base::Result<ports::Pulled> pull(std::string_view, std::string_view,
                                   const std::function<base::Result<void>(const ports::Page&)>&) override {
    if (++pulls_ == 2) read_again_.set_value();
    return ports::Pulled{};
  }
  bool wait(std::chrono::milliseconds at_most) override {
    std::this_thread::sleep_for(++waits_ == 2 ? at_most + 20ms : at_most);
    return waits_ == 2;
  }
  void stop() override {}

 private:
  std::promise<void>& read_again_;
  int pulls_ = 0;
  int waits_ = 0;
};

TEST(SourceLoop, ReadsWhatItWasToldOfHoweverLateItHears) {
  flow::made::Desk desk;
  std::promise<void> read_again;
  auto again = read_again.get_future();
  SourceLoop loop(
      {"accorda", {"insatser"}, 1h}, std::make_unique<LateSource>(read_again), desk.around(), [](const Drained&) {},
      [](const base::Error&) {});
  loop.start();
  EXPECT_EQ(again.wait_for(30s), std::future_status::ready) << "the next look of its own is an hour away";
  loop.stop();
}

}  // namespace
}  // namespace gateway::app
