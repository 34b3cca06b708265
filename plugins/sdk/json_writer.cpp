#include "plugins/sdk/json_writer.h"

#include <algorithm>

#include "plugins/sdk/text.h"

namespace sdk {
namespace {

/// Not written as it stands, or worth a second look.
bool special(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte >= 0x80 || c == '"' || c == '\\';
}

}  // namespace

void JsonWriter::separate() {
  if (!first_) to_.push_back(',');
  first_ = false;
}

JsonWriter& JsonWriter::begin_object() {
  separate();
  to_.push_back('{');
  first_ = true;
  return *this;
}

JsonWriter& JsonWriter::end_object() {
  to_.push_back('}');
  first_ = false;
  return *this;
}

JsonWriter& JsonWriter::begin_array() {
  separate();
  to_.push_back('[');
  first_ = true;
  return *this;
}

JsonWriter& JsonWriter::end_array() {
  to_.push_back(']');
  first_ = false;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  to_.append("\"").append(name).append("\":");
  first_ = true;
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) {
  separate();
  if (std::none_of(value.begin(), value.end(), special)) {
    to_.append("\"").append(value).append("\"");
    return *this;
  }
  std::string mended;
  if (look_at(value) == Bytes::other) {
    append_utf8(Encoding::utf_8, value, mended);
    value = mended;
  }
  to_.push_back('"');
  std::size_t plain = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const auto byte = static_cast<unsigned char>(value[i]);
    if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
    to_.append(value, plain, i - plain);
    plain = i + 1;
    if (byte >= 0x20) {
      to_.push_back('\\');
      to_.push_back(value[i]);
    } else {
      constexpr std::string_view kHex = "0123456789abcdef";
      to_.append("\\u00");
      to_.push_back(kHex[byte >> 4]);
      to_.push_back(kHex[byte & 15]);
    }
  }
  to_.append(value, plain);
  to_.push_back('"');
  return *this;
}

JsonWriter& JsonWriter::number(std::uint64_t value) {
  separate();
  to_.append(std::to_string(value));
  return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
  separate();
  to_.append(value ? "true" : "false");
  return *this;
}

}  // namespace sdk
