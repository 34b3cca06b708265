#include "gateway/flow/intake.h"

#include <gtest/gtest.h>

#include "tests/unit/flow/desk.h"

namespace gateway::flow {
namespace {

using namespace made;  // NOLINT(google-build-using-namespace)
using core::Outcome;

ports::SetNotice notice(const std::string& set, ports::SetState state, bool full = true) {
  return {set, state, full, 0, {}, {}};
}

core::Participation unmapped(const std::string& key, std::string_view birthday = "1988-03-04") {
  core::Participation made = record(key, birthday);
  made.insats = "Keramik";
  return made;
}

/// Parked: no consent is known.
core::Participation without_consent(const std::string& key, std::string_view birthday = "1989-04-05") {
  core::Participation made = record(key, birthday);
  made.consent = {};
  return made;
}

TEST(Intake, StoresAPageWithItsCursorAndItsCounts) {
  Desk desk;
  ASSERT_EQ(desk.intake.cursor("accorda", "insatser").value(), "");
  const auto taken = desk.take(desk.page({record("a"), unmapped("b")}, "line 2"));
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->counts.read, 2);
  EXPECT_EQ(count(taken->counts, Outcome::accepted), 1);
  EXPECT_EQ(count(taken->counts, Outcome::rejected), 1);
  EXPECT_EQ(desk.intake.cursor("accorda", "insatser").value(), "line 2");
  EXPECT_EQ(desk.intake.cursor("accorda", "another").value(), "");
  EXPECT_EQ(desk.intake.cursor("other", "insatser").value(), "");
  ASSERT_EQ(desk.state().pages.size(), 1u);
  EXPECT_EQ(desk.state().pages[0].counts.read, 2);
  EXPECT_EQ(desk.state().kinds(Course::queued), std::vector{core::MessageKind::in});
}

TEST(Intake, StoresAPageInOneTransaction) {
  Desk desk;
  ASSERT_TRUE(desk.read({record("a"), record("b", "1988-03-04"), unmapped("c")}));
  EXPECT_EQ(desk.ledger.trouble.commits, 1);
}

TEST(Intake, StoresNothingOfAPageWhereverTheLedgerFails) {
  for (int at = 1;; ++at) {
    Desk desk;
    ASSERT_TRUE(desk.read({record("old", "1990-05-06")}));
    const auto page = desk.page({record("a"), unmapped("b"), record("old", "1990-05-06")}, "2");
    desk.ledger.trouble.calls = 0;
    desk.ledger.trouble.fail_at_call = at;
    const auto taken = desk.take(page);
    if (taken) {
      EXPECT_GT(at, 8) << "the page asked the ledger less than it must";
      break;
    }
    EXPECT_EQ(taken.error().fault, base::Fault::retry);
    EXPECT_EQ(desk.state().cursors.at({"accorda", "insatser"}), "1");
    EXPECT_EQ(desk.state().records.size(), 1u);
    EXPECT_EQ(desk.state().outbox.size(), 1u);
    EXPECT_EQ(desk.state().pages.size(), 1u);
    const auto again = desk.take(page);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->counts.read, 3) << "counts of the failed attempt must not be kept";
    EXPECT_EQ(desk.state().outbox.size(), 2u);
  }
}

TEST(Intake, StoresNothingWhenTheCommitFails) {
  Desk desk;
  desk.ledger.trouble.fail_at_commit = 1;
  const auto page = desk.page({record("a")});
  ASSERT_FALSE(desk.take(page));
  EXPECT_TRUE(desk.state().records.empty());
  EXPECT_TRUE(desk.state().cursors.empty());
  ASSERT_TRUE(desk.take(page));
  EXPECT_EQ(desk.state().outbox.size(), 1u);
}

TEST(Intake, ADocumentThatBreaksTheContractIsBrokenAndStoresNothing) {
  Desk desk;
  ports::Page page = desk.page({record("a"), record("b", "1988-03-04")});
  page.records.insert(page.records.begin() + 1, "{\"number\": \"torn\"");
  const auto taken = desk.take(page);
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().fault, base::Fault::broken);
  EXPECT_NE(taken.error().what.find("record 2"), std::string::npos) << taken.error().what;
  EXPECT_EQ(taken.error().what.find("torn"), std::string::npos) << "no content in an error";
  EXPECT_TRUE(desk.state().records.empty()) << "a page is stored whole or not at all";
}

TEST(Intake, WhatIsSaidAgainIsUnchangedAndOnlySeen) {
  Desk desk;
  core::Participation ended = record("a");
  ended.end = kStart + days(30);
  const ports::Page page = desk.page({ended, without_consent("b")});
  ASSERT_TRUE(desk.take(page));
  const auto again = desk.take(page);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->records, 2);
  EXPECT_EQ(count(again->counts, core::Outcome::unchanged), 2);  // In and out.
  EXPECT_EQ(count(again->counts, core::Outcome::parked), 1) << "what waits is decided anew at each reading";
  EXPECT_EQ(desk.state().record("a").decided, 1);
  EXPECT_EQ(desk.state().record("a").seen, 1);
  EXPECT_EQ(desk.state().record("b").decided, 2);
}

TEST(Intake, SettledAndTheSameIsUnchangedAndOnlySeen) {
  Desk desk;
  core::Participation ended = record("a");
  ended.end = kStart + days(30);
  ASSERT_TRUE(desk.read({ended}));
  ASSERT_EQ(desk.state().outbox.size(), 2u);
  const auto taken = desk.read({ended});
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->counts.read, 2) << "in and out, as at the first reading";
  EXPECT_EQ(count(taken->counts, Outcome::unchanged), 2);
  EXPECT_EQ(desk.state().record("a").decided, 1);
  EXPECT_EQ(desk.state().record("a").seen, 1);
  EXPECT_EQ(desk.state().outbox.size(), 2u);
}

TEST(Intake, ASettledRecordThatSaysSomethingElseIsDecided) {
  Desk desk;
  ASSERT_TRUE(desk.read({record("a")}));
  core::Participation moved = record("a");
  moved.start = kStart + days(1);
  const auto taken = desk.read({moved});
  ASSERT_TRUE(taken);
  EXPECT_EQ(count(taken->counts, Outcome::accepted), 1);
  EXPECT_EQ(desk.state().kinds(Course::queued), (std::vector{core::MessageKind::in, core::MessageKind::change}));
}

TEST(Intake, TheSameAfterATellingIsDecidedAnew) {
  Desk desk;
  ASSERT_TRUE(desk.read({record("a")}));
  ASSERT_TRUE(desk.facts.tell({"accorda", "a", {}}, {core::ConsentAnswer::given, "SUS 2024", kStart, {}}, "maj.lind"));
  ASSERT_TRUE(desk.read({record("a")}));
  EXPECT_EQ(desk.state().record("a").decided, 2);
  EXPECT_EQ(desk.state().outbox.size(), 1u) << "nothing new follows from it";
}

TEST(Intake, RejectedAndParkedOnesAreDecidedAnewAtEachReading) {
  Desk desk;
  const auto page = desk.page({unmapped("r"), without_consent("p")});
  for (int reading = 1; reading <= 3; ++reading) {
    const auto taken = desk.take(page);
    ASSERT_TRUE(taken);
    EXPECT_EQ(count(taken->counts, Outcome::rejected), 1);
    EXPECT_EQ(count(taken->counts, Outcome::parked), 1);
    EXPECT_EQ(desk.state().record("r").decided, reading);
    EXPECT_EQ(desk.state().record("p").decided, reading);
  }
  core::MappingRow row = desk.mapping.front();
  row.insats = "Keramik";
  desk.mapping.push_back(row);
  const auto taken = desk.take(page);
  EXPECT_EQ(count(taken->counts, Outcome::accepted), 1) << "by the mapping of now, though the record is the same";
  EXPECT_FALSE(desk.state().record("r").waiting);
}

TEST(Intake, ARejectionTouchesNoOtherRecord) {
  Desk alone;
  ASSERT_TRUE(alone.read({record("a"), record("c", "1988-03-04")}));
  Desk desk;
  core::Participation torn = unmapped("b", "1990-05-06");
  torn.number = spoiled(torn.number);
  const auto taken = desk.read({record("a"), torn, record("c", "1988-03-04")});
  ASSERT_TRUE(taken);
  EXPECT_EQ(count(taken->counts, Outcome::accepted), 2);
  EXPECT_EQ(count(taken->counts, Outcome::rejected), 1);
  EXPECT_GE(desk.state().record("b").units.front().reasons.size(), 2u) << "every reason, not the first";
  for (const char* key : {"a", "c"}) {
    EXPECT_EQ(outcome_of(desk.state(), key), outcome_of(alone.state(), key));
  }
  EXPECT_EQ(desk.state().outbox.size(), alone.state().outbox.size());
}

TEST(Intake, ARecordThatCannotBeStoredIsRejectedAndHoldsUpNobody) {
  Desk desk;
  desk.ledger.trouble.damaged_record = "b";
  core::Participation damaged = record("b", "1988-03-04");
  damaged.end = kStart + days(30);
  const auto taken = desk.read({record("a"), damaged, record("c", "1990-05-06")});
  ASSERT_TRUE(taken);
  EXPECT_EQ(count(taken->counts, Outcome::accepted), 2);
  EXPECT_EQ(count(taken->counts, Outcome::rejected), 2) << "in and out of the one that is damaged";
  EXPECT_TRUE(adds_up(taken->counts));
  EXPECT_EQ(desk.state().outbox.size(), 2u) << "nothing half done leaves";
  EXPECT_EQ(outcome_of(desk.state(), "b"), Outcome::rejected);
  EXPECT_EQ(desk.state().record("b").units.front().reasons.front().code, core::Code::not_stored);
  EXPECT_EQ(desk.state().cursors.at({"accorda", "insatser"}), "1");
  ASSERT_EQ(taken->faults.size(), 1u);
  EXPECT_NE(taken->faults.front().find("the person is damaged"), std::string::npos);

  desk.ledger.trouble.damaged_record.clear();
  const auto mended = desk.read({damaged});
  ASSERT_TRUE(mended);
  EXPECT_EQ(count(mended->counts, Outcome::accepted), 2) << "decided again at the next reading";
}

TEST(Intake, OneThatMayProtectSomebodyIsNotAnsweredBeforeItIsApplied) {
  const auto untouched = [](core::Participation& p) { (void)p; };
  const std::vector<std::pair<std::function<void(core::Participation&)>, bool>> cases = {
      {untouched, true},
      {[](core::Participation& p) { p.consent.withdrawn = kToday; }, false},
      {[](core::Participation& p) { p.consent.answer = core::ConsentAnswer::declined; }, false},
      {[](core::Participation& p) { p.consent = {}; }, false},
      {[](core::Participation& p) { p.protection = core::Protection::marked; }, false},
      {[](core::Participation& p) { p.deceased = kToday; }, false},
  };
  for (std::size_t i = 0; i < cases.size(); ++i) {
    Desk desk;
    desk.ledger.trouble.damaged_record = "b";
    desk.ledger.trouble.damaged_through = true;
    core::Participation damaged = record("b", "1988-03-04");
    cases[i].first(damaged);
    const auto taken = desk.read({record("a"), damaged});
    EXPECT_EQ(taken.has_value(), cases[i].second) << i;
    EXPECT_EQ(desk.state().records.size(), cases[i].second ? 1u : 0u) << i;
    EXPECT_EQ(desk.state().cursors.empty(), !cases[i].second) << "read again until it can be applied: " << i;
  }
}

TEST(Intake, TroubleOfTheLedgerIsNoRecordsOwn) {
  Desk desk;
  desk.ledger.trouble.damaged_record = "b";
  desk.ledger.trouble.damage = base::broken("an index is damaged");
  EXPECT_FALSE(desk.read({record("a"), record("b", "1988-03-04")}));
  EXPECT_TRUE(desk.state().records.empty());
}

TEST(Intake, OneThatCannotEvenBeListedIsCountedAndTold) {
  Desk desk;
  desk.ledger.trouble.damaged_record = "b";
  desk.ledger.trouble.damaged_through = true;
  const auto taken = desk.read({record("a"), record("b", "1988-03-04")});
  ASSERT_TRUE(taken);
  EXPECT_EQ(count(taken->counts, Outcome::rejected), 1);
  EXPECT_TRUE(adds_up(taken->counts));
  EXPECT_EQ(taken->faults.size(), 1u);
  EXPECT_EQ(desk.state().records.size(), 1u);
}

TEST(Intake, ADiskThatFillsUpAtADamagedRecordStoresNothingOfThePage) {
  for (int at = 6; at < 16; ++at) {
    Desk desk;
    desk.ledger.trouble.damaged_record = "b";
    desk.ledger.trouble.fail_at_call = at;
    const auto taken = desk.read({record("a"), record("b", "1988-03-04")});
    if (desk.ledger.trouble.calls < at) break;
    ASSERT_FALSE(taken) << at;
    EXPECT_EQ(taken.error().fault, base::Fault::retry);
    EXPECT_TRUE(desk.state().records.empty()) << at;
    EXPECT_TRUE(desk.state().cursors.empty()) << at;
  }
}

TEST(Intake, CountsOnceWhereTheLedgerRunsTheWorkTwice) {
  Desk desk;
  desk.ledger.rehearses = true;
  ports::Page page = desk.page({record("a"), unmapped("b")});
  page.records.push_back(desk.codec.document(notice("v47", ports::SetState::begun)));
  const auto taken = desk.take(page);
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->counts.read, 2);
  EXPECT_EQ(taken->notices.size(), 1u);
  EXPECT_EQ(desk.state().pages[0].counts.read, 2);
  EXPECT_EQ(desk.state().outbox.size(), 1u);
  EXPECT_EQ(desk.intake.decide_pending(std::nullopt).value().counts.read, 1);
}

TEST(Intake, GivesEveryRegistrationAnIdOfItsOwn) {
  Desk desk;
  ASSERT_TRUE(desk.read({record("a"), record("b", "1988-03-04"), record("c", "1989-04-05")}));
  EXPECT_EQ(desk.state().registrations.size(), 3u);
}

TEST(Intake, AKeyTwiceInOnePageIsRegisteredOnce) {
  Desk desk;
  const auto taken = desk.read({record("a"), record("a")});
  ASSERT_TRUE(taken);
  EXPECT_EQ(count(taken->counts, Outcome::accepted), 1);
  EXPECT_EQ(count(taken->counts, Outcome::unchanged), 1);
  EXPECT_EQ(desk.state().outbox.size(), 1u);
}

TEST(Intake, EveryReadingAddsUp) {
  Desk desk;
  core::Participation declined = record("n", "1990-05-06");
  declined.consent = {core::ConsentAnswer::declined, "SUS 2024", kStart, std::nullopt};
  core::Participation task = record("t", "1991-06-07");
  task.ordered_by = "Arbetsförmedlingen";
  task.insats = "Arbetsprövning";
  core::Participation outside = record("o", "1992-07-08");
  outside.beslut = "RE-UT";
  outside.insats = "Planering/utredning";
  const auto page = desk.page({record("a"), unmapped("r"), without_consent("p"), declined, task, outside});
  const auto first = desk.take(page);
  ASSERT_TRUE(first);
  for (const auto outcome : {Outcome::accepted, Outcome::rejected, Outcome::parked, Outcome::anonymous,
                             Outcome::proposed, Outcome::outside}) {
    EXPECT_EQ(count(first->counts, outcome), 1) << core::name(outcome);
  }
  EXPECT_TRUE(adds_up(first->counts));
  const auto second = desk.take(page);
  ASSERT_TRUE(second);
  EXPECT_EQ(count(second->counts, Outcome::unchanged), 4);
  EXPECT_TRUE(adds_up(second->counts));
  EXPECT_EQ(desk.state().counted(), 1) << "counted once, however often it is read";
}

TEST(Intake, TellsOfTheSetsInAPageAndKeepsThem) {
  Desk desk;
  ports::Page page{"insatser", {}, "1"};
  page.records = {desk.codec.document(notice("v47", ports::SetState::begun)), desk.codec.document(record("a")),
                  desk.codec.document(notice("v47", ports::SetState::complete))};
  const auto taken = desk.take(page);
  ASSERT_TRUE(taken);
  ASSERT_EQ(taken->notices.size(), 2u);
  EXPECT_EQ(taken->notices[1].state, ports::SetState::complete);
  EXPECT_EQ(taken->counts.read, 1) << "a notice is not a record";
  EXPECT_EQ(desk.state().record("a").set, "v47");
  EXPECT_EQ(desk.state().pages[0].set, "v47");
  EXPECT_EQ(desk.state().notices.size(), 2u);
}

TEST(Intake, ASetGoesOnInTheNextPage) {
  Desk desk;
  ports::Page first{"insatser", {desk.codec.document(notice("v47", ports::SetState::begun))}, "1"};
  ASSERT_TRUE(desk.take(first));
  ASSERT_TRUE(desk.read({record("a")}));
  EXPECT_EQ(desk.state().record("a").set, "v47");
  EXPECT_EQ(desk.state().pages.back().set, "v47");
  ASSERT_TRUE(desk.intake.take("other", desk.page({record("x", "1988-03-04")})));
  EXPECT_EQ(desk.state().record("x", "other").set, "") << "a set is its source's own";
}

/// Two made keys of one person and insats: the second looks like a correction of the first until the set shows both.
class Correction : public testing::Test {
 protected:
  void SetUp() override {
    old_.derived_key = renewed_.derived_key = true;
    renewed_.start = kStart + days(9);
    begin("v46");
    ASSERT_TRUE(desk_.read({old_}));
    end("v46", ports::SetState::complete, true);
    begin("v47");
    const auto taken = desk_.read({renewed_});
    ASSERT_TRUE(taken);
    ASSERT_EQ(count(taken->counts, Outcome::parked), 1);
  }
  void begin(const std::string& set) {
    ASSERT_TRUE(desk_.take({"insatser", {desk_.codec.document(notice(set, ports::SetState::begun))}, "1"}));
  }
  void end(const std::string& set, ports::SetState state, bool full) {
    ASSERT_TRUE(desk_.take({"insatser", {desk_.codec.document(notice(set, state, full))}, "1"}));
  }

  Desk desk_;
  core::Participation old_ = record("old");
  core::Participation renewed_ = record("new");
};

TEST_F(Correction, IsRegisteredWhenTheCompleteSetShowsBoth) {
  ASSERT_TRUE(desk_.read({old_}));
  EXPECT_EQ(outcome_of(desk_.state(), "new"), Outcome::parked);
  end("v47", ports::SetState::complete, true);
  EXPECT_EQ(outcome_of(desk_.state(), "new"), Outcome::accepted);
  EXPECT_EQ(desk_.state().kinds(Course::queued).size(), 2u);
}

TEST_F(Correction, StaysParkedWhenTheOldOneHasVanished) {
  end("v47", ports::SetState::complete, true);
  EXPECT_EQ(outcome_of(desk_.state(), "new"), Outcome::parked);
  EXPECT_EQ(desk_.state().kinds(Course::queued).size(), 1u);
}

TEST_F(Correction, IsNotLookedAtAgainBeforeTheSetIsCompleteAndFull) {
  ASSERT_TRUE(desk_.read({old_}));
  const int decided = desk_.state().record("new").decided;
  end("v47", ports::SetState::complete, false);
  EXPECT_EQ(desk_.state().record("new").decided, decided);
  begin("v48");
  end("v48", ports::SetState::failed, true);
  begin("v49");
  end("v49", ports::SetState::incomplete, true);
  EXPECT_EQ(desk_.state().record("new").decided, decided);
}

TEST_F(Correction, IsLookedAtInThePageThatCompletesTheSetOrNotAtAll) {
  ASSERT_TRUE(desk_.read({old_}));
  const ports::Page last{"insatser", {desk_.codec.document(notice("v47", ports::SetState::complete))}, "the end"};
  desk_.ledger.trouble.calls = 0;
  for (int at = 1;; ++at) {
    desk_.ledger.trouble.calls = 0;
    desk_.ledger.trouble.fail_at_call = at;
    if (desk_.take(last)) break;
    EXPECT_EQ(outcome_of(desk_.state(), "new"), Outcome::parked);
    EXPECT_NE(desk_.state().pages.back().cursor, "the end");
  }
  EXPECT_EQ(outcome_of(desk_.state(), "new"), Outcome::accepted);
}

TEST(Intake, DecidesWhatWaitsByTheRulesOfNowWithoutReadingAgain) {
  Desk desk;
  ASSERT_TRUE(desk.read({unmapped("r"), without_consent("p"), record("a")}));
  core::MappingRow row = desk.mapping.front();
  row.insats = "Keramik";
  desk.mapping.push_back(row);
  const auto decided = desk.intake.decide_pending(std::nullopt);
  ASSERT_TRUE(decided);
  EXPECT_EQ(decided->counts.read, 2) << "what is settled is left alone";
  EXPECT_EQ(count(decided->counts, Outcome::accepted), 1);
  EXPECT_EQ(count(decided->counts, Outcome::parked), 1);
  EXPECT_EQ(desk.state().kinds(Course::queued).size(), 2u);
  EXPECT_EQ(desk.state().record("a").decided, 1);
}

TEST(Intake, DecidesOnlyWhatIsSelected) {
  Desk desk;
  ASSERT_TRUE(desk.read({unmapped("r"), without_consent("p")}));
  const auto decided = desk.intake.decide_pending(ports::Selector{"accorda", "p", std::nullopt});
  ASSERT_TRUE(decided);
  EXPECT_EQ(decided->counts.read, 1);
  EXPECT_EQ(desk.state().record("r").decided, 1);
  EXPECT_EQ(desk.state().record("p").decided, 2);
}

TEST(Intake, DecidesWhatWaitsBesideOneThatIsDamaged) {
  Desk desk;
  ASSERT_TRUE(desk.read({unmapped("r"), unmapped("s", "1990-05-06")}));
  core::MappingRow row = desk.mapping.front();
  row.insats = "Keramik";
  desk.mapping.push_back(row);
  desk.ledger.trouble.damaged_record = "r";
  const auto decided = desk.intake.decide_pending(std::nullopt);
  ASSERT_TRUE(decided);
  EXPECT_EQ(decided->counts.read, 1);
  EXPECT_EQ(count(decided->counts, Outcome::accepted), 1);
  EXPECT_EQ(outcome_of(desk.state(), "r"), Outcome::rejected) << "as it was";
  EXPECT_EQ(decided->faults.size(), 1u) << "and it is told";
}

TEST(Intake, DecidesAPageOfWhatWaitsWholeOrNotAtAll) {
  Desk desk;
  ASSERT_TRUE(desk.read({unmapped("r"), unmapped("s", "1990-05-06")}));
  core::MappingRow row = desk.mapping.front();
  row.insats = "Keramik";
  desk.mapping.push_back(row);
  desk.ledger.trouble = {.fail_at_call = 6};
  ASSERT_FALSE(desk.intake.decide_pending(std::nullopt));
  EXPECT_TRUE(desk.state().outbox.empty());
  EXPECT_EQ(desk.state().record("r").decided, 1);
  const auto decided = desk.intake.decide_pending(std::nullopt);
  ASSERT_TRUE(decided);
  EXPECT_EQ(count(decided->counts, Outcome::accepted), 2);
}

}  // namespace
}  // namespace gateway::flow
