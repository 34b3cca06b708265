#include "gateway/io/config/account_set_rules.h"

#include <limits>

#include "gateway/io/config/change_set_rules.h"
#include "gateway/io/config/plugin_config_reader.h"
#include "gateway/io/config/reader.h"
#include "gateway/io/config/supplier_rules.h"

namespace gateway::io {

namespace {

using Kind = core::AccountChange::Kind;

constexpr std::string_view kSchema = "gateway.account-set/1";
constexpr std::size_t kMaxChanges = 10'000;

core::AccountChange read_change(Reader& table, std::uint32_t row) {
  core::AccountChange change;
  change.row = row;
  if (!table.has("action")) table.fault("action", "is missing: write action = \"save\"");
  change.kind = table.choice_or<Kind>("action", Kind::save, {{"save", Kind::save}, {"delete", Kind::remove}});
  change.account = table.text("account");
  check_id(table, "account", change.account);
  change.organisation = table.text("organisation");
  change.from = table.date_if("from");
  if (change.kind == Kind::save) {
    change.permissions = read_permissions(table);
    change.units = read_units(table);
    change.until = table.date_if("to");
  } else {
    for (const char* key : {"permissions", "units", "to"}) {
      if (table.has(key)) table.fault(key, "is only for action = \"save\"");
    }
  }
  table.done();
  return change;
}

}  // namespace

base::Result<core::AccountSet> account_set_of(const base::Document& document, const std::string& name) {
  if (document.object() == nullptr) return base::rejected(name + ": must be an object");
  Faults faults(name);
  Reader file(document, "", faults);
  core::AccountSet set;
  if (file.text("schema") != kSchema) file.fault("schema", "must be \"gateway.account-set/1\"");
  set.named_by_supplier = file.has("named_by_supplier");
  if (set.named_by_supplier) {
    if (!file.boolean_or("named_by_supplier", true)) file.fault("named_by_supplier", "must be true, or left out");
    if (file.has("by")) file.fault("by", "is left out where the supplier has named the first administrator");
  } else {
    set.by = file.text("by");
  }
  if (!file.has("version")) file.fault("version", "is missing: `account list` tells the directory's");
  set.version = file.integer_or("version", 0, 1, std::numeric_limits<std::int32_t>::max());
  for (Reader& table : file.tables("change")) {
    set.changes.push_back(read_change(table, static_cast<std::uint32_t>(set.changes.size() + 1)));
  }
  if (set.changes.empty()) file.fault("change", "is missing: a set has at least one");
  if (set.changes.size() > kMaxChanges) file.fault("change", "has over 10000 rows: make several sets");
  file.done();
  if (faults.any()) return faults.error();
  return set;
}

base::Result<core::AccountSet> read_account_set(const std::string& path) {
  const auto document = read_set_document(path);
  if (!document) return document.error();
  return account_set_of(*document, path);
}

}  // namespace gateway::io
