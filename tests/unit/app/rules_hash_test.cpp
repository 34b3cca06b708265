// The hash by which decisions name the rules that they were made under.
#include <gtest/gtest.h>

#include "gateway/app/gateway.h"
#include "gateway/io/config/rules.h"
#include "gateway/io/crypto/hex.h"
#include "gateway/io/crypto/sealing.h"
#include "tests/unit/io/config/scratch.h"

namespace gateway::app {
namespace {

class HashOfRules : public testing::Test {
 protected:
  HashOfRules() {
    config_.rules.policy = {scratch_.write(
        "p.toml",
        "[[field_list]]\nflow = 'municipality_to_sus'\nfields = ['number']\nfrom = 2014-01-01\nsource = 's'\n")};
  }
  static std::string row(const char* table, const char* kind, const char* rest, const char* owner = "o") {
    return std::string("[[") + table + "]]\nkind = '" + kind + "'\n" + rest + "owner = '" + owner +
           "'\nagreed_by = ['AF']\nfrom = 2020-01-01\nsource = 's'\n";
  }
  /// The catalogue that classes an activity so.
  static std::string classed(const char* kind, const char* owner = "o") {
    return defined() + row("activity", kind, "name = 'Arbetsprövning'\noffice = 'a'\n", owner);
  }
  static std::string defined() {
    const char* words = "name = 'n'\ndefinition = 'd'\ncounty = 'c'\n";
    return row("concept", "preparatory", words) + row("concept", "work_oriented", words);
  }
  std::string hash() const {
    const auto rules = read_rules(config_);
    EXPECT_TRUE(rules) << rules.error().what;
    return rules ? rules->policy->hash : std::string();
  }
  std::string hash_with(const std::string& catalogue) {
    config_.rules.catalogue = scratch_.write("k.toml", catalogue);
    return hash();
  }

  const io::Scratch scratch_;
  io::Config config_;
};

TEST_F(HashOfRules, IsThePolicysOwnWhereNoActivityIsClassed) {
  const auto policy = io::read_policy(config_.rules.policy);
  ASSERT_TRUE(policy);
  EXPECT_EQ(hash(), policy->hash) << "no catalogue";
  EXPECT_EQ(policy->hash, io::to_hex(io::sha256(core::canonical(*policy))));
  EXPECT_EQ(hash_with(defined()), policy->hash);
}

TEST_F(HashOfRules, NamesTheClassOfEachActivity) {
  const std::string without = hash();
  const std::string preparatory = hash_with(classed("preparatory"));
  EXPECT_EQ(preparatory.size(), 64U);
  EXPECT_NE(preparatory, without);
  EXPECT_NE(preparatory, hash_with(classed("work_oriented")));
  EXPECT_EQ(preparatory, hash_with("# A comment\n" + classed("preparatory", "somebody else")));
}

}  // namespace
}  // namespace gateway::app
