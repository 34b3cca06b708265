#include "tests/unit/api/desk.h"

namespace gateway::api {
namespace {

using Participant = Desk;
using base::Document;
using base::Fault;

constexpr const char* kNumber = "198502032389";

TEST_F(Participant, AWithdrawalTellsWhatStopsAndWhatLeavesOnceNothingIsInHands) {
  const auto answer = consent("withdraw", "anyone", "2026-11-20");
  ASSERT_TRUE(answer) << answer.error().what;
  EXPECT_EQ(answer->integer_or("records", 0), 1);
  EXPECT_EQ(answer->integer_or("stopped", 0), 1);
  EXPECT_EQ(answer->integer_or("messages", 0), 1);
  ASSERT_EQ(engine_.waited.size(), 1u);
  EXPECT_EQ(engine_.waited[0], (std::vector<std::string>{ledger_.state.records[0].registration->text()}));
  EXPECT_EQ(answer->find("text")->text("sv"),
            "Uppgiften är sparad och gäller: 1 post berörs. Stoppat: 1 köat meddelande. Skickas: 1 "
            "meddelande utan personuppgifter. Ingen annan hade fått uppgifterna.");
  EXPECT_EQ(answer->find("text")->text("en"),
            "The fact is stored and holds: 1 record concerned. Stopped: 1 queued message. Will be "
            "sent: 1 message without identity. Nobody else had received the data.");
  EXPECT_EQ(ledger_.state.told.withdrawn, base::Date::of(2026, 11, 20));
}

TEST_F(Participant, AWithdrawalWithoutADayIsOfToday) {
  ASSERT_TRUE(consent("withdraw"));
  EXPECT_EQ(ledger_.state.told.withdrawn, base::Date::of(2026, 11, 21));
}

TEST_F(Participant, AWithdrawalIsNotAcknowledgedWhileAMessageIsInHands) {
  engine_.in_hands_fault = base::Error{Fault::retry, "the target does not answer"};
  expect_refused(consent("withdraw"), Fault::retry, "stored and effective");
  EXPECT_FALSE(ledger_.state.done.empty()) << "the fact itself stands";
}

TEST_F(Participant, WhatProtectsAsksForNoRoleAndAYesDoes) {
  EXPECT_TRUE(consent("decline", "kalle.nord"));
  EXPECT_TRUE(consent("withdraw", "kalle.nord"));
  EXPECT_TRUE(run("participant.protect", Document().set("person", kNumber).set("by", "kalle.nord")));
  expect_refused(consent("give", "kalle.nord", "2026-11-20", "SUS-2024"), Fault::deny, "deltagaransvarig");
  expect_refused(consent("give", "nobody", "2026-11-20", "SUS-2024"), Fault::deny, "deltagaransvarig");
  EXPECT_TRUE(consent("give", "maj.lind", "2026-11-20", "SUS-2024"));
}

TEST_F(Participant, AYesAsksForTheAssignmentInTheOwnOrganisation) {
  const base::Period always{base::Date::of(2020, 1, 1).value(), std::nullopt};
  core::DirectoryRows& rows = ledger_.state.directory;
  rows.organisations.push_back({"sandviken", "Sandvikens kommun", "municipality", {}});
  rows.users.push_back({"sam.berg", "Sam Berg", "sandviken"});
  rows.roles.push_back({"sam.berg", "deltagaransvarig", always});
  rows.roles.push_back({"kalle.nord", "deltagaransvarig", always});
  rows.assignments.push_back({"sam.berg", "arbetstraning", always});
  expect_refused(consent("give", "sam.berg", "2026-11-20", "SUS-2024"), Fault::deny, "deltagaransvarig");
  const auto role_alone = consent("give", "kalle.nord", "2026-11-20", "SUS-2024");
  expect_refused(role_alone, Fault::reject, "ingenting väntar på ditt samtyckesbesked");
  const auto unknown = run("consent", Document()
                                          .set("action", "give")
                                          .set("source", "accorda")
                                          .set("key", "unknown")
                                          .set("date", "2026-11-20")
                                          .set("form", "SUS-2024")
                                          .set("by", "maj.lind"));
  expect_refused(unknown, Fault::reject, "nothing here waits for your yes");
  EXPECT_EQ(unknown.error().what, role_alone.error().what) << "not found and not allowed are one answer";
  EXPECT_TRUE(ledger_.state.done.empty() || ledger_.state.done.back() == "pending") << "nothing is told";
  EXPECT_TRUE(consent("give", "maj.lind", "2026-11-20", "SUS-2024"));
}

TEST_F(Participant, S_AYesByNumberThatSeveralWaitForIsAnsweredWithTheirKeys) {
  core::Participation one;
  one.key = "I-7";
  core::Participation made = one;
  made.key = std::string(kNumber) + "|arbetsträning|2026-01-07";
  made.file = "deltagare.csv";
  made.line = 5;
  codec_.records = {{"one", one}, {"made", made}};
  ledger_.state.waiting = {{1, "accorda", "dag-1", "one"}, {2, "accorda", "dag-1", "made"}};
  ledger_.state.records = {{1, "accorda", std::nullopt}, {2, "accorda", std::nullopt}};
  const auto give = [this] {
    return run("consent", Document()
                              .set("action", "give")
                              .set("person", kNumber)
                              .set("date", "2026-11-20")
                              .set("form", "SUS-2024")
                              .set("by", "maj.lind"));
  };
  const auto refused = give();
  expect_refused(refused, Fault::reject, "ange --source och --key");
  expect_refused(refused, Fault::reject, ": accorda I-7, accorda deltagare.csv:5");
  EXPECT_EQ(refused.error().what.find(kNumber), std::string::npos);
  EXPECT_FALSE(ledger_.state.situation.standing.told);
  ledger_.state.waiting.pop_back();
  EXPECT_TRUE(give()) << "one is left that waits";
  EXPECT_TRUE(ledger_.state.situation.standing.told);
}

TEST_F(Participant, AYesIsOfOneCaseInOneWay) {
  const auto give = [this](Document arguments, const char* action = "give") {
    return run("consent", arguments.set("action", action).set("by", "maj.lind").set("date", "2026-11-20"));
  };
  const std::string id(32, 'a');
  const auto form = [] { return Document().set("form", "SUS-2024"); };
  expect_refused(give(form().set("case", id).set("person", kNumber)), Fault::reject, "in one way");
  expect_refused(give(form().set("case", id)), Fault::reject, "nothing here waits");
  expect_refused(give(Document().set("case", id), "withdraw"), Fault::reject, "argument case belongs");
}

TEST_F(Participant, AConsentNeedsItsDayAndItsForm) {
  expect_refused(consent("give", "maj.lind", nullptr, "SUS-2024"), Fault::reject, "date is missing");
  expect_refused(consent("give", "maj.lind", "2026-11-20"), Fault::reject, "form is missing");
  expect_refused(consent("withdraw", "maj.lind", "2026-11-20", "SUS-2024"), Fault::reject, "form belongs");
  EXPECT_TRUE(consent("give", "maj.lind", "2026-11-21", "SUS-2024"));
  EXPECT_EQ(ledger_.state.told.form, "SUS-2024");
  EXPECT_TRUE(engine_.waited.empty());
}

TEST_F(Participant, ADayThatIsNoneOrNotYetIsRefused) {
  expect_refused(consent("give", "maj.lind", "2026-11-22", "SUS-2024"), Fault::reject, "future");
  expect_refused(consent("withdraw", "maj.lind", "2026-11-22"), Fault::reject, "future");
  for (const char* bad : {"2026-02-30", "20261120", "igår", "2026-11-20T00:00"}) {
    expect_refused(consent("withdraw", "maj.lind", bad), Fault::reject, "YYYY-MM-DD");
  }
  EXPECT_TRUE(ledger_.state.done.empty());
}

TEST_F(Participant, IsNamedInExactlyOneWay) {
  const auto named = [this](Document arguments) {
    return run("consent", arguments.set("action", "withdraw").set("by", "maj.lind"));
  };
  expect_refused(named({}), Fault::reject, "either source and key, or person");
  expect_refused(named(Document().set("source", "accorda").set("key", "I-1").set("person", kNumber)), Fault::reject,
                 "either source and key, or person");
  expect_refused(named(Document().set("key", "I-1")), Fault::reject, "argument source is missing");
  expect_refused(named(Document().set("source", "accorda")), Fault::reject, "argument key is missing");
  expect_refused(named(Document().set("source", "accorda").set("key", "unknown")), Fault::reject, "no record matches");
  EXPECT_TRUE(named(Document().set("person", kNumber)));
}

TEST_F(Participant, APersonNumberNeverComesBack) {
  const auto done = run("participant.protect", Document().set("person", kNumber).set("by", "maj.lind"));
  ASSERT_TRUE(done);
  EXPECT_EQ(done->find("text")->text("sv").find(kNumber), std::string::npos);
  for (const char* bad : {"198502032380", "1985020323X9", "19850203-238", "198513032389"}) {
    const auto refused = run("participant.protect", Document().set("person", bad).set("by", "maj.lind"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().what.find(bad), std::string::npos);
    EXPECT_TRUE(refused.error().what.starts_with("argumentet person: Personn")) << refused.error().what;
    EXPECT_NE(refused.error().what.find(" / argument person: The "), std::string::npos) << refused.error().what;
  }
  const auto misplaced = run("consent", Document().set(kNumber, "withdraw"));
  ASSERT_FALSE(misplaced);
  EXPECT_EQ(misplaced.error().what.find(kNumber), std::string::npos);
}

TEST_F(Participant, ProtectionStripsWhatTheNodeHas) {
  const auto answer = run("participant.protect", Document().set("person", kNumber).set("by", "maj.lind"));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->integer_or("messages", 0), 1);
  EXPECT_EQ(ledger_.state.done.front(), "protected by maj.lind");
  EXPECT_EQ(engine_.waited.size(), 1u);
}

TEST_F(Participant, Q_ADeathIsTakenFromAnybodyAndEndsEverything) {
  const auto say = [this](const char* date, const char* by = "anyone") {
    Document arguments = Document().set("person", kNumber).set("by", by);
    if (date != nullptr) arguments.set("date", date);
    return run("participant.deceased", arguments);
  };
  expect_refused(say(nullptr), Fault::reject, "date is missing");
  expect_refused(say("2026-11-22"), Fault::reject, "future");
  expect_refused(say("1984-12-31"), Fault::reject, "born");
  expect_refused(say("2026-02-30"), Fault::reject, "YYYY-MM-DD");
  expect_refused(run("participant.deceased", Document().set("person", kNumber).set("date", "2026-11-20")),
                 Fault::reject, "argument by is missing");
  EXPECT_TRUE(ledger_.state.done.empty());
  const auto answer = say("2026-11-21");
  ASSERT_TRUE(answer) << answer.error().what;
  EXPECT_EQ(answer->integer_or("records", 0), 1);
  EXPECT_EQ(answer->integer_or("messages", 0), 1);
  EXPECT_EQ(ledger_.state.done.front(), "dead by anyone");
  EXPECT_EQ(ledger_.state.situation.deceased, base::Date::of(2026, 11, 21));
  EXPECT_EQ(engine_.waited.size(), 1u) << "not answered while something is in hands";
  EXPECT_EQ(answer->find("text")->text("sv").find(kNumber), std::string::npos);
}

/// dso is the data protection officer here, sam.berg both that and deltagaransvarig in another municipality.
core::DirectoryRows with_officers(core::DirectoryRows rows) {
  const base::Period always{base::Date::of(2020, 1, 1).value(), std::nullopt};
  rows.organisations.push_back({"sandviken", "Sandvikens kommun", "municipality", {}});
  rows.users.push_back({"dso", "Dataskyddsombudet", "gavle"});
  rows.users.push_back({"sam.berg", "Sam Berg", "sandviken"});
  rows.roles.push_back({"dso", "dataskyddsombud", always});
  rows.roles.push_back({"sam.berg", "dataskyddsombud", always});
  rows.roles.push_back({"sam.berg", "deltagaransvarig", always});
  return rows;
}

TEST_F(Participant, R_WhatIsWrongIsSaidByAKnownUserWithARoleForIt) {
  const auto say = [this](const char* by) {
    ledger_.state.directory = with_officers(directory());
    return run("participant.wrong",
               Document().set("source", "accorda").set("key", "I-1").set("reason", "wrong_person").set("by", by));
  };
  for (const char* by : {"kalle.nord", "nobody", "sam.berg", "198502032389 ringde"}) {
    const auto refused = say(by);
    expect_refused(refused, Fault::deny, "deltagaransvarig or dataskyddsombud");
    EXPECT_EQ(refused.error().what.find(by), std::string::npos);
  }
  EXPECT_TRUE(ledger_.state.done.empty());
  EXPECT_TRUE(ledger_.state.incidents.empty());
  EXPECT_TRUE(say("maj.lind"));
  EXPECT_TRUE(say("dso"));
}

TEST_F(Participant, P_NumbersAreTakenApartByWhoeverRegistersOrTheDataProtectionOfficer) {
  const auto say = [this](const char* by, const char* key = "I-1") {
    ledger_.state.directory = with_officers(directory());
    return run("participant.part",
               Document().set("source", "accorda").set("key", key).set("person", kNumber).set("by", by));
  };
  for (const char* by : {"kalle.nord", "nobody", "sam.berg"})
    expect_refused(say(by), Fault::deny, "take numbers apart");
  ledger_.state.no_parting = core::Code::number_sent;
  expect_refused(say("maj.lind"), Fault::reject, "number_sent: Numret kan inte gå tillbaka");
  expect_refused(say("maj.lind"), Fault::reject, "participant wrong");
  expect_refused(say("maj.lind", "unknown"), Fault::reject, "no such record");
  EXPECT_TRUE(ledger_.state.done.empty());
  ledger_.state.no_parting.reset();
  EXPECT_TRUE(say("dso"));
  const auto answer = say("maj.lind");
  ASSERT_TRUE(answer) << answer.error().what;
  EXPECT_EQ(answer->integer_or("records", 0), 1);
  EXPECT_EQ(ledger_.state.done.back(), "parted by maj.lind");
}

TEST_F(Participant, R_WhatIsWrongIsNamedInExactlyOneWay) {
  const auto say = [this](Document arguments) {
    return run("participant.wrong", arguments.set("reason", "wrong_person").set("by", "maj.lind"));
  };
  const std::string id(32, 'a');
  expect_refused(say({}), Fault::reject, "who is meant");
  expect_refused(say(Document().set("case", id).set("person", kNumber)), Fault::reject, "in one way");
  expect_refused(say(Document().set("case", id).set("source", "accorda").set("key", "I-1")), Fault::reject,
                 "in one way");
  expect_refused(say(Document().set("case", "I-1")), Fault::reject, "argument case");
  expect_refused(say(Document().set("case", id)), Fault::reject, "nothing that matches");
  EXPECT_TRUE(say(Document().set("case", ledger_.state.records[0].registration->text())));
}

TEST_F(Participant, R_AWrongRegistrationIsDestroyedAndOpensAnIncident) {
  ledger_.state.directory = with_officers(directory());
  const auto say = [this](const char* reason) {
    return run("participant.wrong",
               Document().set("source", "accorda").set("key", "I-1").set("reason", reason).set("by", "maj.lind"));
  };
  expect_refused(say("typo"), Fault::reject, "reason");
  const auto answer = say("wrong_person");
  ASSERT_TRUE(answer) << answer.error().what;
  EXPECT_EQ(answer->integer_or("records", 0), 1);
  EXPECT_EQ(answer->integer_or("messages", 0), 1);
  EXPECT_EQ(engine_.waited.size(), 1u) << "not answered while something is in hands";

  auto listed = run("incident.list");
  ASSERT_TRUE(listed);
  const base::Document& row = listed->find("rows")->array()->at(0);
  EXPECT_EQ(row.text("cause"), "wrong_person");
  EXPECT_EQ(row.text("state"), "open");
  EXPECT_NE(row.text("deadline"), row.text("discovered"));
  const std::string id(row.text("id"));
  const auto change = [&](const char* operation, Document arguments) {
    return run(operation, arguments.set("id", id).set("by", "dso"));
  };
  for (const char* by : {"maj.lind", "kalle.nord", "nobody", "sam.berg"}) {
    for (const char* operation : {"incident.report", "incident.close"}) {
      Document arguments = Document().set("id", id).set("by", by);
      if (std::string_view(operation) == "incident.close") arguments.set("reason", "handled");
      expect_refused(run(operation, arguments), Fault::deny, "dataskyddsombud");
    }
  }
  EXPECT_EQ(core::state(ledger_.state.incidents.begin()->second), core::IncidentState::open);
  EXPECT_EQ(change("incident.report", {})->text("state"), "reported");
  expect_refused(change("incident.report", {}), Fault::reject, "reported already");
  expect_refused(change("incident.close", Document().set("reason", "any")), Fault::reject, "reason");
  EXPECT_EQ(change("incident.close", Document().set("reason", "handled"))->text("state"), "closed");
  expect_refused(
      run("incident.close", Document().set("id", std::string(32, '0')).set("by", "dso").set("reason", "handled")),
      Fault::reject, "no incident");
}

}  // namespace
}  // namespace gateway::api
