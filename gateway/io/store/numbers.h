#pragma once

#include "gateway/io/store/persons.h"
#include "gateway/io/store/records.h"
#include "gateway/io/store/registrations.h"

namespace gateway::io::store {

/// Numbers that change on the word of a source or a caseworker (domain.md §3 p). What is kept of a former number is its
/// mark at the registrations that were made under it, and goes with the person. [writer thread]
class Numbers {
 public:
  Numbers(Database& database, Vault& vault, Persons& persons, Registrations& registrations, Records& records)
      : database_(database), vault_(vault), persons_(persons), registrations_(registrations), records_(records) {}

  /// Gives `told` and what goes along (core::follow_number) to whoever has the number, added or renewed as now told.
  /// Answers who that is. Whoever has nothing left is released.
  Subject change(const KeptRegistration& told, const Subject& own, const core::PersonNumber& number, const Mark& mark,
                 const core::Person& person);

  /// The same on a caseworker's word: the records of what goes say the present number in vain from now on.
  void part(const KeptRegistration& told, const Subject& own, const core::PersonNumber& number, const Mark& mark);
  /// Of a number that was only told as the person's previous one: it is somebody else's.
  void part_told(const KeptRegistration& registration, const Mark& number);
  bool parted(const Mark& record, const Mark& number);

  /// Whether the node got the registration under another number since it was made under this one, or since this one was
  /// told as the previous one: it cannot go back by itself.
  bool sent_since(const KeptRegistration& registration, const Mark& number);

 private:
  /// The record says the number in vain from now on.
  void take_apart(std::int64_t record, const Mark& number);
  bool stays(const KeptRegistration& registration, const Mark& number);
  void move(const KeptRegistration& registration, const Subject& to, const Mark& mark, const Mark& had);

  Database& database_;
  Vault& vault_;
  Persons& persons_;
  Registrations& registrations_;
  Records& records_;
};

}  // namespace gateway::io::store
