#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/clear.h"
#include "gateway/core/decision.h"
#include "gateway/core/directory.h"
#include "gateway/ports/codec.h"

/// Values of the core as the text of one column, and back. Reading throws StoreError where the text is damaged.
namespace gateway::io::store {

std::string pack(const std::vector<core::Reason>& reasons);
std::vector<core::Reason> unpack_reasons(std::string_view text);

std::string pack(const std::vector<core::UnitOutcome>& units);
std::vector<core::UnitOutcome> unpack_units(std::string_view text);
/// How many they are.
std::size_t units_in(std::string_view text);

/// Nothing for a standing that says nothing, as most do.
std::optional<std::string> pack(const core::Standing& standing);
core::Standing unpack_standing(std::string_view text);

/// Everything of a message but its registration's id.
std::string pack(const core::Message& message);
core::Message unpack_message(std::string_view text, const base::RegistrationId& registration);

/// Personal data: only ever sealed.
std::string pack(const core::Person& person);
core::Person unpack_person(std::string_view text);

std::string pack(const core::DirectoryRows& rows);
core::DirectoryRows unpack_directory(std::string_view text);

std::string pack(const std::vector<std::string>& texts);
std::vector<std::string> unpack_texts(std::string_view text);
std::string pack(const std::vector<ports::SetFault>& faults);
std::vector<ports::SetFault> unpack_faults(std::string_view text);

/// The outcomes of the units as bits, 1 << outcome, and 1 << 7 where one has warnings: what lists select by.
std::int64_t outcome_bits(const std::vector<core::UnitOutcome>& units);
inline constexpr std::int64_t kWarningBit = 1 << 7;
constexpr std::int64_t outcome_bit(core::Outcome outcome) {
  return std::int64_t{1} << static_cast<int>(outcome);
}

std::optional<core::Code> parse_code(std::string_view id);

}  // namespace gateway::io::store
