#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace accorda {

/// How far the drop folder has been read: everything that is remembered between two pulls. JSON text.
struct Cursor {
  enum class State { idle, reading, done, failed };

  std::string set;  ///< The folder in work/; empty when idle.
  State state = State::idle;
  std::uint64_t index = 0;        ///< Rows with an insats behind this cursor.
  std::uint64_t sent = 0;         ///< Participations made of them.
  std::vector<std::string> told;  ///< Sets that were reported as incomplete and still lie there.

  static Cursor parse(std::string_view text);
  std::string text() const;
};

}  // namespace accorda
