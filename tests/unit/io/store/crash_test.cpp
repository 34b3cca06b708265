// The process is killed at any moment: what was acknowledged is there, what was not is there whole or not at all.
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <map>
#include <random>
#include <set>
#include <thread>

#include "tests/unit/io/store/office.h"

namespace gateway::io {
namespace {

using namespace made;

constexpr int kRecordsInPage = 4;

std::string key_of(int page, int n) {
  return "P" + std::to_string(page) + "-" + std::to_string(n);
}

core::Participation record_of(int page, int n) {
  const int person = page * kRecordsInPage + n;
  const base::Date born = day("1976-03-01") + std::chrono::days(person % 1300);
  core::Participation record = participation();
  record.key = key_of(page, n);
  record.number = test_number(born.text(), person / 1300 % 2 == 0 ? core::Sex::woman : core::Sex::man);
  if (n == 1) record.consent.answer = core::ConsentAnswer::declined;
  if (n == 2) record.consent = {};
  return record;
}

/// In the child: pages one after the other, each told to the parent after its commit; half of what is due is handed
/// over and settled in between, each told, too.
[[noreturn]] void work(const LedgerConfig& config, int first_page, int pipe) {
  SetClock clock;
  World world;
  auto ledger = must(SqliteLedger::open(config, clock));
  std::uint32_t ids = 0;
  const auto tell = [&](char what, std::int64_t number) {
    const std::string line = std::string(1, what) + std::to_string(number) + "\n";
    if (::write(pipe, line.data(), line.size()) < 0) ::_exit(1);
  };
  must(ledger->write([](ports::Transaction& t) { return t.take_back(); }));
  for (int page = first_page;; ++page) {
    must(ledger->write([&](ports::Transaction& t) -> base::Result<void> {
      ports::PageCounts counts;
      for (int n = 0; n < kRecordsInPage; ++n) {
        const core::Participation record = record_of(page, n);
        const auto facts = must(t.facts("accorda", "set", record, document_of(record)));
        core::Circumstances under = world.circumstances();
        const std::uint32_t id = ++ids;
        std::copy_n(reinterpret_cast<const std::uint8_t*>(&id), 4, under.new_id.bytes.begin());
        std::copy_n(reinterpret_cast<const std::uint8_t*>(&page), 4, under.new_id.bytes.begin() + 4);
        const core::Decision decision = core::decide(record, facts.situation, under);
        for (const core::UnitOutcome& unit : decision.units) counts.add(unit.outcome);
        must(t.store(ports::DecidedRecord{"accorda", "set", record, document_of(record), decision, clock.now()}));
      }
      return t.store_page("accorda", "all", "set", std::to_string(page), counts, clock.now());
    }));
    tell('P', page);
    std::vector<ports::DueMessage> due;
    must(ledger->write([&](ports::Transaction& t) -> base::Result<void> {
      due = must(t.due(clock.now(), 1));
      for (const auto& item : due) must(t.hand(item.sequence, clock.now()));
      return {};
    }));
    for (const ports::DueMessage& item : due) {
      must(ledger->write([&](ports::Transaction& t) -> base::Result<void> {
        const auto now = must(t.handed(item.sequence));
        return t.settle(item.sequence, {core::Admitted::accepted, {}},
                        core::settle(now.message, core::Admitted::accepted, *now.facts.registration, now.sex),
                        clock.now());
      }));
      tell('D', item.sequence);
    }
  }
}

struct Acknowledged {
  int last_page = -1;
  std::set<std::int64_t> delivered;
};

void read_all(int pipe, Acknowledged& acknowledged) {
  std::string text;
  char buffer[4096];
  for (ssize_t size = 0; (size = ::read(pipe, buffer, sizeof buffer)) > 0;) {
    text.append(buffer, static_cast<std::size_t>(size));
  }
  std::size_t at = 0;
  for (std::size_t end = text.find('\n'); end != std::string::npos; at = end + 1, end = text.find('\n', at)) {
    const std::int64_t number = std::stoll(text.substr(at + 1, end - at - 1));
    if (text[at] == 'P') {
      acknowledged.last_page = static_cast<int>(number);
    } else {
      acknowledged.delivered.insert(number);
    }
  }
}

/// Everything that was acknowledged is there, whole pages only, and all adds up.
int check(const LedgerConfig& config, const Acknowledged& acknowledged) {
  SetClock clock;
  auto ledger = must(SqliteLedger::open(config, clock));
  EXPECT_TRUE(*must(ledger->verify()).find("ok")->boolean());
  std::string cursor;
  must(ledger->write([&](ports::Transaction& t) -> base::Result<void> {
    cursor = must(t.cursor("accorda", "all"));
    return {};
  }));
  const int last = cursor.empty() ? -1 : std::stoi(cursor);
  EXPECT_GE(last, acknowledged.last_page);
  EXPECT_LE(last, acknowledged.last_page + 1);
  std::map<std::string, int> units;
  int anonymous = 0;
  const auto listed =
      all_of<ports::ListedUnit>([&](const auto& take) { return ledger->each_unit(ports::ListFilter{}, take); });
  for (const ports::ListedUnit& unit : listed) {
    if (unit.outcome == core::Outcome::anonymous) ++anonymous;
    if (!unit.key.empty()) ++units[unit.key];
  }
  EXPECT_EQ(anonymous, last + 1);
  EXPECT_EQ(units.size(), static_cast<std::size_t>((last + 1) * (kRecordsInPage - 1)));
  for (int page = 0; page <= last; ++page) {
    for (const int n : {0, 2, 3}) EXPECT_EQ(units[key_of(page, n)], 1);
  }
  const auto totals = must(ledger->totals());
  std::int64_t counted = 0;
  for (const core::Totals& one : totals) counted += one.women + one.men;
  EXPECT_EQ(counted, anonymous);
  std::set<std::int64_t> delivered;
  for (const ports::QueuedMessage& one : must(ledger->queue(false, 0))) {
    if (one.state == "delivered") delivered.insert(one.sequence);
  }
  for (const std::int64_t sequence : acknowledged.delivered) EXPECT_TRUE(delivered.contains(sequence));
  EXPECT_LE(delivered.size(), acknowledged.delivered.size() + 1);
  const auto balance = must(ledger->balance("", ""));
  EXPECT_TRUE(balance.adds_up());
  EXPECT_EQ(must(ledger->balance("accorda", "set")).read, (last + 1) * kRecordsInPage);
  return last;
}

TEST(Crash, LosesAndDoublesNothing) {
  const Folder folder;
  const LedgerConfig config = folder.config();
  constexpr unsigned kSeed = 20261121;
  std::mt19937 random(kSeed);
  RecordProperty("seed", static_cast<int>(kSeed));
  Acknowledged acknowledged;
  int last = -1;
  for (int kill = 0; kill < 20 && !HasFailure(); ++kill) {
    int pipe[2];
    ASSERT_EQ(::pipe2(pipe, O_CLOEXEC), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::close(pipe[0]);
      work(config, last + 1, pipe[1]);
    }
    ::close(pipe[1]);
    // The moment of the kill is the point of the test, not a wait for something.
    std::this_thread::sleep_for(std::chrono::microseconds(std::uniform_int_distribution(1'000, 250'000)(random)));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    read_all(pipe[0], acknowledged);
    ::close(pipe[0]);
    acknowledged.last_page = std::max(acknowledged.last_page, last);
    last = check(config, acknowledged);
    acknowledged.last_page = last;
    acknowledged.delivered.clear();
    auto clock = SetClock();
    for (const auto& one : must(must(SqliteLedger::open(config, clock))->queue(false, 0))) {
      if (one.state == "delivered") acknowledged.delivered.insert(one.sequence);
    }
  }
  EXPECT_GT(last, 10);
}

}  // namespace
}  // namespace gateway::io
