#include <algorithm>

#include "plugins/accorda/table.h"

// The first reading of a set's files: is each what the settings say, whole, and in the right encoding?
namespace accorda {
namespace {

constexpr std::uint64_t kNoRows = (std::uint64_t{1} << 44) - 1;
constexpr std::uint64_t kRowsPerMark = 1024;
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

std::string encoding_name(sdk::Encoding encoding) {
  return encoding == sdk::Encoding::utf_8          ? "UTF-8"
         : encoding == sdk::Encoding::windows_1252 ? "Windows-1252"
                                                   : "ISO 8859-1";
}

}  // namespace

/// Finds the columns that the settings name; false, with a fault, when one is lacking.
bool Table::bind(std::size_t part, const sdk::CsvRow& header, std::vector<SetFault>& fatal) {
  std::vector<std::string> names;
  for (const auto& field : header.fields) {
    std::string name;
    sdk::append_utf8(settings_.encoding, field, name);
    names.push_back(sdk::fold(sdk::trim(name)));
  }
  while (!names.empty() && names.back().empty()) names.pop_back();
  width_ = names.size();
  bound_.assign(settings_.used.size(), -1);
  for (std::size_t slot = 0; slot < settings_.used.size(); ++slot) {
    const auto& column = settings_.used[slot];
    if (column.position > 0) {
      if (column.position <= width_) bound_[slot] = static_cast<int>(column.position) - 1;
    } else {
      const auto name = sdk::fold(column.name);
      const auto found = std::find(names.begin(), names.end(), name);
      if (found != names.end()) {
        bound_[slot] = static_cast<int>(found - names.begin());
        if (std::find(found + 1, names.end(), name) != names.end()) {
          fatal.push_back({"columns", parts_[part].name, header.line, column.shown(), "two columns have this name"});
          return false;
        }
      }
    }
    if (bound_[slot] < 0 && !column.optional) {
      fatal.push_back({"columns", parts_[part].name, header.line, column.shown(), "the column is not in the file"});
      return false;
    }
  }
  for (const auto& spec : settings_.specs) {
    if (spec.field == Field::protection && bound_[spec.slots.front()] < 0) {
      protection_gone_ = settings_.used[spec.slots.front()].shown();
    }
  }
  return true;
}

/// Passes byte order mark, preamble and header.
Table::Begin Table::begin(std::size_t part, sdk::CsvReader& reader, std::vector<SetFault>& fatal) {
  const auto& name = parts_[part].name;
  char first[3] = {};
  const auto got = parts_[part].file.read(0, first, sizeof first);
  const std::string_view mark(first, got);
  if (got == 0) {
    if (settings_.may_be_empty.value_or(false)) return Begin::nothing;
    fatal.push_back({"empty", name, 0, "", "the file has no bytes"});
    return Begin::wrong;
  }
  const bool utf_16 = mark.starts_with("\xFF\xFE") || mark.starts_with("\xFE\xFF");
  if (utf_16 || (mark == kUtf8Mark && settings_.encoding != sdk::Encoding::utf_8)) {
    fatal.push_back({"bad_encoding", name, 1, "",
                     utf_16 ? "the file is UTF-16" : "the file is UTF-8, not " + encoding_name(settings_.encoding)});
    return Begin::wrong;
  }
  if (mark == kUtf8Mark) reader.seek(kUtf8Mark.size(), 1);
  if (!reader.skip_lines(settings_.preamble_lines)) {
    fatal.push_back({"truncated", name, reader.line(), "", "the file ends before its header"});
    return Begin::wrong;
  }
  if (!settings_.header) {
    if (bound_.empty()) {
      width_ = settings_.width;
      bound_.assign(settings_.used.size(), -1);
      for (std::size_t slot = 0; slot < settings_.used.size(); ++slot) {
        bound_[slot] = static_cast<int>(settings_.used[slot].position) - 1;
      }
    }
    return Begin::rows;
  }
  sdk::CsvRow header;
  const auto next = reader.next(header);
  if (next == sdk::CsvReader::Next::row && sdk::can_be(settings_.encoding, header.raw)) {
    if (sdk::trim(header.raw).empty()) {
      fatal.push_back({"empty", name, header.line, "", "the header is blank"});
      return Begin::wrong;
    }
    return bind(part, header, fatal) ? Begin::rows : Begin::wrong;
  }
  if (next == sdk::CsvReader::Next::row) {
    fatal.push_back({"bad_encoding", name, header.line, "", "the header is not " + encoding_name(settings_.encoding)});
  } else if (next == sdk::CsvReader::Next::unterminated) {
    fatal.push_back({"unterminated_quote", name, header.line, "", "a quote in the header never closes"});
  } else {
    fatal.push_back({"empty", name, 0, "", "the file has no header"});
  }
  return Begin::wrong;
}

void Table::look(const sdk::CsvRow& row, Seen& seen) const {
  const auto bytes = sdk::look_at(row.raw);
  if (bytes == sdk::Bytes::ascii) return;
  if (bytes == sdk::Bytes::other) seen.all_utf_8 = false;
  if (bytes == sdk::Bytes::utf_8 && seen.utf_8_line == 0) seen.utf_8_line = row.line;
  const bool good = settings_.encoding == sdk::Encoding::utf_8 ? bytes == sdk::Bytes::utf_8
                                                               : sdk::can_be(settings_.encoding, row.raw);
  if (good) {
    ++seen.good;
  } else if (seen.bad++ == 0) {
    seen.bad_line = row.line;
  }
}

/// What can only be said of a whole file.
bool Table::check_end(std::size_t part, const Seen& seen, const sdk::CsvRow& last, bool short_last, std::uint64_t rows,
                      std::vector<SetFault>& fatal) const {
  const auto& name = parts_[part].name;
  const bool broken_last = !last.terminated && !sdk::can_be(settings_.encoding, last.raw) && seen.bad == 1;
  if (!last.terminated && (short_last || broken_last || settings_.final_newline)) {
    std::string field;
    for (std::size_t slot = 0; slot < bound_.size() && field.empty(); ++slot) {
      if (bound_[slot] == static_cast<int>(last.fields.size()) - 1) field = settings_.used[slot].shown();
    }
    fatal.push_back({"truncated", name, last.line, std::move(field), "the file ends within its last row"});
    return false;
  }
  // One bad row among good ones is that row's fault; a file whose foreign letters are mostly bad is in another
  // encoding.
  if (seen.bad > seen.good) {
    fatal.push_back({"bad_encoding", name, seen.bad_line, "",
                     std::to_string(seen.bad) + " rows are not " + encoding_name(settings_.encoding)});
    return false;
  }
  if (settings_.encoding != sdk::Encoding::utf_8 && seen.all_utf_8 && seen.utf_8_line > 0) {
    fatal.push_back(
        {"bad_encoding", name, seen.utf_8_line, "", "the file is UTF-8, not " + encoding_name(settings_.encoding)});
    return false;
  }
  if (rows == 0 && !settings_.may_be_empty.value_or(!settings_.primary || parts_.size() > 1)) {
    fatal.push_back({"empty", name, 0, "", "the file has no rows"});
    return false;
  }
  return true;
}

void Table::scan(const std::function<void(const TableRow&)>& each, const std::function<bool()>& stopping,
                 std::vector<SetFault>& fatal, std::vector<SetFault>& minor) {
  starts_.assign(parts_.size(), {kNoRows, 0});
  TableRow row;
  for (std::size_t part = 0; part < parts_.size(); ++part) {
    const auto in = reader(part, 256 * 1024);
    const auto begun = begin(part, *in, fatal);
    if (begun == Begin::wrong) return;
    if (begun == Begin::nothing) continue;
    starts_[part] = {in->offset(), in->line()};
    const auto before = rows_;
    Seen seen;
    bool short_last = false;
    row.csv.terminated = true;
    for (std::uint64_t read = 0;; ++read) {
      if (read % 4096 == 4095 && stopping()) return;
      const auto next = in->next(row.csv);
      if (next == sdk::CsvReader::Next::unterminated) {
        fatal.push_back(
            {"unterminated_quote", parts_[part].name, row.csv.line, "", "quotes that begin here never close"});
        return;
      }
      if (next == sdk::CsvReader::Next::end) break;
      row.part = part;
      look(row.csv, seen);
      const bool counts = judge(row);
      short_last = !row.csv.terminated && row.csv.fields.size() < width_ && !settings_.ragged && !row.skipped &&
                   (counts || settings_.header);
      if (!counts) continue;
      if (rows_ % kRowsPerMark == 0 || rows_ == before) marks_.push_back({row.place(), row.csv.line, repeated_, {}});
      ++rows_;
      if (!settings_.header && rows_ == 1) {
        for (std::size_t slot = 0; slot < settings_.used.size(); ++slot) {
          const auto& column = settings_.used[slot];
          if (column.position <= width_ || column.optional) continue;
          fatal.push_back({"columns", parts_[part].name, row.csv.line, column.shown(), "the file has fewer columns"});
          return;
        }
      }
      each(row);
    }
    if (!check_end(part, seen, row.csv, short_last, rows_ - before, fatal)) return;
  }
  if (!protection_gone_.empty()) {
    minor.push_back(
        {"columns", parts_.front().name, 0, protection_gone_, "the column is gone: everybody counts as protected"});
  }
}

}  // namespace accorda
