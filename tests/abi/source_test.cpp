#include <algorithm>

#include "tests/abi/support.h"

namespace border {
namespace {

using IsolationKind = host::PluginConfig::Isolation;

class Source : public PluginTest {};

TEST_F(Source, GivesTheSamePagesInAProcessAndInAThread) {
  const auto in_process = started(config("pages"));
  const auto pulled = pull(*in_process->source(), "numbers");
  ASSERT_TRUE(pulled.has_value()) << pulled.error().what;
  EXPECT_FALSE(pulled->more);
  EXPECT_EQ(pulled->not_before, std::chrono::seconds(3));
  const auto from_process = std::move(pages);
  pages.clear();

  auto how = config("pages");
  how.isolation = IsolationKind::thread;
  const auto in_thread = started(how);
  ASSERT_TRUE(pull(*in_thread->source(), "numbers").has_value());
  ASSERT_EQ(pages.size(), 10U);
  EXPECT_EQ(pages[9].records.size(), 200U);
  EXPECT_TRUE(pages == from_process);
  EXPECT_EQ(in_thread->describe(), in_process->describe());
}

TEST_F(Source, ResumesFromTheStoredCursorAfterACrash) {
  const auto plugin = started(config("pages"));
  const auto source = plugin->source();
  const auto crashed = pull(*source, "crash 4");
  ASSERT_FALSE(crashed.has_value());
  EXPECT_EQ(crashed.error().what, "plugin pages: its process ended with code 3");
  ASSERT_EQ(pages.size(), 4U);
  clock.pass(std::chrono::seconds(1));
  ASSERT_TRUE(pull(*source, "crash 4", pages.back().cursor).has_value());
  ASSERT_EQ(pages.size(), 10U);
  for (std::size_t i = 0; i < pages.size(); ++i) EXPECT_EQ(pages[i].cursor, std::to_string(i + 1));
  EXPECT_EQ(plugin->state().state, host::Health::State::running);
  EXPECT_EQ(plugin->state().restarts, 1U);
}

TEST_F(Source, UnwindsWhenAPageIsNotTaken) {
  for (const auto isolation : {IsolationKind::process, IsolationKind::thread}) {
    auto how = config("pages");
    how.isolation = isolation;
    const auto plugin = started(how);
    const auto source = plugin->source();
    int taken = 0;
    const auto pulled = source->pull("numbers", "", [&](const ports::Page&) -> base::Result<void> {
      if (++taken == 3) return base::Error{base::Fault::broken, "the disk is full"};
      return {};
    });
    ASSERT_FALSE(pulled.has_value());
    EXPECT_EQ(pulled.error().fault, base::Fault::broken);
    EXPECT_EQ(pulled.error().what, "the disk is full");
    EXPECT_EQ(taken, 3);
    EXPECT_TRUE(log.has("unwound at page 2"));
  }
}

TEST_F(Source, StopsBetweenPages) {
  const auto plugin = started(config("pages"));
  const auto source = plugin->source();
  const auto pulled = source->pull("numbers", "", [&](const ports::Page& page) {
    keep(page);
    source->stop();
    return base::Result<void>();
  });
  ASSERT_FALSE(pulled.has_value());
  EXPECT_EQ(pulled.error().fault, base::Fault::stop);
  EXPECT_EQ(pages.size(), 1U);
}

TEST_F(Source, ChecksInItsOwnWords) {
  auto how = config("pages");
  how.settings = "{\"a\": 1}";
  EXPECT_EQ(started(how)->check().value(), "Ten pages are ready: {\"a\": 1}");
}

TEST_F(Source, IsNotThereWhereThePluginHasNone) {
  const auto plugin = started(config("files"));
  EXPECT_NE(plugin->source(), nullptr);
  EXPECT_EQ(plugin->target(), nullptr);
}

TEST_F(Source, MayComeWithTheSettings) {
  EXPECT_FALSE(host::Plugin::inspect(fixture("files"))->source);
  EXPECT_TRUE(started(config("files"))->about().source);
}

class Target : public PluginTest {
 protected:
  host::PluginConfig with_node() {
    auto how = config("pages");
    how.endpoints = {{"node", "node-of-the-test"}};
    return how;
  }
};

TEST_F(Target, AnswersEachItem) {
  const auto plugin = started(with_node());
  const std::vector<std::string> items = {"one", "refuse", "http"};
  const auto answers = plugin->target()->push(items, std::chrono::seconds(20));
  ASSERT_TRUE(answers.has_value()) << answers.error().what;
  ASSERT_EQ(answers->size(), 3U);
  EXPECT_EQ((*answers)[0].answer, host::Answer::ok);
  EXPECT_EQ((*answers)[0].document, "\"one\"");
  EXPECT_EQ((*answers)[1].answer, host::Answer::reject);
  EXPECT_EQ((*answers)[2].document, "207node-of-the-testPOST/v1/x?yabbody");
}

TEST_F(Target, SaysLaterOfAllItems) {
  const auto plugin = started(with_node());
  const std::vector<std::string> items = {"one", "later"};
  const auto answers = plugin->target()->push(items, std::chrono::seconds(20));
  ASSERT_TRUE(answers.has_value());
  for (const auto& answer : *answers) {
    EXPECT_EQ(answer.answer, host::Answer::retry);
    EXPECT_EQ(answer.not_before, std::chrono::seconds(9));
  }
}

TEST_F(Target, ReachesOnlyWhatWasDeclared) {
  const auto plugin = started(with_node());
  const std::vector<std::string> items = {"elsewhere"};
  const auto answers = plugin->target()->push(items, std::chrono::seconds(20));
  ASSERT_FALSE(answers.has_value());
  expect_says(answers.error().what, "asked for an endpoint that is not configured for it");
}

TEST_F(Target, RefusesABatchThatIsTooLarge) {
  const auto plugin = started(with_node());
  const std::vector<std::string> items(257, "one");
  EXPECT_EQ(plugin->target()->push(items, std::chrono::seconds(20)).error().fault, base::Fault::reject);
}

}  // namespace
}  // namespace border
