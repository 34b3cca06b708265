#include "plugins/accorda/xml_path.h"

#include <algorithm>

namespace accorda {
namespace {

/// Between slashes.
std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto slash = text.find('/');
    parts.push_back(text.substr(0, slash));
    if (slash == std::string_view::npos) return parts;
    text.remove_prefix(slash + 1);
  }
}

/// Whether it can be a name without prefix.
bool name(std::string_view text) {
  constexpr std::string_view kNever = " \t\r\n<>&\"'=:;,!?*()[]{}|$#%^~`\\/@+";
  if (text.empty() || text.size() > 200 || text.find_first_of(kNever) != std::string_view::npos) return false;
  return text.front() != '.' && text.front() != '-' && (text.front() < '0' || text.front() > '9');
}

}  // namespace

std::optional<XmlPath> XmlPath::parse(std::string_view text) {
  XmlPath path;
  if (text == ".") return path;
  auto parts = parts_of(text);
  while (!parts.empty() && parts.front() == "..") {
    ++path.ups;
    parts.erase(parts.begin());
  }
  if (parts.empty()) return std::nullopt;
  if (parts.back().starts_with('@')) {
    path.attribute = parts.back().substr(1);
    if (!name(path.attribute)) return std::nullopt;
    parts.pop_back();
  }
  if (!std::all_of(parts.begin(), parts.end(), name)) return std::nullopt;
  path.steps.assign(parts.begin(), parts.end());
  return path;
}

std::vector<std::string> parse_record_path(std::string_view text) {
  if (text.starts_with('/')) text.remove_prefix(1);
  const auto parts = parts_of(text);
  if (parts.size() > 20 || !std::all_of(parts.begin(), parts.end(), name)) return {};
  return {parts.begin(), parts.end()};
}

}  // namespace accorda
