#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "gateway/app/gateway.h"
#include "tests/bench/municipality.h"

namespace gateway::bench {

/// A folder of its own that goes with the object.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// What a municipality's folder is configured as.
struct LineWish {
  bool full = true;                      ///< Each delivery holds everything.
  bool in_process = true;                ///< The plugin as a thread of this process.
  std::string mapping = "accorda-demo";  ///< config/mappings/….toml
};

/// Writes gateway.toml and what it names into `folder`; the file's path.
std::filesystem::path configure(const std::filesystem::path& folder, const LineWish& wish);

/// Copies an export into the drop folder of `folder`.
void drop(const std::filesystem::path& folder, const std::filesystem::path& exported, const std::string& name);

/// The real line in this process: Accorda plugin, intake, core, ledger.
class Line {
 public:
  /// Opens (and makes) the ledger in a configured folder, with the demo's directory.
  explicit Line(const std::filesystem::path& configuration);
  /// Reads all that was dropped; how many units became what. Throws where it fails.
  base::Document sync();
  app::Gateway& gateway() { return *gateway_; }

 private:
  std::unique_ptr<io::Log> log_;
  std::unique_ptr<app::Gateway> gateway_;
};

/// Imports the demo's directory into a ledger.
void import_directory(app::Gateway& gateway, const std::filesystem::path& folder);

/// The value, or an exception with the error's sentence.
template <typename T>
T need(base::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().what);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

}  // namespace gateway::bench
