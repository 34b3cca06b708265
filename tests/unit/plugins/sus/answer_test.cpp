#include "plugins/sus/answer.h"

#include <gtest/gtest.h>

namespace sus {
namespace {

TEST(SusAnswers, AreGivenToTheMessagesInOrder) {
  std::vector<sdk::ItemAnswer> answers(2);
  const auto outcome = read_answers("{\"a\":1}\n{\"b\":2}\n", answers);
  EXPECT_TRUE(outcome.ok());
  EXPECT_EQ(answers[0].answer, sdk::Answer::ok);
  EXPECT_EQ(answers[0].document, "{\"a\":1}");
  EXPECT_EQ(answers[1].document, "{\"b\":2}");
}

TEST(SusAnswers, OfAnotherNumberSayNothingAboutAnyMessage) {
  for (const char* body : {"", "{}\n", "{}\n{}\n{}\n"}) {
    std::vector<sdk::ItemAnswer> answers(2);
    const auto outcome = read_answers(body, answers);
    EXPECT_EQ(outcome.answer, sdk::Answer::retry) << body;
    EXPECT_EQ(answers[0].answer, sdk::Answer::retry) << body;
    EXPECT_TRUE(answers[0].document.empty()) << body;
  }
}

TEST(SusAnswers, NeedNoLineBreakAtTheEnd) {
  std::vector<sdk::ItemAnswer> answers(1);
  EXPECT_TRUE(read_answers("{}", answers).ok());
}

}  // namespace
}  // namespace sus
