// Extracts for the participant, which people read and nobody sends: the published schema against what is answered.
#include "gateway/api/extract.h"

#include <gtest/gtest.h>

#include "gateway/io/json/document_json.h"
#include "tests/contract/schema.h"
#include "tests/unit/core/cooperation/office.h"

namespace gateway::test {
namespace {

using api::Extract;
using api::ExtractedRegistration;

TEST(ExtractContract, IsKeptByTheValidSamplesAndNoOthers) {
  expect_samples_kept("extract", 4, 8);
}

TEST(ExtractContract, SaysOfRecipientsWhatAReceiptDoesAndWhichFieldsTheyGot) {
  nlohmann::json of_extract = PublishedSchema("extract").text().at("/definitions/recipient"_json_pointer);
  const nlohmann::json of_receipt = PublishedSchema("receipt").text().at("/properties/recipients/items"_json_pointer);
  ASSERT_EQ(of_extract.at("properties").erase("fields"), 1U);
  std::erase(of_extract.at("required").get_ref<nlohmann::json::array_t&>(), "fields");
  EXPECT_EQ(of_extract, of_receipt);
}

TEST(ExtractContract, NamesEveryMember) {
  expect_members_named("extract");
}

/// A clock whose days are UTC's.
class PlainClock final : public ports::Clock {
 public:
  base::Instant now() const override { return core::made::noon(core::made::kToday); }
  base::Date day_of(base::Instant at) const override { return base::Date(std::chrono::floor<std::chrono::days>(at)); }
};

/// A registration, case or proposal in each state, with messages in each, and looks by each operation.
std::vector<ExtractedRegistration> registrations() {
  std::vector<ExtractedRegistration> all;
  for (const auto kind :
       {core::RegistrationKind::participation, core::RegistrationKind::task, core::RegistrationKind::cooperation}) {
    for (const auto stage : {core::Stage::in, core::Stage::out, core::Stage::exited}) {
      for (const auto handover :
           {core::Handover::nothing, core::Handover::unknown, core::Handover::acknowledged, core::Handover::refused}) {
        ExtractedRegistration one;
        one.held = {core::made::registration(), {}, "accorda", "I-1"};
        one.held.registration.kind = kind;
        one.held.registration.stage = stage;
        one.held.registration.handover = handover;
        one.held.standing.withdrawn = core::made::kToday;
        one.original.emplace().archived = core::Archived{core::made::kToday, "maj.lind", base::Instant()};
        if (stage == core::Stage::out) {
          one.held.for_fk.emplace().withdrawn = core::made::kToday;
          if (handover == core::Handover::acknowledged)
            core::tell(*one.held.for_fk, core::made::kToday, "maj.lind", core::made::kToday);
        }
        all.push_back(std::move(one));
      }
    }
  }
  ExtractedRegistration& first = all.front();
  for (const auto kind :
       {core::MessageKind::in, core::MessageKind::change, core::MessageKind::out, core::MessageKind::exit,
        core::MessageKind::exit_or_void, core::MessageKind::strip, core::MessageKind::task, core::MessageKind::act}) {
    for (const char* state : {"queued", "held", "in_hands", "delivered", "rejected", "stopped", "dead"}) {
      ports::SaidMessage said;
      said.message = core::made::message(kind, core::made::kToday);
      said.state = state;
      said.reasons = {{core::Code::insats_unknown, "x"}};
      first.said.push_back(std::move(said));
    }
  }
  for (const char* operation : {"case.show", "case.list", "participant.search", "participant.extract", "task.show",
                                "task.reply", "access.list", "later"}) {
    first.looks.push_back({"maj.lind", {}, operation, {}});
    first.looks.push_back({"gone", {}, operation, {}});
  }
  const base::RegistrationId id = first.held.registration.id;
  first.recipients = {
      {id, api::kSus, "", false, base::Instant(), core::MessageKind::exit, "delivered", base::Instant()},
      {id, "af", "Arbetsförmedlingen", true, std::nullopt, std::nullopt, "", std::nullopt}};
  for (const core::StateDescription& state : core::kCaseStates) {
    const core::made::Desk desk = core::made::desk_at(state.state);
    ExtractedRegistration of_case;
    of_case.held.registration = core::made::registration();
    of_case.held.registration.kind = core::RegistrationKind::cooperation;
    of_case.of_case.emplace();
    of_case.of_case->course = desk.now();
    for (const auto waits : {core::TaskState::open, core::TaskState::due, core::TaskState::confirmed,
                             core::TaskState::rejected, core::TaskState::retracted, core::TaskState::superseded}) {
      ports::KeptTask kept;
      kept.task.act = desk.act(core::ActKind::request, "2026-03-02");
      kept.task.office = "fk_gavle";
      kept.task.state = waits;
      of_case.tasks.push_back(kept);
    }
    all.push_back(std::move(of_case));
  }
  return all;
}

std::vector<api::ExtractedRecord> records() {
  api::ExtractedRecord waits;
  waits.held = {"accorda", "I-1", "insatser.csv", 2, {}, {}, std::nullopt, "", base::Instant()};
  for (const auto outcome : {core::Outcome::accepted, core::Outcome::rejected, core::Outcome::parked,
                             core::Outcome::proposed, core::Outcome::outside}) {
    waits.held.units.push_back(
        {core::Unit::in, outcome, {{core::Code::consent_missing}}, {{core::Code::insats_unknown, "x"}}});
  }
  waits.content = core::made::participation();
  api::ExtractedRecord bare = waits;
  bare.content.reset();
  bare.held.delete_after.reset();
  bare.held.registration = core::made::registration_id(1);
  return {waits, bare};
}

TEST(ExtractContract, IsKeptByWhatWeAnswer) {
  const PublishedSchema schema("extract");
  const PlainClock clock;
  const core::Directory directory = core::made::directory(core::made::cooperation_rows());
  auto policy = std::make_shared<core::Policy>(core::made::cooperation_policy());
  policy->legal_bases = {{core::LegalSubject::registration, "lag", core::made::always(), {}},
                         {core::LegalSubject::direct_access, "lag", core::made::always(), {"källa", true}}};
  const flow::Rules rules{nullptr, policy, "gavle"};
  for (const bool is_protected : {false, true}) {
    for (const auto extent : {core::Extent::everything, core::Extent::own_places}) {
      for (const bool found : {false, true}) {
        Extract extract;
        extract.by = "dpo";
        extract.at = clock.now();
        extract.on = core::made::kToday;
        extract.extent = extent;
        extract.is_protected = is_protected;
        if (found) {
          extract.person = core::made::person();
          extract.deceased = core::made::kToday;
          extract.registrations = registrations();
          extract.records = records();
        }
        const std::string text = io::to_json(api::document_of(extract, {directory, rules, clock, {}}));
        EXPECT_TRUE(schema.accepts(nlohmann::json::parse(text))) << text;
        EXPECT_EQ(text.find(core::made::person().number), std::string::npos);
      }
    }
  }
}

}  // namespace
}  // namespace gateway::test
