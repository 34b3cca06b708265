#include "gateway/io/config/toml.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <utility>
#include <vector>

#include "gateway/io/config/text_file.h"
#include "gateway/io/config/toml_depth.h"

namespace gateway::io {

namespace {

using base::Document;

template <typename Value>
std::string text_of(const Value& value) {
  std::ostringstream out;
  out << value;
  return out.str();
}

struct TooDeepHere {
  toml::source_position at;
};

Document converted(const toml::node& node, std::size_t depth);

Document converted(const toml::table& table, std::size_t depth) {
  std::vector<std::pair<const toml::key*, const toml::node*>> members;
  for (auto&& [key, value] : table) members.emplace_back(&key, &value);
  // The library sorts by name; people expect the order they wrote.
  std::stable_sort(members.begin(), members.end(), [](const auto& a, const auto& b) {
    const auto& one = a.first->source().begin;
    const auto& other = b.first->source().begin;
    return std::pair(one.line, one.column) < std::pair(other.line, other.column);
  });
  Document document{Document::Object{}};
  for (const auto& [key, value] : members) document.set(std::string(key->str()), converted(*value, depth - 1));
  return document;
}

Document value_of(const toml::node& node, std::size_t depth) {
  if (const auto* table = node.as_table()) return converted(*table, depth);
  if (const auto* array = node.as_array()) {
    Document document{Document::Array{}};
    for (auto&& element : *array) document.add(converted(element, depth - 1));
    return document;
  }
  if (const auto* text = node.as_string()) return Document(text->get());
  if (const auto* integer = node.as_integer()) return Document(integer->get());
  if (const auto* number = node.as_floating_point()) return Document(number->get());
  if (const auto* boolean = node.as_boolean()) return Document(boolean->get());
  if (const auto* date = node.as_date()) return Document(text_of(date->get()));
  if (const auto* time = node.as_time()) return Document(text_of(time->get()));
  return Document(text_of(node.as_date_time()->get()));
}

Document converted(const toml::node& node, std::size_t depth) {
  if (depth == 0) throw TooDeepHere{node.source().begin};
  Document document = value_of(node, depth);
  document.line = node.source().begin.line;
  document.column = node.source().begin.column;
  return document;
}

base::Error fault_at(const std::string& name, std::uint32_t line, std::uint32_t column, std::string_view what) {
  return base::rejected(name + ":" + std::to_string(line) + ":" + std::to_string(column) + ": " + std::string(what));
}

std::string depth_sentence(const TomlLimits& limits) {
  return "tables and arrays are more than " + std::to_string(limits.max_depth) + " deep";
}

}  // namespace

base::Result<Document> parse_toml(std::string_view text, const std::string& name, TomlLimits limits) {
  if (text.size() > limits.max_bytes)
    return base::rejected(name + ": larger than " + std::to_string(limits.max_bytes) + " bytes");
  if (const auto deep = find_too_deep(text, limits.max_depth))
    return fault_at(name, deep->line, 1, depth_sentence(limits));
  try {
    const toml::table table = toml::parse(text, std::string_view(name));
    Document document = converted(table, limits.max_depth);
    document.line = document.column = 1;
    return document;
  } catch (const toml::parse_error& error) {
    return fault_at(name, error.source().begin.line, error.source().begin.column, error.description());
  } catch (const TooDeepHere& deep) {
    return fault_at(name, deep.at.line, deep.at.column, depth_sentence(limits));
  } catch (const std::exception&) {
    return base::rejected(name + ": cannot be read as TOML");
  }
}

base::Result<Document> read_toml(const std::string& path, TomlLimits limits) {
  // One byte more than may be: the parser says by how much it is too large.
  const auto text = read_text(path, limits.max_bytes + 1);
  if (!text) return text.error();
  return parse_toml(*text, path, limits);
}

std::string place_of(const Document& settings, std::string_view path, const std::string& file) {
  const Document* at = &settings;
  std::size_t i = 0;
  while (i < path.size()) {
    const Document* next = nullptr;
    std::size_t end = i;
    if (path[i] == '[') {
      std::size_t index = 0;
      for (end = i + 1; end < path.size() && path[end] >= '0' && path[end] <= '9' && index < 1'000'000; ++end)
        index = index * 10 + static_cast<std::size_t>(path[end] - '0');
      if (end < path.size()) ++end;
      if (at->array() != nullptr && index < at->array()->size()) next = &(*at->array())[index];
    } else if (at->object() != nullptr) {
      // Names may hold dots and brackets themselves: the longest that fits.
      for (const auto& [name, value] : *at->object()) {
        const std::string_view rest = path.substr(i);
        if (name.size() < end - i || rest.substr(0, name.size()) != name) continue;
        if (rest.size() > name.size() && rest[name.size()] != '.' && rest[name.size()] != '[') continue;
        next = &value;
        end = i + name.size();
      }
    }
    if (next == nullptr) break;
    at = next;
    i = end;
    if (i < path.size() && path[i] == '.') ++i;
  }
  return at->line == 0 ? file : file + ":" + std::to_string(at->line);
}

}  // namespace gateway::io
