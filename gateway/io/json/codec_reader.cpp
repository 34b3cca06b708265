#include "gateway/io/json/codec_reader.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

namespace gateway::io {

namespace {

using nlohmann::json;

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

/// Takes the parser's events and fills the object as its shape says.
class Filler {
 public:
  Filler(const DocumentKind& kind, void* into) : kind_(kind), into_(into) { levels_.reserve(6); }

  std::uint64_t seen() const { return seen_; }
  base::Error error() const { return refused(kind_, place_, why_); }

  bool null() {
    const Member* member = expected();
    if (member == nullptr || in_array()) return other_type();
    return member->nullable || fail("may not be null");
  }

  bool boolean(bool value) {
    const Member* member = expected();
    if (member == nullptr || member->kind != Member::Kind::boolean) return other_type();
    member->set_boolean(levels_.back().into, value);
    return true;
  }

  bool number_integer(std::int64_t value) {
    const Member* member = expected();
    if (member == nullptr || member->kind != Member::Kind::integer) return other_type();
    return member->set_integer(levels_.back().into, value) || fail_form(*member);
  }

  bool number_unsigned(std::uint64_t value) {
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return fail("is too large");
    return number_integer(static_cast<std::int64_t>(value));
  }

  bool number_float(double, const std::string&) { return other_type(); }
  bool binary(json::binary_t&) { return other_type(); }

  bool string(std::string& value) {
    const Member* member = expected();
    if (member == nullptr || member->kind != (in_array() ? Member::Kind::texts : Member::Kind::text)) {
      return other_type();
    }
    if (value.find('\0') != std::string::npos) return fail("holds NUL");
    if (value.size() > member->max_length && characters(value) > member->max_length) {
      return fail("is longer than " + std::to_string(member->max_length) + " characters");
    }
    if (!member->constant.empty()) return value == member->constant || fail_form(*member);
    return member->set_text(levels_.back().into, value) || fail_form(*member);
  }

  bool start_object(std::size_t) {
    if (levels_.empty()) {
      levels_.push_back({.shape = &kind_.shape, .into = into_});
      return true;
    }
    const Member* member = expected();
    if (member == nullptr || member->kind != (in_array() ? Member::Kind::objects : Member::Kind::object))
      return other_type();
    void* const into = member->enter(levels_.back().into);
    levels_.push_back({.shape = member->shape, .into = into});
    return true;
  }

  bool key(std::string& name) {
    Level& level = levels_.back();
    level.member = nullptr;
    const auto members = level.shape->members;
    // Members mostly come in the order of the shape.
    for (std::size_t tried = 0; tried < members.size(); ++tried, ++level.next) {
      if (level.next >= members.size()) level.next = 0;
      if (members[level.next].name != name) continue;
      level.member = &members[level.next];
      const std::uint64_t bit = std::uint64_t{1} << level.next;
      if ((level.seen & bit) != 0) return fail("stands twice");
      level.seen |= bit;
      ++level.next;
      return true;
    }
    // Its name is content like any other: not told.
    return fail("has a member that the schema does not know");
  }

  bool end_object() {
    Level& level = levels_.back();
    level.member = nullptr;
    for (std::size_t i = 0; i < level.shape->members.size(); ++i) {
      const Member& member = level.shape->members[i];
      if (member.required && (level.seen >> i & 1) == 0) {
        level.member = &member;
        return fail("is missing");
      }
    }
    if (levels_.size() == 1) seen_ = level.seen;
    levels_.pop_back();
    return true;
  }

  bool start_array(std::size_t) {
    const Member* member = expected();
    const bool array = member != nullptr && !in_array() &&
                       (member->kind == Member::Kind::objects || member->kind == Member::Kind::texts);
    if (!array) return other_type();
    levels_.push_back({.into = levels_.back().into, .member = member});
    return true;
  }

  bool end_array() {
    levels_.pop_back();
    return true;
  }

  bool parse_error(std::size_t position, const std::string&, const json::exception&) {
    // The library's own words would quote the text.
    return fail("is malformed JSON near byte " + std::to_string(position));
  }

 private:
  struct Level {
    const Shape* shape = nullptr;  ///< None for an array.
    void* into = nullptr;
    const Member* member = nullptr;  ///< Whose value comes next, or which array this is.
    std::uint64_t seen = 0;
    std::size_t next = 0;
    std::size_t items = 0;
  };

  bool in_array() const { return levels_.back().shape == nullptr; }

  /// Whose value it is; null for a root that is no object.
  const Member* expected() {
    if (levels_.empty()) return nullptr;
    Level& level = levels_.back();
    if (in_array() && ++level.items > level.member->max_items) {
      fail("has more than " + std::to_string(level.member->max_items) + " elements");
      return nullptr;
    }
    return level.member;
  }

  std::string place() const {
    std::string path = "$";
    for (const Level& level : levels_) {
      if (level.shape == nullptr) {
        if (level.items > 0) path += '[' + std::to_string(level.items - 1) + ']';
      } else if (level.member != nullptr) {
        path += '.';
        path += level.member->name;
      }
    }
    return path;
  }

  bool fail(std::string why) {
    if (why_.empty()) {
      place_ = place();
      why_ = std::move(why);
    }
    return false;
  }
  bool fail_form(const Member& member) { return fail("is not " + std::string(member.form)); }
  bool other_type() { return fail("is of another type"); }

  const DocumentKind& kind_;
  void* into_;
  std::vector<Level> levels_;
  std::uint64_t seen_ = 0;
  std::string place_ = "$";
  std::string why_;
};

/// Looks for the root's member "schema" and stops there.
class SchemaFinder {
 public:
  std::string take() { return std::move(found_); }

  bool string(std::string& value) {
    if (!here_) return true;
    found_ = std::move(value);
    return false;
  }
  bool key(std::string& name) {
    here_ = depth_ == 1 && name == "schema";
    return true;
  }
  bool start_object(std::size_t) { return deeper(); }
  bool start_array(std::size_t) { return deeper(); }
  bool end_object() { return depth_-- > 0; }
  bool end_array() { return depth_-- > 0; }
  bool null() { return !here_; }
  bool boolean(bool) { return !here_; }
  bool number_integer(std::int64_t) { return !here_; }
  bool number_unsigned(std::uint64_t) { return !here_; }
  bool number_float(double, const std::string&) { return !here_; }
  bool binary(json::binary_t&) { return false; }
  bool parse_error(std::size_t, const std::string&, const json::exception&) { return false; }

 private:
  static constexpr int kMaxDepth = 8;
  bool deeper() { return !here_ && ++depth_ <= kMaxDepth; }

  std::string found_;
  int depth_ = 0;
  bool here_ = false;
};

}  // namespace

base::Error refused(const DocumentKind& kind, std::string_view place, std::string_view what) {
  std::string text(kind.name);
  text.append(": ").append(place).append(" ").append(what).append("; write it as ").append(kind.schema).append(" says");
  return base::rejected(std::move(text));
}

base::Result<std::uint64_t> read_document(std::string_view text, const DocumentKind& kind, void* into) {
  if (text.size() > kind.max_bytes) {
    return refused(kind, "$", "is larger than " + std::to_string(kind.max_bytes) + " bytes");
  }
  // The library skips a byte order mark, and takes NUL for the end.
  if (text.starts_with("\xEF\xBB\xBF")) return refused(kind, "$", "begins with a byte order mark");
  if (text.find('\0') != std::string_view::npos) return refused(kind, "$", "holds NUL");
  try {
    Filler filler(kind, into);
    if (!json::sax_parse(text.begin(), text.end(), &filler)) return filler.error();
    return filler.seen();
  } catch (const std::exception&) {
    return base::broken(std::string(kind.name) + ": the parser failed");
  }
}

std::string document_schema(std::string_view text) {
  try {
    SchemaFinder finder;
    json::sax_parse(text.begin(), text.end(), &finder);
    return finder.take();
  } catch (const std::exception&) {
    return {};
  }
}

}  // namespace gateway::io
