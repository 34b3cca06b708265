#pragma once

#include <string>
#include <vector>

#include "tests/unit/core/builders.h"

// The axes of the authority matrix, and a small oracle for who may do what, written from the domain's text (§2) and not
// from the code it judges.

namespace gateway::core::made {

/// When an assignment holds, and when an act is done.
enum class Held { now, then, never };

/// The first day on which somebody whose assignment held `then` lacks it.
inline const base::Date kTaken = kToday - days(10);

/// Somebody who acts.
struct Who {
  std::vector<std::string> roles;
  Held assignment = Held::now;
  bool own_organisation = true;  ///< Employed by the organisation in whose name the act is done.

  bool has(std::string_view role) const { return std::find(roles.begin(), roles.end(), role) != roles.end(); }
};

/// The roles of the policy that the suite builds on, each once.
inline std::vector<std::string> all_roles() {
  std::vector<std::string> ids;
  const Roles policy;
  for (const Role& role : policy.rows()) {
    if (std::find(ids.begin(), ids.end(), role.id) == ids.end()) ids.push_back(role.id);
  }
  return ids;
}

/// Nobody's role, each alone, and the one that registers with each other.
inline std::vector<Who> everybody() {
  std::vector<std::vector<std::string>> roles = {{}};
  for (const std::string& id : all_roles()) roles.push_back({id});
  for (const std::string& id : all_roles()) {
    if (id != "deltagaransvarig") roles.push_back({"deltagaransvarig", id});
  }
  std::vector<Who> all;
  for (const auto& some : roles) {
    for (const Held held : {Held::now, Held::then, Held::never}) {
      for (const bool own : {true, false}) all.push_back({some, held, own});
    }
  }
  return all;
}
/// How many combinations of roles those are. A role that is added to the policy adds two.
inline constexpr std::size_t kRoles = 12;

/// The directory of builders.h in which Maj is `who`, with her assignment to `place`.
inline Directory directory_of(const Who& who, const std::string& place = "training", DirectoryRows from = rows()) {
  const auto majs = [](const auto& row) { return row.user == "maj.lind"; };
  std::erase_if(from.roles, majs);
  std::erase_if(from.assignments, majs);
  const base::Date begin = day("2020-01-01");
  for (const std::string& role : who.roles) from.roles.push_back({"maj.lind", role, {begin, std::nullopt}});
  if (who.assignment == Held::now) from.assignments.push_back({"maj.lind", place, {begin, std::nullopt}});
  if (who.assignment == Held::then) from.assignments.push_back({"maj.lind", place, {begin, kTaken - days(1)}});
  if (!who.own_organisation) {
    for (User& user : from.users) {
      if (user.id == "maj.lind") user.organisation = "sandviken";
    }
  }
  return directory(std::move(from));
}

/// Whether the policy's row of the role says that it registers.
inline bool registers(const Role& role) {
  return std::find(role.may.begin(), role.may.end(), Right::registers) != role.may.end();
}

/// Whether the policy forbids to have the roles together, whichever row says so.
inline bool forbidden(const Who& who) {
  const std::vector<Role> rows = Roles().rows();
  return std::any_of(rows.begin(), rows.end(), [&](const Role& row) {
    return who.has(row.id) && std::any_of(row.not_with.begin(), row.not_with.end(),
                                          [&](const std::string& other) { return who.has(other); });
  });
}

/// "Authority is role AND assignment": of the role that registers, never together with one that a row of the policy
/// excludes, for the own organisation; "an act stands if they held when it was done".
inline bool may_act(const Who& who, Held done) {
  const std::vector<Role> rows = Roles().rows();
  const auto registering =
      std::count_if(rows.begin(), rows.end(), [&](const Role& row) { return who.has(row.id) && registers(row); });
  if (registering != 1 || forbidden(who) || !who.own_organisation) return false;
  return who.assignment == Held::now || (who.assignment == Held::then && done == Held::then);
}

/// How consent stands to the registration.
enum class Said { yes, nothing, no, taken_back };
inline constexpr Said kSaid[] = {Said::yes, Said::nothing, Said::no, Said::taken_back};

/// One cell, as a failing test shows it.
inline std::string cell_name(const Who& who, std::string_view act, Held done, Said said, bool hidden) {
  constexpr std::string_view kHeld[] = {"now", "then", "never"};
  constexpr std::string_view kConsent[] = {"yes", "nothing", "no", "taken back"};
  std::string text(act);
  for (const auto& role : who.roles) text += " " + role;
  text += "; assignment ";
  text += kHeld[static_cast<std::size_t>(who.assignment)];
  text += who.own_organisation ? "; own organisation; done " : "; other organisation; done ";
  text += kHeld[static_cast<std::size_t>(done)];
  text += "; consent ";
  text += kConsent[static_cast<std::size_t>(said)];
  if (hidden) text += "; protected";
  return text;
}

}  // namespace gateway::core::made
