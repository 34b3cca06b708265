#pragma once

#include <string>

#include "contracts/abi/plugin.h"
#include "gateway/base/result.h"

namespace gateway::host {

/// A loaded plugin library whose entry speaks this contract. It stays loaded to the end of the process: dlclose may not
/// unload, so nothing relies on it.
struct Library {
  const sus_entry* entry = nullptr;

  /// Loading runs the library's static initialisers: only for trusted libraries, or in the runner.
  /// Reject: cannot be loaded, no entry, another contract, no proper id or version.
  static base::Result<Library> load(const std::string& path);
};

}  // namespace gateway::host
