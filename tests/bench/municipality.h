#pragma once

#include <cstddef>
#include <filesystem>

namespace gateway::bench {

/// What a municipality exports where every row is for SUS: files of the demo municipality (accorda-demo.toml), one
/// insats a person, consents given, every third ended.
struct Export {
  std::size_t participants = 0;
  std::size_t registrations = 0;  ///< In and out.
  std::size_t bytes = 0;
};

/// Writes participants number `first` to `first + count` into `folder`.
Export write_municipality(const std::filesystem::path& folder, std::size_t first, std::size_t count);

}  // namespace gateway::bench
