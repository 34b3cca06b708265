// The originals of consents, after registration to FK's archive (domain.md §3).
#include "gateway/core/archive.h"

#include <gtest/gtest.h>

#include "tests/unit/core/builders.h"

namespace gateway::core {
namespace {

using namespace made;

const base::Date kTaken = day("2026-10-12");  ///< The node acknowledges.

Policy archiving() {
  Policy policy = made::policy();
  policy.forms[0].archive = true;
  return policy;
}

/// Registered on a consent whose original is not sent.
Original original() {
  Original of;
  of.registration.place = "training";
  of.registration.consent_form = "SUS 2024";
  of.registration.consent_date = kStart;
  of.registration.handover = Handover::acknowledged;
  of.places = {"training"};
  of.acknowledged = kTaken;
  return of;
}

bool waits(const Original& of, base::Date today = kToday) {
  return to_archive(of, archiving(), today).has_value();
}

bool may(std::string_view user, const Original& of = original()) {
  return may_archive(directory(), user, "gavle", of, kToday);
}

TEST(Archive, AnOriginalWaitsOnceTheNodeHasAcknowledgedTheRegistration) {
  Original of = original();
  EXPECT_TRUE(waits(of));
  EXPECT_EQ(to_archive(of, archiving(), kToday)->since, kTaken);
  for (const Handover handover : {Handover::nothing, Handover::unknown, Handover::refused}) {
    of.registration.handover = handover;
    EXPECT_FALSE(waits(of));
  }
  of = original();
  of.acknowledged.reset();
  EXPECT_FALSE(waits(of));
}

TEST(Archive, IsOverdueWhenMoreDaysThanThePolicySaysHavePassed) {
  EXPECT_EQ(to_archive(original(), archiving(), kTaken + days(30))->days, 30);
  EXPECT_FALSE(to_archive(original(), archiving(), kTaken + days(30))->overdue);
  EXPECT_TRUE(to_archive(original(), archiving(), kTaken + days(31))->overdue);
  Policy strict = archiving();
  strict.thresholds = {{Threshold::archive_days, 7, {kStart, std::nullopt}}};
  EXPECT_FALSE(to_archive(original(), strict, kTaken + days(7))->overdue);
  EXPECT_TRUE(to_archive(original(), strict, kTaken + days(8))->overdue);
}

TEST(Archive, OnlyOfAFormThatThePolicySaysIsArchivedOnTheDayOfTheConsent) {
  EXPECT_FALSE(to_archive(original(), made::policy(), kToday));
  Policy later = archiving();
  later.forms[0].valid.from = kStart + days(1);
  EXPECT_FALSE(to_archive(original(), later, kToday));
  later.forms[0].valid.from = kStart;
  EXPECT_TRUE(to_archive(original(), later, kToday));
}

TEST(Archive, WhatIsSentWaitsNoMore) {
  Original of = original();
  of.archived = Archived{kTaken, "maj.lind", noon(kToday)};
  EXPECT_FALSE(waits(of));
}

TEST(Archive, OfAConsentTakenBackTheOriginalNeedNotBeSentUnlessALaterOneWasGiven) {
  Original of = original();
  of.standing.withdrawn = kStart;
  EXPECT_FALSE(waits(of));
  of.registration.consent_date = kStart + days(1);
  EXPECT_TRUE(waits(of));
}

TEST(Archive, NothingWaitsOfWhatIsEndedByWithdrawalVoidClosedOrProtected) {
  for (const Stage stage : {Stage::exited, Stage::voided}) {
    Original of = original();
    of.registration.stage = stage;
    EXPECT_FALSE(waits(of));
    EXPECT_FALSE(may("maj.lind", of));
  }
  Original out = original();
  out.registration.stage = Stage::out;
  EXPECT_TRUE(waits(out)) << "registered out is registered";
  Original closed = original();
  closed.closed = true;
  EXPECT_FALSE(waits(closed));
  EXPECT_FALSE(may("maj.lind", closed));
  Original stripped = original();
  stripped.registration.stripped = true;
  EXPECT_FALSE(waits(stripped));
  EXPECT_TRUE(may("maj.lind", stripped)) << "that it was sent can still be said";
}

TEST(Archive, WasSentFromTheDayOfAcknowledgementToToday) {
  const auto fault = [](base::Date sent) { return archive_fault(original(), sent, kToday); };
  EXPECT_FALSE(fault(kTaken));
  EXPECT_EQ(fault(kTaken - days(1)), (Reason{Code::original_day, "2026-10-12"}));
  EXPECT_FALSE(fault(kToday));
  EXPECT_EQ(fault(kToday + days(1)), (Reason{Code::original_day, "2026-10-12"}));
}

TEST(Archive, CannotBeSentBeforeRegistration) {
  Original of = original();
  of.registration.handover = Handover::unknown;
  EXPECT_EQ(archive_fault(of, kToday, kToday), (Reason{Code::original_not_registered}));
}

TEST(Archive, OfACaseThatWasProposedCountsFromItsRegistrarsDay) {
  Original of = original();
  of.registration.act.on = kTaken + days(3);
  EXPECT_EQ(of.registered_on(), kTaken) << "an insats is changed by later acts";
  of.registration.kind = RegistrationKind::cooperation;
  EXPECT_EQ(of.registered_on(), kTaken + days(3));
  of.registration.act.on = kTaken - days(3);
  EXPECT_EQ(of.registered_on(), kTaken);
}

TEST(Archive, IsSaidByWhoHasRoleAndAssignmentAtOneOfItsPlaces) {
  EXPECT_TRUE(may("maj.lind"));
  EXPECT_FALSE(may("kalle.nord")) << "the role, but no assignment";
  EXPECT_FALSE(may("sam.berg")) << "another organisation's";
  EXPECT_FALSE(may("nobody"));
  Original of = original();
  of.places = {"open_house", "social"};
  EXPECT_TRUE(may("maj.lind", of));
  of.places = {"open_house"};
  EXPECT_FALSE(may("maj.lind", of));
}

}  // namespace
}  // namespace gateway::core
