#include "gateway/core/decision.h"

#include <array>

namespace gateway::core {

namespace {
constexpr std::array<std::string_view, 4> kUnits = {"in", "out", "change", "task"};
constexpr std::array<std::string_view, 7> kOutcomes = {"accepted", "anonymous", "rejected", "parked",
                                                       "proposed", "outside",   "unchanged"};
}  // namespace

std::string_view name(Unit unit) {
  return kUnits[static_cast<std::size_t>(unit)];
}

std::string_view name(Outcome outcome) {
  return kOutcomes[static_cast<std::size_t>(outcome)];
}

std::optional<Outcome> parse_outcome(std::string_view name) {
  for (std::size_t i = 0; i < kOutcomes.size(); ++i) {
    if (kOutcomes[i] == name) return static_cast<Outcome>(i);
  }
  return std::nullopt;
}

}  // namespace gateway::core
