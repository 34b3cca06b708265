#include <memory>
#include <utility>

#include "gateway/api/documents.h"
#include "gateway/api/operations.h"
#include "gateway/core/assignment/workplaces.h"
#include "gateway/io/config/rules.h"

namespace gateway::api {

base::Result<base::Document> Operations::directory_import(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"file", "dry_run"});
  if (!arguments) return arguments.error();
  const auto file = arguments->required("file");
  if (!file) return file.error();
  const auto dry_run = arguments->flag("dry_run");
  if (!dry_run) return dry_run.error();
  auto rows = read_directory_(*file);
  if (!rows) return rows.error();
  core::end_with_workplaces(*rows);
  const auto built = core::Directory::build(*rows);
  if (!built) return built.error();
  if (const auto checked = core::check_staff(*built); !checked) return checked.error();

  base::Document differences;
  auto replaced = ledger_.write([&](ports::Transaction& transaction) -> base::Result<void> {
    const auto now = transaction.directory();
    if (!now) return now.error();
    rows->staff = core::with_evidence(std::move(rows->staff), (*now)->rows().staff);
    differences = io::directory_difference((*now)->rows(), *rows);
    const bool same = differences.object() == nullptr || differences.object()->empty();
    if (*dry_run || same) return {};
    return transaction.replace_directory(*rows, clock_.now());
  });
  if (!replaced) return replaced.error();
  const bool changed = differences.object() != nullptr && !differences.object()->empty();

  base::Document answer;
  answer.set("dry_run", *dry_run).set("changed", changed).set("differences", std::move(differences));
  if (!changed) {
    answer.set("text", both("Katalogen är redan sådan: ingenting ändras.", "The directory is so already: no change."));
  } else if (*dry_run) {
    answer.set("text", both("Provkörning: så här skulle katalogen ändras. Ingenting är sparat.",
                            "Dry run: this is how the directory would change. Nothing is stored."));
  } else {
    const auto decided = intake_.decide_pending(std::nullopt);
    if (!decided) return decided.error();
    answer.set("decided", document_of(decided->counts));
    const std::string count = std::to_string(decided->counts.read);
    answer.set("text", both("Katalogen är inläst. Avgjort på nytt av det som väntade: " + count + ".",
                            "The directory is imported. Decided anew of what waited: " + count + "."));
  }
  return answer;
}

base::Result<base::Document> Operations::directory_show(const base::Document& given) {
  if (const auto checked = Arguments::read(given, {}); !checked) return checked.error();
  const auto directory = directory_now(nullptr, nullptr);
  if (!directory) return directory.error();
  return document_of((*directory)->rows());
}

}  // namespace gateway::api
