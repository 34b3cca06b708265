#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::architecture {

/// Whether twelve digits, YYYYMMDDNNNN, are one of Skatteverket's test numbers, by the rule that needs no list or by
/// the list of domain.md §7, or of a birth of 1800 to 1839, for which no number was ever issued.
bool invented(std::string_view twelve);

/// Every person number in a text that may be somebody's, as it is written there: right date and right check digit,
/// with or without century and sign. Of ten digits any century counts that makes it invented.
std::vector<std::string> others_numbers(std::string_view text);

/// The same of every file below the folders in which there are samples, configuration, pages, tests and demonstrations:
/// "path:line: what", without the number.
std::vector<std::string> number_complaints(const std::filesystem::path& root);

}  // namespace gateway::architecture
