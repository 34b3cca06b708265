#include "gateway/io/config/change_set_rules.h"

#include <limits>

#include "gateway/io/config/plugin_config_reader.h"
#include "gateway/io/config/reader.h"
#include "gateway/io/config/text_file.h"
#include "gateway/io/config/toml.h"
#include "gateway/io/json/document_json.h"

namespace gateway::io {

namespace {

using Kind = core::AssignmentChange::Kind;

constexpr std::string_view kSchema = "gateway.change-set/1";
constexpr std::size_t kMaxBytes = 1024 * 1024;
constexpr std::size_t kMaxChanges = 10'000;

base::Result<base::Document> read_json(const std::string& path) {
  const auto text = read_text(path, kMaxBytes);
  if (!text) return text.error();
  auto document = parse_json(*text);
  if (!document) return base::rejected(path + ": " + document.error().what);
  return document;
}

/// One change of the document, for each of its users and places.
void read_change(Reader& table, std::size_t row, core::ChangeSet& set) {
  core::AssignmentChange change;
  change.row = row;
  if (!table.has("action")) table.fault("action", "is missing: write action = \"add\"");
  change.kind = table.choice_or<Kind>(
      "action", Kind::add,
      {{"add", Kind::add}, {"remove", Kind::remove}, {"remove_for_cause", Kind::remove_for_cause}});
  const auto users = table.some_texts("users");
  const auto places = table.some_texts("places");
  change.role = table.text_or("role", "deltagaransvarig");
  check_id(table, "role", change.role);
  change.from = table.date_if("from");
  const auto only_of = [&](const char* key, Kind kind, const char* what) {
    if (table.has(key) && change.kind != kind) table.fault(key, what);
  };
  only_of("to", Kind::add, "is only for what is added: a removal has no last day");
  only_of("attested", Kind::add, "is only for what is added");
  only_of("cause", Kind::remove_for_cause, "is only for action = \"remove_for_cause\"");
  change.until = table.date_if("to");
  change.attested = table.boolean_or("attested", false);
  change.cause = table.text_or("cause", "");
  if (change.kind == Kind::remove_for_cause && change.cause.empty()) {
    table.fault("cause", "is missing: a removal for cause names the code of its cause");
  }
  table.done();
  if (set.changes.size() + users.size() * places.size() > kMaxChanges) {
    table.fault("brings the set over 10000 changes: make several");
    return;
  }
  for (const auto& user : users) {
    for (const auto& place : places) {
      change.user = user;
      change.place = place;
      set.changes.push_back(change);
    }
  }
}

}  // namespace

base::Result<core::ChangeSet> change_set_of(const base::Document& document, const std::string& name) {
  if (document.object() == nullptr) return base::rejected(name + ": must be an object");
  Faults faults(name);
  Reader file(document, "", faults);
  core::ChangeSet set;
  if (file.text("schema") != kSchema) file.fault("schema", "must be \"gateway.change-set/1\"");
  set.by = file.text("by");
  if (!file.has("version")) file.fault("version", "is missing: `assignment list` tells the directory's");
  set.version = file.integer_or("version", 0, 1, std::numeric_limits<std::int32_t>::max());
  std::size_t row = 0;
  for (Reader& table : file.tables("change")) read_change(table, ++row, set);
  if (row == 0) file.fault("change", "is missing: a change set has at least one");
  file.done();
  if (faults.any()) return faults.error();
  return set;
}

base::Result<base::Document> read_set_document(const std::string& path) {
  return path.ends_with(".json") ? read_json(path) : read_toml(path, {.max_bytes = kMaxBytes});
}

base::Result<core::ChangeSet> read_change_set(const std::string& path) {
  const auto document = read_set_document(path);
  if (!document) return document.error();
  return change_set_of(*document, path);
}

}  // namespace gateway::io
