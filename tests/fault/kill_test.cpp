// Kill -9 of gateway, node and plugin runners at random moments; one checker decides over what was left.
#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>

#include <iostream>
#include <memory>
#include <random>
#include <thread>

#include "tests/fault/history.h"
#include "tests/support/database.h"
#include "tests/support/site.h"

namespace gateway::fault {
namespace {

using namespace std::chrono_literals;
using support::Json;
using support::Process;
using support::Site;

unsigned from_environment(const char* name, unsigned otherwise) {
  const char* text = ::getenv(name);
  return text == nullptr ? otherwise : static_cast<unsigned>(std::strtoul(text, nullptr, 10));
}

struct Counts {
  unsigned gateway = 0;
  unsigned node = 0;
  unsigned runner = 0;
  unsigned all() const { return gateway + node + runner; }
};

/// A municipality's two days, with everything being killed in between.
class Life {
 public:
  Life(unsigned seed, unsigned most_kills, Counts& kills)
      : random_(seed),
        most_kills_(kills.all() + most_kills),
        kills_(kills),
        site_({.directory = "demo", .mapping = "demo", .accorda = "demo", .poll = "100ms", .batch = "4"}) {
    site_.generate(300, static_cast<int>(seed % 1000) + 1, 1);
    site_.generate(300, static_cast<int>(seed % 1000) + 1, 2);
    const Json plan = Json::parse(support::read_file(site_.folder() / "plan-1.json"));
    for (const auto& [key, what] : plan.at("planted").items()) {
      if (what == "finsam") keys_.push_back(key);
    }
    std::shuffle(keys_.begin(), keys_.end(), random_);
  }

  void live() {
    site_.start_all();
    site_.drop(site_.folder() / "export-1", "export_1");
    bool second_day = false;
    while (kills_.all() < most_kills_) {
      if (!second_day && (random_() % 5 == 0 || quiet(1))) {
        site_.drop(site_.folder() / "export-2", "export_2");
        second_day = true;
      }
      if (!command_ && random_() % 3 != 0) begin_withdrawal();
      // The moment is what is tried here; nobody waits for anything.
      std::this_thread::sleep_for(std::chrono::milliseconds(random_() % 300));
      kill_one();
      end_withdrawal(0ms);
      if (second_day && quiet(2)) break;
    }
    if (!second_day) site_.drop(site_.folder() / "export-2", "export_2");
    end_withdrawal(60s);
    quiet_ = support::eventually(120s, [this] { return quiet(2); });
  }

  bool ended_quietly() const { return quiet_; }
  Verdict verdict() { return judge(site_, withdrawals_); }
  std::size_t acknowledged() const {
    std::size_t count = 0;
    for (const Withdrawal& one : withdrawals_) count += one.acknowledged ? 1 : 0;
    return count;
  }
  std::size_t told() const { return withdrawals_.size(); }
  std::string folder() const { return site_.folder().string(); }

 private:
  void kill_one() {
    const auto dice = random_() % 100;
    if (dice < 50) {
      kill("gateway");
      ++kills_.gateway;
    } else if (dice < 75) {
      kill("node");
      ++kills_.node;
    } else {
      const auto runners = site_.gateway_process() == nullptr
                               ? std::vector<pid_t>()
                               : support::descendants(site_.gateway_process()->pid(), "sus-gateway-runner");
      if (runners.empty()) return;
      ::kill(runners[random_() % runners.size()], SIGKILL);
      ++kills_.runner;
    }
  }

  /// Now and then the next one comes while it is still starting.
  void kill(const std::string& part) {
    site_.kill(part);
    if (random_() % 4 == 0) {
      site_.launch(part);
      std::this_thread::sleep_for(std::chrono::milliseconds(random_() % 150));
      site_.kill(part);
      part == "gateway" ? ++kills_.gateway : ++kills_.node;
    }
    site_.start(part);
  }

  /// Somebody withdraws while all this goes on.
  void begin_withdrawal() {
    if (keys_.empty()) return;
    withdrawals_.push_back({keys_.back(), false, {}});
    keys_.pop_back();
    answer_ = site_.folder() / ("withdrawal-" + std::to_string(withdrawals_.size()));
    command_ =
        std::make_unique<Process>(site_.command("gateway", {"consent", "withdraw", "--source", "accorda", "--key",
                                                            withdrawals_.back().key, "--by", "maj.lind"}),
                                  Process::Streams{"/dev/null", answer_, "/dev/null"});
  }

  void end_withdrawal(std::chrono::milliseconds within) {
    if (!command_) return;
    const auto code = command_->wait(within);
    if (!code) return;
    command_.reset();
    if (*code != 0) return;
    const Json receipt = Json::parse(support::read_file(answer_));
    withdrawals_.back().acknowledged = true;
    withdrawals_.back().registrations = receipt.at("registrations").get<std::vector<std::string>>();
  }

  /// Whether so many sets are done and nothing is on its way.
  bool quiet(int sets) {
    try {
      const auto ledger = site_.ledger("gateway");
      return support::select_number(ledger, "SELECT count(*) FROM intake_set WHERE state = 1") == sets &&
             support::select_number(ledger, "SELECT count(*) FROM outbox WHERE state IN (0, 2)") == 0 &&
             support::select_number(ledger, "SELECT count(*) FROM totals WHERE version > sent_version") == 0;
    } catch (const std::runtime_error&) {
      return false;  // It is just being opened again.
    }
  }

  std::mt19937 random_;
  unsigned most_kills_;
  Counts& kills_;
  Site site_;
  std::vector<std::string> keys_;
  std::vector<Withdrawal> withdrawals_;
  std::unique_ptr<Process> command_;
  std::filesystem::path answer_;
  bool quiet_ = false;
};

TEST(Kill, AtAnyMomentLosesNothingAndDoublesNothing) {
  const unsigned seed = from_environment("GATEWAY_SEED", 1);
  const unsigned wanted = from_environment("GATEWAY_KILLS", 60);
  std::cout << "seed " << seed << ", kills wanted " << wanted << std::endl;
  Counts kills;
  for (unsigned life = 0; kills.all() < wanted; ++life) {
    Life one(seed + life, wanted - kills.all(), kills);
    one.live();
    const Verdict verdict = one.verdict();
    std::cout << "life " << life << " (seed " << seed + life << "): kills so far " << kills.all() << ", registrations "
              << verdict.registrations << ", at the node " << verdict.at_node << ", void " << verdict.voided
              << ", handed over " << verdict.handed << ", taken again " << verdict.repeats << ", withdrawals "
              << one.told() << " of which acknowledged " << one.acknowledged() << std::endl;
    EXPECT_TRUE(one.ended_quietly()) << "something is still on its way";
    for (const std::string& fault : verdict.faults) ADD_FAILURE() << "seed " << seed + life << ": " << fault;
    if (HasFailure()) {
      ::setenv("GATEWAY_KEEP", "1", 1);
      break;
    }
  }
  std::cout << "killed: gateway " << kills.gateway << ", node " << kills.node << ", runners " << kills.runner
            << std::endl;
}

}  // namespace
}  // namespace gateway::fault
