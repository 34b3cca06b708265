#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace gateway::report {

/// CSV as Swedish spreadsheets read it: UTF-8 with BOM, semicolons, CRLF. A field that a spreadsheet would take for a
/// formula (= + - @, tab or return first, blanks aside) gets an apostrophe in front.
class CsvText {
 public:
  CsvText() : text_("\xEF\xBB\xBF") {}

  void row(std::initializer_list<std::string_view> fields);

  /// What was written since the last call.
  std::string take() { return std::exchange(text_, {}); }
  std::size_t size() const { return text_.size(); }

 private:
  std::string text_;
};

/// One field, guarded and quoted where needed.
std::string csv_field(std::string_view value);

}  // namespace gateway::report
