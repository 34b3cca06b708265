// What of a person is taken out for that person, and by whom (GDPR art. 15).
#include "gateway/core/extract.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/core/cooperation/office.h"

namespace gateway::core {
namespace {

using made::day;
using made::days;
using made::in_message;
using made::kToday;
using made::message;
using made::noon;
using made::person;
using made::registration;
using testing::ElementsAre;
using testing::IsEmpty;

/// Gävle's data protection officer from the first of November to today, and another municipality's.
DirectoryRows staffed() {
  DirectoryRows rows = made::rows();
  rows.users.push_back({"dpo", "Dana", "gavle"});
  rows.users.push_back({"dpo.sandviken", "Sigrid", "sandviken"});
  rows.users.push_back({"ines", "Ines", "gavle"});
  const base::Period autumn{day("2026-11-01"), kToday};
  rows.roles.push_back({"dpo", "dataskyddsombud", autumn});
  rows.roles.push_back({"dpo.sandviken", "dataskyddsombud", autumn});
  rows.roles.push_back({"ines", "insatsansvarig", autumn});
  return rows;
}

TEST(Extract, OfEverythingIsForTheOwnDataProtectionOfficerWhileInThatRole) {
  const Directory directory = made::directory(staffed());
  const auto extent = [&](const char* user, base::Date on) { return extent_of(directory, user, "gavle", on); };
  EXPECT_EQ(extent("dpo", kToday), Extent::everything);
  EXPECT_EQ(extent("dpo", kToday + days(1)), Extent::nothing) << "the role has ended";
  EXPECT_EQ(extent("dpo", day("2026-11-01")), Extent::everything);
  EXPECT_EQ(extent("dpo", day("2026-10-31")), Extent::nothing) << "not begun";
  EXPECT_EQ(extent("dpo.sandviken", kToday), Extent::nothing) << "another organisation's";
}

TEST(Extract, OfTheirOwnPlacesIsForWhoRegistersInTheOwnOrganisation) {
  const Directory directory = made::directory(staffed());
  const auto extent = [&](const char* user) { return extent_of(directory, user, "gavle", kToday); };
  EXPECT_EQ(extent("maj.lind"), Extent::own_places);
  EXPECT_EQ(extent("sam.berg"), Extent::nothing) << "the role, but another organisation's";
  EXPECT_EQ(extent("ines"), Extent::nothing) << "another role";
  EXPECT_EQ(extent("nobody"), Extent::nothing);
  EXPECT_EQ(extent_of(directory, "maj.lind", "gavle", day("2019-12-31")), Extent::nothing) << "before the role";
}

/// The fields that a cleared message carries, one by one.
std::vector<std::string> carried(const Cleared& cleared) {
  std::vector<std::string> fields;
  const auto add = [&](const char* field, bool there) {
    if (there) fields.emplace_back(field);
  };
  if (cleared.person()) {
    add("number", !cleared.person()->number.empty());
    add("given_name", !cleared.person()->given_name.empty());
    add("family_name", !cleared.person()->family_name.empty());
    add("sex", cleared.person()->sex.has_value());
  }
  const Answers& answers = cleared.message().answers;
  add("education", !answers.education.empty());
  add("income_source_before", !answers.income_source_before.empty());
  add("employment_before", !answers.employment_before.empty());
  add("end_reason", !answers.end_reason.empty());
  add("income_source_after", !answers.income_source_after.empty());
  add("employment_after", !answers.employment_after.empty());
  if (cleared.message().course) {
    for (const auto& [field, answer] : cleared.message().course->answers) fields.emplace_back(name(field));
  }
  return fields;
}

/// A policy whose list lets all but some fields out, until today.
Policy listing(Flow flow) {
  Policy policy = made::cooperation_policy();
  policy.field_lists = {{flow,
                         {"number", "given_name", "sex", "education", "employment_before", "employed"},
                         {day("2015-01-01"), kToday}}};
  return policy;
}

ClearFacts facts_of(Registration of) {
  ClearFacts facts;
  facts.registration = std::move(of);
  facts.standing.had_consent = true;
  facts.person = person();
  return facts;
}

TEST(Extract, TellsTheFieldsThatAMessageOfAnInsatsWasClearedWith) {
  const Policy policy = listing(Flow::municipality_to_sus);
  for (const MessageKind kind : {MessageKind::in, MessageKind::change, MessageKind::out}) {
    Message said = message(kind, kind == MessageKind::in ? std::nullopt : std::optional(kToday));
    const Clearance clearance = clear(said, facts_of(registration()), made::directory(), policy, kToday, noon(kToday));
    const auto fields = carried(std::get<Cleared>(clearance));
    EXPECT_FALSE(fields.empty());
    EXPECT_EQ(sent_fields(said, person(), false, policy, kToday), fields) << name(kind);
    EXPECT_THAT(sent_fields(said, person(), false, policy, kToday + days(1)), IsEmpty()) << "the list has run out";
    EXPECT_THAT(sent_fields(said, person(), true, policy, kToday), IsEmpty()) << "the identity had left";
  }
}

TEST(Extract, TellsTheFieldsThatAnActWasClearedWith) {
  const Policy policy = listing(Flow::agency_to_sus);
  const made::Desk desk = made::desk_at(CaseState::requested);
  for (const MessageKind kind : {MessageKind::request, MessageKind::act}) {
    Message said;
    said.kind = kind;
    said.registration = made::registration_id(1);
    said.course = desk.act(ActKind::request, "2026-03-02");
    said.act = said.course->by;
    said.place = "fk_gavle";
    Registration of = registration();
    of.kind = RegistrationKind::cooperation;
    const Clearance clearance = clear(said, facts_of(of), desk.directory, policy, kToday, noon(kToday));
    const auto fields = carried(std::get<Cleared>(clearance));
    EXPECT_FALSE(fields.empty());
    EXPECT_EQ(sent_fields(said, person(), false, policy, kToday), fields) << name(kind);
  }
}

TEST(Extract, TellsNoFieldOfWhatCarriesNone) {
  const Policy policy = listing(Flow::municipality_to_sus);
  for (const MessageKind kind : {MessageKind::exit, MessageKind::exit_or_void, MessageKind::strip, MessageKind::task,
                                 MessageKind::reply, MessageKind::totals}) {
    EXPECT_THAT(sent_fields(message(kind, kToday), person(), false, policy, kToday), IsEmpty()) << name(kind);
  }
}

TEST(Extract, TellsOfAHiddenPersonsActOnlyWhatDoesNotPointAtThem) {
  Policy policy = made::cooperation_policy();
  policy.field_lists = {{Flow::agency_to_sus, {"number", "municipality", "employed"}, made::always()}};
  Message said;
  said.kind = MessageKind::act;
  said.course = CooperationAct{};
  said.course->answers = {{Field::municipality, "2180"}, {Field::employed, "no"}};
  EXPECT_THAT(sent_fields(said, person(), false, policy, kToday), ElementsAre("municipality", "employed"));
  EXPECT_THAT(sent_fields(said, person(), true, policy, kToday), ElementsAre("employed"));
}

}  // namespace
}  // namespace gateway::core
