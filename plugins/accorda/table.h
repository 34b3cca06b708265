#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/accorda/settings.h"
#include "plugins/accorda/xml_rows.h"
#include "plugins/sdk/csv.h"
#include "plugins/sdk/host.h"

namespace accorda {

/// What is wrong with a set's file; the codes are those of contracts/schema/set.schema.json.
struct SetFault {
  std::string_view code;
  std::string file;
  std::uint64_t line = 0;
  std::string field;
  std::string detail;  ///< Never what the file says.
};

/// One file of a set, opened.
struct Part {
  std::string name;
  sdk::File file;
};

/// A row of a table. Its views hold until the table's next row of the same kind (in order, or fetched).
struct TableRow {
  sdk::CsvRow csv;
  std::size_t part = 0;
  bool skipped = false;                ///< A comment, footer or total.
  bool columns = false;                ///< Too few or too many cells, or broken quotes: the cells cannot be trusted.
  std::vector<std::string> inherited;  ///< For each of repeat_blank, what a blank cell repeats.
  std::uint64_t place() const { return (static_cast<std::uint64_t>(part) << 44) | csv.offset; }
};

/// One entry of `files` in one set: the rows of its parts that count.
class Table {
 public:
  Table(const FileSettings& settings, std::vector<Part> parts) : settings_(settings), parts_(std::move(parts)) {}

  /// Reads every byte once, calls `each` for each row that counts and notes what is wrong. Faults in `fatal` mean that
  /// the set cannot be read; those in `minor` are told with it. `stopping` is asked now and then: true ends the scan.
  void scan(const std::function<void(const TableRow&)>& each, const std::function<bool()>& stopping,
            std::vector<SetFault>& fatal, std::vector<SetFault>& minor);

  /// The same for entries of `files` that read the same XML files: these are read once, for all of them. `each` hears
  /// which of the tables a row is of.
  static void scan_together(const std::vector<Table*>& tables,
                            const std::function<void(std::size_t which, const TableRow&)>& each,
                            const std::function<bool()>& stopping, std::vector<SetFault>& fatal,
                            std::vector<SetFault>& minor);

  /// The rows that count, in order, from the first one. After a scan.
  void rewind();
  bool next(TableRow& row);

  /// The row at a place that a scan gave.
  void fetch(std::uint64_t place, TableRow& row);

  /// The text of a cell in UTF-8, trimmed, of the row or in `room`; `good` becomes false where it is not text in the
  /// file's encoding.
  std::string_view text(const TableRow& row, std::size_t slot, std::string& room, bool& good) const;
  void text(const TableRow& row, std::size_t slot, std::string& to) const;
  bool holds(const Condition& condition, const TableRow& row) const;

  /// What the row says in these columns, made comparable; empty when it says nothing in any of them.
  void key(const TableRow& row, const std::vector<std::size_t>& slots, const std::vector<Compare>& compare,
           std::string& to) const;

  /// All that a fetched row says: its bytes, and what else counts as its own (what blank cells repeat, what stands
  /// around an XML record). Two rows that are whole the same are one row, written twice.
  std::string whole(const TableRow& row) const;

  /// The file's line of a row at `place`.
  std::uint64_t line(std::uint64_t place) const;

  const FileSettings& settings() const { return settings_; }
  const std::string& part_name(std::size_t part) const { return parts_[part].name; }
  std::uint64_t rows() const { return rows_; }

  /// Whether the cell can be trusted in a row whose others cannot: the first one, which no shift of columns can reach,
  /// and in XML all that are there once.
  bool stands_alone(std::size_t slot) const { return settings_.xml || bound_[slot] == 0; }

 private:
  struct Mark {
    std::uint64_t place;
    std::uint64_t line;
    std::vector<std::string> inherited;
    std::unique_ptr<XmlRowPlace> xml;  // Where cells lie outside the records.
  };
  struct XmlPart {
    std::unique_ptr<XmlRowPlace> first;  // Of the first row; null: there is none.
    std::uint64_t rows = 0;
  };
  struct Seen {
    std::uint64_t good = 0;  // Rows with letters beyond ASCII that fit the encoding.
    std::uint64_t bad = 0;
    std::uint64_t bad_line = 0;
    bool all_utf_8 = true;
    std::uint64_t utf_8_line = 0;
  };
  enum class Begin { rows, nothing, wrong };

  std::unique_ptr<sdk::CsvReader> reader(std::size_t part, std::size_t block) const;
  Begin begin(std::size_t part, sdk::CsvReader& reader, std::vector<SetFault>& fatal);
  bool bind(std::size_t part, const sdk::CsvRow& header, std::vector<SetFault>& fatal);
  bool judge(TableRow& row);
  bool fits_where(const TableRow& row) const;
  bool next_xml(TableRow& row);
  void fetch_xml(std::uint64_t place, TableRow& row);
  bool judge_xml(TableRow& row, const XmlRowNote& note) const;
  void note_xml(const TableRow& row, const XmlRowNote& note);
  bool check_end_xml(std::size_t part, const XmlRows& rows, std::size_t shape, std::vector<SetFault>& fatal);
  void check_width(TableRow& row);
  void inherit(TableRow& row);
  void look(const sdk::CsvRow& row, Seen& seen) const;
  bool check_end(std::size_t part, const Seen& seen, const sdk::CsvRow& last, bool short_last, std::uint64_t rows,
                 std::vector<SetFault>& fatal) const;

  const FileSettings& settings_;
  std::vector<Part> parts_;
  std::vector<int> bound_;  // Slot to cell; -1: not in the file.
  std::size_t width_ = 0;
  std::string protection_gone_;  // The protection column's name, when the file lacks it.
  std::vector<std::pair<std::uint64_t, std::uint64_t>> starts_;  // Offset and line of each part's first row.
  std::vector<Mark> marks_;
  std::vector<std::string> repeated_;
  std::uint64_t rows_ = 0;
  std::size_t part_ = 0;
  std::unique_ptr<sdk::CsvReader> in_order_;
  std::vector<std::unique_ptr<sdk::CsvReader>> fetchers_;
  std::vector<XmlPart> xml_parts_;
  std::unique_ptr<XmlRows> xml_in_order_;
  std::uint64_t xml_left_ = 0;  // Rows of the part that xml_in_order_ has still to give.
  std::vector<std::unique_ptr<XmlRows>> xml_fetchers_;
  std::string xml_raw_;  // Of the row that was fetched last.
  mutable std::string scratch_;
};

/// A person number's digits and letters without blanks and signs, the century of twelve left out: 8508242396.
std::string bare_number(std::string_view text);

}  // namespace accorda
