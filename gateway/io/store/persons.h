#pragma once

#include <optional>
#include <vector>

#include "gateway/core/clear.h"
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
  void protect(const Mark& number, base::Instant now);
  /// All of the person's records, at their next reading.
  void decide_anew(std::int64_t row);
  void lives_until(std::int64_t row, base::Date deceased);

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
  void leave(std::int64_t registration, std::int64_t subject, bool protect, base::Instant now);
  /// A row of its own with sex and year of birth only, for one registration that parts from its person.
  std::int64_t add_nameless_like(std::int64_t row);
  /// Erases the person, row and all, where no registration names them any more.
  void release(std::int64_t row);

  /// Destroys the keys of those who were erased. After the commit; once more after a crash.
  static void destroy_keys(Database& database, Vault& vault);

 private:
  Database& database_;
  Vault& vault_;
};

}  // namespace gateway::io::store
