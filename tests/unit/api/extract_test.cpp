// Registerutdrag: what is taken out for a person, who may take it, and what is told of somebody protected.
#include <gmock/gmock.h>

#include "gateway/io/json/document_json.h"
#include "tests/unit/api/case_desk.h"

namespace gateway::api {
namespace {

using core::ActKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// FK with a data protection officer, who has the role to today; fk.gavle has the office of the cases, fk.insats an
/// insats of Finsam.
class Extracting : public CaseDesk {
 protected:
  Extracting() {
    auto policy = std::make_shared<core::Policy>(*fk_.rules.policy);
    policy->legal_bases = {
        {core::LegalSubject::registration, "114 kap. SFB", always(), {"SFB", true}},
        {core::LegalSubject::registration, "gammal lag", {day("2000-01-01"), day("2014-12-31")}, {}}};
    policy->field_lists.push_back(made::policy().field_lists.at(0));
    fk_.rules.policy = policy;
    directory([](core::DirectoryRows& rows) {
      const base::Period ever{day("2010-01-01"), std::nullopt};
      rows.users.push_back({"fk.dpo", "Dana Ombud", "fk"});
      rows.roles.push_back({"fk.dpo", "dataskyddsombud", {day("2026-01-01"), kToday}});
      rows.users.push_back({"af.dpo", "Arne Ombud", "af"});
      rows.roles.push_back({"af.dpo", "dataskyddsombud", ever});
      rows.users.push_back({"fk.insats", "Ida Insats", "fk"});
      rows.roles.push_back({"fk.insats", "deltagaransvarig", ever});
      rows.assignments.push_back({"fk.insats", "training", ever});
    });
  }

  static Document asked(const char* by = "fk.dpo", const std::string& number = person().number) {
    return Document().set("person", number).set("by", by);
  }
  Document extract(const char* by = "fk.dpo", const std::string& number = person().number) {
    return answer("participant.extract", asked(by, number));
  }
  static const Document::Array& list(const Document& of, const char* member) { return *of.find(member)->array(); }
  static const Document& one(const Document& extract, std::size_t at = 0) {
    return list(extract, "registrations").at(at);
  }
  static bool is(const Document& of, const char* member) { return *of.find(member)->boolean(); }
  static std::vector<std::string> texts(const Document::Array& rows, const char* member) {
    std::vector<std::string> all;
    for (const Document& row : rows) all.emplace_back(row.text(member));
    return all;
  }
  base::RegistrationId registered() {
    const base::RegistrationId id = fk_.request().id;
    carry(fk_, node_);
    catch_up(fk_, node_);
    return id;
  }
  std::vector<std::string> looks(const base::RegistrationId& id) {
    std::vector<std::string> all;
    must(fk_.office.ledger->cases().each_access(id, [&](const core::Access& look) -> base::Result<void> {
      all.push_back(look.user + " " + look.operation);
      return {};
    }));
    return all;
  }
};

TEST_F(Extracting, TellsACaseWithItsDatesItsCaseworkerItsConsentAndWhoGotWhat) {
  const base::RegistrationId id = registered();
  const Document all = extract();
  EXPECT_EQ(all.text("schema"), "gateway.extract/1");
  EXPECT_EQ(all.text("extent"), "everything");
  EXPECT_TRUE(is(all, "found"));
  EXPECT_FALSE(is(all, "protected"));
  EXPECT_THAT(texts(list(all, "person"), "value"), ElementsAre("Test", "Testsson", "woman"));
  ASSERT_EQ(list(all, "registrations").size(), 1U);
  const Document& of = one(all);
  EXPECT_EQ(of.text("registration"), id.text());
  EXPECT_EQ(of.text("kind"), "cooperation");
  EXPECT_EQ(of.text("state"), "requested");
  EXPECT_THAT(texts(list(of, "places"), "name"), ElementsAre("Arbetsförmedlingen Gävle", "Försäkringskassan Gävle"));
  EXPECT_EQ(of.find("caseworker")->text("user"), "fk.gavle");
  EXPECT_EQ(of.find("caseworker")->find("office")->text("name"), "Försäkringskassan Gävle");
  EXPECT_EQ(of.find("consent")->text("form"), "SUS 2024");
  EXPECT_EQ(of.find("consent")->text("given"), "2026-03-02");
  EXPECT_THAT(texts(list(*of.find("consent"), "purposes"), "purpose"),
              ElementsAre("registration", "information_exchange"));
  const Document& step = list(of, "history").at(0);
  EXPECT_EQ(step.text("act"), "request");
  EXPECT_EQ(step.text("happened"), "2026-03-02");
  EXPECT_EQ(step.text("registered"), "2026-03-02");
  EXPECT_EQ(step.find("organisation")->text("name"), "Försäkringskassan");
  const Document::Array& recipients = list(of, "recipients");
  ASSERT_EQ(recipients.size(), 2U) << io::to_json(all);
  EXPECT_EQ(recipients[0].text("recipient"), "sus");
  EXPECT_EQ(recipients[1].text("name"), "Arbetsförmedlingen");
  for (const Document& recipient : recipients) {
    const auto fields = texts(list(recipient, "fields"), "field");
    for (const char* field : {"number", "given_name", "family_name", "municipality"}) {
      EXPECT_THAT(fields, testing::Contains(field));
    }
  }
  const Document& sent = list(of, "messages").at(0);
  EXPECT_EQ(sent.text("kind"), "request");
  EXPECT_EQ(sent.text("state"), "delivered");
  EXPECT_EQ(sent.text("since"), base::text(fk_.office.clock.now()));
  EXPECT_FALSE(list(sent, "fields").empty());
  EXPECT_THAT(texts(list(all, "basis"), "text"), ElementsAre("114 kap. SFB")) << "what is in force, and no more";
  EXPECT_EQ(list(all, "kept").at(1).integer_or("days", 0), 30);
  EXPECT_THAT(io::to_json(all), Not(HasSubstr(person().number)));
}

TEST_F(Extracting, TellsOfTheOtherAuthorityOnlyTheFieldsThatSusMayTellIt) {
  auto policy = std::make_shared<core::Policy>(*fk_.rules.policy);
  std::erase_if(policy->field_lists, [](const core::FieldList& row) { return row.flow == core::Flow::sus_to_agency; });
  policy->field_lists.push_back({core::Flow::sus_to_agency, {"number"}, always()});
  fk_.rules.policy = policy;
  registered();
  const Document::Array recipients = list(one(extract()), "recipients");
  EXPECT_GT(list(recipients.at(0), "fields").size(), 1U);
  EXPECT_THAT(texts(list(recipients.at(1), "fields"), "field"), ElementsAre("number"));
}

TEST_F(Extracting, TellsWhatWaitsToBeSentAndWhatWasStopped) {
  fk_.request();
  Document message = list(one(extract()), "messages").at(0);
  EXPECT_EQ(message.text("state"), "queued");
  EXPECT_TRUE(list(message, "fields").empty()) << "nothing of it has left";
  EXPECT_TRUE(list(one(extract()), "recipients").empty());
  // AF's office is said to answer no more: the request can never leave.
  directory([](core::DirectoryRows& rows) {
    std::erase_if(rows.assignments, [](const core::Assignment& row) { return row.user == "fk.gavle"; });
  });
  carry(fk_, node_);
  EXPECT_TRUE(list(extract(), "registrations").empty()) << "what was never registered leaves with its stop";
}

TEST_F(Extracting, OfWhatWasStoppedTellsWhetherSusMayHaveGotIt) {
  for (const bool handed : {false, true}) {
    core::Participation record = participation();
    record.key = handed ? "I-2" : "I-1";
    record.number = handed ? test_number("1988-03-04") : record.number;
    fk_.office.take({record});
    const auto in = fk_.office.due().at(0).sequence;
    if (handed) fk_.office.hand(in);
    fk_.office.write([&](ports::Transaction& t) {
      if (handed) must(t.retry(in, fk_.office.clock.now()));
      must(t.stop(in, {core::Code::removed_for_cause}, std::nullopt, fk_.office.clock.now()));
    });
    const Document all = extract("fk.dpo", record.number);
    EXPECT_EQ(one(all).text("state"), "stopped");
    EXPECT_THAT(one(all).find("status")->text("sv"), HasSubstr(handed ? "inte känt" : "inte skickad"));
    EXPECT_EQ(list(one(all), "recipients").size(), handed ? 1U : 0U);
  }
}

TEST_F(Extracting, OfTwoRegistrationsIsBothForTheOfficerAndTheirOwnForEachCaseworker) {
  registered();
  fk_.office.take({participation()});
  fk_.office.deliver();
  const Document all = extract();
  ASSERT_EQ(list(all, "registrations").size(), 2U) << io::to_json(all);
  const Document& insats = one(all, 1);
  EXPECT_EQ(insats.text("kind"), "participation");
  EXPECT_EQ(insats.text("state"), "registered");
  EXPECT_THAT(texts(list(insats, "places"), "name"), ElementsAre("Arbetsträning"));
  EXPECT_EQ(insats.find("from")->text("source"), "accorda");
  EXPECT_EQ(insats.find("from")->text("key"), "I-1");
  EXPECT_EQ(list(insats, "history").at(0).text("happened"), kStart.text());
  EXPECT_THAT(texts(list(list(insats, "recipients").at(0), "fields"), "field"),
              ElementsAre("number", "given_name", "family_name", "sex", "education", "income_source_before",
                          "employment_before"));
  const Document of_case = extract("fk.gavle");
  EXPECT_EQ(of_case.text("extent"), "own_places");
  ASSERT_EQ(list(of_case, "registrations").size(), 1U);
  EXPECT_EQ(one(of_case).text("kind"), "cooperation");
  const Document of_insats = extract("fk.insats");
  ASSERT_EQ(list(of_insats, "registrations").size(), 1U);
  EXPECT_EQ(one(of_insats).text("kind"), "participation");
}

TEST_F(Extracting, IsRefusedToWhoMayNotTakeItOut) {
  registered();
  const auto fault = [&](const char* by) { return refusal("participant.extract", asked(by)).fault; };
  EXPECT_EQ(fault("af.gavle"), base::Fault::deny) << "another organisation's caseworker of the same case";
  EXPECT_EQ(fault("af.dpo"), base::Fault::deny) << "another organisation's officer";
  EXPECT_EQ(fault("nobody"), base::Fault::deny);
  EXPECT_EQ(fault("fk.sandviken"), base::Fault::reject) << "a caseworker without the assignment";
  EXPECT_EQ(fault("fk.insats"), base::Fault::reject);
  EXPECT_THAT(looks(registered()), testing::IsEmpty()) << "who is refused has not looked";
  fk_.office.clock.on(std::chrono::days(1));
  EXPECT_EQ(fault("fk.dpo"), base::Fault::deny) << "the day after the role ended";
}

TEST_F(Extracting, TellsWhoIsNotTheAskersNothingThatWhoIsUnknownIsNotTold) {
  registered();
  const base::Error unknown = refusal("participant.extract", asked("fk.sandviken", test_number("1991-05-06")));
  const base::Error others = refusal("participant.extract", asked("fk.sandviken"));
  EXPECT_EQ(unknown.what, others.what);
  EXPECT_EQ(unknown.fault, others.fault);
  EXPECT_THAT(others.what, Not(HasSubstr(person().number)));
}

TEST_F(Extracting, OfWhomNothingIsKnownSaysSo) {
  const Document none = extract("fk.dpo", test_number("1991-05-06"));
  EXPECT_FALSE(is(none, "found"));
  EXPECT_TRUE(list(none, "registrations").empty());
  EXPECT_TRUE(none.find("person")->is_null());
  EXPECT_THAT(none.find("text")->text("sv"), HasSubstr("ingenting som kan kopplas"));
  EXPECT_THAT(none.find("text")->text("en"), HasSubstr("nothing here that can be tied"));
  EXPECT_THAT(looks({}), ElementsAre("fk.dpo participant.extract")) << "kept under no case";
}

TEST_F(Extracting, OfWhoWasErasedIsAsOfWhomNothingIsKnown) {
  registered();
  answer("consent", Document().set("action", "withdraw").set("person", person().number).set("by", "fk.gavle"));
  const Document erased = extract();
  EXPECT_FALSE(is(erased, "found")) << io::to_json(erased);
  EXPECT_EQ(refusal("participant.extract", asked("fk.gavle")).fault, base::Fault::reject) << "reading is closed";
}

TEST_F(Extracting, OfAConsentTakenBackIsForTheOfficerAlone) {
  fk_.office.take({participation()});
  fk_.office.deliver();
  EXPECT_EQ(list(extract("fk.insats"), "registrations").size(), 1U);
  fk_.office.withdraw({"accorda", "I-1", std::nullopt}, kToday);
  fk_.office.deliver();
  EXPECT_EQ(refusal("participant.extract", asked("fk.insats")).fault, base::Fault::reject) << "reading is closed";
  const Document all = extract();
  const Document& of = one(all);
  EXPECT_EQ(of.text("state"), "exited");
  EXPECT_EQ(of.find("consent")->text("withdrawn"), kToday.text());
  EXPECT_EQ(list(of, "recipients").at(0).text("told"), "exit");
  const Document& exit = list(of, "messages").at(1);
  EXPECT_EQ(exit.text("kind"), "exit");
  EXPECT_TRUE(list(exit, "fields").empty()) << "it carries no identity";
}

TEST_F(Extracting, EndsForTheCaseworkerSomeDaysAfterTheEnd) {
  fk_.office.take({participation()});
  fk_.office.deliver();
  core::Participation ended = participation();
  ended.end = kToday;
  ended.answers.income_source_after = "1";
  fk_.office.take({ended}, "day-2");
  fk_.office.deliver();
  fk_.office.clock.on(std::chrono::days(90));
  EXPECT_EQ(list(extract("fk.insats"), "registrations").size(), 1U);
  fk_.office.clock.on(std::chrono::days(1));
  EXPECT_EQ(refusal("participant.extract", asked("fk.insats")).fault, base::Fault::reject);
}

TEST_F(Extracting, OfSomebodyProtectedTellsNeitherNameNorPlaceNorCaseworker) {
  fk_.office.take({participation()});
  fk_.office.deliver();
  answer("participant.protect", Document().set("person", person().number).set("by", "fk.gavle"));
  fk_.office.deliver();
  for (const char* by : {"fk.dpo", "fk.insats"}) {
    const Document all = extract(by);
    EXPECT_TRUE(is(all, "protected"));
    ASSERT_EQ(list(all, "registrations").size(), 1U);
    EXPECT_TRUE(is(one(all), "hidden"));
    const std::string text = io::to_json(all);
    for (const char* part : {"Testsson", "training", "Arbetsträning", "maj.lind", "Gävle kommun"}) {
      EXPECT_THAT(text, Not(HasSubstr(part))) << by;
    }
    EXPECT_THAT(text, Not(HasSubstr(person().number)));
    EXPECT_EQ(list(one(all), "messages").at(1).text("kind"), "strip");
    EXPECT_THAT(all.find("text")->text("sv"), HasSubstr("skyddade"));
  }
}

TEST_F(Extracting, OfSomebodyProtectedWhoseCaseIsStrippedFindsNoCaseByTheNumber) {
  registered();
  answer("participant.protect", Document().set("person", person().number).set("by", "fk.gavle"));
  const Document all = extract();
  EXPECT_TRUE(is(all, "found")) << "the mark is kept";
  EXPECT_TRUE(list(all, "registrations").empty());
}

TEST_F(Extracting, TellsWhoSaidThatTheyAreProtectedAndWhenThatWasLifted) {
  fk_.office.write([&](ports::Transaction& t) {
    const auto number = std::get<core::PersonNumber>(core::PersonNumber::parse(person().number, kToday));
    must(t.protect(number, "fk.gavle", fk_.office.clock.now(), core::Protection::marked));
  });
  core::Participation flagged = participation();
  flagged.protection = core::Protection::protected_registration;
  fk_.office.take({flagged});
  const std::string told(extract().find("text")->text("sv"));
  EXPECT_THAT(told, HasSubstr("Skyddet har angetts av dig eller en handläggare, först 2026-11-21, som "
                              "sekretessmarkering."));
  EXPECT_THAT(told, HasSubstr("av källsystemet accorda, först 2026-11-21, som skyddad folkbokföring."));
  fk_.office.take({participation()}, "day-2");
  answer("participant.lift", Document().set("person", person().number).set("by", "fk.gavle"));
  const std::string lifted(extract().find("text")->text("sv"));
  EXPECT_THAT(lifted, HasSubstr("Ett skydd hävdes 2026-11-21"));
  EXPECT_THAT(lifted, Not(HasSubstr("Skyddet har angetts")));
}

TEST_F(Extracting, TellsTheOfficerWhatWaitsAndWhy) {
  core::Participation waits = waiting();
  fk_.office.take({waits});
  const Document all = extract();
  ASSERT_EQ(list(all, "records").size(), 1U) << io::to_json(all);
  const Document& record = list(all, "records").at(0);
  EXPECT_EQ(record.text("source"), "accorda");
  EXPECT_EQ(record.text("outcome"), "parked");
  EXPECT_EQ(list(record, "reasons").at(0).text("code"), "consent_missing");
  EXPECT_FALSE(list(record, "reasons").at(0).find("sentence")->text("sv").empty());
  // An answer to consent is waited for from 31 January of the year after the start.
  const base::Instant asked_for(std::chrono::sys_days(core::answer_due_on(core::made::kStart).ymd()));
  EXPECT_EQ(record.text("delete_after"), base::text(asked_for + std::chrono::days(90)));
  EXPECT_EQ(refusal("participant.extract", asked("fk.insats")).fault, base::Fault::reject)
      << "what waits is of no place yet";
}

TEST_F(Extracting, TellsNothingOfAnotherPersonThatWaitsUnderTheSameKey) {
  fk_.office.take({made::participation()});
  for (const ports::DueMessage& item : fk_.office.due()) {
    fk_.office.hand(item.sequence);
    fk_.office.settle(item.sequence, core::Admitted::rejected, {{core::Code::already_registered}});
  }
  core::Participation other = waiting();
  other.number = test_number("1988-03-04");
  other.given_name = "Enannan";
  fk_.office.take({other}, "day-2");
  EXPECT_THAT(io::to_json(extract()), Not(HasSubstr("Enannan")));
}

TEST_F(Extracting, IsItselfInTheAccessLogAndTellsWhoLookedInWhichCapacityWithoutNames) {
  const base::RegistrationId id = registered();
  answer("case.show", Document().set("id", id.text()).set("by", "fk.gavle"));
  fk_.office.clock.on(std::chrono::hours(1));
  const Document all = extract();
  EXPECT_THAT(looks(id), ElementsAre("fk.gavle case.show", "fk.dpo participant.extract"));
  const Document::Array& looked = list(one(all), "looked");
  ASSERT_EQ(looked.size(), 2U);
  EXPECT_EQ(looked[0].text("user"), "fk.gavle");
  EXPECT_EQ(looked[0].find("organisation")->text("name"), "Försäkringskassan");
  EXPECT_THAT(texts(list(looked[0], "places"), "id"), ElementsAre("fk_gavle"));
  EXPECT_EQ(looked[0].find("name")->text("sv"), "visade ärendet");
  EXPECT_EQ(*list(looked[1], "roles").at(0).string(), "dataskyddsombud");
  EXPECT_THAT(io::to_json(all), Not(HasSubstr("Dana Ombud")));
  EXPECT_TRUE(list(one(extract("fk.gavle")), "looked").empty()) << "who looked is the officer's to read";
}

TEST_F(Extracting, OfAProposalTellsWhoProposedItToWhom) {
  const auto proposed = af_.act(af_.asked_request("af.gavle"), person());
  ASSERT_EQ(proposed.outcome, core::Outcome::proposed);
  carry(af_, node_);
  catch_up(fk_, node_);
  const Document all = extract();
  const Document& of = one(all);
  EXPECT_EQ(of.text("state"), "proposed");
  const Document& task = list(of, "proposals").at(0);
  EXPECT_EQ(task.text("act"), "request");
  EXPECT_EQ(task.find("by")->text("name"), "Arbetsförmedlingen");
  EXPECT_EQ(task.find("office")->text("name"), "Försäkringskassan Gävle");
}

}  // namespace
}  // namespace gateway::api
