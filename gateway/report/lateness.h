#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "gateway/core/cooperation/case.h"
#include "gateway/ports/dated.h"

namespace gateway::report {

/// Days from events to their registration. What is registered ahead of its day is late by no day.
struct Lateness {
  std::int64_t registered = 0;
  std::int64_t within = 0;       ///< In time.
  std::int64_t ahead = 0;        ///< Registered before the day on which it happened; in time, too.
  std::int64_t median_days = 0;  ///< At least half of them took so many days or fewer.
  std::int64_t longest_days = 0;

  /// Percent that was in time, rounded down: 100 are all of them.
  std::int64_t share() const { return registered == 0 ? 0 : within * 100 / registered; }

  friend bool operator==(const Lateness&, const Lateness&) = default;
};

/// How late what is registered counts as, and who is told how much of it.
struct LatenessRules {
  std::function<int(base::Date registered)> days;     ///< Registered within so many days is in time.
  int small_number = 0;                               ///< Of fewer participations no figures are told …
  std::function<bool(const std::string& place)> own;  ///< … but to whom the place is their own.
};

/// The figures of an office or insats; none where too few participations are behind them.
struct PlaceLateness {
  std::string place;
  std::optional<Lateness> told;
};

struct LatenessTable {
  std::vector<PlaceLateness> rows;  ///< By place; where nothing was registered there is no row.
  /// Of all rows together. None as soon as one row's figures are not told, for the others taken from it would tell
  /// them, or the sum of a few such rows, whose smallness says more than it should.
  std::optional<Lateness> total;
};

/// Counts what is registered as it is read, in memory that grows with places and lengths of delay alone. [one thread]
class LatenessCount {
 public:
  explicit LatenessCount(LatenessRules rules) : rules_(std::move(rules)) {}

  void add(const ports::BothDates& one);
  LatenessTable table() const;

 private:
  struct Delays {
    std::map<std::int64_t, std::int64_t> days;  ///< How many were so late.
    std::int64_t within = 0;
    std::int64_t ahead = 0;

    void add(const Delays& more);
    Lateness figures() const;
  };
  struct Place {
    Delays delays;
    std::set<base::RegistrationId> some;  ///< Participations and cases, until they are not few.
  };

  LatenessRules rules_;
  std::map<std::string, Place> places_;
};

/// The rows of a case that an office registered on one of the days: those that stand, and are no correction of another.
/// None of a case that is counted instead, wrongly registered or refused by the node. What no office registered (a
/// withdrawal may be told by anyone) is nobody's lateness. [pure]
std::vector<ports::BothDates> dated_rows(const base::RegistrationId& id, const core::CooperationCase& of,
                                         const base::Period& days);

}  // namespace gateway::report
