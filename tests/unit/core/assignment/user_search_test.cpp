#include "gateway/core/assignment/user_search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>

#include "gateway/core/swedish.h"
#include "tests/unit/core/assignment/staffed.h"

namespace gateway::core {
namespace {

using made::days;
using made::kAlways;
using made::kToday;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Users with these names, ids u0, u1, …, all deltagaransvariga.
DirectoryRows named(const std::vector<std::string>& names) {
  DirectoryRows rows = made::rows();
  rows.roles.clear();
  rows.assignments.clear();
  rows.mandates.clear();
  rows.signatures.clear();
  rows.users.clear();
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string id = "u" + std::to_string(i);
    rows.users.push_back({id, names[i], "gavle"});
    rows.roles.push_back({id, "deltagaransvarig", kAlways});
  }
  return rows;
}

std::vector<std::string> found(const DirectoryRows& rows, const UserQuery& query) {
  const Directory directory = made::directory(rows);
  std::vector<std::string> names;
  for (const User* user : UserSearch(directory).find(query, kToday).users) names.push_back(user->name);
  return names;
}

UserQuery first(std::string pattern) {
  UserQuery query;
  query.first_name = std::move(pattern);
  return query;
}

UserQuery last(std::string pattern) {
  UserQuery query;
  query.last_name = std::move(pattern);
  return query;
}

TEST(UserSearch, KaStarFindsKalleAndKarl) {
  const DirectoryRows rows = named({"Kalle Nord", "Karl Ek", "Maj Lind", "Erik Karlsson"});
  EXPECT_THAT(found(rows, first("Ka*")), ElementsAre("Karl Ek", "Kalle Nord"));
  EXPECT_THAT(found(rows, last("Ka*")), ElementsAre("Erik Karlsson"));
  UserQuery either;
  either.either = "ka*";
  EXPECT_THAT(found(rows, either), ElementsAre("Karl Ek", "Erik Karlsson", "Kalle Nord"));
  EXPECT_THAT(found(rows, first("Ka")), IsEmpty());
}

TEST(UserSearch, UpperAndLowerCaseAreOne) {
  const DirectoryRows rows = named({"Åsa Öberg", "ÄRLA ÅS", "Zoé Müller"});
  EXPECT_THAT(found(rows, first("åSA")), ElementsAre("Åsa Öberg"));
  EXPECT_THAT(found(rows, last("öBERG")), ElementsAre("Åsa Öberg"));
  EXPECT_THAT(found(rows, first("ärla")), ElementsAre("ÄRLA ÅS"));
  EXPECT_THAT(found(rows, first("ZOÉ")), ElementsAre("Zoé Müller"));
  EXPECT_THAT(found(rows, last("MÜLLER")), ElementsAre("Zoé Müller"));
}

TEST(UserSearch, ÅÄÖAreLettersOfTheirOwnAndOtherMarksAreNot) {
  const DirectoryRows rows = named({"Asa Oberg", "Åsa Öberg", "Äsa Öst", "André Möller", "Uwe Muller"});
  EXPECT_THAT(found(rows, first("Asa")), ElementsAre("Asa Oberg"));
  EXPECT_THAT(found(rows, first("Åsa")), ElementsAre("Åsa Öberg"));
  EXPECT_THAT(found(rows, first("Andre")), ElementsAre("André Möller"));
  EXPECT_THAT(found(rows, last("Müller")), ElementsAre("Uwe Muller"));
}

TEST(UserSearch, LettersWrittenWithACombiningMarkAreTheSame) {
  const DirectoryRows rows = named({"A\u030Asa O\u0308berg"});
  EXPECT_EQ(found(rows, first("Åsa")).size(), 1U);
  EXPECT_EQ(found(rows, last("Öberg")).size(), 1U);
  EXPECT_THAT(found(rows, first("Asa")), IsEmpty());
}

TEST(UserSearch, StandsInSwedishOrder) {
  const DirectoryRows rows =
      named({"Eva Öst", "Eva Ärt", "Eva Zorn", "Eva Ås", "Bo Ek", "Eva Ek", "Eva Yng", "Eva Übel", "Eva Vik"});
  EXPECT_THAT(found(rows, {}), ElementsAre("Bo Ek", "Eva Ek", "Eva Vik", "Eva Übel", "Eva Yng", "Eva Zorn", "Eva Ås",
                                           "Eva Ärt", "Eva Öst"));
}

TEST(UserSearch, NamesOfSeveralWordsAreFoundByEach) {
  const DirectoryRows rows = named({"Karl Erik von Essen", "Prins"});
  for (const char* pattern : {"Karl", "Karl Erik", "karl  erik", "*Erik"}) {
    EXPECT_EQ(found(rows, first(pattern)).size(), 1U) << pattern;
  }
  for (const char* pattern : {"Essen", "von Essen", "v*"}) EXPECT_EQ(found(rows, last(pattern)).size(), 1U) << pattern;
  EXPECT_THAT(found(rows, first("Karl Erik von Essen")), IsEmpty());
  EXPECT_THAT(found(rows, first("prins")), ElementsAre("Prins"));
}

TEST(UserSearch, FindsOnlyUsersWithTheRoleOnTheDay) {
  DirectoryRows rows = named({"Kalle Nord", "Karl Ek"});
  rows.roles[0].period.to = kToday - days(1);
  EXPECT_THAT(found(rows, first("Ka*")), ElementsAre("Karl Ek"));
  rows.roles[0].period.to = kToday;
  EXPECT_THAT(found(rows, first("Ka*")), ElementsAre("Karl Ek", "Kalle Nord"));
  rows.roles[0].role = "insatsansvarig";
  EXPECT_THAT(found(rows, first("Ka*")), ElementsAre("Karl Ek"));
}

TEST(UserSearch, StaffWithProtectedIdentityNeverTurnUp) {
  DirectoryRows rows = named({"Kalle Nord", "Karl Ek"});
  rows.staff.protected_users = {"u0"};
  EXPECT_THAT(found(rows, first("Kalle")), IsEmpty());
  EXPECT_THAT(found(rows, {}), ElementsAre("Karl Ek"));
}

TEST(UserSearch, EmployersAreFoundByNameAndId) {
  DirectoryRows rows = named({"Kalle Nord", "Karl Ek"});
  rows.users[0].organisation = "sandviken";
  UserQuery query;
  query.employer = "sandvik*";
  EXPECT_THAT(found(rows, query), ElementsAre("Kalle Nord"));
  query.employer = "Gävle KOMMUN";
  EXPECT_THAT(found(rows, query), ElementsAre("Karl Ek"));
  query.first_name = "Kalle";
  EXPECT_THAT(found(rows, query), IsEmpty());
}

TEST(UserSearch, TellsWhenItIsCut) {
  const DirectoryRows rows = named({"Kalle Nord", "Karl Ek", "Karin Öst"});
  const Directory directory = made::directory(rows);
  const UserSearch search(directory);
  UserQuery query = first("Ka*");
  query.limit = 3;
  EXPECT_FALSE(search.find(query, kToday).cut);
  query.limit = 2;
  EXPECT_TRUE(search.find(query, kToday).cut);
  EXPECT_EQ(search.find(query, kToday).users.size(), 2U);
  EXPECT_EQ(search.find(query, kToday).users[0]->name, "Karl Ek");
}

TEST(Matches, StarIsAnyRunOfCharacters) {
  const std::pair<const char*, bool> patterns[] = {
      {"*", true},  {"ka*", true},    {"*le", true},      {"k*l*e", true}, {"kalle", true}, {"kalle*", true},
      {"**", true}, {"*a*a*", false}, {"kalle*x", false}, {"alle", false}, {"kall", false}, {"", false}};
  for (const auto& [pattern, expected] : patterns) EXPECT_EQ(matches(folded(pattern), U"kalle"), expected) << pattern;
}

TEST(Matches, ManyStarsCostNoMoreThanTheProductOfTheLengths) {
  std::u32string pattern;
  for (int i = 0; i < 500; ++i) pattern += U"*a";
  pattern += U"b";
  const std::u32string text(2000, U'a');
  EXPECT_FALSE(matches(pattern, text));
}

TEST(Folded, WhatIsNotUtf8IsOneThingAndEndsNowhere) {
  EXPECT_EQ(folded("a\xFF"), (std::u32string{U'a', 0xFFFD}));
  EXPECT_EQ(folded("\xC3"), std::u32string(1, 0xFFFD));
  EXPECT_EQ(folded("\xE2\x82"), std::u32string(2, 0xFFFD));
  EXPECT_EQ(folded(" A \t b "), U"a b");
}

TEST(UserSearch, TenThousandUsersTakeAFewMilliseconds) {
  std::vector<std::string> names;
  for (int i = 0; i < 10000; ++i) names.push_back("Förnamn" + std::to_string(i) + " Ångström" + std::to_string(i % 97));
  const Directory directory = made::directory(named(names));
  const UserSearch search(directory);
  UserQuery query = last("*ström9*");
  query.limit = 20000;
  const std::clock_t begun = std::clock();
  const UserHits hits = search.find(query, kToday);
  const double milliseconds = 1000.0 * static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;
  RecordProperty("milliseconds", std::to_string(milliseconds));
  EXPECT_EQ(hits.users.size(), 824U);
  EXPECT_LT(milliseconds, 200);  // Generous: the build has no optimisation and may have sanitizers.
}

}  // namespace
}  // namespace gateway::core
