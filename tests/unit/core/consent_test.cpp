#include "gateway/core/consent.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/core/builders.h"

namespace gateway::core {
namespace {

using made::day;
using made::days;
using made::kStart;
using made::kToday;
using made::policy;

const base::Date kNo = day("2026-10-10");

Consent yes(std::optional<base::Date> date, std::string form = "SUS 2024") {
  return {ConsentAnswer::given, std::move(form), date, std::nullopt};
}

Consent no(std::optional<base::Date> date) {
  return {ConsentAnswer::declined, "SUS 2024", date, std::nullopt};
}

ConsentView weigh(const Consent& record, const Standing& standing = {}, bool own = false,
                  const Policy& under = policy()) {
  return weigh_consent(record, own, standing, under, CooperationForm::finsam, kToday);
}

void expect_missing(const ConsentView& view, Code why) {
  EXPECT_EQ(view.state, ConsentState::missing);
  ASSERT_TRUE(view.reason);
  EXPECT_EQ(view.reason->code, why);
}

TEST(Consent, AWrittenYesOnACoveringFormIsGiven) {
  const ConsentView view = weigh(yes(kStart));
  EXPECT_EQ(view.state, ConsentState::given);
  EXPECT_EQ(view.form, "SUS 2024");
  EXPECT_EQ(view.date, kStart);
  EXPECT_FALSE(view.after_no);
  EXPECT_FALSE(view.confirmed_by_caseworker);
}

TEST(Consent, NothingRecordedIsMissingAndTheMunicipalitysOwnNeverCounts) {
  expect_missing(weigh({}), Code::consent_missing);
  expect_missing(weigh({}, {}, true), Code::consent_own_only);
  EXPECT_EQ(weigh(yes(kStart, "Accorda"), {}, true).state, ConsentState::missing);
}

TEST(Consent, OnlyAFormThatThePolicyNamesForRegistrationCounts) {
  expect_missing(weigh(yes(kStart, "Kommunens blankett")), Code::consent_form_unknown);
  EXPECT_EQ(weigh(yes(kStart, "")).state, ConsentState::missing);
  EXPECT_EQ(weigh(yes(kStart, "GK 2024")).state, ConsentState::missing);
}

TEST(Consent, TheFormIsJudgedOnTheDayOfTheConsent) {
  Policy under = policy();
  under.forms[0].valid = {kStart, kStart + days(1)};
  EXPECT_EQ(weigh(yes(kStart - days(1)), {}, false, under).state, ConsentState::missing);
  EXPECT_EQ(weigh(yes(kStart), {}, false, under).state, ConsentState::given);
  EXPECT_EQ(weigh(yes(kStart + days(1)), {}, false, under).state, ConsentState::given);
  EXPECT_EQ(weigh(yes(kStart + days(2)), {}, false, under).state, ConsentState::missing);
}

TEST(Consent, NeedsADateNotAfterToday) {
  expect_missing(weigh(yes(std::nullopt)), Code::consent_date_missing);
  EXPECT_EQ(weigh(yes(kToday)).state, ConsentState::given);
  expect_missing(weigh(yes(kToday + days(1))), Code::consent_in_future);
}

TEST(Consent, ANoIsANoWithOrWithoutFormOrDate) {
  EXPECT_EQ(weigh(no(kNo)).state, ConsentState::declined);
  EXPECT_EQ(weigh(no(kNo)).date, kNo);
  EXPECT_EQ(weigh({ConsentAnswer::declined, "", std::nullopt, std::nullopt}).state, ConsentState::declined);
}

TEST(Consent, AWithdrawalIsOneHoweverTheRestReads) {
  for (const ConsentAnswer answer : {ConsentAnswer::given, ConsentAnswer::none, ConsentAnswer::declined}) {
    for (const char* form : {"SUS 2024", "", "Kommunens blankett"}) {
      const ConsentView view = weigh({answer, form, kStart, kNo});
      EXPECT_EQ(view.state, ConsentState::withdrawn);
      EXPECT_EQ(view.date, kNo);
      EXPECT_FALSE(view.date_assumed);
    }
  }
}

TEST(Consent, AWithdrawalStandsUntilAConsentOfALaterDate) {
  Standing standing;
  standing.withdrawn = kNo;
  for (const int difference : {-1, 0}) {
    EXPECT_EQ(weigh(yes(kNo + days(difference)), standing).state, ConsentState::withdrawn) << difference;
  }
  const ConsentView later = weigh(yes(kNo + days(1)), standing);
  EXPECT_EQ(later.state, ConsentState::given);
  EXPECT_TRUE(later.after_no);
  EXPECT_EQ(weigh({}, standing).state, ConsentState::withdrawn);
  EXPECT_EQ(weigh({}, standing).date, kNo);
}

TEST(Consent, ANoStandsUntilAConsentOfALaterDate) {
  Standing standing;
  standing.declined = kNo;
  for (const int difference : {-1, 0}) {
    EXPECT_EQ(weigh(yes(kNo + days(difference)), standing).state, ConsentState::declined) << difference;
  }
  const ConsentView later = weigh(yes(kNo + days(1)), standing);
  EXPECT_EQ(later.state, ConsentState::given);
  EXPECT_TRUE(later.after_no);
  EXPECT_EQ(weigh({}, standing).state, ConsentState::declined);
}

TEST(Consent, AYesThatDoesNotCountLiftsNothing) {
  Standing standing;
  standing.declined = kNo;
  EXPECT_EQ(weigh(yes(kNo + days(1), "GK 2024"), standing).state, ConsentState::declined);
  EXPECT_EQ(weigh(yes(std::nullopt), standing).state, ConsentState::declined);
  EXPECT_EQ(weigh(yes(kToday + days(1)), standing).state, ConsentState::declined);
  standing = {};
  standing.withdrawn = kNo;
  EXPECT_EQ(weigh(yes(kNo + days(1), "GK 2024"), standing).state, ConsentState::withdrawn);
  EXPECT_EQ(weigh(yes(std::nullopt), standing).state, ConsentState::withdrawn);
}

TEST(Consent, WithinOneRecordToo) {
  EXPECT_EQ(weigh({ConsentAnswer::given, "SUS 2024", kNo, kNo}).state, ConsentState::withdrawn);
  EXPECT_EQ(weigh({ConsentAnswer::given, "SUS 2024", kNo - days(1), kNo}).state, ConsentState::withdrawn);
  EXPECT_EQ(weigh({ConsentAnswer::given, "SUS 2024", kNo + days(1), kNo}).state, ConsentState::given);
}

TEST(Consent, WhatACaseworkerSaysIsWeighedByItsDate) {
  Standing standing;
  standing.told = no(kNo);
  EXPECT_EQ(weigh(yes(kNo), standing).state, ConsentState::declined);
  EXPECT_EQ(weigh(yes(kNo + days(1)), standing).state, ConsentState::given);
  standing.told = yes(kNo);
  EXPECT_EQ(weigh({}, standing).state, ConsentState::given);
  EXPECT_TRUE(weigh({}, standing).confirmed_by_caseworker);
  EXPECT_EQ(weigh(no(kNo), standing).state, ConsentState::declined);
  EXPECT_EQ(weigh(no(kNo - days(1)), standing).state, ConsentState::given);
}

TEST(Consent, ACaseworkersYesConfirmsAfterANo) {
  Standing standing;
  standing.declined = kNo;
  standing.told = yes(kNo + days(1));
  const ConsentView view = weigh(no(kNo), standing);
  EXPECT_EQ(view.state, ConsentState::given);
  EXPECT_TRUE(view.after_no);
  EXPECT_TRUE(view.confirmed_by_caseworker);
  EXPECT_EQ(view.date, kNo + days(1));
}

TEST(Consent, AToldWithdrawalIsSeenWhateverTheRecordRepeats) {
  Standing standing;
  standing.told = Consent{ConsentAnswer::given, "SUS 2024", kStart, kNo};
  EXPECT_EQ(weigh(yes(kStart), standing).state, ConsentState::withdrawn);
  EXPECT_EQ(weigh(yes(kStart), standing).date, kNo);
  EXPECT_EQ(weigh(yes(kNo), standing).state, ConsentState::withdrawn);
  standing.told = Consent{ConsentAnswer::none, "", std::nullopt, kNo};
  EXPECT_EQ(weigh(yes(kStart), standing).state, ConsentState::withdrawn);
}

TEST(Consent, AConsentThatVanishesIsAWithdrawalWithTheDayOfTheExport) {
  Standing standing;
  standing.had_consent = true;
  for (const Consent& record : {Consent{}, no(std::nullopt)}) {
    const ConsentView view = weigh(record, standing);
    EXPECT_EQ(view.state, ConsentState::withdrawn);
    EXPECT_EQ(view.date, kToday);
    EXPECT_TRUE(view.date_assumed);
  }
}

TEST(Consent, AnAssumedDateStaysUntilItIsTold) {
  Standing standing;
  standing.had_consent = true;
  standing.withdrawn = kNo;
  standing.withdrawal_assumed = true;
  ConsentView view = weigh({}, standing);
  EXPECT_EQ(view.date, kNo);
  EXPECT_TRUE(view.date_assumed);
  for (const int difference : {-3, 3}) {
    standing.told = Consent{ConsentAnswer::given, "SUS 2024", kStart, kNo + days(difference)};
    view = weigh({}, standing);
    EXPECT_EQ(view.state, ConsentState::withdrawn);
    EXPECT_EQ(view.date, kNo + days(difference));
    EXPECT_FALSE(view.date_assumed);
  }
}

TEST(Consent, IsRememberedByItsProtectiveAnswers) {
  Standing standing = remember({}, weigh(no(kNo)));
  EXPECT_EQ(standing.declined, kNo);
  EXPECT_FALSE(standing.withdrawn);
  standing = remember({}, weigh({ConsentAnswer::given, "SUS 2024", kStart, kNo}));
  EXPECT_EQ(standing.withdrawn, kNo);
  EXPECT_FALSE(standing.withdrawal_assumed);
  standing = remember(standing, weigh(yes(kNo + days(1)), standing));
  EXPECT_EQ(standing.withdrawn, kNo);
  EXPECT_EQ(weigh(yes(kNo), standing).state, ConsentState::withdrawn);
}

TEST(Consent, TheLatestWithdrawalIsTheOneRemembered) {
  Standing standing = remember({}, weigh({ConsentAnswer::given, "SUS 2024", kStart, kNo}));
  standing = remember(standing, weigh({ConsentAnswer::given, "SUS 2024", kStart, kNo - days(2)}, standing));
  EXPECT_EQ(standing.withdrawn, kNo);
  standing = remember(standing, weigh({ConsentAnswer::given, "SUS 2024", kStart, kNo + days(2)}, standing));
  EXPECT_EQ(standing.withdrawn, kNo + days(2));
}

TEST(Consent, AWithdrawalBesideALaterYesIsRemembered) {
  Consent both = yes(kNo + days(5));
  both.withdrawn = kNo;
  Standing standing = remember({}, weigh(both));
  EXPECT_EQ(standing.withdrawn, kNo);
  EXPECT_FALSE(standing.withdrawal_assumed);
  EXPECT_EQ(weigh(yes(kNo), standing).state, ConsentState::withdrawn) << "the yes was corrected to an older one";
  EXPECT_EQ(weigh(yes(kNo + days(1)), standing).state, ConsentState::given);
}

TEST(Consent, AnAssumedDateIsReplacedByALaterOneBesideAYesAlone) {
  for (const int difference : {-1, 0, 1}) {
    Standing standing;
    standing.withdrawn = kNo;
    standing.withdrawal_assumed = true;
    Consent both = yes(kNo + days(5));
    both.withdrawn = kNo + days(difference);
    standing = remember(standing, weigh(both, standing));
    EXPECT_EQ(standing.withdrawn, kNo + days(difference > 0 ? 1 : 0));
    EXPECT_EQ(standing.withdrawal_assumed, difference <= 0);
  }
}

TEST(Consent, RememberingTwiceChangesNothing) {
  for (const Consent& record : {yes(kStart), no(kNo), Consent{}, Consent{ConsentAnswer::given, "SUS 2024", kStart, kNo},
                                Consent{ConsentAnswer::given, "SUS 2024", kNo + days(1), kNo}}) {
    const Standing once = remember({}, weigh(record));
    EXPECT_EQ(remember(once, weigh(record, once)), once);
  }
}

TEST(AnswerDue, IsOn31JanuaryOfTheYearAfterTheStartWhicheverThatIs) {
  EXPECT_EQ(answer_due_on(day("2026-12-31")), day("2027-01-31"));
  EXPECT_EQ(answer_due_on(day("2027-01-01")), day("2028-01-31"));
  EXPECT_EQ(answer_due_on(day("2199-06-01")).text(), "2200-01-31") << "the calendar goes on";
}

}  // namespace
}  // namespace gateway::core
