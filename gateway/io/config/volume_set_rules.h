#pragma once

#include <string>

#include "gateway/base/document.h"
#include "gateway/base/result.h"
#include "gateway/core/volume.h"

namespace gateway::io {

/// Reads volume figures (document gateway.volume-set/1, contracts/schema): TOML, or JSON where the file's name ends in
/// `.json`. The error names every fault with its place.
base::Result<core::VolumeSet> read_volume_set(const std::string& path);

/// The same of a document that is read already; `name` stands for the file in errors.
base::Result<core::VolumeSet> volume_set_of(const base::Document& document, const std::string& name);

}  // namespace gateway::io
