#pragma once

#include <string>
#include <string_view>

namespace gateway::architecture {

/// Where an <…> header comes from.
enum class Origin {
  pure,         ///< The standard library, without I/O, threads, clocks or chance.
  worldly,      ///< The rest of the standard library.
  system,       ///< POSIX.
  third_party,  ///< A library of design's table.
  unknown
};

Origin origin_of(std::string_view header);

/// Whether a third-party header may stand in `place`: a room of gateway/, "plugins" or "deploy".
bool is_at_home(std::string_view header, std::string_view place);

/// The same for a CMake target such as OpenSSL::SSL.
bool is_target_at_home(std::string_view target, std::string_view place);

}  // namespace gateway::architecture
