#pragma once

#include "gateway/core/processing.h"
#include "gateway/report/words.h"

namespace gateway::api {

// What a register of processing says, in words for the data protection officer.

report::Phrase flow_word(core::Flow flow);
report::Phrase recipient_word(core::Flow flow);

/// Whether the program sends or receives in the flow.
report::Phrase use_word(const core::ProcessedFlow& flow);

report::Phrase gap_word(core::ProcessingGap gap);

}  // namespace gateway::api
