#include <algorithm>

#include "gateway/core/swedish.h"
#include "gateway/io/config/reader.h"
#include "gateway/io/config/rows.h"
#include "gateway/io/config/rules.h"
#include "gateway/io/config/toml.h"

namespace gateway::io {

namespace {

core::ActivityKind read_kind(Reader& table) {
  using core::ActivityKind;
  if (!table.has("kind")) table.fault("kind", "is missing: write kind = \"preparatory\" or \"work_oriented\"");
  return table.choice_or("kind", ActivityKind::preparatory,
                         {{"preparatory", ActivityKind::preparatory}, {"work_oriented", ActivityKind::work_oriented}});
}

void read_definition(Reader& table, core::Catalogue& catalogue, Answered& answered) {
  core::Definition row;
  row.kind = read_kind(table);
  row.name = table.text("name");
  row.text = table.text("definition");
  row.county = table.text("county");
  row.owner = table.text("owner");
  row.agreed_by = table.some_texts("agreed_by");
  row.valid = table.period();
  row.origin = read_origin(table);
  table.done();
  answered.add(table, "what " + std::string(core::name(row.kind)) + " means in " + row.county, row.valid);
  catalogue.definitions.push_back(std::move(row));
}

/// Whether some definition of the kind holds while the activity is of it.
bool defined(const core::Catalogue& catalogue, const core::LocalActivity& activity) {
  return std::any_of(catalogue.definitions.begin(), catalogue.definitions.end(), [&](const core::Definition& row) {
    return row.kind == activity.kind && row.valid.overlaps(activity.valid);
  });
}

void read_activity(Reader& table, core::Catalogue& catalogue, Answered& answered) {
  core::LocalActivity row;
  row.kind = read_kind(table);
  row.name = table.text("name");
  row.office = table.text("office");
  row.owner = table.text("owner");
  row.agreed_by = table.some_texts("agreed_by");
  row.valid = table.period();
  row.origin = read_origin(table);
  table.done();
  if (!defined(catalogue, row))
    table.fault("kind", "is defined by no [[concept]] of these days: write what it means before what belongs to it");
  const auto same = std::find_if(
      catalogue.activities.begin(), catalogue.activities.end(),
      [&](const core::LocalActivity& other) { return core::folded(other.name) == core::folded(row.name); });
  const std::string& name = same == catalogue.activities.end() ? row.name : same->name;
  answered.add(table, "what " + name + " is at " + row.office, row.valid);
  catalogue.activities.push_back(std::move(row));
}

void read_field(Reader& table, core::Catalogue& catalogue, Answered& answered) {
  core::FieldDefinition row;
  const auto ids = table.some_texts("fields");
  row.text = table.text("definition");
  row.text_en = table.text("definition_en");
  row.valid = table.period();
  row.origin = read_origin(table);
  table.done();
  for (const std::string& id : ids) {
    const auto field = core::parse_field(id);
    if (!field) {
      table.fault("fields", "has " + id + ", which is asked for nowhere: write a field of contracts/schema/act");
      continue;
    }
    answered.add(table, "what " + id + " asks for", row.valid);
    row.fields.push_back(*field);
  }
  catalogue.fields.push_back(std::move(row));
}

}  // namespace

base::Result<core::Catalogue> read_catalogue(const std::string& path) {
  const auto document = read_toml(path);
  if (!document) return document.error();
  Faults faults(path);
  Reader file(*document, "", faults);
  core::Catalogue catalogue;
  Answered answered;
  for (Reader& table : file.tables("concept")) read_definition(table, catalogue, answered);
  for (Reader& table : file.tables("activity")) read_activity(table, catalogue, answered);
  for (Reader& table : file.tables("field")) read_field(table, catalogue, answered);
  file.done();
  if (faults.any()) return faults.error();
  return catalogue;
}

}  // namespace gateway::io
