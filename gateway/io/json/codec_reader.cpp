#include "gateway/io/json/codec_reader.h"

#include <algorithm>
#include <array>
#include <boost/json/basic_parser_impl.hpp>
#include <cmath>

namespace gateway::io {

namespace {

namespace json = boost::json;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

/// What the parser calls, for one whose own functions answer whether to go on. Texts that come in parts, for something
/// in them is escaped, are put together first.
template <typename Taker>
class Events : public Taker {
 public:
  using Taker::Taker;

  // The shapes say how much is allowed.
  static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_array_size = max_object_size;
  static constexpr std::size_t max_key_size = max_object_size;
  static constexpr std::size_t max_string_size = max_object_size;

  using Code = json::error_code;
  using Text = json::string_view;

  bool on_document_begin(Code&) { return true; }
  bool on_document_end(Code&) { return true; }
  bool on_object_begin(Code& code) { return go_on(Taker::start_object(), code); }
  bool on_object_end(std::size_t, Code& code) { return go_on(Taker::end_object(), code); }
  bool on_array_begin(Code& code) { return go_on(Taker::start_array(), code); }
  bool on_array_end(std::size_t, Code& code) { return go_on(Taker::end_array(), code); }
  bool on_key_part(Text part, std::size_t, Code&) { return keep(part); }
  bool on_key(Text rest, std::size_t, Code& code) { return go_on(Taker::key(whole(rest)), code); }
  bool on_string_part(Text part, std::size_t, Code&) { return keep(part); }
  bool on_string(Text rest, std::size_t, Code& code) { return go_on(Taker::string(whole(rest)), code); }
  bool on_number_part(Text, Code&) { return true; }
  bool on_int64(std::int64_t value, Text, Code& code) { return go_on(Taker::integer(value), code); }
  bool on_uint64(std::uint64_t, Text, Code& code) { return go_on(Taker::integer_too_large(), code); }
  bool on_double(double value, Text, Code& code) { return go_on(std::isfinite(value) && Taker::fraction(), code); }
  bool on_bool(bool value, Code& code) { return go_on(Taker::boolean(value), code); }
  bool on_null(Code& code) { return go_on(Taker::null(), code); }
  bool on_comment_part(Text, Code&) { return false; }
  bool on_comment(Text, Code&) { return false; }

 private:
  static bool go_on(bool well, Code& code) {
    if (!well) code = json::error::exception;
    return well;
  }

  bool keep(Text part) {
    kept_.append(part.data(), part.size());
    in_parts_ = true;
    return true;
  }
  std::string_view whole(Text rest) {
    if (!in_parts_) return {rest.data(), rest.size()};
    joined_ = std::move(kept_);
    joined_.append(rest.data(), rest.size());
    kept_.clear();
    in_parts_ = false;
    return joined_;
  }

  std::string kept_;
  std::string joined_;
  bool in_parts_ = false;
};

/// Runs a document through a taker. None: it was read to its end. Else where the parser stopped, from 0.
template <typename Taker>
std::optional<std::size_t> parse(json::basic_parser<Events<Taker>>& parser, std::string_view text) {
  json::error_code code;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), code);
  if (!code && read == text.size()) return std::nullopt;
  return read;
}

/// Takes the parser's events and fills the object as its shape says.
class Filler {
 public:
  Filler(const DocumentKind& kind, void* into) : kind_(kind), into_(into) {}

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
    member->set_boolean(level().into, value);
    return true;
  }

  bool integer(std::int64_t value) {
    const Member* member = expected();
    if (member == nullptr || member->kind != (in_array() ? Member::Kind::integers : Member::Kind::integer)) {
      return other_type();
    }
    return member->set_integer(level().into, value) || fail_form(*member);
  }

  bool integer_too_large() { return fail("is too large"); }
  bool fraction() { return other_type(); }

  bool string(std::string_view value) {
    const Member* member = expected();
    if (member == nullptr || member->kind != (in_array() ? Member::Kind::texts : Member::Kind::text)) {
      return other_type();
    }
    if (value.find('\0') != std::string_view::npos) return fail("holds NUL");
    if (value.size() > member->max_length && characters(value) > member->max_length) {
      return fail("is longer than " + std::to_string(member->max_length) + " characters");
    }
    if (!member->constant.empty()) return value == member->constant || fail_form(*member);
    text_.assign(value);
    return member->set_text(level().into, text_) || fail_form(*member);
  }

  bool start_object() {
    if (depth_ == 0) return deeper({.shape = &kind_.shape, .into = into_});
    const Member* member = expected();
    if (member == nullptr || member->kind != (in_array() ? Member::Kind::objects : Member::Kind::object))
      return other_type();
    return deeper({.shape = member->shape, .into = member->enter(level().into)});
  }

  bool key(std::string_view name) {
    Level& level = this->level();
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
    Level& level = this->level();
    level.member = nullptr;
    for (std::size_t i = 0; i < level.shape->members.size(); ++i) {
      const Member& member = level.shape->members[i];
      if (member.required && (level.seen >> i & 1) == 0) {
        level.member = &member;
        return fail("is missing");
      }
    }
    if (depth_ == 1) seen_ = level.seen;
    --depth_;
    return true;
  }

  bool start_array() {
    const Member* member = expected();
    if (member == nullptr || in_array() || !is_array(member->kind)) return other_type();
    return deeper({.into = level().into, .member = member});
  }

  bool end_array() {
    --depth_;
    return true;
  }

  /// Where nobody has said no, the text is no JSON.
  void stopped(std::size_t at) { fail("is malformed JSON near byte " + std::to_string(at + 1)); }

 private:
  struct Level {
    const Shape* shape = nullptr;  ///< None for an array.
    void* into = nullptr;
    const Member* member = nullptr;  ///< Whose value comes next, or which array this is.
    std::uint64_t seen = 0;
    std::size_t next = 0;
    std::size_t items = 0;
  };

  Level& level() { return levels_[depth_ - 1]; }
  static bool is_array(Member::Kind kind) {
    return kind == Member::Kind::objects || kind == Member::Kind::texts || kind == Member::Kind::integers;
  }
  bool in_array() const { return levels_[depth_ - 1].shape == nullptr; }

  bool deeper(const Level& next) {
    // No shape is as deep.
    if (depth_ == levels_.size()) return fail("is too deep");
    levels_[depth_++] = next;
    return true;
  }

  /// Whose value it is; null for a root that is no object.
  const Member* expected() {
    if (depth_ == 0) return nullptr;
    Level& level = this->level();
    if (in_array() && ++level.items > level.member->max_items) {
      fail("has more than " + std::to_string(level.member->max_items) + " elements");
      return nullptr;
    }
    return level.member;
  }

  std::string place() const {
    std::string path = "$";
    for (std::size_t i = 0; i < depth_; ++i) {
      const Level& level = levels_[i];
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
  std::array<Level, 8> levels_;
  std::size_t depth_ = 0;
  std::uint64_t seen_ = 0;
  std::string text_;
  std::string place_ = "$";
  std::string why_;
};

/// Looks for the root's member "schema" and stops there.
class SchemaFinder {
 public:
  std::string take() { return std::move(found_); }

  bool string(std::string_view value) {
    if (!here_) return true;
    found_ = value;
    return false;
  }
  bool key(std::string_view name) {
    here_ = depth_ == 1 && name == "schema";
    return true;
  }
  bool start_object() { return deeper(); }
  bool start_array() { return deeper(); }
  bool end_object() { return depth_-- > 0; }
  bool end_array() { return depth_-- > 0; }
  bool null() const { return !here_; }
  bool boolean(bool) const { return !here_; }
  bool integer(std::int64_t) const { return !here_; }
  bool integer_too_large() const { return !here_; }
  bool fraction() const { return !here_; }

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
  if (text.starts_with(kByteOrderMark)) return refused(kind, "$", "begins with a byte order mark");
  if (text.find('\0') != std::string_view::npos) return refused(kind, "$", "holds NUL");
  try {
    json::basic_parser<Events<Filler>> parser(json::parse_options(), kind, into);
    const auto stopped = parse(parser, text);
    if (!stopped) return parser.handler().seen();
    parser.handler().stopped(*stopped);
    return parser.handler().error();
  } catch (const std::exception&) {
    return base::broken(std::string(kind.name) + ": the parser failed");
  }
}

std::string document_schema(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());  // Its own kind is to refuse it.
  try {
    json::basic_parser<Events<SchemaFinder>> parser{json::parse_options()};
    parse(parser, text);
    return parser.handler().take();
  } catch (const std::exception&) {
    return {};
  }
}

}  // namespace gateway::io
