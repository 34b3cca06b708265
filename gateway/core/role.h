#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/date.h"

namespace gateway::core {

/// What a role may do (domain.md §2).
enum class Right {
  registers,         ///< Register, correct and confirm where there is an assignment; give mandates in the own name.
  edit_cooperation,  ///< Edit the cooperation organisation.
  edit_insatser,     ///< Create and edit the insatser of the cooperation organisation.
  report_volumes,    ///< Volume figures of the insatser of the cooperation organisation.
  give_mandates,     ///< Give standing mandates in the insatser of the cooperation organisation.
  answer_for_data    ///< Read who looked at a case, answer for incidents, destroy what is wrong.
};

/// What an assignment (uppdrag) of a role ties to.
enum class AssignedTo { place, cooperation, nothing };

/// A role in a period: a row of the policy. SUS has five roles, of which two are not known to us: a new one is a row.
struct Role {
  std::string id;
  std::vector<Right> may = {};
  std::vector<std::string> gives = {};  ///< Roles whose assignments it gives and removes, in its cooperation.
  bool sees_persons = false;            ///< Reads participants where there is an assignment.
  AssignedTo assigned_to = AssignedTo::nothing;
  std::vector<std::string> not_with = {};  ///< Roles that nobody has at the same time, whichever row says so.
  bool of_suppliers = false;               ///< A supplier's staff may have it: no role of SUS.
  base::Period valid = {};
};

/// The roles that there are, when. Of a day on which no row of a role holds, the role may nothing. [any thread]
class Roles {
 public:
  /// The product's own, which config/policy/roles.toml says, too: what holds where a policy has no rows of roles.
  Roles();
  explicit Roles(std::vector<Role> rows) : rows_(std::move(rows)) {}

  const std::vector<Role>& rows() const { return rows_; }

  /// Null where the role is unknown on the day.
  const Role* find(std::string_view id, base::Date on) const;
  /// Whether there is, or was, or will be such a role.
  bool known(std::string_view id) const;
  bool may(std::string_view id, Right right, base::Date on) const;
  /// What the assignments of a role tie to, whatever the day; nothing of an unknown one.
  AssignedTo assigned_to(std::string_view id) const;
  /// Whether some day of the period forbids to have both roles on it.
  bool not_together(std::string_view a, std::string_view b, const base::Period& during) const;

 private:
  std::vector<Role> rows_;
};

std::string_view name(Right right);
std::string_view name(AssignedTo to);

}  // namespace gateway::core
