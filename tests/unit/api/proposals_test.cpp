// Records that wait for a caseworker's confirmation, in a real ledger.
#include "gateway/flow/proposals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/core/cooperation/insats_caseworkers.h"
#include "gateway/flow/intake.h"
#include "tests/unit/flow/desk.h"
#include "tests/unit/io/store/office.h"

namespace gateway::api {
namespace {

using namespace io::made;
using core::Code;
using core::Outcome;
using testing::ElementsAre;
using testing::IsEmpty;

class ProposalsOfRecords : public testing::Test {
 protected:
  ProposalsOfRecords() { directory({}); }

  /// The good directory with these mandates alone.
  void directory(std::vector<core::Mandate> mandates) {
    office.write([&](ports::Transaction& t) {
      core::DirectoryRows rows = core::made::rows();
      rows.mandates = std::move(mandates);
      must(t.replace_directory(rows, office.clock.now()));
    });
  }
  /// The good directory where the user has no assignment.
  void without(const std::string& user) {
    office.write([&](ports::Transaction& t) {
      core::DirectoryRows rows = core::made::rows();
      rows.mandates.clear();
      std::erase_if(rows.assignments, [&](const core::Assignment& row) { return row.user == user; });
      must(t.replace_directory(rows, office.clock.now()));
    });
  }
  ports::PageCounts read(const std::vector<core::Participation>& records) {
    last_ = {"insatser", {}, "1"};
    for (const core::Participation& record : records) last_.records.push_back(codec.document(record));
    return read_again();
  }
  /// The same, word for word.
  ports::PageCounts read_again() { return must(intake.take("accorda", last_)).counts; }
  std::vector<std::string> listed(const std::string& user) {
    std::vector<std::string> keys;
    for (const flow::WaitingProposal& one : must(proposals.list(user))) keys.push_back(one.key + " " + one.place);
    return keys;
  }
  std::vector<Outcome> outcomes() {
    std::vector<Outcome> all;
    for (const ports::ListedUnit& unit : office.list()) all.push_back(unit.outcome);
    return all;
  }
  std::int64_t documents() { return must(office.ledger->stat()).find("rows")->integer_or("pending", -1); }

  Office office;
  flow::made::FakeCodec codec;
  flow::made::FakeRandom random;
  flow::Surroundings around{*office.ledger, codec, office.clock, random, [] {
                              return flow::Rules{std::make_shared<core::Mapping>(core::made::mapping_rows()),
                                                 std::make_shared<core::Policy>(core::made::policy()), "gavle"};
                            }};
  flow::Intake intake{around};
  flow::Proposals proposals{around};

 private:
  ports::Page last_;
};

/// Who answers for the one registration that there is.
std::string responsible(Office& office) {
  std::string user;
  ports::RegistrationFilter of;
  of.insatser = {"training"};
  must(office.ledger->cases().each_registration(of, [&](const ports::ListedRegistration& one) -> base::Result<void> {
    user = core::caseworkers(one.registration, one.named, one.last_registrar).responsible;
    return {};
  }));
  return user;
}

TEST_F(ProposalsOfRecords, AreAnsweredForByWhoConfirmsThemWhereWhomTheSourceNamesHasLeft) {
  read({participation()});
  without("maj.lind");
  must(proposals.confirm({"accorda", "I-1"}, "karl.ek"));
  EXPECT_EQ(responsible(office), "karl.ek");
  directory({});
  core::Participation changed = participation();
  changed.answers.education = "1";
  read({changed});
  EXPECT_EQ(responsible(office), "karl.ek") << "whatever is read after it";
  must(proposals.confirm({"accorda", "I-1"}, "maj.lind"));
  EXPECT_EQ(responsible(office), "karl.ek") << "whom it was handed to";
}

TEST_F(ProposalsOfRecords, AreStillAnsweredForByWhomTheSourceNamesWhoeverConfirms) {
  read({participation()});
  must(proposals.confirm({"accorda", "I-1"}, "karl.ek"));
  EXPECT_EQ(responsible(office), "maj.lind");
  core::Participation changed = participation();
  changed.answers.education = "1";
  read({changed});
  without("maj.lind");
  must(proposals.confirm({"accorda", "I-1"}, "karl.ek"));
  EXPECT_EQ(responsible(office), "karl.ek") << "of a later change, too";
}

TEST_F(ProposalsOfRecords, AreListedToWhoMayRegisterThem) {
  core::Participation of_af = of("I-2", "1988-03-04");
  of_af.ordered_by = "Arbetsförmedlingen";
  of_af.insats = "Arbetsprövning";
  read({participation(), of_af, waiting(of("I-3", "1989-04-05"))});
  for (const char* user : {"maj.lind", "karl.ek"}) EXPECT_THAT(listed(user), ElementsAre("I-1 training")) << user;
  for (const char* user : {"kalle.nord", "sam.berg", "nobody"}) EXPECT_THAT(listed(user), IsEmpty()) << user;
}

TEST_F(ProposalsOfRecords, AreRegisteredInTheNameOfWhoConfirmsThem) {
  read({participation()});
  EXPECT_THAT(office.due(), IsEmpty());
  const auto answer = must(proposals.confirm({"accorda", "I-1"}, "karl.ek"));
  ASSERT_EQ(answer.units.size(), 1U);
  EXPECT_EQ(answer.units.front().outcome, Outcome::accepted);
  const auto due = office.due();
  ASSERT_EQ(due.size(), 1U);
  EXPECT_EQ(due.front().message.kind, core::MessageKind::in);
  EXPECT_EQ(due.front().message.act.user, "karl.ek");
  EXPECT_THAT(listed("maj.lind"), IsEmpty());
  EXPECT_EQ(read_again().by_outcome[static_cast<std::size_t>(Outcome::unchanged)], 1);
  EXPECT_FALSE(proposals.confirm({"accorda", "I-1"}, "karl.ek")) << "it waits no longer";
}

TEST_F(ProposalsOfRecords, AreNobodysWhoMayNotRegisterThem) {
  read({participation()});
  for (const char* user : {"kalle.nord", "sam.berg", "nobody"}) {
    const auto no = proposals.confirm({"accorda", "I-1"}, user);
    ASSERT_FALSE(no) << user;
    EXPECT_EQ(no.error().what, proposals.confirm({"accorda", "no-such-key"}, "maj.lind").error().what)
        << "not there and not allowed are the same answer";
    EXPECT_FALSE(proposals.decline({"accorda", "I-1"}, user));
  }
  EXPECT_THAT(outcomes(), ElementsAre(Outcome::proposed));
}

TEST_F(ProposalsOfRecords, OfAKeyThatHoldsANumberAreAnsweredByTheRecordsName) {
  core::Participation made = participation();
  made.key = made.number + "/training/2026-10-01";
  made.derived_key = true;
  core::Participation other = of("I-2", "1988-03-04");
  read({made, other});
  const auto waiting = must(proposals.list("maj.lind"));
  ASSERT_EQ(waiting.size(), 2U);
  const std::string name = waiting.front().record;
  EXPECT_NE(name, waiting.back().record);
  EXPECT_EQ(name.find(made.number), std::string::npos);
  const auto unknown = proposals.confirm({"", "", std::string(32, 'a')}, "maj.lind");
  for (const char* user : {"kalle.nord", "nobody"}) {
    const auto no = proposals.confirm({"", "", name}, user);
    ASSERT_FALSE(no) << user;
    EXPECT_EQ(no.error().what, unknown.error().what) << "not there and not allowed are the same answer";
  }
  EXPECT_EQ(must(proposals.confirm({"", "", name}, "maj.lind")).units.front().outcome, Outcome::accepted);
  EXPECT_THAT(listed("maj.lind"), ElementsAre("I-2 training")) << "and no other";
  read_again();
  EXPECT_EQ(must(proposals.list("maj.lind")).front().record, waiting.back().record) << "the same at each reading";
  must(proposals.decline({"", "", waiting.back().record}, "maj.lind"));
  EXPECT_THAT(listed("maj.lind"), IsEmpty());
}

TEST_F(ProposalsOfRecords, AreDecidedAnewWhenTheyAreConfirmed) {
  read({participation()});
  office.withdraw({"accorda", "I-1", std::nullopt}, day("2026-11-01"));
  const auto answer = must(proposals.confirm({"accorda", "I-1"}, "maj.lind"));
  EXPECT_EQ(answer.units.front().outcome, Outcome::anonymous);
  for (const ports::DueMessage& one : office.due()) EXPECT_EQ(one.message.kind, core::MessageKind::totals);
}

TEST_F(ProposalsOfRecords, OfAnEndAreOfTheRegistrationThatThereIs) {
  directory(core::made::rows().mandates);
  read({participation()});
  office.deliver();
  directory({});
  core::Participation ended = participation();
  ended.end = day("2026-11-20");
  read({ended});
  ASSERT_THAT(office.due(), IsEmpty());
  const auto answer = must(proposals.confirm({"accorda", "I-1"}, "karl.ek"));
  EXPECT_EQ(answer.units.back().outcome, Outcome::accepted);
  const auto due = office.due();
  ASSERT_EQ(due.size(), 1U);
  EXPECT_EQ(due.front().message.kind, core::MessageKind::out);
  EXPECT_THAT(listed("karl.ek"), IsEmpty());
}

TEST_F(ProposalsOfRecords, WaitNoMoreWhereTheSourceTakesThemBack) {
  directory(core::made::rows().mandates);
  read({participation()});
  office.deliver();
  directory({});
  core::Participation changed = participation();
  changed.answers.education = "1";
  read({changed});
  ASSERT_THAT(listed("maj.lind"), ElementsAre("I-1 training"));
  read({participation()});
  EXPECT_THAT(listed("maj.lind"), IsEmpty());
  EXPECT_THAT(outcomes(), testing::Not(testing::Contains(Outcome::proposed)));
}

TEST_F(ProposalsOfRecords, KeepWhatACaseworkerHasToldOfConsent) {
  core::Participation record = waiting(participation());
  read({record});
  office.write([&](ports::Transaction& t) {
    const auto ref = must(t.find({"accorda", "I-1", std::nullopt})).at(0);
    core::Consent told;
    told.answer = core::ConsentAnswer::given;
    told.form = "SUS 2024";
    told.date = core::made::kStart;
    must(t.tell(ref, told, "maj.lind", office.clock.now()));
  });
  must(intake.decide_pending(std::nullopt));
  ASSERT_THAT(listed("maj.lind"), ElementsAre("I-1 training"));
  must(intake.decide_pending(std::nullopt));
  EXPECT_EQ(must(proposals.confirm({"accorda", "I-1"}, "maj.lind")).units.front().outcome, Outcome::accepted);
}

TEST_F(ProposalsOfRecords, AreSetAsideByANoUntilTheSourceSaysSomethingNew) {
  read({participation()});
  const auto answer = must(proposals.decline({"accorda", "I-1"}, "maj.lind"));
  EXPECT_THAT(core::made::codes(answer.units.front().reasons), ElementsAre(Code::proposal_declined));
  EXPECT_THAT(outcomes(), ElementsAre(Outcome::outside));
  read_again();
  EXPECT_THAT(outcomes(), ElementsAre(Outcome::outside));
  core::Participation changed = participation();
  changed.start = core::made::kStart + std::chrono::days(1);
  read({changed});
  EXPECT_THAT(listed("maj.lind"), ElementsAre("I-1 training"));
}

TEST_F(ProposalsOfRecords, AreReleasedByAMandate) {
  read({participation()});
  directory({{"maj.lind", "training", "maj.lind", {core::made::kStart, std::nullopt}}});
  must(intake.decide_pending(std::nullopt));
  EXPECT_THAT(outcomes(), ElementsAre(Outcome::accepted));
  EXPECT_THAT(listed("maj.lind"), IsEmpty());
}

TEST_F(ProposalsOfRecords, KeepTheirDocumentsAsLongAsTheyWait) {
  core::Participation of_af = of("I-2", "1988-03-04");
  of_af.ordered_by = "Arbetsförmedlingen";
  of_af.insats = "Arbetsprövning";
  read({participation(), of_af});
  EXPECT_EQ(documents(), 1) << "of a task nothing is kept";
  office.clock.on(std::chrono::days(90) - 1ms);
  must(office.ledger->purge(office.clock.now()));
  EXPECT_EQ(documents(), 1);
  must(proposals.confirm({"accorda", "I-1"}, "maj.lind"));
  EXPECT_EQ(documents(), 0);
}

TEST_F(ProposalsOfRecords, ThatNobodyAnswersAreForgottenAndReadAnew) {
  read({participation()});
  office.clock.on(std::chrono::days(90));
  EXPECT_EQ(must(office.ledger->purge(office.clock.now())), 1);
  EXPECT_EQ(documents(), 0);
  EXPECT_THAT(listed("maj.lind"), IsEmpty());
  read_again();
  EXPECT_THAT(listed("maj.lind"), ElementsAre("I-1 training"));
}

/// Maj, whom the source names, is removed from her insatser.
class ProposalsOfWhoHasLeft : public ProposalsOfRecords {
 protected:
  void maj_leaves() {
    office.write([&](ports::Transaction& t) {
      core::DirectoryRows rows = core::made::rows();
      for (core::Assignment& row : rows.assignments) {
        if (row.user == "maj.lind") row.period.to = core::made::kToday - std::chrono::days(1);
      }
      must(t.replace_directory(rows, office.clock.now()));
    });
  }
  std::vector<std::string> orphaned(const std::string& user) {
    std::vector<std::string> keys;
    for (const flow::WaitingProposal& one : must(proposals.orphaned(user))) keys.push_back(one.key + " " + one.named);
    return keys;
  }
  std::vector<Code> reasons() {
    std::vector<Code> all;
    for (const ports::ListedUnit& unit : office.list()) {
      for (const core::Reason& reason : unit.reasons) all.push_back(reason.code);
    }
    return all;
  }
};

TEST_F(ProposalsOfWhoHasLeft, WaitForAnotherWhoConfirmsThem) {
  read({participation()});
  EXPECT_THAT(orphaned("karl.ek"), IsEmpty());
  maj_leaves();
  EXPECT_THAT(orphaned("karl.ek"), ElementsAre("I-1 maj.lind")) << "at once";
  must(intake.decide_pending(std::nullopt));
  EXPECT_THAT(outcomes(), ElementsAre(Outcome::parked));
  EXPECT_THAT(reasons(), ElementsAre(Code::responsible_missing));
  must(intake.decide_pending(std::nullopt));
  read_again();
  EXPECT_THAT(outcomes(), ElementsAre(Outcome::parked)) << "and goes on waiting, whatever is read";
  EXPECT_THAT(office.due(), IsEmpty()) << "nothing in the name of who has left";
  EXPECT_THAT(listed("maj.lind"), IsEmpty());
  EXPECT_THAT(orphaned("maj.lind"), IsEmpty());
  EXPECT_THAT(orphaned("sam.berg"), IsEmpty());
  EXPECT_THAT(listed("karl.ek"), ElementsAre("I-1 training"));
  EXPECT_EQ(must(proposals.confirm({"accorda", "I-1"}, "karl.ek")).units.front().outcome, Outcome::accepted);
  const auto due = office.due();
  ASSERT_EQ(due.size(), 1U);
  EXPECT_EQ(due.front().message.act.user, "karl.ek");
  EXPECT_THAT(orphaned("karl.ek"), IsEmpty());
}

TEST_F(ProposalsOfWhoHasLeft, GoOnWaitingForTheirConsent) {
  read({waiting(participation())});
  const auto before = reasons();
  maj_leaves();
  must(intake.decide_pending(std::nullopt));
  EXPECT_THAT(outcomes(), ElementsAre(Outcome::parked));
  EXPECT_THAT(reasons(), ElementsAre(before.front(), Code::responsible_missing));
  EXPECT_THAT(orphaned("karl.ek"), ElementsAre("I-1 maj.lind"));
  EXPECT_THAT(listed("karl.ek"), IsEmpty()) << "a yes must come first";
  read({participation()});
  EXPECT_THAT(listed("karl.ek"), ElementsAre("I-1 training"));
}

TEST_F(ProposalsOfWhoHasLeft, AreRegisteredInTheNameOfWhomTheSourceNamesNext) {
  read({participation()});
  maj_leaves();
  must(intake.decide_pending(std::nullopt));
  directory(core::made::rows().mandates);
  must(intake.decide_pending(std::nullopt));
  EXPECT_THAT(outcomes(), ElementsAre(Outcome::accepted)) << "she is back, with her mandate";
  ASSERT_EQ(office.due().size(), 1U);
}

TEST_F(ProposalsOfWhoHasLeft, AreNotThoseThatSheNeverMightRegister) {
  maj_leaves();
  read({participation()});
  EXPECT_THAT(outcomes(), ElementsAre(Outcome::rejected));
  EXPECT_THAT(reasons(), ElementsAre(Code::assignment_missing));
  must(intake.decide_pending(std::nullopt));
  EXPECT_THAT(outcomes(), ElementsAre(Outcome::rejected));
  EXPECT_THAT(orphaned("karl.ek"), IsEmpty());
}

}  // namespace
}  // namespace gateway::api
