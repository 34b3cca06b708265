#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/core/settle.h"
#include "gateway/core/wrong.h"
#include "tests/unit/core/cooperation/office.h"

// A case that was withdrawn or protected while nobody knew whether the node had it: row f of domain.md §3, then e or g.

namespace gateway::core {
namespace {

using made::day;
using made::Desk;
using made::desk_at;
using testing::IsEmpty;

/// A case whose request is on its way.
Desk on_its_way() {
  Desk desk = desk_at(CaseState::requested);
  desk.acknowledges = false;
  desk.situation.current->handover = Handover::unknown;
  return desk;
}

void withdraw(Desk& desk) {
  desk.situation.standing.told = Consent{ConsentAnswer::none, {}, std::nullopt, day("2026-06-01")};
  desk.fact();
}

TEST(CaseOnItsWay, F_WithdrawnIsCountedOnceWhereTheNodeAnswersThatItIsVoid) {
  Desk desk = on_its_way();
  withdraw(desk);
  EXPECT_EQ(desk.exits.at(0).kind, MessageKind::exit_or_void);
  EXPECT_THAT(desk.last.counts, IsEmpty()) << "not before the answer";
  const CaseNote note{"af_gavle", "fk_gavle", 2026, Sex::woman, Code::consent_withdrawn};
  EXPECT_EQ(desk.now().if_void, note);
  CooperationCase answered = desk.now();
  EXPECT_EQ(settle_count(answered, MessageKind::exit_or_void, Admitted::voided), note);
  EXPECT_FALSE(settle_count(answered, MessageKind::exit_or_void, Admitted::voided)) << "once";
}

TEST(CaseOnItsWay, G_WithdrawnIsNotCountedWhereTheNodeHadIt) {
  for (const MessageKind kind : {MessageKind::request, MessageKind::exit_or_void, MessageKind::act}) {
    Desk desk = on_its_way();
    withdraw(desk);
    CooperationCase answered = desk.now();
    EXPECT_FALSE(settle_count(answered, kind, Admitted::accepted));
    EXPECT_FALSE(answered.if_void);
    EXPECT_FALSE(settle_count(answered, MessageKind::exit_or_void, Admitted::voided));
  }
}

TEST(CaseOnItsWay, E_WithdrawnIsCountedWhereTheNodeDidNotTakeTheRequest) {
  Desk desk = on_its_way();
  withdraw(desk);
  CooperationCase answered = desk.now();
  EXPECT_FALSE(settle_count(answered, MessageKind::act, Admitted::rejected)) << "tells nothing of the case";
  EXPECT_TRUE(answered.if_void);
  for (const Code by_name : {Code::case_open, Code::number_known_by_other_id}) {
    CooperationCase other = answered;
    EXPECT_FALSE(settle_count(other, MessageKind::request, Admitted::rejected, {{by_name}})) << "counted by name";
  }
  EXPECT_TRUE(settle_count(answered, MessageKind::request, Admitted::rejected, {{Code::person_without_consent}}));
  EXPECT_FALSE(settle_count(answered, MessageKind::exit_or_void, Admitted::voided)) << "once";
}

TEST(CaseOnItsWay, K_ProtectedIsCountedWhereTheNodeAnswersThatItIsVoid) {
  Desk desk = on_its_way();
  desk.situation.person_protected = true;
  desk.fact();
  EXPECT_EQ(desk.exits.at(0).kind, MessageKind::strip);
  ASSERT_TRUE(desk.now().if_void);
  EXPECT_EQ(desk.now().if_void->cause, Code::person_protected);
  desk.situation.sex.reset();  // The person has left.
  withdraw(desk);
  CooperationCase answered = desk.now();
  EXPECT_TRUE(settle_count(answered, MessageKind::strip, Admitted::voided));
  EXPECT_FALSE(settle_count(answered, MessageKind::exit_or_void, Admitted::voided)) << "once";
}

TEST(CaseOnItsWay, Q_DeceasedIsCountedWhereTheNodeAnswersThatItIsVoid) {
  Desk desk = on_its_way();
  desk.situation.deceased = day("2026-06-01");
  desk.fact();
  CooperationCase answered = desk.now();
  const auto note = settle_count(answered, MessageKind::exit_or_void, Admitted::voided);
  ASSERT_TRUE(note);
  EXPECT_EQ(note->cause, Code::person_deceased);
}

TEST(CaseOnItsWay, R_WrongIsNeverCounted) {
  for (const bool withdrawn_first : {false, true}) {
    Desk desk = on_its_way();
    if (withdrawn_first) withdraw(desk);
    desk.apply(
        decide_wrong_case(desk.situation, Code::wrong_person, desk.by("fk.gavle", "2026-06-02"), desk.circumstances()));
    CooperationCase answered = desk.now();
    EXPECT_FALSE(settle_count(answered, MessageKind::exit_or_void, Admitted::voided));
  }
}

TEST(CaseOnItsWay, OfACaseThatTheNodeHasNothingIsToBeCounted) {
  Desk desk = desk_at(CaseState::requested);
  withdraw(desk);
  EXPECT_FALSE(desk.now().if_void);
  Desk discarded = on_its_way();
  discarded.situation.current->discarded = true;
  withdraw(discarded);
  EXPECT_FALSE(discarded.now().if_void) << "it is out of every figure";
}

}  // namespace
}  // namespace gateway::core
