#include "gateway/core/admit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "tests/unit/core/builders.h"

namespace gateway::core {
namespace {

using made::codes;
using made::day;
using made::days;
using made::in_message;
using made::kStart;
using made::kToday;
using made::message;
using made::person;
using made::registration;
using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;

const base::Date kBack = day("2026-11-10");

/// A message at the node; good, and a test spoils one thing.
struct Coming {
  Incoming incoming{in_message(), person()};
  NodeSituation situation;
  DirectoryRows rows = made::rows();
  Policy policy = made::policy();
  std::string sender = "gavle";
  base::Date today = kToday;

  Coming() = default;
  /// To a registration that stands already.
  explicit Coming(Message later) {
    incoming = {std::move(later), std::nullopt};
    situation.registration = registration();
    situation.owner = "gavle";
  }
  Admission operator()() const { return admit(incoming, situation, made::directory(rows), policy, sender, today); }
};

Coming exit_of(MessageKind kind = MessageKind::exit) {
  Coming coming(message(kind, kBack, kind == MessageKind::strip ? "person_protected" : "consent_withdrawn"));
  return coming;
}

/// Of what the node rejects it keeps nothing.
void expect_refused(const Admission& admission, std::optional<Code> why = std::nullopt) {
  EXPECT_NE(admission.admitted, Admitted::accepted);
  EXPECT_FALSE(admission.registration);
  EXPECT_FALSE(admission.store_person);
  EXPECT_FALSE(admission.totals);
  EXPECT_THAT(admission.reasons, Not(IsEmpty()));
  if (why) {
    EXPECT_THAT(codes(admission.reasons), Contains(*why));
  }
}

TEST(Admit, AGoodRegistrationInIsStoredWithItsPerson) {
  const Admission admission = Coming()();
  EXPECT_EQ(admission.admitted, Admitted::accepted);
  EXPECT_THAT(admission.reasons, IsEmpty());
  EXPECT_TRUE(admission.store_person);
  EXPECT_FALSE(admission.erase_person);
  EXPECT_FALSE(admission.void_id);
  ASSERT_TRUE(admission.registration);
  EXPECT_EQ(admission.registration->id, in_message().registration);
  EXPECT_EQ(admission.registration->place, "training");
  EXPECT_EQ(admission.registration->start, kStart);
  EXPECT_EQ(admission.registration->stage, Stage::in);
  EXPECT_EQ(admission.registration->consent_form, "SUS 2024");
  EXPECT_EQ(admission.registration->consent_date, kStart);
  EXPECT_EQ(admission.registration->act, in_message().act);
}

TEST(Admit, RefusesWhatABrokenOrHostileGatewayCouldSend) {
  using Spoil = std::function<void(Coming&)>;
  const std::vector<std::pair<std::optional<Code>, Spoil>> spoilers = {
      {Code::person_without_consent, [](Coming& c) { c.incoming.message.consent_date.reset(); }},
      {Code::person_without_consent, [](Coming& c) { c.incoming.message.consent_form = ""; }},
      {Code::consent_form_unknown, [](Coming& c) { c.incoming.message.consent_form = "GK 2024"; }},
      {Code::consent_form_unknown, [](Coming& c) { c.incoming.message.consent_form = "Accorda"; }},
      {std::nullopt, [](Coming& c) { c.incoming.message.consent_date = kToday + days(1); }},
      {Code::number_missing, [](Coming& c) { c.incoming.person.reset(); }},
      {Code::number_missing, [](Coming& c) { c.incoming.person->number = ""; }},
      {Code::number_check_digit, [](Coming& c) { c.incoming.person->number = made::spoiled(person().number); }},
      {Code::number_interim, [](Coming& c) { c.incoming.person->number = "19870203T238"; }},
      {Code::person_protected, [](Coming& c) { c.situation.person_protected = true; }},
      {Code::already_registered, [](Coming& c) { c.situation.already_registered = true; }},
      {Code::insats_unknown, [](Coming& c) { c.incoming.message.place = "nothing"; }},
      {Code::insats_unknown, [](Coming& c) { c.incoming.message.place = ""; }},
      {Code::insats_unknown, [](Coming& c) { c.incoming.message.place = "af_gavle"; }},
      {Code::insats_count_only, [](Coming& c) { c.incoming.message.place = "open_house"; }},
      {Code::before_cooperation, [](Coming& c) { c.incoming.message.start = day("2019-12-31"); }},
      {Code::start_missing, [](Coming& c) { c.incoming.message.start.reset(); }},
      {Code::user_unknown, [](Coming& c) { c.incoming.message.act.user = "nobody"; }},
      {Code::user_unknown, [](Coming& c) { c.incoming.message.act.user = ""; }},
      {Code::assignment_missing, [](Coming& c) { c.incoming.message.act.user = "kalle.nord"; }},
      {Code::user_of_other_organisation, [](Coming& c) { c.sender = "sandviken"; }},
      {Code::user_of_other_organisation,
       [](Coming& c) { c.sender = "sandviken", c.incoming.message.act.organisation = "sandviken"; }},
      {Code::user_of_other_organisation, [](Coming& c) { c.incoming.message.act.user = "sam.berg"; }},
      {std::nullopt,
       [](Coming& c) {
         c.incoming.message.act.user = "sam.berg";
         c.incoming.message.act.organisation = "sandviken";
       }},
      {std::nullopt, [](Coming& c) { c.sender = ""; }},
      {std::nullopt, [](Coming& c) { c.rows = DirectoryRows{}; }}};
  for (std::size_t i = 0; i < spoilers.size(); ++i) {
    SCOPED_TRACE(i);
    Coming coming;
    spoilers[i].second(coming);
    expect_refused(coming(), spoilers[i].first);
  }
}

TEST(Admit, TellsEveryReasonAtOnce) {
  Coming coming;
  coming.incoming.person->number = made::spoiled(person().number);
  coming.incoming.message.act.user = "kalle.nord";
  coming.incoming.message.start = day("2019-12-31");
  coming.incoming.message.consent_date.reset();
  const std::vector<Code> told = codes(coming().reasons);
  for (const Code code :
       {Code::number_check_digit, Code::assignment_missing, Code::before_cooperation, Code::person_without_consent}) {
    EXPECT_THAT(told, Contains(code));
  }
}

TEST(Admit, JudgesConsentAndCooperationOnBothSidesOfTheirDays) {
  Coming coming;
  coming.incoming.message.act.on = kStart + days(5);
  coming.incoming.message.consent_date = kStart + days(5);
  EXPECT_EQ(coming().admitted, Admitted::accepted);
  coming.incoming.message.consent_date = kStart + days(6);
  expect_refused(coming());
  coming = Coming();
  coming.incoming.message.start = day("2020-01-01");
  EXPECT_EQ(coming().admitted, Admitted::accepted);
}

TEST(Admit, JudgesAuthorityByTheTimeOfTheAct) {
  Coming coming;
  for (Assignment& assignment : coming.rows.assignments) assignment.period = {kStart, kStart};
  EXPECT_EQ(coming().admitted, Admitted::accepted);
  for (Assignment& assignment : coming.rows.assignments) assignment.period = {kStart + days(1), std::nullopt};
  expect_refused(coming(), Code::assignment_missing);
  for (Assignment& assignment : coming.rows.assignments) assignment.period = {kStart - days(9), kStart - days(1)};
  expect_refused(coming(), Code::assignment_missing);
}

TEST(Admit, TheSameRegistrationInAgainIsTheSameAnswer) {
  Coming coming;
  const Admission first = coming();
  coming.situation.registration = first.registration;
  coming.situation.owner = "gavle";
  const Admission again = coming();
  EXPECT_EQ(again.admitted, Admitted::accepted);
  if (again.registration) {
    EXPECT_EQ(*again.registration, *first.registration);
  }
}

TEST(Admit, AKnownIdTakesNoOtherPerson) {
  Coming coming;
  coming.situation.registration = registration();
  coming.situation.owner = "gavle";
  coming.situation.same_person = false;
  expect_refused(coming(), Code::number_known_by_other_id);
}

TEST(Admit, AForeignIdIsNotFound) {
  for (const MessageKind kind : {MessageKind::in, MessageKind::change, MessageKind::out}) {
    Coming coming(message(kind, kind == MessageKind::in ? std::nullopt : std::optional(kBack)));
    if (kind == MessageKind::in) coming.incoming.person = person();
    coming.situation.owner = "sandviken";
    expect_refused(coming());
    if (kind != MessageKind::in) expect_refused(coming(), Code::registration_unknown);
  }
}

TEST(Admit, AnUnknownIdIsNeitherChangedNorEnded) {
  for (const MessageKind kind : {MessageKind::change, MessageKind::out}) {
    Coming coming(message(kind, kBack));
    coming.situation = {};
    expect_refused(coming(), Code::registration_unknown);
    EXPECT_FALSE(coming().void_id);
  }
}

TEST(Admit, AnInAfterAnExitOrAStripBringsNobodyBack) {
  for (const bool exited : {true, false}) {
    Coming coming;
    coming.situation.registration = registration();
    coming.situation.owner = "gavle";
    if (exited) {
      coming.situation.registration->stage = Stage::exited;
    } else {
      coming.situation.registration->stripped = true;
    }
    const Admission admission = coming();
    EXPECT_FALSE(admission.store_person);
    if (admission.registration) {
      EXPECT_EQ(admission.registration->stage, coming.situation.registration->stage);
      EXPECT_EQ(admission.registration->stripped, coming.situation.registration->stripped);
    }
  }
}

TEST(Admit, AVoidedIdIsRefusedForEver) {
  for (const MessageKind kind : {MessageKind::in, MessageKind::change, MessageKind::out, MessageKind::task}) {
    Coming coming;
    coming.incoming.message = message(kind, kBack);
    coming.situation.voided = true;
    const Admission admission = coming();
    EXPECT_NE(admission.admitted, Admitted::accepted) << name(kind);
    EXPECT_FALSE(admission.registration) << name(kind);
    EXPECT_FALSE(admission.store_person) << name(kind);
  }
}

TEST(Admit, AnEndingOfAnUnknownIdVoidsItAndAgainTheSame) {
  for (const MessageKind kind : {MessageKind::exit, MessageKind::exit_or_void, MessageKind::strip}) {
    Coming coming = exit_of(kind);
    coming.situation = {};
    Admission admission = coming();
    EXPECT_EQ(admission.admitted, Admitted::voided) << name(kind);
    EXPECT_TRUE(admission.void_id) << name(kind);
    EXPECT_FALSE(admission.store_person);
    coming.situation.voided = true;
    admission = coming();
    EXPECT_EQ(admission.admitted, Admitted::voided) << name(kind);
  }
}

TEST(Admit, AnExitEndsErasesAndAnswersTheSameAgain) {
  for (const MessageKind kind : {MessageKind::exit, MessageKind::exit_or_void}) {
    Coming coming = exit_of(kind);
    const Admission first = coming();
    EXPECT_EQ(first.admitted, Admitted::accepted) << name(kind);
    EXPECT_TRUE(first.erase_person);
    EXPECT_FALSE(first.void_id);
    ASSERT_TRUE(first.registration);
    EXPECT_EQ(first.registration->stage, Stage::exited);
    EXPECT_EQ(first.registration->end, kBack);
    coming.situation.registration = first.registration;
    const Admission again = coming();
    EXPECT_EQ(again.admitted, Admitted::accepted);
    EXPECT_FALSE(again.store_person);
    if (again.registration) {
      EXPECT_EQ(*again.registration, *first.registration);
    }
  }
}

TEST(Admit, ACodeThatNoListHoldsIsRefused) {
  Coming coming;
  coming.policy.codes = CodeLists({{"education", {"education"}, {{"2", {kStart, kStart}}}}});
  EXPECT_EQ(coming().admitted, Admitted::accepted);
  coming.incoming.message.answers.education = "9";
  expect_refused(coming(), Code::code_unknown);
  coming.incoming.message.answers.education = "";
  EXPECT_EQ(coming().admitted, Admitted::accepted);
  Coming change(message(MessageKind::change));
  change.policy.codes = coming.policy.codes;
  change.incoming.message.start = kStart;
  change.incoming.message.answers.education = "9";
  expect_refused(change(), Code::code_unknown);
}

TEST(Admit, ACodeThatStandsIsNotJudgedAgain) {
  Coming change(message(MessageKind::change));
  change.policy.codes = CodeLists({{"education", {"education"}, {{"1", made::always()}}}});
  change.incoming.message.start = kStart;
  ASSERT_EQ(change.incoming.message.answers.education, change.situation.registration->answers.education);
  EXPECT_EQ(change().admitted, Admitted::accepted);
  change.incoming.message.answers.education = "9";
  expect_refused(change(), Code::code_unknown);
}

TEST(Admit, AnExitNeedsNoAuthorityAndNoAct) {
  for (const MessageKind kind : {MessageKind::exit, MessageKind::exit_or_void, MessageKind::strip}) {
    Coming coming = exit_of(kind);
    coming.incoming.message.act = {};
    coming.incoming.message.place = "";
    coming.incoming.message.start.reset();
    coming.incoming.message.consent_form = "";
    coming.incoming.message.consent_date.reset();
    coming.incoming.message.answers = {};
    coming.rows.roles.clear();
    coming.rows.assignments.clear();
    coming.policy = Policy{};
    EXPECT_EQ(coming().admitted, Admitted::accepted) << name(kind);
    EXPECT_TRUE(coming().erase_person) << name(kind);
  }
}

TEST(Admit, AnExitDatedBackEndsARegistrationThatWasOut) {
  Coming coming = exit_of();
  coming.situation.registration->stage = Stage::out;
  coming.situation.registration->end = day("2026-11-15");
  const Admission admission = coming();
  EXPECT_EQ(admission.admitted, Admitted::accepted);
  ASSERT_TRUE(admission.registration);
  EXPECT_EQ(admission.registration->stage, Stage::exited);
  EXPECT_EQ(admission.registration->end, kBack);
}

TEST(Admit, AStripErasesThePersonAndTheCourseGoesOn) {
  Coming coming = exit_of(MessageKind::strip);
  const Admission first = coming();
  EXPECT_EQ(first.admitted, Admitted::accepted);
  EXPECT_TRUE(first.erase_person);
  EXPECT_TRUE(first.protect);
  ASSERT_TRUE(first.registration);
  EXPECT_TRUE(first.registration->stripped);
  EXPECT_NE(coming.situation.registration->answers, Answers{});
  EXPECT_EQ(first.registration->answers, Answers{});
  EXPECT_EQ(first.registration->stage, Stage::in);
  EXPECT_FALSE(first.registration->end);
  coming.situation.registration = first.registration;
  const Admission again = coming();
  EXPECT_EQ(again.admitted, Admitted::accepted);
  EXPECT_FALSE(again.store_person);
}

TEST(Admit, AnOutEndsAndAnswersTheSameAgain) {
  Coming coming(message(MessageKind::out, kBack));
  coming.incoming.message.answers.employment_after = "6";
  const Admission first = coming();
  EXPECT_EQ(first.admitted, Admitted::accepted);
  ASSERT_TRUE(first.registration);
  EXPECT_EQ(first.registration->stage, Stage::out);
  EXPECT_EQ(first.registration->end, kBack);
  EXPECT_EQ(first.registration->answers.employment_after, "6");
  coming.situation.registration = first.registration;
  const Admission again = coming();
  EXPECT_EQ(again.admitted, Admitted::accepted);
  if (again.registration) {
    EXPECT_EQ(*again.registration, *first.registration);
  }
}

TEST(Admit, AnOutForAStrippedRegistrationKeepsNoAnswers) {
  for (const MessageKind kind : {MessageKind::out, MessageKind::change}) {
    Coming coming(message(kind, kBack));
    coming.incoming.message.answers = {"1", "2", "3", "4", "5", "6"};
    coming.situation.registration->stripped = true;
    coming.situation.registration->answers = {};
    coming.situation.person_protected = true;
    const Admission admission = coming();
    EXPECT_FALSE(admission.store_person);
    if (kind == MessageKind::out) {
      EXPECT_EQ(admission.admitted, Admitted::accepted);
      ASSERT_TRUE(admission.registration);
    }
    if (admission.registration) {
      EXPECT_TRUE(admission.registration->stripped);
      EXPECT_EQ(admission.registration->answers, Answers{}) << name(kind);
    }
  }
}

TEST(Admit, AnOutBeforeTheInIsRejected) {
  Coming coming(message(MessageKind::out, kStart));
  EXPECT_EQ(coming().admitted, Admitted::accepted);
  coming.incoming.message.date = kStart - days(1);
  expect_refused(coming(), Code::end_before_start);
  coming.incoming.message.date.reset();
  expect_refused(coming());
}

TEST(Admit, NothingIsChangedAfterAnExit) {
  for (const MessageKind kind : {MessageKind::change, MessageKind::out}) {
    Coming coming(message(kind, day("2026-11-15")));
    coming.situation.registration->stage = Stage::exited;
    coming.situation.registration->end = kBack;
    const Admission admission = coming();
    if (admission.registration) {
      EXPECT_EQ(*admission.registration, *coming.situation.registration) << name(kind);
    }
  }
}

TEST(Admit, ChangeAndOutNeedAuthorityAndStayInTheirInsats) {
  for (const MessageKind kind : {MessageKind::change, MessageKind::out}) {
    Coming coming(message(kind, kBack));
    EXPECT_EQ(coming().admitted, Admitted::accepted) << name(kind);
    coming.incoming.message.act.user = "kalle.nord";
    expect_refused(coming(), Code::assignment_missing);
    DirectoryRows rows = made::rows();
    for (Assignment& assignment : rows.assignments) assignment.to = "social";
    coming = Coming(message(kind, kBack));
    coming.rows = rows;
    coming.incoming.message.place = "social";
    expect_refused(coming());
  }
}

TEST(Admit, AChangeToADayBeforeTheCooperationIsRejected) {
  Coming coming(message(MessageKind::change));
  coming.incoming.message.start = day("2019-12-31");
  expect_refused(coming(), Code::before_cooperation);
}

TEST(Admit, NamedMessagesThatNameNobodyStoreNobody) {
  for (const MessageKind kind : {MessageKind::change, MessageKind::out, MessageKind::exit, MessageKind::strip}) {
    Coming coming(message(kind, kBack));
    coming.incoming.person = person();
    EXPECT_FALSE(coming().store_person) << name(kind);
  }
}

Coming task() {
  Coming coming;
  coming.incoming.message.kind = MessageKind::task;
  coming.incoming.message.place = "af_gavle";
  coming.incoming.message.activity = "preparatory";
  coming.incoming.message.answers = {};
  coming.incoming.person.reset();
  return coming;
}

TEST(Admit, ATaskIsStoredForItsOfficeWithoutAPerson) {
  Coming coming = task();
  Admission admission = coming();
  EXPECT_EQ(admission.admitted, Admitted::accepted);
  ASSERT_TRUE(admission.registration);
  EXPECT_EQ(admission.registration->kind, RegistrationKind::task);
  EXPECT_EQ(admission.registration->place, "af_gavle");
  EXPECT_FALSE(admission.store_person);
  coming.incoming.person = person();
  EXPECT_FALSE(coming().store_person);
  coming = task();
  coming.incoming.message.place = "nowhere";
  expect_refused(coming());
  coming.incoming.message.place = "training";
  expect_refused(coming());
}

TEST(Admit, ATaskIsNeitherOfWhatIsNoTaskNorOfWhatHasEnded) {
  Coming coming = task();
  coming.situation.owner = "gavle";
  coming.situation.registration = registration();
  coming.situation.registration->kind = RegistrationKind::task;
  EXPECT_EQ(coming().admitted, Admitted::accepted) << "the same again, or its later dates";
  coming.situation.registration->stage = Stage::exited;
  expect_refused(coming(), Code::already_out);
  coming.situation.registration = registration();
  expect_refused(coming(), Code::number_known_by_other_id);
}

Coming totals(std::int64_t women, std::int64_t men, std::int64_t version) {
  Coming coming;
  coming.incoming = {};
  coming.incoming.message.kind = MessageKind::totals;
  coming.incoming.message.totals = {"training", 2026, women, men, version};
  coming.situation.totals_version = 2;
  return coming;
}

TEST(Admit, TheNewestTotalWinsAndAnOlderChangesNothing) {
  const Admission newer = totals(5, 6, 3)();
  EXPECT_EQ(newer.admitted, Admitted::accepted);
  ASSERT_TRUE(newer.totals);
  EXPECT_EQ(*newer.totals, (Totals{"training", 2026, 5, 6, 3}));
  Coming supplier = totals(5, 6, 3);
  supplier.rows.organisations[0].kind = "supplier";
  EXPECT_FALSE(supplier().totals) << "who registers nothing counts nothing";
  for (const std::int64_t version : {2, 1}) {
    const Admission older = totals(9, 9, version)();
    EXPECT_EQ(older.admitted, Admitted::accepted) << version;
    EXPECT_FALSE(older.totals) << version;
  }
}

TEST(Admit, TotalsOfACountOnlyInsatsAreItsOwnWay) {
  Coming coming = totals(5, 6, 3);
  coming.incoming.message.totals.insats = "open_house";
  EXPECT_EQ(coming().admitted, Admitted::accepted);
}

TEST(Admit, TotalsOfTheCooperationAreOfTwoOfficesThatThereAre) {
  Coming coming = totals(5, 6, 3);
  coming.incoming.message.totals.insats = "af_gavle+af_gavle";
  EXPECT_EQ(coming().admitted, Admitted::accepted);
  for (const char* place : {"af_gavle+nowhere", "nowhere+af_gavle", "af_gavle", "+", "af_gavle+"}) {
    coming.incoming.message.totals.insats = place;
    expect_refused(coming(), Code::insats_unknown);
  }
}

TEST(Admit, RefusesTotalsThatCannotBe) {
  expect_refused(totals(-1, 0, 3)());
  expect_refused(totals(0, -1, 3)());
  Coming coming = totals(5, 6, 3);
  coming.incoming.message.totals.insats = "nothing";
  expect_refused(coming(), Code::insats_unknown);
}

}  // namespace
}  // namespace gateway::core
