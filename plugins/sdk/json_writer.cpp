#include "plugins/sdk/json_writer.h"

#include "plugins/sdk/text.h"

namespace sdk {

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
  text(name);
  to_.push_back(':');
  first_ = true;
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) {
  separate();
  std::string mended;
  if (look_at(value) == Bytes::other) {
    append_utf8(Encoding::utf_8, value, mended);
    value = mended;
  }
  to_.push_back('"');
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      to_.push_back('\\');
      to_.push_back(c);
    } else if (byte < 0x20) {
      constexpr std::string_view kHex = "0123456789abcdef";
      to_.append("\\u00");
      to_.push_back(kHex[byte >> 4]);
      to_.push_back(kHex[byte & 15]);
    } else {
      to_.push_back(c);
    }
  }
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
