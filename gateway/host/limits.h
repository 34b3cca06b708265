#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "contracts/abi/ext/source.h"
#include "contracts/abi/ext/target.h"

namespace gateway::host {

/// What one process of a plugin may use.
struct Limits {
  std::uint64_t memory_bytes = 512ULL * 1024 * 1024;  ///< Address space.
  std::uint64_t cpu_seconds = 60;                     ///< Processor time for one call.
  std::uint64_t files = 64;                           ///< Open descriptors.
};

constexpr std::size_t kDescriptionBytes = 256UL * 1024;
constexpr std::size_t kSettingsBytes = 4UL * 1024 * 1024;

/// The largest thing that crosses the border is a full page, push or HTTP body; anything larger is a flood.
constexpr std::size_t kFrameBytes = 64ULL * 1024 * 1024;

/// The measures of a page, and what is wrong with them: nothing, or a few words.
struct PageSize {
  std::uint64_t records = 0;
  std::uint64_t cursor = 0;
  std::uint64_t largest = 0;
  std::uint64_t total = 0;

  void add(std::uint64_t record) {
    largest = record > largest ? record : largest;
    total += record;
  }
  std::string fault() const {
    if (records > SUS_PAGE_RECORDS) return "a page of more than 256 records";
    if (cursor > SUS_CURSOR_BYTES) return "a cursor of more than 64 KiB";
    if (largest > SUS_RECORD_BYTES) return "a record of more than 1 MiB";
    return total > SUS_PAGE_BYTES ? "a page of more than 16 MiB" : "";
  }
};

}  // namespace gateway::host
