// Lateness per office and insats, over a real ledger: who is told what of it.
#include <gmock/gmock.h>

#include "gateway/io/json/document_json.h"
#include "tests/unit/api/case_desk.h"

namespace gateway::api {
namespace {

using std::chrono::days;
using testing::HasSubstr;
using testing::Not;

class LatenessDesk : public CaseDesk {
 protected:
  /// Requests of 2026-03-02 by fk.gavle, registered so many days later.
  void requests(const std::vector<int>& delays) {
    for (const int delay : delays) {
      core::CooperationAct asked = fk_.asked_request("fk.gavle");
      asked.by.on = day("2026-03-02") + days(delay);
      asked.by.at = noon(asked.by.on);
      ASSERT_EQ(fk_.act(asked, another()).outcome, core::Outcome::accepted);
    }
  }
  core::Person another() {
    core::Person one = person();
    one.number = test_number((day("1987-02-03") + days(people_++)).text());
    return one;
  }
  Document asked(const char* by, Document arguments = Document().set("from", "2026-03-01").set("to", "2026-03-31")) {
    return answer("lateness", arguments.set("by", by));
  }
  static std::int64_t number(const Document& row, const char* member) { return row.integer_or(member, -1); }

  int people_ = 0;
};

TEST_F(LatenessDesk, TellsTheFiguresOfAnOffice) {
  requests({0, 2, 7, 8, 20});
  const Document told = asked("af.gavle");
  ASSERT_EQ(rows(told), 1U);
  const Document& of = row(told);
  EXPECT_EQ(of.text("place"), "fk_gavle");
  EXPECT_EQ(of.text("place_name"), "Försäkringskassan Gävle");
  EXPECT_EQ(of.text("form"), "af_fk");
  EXPECT_EQ(number(of, "registered"), 5);
  EXPECT_EQ(number(of, "within"), 3);
  EXPECT_EQ(number(of, "share"), 60);
  EXPECT_EQ(number(of, "median_days"), 7);
  EXPECT_EQ(number(of, "longest_days"), 20);
  EXPECT_EQ(number(of, "ahead"), 0);
  EXPECT_EQ(number(*told.find("total"), "registered"), 5);
  EXPECT_EQ(number(told, "within_days"), 7);
  EXPECT_THAT(io::to_json(told), Not(HasSubstr(fk_.cases().front().id.text()))) << "nothing names a case";
}

TEST_F(LatenessDesk, OfFewTellsOnlyWhoeverHasAnAssignmentThere) {
  requests({0, 2, 7, 8});
  const Document others = asked("fk.sandviken");
  ASSERT_EQ(rows(others), 1U);
  EXPECT_TRUE(*row(others).find("suppressed")->boolean());
  EXPECT_EQ(row(others).find("registered"), nullptr);
  EXPECT_EQ(row(others).find("longest_days"), nullptr);
  EXPECT_TRUE(others.find("total")->is_null());
  const Document own = asked("fk.gavle");
  EXPECT_FALSE(*row(own).find("suppressed")->boolean());
  EXPECT_EQ(number(row(own), "registered"), 4);
  EXPECT_EQ(number(*own.find("total"), "registered"), 4);
  requests({0});
  EXPECT_EQ(number(row(asked("fk.sandviken")), "registered"), 5);
}

TEST_F(LatenessDesk, GoesByThePolicysRows) {
  requests({0, 3});
  core::Policy policy = *fk_.rules.policy;
  policy.thresholds = {{core::Threshold::small_number, 2, always()}, {core::Threshold::delay_days, 2, always()}};
  fk_.rules.policy = std::make_shared<const core::Policy>(std::move(policy));
  const Document told = asked("fk.sandviken");
  EXPECT_EQ(number(row(told), "within"), 1);
  EXPECT_EQ(number(told, "within_days"), 2);
  EXPECT_EQ(number(told, "small_number"), 2);
}

TEST_F(LatenessDesk, IsOfTheDaysOfRegistration) {
  requests({0});  // 2026-03-02
  const auto count = [&](const char* from, const char* to) {
    return rows(asked("fk.gavle", Document().set("from", from).set("to", to)));
  };
  EXPECT_EQ(count("2026-03-02", "2026-03-02"), 1U);
  EXPECT_EQ(count("2026-03-03", "2026-03-31"), 0U);
  EXPECT_EQ(count("2026-02-01", "2026-03-01"), 0U);
  EXPECT_EQ(
      refusal("lateness", Document().set("by", "fk.gavle").set("from", "2026-03-03").set("to", "2026-03-02")).fault,
      base::Fault::reject);
}

TEST_F(LatenessDesk, IsOfTheLastThirtyDaysWhereNoneAreAskedFor) {
  const auto first = static_cast<int>((kToday - day("2026-03-02")).count()) - 29;
  requests({first - 1});
  EXPECT_EQ(rows(asked("fk.gavle", Document(Document::Object{}))), 0U);
  requests({first});
  const Document told = asked("fk.gavle", Document(Document::Object{}));
  EXPECT_EQ(number(row(told), "registered"), 1);
  EXPECT_EQ(told.text("from"), (kToday - days(29)).text());
  EXPECT_EQ(told.text("to"), kToday.text());
}

TEST_F(LatenessDesk, HasTheInsatserOfFinsamBesideTheOffices) {
  requests({0, 1, 2, 3, 4});
  std::vector<core::Participation> records;
  for (int i = 0; i < 4; ++i)
    records.push_back(io::made::of("I-" + std::to_string(i), "1988-03-0" + std::to_string(i + 1)));
  fk_.office.take(records);
  const auto since = [] { return Document().set("from", "2026-03-01").set("to", kToday.text()); };
  const Document others = asked("kalle.nord", since());
  ASSERT_EQ(rows(others), 2U);
  EXPECT_EQ(number(row(others, 0), "registered"), 5);
  EXPECT_EQ(row(others, 1).text("place_name"), "Arbetsträning");
  EXPECT_EQ(row(others, 1).text("form"), "finsam");
  EXPECT_TRUE(*row(others, 1).find("suppressed")->boolean());
  EXPECT_TRUE(others.find("total")->is_null()) << "less the office's it would tell the insats's";
  const Document own = asked("maj.lind", since());
  EXPECT_EQ(number(row(own, 1), "registered"), 4);
  EXPECT_EQ(number(row(own, 1), "longest_days"), (kToday - kStart).count());
  EXPECT_EQ(number(*own.find("total"), "registered"), 9);
  EXPECT_EQ(rows(asked("maj.lind", since().set("form", "finsam"))), 1U);
  EXPECT_EQ(row(asked("maj.lind", since().set("form", "af_fk"))).text("place"), "fk_gavle");
  EXPECT_EQ(refusal("lateness", since().set("form", "another").set("by", "maj.lind")).fault, base::Fault::reject);
}

TEST_F(LatenessDesk, IsForKnownUsersWithARoleAndTellsOthersTheSame) {
  directory([](core::DirectoryRows& rows) {
    const base::Date yesterday = kToday - days(1);
    for (const char* user : {"fk.ended", "fk.today"}) rows.users.push_back({user, user, "fk"});
    rows.users.push_back({"rusta.eva", "rusta.eva", "rusta"});
    rows.roles.push_back({"fk.ended", "insatsansvarig", {day("2020-01-01"), yesterday}});
    rows.roles.push_back({"fk.today", "insatsansvarig", {day("2020-01-01"), kToday}});
    rows.roles.push_back({"rusta.eva", "dataskyddsombud", {day("2020-01-01"), std::nullopt}});
  });
  const base::Error unknown = refusal("lateness", Document().set("by", "nobody"));
  EXPECT_EQ(unknown.fault, base::Fault::deny);
  for (const char* by : {"af.untrained", "fk.ended", "rusta.eva"}) {
    const base::Error refused = refusal("lateness", Document().set("by", by));
    EXPECT_EQ(refused.fault, base::Fault::deny) << by;
    EXPECT_EQ(refused.what, unknown.what) << by;
  }
  EXPECT_TRUE(run("lateness", Document().set("by", "fk.today")));
  EXPECT_EQ(refusal("lateness", Document(Document::Object{})).fault, base::Fault::reject);
}

}  // namespace
}  // namespace gateway::api
