#pragma once

#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace accorda {

/// A value of the settings that knows its path, so that whatever is wrong can be said with its place.
class Node {
 public:
  Node(const nlohmann::json& value, std::string path) : value_(&value), path_(std::move(path)) {}

  const std::string& path() const { return path_; }
  bool is_object() const { return value_->is_object(); }
  bool is_array() const { return value_->is_array(); }
  bool is_string() const { return value_->is_string(); }
  bool is_integer() const { return value_->is_number_integer(); }

  /// Throws sdk::Failure (reject): the path, a colon and `sentence`.
  [[noreturn]] void fail(const std::string& sentence) const;

  /// Refuses what is not an object, and members other than these.
  void only(std::initializer_list<std::string_view> members) const;

  std::optional<Node> find(std::string_view member) const;
  Node need(std::string_view member) const;
  /// An object's members by name.
  std::vector<std::pair<std::string, Node>> members() const;
  /// An array's elements; a single value is an array of one.
  std::vector<Node> elements() const;

  std::string text() const;
  bool boolean() const;
  std::int64_t integer(std::int64_t least, std::int64_t most) const;
  std::vector<std::string> texts() const;

  bool boolean_or(std::string_view member, bool otherwise) const;
  std::int64_t integer_or(std::string_view member, std::int64_t otherwise, std::int64_t least, std::int64_t most) const;

 private:
  const nlohmann::json* value_;
  std::string path_;
};

}  // namespace accorda
