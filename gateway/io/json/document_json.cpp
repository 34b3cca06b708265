#include "gateway/io/json/document_json.h"

#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <unordered_set>
#include <vector>

namespace gateway::io {
namespace {

using nlohmann::json;

/// Takes the parser's events and builds the tree. Events come in the order of the text, so a cursor that steps over
/// each token finds the place of every value, which the parser does not tell.
class Builder final : public nlohmann::json_sax<json> {
 public:
  Builder(std::string_view text, JsonLimits limits) : text_(text), limits_(limits) {}

  base::Document take() { return std::move(root_); }
  const std::string& why() const { return why_; }
  std::size_t offset() const { return offset_; }

  bool null() override { return word(base::Document(), 4); }
  bool boolean(bool value) override { return word(value, value ? 4 : 5); }
  bool number_integer(std::int64_t value) override { return number(value); }
  bool number_unsigned(std::uint64_t value) override {
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return integer_too_large();
    return number(static_cast<std::int64_t>(value));
  }
  bool number_float(double value, const std::string& token) override {
    if (token.find_first_of(".eE") == std::string::npos) return integer_too_large();
    return number(value);
  }
  bool string(std::string& value) override {
    seek();
    const auto start = at_;
    skip_string();
    if (value.find('\0') != std::string::npos) return fail("a string holds NUL", start);
    return put(base::Document(std::move(value)), start);
  }
  bool binary(json::binary_t&) override { return fail("binary values are not JSON", at_); }

  bool start_object(std::size_t) override { return open(base::Document(base::Document::Object())); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(base::Document(base::Document::Array())); }
  bool end_array() override { return close(); }

  bool key(std::string& name) override {
    seek();
    const auto start = at_;
    skip_string();
    if (name.find('\0') != std::string::npos) return fail("a key holds NUL", start);
    if (!levels_.back().keys.insert(name).second) return fail("a key stands twice in one object", start);
    levels_.back().key = std::move(name);
    return true;
  }

  bool parse_error(std::size_t position, const std::string&, const json::exception& fault) override {
    // 406: a number beyond double. Everything else is form; the library's own words would quote the text.
    fail(fault.id == 406 ? "a number is too large" : "malformed", position > 0 ? position - 1 : 0);
    return false;
  }

 private:
  struct Level {
    base::Document value;
    std::string key;
    std::unordered_set<std::string> keys;
  };

  bool fail(std::string why, std::size_t offset) {
    why_ = std::move(why);
    offset_ = std::min(offset, text_.size());
    return false;
  }
  bool integer_too_large() {
    seek();
    return fail("an integer does not fit 64 bits", at_);
  }

  void seek() { at_ = std::min(text_.find_first_not_of(" \t\r\n,:", at_), text_.size()); }
  void skip_string() {
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_)
      if (text_[at_] == '\\') ++at_;
    ++at_;
  }

  bool word(base::Document value, std::size_t length) {
    seek();
    const auto start = at_;
    at_ += length;
    return put(std::move(value), start);
  }
  bool number(base::Document value) {
    seek();
    const auto start = at_;
    at_ = std::min(text_.find_first_not_of("+-.0123456789eE", at_), text_.size());
    return put(std::move(value), start);
  }
  bool open(base::Document value) {
    seek();
    if (levels_.size() >= limits_.max_depth) return fail("arrays and objects are too deep", at_);
    place(value, at_++);
    levels_.push_back({.value = std::move(value), .key = {}, .keys = {}});
    return true;
  }
  bool close() {
    seek();
    ++at_;
    auto done = std::move(levels_.back().value);
    levels_.pop_back();
    store(std::move(done));
    return true;
  }
  bool put(base::Document value, std::size_t start) {
    place(value, start);
    store(std::move(value));
    return true;
  }

  void store(base::Document value) {
    if (levels_.empty()) {
      root_ = std::move(value);
    } else if (auto* array = levels_.back().value.array()) {
      array->push_back(std::move(value));
    } else {
      levels_.back().value.object()->emplace_back(std::move(levels_.back().key), std::move(value));
    }
  }

  void place(base::Document& value, std::size_t start) {
    for (; counted_ < start; ++counted_)
      if (text_[counted_] == '\n') {
        ++line_;
        line_start_ = counted_ + 1;
      }
    value.line = line_;
    value.column = static_cast<std::uint32_t>(start - line_start_ + 1);
  }

  std::string_view text_;
  JsonLimits limits_;
  std::vector<Level> levels_;
  base::Document root_;
  std::size_t at_ = 0;
  std::size_t counted_ = 0;
  std::size_t line_start_ = 0;
  std::uint32_t line_ = 1;
  std::string why_;
  std::size_t offset_ = 0;
};

base::Error malformed(std::string_view text, std::string_view why, std::size_t offset) {
  const auto before = text.substr(0, offset);
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const auto line_end = before.rfind('\n');
  const auto column = line_end == std::string_view::npos ? offset : offset - line_end - 1;
  return base::rejected("JSON: " + std::string(why) + " at offset " + std::to_string(offset) + " (line " +
                        std::to_string(lines + 1) + ", column " + std::to_string(column + 1) + ")");
}

void write(std::string& out, const base::Document& value, int indent);

void write_string(std::string& out, const std::string& text) {
  out += json(text).dump(-1, ' ', false, json::error_handler_t::replace);
}

void new_line(std::string& out, int indent) {
  if (indent < 0) return;
  out += '\n';
  out.append(static_cast<std::size_t>(indent) * 2, ' ');
}

/// `indent` is the depth, or negative for one line.
void write_array(std::string& out, const base::Document::Array& array, int indent) {
  const int inner = indent < 0 ? indent : indent + 1;
  out += '[';
  for (const auto& element : array) {
    if (&element != &array.front()) out += ',';
    new_line(out, inner);
    write(out, element, inner);
  }
  if (!array.empty()) new_line(out, indent);
  out += ']';
}

void write_object(std::string& out, const base::Document::Object& object, int indent) {
  const int inner = indent < 0 ? indent : indent + 1;
  out += '{';
  for (const auto& member : object) {
    if (&member != &object.front()) out += ',';
    new_line(out, inner);
    write_string(out, member.first);
    out += indent < 0 ? ":" : ": ";
    write(out, member.second, inner);
  }
  if (!object.empty()) new_line(out, indent);
  out += '}';
}

void write(std::string& out, const base::Document& value, int indent) {
  if (const auto* object = value.object())
    write_object(out, *object, indent);
  else if (const auto* array = value.array())
    write_array(out, *array, indent);
  else if (const auto* string = value.string())
    write_string(out, *string);
  else if (const auto* integer = value.integer())
    out += std::to_string(*integer);
  else if (const auto* number = value.number())
    out += json(*number).dump();
  else if (const auto* boolean = value.boolean())
    out += *boolean ? "true" : "false";
  else
    out += "null";
}

}  // namespace

base::Result<base::Document> parse_json(std::string_view text, JsonLimits limits) {
  if (text.size() > limits.max_bytes)
    return base::rejected("JSON: larger than " + std::to_string(limits.max_bytes) + " bytes");
  // The library skips a byte order mark, and ends at NUL as if the text ended there.
  if (text.starts_with("\xEF\xBB\xBF")) return malformed(text, "a byte order mark stands", 0);
  if (const auto nul = text.find('\0'); nul != std::string_view::npos) return malformed(text, "NUL stands", nul);
  try {
    Builder builder(text, limits);
    if (!json::sax_parse(text.begin(), text.end(), &builder)) return malformed(text, builder.why(), builder.offset());
    return builder.take();
  } catch (const std::exception&) {
    return base::broken("JSON: the parser failed");
  }
}

std::string to_json(const base::Document& document, bool pretty) {
  std::string out;
  write(out, document, pretty ? 0 : -1);
  return out;
}

}  // namespace gateway::io
