#pragma once

#include "gateway/io/json/codec_reader.h"

namespace gateway::io {

/// contracts/schema/participation.schema.json; fills a core::Participation.
extern const DocumentKind kParticipation;

/// contracts/schema/set.schema.json; fills a ports::SetNotice.
extern const DocumentKind kSet;

}  // namespace gateway::io
