// The originals of consents by command: who sees which are not sent, who says that one was, and what is refused.
#include <gmock/gmock.h>

#include "gateway/io/json/document_json.h"
#include "tests/unit/api/case_desk.h"

namespace gateway::api {
namespace {

using testing::HasSubstr;

/// FK on a day on which the node has acknowledged everything: fk.gavle has the office of the case, fk.insats an insats
/// of Finsam, fk.sandviken neither.
class Archiving : public CaseDesk {
 protected:
  Archiving() {
    auto policy = std::make_shared<core::Policy>(*fk_.rules.policy);
    for (core::ConsentForm& form : policy->forms) form.archive = form.name == "SUS 2024";
    fk_.rules.policy = policy;
    directory([](core::DirectoryRows& rows) {
      const base::Period ever{day("2010-01-01"), std::nullopt};
      rows.users.push_back({"fk.insats", "Ida Insats", "fk"});
      rows.roles.push_back({"fk.insats", "deltagaransvarig", ever});
      rows.assignments.push_back({"fk.insats", "training", ever});
      rows.users.push_back({"fk.dpo", "Dana Ombud", "fk"});
      rows.roles.push_back({"fk.dpo", "dataskyddsombud", ever});
    });
  }

  std::string acknowledged() {
    const std::string id = fk_.request().id.text();
    carry(fk_, node_);
    catch_up(fk_, node_);
    return id;
  }
  void in_insats() {
    fk_.office.take({participation()});
    fk_.office.deliver();
  }
  Document unsent(const char* by = nullptr) {
    Document arguments = Document().set("unarchived", true);
    if (by != nullptr) arguments.set("by", by);
    return answer("consent.list", arguments);
  }
  static Document of_case(const std::string& id, base::Date on = kToday, const char* by = "fk.gavle") {
    return Document().set("case", id).set("on", on.text()).set("by", by);
  }
  static Document of_key(const char* key, const char* by = "fk.insats") {
    return Document().set("source", "accorda").set("key", key).set("on", kToday.text()).set("by", by);
  }
  std::string fault(const Document& arguments) {
    const base::Error error = refusal("consent.archived", arguments);
    EXPECT_EQ(error.fault, base::Fault::reject);
    return error.what;
  }
};

TEST_F(Archiving, OfACaseIsListedFromTheNodesAcknowledgementUntilItIsSaidToBeSent) {
  const std::string id = fk_.request().id.text();
  EXPECT_THAT(fault(of_case(id)), HasSubstr("original_not_registered: Samtycket är inte registrerat ännu"));
  EXPECT_EQ(rows(unsent("fk.gavle")), 0U);
  carry(fk_, node_);
  catch_up(fk_, node_);
  fk_.office.clock.on(std::chrono::days(31));
  const Document listed = unsent("fk.gavle");
  ASSERT_EQ(rows(listed), 1U);
  EXPECT_EQ(row(listed).text("case"), id);
  EXPECT_EQ(row(listed).text("place"), "fk_gavle");
  EXPECT_EQ(row(listed).text("form"), "SUS 2024");
  EXPECT_EQ(row(listed).text("consent"), "2026-03-02");
  EXPECT_EQ(row(listed).text("acknowledged"), kToday.text());
  EXPECT_EQ(row(listed).integer_or("days", 0), 31);
  EXPECT_TRUE(*row(listed).find("overdue")->boolean());
  const Document said = answer("consent.archived", of_case(id));
  EXPECT_EQ(said.text("registration"), id);
  EXPECT_EQ(said.text("sent"), kToday.text());
  EXPECT_THAT(said.find("text")->text("sv"), HasSubstr("sändes till FK:s arkiv " + kToday.text()));
  EXPECT_EQ(rows(unsent("fk.gavle")), 0U);
  EXPECT_EQ(answer("consent.archived", of_case(id, kToday + days(1))).text("sent"), (kToday + days(1)).text())
      << "said again it is corrected";
}

TEST_F(Archiving, TheDayLiesFromTheAcknowledgementToToday) {
  const std::string id = acknowledged();
  fk_.office.clock.on(std::chrono::days(2));
  EXPECT_THAT(fault(of_case(id, kToday - days(1))), HasSubstr("original_day"));
  EXPECT_THAT(fault(of_case(id, kToday + days(3))), HasSubstr("tidigast 2026-11-21"));
  EXPECT_TRUE(run("consent.archived", of_case(id, kToday)));
  EXPECT_TRUE(run("consent.archived", of_case(id, kToday + days(2))));
}

TEST_F(Archiving, WhatIsNotTheAskersIsAnsweredAsWhatIsNotThere) {
  const std::string id = acknowledged();
  in_insats();
  const std::string nothing = fault(of_case(std::string(32, '7')));
  for (const char* by : {"fk.sandviken", "fk.insats", "af.gavle", "fk.dpo", "nobody"}) {
    EXPECT_EQ(fault(of_case(id, kToday, by)), nothing) << by;
  }
  EXPECT_EQ(fault(of_key("I-1", "fk.gavle")), nothing);
  EXPECT_EQ(fault(of_key("I-99")), nothing);
  EXPECT_EQ(rows(unsent("fk.sandviken")), 0U);
}

TEST_F(Archiving, EachSeesTheirOwnAndWithoutAUserOnlyInsatserAreShownByKey) {
  acknowledged();
  in_insats();
  EXPECT_EQ(rows(unsent("fk.gavle")), 1U);
  const Document insatser = unsent("fk.insats");
  ASSERT_EQ(rows(insatser), 1U);
  EXPECT_EQ(row(insatser).text("key"), "I-1");
  const Document all = unsent();
  ASSERT_EQ(rows(all), 1U);
  EXPECT_EQ(row(all).text("key"), "I-1");
  EXPECT_THAT(io::to_json(all), testing::Not(HasSubstr(participation().number)));
  EXPECT_EQ(rows(answer("consent.list", Document().set("unarchived", true).set("source", "other"))), 0U);
  EXPECT_TRUE(run("consent.archived", of_key("I-1")));
  EXPECT_EQ(rows(unsent()), 0U);
}

TEST_F(Archiving, TheLongestWaitComesFirst) {
  acknowledged();
  fk_.office.clock.on(std::chrono::days(1));
  directory([](core::DirectoryRows& rows) {
    rows.assignments.push_back({"fk.gavle", "training", {day("2010-01-01"), std::nullopt}});
  });
  fk_.office.take({participation()});
  fk_.office.deliver();
  core::Participation later = participation();
  later.key = "I-2";
  later.number = test_number("1988-03-04");
  fk_.office.clock.on(std::chrono::days(1));
  fk_.office.take({later});
  fk_.office.deliver();
  const Document listed = unsent("fk.gavle");
  ASSERT_EQ(rows(listed), 3U);
  EXPECT_EQ(row(listed).integer_or("days", -1), 2);
  EXPECT_EQ(row(listed, 1).text("key"), "I-1");
  EXPECT_EQ(row(listed, 2).text("key"), "I-2");
}

TEST_F(Archiving, OfAConsentTakenBackNothingIsListedAndNothingSaid) {
  const std::string id = acknowledged();
  answer("consent", Document().set("action", "withdraw").set("person", person().number).set("by", "fk.gavle"));
  EXPECT_EQ(rows(unsent("fk.gavle")), 0U);
  EXPECT_THAT(fault(of_case(id)), HasSubstr("no consent of yours"));
}

TEST_F(Archiving, IsShownInTheCaseAndInTheExtract) {
  const std::string id = acknowledged();
  const auto shown = [&] { return answer("case.show", Document().set("id", id).set("by", "fk.gavle")); };
  const auto extract = [&] {
    const Document all = answer("participant.extract", Document().set("person", person().number).set("by", "fk.dpo"));
    return *all.find("registrations")->array()->at(0).find("consent");
  };
  EXPECT_TRUE(shown().find("original")->find("sent")->is_null());
  EXPECT_FALSE(*shown().find("original")->find("overdue")->boolean());
  EXPECT_TRUE(extract().find("archived")->is_null());
  answer("consent.archived", of_case(id));
  EXPECT_EQ(shown().find("original")->text("sent"), kToday.text());
  EXPECT_EQ(shown().find("original")->text("by"), "fk.gavle");
  EXPECT_EQ(extract().text("archived"), kToday.text());
}

TEST_F(Archiving, OfAFormThatDoesNotGoThereNothingIsShown) {
  fk_.rules.policy = listed_policy();
  const std::string id = acknowledged();
  EXPECT_EQ(rows(unsent("fk.gavle")), 0U);
  EXPECT_EQ(answer("case.show", Document().set("id", id).set("by", "fk.gavle")).find("original"), nullptr);
}

TEST_F(Archiving, RefusesWhatSaysTooLittleOrTooMuch) {
  const Document whose = Document().set("by", "fk.gavle");
  EXPECT_THAT(fault(Document(whose).set("on", "2026-11-21")), HasSubstr("say who is meant"));
  EXPECT_THAT(fault(Document(whose).set("case", std::string(32, '7'))), HasSubstr("argument on is missing"));
  EXPECT_THAT(fault(of_case(std::string(32, '7')).set("key", "I-1")), HasSubstr("in one way"));
  EXPECT_THAT(refusal("consent.list", whose).what, HasSubstr("argument by belongs to unarchived"));
}

}  // namespace
}  // namespace gateway::api
