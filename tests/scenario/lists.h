#pragma once

#include <map>
#include <string>
#include <utility>

#include "tests/support/site.h"

namespace gateway::scenario {

using Counts = std::map<std::string, int>;

/// How many records a list has by first reason and event, e.g. "unmapped in": a record is a line of a set.
Counts records_by_code(const support::Json& rows);

/// How many records of the list carry this warning.
int warned(const support::Json& rows, const std::string& code);

/// Sums over all insatser and years of `totals`.
std::pair<int, int> women_and_men(const support::Json& totals);

/// Delivered messages by kind, totals apart.
Counts delivered(support::Site& site);

}  // namespace gateway::scenario
