#pragma once

#include <map>
#include <string>
#include <string_view>

#include "gateway/core/registration.h"
#include "gateway/io/store/sqlite.h"

namespace gateway::io::store {

/// The last day on which each user did something in a place, remembered so that most acts of a day write nothing.
/// [writer thread]
class Uses {
 public:
  explicit Uses(Database& database) : database_(database) {}

  /// What nobody did by their authority, or in no place, is no use of anything.
  void note(const core::Act& act, std::string_view place);

  /// After something was rolled back: a remembered day may not be written.
  void forget() { noted_.clear(); }

 private:
  Database& database_;
  std::map<std::string, base::Date, std::less<>> noted_;  ///< By user and place.
};

}  // namespace gateway::io::store
