#include "gateway/core/directory.h"

#include <algorithm>
#include <array>

#include "gateway/core/assignment/tie.h"
#include "gateway/core/authority.h"

namespace gateway::core {

namespace {

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

template <typename Index, typename Rows>
void by_id(Index& index, const Rows& rows, const char* kind, Faults& faults) {
  index.reserve(rows.size());
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    auto& places = index[rows[i].id];
    if (rows[i].id.empty()) faults.add(std::string(kind) + " number " + std::to_string(i + 1) + " has no id");
    if (!places.empty()) faults.add(std::string(kind) + " " + rows[i].id + " stands twice");
    places.push_back(i);
  }
}

template <typename Index, typename Row>
const Row* one(const Index& index, const std::vector<Row>& rows, std::string_view id) {
  const auto found = index.find(id);
  return found == index.end() ? nullptr : &rows[found->second.front()];
}

template <typename Places, typename Row, typename Match>
bool any(const Places& places, const std::vector<Row>& rows, Match match) {
  return std::any_of(places.begin(), places.end(), [&](std::uint32_t i) { return match(rows[i]); });
}

constexpr std::array<std::string_view, 2> kDirections = {"individual", "structural"};
constexpr std::array<std::string_view, 3> kBranches = {"", "ta", "fv"};

}  // namespace

std::string_view name(Direction direction) {
  return kDirections[static_cast<std::size_t>(direction)];
}

std::string_view name(Branch branch) {
  return kBranches[static_cast<std::size_t>(branch)];
}

base::Result<Directory> Directory::build(DirectoryRows rows, Roles roles) {
  Directory d;
  d.roles_ = std::move(roles);
  Faults faults;
  by_id(d.organisations_, rows.organisations, "organisation", faults);
  by_id(d.cooperations_, rows.cooperations, "cooperation", faults);
  by_id(d.insatser_, rows.insatser, "insats", faults);
  by_id(d.offices_, rows.offices, "office", faults);
  by_id(d.users_, rows.users, "user", faults);
  d.held_.resize(rows.users.size());
  const auto held_by = [&d](const std::string& user) -> Held* {
    const auto found = d.users_.find(user);
    return found == d.users_.end() ? nullptr : &d.held_[found->second.front()];
  };
  const auto must = [&faults](const Index& index, const std::string& id, const std::string& where) {
    if (!index.contains(id)) faults.add(where + " names " + (id.empty() ? "nothing" : id) + ", which is not there");
  };
  const auto place = [](const Index& index, const std::string& id) {
    const auto found = index.find(id);
    return found == index.end() ? 0 : found->second.front();
  };
  const auto period = [&faults](const base::Period& p, const std::string& where) {
    if (p.to && *p.to < p.from) faults.add(where + " ends before it begins");
  };
  for (std::uint32_t i = 0; i < rows.organisations.size(); ++i) {
    for (const std::string& certificate : rows.organisations[i].certificates) {
      auto& places = d.certificates_[certificate];
      if (!places.empty()) faults.add("a certificate of " + rows.organisations[i].id + " speaks for another, too");
      places.push_back(i);
    }
  }
  for (const Cooperation& row : rows.cooperations) {
    period(row.period, "cooperation " + row.id);
    for (const std::string& member : row.members) must(d.organisations_, member, "cooperation " + row.id);
  }
  for (const Insats& row : rows.insatser) {
    must(d.cooperations_, row.cooperation, "insats " + row.id);
    d.cooperation_of_insats_.push_back(place(d.cooperations_, row.cooperation));
    period(row.period, "insats " + row.id);
    if (row.direction == Direction::structural && !row.counts_only)
      faults.add("insats " + row.id + " is structural and not count only");
  }
  for (const Office& row : rows.offices) {
    must(d.organisations_, row.organisation, "office " + row.id);
    const Organisation* agency = one(d.organisations_, rows.organisations, row.organisation);
    if (row.branch != Branch::unsaid && (agency == nullptr || agency->kind != "fk"))
      faults.add("office " + row.id + " has a branch and is not FK's");
  }
  for (const User& row : rows.users) must(d.organisations_, row.organisation, "user " + row.id);
  for (std::uint32_t i = 0; i < rows.roles.size(); ++i) {
    const RoleHolding& row = rows.roles[i];
    must(d.users_, row.user, "role " + row.role);
    period(row.period, "role of " + row.user);
    if (Held* held = held_by(row.user)) held->roles.push_back(i);
  }
  for (std::uint32_t i = 0; i < rows.assignments.size(); ++i) {
    const Assignment& row = rows.assignments[i];
    must(d.users_, row.user, "assignment to " + row.to);
    if (!d.insatser_.contains(row.to)) must(d.offices_, row.to, "assignment of " + row.user);
    period(row.period, "assignment of " + row.user);
    if (Held* held = held_by(row.user)) held->assignments.push_back(i);
  }
  for (std::uint32_t i = 0; i < rows.mandates.size(); ++i) {
    const Mandate& row = rows.mandates[i];
    must(d.users_, row.user, "mandate for " + row.insats);
    must(d.insatser_, row.insats, "mandate of " + row.user);
    period(row.period, "mandate of " + row.user);
    if (Held* held = held_by(row.user)) held->mandates.push_back(i);
  }
  for (std::uint32_t i = 0; i < rows.staff.administrations.size(); ++i) {
    if (Held* held = held_by(rows.staff.administrations[i].user)) held->administrations.push_back(i);
  }
  for (std::uint32_t i = 0; i < rows.staff.removals.size(); ++i) {
    if (Held* held = held_by(rows.staff.removals[i].user)) held->removals.push_back(i);
  }
  for (std::uint32_t i = 0; i < rows.signatures.size(); ++i) {
    const Signature& row = rows.signatures[i];
    must(d.users_, row.user, "signature " + row.text);
    d.user_of_signature_.push_back(place(d.users_, row.user));
    period(row.period, "signature " + row.text);
    auto& places = d.signatures_[row.text];
    for (const std::uint32_t other : places) {
      if (rows.signatures[other].source == row.source && rows.signatures[other].period.overlaps(row.period)) {
        faults.add("signature " + row.text + " means two users at once");
      }
    }
    places.push_back(i);
  }
  for (const SupplierUnit& row : rows.staff.suppliers.units) {
    must(d.organisations_, row.organisation, "unit " + row.id);
    period(row.period, "unit " + row.id);
  }
  Index accounts;
  by_id(accounts, rows.staff.suppliers.accounts, "account", faults);
  for (const SupplierAccount& row : rows.staff.suppliers.accounts) {
    for (const SupplierGrant& grant : row.grants) {
      must(d.organisations_, grant.organisation, "account " + row.id);
      period(grant.period, "account " + row.id);
    }
  }
  if (faults.any()) return faults.error();
  d.rows_ = std::move(rows);
  d.givers_.reserve(d.rows_.mandates.size());
  for (const Mandate& row : d.rows_.mandates) d.givers_.push_back(d.giver_of(row));
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

const Cooperation& Directory::cooperation_of(const Insats& insats) const {
  return rows_.cooperations[cooperation_of_insats_[static_cast<std::size_t>(&insats - rows_.insatser.data())]];
}

const Office* Directory::office(std::string_view id) const {
  return one(offices_, rows_.offices, id);
}

const User* Directory::user(std::string_view id) const {
  return one(users_, rows_.users, id);
}

const Directory::Held& Directory::held_by(std::string_view user) const {
  static const Held kNothing;
  const auto found = users_.find(user);
  return found == users_.end() ? kNothing : held_[found->second.front()];
}

bool Directory::has_role(const User& user, std::string_view role, base::Date on) const {
  return any(held_by(user).roles, rows_.roles,
             [&](const RoleHolding& r) { return r.role == role && r.period.contains(on); });
}

bool Directory::may(const User& user, Right right, base::Date on) const {
  return any(held_by(user).roles, rows_.roles,
             [&](const RoleHolding& r) { return r.period.contains(on) && roles_.may(r.role, right, on); });
}

bool Directory::administers(const User& user, std::string_view cooperation, base::Date on,
                            const std::function<bool(const Role&)>& meant) const {
  return any(held_by(user).administrations, rows_.staff.administrations, [&](const Administration& row) {
    if (row.cooperation != cooperation || !row.period.contains(on) || !has_role(user, row.role, on)) return false;
    const Role* role = roles_.find(row.role, on);
    return role != nullptr && meant(*role);
  });
}

bool Directory::administers(const User& user, std::string_view cooperation, base::Date on, Right right) const {
  return administers(user, cooperation, on, [&](const Role& role) {
    return std::find(role.may.begin(), role.may.end(), right) != role.may.end();
  });
}

bool Directory::has_assignment(const User& user, std::string_view to, base::Date on) const {
  return any(held_by(user).assignments, rows_.assignments,
             [&](const Assignment& a) { return a.to == to && a.period.contains(on); });
}

Directory::Giver Directory::giver_of(const Mandate& mandate) const {
  Giver giver;
  const User* by = user(mandate.given_by);
  if (by == nullptr) return giver;
  const base::Date given = mandate.period.from;
  const bool forbidden = role_forbidden(*this, *by, given);
  giver.user = !forbidden && mandate.given_by == mandate.user && may(*by, Right::registers, given) &&
               has_assignment(*by, mandate.insats, given);
  giver.insatsansvarig =
      !forbidden && administers(*by, insats(mandate.insats)->cooperation, given, Right::give_mandates);
  for (const std::uint32_t i : held_by(*by).removals) {
    const Removal& row = rows_.staff.removals[i];
    if (!row.for_cause || row.from != mandate.insats || row.role != kCaseworker || row.on < given) continue;
    if (!giver.removed || row.on < *giver.removed) giver.removed = row.on;
  }
  return giver;
}

bool Directory::has_role(std::string_view id, std::string_view role, base::Date on) const {
  const User* known = user(id);
  return known != nullptr && has_role(*known, role, on);
}

bool Directory::has_assignment(std::string_view id, std::string_view to, base::Date on) const {
  const User* known = user(id);
  return known != nullptr && has_assignment(*known, to, on);
}

const User* Directory::user_of_signature(std::string_view source, std::string_view text, base::Date on) const {
  const auto found = signatures_.find(text);
  if (found == signatures_.end()) return nullptr;
  const User* meant = nullptr;
  for (const std::uint32_t i : found->second) {
    const Signature& row = rows_.signatures[i];
    if (!row.period.contains(on)) continue;
    const User& signer = rows_.users[user_of_signature_[i]];
    if (row.source == source) return &signer;
    if (row.source == "*") meant = &signer;
  }
  return meant;
}

}  // namespace gateway::core
