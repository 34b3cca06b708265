#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "gateway/core/directory.h"

namespace gateway::core {

/// Whether a user works at an office on a day, as far as the directory knows.
enum class AtWork {
  here,
  elsewhere,  ///< At other offices only.
  left,       ///< Nowhere, and formerly here.
  unknown     ///< No row says anything.
};

/// The dated workplaces by user. Refers to the rows, which outlive it.
class Workplaces {
 public:
  explicit Workplaces(const StaffRows& staff);

  AtWork at(std::string_view user, std::string_view office, base::Date on) const;

  /// Whether the user has workplaces, and none on this day: has left altogether.
  bool left_altogether(std::string_view user, base::Date on) const;

  /// The last day of what had begun on this day; none where that was nothing, or goes on without end.
  std::optional<base::Date> last_day(std::string_view user, base::Date on) const;

  /// The first day from `from` on which the user is known not to work at the office; none where there is no such day.
  std::optional<base::Date> first_day_away(std::string_view user, std::string_view office, base::Date from) const;

 private:
  const std::vector<const Workplace*>* of(std::string_view user) const;

  std::unordered_map<std::string_view, std::vector<const Workplace*>> rows_;
};

/// An assignment that ends: from `from` on the user has it no more, and what is open there needs a new responsible at
/// the same place. Of an administration only for cause.
struct Ending {
  std::string user;
  std::string place;
  base::Date from;
  bool for_cause = false;  ///< What the user has queued there stops.

  friend bool operator==(const Ending&, const Ending&) = default;
};

/// Ends assignments to offices where their users no longer work, on the last working day; one that never held is taken
/// out. Done whenever a directory is written, so that nobody has to remember it. Told twice, it changes nothing more.
std::vector<Ending> end_with_workplaces(DirectoryRows& rows);

}  // namespace gateway::core
