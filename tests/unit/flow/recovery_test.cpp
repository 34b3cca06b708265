#include <gtest/gtest.h>

#include <set>
#include <tuple>

#include "tests/unit/flow/desk.h"

// One history of a gateway and its node, told again and again, failing at its first step, its second, its third, …:
// nothing is lost, nothing is doubled, nothing leaves that was not cleared.
namespace gateway::flow {
namespace {

using namespace made;  // NOLINT(google-build-using-namespace)
using core::MessageKind;

/// Where the one failure strikes.
enum class Strike { gateway_call, gateway_commit, node_call, node_commit, answer_lost };
/// What follows on it.
enum class Then { restart, go_on };
/// When the withdrawal is told.
enum class Withdrawal { in_quiet, in_hands };

class History {
 public:
  History(Strike strike, int at, Then then, Withdrawal withdrawal)
      : strike_(strike), at_(at), then_(then), withdrawal_(withdrawal) {
    Trouble& gateway = gateway_.ledger.trouble;
    Trouble& node = node_.node.ledger.trouble;
    if (strike == Strike::gateway_call) gateway.fail_at_call = at;
    if (strike == Strike::gateway_commit) gateway.fail_at_commit = at;
    if (strike == Strike::node_call) node.fail_at_call = at;
    if (strike == Strike::node_commit) node.fail_at_commit = at;
    delivery_.emplace(gateway_.around(), Pace{});
  }

  /// Tells it to the end. False: the failure never struck, for the history was over before.
  bool tell() {
    core::Participation parked = record("parked", "1988-03-04");
    parked.consent = {};
    core::Participation declined = record("declined", "1990-05-06");
    declined.consent = {core::ConsentAnswer::declined, "SUS 2024", kStart, std::nullopt};
    core::Participation ended = record("stays", "1991-06-07");
    const core::Participation begun = ended;
    ended.end = kStart + days(20);

    read({record("leaves"), parked, begun}, "1");
    deliver();
    read({record("hides", "1989-04-05"), declined, ended}, "2");
    if (withdrawal_ == Withdrawal::in_quiet) withdraw();
    deliver();
    insist([&] { return done(gateway_.facts.protect(number("1989-04-05"), "maj.lind")); });
    insist([&] {
      return done(gateway_.facts.tell(person_of("1988-03-04"),
                                      {core::ConsentAnswer::given, "SUS 2024", kStart, std::nullopt}, "maj.lind"));
    });
    deliver();
    gateway_.clock.time += std::chrono::hours(25);
    deliver();
    const bool has_struck = struck();
    gateway_.ledger.trouble = {};
    check();
    return has_struck;
  }

 private:
  using Answers = base::Result<std::vector<ports::PushAnswer>>;

  template <typename T>
  static bool done(const base::Result<T>& result) {
    return result.has_value();
  }

  bool struck() const {
    const Trouble& gateway = gateway_.ledger.trouble;
    const Trouble& node = node_.node.ledger.trouble;
    switch (strike_) {
      case Strike::gateway_call:
        return gateway.calls >= at_;
      case Strike::gateway_commit:
        return gateway.commits >= at_;
      case Strike::node_call:
        return node.calls >= at_;
      case Strike::node_commit:
        return node.commits >= at_;
      case Strike::answer_lost:
        break;
    }
    return pushes_ >= at_;
  }

  /// Does `step` until it succeeds; it fails once at most.
  template <typename Step>
  void insist(const Step& step) {
    if (step()) return;
    recover();
    ASSERT_TRUE(step());
  }

  /// A process that ends forgets all but the ledger.
  void recover() {
    if (then_ == Then::go_on) return;
    ++lives_;
    delivery_.emplace(gateway_.around(), Pace{});
    ASSERT_TRUE(delivery_->begin());
  }

  /// As a source does: reads on from the cursor.
  void read(const std::vector<core::Participation>& records, const std::string& cursor) {
    const ports::Page page = gateway_.page(records, cursor);
    insist([&] {
      const auto at = gateway_.intake.cursor("accorda", "insatser");
      return at && (*at == cursor || gateway_.take(page).has_value());
    });
  }

  void withdraw() {
    withdrawn_ = true;
    insist([&] { return done(gateway_.facts.tell(person_of(), withdrawn_on(kToday), "maj.lind")); });
  }

  /// Until nothing is open; the clock goes on while things wait.
  void deliver() {
    const auto& outbox = gateway_.state().outbox;
    for (int round = 0; round < 8; ++round) {
      insist([&] { return attempt(); });
      if (std::none_of(outbox.begin(), outbox.end(), [](const State::Item& item) { return item.open(); })) return;
      gateway_.clock.time += std::chrono::minutes(6);
    }
  }

  bool attempt() {
    Delivery::Event event = Delivery::Wake{};
    for (;;) {
      auto step = delivery_->resume(std::move(event));
      if (!step) return false;
      if (std::holds_alternative<Delivery::Rest>(*step)) return true;
      const int life = lives_;
      event = Delivery::Answered{push(std::get<Delivery::Push>(*step).batch)};
      if (life != lives_) event = Delivery::Wake{};  // Whoever waited for the answer is gone.
    }
  }

  Answers push(const std::vector<core::Cleared>& batch) {
    ++pushes_;
    for (const core::Cleared& one : batch) look_at(one);
    const bool lost = strike_ == Strike::answer_lost && pushes_ == at_;
    auto answers = node_.push(batch);
    if (withdrawal_ == Withdrawal::in_hands && !withdrawn_ && batch.front().person()) withdraw();
    if (lost) return base::Error{base::Fault::retry, "the line broke"};
    return answers;
  }

  /// What leaves was noted as handed over, and names nobody who does not want it or is protected.
  void look_at(const core::Cleared& one) {
    const State& state = gateway_.state();
    const bool noted = std::any_of(state.outbox.begin(), state.outbox.end(), [&](const State::Item& item) {
      return item.course == Course::in_hands && item.message.kind == one.message().kind &&
             item.message.registration == one.message().registration;
    });
    EXPECT_TRUE(noted);
    EXPECT_EQ(one.person().has_value(), one.message().kind == MessageKind::in);
    if (!one.person()) return;
    EXPECT_FALSE(state.protected_numbers.contains(one.person()->number));
    const auto& registered = state.registrations.at(one.message().registration);
    const auto& standing = state.records.at(*registered.record).standing;
    EXPECT_FALSE(standing.withdrawn || (standing.told && standing.told->withdrawn));
    EXPECT_EQ(registered.value.handover, core::Handover::unknown);
    EXPECT_LT(registered.value.stage, core::Stage::exited);
  }

  void check() {
    const State& here = gateway_.state();
    const State& there = node_.node.state();
    ASSERT_EQ(here.pages.size(), 2u) << "each page once";
    EXPECT_EQ(here.pages[0].counts.read + here.pages[1].counts.read, 7);
    for (const State::Page& page : here.pages) EXPECT_TRUE(adds_up(page.counts));
    for (const State::Item& item : here.outbox) {
      EXPECT_FALSE(item.open()) << core::name(item.message.kind) << " is left in the outbox";
      EXPECT_NE(item.course, Course::rejected) << core::name(item.message.kind);
      EXPECT_NE(item.course, Course::dead);
    }
    EXPECT_EQ(static_cast<std::int64_t>(there.registrations.size()) + here.counted(), 5)
        << "everybody is registered or counted, once";
    check_each();
    std::set<std::string> named;
    for (const auto& [id, at] : there.registrations) {
      const bool first = !at.person || named.insert(at.person->number).second;
      EXPECT_TRUE(first) << "registered twice";
    }
    EXPECT_EQ(named, (std::set{number("1988-03-04").digits(), number("1991-06-07").digits()}));
    EXPECT_EQ(there.totals.size(), here.totals.size());
    for (const auto& [of, total] : here.totals) EXPECT_EQ(there.totals.at(of).totals, total.totals);
    EXPECT_FALSE(gateway_.facts.in_hands({*here.record("leaves").registration}).value());
  }

  void check_each() {
    const State& here = gateway_.state();
    const State& there = node_.node.state();
    for (const char* key : {"leaves", "parked", "stays", "hides"}) {
      ASSERT_TRUE(here.record(key).registration) << key;
      const auto id = *here.record(key).registration;
      const core::Registration& ours = here.registrations.at(id).value;
      const auto theirs = there.registrations.find(id);
      if (ours.stage == core::Stage::voided) {
        EXPECT_EQ(theirs, there.registrations.end()) << key;
        EXPECT_TRUE(here.record(key).note) << key;
        continue;
      }
      ASSERT_NE(theirs, there.registrations.end()) << key;
      EXPECT_EQ(ours.handover, core::Handover::acknowledged) << key;
      EXPECT_EQ(ours.stage, theirs->second.value.stage) << key;
      EXPECT_EQ(ours.stripped, theirs->second.value.stripped) << key;
    }
    EXPECT_EQ(here.registrations.at(*here.record("stays").registration).value.out_acknowledged, true);
    EXPECT_EQ(here.registrations.at(*here.record("stays").registration).value.stage, core::Stage::out);
    EXPECT_GE(here.registrations.at(*here.record("leaves").registration).value.stage, core::Stage::exited);
    EXPECT_FALSE(here.record("declined").registration);
  }

  Strike strike_;
  int at_;
  Then then_;
  Withdrawal withdrawal_;
  Desk gateway_;
  NodeTarget node_;
  std::optional<Delivery> delivery_;
  int pushes_ = 0;
  int lives_ = 1;
  bool withdrawn_ = false;
};

class Recovery : public testing::TestWithParam<std::tuple<Strike, Then, Withdrawal>> {};

TEST_P(Recovery, LosesDoublesAndLeaksNothing) {
  const auto [strike, then, withdrawal] = GetParam();
  int at = 1;
  while (!HasFailure()) {
    SCOPED_TRACE("failing at " + std::to_string(at));
    if (!History(strike, at, then, withdrawal).tell()) break;
    ++at;
  }
  EXPECT_GT(at, 3) << "the failure hardly struck";
}

std::string words(const testing::TestParamInfo<Recovery::ParamType>& info) {
  constexpr const char* kStrikes[] = {"GatewayCall", "GatewayCommit", "NodeCall", "NodeCommit", "AnswerLost"};
  const auto [strike, then, withdrawal] = info.param;
  return std::string(kStrikes[static_cast<int>(strike)]) + (then == Then::restart ? "ThenRestart" : "ThenGoOn") +
         (withdrawal == Withdrawal::in_quiet ? "WithdrawnInQuiet" : "WithdrawnInHands");
}

INSTANTIATE_TEST_SUITE_P(Failing, Recovery,
                         testing::Combine(testing::Values(Strike::gateway_call, Strike::gateway_commit,
                                                          Strike::node_call, Strike::node_commit, Strike::answer_lost),
                                          testing::Values(Then::restart, Then::go_on),
                                          testing::Values(Withdrawal::in_quiet, Withdrawal::in_hands)),
                         words);

}  // namespace
}  // namespace gateway::flow
