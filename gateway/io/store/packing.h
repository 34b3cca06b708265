#pragma once

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "gateway/base/boxed.h"
#include "gateway/base/date.h"
#include "gateway/base/id.h"
#include "gateway/io/store/sqlite.h"

namespace gateway::io::store {

/// Writes fields one behind the other as `length:bytes`, numbers as decimal text: readable in the database, exact.
class Packer {
 public:
  Packer() { out_.reserve(256); }

  void operator()(std::string_view value) {
    add(static_cast<std::int64_t>(value.size()));
    out_ += ':';
    out_ += value;
  }
  void operator()(const std::string& value) { (*this)(std::string_view(value)); }
  template <typename Value>
  requires std::is_integral_v<Value> || std::is_enum_v<Value>
  void operator()(Value value) {
    Digits digits;
    (*this)(text_of(static_cast<std::int64_t>(value), digits));
  }
  void operator()(base::Date date) { (*this)(date.days()); }
  void operator()(base::Instant instant) { (*this)(instant.time_since_epoch().count()); }
  template <typename Tag>
  void operator()(const base::Id<Tag>& id) {
    (*this)(id.text());
  }
  template <typename Value>
  void operator()(const std::optional<Value>& value) {
    (*this)(value.has_value());
    if (value) each(*this, *value);
  }
  template <typename Value>
  void operator()(const base::Boxed<Value>& value) {
    (*this)(value.has_value());
    if (value) each(*this, *value);
  }
  template <typename Value>
  void operator()(const std::vector<Value>& values) {
    (*this)(values.size());
    for (const Value& value : values) each(*this, value);
  }

  std::string take() { return std::move(out_); }

 private:
  using Digits = std::array<char, 20>;  ///< As many as 64 bits have, and a sign.

  static std::string_view text_of(std::int64_t value, Digits& digits) {
    const char* const end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    return {digits.data(), static_cast<std::size_t>(end - digits.data())};
  }
  void add(std::int64_t value) {
    Digits digits;
    out_ += text_of(value, digits);
  }

  template <typename Value>
  static void each(Packer& packer, const Value& value) {
    if constexpr (std::is_invocable_v<Packer&, const Value&>) {
      packer(value);
    } else {
      fields(packer, const_cast<Value&>(value));
    }
  }

  std::string out_;
};

/// Reads what Packer wrote, into the same fields in the same order; throws StoreError where it does not fit.
class Unpacker {
 public:
  explicit Unpacker(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }

  void operator()(std::string& value) { value = std::string(next()); }
  template <typename Value>
  requires std::is_integral_v<Value> || std::is_enum_v<Value>
  void operator()(Value& value) { value = static_cast<Value>(number(next())); }
  void operator()(base::Date& date) { date = base::Date::from_days(static_cast<std::int32_t>(number(next()))); }
  void operator()(base::Instant& instant) { instant = base::Instant(std::chrono::milliseconds(number(next()))); }
  template <typename Tag>
  void operator()(base::Id<Tag>& id) {
    const auto read = base::Id<Tag>::parse(next());
    if (!read) fail();
    id = *read;
  }
  template <typename Value>
  void operator()(std::optional<Value>& value) {
    bool there = false;
    (*this)(there);
    value.reset();
    if (there) each(*this, value.emplace());
  }
  template <typename Value>
  void operator()(base::Boxed<Value>& value) {
    bool there = false;
    (*this)(there);
    value.reset();
    if (there) each(*this, value.emplace());
  }
  template <typename Value>
  void operator()(std::vector<Value>& values) {
    std::size_t count = 0;
    (*this)(count);
    values.clear();
    for (std::size_t i = 0; i < count; ++i) {
      values.emplace_back();
      each(*this, values.back());
    }
  }

 private:
  template <typename Value>
  static void each(Unpacker& unpacker, Value& value) {
    if constexpr (std::is_invocable_v<Unpacker&, Value&>) {
      unpacker(value);
    } else {
      fields(unpacker, value);
    }
  }

  static std::int64_t number(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc() || end != text.data() + text.size()) fail();
    return value;
  }

  std::string_view next() {
    const std::size_t colon = rest_.find(':');
    if (colon == std::string_view::npos) fail();
    const auto size = static_cast<std::size_t>(number(rest_.substr(0, colon)));
    rest_.remove_prefix(colon + 1);
    if (size > rest_.size()) fail();
    const std::string_view value = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return value;
  }

  [[noreturn]] static void fail() { throw damaged("a packed value"); }

  std::string_view rest_;
};

/// A value as text, and back.
template <typename Value>
std::string packed(const Value& value) {
  Packer packer;
  if constexpr (std::is_invocable_v<Packer&, const Value&>) {
    packer(value);
  } else {
    fields(packer, const_cast<Value&>(value));  // Packer only reads.
  }
  return packer.take();
}

template <typename Value>
Value unpacked(std::string_view text) {
  Value value;
  Unpacker unpacker(text);
  if constexpr (std::is_invocable_v<Unpacker&, Value&>) {
    unpacker(value);
  } else {
    fields(unpacker, value);
  }
  return value;
}

}  // namespace gateway::io::store
