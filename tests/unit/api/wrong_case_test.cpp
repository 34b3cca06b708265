// A case of the AF/FK cooperation that was of the wrong person, said at a gateway.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/io/store/case_values.h"
#include "tests/unit/api/case_desk.h"

namespace gateway::api {
namespace {

using core::MessageKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// One person with two cases at FK: one that has ended, and the one after it.
class WrongCase : public CaseDesk {
 protected:
  WrongCase() {
    first_ = fk_.request().id;
    fk_.conclude(first_);
    second_ = fk_.act(fk_.asked_again("fk.gavle"), person()).id;
    carry(fk_, node_);
  }
  Document by_person(const char* reason) const {
    return Document().set("person", person().number).set("reason", reason).set("by", "fk.gavle");
  }
  static Document by_case(const base::RegistrationId& id) {
    return Document().set("case", id.text()).set("reason", "wrong_person").set("by", "fk.gavle");
  }
  std::vector<base::RegistrationId> of_person(Party& party) {
    std::vector<base::RegistrationId> ids;
    party.office.write([&](ports::Transaction& t) {
      ids = must(t.cases().of_person(std::get<core::PersonNumber>(core::PersonNumber::parse(person().number, kToday))));
    });
    return ids;
  }

  /// Answers in what was said of a case of FK's, whatever has become of it.
  std::size_t said(const base::RegistrationId& id) {
    std::size_t answers = 0;
    must(fk_.office.ledger->each_said({id, {}, {}}, [&](const ports::SaidMessage& one) -> base::Result<void> {
      if (one.message.course) answers += one.message.course->answers.size();
      return {};
    }));
    return answers;
  }
  /// Answers in a case of FK's as the node told it.
  std::size_t told(const base::RegistrationId& id) {
    io::store::Database database(fk_.office.folder.config().database, io::store::Database::Mode::read_only);
    io::store::Query query = database.query(
        "SELECT c.told FROM cooperation_case c JOIN registration g ON g.row = c.registration WHERE g.id = ?1");
    query.bind(id);
    std::size_t answers = 0;
    if (!query.step()) return answers;
    for (const core::CaseRow& row : io::store::unpack_case(query.view(0)).rows) answers += row.answers.size();
    return answers;
  }

  base::RegistrationId first_, second_;
};

TEST_F(WrongCase, R_LeavesNoAnswerOfWhatWasSentOrTold) {
  catch_up(fk_, node_);
  ASSERT_GT(said(first_), 0U);
  const std::size_t of_second = said(second_);
  ASSERT_GT(of_second, 0U);
  ASSERT_GT(told(first_), 0U);
  ASSERT_GT(told(second_), 0U);
  answer("participant.wrong", by_case(first_));
  EXPECT_EQ(said(first_), 0U);
  EXPECT_EQ(said(second_), of_second) << "only the wrong one's";
  EXPECT_EQ(told(first_), 0U);
  EXPECT_GT(told(second_), 0U);
  EXPECT_EQ(carry(fk_, node_).size(), 1U) << "the node is told";
  EXPECT_THAT(of_person(node_), ElementsAre(second_));
}

TEST_F(WrongCase, R_LeavesNoAnswerWhereTheNodeTellsOfIt) {
  catch_up(af_, node_);
  catch_up(fk_, node_);
  fk_.act(fk_.later(core::ActKind::meet, "2026-05-16", "fk.gavle", second_));
  must(af_.facts.wrong({{}, {}, std::nullopt, second_}, core::Code::wrong_person, "af.gavle"));
  carry(af_, node_);
  catch_up(fk_, node_);
  EXPECT_EQ(said(second_), 0U);
  EXPECT_THAT(carry(fk_, node_), IsEmpty()) << "what waited is of nobody";
  EXPECT_GT(said(first_), 0U);
}

TEST_F(WrongCase, R_IsToldToWhoeverHasItAtTheOtherAuthority) {
  const auto listed = [this](bool all = false) {
    const Document list = answer("case.list", Document().set("by", "fk.gavle").set("all", all));
    std::vector<std::string> lines;
    for (const Document& one : *list.find("rows")->array()) {
      const Document* closed = one.find("closed");
      lines.push_back(std::string(one.text("case")) + " " +
                      std::string(closed == nullptr ? "open" : closed->text("reason")) + ", " +
                      std::string(one.find("status")->text("sv")));
    }
    return lines;
  };
  catch_up(af_, node_);
  catch_up(fk_, node_);
  const Document by = Document().set("by", "fk.gavle");
  const std::string open = second_.text() + " open, begäran om gemensam kartläggning";
  const std::string wrong = second_.text() + " wrong_registration, fel registrerat, identiteten borttagen";
  EXPECT_THAT(listed(), ElementsAre(open));
  must(af_.facts.wrong({{}, {}, std::nullopt, second_}, core::Code::wrong_person, "af.gavle"));
  carry(af_, node_);
  catch_up(fk_, node_);
  EXPECT_THAT(listed(), ElementsAre(wrong));
  EXPECT_THAT(listed(true), testing::Contains(wrong));
  const Document shown = answer("case.show", Document(by).set("id", second_.text()));
  ASSERT_NE(shown.find("closed"), nullptr);
  EXPECT_THAT(shown.find("closed")->find("text")->text("sv"), HasSubstr("fel person eller utan samtycke"));
  EXPECT_THAT(shown.find("closed")->find("text")->text("en"), HasSubstr("the identity is destroyed"));
  const Document why = answer("why", Document(by).set("key", second_.text()));
  EXPECT_THAT(row(why).find("text")->text("sv"), HasSubstr("fel person eller utan samtycke"));
  EXPECT_THAT(refusal("why", Document().set("key", second_.text()).set("by", "fk.sandviken")).what,
              HasSubstr("inget är känt"));
  must(af_.facts.wrong({{}, {}, std::nullopt, first_}, core::Code::wrong_person, "af.gavle"));
  carry(af_, node_);
  catch_up(fk_, node_);
  EXPECT_THAT(listed(), ElementsAre(wrong)) << "what had ended long ago was on no list";
  EXPECT_THAT(listed(true), SizeIs(2));
}

TEST_F(WrongCase, WhatIsWithdrawnOrEndedSaysSoAlone) {
  const auto shown = [this](const base::RegistrationId& id) {
    return answer("case.show", Document().set("by", "fk.gavle").set("id", id.text()));
  };
  EXPECT_EQ(shown(first_).find("closed"), nullptr);
  EXPECT_EQ(shown(second_).find("closed"), nullptr);
  answer("consent", Document().set("action", "withdraw").set("person", person().number).set("by", "fk.gavle"));
  const Document after = shown(second_);
  ASSERT_NE(after.find("closed"), nullptr);
  EXPECT_EQ(after.find("closed")->text("reason"), "withdrawn");
  EXPECT_EQ(after.find("status")->text("sv"), "avbrutet samarbete");
  EXPECT_EQ(rows(answer("case.list", Document().set("by", "fk.gavle"))), 0U);
}

TEST_F(WrongCase, R_WhatWasOnlyWronglyRegisteredKeepsItsAnswers) {
  const std::size_t before = said(second_);
  EXPECT_EQ(fk_.act(fk_.later(core::ActKind::discard, "2026-05-02", "fk.gavle", second_)).outcome,
            core::Outcome::accepted);
  EXPECT_EQ(rows(answer("case.list", Document().set("by", "fk.gavle"))), 0U) << "its identity is not destroyed";
  must(fk_.facts.protect(std::get<core::PersonNumber>(core::PersonNumber::parse(person().number, kToday)), "fk.gavle"));
  EXPECT_EQ(said(second_), before - 1) << "the municipality points at the person";
}

TEST_F(WrongCase, R_OfSeveralIsNamed) {
  const base::Error refused = refusal("participant.wrong", by_person("wrong_person"));
  EXPECT_EQ(refused.fault, base::Fault::reject);
  EXPECT_THAT(refused.what, HasSubstr("name the wrong one by --case"));
  EXPECT_THAT(of_person(fk_), SizeIs(2)) << "nothing is destroyed";
  EXPECT_EQ(rows(answer("incident.list", {})), 0U);
}

TEST_F(WrongCase, R_IsDestroyedAloneAndOnce) {
  const Document done = answer("participant.wrong", by_case(first_));
  EXPECT_EQ(done.integer_or("records", 0), 1);
  EXPECT_THAT(of_person(fk_), ElementsAre(second_));
  const Document incidents = answer("incident.list", {});
  ASSERT_EQ(rows(incidents), 1U);
  EXPECT_EQ(row(incidents).text("id"), first_.text());
  const std::size_t queued = fk_.queued();
  EXPECT_THAT(refusal("participant.wrong", by_case(first_)).what, HasSubstr("nothing that matches"));
  EXPECT_EQ(fk_.queued(), queued) << "a case has one exit";
  carry(fk_, node_);
  EXPECT_THAT(of_person(node_), ElementsAre(second_));
  EXPECT_TRUE(answer("participant.wrong", by_person("wrong_person")).integer_or("records", 0)) << "one is left";
}

TEST_F(WrongCase, R_ThatNeverLeftStopsForWhatItIs) {
  for (const auto& [said, code] : {std::pair("wrong_person", core::Code::wrong_person),
                                   std::pair("without_consent", core::Code::registered_without_consent)}) {
    core::Person another = person();
    another.number = test_number("1988-03-04");
    const base::RegistrationId third = fk_.act(fk_.asked_again("fk.gavle"), another, said).id;
    answer("participant.wrong", Document().set("case", third.text()).set("reason", said).set("by", "fk.gavle"));
    const auto queue = must(fk_.office.ledger->queue(false, 0));
    const auto stopped =
        std::find_if(queue.begin(), queue.end(), [&](const auto& one) { return one.registration == third.text(); });
    ASSERT_NE(stopped, queue.end());
    ASSERT_THAT(stopped->reasons, testing::SizeIs(1));
    EXPECT_EQ(stopped->reasons.front().code, code) << "nobody took a consent back";
  }
}

TEST_F(WrongCase, R_WithoutConsentIsSaidOfAllOfThem) {
  EXPECT_EQ(answer("participant.wrong", by_person("without_consent")).integer_or("records", 0), 2);
  EXPECT_THAT(of_person(fk_), IsEmpty());
  carry(fk_, node_);
  EXPECT_THAT(of_person(node_), IsEmpty());
}

}  // namespace
}  // namespace gateway::api
