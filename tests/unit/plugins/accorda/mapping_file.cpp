#include "tests/unit/plugins/accorda/mapping_file.h"

#include <toml++/toml.h>

#include <fstream>
#include <sstream>

namespace accorda {
namespace {

nlohmann::json converted(const toml::node& node) {
  if (const auto* table = node.as_table()) {
    auto object = nlohmann::json::object();
    for (const auto& [key, value] : *table) object[std::string(key.str())] = converted(value);
    return object;
  }
  if (const auto* array = node.as_array()) {
    auto list = nlohmann::json::array();
    for (const auto& value : *array) list.push_back(converted(value));
    return list;
  }
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) return number->get();
  if (const auto* truth = node.as_boolean()) return truth->get();
  throw std::runtime_error("a kind of value that no mapping uses");
}

}  // namespace

nlohmann::json settings_of(std::string_view toml) {
  const auto table = toml::parse(toml);
  return converted(*table.get("settings"));
}

nlohmann::json settings_in(const std::string& path) {
  std::ifstream file(std::string(GATEWAY_SOURCE_DIR) + "/" + path);
  std::stringstream text;
  text << file.rdbuf();
  return settings_of(text.str());
}

std::vector<nlohmann::json> parsed(const std::vector<std::string>& records) {
  std::vector<nlohmann::json> all;
  for (const auto& record : records) all.push_back(nlohmann::json::parse(record));
  return all;
}

std::vector<nlohmann::json> participations(const std::vector<std::string>& records) {
  auto all = parsed(records);
  std::erase_if(all, [](const auto& record) { return record["schema"] != "gateway.participation/1"; });
  return all;
}

}  // namespace accorda
