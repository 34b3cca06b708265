#pragma once

#include <algorithm>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "tests/unit/core/cooperation/office.h"
#include "tests/unit/core/cooperation/process_model.h"

namespace gateway::core::made {

/// Who acts in the histories of the cooperation: those of AF and FK, with role and assignment and without, for a while
/// and always.
inline std::vector<ModelUser> history_users() {
  const base::Period always{day("2010-01-01"), std::nullopt};
  return {{"af.gavle", "af", "af_gavle", true, always},
          {"fk.gavle", "fk", "fk_gavle", true, always},
          {"af.sandviken", "af", "af_sandviken", true, always},
          {"fk.sandviken", "fk", "fk_sandviken", true, always},
          {"af.untrained", "af", "af_gavle", false, always},
          {"af.nowhere", "af", "", true, always},
          {"af.new", "af", "af_gavle", true, {day("2025-01-20"), std::nullopt}},
          {"fk.gone", "fk", "fk_gavle", true, {day("2010-01-01"), day("2025-02-01")}},
          {"maj.lind", "gavle", "", false, always},
          {"rut.sund", "rusta", "", false, always}};
}

inline DirectoryRows rows_of(const std::vector<ModelUser>& people) {
  DirectoryRows made = cooperation_rows();
  const auto known = [&](const ModelUser& user) {
    return std::any_of(made.users.begin(), made.users.end(), [&](const User& row) { return row.id == user.user; });
  };
  for (const ModelUser& user : people) {
    if (known(user)) continue;
    made.users.push_back({user.user, user.user, user.organisation});
    if (user.role) made.roles.push_back({user.user, "deltagaransvarig", user.works});
    if (!user.office.empty()) made.assignments.push_back({user.user, user.office, user.works});
  }
  return made;
}

inline Desk first_desk() {
  Desk desk;
  desk.directory = directory(rows_of(history_users()));
  desk.today = day("2025-01-10");
  desk.acknowledges = false;
  std::vector<std::string> fields = {"number", "given_name", "family_name", "sex"};
  for (const FieldDescription& field : kFields) fields.emplace_back(field.id);
  desk.policy.field_lists.push_back({Flow::agency_to_sus, std::move(fields), always()});
  return desk;
}

/// The policy's rows of what the model knows to be agreed on.
inline void take_up(Policy& policy, const ModelAgreement& agreed) {
  const base::Period always{day("2010-01-01"), std::nullopt};
  for (const auto& [local, strictness] : agreed.everywhere) {
    policy.local_policies.push_back({local, strictness, "", "", always});
  }
  for (const auto& [local, strictness] : agreed.in_gavle) {
    policy.local_policies.push_back({local, strictness, "af_gavle", "fk_gavle", always});
  }
  if (agreed.af_registers_from) {
    policy.agreements = {{"af_gavle", "fk_gavle", {*agreed.af_registers_from, std::nullopt}, ""}};
  }
}

/// How often each thing was done, and how it was answered.
struct Tally {
  std::map<ActKind, int> kinds;
  std::map<Outcome, int> outcomes;
  std::map<std::string, int> answers;  ///< To tasks, and of facts.
  int acts = 0;

  friend std::ostream& operator<<(std::ostream& out, const Tally& tally) {
    out << tally.acts << " acts;";
    for (const auto& [kind, n] : tally.kinds) out << " " << name(kind) << " " << n;
    out << ";";
    for (const auto& [outcome, n] : tally.outcomes) out << " " << name(outcome) << " " << n;
    out << ";";
    for (const auto& [answer, n] : tally.answers) out << " " << answer << " " << n;
    return out;
  }
};

}  // namespace gateway::core::made
