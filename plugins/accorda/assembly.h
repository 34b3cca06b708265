#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "plugins/accorda/cell.h"
#include "plugins/accorda/key_index.h"
#include "plugins/accorda/settings.h"
#include "plugins/accorda/table.h"

namespace accorda {

/// Something in a record's rows that could not be read.
struct RecordFault {
  std::string_view code;
  std::string field;
  std::string file;
  std::uint64_t line = 0;
  friend bool operator==(const RecordFault&, const RecordFault&) = default;
};

/// The tables of a set and the indexes of those that are joined, one for each entry of Settings::files.
struct Tables {
  std::vector<std::unique_ptr<Table>> tables;
  std::vector<KeyIndex> indexes;
  Hasher hash;
};

/// Finds, for one row of a file with rows = "insats", the rows that are joined with it.
class Assembly {
 public:
  Assembly(const Settings& settings, Tables& tables);

  /// Begins with a row; `row` outlives the assembly's work on it.
  void begin(std::size_t primary, const TableRow& row);

  /// The row of a file that belongs to it, or null. Rows hold until the next begin.
  const TableRow* row(std::size_t file);

  /// The row's place as faults give it.
  RecordFault fault(std::string_view code, std::string_view field, std::size_t file);

  /// The column by which `file` is joined, as faults name it, in the file that it is joined with.
  std::string join_column(std::size_t file) const;

  std::size_t primary() const { return primary_; }
  std::vector<RecordFault> faults;  ///< Of the joins.

 private:
  enum class State { unknown, none, found };

  /// Which file a file is joined with in a record, and which of Join::with that is.
  struct Partner {
    std::size_t file = 0;
    std::size_t which = 0;
  };

  void find(std::size_t file);
  std::optional<Partner> partner(std::size_t file) const;
  const std::optional<Partner>& joined(std::size_t file) const {
    return partners_[primary_ * settings_.files.size() + file];
  }

  const Settings& settings_;
  Tables& tables_;
  std::size_t primary_ = 0;
  const TableRow* row_ = nullptr;
  std::vector<State> states_;
  std::vector<TableRow> rows_;
  std::vector<std::optional<Partner>> partners_;  // For each file with rows = "insats", of each file.
  std::string key_;
  std::string other_key_;
};

}  // namespace accorda
