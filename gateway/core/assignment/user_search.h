#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/directory.h"

namespace gateway::core {

/// What to search users by; an empty pattern matches everything. `*` is any run of characters: "Ka*" finds Kalle and
/// Karl. Upper and lower case are one, å ä ö are letters of their own.
struct UserQuery {
  std::string first_name;  ///< The first words of the name.
  std::string last_name;   ///< Its last words.
  std::string either;      ///< First or last name.
  std::string employer;    ///< Name or id of the organisation.
  std::string role = {};   ///< Only users who have it on the day are found; empty: one that registers.
  std::size_t limit = 50;
};

struct UserHits {
  std::vector<const User*> users;  ///< By last, then first name, in Swedish order.
  bool cut = false;                ///< There are more than the limit.
};

/// The users of a directory, ready to be searched: a search of 10,000 takes a few ms. Users with protected identity are
/// not in it. Refers to the directory, which outlives it. [any thread]
class UserSearch {
 public:
  explicit UserSearch(const Directory& directory);

  UserHits find(const UserQuery& query, base::Date on) const;

 private:
  struct Entry {
    const User* user;
    std::u32string name;
    std::u32string order;
  };

  const Directory& directory_;
  std::vector<Entry> entries_;  ///< In Swedish order.
};

}  // namespace gateway::core
