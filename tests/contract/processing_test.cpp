// Registers of processing, which people read and nobody sends: the published schema against what is answered.
#include "gateway/api/processing.h"

#include <gtest/gtest.h>

#include "gateway/io/config/rules.h"
#include "gateway/io/json/document_json.h"
#include "tests/contract/schema.h"

namespace gateway::test {
namespace {

TEST(ProcessingContract, IsKeptByTheValidSamplesAndNoOthers) {
  expect_samples_kept("processing", 3, 6);
}

TEST(ProcessingContract, NamesEveryMember) {
  expect_members_named("processing");
}

/// The policy that is shipped, and one that says nothing.
std::vector<core::Policy> policies() {
  std::vector<std::string> files;
  for (const char* name : {"sus", "law", "flows", "cooperation", "roles"})
    files.push_back(std::string(GATEWAY_SOURCE_DIR "/config/policy/") + name + ".toml");
  auto shipped = io::read_policy(files);
  EXPECT_TRUE(shipped) << shipped.error().what;
  return {shipped.value_or(core::Policy()), core::Policy()};
}

TEST(ProcessingContract, IsKeptByWhatWeAnswer) {
  const PublishedSchema schema("processing");
  core::DirectoryRows rows;
  rows.organisations = {{"fk", "Försäkringskassan", "fk", {}}, {"kommun", "Demokommunen", "municipality", {}}};
  const auto full = core::Directory::build(rows);
  const core::Directory empty;
  api::Setup setup;
  setup.systems = {{"accorda", false, true, true, {{"a", false, false}}},
                   {"sus", true, false, false, {{"node", true, true}, {"other", true, false}}}};
  const base::Document described =
      base::Document().set("data", base::Document::Array{base::Document("number"), base::Document(1)});
  const base::Document plugins =
      base::Document().add(base::Document().set("id", "accorda").set("role", "source").set("describe", described));
  for (const core::Policy& policy : policies()) {
    for (const char* on : {"2010-06-01", "2024-02-14", "2024-02-15", "2026-11-21"}) {
      for (const core::FlowEnds ends : {core::FlowEnds{}, {true, false}, {false, true}, {true, true}}) {
        for (const core::Directory* directory : {&*full, &empty}) {
          setup.node = ends.node;
          const auto all = core::processing_on(policy, ends, base::Date::parse(on).value());
          for (const api::Setup& with : {setup, api::Setup{ends.node, true, {}}}) {
            const std::string text = io::to_json(api::document_of(all, {*directory, "kommun", with, plugins}));
            EXPECT_TRUE(schema.accepts(nlohmann::json::parse(text))) << text;
          }
        }
      }
    }
  }
}

TEST(ProcessingContract, OfTheShippedPolicyLacksNothingOfWhatTheProgramCarries) {
  const core::Policy shipped = policies().front();
  for (const char* on : {"2014-01-01", "2024-02-14", "2024-02-15", "2026-11-21"}) {
    const auto all = core::processing_on(shipped, {true, true}, base::Date::parse(on).value());
    EXPECT_EQ(all.flows.size(), 6U) << on;
    for (const core::ProcessedFlow& one : all.flows) {
      if (!one.sent) continue;
      EXPECT_TRUE(one.gaps.empty()) << on << ' ' << core::name(one.flow);
      if (!one.fields->law.empty()) {
        EXPECT_EQ(one.fields->law, one.basis->text) << on;
      }
    }
  }
}

}  // namespace
}  // namespace gateway::test
