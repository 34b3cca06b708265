#include "gateway/core/role.h"

#include <algorithm>
#include <array>

namespace gateway::core {

namespace {

constexpr std::array<std::string_view, 6> kRights = {"register",       "edit_cooperation", "edit_insatser",
                                                     "report_volumes", "give_mandates",    "answer_for_data"};
constexpr std::array<std::string_view, 3> kAssignedTo = {"place", "cooperation", "nothing"};

bool holds(const std::vector<std::string>& texts, std::string_view wanted) {
  return std::find(texts.begin(), texts.end(), wanted) != texts.end();
}

base::Period since(int year) {
  return {base::Date::of(year, 1, 1).value_or(base::Date()), std::nullopt};
}

}  // namespace

std::string_view name(Right right) {
  return kRights[static_cast<std::size_t>(right)];
}

std::string_view name(AssignedTo to) {
  return kAssignedTo[static_cast<std::size_t>(to)];
}

Roles::Roles()
    : rows_({{.id = "samverkansadministrator",
              .may = {Right::edit_cooperation},
              .gives = {"samverkansadministrator", "insatsansvarig"},
              .assigned_to = AssignedTo::cooperation,
              .not_with = {"deltagaransvarig"},
              .valid = since(2004)},
             {.id = "insatsansvarig",
              .may = {Right::edit_insatser, Right::report_volumes, Right::give_mandates},
              .gives = {"deltagaransvarig"},
              .assigned_to = AssignedTo::cooperation,
              .valid = since(2004)},
             {.id = "deltagaransvarig",
              .may = {Right::registers},
              .sees_persons = true,
              .assigned_to = AssignedTo::place,
              .not_with = {"bestallare"},
              .valid = since(2004)},
             {.id = "forbundsadministrator",
              .may = {Right::edit_insatser, Right::report_volumes},
              .assigned_to = AssignedTo::cooperation,
              .not_with = {"deltagaransvarig"},
              .valid = since(2023)},
             {.id = "bestallare", .valid = since(2004)},
             {.id = "dataskyddsombud",
              .may = {Right::answer_for_data},
              .sees_persons = true,
              .of_suppliers = true,
              .valid = since(2004)}}) {}

const Role* Roles::find(std::string_view id, base::Date on) const {
  const auto found =
      std::find_if(rows_.begin(), rows_.end(), [&](const Role& row) { return row.id == id && row.valid.contains(on); });
  return found == rows_.end() ? nullptr : &*found;
}

bool Roles::known(std::string_view id) const {
  return std::any_of(rows_.begin(), rows_.end(), [&](const Role& row) { return row.id == id; });
}

bool Roles::may(std::string_view id, Right right, base::Date on) const {
  const Role* role = find(id, on);
  return role != nullptr && std::find(role->may.begin(), role->may.end(), right) != role->may.end();
}

AssignedTo Roles::assigned_to(std::string_view id) const {
  const auto found = std::find_if(rows_.begin(), rows_.end(), [&](const Role& row) { return row.id == id; });
  return found == rows_.end() ? AssignedTo::nothing : found->assigned_to;
}

bool Roles::not_together(std::string_view a, std::string_view b, const base::Period& during) const {
  return std::any_of(rows_.begin(), rows_.end(), [&](const Role& row) {
    if (!row.valid.overlaps(during)) return false;
    return (row.id == a && holds(row.not_with, b)) || (row.id == b && holds(row.not_with, a));
  });
}

}  // namespace gateway::core
