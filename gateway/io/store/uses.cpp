#include "gateway/io/store/uses.h"

namespace gateway::io::store {

void Uses::note(const core::Act& act, std::string_view place) {
  if (act.user.empty() || place.empty()) return;
  std::string key = act.user;
  key.append(1, '\n').append(place);
  const auto noted = noted_.find(key);
  if (noted != noted_.end() && act.on <= noted->second) return;
  database_.run(
      "INSERT INTO last_use (user, place, day) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET day = max(day, ?3)",
      act.user, place, act.on);
  noted_.insert_or_assign(std::move(key), act.on);
}

}  // namespace gateway::io::store
