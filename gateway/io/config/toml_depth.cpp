#include "gateway/io/config/toml_depth.h"

namespace gateway::io {

namespace {

/// The position behind the string that begins at `at` with a quotation mark. A string of one line ends with its line
/// at the latest: what is wrong with it, the parser says.
std::size_t behind_string(std::string_view text, std::size_t at, std::uint32_t& line) {
  const char quote = text[at];
  const std::string_view three = quote == '"' ? R"(""")" : "'''";
  const bool many_lines = text.substr(at, 3) == three;
  for (std::size_t i = at + (many_lines ? 3 : 1); i < text.size(); ++i) {
    if (text[i] == '\n') {
      if (!many_lines) return i;
      ++line;
    } else if (text[i] == '\\' && quote == '"') {
      if (i + 1 < text.size() && text[i + 1] != '\n') ++i;
    } else if (text[i] == quote && (!many_lines || text.substr(i, 3) == three)) {
      return i + (many_lines ? 3 : 1);
    }
  }
  return text.size();
}

}  // namespace

std::optional<TooDeep> find_too_deep(std::string_view text, std::size_t max_depth) {
  std::uint32_t line = 1;
  std::size_t brackets = 0;
  std::size_t dots = 0;
  for (std::size_t i = 0; i < text.size();) {
    switch (text[i]) {
      case '"':
      case '\'':
        i = behind_string(text, i, line);
        continue;
      case '#':
        while (i < text.size() && text[i] != '\n') ++i;
        continue;
      case '[':
      case '{':
        ++brackets;
        dots = 0;
        break;
      case ']':
      case '}':
        if (brackets > 0) --brackets;
        dots = 0;
        break;
      case '.':
        ++dots;
        break;
      case '\n':
        ++line;
        dots = 0;
        break;
      case '=':
      case ',':
        dots = 0;
        break;
      default:
        break;
    }
    if (brackets > max_depth || dots > max_depth) return TooDeep{line};
    ++i;
  }
  return std::nullopt;
}

}  // namespace gateway::io
