#pragma once

#include <optional>
#include <vector>

#include "gateway/core/merge.h"
#include "gateway/io/store/persons.h"
#include "gateway/io/store/records.h"
#include "gateway/io/store/registrations.h"
#include "gateway/ports/clock.h"

namespace gateway::io::store {

/// Numbers that were joined on a source's word, each with what it takes to part them (domain.md §3 p). [writer thread]
class Merges {
 public:
  Merges(Database& database, Vault& vault, const ports::Clock& clock, Persons& persons, Registrations& registrations,
         Records& records)
      : database_(database),
        vault_(vault),
        clock_(clock),
        persons_(persons),
        registrations_(registrations),
        records_(records) {}

  /// What goes by a person's number, by row.
  std::vector<std::int64_t> registrations_of(std::int64_t subject);
  /// Brings `lanes` from `former` to who goes on; where both are the same, its number is about to change. Whether it
  /// can be undone: an identity that has left can not.
  bool join(const Subject& former, const Subject& goes_on, const std::vector<std::int64_t>& lanes, const Mark& told_by,
            base::Instant now);
  /// Whether the number is one that the person has had, by another record's word than `record`'s.
  bool former(std::int64_t subject, const Mark& number, const Mark& record);

  /// The person's newest merge that no later one took along.
  std::optional<core::Merge> newest(std::int64_t subject);
  /// Parts it: what came goes back, unless it has moved on since; a yes to consent told since does not go along.
  /// Whoever has nothing left is released.
  std::vector<base::RegistrationId> undo(std::int64_t subject);

  /// Whether a caseworker has parted the numbers.
  bool separated(const Mark& former, const Mark& number);

 private:
  struct Kept;
  std::optional<Kept> kept(std::int64_t subject);
  void take_along(const Subject& from, const Subject& to, std::int64_t merge);
  void give_back(const Subject& from, const Subject& to, std::int64_t merge);
  void reseal(std::int64_t row, const Subject& from, const Subject& to);
  Subject former_of(const Kept& merge, const Subject& goes_on);
  /// The registration, and its record's key, under another person.
  void move(const KeptRegistration& registration, std::int64_t subject, bool decide_anew);
  void restore_consent(std::int64_t merge, const KeptRegistration& registration);

  Database& database_;
  Vault& vault_;
  const ports::Clock& clock_;
  Persons& persons_;
  Registrations& registrations_;
  Records& records_;
};

}  // namespace gateway::io::store
