// Who told a fact of a case, and whom that leaves something to see to.
#include <gmock/gmock.h>

#include "tests/unit/api/case_desk.h"

namespace gateway::api {
namespace {

using core::MessageKind;
using core::TaskEvent;
using core::TaskState;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class ToldBy : public CaseDesk {
 protected:
  static core::PersonNumber number() {
    return std::get<core::PersonNumber>(core::PersonNumber::parse(person().number, kToday));
  }
  /// FK's case, which AF and FK have heard of: FK registers its end.
  base::RegistrationId begun() {
    const base::RegistrationId id = fk_.request().id;
    carry(fk_, node_);
    hear();
    return id;
  }
  void hear() {
    for (Party* party : {&fk_, &af_}) catch_up(*party, node_);
  }
  static void tells(Party& who, bool death, const std::string& on = "2026-11-10") {
    if (death) {
      must(who.facts.deceased(number(), day(on), who.organisation() + ".gavle"));
    } else {
      const core::Consent no{core::ConsentAnswer::none, "", std::nullopt, day(on)};
      must(who.facts.tell({{}, {}, number()}, no, who.organisation() + ".gavle"));
    }
  }
  /// The one task that is there, answered or not.
  static core::CooperationTask only(Party& party) {
    const auto tasks = party.tasks();
    EXPECT_THAT(tasks, SizeIs(1)) << party.organisation();
    return tasks.empty() ? core::CooperationTask() : tasks.front().task;
  }
  /// One and the same at all of them, from AF to FK; FK confirms it.
  void is_one_until_confirmed() {
    const core::TaskId id = only(fk_).id;
    for (Party* party : {&af_, &fk_, &node_}) {
      SCOPED_TRACE(party->organisation());
      const core::CooperationTask task = only(*party);
      EXPECT_EQ(task.id, id);
      EXPECT_EQ(task.state, TaskState::open);
      EXPECT_EQ(task.office, "fk_gavle");
      EXPECT_EQ(task.act.by.organisation, "af");
    }
    EXPECT_TRUE(must(fk_.cooperation.reply({id, TaskEvent::confirm, ""}, "fk.gavle")).done);
    carry(fk_, node_);
    hear();
    for (Party* party : {&af_, &fk_, &node_}) EXPECT_EQ(only(*party).state, TaskState::confirmed);
  }
};

TEST_F(ToldBy, OneAuthorityIsATaskOfTheOtherUnderOneIdEverywhere) {
  begun();
  tells(af_, false);
  carry(af_, node_);
  hear();
  is_one_until_confirmed();
}

TEST_F(ToldBy, OneAuthorityADeathIsATaskOfTheOtherUnderOneIdEverywhere) {
  begun();
  tells(af_, true);
  carry(af_, node_);
  hear();
  is_one_until_confirmed();
}

TEST_F(ToldBy, OneAuthorityAfterTheEndAWithdrawalIsATaskOfFkUnderOneIdEverywhere) {
  fk_.conclude(begun());
  carry(fk_, node_);
  hear();
  tells(af_, false);
  carry(af_, node_);
  hear();
  is_one_until_confirmed();
}

TEST_F(ToldBy, TheRegistrarItselfLeavesNobodyATask) {
  for (const bool death : {true, false}) {
    Party fk{"fk"};
    Party node{"node"};
    const base::RegistrationId id = fk.request().id;
    carry(fk, node);
    tells(fk, death);
    carry(fk, node);
    catch_up(fk, node);
    for (Party* party : {&fk, &node}) {
      EXPECT_THAT(party->tasks(), IsEmpty()) << party->organisation();
      EXPECT_EQ(party->cases().front().course.rows.back().by.organisation, "fk");
      EXPECT_EQ(party->cases().front().id, id);
    }
  }
}

TEST_F(ToldBy, FkAfterTheEndClosesTheCaseEverywhereAndLeavesNobodyATask) {
  fk_.conclude(begun());
  carry(fk_, node_);
  hear();
  tells(fk_, false);
  carry(fk_, node_);
  hear();
  for (Party* party : {&fk_, &af_, &node_}) {
    EXPECT_THAT(party->tasks(), IsEmpty()) << party->organisation();
    EXPECT_TRUE(party->cases().front().course.reading_closed) << party->organisation();
    EXPECT_EQ(party->cases().front().course.state, core::CaseState::concluded);
  }
}

TEST_F(ToldBy, BothBeforeEitherHeardOfTheOtherWaitsForNobody) {
  begun();
  tells(af_, true);
  tells(fk_, true);
  carry(fk_, node_);
  carry(af_, node_);
  hear();
  for (Party* party : {&fk_, &af_, &node_}) EXPECT_THAT(party->tasks(), IsEmpty()) << party->organisation();
}

TEST_F(ToldBy, SomebodyWithoutAPartInTheCaseIsNotNamedAndHearsOfNothing) {
  const base::RegistrationId id = begun();
  core::Message exit;
  exit.kind = MessageKind::exit;
  exit.registration = id;
  exit.date = day("2026-11-10");
  exit.code = core::id(core::Code::person_deceased);
  const core::Clearance cleared = core::clear(exit, {}, core::made::directory(cooperation_rows()), *fk_.rules.policy,
                                              kToday, io::made::noon(kToday));
  must(receive(node_, certificate("gavle"), {fk_.codec.encode(std::get<core::Cleared>(cleared))}));
  hear();
  EXPECT_EQ(only(fk_).act.by.organisation, "");
  EXPECT_EQ(fk_.cases().front().course.rows.back().by.organisation, "");
  EXPECT_THAT(must(read_feed(node_, certificate("gavle"), "")).documents, IsEmpty());
}

TEST_F(ToldBy, AWithdrawalThatAConsentIsLaterThanSaysThatNothingIsStopped) {
  fk_.request();  // On a consent of 2026-03-02.
  const auto withdrawn = [&](const char* on) {
    return answer(
        "consent",
        Document().set("action", "withdraw").set("person", person().number).set("date", on).set("by", "fk.gavle"));
  };
  const Document before = withdrawn("2026-03-01");
  EXPECT_EQ(before.text("consent_later"), "2026-03-02");
  EXPECT_THAT(before.find("text")->text("sv"),
              HasSubstr("Samtycket av 2026-03-02 är senare än återkallelsen: ingenting stoppas. Kontrollera dagen."));
  EXPECT_THAT(before.find("text")->text("en"),
              HasSubstr("The consent of 2026-03-02 is later than the withdrawal: nothing is stopped. Check the day."));
  EXPECT_THAT(before.find("text")->text("sv"), Not(HasSubstr("och gäller")));
  EXPECT_EQ(fk_.queued(), 1U);
  const Document same_day = withdrawn("2026-03-02");
  EXPECT_EQ(same_day.find("consent_later"), nullptr);
  EXPECT_THAT(same_day.find("text")->text("sv"), HasSubstr("och gäller"));
  EXPECT_THAT(same_day.find("text")->text("sv"), Not(HasSubstr("Kontrollera dagen")));
}

}  // namespace
}  // namespace gateway::api
