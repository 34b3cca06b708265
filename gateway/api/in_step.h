#pragma once

#include "gateway/base/document.h"
#include "gateway/ports/in_step.h"

namespace gateway::api {

/// {since, reason, case, readings, next, text}: that something which the node told is not here.
base::Document document_of(const ports::FeedGap& gap);

}  // namespace gateway::api
