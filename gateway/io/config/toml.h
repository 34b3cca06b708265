#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "gateway/base/document.h"
#include "gateway/base/result.h"

namespace gateway::io {

struct TomlLimits {
  std::size_t max_bytes = std::size_t{8} * 1024 * 1024;
  std::size_t max_depth = 32;  ///< Tables and arrays inside one another; the file itself is the first.
};

/// Reads TOML 1.0 with the place of every value. Dates, times and moments become ISO strings; members keep the order of
/// the file. `name` stands for the file in errors: "NAME:LINE:COLUMN: what". Refuses size and depth over the limits.
base::Result<base::Document> parse_toml(std::string_view text, const std::string& name, TomlLimits limits = {});

/// The same for a file.
base::Result<base::Document> read_toml(const std::string& path, TomlLimits limits = {});

/// "FILE:LINE" of what a plugin complains of. `path` is the place in `settings` as plugins write it, counted from 0:
/// "files[1].columns.start". Where the last parts of it are not there (something is missing), the place of what is.
std::string place_of(const base::Document& settings, std::string_view path, const std::string& file);

}  // namespace gateway::io
