#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sdk {

/// Writes one JSON document into a string. Commas are its own; members and elements come in the order of the calls.
/// Text is UTF-8 and is escaped; what is not well-formed becomes U+FFFD.
class JsonWriter {
 public:
  /// `to` is appended to and outlives the writer.
  explicit JsonWriter(std::string& to) : to_(to) {}

  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  /// `name` is one of ours: ASCII without anything to be escaped.
  JsonWriter& key(std::string_view name);
  JsonWriter& text(std::string_view value);
  JsonWriter& number(std::uint64_t value);
  JsonWriter& boolean(bool value);

  JsonWriter& member(std::string_view name, std::string_view value) { return key(name).text(value); }

  /// Nothing at all for an empty value: absent means that the source says nothing.
  JsonWriter& member_if(std::string_view name, std::string_view value) {
    return value.empty() ? *this : member(name, value);
  }

 private:
  void separate();

  std::string& to_;
  bool first_ = true;
};

}  // namespace sdk
