#pragma once

#include <optional>
#include <string_view>

#include "gateway/ports/clock.h"

namespace gateway::io {

/// The machine's clock, and the calendar of Sweden.
class SystemClock final : public ports::Clock {
 public:
  base::Instant now() const override;

  /// Sweden is one hour ahead of UTC, two in summer: from the last Sunday of March to the last Sunday of October, both
  /// at 01:00 UTC. Source: directive 2000/84/EC articles 2 and 3, in Sweden förordning (2001:127) om sommartid. Right
  /// from 1996, when the Union's changes fell together, until the rule is changed; the process's TZ plays no part.
  base::Date day_of(base::Instant instant) const override;
};

/// Exactly what base::text writes of an instant; nothing else is read.
std::optional<base::Instant> parse_instant(std::string_view text);

}  // namespace gateway::io
