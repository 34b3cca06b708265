#pragma once

#include <optional>

#include "gateway/core/consent_paper.h"
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

 private:
  Database& database_;
  Vault& vault_;
};

/// Of what is told of consent to a record, where the original is: sealed as what waits, until it has a registration.
void seal_original(Vault& vault, const Mark& record, core::ConsentPaper& paper);
void open_original(Vault& vault, const Mark& record, core::ConsentPaper& paper);

}  // namespace gateway::io::store
