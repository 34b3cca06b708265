#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace sdk {

/// How a CSV file is written. A quote of 0 means that quotes have no meaning.
struct CsvFormat {
  char delimiter = ',';
  char quote = '"';
  std::size_t row_limit = 1024 * 1024;  ///< Bytes of a row, its quoted line breaks included.
  std::size_t field_limit = 64 * 1024;  ///< Bytes of a field.
};

/// What is wrong with one row.
enum class CsvFault {
  none,
  quote,          ///< Text after a closing quote, or a quote that never closes: only the row's first line was taken.
  row_too_long,   ///< Over row_limit: `fields` holds what the first 4 KiB say.
  field_too_long  ///< Over field_limit; `fault_field` says which.
};

/// One row. The views hold until the reader's next call.
struct CsvRow {
  std::vector<std::string_view> fields;  ///< In the file's own encoding, unquoted.
  std::string_view raw;                  ///< As it stands in the file, without its line break.
  std::uint64_t offset = 0;              ///< Where it begins.
  std::uint64_t line = 0;                ///< The file's line where it begins, from 1.
  bool terminated = true;                ///< False for a last row without a line break.
  CsvFault fault = CsvFault::none;
  std::size_t fault_field = 0;
};

/// Reads CSV (RFC 4180) with any one-character delimiter and quote: quoted fields with line breaks and doubled quotes;
/// LF, CRLF and CR, mixed as they come. A quote inside an unquoted field is a character like others. Lines without a
/// single character are passed over. A faulty row never takes its neighbours with it: reading goes on at the next line.
/// Memory: one block, or twice the longest row where that is more.
class CsvReader {
 public:
  /// Puts up to `size` bytes from `offset` to `to`; 0 at the end of the file. May throw.
  using Read = std::function<std::size_t(std::uint64_t offset, char* to, std::size_t size)>;

  enum class Next {
    row,
    end,
    unterminated  ///< The file ends inside quotes; the row says where they began.
  };

  CsvReader(Read read, CsvFormat format, std::size_t block = 256 * 1024);

  Next next(CsvRow& row);

  /// Goes on at `offset`, where line `line` begins. What is in memory already is not read again.
  void seek(std::uint64_t offset, std::uint64_t line);

  /// Passes over `count` lines without looking at quotes; false when the file ends before.
  bool skip_lines(std::uint64_t count);

  /// Where the next row begins.
  std::uint64_t offset() const { return base_ + at_; }
  std::uint64_t line() const { return line_; }

 private:
  struct Bounds {
    std::size_t begin;
    std::size_t end;
    bool doubled;
  };
  enum class Scan { complete, more, broken };

  bool fill();
  Scan scan();
  bool skip_break(std::size_t& at);
  void finish(CsvRow& row, std::size_t raw_end);
  Next first_line(CsvRow& row, CsvFault fault);
  void split_plainly(CsvRow& row, std::size_t end);

  Read read_;
  CsvFormat format_;
  std::size_t block_;
  std::vector<char> buffer_;  // One byte more than what is read: a line break as sentinel.
  std::size_t size_ = 0;      // Bytes read into buffer_.
  std::size_t at_ = 0;        // Where the next row begins in buffer_.
  std::uint64_t base_ = 0;    // The file's offset of buffer_[0].
  std::uint64_t line_ = 1;
  bool end_ = false;  // Nothing stands behind buffer_.
  std::array<bool, 256> special_{};
  std::vector<Bounds> bounds_;
  std::string unquoted_;  // Fields whose doubled quotes were made single.
  std::size_t raw_end_ = 0;
  std::size_t next_at_ = 0;
  std::uint64_t inner_lines_ = 0;
  bool terminated_ = true;
};

}  // namespace sdk
