#include "tests/unit/io/store/office.h"

namespace gateway::io {
namespace {

using namespace made;
using core::Admitted;
using core::MessageKind;

core::Incoming incoming(core::Message message) {
  core::Incoming in{std::move(message), std::nullopt};
  if (in.message.kind == MessageKind::in) in.person = person();
  return in;
}

/// A node's ledger with the core's rules around it.
class Node : public Office {
 public:
  core::Admission receive(const core::Incoming& in, const std::string& sender = "gavle") {
    core::Admission admission;
    write([&](ports::Transaction& t) {
      const auto situation = must(t.node_situation(in, sender));
      admission = core::admit(in, situation, world.directory, world.policy, sender, kToday);
      must(t.store(in, sender, admission, clock.now()));
    });
    return admission;
  }
  std::int64_t rows(std::string_view table) { return must(ledger->stat()).find("rows")->integer_or(table, -1); }
};

core::Message of_other(core::Message message, std::uint8_t n, const char* place = "social") {
  message.registration = registration_id(n);
  message.place = place;
  return message;
}

TEST(NodeLedger, AnswersTheSameToTheSame) {
  Node node;
  EXPECT_EQ(node.receive(incoming(in_message())).admitted, Admitted::accepted);
  EXPECT_EQ(node.receive(incoming(in_message())).admitted, Admitted::accepted);
  EXPECT_EQ(node.rows("registrations"), 1);
  EXPECT_EQ(node.rows("subjects"), 1);
}

TEST(NodeLedger, RefusesASecondRegistrationOfTheSame) {
  Node node;
  node.receive(incoming(in_message()));
  const auto again = node.receive(incoming(of_other(in_message(), 2, "training")));
  EXPECT_EQ(again.admitted, Admitted::rejected);
  EXPECT_EQ(codes(again.reasons), (std::vector{core::Code::already_registered}));
  core::Incoming other = incoming(in_message());
  other.person->number = test_number("1988-03-04");
  EXPECT_EQ(codes(node.receive(other).reasons), (std::vector{core::Code::number_known_by_other_id}));
}

TEST(NodeLedger, KeepsNothingOfWhomItRejects) {
  Node node;
  core::Message message = in_message();
  message.consent_form.clear();
  EXPECT_EQ(node.receive(incoming(message)).admitted, Admitted::rejected);
  EXPECT_EQ(node.rows("registrations"), 0);
  EXPECT_EQ(node.rows("subjects"), 0);
}

TEST(NodeLedger, RefusesAVoidIdForEver) {
  Node node;
  const auto voided =
      node.receive(incoming(message(MessageKind::exit_or_void, day("2026-11-10"), "consent_withdrawn")));
  EXPECT_EQ(voided.admitted, Admitted::voided);
  node.reopen();
  const auto late = node.receive(incoming(in_message()));
  EXPECT_EQ(codes(late.reasons), (std::vector{core::Code::registration_voided}));
  EXPECT_EQ(node.rows("subjects"), 0);
}

TEST(NodeLedger, LetsIdentityGoAtAStripAndKnowsTheNumber) {
  Node node;
  node.receive(incoming(in_message()));
  node.receive(incoming(of_other(in_message(), 2)));
  EXPECT_EQ(node.receive(incoming(message(MessageKind::strip, kToday, "person_protected"))).admitted,
            Admitted::accepted);
  EXPECT_EQ(node.rows("registrations"), 2);  // The course goes on.
  EXPECT_EQ(node.rows("protected"), 1);
  const auto again = node.receive(incoming(of_other(in_message(), 3)));
  EXPECT_EQ(codes(again.reasons), (std::vector{core::Code::person_protected}));
}

TEST(NodeLedger, LetsIdentityGoAtAWithdrawalUnlessAnotherConsentStands) {
  Node node;
  node.receive(incoming(in_message()));
  node.receive(incoming(of_other(in_message(), 2)));
  const auto exit = [](std::uint8_t n) {
    core::Message made = message(MessageKind::exit, day("2026-11-10"), "consent_withdrawn");
    made.registration = registration_id(n);
    return incoming(made);
  };
  node.receive(exit(1));
  EXPECT_EQ(codes(node.receive(incoming(of_other(in_message(), 3))).reasons),
            (std::vector{core::Code::already_registered}));  // The other one still knows the person.
  node.receive(exit(2));
  EXPECT_EQ(node.receive(incoming(of_other(in_message(), 4))).admitted, Admitted::accepted);
}

TEST(NodeLedger, TakesTheNewestTotalsOfEachSender) {
  Node node;
  const auto totals = [](std::int64_t women, std::int64_t version) {
    core::Message made;
    made.kind = MessageKind::totals;
    made.totals = {"training", 2026, women, 0, version};
    return incoming(made);
  };
  node.receive(totals(5, 2));
  node.receive(totals(3, 1));
  node.receive(totals(4, 1), "sandviken");
  ASSERT_EQ(must(node.ledger->totals()).size(), 1U);
  EXPECT_EQ(must(node.ledger->totals())[0].women, 9);
}

TEST(NodeLedger, KeepsTasksWithoutAPerson) {
  Node node;
  core::Message task = message(MessageKind::task);
  task.place = "af_gavle";
  EXPECT_EQ(node.receive(incoming(task)).admitted, Admitted::accepted);
  EXPECT_EQ(node.rows("registrations"), 1);
  EXPECT_EQ(node.rows("subjects"), 0);
}

TEST(NodeLedger, AnswersAStrangerAsIfThereWereNothing) {
  Node node;
  node.receive(incoming(in_message()));
  const auto other = node.receive(incoming(message(MessageKind::strip, kToday, "person_protected")), "sandviken");
  EXPECT_EQ(codes(other.reasons), (std::vector{core::Code::registration_unknown}));
  EXPECT_EQ(node.rows("protected"), 0);
}

TEST(NodeLedger, R_OfAWrongRegistrationOnlyTheIdStays) {
  Node node;
  node.receive(incoming(in_message()));
  node.receive(incoming(of_other(in_message(), 2)));
  ASSERT_EQ(node.rows("subjects"), 1);
  const auto wrong = [&](std::uint8_t n) {
    core::Message exit = message(MessageKind::exit, kToday, "wrong_person");
    exit.registration = registration_id(n);
    return node.receive({exit, std::nullopt}).admitted;
  };
  EXPECT_EQ(wrong(1), Admitted::voided);
  EXPECT_EQ(node.rows("subjects"), 1) << "whom another registration names";
  EXPECT_EQ(codes(node.receive(incoming(in_message())).reasons), (std::vector{core::Code::registration_voided}));
  EXPECT_EQ(wrong(2), Admitted::voided);
  EXPECT_EQ(node.rows("subjects"), 0);
  EXPECT_EQ(node.rows("registrations"), 2) << "the trace";
  EXPECT_EQ(wrong(2), Admitted::voided) << "again the same";
}

core::Message died(std::uint8_t n, const char* on) {
  return of_other(message(MessageKind::exit, day(on), "person_deceased"), n);
}

/// Another party's registration in of the person.
core::Incoming elsewhere(std::uint8_t n) {
  core::Message in = of_other(in_message(), n);
  in.act.organisation = "sandviken";
  in.act.user = "sam.berg";
  return incoming(in);
}

TEST(NodeLedger, Q_RegistersNobodyAnyMoreWhoseDeathOneSenderHasTold) {
  Node node;
  node.receive(incoming(in_message()));
  node.receive(incoming(died(1, "2026-11-10")));
  for (const char* start : {"2026-11-09", "2026-11-10", "2026-11-11"}) {
    core::Incoming late = elsewhere(2);
    late.message.start = day(start);
    EXPECT_EQ(node.receive(late, "sandviken").reasons,
              (std::vector<core::Reason>{{core::Code::person_deceased, "2026-11-10"}}))
        << start;
  }
  core::Incoming other = incoming(of_other(in_message(), 3));
  other.person->number = test_number("1988-03-04");
  EXPECT_EQ(node.receive(other).admitted, Admitted::accepted) << "somebody else";
  EXPECT_EQ(node.rows("registrations"), 2);
}

TEST(NodeLedger, Q_OfSeveralDaysOfADeathTheFirstIsKept) {
  Node node;
  for (std::uint8_t n = 1; n <= 3; ++n) {
    core::Message in = of_other(in_message(), n);
    in.start = kStart + days(n);
    ASSERT_EQ(node.receive(incoming(in)).admitted, Admitted::accepted);
  }
  const auto known = [&] { return node.receive(elsewhere(9), "sandviken").reasons.at(0).detail; };
  node.receive(incoming(died(1, "2026-11-10")));
  node.receive(incoming(died(2, "2026-11-12")));
  EXPECT_EQ(known(), "2026-11-10");
  node.receive(incoming(died(3, "2026-11-08")));
  EXPECT_EQ(known(), "2026-11-08");
}

TEST(NodeLedger, Q_TakesADeathBackWithWhatToldOfItUnlessAnotherStillDoes) {
  for (const char* cause : {"wrong_person", "registered_without_consent", "consent_withdrawn"}) {
    Node node;
    for (std::uint8_t n = 1; n <= 3; ++n) {
      core::Message in = of_other(in_message(), n);
      in.start = kStart + days(n);
      ASSERT_EQ(node.receive(incoming(in)).admitted, Admitted::accepted);
    }
    const auto corrected = [&](std::uint8_t n) {
      return node.receive(incoming(of_other(message(MessageKind::exit, kToday, cause), n)));
    };
    node.receive(incoming(died(1, "2026-11-08")));
    node.receive(incoming(died(2, "2026-11-10")));
    corrected(1);
    EXPECT_EQ(node.receive(elsewhere(9), "sandviken").reasons,
              (std::vector<core::Reason>{{core::Code::person_deceased, "2026-11-10"}}))
        << cause << ": the other one tells of it";
    corrected(2);
    EXPECT_EQ(node.receive(elsewhere(9), "sandviken").admitted, Admitted::accepted) << cause;
  }
}

TEST(NodeLedger, R_OfAWrongPersonNotEvenADeathIsKept) {
  Node node;
  node.receive(incoming(in_message()));
  node.receive(incoming(died(1, "2026-11-10")));
  ASSERT_EQ(node.rows("subjects"), 1);
  EXPECT_EQ(node.receive(incoming(of_other(message(MessageKind::exit, kToday, "wrong_person"), 1))).admitted,
            Admitted::voided);
  EXPECT_EQ(node.rows("subjects"), 0);
}

TEST(NodeLedger, K_OfSomebodyProtectedSaysNothingOfADeath) {
  Node node;
  node.receive(incoming(in_message()));
  node.receive(incoming(died(1, "2026-11-10")));
  node.receive(incoming(message(MessageKind::strip, kToday, "person_protected")));
  EXPECT_EQ(node.receive(incoming(of_other(in_message(), 2))).reasons,
            (std::vector<core::Reason>{{core::Code::person_protected}}));
}

}  // namespace
}  // namespace gateway::io
