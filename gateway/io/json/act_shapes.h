#pragma once

#include "gateway/io/json/codec_reader.h"

namespace gateway::io {

/// contracts/schema/act.schema.json; fills a ports::AskedAct. The day of the moment it was registered is left to find.
extern const DocumentKind kAskedAct;

}  // namespace gateway::io
