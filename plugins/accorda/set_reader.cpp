#include "plugins/accorda/set_reader.h"

#include "plugins/accorda/pick.h"

namespace accorda {
namespace {

constexpr int kFileShift = 56;
constexpr std::uint64_t kPlace = (std::uint64_t{1} << kFileShift) - 1;
constexpr std::size_t kComparedMost = 64;
constexpr std::uint64_t kRowsPerQuestion = 1024;

bool same_faults(const std::vector<RecordFault>& a, const std::vector<RecordFault>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i].code != b[i].code || a[i].field != b[i].field) return false;
  }
  return true;
}

Tables open(const Settings& settings, std::vector<std::vector<Part>> parts) {
  Tables tables;
  for (std::size_t i = 0; i < settings.files.size(); ++i) {
    tables.tables.push_back(std::make_unique<Table>(settings.files[i], std::move(parts[i])));
  }
  tables.indexes.resize(settings.files.size());
  return tables;
}

}  // namespace

SetReader::SetReader(const Settings& settings, std::vector<std::vector<Part>> parts, std::function<bool()> stopping)
    : settings_(settings),
      tables_(open(settings, std::move(parts))),
      stopping_(std::move(stopping)),
      assembly_(settings, tables_),
      other_(settings, tables_),
      recorder_(settings, tables_) {}

std::uint64_t SetReader::packed(std::size_t file, std::uint64_t place) const {
  return (static_cast<std::uint64_t>(file) << kFileShift) | place;
}

bool SetReader::prepare() {
  std::vector<SetFault> minor;
  std::vector<bool> done(settings_.files.size());
  for (std::size_t i = 0; i < settings_.files.size(); ++i) {
    if (done[i]) continue;
    if (settings_.files[i].xml) {
      scan_together(i, done, minor);
    } else {
      tables_.tables[i]->scan([&](const TableRow& row) { index(i, row); }, stopping_, faults_, minor);
    }
    if (stopping_()) return false;
  }
  for (auto& found : tables_.indexes) found.seal();
  if (!faults_.empty()) return false;
  faults_ = std::move(minor);
  return index_primaries();
}

/// One reading for all entries of `files` that read the same XML files as entry `first`.
void SetReader::scan_together(std::size_t first, std::vector<bool>& done, std::vector<SetFault>& minor) {
  std::vector<std::size_t> files;
  std::vector<Table*> tables;
  for (std::size_t i = first; i < settings_.files.size(); ++i) {
    const auto& file = settings_.files[i];
    if (!file.xml || file.pattern != settings_.files[first].pattern) continue;
    done[i] = true;
    files.push_back(i);
    tables.push_back(tables_.tables[i].get());
  }
  Table::scan_together(
      tables, [&](std::size_t which, const TableRow& row) { index(files[which], row); }, stopping_, faults_, minor);
}

/// Notes where a row is found again: by the columns that it is joined with, or by its key.
void SetReader::index(std::size_t file, const TableRow& row) {
  const auto& join = settings_.files[file].join;
  if (join) {
    tables_.tables[file]->key(row, join->slots, join->compare, key_);
    tables_.indexes[file].add(tables_.hash(key_), row.place());
  } else if (recorder_.key_in_row(file)) {
    index_primary(file, row);
  }
}

void SetReader::index_primary(std::size_t file, const TableRow& row) {
  assembly_.begin(file, row);
  const auto key = recorder_.key(assembly_);
  if (!key.empty()) keys_.add(tables_.hash(key), packed(file, row.place()));
}

/// Where each key is, so that the second row with one is known as such. Keys that stand in joined rows could not be
/// told at the first reading.
bool SetReader::index_primaries() {
  std::uint64_t asked = 0;
  for (std::size_t file = 0; file < settings_.files.size(); ++file) {
    if (!settings_.files[file].primary) continue;
    auto& table = *tables_.tables[file];
    table.rewind();
    if (recorder_.key_in_row(file)) continue;
    while (table.next(row_)) {
      index_primary(file, row_);
      if (++asked % kRowsPerQuestion == 0 && stopping_()) return false;
    }
    table.rewind();
  }
  keys_.seal();
  primary_ = 0;
  return true;
}

/// On to the next row with an insats; false at the end.
bool SetReader::advance() {
  for (; primary_ < settings_.files.size(); ++primary_) {
    if (settings_.files[primary_].primary && tables_.tables[primary_]->next(row_)) {
      ++index_;
      return true;
    }
  }
  return false;
}

/// Looks at the other rows with the record's key. `number` is the row's among them, from 1; `counts` whether its record
/// is the one to send.
SetReader::Repeated SetReader::repeated(const Record& record, std::uint64_t place, bool& counts, std::size_t& number) {
  counts = true;
  number = 1;
  const auto entries = keys_.find(tables_.hash(record.key));
  if (entries.size() < 2) return Repeated::no;
  auto answer = Repeated::no;
  const auto order = settings_.files[primary_].pick.order;
  const auto own = rank(*tables_.tables[primary_], row_);
  bool first = true;
  for (const auto& entry : entries) {
    if (entry.place == place) {
      first = false;
      continue;
    }
    if (entries.size() > kComparedMost) {
      // Nobody's key has so many rows: they are not compared, and all of them are faulty.
      answer = Repeated::differs;
      if (first) ++number;
      continue;
    }
    const auto file = static_cast<std::size_t>(entry.place >> kFileShift);
    tables_.tables[file]->fetch(entry.place & kPlace, other_row_);
    other_.begin(file, other_row_);
    if (recorder_.key(other_) != record.key) continue;
    if (first) ++number;
    if (order != Pick::Order::only) {
      const auto its = rank(*tables_.tables[file], other_row_);
      counts = counts && (first ? goes_before(order, own, its) : !goes_before(order, its, own));
      continue;
    }
    const auto other = recorder_.record(other_);
    const bool same = other.body == record.body && same_faults(other.faults, record.faults);
    if (!same) answer = Repeated::differs;
    if (same && answer == Repeated::no) answer = Repeated::same;
    if (same && first) counts = false;
  }
  if (answer == Repeated::differs) counts = true;
  return answer;
}

std::optional<std::string> SetReader::next() {
  while (advance()) {
    if (index_ % kRowsPerQuestion == 0 && stopping_()) {
      stopped_ = true;
      return std::nullopt;
    }
    const auto& table = *tables_.tables[primary_];
    assembly_.begin(primary_, row_);
    auto record = recorder_.record(assembly_);
    const auto line = row_.csv.line;
    const auto& file = table.part_name(row_.part);
    if (record.key.empty()) {
      // The place is the only name that the row has left.
      record.key = std::string(sdk::cut(file, 150)) + ":" + std::to_string(line);
    } else {
      bool counts = true;
      std::size_t number = 1;
      const auto found = repeated(record, packed(primary_, row_.place()), counts, number);
      if (!counts) {
        if (found == Repeated::same) ++same_;
        continue;
      }
      if (found == Repeated::differs) {
        const auto& own = settings_.files[primary_];
        std::string column = "row";
        for (const auto& spec : own.specs) {
          if (spec.field == Field::key || (record.derived_key && spec.field == Field::insats)) {
            column = own.used[spec.slots.front()].shown();
          }
        }
        record.faults.insert(record.faults.begin(), {"duplicate_key", std::string(sdk::cut(column, 100)), file, line});
        if (number > 1) record.key = std::string(sdk::cut(record.key, 190)) + "#" + std::to_string(number);
      }
    }
    ++sent_;
    return Recorder::document(record, file, line);
  }
  return std::nullopt;
}

void SetReader::skip_to(std::uint64_t index) {
  while (index_ < index && next()) {
  }
}

std::uint64_t SetReader::rows() const {
  std::uint64_t rows = 0;
  for (std::size_t file = 0; file < settings_.files.size(); ++file) {
    if (settings_.files[file].primary) rows += tables_.tables[file]->rows();
  }
  return rows;
}

void SetReader::finish() {
  for (std::size_t file = 0; file < settings_.files.size(); ++file) {
    const auto& settings = settings_.files[file];
    if (!settings.report_orphans || !settings.join) continue;
    const auto [count, first] = tables_.indexes[file].unused();
    if (count == 0) continue;
    const auto& table = *tables_.tables[file];
    faults_.push_back({"orphan_rows", table.part_name(static_cast<std::size_t>(first >> 44)), table.line(first),
                       settings.used[settings.join->slots.front()].shown(),
                       std::to_string(count) + " rows belong to no insats in the set; the first is named"});
  }
  if (same_ > 0) {
    for (std::size_t file = 0; file < settings_.files.size(); ++file) {
      if (!settings_.files[file].primary) continue;
      faults_.push_back({"duplicate_rows", tables_.tables[file]->part_name(0), 0, "",
                         std::to_string(same_) + " rows say the same as an earlier one and were passed over"});
      break;
    }
  }
}

}  // namespace accorda
