// The words of lateness on the command line, and what is printed.
#include <gmock/gmock.h>

#include "tests/unit/app/terminal.h"

namespace gateway::app {
namespace {

using LatenessLine = Terminal;
using base::Document;
using testing::HasSubstr;
using testing::Not;

TEST_F(LatenessLine, AsksForDaysAndAForm) {
  EXPECT_EQ(run({"lateness", "--by", "ines", "--from", "2026-03-01", "--to", "2026-03-31", "--form", "finsam"}), 0);
  EXPECT_EQ(commands_.operation, "lateness");
  EXPECT_EQ(commands_.arguments.text("by"), "ines");
  EXPECT_EQ(commands_.arguments.text("from"), "2026-03-01");
  EXPECT_EQ(commands_.arguments.text("to"), "2026-03-31");
  EXPECT_EQ(commands_.arguments.text("form"), "finsam");
  EXPECT_EQ(run({"lateness"}), 2);
  EXPECT_EQ(run({"lateness", "--by", "ines", "--form", "another"}), 2);
}

TEST_F(LatenessLine, PrintsTheFiguresAndThatTooFewAreNotShown) {
  const auto figures = [](Document row) {
    return row.set("registered", 12)
        .set("within", 9)
        .set("share", 75)
        .set("median_days", 3)
        .set("longest_days", 41)
        .set("ahead", 1);
  };
  Document::Array rows{figures(Document().set("place_name", "Arbetsträning").set("suppressed", false)),
                       Document().set("place_name", "Öppet hus").set("suppressed", true)};
  commands_.answer = Document().set("rows", rows).set("total", Document());
  run({"lateness", "--by", "ines"});
  EXPECT_THAT(out(), HasSubstr("75 %"));
  EXPECT_THAT(out(), HasSubstr("41"));
  EXPECT_THAT(out(), HasSubstr("för få för att visas"));
  EXPECT_THAT(out(), Not(HasSubstr("Alla")));
  commands_.answer = Document().set("rows", rows).set("total", figures(Document()));
  run({"lateness", "--by", "ines", "--lang", "en"});
  EXPECT_THAT(out(), HasSubstr("too few to be shown"));
  EXPECT_THAT(out(), HasSubstr("All "));
}

}  // namespace
}  // namespace gateway::app
