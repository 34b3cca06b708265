#include "gateway/core/explain/basis.h"

#include <algorithm>
#include <charconv>

namespace gateway::core {

namespace {

constexpr char kFirst = 'a';
constexpr auto kFacts = static_cast<int>(Fact::activity) + 1;

/// Takes a number off the text's front.
std::optional<std::int32_t> number_of(std::string_view& text) {
  std::int32_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

void append(std::string& out, std::int32_t value) {
  char digits[12];
  const auto written = std::to_chars(digits, digits + sizeof digits, value);
  out.append(digits, written.ptr);
}

}  // namespace

bool operator==(const Basis& a, const Basis& b) {
  const auto one = a.facts();
  const auto other = b.facts();
  return a.policy == b.policy && a.decided == b.decided &&
         std::equal(one.begin(), one.end(), other.begin(), other.end());
}

std::string pack(const Basis& basis) {
  std::string out;
  out.reserve(40);
  append(out, basis.decided.days());
  for (const CodedFact& fact : basis.facts()) {
    out += static_cast<char>(kFirst + static_cast<int>(fact.fact));
    append(out, is_date(fact.fact) ? basis.decided.days() - fact.value : fact.value);
    if (fact.as_of == basis.decided) continue;
    out += '@';
    append(out, basis.decided.days() - fact.as_of.days());
  }
  return out;
}

std::optional<Basis> unpack_basis(std::string_view text) {
  Basis basis;
  const auto decided = number_of(text);
  if (!decided) return std::nullopt;
  basis.decided = base::Date::from_days(*decided);
  while (!text.empty()) {
    const int letter = text.front() - kFirst;
    if (letter < 0 || letter >= kFacts) return std::nullopt;
    text.remove_prefix(1);
    const auto fact = static_cast<Fact>(letter);
    const auto value = number_of(text);
    if (!value) return std::nullopt;
    base::Date as_of = basis.decided;
    if (!text.empty() && text.front() == '@') {
      text.remove_prefix(1);
      const auto age = number_of(text);
      if (!age) return std::nullopt;
      as_of = basis.decided - std::chrono::days(*age);
    }
    basis.add(fact, is_date(fact) ? *decided - *value : *value, as_of);
  }
  return basis;
}

}  // namespace gateway::core
