#include "gateway/core/swedish.h"

#include <cstdint>

namespace gateway::core {

namespace {

constexpr char32_t kAring = U'z' + 1;
constexpr char32_t kAdiaeresis = U'z' + 2;
constexpr char32_t kOdiaeresis = U'z' + 3;
constexpr char32_t kBroken = 0xFFFD;

/// Takes one code point off the front; kBroken, and one byte, where there is none.
char32_t take(std::string_view& text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t first = byte(0);
  const std::size_t size = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  char32_t code = size == 1 ? first : first & (0xFFU >> (size + 1));
  bool whole = first < 0x80 || (first >= 0xC2 && first < 0xF5 && text.size() >= size);
  for (std::size_t i = 1; whole && i < size; ++i) {
    whole = (byte(i) & 0xC0U) == 0x80;
    code = (code << 6U) | (byte(i) & 0x3FU);
  }
  text.remove_prefix(whole ? size : 1);
  return whole ? code : kBroken;
}

/// The base letters of U+00C0 to U+00FF; '{' '|' '}' stand for å ä ö, which follow z.
constexpr std::string_view kLatin1 = "aaaa|{|ceeeeiiiidnoooo}*}uuuuytsaaaa|{|ceeeeiiiidnoooo}*}uuuuyty";
/// The base letters of U+0100 to U+017F.
constexpr std::string_view kExtended =
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(kLatin1.size() == 64 && kExtended.size() == 128);

bool is_mark(char32_t code) {
  return code >= 0x300 && code <= 0x36F;
}

char32_t letter(char32_t code, bool for_order) {
  if (code >= U'A' && code <= U'Z') return code + 32;
  if (code < 0x80) return code > U'z' || code < U' ' ? U' ' : code;
  if (code == 0xA0) return U' ';
  if (for_order && (code == 0xDC || code == 0xFC)) return U'y';
  if (code == 0xD7 || code == 0xF7) return code;  // × ÷
  if (code >= 0xC0 && code <= 0xFF) {
    const char base = kLatin1[code - 0xC0];
    if (base == '{') return kAring;
    if (base == '|') return kAdiaeresis;
    if (base == '}') return kOdiaeresis;
    return static_cast<char32_t>(base);
  }
  if (code >= 0x100 && code <= 0x17F) return static_cast<char32_t>(kExtended[code - 0x100]);
  return code;
}

/// The letter that a combining mark makes of the one before it.
char32_t marked(char32_t before, char32_t mark, bool for_order) {
  if (mark == 0x30A && before == U'a') return kAring;
  if (mark == 0x308 && before == U'a') return kAdiaeresis;
  if (mark == 0x308 && before == U'o') return kOdiaeresis;
  if (mark == 0x308 && before == U'u' && for_order) return U'y';
  return before;
}

std::u32string fold(std::string_view utf8, bool for_order) {
  std::u32string text;
  text.reserve(utf8.size());
  while (!utf8.empty()) {
    const char32_t code = take(utf8);
    if (is_mark(code)) {
      if (!text.empty()) text.back() = marked(text.back(), code, for_order);
      continue;
    }
    const char32_t next = letter(code, for_order);
    if (next == U' ' && (text.empty() || text.back() == U' ')) continue;
    text += next;
  }
  if (!text.empty() && text.back() == U' ') text.pop_back();
  return text;
}

}  // namespace

std::u32string folded(std::string_view utf8) {
  return fold(utf8, false);
}

std::u32string sort_key(std::string_view utf8) {
  return fold(utf8, true);
}

bool matches(std::u32string_view pattern, std::u32string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::u32string_view::npos;  // The last `*`, and where its run begins to be longer.
  std::size_t retry = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == U'*') {
      star = p++;
      retry = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::u32string_view::npos) {
      p = star + 1;
      t = ++retry;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == U'*') ++p;
  return p == pattern.size();
}

}  // namespace gateway::core
