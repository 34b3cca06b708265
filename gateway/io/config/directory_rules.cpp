#include <algorithm>
#include <unordered_set>

#include "gateway/io/config/organisation_rules.h"
#include "gateway/io/config/paths.h"
#include "gateway/io/config/plugin_config_reader.h"
#include "gateway/io/config/reader.h"
#include "gateway/io/config/rules.h"
#include "gateway/io/config/staff_rules.h"
#include "gateway/io/config/supplier_rules.h"
#include "gateway/io/config/toml.h"
#include "gateway/io/tls/certificate.h"

namespace gateway::io {

namespace {

/// 64 lower-case hex digits from what people paste: upper case, colons or blanks between. Empty when it is none.
std::string fingerprint_of(const std::string& text) {
  std::string digits;
  for (const char c : text) {
    if (c == ':' || c == ' ') continue;
    const char lower = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    if ((lower < '0' || lower > '9') && (lower < 'a' || lower > 'f')) return {};
    digits += lower;
  }
  return digits.size() == 64 ? digits : std::string();
}

std::string id_of(Reader& table) {
  std::string id = table.text("id");
  check_id(table, "id", id);
  return id;
}

void read_organisation(Reader& table, const Paths& paths, core::DirectoryRows& rows) {
  core::Organisation row;
  row.id = id_of(table);
  row.name = table.text("name");
  if (!table.has("kind")) table.fault("kind", "is missing: write kind = \"municipality\"");
  row.kind = table.choice_or<std::string>("kind", "",
                                          {{"municipality", "municipality"},
                                           {"af", "af"},
                                           {"fk", "fk"},
                                           {"region", "region"},
                                           {"supplier", "supplier"},
                                           {"association", "association"}});
  for (const std::string& text : table.texts("certificates")) {
    std::string fingerprint = fingerprint_of(text);
    if (fingerprint.empty()) {
      table.fault("certificates", "must hold SHA-256 fingerprints of 64 hex digits");
    } else {
      row.certificates.push_back(std::move(fingerprint));
    }
  }
  for (const std::string& name : table.texts("certificate_files")) {
    const auto facts = read_certificate(paths.resolve(name));
    if (!facts) {
      table.fault("certificate_files", "cannot be used: " + facts.error().what);
    } else {
      row.certificates.push_back(facts->fingerprint);
    }
  }
  std::sort(row.certificates.begin(), row.certificates.end());
  row.certificates.erase(std::unique(row.certificates.begin(), row.certificates.end()), row.certificates.end());
  table.done();
  rows.organisations.push_back(std::move(row));
}

void read_cooperation(Reader& table, const Paths&, core::DirectoryRows& rows) {
  rows.cooperations.push_back({.id = id_of(table),
                               .name = table.text("name"),
                               .period = table.period(),
                               .form = table.text_or("form", ""),
                               .number = read_organisation_number(table, "number"),
                               .municipalities = read_municipalities(table, "municipalities"),
                               .members = table.texts("members")});
  table.done();
}

void read_insats(Reader& table, const Paths&, core::DirectoryRows& rows) {
  const core::Direction direction = read_direction(table);
  const bool structural = direction == core::Direction::structural;
  if (structural && !table.boolean_or("counts_only", true))
    table.fault("counts_only", "must be true, or left out: a structural insats is always count only");
  rows.insatser.push_back({.id = id_of(table),
                           .name = table.text("name"),
                           .cooperation = table.text("cooperation"),
                           .period = table.period(),
                           .counts_only = structural || table.boolean_or("counts_only", false),
                           .direction = direction});
  table.done();
}

/// Whether the last office is FK's.
bool of_fk(const core::DirectoryRows& rows) {
  return std::any_of(rows.organisations.begin(), rows.organisations.end(), [&](const core::Organisation& row) {
    return row.id == rows.offices.back().organisation && row.kind == "fk";
  });
}

void read_office(Reader& table, const Paths&, core::DirectoryRows& rows) {
  rows.offices.push_back({.id = id_of(table),
                          .name = table.text("name"),
                          .organisation = table.text("organisation"),
                          .municipality = read_municipality(table, "municipality"),
                          .branch = read_branch(table)});
  if (rows.offices.back().branch != core::Branch::unsaid && !of_fk(rows))
    table.fault("branch", "is only for the offices of FK");
  table.done();
}

void read_user(Reader& table, const Paths&, core::DirectoryRows& rows) {
  rows.users.push_back({.id = id_of(table), .name = table.text("name"), .organisation = table.text("organisation")});
  table.done();
}

void read_roles(Reader& table, const Paths&, core::DirectoryRows& rows) {
  const auto users = table.some_texts("users");
  const auto roles = table.some_texts("roles");
  const auto period = table.period();
  table.done();
  for (const auto& user : users) {
    for (const auto& role : roles) rows.roles.push_back({user, role, period, table.document().line});
  }
}

void read_assignments(Reader& table, const Paths&, core::DirectoryRows& rows) {
  const auto users = table.some_texts("users");
  const auto places = table.some_texts("places");
  const auto period = table.period();
  table.done();
  for (const auto& user : users) {
    for (const auto& place : places) rows.assignments.push_back({user, place, period});
  }
}

/// Whoever gives a mandate is a user, one whose role has ended, too: what was given before stands.
void read_mandates(Reader& file, core::DirectoryRows& rows) {
  std::unordered_set<std::string_view> known;
  for (const core::User& user : rows.users) known.insert(user.id);
  for (Reader& table : file.tables("mandate")) {
    const auto users = table.some_texts("users");
    const auto insatser = table.some_texts("insatser");
    const auto given_by = table.text("given_by");
    if (!given_by.empty() && !known.contains(given_by))
      table.fault("given_by",
                  "names " + given_by + ", who is no user of this file: name the user who gave the mandate");
    const auto period = table.period();
    table.done();
    for (const auto& user : users) {
      for (const auto& insats : insatser) {
        rows.mandates.push_back({user, insats, given_by, period, table.document().line});
      }
    }
  }
}

void read_signatures(Reader& table, const Paths&, core::DirectoryRows& rows) {
  const auto source = table.text_or("source", "*");
  const auto texts = table.some_texts("texts");
  const auto user = table.text("user");
  const auto period = table.period();
  table.done();
  for (const auto& text : texts) rows.signatures.push_back({source, text, user, period});
}

}  // namespace

base::Result<core::DirectoryRows> read_directory(const std::string& path) {
  const auto document = read_toml(path);
  if (!document) return document.error();
  Faults faults(path);
  const Paths paths(path);
  Reader file(*document, "", faults);
  core::DirectoryRows rows;
  const auto each = [&](const char* kind, void (*read)(Reader&, const Paths&, core::DirectoryRows&)) {
    for (Reader& table : file.tables(kind)) read(table, paths, rows);
  };
  each("organisation", read_organisation);
  each("cooperation", read_cooperation);
  each("insats", read_insats);
  each("office", read_office);
  each("user", read_user);
  each("role", read_roles);
  each("assignment", read_assignments);
  read_mandates(file, rows);
  each("signature", read_signatures);
  rows.staff = read_staff(file);
  rows.staff.suppliers = read_suppliers(file, rows.organisations);
  file.done();
  if (faults.any()) return faults.error();
  return rows;
}

}  // namespace gateway::io
