#include <memory>
#include <utility>

#include "gateway/api/account_findings.h"
#include "gateway/api/documents.h"
#include "gateway/api/operations.h"
#include "gateway/core/assignment/account_set.h"
#include "gateway/core/assignment/supplier.h"
#include "gateway/io/config/account_set_rules.h"

namespace gateway::api {

namespace {

base::Document::Array texts_of(const std::vector<std::string>& texts) {
  return base::Document::Array(texts.begin(), texts.end());
}

base::Document document_of(const std::string& account, const core::SupplierGrant& grant) {
  base::Document::Array permissions;
  for (const core::Permission permission : grant.permissions) {
    permissions.emplace_back(std::string(core::name(permission)));
  }
  base::Document::Array units;
  for (const core::UnitChoice& choice : grant.units) {
    units.push_back(base::Document()
                        .set("unit", choice.unit)
                        .set("service", choice.service)
                        .set("addresses", texts_of(choice.addresses)));
  }
  return base::Document()
      .set("account", account)
      .set("organisation", grant.organisation)
      .set("permissions", std::move(permissions))
      .set("units", std::move(units))
      .set("given_by", grant.given_by)
      .set("named_by_supplier", grant.named_by_supplier)
      .set("from", grant.period.from.text())
      .set("to", grant.period.to ? base::Document(grant.period.to->text()) : base::Document());
}

}  // namespace

AccountFindings account_findings(const std::vector<core::SupplierFault>& faults) {
  AccountFindings found;
  for (const core::SupplierFault& fault : faults) {
    found.rows.push_back(document_of(fault.reason).set("account", fault.account));
  }
  if (faults.empty()) return found;
  const std::string number = std::to_string(faults.size());
  found.swedish = " Att se över bland leverantörers konton: " + number + ".";
  found.english = " To look at among suppliers' accounts: " + number + ".";
  return found;
}

std::vector<core::SupplierFault> Operations::supplier_findings(const core::Directory& directory) {
  const flow::Rules rules = engine_.rules();
  const std::shared_ptr<const core::Policy> policy = rules.policy ? rules.policy : std::make_shared<core::Policy>();
  const int most = policy->threshold(core::Threshold::administrators, today());
  return core::supplier_findings(directory, static_cast<std::size_t>(most), today());
}

base::Result<base::Document> Operations::account_list(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"organisation", "account"});
  if (!arguments) return arguments.error();
  const auto organisation = arguments->text("organisation");
  if (!organisation) return organisation.error();
  const auto account = arguments->text("account");
  if (!account) return account.error();
  std::int64_t version = 0;
  const auto directory = directory_now(&version);
  if (!directory) return directory.error();
  base::Document::Array rows;
  for (const core::SupplierAccount& row : (*directory)->rows().staff.suppliers.accounts) {
    if (!account->empty() && row.id != *account) continue;
    for (const core::SupplierGrant& grant : row.grants) {
      if (!organisation->empty() && grant.organisation != *organisation) continue;
      // What begins later is there to be seen, and ended.
      if (!grant.period.to || *grant.period.to >= today()) rows.push_back(document_of(row.id, grant));
    }
  }
  return rows_document(std::move(rows)).set("version", version);
}

base::Result<base::Document> Operations::account_change(const base::Document& given) {
  const auto asked = FileToTake::read(given);
  if (!asked) return asked.error();
  const auto set = io::read_account_set(asked->file);
  if (!set) return set.error();
  auto saving = save_set(set->version, asked->dry_run, [&](const core::Directory& directory, std::int64_t version) {
    return core::apply(*set, directory, version, today(), clock_.now());
  });
  if (!saving) return saving.error();
  base::Document& answer = saving->answer;
  AccountFindings accounts;
  if (saving->outcome.rows) {
    const auto after = core::Directory::build(std::move(*saving->outcome.rows), roles());
    if (!after) return after.error();
    accounts = account_findings(supplier_findings(*after));
    for (auto& [name, value] : *answer.object()) {
      if (name != "text") continue;
      value = both(std::string(value.text("sv")) + accounts.swedish, std::string(value.text("en")) + accounts.english);
    }
  }
  return answer.set("accounts", std::move(accounts.rows));
}

}  // namespace gateway::api
