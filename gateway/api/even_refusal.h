#pragma once

#include <chrono>
#include <string_view>

namespace gateway::api {

/// "Not found" and "not allowed" are one answer, in time as well as in text (domain.md §2): what must be looked at to
/// refuse takes microseconds more for somebody who is registered, and that somebody is registered is itself secret. So
/// a refusal of an operation that asks for persons, and that nobody was found, is told at a full step since it was
/// asked.
inline constexpr std::chrono::milliseconds kRefusalStep{50};

/// Whether a refusal of the operation could tell that somebody is registered.
constexpr bool asks_for_persons(std::string_view operation) {
  constexpr std::string_view kOf[] = {"consent", "participant.", "register",  "case.",
                                      "access.", "task.",        "proposal.", "why"};
  for (const std::string_view of : kOf) {
    if (operation.starts_with(of)) return true;
  }
  return false;
}

/// When a refusal that is known at `known` is told.
constexpr std::chrono::steady_clock::time_point even(std::chrono::steady_clock::time_point asked,
                                                     std::chrono::steady_clock::time_point known) {
  const auto step = std::chrono::duration_cast<std::chrono::steady_clock::duration>(kRefusalStep);
  return asked + ((known - asked) / step + 1) * step;
}

}  // namespace gateway::api
