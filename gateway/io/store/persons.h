#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/clear.h"
#include "gateway/core/lift.h"
#include "gateway/core/person_number.h"
#include "gateway/io/store/sqlite.h"
#include "gateway/io/store/vault.h"

namespace gateway::io::store {

/// A participant's row, without what recognises anybody.
struct Subject {
  std::int64_t row = 0;
  base::SubjectId id;
  std::optional<core::Sex> sex;
  std::optional<base::Date> deceased;
};

/// Who says that somebody is protected, and where a source says it.
struct Claim {
  core::Claimer by = core::Claimer::unknown;
  std::string name = {};
  core::Protection kind = core::Protection::unknown;
  std::optional<Mark> record = {};  ///< Of a source.
  std::optional<std::int64_t> set = {};
};

/// By whose word the identity of somebody protected leaves.
struct Leaving {
  std::string sender = {};  ///< At a node; empty at a gateway, where it is known already.
  bool of_several = false;  ///< Others may have said it later, and cannot be told apart any more.
};

/// Who the ledger knows: sealed under a key each, found by a mark of the number. [writer thread]
class Persons {
 public:
  Persons(Database& database, Vault& vault) : database_(database), vault_(vault) {}

  std::optional<Subject> find(const Mark& number);
  std::optional<Subject> at(std::int64_t row);
  std::optional<Mark> number_of(std::int64_t row);

  /// The number, and every other one that a change links to it (domain.md §3 o, p): as far as anybody knows, one
  /// person.
  std::vector<Mark> linked(const Mark& number);

  bool is_protected(const Mark& number);
  /// Stands from now on for every linked number, whatever else of the person is kept or erased; their records are
  /// decided anew.
  void protect(const Mark& number, const Claim& claim, base::Instant now);
  /// Whoever says it of one number says it of the other: both are one record's, though nothing links them (§3 o).
  void protect_together(const Mark& one, const Mark& other, base::Instant now);
  /// A source's record says that its person is not protected: it takes back what it said itself, and at the end of a
  /// whole set what its source's other records have not said again.
  void deny(const Mark& number, const Mark& record, std::string_view source, std::int64_t set);
  /// A whole set of the source is read.
  void set_told(std::string_view source, std::int64_t set);
  core::ProtectionState protection(const Mark& number);
  /// The last day on which the protection was lifted of any linked number.
  std::optional<base::Date> lifted(const Mark& number);
  /// Nobody's word stands any more; what was stripped stays so.
  void lift(const Mark& number, base::Date day);
  /// At a node: whether nobody but the sender says it.
  bool claimed_by_alone(const Mark& number, std::string_view sender);
  /// At a node: the sender's word falls, and the protection where nobody else's is left. Whether it had said so.
  bool take_back(const Mark& number, std::string_view sender, base::Date day);
  /// All of the person's records, at their next reading.
  void decide_anew(std::int64_t row);
  /// Nothing: nobody tells of a death any more.
  void lives_until(std::int64_t row, std::optional<base::Date> deceased);

  /// Stands for every linked number, and where nobody has the number, for whoever gets it: their records are decided
  /// anew.
  void died(const core::PersonNumber& number, const Mark& mark, base::Date on);

  Subject add(const core::PersonNumber& number, const Mark& mark, const core::Person& person);
  /// The person's name, or after a change also the number, as now told.
  void renew(const Subject& subject, const Mark& mark, const core::Person& person);
  /// Whoever has the number, added or renewed as now told.
  Subject keep(const core::PersonNumber& number, core::Person person);
  /// Nothing where the identity was erased.
  std::optional<core::Person> open(const Subject& subject);

  /// Identity leaves: sealed data, mark and, after the commit, the key. Sex and year of birth stay for the figures.
  void erase(const Subject& subject);
  /// Nobody may be found through the registration any longer: identity leaves, with the person where nothing else names
  /// them. Under protection it leaves whatever names them.
  void leave(std::int64_t registration, std::int64_t subject, const std::optional<Leaving>& hidden, base::Instant now);
  /// A row of its own with sex and year of birth only, for one registration that parts from its person.
  std::int64_t add_nameless_like(std::int64_t row);
  /// Erases the person, row and all, where no registration names them any more.
  void release(std::int64_t row);

  /// Destroys the keys of those who were erased. After the commit; once more after a crash.
  static void destroy_keys(Database& database, Vault& vault);

 private:
  void flag(const Mark& number, base::Instant now);
  void unflag(const Mark& number, base::Date day);

  Database& database_;
  Vault& vault_;
};

}  // namespace gateway::io::store
