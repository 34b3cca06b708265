#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/support/site.h"

namespace gateway::scenario {

/// One insats of a person as the municipality's own system says it on a day.
struct Placement {
  std::string key;
  std::string number;
  std::string start = "2026-09-01";
  std::string consent = "2026-08-25";  ///< The day of a yes on FK 9443; none where empty.
  std::string end = {};                ///< None where empty.
  std::string is_protected = "Nej";
  std::string signature = "MLI";
};

/// A site of the demo municipality whose exports say what a test wants them to: small, each person in a few lines.
class Town {
 public:
  /// What differs from the demo municipality.
  struct Wish {
    bool mandates = true;        ///< False: whatever a source says waits for a caseworker's confirmation.
    bool second_source = false;  ///< "unit", with a drop folder of its own.
    bool other_days = false;     ///< The programs' days can be moved with later_by().
  };

  explicit Town(const Wish& wish);

  /// The whole of a source's set, read to its end. Adds a failure to the test where it was not.
  void deliver(const std::string& set, const std::vector<Placement>& placements, const std::string& source = "accorda");
  /// From the next start of a program its days are so many later than today.
  void later_by(int days);

  /// A command of the gateway about a person, by number on its standard input.
  support::Answer of_person(const std::string& action, const std::string& number, const std::string& by,
                            std::vector<std::string> more = {});
  /// The registration of a record; empty where there is none.
  std::string registration(const std::string& key);
  /// How the registration's last message of this kind stands: "none" where there is none.
  std::string state(const std::string& registration, const std::string& kind);
  /// Waits until it does.
  bool comes_to(const std::string& registration, const std::string& kind, const std::string& state);
  /// How many messages of this kind the gateway has made, whatever became of them.
  int messages(const std::string& kind);
  /// Persons whom "gateway" or "node" knows by name.
  long long named(const std::string& part);
  /// The one answer of `why KEY` for this event; null where it tells of none.
  support::Json unit(const std::string& key, const std::string& event);
  /// Women and men among the anonymous registrations.
  std::pair<int, int> counted();
  /// Both equations and the audit chains.
  void adds_up();

  support::Site site;

 private:
  std::map<std::string, std::string> people_;  ///< Local ids by number.
};

/// The day so many after today, YYYY-MM-DD.
std::string day_after_today(int days);

}  // namespace gateway::scenario
