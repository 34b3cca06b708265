#pragma once

#include <string>
#include <string_view>

namespace gateway::report {

/// The local id as it may be shown: empty where it holds what reads as a person number. A key made of person, insats
/// and start holds one; such a row is shown by file and line only. Digits count whether or not the check digit is
/// right: a mistyped number still tells who it is.
std::string shown_local_id(std::string_view key);

}  // namespace gateway::report
