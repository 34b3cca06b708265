#include "gateway/io/log/redaction.h"

#include <array>

namespace gateway::io {

namespace {

constexpr std::string_view kInstead = "[number]";

bool digit(char c) {
  return c >= '0' && c <= '9';
}

bool hex_digit(char c) {
  return digit(c) || (c >= 'a' && c <= 'f');
}

bool word(char c) {
  return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Reads on in a text; every step that finds what it looks for moves behind it.
class Steps {
 public:
  Steps(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  std::size_t at() const { return at_; }
  bool at_digit() const { return at_ < text_.size() && digit(text_[at_]); }

  /// The number that `count` digits make, or -1.
  int number(std::size_t count) {
    int value = 0;
    for (std::size_t i = 0; i < count; ++i, ++at_) {
      if (!at_digit()) return -1;
      value = value * 10 + (text_[at_] - '0');
    }
    return value;
  }

  bool step(std::string_view what) {
    if (!text_.substr(at_).starts_with(what)) return false;
    at_ += what.size();
    return true;
  }

  /// Dashes and blanks of all kinds that people and programs write there.
  void separator() {
    constexpr std::array<std::string_view, 11> kSeparators = {
        "-", "+", " ", ".", "\u00A0", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212"};
    for (const std::string_view one : kSeparators) {
      if (step(one)) return;
    }
  }

 private:
  std::string_view text_;
  std::size_t at_;
};

/// Where the person number that begins at `at` ends, or `at` where none does.
std::size_t end_of_number(std::string_view text, std::size_t at, std::size_t year_digits) {
  Steps steps(text, at);
  const int year = steps.number(year_digits);
  const bool dashes = steps.step("-");
  const int month = steps.number(2);
  if (dashes && !steps.step("-")) return at;
  const int day = steps.number(2);
  if (year < 0 || month < 1 || month > 12) return at;
  if (!(day >= 1 && day <= 31) && !(day >= 61 && day <= 91)) return at;
  if (year_digits == 4 && (year < 1800 || year > 2199)) return at;
  steps.separator();
  if (steps.number(4) < 0 || steps.at_digit()) return at;
  return steps.at();
}

/// Where the id or digest that begins at `at` ends, or `at`.
std::size_t end_of_id(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && hex_digit(text[end])) ++end;
  const bool whole = end == text.size() || !word(text[end]);
  return whole && (end - at == 32 || end - at == 64) ? end : at;
}

}  // namespace

std::string redacted(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const bool after_word = at > 0 && word(text[at - 1]);
    if (!after_word) {
      if (const std::size_t end = end_of_id(text, at); end > at) {
        out.append(text, at, end - at);
        at = end;
        continue;
      }
    }
    if (digit(text[at]) && (at == 0 || !digit(text[at - 1]))) {
      std::size_t end = end_of_number(text, at, 4);
      if (end == at) end = end_of_number(text, at, 2);
      if (end > at) {
        out += kInstead;
        at = end;
        continue;
      }
    }
    out += text[at++];
  }
  return out;
}

}  // namespace gateway::io
