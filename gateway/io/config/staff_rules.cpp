#include "gateway/io/config/staff_rules.h"

namespace gateway::io {

namespace {

void read_workplace(Reader& table, core::StaffRows& rows) {
  const auto users = table.some_texts("users");
  const auto offices = table.some_texts("offices");
  const auto period = table.period();
  for (const auto& user : users) {
    for (const auto& office : offices) rows.workplaces.push_back({user, office, period});
  }
}

void read_membership(Reader& table, core::StaffRows& rows) {
  const auto offices = table.some_texts("offices");
  const auto cooperation = table.text("cooperation");
  const auto period = table.period();
  for (const auto& office : offices) rows.memberships.push_back({office, cooperation, period});
}

void read_administration(Reader& table, core::StaffRows& rows) {
  const auto users = table.some_texts("users");
  const auto role = table.text("role");
  const auto cooperations = table.some_texts("cooperations");
  const auto period = table.period();
  for (const auto& user : users) {
    for (const auto& cooperation : cooperations) rows.administrations.push_back({user, role, cooperation, period});
  }
}

void read_training(Reader& table, core::StaffRows& rows) {
  const auto users = table.some_texts("users");
  const auto until = table.date_if("until");
  if (!until) table.fault("until", "is missing: write the last day on which the training counts");
  for (const auto& user : users) rows.trainings.push_back({user, until.value_or(base::Date())});
}

void read_deputy(Reader& table, core::StaffRows& rows) {
  const auto users = table.some_texts("users");
  const auto deputy = table.text("deputy");
  const auto period = table.period();
  for (const auto& user : users) rows.deputies.push_back({user, deputy, period});
}

}  // namespace

core::StaffRows read_staff(Reader& file) {
  core::StaffRows rows;
  const auto each = [&](const char* kind, void (*read)(Reader&, core::StaffRows&)) {
    for (Reader& table : file.tables(kind)) {
      read(table, rows);
      table.done();
    }
  };
  each("workplace", read_workplace);
  each("membership", read_membership);
  each("administration", read_administration);
  each("training", read_training);
  each("deputy", read_deputy);
  rows.protected_users = file.texts("protected_users");
  return rows;
}

}  // namespace gateway::io
