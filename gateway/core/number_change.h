#pragma once

#include <vector>

namespace gateway::core {

/// A registration of somebody who is said to have another number (domain.md §3 p), as it stands to what is said.
struct NumberedRegistration {
  bool told = false;         ///< It is of the record that says so.
  bool same_origin = false;  ///< It was made under the number that what is told of was made under.
  bool runs = false;         ///< Its own record goes on saying the number that the person has here.
  bool stays = false;        ///< It cannot go: the node got it under another number, or a caseworker has said no.
};

/// Which registrations go to the number that is said: what is told of, and what is of the same origin, unless a record
/// of that origin holds on to the present number. So numbers that one word joined are parted by the next one, and
/// nothing of whoever had the number before goes along. In the order given. [pure]
std::vector<bool> follow_number(const std::vector<NumberedRegistration>& of_person);

}  // namespace gateway::core
