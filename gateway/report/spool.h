#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "gateway/base/result.h"

namespace gateway::report {

/// Room outside memory for what is read once more before a report is done.
class Spool {
 public:
  virtual ~Spool() = default;

  /// Keeps the bytes; the place at which they are read again.
  virtual base::Result<std::uint64_t> put(std::string_view bytes) = 0;
  virtual base::Result<void> read(std::uint64_t place, std::span<char> into) = 0;
};

}  // namespace gateway::report
