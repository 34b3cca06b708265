// The consent forms of config/policy/, and what a local policy makes of them in the AF/FK cooperation (domain.md §3,
// §4).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/core/cooperation/faults.h"
#include "gateway/io/config/rules.h"
#include "tests/unit/core/cooperation/office.h"
#include "tests/unit/io/config/scratch.h"

namespace gateway::io {
namespace {

using core::ActKind;
using core::Code;
using core::CooperationForm;
using core::Outcome;
using core::made::day;
using core::made::Desk;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kMapping = "Gemensam kartläggning";

const std::string kShipped = GATEWAY_SOURCE_DIR "/config/policy/";

class ConsentForms : public testing::Test {
 protected:
  /// The shipped policy, with a row between the offices in Gävle.
  core::Policy policy(const std::string& local, const std::string& acts) {
    std::vector<std::string> files;
    for (const char* file : {"sus.toml", "cooperation.toml", "law.toml", "flows.toml"})
      files.push_back(kShipped + file);
    if (!local.empty()) {
      files.push_back(scratch_.write("local.toml", "[[local_policy]]\npolicy = '" + local + "'\nacts = '" + acts +
                                                       "'\naf_office = 'af_gavle'\nfk_office = 'fk_gavle'\n" +
                                                       "from = 2026-01-01\nsource = 'A county'\nverified = false\n"));
    }
    auto read = read_policy(files, {});
    EXPECT_TRUE(read) << read.error().what;
    core::Policy policy = std::move(*read);
    policy.codes = core::made::cooperation_policy().codes;
    return policy;
  }
  std::string refusal(const std::string& text) {
    const std::string rest =
        "from = 2020-01-01\nsource = 's'\nverified = false\n[[field_list]]\nflow = 'municipality_to_sus'\nfields = "
        "['number']\nfrom = 2014-01-01\n"
        "source = 's'\nverified = false\n";
    const auto read = read_policy({scratch_.write("p.toml", "[[consent_form]]\nname = 'F'\n" + text + rest)}, {});
    return read ? "accepted" : scratch_.shown(read.error().what);
  }

  core::CooperationDecision request(const std::string& acts, const std::string& form,
                                    std::vector<std::string> purposes = {}) {
    Desk desk;
    desk.policy = policy("request_needs_mapping_consent", acts);
    core::CooperationAct asked = desk.act(ActKind::request, "2026-03-02");
    asked.consent->consent.form = form;
    asked.consent->purposes = std::move(purposes);
    return desk.ask(asked);
  }
  core::CooperationDecision meeting(const std::string& acts, const std::string& on) {
    Desk desk;
    desk.policy = policy("mapping_consent_week", acts);
    core::CooperationAct asked = desk.act(ActKind::request, "2026-03-02");
    asked.consent->consent.form = kMapping;
    EXPECT_EQ(desk.tell(asked), Outcome::accepted);
    return desk.ask(desk.act(ActKind::meet, on));
  }

  Scratch scratch_;
};

TEST_F(ConsentForms, CoverEachPurposeAndAPartysOwnNothing) {
  const core::Policy shipped = policy("", "");
  const auto covers = [&](const char* form, const char* purpose, CooperationForm in) {
    return shipped.covers(form, purpose, in, day("2026-03-02"));
  };
  for (const auto in : {CooperationForm::finsam, CooperationForm::af_fk}) {
    EXPECT_TRUE(covers("FK 9443", "registration", in));
    EXPECT_FALSE(covers("FK 9443", "information_exchange", in));
    for (const char* purpose : {"registration", "information_exchange", "own"}) {
      EXPECT_FALSE(covers("Accorda", purpose, in));
    }
  }
  EXPECT_TRUE(covers(kMapping, "information_exchange", CooperationForm::af_fk));
  EXPECT_FALSE(covers(kMapping, "registration", CooperationForm::finsam));
  EXPECT_TRUE(shipped.own_form("Accorda", day("2026-03-02")));
}

TEST_F(ConsentForms, AreCollectedByTheInitiatingAuthorityUntilTheNewerText) {
  const core::Policy shipped = policy("", "");
  const auto collected = [&](const char* form, const char* on) {
    return shipped.form_row(form, "registration", CooperationForm::af_fk, day(on))->collected_by;
  };
  for (const char* form : {"FK 9443", kMapping}) {
    EXPECT_EQ(collected(form, "2024-02-14"), "initiating_authority");
    EXPECT_EQ(collected(form, "2024-02-15"), "fk");
  }
}

TEST_F(ConsentForms, MeetAndMissThatARequestNeedsConsentToMapping) {
  for (const char* acts : {"off", "warn", "reject"}) {
    const auto met = request(acts, kMapping);
    EXPECT_EQ(met.outcome, Outcome::accepted) << acts;
    EXPECT_THAT(core::made::codes(met.warnings), testing::Not(testing::Contains(Code::policy_mapping_consent_missing)));
    EXPECT_EQ(met.after->mapping_consent_on, day("2026-03-02"));
  }
  for (const auto& missed : {request("off", "FK 9443"), request("off", kMapping, {"registration"})}) {
    EXPECT_EQ(missed.outcome, Outcome::accepted);
    EXPECT_THAT(core::made::codes(missed.warnings), IsEmpty());
  }
  for (const auto& missed : {request("warn", "FK 9443"), request("warn", kMapping, {"registration"})}) {
    EXPECT_EQ(missed.outcome, Outcome::accepted);
    EXPECT_THAT(core::made::codes(missed.warnings), ElementsAre(Code::policy_mapping_consent_missing));
  }
  for (const auto& missed : {request("reject", "FK 9443"), request("reject", kMapping, {"registration"})}) {
    EXPECT_EQ(missed.outcome, Outcome::rejected);
    EXPECT_THAT(core::made::codes(missed.reasons), ElementsAre(Code::policy_mapping_consent_missing));
  }
}

TEST_F(ConsentForms, MeetAndMissTheWeekBeforeTheMeeting) {
  const std::string week = "2026-03-09";
  const std::string less = "2026-03-08";
  for (const char* acts : {"off", "warn", "reject"}) {
    const auto met = meeting(acts, week);
    EXPECT_EQ(met.outcome, Outcome::accepted) << acts;
    EXPECT_THAT(core::made::codes(met.warnings), IsEmpty());
  }
  EXPECT_THAT(core::made::codes(meeting("off", less).warnings), IsEmpty());
  EXPECT_THAT(core::made::codes(meeting("warn", less).warnings), ElementsAre(Code::policy_mapping_consent_late));
  EXPECT_THAT(core::made::codes(meeting("reject", less).reasons), ElementsAre(Code::policy_mapping_consent_late));
}

TEST_F(ConsentForms, SayWhereTheyCountAndWhatMustBeSaid) {
  EXPECT_EQ(refusal("purposes = ['own']\n"), "accepted");
  EXPECT_EQ(refusal("purposes = ['own']\ncooperation = ['finsam']\n"),
            "p.toml:4:15: consent_form.F.cooperation a form for purposes = [\"own\"] counts in none");
  EXPECT_THAT(refusal("purposes = ['registration']\n"), testing::HasSubstr("consent_form.F.cooperation is missing"));
  const std::string whole = "purposes = ['registration']\ncooperation = ['finsam']\n";
  EXPECT_EQ(refusal(whole + "version = '2024-02'\nrequires = ['written', 'language']\n"), "accepted");
  EXPECT_THAT(refusal(whole + "requires = ['stamp']\n"), testing::HasSubstr("consent_form.F.requires"));
}

TEST_F(ConsentForms, ChangeTheHashWithWhatTheyDemand) {
  core::Policy demands = policy("", "");
  const std::string before = core::canonical(demands);
  demands.forms[0].requires_said = {"written"};
  EXPECT_NE(core::canonical(demands), before);
}

}  // namespace
}  // namespace gateway::io
