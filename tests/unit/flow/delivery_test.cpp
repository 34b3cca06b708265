#include "gateway/flow/delivery.h"

#include <gtest/gtest.h>

#include "tests/unit/flow/desk.h"

namespace gateway::flow {
namespace {

using namespace made;  // NOLINT(google-build-using-namespace)
using core::Admitted;
using core::MessageKind;
using std::chrono::seconds;

const std::vector<std::string> kBirthdays = {"1987-02-03", "1988-03-04", "1989-04-05", "1990-05-06"};

/// A desk with `people` registrations queued, its delivery and a scripted target.
class Sending {
 public:
  explicit Sending(std::size_t people = 1, Pace pace = {}) : delivery(desk.around(), pace) {
    std::vector<core::Participation> records;
    for (std::size_t i = 0; i < people; ++i) records.push_back(record("r" + std::to_string(i), kBirthdays.at(i)));
    EXPECT_TRUE(desk.read(records));
  }

  base::Result<milliseconds> go() { return drive(delivery, target); }
  State& state() { return desk.state(); }
  State::Item& item(std::size_t i) { return desk.state().outbox.at(i); }
  const core::Registration& registration(std::size_t i) {
    return state().registrations.at(*state().record("r" + std::to_string(i)).registration).value;
  }
  milliseconds until(std::size_t i) { return item(i).next - desk.clock.time; }
  void later(milliseconds by) { desk.clock.time += by; }

  /// One push, as far as the target's hands.
  std::size_t hand() {
    auto step = delivery.resume(Delivery::Wake{});
    const auto* push = step ? std::get_if<Delivery::Push>(&*step) : nullptr;
    return push == nullptr ? 0 : push->batch.size();
  }

  Desk desk;
  ScriptedTarget target;
  Delivery delivery;
};

ScriptedTarget::Answers each(std::vector<ports::PushAnswer> answers) {
  return answers;
}
ScriptedTarget::Answers down() {
  return base::Error{base::Fault::retry, "the target is away"};
}

TEST(Delivery, SendsWhatIsQueuedAndRests) {
  Sending s(3);
  const auto rest = s.go();
  ASSERT_TRUE(rest);
  EXPECT_EQ(*rest, Pace{}.idle);
  ASSERT_EQ(s.target.pushes.size(), 1u);
  EXPECT_EQ(s.target.pushes[0].size(), 3u);
  EXPECT_EQ(s.target.pushes[0][0].number, number().digits());
  EXPECT_EQ(s.state().kinds(Course::delivered).size(), 3u);
  EXPECT_EQ(s.registration(0).handover, core::Handover::acknowledged);
}

TEST(Delivery, RestsWhereNothingIsDue) {
  Sending s(0);
  EXPECT_EQ(s.go().value(), Pace{}.idle);
  EXPECT_TRUE(s.target.pushes.empty());
}

TEST(Delivery, NotesThatAMessageIsHandedOverBeforeItIsPushed) {
  Sending s(2);
  bool looked = false;
  s.target.before = [&](std::span<const core::Cleared> batch) {
    looked = true;
    EXPECT_EQ(s.state().kinds(Course::in_hands).size(), batch.size());
    for (const core::Cleared& one : batch) {
      EXPECT_EQ(s.state().registrations.at(one.message().registration).value.handover, core::Handover::unknown);
    }
  };
  ASSERT_TRUE(s.go());
  EXPECT_TRUE(looked);
}

TEST(Delivery, PushesNothingThatTheLedgerDidNotNote) {
  for (int at = 1;; ++at) {
    Sending s(2);
    s.desk.ledger.trouble = {.fail_at_call = at};
    auto step = s.delivery.resume(Delivery::Wake{});
    if (step) break;
    EXPECT_EQ(step.error().fault, base::Fault::retry);
    EXPECT_TRUE(s.state().kinds(Course::in_hands).empty());
    ASSERT_TRUE(s.go());
    EXPECT_EQ(s.target.kinds().size(), 2u) << "sent once, though the first look failed at " << at;
  }
  Sending s(2);
  s.desk.ledger.trouble = {.fail_at_commit = 1};
  EXPECT_FALSE(s.delivery.resume(Delivery::Wake{})) << "a commit that failed hands nothing over";
}

TEST(Delivery, TakesOneMessageOfALaneInABatchAndKeepsTheirOrder) {
  Sending s(1);
  core::Participation ended = record("r0");
  ended.end = kStart + days(20);
  ASSERT_TRUE(s.desk.read({ended}));
  ASSERT_EQ(s.state().kinds(Course::queued), (std::vector{MessageKind::in, MessageKind::out}));
  ASSERT_TRUE(s.go());
  ASSERT_EQ(s.target.pushes.size(), 2u);
  EXPECT_EQ(s.target.kinds(), (std::vector{MessageKind::in, MessageKind::out}));
  EXPECT_TRUE(s.registration(0).out_acknowledged);
}

TEST(Delivery, HoldsALaneUntilItsFirstMessageIsAnsweredWhileOthersGoOn) {
  Sending s(2);
  core::Participation ended = record("r0");
  ended.end = kStart + days(20);
  ASSERT_TRUE(s.desk.read({ended}));
  s.target.script = {each({retry_later(), answered(Admitted::accepted)})};
  ASSERT_TRUE(s.go());
  EXPECT_EQ(s.target.kinds(), (std::vector{MessageKind::in, MessageKind::in}));
  EXPECT_EQ(s.state().kinds(Course::delivered).size(), 1u);
  s.later(seconds(1));
  ASSERT_TRUE(s.go());
  EXPECT_EQ(s.target.kinds().size(), 4u);
  EXPECT_EQ(s.target.kinds().back(), MessageKind::out);
}

TEST(Delivery, KeepsToTheSizeOfABatch) {
  Pace pace;
  pace.batch = 3;
  Sending s(4, pace);
  ASSERT_TRUE(s.go());
  ASSERT_EQ(s.target.pushes.size(), 2u);
  EXPECT_EQ(s.target.pushes[0].size(), 3u);
  EXPECT_EQ(s.target.pushes[1].size(), 1u);
}

TEST(Delivery, StopsWhatIsNotClearedAnyMoreAndSaysWhy) {
  Sending s(2);
  core::DirectoryRows without = rows();
  without.assignments.clear();
  s.desk.ledger.directory = std::make_shared<core::Directory>(directory(without));
  ASSERT_TRUE(s.go());
  EXPECT_TRUE(s.target.pushes.empty());
  EXPECT_EQ(s.item(0).course, Course::stopped);
  EXPECT_EQ(codes(s.item(0).reasons), std::vector{core::Code::assignment_missing});
}

TEST(Delivery, OfARegistrarWhoHasNoAssignmentAnyMoreIsSaidByAnother) {
  Sending s(1);
  core::DirectoryRows without = rows();
  std::erase_if(without.assignments, [](const core::Assignment& row) { return row.user == "maj.lind"; });
  s.desk.ledger.directory = std::make_shared<core::Directory>(directory(without));
  ASSERT_TRUE(s.go());
  EXPECT_EQ(outcome_of(s.state(), "r0"), core::Outcome::rejected);
  core::Participation again = record("r0");
  again.signature = "KEK";
  ASSERT_TRUE(s.desk.read({again}));
  ASSERT_TRUE(s.go());
  EXPECT_EQ(s.target.kinds(), std::vector{MessageKind::in});
  EXPECT_EQ(s.registration(0).act.user, "karl.ek");
  EXPECT_EQ(s.registration(0).handover, core::Handover::acknowledged);
}

TEST(Delivery, CountsAtOnceWhoeverAFormHasBegunToCountSince) {
  for (const bool closed : {false, true}) {
    Sending s(1);
    core::DirectoryRows counting = rows();
    counting.cooperations.at(0).form = "counting";
    s.desk.ledger.directory = std::make_shared<core::Directory>(directory(counting));
    s.desk.policy.follow_ups = {{"counting", core::Registering::counts, {}, always()}};
    if (closed) s.desk.policy.counting = {{11, 21, always()}};
    if (closed) s.later(std::chrono::days(365));
    ASSERT_TRUE(s.go());
    for (const auto& batch : s.target.pushes) {
      for (const auto& one : batch) EXPECT_EQ(one.number, "") << "nobody is named";
    }
    EXPECT_EQ(codes(s.item(0).reasons), std::vector{core::Code::form_counts_only});
    EXPECT_EQ(s.state().counted(), closed ? 0 : 1);
    EXPECT_EQ(s.state().record("r0").note.has_value(), !closed);
  }
}

TEST(Delivery, LooksOnWhereAllThatWasDueIsStopped) {
  Pace pace;
  pace.batch = 1;
  Sending s(3, pace);
  s.desk.policy.forms.clear();
  ASSERT_TRUE(s.go());
  EXPECT_EQ(s.state().kinds(Course::stopped).size(), 3u) << "it does not rest while something is due";
}

TEST(Delivery, ClearsByThePolicyOfNow) {
  Sending s(1);
  s.desk.policy.forms.clear();
  ASSERT_TRUE(s.go());
  EXPECT_TRUE(s.target.pushes.empty()) << "the form covers nothing any more";
  EXPECT_EQ(s.item(0).course, Course::stopped);
}

TEST(Delivery, HoldsAnExitThatWaitsForItsDateAndThenSendsIt) {
  Sending s(1);
  ASSERT_TRUE(s.go());
  core::Participation gone = record("r0");
  gone.consent = {};
  ASSERT_TRUE(s.desk.read({gone}));
  s.target.pushes.clear();
  ASSERT_TRUE(s.go());
  EXPECT_TRUE(s.target.pushes.empty());
  ASSERT_EQ(s.item(1).course, Course::held);
  EXPECT_EQ(s.until(1), std::chrono::days(14));
  s.later(std::chrono::days(14) - milliseconds(1));
  ASSERT_TRUE(s.go());
  EXPECT_TRUE(s.target.pushes.empty());
  s.later(milliseconds(1));
  ASSERT_TRUE(s.go());
  ASSERT_EQ(s.target.kinds(), std::vector{MessageKind::exit});
  EXPECT_EQ(s.target.pushes[0][0].number, "");
}

TEST(Delivery, TriesEverythingAgainAfterAWholeFailure) {
  Sending s(3);
  s.target.script = {down()};
  ASSERT_TRUE(s.go());
  EXPECT_EQ(s.target.pushes.size(), 1u) << "the target is left alone";
  EXPECT_EQ(s.state().kinds(Course::queued).size(), 3u);
  s.later(seconds(1));
  ASSERT_TRUE(s.go());
  ASSERT_EQ(s.target.pushes.size(), 2u);
  EXPECT_EQ(s.target.pushes[1].size(), 3u);
  EXPECT_EQ(s.state().kinds(Course::delivered).size(), 3u);
}

TEST(Delivery, LeavesATargetThatFailedAloneEvenWhereSomethingElseIsDue) {
  Sending s(1);
  s.target.script = {down()};
  ASSERT_TRUE(s.go());
  ASSERT_TRUE(s.desk.read({record("new", kBirthdays[3])}));
  EXPECT_EQ(s.go().value(), milliseconds(500)) << "half of the first second, by chance 0";
  EXPECT_EQ(s.target.pushes.size(), 1u);
  s.later(milliseconds(500));
  ASSERT_TRUE(s.go());
  EXPECT_EQ(s.target.pushes.size(), 2u);
}

TEST(Delivery, DoublesTheRestWithEveryWholeFailureUpToTheLongest) {
  Sending s(1);
  milliseconds expected{500};
  for (int failure = 0; failure < 12; ++failure) {
    s.target.script = {down()};
    ASSERT_TRUE(s.go());
    EXPECT_EQ(s.until(0), expected) << failure;
    expected = std::min(expected * 2, milliseconds(150'000));
    s.later(s.until(0));
  }
  EXPECT_EQ(s.target.pushes.size(), 12u);
  ASSERT_TRUE(s.go());
  EXPECT_EQ(s.item(0).course, Course::delivered);
}

TEST(Delivery, ANodeThatIsAwayForAnHourLosesAndDoublesNothing) {
  Sending s(4);
  const base::Instant back = s.desk.clock.time + std::chrono::hours(1);
  std::size_t tries = 0;
  while (s.desk.clock.time < back) {
    s.target.script = {down()};
    const auto rest = s.go();
    ASSERT_TRUE(rest);
    if (s.target.script.empty()) ++tries;
    s.later(std::max(*rest, milliseconds(1)));
  }
  EXPECT_GT(tries, 12U) << "it is looked for all the time";
  EXPECT_LT(tries, 60U) << "but not besieged";
  s.target.script.clear();
  s.target.pushes.clear();
  s.later(std::chrono::minutes(5));
  ASSERT_TRUE(s.go());
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(s.item(i).course, Course::delivered) << i;
  EXPECT_EQ(s.target.kinds(), std::vector<MessageKind>(4, MessageKind::in));
}

TEST(Delivery, BeginsAnewAfterAPushThatSucceeded) {
  Sending s(1);
  s.target.script = {down(), down(), down()};
  for (int i = 0; i < 4; ++i) {
    ASSERT_TRUE(s.go());
    s.later(seconds(300));
  }
  ASSERT_TRUE(s.desk.read({record("new", kBirthdays[3])}));
  s.target.script = {down()};
  ASSERT_TRUE(s.go());
  EXPECT_EQ(s.until(1), milliseconds(500));
}

TEST(Delivery, JitterIsBetweenHalfAndAllOfTheWait) {
  for (const auto& [chance, wait] : {std::pair{0.0, 500}, std::pair{0.5, 750}, std::pair{0.998, 999}}) {
    Sending s(1);
    s.desk.random.chance = chance;
    s.target.script = {each({retry_later()})};
    ASSERT_TRUE(s.go());
    EXPECT_EQ(s.until(0), milliseconds(wait)) << chance;
  }
}

TEST(Delivery, AnItemThatIsToBeTriedAgainWaitsLongerEachTime) {
  Sending s(2);
  milliseconds expected{500};
  for (int attempt = 0; attempt < 4; ++attempt) {
    s.target.script = {attempt == 0 ? each({retry_later(), answered(Admitted::accepted)}) : each({retry_later()})};
    ASSERT_TRUE(s.go());
    EXPECT_EQ(s.until(0), expected) << attempt;
    s.later(expected);
    expected *= 2;
  }
  EXPECT_EQ(s.item(1).course, Course::delivered) << "the other one was not held up";
}

TEST(Delivery, AnItemIsNotTriedBeforeTheTargetAskedFor) {
  Sending s(2);
  s.target.script = {each({retry_later(seconds(90)), retry_later(milliseconds(1))})};
  ASSERT_TRUE(s.go());
  EXPECT_EQ(s.until(0), seconds(90));
  EXPECT_EQ(s.until(1), milliseconds(500)) << "asking for less does not shorten the wait";
  s.later(seconds(89));
  ASSERT_TRUE(s.go());
  EXPECT_EQ(s.item(0).course, Course::queued);
  EXPECT_EQ(s.item(1).course, Course::delivered);
  s.later(seconds(1));
  ASSERT_TRUE(s.go());
  EXPECT_EQ(s.item(0).course, Course::delivered);
}

TEST(Delivery, BuriesWhatCanNeverBeSentWithItsReason) {
  Sending s(2);
  s.target.script = {each(
      {{ports::PushAnswer::Kind::reject, {}, std::nullopt, "the message is too large"}, answered(Admitted::accepted)})};
  ASSERT_TRUE(s.go());
  EXPECT_EQ(s.item(0).course, Course::dead);
  EXPECT_EQ(s.item(0).why, "the message is too large");
  EXPECT_EQ(s.item(1).course, Course::delivered);
  s.later(std::chrono::days(1));
  ASSERT_TRUE(s.go());
  EXPECT_EQ(s.target.pushes.size(), 1u) << "never again";
}

TEST(Delivery, ANodesNoIsStoredWithItsReasonsAndWhatDependsOnItStops) {
  Sending s(1);
  core::Participation ended = record("r0");
  ended.end = kStart + days(20);
  ASSERT_TRUE(s.desk.read({ended}));
  s.target.script = {each({answered(Admitted::rejected, {{core::Code::insats_not_open, "training"}})})};
  ASSERT_TRUE(s.go());
  EXPECT_EQ(s.target.kinds(), std::vector{MessageKind::in});
  EXPECT_EQ(s.item(0).course, Course::rejected);
  EXPECT_EQ(codes(s.item(0).reasons), std::vector{core::Code::insats_not_open});
  EXPECT_EQ(s.item(1).course, Course::stopped);
  EXPECT_EQ(s.registration(0).handover, core::Handover::refused);
}

TEST(Delivery, WhatTheNodeHasVoidedIsCountedInstead) {
  Sending s(1);
  ASSERT_EQ(s.hand(), 1u);
  ASSERT_TRUE(s.desk.facts.tell(person_of(), withdrawn_on(kToday), "maj.lind"));
  ASSERT_EQ(s.state().kinds(Course::queued), std::vector{MessageKind::exit_or_void});
  s.target.script = {each({answered(Admitted::voided)})};
  ASSERT_TRUE(drive(s.delivery, s.target, Delivery::Answered{each({retry_later()})}));
  ASSERT_GE(s.target.pushes.size(), 1u);
  EXPECT_EQ(s.target.kinds().front(), MessageKind::exit_or_void);
  EXPECT_EQ(s.registration(0).stage, core::Stage::voided);
  EXPECT_EQ(s.state().counted(), 1);
  EXPECT_EQ(s.state().record("r0").note->cause, core::Code::consent_withdrawn);
}

TEST(Delivery, WhatTheNodeHasVoidedIsCountedByNobodyWhereThePolicySaysSo) {
  for (const bool closed : {true, false}) {
    Sending s(1);
    ASSERT_EQ(s.hand(), 1u);
    ASSERT_TRUE(s.desk.facts.tell(person_of(), withdrawn_on(kToday), "maj.lind"));
    if (closed) {
      s.desk.policy.counting = {{11, 21, always()}};
      s.later(std::chrono::days(365));
    } else {
      s.desk.policy.assumptions = {{core::Assumption::withdrawn_before_sent, core::Assumed::nothing, always()}};
    }
    s.target.script = {each({answered(Admitted::voided)})};
    ASSERT_TRUE(drive(s.delivery, s.target, Delivery::Answered{each({retry_later()})}));
    EXPECT_EQ(s.registration(0).stage, core::Stage::voided);
    EXPECT_EQ(s.state().counted(), 0);
  }
}

TEST(Delivery, AWrongNumberOfAnswersIsAWholeFailure) {
  for (const std::size_t answers : {0u, 1u, 3u}) {
    Sending s(2);
    s.target.script = {each(std::vector(answers, answered(Admitted::accepted)))};
    ASSERT_TRUE(s.go());
    EXPECT_EQ(s.state().kinds(Course::queued).size(), 2u) << "which answer is whose cannot be known";
    EXPECT_EQ(s.until(0), milliseconds(500));
    EXPECT_EQ(s.registration(0).handover, core::Handover::unknown);
  }
}

TEST(Delivery, BeginTakesBackWhatAFormerProcessHeld) {
  Sending s(2);
  ASSERT_EQ(s.hand(), 2u);
  ScriptedTarget target;
  Delivery next(s.desk.around(), {});
  ASSERT_TRUE(next.begin());
  EXPECT_TRUE(s.state().kinds(Course::in_hands).empty());
  ASSERT_TRUE(drive(next, target));
  EXPECT_EQ(target.kinds().size(), 2u);
  EXPECT_EQ(s.state().kinds(Course::delivered).size(), 2u);
}

TEST(Delivery, BeginTellsWhenTheLedgerFails) {
  Sending s(0);
  s.desk.ledger.trouble.fail_at_commit = s.desk.ledger.trouble.commits + 1;
  EXPECT_FALSE(s.delivery.begin());
}

TEST(Delivery, FinishSettlesWithoutLooking) {
  Pace pace;
  pace.batch = 1;
  Sending s(2, pace);
  ASSERT_EQ(s.hand(), 1u);
  ASSERT_TRUE(s.delivery.finish({each({answered(Admitted::accepted)})}));
  EXPECT_EQ(s.item(0).course, Course::delivered);
  EXPECT_EQ(s.item(1).course, Course::queued) << "nothing new is begun";
}

TEST(Delivery, FinishKeepsAnAnswerThatFailed) {
  Sending s(1);
  ASSERT_EQ(s.hand(), 1u);
  ASSERT_TRUE(s.delivery.finish({base::Error{base::Fault::stop, "winding up"}}));
  EXPECT_EQ(s.item(0).course, Course::queued);
}

TEST(Delivery, AnAnswerThatCouldNotBeStoredIsNotForgotten) {
  Sending s(2);
  ASSERT_EQ(s.hand(), 2u);
  s.desk.ledger.trouble.fail_at_commit = s.desk.ledger.trouble.commits + 1;
  ASSERT_FALSE(s.delivery.resume(Delivery::Answered{each(std::vector(2, answered(Admitted::accepted)))}));
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(s.go());
    s.later(seconds(300));
  }
  EXPECT_TRUE(s.state().kinds(Course::in_hands).empty()) << "its lane would stand still until the next start";
  EXPECT_EQ(s.state().kinds(Course::delivered).size(), 2u);
}

TEST(Delivery, AnAnswerThatCanNeverBeStoredHoldsUpNoOther) {
  Sending s(3);
  s.desk.ledger.trouble.damaged = 2;
  ASSERT_TRUE(s.go());
  EXPECT_EQ(s.item(0).course, Course::delivered);
  EXPECT_EQ(s.item(1).course, Course::queued);
  EXPECT_EQ(s.item(2).course, Course::delivered);
  EXPECT_EQ(s.target.pushes.size(), 1u) << "it does not turn in a circle";
  s.desk.ledger.trouble.damaged = 0;
  s.later(Pace{}.longest_retry);
  ASSERT_TRUE(s.go());
  EXPECT_EQ(s.item(1).course, Course::delivered);
}

TEST(Delivery, KeepsAnAnswerThatTheLedgerFailedOnAndSendsNothingTwice) {
  for (int at = 1; at <= 4; ++at) {
    Sending s(2);
    ASSERT_EQ(s.hand(), 2u);
    s.desk.ledger.trouble = {.fail_at_call = at};
    const auto all = each(std::vector(2, answered(Admitted::accepted)));
    EXPECT_FALSE(drive(s.delivery, s.target, Delivery::Answered{all})) << at;
    ASSERT_TRUE(s.go());
    EXPECT_EQ(s.state().kinds(Course::delivered).size(), 2u) << at;
    EXPECT_TRUE(s.target.pushes.empty()) << at;
  }
}

TEST(Delivery, PushesOnceWhereTheLedgerRunsTheWorkTwice) {
  Sending s(3);
  s.desk.ledger.rehearses = true;
  ASSERT_TRUE(s.go());
  ASSERT_EQ(s.target.pushes.size(), 1u);
  EXPECT_EQ(s.target.pushes[0].size(), 3u);
  EXPECT_EQ(s.state().kinds(Course::delivered).size(), 3u);
}

TEST(Delivery, LooksForNothingNewBeforeAnAnswerIsStored) {
  Sending s(1);
  ASSERT_EQ(s.hand(), 1u);
  ASSERT_TRUE(s.desk.read({record("new", kBirthdays[3])}));
  for (int failure = 0; failure < 3; ++failure) {
    s.desk.ledger.trouble.fail_at_commit = s.desk.ledger.trouble.commits + 1;
    ASSERT_FALSE(failure == 0 ? drive(s.delivery, s.target, Delivery::Answered{down()}) : s.go());
    EXPECT_EQ(s.item(1).course, Course::queued);
  }
  ASSERT_TRUE(s.go());
  EXPECT_EQ(s.until(0), milliseconds(500)) << "one failure of the target, however often the ledger failed";
}

TEST(Delivery, NamesNobodyAgainAfterAWithdrawalBetweenHandingAndAnswer) {
  core::Participation ended = record("r0");
  ended.end = kStart + days(20);
  for (const auto& answer : {each({retry_later()}), down(), each({answered(Admitted::accepted)})}) {
    Sending t(1);
    ASSERT_TRUE(t.desk.read({ended}));
    ASSERT_EQ(t.hand(), 1u);
    ASSERT_TRUE(t.desk.facts.tell(person_of(), withdrawn_on(kToday), "maj.lind"));
    ASSERT_TRUE(drive(t.delivery, t.target, Delivery::Answered{answer}));
    for (int i = 0; i < 3; ++i) {
      t.later(seconds(300));
      ASSERT_TRUE(t.go());
    }
    EXPECT_EQ(t.target.kinds(), std::vector{MessageKind::exit_or_void});
    EXPECT_TRUE(t.state().kinds(Course::queued).empty());
  }
}

TEST(Delivery, NamesNobodyAgainAfterAProtectionBetweenHandingAndAnswer) {
  for (const auto& answer : {each({retry_later()}), down(), each({answered(Admitted::accepted)})}) {
    Sending t(1);
    ASSERT_EQ(t.hand(), 1u);
    ASSERT_TRUE(t.desk.facts.protect(number(), "maj.lind"));
    ASSERT_TRUE(drive(t.delivery, t.target, Delivery::Answered{answer}));
    t.later(seconds(300));
    ASSERT_TRUE(t.go());
    EXPECT_EQ(t.target.kinds(), std::vector{MessageKind::strip});
  }
}

TEST(Delivery, SettlesAgainstTheFactsAsTheyAreThen) {
  Sending s(1);
  ASSERT_EQ(s.hand(), 1u);
  ASSERT_TRUE(s.desk.facts.tell(person_of(), withdrawn_on(kToday), "maj.lind"));
  ASSERT_TRUE(s.delivery.finish({each({answered(Admitted::accepted)})}));
  EXPECT_EQ(s.registration(0).stage, core::Stage::exited) << "the answer does not bring back what was";
  EXPECT_EQ(s.registration(0).handover, core::Handover::acknowledged);
  EXPECT_EQ(s.state().counted(), 0) << "registered and ended, not counted as anonymous";
}

TEST(Delivery, SendsTotalsByThePolicysHours) {
  Sending s(0);
  s.desk.policy.thresholds = {{core::Threshold::totals_hours, 48, always()}};
  core::Participation no = record("n0");
  no.consent = {core::ConsentAnswer::declined, "SUS 2024", kStart, std::nullopt};
  ASSERT_TRUE(s.desk.read({no}));
  ASSERT_TRUE(s.go());
  no.key = "n1";
  ASSERT_TRUE(s.desk.read({no}));
  s.later(std::chrono::hours(48) - std::chrono::milliseconds(1));
  ASSERT_TRUE(s.go());
  EXPECT_EQ(s.target.kinds().size(), 1u);
  s.later(std::chrono::milliseconds(1));
  ASSERT_TRUE(s.go());
  EXPECT_EQ(s.target.kinds().size(), 2u);
}

TEST(Delivery, SendsTotalsAtMostOnceInTheInterval) {
  Sending s(0);
  core::Participation no = record("n0");
  no.consent = {core::ConsentAnswer::declined, "SUS 2024", kStart, std::nullopt};
  ASSERT_TRUE(s.desk.read({no}));
  ASSERT_TRUE(s.go());
  no.key = "n1";
  ASSERT_TRUE(s.desk.read({no}));
  ASSERT_TRUE(s.go());
  EXPECT_EQ(s.target.kinds(), std::vector{MessageKind::totals});
  s.later(std::chrono::hours(24));
  ASSERT_TRUE(s.go());
  EXPECT_EQ(s.target.kinds(), (std::vector{MessageKind::totals, MessageKind::totals}));
  s.later(std::chrono::hours(48));
  ASSERT_TRUE(s.go());
  EXPECT_EQ(s.target.kinds().size(), 2u) << "nothing changed";
}

}  // namespace
}  // namespace gateway::flow
