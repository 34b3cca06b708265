#pragma once

#include <string>
#include <vector>

#include "gateway/core/directory.h"
#include "gateway/io/config/reader.h"

namespace gateway::io {

/// An organisation number as ten digits, of what people write: "222000-0000", with the prefix 16 or without. Empty
/// where the key is not there; a fault, which does not repeat it, where it is none.
std::string read_organisation_number(Reader& table, std::string_view key);

/// A kommunkod; empty where the key is not there.
std::string read_municipality(Reader& table, std::string_view key);
std::vector<std::string> read_municipalities(Reader& table, std::string_view key);

/// `direction` = "individual" | "structural".
core::Direction read_direction(Reader& table);

/// `branch` = "ta" | "fv".
core::Branch read_branch(Reader& table);

}  // namespace gateway::io
