#pragma once

#include <string>
#include <string_view>

#include "gateway/base/document.h"
#include "gateway/base/result.h"
#include "gateway/core/assignment/change_set.h"

namespace gateway::io {

/// Reads a change set (document gateway.change-set/1, contracts/schema): TOML, or JSON where the file's name ends in
/// `.json`. One change of the document is as many of the set as it has users and places. The error names every fault
/// with its place.
base::Result<core::ChangeSet> read_change_set(const std::string& path);

/// The same of a document that is read already; `name` stands for the file in errors.
base::Result<core::ChangeSet> change_set_of(const base::Document& document, const std::string& name);

/// A set's document as it stands, of 1 MiB at most: TOML, or JSON where the file's name ends in `.json`.
base::Result<base::Document> read_set_document(const std::string& path);

}  // namespace gateway::io
