#include <algorithm>

#include "tests/abi/support.h"

namespace border {
namespace {

/// One clear line, and the gateway alive to say it.
class Refusal : public PluginTest {
 protected:
  std::string line(const host::PluginConfig& how) {
    auto said = refusal(how);
    EXPECT_FALSE(said.empty());
    EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 0) << said;
    return said;
  }
};

TEST_F(Refusal, NamesTheContractThatAPluginWasBuiltFor) {
  expect_says(line(config("wrong_abi")), "was built for plugin contract 0x000000000000002a; this gateway speaks");
}

TEST_F(Refusal, NamesTheMissingEntry) {
  expect_says(line(config("no_entry")), "has no entry sus_gateway_plugin");
}

TEST_F(Refusal, NamesALibraryThatIsNotThere) {
  expect_says(line(config("no_such_plugin")), "cannot load the plugin: ");
}

TEST_F(Refusal, NamesAFileThatIsNoLibrary) {
  auto how = config("x");
  how.library = GATEWAY_SOURCE_DIR "/CMakeLists.txt";
  expect_says(line(how), "cannot load the plugin: ");
}

TEST_F(Refusal, NamesAnInvalidDescription) {
  expect_says(line(config("bad_description")), "describes itself by something other than a JSON object");
}

TEST_F(Refusal, CarriesThePluginsOwnSentenceAboutItsSettings) {
  auto how = config("segfault");
  how.settings = "{\"bad\": true}";
  const auto plugin = start(how);
  ASSERT_FALSE(plugin.has_value());
  EXPECT_EQ(plugin.error().fault, base::Fault::reject);
  EXPECT_EQ(plugin.error().what, "plugin segfault: bad: not a setting; remove it");
}

TEST_F(Refusal, SurvivesALibraryThatAbortsWhileItIsLoaded) {
  const auto plugin = start(config("aborts_at_load"));
  ASSERT_FALSE(plugin.has_value());
  expect_says(plugin.error().what, "its process was ended by signal 6");
}

TEST_F(Refusal, SaysThatTheRunnerIsMissing) {
  auto how = config("pages");
  how.runner = "/nowhere/sus-gateway-runner";
  expect_says(line(how), "the plugin runner /nowhere/sus-gateway-runner cannot be started");
}

TEST_F(Refusal, IsTheSameInAThread) {
  for (const std::string name : {"wrong_abi", "no_entry", "bad_description"}) {
    auto how = config(name);
    const auto in_process = line(how);
    how.isolation = host::PluginConfig::Isolation::thread;
    EXPECT_EQ(line(how), in_process);
  }
}

TEST_F(Refusal, LooksWithoutSettings) {
  const auto about = host::Plugin::inspect(fixture("pages"));
  ASSERT_TRUE(about.has_value()) << about.error().what;
  EXPECT_EQ(about->id, "pages");
  EXPECT_EQ(about->version, "2.1.0");
  EXPECT_TRUE(about->source);
  EXPECT_TRUE(about->target);
  expect_says(host::Plugin::inspect(fixture("wrong_abi")).error().what, "was built for plugin contract");
}

}  // namespace
}  // namespace border
