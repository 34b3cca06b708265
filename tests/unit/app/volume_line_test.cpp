// The words of volume figures on the command line, and what is printed; the target that a form of cooperation names.
#include <gmock/gmock.h>

#include "gateway/app/gateway.h"
#include "tests/unit/app/terminal.h"
#include "tests/unit/io/config/scratch.h"

namespace gateway::app {
namespace {

using VolumeLine = Terminal;
using base::Document;
using testing::HasSubstr;

TEST_F(VolumeLine, AsksForOneFigureOrAFile) {
  EXPECT_EQ(run({"volume", "set", "--insats", "a", "--year", "2026", "--women", "0", "--men", "9", "--by", "i"}), 0);
  EXPECT_EQ(commands_.operation, "volume.set");
  const Document one = commands_.arguments;
  EXPECT_EQ(one.text("insats"), "a");
  EXPECT_EQ(one.integer_or("year", 0), 2026);
  EXPECT_EQ(one.integer_or("women", -1), 0);
  EXPECT_EQ(one.integer_or("men", -1), 9);
  EXPECT_EQ(one.text("by"), "i");
  EXPECT_EQ(run({"volume", "set", "/v.toml", "--dry-run"}), 0);
  EXPECT_EQ(commands_.arguments, Document().set("file", "/v.toml").set("dry_run", true));
  EXPECT_EQ(run({"volume", "set", "/v.toml", "--women", "1"}), 2);
  EXPECT_EQ(run({"volume", "set", "--women", "-1"}), 2);
  EXPECT_EQ(run({"volume", "list", "--all"}), 0);
  EXPECT_EQ(commands_.operation, "volume.list");
}

TEST_F(VolumeLine, PrintsWhoGaveWhatAndHowFarItHasCome) {
  Document row = Document().set("insats", "a").set("year", 2026).set("women", 12).set("men", 9).set("by", "ines");
  row.set("at", "2026-11-21T12:00:00.000Z").set("newest", true).set("sent", false);
  commands_.answer = Document().set("rows", Document::Array{row});
  run({"volume", "list"});
  EXPECT_THAT(out(), HasSubstr("väntar på att lämnas"));
  EXPECT_THAT(out(), HasSubstr("ines"));
}

TEST_F(VolumeLine, OfARefusedFigureEndsAsRefused) {
  Document fault = Document().set("row", 2).set("sentence", Document().set("sv", "nej").set("en", "no"));
  fault.set("remedy", Document().set("sv", "gör så").set("en", "do so"));
  commands_.answer = Document().set("text", "ingenting").set("faults", Document::Array{fault});
  EXPECT_EQ(run({"volume", "set", "/v.toml"}), 4);
  EXPECT_THAT(out(), HasSubstr("rad 2: nej. gör så."));
}

TEST(FormOfCooperation, NamesATargetThatIsConfigured) {
  const io::Scratch scratch;
  io::Config config;
  config.rules.policy = {scratch.write("p.toml",
                                       "[[field_list]]\nflow = 'municipality_to_sus'\nfields = ['number']\nfrom = "
                                       "2014-01-01\nsource = 's'\n[[cooperation_form]]\nname = "
                                       "'f'\nregistration = 'counts'\ntarget = 'sus'\nfrom = 2023-04-01\nsource = "
                                       "'s'\n")};
  EXPECT_TRUE(read_rules(config)) << "a program without a target sends nothing";
  config.target.emplace();
  config.target->id = "sus";
  EXPECT_TRUE(read_rules(config));
  config.target->id = "uppfoljning";
  const auto refused = read_rules(config);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, base::Fault::reject);
  EXPECT_THAT(refused.error().what, HasSubstr("names the target \"sus\", which is not configured"));
}

}  // namespace
}  // namespace gateway::app
