#pragma once

#include <cstddef>
#include <string>

#include "gateway/base/result.h"

namespace gateway::io {

/// A file's bytes, `most` of them at most. Fault reject: it cannot be opened or read, or is larger; the sentence names
/// the file.
base::Result<std::string> read_text(const std::string& path, std::size_t most);

}  // namespace gateway::io
