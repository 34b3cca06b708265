#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gateway/base/result.h"

namespace gateway::io {

/// Makes the file with mode 0600 where it is missing, and its name is on disk when this returns. Says whether it was
/// missing.
base::Result<bool> touch_private(const std::string& path);

/// A small file that only its owner may read (refused otherwise, as `what`), whole; nothing where it is missing.
base::Result<std::optional<std::string>> read_private(const std::string& path, std::string_view what);

/// Writes a file that must not exist yet: whole and on disk, or not there. `mode` as for chmod.
base::Result<void> write_new(const std::string& path, std::string_view text, unsigned mode);

}  // namespace gateway::io
