#include "gateway/io/config/directory_change_rules.h"

#include <limits>

#include "gateway/io/config/change_set_rules.h"
#include "gateway/io/config/organisation_rules.h"
#include "gateway/io/config/plugin_config_reader.h"
#include "gateway/io/config/reader.h"

namespace gateway::io {

namespace {

using Kind = core::DirectoryEdit::Kind;

constexpr std::string_view kSchema = "gateway.directory-change/1";
constexpr std::size_t kMaxEdits = 10'000;

void read_cooperation(Reader& table, core::DirectoryEdit& edit) {
  if (table.has("number")) edit.number = read_organisation_number(table, "number");
  if (table.has("municipalities")) edit.municipalities = read_municipalities(table, "municipalities");
  if (table.has("members")) edit.members = table.texts("members");
}

void read_insats(Reader& table, core::DirectoryEdit& edit) {
  if (edit.kind == Kind::add_insats) {
    for (const char* key : {"name", "from"}) {
      if (!table.has(key)) table.fault(key, "is missing: a new insats has a name and a first day");
    }
    edit.cooperation = table.text("cooperation");
  }
  if (table.has("direction")) edit.direction = read_direction(table);
  if (table.has("counts_only")) edit.counts_only = table.boolean_or("counts_only", false);
}

core::DirectoryEdit read_edit(Reader& table, std::size_t row) {
  core::DirectoryEdit edit;
  edit.row = row;
  if (!table.has("action")) table.fault("action", "is missing: write action = \"edit_insats\"");
  edit.kind = table.choice_or<Kind>("action", Kind::edit_insats,
                                    {{"edit_cooperation", Kind::edit_cooperation},
                                     {"add_insats", Kind::add_insats},
                                     {"edit_insats", Kind::edit_insats}});
  edit.id = table.text("id");
  check_id(table, "id", edit.id);
  if (table.has("name")) edit.name = table.text("name");
  edit.from = table.date_if("from");
  edit.to = table.date_if("to");
  if (table.has("open_ended")) {
    if (!table.boolean_or("open_ended", true)) table.fault("open_ended", "must be true, or left out");
    if (edit.to) table.fault("open_ended", "is left out where there is a last day");
    edit.open_ended = true;
  }
  if (edit.kind == Kind::edit_cooperation) {
    read_cooperation(table, edit);
  } else {
    read_insats(table, edit);
  }
  const bool says = edit.name || edit.from || edit.to || edit.open_ended || edit.number || edit.municipalities ||
                    edit.members || edit.direction || edit.counts_only;
  if (!says && edit.kind != Kind::add_insats) table.fault("says nothing to change");
  table.done();
  return edit;
}

}  // namespace

base::Result<core::DirectoryChange> directory_change_of(const base::Document& document, const std::string& name) {
  if (document.object() == nullptr) return base::rejected(name + ": must be an object");
  Faults faults(name);
  Reader file(document, "", faults);
  core::DirectoryChange change;
  if (file.text("schema") != kSchema) file.fault("schema", "must be \"gateway.directory-change/1\"");
  change.by = file.text("by");
  if (!file.has("version")) file.fault("version", "is missing: `assignment list` tells the directory's");
  change.version = file.integer_or("version", 0, 1, std::numeric_limits<std::int32_t>::max());
  for (Reader& table : file.tables("change")) change.edits.push_back(read_edit(table, change.edits.size() + 1));
  if (change.edits.empty()) file.fault("change", "is missing: a directory change has at least one");
  if (change.edits.size() > kMaxEdits) file.fault("change", "has over 10000 rows: make several changes");
  file.done();
  if (faults.any()) return faults.error();
  return change;
}

base::Result<core::DirectoryChange> read_directory_change(const std::string& path) {
  const auto document = read_set_document(path);
  if (!document) return document.error();
  return directory_change_of(*document, path);
}

}  // namespace gateway::io
