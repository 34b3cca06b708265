#pragma once

#include <chrono>

#include "gateway/base/date.h"

namespace gateway::core {

/// When whoever answers is reminded of a consent that is missing: once in each period.
struct Reminder {
  int number = 0;   ///< The newest that is due; 0: none yet.
  base::Date next;  ///< The day of the one after it.
};

/// What is due on `today` of something that has waited since a day, with a reminder every so many days. [pure]
inline Reminder reminder(base::Date since, base::Date today, std::chrono::days every) {
  const auto waited = std::chrono::days(today.days() - since.days());
  const int number = waited.count() < 0 || every.count() <= 0 ? 0 : static_cast<int>(waited / every);
  return {number, since + every * (number + 1)};
}

}  // namespace gateway::core
