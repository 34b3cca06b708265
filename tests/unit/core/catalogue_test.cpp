#include "gateway/core/catalogue.h"

#include <gtest/gtest.h>

#include "tests/unit/core/builders.h"

namespace gateway::core {
namespace {

using made::day;

LocalActivity activity(std::string name, std::string office, ActivityKind kind, const char* to = nullptr) {
  LocalActivity made;
  made.name = std::move(name);
  made.office = std::move(office);
  made.kind = kind;
  made.valid = {day("2026-01-01"), to == nullptr ? std::nullopt : std::optional(day(to))};
  return made;
}

TEST(Catalogue, ListsWhatTwoOfficesClassDifferently) {
  const Catalogue catalogue{
      {},
      {activity("Arbetsprövning", "a", ActivityKind::preparatory),
       activity("ARBETSPRÖVNING ", "b", ActivityKind::work_oriented),
       activity("Vardag", "a", ActivityKind::preparatory), activity("vardag", "b", ActivityKind::preparatory)}};
  const auto differing = differences(catalogue, day("2026-01-01"));
  ASSERT_EQ(differing.size(), 1U);
  ASSERT_EQ(differing[0].size(), 2U);
  EXPECT_EQ(differing[0][0].office, "a");
  EXPECT_EQ(differing[0][1].office, "b");
}

TEST(Catalogue, ComparesTheRowsOfTheDay) {
  const Catalogue catalogue{
      {},
      {activity("X", "a", ActivityKind::preparatory, "2026-06-30"), activity("X", "b", ActivityKind::work_oriented)}};
  EXPECT_EQ(differences(catalogue, day("2026-06-30")).size(), 1U);
  EXPECT_TRUE(differences(catalogue, day("2026-07-01")).empty());
}

TEST(Catalogue, NamesAreTheSameWhateverTheirLettersSizeAndBlanks) {
  EXPECT_EQ(comparable("  Öppna  ÅÄÖ É hus\t"), "öppna åäö é hus");
  EXPECT_NE(comparable("a×b"), comparable("a÷b"));
  EXPECT_EQ(comparable(""), "");
}

}  // namespace
}  // namespace gateway::core
