#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace gateway::io {

/// Where a text goes deeper than allowed.
struct TooDeep {
  std::uint32_t line = 0;
};

/// Looks over TOML before it is parsed: brackets inside one another, and parts of a dotted key. The library bounds only
/// values inside one another; a key of a million dots would end it (and every tree made of it) by stack overflow.
std::optional<TooDeep> find_too_deep(std::string_view text, std::size_t max_depth);

}  // namespace gateway::io
