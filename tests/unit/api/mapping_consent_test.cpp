// The consent to joint mapping on its way beside the one to registration (domain.md §3, §4).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/io/store/case_fields.h"
#include "tests/unit/api/case_desk.h"

namespace gateway::api {
namespace {

using core::Code;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class MappingConsent : public CaseDesk {
 protected:
  MappingConsent() {
    for (Party* party : {&fk_, &af_, &node_}) {
      core::Policy policy = *party->rules.policy;
      for (core::ConsentForm& form : policy.forms) {
        form.purposes = {form.name == "GK 2024" ? "information_exchange" : "registration"};
      }
      policy.local_policies.push_back(
          {core::LocalPolicy::request_needs_mapping_consent, core::Strictness::reject, {}, {}, always()});
      party->rules.policy = std::make_shared<const core::Policy>(std::move(policy));
    }
  }
  static core::CaseConsent to_mapping(base::Date on) {
    return {{core::ConsentAnswer::given, "GK 2024", on, std::nullopt}, {}};
  }
  static core::PersonNumber number() {
    return std::get<core::PersonNumber>(core::PersonNumber::parse(person().number, kToday));
  }
  core::CooperationAct asked(Party& party, const std::string& user) {
    core::CooperationAct asked = party.asked_request(user);
    asked.by.at = party.office.clock.now();
    asked.happened = kToday;
    asked.consent = to_mapping(kToday);
    return asked;
  }
  void tell(core::ConsentAnswer answer, base::Date on) {
    core::Consent told{answer, "SUS 2024", on, std::nullopt};
    told.paper.told_by = "fk.gavle";
    must(fk_.facts.tell({{}, {}, number()}, told, "fk.gavle"));
  }
  std::vector<ports::ParkedAct> waiting() {
    std::vector<ports::ParkedAct> all;
    fk_.office.write([&](ports::Transaction& t) { all = must(t.cases().parked({number()})); });
    return all;
  }
};

TEST_F(MappingConsent, OfAWaitingRequestStaysWhenTheOneToRegistrationIsToldOnAnotherForm) {
  core::CooperationAct request = asked(fk_, "fk.gavle");
  request.consent->consent.paper.written = true;
  ASSERT_EQ(fk_.act(request, person(), "A-1").outcome, Outcome::parked);
  fk_.office.clock.on(std::chrono::hours(24));
  tell(core::ConsentAnswer::given, kToday + days(1));
  ASSERT_THAT(fk_.cases(), SizeIs(1));
  EXPECT_EQ(fk_.cases().front().course.consent_form, "SUS 2024");
  EXPECT_EQ(fk_.cases().front().course.mapping_consent_on, kToday) << "as it came with the request";
  node_.office.clock.on(std::chrono::hours(24));
  carry(fk_, node_);
  ASSERT_THAT(node_.cases(), SizeIs(1)) << "the node asks for it, too";
  EXPECT_EQ(node_.cases().front().course.mapping_consent_on, kToday);
}

TEST_F(MappingConsent, OfAWaitingRequestIsKeptWithItsPaperUntilItIsJudged) {
  core::CooperationAct request = asked(fk_, "fk.gavle");
  request.mapping_consent = to_mapping(kToday);
  request.mapping_consent->consent.paper.written = true;
  request.mapping_consent->consent.paper.original_at = "Skåp 5";
  request.consent.reset();
  ASSERT_EQ(fk_.act(request, person(), "A-1").outcome, Outcome::parked);
  ASSERT_THAT(waiting(), SizeIs(1));
  const core::CooperationAct kept = waiting().front().asked.act;
  EXPECT_FALSE(kept.consent);
  ASSERT_EQ(kept.mapping_consent, request.mapping_consent);
  EXPECT_EQ(kept.mapping_consent->consent.paper, request.mapping_consent->consent.paper);
}

TEST_F(MappingConsent, GivenWithTheRequestIsNotReplacedByWhatIsToldLater) {
  core::CooperationAct request = asked(fk_, "fk.gavle");
  request.consent = core::CaseConsent{{core::ConsentAnswer::given, "SUS 2024", kToday + days(2), std::nullopt}, {}};
  request.mapping_consent = to_mapping(kToday);
  ASSERT_EQ(fk_.act(request, person(), "A-1").outcome, Outcome::parked);
  tell(core::ConsentAnswer::given, kToday);
  ASSERT_THAT(fk_.cases(), SizeIs(1));
  EXPECT_EQ(fk_.cases().front().course.mapping_consent_on, kToday);
}

TEST_F(MappingConsent, OfAWaitingRequestIsNoReasonToLeaveANoUncounted) {
  ASSERT_EQ(fk_.act(asked(fk_, "fk.gavle"), person(), "A-1").outcome, Outcome::parked);
  tell(core::ConsentAnswer::declined, kToday);
  EXPECT_THAT(fk_.cases(), IsEmpty());
  EXPECT_THAT(waiting(), IsEmpty());
  EXPECT_EQ(must(fk_.office.ledger->totals()).size(), 1U);
}

TEST_F(MappingConsent, GoesWithAFsRequestToTheFkOfficeThatConfirmsIt) {
  core::CooperationAct request = asked(af_, "af.gavle");
  request.consent = core::CaseConsent{{core::ConsentAnswer::given, "SUS 2024", kToday, std::nullopt}, {}};
  request.mapping_consent = to_mapping(kToday);
  ASSERT_EQ(af_.act(request, person()).outcome, Outcome::proposed);
  carry(af_, node_);
  catch_up(fk_, node_);
  const core::TaskId task = fk_.tasks().front().task.id;
  const Document shown = answer("task.show", Document().set("id", task.text()).set("by", "fk.gavle"));
  EXPECT_EQ(shown.find("mapping_consent")->text("date"), kToday.text());
  EXPECT_EQ(fk_.tasks().front().task.act.mapping_consent->consent.form, "") << "the node never tells it";
  ASSERT_TRUE(must(fk_.cooperation.reply({task, core::TaskEvent::confirm, ""}, "fk.gavle")).done);
  carry(fk_, node_);
  ASSERT_THAT(node_.cases(), SizeIs(1));
  EXPECT_EQ(node_.cases().front().course.mapping_consent_on, kToday);
}

TEST_F(MappingConsent, OfAnActIsPackedSoThatWhatWasPackedBeforeThereWereTwoIsRead) {
  core::CooperationAct act = asked(fk_, "fk.gavle");
  for (const bool there : {true, false}) {
    if (!there) act.consent.reset();
    io::store::Packer before;
    before(act.consent);
    io::store::Packer now;
    core::fields_of_consents(now, act);
    EXPECT_EQ(now.take(), before.take());
  }
}

}  // namespace
}  // namespace gateway::api
