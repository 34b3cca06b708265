// Cases of the AF/FK cooperation at their own gateway: kept, listed, sent, stopped, counted.
#include "tests/unit/io/store/older.h"
#include "tests/unit/io/store/register.h"

namespace gateway::io {
namespace {

using namespace made;
using core::Admitted;
using core::MessageKind;
using core::Outcome;

TEST(Cases, StandOverAReopening) {
  Register office;
  const auto made = office.tell(office.request(), "A-1");
  ASSERT_EQ(made.decision.outcome, Outcome::accepted);
  office.reopen();
  ports::CaseFilter filter;
  filter.with_person = true;
  const auto listed = office.listed(filter);
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(listed[0].id, made.id);
  EXPECT_EQ(listed[0].course, *made.decision.after);
  EXPECT_TRUE(listed[0].provisional);
  ASSERT_TRUE(listed[0].person);
  EXPECT_EQ(listed[0].person->number, test_number("1987-02-03"));
  const auto facts =
      office.facts({{}, std::get<core::PersonNumber>(core::PersonNumber::parse(test_number("1987-02-03"), kToday))});
  EXPECT_EQ(facts.id, made.id);
  EXPECT_EQ(facts.situation.current, made.decision.after);
  EXPECT_EQ(facts.situation.sex, core::Sex::woman);
}

TEST(Cases, GoOutByTheRequestWithItsPersonAndByActsWithout) {
  Register office;
  const auto made = office.tell(office.request());
  office.tell(office.act(ActKind::meet, "2026-03-16", "fk.gavle", made.id));
  auto due = office.due();
  ASSERT_EQ(due.size(), 1U);
  EXPECT_EQ(due[0].message.kind, MessageKind::request);
  EXPECT_EQ(due[0].message.course, office.request());
  ASSERT_TRUE(due[0].facts.person);
  EXPECT_EQ(due[0].facts.person->family_name, "Kanariesson");
  office.hand(due[0].sequence);
  EXPECT_EQ(office.facts(made.id).situation.current->handover, core::Handover::unknown);
  office.settle(due[0].sequence, Admitted::accepted);
  EXPECT_EQ(office.facts(made.id).situation.current->handover, core::Handover::acknowledged);
  due = office.due();
  ASSERT_EQ(due.size(), 1U);
  EXPECT_EQ(due[0].message.kind, MessageKind::act);
  EXPECT_FALSE(due[0].facts.person);
  EXPECT_EQ(due[0].message.course->case_id, made.decision.after->id);
  EXPECT_TRUE(office.balance().adds_up());
}

TEST(Cases, AreNotMistakenForRegistrationsOfAnotherKind) {
  Register office;
  const auto made = office.tell(office.request());
  EXPECT_FALSE(office.facts(made.id).of_another_kind);
  Office municipality;
  municipality.take({participation()});
  municipality.write([&](ports::Transaction& t) {
    const auto due = must(t.due(municipality.clock.now(), 1));
    EXPECT_TRUE(must(t.cases().facts({due.at(0).message.registration, std::nullopt})).of_another_kind);
  });
}

TEST(Cases, KnowAnActByItsKeyUnlessItWasRefused) {
  Register office;
  CooperationAct wrong = office.request();
  wrong.office.clear();
  EXPECT_EQ(office.tell(wrong, "A-1").decision.outcome, Outcome::rejected);
  EXPECT_EQ(office.tell(office.request(), "A-1").decision.outcome, Outcome::accepted);
  EXPECT_EQ(office.tell(office.request(), "A-1").decision.outcome, Outcome::unchanged);
  EXPECT_EQ(office.rows("cases"), 1);
  EXPECT_EQ(office.rows("messages"), 1);
}

TEST(Cases, OfADeclinedConsentAreCountedOnceAndNameNobody) {
  Register office;
  CooperationAct declined = office.request();
  declined.consent->consent.answer = core::ConsentAnswer::declined;
  EXPECT_EQ(office.tell(declined, "A-1").decision.outcome, Outcome::anonymous);
  EXPECT_EQ(office.tell(declined, "A-1").decision.outcome, Outcome::unchanged);
  auto totals = must(office.ledger->totals());
  ASSERT_EQ(totals.size(), 1U);
  EXPECT_EQ(totals[0].insats, "af_gavle+fk_gavle");
  EXPECT_EQ(totals[0].women, 1);
  EXPECT_EQ(office.rows("subjects"), 0);
  EXPECT_EQ(office.rows("registrations"), 0);
  EXPECT_EQ(office.due().at(0).message.kind, MessageKind::totals);
  CooperationAct given = office.request();
  given.consent->consent.date = day("2026-03-03");  // §3 d: later than the no.
  given.happened = day("2026-03-03");
  given.by.on = day("2026-03-03");
  EXPECT_EQ(office.tell(given, "A-1").decision.outcome, Outcome::accepted);
  EXPECT_EQ(must(office.ledger->totals())[0].women, 0);
  EXPECT_EQ(office.rows("subjects"), 1);
  EXPECT_EQ(office.count("SELECT count(*) FROM case_note"), 0);
}

TEST(Cases, WithdrawnBeforeAnythingLeftAreCountedInstead) {
  Register office;
  const auto made = office.tell(office.request(), "A-1");
  CooperationAct withdrawn = office.act(ActKind::interrupt, "2026-03-05", "fk.gavle", made.id);
  withdrawn.cause = core::EndCause::consent_withdrawn;
  EXPECT_EQ(office.tell(withdrawn, "A-2").stopped, 1U);
  EXPECT_TRUE(office.listed().empty());
  EXPECT_EQ(office.rows("subjects"), 0);
  EXPECT_EQ(office.rows("cases"), 0);
  EXPECT_EQ(must(office.ledger->totals()).at(0).women, 1);
  EXPECT_TRUE(office.facts(made.id).id.empty());
  EXPECT_EQ(office.tell(withdrawn, "A-2").decision.outcome, Outcome::unchanged);
  EXPECT_TRUE(office.balance().adds_up());
}

TEST(Cases, WithdrawnAfterwardsSendOneExitAndLoseTheirPerson) {
  Register office;
  const auto made = office.tell(office.request());
  office.send();
  CooperationAct withdrawn = office.act(ActKind::interrupt, "2026-11-20", "fk.gavle", made.id);
  withdrawn.cause = core::EndCause::consent_withdrawn;
  office.tell(withdrawn);
  const auto due = office.due();
  ASSERT_EQ(due.size(), 1U);
  EXPECT_EQ(due[0].message.kind, MessageKind::exit);
  EXPECT_EQ(due[0].message.date, day("2026-11-20"));
  ports::CaseFilter filter;
  filter.with_person = true;
  const auto listed = office.listed(filter);
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_FALSE(listed[0].person);
  EXPECT_TRUE(listed[0].course.reading_closed);
  EXPECT_EQ(office.count("SELECT count(*) FROM subject WHERE number_mark IS NOT NULL OR sealed IS NOT NULL"), 0);
  EXPECT_EQ(office.count("SELECT stage FROM registration"), static_cast<int>(core::Stage::exited));
}

TEST(Cases, WithdrawnLeaveThePersonToTheOthers) {
  Register office;
  office.take({participation()});  // The same person, in an insats.
  const auto made = office.tell(office.request());
  office.send();
  office.send();
  CooperationAct withdrawn = office.act(ActKind::interrupt, "2026-11-20", "fk.gavle", made.id);
  withdrawn.cause = core::EndCause::consent_withdrawn;
  office.tell(withdrawn);
  EXPECT_EQ(office.count("SELECT count(*) FROM subject WHERE number_mark IS NOT NULL"), 1);
  EXPECT_EQ(office.rows("subjects"), 2);
}

TEST(Cases, OfAProtectedPersonKeepNothingThatPointsAtThem) {
  Register office;
  const auto made = office.tell(office.request());
  office.send();
  const auto number = std::get<core::PersonNumber>(core::PersonNumber::parse(test_number("1987-02-03"), kToday));
  EXPECT_GT(office.count("SELECT count(*) FROM outbox WHERE body LIKE '%municipality%'"), 0);
  office.write([&](ports::Transaction& t) {
    must(t.protect(number, "maj.lind", office.clock.now(), core::Protection::unknown));
    const auto ids = must(t.cases().of_person(number));
    ASSERT_EQ(ids, std::vector{made.id});
    const auto facts = must(t.cases().facts({ids[0], std::nullopt}));
    ASSERT_TRUE(facts.situation.person_protected);
    const auto decision = core::decide_case_fact(facts.situation, office.desk.circumstances());
    CooperationAct act = office.act(ActKind::interrupt, "2026-11-20", "fk.gavle", made.id);
    must(t.cases().store(
        ports::DecidedAct{act, made.id, std::nullopt, std::nullopt, "", decision, {}, "", office.clock.now()}));
  });
  EXPECT_TRUE(office.listed().at(0).course.stripped);
  EXPECT_EQ(office.count("SELECT count(*) FROM subject WHERE number_mark IS NOT NULL"), 0);
  EXPECT_EQ(office.count("SELECT count(*) FROM outbox WHERE body LIKE '%municipality%'"), 0);
  EXPECT_EQ(office.count("SELECT count(*) FROM cooperation_case WHERE course LIKE '%municipality%'"), 0);
  EXPECT_EQ(office.rows("protected"), 1);
}

TEST(Cases, StandReadableInNoFileAndGoWithTheirKey) {
  Register office;
  const auto made = office.tell(office.request(), "CANARYKEY-1");
  office.send();
  const auto silent = [&](const char* when) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(office.folder.file(""))) {
      if (!entry.is_regular_file()) continue;
      const std::string bytes = bytes_of(entry.path().string());
      for (const std::string& text : {test_number("1987-02-03"), std::string("Kanariefågel"),
                                      std::string("Kanariesson"), std::string("CANARYKEY-1")}) {
        EXPECT_EQ(bytes.find(text), std::string::npos) << when << ": " << entry.path().filename();
      }
    }
  };
  silent("registered");
  CooperationAct withdrawn = office.act(ActKind::interrupt, "2026-11-20", "fk.gavle", made.id);
  withdrawn.cause = core::EndCause::consent_withdrawn;
  office.tell(withdrawn, "CANARYKEY-2");
  office.reopen();
  silent("withdrawn");
  EXPECT_EQ(office.count("SELECT count(*) FROM key_to_destroy"), 0);
}

TEST(Cases, AreSearchedByWhoseTheyAreAndWhere) {
  Register office;
  const auto here = office.tell(office.request());
  CooperationAct away = office.act(ActKind::request, "2026-03-02", "fk.sandviken");
  away.af_office = "af_sandviken";
  away.fk_office = "fk_sandviken";
  const auto there = office.tell(away, "", "1988-03-04");
  const auto ids = [&](const ports::CaseFilter& filter) {
    std::vector<base::RegistrationId> found;
    for (const auto& one : office.listed(filter)) found.push_back(one.id);
    return found;
  };
  ports::CaseFilter user;
  user.user = "fk.gavle";
  EXPECT_EQ(ids(user), std::vector{here.id});
  ports::CaseFilter offices;
  offices.offices = {"af_sandviken", "fk_sandviken"};
  EXPECT_EQ(ids(offices), std::vector{there.id});
  offices.offices = {"fk_gavle", "af_sandviken"};
  EXPECT_EQ(ids(offices).size(), 2U);
  offices.user = "fk.gavle";
  EXPECT_EQ(ids(offices), std::vector{here.id});
  ports::CaseFilter number;
  number.number = std::get<core::PersonNumber>(core::PersonNumber::parse(test_number("1988-03-04"), kToday));
  EXPECT_EQ(ids(number), std::vector{there.id});
  ports::CaseFilter one;
  one.id = there.id;
  EXPECT_EQ(ids(one), std::vector{there.id});
  EXPECT_EQ(ids({}).size(), 2U);
  CooperationAct ends = office.act(ActKind::conclude, "2026-04-01", "fk.gavle", here.id);
  ends.cause = core::EndCause::not_current_other;
  ASSERT_EQ(office.tell(ends).decision.outcome, Outcome::accepted);
  ports::CaseFilter open;
  open.open_only = true;
  EXPECT_EQ(ids(open), std::vector{there.id});
  EXPECT_EQ(ids({}).size(), 2U);
}

TEST(Cases, AreSearchedByWhoAnswersForThemInTheirOwnOrganisation) {
  Register office;
  const auto made = office.tell(office.request());
  for (CooperationAct act :
       {office.desk.last_meeting("2026-03-16"), office.desk.plan(core::CaseState::planned_preparatory, "2026-04-01"),
        office.act(ActKind::start, "2026-05-04", "af.gavle")}) {
    act.case_id.bytes = made.id.bytes;
    ASSERT_EQ(office.tell(act).decision.outcome, Outcome::accepted) << core::name(act.kind);
  }
  const auto found = [&](const char* user) {
    ports::CaseFilter filter;
    filter.user = user;
    return office.listed(filter).size();
  };
  EXPECT_EQ(found("fk.gavle"), 1U) << "whoever registered last elsewhere";
  EXPECT_EQ(found("af.gavle"), 0U);
  // Written before the ledger knew whose it is.
  office.ledger.reset();
  office.alter("UPDATE cooperation_case SET responsible = 'af.gavle'; DELETE FROM meta WHERE name = 'organisation'");
  office.open();
  EXPECT_EQ(found("fk.gavle"), 1U);
  office.ledger.reset();
  office.folder.organisation = "af";
  office.open();
  EXPECT_EQ(found("fk.gavle"), 0U);
  EXPECT_EQ(found("af.gavle"), 1U);
}

TEST(Cases, AreListedToTheEndWhateverTheirNumber) {
  Register office;
  office.tell(office.request());
  office.ledger.reset();
  store::Database database(office.folder.config().database, store::Database::Mode::read_write);
  for (const char* sql :
       {"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600) INSERT INTO registration SELECT "
        "1000 + i, randomblob(16), '', NULL, NULL, kind, place, activity, start, ended, education, "
        "income_source_before, employment_before, end_reason, income_source_after, employment_after, consent_form, "
        "consent_date, act_user, act_organisation, act_at, act_on, stage, handover, stripped, out_acknowledged, "
        "responsible, named_responsible, named_deputy FROM registration, n WHERE row = 1",
        "INSERT INTO cooperation_case SELECT g.row, af_office, fk_office, open, c.responsible, deputy, course, told, "
        "consent, standing, refused, refused_at, heard, untold, has_left, c.named_responsible, c.named_deputy FROM "
        "cooperation_case c, registration g WHERE "
        "registration = 1 AND g.row > 1000"}) {
    database.execute(sql);
  }
  office.open();
  EXPECT_EQ(office.listed().size(), 601U);
  ports::CaseFilter offices;
  offices.offices = {"fk_gavle", "af_gavle"};
  EXPECT_EQ(office.listed(offices).size(), 601U);
}

TEST(Cases, KnowThePersonsOtherTimes) {
  Register office;
  const auto first = office.tell(office.request("2026-03-02"));
  CooperationAct ends = office.act(ActKind::conclude, "2026-04-01", "fk.gavle", first.id);
  ends.cause = core::EndCause::not_current_other;
  office.tell(ends);
  const auto second = office.tell(office.request("2026-05-04"));
  ASSERT_EQ(second.decision.outcome, Outcome::accepted);
  const auto of_first = office.facts(first.id).situation;
  EXPECT_TRUE(of_first.later_case);
  EXPECT_FALSE(of_first.last_end);
  const auto of_second = office.facts(second.id).situation;
  EXPECT_FALSE(of_second.later_case);
  EXPECT_EQ(of_second.last_end, day("2026-04-01"));
  const auto number = std::get<core::PersonNumber>(core::PersonNumber::parse(test_number("1987-02-03"), kToday));
  EXPECT_EQ(office.facts({{}, number}).id, second.id);  // The open one before the ended.
}

TEST(Cases, TakeTheNodesNoBackWithTheReason) {
  Register office;
  const auto made = office.tell(office.request());
  office.send();
  office.follow(told_of(made.id, *made.decision.after));
  office.tell(office.act(ActKind::meet, "2026-03-16", "fk.gavle", made.id));
  EXPECT_EQ(office.listed().at(0).course.state, core::CaseState::mapping);
  EXPECT_TRUE(office.listed().at(0).provisional);
  office.send(Admitted::rejected, {{core::Code::case_open}});
  const auto listed = office.listed().at(0);
  EXPECT_EQ(listed.course.state, core::CaseState::requested);
  EXPECT_FALSE(listed.provisional);
  EXPECT_EQ(codes(listed.refused), std::vector{core::Code::case_open});
  EXPECT_EQ(listed.refused_at, office.clock.now());
  EXPECT_EQ(listed.course.consent_form, "SUS 2024");  // Never told, and not forgotten.
  office.tell(office.act(ActKind::meet, "2026-03-17", "fk.gavle", made.id));
  EXPECT_TRUE(office.listed().at(0).refused.empty());
}

TEST(Cases, TakeAnActAgainUnderItsKeyThatTheNodeRefused) {
  Register office;
  const auto made = office.tell(office.request(), "A-1");
  office.send();
  office.follow(told_of(made.id, *made.decision.after));
  const CooperationAct meeting = office.act(ActKind::meet, "2026-03-16", "fk.gavle", made.id);
  office.tell(meeting, "A-2");
  office.send(Admitted::rejected, {{core::Code::assignment_missing}});
  EXPECT_EQ(office.tell(meeting, "A-2").decision.outcome, Outcome::accepted);
  EXPECT_EQ(office.tell(meeting, "A-2").decision.outcome, Outcome::unchanged);
  EXPECT_EQ(office.tell(office.request(), "A-1").decision.outcome, Outcome::unchanged) << "that one was taken";
}

TEST(Cases, ThatTheNodeRefusesToOpenAreGone) {
  Register office;
  const auto made = office.tell(office.request());
  office.tell(office.act(ActKind::meet, "2026-03-16", "fk.gavle", made.id));
  office.send(Admitted::rejected, {{core::Code::case_open}});
  EXPECT_TRUE(office.listed().empty());
  EXPECT_TRUE(office.due().empty());
  EXPECT_EQ(office.rows("subjects"), 0);
  EXPECT_TRUE(office.balance().adds_up());
}

TEST(Cases, ThatMayNotLeaveAfterAllAreTakenBackToo) {
  Register office;
  const auto made = office.tell(office.request());
  office.send();
  office.follow(told_of(made.id, *made.decision.after));
  office.tell(office.act(ActKind::meet, "2026-03-16", "fk.gavle", made.id));
  const auto sequence = office.due().at(0).sequence;
  office.write([&](ports::Transaction& t) {
    must(t.stop(sequence, {core::Code::assignment_missing}, std::nullopt, office.clock.now()));
  });
  EXPECT_EQ(office.listed().at(0).course.state, core::CaseState::requested);
  EXPECT_EQ(codes(office.listed().at(0).refused), std::vector{core::Code::assignment_missing});
}

TEST(Cases, PassOnAWithdrawalOfWhatOnlyTheNodeHas) {
  Register office;
  core::CooperationDecision decision;
  decision.outcome = Outcome::proposed;
  decision.exits.push_back({MessageKind::exit, kToday, core::Code::consent_withdrawn, std::nullopt});
  const CooperationAct act = office.act(ActKind::interrupt, "2026-11-21", "fk.gavle", registration_id(77));
  core::Message exit;
  exit.kind = MessageKind::exit;
  exit.registration = registration_id(77);
  exit.date = kToday;
  office.write([&](ports::Transaction& t) {
    must(t.cases().store(ports::DecidedAct{
        act, registration_id(77), std::nullopt, std::nullopt, "", decision, {exit}, "", office.clock.now()}));
  });
  EXPECT_EQ(office.send().kind, MessageKind::exit);
  EXPECT_TRUE(office.listed().empty());
  EXPECT_EQ(office.rows("subjects"), 0);
  EXPECT_TRUE(office.facts(registration_id(77)).id.empty());
}

TEST(Cases, ComeToALedgerMadeBeforeThem) {
  Register office;
  office.take({participation()});
  office.ledger.reset();
  {
    store::Database before(office.folder.config().database, store::Database::Mode::read_write);
    before.execute(kBackTo16 +
                   "DROP TABLE protection_claim; DROP TABLE protection_lifted; DROP TABLE refused_act; "
                   "DROP TABLE archived_original; DROP TABLE told_decision; DROP TABLE fk_notice; "
                   "DROP TABLE act_decision; DROP TABLE case_feed; DROP TABLE case_note; DROP TABLE case_act; "
                   "DROP TABLE case_task; DROP TABLE cooperation_case; DROP TABLE last_use; DROP TABLE access; "
                   "DROP TABLE incident; DROP TABLE wrong_registration; DROP TABLE former_number; "
                   "DROP TABLE parted_number; DROP INDEX outbox_of_user; ALTER TABLE outbox DROP COLUMN act_user; "
                   "ALTER TABLE outbox DROP COLUMN act_on; PRAGMA user_version=3;");
  }
  office.open();
  EXPECT_EQ(office.list().size(), 1U);
  EXPECT_EQ(must(office.ledger->last_uses()).size(), 1U) << "what was used before is known";
  EXPECT_EQ(all_of<ports::SaidMessage>([&](const auto& take) {
              return office.ledger->each_said({{}, "maj.lind", kToday}, take);
            }).size(),
            1U)
      << "in whose name it was said, too";
  EXPECT_EQ(office.due().size(), 1U);
  EXPECT_EQ(office.tell(office.request()).decision.outcome, Outcome::accepted);
  EXPECT_EQ(office.listed().size(), 1U);
}

}  // namespace
}  // namespace gateway::io
