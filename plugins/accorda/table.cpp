#include "plugins/accorda/table.h"

#include <algorithm>
#include <iterator>

namespace accorda {
namespace {

constexpr std::uint64_t kOffset = (std::uint64_t{1} << 44) - 1;
constexpr std::size_t kFetchBlock = 4 * 1024;

bool any(const std::vector<std::string>& patterns, std::string_view text) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const auto& pattern) { return sdk::fits(pattern, text); });
}

/// As YYYY-MM-DD where it is a date.
std::string comparable_date(const std::vector<DateFormat>& formats, std::string_view cell) {
  for (const auto& format : formats) {
    if (auto date = format.read(cell)) return *std::move(date);
  }
  return std::string(cell);
}

}  // namespace

std::string bare_number(std::string_view text) {
  std::string bare;
  for (const char c : text) {
    if (c >= 'a' && c <= 'z') {
      bare.push_back(static_cast<char>(c - 'a' + 'A'));
    } else if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) {
      bare.push_back(c);
    }
  }
  return bare.size() == 12 ? bare.substr(2) : bare;
}

std::unique_ptr<sdk::CsvReader> Table::reader(std::size_t part, std::size_t block) const {
  const auto* file = &parts_[part].file;
  return std::make_unique<sdk::CsvReader>(
      [file](std::uint64_t offset, char* to, std::size_t size) { return file->read(offset, to, size); }, settings_.csv,
      block);
}

/// Whether the row counts; sets `columns`.
bool Table::judge(TableRow& row) {
  const auto& fields = row.csv.fields;
  const auto filled = [](std::string_view field) { return !sdk::trim(field).empty(); };
  if (!filled(fields.front()) && std::none_of(fields.begin(), fields.end(), filled)) return false;
  if (!settings_.skip.empty()) {
    scratch_.clear();
    sdk::append_utf8(settings_.encoding, fields.front(), scratch_);
    row.skipped = any(settings_.skip, sdk::fold(sdk::trim(scratch_)));
    if (row.skipped) return false;
  }
  row.columns = row.csv.fault == sdk::CsvFault::quote || row.csv.fault == sdk::CsvFault::row_too_long;
  if (settings_.header) check_width(row);
  inherit(row);
  if (!fits_where(row)) return false;
  if (!settings_.header) check_width(row);
  return true;
}

bool Table::fits_where(const TableRow& row) const {
  return std::all_of(settings_.where.begin(), settings_.where.end(),
                     [&](const Condition& condition) { return holds(condition, row); });
}

/// Too few cells, or something in one too many: then nobody knows which cell is which.
void Table::check_width(TableRow& row) {
  const auto& fields = row.csv.fields;
  if (width_ == 0) width_ = fields.size();
  if (fields.size() < width_) {
    row.columns = row.columns || !settings_.ragged;
    return;
  }
  row.columns = row.columns || std::any_of(fields.begin() + static_cast<std::ptrdiff_t>(width_), fields.end(),
                                           [](std::string_view field) { return !sdk::trim(field).empty(); });
}

/// A blank cell repeats the one above only in rows that go on about the same person, which is where the first column of
/// repeat_blank is blank: nobody inherits another person's consent.
void Table::inherit(TableRow& row) {
  const auto& slots = settings_.repeat_blank;
  if (slots.empty()) return;
  repeated_.resize(slots.size());
  row.inherited.clear();
  if (row.columns) {
    // Rows below may go on about whoever this is: about nobody, then.
    std::fill(repeated_.begin(), repeated_.end(), std::string());
  } else {
    std::string own;
    text(row, slots.front(), own);
    const bool goes_on = own.empty();
    for (std::size_t i = 0; i < slots.size(); ++i) {
      text(row, slots[i], own);
      if (!goes_on || !own.empty()) repeated_[i] = own;
    }
  }
  row.inherited = repeated_;
}

void Table::rewind() {
  part_ = 0;
  in_order_.reset();
  xml_in_order_.reset();
  repeated_.clear();
}

bool Table::next(TableRow& row) {
  if (settings_.xml) return next_xml(row);
  for (; part_ < parts_.size(); ++part_, in_order_.reset()) {
    if (starts_[part_].first == kOffset) continue;
    if (!in_order_) {
      in_order_ = reader(part_, 256 * 1024);
      in_order_->seek(starts_[part_].first, starts_[part_].second);
    }
    while (in_order_->next(row.csv) == sdk::CsvReader::Next::row) {
      row.part = part_;
      if (judge(row)) return true;
    }
  }
  return false;
}

void Table::fetch(std::uint64_t place, TableRow& row) {
  if (settings_.xml) return fetch_xml(place, row);
  row.part = static_cast<std::size_t>(place >> 44);
  const auto offset = place & kOffset;
  fetchers_.resize(parts_.size());
  auto& fetcher = fetchers_[row.part];
  if (!fetcher) fetcher = reader(row.part, kFetchBlock);
  if (settings_.repeat_blank.empty()) {
    fetcher->seek(offset, 0);
    if (fetcher->next(row.csv) != sdk::CsvReader::Next::row)
      throw sdk::Failure(sdk::retry("a file changed while it was read"));
    judge(row);
    return;
  }
  // What the row inherits stands in rows above it: read on from the last mark.
  const auto after = std::upper_bound(marks_.begin(), marks_.end(), place,
                                      [](std::uint64_t at, const Mark& mark) { return at < mark.place; });
  const auto& mark = *std::prev(after);
  auto kept = std::move(repeated_);
  repeated_ = mark.inherited;
  fetcher->seek(mark.place & kOffset, mark.line);
  while (fetcher->next(row.csv) == sdk::CsvReader::Next::row) {
    judge(row);
    if (row.csv.offset >= offset) break;
  }
  repeated_ = std::move(kept);
}

std::string_view Table::text(const TableRow& row, std::size_t slot, std::string& room, bool& good) const {
  const auto cell = bound_[slot];
  std::string_view text;
  if (cell >= 0 && static_cast<std::size_t>(cell) < row.csv.fields.size()) {
    text = row.csv.fields[static_cast<std::size_t>(cell)];
    const auto bytes = sdk::look_at(text);
    if (bytes == sdk::Bytes::other || (bytes == sdk::Bytes::utf_8 && settings_.encoding != sdk::Encoding::utf_8)) {
      room.clear();
      good = sdk::append_utf8(settings_.encoding, text, room) && good;
      text = room;
    }
    text = sdk::trim(text);
  }
  if (text.empty() && !row.inherited.empty()) {
    for (std::size_t i = 0; i < row.inherited.size(); ++i) {
      if (settings_.repeat_blank[i] == slot) text = row.inherited[i];
    }
  }
  return text;
}

void Table::text(const TableRow& row, std::size_t slot, std::string& to) const {
  bool good = true;
  to = text(row, slot, scratch_, good);
}

bool Table::holds(const Condition& condition, const TableRow& row) const {
  std::string cell;
  text(row, condition.slot, cell);
  cell = sdk::fold(cell);
  return (condition.in.empty() || any(condition.in, cell)) && !any(condition.not_in, cell);
}

void Table::key(const TableRow& row, const std::vector<std::size_t>& slots, const std::vector<Compare>& compare,
                std::string& to) const {
  to.clear();
  bool says = false;
  bool good = true;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const auto cell = text(row, slots[i], scratch_, good);
    says = says || !cell.empty();
    switch (compare[i]) {
      case Compare::text:
        to.append(cell);
        break;
      case Compare::fold:
        to.append(sdk::fold(cell));
        break;
      case Compare::digits:
        std::copy_if(cell.begin(), cell.end(), std::back_inserter(to), [](char c) { return c >= '0' && c <= '9'; });
        break;
      case Compare::number:
        to.append(bare_number(cell));
        break;
      case Compare::date:
        to.append(comparable_date(settings_.dates, cell));
        break;
    }
    to.push_back('\x1f');
  }
  if (!says) to.clear();
}

std::string Table::whole(const TableRow& row) const {
  std::string whole(row.csv.raw);
  std::string cell;
  for (std::size_t slot = 0; slot < settings_.used.size(); ++slot) {
    text(row, slot, cell);
    whole.append("\x1f").append(cell);
  }
  return whole;
}

std::uint64_t Table::line(std::uint64_t place) const {
  const auto after = std::upper_bound(marks_.begin(), marks_.end(), place,
                                      [](std::uint64_t at, const Mark& mark) { return at < mark.place; });
  if (after == marks_.begin()) return 0;
  const auto& mark = *std::prev(after);
  auto line = mark.line;
  char block[4096];
  bool carriage = false;
  for (auto at = mark.place; at < place;) {
    const auto part = static_cast<std::size_t>(at >> 44);
    const auto got = parts_[part].file.read(at & kOffset, block, std::min<std::size_t>(sizeof block, place - at));
    if (got == 0) break;
    for (std::size_t i = 0; i < got; ++i) {
      if (block[i] == '\r' || (block[i] == '\n' && !carriage)) ++line;
      carriage = block[i] == '\r';
    }
    at += got;
  }
  return line;
}

}  // namespace accorda
