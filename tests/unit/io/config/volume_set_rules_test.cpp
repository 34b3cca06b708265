// Volume sets, and the forms of cooperation in policy and directory.
#include "gateway/io/config/volume_set_rules.h"

#include <gtest/gtest.h>

#include "gateway/core/follow_up.h"
#include "gateway/io/config/rules.h"
#include "tests/unit/io/config/scratch.h"

namespace gateway::io {
namespace {

const std::string kFields =
    "field_list = [{flow = 'municipality_to_sus', fields = ['number'], from = 2014-01-01, source = 's'}]\n\n\n";

class FormFile : public testing::Test {
 protected:
  base::Result<core::Policy> policy(const std::string& text) {
    return read_policy({scratch_.write("p.toml", kFields + text)});
  }
  std::string refusal(const std::string& text) {
    const auto read = policy(text);
    return read ? "accepted" : scratch_.shown(read.error().what);
  }

  Scratch scratch_;
};

TEST_F(FormFile, SaysHowAFormRegistersAndWhoReceivesIt) {
  const auto read = policy(
      "[[cooperation_form]]\nname = 'f'\nregistration = 'counts'\ntarget = 'sus'\nfrom = 2023-04-01\nto = 2023-12-31\n"
      "source = 's'\n[[cooperation_form]]\nname = 'f'\nregistration = 'named'\nfrom = 2024-01-01\nsource = 's'\n");
  ASSERT_TRUE(read) << read.error().what;
  ASSERT_EQ(read->follow_ups.size(), 2U);
  EXPECT_EQ(read->follow_ups[0].name, "f");
  EXPECT_EQ(read->follow_ups[0].registering, core::Registering::counts);
  EXPECT_EQ(read->follow_ups[0].target, "sus");
  EXPECT_EQ(read->follow_ups[0].valid.to, base::Date::of(2023, 12, 31));
  EXPECT_EQ(read->follow_ups[1].registering, core::Registering::named);
  EXPECT_EQ(read->follow_ups[1].target, "");
}

TEST_F(FormFile, IsRefusedWhereItDoesNotSayOrSaysTwoThings) {
  EXPECT_NE(refusal("[[cooperation_form]]\nname = 'f'\nfrom = 2023-04-01\nsource = 's'\n").find("registration"),
            std::string::npos);
  EXPECT_NE(refusal("[[cooperation_form]]\nname = 'f'\nregistration = 'some'\nfrom = 2023-04-01\nsource = 's'\n")
                .find("must be one of"),
            std::string::npos);
  const std::string row = "[[cooperation_form]]\nname = 'f'\nregistration = 'named'\nsource = 's'\nfrom = ";
  EXPECT_NE(refusal(row + "2023-04-01\n" + row + "2024-04-01\n").find("how the form \"f\" registers"),
            std::string::npos);
  EXPECT_EQ(refusal(row + "2023-04-01\nto = 2024-03-31\n" + row + "2024-04-01\n"), "accepted");
}

TEST_F(FormFile, OfTheExamplesCountsFromApril2023WhereTheDirectoryNamesIt) {
  const auto read = read_policy({GATEWAY_SOURCE_DIR "/config/policy/sus.toml"});
  ASSERT_TRUE(read) << read.error().what;
  const auto how = [&](const std::string& form, const char* start) {
    core::DirectoryRows rows;
    rows.cooperations = {{"c", "C", {base::Date::of(2020, 1, 1).value(), std::nullopt}, form}};
    rows.insatser = {{"i", "I", "c", rows.cooperations[0].period, false}};
    return core::registering_in(*core::Directory::build(rows), *read, "i", base::Date::parse(start).value());
  };
  EXPECT_EQ(how("finsam-counts", "2023-03-31"), core::Registering::named);
  EXPECT_EQ(how("finsam-counts", "2023-04-01"), core::Registering::counts);
  EXPECT_EQ(how("finsam", "2026-01-01"), core::Registering::named);
  EXPECT_EQ(how("", "2026-01-01"), core::Registering::named);
}

TEST_F(FormFile, IsNamedByACooperationOrganisation) {
  const std::string text = "[[cooperation]]\nid = 'c'\nname = 'C'\nfrom = 2020-01-01\n";
  const auto without = read_directory(scratch_.write("d.toml", text));
  const auto with = read_directory(scratch_.write("d.toml", text + "form = 'finsam-counts'\n"));
  ASSERT_TRUE(without && with);
  EXPECT_EQ(without->cooperations[0].form, "");
  EXPECT_EQ(with->cooperations[0].form, "finsam-counts");
  EXPECT_NE(directory_difference(*without, *with).find("cooperations"), nullptr);
}

TEST(VolumeSetFile, MayBeTomlAndTellsEveryFaultWithItsPlace) {
  const Scratch scratch;
  const std::string head = "schema = 'gateway.volume-set/1'\nby = 'ines'\n";
  const auto set =
      read_volume_set(scratch.write("v.toml", head + "[[volume]]\ninsats = 'a'\nyear = 2026\nwomen = 12\nmen = 0\n"));
  ASSERT_TRUE(set) << set.error().what;
  EXPECT_EQ(set->by, "ines");
  EXPECT_EQ(set->figures, (std::vector{core::Volume{"a", 2026, 12, 0}}));
  const auto wrong = read_volume_set(
      scratch.write("v.toml", "schema = 'gateway.volume-set/1'\n[[volume]]\ninsats = 'a'\nyear = 1999\nmen = -1\n"));
  ASSERT_FALSE(wrong);
  for (const char* part : {"by", "year", "women is missing", "men"}) {
    EXPECT_NE(wrong.error().what.find(part), std::string::npos) << part << " in " << wrong.error().what;
  }
}

}  // namespace
}  // namespace gateway::io
