#include "gateway/core/directory.h"

#include <algorithm>
#include <array>

namespace gateway::core {

namespace {

using Index = std::unordered_map<std::string, std::vector<std::size_t>>;

std::string pair_key(std::string_view a, std::string_view b) {
  std::string key(a);
  key += '\n';
  key += b;
  return key;
}

/// Collects what is wrong with the rows, so that one import tells everything.
class Faults {
 public:
  void add(std::string what) {
    if (++count_ <= 20) text_ += (text_.empty() ? "" : "; ") + std::move(what);
  }
  bool any() const { return count_ > 0; }
  base::Error error() const {
    return base::rejected("directory: " + text_ +
                          (count_ > 20 ? "; and " + std::to_string(count_ - 20) + " more" : ""));
  }

 private:
  std::size_t count_ = 0;
  std::string text_;
};

template <typename Rows>
Index by_id(const Rows& rows, const char* kind, Faults& faults) {
  Index index;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto& places = index[rows[i].id];
    if (rows[i].id.empty()) faults.add(std::string(kind) + " number " + std::to_string(i + 1) + " has no id");
    if (!places.empty()) faults.add(std::string(kind) + " " + rows[i].id + " stands twice");
    places.push_back(i);
  }
  return index;
}

template <typename Row>
const Row* one(const Index& index, const std::vector<Row>& rows, std::string_view id) {
  const auto found = index.find(std::string(id));
  return found == index.end() ? nullptr : &rows[found->second.front()];
}

template <typename Row, typename Match>
bool any(const Index& index, const std::vector<Row>& rows, const std::string& key, Match match) {
  const auto found = index.find(key);
  return found != index.end() &&
         std::any_of(found->second.begin(), found->second.end(), [&](std::size_t i) { return match(rows[i]); });
}

bool overlap(const base::Period& a, const base::Period& b) {
  return (!a.to || b.from <= *a.to) && (!b.to || a.from <= *b.to);
}

constexpr std::array<std::string_view, 4> kRoles = {"samverkansadministrator", "insatsansvarig", "deltagaransvarig",
                                                    "bestallare"};

}  // namespace

base::Result<Directory> Directory::build(DirectoryRows rows) {
  Directory d;
  Faults faults;
  d.organisations_ = by_id(rows.organisations, "organisation", faults);
  d.cooperations_ = by_id(rows.cooperations, "cooperation", faults);
  d.insatser_ = by_id(rows.insatser, "insats", faults);
  d.offices_ = by_id(rows.offices, "office", faults);
  d.users_ = by_id(rows.users, "user", faults);
  const auto must = [&faults](const Index& index, const std::string& id, const std::string& where) {
    if (!index.contains(id)) faults.add(where + " names " + (id.empty() ? "nothing" : id) + ", which is not there");
  };
  const auto period = [&faults](const base::Period& p, const std::string& where) {
    if (p.to && *p.to < p.from) faults.add(where + " ends before it begins");
  };
  for (std::size_t i = 0; i < rows.organisations.size(); ++i) {
    for (const std::string& certificate : rows.organisations[i].certificates) {
      auto& places = d.certificates_[certificate];
      if (!places.empty()) faults.add("a certificate of " + rows.organisations[i].id + " speaks for another, too");
      places.push_back(i);
    }
  }
  for (const Cooperation& row : rows.cooperations) period(row.period, "cooperation " + row.id);
  for (const Insats& row : rows.insatser) {
    must(d.cooperations_, row.cooperation, "insats " + row.id);
    period(row.period, "insats " + row.id);
  }
  for (const Office& row : rows.offices) must(d.organisations_, row.organisation, "office " + row.id);
  for (const User& row : rows.users) must(d.organisations_, row.organisation, "user " + row.id);
  for (std::size_t i = 0; i < rows.roles.size(); ++i) {
    const RoleHolding& row = rows.roles[i];
    must(d.users_, row.user, "role " + row.role);
    period(row.period, "role of " + row.user);
    if (std::find(kRoles.begin(), kRoles.end(), row.role) == kRoles.end())
      faults.add("role " + row.role + " is unknown");
    d.roles_[pair_key(row.user, row.role)].push_back(i);
  }
  for (std::size_t i = 0; i < rows.assignments.size(); ++i) {
    const Assignment& row = rows.assignments[i];
    must(d.users_, row.user, "assignment to " + row.to);
    if (!d.insatser_.contains(row.to)) must(d.offices_, row.to, "assignment of " + row.user);
    period(row.period, "assignment of " + row.user);
    d.assignments_[pair_key(row.user, row.to)].push_back(i);
  }
  for (std::size_t i = 0; i < rows.mandates.size(); ++i) {
    const Mandate& row = rows.mandates[i];
    must(d.users_, row.user, "mandate for " + row.insats);
    must(d.insatser_, row.insats, "mandate of " + row.user);
    period(row.period, "mandate of " + row.user);
    d.mandates_[pair_key(row.user, row.insats)].push_back(i);
  }
  for (std::size_t i = 0; i < rows.signatures.size(); ++i) {
    const Signature& row = rows.signatures[i];
    must(d.users_, row.user, "signature " + row.text);
    period(row.period, "signature " + row.text);
    auto& places = d.signatures_[pair_key(row.source, row.text)];
    for (const std::size_t other : places) {
      if (overlap(rows.signatures[other].period, row.period)) {
        faults.add("signature " + row.text + " means two users at once");
      }
    }
    places.push_back(i);
  }
  if (faults.any()) return faults.error();
  d.rows_ = std::move(rows);
  return d;
}

const Organisation* Directory::organisation(std::string_view id) const {
  return one(organisations_, rows_.organisations, id);
}

const Organisation* Directory::organisation_of_certificate(std::string_view fingerprint) const {
  return one(certificates_, rows_.organisations, fingerprint);
}

const Cooperation* Directory::cooperation(std::string_view id) const {
  return one(cooperations_, rows_.cooperations, id);
}

const Insats* Directory::insats(std::string_view id) const {
  return one(insatser_, rows_.insatser, id);
}

const Office* Directory::office(std::string_view id) const {
  return one(offices_, rows_.offices, id);
}

const User* Directory::user(std::string_view id) const {
  return one(users_, rows_.users, id);
}

bool Directory::has_role(std::string_view user, std::string_view role, base::Date on) const {
  return any(roles_, rows_.roles, pair_key(user, role), [on](const RoleHolding& r) { return r.period.contains(on); });
}

bool Directory::has_assignment(std::string_view user, std::string_view to, base::Date on) const {
  return any(assignments_, rows_.assignments, pair_key(user, to),
             [on](const Assignment& a) { return a.period.contains(on); });
}

bool Directory::has_mandate(std::string_view user, std::string_view insats, base::Date on) const {
  return any(mandates_, rows_.mandates, pair_key(user, insats),
             [on](const Mandate& m) { return m.period.contains(on); });
}

const User* Directory::user_of_signature(std::string_view source, std::string_view text, base::Date on) const {
  for (const std::string_view scope : {source, std::string_view("*")}) {
    const auto found = signatures_.find(pair_key(scope, text));
    if (found == signatures_.end()) continue;
    for (const std::size_t i : found->second) {
      if (rows_.signatures[i].period.contains(on)) return user(rows_.signatures[i].user);
    }
  }
  return nullptr;
}

}  // namespace gateway::core
