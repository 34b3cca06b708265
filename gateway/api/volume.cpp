// Volume figures of insatser where nobody is registered individually: an insatsansvarig gives and corrects them.
#include "gateway/core/volume.h"

#include <optional>
#include <utility>

#include "gateway/api/documents.h"
#include "gateway/api/operations.h"
#include "gateway/io/config/volume_set_rules.h"

namespace gateway::api {

namespace {

/// The set in the file, or the one figure of the arguments.
base::Result<core::VolumeSet> set_of(const Arguments& arguments, const base::Document& given) {
  if (arguments.has("file")) {
    for (const char* other : {"insats", "year", "women", "men", "by"}) {
      if (!arguments.has(other)) continue;
      const std::string name(other);
      return base::rejected(std::string("argumentet ").append(name) + " står i filen / argument " + name +
                            " stands in the file");
    }
    const auto file = arguments.required("file");
    if (!file) return file.error();
    return io::read_volume_set(*file);
  }
  base::Document figure;
  for (const char* name : {"insats", "year", "women", "men"}) {
    if (!arguments.has(name)) {
      return base::rejected(std::string("argumentet ") + name + " saknas / argument " + name + " is missing");
    }
    figure.set(name, *given.find(name));
  }
  const auto by = arguments.required("by");
  if (!by) return by.error();
  base::Document set = base::Document().set("schema", "gateway.volume-set/1").set("by", *by);
  set.set("volume", base::Document::Array{std::move(figure)});
  return io::volume_set_of(set, "the arguments");
}

base::Document document_of(const core::Volume& figure) {
  return base::Document()
      .set("insats", figure.insats)
      .set("year", figure.year)
      .set("women", figure.women)
      .set("men", figure.men);
}

base::Document text_of(bool faults, bool dry_run) {
  if (faults)
    return both("Volymen går inte att spara: ingenting är sparat.", "The volume cannot be saved: nothing is saved.");
  if (dry_run) return both("Provkörning: ingenting är sparat.", "Dry run: nothing is saved.");
  return both("Volymen är sparad och lämnas till SUS med nästa total för insats och år.",
              "The volume is saved, and leaves for SUS with the next total of insats and year.");
}

}  // namespace

base::Result<base::Document> Operations::volume_set(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"file", "insats", "year", "women", "men", "by", "dry_run"});
  if (!arguments) return arguments.error();
  const auto dry_run = arguments->flag("dry_run");
  if (!dry_run) return dry_run.error();
  const auto set = set_of(*arguments, given);
  if (!set) return set.error();
  const auto policy = engine_.rules().policy;
  base::Document::Array faults;
  base::Document::Array rows;
  auto done = ledger_.write([&](ports::Transaction& transaction) -> base::Result<void> {
    faults.clear();
    rows.clear();
    const auto directory = transaction.directory();
    if (!directory) return directory.error();
    std::vector<bool> individuals;
    for (const core::Volume& figure : set->figures) {
      const auto there = transaction.counted_individually(figure.insats, figure.year);
      if (!there) return there.error();
      individuals.push_back(*there);
    }
    const auto closed = transaction.closed_through();
    if (!closed) return closed.error();
    for (const auto& [row, reason] : core::volume_faults(*set, individuals, *closed, **directory, *policy, today())) {
      faults.push_back(api::document_of(reason).set("row", static_cast<std::int64_t>(row)));
    }
    for (const core::Volume& figure : set->figures) {
      base::Document row = document_of(figure);
      if (faults.empty() && !*dry_run) {
        const auto kept = transaction.keep_volume({figure, set->by, clock_.now()});
        if (!kept) return kept.error();
        row.set("changed", *kept);
      }
      rows.push_back(std::move(row));
    }
    return {};
  });
  if (!done) return done.error();
  const bool saved = faults.empty() && !*dry_run;
  const base::Document text = text_of(!faults.empty(), *dry_run);
  return rows_document(std::move(rows))
      .set("dry_run", *dry_run)
      .set("saved", saved)
      .set("faults", std::move(faults))
      .set("text", text);
}

base::Result<base::Document> Operations::volume_list(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"insats", "all"});
  if (!arguments) return arguments.error();
  const auto insats = arguments->text("insats");
  if (!insats) return insats.error();
  const auto all = arguments->flag("all");
  if (!all) return all.error();
  base::Document::Array rows;
  auto read = ledger_.write([&](ports::Transaction& transaction) -> base::Result<void> {
    rows.clear();
    const auto kept = transaction.volumes(*all);
    if (!kept) return kept.error();
    for (const core::KeptVolume& volume : *kept) {
      if (!insats->empty() && volume.figure.insats != *insats) continue;
      rows.push_back(document_of(volume.figure)
                         .set("by", volume.by)
                         .set("at", base::text(volume.at))
                         .set("newest", volume.newest)
                         .set("sent", volume.sent));
    }
    return {};
  });
  if (!read) return read.error();
  return rows_document(std::move(rows));
}

}  // namespace gateway::api
