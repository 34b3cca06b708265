#include <map>
#include <set>

#include "gateway/core/assignment/tie.h"
#include "gateway/io/config/rules.h"

namespace gateway::io {

namespace {

/// A kind's rows by the words that name one, with what else they say. Two rows of one key (an assignment in two
/// periods, say) are one entry that says both, in whatever order they stand.
using Contents = std::map<std::string, std::set<std::string>>;

std::string text_of(const base::Period& period) {
  return period.from.text() + "/" + (period.to ? period.to->text() : "");
}

void put(Contents& contents, std::string key, std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const auto part : parts) text.append(part).push_back('\n');
  contents[std::move(key)].insert(std::move(text));
}

Contents contents(const std::vector<core::Organisation>& rows) {
  Contents all;
  for (const auto& row : rows) {
    put(all, row.id, {row.name, row.kind});
    for (const auto& certificate : row.certificates) put(all, row.id, {certificate});
  }
  return all;
}

std::string text_of(const std::vector<std::string>& texts) {
  std::string all;
  for (const auto& text : texts) all.append(text).push_back('\n');
  return all;
}

Contents contents(const std::vector<core::Cooperation>& rows) {
  Contents all;
  for (const auto& row : rows)
    put(all, row.id,
        {row.name, text_of(row.period), row.number, text_of(row.municipalities), text_of(row.members), row.form});
  return all;
}

Contents contents(const std::vector<core::Insats>& rows) {
  Contents all;
  for (const auto& row : rows)
    put(all, row.id,
        {row.name, row.cooperation, text_of(row.period), row.counts_only ? "counts" : "", core::name(row.direction)});
  return all;
}

Contents contents(const std::vector<core::Office>& rows) {
  Contents all;
  for (const auto& row : rows) put(all, row.id, {row.name, row.organisation, row.municipality, core::name(row.branch)});
  return all;
}

Contents contents(const std::vector<core::User>& rows) {
  Contents all;
  for (const auto& row : rows) put(all, row.id, {row.name, row.organisation});
  return all;
}

Contents contents(const std::vector<core::RoleHolding>& rows) {
  Contents all;
  for (const auto& row : rows) put(all, row.user + " " + row.role, {text_of(row.period)});
  return all;
}

Contents contents(const std::vector<core::Assignment>& rows) {
  Contents all;
  for (const auto& row : rows) put(all, row.user + " " + row.to, {text_of(row.period)});
  return all;
}

Contents contents(const std::vector<core::Mandate>& rows) {
  Contents all;
  for (const auto& row : rows) put(all, row.user + " " + row.insats, {row.given_by, text_of(row.period)});
  return all;
}

Contents contents(const std::vector<core::Signature>& rows) {
  Contents all;
  for (const auto& row : rows) put(all, row.source + " " + row.text, {row.user, text_of(row.period)});
  return all;
}

Contents contents(const std::vector<core::Workplace>& rows) {
  Contents all;
  for (const auto& row : rows) put(all, row.user + " " + row.office, {text_of(row.period)});
  return all;
}

Contents contents(const std::vector<core::OfficeMembership>& rows) {
  Contents all;
  for (const auto& row : rows) put(all, row.office + " " + row.cooperation, {text_of(row.period)});
  return all;
}

Contents contents(const std::vector<core::Administration>& rows) {
  Contents all;
  for (const auto& row : rows) put(all, row.user + " " + row.role + " " + row.cooperation, {text_of(row.period)});
  return all;
}

Contents contents(const std::vector<core::Attestation>& rows) {
  Contents all;
  for (const auto& row : rows) put(all, row.user + " " + row.office, {row.by, row.on.text()});
  return all;
}

Contents contents(const std::vector<core::Training>& rows) {
  Contents all;
  for (const auto& row : rows) put(all, row.user, {row.until.text()});
  return all;
}

Contents contents(const std::vector<core::Deputy>& rows) {
  Contents all;
  for (const auto& row : rows) put(all, row.user + " " + row.deputy, {text_of(row.period)});
  return all;
}

Contents contents(const std::vector<core::Removal>& rows) {
  Contents all;
  for (const auto& row : rows) {
    const std::string role = row.role == core::kCaseworker ? "" : row.role + " ";
    put(all, row.user + " " + role + row.from, {base::text(row.at), row.by, row.cause});
  }
  return all;
}

Contents contents(const std::vector<core::ChangedAssignment>& rows) {
  Contents all;
  for (const auto& row : rows) put(all, row.user + " " + row.role + " " + row.place, {row.by, base::text(row.at)});
  return all;
}

Contents contents(const std::vector<core::SupplierUnit>& rows) {
  Contents all;
  for (const auto& row : rows)
    put(all, row.id + " " + row.service, {row.organisation, text_of(row.period), text_of(row.addresses)});
  return all;
}

Contents contents(const std::vector<core::SupplierAccount>& rows) {
  Contents all;
  for (const auto& row : rows) {
    for (const auto& grant : row.grants) {
      std::string what;
      for (const core::Permission permission : grant.permissions) what.append(core::name(permission)).push_back('\n');
      for (const auto& choice : grant.units)
        what += choice.unit + "\n" + choice.service + "\n" + text_of(choice.addresses) + "\n";
      put(all, row.id + " " + grant.organisation,
          {grant.given_by, grant.named_by_supplier ? "first" : "", text_of(grant.period), what});
    }
  }
  return all;
}

Contents contents(const std::vector<core::ChangedAccount>& rows) {
  Contents all;
  for (const auto& row : rows) put(all, row.account + " " + row.organisation, {row.by, base::text(row.at)});
  return all;
}

Contents contents(const std::vector<core::ChangedRow>& rows) {
  Contents all;
  for (const auto& row : rows) put(all, row.kind + " " + row.id, {row.by, base::text(row.at)});
  return all;
}

Contents contents(const std::vector<std::string>& users) {
  Contents all;
  for (const auto& user : users) put(all, user, {});
  return all;
}

template <typename Row>
void compare(const char* kind, const std::vector<Row>& before, const std::vector<Row>& after, base::Document& out) {
  const Contents old_rows = contents(before);
  const Contents new_rows = contents(after);
  base::Document added(base::Document::Array{});
  base::Document removed(base::Document::Array{});
  base::Document changed(base::Document::Array{});
  for (const auto& [key, text] : new_rows) {
    const auto old = old_rows.find(key);
    if (old == old_rows.end()) {
      added.add(key);
    } else if (old->second != text) {
      changed.add(key);
    }
  }
  for (const auto& [key, text] : old_rows) {
    if (!new_rows.contains(key)) removed.add(key);
  }
  if (added.array()->empty() && removed.array()->empty() && changed.array()->empty()) return;
  base::Document difference;
  difference.set("added", std::move(added)).set("removed", std::move(removed)).set("changed", std::move(changed));
  out.set(kind, std::move(difference));
}

}  // namespace

base::Document directory_difference(const core::DirectoryRows& before, const core::DirectoryRows& after) {
  base::Document out(base::Document::Object{});
  compare("organisations", before.organisations, after.organisations, out);
  compare("cooperations", before.cooperations, after.cooperations, out);
  compare("insatser", before.insatser, after.insatser, out);
  compare("offices", before.offices, after.offices, out);
  compare("users", before.users, after.users, out);
  compare("roles", before.roles, after.roles, out);
  compare("assignments", before.assignments, after.assignments, out);
  compare("mandates", before.mandates, after.mandates, out);
  compare("signatures", before.signatures, after.signatures, out);
  compare("workplaces", before.staff.workplaces, after.staff.workplaces, out);
  compare("memberships", before.staff.memberships, after.staff.memberships, out);
  compare("administrations", before.staff.administrations, after.staff.administrations, out);
  compare("attestations", before.staff.attestations, after.staff.attestations, out);
  compare("trainings", before.staff.trainings, after.staff.trainings, out);
  compare("deputies", before.staff.deputies, after.staff.deputies, out);
  compare("removals", before.staff.removals, after.staff.removals, out);
  compare("protected_users", before.staff.protected_users, after.staff.protected_users, out);
  compare("changed_assignments", before.staff.changed, after.staff.changed, out);
  compare("changed_rows", before.staff.changed_rows, after.staff.changed_rows, out);
  compare("supplier_units", before.staff.suppliers.units, after.staff.suppliers.units, out);
  compare("supplier_accounts", before.staff.suppliers.accounts, after.staff.suppliers.accounts, out);
  compare("changed_accounts", before.staff.suppliers.changed, after.staff.suppliers.changed, out);
  return out;
}

}  // namespace gateway::io
