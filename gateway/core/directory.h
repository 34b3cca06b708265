#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "gateway/base/date.h"
#include "gateway/base/result.h"
#include "gateway/core/assignment/staff.h"
#include "gateway/core/role.h"

namespace gateway::core {

/// A party (organisation): municipality, agency, supplier or association.
struct Organisation {
  std::string id;
  std::string name;
  std::string kind;                       ///< municipality | af | fk | region | supplier | association
  std::vector<std::string> certificates;  ///< SHA-256 fingerprints (hex) of the client certificates that speak for it.
};

/// A cooperation organisation (samverkansorganisation). Nothing before its start day (domain.md §5).
struct Cooperation {
  std::string id;
  std::string name;
  base::Period period;
  std::string form = {};                         ///< How it is followed up: Policy::follow_ups. Empty: by name.
  std::string number = {};                       ///< Organisation number, ten digits; empty where it has none.
  std::vector<std::string> municipalities = {};  ///< Kommunkoder.
  std::vector<std::string> members = {};         ///< Organisations.

  friend bool operator==(const Cooperation&, const Cooperation&) = default;
};

/// What an insats is directed at (inriktning): participants, or the structures around them.
enum class Direction { individual, structural };

/// A Finsam insats: an activity of a coordination association. `counts_only` (volyminsats) takes no named person; a
/// structural one is so, always.
struct Insats {
  std::string id;
  std::string name;
  std::string cooperation;
  base::Period period;
  bool counts_only = false;
  Direction direction = Direction::individual;

  friend bool operator==(const Insats&, const Insats&) = default;
};

/// The two kinds of FK's offices, which are kept apart (domain.md §4). Nobody has said of which one is: `unsaid`.
enum class Branch { unsaid, ta, fv };

/// An office (kontor) of an agency; in the AF/FK cooperation it is what SUS calls "Insatsnamn".
struct Office {
  std::string id;
  std::string name;
  std::string organisation;
  std::string municipality = {};   ///< Kommunkod; empty where nobody has said.
  Branch branch = Branch::unsaid;  ///< Of an FK office alone.
};

/// A user of SUS. `organisation` is the employer; only its certificate may speak in the user's name.
struct User {
  std::string id;
  std::string name;
  std::string organisation;
};

/// A role a user holds; what it may is told by the policy (core/role.h).
struct RoleHolding {
  std::string user;
  std::string role;
  base::Period period;
  std::uint32_t line = 0;  ///< Of the file it was read from; not kept.
};

/// A user's tie (uppdrag) to an insats or office.
struct Assignment {
  std::string user;
  std::string to;
  base::Period period;
};

/// A standing mandate: the nightly run may register in the user's name in an insats. Whether it counts is told by
/// core/mandate.h.
struct Mandate {
  std::string user;
  std::string insats;
  std::string given_by;    ///< User.
  base::Period period;     ///< From the day on which it was given.
  std::uint32_t line = 0;  ///< Of the file it was read from; not kept.
};

/// What a source writes for a caseworker, tied to a SUS user.
struct Signature {
  std::string source;  ///< Source id; "*" for all sources that have no row of their own.
  std::string text;
  std::string user;
  base::Period period;
};

/// The rows a directory is made of, as imported and stored: all or nothing.
struct DirectoryRows {
  std::vector<Organisation> organisations;
  std::vector<Cooperation> cooperations;
  std::vector<Insats> insatser;
  std::vector<Office> offices;
  std::vector<User> users;
  std::vector<RoleHolding> roles;
  std::vector<Assignment> assignments;
  std::vector<Mandate> mandates;
  std::vector<Signature> signatures;
  StaffRows staff;
};

/// Who may do what, when: an immutable index over checked rows. [any thread]
class Directory {
 public:
  Directory() = default;

  /// Every reference must lead somewhere, ids must be unique and a signature must mean one user at a time; otherwise
  /// the error names all faulty rows (ids only) and nothing is built. A role that `roles` does not know may nothing.
  static base::Result<Directory> build(DirectoryRows rows, Roles roles = {});

  const DirectoryRows& rows() const { return rows_; }
  /// What the users' roles may.
  const Roles& roles() const { return roles_; }

  const Organisation* organisation(std::string_view id) const;
  const Organisation* organisation_of_certificate(std::string_view fingerprint) const;
  const Cooperation* cooperation(std::string_view id) const;
  const Insats* insats(std::string_view id) const;
  /// Whose insats it is; of an insats of this directory.
  const Cooperation& cooperation_of(const Insats& insats) const;
  const Office* office(std::string_view id) const;
  const User* user(std::string_view id) const;

  bool has_role(std::string_view user, std::string_view role, base::Date on) const;
  bool has_assignment(std::string_view user, std::string_view to, base::Date on) const;

  /// Whether a role that the user has on a day may do it. Of what is tied to a cooperation organisation, see
  /// `administers`.
  bool may(const User& user, Right right, base::Date on) const;
  /// Whether the user has on a day a role that is meant, and the assignment of that role to the cooperation
  /// organisation.
  bool administers(const User& user, std::string_view cooperation, base::Date on,
                   const std::function<bool(const Role&)>& meant) const;
  /// The same of a role that may do it.
  bool administers(const User& user, std::string_view cooperation, base::Date on, Right right) const;

  // The same of a user of this directory, who is not looked up again.
  bool has_role(const User& user, std::string_view role, base::Date on) const;
  bool has_assignment(const User& user, std::string_view to, base::Date on) const;

  /// Places in the rows.
  using Places = std::vector<std::uint32_t>;
  /// What a user has, each in the rows of its kind.
  struct Held {
    Places roles, assignments, mandates, administrations, removals;
  };
  /// Nothing of a user who is not there.
  const Held& held_by(std::string_view user) const;
  /// The same of a user of this directory, who is not looked up again.
  const Held& held_by(const User& user) const { return held_[static_cast<std::size_t>(&user - rows_.users.data())]; }

  /// What giving a mandate stood on, by its first day: role AND assignment of whoever gave it. All that was asked of it
  /// is found when the directory is built.
  struct Giver {
    bool user = false;                  ///< The user self: may register, with an assignment to the insats.
    bool insatsansvarig = false;        ///< May give mandates in the cooperation organisation whose insats it is.
    std::optional<base::Date> removed;  ///< Since then the giver's assignment to the insats was removed for cause.
  };
  /// Of a mandate, by its place in the rows.
  const Giver& giver_of(std::uint32_t mandate) const { return givers_[mandate]; }

  /// The user a signature meant on a day; null when it is nobody's. A source's own row goes before one for all sources.
  const User* user_of_signature(std::string_view source, std::string_view text, base::Date on) const;

 private:
  /// Not noexcept: then the index keeps each key's hash and does not compute those of its neighbours again.
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  using Index = std::unordered_map<std::string, Places, Hash, std::equal_to<>>;

  Giver giver_of(const Mandate& mandate) const;

  DirectoryRows rows_;
  Roles roles_;
  Index organisations_, certificates_, cooperations_, insatser_, offices_, users_;
  Index signatures_;           ///< By text.
  std::vector<Held> held_;     ///< By the user's place.
  std::vector<Giver> givers_;  ///< By the mandate's place.
  // Where what a row names stands, by the row's place.
  Places cooperation_of_insats_, user_of_signature_;
};

std::string_view name(Direction direction);
/// Empty of an unsaid one.
std::string_view name(Branch branch);

}  // namespace gateway::core
