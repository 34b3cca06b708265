#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace gateway::report {

/// Text with the characters that mean something in HTML replaced; control characters become blanks.
std::string escaped(std::string_view text);

/// A page that stands alone: its style is in it, it loads and runs nothing. Whatever is added is escaped.
class HtmlPage {
 public:
  /// `language` is the page's lang attribute.
  HtmlPage(std::string_view language, std::string_view title);

  void heading(int level, std::string_view text);
  void paragraph(std::string_view text);
  /// A paragraph that stands out by a frame and by its first, bold words, not by colour alone.
  void notice(std::string_view lead, std::string_view text);
  void begin_table(std::string_view caption, std::initializer_list<std::string_view> columns);
  /// The first cell heads the row.
  void row(std::initializer_list<std::string_view> cells);
  void end_table() { body_ += "</tbody></table>\n"; }

  void end() { body_ += "</main>\n</body>\n</html>\n"; }

  /// What was written since the last call.
  std::string take() { return std::exchange(body_, {}); }
  std::size_t size() const { return body_.size(); }

 private:
  std::string body_;
};

}  // namespace gateway::report
