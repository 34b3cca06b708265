#pragma once

#include <string>

#include "gateway/base/document.h"
#include "gateway/base/result.h"
#include "gateway/core/assignment/directory_change.h"

namespace gateway::io {

/// Reads a directory change (document gateway.directory-change/1, contracts/schema): TOML, or JSON where the file's
/// name ends in `.json`. The error names every fault with its place.
base::Result<core::DirectoryChange> read_directory_change(const std::string& path);

/// The same of a document that is read already; `name` stands for the file in errors.
base::Result<core::DirectoryChange> directory_change_of(const base::Document& document, const std::string& name);

}  // namespace gateway::io
