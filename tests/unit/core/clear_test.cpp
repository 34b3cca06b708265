#include "gateway/core/clear.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <type_traits>

#include "tests/unit/core/builders.h"

namespace gateway::core {
namespace {

using made::day;
using made::days;
using made::in_message;
using made::kStart;
using made::kToday;
using made::message;
using made::noon;
using made::person;
using made::registration;

static_assert(!std::is_default_constructible_v<Cleared>);
static_assert(!std::is_copy_constructible_v<Cleared>);
static_assert(!std::is_copy_assignable_v<Cleared>);
static_assert(!std::is_constructible_v<Cleared, Message, std::optional<Person>>);
static_assert(!std::is_constructible_v<Cleared, Message>);
static_assert(!std::is_aggregate_v<Cleared>);
static_assert(std::is_nothrow_move_constructible_v<Cleared>);
static_assert(std::is_same_v<decltype(std::declval<Cleared&>().message()), const Message&>);
static_assert(std::is_same_v<decltype(std::declval<Cleared&>().person()), const std::optional<Person>&>);

constexpr MessageKind kIdentityFree[] = {MessageKind::exit, MessageKind::exit_or_void, MessageKind::strip};
constexpr MessageKind kStoppable[] = {MessageKind::in, MessageKind::change, MessageKind::out};

/// Everything a clearing looks at; good, and a test spoils one thing.
struct Sending {
  DirectoryRows rows = made::rows();
  Policy policy = made::policy();
  ClearFacts facts;
  base::Date today = kToday;

  Sending() {
    facts.registration = registration();
    facts.standing.had_consent = true;
    facts.person = person();
  }
  Clearance operator()(const Message& what) const {
    return clear(what, facts, made::directory(rows), policy, today, noon(today));
  }
};

bool is_cleared(const Clearance& clearance) {
  return std::holds_alternative<Cleared>(clearance);
}

std::string stopped_by(const Clearance& clearance) {
  const auto* stopped = std::get_if<Stopped>(&clearance);
  return stopped == nullptr ? "" : std::string(id(stopped->reason.code));
}

Message of(MessageKind kind) {
  return message(kind, kind == MessageKind::in ? std::nullopt : std::optional(day("2026-11-15")), "consent_withdrawn");
}

TEST(Clear, ARegistrationInLeavesWithItsPerson) {
  const Clearance clearance = Sending()(in_message());
  ASSERT_TRUE(is_cleared(clearance));
  const Cleared& cleared = std::get<Cleared>(clearance);
  ASSERT_TRUE(cleared.person());
  EXPECT_EQ(cleared.person()->number, person().number);
  EXPECT_EQ(cleared.person()->given_name, "Test");
  EXPECT_EQ(cleared.person()->family_name, "Testsson");
  EXPECT_EQ(cleared.person()->sex, Sex::woman);
  EXPECT_EQ(cleared.message().answers, in_message().answers);
  EXPECT_EQ(cleared.message().act, in_message().act);
}

TEST(Clear, OnlyTheRegistrationInNamesThePerson) {
  for (const MessageKind kind : {MessageKind::change, MessageKind::out, MessageKind::exit, MessageKind::exit_or_void,
                                 MessageKind::strip, MessageKind::totals}) {
    const Clearance clearance = Sending()(of(kind));
    ASSERT_TRUE(is_cleared(clearance)) << name(kind);
    EXPECT_FALSE(std::get<Cleared>(clearance).person()) << name(kind);
  }
}

TEST(Clear, ATaskNamesNobody) {
  Sending sending;
  sending.facts.registration->kind = RegistrationKind::task;
  sending.facts.registration->place = "af_gavle";
  sending.facts.registration->activity = "preparatory";
  Message task = of(MessageKind::task);
  task.place = "af_gavle";
  task.activity = "preparatory";
  const Clearance clearance = sending(task);
  ASSERT_TRUE(is_cleared(clearance));
  EXPECT_FALSE(std::get<Cleared>(clearance).person());
  EXPECT_EQ(std::get<Cleared>(clearance).message().answers, Answers{});
}

TEST(Clear, AnIdentityFreeMessageCarriesIdDateAndCodeOnly) {
  for (const MessageKind kind : kIdentityFree) {
    const Clearance clearance = Sending()(of(kind));
    ASSERT_TRUE(is_cleared(clearance));
    Message expected;
    expected.kind = kind;
    expected.registration = registration().id;
    expected.date = day("2026-11-15");
    expected.code = "consent_withdrawn";
    const Message& sent = std::get<Cleared>(clearance).message();
    EXPECT_EQ(sent.place, "") << name(kind);
    EXPECT_EQ(sent.activity, "") << name(kind);
    EXPECT_EQ(sent.start, std::nullopt) << name(kind);
    EXPECT_EQ(sent.answers, Answers{}) << name(kind);
    EXPECT_EQ(sent.consent_form, "") << name(kind);
    EXPECT_EQ(sent.consent_date, std::nullopt) << name(kind);
    EXPECT_EQ(sent.act.user, "") << name(kind);
    EXPECT_EQ(sent.act, Act{}) << name(kind);
    EXPECT_EQ(sent.totals, Totals{}) << name(kind);
    EXPECT_TRUE(sent == expected) << name(kind);
  }
}

TEST(Clear, NothingStopsAnIdentityFreeMessage) {
  const std::vector<std::function<void(Sending&)>> spoilers = {
      [](Sending& s) { s.facts.person_protected = true; },
      [](Sending& s) { s.facts.standing.withdrawn = kStart; },
      [](Sending& s) { s.facts.standing.declined = kToday; },
      [](Sending& s) { s.facts.registration.reset(); },
      [](Sending& s) { s.facts.registration->stage = Stage::voided; },
      [](Sending& s) { s.facts.registration->stage = Stage::exited; },
      [](Sending& s) { s.facts.registration->handover = Handover::refused; },
      [](Sending& s) { s.facts.person.reset(); },
      [](Sending& s) { s.rows = DirectoryRows{}; },
      [](Sending& s) { s.policy = Policy{}; }};
  for (std::size_t i = 0; i < spoilers.size(); ++i) {
    for (const MessageKind kind : kIdentityFree) {
      Sending sending;
      spoilers[i](sending);
      EXPECT_TRUE(is_cleared(sending(of(kind)))) << i << " " << name(kind);
    }
  }
}

TEST(Clear, WithdrawnStopsEveryOtherMessageOfTheRegistration) {
  for (const MessageKind kind : kStoppable) {
    Sending sending;
    sending.facts.standing.withdrawn = kStart - days(1);
    EXPECT_TRUE(is_cleared(sending(of(kind)))) << name(kind);
    sending.facts.standing.withdrawn = kStart;
    EXPECT_EQ(stopped_by(sending(of(kind))), "consent_withdrawn") << name(kind);
    sending.facts.standing.withdrawn = kStart + days(1);
    EXPECT_EQ(stopped_by(sending(of(kind))), "consent_withdrawn") << name(kind);
    sending.facts.standing.withdrawn.reset();
    sending.facts.standing.told = Consent{ConsentAnswer::given, "SUS 2024", kStart, kToday};
    EXPECT_EQ(stopped_by(sending(of(kind))), "consent_withdrawn") << name(kind);
  }
}

TEST(Clear, ALaterNoStopsTheRegistrationIn) {
  Sending sending;
  sending.facts.standing.declined = kStart - days(1);
  EXPECT_TRUE(is_cleared(sending(in_message())));
  sending.facts.standing.declined = kStart;
  EXPECT_FALSE(is_cleared(sending(in_message())));
  sending.facts.standing.declined.reset();
  sending.facts.standing.told = Consent{ConsentAnswer::declined, "", kStart + days(1), std::nullopt};
  EXPECT_FALSE(is_cleared(sending(in_message())));
}

TEST(Clear, ProtectedStopsWhatNamesThePerson) {
  Sending sending;
  sending.facts.person_protected = true;
  EXPECT_EQ(stopped_by(sending(in_message())), "person_protected");
}

TEST(Clear, AStrippedRegistrationGoesOnWithoutAnythingAboutThePerson) {
  Sending sending;
  sending.facts.person_protected = true;
  sending.facts.registration->stripped = true;
  const Clearance clearance = sending(of(MessageKind::out));
  ASSERT_TRUE(is_cleared(clearance));
  EXPECT_FALSE(std::get<Cleared>(clearance).person());
  EXPECT_EQ(std::get<Cleared>(clearance).message().answers, Answers{});
  EXPECT_EQ(stopped_by(sending(in_message())), "person_protected");
}

TEST(Clear, NothingIsSentOfARegistrationThatEndedIsVoidedOrIsNotThere) {
  for (const MessageKind kind : kStoppable) {
    Sending sending;
    sending.facts.registration->stage = Stage::exited;
    EXPECT_EQ(stopped_by(sending(of(kind))), "already_out") << name(kind);
    sending.facts.registration->stage = Stage::voided;
    EXPECT_FALSE(is_cleared(sending(of(kind)))) << name(kind);
    sending.facts.registration.reset();
    EXPECT_FALSE(is_cleared(sending(of(kind)))) << name(kind);
  }
}

TEST(Clear, WithoutConsentThatCountsNobodyIsNamed) {
  Sending sending;
  sending.policy.forms.clear();
  EXPECT_FALSE(is_cleared(sending(in_message())));
  sending = Sending();
  sending.facts.registration->consent_form = "GK 2024";
  EXPECT_FALSE(is_cleared(sending(in_message())));
  sending = Sending();
  sending.facts.registration->consent_date.reset();
  Message undated = in_message();
  undated.consent_date.reset();
  EXPECT_FALSE(is_cleared(sending(undated)));
}

TEST(Clear, TheConsentPrecedesTheRegistration) {
  Sending sending;
  sending.facts.registration->consent_date = kToday;
  Message late = in_message();
  late.act.on = kToday;
  late.act.at = noon(kToday);
  sending.facts.registration->act = late.act;
  late.consent_date = kToday;
  EXPECT_TRUE(is_cleared(sending(late)));
  sending.facts.registration->consent_date = kToday + days(1);
  late.consent_date = kToday + days(1);
  EXPECT_FALSE(is_cleared(sending(late)));
}

TEST(Clear, ThePersonMustBeThere) {
  Sending sending;
  sending.facts.person.reset();
  EXPECT_FALSE(is_cleared(sending(in_message())));
}

TEST(Clear, OnlyTheFieldsOfTheListLeave) {
  const std::vector<std::pair<const char*, std::function<bool(const Cleared&)>>> fields = {
      {"given_name", [](const Cleared& c) { return !c.person()->given_name.empty(); }},
      {"family_name", [](const Cleared& c) { return !c.person()->family_name.empty(); }},
      {"sex", [](const Cleared& c) { return c.person()->sex.has_value(); }},
      {"education", [](const Cleared& c) { return !c.message().answers.education.empty(); }},
      {"income_source_before", [](const Cleared& c) { return !c.message().answers.income_source_before.empty(); }},
      {"employment_before", [](const Cleared& c) { return !c.message().answers.employment_before.empty(); }},
      {"income_source_after", [](const Cleared& c) { return !c.message().answers.income_source_after.empty(); }},
      {"employment_after", [](const Cleared& c) { return !c.message().answers.employment_after.empty(); }}};
  Message full = in_message();
  full.answers = {"1", "2", "3", "4", "5", "6"};
  for (const auto& [listed, unused] : fields) {
    Sending sending;
    sending.policy.field_lists = {{Flow::municipality_to_sus, {"number", listed}, made::always()}};
    sending.facts.registration->answers = full.answers;
    const Clearance clearance = sending(full);
    ASSERT_TRUE(is_cleared(clearance));
    ASSERT_TRUE(std::get<Cleared>(clearance).person());
    for (const auto& [field, is_sent] : fields) {
      EXPECT_EQ(is_sent(std::get<Cleared>(clearance)), field == listed) << field << " with " << listed << " listed";
    }
  }
}

TEST(Clear, TheFieldListHoldsForChangeAndOutToo) {
  Sending sending;
  sending.policy.field_lists = {{Flow::municipality_to_sus, {"number"}, made::always()}};
  for (const MessageKind kind : {MessageKind::change, MessageKind::out}) {
    Message full = of(kind);
    full.answers = {"1", "2", "3", "", "5", "6"};
    const Clearance clearance = sending(full);
    ASSERT_TRUE(is_cleared(clearance));
    EXPECT_EQ(std::get<Cleared>(clearance).message().answers, Answers{}) << name(kind);
  }
}

TEST(Clear, ANumberThatIsNotListedDoesNotLeave) {
  Sending sending;
  sending.policy.field_lists = {{Flow::municipality_to_sus, {"given_name"}, made::always()}};
  const Clearance clearance = sending(in_message());
  if (is_cleared(clearance)) {
    const auto& named = std::get<Cleared>(clearance).person();
    EXPECT_TRUE(!named || named->number.empty());
  }
}

TEST(Clear, WaitsWhereNoFieldListLetsTheNumberThroughToday) {
  Sending sending;
  sending.policy.field_lists.front().valid.to = kToday;
  EXPECT_TRUE(is_cleared(sending(in_message())));
  sending.today = kToday + days(1);
  const Clearance waits = sending(in_message());
  ASSERT_TRUE(std::holds_alternative<Held>(waits));
  EXPECT_GT(std::get<Held>(waits).until, noon(sending.today));
  EXPECT_TRUE(is_cleared(sending(message(MessageKind::out, kToday))));  // Names nobody.
}

TEST(Clear, IsHeldUntilItsMoment) {
  for (const MessageKind kind : {MessageKind::exit, MessageKind::out}) {
    Message waiting = of(kind);
    waiting.not_before = noon(kToday) + std::chrono::milliseconds(1);
    const Clearance held = Sending()(waiting);
    ASSERT_TRUE(std::holds_alternative<Held>(held)) << name(kind);
    EXPECT_EQ(std::get<Held>(held).until, *waiting.not_before);
    waiting.not_before = noon(kToday);
    EXPECT_TRUE(is_cleared(Sending()(waiting))) << name(kind);
  }
}

TEST(Clear, AuthorityIsThatOfTheDayOfTheAct) {
  for (const MessageKind kind : kStoppable) {
    Sending sending;
    for (Assignment& assignment : sending.rows.assignments) assignment.period.to = kStart;
    EXPECT_TRUE(is_cleared(sending(of(kind)))) << name(kind);
    for (Assignment& assignment : sending.rows.assignments) assignment.period.to = kStart - days(1);
    EXPECT_EQ(stopped_by(sending(of(kind))), "assignment_missing") << name(kind);
    sending = Sending();
    for (RoleHolding& role : sending.rows.roles) role.period = {kStart, kStart};
    EXPECT_TRUE(is_cleared(sending(of(kind)))) << name(kind);
    for (RoleHolding& role : sending.rows.roles) role.period = {kStart + days(1), std::nullopt};
    EXPECT_EQ(stopped_by(sending(of(kind))), "role_missing") << name(kind);
  }
}

TEST(Clear, AForbiddenPairOnTheDayOfTheActStops) {
  Sending sending;
  sending.rows.roles.push_back({"maj.lind", "samverkansadministrator", {kStart + days(1), std::nullopt}});
  EXPECT_TRUE(is_cleared(sending(in_message())));
  sending.rows.roles.back().period.from = kStart;
  EXPECT_EQ(stopped_by(sending(in_message())), "role_forbidden_pair");
}

TEST(Clear, AssignmentsLeaveUnlessWhoeverGaveThemWasRemovedForCauseSince) {
  Sending sending;
  sending.facts = {};
  sending.rows.users.push_back({"ines", "Ines", "gavle"});
  Message message;
  message.kind = MessageKind::assignments;
  message.act = {"ines", "gavle", noon(kToday) - days(1), kToday - days(1)};
  message.assignments = ToldChanges();
  message.assignments->changes.resize(2);
  for (ToldChange& told : message.assignments->changes) told.change.user = "maj.lind";
  message.assignments->changes[0].change.place = "nowhere";
  message.assignments->changes[1].change.place = "open_house";
  EXPECT_TRUE(is_cleared(sending(message))) << "the node decides whether she may";
  sending.rows.roles.push_back({"ines", "insatsansvarig", {day("2020-01-01"), std::nullopt}});
  sending.rows.staff.administrations = {{"ines", "insatsansvarig", "finsam", {day("2020-01-01"), kToday - days(1)}}};
  EXPECT_TRUE(is_cleared(sending(message)));
  sending.rows.staff.removals = {{"ines", "finsam", kToday, noon(kToday), "ada", false, "", "insatsansvarig"}};
  EXPECT_TRUE(is_cleared(sending(message)));
  sending.rows.staff.removals[0].for_cause = true;
  EXPECT_EQ(stopped_by(sending(message)), "removed_for_cause");
  message.act.at = noon(kToday);
  message.act.on = kToday;
  EXPECT_TRUE(is_cleared(sending(message))) << "made after it, which the node refuses";
}

TEST(Clear, TotalsAreAboutNobodyAndLeaveAsTheyAre) {
  Message totals;
  totals.kind = MessageKind::totals;
  totals.totals = {"training", 2026, 5, 7, 3};
  Sending sending;
  sending.facts = {};
  const Clearance clearance = sending(totals);
  ASSERT_TRUE(is_cleared(clearance));
  EXPECT_EQ(std::get<Cleared>(clearance).message().totals, totals.totals);
  EXPECT_FALSE(std::get<Cleared>(clearance).person());
}

}  // namespace
}  // namespace gateway::core
