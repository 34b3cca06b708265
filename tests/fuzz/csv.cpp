// The CSV reader (plugins/sdk/csv.h): the same rows however the file comes, and from any row on.
#include "plugins/sdk/csv.h"

#include <algorithm>
#include <cstring>

#include "tests/fuzz/claim.h"
#include "tests/fuzz/input.h"

namespace gateway::fuzz {
namespace {

/// A row with its own bytes.
struct Kept {
  std::vector<std::string> fields;
  std::string raw;
  std::uint64_t offset = 0;
  std::uint64_t line = 0;
  bool terminated = true;
  sdk::CsvFault fault = sdk::CsvFault::none;
  friend bool operator==(const Kept&, const Kept&) = default;
};

struct Reading {
  std::vector<Kept> rows;
  bool unterminated = false;
  std::uint64_t last_line = 0;
  friend bool operator==(const Reading&, const Reading&) = default;
};

sdk::CsvReader::Read source(std::string_view file) {
  return [file](std::uint64_t offset, char* to, std::size_t size) -> std::size_t {
    if (offset >= file.size()) return 0;
    const auto part = file.substr(offset, size);
    std::memcpy(to, part.data(), part.size());
    return part.size();
  };
}

Kept kept(const sdk::CsvRow& row) {
  return {
      {row.fields.begin(), row.fields.end()}, std::string(row.raw), row.offset, row.line, row.terminated, row.fault};
}

Reading read_all(std::string_view file, const sdk::CsvFormat& format, std::size_t block) {
  sdk::CsvReader reader(source(file), format, block);
  Reading reading;
  sdk::CsvRow row;
  for (;;) {
    const auto next = reader.next(row);
    if (next == sdk::CsvReader::Next::row) {
      claim(!row.fields.empty(), "a row has a field");
      claim(reader.offset() <= file.size() && row.offset < reader.offset(), "reading goes on, within the file");
      reading.rows.push_back(kept(row));
      continue;
    }
    reading.unterminated = next == sdk::CsvReader::Next::unterminated;
    reading.last_line = reading.unterminated ? row.line : 0;
    return reading;
  }
}

void check_rows(std::string_view file, const Reading& reading, const sdk::CsvFormat& format) {
  std::uint64_t line = 0;
  std::uint64_t end = 0;
  for (const Kept& row : reading.rows) {
    claim(row.line > line && row.offset >= end, "rows stand behind one another");
    claim(row.offset + row.raw.size() <= file.size() && file.substr(row.offset, row.raw.size()) == row.raw,
          "raw is what the file says there");
    line = row.line;
    end = row.offset + row.raw.size();
    if (row.fault != sdk::CsvFault::none) continue;
    claim(row.raw.size() <= format.row_limit, "a row within the limit");
    for (const auto& field : row.fields) claim(field.size() <= format.field_limit, "a field within the limit");
  }
}

/// Whatever row reading begins at, the rows from there on are the same: what fetches one row relies on it.
void check_seek(std::string_view file, const Reading& reading, const sdk::CsvFormat& format, std::size_t block) {
  for (std::size_t i = 0; i < std::min<std::size_t>(reading.rows.size(), 16); ++i) {
    const Kept& row = reading.rows[i];
    sdk::CsvReader reader(source(file), format, block);
    reader.seek(row.offset, row.line);
    sdk::CsvRow again;
    claim(reader.next(again) == sdk::CsvReader::Next::row && kept(again) == row, "a row that is sought is the same");
  }
}

void check_preamble(std::string_view file, const sdk::CsvFormat& format, std::size_t block) {
  for (const std::uint64_t lines : {1U, 2U, 5U}) {
    sdk::CsvReader whole(source(file), format, file.size() + 2);
    sdk::CsvReader reader(source(file), format, block);
    const bool passed = whole.skip_lines(lines);
    claim(reader.skip_lines(lines) == passed, "as many lines whatever the block");
    if (!passed) return;
    claim(reader.offset() == whole.offset() && reader.line() == lines + 1, "and as far");
  }
}

}  // namespace
}  // namespace gateway::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gateway::fuzz;
  Input input(data, size);
  const auto choice = input.byte();
  sdk::CsvFormat format;
  format.delimiter = ",;\t|"[choice & 3];
  format.quote = (choice & 4) != 0 ? '\0' : '"';
  if ((choice & 8) == 0) {
    format.row_limit = 48;
    format.field_limit = 16;
  }
  const std::size_t block = 1 + input.byte();
  const std::string file(input.rest());
  const auto whole = read_all(file, format, file.size() + 2);
  check_rows(file, whole, format);
  claim(read_all(file, format, block) == whole, "the same rows whatever the block");
  check_seek(file, whole, format, block);
  check_preamble(file, format, block);
  return 0;
}
