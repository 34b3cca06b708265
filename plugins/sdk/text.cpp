#include "plugins/sdk/text.h"

#include <array>
#include <cstring>

namespace sdk {
namespace {

// Windows-1252, 80-9F; 0 where it leaves a byte undefined.
constexpr std::array<std::uint16_t, 32> kWindows = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                                    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

void append(char32_t point, std::string& to) {
  if (point < 0x80) {
    to.push_back(static_cast<char>(point));
  } else if (point < 0x800) {
    to.push_back(static_cast<char>(0xC0 | (point >> 6)));
    to.push_back(static_cast<char>(0x80 | (point & 0x3F)));
  } else {
    to.push_back(static_cast<char>(0xE0 | (point >> 12)));
    to.push_back(static_cast<char>(0x80 | ((point >> 6) & 0x3F)));
    to.push_back(static_cast<char>(0x80 | (point & 0x3F)));
  }
}

/// The length of the well-formed UTF-8 sequence at `at`, or 0.
std::size_t sequence(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) -> unsigned {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
  };
  const auto tail = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const auto first = byte(0);
  if (first == 0) return 0;
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return tail(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    if (!tail(1) || !tail(2)) return 0;
    if (first == 0xE0 && byte(1) < 0xA0) return 0;
    if (first == 0xED && byte(1) > 0x9F) return 0;
    return 3;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    if (!tail(1) || !tail(2) || !tail(3)) return 0;
    if (first == 0xF0 && byte(1) < 0x90) return 0;
    if (first == 0xF4 && byte(1) > 0x8F) return 0;
    return 4;
  }
  return 0;
}

/// How many bytes from the beginning are ASCII and not NUL.
std::size_t plain(std::string_view bytes, std::size_t at) {
  constexpr std::uint64_t kHigh = 0x8080808080808080U;
  constexpr std::uint64_t kOnes = 0x0101010101010101U;
  for (; at + 8 <= bytes.size(); at += 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes.data() + at, 8);
    if (((eight & kHigh) | ((eight - kOnes) & ~eight & kHigh)) != 0) break;
  }
  while (at < bytes.size() && static_cast<unsigned char>(bytes[at]) - 1U < 0x7F) ++at;
  return at;
}

}  // namespace

std::optional<Encoding> parse_encoding(std::string_view name) {
  const auto folded = fold(name);
  if (folded == "utf-8" || folded == "utf8") return Encoding::utf_8;
  if (folded == "windows-1252" || folded == "cp1252") return Encoding::windows_1252;
  if (folded == "iso-8859-1" || folded == "latin1") return Encoding::iso_8859_1;
  return std::nullopt;
}

Bytes look_at(std::string_view bytes) {
  auto answer = Bytes::ascii;
  for (std::size_t at = plain(bytes, 0); at < bytes.size(); at = plain(bytes, at)) {
    const auto length = sequence(bytes, at);
    if (length == 0) return Bytes::other;
    answer = Bytes::utf_8;
    at += length;
  }
  return answer;
}

bool can_be(Encoding encoding, std::string_view bytes) {
  if (encoding == Encoding::utf_8) return look_at(bytes) != Bytes::other;
  for (std::size_t at = plain(bytes, 0); at < bytes.size(); at = plain(bytes, at + 1)) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    if (byte == 0) return false;
    if (byte >= 0xA0) continue;
    if (encoding == Encoding::iso_8859_1 || kWindows[byte - 0x80U] == 0) return false;
  }
  return true;
}

bool append_utf8(Encoding encoding, std::string_view bytes, std::string& to) {
  bool good = true;
  for (std::size_t at = 0; at < bytes.size();) {
    const auto end = plain(bytes, at);
    to.append(bytes.substr(at, end - at));
    at = end;
    if (at >= bytes.size()) break;
    const auto byte = static_cast<unsigned char>(bytes[at]);
    if (encoding == Encoding::utf_8) {
      const auto length = sequence(bytes, at);
      if (length > 0) {
        to.append(bytes.substr(at, length));
        at += length;
        continue;
      }
    } else if (byte >= 0xA0) {
      append(byte, to);
      ++at;
      continue;
    } else if (encoding == Encoding::windows_1252 && byte != 0 && kWindows[byte - 0x80U] != 0) {
      append(kWindows[byte - 0x80U], to);
      ++at;
      continue;
    }
    good = false;
    to.append(kReplacement);
    ++at;
  }
  return good;
}

std::string_view trim(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\v' || c == '\f'; };
  for (;;) {
    if (!text.empty() && blank(text.front())) {
      text.remove_prefix(1);
    } else if (text.starts_with("\xC2\xA0")) {
      text.remove_prefix(2);
    } else {
      break;
    }
  }
  for (;;) {
    if (!text.empty() && blank(text.back())) {
      text.remove_suffix(1);
    } else if (text.ends_with("\xC2\xA0")) {
      text.remove_suffix(2);
    } else {
      return text;
    }
  }
}

std::string fold(std::string_view text) {
  std::string folded(text);
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const auto byte = static_cast<unsigned char>(folded[i]);
    if (byte >= 'A' && byte <= 'Z') {
      folded[i] = static_cast<char>(byte + 32);
    } else if (byte == 0xC3 && i + 1 < folded.size()) {
      const auto second = static_cast<unsigned char>(folded[i + 1]);
      if (second >= 0x80 && second <= 0x9E && second != 0x97) folded[i + 1] = static_cast<char>(second + 0x20);
      ++i;
    }
  }
  return folded;
}

std::string_view cut(std::string_view text, std::size_t characters) {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) continue;
    if (characters == 0) break;
    --characters;
  }
  return text.substr(0, at);
}

bool fits(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  auto star = std::string_view::npos;
  std::size_t retry = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      retry = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++retry;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace sdk
