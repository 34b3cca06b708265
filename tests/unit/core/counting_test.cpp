#include "gateway/core/counting.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/core/settle.h"
#include "tests/unit/core/cooperation/office.h"
#include "tests/unit/core/rows.h"

// When a counting year is closed, and what the rows of domain.md §3 that are marked [A] may be besides what is built.

namespace gateway::core {
namespace {

using made::always;
using made::day;
using made::declined;
using made::Desk;
using made::kBack;
using made::Life;
using made::outcome;
using made::participation;
using made::reasons;
using made::sent;
using made::withdrawn;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const base::Date kOpen = day("2027-06-29");    ///< The last day on which 2026 is open.
const base::Date kClosed = day("2027-06-30");  ///< And the day on which it is closed.

Life life_on(base::Date today) {
  Life life;
  life.world.policy.counting = {{6, 30, always()}};
  life.world.today = today;
  return life;
}

/// As the ledger knows it once the notes are gone.
Life without_notes(bool counted) {
  Life life;
  life.situation.closed_through = 2026;
  life.situation.year_counted = counted;
  return life;
}

Policy assuming(Policy policy, Assumption assumption, Assumed value, base::Date from = day("2015-01-01")) {
  policy.assumptions.push_back({assumption, value, {from, std::nullopt}});
  return policy;
}

void expect_closed(const Decision& decision) {
  EXPECT_EQ(outcome(decision), Outcome::outside);
  EXPECT_THAT(decision.units.front().reasons, ElementsAre(Reason{Code::counting_year_closed, "2026"}));
  EXPECT_THAT(decision.counts, IsEmpty());
  EXPECT_FALSE(decision.note);
  EXPECT_FALSE(decision.erase_note);
}

TEST(CountingYear, IsClosedOnTheDayThatThePolicySays) {
  Life open = life_on(kOpen);
  EXPECT_EQ(outcome(open.read(declined())), Outcome::anonymous);
  EXPECT_EQ(open.counted, 1);
  Life closed = life_on(kClosed);
  expect_closed(closed.read(declined()));
  Participation later = declined();
  later.start = day("2027-01-01");
  EXPECT_EQ(outcome(closed.read(later)), Outcome::anonymous);
}

TEST(CountingYear, StaysClosedWhateverThePolicySaysLater) {
  expect_closed(without_notes(false).read(declined()));
  Life before = without_notes(false);
  before.situation.closed_through = 2025;
  EXPECT_EQ(outcome(before.read(declined())), Outcome::anonymous);
}

TEST(CountingYear, OfSomebodyCountedStaysAsItIs) {
  Life life = life_on(kOpen);
  life.read(declined());
  const auto note = life.situation.note;
  life.world.today = kClosed;
  EXPECT_EQ(outcome(life.read(declined())), Outcome::unchanged);
  EXPECT_EQ(life.situation.note, note);
  life.tell({ConsentAnswer::given, "SUS 2024", day("2027-01-10"), std::nullopt});
  expect_closed(life.read(participation()));
  EXPECT_EQ(life.counted, 1);
  EXPECT_THAT(life.outbox, IsEmpty());
  life.world.today = kOpen;
  EXPECT_EQ(outcome(life.read(participation())), Outcome::accepted) << "the day before, the count is taken back";
  EXPECT_EQ(life.counted, 0);
}

TEST(CountingYear, ClosedNamesNobodyWhoMayHaveBeenCounted) {
  expect_closed(without_notes(true).read(participation()));
  EXPECT_EQ(outcome(without_notes(false).read(participation())), Outcome::accepted) << "nobody was counted";
  Life open = without_notes(true);
  open.situation.closed_through = 2025;
  EXPECT_EQ(outcome(open.read(participation())), Outcome::accepted);
  Life asked = without_notes(true);
  Participation nobody_knows = participation();
  nobody_knows.insats = "Oklart";
  EXPECT_EQ(outcome(asked.read(nobody_knows)), Outcome::parked) << "which may not be for SUS";
}

TEST(CountingYear, ClosedLetsWhatIsRegisteredGoOn) {
  Life life = sent();
  life.situation.closed_through = 2026;
  life.situation.year_counted = true;
  Participation record = participation();
  record.end = day("2026-11-15");
  const Decision decision = life.read(record);
  EXPECT_EQ(decision.units.back().unit, Unit::out);
  EXPECT_EQ(decision.units.back().outcome, Outcome::accepted);
}

TEST(CountingYear, ClosedCountsNobodyWhoIsGivenUpBeforeTheNodeHasThem) {
  for (const bool told : {true, false}) {
    Life life = life_on(kOpen);
    life.read(participation());
    life.world.today = kClosed;
    const Decision decision = told ? life.tell_withdrawn(kBack) : life.read(withdrawn());
    if (!told) expect_closed(decision);
    EXPECT_EQ(life.counted, 0);
    EXPECT_FALSE(life.situation.note);
    EXPECT_THAT(life.open_kinds(), IsEmpty());
  }
}

TEST(CountingYear, OfAStartThatMovesIsNotCountedTwice) {
  Life life = life_on(kOpen);
  life.read(declined());
  life.world.today = kClosed;
  Participation moved = declined();
  moved.start = day("2027-01-01");
  expect_closed(life.read(moved));
  EXPECT_EQ(life.counted, 1);
}

TEST(CountingYear, ClosedHasNothingToSettle) {
  Registration queued = made::registration();
  queued.handover = Handover::unknown;
  const Message exit = made::message(MessageKind::exit_or_void, kBack, "consent_withdrawn");
  for (const bool closed : {true, false}) {
    Decision decision = settle(exit, Admitted::voided, queued, Sex::woman);
    leave_uncounted(decision, closed ? 2026 : 2025, made::policy(), made::kToday);
    EXPECT_EQ(decision.counts.size(), closed ? 0U : 1U);
    EXPECT_EQ(decision.note.has_value(), !closed);
  }
}

TEST(CountingYear, ClosedTakesNoRequestOfTheCooperation) {
  Desk desk;
  desk.policy.counting = {{6, 30, always()}};
  CooperationAct no = desk.act(ActKind::request, "2026-03-02");
  no.consent->consent.answer = ConsentAnswer::declined;
  desk.today = kClosed;
  EXPECT_EQ(desk.ask(no).outcome, Outcome::outside);
  EXPECT_THAT(made::codes_of(desk.ask(no)), ElementsAre(Code::counting_year_closed));
  EXPECT_THAT(desk.ask(no).counts, IsEmpty());
  desk.today = kOpen;
  EXPECT_EQ(desk.tell(no), Outcome::anonymous);
  CooperationAct yes = desk.act(ActKind::request, "2026-03-02");
  yes.consent->consent.date = day("2026-03-03");
  yes.by.on = day("2026-03-03");
  EXPECT_EQ(desk.ask(yes).outcome, Outcome::accepted);
  desk.today = kClosed;
  EXPECT_EQ(desk.ask(no).outcome, Outcome::unchanged);
  EXPECT_EQ(desk.ask(yes).outcome, Outcome::outside) << "the total stays";
  desk.situation.note.reset();
  EXPECT_EQ(desk.ask(yes).outcome, Outcome::accepted);
  desk.situation.counted_years = {2026};
  EXPECT_EQ(desk.ask(yes).outcome, Outcome::outside) << "it may have been counted";
  EXPECT_THAT(made::codes_of(desk.ask(yes)), ElementsAre(Code::counting_year_closed));
  desk.today = kOpen;
  EXPECT_EQ(desk.ask(yes).outcome, Outcome::accepted);
}

TEST(CountingYear, ClosedCountsNoCaseInsteadOfRegisteringIt) {
  for (const base::Date today : {kOpen, kClosed}) {
    Desk desk;
    desk.policy.counting = {{6, 30, always()}};
    desk.acknowledges = false;
    desk.tell(desk.act(ActKind::request, "2026-03-02"));
    desk.today = today;
    CooperationAct back = desk.ending(ActKind::interrupt, "2026-03-04", "fk.gavle", EndCause::consent_withdrawn);
    EXPECT_EQ(desk.tell(back), Outcome::accepted);
    EXPECT_EQ(desk.now().form, CaseForm::anonymous);
    EXPECT_EQ(desk.counted, today == kOpen ? 1 : 0);
  }
}

TEST(Assumed, E_WithdrawnBeforeTheNodeHasItIsCountedByNobody) {
  Life life;
  life.world.policy = assuming(life.world.policy, Assumption::withdrawn_before_sent, Assumed::nothing);
  const Decision at_once = life.read(withdrawn());
  EXPECT_EQ(outcome(at_once), Outcome::outside);
  EXPECT_THAT(reasons(at_once), ElementsAre(Code::consent_withdrawn));
  EXPECT_EQ(life.counted, 0);
  for (const bool told : {true, false}) {
    Life queued;
    queued.world.policy = life.world.policy;
    queued.read(participation());
    if (told) {
      queued.tell_withdrawn(kBack);
    } else {
      EXPECT_EQ(outcome(queued.read(withdrawn())), Outcome::outside);
    }
    EXPECT_THAT(queued.open_kinds(), IsEmpty());
    EXPECT_EQ(queued.counted, 0);
    EXPECT_EQ(outcome(queued.read(withdrawn())), Outcome::outside);
  }
}

TEST(Assumed, E_HoldsFromItsDayAndOfAWithdrawalAlone) {
  Life before;
  before.world.policy =
      assuming(before.world.policy, Assumption::withdrawn_before_sent, Assumed::nothing, made::kToday + made::days(1));
  EXPECT_EQ(outcome(before.read(withdrawn())), Outcome::anonymous);
  Life no;
  no.world.policy = assuming(no.world.policy, Assumption::withdrawn_before_sent, Assumed::nothing);
  EXPECT_EQ(outcome(no.read(declined())), Outcome::anonymous);
  EXPECT_NE(outcome(no.read(withdrawn())), Outcome::outside) << "whoever was counted stays so";
  EXPECT_EQ(no.counted, 1);
  Life hidden;
  hidden.world.policy = no.world.policy;
  hidden.read(participation());
  hidden.protect();
  EXPECT_EQ(hidden.counted, 1) << "of one that is protected it is no assumption";
}

TEST(Assumed, E_OfACaseToo) {
  Desk desk;
  desk.policy = assuming(desk.policy, Assumption::withdrawn_before_sent, Assumed::nothing);
  CooperationAct at_once = desk.act(ActKind::request, "2026-03-02");
  at_once.consent->consent.withdrawn = day("2026-03-02");
  EXPECT_EQ(desk.ask(at_once).outcome, Outcome::outside);
  EXPECT_THAT(made::codes_of(desk.ask(at_once)), ElementsAre(Code::consent_withdrawn));
  desk.acknowledges = false;
  desk.tell(desk.act(ActKind::request, "2026-03-02"));
  desk.tell(desk.ending(ActKind::interrupt, "2026-03-04", "fk.gavle", EndCause::consent_withdrawn));
  EXPECT_EQ(desk.now().form, CaseForm::anonymous);
  EXPECT_EQ(desk.counted, 0);
}

TEST(Assumed, I_FkIsToldOnlyWhereThePolicyAssumesIt) {
  for (const Assumed value : {Assumed::tell_fk, Assumed::nothing}) {
    Participation record = participation();
    record.end = kBack - made::days(1);
    Life life = sent(made::Way::there_and_back, record);
    life.world.policy = assuming(life.world.policy, Assumption::withdrawn_after_end, value);
    EXPECT_EQ(life.tell_withdrawn(kBack).for_fk.has_value(), value == Assumed::tell_fk);
    EXPECT_THAT(life.open_kinds(), IsEmpty());
    Desk desk = made::desk_at(CaseState::concluded);
    desk.policy = assuming(desk.policy, Assumption::withdrawn_after_end, value);
    desk.tell(desk.ending(ActKind::interrupt, "2026-10-01", "af.gavle", EndCause::consent_withdrawn));
    EXPECT_TRUE(desk.now().reading_closed);
    EXPECT_EQ(desk.last.task.has_value(), value == Assumed::tell_fk);
  }
}

}  // namespace
}  // namespace gateway::core
