#include "plugins/accorda/cursor.h"

#include <nlohmann/json.hpp>

#include "plugins/sdk/json_writer.h"

namespace accorda {
namespace {

constexpr std::string_view kStates[] = {"idle", "reading", "done", "failed"};

}  // namespace

Cursor Cursor::parse(std::string_view text) {
  Cursor cursor;
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object()) return cursor;
  try {
    cursor.set = json.value("set", "");
    cursor.index = json.value("index", std::uint64_t{0});
    cursor.sent = json.value("sent", std::uint64_t{0});
    cursor.told = json.value("told", std::vector<std::string>());
    const auto state = json.value("state", "");
    for (std::size_t i = 0; i < std::size(kStates); ++i) {
      if (kStates[i] == state) cursor.state = static_cast<State>(i);
    }
  } catch (const nlohmann::json::exception&) {
    return {};
  }
  if (cursor.set.empty() || cursor.set.find('/') != std::string::npos) {
    cursor.set.clear();
    cursor.state = State::idle;
  }
  return cursor;
}

std::string Cursor::text() const {
  std::string out;
  sdk::JsonWriter json(out);
  json.begin_object().member("set", set).key("index").number(index).key("sent").number(sent);
  json.member("state", kStates[static_cast<std::size_t>(state)]);
  if (!told.empty()) {
    json.key("told").begin_array();
    for (const auto& stem : told) json.text(stem);
    json.end_array();
  }
  json.end_object();
  return out;
}

}  // namespace accorda
