#pragma once

#include <cstdint>
#include <string_view>

namespace gateway::host {

enum class LogLevel : std::uint32_t { debug, info, warning, error };

/// Where lines from plugins and about them go. [any thread]
class LogSink {
 public:
  virtual ~LogSink() = default;

  /// One line, at most 2,000 bytes and free of control characters. `plugin` is the configured id.
  virtual void write(LogLevel level, std::string_view plugin, std::string_view message) = 0;
};

}  // namespace gateway::host
