#include <memory>
#include <set>
#include <utility>

#include "gateway/api/account_findings.h"
#include "gateway/api/documents.h"
#include "gateway/api/operations.h"
#include "gateway/core/assignment/directory_change.h"
#include "gateway/core/assignment/import.h"
#include "gateway/core/assignment/supplier.h"
#include "gateway/io/config/directory_change_rules.h"
#include "gateway/io/config/rules.h"

namespace gateway::api {

namespace {

base::Document texts_of(const std::vector<base::Period>& periods) {
  base::Document::Array texts;
  for (const base::Period& period : periods) {
    texts.emplace_back(period.from.text() + "/" + (period.to ? period.to->text() : ""));
  }
  return texts;
}

base::Document kept_document(const std::vector<core::KeptAssignment>& kept) {
  base::Document::Array rows;
  for (const core::KeptAssignment& row : kept) {
    rows.push_back(base::Document()
                       .set("user", row.user)
                       .set("role", row.role)
                       .set("place", row.place)
                       .set("stays", texts_of(row.stays))
                       .set("in_file", texts_of(row.in_file)));
  }
  return rows;
}

/// As `assignment.change` has them; of a file none is for cause.
base::Document endings_document(const std::vector<core::Ending>& endings) {
  base::Document::Array rows;
  for (const core::Ending& row : endings) {
    rows.push_back(base::Document().set("user", row.user).set("place", row.place).set("from", row.from.text()));
  }
  return rows;
}

/// What follows the answer's first sentences, in Swedish and English; nothing where the file undoes nothing.
std::pair<std::string, std::string> kept_sentences(std::size_t count) {
  if (count == 0) return {};
  const std::string number = std::to_string(count);
  return {
      " Uppdrag, konton, insatser och samverkansorganisationer som har ändrats sedan dess och som filen säger annat "
      "om: " +
          number + ". De står kvar som de är; ändra dem med assignment change, account change eller directory change.",
      " Assignments, accounts, insatser and cooperation organisations changed since, of which the file says "
      "otherwise: " +
          number + ". They stay as they are; change them with assignment change, account change or directory change."};
}

/// What the file's own accounts may not be like on a day; each where it stands, as every fault of a file is told.
base::Result<void> check_accounts(const std::string& file, const core::Directory& directory, base::Date on) {
  std::string text;
  for (const core::SupplierFault& fault : core::supplier_faults(directory.rows().staff.suppliers, directory, on)) {
    if (!text.empty()) text += "\n";
    text += file + ":" + std::to_string(fault.line) +
            ": supplier_account: " + core::sentence(fault.reason, core::Language::english) + ". " +
            std::string(core::remedy(fault.reason.code, core::Language::english));
  }
  if (text.empty()) return {};
  return base::rejected(text);
}

/// Roles that the policy has no row of, each once a line of the file.
base::Result<void> check_role_names(const std::string& file, const core::DirectoryRows& rows,
                                    const core::Roles& roles) {
  std::set<std::pair<std::uint32_t, std::string>> unknown;
  for (const core::RoleHolding& row : rows.roles) {
    if (!roles.known(row.role)) unknown.emplace(row.line, row.role);
  }
  std::string text;
  for (const auto& [line, role] : unknown) {
    text += (text.empty() ? "" : "\n") + file + ":" + std::to_string(line) +
            ": role: " + core::refusal({core::Code::role_unknown, role});
  }
  if (text.empty()) return {};
  return base::rejected(text);
}

/// An assignment names an office or an insats: one id must not be both.
base::Result<void> check_places(const core::DirectoryRows& rows) {
  std::set<std::string_view> offices;
  for (const core::Office& row : rows.offices) offices.insert(row.id);
  for (const core::Insats& row : rows.insatser) {
    if (offices.contains(row.id)) return base::rejected("directory: " + row.id + " is both an office and an insats");
  }
  return {};
}

/// What the file would make of the directory: it may name what a command has made. Of accounts the file's own are
/// judged, for they have lines.
base::Result<void> check_merged(const std::string& file, const core::DirectoryRows& read, core::DirectoryRows merged,
                                const core::Roles& roles, base::Date today) {
  if (const auto checked = check_places(merged); !checked) return checked.error();
  merged.staff.suppliers = read.staff.suppliers;
  const auto built = core::Directory::build(std::move(merged), roles);
  if (!built) return built.error();
  if (const auto checked = core::check_staff(*built, today); !checked) return checked.error();
  return check_accounts(file, *built, today);
}

}  // namespace

base::Result<base::Document> Operations::directory_import(const base::Document& given) {
  const auto asked = FileToTake::read(given);
  if (!asked) return asked.error();
  const auto read = read_directory_(asked->file);
  if (!read) return read.error();
  if (const auto checked = check_role_names(asked->file, *read, roles()); !checked) return checked.error();

  // Merged and compared outside the writer, where others wait; again where somebody else has written meanwhile.
  core::DirectoryImport import;
  base::Document differences;
  bool changed = false;
  while (true) {
    std::int64_t version = 0;
    const auto now = directory_now(&version);
    if (!now) return now.error();
    if (const auto starts = core::starts_changed(*read, (*now)->rows()); !starts.empty()) {
      return base::rejected(
          "directory: the first day of a cooperation organisation is set once and is another one here: " +
          starts.front() + "; write the day that directory show tells, or a new id");
    }
    import = core::import_over(*read, (*now)->rows());
    if (const auto checked = check_merged(asked->file, *read, import.rows, roles(), today()); !checked) {
      return checked.error();
    }
    differences = io::directory_difference((*now)->rows(), import.rows);
    changed = differences.object() != nullptr && !differences.object()->empty();
    if (asked->dry_run || !changed) break;
    const auto replaced = replace_directory(version, import.rows);
    if (!replaced) return replaced.error();
    if (*replaced) break;
  }

  base::Document answer;
  answer.set("dry_run", asked->dry_run).set("changed", changed).set("differences", std::move(differences));
  answer.set("kept", kept_document(import.kept));
  auto [more_sv, more_en] = kept_sentences(import.kept.size());
  answer.set("endings", endings_document(import.endings));
  if (!import.endings.empty()) {
    const std::string number = std::to_string(import.endings.size());
    more_sv += " Uppdrag vid kontor där användaren inte arbetar så länge: " + number +
               ". De slutar med arbetsplatsen; rätta den i filen där den är fel.";
    more_en += " Assignments to offices where the user does not work as long: " + number +
               ". They end with the workplace; correct it in the file where it is wrong.";
  }
  const auto imported = core::Directory::build(std::move(import.rows), roles());
  if (!imported) return imported.error();
  const auto mandates = idle_mandates(*imported);
  answer.set("mandates", documents_of(mandates));
  if (!mandates.empty()) {
    const std::string number = std::to_string(mandates.size());
    more_sv += " Mandat som inte räknas: " + number + ". Det som de skulle registrera väntar på bekräftelse.";
    more_en += " Mandates that do not count: " + number + ". What they would register waits for a confirmation.";
  }
  AccountFindings accounts = account_findings(supplier_findings(*imported));
  more_sv += accounts.swedish;
  more_en += accounts.english;
  answer.set("accounts", std::move(accounts.rows));
  if (!changed) {
    answer.set("text", both("Katalogen är redan sådan: ingenting ändras." + more_sv,
                            "The directory is so already: no change." + more_en));
  } else if (asked->dry_run) {
    answer.set("text", both("Provkörning: så här skulle katalogen ändras. Ingenting är sparat." + more_sv,
                            "Dry run: this is how the directory would change. Nothing is stored." + more_en));
  } else {
    const auto decided = intake_.decide_pending(std::nullopt);
    if (!decided) return decided.error();
    answer.set("decided", document_of(decided->counts));
    const std::string count = std::to_string(decided->counts.read);
    answer.set("text", both("Katalogen är inläst. Avgjort på nytt av det som väntade: " + count + "." + more_sv,
                            "The directory is imported. Decided anew of what waited: " + count + "." + more_en));
  }
  return answer;
}

std::vector<core::MandateFinding> Operations::idle_mandates(const core::Directory& directory) {
  const flow::Rules rules = engine_.rules();
  return core::mandate_findings(directory, rules.policy ? *rules.policy : core::Policy(), today());
}

base::Result<base::Document> Operations::directory_change(const base::Document& given) {
  const auto asked = FileToTake::read(given);
  if (!asked) return asked.error();
  const auto change = io::read_directory_change(asked->file);
  if (!change) return change.error();
  auto saving = save_set(change->version, asked->dry_run, [&](const core::Directory& directory, std::int64_t version) {
    return core::apply(*change, directory, version, today(), clock_.now());
  });
  if (!saving) return saving.error();
  base::Document& answer = saving->answer;
  if (!saving->saved) return answer;
  const auto decided = intake_.decide_pending(std::nullopt);
  if (!decided) return decided.error();
  return answer.set("decided", document_of(decided->counts));
}

base::Result<base::Document> Operations::directory_show(const base::Document& given) {
  if (const auto checked = Arguments::read(given, {}); !checked) return checked.error();
  const auto directory = directory_now();
  if (!directory) return directory.error();
  return document_of((*directory)->rows());
}

}  // namespace gateway::api
