#include <map>
#include <tuple>

#include "gateway/io/config/reader.h"
#include "gateway/io/config/rows.h"
#include "gateway/io/config/rules.h"
#include "gateway/io/config/toml.h"

namespace gateway::io {

namespace {

/// A row and where it stands, for contradictions across files.
struct Placed {
  core::MappingRow row;
  std::string place;
};

using Key = std::tuple<std::string, std::string, std::string, std::string>;

/// Where the rows belong: exactly one of finsam, task, outside and ask.
void read_answer(Reader& table, core::MappingRow& row) {
  int answers = 0;
  const auto answer = [&](const char* key, core::Belonging belonging) {
    if (!table.has(key)) return;
    ++answers;
    row.belonging = belonging;
    row.to = table.text(key);
  };
  answer("finsam", core::Belonging::finsam);
  answer("task", core::Belonging::task);
  answer("outside", core::Belonging::outside);
  if (table.boolean_or("ask", false)) {
    ++answers;
    row.belonging = core::Belonging::ask;
  }
  if (answers != 1)
    table.fault(
        "must say one thing: finsam = \"insats\", task = \"office\", outside = \"reason\" (Swedish, it is shown) or "
        "ask = true");
  if (table.has("activity") || row.belonging == core::Belonging::task) {
    if (row.belonging != core::Belonging::task) table.fault("activity", "belongs to a task only");
    row.kind = table.choice_or<std::string>("activity", "",
                                            {{"preparatory", "preparatory"}, {"work_oriented", "work_oriented"}});
    if (!table.has("activity"))
      table.fault("activity", "is missing: write activity = \"preparatory\" or \"work_oriented\"");
  }
}

std::vector<std::string> key_part(Reader& table, std::string_view key) {
  auto texts = table.texts(key);
  if (texts.empty()) texts.emplace_back("*");
  return texts;
}

void read_row(Reader& table, const core::MappingRow& common, std::vector<Placed>& rows) {
  core::MappingRow row = common;
  const auto beslut = key_part(table, "beslut");
  const auto ordered_by = key_part(table, "ordered_by");
  const auto insatser = key_part(table, "insats");
  const auto units = key_part(table, "unit");
  row.valid = table.period();
  read_answer(table, row);
  if (table.has("owner") || row.owner.empty()) row.owner = table.text("owner");
  if (table.has("source") || row.source.empty()) row.source = table.text("source");
  table.done();
  row.line = table.document().line;
  const std::string place = table.faults().file() + ":" + std::to_string(row.line);
  if (beslut.size() * ordered_by.size() * insatser.size() * units.size() > 10'000) {
    table.fault("stands for more than 10,000 combinations: name less in one row");
    return;
  }
  for (const auto& one_beslut : beslut) {
    for (const auto& one_ordered_by : ordered_by) {
      for (const auto& one_insats : insatser) {
        for (const auto& one_unit : units) {
          row.beslut = one_beslut;
          row.ordered_by = one_ordered_by;
          row.insats = one_insats;
          row.unit = one_unit;
          rows.push_back({row, place});
        }
      }
    }
  }
}

void read_file(const base::Document& document, Faults& faults, std::vector<Placed>& rows) {
  Reader file(document, "", faults);
  core::MappingRow common;
  common.owner = file.text_or("owner", "");
  common.source = file.text_or("source", "");
  for (Reader& table : file.tables("row")) read_row(table, common, rows);
  file.done();
}

std::string shown(const core::MappingRow& row) {
  return row.beslut + " | " + row.ordered_by + " | " + row.insats + " | " + row.unit;
}

/// "" or what contradicts what.
std::string contradictions(const std::vector<Placed>& rows) {
  std::string text;
  std::map<Key, std::vector<const Placed*>> by_key;
  for (const Placed& placed : rows) {
    auto& same = by_key[{placed.row.beslut, placed.row.ordered_by, placed.row.insats, placed.row.unit}];
    for (const Placed* other : same) {
      if (text.size() > 4000 || !other->row.valid.overlaps(placed.row.valid)) continue;
      text += (text.empty() ? "" : "\n") + placed.place + ": " + shown(placed.row) + " is answered at " + other->place +
              ", too, for some of the same days: end one of the rows with to = …";
    }
    same.push_back(&placed);
  }
  return text;
}

}  // namespace

base::Result<core::Mapping> read_mapping(const std::vector<std::string>& paths) {
  std::vector<Placed> placed;
  std::string text;
  for (const std::string& path : paths) {
    const auto document = read_toml(path);
    Faults faults(path);
    if (document) read_file(*document, faults, placed);
    if (!document || faults.any())
      text += (text.empty() ? "" : "\n") + (document ? faults.error() : document.error()).what;
  }
  if (text.empty()) text = contradictions(placed);
  if (!text.empty()) return base::rejected(text);
  std::vector<core::MappingRow> rows;
  rows.reserve(placed.size());
  for (Placed& one : placed) rows.push_back(std::move(one.row));
  return core::Mapping(std::move(rows));
}

std::vector<LooseEnd> loose_ends(const core::Mapping& mapping, const core::Directory& directory) {
  std::vector<LooseEnd> loose;
  for (const core::MappingRow& row : mapping.rows()) {
    const bool insats = row.belonging == core::Belonging::finsam;
    const bool task = row.belonging == core::Belonging::task;
    if ((!insats || directory.insats(row.to) != nullptr) && (!task || directory.office(row.to) != nullptr)) continue;
    loose.push_back({row.line, insats, row.to});
  }
  return loose;
}

}  // namespace gateway::io
