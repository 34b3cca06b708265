#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace gateway::base {

/// A tree of plain values: what configuration is read into and what the command line and the API answer with.
/// Members keep their order. It holds no format: `io/json` and `io/config` read and print it.
class Document {
 public:
  using Member = std::pair<std::string, Document>;
  using Array = std::vector<Document>;
  using Object = std::vector<Member>;

  Document() = default;
  Document(std::nullptr_t) {}                                                  // NOLINT(google-explicit-constructor)
  Document(bool value) : value_(value) {}                                      // NOLINT(google-explicit-constructor)
  Document(int value) : value_(std::int64_t{value}) {}                         // NOLINT(google-explicit-constructor)
  Document(std::int64_t value) : value_(value) {}                              // NOLINT(google-explicit-constructor)
  Document(std::uint64_t value) : value_(static_cast<std::int64_t>(value)) {}  // NOLINT(google-explicit-constructor)
  Document(double value) : value_(value) {}                                    // NOLINT(google-explicit-constructor)
  Document(std::string value) : value_(std::move(value)) {}                    // NOLINT(google-explicit-constructor)
  Document(std::string_view value) : value_(std::string(value)) {}             // NOLINT(google-explicit-constructor)
  Document(const char* value) : value_(std::string(value)) {}                  // NOLINT(google-explicit-constructor)
  Document(Array value) : value_(std::move(value)) {}                          // NOLINT(google-explicit-constructor)
  Document(Object value) : value_(std::move(value)) {}                         // NOLINT(google-explicit-constructor)

  bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  const bool* boolean() const { return std::get_if<bool>(&value_); }
  const std::int64_t* integer() const { return std::get_if<std::int64_t>(&value_); }
  const double* number() const { return std::get_if<double>(&value_); }
  const std::string* string() const { return std::get_if<std::string>(&value_); }
  const Array* array() const { return std::get_if<Array>(&value_); }
  const Object* object() const { return std::get_if<Object>(&value_); }
  Array* array() { return std::get_if<Array>(&value_); }
  Object* object() { return std::get_if<Object>(&value_); }

  /// The member `key` of an object; null for a missing member or another kind of value.
  const Document* find(std::string_view key) const;

  /// The string member `key`, or an empty view: for reading answers whose shape is known.
  std::string_view text(std::string_view key) const;

  /// The integer member `key`, or `otherwise`.
  std::int64_t integer_or(std::string_view key, std::int64_t otherwise) const;

  /// Adds a member that is not there yet (makes a null an object first); returns *this. A reader refuses an object that
  /// has a member twice.
  Document& set(std::string key, Document value);

  /// Adds an element (makes a null an array first); returns *this.
  Document& add(Document value);

  /// Where the value stood in the file it was read from, counted from 1; 0 when it was not read from a file.
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  /// Equal values; places in files do not count.
  friend bool operator==(const Document& a, const Document& b) { return a.value_ == b.value_; }

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> value_;
};

}  // namespace gateway::base
