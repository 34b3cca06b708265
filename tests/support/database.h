#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace gateway::support {

using Row = std::vector<std::string>;

/// What a query finds in a ledger, read beside whoever writes it: numbers as text, blobs as hex, NULL as "".
/// For tests that judge a ledger from outside. Throws std::runtime_error.
std::vector<Row> select(const std::filesystem::path& database, const std::string& sql);

/// The one number that a query finds.
long long select_number(const std::filesystem::path& database, const std::string& sql);

/// Changes a ledger behind its owner's back, as damage or an intruder would: the number of rows changed last.
int change(const std::filesystem::path& database, const std::string& sql);

}  // namespace gateway::support
