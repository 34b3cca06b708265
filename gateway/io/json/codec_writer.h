#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gateway::io {

/// Appends a JSON string (RFC 8259). Bytes that are no UTF-8 become U+FFFD, so that the text is always valid.
void append_json_string(std::string& out, std::string_view text);

/// Writes one JSON value into a string, front to back. Members are in the order of the calls.
class JsonWriter {
 public:
  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);
  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(std::int64_t number);
  JsonWriter& value(bool truth);

  /// The member, unless it is empty.
  JsonWriter& text_unless_empty(std::string_view name, std::string_view text);

  std::string take() { return std::move(out_); }

 private:
  void separate();

  std::string out_;
  bool first_ = true;
};

}  // namespace gateway::io
