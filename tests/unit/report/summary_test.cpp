#include "gateway/report/summary.h"

#include <gtest/gtest.h>

#include "tests/unit/report/sample.h"

namespace gateway::report {
namespace {

constexpr core::Language kSwedish = core::Language::swedish;
constexpr core::Language kEnglish = core::Language::english;

TEST(Summary, SaysBothEquationsAndTheCausesInSwedish) {
  const auto units = some_units();
  EXPECT_EQ(summarise(some_balance(), causes_of(units)).text(kSwedish),
            "läst 10 = 4 godkända + 0 utan personuppgifter + 3 nekade + 2 väntar på samtycke eller uppgift + 1 väntar "
            "på bekräftelse + 0 utanför SUS + 0 oförändrade\n"
            "lämnat till leverans 4 = 3 levererade + 0 nekade av noden + 0 stoppade + 0 väntar + 0 i kö + 1 kunde inte "
            "levereras\n"
            "Båda stämmer.\n"
            "  2 nekad: Ingen mappning för ARB / Keramikverkstan. Lägg till en rad i mappningen; det som väntar avgörs "
            "då på nytt.\n"
            "  1 nekad: Personnumrets kontrollsiffra stämmer inte. Rätta personnumret i källsystemet.\n"
            "  1 väntar på samtycke: Väntar på samtycke. Registrera svaret: samtycke finns, eller nekar.\n"
            "  1 väntar på uppgift: Signaturen XYZ är ingen känd användare. Koppla signaturen till en SUS-användare i "
            "katalogen.\n"
            "  1 väntar på din bekräftelse: Väntar på din bekräftelse: stående uppdrag saknas för maj.lind – Steget. "
            "Handläggaren bekräftar, eller ger ett stående uppdrag för insatsen.\n");
}

TEST(Summary, SaysTheSameInEnglish) {
  const std::string text = summarise(some_balance(), causes_of(some_units())).text(kEnglish);
  EXPECT_TRUE(
      text.starts_with("read 10 = 4 accepted + 0 anonymous + 3 rejected + 2 parked + 1 proposed + 0 outside SUS "
                       "+ 0 unchanged\nhanded to delivery 4 = 3 delivered + 0 rejected there + 0 stopped + 0 "
                       "held + 0 queued + 1 dead-lettered\nBoth add up.\n"))
      << text;
}

TEST(Summary, SaysWhereTheReasonsOfWhatTheNodeRefusedAre) {
  auto balance = some_balance();
  const auto says = [&](core::Language language, const char* part) {
    return summarise(balance, {}).text(language).find(part) != std::string::npos;
  };
  EXPECT_FALSE(says(kSwedish, "queue --all")) << "nothing was refused";
  balance.rejected_there = 1;
  EXPECT_TRUE(says(kSwedish, "  1 nekade av noden: skälen visar `queue --all`"));
  EXPECT_TRUE(says(kEnglish, "  1 rejected there: `queue --all` shows the reasons"));
}

TEST(Summary, TellsWhichEquationDoesNotAddUpAndByHowMuch) {
  auto balance = some_balance();
  balance.read = 11;
  const Summary summary = summarise(balance, {});
  EXPECT_FALSE(summary.adds_up());
  EXPECT_NE(summary.text(kSwedish).find("STÄMMER INTE: delarna är tillsammans 10"), std::string::npos);
  EXPECT_TRUE(summary.delivery.adds_up());
}

TEST(Summary, TheDocumentHoldsTheSameNumbers) {
  const auto units = some_units();
  const base::Document document = summarise(some_balance(), causes_of(units)).document();
  EXPECT_EQ(document.integer_or("read", 0), 10);
  EXPECT_EQ(document.find("outcomes")->integer_or("rejected", -1), 3);
  EXPECT_EQ(document.find("delivery")->integer_or("dead_lettered", -1), 1);
  EXPECT_TRUE(*document.find("adds_up")->boolean());
  EXPECT_EQ(document.find("causes")->array()->size(), 5u);
  EXPECT_EQ(document.find("causes")->array()->front().text("code"), "unmapped");
}

TEST(Cause, TheLargestComesFirstAndEquallyLargeOnesAsTheyTurnedUp) {
  const auto causes = causes_of(some_units()).largest_first();
  ASSERT_EQ(causes.size(), 5u);
  EXPECT_EQ(causes[0].count, 2);
  EXPECT_EQ(causes[1].reason.code, core::Code::number_check_digit);
  EXPECT_EQ(causes[4].number, 4u);
}

}  // namespace
}  // namespace gateway::report
