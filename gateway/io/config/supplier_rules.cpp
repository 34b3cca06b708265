#include "gateway/io/config/supplier_rules.h"

#include <algorithm>

#include "gateway/io/config/plugin_config_reader.h"
#include "gateway/io/config/rows.h"

namespace gateway::io {

namespace {

using core::Permission;

constexpr Permission kPermissions[] = {Permission::administer, Permission::receive, Permission::report};

std::string read_id(Reader& table) {
  std::string id = table.text("id");
  check_id(table, "id", id);
  return id;
}

std::string read_supplier(Reader& table, const std::vector<core::Organisation>& organisations) {
  std::string id = table.text("organisation");
  const bool known = std::any_of(organisations.begin(), organisations.end(),
                                 [&](const auto& row) { return row.id == id && row.kind == "supplier"; });
  if (!id.empty() && !known) table.fault("organisation", "names " + id + ", which is no supplier of this file");
  return id;
}

core::SupplierGrant read_grant(Reader& table, const std::vector<core::Organisation>& organisations) {
  core::SupplierGrant grant;
  grant.line = table.document().line;
  grant.organisation = read_supplier(table, organisations);
  grant.permissions = read_permissions(table);
  grant.units = read_units(table);
  grant.given_by = table.text_or("given_by", "");
  grant.named_by_supplier = table.boolean_or("named_by_supplier", false);
  if (grant.given_by.empty() != grant.named_by_supplier)
    table.fault("names given_by, the account that gave this, or named_by_supplier = true: one of them");
  grant.period = table.period();
  return grant;
}

}  // namespace

std::vector<Permission> read_permissions(Reader& table) {
  const auto texts = table.some_texts("permissions");
  std::vector<std::string_view> known;
  std::vector<Permission> permissions;
  for (const Permission permission : kPermissions) {
    known.push_back(core::name(permission));
    const auto count = std::count(texts.begin(), texts.end(), core::name(permission));
    if (count > 0) permissions.push_back(permission);
    if (count > 1) table.fault("permissions", "holds \"" + std::string(core::name(permission)) + "\" twice");
  }
  only(table, "permissions", texts, known);
  return permissions;
}

std::vector<core::UnitChoice> read_units(Reader& table) {
  std::vector<core::UnitChoice> units;
  for (Reader& unit : table.tables("units")) {
    units.push_back({unit.text("unit"), unit.text("service"), unit.texts("addresses")});
    unit.done();
  }
  return units;
}

core::SupplierBook read_suppliers(Reader& file, const std::vector<core::Organisation>& organisations) {
  core::SupplierBook book;
  for (Reader& table : file.tables("supplier_unit")) {
    book.units.push_back({read_id(table), read_supplier(table, organisations), table.text("service"),
                          table.some_texts("addresses"), table.period()});
    table.done();
  }
  for (Reader& table : file.tables("supplier_account")) {
    const std::string id = read_id(table);
    auto account =
        std::find_if(book.accounts.begin(), book.accounts.end(), [&](const auto& row) { return row.id == id; });
    if (account == book.accounts.end()) account = book.accounts.insert(account, {id, {}});
    account->grants.push_back(read_grant(table, organisations));
    table.done();
  }
  return book;
}

}  // namespace gateway::io
