#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <sstream>

#include "tests/unit/core/life.h"

// Rules that hold whatever happens, over random lives of one key: records corrected, repeated and spoiled, facts told,
// messages sent with answers lost. Deterministic: a failure names its seed and what was done.

namespace gateway::core {
namespace {

using made::day;
using made::days;
using made::kStart;
using made::Life;
using made::participation;
using made::Way;

constexpr int kHistories = 3000;
constexpr int kSteps = 24;

/// One random life and what must be true of it after every step.
class History {
 public:
  explicit History(unsigned seed) : random_(seed) {
    life_.world.today = day("2025-12-20"), record_.start = day("2025-12-10");
    record_.consent.date = record_.start;
  }

  void run() {
    for (int i = 0; i < kSteps && !::testing::Test::HasFailure(); ++i) {
      step();
      check();
    }
    if (::testing::Test::HasFailure()) return;
    life_.world.today = life_.world.today + days(40);
    for (int i = 0; i < 4; ++i) deliver(Way::there_and_back);
    check();
    check_rest();
  }

  std::string told() const { return said_.str(); }

 private:
  int any(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }
  bool one_in(int n) { return any(n) == 0; }
  base::Date past() { return life_.world.today - days(any(20)); }

  void step() {
    life_.world.today = life_.world.today + days(any(4));
    const int what = any(20);
    if (what < 8) {
      correct();
      read();
    } else if (what < 14) {
      deliver(one_in(3) ? Way::lost_there : one_in(3) ? Way::lost_answer : Way::there_and_back);
    } else if (what < 17) {
      tell();
    } else if (what == 17) {
      said_ << " fact";
      life_.fact();
    } else if (what == 18 && one_in(4)) {
      said_ << " protect";
      protected_ = true;
      life_.protect();
    } else {
      read();
    }
  }

  /// One thing in the source changes.
  void correct() {
    switch (any(12)) {
      case 0:
        record_.consent = {};
        break;
      case 1:
        record_.consent = {ConsentAnswer::declined, "SUS 2024", one_in(2) ? std::optional(past()) : std::nullopt, {}};
        break;
      case 2:
      case 3:
        record_.consent = {ConsentAnswer::given, one_in(5) ? "GK 2024" : "SUS 2024", past(), {}};
        break;
      case 4:
        record_.consent.withdrawn = std::max(past(), record_.consent.date.value_or(past()));
        break;
      case 5:
        record_.consent.withdrawn.reset();
        break;
      case 6:
        if (one_in(3)) record_.protection = one_in(2) ? Protection::unknown : Protection::none;
        if (one_in(8)) record_.deceased = past();
        break;
      case 7:
        record_.start = day("2025-12-25") + days(any(15));
        break;
      case 8:
        record_.end = one_in(3) ? std::nullopt : std::optional(*record_.start + days(any(30) - 2));
        break;
      case 9:
        record_.insats = one_in(3) ? "Social träning" : one_in(4) ? "Keramikverkstan" : "Arbetsträning";
        break;
      case 10:
        record_.signature = one_in(3) ? "XYZ" : one_in(3) ? "KNO" : one_in(2) ? "KEK" : "MLI";
        break;
      default:
        record_.answers.education = std::string(1, static_cast<char>('0' + any(7)));
        record_.number = one_in(5) ? made::spoiled(participation().number) : participation().number;
    }
  }

  void see(const Consent& consent) {
    if (consent.withdrawn) no_ = std::max(no_.value_or(*consent.withdrawn), *consent.withdrawn);
    if (consent.answer == ConsentAnswer::given && consent.form == "SUS 2024") {
      yes_ = std::max(yes_.value_or(*consent.date), *consent.date);
    }
    if (consent.answer == ConsentAnswer::declined && consent.date) {
      no_ = std::max(no_.value_or(*consent.date), *consent.date);
    }
  }

  bool faulty() const {
    return record_.number != participation().number || record_.insats == "Keramikverkstan" ||
           record_.signature == "XYZ" || record_.signature == "KNO";
  }

  void read() {
    said_ << "\n " << life_.world.today.text() << " read answer=" << static_cast<int>(record_.consent.answer)
          << " form=" << record_.consent.form << " date=" << (record_.consent.date ? record_.consent.date->text() : "-")
          << " withdrawn=" << (record_.consent.withdrawn ? record_.consent.withdrawn->text() : "-")
          << " protection=" << static_cast<int>(record_.protection)
          << " deceased=" << (record_.deceased ? record_.deceased->text() : "-") << " start=" << record_.start->text()
          << " end=" << (record_.end ? record_.end->text() : "-") << " insats=" << record_.insats
          << " signature=" << record_.signature << (record_.number == participation().number ? "" : " bad number");
    see(record_.consent);
    // A number that cannot be read recognises nobody, but the record's key does.
    if (record_.protection != Protection::none) protected_ = true;
    const Decision first = life_.read(record_);
    tell_outcome(first);
    const Decision again = life_.read(record_);
    tell_outcome(again);
    EXPECT_TRUE(again.messages.empty()) << "the same record again sends something";
    EXPECT_EQ(made::sum(again.counts), 0) << "the same record again counts something";
    for (const UnitOutcome& unit : first.units) {
      const UnitOutcome* second = made::unit(again, unit.unit);
      if (unit.outcome == Outcome::accepted || unit.outcome == Outcome::anonymous ||
          unit.outcome == Outcome::unchanged) {
        // A protective fact takes effect in a faulty record, which is rejected or waits at its next reading.
        if (second != nullptr && !faulty() && unit.outcome != Outcome::anonymous) {
          EXPECT_EQ(second->outcome, Outcome::unchanged) << name(unit.unit);
        }
      } else {
        ASSERT_NE(second, nullptr) << name(unit.unit);
        EXPECT_EQ(second->outcome, unit.outcome) << name(unit.unit);
      }
    }
  }

  void tell_outcome(const Decision& decision) {
    said_ << "\n   =>";
    for (const UnitOutcome& unit : decision.units) {
      said_ << " " << name(unit.unit) << ":" << name(unit.outcome);
      for (const Reason& reason : unit.reasons) said_ << "," << id(reason.code);
    }
    for (const Message& message : decision.messages) said_ << " !" << name(message.kind);
    for (const Count& count : decision.counts) said_ << " #" << count.by;
  }

  void tell() {
    Consent told{ConsentAnswer::given, "SUS 2024", past(), {}};
    if (one_in(3)) told.answer = ConsentAnswer::declined;
    if (one_in(3)) told.withdrawn = std::max(past(), *told.date);
    see(told);
    said_ << "\n " << life_.world.today.text() << " tell answer=" << static_cast<int>(told.answer)
          << " date=" << told.date->text() << " withdrawn=" << (told.withdrawn ? told.withdrawn->text() : "-");
    tell_outcome(life_.tell(told));
  }

  void deliver(Way way) {
    said_ << "\n " << life_.world.today.text() << " deliver " << static_cast<int>(way);
    const std::size_t before = life_.sent.size();
    life_.deliver(way);
    for (std::size_t i = before; i < life_.sent.size(); ++i) {
      const Life::Sent& one = life_.sent[i];
      said_ << " >" << name(one.message.kind);
      if (one.message.kind != MessageKind::in) {
        EXPECT_FALSE(one.person) << name(one.message.kind) << " names a person";
        continue;
      }
      EXPECT_FALSE(protected_) << "named after protection";
      EXPECT_FALSE(life_.situation.deceased) << "named after death";
      ASSERT_TRUE(one.message.consent_date);
      if (no_) {
        EXPECT_TRUE(yes_ > no_) << "named on a consent that was taken back";
      }
    }
  }

  void check() {
    EXPECT_TRUE(life_.counted == 0 || life_.counted == 1) << "counted " << life_.counted;
    EXPECT_EQ(life_.counted, life_.situation.note ? 1 : 0) << "counts and notes differ";
    for (const auto& [key, by] : life_.totals) {
      const auto& note = life_.situation.note;
      const bool noted = note && note->insats == key.first && note->year == key.second;
      EXPECT_EQ(by, noted ? 1 : 0) << key.first << " " << key.second;
    }
    for (const auto& [id, exits] : life_.exits) EXPECT_LE(exits, 1) << "more than one exit of a registration";
    for (const auto& item : life_.outbox) {
      if (item.open() && life_.situation.note) {
        EXPECT_NE(item.message.kind, MessageKind::in) << "counted and queued by name";
      }
    }
    int in = 0;
    for (const auto& [id, at] : life_.node) in += at.person && at.registration.stage == Stage::in ? 1 : 0;
    EXPECT_LE(in, 1) << "registered in twice";
  }

  /// When everything has been sent and answered.
  void check_rest() {
    for (const auto& item : life_.outbox) EXPECT_FALSE(item.open()) << name(item.message.kind) << " is left";
    for (const auto& [id, at] : life_.node) {
      if (!at.person) continue;
      EXPECT_FALSE(protected_) << "a protected person rests by name at the node";
      EXPECT_FALSE(life_.situation.note) << "counted and registered by name";
      const Registration& registration = at.registration;
      if (!no_ || yes_ > no_ || life_.situation.deceased) continue;
      // Withdrawn after the registration out: nothing is sent (row i).
      EXPECT_EQ(registration.stage, Stage::out) << "a person without consent rests by name at the node";
    }
  }

  std::mt19937 random_;
  Life life_;
  Participation record_ = participation();
  std::optional<base::Date> no_;   ///< The latest no or withdrawal that had a date.
  std::optional<base::Date> yes_;  ///< The latest consent to registration.
  bool protected_ = false;
  std::ostringstream said_;
};

TEST(History, KeepsItsRulesWhateverHappens) {
  for (unsigned seed = 1; seed <= kHistories; ++seed) {
    History history(seed);
    history.run();
    ASSERT_FALSE(HasFailure()) << "seed " << seed << history.told();
  }
}

}  // namespace
}  // namespace gateway::core
