#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "plugins/accorda/date_format.h"
#include "plugins/accorda/field.h"
#include "plugins/sdk/csv.h"
#include "plugins/sdk/text.h"

/// A municipality's mapping as the administrator wrote it: contracts/api/accorda-csv.md says what each member means.
namespace accorda {

/// A column by the name in its header, or by its number from 1. A file's columns are numbered by `slot`: its place in
/// FileSettings::used.
struct Column {
  std::string name;
  std::size_t position = 0;  ///< 0: by name.
  bool optional = false;     ///< May be lacking: then its cells are empty.
  std::string path;          ///< Where the settings name it first.

  /// As faults name it: "Slutdatum", or "column 3".
  std::string shown() const { return position == 0 ? name : "column " + std::to_string(position); }
};

/// Holds for a row whose cell fits one of `in` (all, when there are none) and none of `not_in`: folded globs.
struct Condition {
  std::size_t slot = 0;
  std::vector<std::string> in;
  std::vector<std::string> not_in;
};

/// A part of a cell: by what stands between the parts, or by a group of a regular expression.
struct Split {
  std::string at;
  std::size_t limit = 0;  ///< At most so many parts; 0: no limit.
  int part = 1;           ///< From 1; -1 is the last.
  std::shared_ptr<const std::regex> regex;
};

/// Folded source text to code.
using ValueList = std::unordered_map<std::string, std::string>;

/// How a field comes out of a row.
struct Spec {
  Field field = Field::key;
  std::string path;
  std::vector<std::size_t> slots;                   ///< The first one is named in faults.
  std::vector<std::pair<std::string, int>> pieces;  ///< Joined field: literal text, then a slot (-1: none).
  std::optional<Split> split;
  std::vector<std::string> strip_prefix;
  std::vector<std::string> strip_suffix;
  std::string prefix;
  std::size_t pad = 0;             ///< Zeros in front up to so many characters.
  std::vector<std::string> empty;  ///< Folded texts that mean that nothing is said.
  std::shared_ptr<const ValueList> values;
  std::optional<std::string> otherwise;  ///< For a text that the value list lacks.
  std::string if_empty;
  std::vector<DateFormat> dates;
  std::optional<Condition> when;
  bool required = false;
};

/// How the texts of key columns are compared.
enum class Compare { text, fold, digits, number, date };

struct Join {
  std::vector<std::size_t> slots;                    ///< This file's columns.
  std::vector<std::string> with;                     ///< Files, by name.
  std::vector<std::vector<std::size_t>> with_slots;  ///< Their columns, for each of `with`.
  std::vector<Compare> compare;                      ///< One for each column.
  bool required = false;                             ///< A record without a row here is faulty.
};

/// Which of several rows with the same key counts.
struct Pick {
  enum class Order { only, first, last, latest, earliest };
  Order order = Order::only;
  std::vector<std::size_t> by;  ///< Dates; the latest of them in a row is the row's.
  std::optional<Condition> prefer;
};

/// Of an XML file: where its records stand.
struct XmlSettings {
  std::vector<std::string> record;  ///< Names from the root down to the element that is a row.
  bool by_schema = false;           ///< It is written by contracts/api/accorda.xsd, and check() holds it against that.
};

struct FileSettings {
  std::string name;
  std::string pattern;  ///< A folded glob; {set} stands for the set's stem.
  bool many = false;
  bool optional = false;  ///< A set is whole without it.
  sdk::Encoding encoding = sdk::Encoding::utf_8;
  std::optional<XmlSettings> xml;  ///< Nothing: CSV.
  sdk::CsvFormat csv;
  bool header = true;
  std::uint64_t preamble_lines = 0;
  std::size_t width = 0;  ///< Columns of a file without header; 0: as its first row.
  bool ragged = false;
  bool final_newline = false;
  std::optional<bool> may_be_empty;
  std::vector<std::string> empty;
  std::vector<DateFormat> dates;
  std::vector<std::string> skip;  ///< Folded globs over a row's first cell.
  std::vector<Condition> where;
  std::vector<std::size_t> repeat_blank;
  bool primary = false;  ///< A row here is an insats of a person.
  std::optional<Join> join;
  Pick pick;
  bool report_orphans = false;
  std::vector<Column> used;
  std::vector<Spec> specs;
};

struct Settings {
  enum class Layout { files, folders, both };
  bool full = true;
  Layout layout = Layout::both;
  std::string folders = "*";
  std::int64_t settle_ms = 10'000;
  std::int64_t incomplete_ms = 900'000;
  std::vector<FileSettings> files;
  std::array<std::string, kFields> constants;

  /// Reads the JSON object. Throws sdk::Failure (reject) whose sentence begins with the path of what is wrong:
  /// "files[1].columns.start: …".
  static Settings parse(std::string_view json);

  /// The number of the file with this name, or nothing.
  std::optional<std::size_t> file(std::string_view name) const;
};

}  // namespace accorda
