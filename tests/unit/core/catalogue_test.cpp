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
  // The second is written with a combining diaeresis, as some systems do.
  for (const char* name : {"  ÖPPNA  hus\t", "o\xCC\x88ppna hus"}) {
    const Catalogue catalogue{
        {}, {activity("Öppna hus", "a", ActivityKind::preparatory), activity(name, "b", ActivityKind::work_oriented)}};
    EXPECT_EQ(differences(catalogue, day("2026-06-30")).size(), 1U) << name;
  }
  const Catalogue other{
      {},
      {activity("Oppna hus", "a", ActivityKind::preparatory), activity("Öppna hus", "b", ActivityKind::work_oriented)}};
  EXPECT_TRUE(differences(other, day("2026-06-30")).empty());
}

TEST(Catalogue, ClassesAnActivityByTheOfficeAndTheDay) {
  const Catalogue catalogue{{},
                            {activity("Öppna hus", "a", ActivityKind::preparatory, "2026-06-30"),
                             activity("Öppna hus", "b", ActivityKind::work_oriented)}};
  EXPECT_EQ(activity_at(catalogue, " öppna HUS", "a", day("2026-06-30")), &catalogue.activities[0]);
  EXPECT_EQ(activity_at(catalogue, "Öppna hus", "a", day("2026-07-01")), nullptr);
  EXPECT_EQ(activity_at(catalogue, "Öppna hus", "a", day("2025-12-31")), nullptr);
  EXPECT_EQ(activity_at(catalogue, "Öppna hus", "b", day("2026-07-01")), &catalogue.activities[1]);
  EXPECT_EQ(activity_at(catalogue, "Öppna", "b", day("2026-07-01")), nullptr);
}

TEST(Catalogue, OfTheSameClassesReadsTheSameWhateverItsOrderOwnersAndSources) {
  const LocalActivity one = activity("Öppna hus", "a", ActivityKind::preparatory, "2026-06-30");
  const LocalActivity two = activity("Vardag", "b", ActivityKind::work_oriented);
  const std::string text = canonical(Catalogue{{}, {one, two}});
  LocalActivity owned = one;
  owned.owner = "somebody";
  owned.agreed_by = {"AF"};
  owned.origin.source = "elsewhere";
  EXPECT_EQ(canonical(Catalogue{{}, {two, owned}}), text);
  EXPECT_EQ(canonical(Catalogue{{{ActivityKind::preparatory, "n", "t", "c", "o", {}, {}, {}}}, {one, two}}), text)
      << "what a kind means decides nothing";
  EXPECT_EQ(canonical(Catalogue{}), "");
  std::vector<LocalActivity> others(5, one);
  others[0].kind = ActivityKind::work_oriented;
  others[1].name = "Öppet hus";
  others[2].office = "c";
  others[3].valid.from = day("2026-01-02");
  others[4].valid.to = std::nullopt;
  for (const LocalActivity& other : others) EXPECT_NE(canonical(Catalogue{{}, {other, two}}), text);
  EXPECT_NE(canonical(Catalogue{{}, {one}}), text);
}

TEST(Catalogue, IsNotContradictedByAMappingRow) {
  const auto found = [](std::string insats, std::string office, const char* kind, const char* until) {
    MappingRow row;
    row.insats = std::move(insats);
    row.belonging = Belonging::task;
    row.to = std::move(office);
    row.kind = kind;
    row.valid = {day("2020-01-01"), day(until)};
    const Catalogue catalogue{{}, {activity("Arbetsprövning", "a", ActivityKind::work_oriented)}};
    return contradictions(Mapping({row}), catalogue).size();
  };
  EXPECT_EQ(found("arbetsprövning", "a", "preparatory", "2026-01-01"), 1U);
  EXPECT_EQ(found("arbetsprövning", "a", "preparatory", "2025-12-31"), 0U) << "on no day of both";
  EXPECT_EQ(found("arbetsprövning", "a", "work_oriented", "2026-01-01"), 0U);
  EXPECT_EQ(found("arbetsprövning", "b", "preparatory", "2026-01-01"), 0U) << "another office";
  EXPECT_EQ(found("Vardag", "a", "preparatory", "2026-01-01"), 0U);
}

}  // namespace
}  // namespace gateway::core
