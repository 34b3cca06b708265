#include "gateway/io/json/said.h"

#include <algorithm>

namespace gateway::io {

namespace {

// Within a JSON text its quotes would be escaped, and no shape knows another member of this name.
constexpr std::string_view kPosition = "\"position\":{\"file\":\"";
constexpr std::string_view kLine = "\",\"line\":";
constexpr std::size_t kLongestFile = 200;  // As in the schema.
constexpr std::size_t kLongestNumber = 9;  // Of what every reader takes for a line.

bool plain(char c) {
  return c >= ' ' && c <= '~' && c != '"' && c != '\\';
}

bool digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

Said said(std::string_view document) {
  const Said whole{document, {}};
  const std::size_t at = document.find(kPosition);
  if (at == std::string_view::npos) return whole;
  std::string_view rest = document.substr(at + kPosition.size());
  const auto file = std::find_if_not(rest.begin(), rest.end(), plain);
  if (static_cast<std::size_t>(file - rest.begin()) > kLongestFile) return whole;
  rest.remove_prefix(static_cast<std::size_t>(file - rest.begin()));
  if (!rest.starts_with(kLine)) return whole;
  rest.remove_prefix(kLine.size());
  const auto line = static_cast<std::size_t>(std::find_if_not(rest.begin(), rest.end(), digit) - rest.begin());
  const bool number = line == 1 || (line > 1 && line <= kLongestNumber && rest.front() != '0');
  rest.remove_prefix(line);
  if (!number || !rest.starts_with('}') || rest.size() == 1) return whole;
  return {document.substr(0, at), rest.substr(1)};
}

}  // namespace gateway::io
