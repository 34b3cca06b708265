#pragma once

#include <string>
#include <string_view>

#include "gateway/base/document.h"
#include "gateway/base/result.h"
#include "gateway/ports/clock.h"
#include "gateway/ports/ledger.h"

namespace gateway::api {

/// An explanation as a row of `why`: with its source, and its lines for a person in both languages.
base::Document with_text(base::Document why, std::string_view source);

/// Why what is of no record and no case stands as it does, as rows of `why`: a total by insats/year, a set of changed
/// assignments by its id, both by the number of their message in the queue, and a registration of which nothing but
/// what was stopped on its way is left. Says no more than the lists of queue, totals and assignments do; none where
/// nothing is known.
base::Result<base::Document::Array> why_of_sent(ports::Ledger& ledger, const std::string& key,
                                                const ports::Clock& clock);

}  // namespace gateway::api
