#include "tests/architecture/number_rules.h"

#include <algorithm>
#include <array>
#include <fstream>

namespace gateway::architecture {

namespace fs = std::filesystem;

namespace {

constexpr std::array<std::string_view, 6> kFolders = {"config", "contracts", "deploy", "gateway", "plugins", "tests"};

/// Listed by Skatteverket outside the rule: samordningsnummer, and births of 1926.
constexpr std::array<std::string_view, 9> kListed = {"197001782395", "197001902399", "197002822398",
                                                     "197003812380", "197004642398", "197004712381",
                                                     "192601049030", "192601108356", "192602097095"};

bool digit(char c) {
  return c >= '0' && c <= '9';
}

bool of_a_word(char c) {
  return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Doubled from the first of ten digits, in sums of digits (Luhn).
bool check_digit_holds(std::string_view ten) {
  int sum = 0;
  for (std::size_t i = 0; i < ten.size(); ++i) {
    const int product = (ten[i] - '0') * (i % 2 == 0 ? 2 : 1);
    sum += product > 9 ? product - 9 : product;
  }
  return sum % 10 == 0;
}

/// A month and a day, or a day with 60 added, as in a samordningsnummer.
bool may_be_born(std::string_view month_and_day) {
  const std::string_view month = month_and_day.substr(0, 2);
  const std::string_view day = month_and_day.substr(2, 2);
  const bool of_a_month = (day >= "01" && day <= "31") || (day >= "61" && day <= "91");
  return month >= "01" && month <= "12" && of_a_month;
}

/// The length of what is written like a person number at `at`, and its digits in `digits`; 0 where nothing is.
std::size_t written_at(std::string_view text, std::size_t at, std::string& digits) {
  digits.clear();
  std::size_t end = at;
  while (end < text.size() && digit(text[end])) digits += text[end++];
  const bool sign = end < text.size() && (text[end] == '-' || text[end] == '+');
  if (sign && (digits.size() == 6 || digits.size() == 8)) {
    std::size_t last = end + 1;
    while (last < text.size() && digit(text[last])) digits += text[last++];
    if (last - end != 5) return 0;
    end = last;
  }
  const bool whole = end == text.size() || !of_a_word(text[end]);
  return whole && (digits.size() == 10 || digits.size() == 12) ? end - at : 0;
}

}  // namespace

bool invented(std::string_view twelve) {
  if (std::find(kListed.begin(), kListed.end(), twelve) != kListed.end()) return true;
  const std::string_view born = twelve.substr(0, 8);
  if (born >= "18000101" && born <= "18391231") return true;
  const std::string_view serial = twelve.substr(8, 3);
  if (serial != "238" && serial != "239") return false;
  const bool left_out = born == "19800101" || born == "19891220" || born.substr(0, 6) == "199001";
  return born >= "19760201" && born <= "19991231" && born.substr(6) <= "31" && !left_out;
}

std::vector<std::string> others_numbers(std::string_view text) {
  std::vector<std::string> found;
  std::string digits;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!digit(text[at]) || (at > 0 && of_a_word(text[at - 1]))) continue;
    const std::size_t length = written_at(text, at, digits);
    if (length == 0) continue;
    const std::string ten = digits.substr(digits.size() - 10);
    const bool issued = digits.size() == 10 || (digits >= "18" && digits < "21");
    if (!issued || !may_be_born(std::string_view(ten).substr(2)) || !check_digit_holds(ten)) continue;
    const bool ours =
        digits.size() == 12 ? invented(digits) : invented("18" + ten) || invented("19" + ten) || invented("20" + ten);
    if (!ours) found.emplace_back(text.substr(at, length));
    at += length - 1;
  }
  return found;
}

std::vector<std::string> number_complaints(const fs::path& root) {
  std::vector<std::string> out;
  const auto look = [&](const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::size_t number = 0;
    for (std::string line; std::getline(in, line);) {
      ++number;
      for (std::size_t i = 0; i < others_numbers(line).size(); ++i) {
        out.push_back(fs::relative(path, root).generic_string() + ":" + std::to_string(number) +
                      ": has a person number that is not one of Skatteverket's test numbers");
      }
    }
  };
  for (const auto folder : kFolders) {
    if (!fs::exists(root / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      if (entry.is_regular_file()) look(entry.path());
    }
  }
  if (fs::exists(root / "README.md")) look(root / "README.md");
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace gateway::architecture
