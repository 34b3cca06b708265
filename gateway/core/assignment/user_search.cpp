#include "gateway/core/assignment/user_search.h"

#include <algorithm>
#include <unordered_set>

#include "gateway/core/swedish.h"

namespace gateway::core {

namespace {

/// The last word, then what is before it.
std::u32string order_of(std::string_view name) {
  std::u32string key = sort_key(name);
  const std::size_t blank = key.rfind(U' ');
  if (blank == std::u32string::npos) return key;
  return key.substr(blank + 1) + U' ' + key.substr(0, blank);
}

/// Whether the pattern covers the first words of the name, the last not among them unless it is the only one.
bool matches_first(std::u32string_view pattern, std::u32string_view name) {
  for (std::size_t end = name.find(U' '); end != std::u32string_view::npos; end = name.find(U' ', end + 1)) {
    if (matches(pattern, name.substr(0, end))) return true;
  }
  return name.find(U' ') == std::u32string_view::npos && matches(pattern, name);
}

/// The same of the last words: "von Essen" and "Essen" are both the last name of Eva von Essen.
bool matches_last(std::u32string_view pattern, std::u32string_view name) {
  for (std::size_t at = name.find(U' '); at != std::u32string_view::npos; at = name.find(U' ', at + 1)) {
    if (matches(pattern, name.substr(at + 1))) return true;
  }
  return name.find(U' ') == std::u32string_view::npos && matches(pattern, name);
}

}  // namespace

UserSearch::UserSearch(const Directory& directory) : directory_(directory) {
  const auto& hidden_rows = directory.rows().staff.protected_users;
  const std::unordered_set<std::string_view> hidden(hidden_rows.begin(), hidden_rows.end());
  entries_.reserve(directory.rows().users.size());
  for (const User& user : directory.rows().users) {
    if (!hidden.contains(user.id)) entries_.push_back({&user, folded(user.name), order_of(user.name)});
  }
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    return a.order != b.order ? a.order < b.order : a.user->id < b.user->id;
  });
}

UserHits UserSearch::find(const UserQuery& query, base::Date on) const {
  const std::u32string first = folded(query.first_name);
  const std::u32string last = folded(query.last_name);
  const std::u32string either = folded(query.either);
  const std::u32string employer = folded(query.employer);
  const auto works_for = [&](const User& user) {
    if (employer.empty() || matches(employer, folded(user.organisation))) return true;
    const Organisation* organisation = directory_.organisation(user.organisation);
    return organisation != nullptr && matches(employer, folded(organisation->name));
  };
  UserHits hits;
  for (const Entry& entry : entries_) {
    if (!first.empty() && !matches_first(first, entry.name)) continue;
    if (!last.empty() && !matches_last(last, entry.name)) continue;
    if (!either.empty() && !matches_first(either, entry.name) && !matches_last(either, entry.name)) continue;
    if (!works_for(*entry.user)) continue;
    const bool has = query.role.empty() ? directory_.may(*entry.user, Right::registers, on)
                                        : directory_.has_role(*entry.user, query.role, on);
    if (!has) continue;
    if (hits.users.size() == query.limit) {
      hits.cut = true;
      break;
    }
    hits.users.push_back(entry.user);
  }
  return hits;
}

}  // namespace gateway::core
