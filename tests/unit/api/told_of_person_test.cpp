#include <gmock/gmock.h>

#include "gateway/flow/gap.h"
#include "tests/unit/api/case_desk.h"

// What is told of a person reaches both their insatser and their cases of the AF/FK cooperation. FK has a source here.

namespace gateway::api {
namespace {

using core::ActKind;
using core::MessageKind;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kSource = "accorda";

class PersonFacts : public CaseDesk {
 protected:
  PersonFacts() {
    fk_.rules.mapping = std::make_shared<const core::Mapping>(mapping_rows());
    for (Party* party : {&fk_, &node_}) {
      party->office.write([&](ports::Transaction& t) {
        must(t.replace_directory(with_insatser(must(t.directory())->rows()), party->office.clock.now()));
      });
    }
  }

  /// FK's caseworker registers in insatser, too.
  static core::DirectoryRows with_insatser(core::DirectoryRows rows) {
    const base::Period always{day("2010-01-01"), std::nullopt};
    for (const char* insats : {"training", "social"}) {
      rows.assignments.push_back({"fk.gavle", insats, always});
      rows.mandates.push_back({"fk.gavle", insats, "fk.gavle", always});
    }
    rows.signatures.push_back({kSource, "FKG", "fk.gavle", always});
    return rows;
  }
  /// A record of the person of the cases; `more` is said of the person.
  static std::string record(const std::string& key, const std::string& more = {}, bool consents = true) {
    return R"({"schema":"gateway.participation/1","key":")" + key +
           R"(","position":{"file":"","line":0},"person":{"number":")" + person().number + R"(","protection":)" +
           (more.empty() ? R"("none")" : more) + R"(},"consent":)" +
           (consents ? R"({"form":"SUS 2024","answer":"given","date":"2026-10-01"})" : R"({"answer":"none"})") +
           R"(,"beslut":{"beslut":"ARB","ordered_by":"Försörjningsstöd","insats":"Arbetsträning"},)"
           R"("start":"2026-10-01","signature":"FKG"})";
  }
  static std::string flagged(const std::string& key) { return record(key, R"("marked")"); }
  /// The same of an insats that began a day later.
  static std::string other_start(const std::string& key) {
    std::string later = record(key);
    const std::string start = R"("start":"2026-10-01")";
    return later.replace(later.find(start), start.size(), R"("start":"2026-10-02")");
  }
  static std::string dead(const std::string& key) { return record(key, R"("none","deceased":"2026-11-10")"); }

  void read(const std::string& document) {
    const auto taken = must(intake_.take(kSource, {"all", {document}, "1"}));
    ASSERT_TRUE(taken.faults.empty());
  }
  /// What waits to be sent, of a registration.
  std::vector<MessageKind> leaves(const base::RegistrationId& id) {
    std::vector<MessageKind> kinds;
    must(fk_.office.ledger->each_said({id, {}, {}}, [&](const ports::SaidMessage& said) -> base::Result<void> {
      if (said.state == "queued") kinds.push_back(said.message.kind);
      return {};
    }));
    return kinds;
  }
  base::RegistrationId registered_as(const std::string& key) {
    base::RegistrationId id;
    fk_.office.write([&](ports::Transaction& t) {
      const auto found = must(t.find({kSource, key, std::nullopt}));
      id = found.at(0).registration.value();
    });
    return id;
  }
  core::PersonNumber number() const {
    return std::get<core::PersonNumber>(core::PersonNumber::parse(person().number, kToday));
  }
  /// A case and an insats of the same person, both at the node.
  base::RegistrationId case_and_insats() {
    const base::RegistrationId id = fk_.request().id;
    read(record("I-1"));
    insats_ = registered_as("I-1");
    carry(fk_, node_);
    EXPECT_EQ(registered_as("I-1"), insats_) << "the node has taken it";
    EXPECT_THAT(leaves(insats_), IsEmpty());
    return id;
  }
  /// A case at the node, which AF and FK have followed.
  base::RegistrationId followed_case() {
    const base::RegistrationId id = fk_.request().id;
    carry(fk_, node_);
    catch_up(af_, node_);
    catch_up(fk_, node_);
    return id;
  }
  core::CooperationAct death(const Party& of, const std::string& user, const base::RegistrationId& id) const {
    return ended(of, user, id, core::EndCause::deceased);
  }
  static core::CooperationAct ended(const Party& of, const std::string& user, const base::RegistrationId& id,
                                    core::EndCause cause) {
    core::CooperationAct act = of.later(ActKind::interrupt, "2026-11-10", user, id);
    act.cause = cause;
    return act;
  }
  /// An insats of the person, whom only AF and the node know as protected.
  base::RegistrationId registered_though_protected_elsewhere() {
    af_.act(af_.asked_request("af.gavle"), person());
    carry(af_, node_);
    must(af_.facts.protect(number(), "af.gavle"));
    carry(af_, node_);
    read(record("I-1"));
    return registered_as("I-1");
  }
  /// Somebody else's insats of the person, which the node has taken and has been told to end with a death.
  void died_elsewhere() {
    core::Message in = io::made::in_message();
    in.registration = io::made::registration_id(77);
    in.act.organisation = "gavle";
    in.start = day("2026-09-01");
    node_.office.write([&](ports::Transaction& t) {
      const core::Incoming coming{in, person()};
      const auto known = must(t.node_situation(coming, "gavle"));
      const io::made::World world;
      const auto admitted = core::admit(coming, known, world.directory, world.policy, "gavle", kToday);
      ASSERT_EQ(admitted.admitted, Admitted::accepted);
      must(t.store(coming, "gavle", admitted, node_.office.clock.now()));
    });
    exit_elsewhere(core::Code::person_deceased);
  }
  void exit_elsewhere(core::Code code, Admitted expected = Admitted::accepted) {
    core::Message exit;
    exit.kind = MessageKind::exit;
    exit.registration = io::made::registration_id(77);
    exit.date = day("2026-11-10");
    exit.code = core::id(code);
    const core::Clearance cleared = core::clear(exit, {}, core::made::directory(cooperation_rows()), *fk_.rules.policy,
                                                kToday, io::made::noon(kToday));
    const auto answer =
        must(receive(node_, certificate("gavle"), {fk_.codec.encode(std::get<core::Cleared>(cleared))}));
    ASSERT_EQ(answer.at(0).admitted, expected);
  }
  std::int64_t counted() {
    std::int64_t all = 0;
    for (const core::Totals& one : must(fk_.office.ledger->totals())) all += one.women + one.men;
    return all;
  }
  /// AF tells of the flag, and FK hears of it from the node.
  void flagged_at_node() {
    catch_up(af_, node_);
    must(af_.facts.protect(number(), "af.gavle"));
    carry(af_, node_);
    catch_up(fk_, node_);
  }
  /// A case in which an act and FK's flag wait for the node's answers, while AF tells the node why it ended.
  void ended_at_node_under_a_flag(core::EndCause cause) {
    const base::RegistrationId id = followed_case();
    EXPECT_EQ(fk_.act(fk_.later(ActKind::meet, "2026-03-16", "fk.gavle", id)).outcome, core::Outcome::accepted);
    must(fk_.facts.protect(number(), "fk.gavle"));
    EXPECT_EQ(af_.act(ended(af_, "af.gavle", id, cause)).outcome, core::Outcome::accepted);
    carry(af_, node_);
    catch_up(fk_, node_);
  }

  /// Whom the node knows as dead.
  std::int64_t node_deaths() {
    io::store::Database database(node_.office.folder.config().database, io::store::Database::Mode::read_only);
    io::store::Query query = database.query("SELECT count(*) FROM subject WHERE deceased IS NOT NULL");
    query.step();
    return query.integer(0);
  }

  /// Entries of a kind in the audit.
  std::int64_t audited(const std::string& kind) {
    io::store::Database database(fk_.office.folder.config().database, io::store::Database::Mode::read_only);
    io::store::Query query = database.query("SELECT count(*) FROM audit WHERE kind = ?1");
    query.bind(kind);
    query.step();
    return query.integer(0);
  }

  base::RegistrationId insats_;
};

TEST_F(PersonFacts, L_AFlagReadFromASourceReachesTheirCaseAtOnce) {
  const base::RegistrationId id = case_and_insats();
  read(flagged("I-2"));
  EXPECT_TRUE(fk_.cases().at(0).course.stripped);
  EXPECT_THAT(leaves(id), ElementsAre(MessageKind::strip));
  EXPECT_THAT(leaves(insats_), ElementsAre(MessageKind::strip));
}

TEST_F(PersonFacts, L_AFlagReadFromASourceReachesTheirProposal) {
  const base::RegistrationId id = af_.act(af_.asked_request("af.gavle"), person()).id;
  carry(af_, node_);
  catch_up(fk_, node_);
  ASSERT_THAT(fk_.tasks(true), SizeIs(1));
  read(flagged("I-2"));
  EXPECT_THAT(fk_.tasks(true), IsEmpty()) << "nobody may confirm it any longer";
  EXPECT_THAT(leaves(id), ElementsAre(MessageKind::strip));
}

TEST_F(PersonFacts, Q_ADeathReadFromASourceEndsTheirCaseOnThatDay) {
  const base::RegistrationId id = case_and_insats();
  read(dead("I-2"));
  EXPECT_EQ(fk_.cases().at(0).course.ended_on(), day("2026-11-10"));
  EXPECT_THAT(leaves(id), ElementsAre(MessageKind::exit));
  EXPECT_THAT(leaves(insats_), ElementsAre(MessageKind::exit));
}

TEST_F(PersonFacts, Q_ADeathToldByCommandEndsCaseAndInsats) {
  const base::RegistrationId id = case_and_insats();
  const auto receipt = must(fk_.facts.deceased(number(), day("2026-11-10"), "anyone"));
  EXPECT_EQ(receipt.records, 2U);
  EXPECT_EQ(receipt.messages, 2U);
  EXPECT_THAT(leaves(id), ElementsAre(MessageKind::exit));
  EXPECT_THAT(leaves(insats_), ElementsAre(MessageKind::exit));
}

TEST_F(PersonFacts, Q_ADeathToldOfTheCaseEndsTheInsatsAndNothingTwice) {
  const base::RegistrationId id = case_and_insats();
  for (int times = 0; times < 2; ++times) {
    fk_.act(death(fk_, "fk.gavle", id));
    EXPECT_THAT(leaves(id), ElementsAre(MessageKind::exit)) << times;
    EXPECT_THAT(leaves(insats_), ElementsAre(MessageKind::exit)) << times;
  }
}

TEST_F(PersonFacts, Q_AnActThatIsRefusedEndsNothing) {
  case_and_insats();
  const ActAnswer refused = fk_.act(death(fk_, "fk.gavle", {}), std::nullopt);
  EXPECT_EQ(refused.outcome, core::Outcome::rejected);
  EXPECT_THAT(leaves(insats_), IsEmpty());
}

TEST_F(PersonFacts, Q_ADeathThatTheNodeTellsOfEndsTheInsats) {
  const base::RegistrationId id = case_and_insats();
  catch_up(af_, node_);
  EXPECT_EQ(af_.act(death(af_, "af.gavle", id)).outcome, core::Outcome::accepted);
  carry(af_, node_);
  catch_up(fk_, node_);
  EXPECT_EQ(fk_.cases().at(0).course.ended_on(), day("2026-11-10"));
  EXPECT_THAT(leaves(insats_), ElementsAre(MessageKind::exit));
}

TEST_F(PersonFacts, L_AFlagThatTheNodeTellsOfReachesAllThatIsOfThePerson) {
  const base::RegistrationId id = case_and_insats();
  read(record("I-2"));  // Waits to be sent.
  const base::RegistrationId unsent = registered_as("I-2");
  read(record("I-3", {}, false));
  ASSERT_EQ(rows(answer("consent.list", Document())), 1U);
  flagged_at_node();
  EXPECT_TRUE(fk_.cases().at(0).course.stripped);
  EXPECT_THAT(leaves(insats_), ElementsAre(MessageKind::strip));
  EXPECT_THAT(leaves(unsent), IsEmpty()) << "it is counted";
  EXPECT_EQ(rows(answer("consent.list", Document())), 0U) << "nobody is reminded of it";
  EXPECT_THAT(leaves(id), IsEmpty()) << "the node has told it";
  fk_.office.write([&](ports::Transaction& t) {
    const core::ProtectionState state = must(t.protection(number()));
    ASSERT_THAT(state.claims, SizeIs(1));
    EXPECT_EQ(state.claims[0].by, core::Claimer::unknown) << "the node does not tell who has said it";
  });
  EXPECT_TRUE(must(fk_.facts.lift(number(), "fk.gavle")).registrations.empty()) << "a caseworker's word lifts it";
}

TEST_F(PersonFacts, L_AFlagThatTheNodeTellsOfAgainIsNoNews) {
  case_and_insats();
  flagged_at_node();
  EXPECT_EQ(audited("protect"), 1);
  const std::int64_t facts = audited("fact");
  fk_.office.write([&](ports::Transaction& t) { must(flow::ask_anew(t, fk_.office.clock.now())); });
  must(fk_.follow.begin());
  EXPECT_EQ(catch_up(fk_, node_), 1U) << "it is told once more";
  EXPECT_EQ(audited("protect"), 1);
  EXPECT_EQ(audited("fact"), facts) << "the insats was stripped then";
  EXPECT_THAT(leaves(insats_), ElementsAre(MessageKind::strip));
}

TEST_F(PersonFacts, L_AFlagOfADeadPersonIsToldWithTheDeath) {
  const base::RegistrationId id = case_and_insats();
  catch_up(af_, node_);
  EXPECT_EQ(af_.act(death(af_, "af.gavle", id)).outcome, core::Outcome::accepted);
  flagged_at_node();
  EXPECT_EQ(fk_.cases().at(0).course.ended_on(), day("2026-11-10"));
  EXPECT_THAT(leaves(insats_), testing::UnorderedElementsAre(MessageKind::exit, MessageKind::strip));
}

TEST_F(PersonFacts, Q_ADeathThatTheNodeTellsOfDoesNotWaitForItsAnswerToAnAct) {
  const base::RegistrationId id = followed_case();
  EXPECT_EQ(fk_.act(fk_.later(ActKind::meet, "2026-03-16", "fk.gavle", id)).outcome, core::Outcome::accepted);
  EXPECT_EQ(af_.act(death(af_, "af.gavle", id)).outcome, core::Outcome::accepted);
  carry(af_, node_);
  catch_up(fk_, node_);
  EXPECT_EQ(fk_.cases().at(0).course.ended_on(), day("2026-11-10"));
  const auto taken = must(intake_.take(kSource, {"all", {record("I-1")}, "1"}));
  EXPECT_EQ(taken.counts.by_outcome[static_cast<std::size_t>(core::Outcome::anonymous)], 1) << "nobody is named";
  carry(fk_, node_);
  catch_up(fk_, node_);
  EXPECT_EQ(fk_.cases().at(0).course.ended_on(), day("2026-11-10"));
}

TEST_F(PersonFacts, L_AFlagThatTheNodeTellsOfDoesNotWaitForItsAnswerToAnAct) {
  const base::RegistrationId id = followed_case();
  ASSERT_TRUE(fk_.cases().at(0).person);
  EXPECT_EQ(fk_.act(fk_.later(ActKind::meet, "2026-03-16", "fk.gavle", id)).outcome, core::Outcome::accepted);
  must(af_.facts.protect(number(), "af.gavle"));
  carry(af_, node_);
  catch_up(fk_, node_);
  EXPECT_TRUE(fk_.cases().at(0).course.stripped);
  EXPECT_FALSE(fk_.cases().at(0).person) << "the identity does not rest until the answer";
}

TEST_F(PersonFacts, K_WhomTheNodeAloneKnowsAsProtectedIsCountedAndNamedNoMore) {
  const base::RegistrationId id = registered_though_protected_elsewhere();
  carry(fk_, node_);
  EXPECT_EQ(counted(), 1) << "the node refuses the name, and it is counted here";
  fk_.office.write([&](ports::Transaction& t) { EXPECT_FALSE(must(t.whose(id))); });
  const auto again = must(intake_.take(kSource, {"all", {record("I-1")}, "2"}));
  EXPECT_EQ(again.counts.by_outcome[static_cast<std::size_t>(core::Outcome::unchanged)], 1);
  EXPECT_EQ(counted(), 1) << "once";
  fk_.office.write([&](ports::Transaction& t) { EXPECT_TRUE(must(t.protection(number())).stands); });
}

TEST_F(PersonFacts, TheNodesAnswerIsStoredThoughThePersonsRowIsDamagedAndTheDamageIsTold) {
  const base::RegistrationId id = registered_though_protected_elsewhere();
  auto step = must(fk_.delivery.resume(flow::Delivery::Wake{}));
  auto* push = std::get_if<flow::Delivery::Push>(&step);
  ASSERT_NE(push, nullptr);
  ASSERT_THAT(push->batch, SizeIs(1));
  const auto answers = must(receive(node_, certificate("fk"), {fk_.codec.encode(push->batch[0])}));
  ASSERT_THAT(answers.at(0).reasons, ElementsAre(core::Reason{core::Code::person_protected}));
  fk_.office.alter("UPDATE subject SET sealed = zeroblob(length(sealed)) WHERE sealed IS NOT NULL");
  const ports::PushAnswer answer{ports::PushAnswer::Kind::answered, answers[0], std::nullopt, ""};
  const auto after = must(fk_.delivery.resume(flow::Delivery::Answered{std::vector{answer}}));
  EXPECT_TRUE(std::holds_alternative<flow::Delivery::Push>(after)) << "the total goes";
  EXPECT_EQ(counted(), 1);
  fk_.office.write([&](ports::Transaction& t) {
    EXPECT_FALSE(must(t.whose(id))) << "nobody is named any more";
    EXPECT_THAT(must(t.find({kSource, "I-1", std::nullopt})).at(0).registration, std::nullopt);
  });
  EXPECT_EQ(audited("person"), 1) << "that it was damaged";
}

TEST_F(PersonFacts, K_ARequestOfWhomTheNodeAloneKnowsAsProtectedIsCountedWithAKeyOrWithout) {
  for (const char* key : {"A-1", ""}) {
    Party fk{"fk"};
    Party node{"node"};
    Party af{"af"};
    af.act(af.asked_request("af.gavle"), person());
    carry(af, node);
    must(af.facts.protect(number(), "af.gavle"));
    carry(af, node);
    for (int times = 0; times < 2; ++times) {
      EXPECT_EQ(fk.request(key).outcome, times == 0 ? core::Outcome::accepted : core::Outcome::unchanged) << key;
      carry(fk, node);
      EXPECT_THAT(fk.cases(), IsEmpty());
      EXPECT_THAT(must(fk.office.ledger->totals()), SizeIs(1)) << "not even the node has it by name";
      const core::Totals counted = must(fk.office.ledger->totals()).at(0);
      EXPECT_EQ(counted.women + counted.men, 1) << "known and counted once: " << key;
    }
  }
}

TEST_F(PersonFacts, Q_WhomTheNodeAloneKnowsAsDeadIsCountedAndEndedInAllElse) {
  read(record("I-1"));
  insats_ = registered_as("I-1");
  carry(fk_, node_);
  died_elsewhere();
  read(other_start("I-2"));
  const base::RegistrationId id = registered_as("I-2");
  carry(fk_, node_);
  EXPECT_EQ(counted(), 1) << "the node refuses the name, and it is counted here";
  const auto units = all_of<ports::ListedUnit>([&](const auto& take) {
    return fk_.office.ledger->each_unit({core::Outcome::anonymous, false, "", ""}, take);
  });
  ASSERT_THAT(units, SizeIs(1)) << "the source hears so";
  EXPECT_THAT(units[0].reasons, ElementsAre(core::Reason{core::Code::person_deceased}));
  fk_.office.write([&](ports::Transaction& t) {
    EXPECT_FALSE(must(t.whose(id)));
    const auto own = must(t.find({kSource, "I-1", std::nullopt}));
    EXPECT_EQ(must(t.situation(own.at(0))).deceased, day("2026-11-10"));
  });
  EXPECT_EQ(audited("death"), 1);
  carry(fk_, node_);
  node_.office.write([&](ports::Transaction& t) {
    const auto there = must(t.answered(insats_)).registration;
    ASSERT_TRUE(there);
    EXPECT_EQ(there->stage, core::Stage::exited) << "what ran here has ended on that day";
    EXPECT_EQ(there->end, day("2026-11-10"));
  });
  const auto again = must(intake_.take(kSource, {"all", {other_start("I-2")}, "2"}));
  EXPECT_EQ(again.counts.by_outcome[static_cast<std::size_t>(core::Outcome::unchanged)], 1);
  EXPECT_EQ(counted(), 1) << "once";
}

TEST_F(PersonFacts, Q_WhomTheNodeAloneKnowsAsDeadIsKnownSoWhereNothingElseIsOfThem) {
  died_elsewhere();
  read(record("I-1"));
  carry(fk_, node_);
  EXPECT_EQ(counted(), 1);
  EXPECT_EQ(audited("death"), 1);
  const auto again = must(intake_.take(kSource, {"all", {record("I-1")}, "2"}));
  EXPECT_EQ(again.counts.by_outcome[static_cast<std::size_t>(core::Outcome::unchanged)], 1);
  const auto another = must(intake_.take(kSource, {"all", {other_start("I-2")}, "3"}));
  EXPECT_EQ(another.counts.by_outcome[static_cast<std::size_t>(core::Outcome::anonymous)], 1) << "without asking";
}

TEST_F(PersonFacts, Q_ARequestOfWhomTheNodeKnowsAsDeadByAnInsatsIsCounted) {
  died_elsewhere();
  EXPECT_EQ(fk_.request("A-1").outcome, core::Outcome::accepted);
  carry(fk_, node_);
  EXPECT_THAT(fk_.cases(), IsEmpty());
  EXPECT_EQ(counted(), 1);
  EXPECT_EQ(fk_.request("A-1").outcome, core::Outcome::unchanged) << "known and counted";
  EXPECT_EQ(audited("death"), 1);
}

TEST_F(PersonFacts, R_ADeathToldOfAWrongCaseFallsWithIt) {
  const base::RegistrationId id = followed_case();
  read(record("I-1"));
  carry(fk_, node_);
  EXPECT_EQ(af_.act(death(af_, "af.gavle", id)).outcome, core::Outcome::accepted);
  carry(af_, node_);
  ASSERT_EQ(node_deaths(), 1);
  must(af_.facts.wrong({{}, {}, std::nullopt, id}, core::Code::wrong_person, "af.gavle"));
  carry(af_, node_);
  EXPECT_EQ(node_deaths(), 0);
}

TEST_F(PersonFacts, Q_ADeathToldOfAnInsatsElsewhereEndsTheCaseToo) {
  followed_case();
  died_elsewhere();
  catch_up(fk_, node_);
  EXPECT_EQ(fk_.cases().at(0).course.ended_on(), day("2026-11-10"));
}

TEST_F(PersonFacts, R_ADeathToldOfAWrongInsatsElsewhereFallsWithItThoughItEndedTheCase) {
  followed_case();
  died_elsewhere();
  ASSERT_EQ(node_deaths(), 1);
  exit_elsewhere(core::Code::wrong_person, Admitted::voided);
  EXPECT_EQ(node_deaths(), 0);
}

TEST_F(PersonFacts, G_WhatTheNodeToldBeforeItHeardOfAWithdrawalUndoesNothing) {
  const base::RegistrationId id = fk_.request().id;
  carry(fk_, node_);
  const flow::FeedPage page = must(read_feed(node_, certificate("fk"), must(fk_.follow.cursor())));
  ASSERT_EQ(page.documents.size(), 1U);
  EXPECT_EQ(fk_.act(ended(fk_, "fk.gavle", id, core::EndCause::consent_withdrawn)).outcome, core::Outcome::accepted);
  carry(fk_, node_);
  ASSERT_THAT(must(fk_.follow.take({"feed", {page.documents[0]}, page.cursor})), IsEmpty());
  EXPECT_TRUE(fk_.cases().at(0).course.reading_closed);
  EXPECT_EQ(fk_.cases().at(0).course.state, core::CaseState::interrupted);
  EXPECT_FALSE(fk_.cases().at(0).person);
  catch_up(fk_, node_);
  EXPECT_TRUE(fk_.cases().at(0).course.reading_closed);
}

TEST_F(PersonFacts, G_AWithdrawalThatTheNodeTellsOfDoesNotWaitBehindAFlag) {
  ended_at_node_under_a_flag(core::EndCause::consent_withdrawn);
  EXPECT_TRUE(fk_.cases().at(0).course.stripped) << "the node had not heard of it";
  for (int answered = 0; answered < 2; ++answered) {
    const core::CooperationCase course = fk_.cases().at(0).course;
    EXPECT_TRUE(course.reading_closed);
    EXPECT_TRUE(course.exited);
    EXPECT_EQ(course.state, core::CaseState::interrupted);
    carry(fk_, node_);
    catch_up(fk_, node_);
  }
}

TEST_F(PersonFacts, Q_ADeathThatTheNodeTellsOfDoesNotWaitBehindAFlag) {
  ended_at_node_under_a_flag(core::EndCause::deceased);
  const core::CooperationCase course = fk_.cases().at(0).course;
  EXPECT_EQ(course.ended_on(), day("2026-11-10"));
  EXPECT_TRUE(course.stripped) << "the node had not heard of it";
}

TEST_F(PersonFacts, Q_ADeathThatTheNodeTellsOfAgainIsNoNews) {
  const base::RegistrationId id = case_and_insats();
  catch_up(af_, node_);
  EXPECT_EQ(af_.act(death(af_, "af.gavle", id)).outcome, core::Outcome::accepted);
  carry(af_, node_);
  catch_up(fk_, node_);
  EXPECT_EQ(audited("death"), 1);
  const std::int64_t facts = audited("fact");
  fk_.office.write([&](ports::Transaction& t) { must(flow::ask_anew(t, fk_.office.clock.now())); });
  must(fk_.follow.begin());
  EXPECT_EQ(catch_up(fk_, node_), 1U) << "it is told once more";
  EXPECT_EQ(audited("death"), 1) << "nobody died twice";
  EXPECT_EQ(audited("fact"), facts) << "the insats was ended then";
  EXPECT_THAT(leaves(insats_), ElementsAre(MessageKind::exit));
}

TEST_F(PersonFacts, B_AnAnswerIsDueByTheDayOnWhichTheListIsAskedFor) {
  read(record("I-1", {}, false));
  const auto due = [this] { return *row(answer("consent.list", Document())).find("answer_due")->boolean(); };
  fk_.office.clock.on(days(70));
  ASSERT_EQ(fk_.office.clock.day_of(fk_.office.clock.now()), day("2027-01-30"));
  EXPECT_FALSE(due());
  fk_.office.clock.on(days(1));
  EXPECT_TRUE(due()) << "though nothing was decided since November";
}

TEST_F(PersonFacts, Q_NobodyIsRemindedOfTheDead) {
  read(record("I-1", {}, false));
  ASSERT_EQ(rows(answer("consent.list", Document())), 1U);
  answer("participant.deceased",
         Document().set("person", person().number).set("date", "2026-11-10").set("by", "anyone"));
  EXPECT_EQ(rows(answer("consent.list", Document())), 0U);
}

}  // namespace
}  // namespace gateway::api
