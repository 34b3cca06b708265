#include "gateway/io/config/role_rules.h"

#include <algorithm>

namespace gateway::io {

namespace {

using core::AssignedTo;
using core::Right;

std::vector<Right> read_rights(Reader& table) {
  constexpr Right kAll[] = {Right::registers,      Right::edit_cooperation, Right::edit_insatser,
                            Right::report_volumes, Right::give_mandates,    Right::answer_for_data};
  const auto texts = table.texts("may");
  std::vector<std::string_view> known;
  std::vector<Right> rights;
  for (const Right right : kAll) {
    known.push_back(core::name(right));
    if (std::find(texts.begin(), texts.end(), core::name(right)) != texts.end()) rights.push_back(right);
  }
  only(table, "may", texts, known);
  return rights;
}

/// Rights are asked for together with an assignment; one that the role cannot have would be asked for in vain, or not.
void check_assigned(Reader& table, const core::Role& role) {
  const auto needs = [&](Right right, AssignedTo to) {
    if (std::find(role.may.begin(), role.may.end(), right) == role.may.end() || role.assigned_to == to) return;
    table.fault("assigned_to", std::string("must be \"").append(core::name(to)).append("\" of a role that may ") +
                                   std::string(core::name(right)));
  };
  needs(Right::registers, AssignedTo::place);
  for (const Right right : {Right::edit_cooperation, Right::edit_insatser, Right::report_volumes, Right::give_mandates})
    needs(right, AssignedTo::cooperation);
  needs(Right::answer_for_data, AssignedTo::nothing);
  if (!role.gives.empty() && role.assigned_to != AssignedTo::cooperation)
    table.fault("gives", "is only for a role that is assigned to a cooperation");
  const auto may = [&](Right right) { return std::find(role.may.begin(), role.may.end(), right) != role.may.end(); };
  if (role.sees_persons && role.assigned_to != AssignedTo::place && !may(Right::answer_for_data))
    table.fault("sees_persons", "must be false: participants are read where there is an assignment to a place");
  if (!role.sees_persons && (may(Right::registers) || may(Right::answer_for_data)))
    table.fault("sees_persons", "must be true of a role that may register or answer_for_data");
}

}  // namespace

void RoleRows::read(Reader& file, Answered& answered) {
  for (Reader& table : file.tables("role")) {
    core::Role role;
    role.id = table.text("role");
    role.may = read_rights(table);
    role.gives = table.texts("gives");
    if (!table.has("sees_persons")) table.fault("sees_persons", "is missing: write sees_persons = false");
    role.sees_persons = table.boolean_or("sees_persons", false);
    if (!table.has("assigned_to")) table.fault("assigned_to", "is missing: write assigned_to = \"nothing\"");
    role.assigned_to = table.choice_or<AssignedTo>(
        "assigned_to", AssignedTo::nothing,
        {{"place", AssignedTo::place}, {"cooperation", AssignedTo::cooperation}, {"nothing", AssignedTo::nothing}});
    role.not_with = table.texts("not_with");
    role.of_suppliers = table.boolean_or("of_suppliers", false);
    role.valid = table.period();
    read_origin(table);
    table.done();
    check_assigned(table, role);
    const std::string place = file.faults().file() + ":" + std::to_string(table.document().line) + ": " + table.path();
    for (const std::string& id : role.gives) named_.push_back({id, place + ".gives"});
    for (const std::string& id : role.not_with) {
      if (id == role.id) table.fault("not_with", "names the role itself");
      named_.push_back({id, place + ".not_with"});
    }
    const core::Roles before(rows_);
    if (before.known(role.id) && before.assigned_to(role.id) != role.assigned_to)
      table.fault("assigned_to", "must be what the other rows of the role say");
    answered.add(table, "what the role " + role.id + " may", role.valid);
    rows_.push_back(std::move(role));
  }
}

std::string RoleRows::unknown() const {
  const core::Roles all(rows_);
  std::string text;
  for (const Named& named : named_) {
    if (all.known(named.role)) continue;
    text += (text.empty() ? "" : "\n") + named.place + " names " + named.role + ", which is no role: no row has it";
  }
  return text;
}

}  // namespace gateway::io
