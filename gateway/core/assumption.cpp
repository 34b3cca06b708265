#include "gateway/core/assumption.h"

#include <array>
#include <cstddef>

namespace gateway::core {

namespace {

constexpr std::array<std::string_view, 4> kAssumptions = {"withdrawn_before_sent", "withdrawn_in_finsam",
                                                          "withdrawn_after_end", "cooperation_counted_by"};
constexpr std::array<std::string_view, 5> kValues = {"anonymous", "nothing", "out_that_day", "tell_fk", "both_offices"};

constexpr Assumed kBeforeSent[] = {Assumed::anonymous, Assumed::nothing};
constexpr Assumed kInFinsam[] = {Assumed::out_that_day};
constexpr Assumed kAfterEnd[] = {Assumed::tell_fk, Assumed::nothing};
constexpr Assumed kCountedBy[] = {Assumed::both_offices};

}  // namespace

std::span<const Assumed> known_values(Assumption assumption) {
  switch (assumption) {
    case Assumption::withdrawn_before_sent:
      return kBeforeSent;
    case Assumption::withdrawn_in_finsam:
      return kInFinsam;
    case Assumption::withdrawn_after_end:
      return kAfterEnd;
    case Assumption::cooperation_counted_by:
      return kCountedBy;
  }
  return {};
}

std::string_view name(Assumption assumption) {
  return kAssumptions[static_cast<std::size_t>(assumption)];
}

std::string_view name(Assumed value) {
  return kValues[static_cast<std::size_t>(value)];
}

}  // namespace gateway::core
