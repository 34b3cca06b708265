#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "gateway/api/operations.h"
#include "tests/unit/api/fakes.h"

namespace gateway::api {

/// Operations over fakes: one participant, registered and acknowledged, on the record accorda/I-1.
class Desk : public ::testing::Test {
 protected:
  using Document = base::Document;

  Desk() {
    core::DirectoryRows& rows = ledger_.state.directory;
    rows = directory();
    core::Registration registration;
    registration.id.bytes[0] = 0xab;
    registration.place = "arbetstraning";
    registration.start = base::Date::of(2026, 1, 7).value();
    registration.consent_form = "SUS-2024";
    registration.consent_date = base::Date::of(2026, 1, 5);
    registration.handover = core::Handover::acknowledged;
    ledger_.state.situation.registration = registration;
    ledger_.state.records = {{1, "accorda", registration.id}};
  }

  static core::DirectoryRows directory() {
    const base::Period always{base::Date::of(2020, 1, 1).value(), std::nullopt};
    core::DirectoryRows rows;
    rows.organisations = {{"gavle", "Gävle kommun", "municipality", {}}};
    rows.cooperations = {{"gastrike", "Samordningsförbundet", always}};
    rows.insatser = {{"arbetstraning", "Arbetsträning", "gastrike", always, false}};
    rows.users = {{"maj.lind", "Maj Lind", "gavle"}, {"kalle.nord", "Kalle Nord", "gavle"}};
    rows.roles = {{"maj.lind", "deltagaransvarig", always}};
    rows.assignments = {{"maj.lind", "arbetstraning", always}};
    return rows;
  }

  base::Result<Document> run(std::string_view operation, const Document& arguments = {}) {
    return operations_.run(operation, arguments, [this](const Document& said) { said_.push_back(said); });
  }

  base::Result<Document> consent(std::string_view action, std::string_view by = "maj.lind", const char* date = nullptr,
                                 const char* form = nullptr) {
    Document arguments;
    arguments.set("action", action).set("source", "accorda").set("key", "I-1").set("by", by);
    if (date != nullptr) arguments.set("date", date);
    if (form != nullptr) arguments.set("form", form);
    return run("consent", arguments);
  }

  FakeLedger ledger_;
  FakeEngine engine_;
  FixedClock clock_;
  NoCodec codec_;
  CountingRandom random_;
  flow::Surroundings around_{ledger_, codec_, clock_, random_, [] {
                               auto policy = std::make_shared<core::Policy>();
                               policy->forms = {{"SUS-2024",
                                                 {"registration"},
                                                 {base::Date::of(2024, 1, 1).value(), std::nullopt},
                                                 {},
                                                 {},
                                                 {core::CooperationForm::finsam, core::CooperationForm::af_fk}}};
                               return flow::Rules{std::make_shared<core::Mapping>(), policy, "gavle"};
                             }};
  flow::Facts facts_{around_};
  flow::Intake intake_{around_};
  core::DirectoryRows file_ = directory();
  flow::Cooperation cooperation_{around_};
  Operations operations_{
      ledger_,
      {facts_, intake_, cooperation_},
      codec_,
      clock_,
      engine_,
      {[this](const std::string& file) -> base::Result<core::DirectoryRows> {
         if (file != "directory.toml") return base::rejected("there is no such file");
         return file_;
       },
       [](const std::string&) -> base::Result<std::string> { return base::rejected("there is no such file"); }},
      "0.1.0"};
  std::vector<Document> said_;
};

/// The one thing that must hold for every refusal.
inline void expect_refused(const base::Result<base::Document>& answer, base::Fault fault, std::string_view part) {
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().fault, fault) << answer.error().what;
  EXPECT_NE(answer.error().what.find(part), std::string::npos) << answer.error().what;
}

}  // namespace gateway::api
