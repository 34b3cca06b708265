#include "gateway/flow/reception.h"

#include <gtest/gtest.h>

#include "tests/unit/flow/desk.h"

namespace gateway::flow {
namespace {

using namespace made;                  // NOLINT(google-build-using-namespace)
using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace)
using core::Admitted;
using core::MessageKind;

/// The message that registers another person in under another id.
core::Incoming in(std::uint8_t id, std::string_view birthday = "1987-02-03") {
  core::Incoming made{in_message(), person()};
  made.message.registration = registration_id(id);
  made.person->number = test_number(birthday);
  return made;
}

core::Incoming bare(MessageKind kind, std::uint8_t id, const std::string& code) {
  core::Incoming made;
  made.message.kind = kind;
  made.message.registration = registration_id(id);
  made.message.date = kToday;
  made.message.code = code;
  return made;
}

class ReceptionDesk : public testing::Test {
 protected:
  Reception::Answers receive(const std::vector<std::string>& documents, const std::string& certificate = "aa") {
    std::optional<Reception::Answers> heard;
    int times = 0;
    desk_.reception.receive(certificate, documents, [&](Reception::Answers answers) {
      heard = std::move(answers);
      ++times;
    });
    EXPECT_EQ(times, 1);
    return std::move(*heard);
  }
  std::string document(const core::Incoming& incoming) { return desk_.codec.document(incoming); }
  static std::vector<Admitted> words(const Reception::Answers& answers) {
    std::vector<Admitted> all;
    for (const ports::NodeAnswer& answer : answers.value()) all.push_back(answer.admitted);
    return all;
  }

  Desk desk_;
};

TEST_F(ReceptionDesk, StoresWhatItAcceptsUnderTheSenderOfTheCertificate) {
  const auto answers = receive({document(in(1))});
  ASSERT_TRUE(answers);
  EXPECT_EQ(words(answers), std::vector{Admitted::accepted});
  ASSERT_EQ(desk_.state().registrations.size(), 1u);
  EXPECT_EQ(desk_.state().registrations.at(registration_id(1)).owner, "gavle");
  EXPECT_EQ(desk_.state().named(), 1u);
}

TEST_F(ReceptionDesk, JudgesByTheSendersDayWhereThatBeganTwoMinutesAgoAtMost) {
  const base::Date tomorrow = desk_.clock.day_of(desk_.clock.now()) + std::chrono::days(1);
  const base::Instant midnight = desk_.clock.now() + 12h;
  ASSERT_EQ(desk_.clock.day_of(midnight), tomorrow);
  core::Incoming early = in(1);
  early.message.act.at = midnight;
  early.message.act.on = tomorrow;
  desk_.clock.time += 12h - 2min - 1ms;
  EXPECT_EQ(words(receive({document(early)})), std::vector{Admitted::rejected});
  desk_.clock.time += 1ms;
  EXPECT_EQ(words(receive({document(early)})), std::vector{Admitted::accepted});
}

TEST_F(ReceptionDesk, DeniesAnUnknownCertificateAndStoresNothing) {
  for (const std::string certificate : {"zz", ""}) {
    const auto answers =
        receive({document(in(1)), document(bare(MessageKind::exit, 2, "consent_withdrawn"))}, certificate);
    ASSERT_FALSE(answers);
    EXPECT_EQ(answers.error().fault, base::Fault::deny);
    EXPECT_TRUE(desk_.state().registrations.empty());
    EXPECT_TRUE(desk_.state().voided.empty());
  }
}

TEST_F(ReceptionDesk, LetsNobodySpeakForAnother) {
  const auto answers = receive({document(in(1))}, "bb");
  ASSERT_TRUE(answers);
  EXPECT_EQ(words(answers), std::vector{Admitted::rejected}) << "Maj does not work in Sandviken";
  EXPECT_TRUE(desk_.state().registrations.empty());
}

TEST_F(ReceptionDesk, ADocumentThatCannotBeReadIsRejectedWhileTheOthersStand) {
  const auto answers = receive({document(in(1)), "torn", document(in(2, "1988-03-04"))});
  ASSERT_TRUE(answers);
  EXPECT_EQ(words(answers), (std::vector{Admitted::accepted, Admitted::rejected, Admitted::accepted}));
  EXPECT_EQ(codes((*answers)[1].reasons), std::vector{core::Code::field_fault});
  EXPECT_EQ(desk_.state().registrations.size(), 2u);
}

TEST_F(ReceptionDesk, AnswersInOrder) {
  core::Incoming nowhere = in(3, "1989-04-05");
  nowhere.message.place = "unknown";
  const auto answers = receive({document(bare(MessageKind::strip, 9, "person_protected")), document(nowhere),
                                document(in(1)), document(bare(MessageKind::exit, 1, "consent_withdrawn"))});
  ASSERT_TRUE(answers);
  EXPECT_EQ(words(answers),
            (std::vector{Admitted::voided, Admitted::rejected, Admitted::accepted, Admitted::accepted}));
  EXPECT_EQ(desk_.state().registrations.at(registration_id(1)).value.stage, core::Stage::exited)
      << "a later message sees what an earlier one of the batch did";
  EXPECT_EQ(desk_.state().named(), 0u);
}

TEST_F(ReceptionDesk, R_ANodeThatDestroysAnIdentityHasItsOwnIncident) {
  const std::vector<std::string> batch = {document(in(1)), document(bare(MessageKind::exit, 1, "wrong_person")),
                                          document(in(2, "1988-03-04")),
                                          document(bare(MessageKind::exit, 2, "consent_withdrawn")),
                                          document(bare(MessageKind::exit_or_void, 3, "wrong_person"))};
  ASSERT_TRUE(receive(batch));
  ASSERT_EQ(desk_.state().incidents.size(), 1u) << "neither of a withdrawal nor of what never came";
  core::Incident& incident = desk_.state().incidents.at(registration_id(1));
  EXPECT_EQ(incident.cause, core::Code::wrong_person);
  EXPECT_EQ(incident.handover, core::Handover::acknowledged);
  EXPECT_EQ(incident.discovered, desk_.clock.now());
  EXPECT_EQ(incident.discovered_by, "gavle") << "who told it; nobody of theirs is known here";
  ASSERT_TRUE(core::report(incident, "dataskyddsombud", desk_.clock.now()));
  ASSERT_TRUE(receive({document(bare(MessageKind::exit, 1, "wrong_person"))}));
  EXPECT_EQ(core::state(incident), core::IncidentState::reported) << "told again: not opened again";
}

TEST_F(ReceptionDesk, R_WhatItRefusesIsNoIncident) {
  ASSERT_TRUE(receive({document(in(1))}));
  ASSERT_TRUE(receive({document(bare(MessageKind::exit, 1, "wrong_person"))}, "bb"));
  EXPECT_TRUE(desk_.state().incidents.empty());
}

TEST_F(ReceptionDesk, AnEmptyBatchIsAnsweredEmpty) {
  const auto answers = receive({});
  ASSERT_TRUE(answers);
  EXPECT_TRUE(answers->empty());
}

TEST_F(ReceptionDesk, ABatchThatComesAgainIsAnsweredTheSameAndStoredOnce) {
  const std::vector<std::string> batch = {document(in(1)), document(in(2, "1988-03-04")),
                                          document(bare(MessageKind::exit_or_void, 3, "consent_withdrawn"))};
  const auto first = receive(batch);
  const auto second = receive(batch);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(words(first), words(second));
  EXPECT_EQ(desk_.state().registrations.size(), 2u);
  EXPECT_EQ(desk_.state().voided.size(), 1u);
}

TEST_F(ReceptionDesk, AnswersOnceWhereTheLedgerRunsTheWorkTwice) {
  desk_.ledger.rehearses = true;
  const auto answers = receive({document(in(1)), "torn"});
  ASSERT_TRUE(answers);
  EXPECT_EQ(words(answers), (std::vector{Admitted::accepted, Admitted::rejected}));
}

TEST_F(ReceptionDesk, RefusesForEverWhatWasVoidedBeforeItCame) {
  ASSERT_TRUE(receive({document(bare(MessageKind::exit_or_void, 1, "consent_withdrawn"))}));
  const auto answers = receive({document(in(1))});
  ASSERT_TRUE(answers);
  EXPECT_EQ(words(answers), std::vector{Admitted::rejected});
  EXPECT_EQ(codes(answers->front().reasons), std::vector{core::Code::registration_voided});
  EXPECT_EQ(desk_.state().named(), 0u);
}

TEST_F(ReceptionDesk, StoresNoneWhereverTheLedgerFails) {
  const std::vector<std::string> batch = {document(in(1)), document(bare(MessageKind::strip, 2, "person_protected")),
                                          document(in(3, "1988-03-04"))};
  for (int at = 1;; ++at) {
    desk_.state() = {};
    desk_.ledger.trouble = {.fail_at_call = at};
    const auto answers = receive(batch);
    if (answers) {
      EXPECT_GT(at, 6);
      break;
    }
    EXPECT_EQ(answers.error().fault, base::Fault::retry) << at;
    EXPECT_TRUE(desk_.state().registrations.empty()) << at;
    EXPECT_TRUE(desk_.state().voided.empty()) << at;
  }
  desk_.state() = {};
  desk_.ledger.trouble = {.fail_at_commit = 1};
  EXPECT_FALSE(receive(batch)) << "no answer before it is on disk";
  EXPECT_TRUE(desk_.state().registrations.empty());
}

TEST_F(ReceptionDesk, DecidesByItsOwnDirectoryOfNow) {
  core::DirectoryRows without = rows();
  without.assignments.clear();
  desk_.ledger.directory = std::make_shared<core::Directory>(directory(without));
  const auto answers = receive({document(in(1))});
  ASSERT_TRUE(answers);
  EXPECT_EQ(codes(answers->front().reasons), std::vector{core::Code::assignment_missing});
}

}  // namespace
}  // namespace gateway::flow
