// What may leave of the AF/FK cooperation, looked at again before each attempt.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/core/clear.h"
#include "tests/unit/core/cooperation/office.h"

namespace gateway::core {
namespace {

using made::day;
using made::days;
using made::noon;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

const base::Date kDone = day("2026-03-02");
const base::Date kNow = day("2026-11-21");

constexpr MessageKind kKinds[] = {MessageKind::request, MessageKind::act, MessageKind::reply};

/// Everything a clearing of a case's message looks at; good, and a test spoils one thing.
struct Sending {
  DirectoryRows rows = made::cooperation_rows();
  Policy policy = made::cooperation_policy();
  ClearFacts facts;
  base::Date today = kNow;

  Sending() {
    list({"number", "given_name", "family_name", "sex", "municipality", "education", "employer_number"});
    facts.registration = made::registration();
    facts.registration->kind = RegistrationKind::cooperation;
    facts.registration->place = "fk_gavle";
    facts.registration->consent_date = kDone;
    facts.standing.had_consent = true;
    facts.person = made::person();
  }
  void list(std::vector<std::string> fields) {
    policy.field_lists = {{Flow::agency_to_sus, std::move(fields), made::always()}};
  }
  Clearance operator()(const Message& what) const {
    return clear(what, facts, made::directory(rows), policy, today, noon(today));
  }
};

/// A message of the case as fk.gavle asked for it on kDone.
Message of(MessageKind kind) {
  Message made;
  made.kind = kind;
  made.registration = made::registration_id(1);
  made.place = "fk_gavle";
  made.act = {"fk.gavle", "fk", noon(kDone), kDone};
  if (kind == MessageKind::reply) {
    made.reply = TaskReply{made::task_id(1), TaskEvent::reject, "other"};
  } else {
    CooperationAct course;
    course.kind = kind == MessageKind::request ? ActKind::request : ActKind::complete;
    course.by = made.act;
    course.office = made.place;
    course.happened = kDone;
    course.answers = {{Field::municipality, "2180"}, {Field::education, "2"}};
    made.course = course;
  }
  return made;
}

bool is_cleared(const Clearance& clearance) {
  return std::holds_alternative<Cleared>(clearance);
}

std::string stopped_by(const Clearance& clearance) {
  const auto* stopped = std::get_if<Stopped>(&clearance);
  return stopped == nullptr ? "" : std::string(id(stopped->reason.code));
}

FieldAnswers answers_in(const Clearance& clearance) {
  return std::get<Cleared>(clearance).message().course->answers;
}

TEST(ClearAct, OnlyTheRequestNamesThePerson) {
  for (const MessageKind kind : kKinds) {
    const Clearance clearance = Sending()(of(kind));
    ASSERT_TRUE(is_cleared(clearance)) << name(kind) << " " << stopped_by(clearance);
    const Cleared& cleared = std::get<Cleared>(clearance);
    EXPECT_EQ(cleared.person().has_value(), kind == MessageKind::request) << name(kind);
    EXPECT_EQ(cleared.message(), of(kind)) << name(kind);
  }
}

TEST(ClearAct, AChangeOfOfficeWaitsForATargetThatCannotDuringAnActiveInsats) {
  Message moved = of(MessageKind::act);
  moved.course->kind = ActKind::change_office;
  Sending sending;
  sending.facts.insats_active = true;
  EXPECT_TRUE(is_cleared(sending(moved))) << "most targets can";
  sending.facts.target.change_office_while_active = false;
  const Clearance clearance = sending(moved);
  const auto* held = std::get_if<Held>(&clearance);
  ASSERT_NE(held, nullptr);
  EXPECT_EQ(held->reason, Reason{Code::target_cannot_move_active});
  EXPECT_GT(held->until, noon(kNow));
  EXPECT_TRUE(is_cleared(sending(of(MessageKind::act)))) << "other acts go";
  sending.facts.insats_active = false;
  EXPECT_TRUE(is_cleared(sending(moved))) << "the insats is over";
}

TEST(ClearAct, AChangeOfOfficeThatWaitsIsStoppedWithTheConsent) {
  Message moved = of(MessageKind::act);
  moved.course->kind = ActKind::change_office;
  Sending sending;
  sending.facts.insats_active = true;
  sending.facts.target.change_office_while_active = false;
  sending.facts.standing.withdrawn = day("2026-10-01");
  EXPECT_EQ(stopped_by(sending(moved)), "consent_withdrawn");
}

TEST(ClearAct, WithdrawnConsentStopsRequestAndAct) {
  for (const MessageKind kind : {MessageKind::request, MessageKind::act}) {
    Sending sending;
    sending.facts.standing.withdrawn = day("2026-10-01");
    EXPECT_EQ(stopped_by(sending(of(kind))), "consent_withdrawn") << name(kind);
    // On the day of the consent the protective answer wins; what was withdrawn before it was replaced by it.
    sending.facts.standing.withdrawn = kDone;
    EXPECT_EQ(stopped_by(sending(of(kind))), "consent_withdrawn") << name(kind);
    sending.facts.standing.withdrawn = kDone - days(1);
    EXPECT_TRUE(is_cleared(sending(of(kind)))) << name(kind);
  }
}

TEST(ClearAct, AWithdrawalJustToldStopsRequestAndAct) {
  for (const MessageKind kind : {MessageKind::request, MessageKind::act}) {
    Sending sending;
    sending.facts.standing.told = Consent{ConsentAnswer::none, "", std::nullopt, day("2026-10-01")};
    EXPECT_EQ(stopped_by(sending(of(kind))), "consent_withdrawn") << name(kind);
  }
}

TEST(ClearAct, ARequestNeedsAConsentThatCoversRegistration) {
  Sending sending;
  sending.facts.registration->consent_form = "GK 2024";
  EXPECT_EQ(stopped_by(sending(of(MessageKind::request))), "consent_withdrawn");
  sending = Sending();
  sending.facts.registration->consent_date.reset();
  EXPECT_FALSE(is_cleared(sending(of(MessageKind::request))));
}

TEST(ClearAct, AProtectedPersonIsNotNamed) {
  for (const bool stripped : {true, false}) {
    Sending sending;
    sending.facts.registration->stripped = stripped;
    sending.facts.person_protected = !stripped;
    EXPECT_EQ(stopped_by(sending(of(MessageKind::request))), "person_protected");
  }
}

TEST(ClearAct, OfAProtectedPersonTheCourseGoesOnWithoutWhatPointsAtThem) {
  for (const bool stripped : {true, false}) {
    Sending sending;
    sending.facts.registration->stripped = stripped;
    sending.facts.person_protected = !stripped;
    Message act = of(MessageKind::act);
    act.course->answers[Field::employer_number] = "5560360793";
    const Clearance clearance = sending(act);
    ASSERT_TRUE(is_cleared(clearance));
    EXPECT_THAT(answers_in(clearance), ElementsAre(Pair(Field::education, "2")));
    EXPECT_EQ(std::get<Cleared>(clearance).message().course->happened, kDone);
  }
}

TEST(ClearAct, OnlyAnswersOfTheFieldListLeave) {
  for (const MessageKind kind : {MessageKind::request, MessageKind::act}) {
    Sending sending;
    sending.list({"number", "education"});
    const Clearance clearance = sending(of(kind));
    ASSERT_TRUE(is_cleared(clearance));
    EXPECT_THAT(answers_in(clearance), ElementsAre(Pair(Field::education, "2"))) << name(kind);
    sending.list({"number"});
    EXPECT_THAT(answers_in(sending(of(kind))), IsEmpty()) << name(kind);
  }
}

TEST(ClearAct, TheFieldListIsTheOneToSusOfToday) {
  Sending sending;
  sending.policy.field_lists.front().valid.to = kNow - days(1);
  EXPECT_THAT(answers_in(sending(of(MessageKind::act))), IsEmpty());
  sending = Sending();
  sending.policy.field_lists.front().flow = Flow::sus_to_agency;
  EXPECT_THAT(answers_in(sending(of(MessageKind::act))), IsEmpty());
}

TEST(ClearAct, OnlyListedPartsOfThePersonLeave) {
  Sending sending;
  sending.list({"number", "sex"});
  const Clearance clearance = sending(of(MessageKind::request));
  ASSERT_TRUE(is_cleared(clearance));
  const Person& person = std::get<Cleared>(clearance).person().value();
  EXPECT_EQ(person.number, made::person().number);
  EXPECT_EQ(person.given_name + person.family_name, "");
  EXPECT_EQ(person.sex, Sex::woman);
}

TEST(ClearAct, ARequestWaitsWhereNoListLetsTheNumberThrough) {
  Sending sending;
  sending.list({"given_name", "education"});
  const Clearance waits = sending(of(MessageKind::request));
  ASSERT_TRUE(std::holds_alternative<Held>(waits));
  EXPECT_GT(std::get<Held>(waits).until, noon(kNow));
  EXPECT_TRUE(is_cleared(sending(of(MessageKind::act))));  // Names nobody.
}

TEST(ClearAct, ARequestNeedsItsPerson) {
  Sending sending;
  sending.facts.person.reset();
  EXPECT_EQ(stopped_by(sending(of(MessageKind::request))), "number_missing");
  EXPECT_TRUE(is_cleared(sending(of(MessageKind::act))));
}

TEST(ClearAct, AuthorityIsThatOfTheDayOfTheAct) {
  for (const MessageKind kind : kKinds) {
    Sending sending;
    for (Assignment& held : sending.rows.assignments) held.period.to = kDone;
    EXPECT_TRUE(is_cleared(sending(of(kind)))) << name(kind);
    for (Assignment& held : sending.rows.assignments) held.period.to = kDone - days(1);
    EXPECT_EQ(stopped_by(sending(of(kind))), "assignment_missing") << name(kind);
    sending = Sending();
    for (RoleHolding& held : sending.rows.roles) held.period = {kDone, kDone};
    EXPECT_TRUE(is_cleared(sending(of(kind)))) << name(kind);
    for (RoleHolding& held : sending.rows.roles) held.period = {kDone + days(1), std::nullopt};
    EXPECT_EQ(stopped_by(sending(of(kind))), "role_missing") << name(kind);
  }
}

TEST(ClearAct, AnAssignmentToAnotherOfficeIsNone) {
  for (const MessageKind kind : kKinds) {
    Message elsewhere = of(kind);
    elsewhere.place = "fk_sandviken";
    EXPECT_EQ(stopped_by(Sending()(elsewhere)), "assignment_missing") << name(kind);
  }
}

TEST(ClearAct, AProposalOfWhoActsForNoOfficeLeaves) {
  for (const MessageKind kind : kKinds) {
    Message proposal = of(kind);
    proposal.place.clear();
    proposal.act = {"maj.lind", "gavle", noon(kDone), kDone};
    if (proposal.course) proposal.course->office.clear();
    EXPECT_TRUE(is_cleared(Sending()(proposal))) << name(kind);
  }
}

TEST(ClearAct, AnActWaitsForNoCaseThatTheNodeDoesNotHave) {
  for (const auto& [handover, leaves] : {std::pair(Handover::nothing, false), std::pair(Handover::refused, false),
                                         std::pair(Handover::unknown, true), std::pair(Handover::acknowledged, true)}) {
    Sending sending;
    sending.facts.registration->handover = handover;
    const Clearance clearance = sending(of(MessageKind::act));
    EXPECT_EQ(is_cleared(clearance), leaves);
    EXPECT_EQ(stopped_by(clearance), leaves ? "" : "in_not_registered");
    EXPECT_TRUE(is_cleared(sending(of(MessageKind::request))));
  }
}

TEST(ClearAct, OfACaseThatHasHadItsExitOnlyATaskIsAnswered) {
  for (const MessageKind kind : kKinds) {
    Sending sending;
    sending.facts.registration->stage = Stage::exited;
    EXPECT_EQ(is_cleared(sending(of(kind))), kind == MessageKind::reply) << name(kind);
    sending.facts.registration->stage = Stage::voided;
    EXPECT_EQ(stopped_by(sending(of(kind))), "registration_voided") << name(kind);
  }
}

}  // namespace
}  // namespace gateway::core
