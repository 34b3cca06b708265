#include "tests/unit/io/store/office.h"

namespace gateway::io {
namespace {

using namespace made;
using core::Outcome;

std::int64_t counted(const ports::PageCounts& counts, Outcome outcome) {
  return counts.by_outcome[static_cast<std::size_t>(outcome)];
}

std::int64_t rows_of(Office& office, std::string_view table) {
  return must(office.ledger->stat()).find("rows")->integer_or(table, -1);
}

TEST(Intake, AnswersUnchangedToTheSameAgain) {
  Office office;
  const std::vector<core::Participation> all = {participation(), declined(of("I-2", "1988-03-04"))};
  office.take(all);
  office.deliver();
  const auto again = office.take(all, "day-2");
  EXPECT_EQ(counted(again, Outcome::unchanged), 2);
  EXPECT_TRUE(office.deliver().empty());
}

TEST(Intake, DecidesAnewWhatWasRejectedOrParked) {
  Office office;
  core::Participation unmapped = of("I-2", "1988-03-04");
  unmapped.insats = "Keramik";
  office.take({waiting(), unmapped});
  const auto again = office.take({waiting(), unmapped}, "day-2");
  EXPECT_EQ(counted(again, Outcome::parked), 1);
  EXPECT_EQ(counted(again, Outcome::rejected), 1);
  EXPECT_EQ(rows_of(office, "pending"), 2);
  EXPECT_EQ(counted(office.take({participation()}, "day-3"), Outcome::accepted), 1);
  EXPECT_EQ(rows_of(office, "pending"), 1);
}

TEST(Intake, KeepsWaitingDocumentsSealedAndGivesThemBack) {
  Office office;
  office.take({waiting(), waiting(of("I-2", "1988-03-04"))});
  office.write([&](ports::Transaction& t) {
    const auto all = must(t.pending({}));
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].set, "day-1");
    EXPECT_NE(all[0].document.find("I-1"), std::string::npos);
    EXPECT_EQ(must(t.pending({ports::Selector{"accorda", "I-2", {}}})).size(), 1U);
    const auto number = core::PersonNumber::parse(test_number("1988-03-04"), kToday);
    EXPECT_EQ(must(t.pending({ports::Selector{"", "", std::get<core::PersonNumber>(number)}})).size(), 1U);
    EXPECT_TRUE(must(t.pending({ports::Selector{"other", "", {}}})).empty());
  });
}

TEST(Intake, ForgetsWhatWaitedTooLong) {
  Office office;
  core::Participation unmapped = of("I-2", "1988-03-04");
  unmapped.insats = "Keramik";
  core::Participation unclear = participation();
  unclear.insats = "Oklart";
  office.take({unclear, unmapped});
  office.clock.on(std::chrono::days(29));
  EXPECT_EQ(must(office.ledger->purge(office.clock.now())), 0);
  office.clock.on(std::chrono::days(1));
  EXPECT_EQ(must(office.ledger->purge(office.clock.now())), 1);  // Rejected: 30 days.
  office.clock.on(std::chrono::days(60));
  EXPECT_EQ(must(office.ledger->purge(office.clock.now())), 1);  // Parked: 90.
  EXPECT_EQ(rows_of(office, "records"), 0);
  EXPECT_EQ(rows_of(office, "pending"), 0);
  EXPECT_TRUE(office.balance().adds_up());
}

TEST(Intake, KeepsNothingOfAPersonWhoIsCounted) {
  Office office;
  office.take({declined()});
  EXPECT_EQ(rows_of(office, "subjects"), 0);
  EXPECT_EQ(rows_of(office, "records"), 0);
  EXPECT_EQ(rows_of(office, "registrations"), 0);
  EXPECT_EQ(rows_of(office, "notes"), 1);
  EXPECT_EQ(must(office.ledger->totals()).at(0).women, 1);
  const auto listed = office.list(Outcome::anonymous);
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(listed[0].key, "");
  EXPECT_EQ(listed[0].line, 2U);
  office.set_notice("day-2", ports::SetState::complete);
  EXPECT_EQ(office.list(Outcome::anonymous)[0].line, 0U);  // Not in the next set: its place is forgotten.
}

TEST(Intake, TurnsWhatNeverLeftIntoACount) {
  Office office;
  office.take({participation()});
  office.withdraw({"accorda", "I-1", {}}, day("2026-11-10"));
  EXPECT_TRUE(office.due().size() == 1 && office.due()[0].message.kind == core::MessageKind::totals);
  EXPECT_EQ(rows_of(office, "subjects"), 0);
  EXPECT_EQ(rows_of(office, "records"), 0);
  EXPECT_EQ(rows_of(office, "notes"), 1);
  const auto queue = must(office.ledger->queue(false, 0));
  EXPECT_EQ(queue[0].state, "stopped");
  EXPECT_EQ(queue[0].place, "");
  EXPECT_EQ(counted(office.take({participation()}, "day-2"), Outcome::unchanged), 1);
  EXPECT_EQ(must(office.ledger->totals())[0].women, 1);
  EXPECT_TRUE(office.balance().adds_up());
}

TEST(Intake, TakesTheCountBackForALaterConsent) {
  Office office;
  office.take({declined()});
  core::Participation yes = participation();
  yes.consent.date = day("2026-11-01");
  EXPECT_EQ(counted(office.take({yes}, "day-2"), Outcome::parked), 1);
  EXPECT_EQ(office.list(Outcome::anonymous).size(), 0U);  // One answer at a time; the count stands.
  EXPECT_EQ(must(office.ledger->totals())[0].women, 1);
  office.write([&](ports::Transaction& t) {
    const auto found = must(t.find({"accorda", "I-1", {}}));
    ASSERT_EQ(found.size(), 1U);
    must(t.tell(found[0], {core::ConsentAnswer::given, "SUS 2024", day("2026-11-01"), {}}, "maj.lind",
                office.clock.now()));
  });
  EXPECT_EQ(counted(office.take({yes}, "day-3"), Outcome::accepted), 1);
  EXPECT_EQ(must(office.ledger->totals())[0].women, 0);
  EXPECT_EQ(rows_of(office, "notes"), 0);
}

TEST(Intake, RemembersTheProtectedWhomItOtherwiseRejects) {
  Office office;
  core::Participation flagged = participation();
  flagged.protection = core::Protection::marked;
  flagged.insats = "Keramik";
  EXPECT_EQ(counted(office.take({flagged}), Outcome::rejected), 1);
  core::Participation bare = participation();
  bare.key = "I-2";
  EXPECT_EQ(counted(office.take({bare}, "day-2"), Outcome::anonymous), 1);
}

TEST(Intake, DecidesAllOfAPersonAnewWhenProtectionIsSeen) {
  Office office;
  core::Participation other = participation();
  other.key = "I-2";
  other.insats = "Social träning";
  office.take({participation(), other});
  office.deliver();
  core::Participation flagged = participation();
  flagged.protection = core::Protection::marked;
  office.take({flagged, other}, "day-2");
  const auto sent = office.deliver();
  ASSERT_EQ(sent.size(), 2U);
  EXPECT_EQ(sent[0].kind, core::MessageKind::strip);
  EXPECT_EQ(sent[1].kind, core::MessageKind::strip);
}

TEST(Intake, ListsWhatVanishedFromAFullSet) {
  Office office;
  office.set_notice("day-1", ports::SetState::begun);
  office.take({participation(), of("I-2", "1988-03-04"), waiting(of("I-3", "1988-03-05"))});
  office.set_notice("day-1", ports::SetState::complete);
  EXPECT_TRUE(office.vanished().empty());
  office.set_notice("day-2", ports::SetState::begun);
  office.take({of("I-2", "1988-03-04")}, "day-2");
  office.set_notice("day-2", ports::SetState::complete);
  const auto gone = office.vanished();
  ASSERT_EQ(gone.size(), 1U);  // One that waited has nothing to miss.
  EXPECT_EQ(gone[0].key, "I-1");
  EXPECT_EQ(gone[0].set, "day-2");
  EXPECT_TRUE(gone[0].registration);
  office.take({participation()}, "day-3");
  EXPECT_TRUE(office.vanished().empty());
}

TEST(Intake, SeesAMadeKeyBesideOneThatIsMissing) {
  Office office;
  core::Participation first = participation();
  first.derived_key = true;
  first.key = "made-1";
  core::Participation second = first;
  second.key = "made-2";
  second.start = day("2026-10-02");
  second.consent.date = day("2026-10-02");
  office.set_notice("day-1", ports::SetState::begun);
  office.take({first});
  office.set_notice("day-1", ports::SetState::complete);
  office.set_notice("day-2", ports::SetState::begun);
  EXPECT_EQ(counted(office.take({second}, "day-2"), Outcome::parked), 1);
  EXPECT_EQ(counted(office.take({first}, "day-2"), Outcome::unchanged), 1);
  EXPECT_EQ(counted(office.take({second}, "day-2"), Outcome::accepted), 1);  // Both are there: two registrations.
}

TEST(Intake, KnowsTheSetItIsIn) {
  Office office;
  const auto open_set = [&] {
    std::string set;
    office.write([&](ports::Transaction& t) { set = must(t.open_set("accorda")); });
    return set;
  };
  EXPECT_EQ(open_set(), "");
  office.set_notice("day-1", ports::SetState::begun);
  EXPECT_EQ(open_set(), "day-1");
  office.set_notice("day-1", ports::SetState::complete);
  EXPECT_EQ(open_set(), "");
  const auto sets = must(office.ledger->sets("accorda"));
  ASSERT_EQ(sets.array()->size(), 1U);
  EXPECT_EQ(sets.array()->front().text("state"), "complete");
  EXPECT_EQ(sets.array()->front().find("files")->array()->size(), 1U);
}

TEST(Intake, AddsUpPerSetAndInAll) {
  Office office;
  core::Participation outside = of("I-4", "1988-03-06");
  outside.beslut = "RE-UT";
  outside.insats = "Planering/utredning";
  core::Participation task = of("I-5", "1988-03-07");
  task.ordered_by = "Arbetsförmedlingen";
  task.insats = "Arbetsprövning";
  core::Participation ended = participation();
  ended.end = day("2026-11-01");
  office.take({ended, declined(of("I-2", "1988-03-04")), waiting(of("I-3", "1988-03-05")), outside, task});
  for (const char* set : {"", "day-1"}) {
    const auto balance = must(office.ledger->balance("accorda", set));
    EXPECT_EQ(balance.read, 6) << set;
    EXPECT_TRUE(balance.adds_up()) << set;
    EXPECT_EQ(balance.handed_to_delivery, 3) << set;
  }
  office.deliver();
  EXPECT_TRUE(office.balance().adds_up());
  EXPECT_EQ(office.balance().delivered, 4);  // With the totals.
  EXPECT_EQ(must(office.ledger->balance("other", "")).read, 0);
  EXPECT_FALSE(must(office.ledger->mapping_uses()).empty());
}

TEST(Intake, FindsByKeyAndByPerson) {
  Office office;
  core::Participation other = participation();
  other.key = "I-2";
  other.insats = "Social träning";
  other.consent = {};
  office.take({participation(), other, declined(of("I-3", "1988-03-04"))});
  office.write([&](ports::Transaction& t) {
    const auto number = std::get<core::PersonNumber>(core::PersonNumber::parse(participation().number, kToday));
    EXPECT_EQ(must(t.find({"", "", number})).size(), 2U);
    EXPECT_EQ(must(t.find({"accorda", "I-1", number})).size(), 1U);
    EXPECT_TRUE(must(t.find({"accorda", "I-1", {}}))[0].registration);
    EXPECT_FALSE(must(t.find({"accorda", "I-2", {}}))[0].registration);
    const auto anonymous = must(t.find({"", "I-3", {}}));
    ASSERT_EQ(anonymous.size(), 1U);
    EXPECT_TRUE(must(t.situation(anonymous[0])).note);
    const auto counted_one = std::get<core::PersonNumber>(core::PersonNumber::parse(test_number("1988-03-04"), kToday));
    EXPECT_TRUE(must(t.find({"", "", counted_one})).empty());  // Anonymous ones cannot be searched by person.
    EXPECT_TRUE(must(t.find({"accorda", "I-9", {}})).empty());
  });
}

TEST(Intake, MendsNamesAndNumbers) {
  Office office;
  office.take({participation()});
  core::Participation mended = participation();
  mended.number = test_number("1987-02-04");
  mended.family_name = "Bytt";
  office.take({mended}, "day-2");
  const auto due = office.due();
  ASSERT_TRUE(due.at(0).facts.person);
  EXPECT_EQ(due[0].facts.person->number, mended.number);
  EXPECT_EQ(due[0].facts.person->family_name, "Bytt");
  EXPECT_EQ(rows_of(office, "subjects"), 1);
}

TEST(Intake, SealsAPersonAnewWhoseSealIsDamaged) {
  Office office;
  office.take({participation()});
  office.alter("UPDATE subject SET sealed = zeroblob(length(sealed))");
  core::Participation changed = participation();
  changed.answers.education = "eftergymnasial";
  EXPECT_EQ(office.take({changed}, "day-2").by_outcome[static_cast<int>(core::Outcome::accepted)], 1);
  ASSERT_EQ(office.due().size(), 1U);
  ASSERT_TRUE(office.due()[0].facts.person);
  EXPECT_EQ(office.due()[0].facts.person->number, participation().number);
}

TEST(Intake, TellsAPersonWhoseKeyIsGoneFromTroubleOfTheLedger) {
  Office office;
  office.take({participation()});
  office.alter_keys("DELETE FROM person_key");
  core::Participation changed = participation();
  changed.answers.education = "eftergymnasial";
  const auto stored = office.ledger->write([&](ports::Transaction& t) -> base::Result<void> {
    const auto facts = must(t.facts("accorda", "day-2", changed, document_of(changed)));
    const auto decision = core::decide(changed, facts.situation, office.circumstances());
    return t.store(
        ports::DecidedRecord{"accorda", "day-2", changed, document_of(changed), decision, office.clock.now()});
  });
  ASSERT_FALSE(stored);
  EXPECT_EQ(stored.error().fault, base::Fault::reject) << stored.error().what;
}

TEST(Intake, DecidesWhatWaitsBesideADocumentThatIsDamaged) {
  Office office;
  core::Participation waits = participation();
  waits.consent = {};
  core::Participation too = of("I-2", "1988-03-04");
  too.consent = {};
  office.take({waits, too});
  office.alter(
      "UPDATE pending SET document = zeroblob(length(document)) WHERE record = (SELECT min(record) FROM pending)");
  std::vector<ports::PendingRecord> pending;
  office.write([&](ports::Transaction& t) { pending = must(t.pending({})); });
  ASSERT_EQ(pending.size(), 2U);
  EXPECT_TRUE(pending[0].document.empty());
  EXPECT_NE(pending[1].document.find("I-2"), std::string::npos);
}

TEST(Intake, GivesWhatWaitsInPagesAndByReason) {
  Office office;
  core::Participation asks = participation();
  asks.consent = {};
  core::Participation wrong = of("I-2", "1988-03-04");
  wrong.insats = "Keramik";
  core::Participation too = of("I-3", "1989-04-05");
  too.consent = {};
  office.take({asks, wrong, too});
  office.write([&](ports::Transaction& t) {
    ports::PendingFilter filter;
    filter.limit = 2;
    const auto first = must(t.pending(filter));
    ASSERT_EQ(first.size(), 2U);
    filter.after = first.back().row;
    EXPECT_EQ(must(t.pending(filter)).size(), 1U);
    filter = {{}, core::Code::consent_missing};
    EXPECT_EQ(must(t.pending(filter)).size(), 2U);
    filter = {{}, core::Code::perhaps_a_correction};
    EXPECT_TRUE(must(t.pending(filter)).empty());
  });
}

}  // namespace
}  // namespace gateway::io
