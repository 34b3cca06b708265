#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace gateway::io {

struct Shape;

/// One member of a JSON object: what it may be, and how its value gets to where it belongs. The functions take the
/// object being filled, without its type; `In<T>` makes them so that they fit.
struct Member {
  enum class Kind { text, integer, boolean, object, objects, texts, integers };
  static constexpr std::size_t kUnlimited = std::numeric_limits<std::size_t>::max();

  std::string_view name;
  Kind kind = Kind::text;
  bool required = false;
  bool nullable = false;
  std::size_t max_length = kUnlimited;  ///< Of a text, in characters (Unicode code points), as JSON Schema counts.
  std::size_t max_items = kUnlimited;
  std::string_view constant = {};  ///< The only text allowed.
  std::string_view form = {};      ///< "is not …", where a setter says no.
  const Shape* shape = nullptr;    ///< Of an object, or of each in an array.
  bool (*set_text)(void*, std::string&) = nullptr;
  bool (*set_integer)(void*, std::int64_t) = nullptr;
  void (*set_boolean)(void*, bool) = nullptr;
  void* (*enter)(void*) = nullptr;  ///< The object to fill; of an array, a new element each time.

  constexpr Member needed() const {
    Member copy = *this;
    copy.required = true;
    return copy;
  }
  constexpr Member or_null() const {
    Member copy = *this;
    copy.nullable = true;
    return copy;
  }
};

/// The members an object may have: at most 64, and no others.
struct Shape {
  std::span<const Member> members;
};

/// Makes the members of objects that fill a T. `Where` is a member pointer of T, or a lambda from T& to the place.
template <typename T>
struct In {
  static constexpr std::string_view kInRange = "in the range of the schema";

  static T& object(void* into) { return *static_cast<T*>(into); }

  static constexpr Member constant(std::string_view name, std::string_view value) {
    return {.name = name, .required = true, .constant = value, .form = "the value that names the schema"};
  }

  template <auto Where>
  static constexpr Member text(std::string_view name, std::size_t max_length = Member::kUnlimited) {
    Member member{.name = name, .max_length = max_length};
    member.set_text = [](void* into, std::string& value) {
      std::invoke(Where, object(into)) = std::move(value);
      return true;
    };
    return member;
  }

  /// A text that `Parse` makes a value of, or nothing.
  template <auto Where, auto Parse>
  static constexpr Member parsed(std::string_view name, std::string_view form) {
    Member member{.name = name, .form = form};
    member.set_text = [](void* into, std::string& value) {
      auto read = Parse(std::string_view(value));
      if (!read) return false;
      std::invoke(Where, object(into)) = std::move(*read);
      return true;
    };
    return member;
  }

  template <auto Where, std::int64_t Least = 0, std::int64_t Most = std::numeric_limits<std::int64_t>::max()>
  static constexpr Member integer(std::string_view name) {
    Member member{.name = name, .kind = Member::Kind::integer, .form = kInRange};
    member.set_integer = [](void* into, std::int64_t value) {
      auto& place = std::invoke(Where, object(into));
      using Place = std::remove_reference_t<decltype(place)>;
      if (value < Least || value > Most || !std::in_range<Place>(value)) return false;
      place = static_cast<Place>(value);
      return true;
    };
    return member;
  }

  template <auto Where>
  static constexpr Member boolean(std::string_view name) {
    Member member{.name = name, .kind = Member::Kind::boolean};
    member.set_boolean = [](void* into, bool value) { std::invoke(Where, object(into)) = value; };
    return member;
  }

  template <auto Where>
  static constexpr Member sub(std::string_view name, const Shape& shape) {
    Member member{.name = name, .kind = Member::Kind::object, .shape = &shape};
    member.enter = [](void* into) -> void* { return &std::invoke(Where, object(into)); };
    return member;
  }

  /// An array of objects, into a vector.
  template <auto Where>
  static constexpr Member list(std::string_view name, const Shape& shape, std::size_t max_items) {
    Member member{.name = name, .kind = Member::Kind::objects, .max_items = max_items, .shape = &shape};
    member.enter = [](void* into) -> void* { return &std::invoke(Where, object(into)).emplace_back(); };
    return member;
  }

  /// An array of texts, into a vector of them.
  template <auto Where>
  static constexpr Member texts(std::string_view name, std::size_t max_length,
                                std::size_t max_items = Member::kUnlimited) {
    Member member{.name = name, .kind = Member::Kind::texts, .max_length = max_length, .max_items = max_items};
    member.set_text = [](void* into, std::string& value) {
      std::invoke(Where, object(into)).push_back(std::move(value));
      return true;
    };
    return member;
  }

  /// An array of integers, into a vector of them.
  template <auto Where, std::int64_t Least = 0>
  static constexpr Member integers(std::string_view name, std::size_t max_items) {
    Member member{.name = name, .kind = Member::Kind::integers, .max_items = max_items, .form = kInRange};
    member.set_integer = [](void* into, std::int64_t value) {
      auto& place = std::invoke(Where, object(into));
      using Place = typename std::remove_reference_t<decltype(place)>::value_type;
      if (value < Least || !std::in_range<Place>(value)) return false;
      place.push_back(static_cast<Place>(value));
      return true;
    };
    return member;
  }
};

/// The places that `In<T>` needs, for what lies in a part of T: `Field` of what `Of` finds.
template <auto Of, auto Field>
struct Through {
  auto& operator()(auto& object) const { return std::invoke(Field, std::invoke(Of, object)); }
};

/// The same for what may be missing there: once asked for, it is there.
template <auto Of, auto Field>
struct Made {
  auto& operator()(auto& object) const { return std::invoke(Field, std::invoke(Of, object)).emplace(); }
};

/// The object itself.
struct Self {
  auto& operator()(auto& object) const { return object; }
};

}  // namespace gateway::io
