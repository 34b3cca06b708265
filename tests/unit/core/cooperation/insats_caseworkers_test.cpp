#include "gateway/core/cooperation/insats_caseworkers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/core/builders.h"

namespace gateway::core {
namespace {

using namespace made;
using testing::ElementsAre;
using testing::IsEmpty;

/// `user`'s assignments end on `last`.
Directory until(const char* user, base::Date last) {
  DirectoryRows made = rows();
  for (Assignment& row : made.assignments) {
    if (row.user == user) row.period.to = last;
  }
  return directory(std::move(made));
}

TEST(InsatsCaseworkers, AreWhoIsNamedElseWhomTheSourceNamesElseTheLastRegistrar) {
  Registration of = registration();
  EXPECT_EQ(caseworkers(of, {}, "karl.ek"), (Caseworkers{"karl.ek", ""}));
  of.responsible = "kalle.nord";
  EXPECT_EQ(caseworkers(of, {}, "karl.ek"), (Caseworkers{"kalle.nord", ""}));
  EXPECT_EQ(caseworkers(of, {"maj.lind", "karl.ek"}, "karl.ek"), (Caseworkers{"maj.lind", "karl.ek"}));
  EXPECT_EQ(caseworkers(of, {"", "kalle.nord"}, "karl.ek"), (Caseworkers{"kalle.nord", ""})) << "not their own deputy";
}

TEST(InsatsCaseworkers, OfTheSourceAreWhomItsSignatureMeansToday) {
  World world;
  EXPECT_EQ(world.decide(participation()).registration->responsible, "maj.lind");
  DirectoryRows made = rows();
  made.signatures.front().period.to = kToday - days(1);
  made.signatures.push_back({"accorda", "MLI", "karl.ek", {kToday, std::nullopt}});
  world.directory = directory(made);
  EXPECT_EQ(world.decide(participation()).registration->responsible, "karl.ek") << "from that day on";
  made.signatures.back().period.from = kToday + days(1);
  world.directory = directory(made);
  EXPECT_EQ(world.decide(participation(), registered()).registration->responsible, "") << "nobody today";
}

TEST(InsatsCaseworkers, OfTheSourceAreItsWhoeverConfirmsOrRegistersTheEnd) {
  World world;
  Circumstances confirmed = world.circumstances();
  confirmed.confirmed_by = "karl.ek";
  const Decision decision = decide(participation(), {}, confirmed);
  EXPECT_EQ(decision.registration->act.user, "karl.ek");
  EXPECT_EQ(decision.registration->responsible, "maj.lind");
}

TEST(InsatsCaseworkers, AreMissingFromTheDayAfterTheLastOfTheAssignment) {
  const Caseworkers maj{"maj.lind", ""};
  EXPECT_FALSE(needs_responsible(registration(), maj, directory(), "gavle", kToday));
  EXPECT_FALSE(needs_responsible(registration(), maj, until("maj.lind", kToday), "gavle", kToday));
  const Directory gone = until("maj.lind", kToday - days(1));
  EXPECT_TRUE(needs_responsible(registration(), maj, gone, "gavle", kToday));
  EXPECT_FALSE(needs_responsible(registration(), {"maj.lind", "karl.ek"}, gone, "gavle", kToday))
      << "a deputy is there";
  EXPECT_TRUE(needs_responsible(registration(), {}, directory(), "gavle", kToday)) << "nobody was named";
  Registration ended = registration();
  ended.stage = Stage::out;
  EXPECT_FALSE(needs_responsible(ended, maj, gone, "gavle", kToday)) << "what has ended needs nobody";
}

TEST(InsatsCaseworkers, HandOverToWhoHasRoleAndAssignmentAtTheInsats) {
  const Directory all = directory();
  EXPECT_TRUE(may_transfer(registration(), {}, all, "gavle", "karl.ek", kToday));
  for (const char* user : {"kalle.nord", "sam.berg", "nobody"}) {
    EXPECT_FALSE(may_transfer(registration(), {}, all, "gavle", user, kToday)) << user;
    EXPECT_FALSE(transfer_faults(registration(), all, "gavle", {user, std::nullopt}, kToday).empty()) << user;
    EXPECT_FALSE(transfer_faults(registration(), all, "gavle", {std::nullopt, user}, kToday).empty()) << user;
  }
  EXPECT_THAT(transfer_faults(registration(), all, "gavle", {"karl.ek", "maj.lind"}, kToday), IsEmpty());
  Standing withdrawn;
  withdrawn.withdrawn = kToday;
  EXPECT_FALSE(may_transfer(registration(), withdrawn, all, "gavle", "karl.ek", kToday)) << "it is read no more";
}

TEST(InsatsCaseworkers, SeeTheInsatserOfTheirAssignmentsToday) {
  EXPECT_THAT(insatser_of(directory(), "maj.lind", kToday), ElementsAre("training", "social"));
  EXPECT_THAT(insatser_of(until("maj.lind", kToday - days(1)), "maj.lind", kToday), IsEmpty());
  EXPECT_THAT(insatser_of(directory(), "kalle.nord", kToday), IsEmpty());
  DirectoryRows barred = rows();
  barred.roles.push_back({"maj.lind", "samverkansadministrator", {kToday, std::nullopt}});
  EXPECT_THAT(insatser_of(directory(barred), "maj.lind", kToday), IsEmpty());
  std::vector<Role> roles = Roles().rows();
  for (Role& role : roles) role.may.clear();
  const auto reading = Directory::build(rows(), Roles(roles));
  EXPECT_THAT(insatser_of(*reading, "maj.lind", kToday), ElementsAre("training", "social"))
      << "a role that sees persons and registers nobody";
  for (Role& role : roles) role.sees_persons = false;
  EXPECT_THAT(insatser_of(*Directory::build(rows(), Roles(roles)), "maj.lind", kToday), IsEmpty());
}

}  // namespace
}  // namespace gateway::core
