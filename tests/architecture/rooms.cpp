#include "tests/architecture/rooms.h"

#include <algorithm>
#include <array>

namespace gateway::architecture {

namespace {

struct Room {
  std::string_view name;
  int level;  ///< A room knows the rooms of lower levels and, of its own, only itself.
  bool pure;
};

constexpr std::array<Room, 10> kRooms = {{{"base", 0, true},
                                          {"core", 1, true},
                                          {"ports", 2, true},
                                          {"flow", 3, true},
                                          {"report", 3, true},
                                          {"host", 3, false},
                                          {"io", 3, false},
                                          {"api", 4, false},
                                          {"console", 5, false},
                                          {"app", 6, false}}};

const Room* find(std::string_view name) {
  const auto* room = std::find_if(kRooms.begin(), kRooms.end(), [name](const Room& r) { return r.name == name; });
  return room == kRooms.end() ? nullptr : room;
}

}  // namespace

bool is_room(std::string_view room) {
  return find(room) != nullptr;
}

bool may_know(std::string_view room, std::string_view other) {
  const Room* from = find(room);
  const Room* to = find(other);
  return from != nullptr && to != nullptr && (from == to || to->level < from->level);
}

bool is_pure(std::string_view room) {
  return find(room) != nullptr && find(room)->pure;
}

}  // namespace gateway::architecture
