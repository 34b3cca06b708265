#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::app {

/// Text as it may go to a terminal: what could move the cursor, colour or reorder it becomes "?"; bytes that are not
/// UTF-8, too.
std::string printable(std::string_view text);

/// Columns a terminal needs for printable UTF-8 text: accents none, East Asian wide ones two.
std::size_t display_width(std::string_view text);

/// Rows under headings, aligned by display width. Columns that are empty in all rows are left out; the last is not
/// padded.
class Table {
 public:
  explicit Table(std::vector<std::string> headings);

  void row(std::vector<std::string> cells);
  void print(std::ostream& out) const;
  bool empty() const { return rows_.empty(); }

 private:
  std::vector<std::string> headings_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace gateway::app
