#pragma once

#include <optional>

#include "gateway/core/consent.h"
#include "gateway/io/store/sqlite.h"
#include "gateway/io/store/vault.h"

namespace gateway::io::store {

/// What is said of the signed paper of the consents that registrations were made on. [one thread at a time]
class ConsentPapers {
 public:
  ConsentPapers(Database& database, Vault& vault) : database_(database), vault_(vault) {}

  /// Of a registration's row, instead of what was said before; where the original is only for one that names a person.
  void put(std::int64_t registration, const core::ConsentPaper& paper);
  /// Nothing said where there is none. Where the original is goes with the person's key.
  core::ConsentPaper at(std::int64_t registration);

  /// Runs `move`, which gives the registration to another person, and keeps where the original is under that one's key.
  template <typename Move>
  void along(std::int64_t registration, Move move) {
    // Damaged or gone: what else is said stays.
    const auto paper = guarded([&] { return at(registration); });
    move();
    if (paper) put(registration, *paper);
  }

 private:
  Database& database_;
  Vault& vault_;
};

/// Of what is told of consent to a record, where the original is: sealed as what waits, until it has a registration.
void seal_original(Vault& vault, const Mark& record, core::ConsentPaper& paper);
/// Of what is told; the words of a source are open already. Empty where only is known that it was said.
void open_original(Vault& vault, const Mark& record, core::ConsentPaper& paper);
/// Leaves of where the original is no more than whether it was said.
void drop_original(core::ConsentPaper& paper);
/// Leaves of what was told of consent to somebody who is named no more what its paper is judged by: no words, nobody.
void drop_words(core::Standing& standing);

}  // namespace gateway::io::store
