// What is kept of facts and of a node's answers, and the notices for FK.
#include <gmock/gmock.h>

#include "gateway/core/wrong.h"
#include "tests/unit/io/store/office.h"

namespace gateway::io {
namespace {

using namespace made;
using core::Effect;
using core::MessageKind;
using testing::ElementsAre;
using testing::IsEmpty;

const ports::Selector kKey{"accorda", "I-1", std::nullopt};

class ToldLedger : public testing::Test {
 protected:
  ToldLedger() { office_.world.policy.hash = "h"; }

  std::vector<core::ToldDecision> told(const ports::Selector& selector = kKey) {
    std::vector<core::ToldDecision> all;
    office_.write([&](ports::Transaction& t) {
      all.clear();
      for (const ports::RecordRef& ref : must(t.find(selector))) {
        for (core::ToldDecision& one : must(t.decided(ref)).told) all.push_back(std::move(one));
      }
    });
    return all;
  }
  std::vector<Effect> effects() {
    std::vector<Effect> all;
    for (const core::ToldDecision& one : told()) all.push_back(one.fact.effect);
    return all;
  }
  void registered(core::Participation record = participation()) {
    office_.take({record});
    office_.deliver();
  }
  void protect() {
    office_.write([&](ports::Transaction& t) {
      const auto number = std::get<core::PersonNumber>(core::PersonNumber::parse(participation().number, kToday));
      must(t.protect(number, "maj.lind", office_.clock.now(), core::Protection::unknown));
      fact(t, [&](const core::Situation& s) { return core::decide_fact(s, office_.circumstances()); });
    });
  }
  void wrong() {
    office_.write([&](ports::Transaction& t) {
      fact(t, [&](const core::Situation& s) {
        return core::decide_wrong(s, core::Code::wrong_person, office_.circumstances());
      });
    });
  }
  template <typename Decide>
  void fact(ports::Transaction& t, Decide decide) {
    for (const ports::RecordRef& ref : must(t.find(kKey))) {
      must(t.store_fact(ref, decide(must(t.situation(ref))), office_.clock.now()));
    }
  }
  std::vector<core::FkNotice> notices(const std::optional<base::RegistrationId>& only = std::nullopt) {
    std::vector<core::FkNotice> all;
    office_.write([&](ports::Transaction& t) { all = must(t.fk_notices(only)); });
    return all;
  }
  std::int64_t rows(const std::string& table) {
    store::Database database(office_.folder.config().database, store::Database::Mode::read_only);
    const std::string sql = "SELECT count(*) FROM " + table;
    store::Query query = database.query(sql.c_str());
    query.step();
    return query.integer(0);
  }

  Office office_;
};

TEST_F(ToldLedger, KeepsWhatAFactDidThroughTheReadingsAfterIt) {
  registered();
  office_.withdraw(kKey, kToday);
  const auto first = told();
  ASSERT_EQ(first.size(), 1U);
  EXPECT_EQ(first[0].fact.effect, Effect::ended);
  EXPECT_EQ(first[0].basis.policy, "h");
  EXPECT_FALSE(first[0].basis.facts().empty());
  office_.take({participation()}, "day-2");
  office_.take({participation()}, "day-3");
  office_.reopen();
  EXPECT_EQ(told(), first);
  office_.withdraw(kKey, kToday);
  EXPECT_EQ(told(), first) << "told twice is kept once";
  protect();
  EXPECT_THAT(effects(), ElementsAre(Effect::ended, Effect::nothing));
}

TEST_F(ToldLedger, KeepsWhatAReadFactDid) {
  registered();
  core::Participation flagged = participation();
  flagged.protection = core::Protection::marked;
  office_.take({flagged}, "day-2");
  office_.take({flagged}, "day-3");
  EXPECT_THAT(effects(), ElementsAre(Effect::hidden));
}

TEST_F(ToldLedger, KeepsNothingOfWhatIsOnlyCounted) {
  office_.take({participation()});
  office_.withdraw(kKey, kToday);
  ASSERT_EQ(rows("note"), 1);
  EXPECT_EQ(rows("told_decision"), 0);
  office_.take({waiting(of("I-2", "1988-03-04"))});
  office_.withdraw({"accorda", "I-2", std::nullopt}, kToday);
  EXPECT_EQ(rows("told_decision"), 1);
  office_.take({waiting(of("I-2", "1988-03-04"))}, "day-2");
  ASSERT_EQ(rows("note"), 2);
  EXPECT_EQ(rows("told_decision"), 0);
}

TEST_F(ToldLedger, OfAProposalThatNobodyGotKeepsThatItWasTakenBackAndNoFact) {
  core::Participation proposed = participation();
  proposed.ordered_by = "Arbetsförmedlingen";
  proposed.insats = "Arbetsprövning";
  office_.take({proposed});
  office_.withdraw(kKey, kToday);
  EXPECT_THAT(effects(), ElementsAre(Effect::taken_back));
  EXPECT_TRUE(told()[0].basis.facts().empty());
}

TEST_F(ToldLedger, R_OfADestroyedRegistrationKeepsThatItWasAndNoFact) {
  registered();
  protect();
  wrong();
  const auto left = told();
  ASSERT_EQ(left.size(), 1U);
  EXPECT_EQ(left[0].fact.effect, Effect::destroyed);
  EXPECT_EQ(codes(left[0].fact.reasons), std::vector{core::Code::wrong_person});
  EXPECT_TRUE(left[0].basis.facts().empty());
  EXPECT_EQ(left[0].basis.policy, "h");
}

TEST_F(ToldLedger, ThatIsDamagedIsToldAndNotGuessed) {
  registered();
  office_.withdraw(kKey, kToday);
  office_.alter("UPDATE told_decision SET body = 'x'");
  office_.write([&](ports::Transaction& t) { EXPECT_FALSE(t.decided(must(t.find(kKey)).front())); });
}

TEST_F(ToldLedger, I_AWithdrawalAfterTheEndWaitsForWhoTellsFkAndIsClosedOnce) {
  core::Participation record = participation();
  record.end = day("2026-11-09");
  registered(record);
  EXPECT_THAT(notices(), IsEmpty());
  record.consent.withdrawn = day("2026-11-10");
  office_.take({record}, "day-2");
  office_.clock.on(1h);
  office_.withdraw(kKey, day("2026-11-10"));
  ASSERT_EQ(notices().size(), 1U);
  core::FkNotice notice = notices()[0];
  EXPECT_EQ(notice.place, "training");
  EXPECT_EQ(notice.withdrawn, day("2026-11-10"));
  EXPECT_EQ(notice.since, office_.clock.now() - 1h);
  EXPECT_TRUE(office_.due().empty()) << "SUS is sent nothing";
  const auto warned = [&] {
    return all_of<ports::ListedUnit>([&](const auto& take) {
             return office_.ledger->each_unit({std::nullopt, true, "", ""}, take);
           })
        .size();
  };
  EXPECT_EQ(warned(), 1U);
  ASSERT_FALSE(core::tell(notice, kToday, "maj.lind", kToday));
  office_.write([&](ports::Transaction& t) { must(t.keep_notice(notice, office_.clock.now())); });
  EXPECT_THAT(notices(), IsEmpty());
  ASSERT_EQ(notices(notice.registration).size(), 1U);
  EXPECT_EQ(notices(notice.registration)[0], notice);
  office_.take({record}, "day-3");
  EXPECT_EQ(warned(), 0U);
  EXPECT_THAT(notices(), IsEmpty()) << "what was said again leaves no second one";
  EXPECT_EQ(must(office_.ledger->held(std::get<core::PersonNumber>(core::PersonNumber::parse(record.number, kToday))))
                .registrations.at(0)
                .for_fk,
            notice);
}

TEST_F(ToldLedger, I_ANoticeIsGoneWithTheRegistrationToldOrNot) {
  core::Participation record = participation();
  record.end = day("2026-11-09");
  registered(record);
  office_.withdraw(kKey, day("2026-11-10"));
  ASSERT_EQ(notices().size(), 1U);
  core::FkNotice notice = notices()[0];
  ASSERT_FALSE(core::tell(notice, kToday, "maj.lind", kToday));
  office_.write([&](ports::Transaction& t) { must(t.keep_notice(notice, office_.clock.now())); });
  wrong();
  EXPECT_EQ(rows("fk_notice"), 0);
}

/// A node's ledger, with the core's rules around it.
class AnswersAtNode : public testing::Test {
 protected:
  AnswersAtNode() { node_.world.policy.hash = "h"; }

  void receive(core::Message message, const std::string& sender = "gavle") {
    core::Incoming in{std::move(message), std::nullopt};
    if (in.message.kind == MessageKind::in) in.person = person();
    node_.write([&](ports::Transaction& t) {
      const auto situation = must(t.node_situation(in, sender));
      must(t.store(in, sender, core::admit(in, situation, node_.world.directory, node_.world.policy, sender, kToday),
                   node_.clock.now()));
    });
  }
  ports::AnsweredMessages answered() {
    ports::AnsweredMessages found;
    node_.write([&](ports::Transaction& t) { found = must(t.answered(registration_id(1))); });
    return found;
  }

  Office node_{"node"};
};

TEST_F(AnswersAtNode, AreKeptOnceEachWithTheRegistration) {
  receive(in_message());
  receive(in_message());
  receive(message(MessageKind::out, kToday));
  node_.reopen();
  const auto found = answered();
  ASSERT_EQ(found.answers.size(), 2U);
  EXPECT_EQ(found.answers[0].message, MessageKind::in);
  EXPECT_EQ(found.answers[0].basis.policy, "h");
  EXPECT_FALSE(found.answers[0].basis.facts().empty());
  EXPECT_EQ(found.answers[1].message, MessageKind::out);
  EXPECT_EQ(found.registration->place, "training");
  receive(message(MessageKind::out, kToday), "sandviken");
  EXPECT_EQ(answered().answers.size(), 2U) << "a stranger's is not the registration's";
}

TEST_F(AnswersAtNode, LoseTheirFactsWithTheConsentAndGoWithTheRegistration) {
  receive(in_message());
  receive(message(MessageKind::exit, day("2026-11-10"), "consent_withdrawn"));
  auto found = answered();
  ASSERT_EQ(found.answers.size(), 2U);
  EXPECT_TRUE(found.answers[0].basis.facts().empty());
  EXPECT_EQ(found.answers[0].basis.policy, "h");
  receive(message(MessageKind::exit, kToday, "wrong_person"));
  found = answered();
  ASSERT_EQ(found.answers.size(), 1U);
  EXPECT_EQ(found.answers[0].admitted, core::Admitted::voided);
  EXPECT_TRUE(found.answers[0].basis.facts().empty());
}

TEST_F(AnswersAtNode, OfARefusalAreKeptAsLongAsRejectedRecords) {
  core::Message unsaid = in_message();
  unsaid.consent_form.clear();
  receive(unsaid);
  ASSERT_EQ(answered().answers.size(), 1U);
  EXPECT_FALSE(answered().registration);
  EXPECT_TRUE(answered().answers[0].basis.facts().empty());
  must(node_.ledger->purge(node_.clock.now() + days(30) - 1ms));
  EXPECT_EQ(answered().answers.size(), 1U);
  must(node_.ledger->purge(node_.clock.now() + days(30)));
  EXPECT_EQ(answered().answers.size(), 0U);
}

}  // namespace
}  // namespace gateway::io
