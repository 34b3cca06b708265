// A caseworker's own day in the insatser: search, my participations, who answers for them.
#include <gmock/gmock.h>

#include "gateway/flow/intake.h"
#include "gateway/io/json/document_json.h"
#include "tests/unit/api/case_desk.h"
#include "tests/unit/flow/desk.h"

namespace gateway::api {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using Strings = std::vector<std::string>;

class GavlesEngine final : public Engine {
 public:
  base::Result<Document> sync(std::string_view, bool, const Progress&) override { return Document(); }
  base::Result<Document> plugins() override { return Document(); }
  base::Result<Document> check() override { return Document(); }
  base::Result<Document> mapping_use() override { return Document(); }
  base::Result<Document> reload() override { return Document(); }
  base::Result<void> wait_out_of_hands(const std::vector<std::string>&) override { return {}; }
  flow::Rules rules() const override { return of; }

  flow::Rules of{std::make_shared<core::Mapping>(core::made::mapping_rows()),
                 std::make_shared<core::Policy>(core::made::policy()), "gavle"};
};

/// Gävle's operations over a real ledger; Maj and Karl have both insatser, Kalle neither, Sam is of Sandviken.
class Insatser : public testing::Test {
 protected:
  Insatser() {
    directory([](core::DirectoryRows&) {});
  }

  template <typename Change>
  void directory(Change change) {
    core::DirectoryRows rows = core::made::rows();
    change(rows);
    office.write([&](ports::Transaction& t) { must(t.replace_directory(rows, office.clock.now())); });
  }
  /// Karl has no mandate, and Maj's assignments are over.
  void maj_leaves() {
    directory([](core::DirectoryRows& rows) {
      for (core::Assignment& row : rows.assignments) {
        if (row.user == "maj.lind") row.period.to = kToday - days(1);
      }
    });
  }
  /// The day after: what she registered before is stopped.
  void maj_is_removed_for_cause() {
    office.clock.on(24h);
    directory([](core::DirectoryRows& rows) {
      for (core::Assignment& row : rows.assignments) {
        if (row.user == "maj.lind") row.period.to = kToday;
      }
      const base::Date on = kToday + days(1);
      rows.staff.removals.push_back({"maj.lind", "training", on, core::made::noon(on), "x", true, "misuse"});
    });
  }
  void read(const std::vector<core::Participation>& records, const std::string& set = "1") {
    ports::Page page{"insatser", {}, set};
    for (const core::Participation& record : records) page.records.push_back(codec.document(record));
    must(intake.take("accorda", page));
  }
  base::Result<Document> run(std::string_view operation, const Document& arguments) {
    return operations.run(operation, arguments, [](const Document&) {});
  }
  base::Result<Document> search(const char* key, const std::string& value, const char* by = "maj.lind") {
    return run("participant.search", Document().set(key, value).set("by", by));
  }
  Document::Array list(const char* by, const char* flag = nullptr) {
    Document arguments = Document().set("by", by);
    if (flag != nullptr) arguments.set(flag, true);
    return *must(run("case.list", arguments)).find("rows")->array();
  }
  /// The one participation of the insats, as another caseworker reads it.
  Document of_all() {
    const Document all =
        must(run("case.list", Document().set("by", "karl.ek").set("office", "training").set("all", true)));
    return all.find("rows")->array()->at(0);
  }
  std::string id() { return std::string(list("maj.lind").at(0).text("registration")); }
  Document transfer(const std::string& of, Document arguments, const char* by = "maj.lind") {
    return must(run("case.transfer", arguments.set("id", of).set("by", by)));
  }
  Strings looked(const std::string& of) {
    Strings all;
    must(office.ledger->cases().each_access(*base::RegistrationId::parse(of),
                                            [&](const core::Access& one) -> base::Result<void> {
                                              all.push_back(one.user + " " + one.operation);
                                              return {};
                                            }));
    return all;
  }
  static std::string step(const Document& row) {
    return std::string(row.find("next")->find("acts")->array()->at(0).text("act"));
  }
  static std::size_t rows(const Document& answer) { return answer.find("rows")->array()->size(); }

  Office office;
  flow::made::FakeCodec codec;
  flow::made::FakeRandom random;
  GavlesEngine engine;
  flow::Surroundings around{*office.ledger, codec, office.clock, random, [this] { return engine.of; }};
  flow::Intake intake{around};
  flow::Facts facts{around};
  flow::Cooperation cooperation{around};
  Operations operations{
      *office.ledger,
      {facts, intake, cooperation},
      codec,
      office.clock,
      engine,
      {[](const std::string&) -> base::Result<core::DirectoryRows> { return base::rejected("no file"); },
       [](const std::string&) -> base::Result<std::string> { return base::rejected("no file"); }},
      "0.1.0"};
};

TEST_F(Insatser, FindTheirParticipantsByNumberByNameAndByTheRegistration) {
  read({participation(), declined(of("I-2", "1988-03-04"))});
  office.deliver();
  const Document found = must(search("person", participation().number));
  ASSERT_EQ(rows(found), 1U);
  const Document& row = found.find("rows")->array()->at(0);
  EXPECT_EQ(row.text("family_name"), "Testsson");
  EXPECT_EQ(row.text("place_name"), "Arbetsträning");
  EXPECT_EQ(row.find("history")->array()->size(), 1U);
  EXPECT_THAT(io::to_json(found), Not(HasSubstr(participation().number)));
  const std::string of_row(row.text("registration"));
  EXPECT_EQ(rows(must(search("name", "test testsson"))), 1U) << "the others of the insats, too, but nobody anonymous";
  EXPECT_EQ(rows(must(search("case", of_row))), 1U);
  EXPECT_EQ(must(run("case.show", Document().set("id", of_row).set("by", "karl.ek"))).text("registration"), of_row);
  EXPECT_FALSE(search("name", "Test*"));
  EXPECT_FALSE(search("person", of("I-2", "1988-03-04").number)) << "who is counted is nobody";
  EXPECT_THAT(looked(of_row), ElementsAre("maj.lind participant.search", "maj.lind participant.search",
                                          "maj.lind participant.search", "karl.ek case.show"));
}

TEST_F(Insatser, ThatAreDamagedHideNoOther) {
  read({participation(), of("I-2", "1988-03-04")});
  office.deliver();
  ASSERT_THAT(list("maj.lind", "all"), SizeIs(2));
  office.alter("UPDATE subject SET sealed = x'00' WHERE rowid = (SELECT min(rowid) FROM subject)");
  EXPECT_THAT(list("maj.lind", "all"), SizeIs(1));
}

TEST_F(Insatser, AnswerTheSameOfWhatIsNotThereAndOfWhatIsNotTheirs) {
  read({participation()});
  const std::string absent = search("person", test_number("1989-04-05")).error().what;
  for (const char* by : {"kalle.nord", "sam.berg", "nobody"}) {
    EXPECT_EQ(search("person", participation().number, by).error().what, absent) << by;
    EXPECT_EQ(search("name", "Testsson", by).error().what, absent) << by;
    EXPECT_EQ(search("case", id(), by).error().what, absent) << by;
    EXPECT_EQ(run("case.show", Document().set("id", id()).set("by", by)).error().what, absent) << by;
    EXPECT_EQ(run("case.transfer", Document().set("id", id()).set("by", by).set("to", "karl.ek")).error().what, absent);
  }
  EXPECT_THAT(looked(id()), Not(testing::Contains(HasSubstr("participant.search"))));
}

TEST_F(Insatser, AreReadByNumberByTheOwnDataProtectionOfficer) {
  directory([](core::DirectoryRows& rows) {
    const base::Period year{day("2026-01-01"), day("2026-12-31")};
    for (const char* of : {"gavle", "sandviken"}) {
      const std::string officer = std::string("dpo.") + of;
      rows.users.push_back({officer, officer, of});
      rows.roles.push_back({officer, "dataskyddsombud", year});
    }
  });
  read({participation(), of("I-2", "1988-03-04")});
  office.deliver();
  const std::string of_row = id();
  const auto show = [&](const std::string& of, const char* by) {
    return run("case.show", Document().set("id", of).set("by", by));
  };
  EXPECT_EQ(must(show(of_row, "dpo.gavle")).text("family_name"), "Testsson");
  EXPECT_THAT(looked(of_row), testing::Contains("dpo.gavle case.show"));
  EXPECT_EQ(show(of_row, "dpo.sandviken").error().what, show(std::string(32, 'a'), "dpo.gavle").error().what);
  EXPECT_THAT(list("dpo.gavle"), IsEmpty());
  EXPECT_THAT(list("dpo.gavle", "all"), IsEmpty());
  EXPECT_FALSE(search("person", participation().number, "dpo.gavle"));
  EXPECT_FALSE(search("name", "Testsson", "dpo.gavle"));
  std::string withdrawn;
  for (const Document& row : list("maj.lind")) {
    if (row.text("key") == "I-2") withdrawn = row.text("registration");
  }
  ASSERT_TRUE(show(withdrawn, "dpo.gavle"));
  office.withdraw({"accorda", "I-2", std::nullopt}, day("2026-11-01"));
  EXPECT_FALSE(show(withdrawn, "dpo.gavle")) << "closed for reading";
}

TEST_F(Insatser, FindSomebodySomeDaysAfterTheEndAndNoLonger) {
  core::Participation ended = participation();
  ended.end = day("2026-11-01");
  read({ended});
  const int gone = static_cast<int>((kToday - *ended.end).count());
  const auto with = [&](int search_days) {
    core::Policy policy = core::made::policy();
    policy.thresholds = {{core::Threshold::search_days, search_days, always()}};
    engine.of.policy = std::make_shared<const core::Policy>(std::move(policy));
    return search("person", participation().number).has_value() && search("name", "Testsson").has_value();
  };
  EXPECT_TRUE(with(gone));
  EXPECT_FALSE(with(gone - 1));
}

TEST_F(Insatser, FindNobodyWhoIsProtectedOrHasWithdrawn) {
  read({participation(), of("I-2", "1988-03-04")});
  office.deliver();
  office.withdraw({"accorda", "I-2", std::nullopt}, day("2026-11-01"));
  EXPECT_FALSE(search("person", of("I-2", "1988-03-04").number));
  core::Participation marked = participation();
  marked.protection = core::Protection::marked;
  read({marked}, "2");
  EXPECT_FALSE(search("person", participation().number));
  EXPECT_FALSE(search("name", "Testsson"));
  const auto mine = list("maj.lind");
  ASSERT_THAT(mine, SizeIs(1)) << "the course goes on under its number";
  EXPECT_EQ(mine.front().find("family_name"), nullptr);
  EXPECT_EQ(mine.front().find("key"), nullptr);
}

TEST_F(Insatser, AreMineWhereTheSourceNamesMe) {
  core::Participation karls = of("I-2", "1988-03-04");
  karls.signature = "KEK";
  read({participation(), karls});
  ASSERT_THAT(list("maj.lind"), SizeIs(1));
  EXPECT_EQ(list("maj.lind").front().text("responsible"), "maj.lind");
  EXPECT_EQ(step(list("maj.lind").front()), "end");
  EXPECT_TRUE(*list("maj.lind").front().find("provisional")->boolean());
  office.deliver();
  EXPECT_FALSE(*list("maj.lind").front().find("provisional")->boolean());
  EXPECT_THAT(list("karl.ek"), SizeIs(1));
  EXPECT_THAT(list("kalle.nord"), IsEmpty());
  // The source says that another has taken over.
  core::Participation moved = participation();
  moved.signature = "KEK";
  read({moved, karls}, "2");
  EXPECT_THAT(list("maj.lind"), IsEmpty());
  EXPECT_THAT(list("karl.ek"), SizeIs(2));
}

TEST_F(Insatser, TellWhatWaitsBeforeAndAfterTheRegistration) {
  read({participation()});
  office.deliver();
  directory([](core::DirectoryRows& rows) { rows.mandates.clear(); });
  core::Participation ended = participation();
  ended.end = day("2026-11-20");
  core::Participation made = of("", "1989-04-05");
  made.key = made.number + "/x";
  made.derived_key = true;
  read({ended, of("I-2", "1988-03-04"), waiting(made)}, "2");
  const auto mine = list("maj.lind");
  ASSERT_THAT(mine, SizeIs(3));
  Strings steps;
  for (const Document& row : mine) steps.push_back(step(row));
  EXPECT_THAT(steps, ElementsAre("consent", "confirm", "confirm")) << "what has a last day comes first";
  EXPECT_EQ(mine.front().find("next")->text("latest"), "2027-01-31");
  EXPECT_EQ(mine.front().find("key"), nullptr) << "it holds a number";
  EXPECT_EQ(mine.front().text("record").size(), 32U);
  EXPECT_EQ(mine.front().find("family_name"), nullptr) << "of whom nothing is registered no name is told";
  EXPECT_THAT(list("karl.ek"), IsEmpty()) << "who may confirm them, but is not named by the source";
  const Document proposals = must(run("proposal.list", Document().set("by", "karl.ek")));
  for (const Document& row : *proposals.find("rows")->array()) {
    const Document named = Document().set("action", "confirm").set("record", row.text("record")).set("by", "karl.ek");
    EXPECT_TRUE(*must(run("proposal.reply", named)).find("done")->boolean());
  }
  const auto after = list("maj.lind");
  ASSERT_THAT(after, SizeIs(2)) << "whoever confirms, the source's caseworker answers for it";
  EXPECT_THAT(list("maj.lind", "all"), SizeIs(3));
}

TEST_F(Insatser, TellWhichAnswersAreMissing) {
  core::Participation record = participation();
  record.answers.education.clear();
  read({record, of("I-2", "1988-03-04")});
  const auto missing = list("maj.lind", "missing");
  ASSERT_THAT(missing, SizeIs(1));
  EXPECT_EQ(missing.front().find("missing")->array()->at(0).find("fields")->array()->at(0).text("field"), "education");
}

TEST_F(Insatser, ATransferMovesTheParticipationFromListToList) {
  read({participation()});
  const std::string of_it = id();
  const Document done = transfer(of_it, Document().set("to", "karl.ek"));
  EXPECT_TRUE(*done.find("done")->boolean());
  EXPECT_EQ(done.text("registration"), of_it);
  EXPECT_THAT(list("maj.lind"), IsEmpty());
  EXPECT_THAT(list("karl.ek"), SizeIs(1));
  transfer(of_it, Document().set("deputy", "maj.lind"));
  EXPECT_THAT(list("maj.lind"), SizeIs(1)) << "the deputy's, too";
  core::Participation changed = participation();
  changed.answers.education = "1";
  read({changed}, "2");
  EXPECT_EQ(list("karl.ek").front().text("responsible"), "karl.ek") << "whatever the source says next";
  const Document refused = transfer(of_it, Document().set("to", "kalle.nord"));
  EXPECT_FALSE(*refused.find("done")->boolean());
  EXPECT_EQ(refused.text("responsible"), "karl.ek");
  EXPECT_FALSE(refused.find("reasons")->array()->empty());
}

TEST_F(Insatser, NeedANewResponsibleWhenTheAssignmentHasEnded) {
  read({participation(), of("I-2", "1988-03-04")});
  const std::string of_it = id();
  EXPECT_THAT(list("karl.ek", "needs_responsible"), IsEmpty());
  maj_leaves();
  EXPECT_THAT(list("karl.ek", "needs_responsible"), SizeIs(2));
  EXPECT_THAT(list("maj.lind", "needs_responsible"), IsEmpty()) << "nor may they see them";
  EXPECT_THAT(list("sam.berg", "needs_responsible"), IsEmpty()) << "nor may another organisation's at the insats";
  Strings found;
  const Document review = must(run("assignment.review", Document(Document::Object{})));
  for (const Document& row : *review.find("rows")->array()) {
    if (row.text("code") != core::id(core::Code::responsible_missing)) continue;
    found.push_back(std::string(row.text("user")) + " " + std::string(row.text("place")) + " " +
                    std::string(row.text("since")));
    EXPECT_THAT(std::string(row.find("sentence")->text("sv")), HasSubstr("training: 2"));
  }
  EXPECT_THAT(found, ElementsAre("maj.lind training 2026-11-21"));
  transfer(of_it, Document().set("to", "karl.ek"), "karl.ek");
  EXPECT_THAT(list("karl.ek", "needs_responsible"), SizeIs(1));
  EXPECT_THAT(list("karl.ek"), SizeIs(1));
}

TEST_F(Insatser, ThatWaitNeedANewResponsibleToo) {
  read({waiting(participation()), of("I-2", "1988-03-04")});
  EXPECT_THAT(list("karl.ek", "needs_responsible"), IsEmpty());
  maj_leaves();
  must(intake.decide_pending(std::nullopt));
  const auto rows = list("karl.ek", "needs_responsible");
  ASSERT_THAT(rows, SizeIs(2));
  for (const Document& row : rows) {
    EXPECT_TRUE(*row.find("needs_responsible")->boolean());
    EXPECT_EQ(row.text("responsible"), "maj.lind");
  }
  EXPECT_THAT(list("maj.lind", "needs_responsible"), IsEmpty());
  EXPECT_THAT(list("sam.berg", "needs_responsible"), IsEmpty());
  const Document of_place = Document().set("by", "karl.ek").set("needs_responsible", true);
  const auto at = [&](const char* place) {
    Document asked = of_place;
    return must(run("case.list", asked.set("office", place))).find("rows")->array()->size();
  };
  EXPECT_EQ(at("training"), 2U);
  EXPECT_EQ(at("open_house"), 0U);
  bool counted = false;
  const Document review = must(run("assignment.review", Document(Document::Object{})));
  for (const Document& row : *review.find("rows")->array()) {
    if (row.text("code") != core::id(core::Code::responsible_missing)) continue;
    counted = std::string(row.find("sentence")->text("sv")).find("training: 2") != std::string::npos;
  }
  EXPECT_TRUE(counted);
}

TEST_F(Insatser, AreTheLastRegistrarsWhereTheSourceNamesNobody) {
  read({participation()});
  office.deliver();
  directory([](core::DirectoryRows& rows) {
    rows.signatures.clear();
    rows.mandates.clear();
  });
  core::Participation changed = participation();
  changed.answers.education = "1";
  read({changed}, "2");
  EXPECT_EQ(list("maj.lind").front().text("responsible"), "maj.lind");
  const Document named =
      Document().set("action", "confirm").set("source", "accorda").set("key", "I-1").set("by", "karl.ek");
  ASSERT_FALSE(run("proposal.reply", named)) << "unsigned it waits for a signature";
}

TEST_F(Insatser, AreNoProposalsOfATaskOrOfAnotherInsats) {
  core::Participation of_af = of("I-2", "1988-03-04");
  of_af.ordered_by = "Arbetsförmedlingen";
  of_af.insats = "Arbetsprövning";
  core::Participation social = of("I-3", "1989-04-05");
  social.insats = "Social träning";
  read({of_af, social});
  directory([](core::DirectoryRows& rows) {
    std::erase_if(rows.assignments,
                  [](const core::Assignment& row) { return row.user == "maj.lind" && row.to == "social"; });
  });
  EXPECT_THAT(list("maj.lind"), IsEmpty());
  EXPECT_FALSE(search("person", social.number));
  EXPECT_FALSE(search("person", of_af.number));
}

TEST_F(Insatser, OfWhoeverIsRemovedForCauseAreRegisteredByAnother) {
  flow::Delivery delivery(around, {});
  flow::made::ScriptedTarget target;
  read({participation()});
  maj_is_removed_for_cause();
  ASSERT_TRUE(drive(delivery, target));
  EXPECT_TRUE(target.pushes.empty());
  ASSERT_EQ(office.list(core::Outcome::rejected).size(), 1U);
  EXPECT_EQ(office.list(core::Outcome::rejected)[0].reasons.at(0).code, core::Code::removed_for_cause);
  core::Participation again = participation();
  again.signature = "KEK";
  read({again}, "2");
  ASSERT_TRUE(drive(delivery, target));
  EXPECT_EQ(target.kinds(), std::vector{core::MessageKind::in});
  const Document::Array mine = list("karl.ek");
  ASSERT_EQ(mine.size(), 1U);
  EXPECT_EQ(mine[0].text("state"), "registered");
  EXPECT_TRUE(mine[0].find("waits")->find("units")->array()->empty());
}

TEST_F(Insatser, TellThatItIsNotKnownWhetherSusGotWhatWasStopped) {
  read({participation()});
  const auto in = office.due().at(0).sequence;
  office.hand(in);
  const auto state = [&] { return std::string(of_all().text("state")); };
  EXPECT_EQ(state(), "unanswered");
  office.write([&](ports::Transaction& t) {
    must(t.retry(in, office.clock.now()));
    must(t.stop(in, {core::Code::removed_for_cause}, std::nullopt, office.clock.now()));
  });
  EXPECT_EQ(state(), "stopped");
  core::Participation again = participation();
  again.signature = "KEK";
  read({again}, "2");
  EXPECT_EQ(state(), "unanswered") << "on its way once more";
  office.deliver();
  EXPECT_EQ(state(), "registered");
}

TEST_F(Insatser, TellARefusalOfSusOnceAndAsSuchUntilItIsTaken) {
  read({participation()});
  office.deliver();
  core::Participation ended = participation();
  ended.end = kToday;
  read({ended}, "2");
  const auto out = office.due().at(0).sequence;
  office.hand(out);
  office.settle(out, core::Admitted::rejected, {{core::Code::assignment_missing}});
  EXPECT_EQ(of_all().find("refused")->array()->size(), 1U);
  EXPECT_THAT(*of_all().find("waits")->find("units")->array(), IsEmpty()) << "said once";
  EXPECT_EQ(office.list(core::Outcome::rejected).size(), 1U);
  read({ended}, "3");
  office.deliver();
  EXPECT_THAT(*of_all().find("refused")->array(), IsEmpty());
}

TEST_F(Insatser, TellThatAnEndWasStoppedForItsRegistrarWasRemovedForCause) {
  flow::Delivery delivery(around, {});
  flow::made::ScriptedTarget target;
  read({participation()});
  ASSERT_TRUE(drive(delivery, target));
  core::Participation ended = participation();
  ended.end = kToday;
  read({ended}, "2");
  maj_is_removed_for_cause();
  ASSERT_TRUE(drive(delivery, target));
  const auto why = [&](const char* of) {
    const Document::Array all =
        *must(run("case.list", Document().set("by", "karl.ek").set("office", "training").set("all", true)))
             .find("rows")
             ->array();
    return all.size() == 1 ? io::to_json(*all[0].find("waits")->find(of)) : std::string();
  };
  EXPECT_THAT(why("units"), HasSubstr("removed_for_cause"));
  EXPECT_EQ(why("held"), "[]") << "said once";
  ended.signature = "KNO";
  read({ended}, "3");
  EXPECT_THAT(why("units"), HasSubstr("assignment_missing"));
  EXPECT_THAT(why("held"), HasSubstr("removed_for_cause")) << "not sent yet";
  ended.signature = "KEK";
  read({ended}, "4");
  EXPECT_EQ(why("held"), "[]");
  EXPECT_THAT(why("units"), Not(HasSubstr("removed_for_cause")));
  ASSERT_TRUE(drive(delivery, target));
  EXPECT_EQ(target.kinds(), (std::vector{core::MessageKind::in, core::MessageKind::out}));
}

}  // namespace
}  // namespace gateway::api
