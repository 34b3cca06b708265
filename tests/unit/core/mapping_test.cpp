#include "gateway/core/mapping.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/core/builders.h"

namespace gateway::core {
namespace {

using made::day;
using made::kStart;
using made::participation;

MappingRow row(std::string beslut, std::string ordered_by, std::string insats, std::string unit, std::string to) {
  MappingRow made;
  made.beslut = std::move(beslut);
  made.ordered_by = std::move(ordered_by);
  made.insats = std::move(insats);
  made.unit = std::move(unit);
  made.valid = {day("2026-01-01"), day("2026-12-31")};
  made.belonging = Belonging::finsam;
  made.to = std::move(to);
  return made;
}

std::string found(std::vector<MappingRow> rows, const Participation& record, base::Date on = kStart) {
  const Mapping mapping(std::move(rows));
  const MappingAnswer answer = mapping.find(record, on);
  return answer.row == nullptr ? "" : answer.row->to;
}

TEST(Mapping, HoldsOnBothEndsOfItsPeriodAndTellsANearRowOutside) {
  const Mapping mapping({row("ARB", "Försörjningsstöd", "Arbetsträning", "*", "x")});
  for (const auto& [date, holds] : {std::pair{"2025-12-31", false}, std::pair{"2026-01-01", true},
                                    std::pair{"2026-12-31", true}, std::pair{"2027-01-01", false}}) {
    const MappingAnswer answer = mapping.find(participation(), day(date));
    EXPECT_EQ(answer.row != nullptr, holds) << date;
    EXPECT_EQ(answer.near, holds ? nullptr : &mapping.rows()[0]) << date;
  }
}

TEST(Mapping, EveryPartOfTheKeyMustMatch) {
  const Participation record = participation();
  EXPECT_EQ(found({row("ARB", "Försörjningsstöd", "Arbetsträning", "*", "x")}, record), "x");
  EXPECT_EQ(found({row("OSA", "Försörjningsstöd", "Arbetsträning", "*", "x")}, record), "");
  EXPECT_EQ(found({row("ARB", "Arbetsförmedlingen", "Arbetsträning", "*", "x")}, record), "");
  EXPECT_EQ(found({row("ARB", "Försörjningsstöd", "Arbetsprövning", "*", "x")}, record), "");
  EXPECT_EQ(found({row("ARB", "Försörjningsstöd", "Arbetsträning", "Norr", "x")}, record), "");
  Participation north = record;
  north.unit = "Norr";
  EXPECT_EQ(found({row("ARB", "Försörjningsstöd", "Arbetsträning", "Norr", "x")}, north), "x");
}

TEST(Mapping, ARowThatDoesNotMatchIsNotNear) {
  const Mapping mapping({row("OSA", "*", "*", "*", "x")});
  const MappingAnswer answer = mapping.find(participation(), day("2027-06-01"));
  EXPECT_EQ(answer.row, nullptr);
  EXPECT_EQ(answer.near, nullptr);
}

TEST(Mapping, FewestWildcardsHoldAndAmongEqualsTheFirst) {
  const Participation record = participation();
  EXPECT_EQ(found({row("*", "*", "*", "*", "all"), row("ARB", "*", "*", "*", "one"),
                   row("ARB", "*", "Arbetsträning", "*", "two")},
                  record),
            "two");
  EXPECT_EQ(found({row("ARB", "*", "Arbetsträning", "*", "first"), row("ARB", "Försörjningsstöd", "*", "*", "second")},
                  record),
            "first");
}

TEST(Mapping, ALessPreciseRowThatIsValidHoldsBesideAPreciseOneThatIsNot) {
  MappingRow precise = row("ARB", "Försörjningsstöd", "Arbetsträning", "*", "old");
  precise.valid = {day("2025-01-01"), day("2025-12-31")};
  EXPECT_EQ(found({precise, row("ARB", "*", "*", "*", "now")}, participation()), "now");
}

TEST(Mapping, AnEmptyTableAnswersNothing) {
  EXPECT_EQ(Mapping().find(participation(), kStart).row, nullptr);
}

}  // namespace
}  // namespace gateway::core
