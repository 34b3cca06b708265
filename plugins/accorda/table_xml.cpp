#include <algorithm>

#include "plugins/accorda/table.h"

// A table of an XML file: its rows are elements, its cells the elements and attributes that the settings name.
namespace accorda {
namespace {

constexpr std::uint64_t kOffset = (std::uint64_t{1} << 44) - 1;
constexpr std::uint64_t kRowsPerMark = 1024;
constexpr std::size_t kBlock = 256 * 1024;
constexpr std::size_t kFetchBlock = 4 * 1024;

/// As the settings name it.
std::string shown(const std::vector<std::string>& path) {
  std::string text;
  for (const auto& name : path) text.append(text.empty() ? "" : "/").append(name);
  return text;
}

SetFault fault(const sdk::XmlError& error, const std::string& file) {
  std::string_view code = "unreadable";
  if (error.fault == sdk::XmlFault::empty) code = "empty";
  if (error.fault == sdk::XmlFault::truncated) code = "truncated";
  if (error.fault == sdk::XmlFault::encoding) code = "bad_encoding";
  if (error.fault == sdk::XmlFault::limit) code = "too_long";
  return {code, file, error.line, "", error.what};
}

[[noreturn]] void changed() {
  throw sdk::Failure(sdk::retry("a file changed while it was read"));
}

}  // namespace

/// Whether the row counts; sets `columns`. A record without a word in it counts, too: nothing vanishes in silence.
bool Table::judge_xml(TableRow& row, const XmlRowNote& note) const {
  row.skipped = false;
  row.inherited.clear();
  row.columns = note.doubled || row.csv.fault == sdk::CsvFault::row_too_long;
  // What cannot be known is no reason to pass a record over: its fault is told.
  return std::all_of(settings_.where.begin(), settings_.where.end(),
                     [&](const Condition& condition) { return note.unclear[condition.slot] || holds(condition, row); });
}

void Table::note_xml(const TableRow& row, const XmlRowNote& note) {
  auto& part = xml_parts_[row.part];
  if (!part.first && note.place != nullptr) part.first = std::make_unique<XmlRowPlace>(*note.place);
  if (note.place == nullptr && part.rows % kRowsPerMark != 0) return;
  marks_.push_back(
      {row.place(), row.csv.line, {}, note.place == nullptr ? nullptr : std::make_unique<XmlRowPlace>(*note.place)});
}

/// What can only be said of a whole file.
bool Table::check_end_xml(std::size_t part, const XmlRows& rows, std::size_t shape, std::vector<SetFault>& fatal) {
  const auto& name = parts_[part].name;
  const bool may_be_empty = settings_.may_be_empty.value_or(!settings_.primary || parts_.size() > 1);
  if (!rows.place_seen(shape) && !settings_.may_be_empty.value_or(false)) {
    fatal.push_back({"columns", name, 0, shown(settings_.xml->record),
                     "no element of the file can hold such records: compare the path with the file"});
    return false;
  }
  if (rows.rows(shape) == 0) {
    if (!may_be_empty) fatal.push_back({"empty", name, 0, "", "the file has no rows"});
    return may_be_empty;
  }
  for (std::size_t slot = 0; slot < settings_.used.size(); ++slot) {
    const auto& column = settings_.used[slot];
    if (rows.seen(shape, slot) || column.optional) continue;
    fatal.push_back({"columns", name, 0, column.shown(),
                     "no record of the file has it: compare the name with the file, or set optional"});
    return false;
  }
  for (const auto& spec : settings_.specs) {
    if (spec.field == Field::protection && !rows.seen(shape, spec.slots.front())) {
      protection_gone_ = settings_.used[spec.slots.front()].shown();
    }
  }
  return true;
}

void Table::scan_together(const std::vector<Table*>& tables,
                          const std::function<void(std::size_t which, const TableRow&)>& each,
                          const std::function<bool()>& stopping, std::vector<SetFault>& fatal,
                          std::vector<SetFault>& minor) {
  std::vector<const FileSettings*> shapes;
  const auto& files = tables.front()->parts_;
  for (auto* table : tables) {
    shapes.push_back(&table->settings_);
    table->xml_parts_.resize(files.size());
    table->bound_.resize(table->settings_.used.size());
    for (std::size_t slot = 0; slot < table->bound_.size(); ++slot) table->bound_[slot] = static_cast<int>(slot);
  }
  TableRow row;
  XmlRowNote note;
  for (std::size_t part = 0; part < files.size(); ++part) {
    XmlRows rows(files[part].file, shapes, kBlock, stopping);
    while (rows.next(row.csv, note)) {
      auto& table = *tables[note.shape];
      row.part = part;
      table.note_xml(row, note);
      ++table.xml_parts_[part].rows;
      if (!table.judge_xml(row, note)) continue;
      ++table.rows_;
      each(note.shape, row);
    }
    if (rows.stopped()) return;
    if (rows.error().fault != sdk::XmlFault::none) {
      auto found = fault(rows.error(), files[part].name);
      for (std::size_t shape = 0; shape < shapes.size(); ++shape) {
        if (const auto slot = rows.late(shape)) {
          found.code = "columns";
          found.field = shapes[shape]->used[*slot].shown();
        }
      }
      fatal.push_back(std::move(found));
      return;
    }
    for (std::size_t shape = 0; shape < tables.size(); ++shape) {
      if (!tables[shape]->check_end_xml(part, rows, shape, fatal)) return;
    }
  }
  for (const auto* table : tables) {
    if (table->protection_gone_.empty()) continue;
    minor.push_back(
        {"columns", files.front().name, 0, table->protection_gone_, "no record has it: everybody counts as protected"});
  }
}

bool Table::next_xml(TableRow& row) {
  XmlRowNote note;
  for (; part_ < parts_.size(); ++part_, xml_in_order_.reset()) {
    const auto& part = xml_parts_[part_];
    if (!part.first) continue;
    if (!xml_in_order_) {
      xml_in_order_ = std::make_unique<XmlRows>(parts_[part_].file, std::vector{&settings_}, kBlock);
      xml_in_order_->seek(*part.first);
      xml_left_ = part.rows;
    }
    // Behind the last row nothing is read: it belongs to other tables.
    while (xml_left_ > 0) {
      if (!xml_in_order_->next(row.csv, note)) changed();
      --xml_left_;
      row.part = part_;
      if (judge_xml(row, note)) return true;
    }
  }
  return false;
}

void Table::fetch_xml(std::uint64_t place, TableRow& row) {
  row.part = static_cast<std::size_t>(place >> 44);
  const auto offset = place & kOffset;
  xml_fetchers_.resize(parts_.size());
  auto& fetcher = xml_fetchers_[row.part];
  if (!fetcher) {
    fetcher = std::make_unique<XmlRows>(parts_[row.part].file, std::vector{&settings_}, kFetchBlock);
  }
  XmlRowNote note;
  const auto& first = *xml_parts_[row.part].first;
  if (first.around.empty()) {
    if (!fetcher->fetch(offset, first, row.csv, note)) changed();
  } else {
    // What lies around the record stands before it: read on from the last mark that knows it.
    auto mark = std::upper_bound(marks_.begin(), marks_.end(), place,
                                 [](std::uint64_t at, const Mark& other) { return at < other.place; });
    do {
      --mark;
    } while (!mark->xml);
    fetcher->seek(*mark->xml);
    do {
      if (!fetcher->next(row.csv, note)) changed();
    } while (row.csv.offset < offset);
    xml_raw_.resize(std::min<std::uint64_t>(note.behind - offset, settings_.csv.row_limit));
    if (parts_[row.part].file.read(offset, xml_raw_.data(), xml_raw_.size()) != xml_raw_.size()) changed();
    row.csv.raw = xml_raw_;
  }
  judge_xml(row, note);
}

}  // namespace accorda
