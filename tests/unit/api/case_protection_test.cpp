// Consent taken back, deaths and protected identities, as they reach cases and proposals that are elsewhere or waiting.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/api/parties.h"

namespace gateway::api {
namespace {

using namespace made;
using core::ActKind;
using core::Code;
using core::MessageKind;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class CaseProtection : public testing::Test {
 protected:
  core::PersonNumber number() const {
    return std::get<core::PersonNumber>(core::PersonNumber::parse(person().number, kToday));
  }
  /// A protective message of AF's, as its gateway would send it.
  Admitted told(MessageKind kind, const base::RegistrationId& id, Code code, base::Date on = kToday) {
    return answered("af", kind, id, code, on).admitted;
  }
  /// The same from any organisation.
  ports::NodeAnswer answered(const std::string& sender, MessageKind kind, const base::RegistrationId& id, Code code,
                             base::Date on = kToday) {
    core::Message message;
    message.kind = kind;
    message.registration = id;
    message.date = on;
    message.code = core::id(code);
    const core::Clearance cleared =
        core::clear(message, {}, core::made::directory(cooperation_rows()), *af.rules.policy, kToday, noon(kToday));
    return must(receive(node, certificate(sender), {af.codec.encode(std::get<core::Cleared>(cleared))})).front();
  }
  /// The node's: who told it, why, and where it stands.
  std::vector<std::string> incidents() {
    std::vector<std::string> all;
    node.office.write([&](ports::Transaction& t) {
      all.clear();
      for (const core::Incident& one : must(t.incidents(std::nullopt))) {
        all.push_back(one.discovered_by + " " + std::string(core::id(one.cause)) + " " +
                      std::string(core::name(core::state(one))));
      }
    });
    return all;
  }
  /// Who is no party to the case cannot call it wrong, nor learns that it is there.
  void refuse_wrong(const std::string& stranger, const base::RegistrationId& id) {
    for (const Code cause : {Code::wrong_person, Code::registered_without_consent}) {
      const auto answer = answered(stranger, MessageKind::exit, id, cause);
      EXPECT_EQ(answer.admitted, Admitted::rejected) << stranger;
      EXPECT_THAT(answer.reasons, ElementsAre(testing::Field(&core::Reason::code, Code::registration_unknown)));
    }
    node.office.write([&](ports::Transaction& t) {
      EXPECT_THAT(must(t.cases().of_person(number())), ElementsAre(id)) << "nothing has happened to it";
    });
    EXPECT_THAT(incidents(), IsEmpty());
  }
  /// A case that ended, and another of the same person after it.
  std::pair<base::RegistrationId, base::RegistrationId> two_cases() {
    const base::RegistrationId first = fk.request().id;
    fk.conclude(first);
    const ActAnswer second = fk.act(fk.asked_again("fk.gavle"), person());
    EXPECT_EQ(second.outcome, Outcome::accepted);
    carry(fk, node);
    EXPECT_THAT(node.cases(), SizeIs(2));
    return {first, second.id};
  }
  /// AF's proposal of a request, at the node and at FK.
  base::RegistrationId proposed() {
    const base::RegistrationId id = af.act(af.asked_request("af.gavle"), person()).id;
    carry(af, node);
    catch_up(fk, node);
    EXPECT_THAT(fk.tasks(true), SizeIs(1));
    return id;
  }
  core::CooperationAct protective(core::EndCause cause, const base::RegistrationId& id) const {
    core::CooperationAct act = af.later(ActKind::interrupt, "2026-03-05", "af.gavle", id);
    act.cause = cause;
    return act;
  }

  Party fk{"fk"};
  Party af{"af"};
  Party node{"node"};
};

TEST_F(CaseProtection, OfOneRegistrationReachesThePersonsOtherCases) {
  const auto [first, second] = two_cases();
  EXPECT_EQ(told(MessageKind::strip, first, Code::person_protected), Admitted::accepted);
  for (const ports::ListedCase& one : node.cases()) {
    EXPECT_TRUE(one.course.stripped) << (one.id == first ? "the one it names" : "the other");
    EXPECT_FALSE(one.person);
  }
}

TEST_F(CaseProtection, OfADeadPersonEndsTheOtherCaseOnTheSameDay) {
  const auto [first, second] = two_cases();
  EXPECT_EQ(told(MessageKind::exit, first, Code::person_deceased, day("2026-06-01")), Admitted::accepted);
  for (const ports::ListedCase& one : node.cases()) {
    EXPECT_EQ(one.course.ended_on(), day(one.id == second ? "2026-06-01" : "2026-04-01"));
  }
}

TEST_F(CaseProtection, OfAConsentThatEndsIsItsOwnCasesAlone) {
  const auto [first, second] = two_cases();
  EXPECT_EQ(told(MessageKind::exit, first, Code::consent_withdrawn), Admitted::accepted);
  for (const ports::ListedCase& one : node.cases()) EXPECT_EQ(one.course.reading_closed, one.id == first);
}

TEST_F(CaseProtection, EndsNothingLaterThanToday) {
  const base::RegistrationId id = fk.request().id;
  carry(fk, node);
  EXPECT_EQ(told(MessageKind::exit, id, Code::consent_withdrawn, kToday + days(30)), Admitted::accepted);
  EXPECT_EQ(node.cases().front().course.ended_on(), kToday);
}

TEST_F(CaseProtection, OfAProposalMarksThePersonForWhateverComesNext) {
  const base::RegistrationId id = proposed();
  EXPECT_EQ(told(MessageKind::strip, id, Code::person_protected), Admitted::accepted);
  const core::CooperationAct again = fk.asked_request("fk.gavle");
  fk.act(fk.asked_again("fk.gavle"), person());
  carry(fk, node);
  for (const ports::ListedCase& one : node.cases()) EXPECT_FALSE(one.person);
}

TEST_F(CaseProtection, EndsTheProposalThatOnesOwnGatewayStillHas) {
  for (const core::EndCause cause : {core::EndCause::consent_withdrawn, core::EndCause::deceased}) {
    Party other_af{"af"};
    const base::RegistrationId id = other_af.act(other_af.asked_request("af.gavle"), person()).id;
    const ActAnswer answer = other_af.act(protective(cause, id));
    EXPECT_EQ(answer.outcome, Outcome::accepted);
    EXPECT_THAT(other_af.tasks(true), IsEmpty());
    Party other_node{"node"};
    for (const std::string& document : carry(other_af, other_node)) {
      EXPECT_EQ(document.find(person().number), std::string::npos);
    }
    EXPECT_THAT(other_node.tasks(true), IsEmpty());
  }
}

TEST_F(CaseProtection, OfACaseThatIsElsewhereIsPassedOnOncePerKey) {
  base::RegistrationId elsewhere;
  elsewhere.bytes[0] = 9;
  const core::CooperationAct act = protective(core::EndCause::consent_withdrawn, elsewhere);
  af.act(act, std::nullopt, "K-1");
  const std::size_t queued = af.queued();
  EXPECT_EQ(queued, 1U);
  EXPECT_EQ(af.act(act, std::nullopt, "K-1").outcome, Outcome::unchanged);
  EXPECT_EQ(af.queued(), queued);
}

/// Of the rows of a party's only case, how many still say what points at the person.
std::size_t pointing(Party& party) {
  std::size_t rows = 0;
  const std::vector<ports::ListedCase> cases = party.cases();
  for (const core::CaseRow& row : cases.front().course.rows) {
    core::FieldAnswers answers = row.answers;
    rows += core::erase_identifying(answers);
  }
  return rows;
}

TEST_F(CaseProtection, R_OfAWrongProposalLeavesThePersonsOthersAlone) {
  const base::RegistrationId wrong = proposed();
  Party gavle{"gavle"};
  core::CooperationAct asked = fk.asked_request("fk.gavle");
  asked.by.user = "maj.lind";
  asked.by.organisation = "gavle";
  asked.office.clear();
  const base::RegistrationId right = gavle.act(asked, person()).id;
  carry(gavle, node);
  ASSERT_THAT(node.tasks(true), SizeIs(2));
  EXPECT_EQ(answered("af", MessageKind::exit, wrong, Code::wrong_person).admitted, Admitted::accepted);
  ASSERT_THAT(node.tasks(true), SizeIs(1));
  EXPECT_EQ(node.tasks(true).front().id, right);
}

TEST_F(CaseProtection, IsNotUndoneByTheNodesNoToWhatWasRegisteredBefore) {
  const base::RegistrationId id = fk.request().id;
  carry(fk, node);
  for (Party* party : {&fk, &af}) catch_up(*party, node);
  ASSERT_GT(pointing(fk), 0U);
  core::CooperationAct end = fk.later(ActKind::interrupt, "2026-03-10", "fk.gavle", id);
  end.cause = core::EndCause::own_initiative;
  ASSERT_EQ(fk.act(end).outcome, Outcome::accepted);
  node.office.write([&](ports::Transaction& t) {
    core::DirectoryRows rows = must(t.directory())->rows();
    std::erase_if(rows.assignments, [](const core::Assignment& one) { return one.user == "fk.gavle"; });
    must(t.replace_directory(rows, node.office.clock.now()));
  });
  must(fk.facts.protect(number(), "fk.gavle"));
  EXPECT_THAT(carry(fk, node), SizeIs(2));
  EXPECT_THAT(fk.cases().front().refused, Not(IsEmpty()));
  EXPECT_TRUE(fk.cases().front().course.stripped);
  EXPECT_EQ(pointing(fk), 0U);
  EXPECT_FALSE(fk.cases().front().person);
  io::store::Database kept(fk.office.folder.config().database, io::store::Database::Mode::read_only);
  io::store::Query answers = kept.query("SELECT 1 FROM cooperation_case WHERE instr(told, 'municipality') > 0");
  EXPECT_FALSE(answers.step()) << "nor in what the node told before";
}

TEST_F(CaseProtection, I_FkIsToldOfAConsentThatEndsAfterTheCase) {
  for (const bool by_an_act : {false, true}) {
    SCOPED_TRACE(by_an_act ? "act" : "fact");
    Party other_fk{"fk"};
    Party other_af{"af"};
    Party other_node{"node"};
    const base::RegistrationId id = other_fk.request().id;
    other_fk.conclude(id);
    carry(other_fk, other_node);
    catch_up(other_af, other_node);
    if (by_an_act) {
      core::CooperationAct act = protective(core::EndCause::consent_withdrawn, id);
      act.happened = day("2026-06-01");
      other_af.act(act);
    } else {
      const core::Consent no{core::ConsentAnswer::none, "", std::nullopt, day("2026-06-01")};
      must(other_af.facts.tell({{}, {}, number()}, no, "af.gavle"));
    }
    for (const std::string& document : carry(other_af, other_node)) {
      EXPECT_EQ(document.find(person().number), std::string::npos);
    }
    EXPECT_TRUE(other_af.cases().front().course.reading_closed) << "before the node tells of it, too";
    for (Party* party : {&other_fk, &other_af}) catch_up(*party, other_node);
    for (Party* party : {&other_fk, &other_af, &other_node}) {
      SCOPED_TRACE(party->organisation());
      EXPECT_TRUE(party->cases().front().course.reading_closed);
      EXPECT_FALSE(party->cases().front().person);
      ASSERT_THAT(party->tasks(true), SizeIs(1));
      EXPECT_EQ(party->tasks(true).front().task.office, "fk_gavle");
    }
  }
}

/// A proposal on a consent of 2026-05-01, of a person whose case ended on 2026-04-01, waits at the node.
class CaseProposal : public CaseProtection {
 protected:
  CaseProposal() {
    fk.conclude(first);
    carry(fk, node);
    catch_up(af, node);
    EXPECT_EQ(af.act(af.asked_again("af.gavle"), person()).outcome, Outcome::proposed);
    carry(af, node);
    EXPECT_EQ(waiting(node), 1);
  }
  /// AF tells that the person's consent ended.
  void withdrawn(const std::string& on) {
    const core::Consent no{core::ConsentAnswer::none, "", std::nullopt, day(on)};
    EXPECT_GE(must(af.facts.tell({{}, {}, number()}, no, "af.gavle")).messages, 1U);
    carry(af, node);
  }
  static std::ptrdiff_t waiting(Party& party) {
    const std::vector<ports::KeptTask> open = party.tasks(true);
    return std::count_if(open.begin(), open.end(),
                         [](const auto& kept) { return kept.task.act.kind == ActKind::request; });
  }

  base::RegistrationId first = fk.request().id;
};

TEST_F(CaseProposal, IsTakenBackEverywhereWhereItsConsentEnds) {
  withdrawn("2026-05-01");
  for (Party* party : {&af, &node}) {
    EXPECT_EQ(waiting(*party), 0) << party->organisation();
    EXPECT_THAT(party->cases(), SizeIs(1)) << party->organisation();
  }
  node.office.write([&](ports::Transaction& t) {
    EXPECT_THAT(must(t.cases().of_person(number())), IsEmpty()) << "nothing names the person there";
  });
}

TEST_F(CaseProposal, StandsOnAConsentLaterThanTheOneThatEnded) {
  withdrawn("2026-04-30");
  for (Party* party : {&af, &node}) EXPECT_EQ(waiting(*party), 1) << party->organisation();
}

TEST_F(CaseProtection, OfAVoidedRegistrationIsAnsweredVoidedAgain) {
  const base::RegistrationId id = af.random.registration();
  EXPECT_EQ(told(MessageKind::exit_or_void, id, Code::consent_withdrawn), Admitted::voided);
  EXPECT_EQ(told(MessageKind::exit_or_void, id, Code::consent_withdrawn), Admitted::voided);
  EXPECT_EQ(told(MessageKind::strip, id, Code::person_protected), Admitted::voided);
}

/// Row r of domain.md §3: else anybody with a certificate could destroy any case.
TEST_F(CaseProtection, R_OfAWrongCaseIsTakenFromAPartyToItAlone) {
  const base::RegistrationId id = fk.request().id;
  carry(fk, node);
  refuse_wrong("gavle", id);
  refuse_wrong("region", id);
  EXPECT_EQ(told(MessageKind::exit, id, Code::wrong_person), Admitted::accepted) << "it has an office of AF's";
  EXPECT_THAT(node.cases().front().person, testing::Eq(std::nullopt));
  EXPECT_THAT(incidents(), ElementsAre("af wrong_person open"));
  node.office.write([&](ports::Transaction& t) {
    core::Incident first = must(t.incidents(id)).front();
    ASSERT_TRUE(core::report(first, "dataskyddsombud", node.office.clock.now()));
    must(t.keep(first, node.office.clock.now()));
  });
  EXPECT_EQ(answered("fk", MessageKind::exit, id, Code::wrong_person).admitted, Admitted::accepted);
  EXPECT_THAT(incidents(), ElementsAre("af wrong_person reported")) << "told by both: one incident";
}

TEST_F(CaseProtection, R_OfAWrongProposalIsTakenFromAPartyToItAlone) {
  const base::RegistrationId id = proposed();
  refuse_wrong("gavle", id);
  EXPECT_EQ(answered("fk", MessageKind::exit, id, Code::wrong_person).admitted, Admitted::accepted);
  node.office.write([&](ports::Transaction& t) { EXPECT_THAT(must(t.cases().of_person(number())), IsEmpty()); });
  EXPECT_THAT(incidents(), ElementsAre("fk wrong_person open"));
}

TEST_F(CaseProtection, OfAWithdrawalIsTakenFromAnyParty) {
  const base::RegistrationId id = fk.request().id;
  carry(fk, node);
  EXPECT_EQ(answered("gavle", MessageKind::exit, id, Code::consent_withdrawn).admitted, Admitted::accepted);
}

TEST_F(CaseProtection, OfACaseThatIsElsewhereIsPassedOnWhateverCaseOfThePersonIsHere) {
  const base::RegistrationId here = fk.request().id;
  carry(fk, node);
  base::RegistrationId elsewhere;
  elsewhere.bytes[0] = 9;
  core::CooperationAct act = fk.later(ActKind::interrupt, "2026-06-01", "fk.gavle", elsewhere);
  act.cause = core::EndCause::consent_withdrawn;
  EXPECT_EQ(fk.act(act, person(), "K-1").outcome, Outcome::proposed);
  EXPECT_THAT(must(fk.office.ledger->queue(true, 10)),
              ElementsAre(testing::Field(&ports::QueuedMessage::registration, elsewhere.text())));
  EXPECT_TRUE(fk.cases().front().course.open()) << "each case has its own consent";
  act.cause = core::EndCause::deceased;
  EXPECT_EQ(fk.act(act, person(), "K-2").outcome, Outcome::proposed);
  EXPECT_EQ(fk.cases().front().course.ended_on(), day("2026-06-01")) << "who has died has died in every case";
  const auto queued = must(fk.office.ledger->queue(true, 10));
  ASSERT_THAT(queued, SizeIs(3));
  EXPECT_EQ(queued[1].registration, elsewhere.text());
  EXPECT_EQ(queued[2].registration, here.text());
  EXPECT_EQ(fk.act(act, person(), "K-2").outcome, Outcome::unchanged) << "once per key";
  EXPECT_EQ(fk.queued(), 3U);
}

}  // namespace
}  // namespace gateway::api
