// Requests of the AF/FK cooperation without a consent wait, and are released by one (domain.md §3 b).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/flow/new_day.h"
#include "tests/unit/api/case_desk.h"

namespace gateway::api {
namespace {

using core::Code;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class ParkedRequests : public CaseDesk {
 protected:
  static core::PersonNumber number() {
    return std::get<core::PersonNumber>(core::PersonNumber::parse(person().number, kToday));
  }
  /// FK's, of today, without an answer to consent.
  core::CooperationAct asked() {
    core::CooperationAct asked = fk_.asked_request("fk.gavle");
    asked.by.at = fk_.office.clock.now();
    asked.happened = kToday;
    asked.consent.reset();
    return asked;
  }
  ActAnswer ask(const std::string& key = "A-1") { return fk_.act(asked(), person(), key); }
  static core::Person another() { return {test_number("1988-03-04"), "Prov", "Provsson", core::Sex::woman}; }
  /// Whoever is called by number alone takes back or ends.
  ActAnswer discard(const core::Person& whose) {
    core::CooperationAct back = fk_.desk.act(core::ActKind::discard, kToday.text(), "fk.gavle");
    back.by.at = fk_.office.clock.now();
    return fk_.act(back, whose);
  }
  std::vector<ports::ParkedAct> waiting() {
    std::vector<ports::ParkedAct> all;
    fk_.office.write([&](ports::Transaction& t) { all = must(t.cases().parked({number()})); });
    return all;
  }
  static core::Consent yes(base::Date on) {
    core::Consent told{core::ConsentAnswer::given, "SUS 2024", on, std::nullopt};
    told.paper.told_by = "fk.gavle";
    return told;
  }
  flow::Receipt give(base::Date on, const std::string& by = "fk.gavle") {
    return must(fk_.facts.tell({{}, {}, number()}, yes(on), by));
  }
  std::int64_t counted() {
    std::int64_t all = 0;
    for (const core::Totals& totals : must(fk_.office.ledger->totals())) all += totals.women + totals.men;
    return all;
  }
  /// Another day has begun.
  void next_day(int days = 1) {
    fk_.office.clock.on(std::chrono::hours(24 * days));
    must(intake_.decide_pending(std::nullopt));
  }
};

TEST_F(ParkedRequests, B_AreKeptListedAndRemindedOf) {
  const ActAnswer answer = ask();
  EXPECT_EQ(answer.outcome, Outcome::parked);
  EXPECT_TRUE(answer.id.empty());
  for (const char* operation : {"list", "consent.list"}) {
    Document arguments;
    if (std::string_view(operation) == "list") arguments.set("kind", "parked");
    const Document listed = this->answer(operation, arguments.set("source", "register"));
    ASSERT_EQ(rows(listed), 1U) << operation;
    EXPECT_EQ(row(listed).text("key"), "A-1");
    EXPECT_EQ(row(listed).find("reasons")->array()->front().text("code"), "consent_missing");
  }
  EXPECT_EQ(row(this->answer("consent.list", Document())).text("next_reminder"), (kToday + days(14)).text());
  EXPECT_TRUE(fk_.cases().empty());
  EXPECT_EQ(fk_.queued(), 0U);
}

TEST_F(ParkedRequests, B_AreReleasedByAConsentThatIsTold) {
  ask();
  const flow::Receipt receipt = give(kToday);
  EXPECT_EQ(receipt.decided.by_outcome[static_cast<std::size_t>(Outcome::accepted)], 1);
  ASSERT_THAT(fk_.cases(), SizeIs(1));
  EXPECT_EQ(fk_.cases().front().course.consent_date, kToday);
  EXPECT_THAT(waiting(), IsEmpty());
  carry(fk_, node_);
  EXPECT_THAT(node_.cases(), SizeIs(1)) << "the node takes it as any other";
}

TEST_F(ParkedRequests, B_AreReleasedByTheirKeyAndNotByAnothers) {
  ask("A-1");
  EXPECT_FALSE(fk_.facts.tell({"register", "A-2", std::nullopt}, yes(kToday), "fk.gavle"));
  EXPECT_THAT(waiting(), SizeIs(1));
  must(fk_.facts.tell({"register", "A-1", std::nullopt}, yes(kToday), "fk.gavle"));
  EXPECT_THAT(fk_.cases(), SizeIs(1));
}

TEST_F(ParkedRequests, B_WithoutAKeyAreNamedAsListed) {
  ask("");
  EXPECT_EQ(waiting().front().key, "#1");
  must(fk_.facts.tell({"register", "#1", std::nullopt}, yes(kToday), "fk.gavle"));
  EXPECT_THAT(fk_.cases(), SizeIs(1));
}

TEST_F(ParkedRequests, B_WithoutAKeyAreNeverNamedAsAnEarlierOneWas) {
  ask("");
  give(kToday);
  fk_.act(asked(), another(), "");
  EXPECT_FALSE(fk_.facts.tell({"register", "#1", std::nullopt}, yes(kToday), "fk.gavle"));
  EXPECT_THAT(fk_.cases(), SizeIs(1)) << "of whom it was told";
}

TEST_F(ParkedRequests, B_WithAKeyAreNotNamedByTheirPlace) {
  ask("A-1");
  EXPECT_FALSE(fk_.facts.tell({"register", "#1", std::nullopt}, yes(kToday), "fk.gavle"));
  fk_.act(asked(), another(), "#1");
  must(fk_.facts.tell({"register", "#1", std::nullopt}, yes(kToday), "fk.gavle"));
  ASSERT_THAT(fk_.cases(), SizeIs(1));
  EXPECT_EQ(fk_.cases().front().person->number, another().number);
  EXPECT_THAT(waiting(), SizeIs(1));
}

TEST_F(ParkedRequests, B_OfTwoPersonsUnderOneNameAreAnsweredByNeither) {
  ask("");
  fk_.act(asked(), another(), "#1");
  EXPECT_FALSE(fk_.facts.tell({"register", "#1", std::nullopt}, yes(kToday), "fk.gavle"));
  EXPECT_THAT(fk_.cases(), IsEmpty());
  give(kToday);
  ASSERT_THAT(fk_.cases(), SizeIs(1)) << "by the number it is known whose";
  EXPECT_EQ(fk_.cases().front().person->number, person().number);
}

TEST_F(ParkedRequests, B_AreReleasedByWhoMaySayItOnly) {
  ask();
  EXPECT_FALSE(fk_.facts.tell({{}, {}, number()}, yes(kToday), "fk.sandviken"));
  EXPECT_THAT(waiting(), SizeIs(1));
}

TEST_F(ParkedRequests, OneYesIsForOneOfThem) {
  ask("A-1");
  core::CooperationAct other = asked();
  other.fk_office = other.office = "fk_sandviken";
  other.by.user = "fk.sandviken";
  other.af_office = "af_gavle";
  ASSERT_EQ(fk_.act(other, person(), "A-2").outcome, Outcome::parked);
  directory([](core::DirectoryRows& rows) {
    rows.assignments.push_back({"fk.gavle", "fk_sandviken", {day("2020-01-01"), std::nullopt}});
  });
  EXPECT_THAT(give(kToday).several, SizeIs(2));
  EXPECT_THAT(waiting(), SizeIs(2));
}

TEST_F(ParkedRequests, B_AreDecidedWithTheAuthorityOfWhoAskedThen) {
  ask();
  directory([](core::DirectoryRows& rows) {
    for (auto& held : rows.assignments) {
      if (held.user == "fk.gavle") held.period.to = kToday;
    }
    rows.assignments.push_back({"fk.sandviken", "fk_gavle", {day("2020-01-01"), std::nullopt}});
  });
  next_day(3);
  give(kToday, "fk.sandviken");
  ASSERT_THAT(fk_.cases(), SizeIs(1)) << "fk.gavle had the assignment when it was asked for";
  EXPECT_EQ(fk_.cases().front().course.rows.front().by.user, "fk.gavle");
  EXPECT_EQ(fk_.cases().front().course.rows.front().by.on, kToday);
}

TEST_F(ParkedRequests, A_AreRegisteredOnTheDayOfALaterConsentAtTheEarliest) {
  ask();
  next_day(3);
  give(kToday + days(2));
  ASSERT_THAT(fk_.cases(), SizeIs(1));
  EXPECT_EQ(fk_.cases().front().course.rows.front().by.on, kToday + days(2));
}

TEST_F(ParkedRequests, AreKeptWithTheReasonWhereTheyAreRejectedThen) {
  ask();
  directory([](core::DirectoryRows& rows) {
    for (auto& held : rows.assignments) {
      if (held.user == "fk.gavle") held.period.to = kToday;
    }
    rows.assignments.push_back({"fk.sandviken", "fk_gavle", {day("2020-01-01"), std::nullopt}});
  });
  next_day(3);
  give(kToday + days(1), "fk.sandviken");
  EXPECT_THAT(fk_.cases(), IsEmpty()) << "the consent is of a day on which fk.gavle registered no more";
  ASSERT_THAT(waiting(), SizeIs(1));
  EXPECT_EQ(waiting().front().why.outcome, Outcome::rejected);
  EXPECT_EQ(rows(answer("list", Document().set("kind", "rejected"))), 1U);
}

TEST_F(ParkedRequests, WaitForTheDayOfAConsentThatIsDatedAhead) {
  core::CooperationAct ahead = asked();
  ahead.consent = core::CaseConsent{yes(kToday + days(2)), {}};
  ASSERT_EQ(fk_.act(ahead, person(), "A-1").outcome, Outcome::parked);
  next_day();
  EXPECT_THAT(fk_.cases(), IsEmpty());
  next_day();
  EXPECT_THAT(fk_.cases(), SizeIs(1));
  EXPECT_THAT(waiting(), IsEmpty());
}

TEST_F(ParkedRequests, AreDecidedAnewBehindAPageThatHoldsADamagedOneAndThatIsTold) {
  fk_.office.write([&](ports::Transaction& t) {
    const core::UnitOutcome why{core::Unit::in, Outcome::parked, {{Code::consent_missing}}, {}};
    for (int i = 0; i < 256; ++i) {
      must(t.cases().park({"A-" + std::to_string(i), asked(), person()}, number(), why, fk_.office.clock.now()));
    }
  });
  core::CooperationAct ahead = asked();
  ahead.consent = core::CaseConsent{yes(kToday + days(1)), {}};
  ASSERT_EQ(fk_.act(ahead, another(), "B-1").outcome, Outcome::parked);
  fk_.office.alter("UPDATE parked_act SET document = x'00' WHERE row = 7");
  fk_.office.clock.on(std::chrono::hours(24));
  EXPECT_THAT(must(intake_.decide_pending(std::nullopt)).faults,
              ElementsAre("a request that waits, waits on: #7 is damaged"));
  EXPECT_THAT(fk_.cases(), SizeIs(1));
  EXPECT_THAT(waiting(), SizeIs(255));
}

TEST_F(ParkedRequests, OfAYearThatIsClosedWaitOnWhoeverWasCountedInIt) {
  core::Policy policy = *fk_.rules.policy;
  policy.counting = {{3, 1, always()}};
  fk_.rules.policy = std::make_shared<const core::Policy>(policy);
  core::CooperationAct no = asked();
  no.consent = core::CaseConsent{{core::ConsentAnswer::declined, {}, kToday, std::nullopt}, {}};
  ASSERT_EQ(fk_.act(no, another(), "B-1").outcome, Outcome::anonymous);
  ask();
  next_day(99);
  EXPECT_THAT(waiting(), SizeIs(1)) << "the last day on which the year is open";
  next_day();
  ASSERT_THAT(waiting(), SizeIs(1)) << "what waits was not counted";
  EXPECT_EQ(fk_.act(no, person(), "B-2").reasons.front().code, Code::counting_year_closed);
  give(kToday);
  EXPECT_THAT(fk_.cases(), SizeIs(1));
  EXPECT_EQ(counted(), 1);
}

TEST_F(ParkedRequests, C_AreCountedOnceTheParticipantDeclines) {
  ask();
  core::Consent no{core::ConsentAnswer::declined, {}, kToday, std::nullopt};
  must(fk_.facts.tell({{}, {}, number()}, no, "fk.gavle"));
  EXPECT_EQ(counted(), 1);
  EXPECT_THAT(waiting(), IsEmpty());
  EXPECT_THAT(fk_.cases(), IsEmpty());
}

TEST_F(ParkedRequests, E_AreCountedOnceConsentIsTakenBack) {
  ask();
  core::Consent back;
  back.withdrawn = kToday;
  must(fk_.facts.tell({{}, {}, number()}, back, "fk.gavle"));
  EXPECT_EQ(counted(), 1);
  EXPECT_THAT(waiting(), IsEmpty());
}

TEST_F(ParkedRequests, K_AreCountedOnceThePersonIsProtected) {
  ask();
  must(fk_.facts.protect(number(), "fk.gavle"));
  EXPECT_EQ(counted(), 1);
  EXPECT_THAT(waiting(), IsEmpty());
}

TEST_F(ParkedRequests, Q_AreCountedOnceThePersonHasDied) {
  ask();
  must(fk_.facts.deceased(number(), kToday, "fk.gavle"));
  EXPECT_EQ(counted(), 1);
  EXPECT_THAT(waiting(), IsEmpty());
}

TEST_F(ParkedRequests, K_AreCountedWithASourcesFlag) {
  ask();
  core::Participation record = participation();
  record.protection = core::Protection::marked;
  std::string document = R"({"schema":"gateway.participation/1","key":"I-1","position":{"file":"a.csv","line":2},)"
                         R"("person":{"number":")" +
                         record.number +
                         R"(","protection":"marked"},"consent":{"answer":"none"},"beslut":{"beslut":"ARB",)"
                         R"("ordered_by":"x","insats":"y"},"start":"2026-10-01"})";
  must(intake_.take("accorda", {"all", {document}, "1"}));
  EXPECT_EQ(counted(), 1);
  EXPECT_THAT(waiting(), IsEmpty());
}

TEST_F(ParkedRequests, K_OfWhoDoesNotRegisterThemAreCountedButAnsweredAsOfAnybody) {
  core::CooperationAct asked = af_.asked_request("af.gavle");
  asked.by.at = af_.office.clock.now();
  asked.happened = kToday;
  asked.consent.reset();
  const ActAnswer before = af_.act(asked, person(), "A-1");
  must(af_.facts.protect(number(), "af.gavle"));
  EXPECT_EQ(must(af_.office.ledger->totals()).size(), 1U);
  af_.office.write([&](ports::Transaction& t) { EXPECT_THAT(must(t.cases().parked({number()})), IsEmpty()); });
  const ActAnswer after = af_.act(asked, person(), "A-1");
  EXPECT_EQ(after.outcome, before.outcome);
  EXPECT_EQ(after.reasons, before.reasons);
}

TEST_F(ParkedRequests, AreReplacedByANewerOneOfTheSameKey) {
  ask("A-1");
  core::CooperationAct newer = asked();
  newer.meeting_on = kToday + days(20);
  fk_.act(newer, person(), "A-1");
  ASSERT_THAT(waiting(), SizeIs(1));
  EXPECT_EQ(waiting().front().asked.act.meeting_on, kToday + days(20));
  newer.consent = core::CaseConsent{yes(kToday), {}};
  EXPECT_EQ(fk_.act(newer, person(), "A-1").outcome, Outcome::accepted);
  EXPECT_THAT(waiting(), IsEmpty());
}

TEST_F(ParkedRequests, AreTakenBackAtTheirOfficeOnly) {
  ask();
  core::CooperationAct back = asked();
  back.kind = core::ActKind::discard;
  back.by.user = "fk.sandviken";
  back.office = "fk_sandviken";
  EXPECT_EQ(fk_.act(back, person()).outcome, Outcome::rejected);
  EXPECT_THAT(waiting(), SizeIs(1));
  back.by.user = "fk.gavle";
  back.office = "fk_gavle";
  const ActAnswer answer = fk_.act(back, person());
  EXPECT_EQ(answer.outcome, Outcome::outside);
  EXPECT_EQ(answer.reasons.front().code, Code::request_retracted);
  EXPECT_THAT(waiting(), IsEmpty());
}

TEST_F(ParkedRequests, AreTakenBackBeforeACaseThatHasEnded) {
  fk_.request("A-0");
  const base::RegistrationId ended = fk_.cases().front().id;
  fk_.conclude(ended);
  ASSERT_EQ(ask().outcome, Outcome::parked);
  EXPECT_EQ(discard(person()).outcome, Outcome::outside);
  EXPECT_THAT(waiting(), IsEmpty());
  EXPECT_FALSE(fk_.cases().front().course.discarded);
  EXPECT_EQ(discard(person()).outcome, Outcome::accepted);
  EXPECT_TRUE(fk_.cases().front().course.discarded) << "where nothing waits, the case is meant";
}

TEST_F(ParkedRequests, WaitOnWhereTheCaseThatIsOpenIsMeant) {
  ask("A-1");
  core::CooperationAct other = asked();
  other.consent = core::CaseConsent{yes(kToday), {}};
  ASSERT_EQ(fk_.act(other, person(), "A-2").outcome, Outcome::accepted);
  EXPECT_EQ(discard(person()).outcome, Outcome::accepted);
  EXPECT_TRUE(fk_.cases().front().course.discarded);
  EXPECT_THAT(waiting(), SizeIs(1));
}

TEST_F(ParkedRequests, P_AreTakenBackUnderTheNewNumber) {
  fk_.office.take({participation()});
  fk_.office.take({of("I-1", "1988-03-04")}, "day-2");
  ask("");
  ASSERT_THAT(waiting(), SizeIs(1));
  EXPECT_EQ(discard(another()).outcome, Outcome::outside);
  EXPECT_THAT(waiting(), IsEmpty());
}

TEST_F(ParkedRequests, R_AreDestroyedAsTheWrongPersons) {
  ask("A-1");
  const Document why = Document().set("key", "A-1").set("by", "fk.gavle");
  ASSERT_EQ(row(answer("why", why)).find("units")->array()->front().text("outcome"), "parked");
  must(fk_.facts.wrong({{}, {}, number()}, Code::wrong_person, "fk.gavle"));
  EXPECT_THAT(waiting(), IsEmpty());
  EXPECT_THAT(refusal("why", why).what, testing::HasSubstr("inget är känt")) << "it waits no more";
  EXPECT_EQ(counted(), 0);
}

TEST_F(ParkedRequests, AreKeptAsLongAsOthersThatWaitAndNamedByNothingInClear) {
  ask("A-1");
  const auto purged = [&] { return must(fk_.office.ledger->purge(fk_.office.clock.now())); };
  const base::Date end = *base::Date::of(kToday.year() + 1, 1, 31) + days(90);
  fk_.office.clock.on(noon(end) - fk_.office.clock.now() - std::chrono::hours(12) - std::chrono::milliseconds(1));
  purged();
  EXPECT_THAT(waiting(), SizeIs(1)) << "a moment before";
  for (const char* file : {"ledger/ledger.db", "ledger/ledger.db-wal"}) {
    const std::string bytes = bytes_of(fk_.office.folder.file(file));
    EXPECT_EQ(bytes.find(person().number), std::string::npos);
    EXPECT_EQ(bytes.find("A-1"), std::string::npos);
  }
  fk_.office.clock.on(std::chrono::milliseconds(1));
  purged();
  EXPECT_THAT(waiting(), IsEmpty());
}

TEST_F(ParkedRequests, AreInWhatThePersonIsTold) {
  ask();
  const ports::Held held = must(fk_.office.ledger->held(number()));
  ASSERT_THAT(held.records, SizeIs(1));
  EXPECT_EQ(held.records.front().source, "register");
}

TEST_F(ParkedRequests, B_MustBeAnsweredFrom31JanuaryOfTheNextYear) {
  ask();
  const auto due = [&] { return *row(answer("consent.list", Document())).find("answer_due")->boolean(); };
  next_day(70);  // 30 January
  EXPECT_FALSE(due());
  next_day();
  EXPECT_TRUE(due());
}

TEST_F(ParkedRequests, TellWhatIsSaidOfTheirPaper) {
  ask();
  engine_.settles = {};
  answer("consent", Document()
                        .set("action", "give")
                        .set("source", "register")
                        .set("key", "A-1")
                        .set("date", kToday.text())
                        .set("form", "SUS 2024")
                        .set("by", "fk.gavle")
                        .set("language", "sv")
                        .set("written", "yes")
                        .set("signed_by", "representative")
                        .set("collected_by", "fk")
                        .set("original", "Skåp 4"));
  ASSERT_THAT(fk_.cases(), SizeIs(1));
  const auto original = must(fk_.office.ledger->original(fk_.cases().front().id));
  ASSERT_TRUE(original);
  const core::ConsentPaper& paper = original->original.paper;
  EXPECT_EQ(paper.language, "sv");
  EXPECT_EQ(paper.written, true);
  EXPECT_EQ(paper.signed_by, core::SignedBy::representative);
  EXPECT_EQ(paper.collected_by, "fk");
  EXPECT_EQ(paper.original_at, "Skåp 4");
  EXPECT_EQ(paper.told_by, "fk.gavle");
  EXPECT_EQ(bytes_of(fk_.office.folder.file("ledger/ledger.db-wal")).find("Skåp"), std::string::npos);
  const Document shown = answer("case.show", Document().set("id", fk_.cases().front().id.text()).set("by", "fk.gavle"));
  EXPECT_EQ(shown.find("paper")->text("original"), "Skåp 4");
  for (const std::string& document : carry(fk_, node_)) {
    EXPECT_THAT(document, testing::Not(HasSubstr("Skåp"))) << "nothing of it leaves";
    EXPECT_THAT(document, testing::Not(HasSubstr("signed_by")));
  }
}

TEST_F(ParkedRequests, WaitOnWhereTheConsentThatIsToldIsNotWritten) {
  ask();
  core::Consent oral = yes(kToday);
  oral.paper.written = false;
  must(fk_.facts.tell({{}, {}, number()}, oral, "fk.gavle"));
  ASSERT_THAT(waiting(), SizeIs(1));
  EXPECT_EQ(waiting().front().why.reasons.front().code, Code::consent_not_written);
}

}  // namespace
}  // namespace gateway::api
