#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gateway/base/document.h"
#include "gateway/base/result.h"
#include "gateway/core/catalogue.h"
#include "gateway/core/directory.h"
#include "gateway/core/mapping.h"
#include "gateway/core/policy.h"

namespace gateway::io {

/// Reads mapping tables into one. A row that names lists stands for all their combinations. Rows need owner, source and
/// validity; two rows of the same key with overlapping validity contradict each other and are refused, in one file or
/// across files.
base::Result<core::Mapping> read_mapping(const std::vector<std::string>& paths);

/// A row of the mapping that names what the directory lacks.
struct LooseEnd {
  std::uint32_t line = 0;
  bool insats = false;  ///< An insats; else an office.
  std::string to;       ///< Its id.
};

/// Every loose end of the mapping: for `check`.
std::vector<LooseEnd> loose_ends(const core::Mapping& mapping, const core::Directory& directory);

/// Reads the code lists of config/codes/. A field has one list; a code of a list may end before the list does.
base::Result<core::CodeLists> read_codes(const std::vector<std::string>& paths);

/// Reads the policy, each part of which stands in one of the files, and the code lists; computes the policy's hash. Two
/// rows that answer the same question for the same day are refused, in one file or across files.
base::Result<core::Policy> read_policy(const std::vector<std::string>& paths,
                                       const std::vector<std::string>& codes = {});

/// Reads the concept catalogue. An activity needs a definition of its kind; an office classes an activity once a day.
base::Result<core::Catalogue> read_catalogue(const std::string& path);

/// The hash that names a policy together with the catalogue by which it is applied; the policy's own where that classes
/// nothing.
std::string hash_of(const core::Policy& policy, const core::Catalogue& catalogue);

/// Reads the rows of a directory and computes the fingerprints of `certificate_files`. Whether its references lead
/// anywhere is told by core::Directory::build.
base::Result<core::DirectoryRows> read_directory(const std::string& path);

/// What an import would change, for `--dry-run`: {kind: {"added": […], "removed": […], "changed": […]}} with ids only;
/// kinds that stay as they are are left out.
base::Document directory_difference(const core::DirectoryRows& before, const core::DirectoryRows& after);

}  // namespace gateway::io
