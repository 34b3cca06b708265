#pragma once

#include <optional>
#include <vector>

#include "gateway/io/store/case_rows.h"
#include "gateway/io/store/consent_papers.h"
#include "gateway/io/store/records.h"
#include "gateway/ports/original.h"

namespace gateway::io::store {

/// The originals of consents: what is known of them by their registrations, and which were sent to FK's archive.
/// [one thread at a time]
class Originals {
 public:
  Originals(Database& database, Vault& vault)
      : database_(database),
        registrations_(database),
        records_(database, vault),
        cases_(database),
        papers_(database, vault) {}

  /// Of a registration or case that was made here on a consent; none of any other.
  std::optional<ports::KeptOriginal> find(const base::RegistrationId& id);
  /// Those behind a registration's row that the node has taken and that are not said to be sent; the row moves on, to
  /// the end where `end` is set.
  std::vector<ports::KeptOriginal> page(std::int64_t& behind, bool& end);
  void put(const base::RegistrationId& id, const core::Archived& archived);

 private:
  std::optional<ports::KeptOriginal> at(std::int64_t row);

  Database& database_;
  Registrations registrations_;
  Records records_;
  CaseRows cases_;
  ConsentPapers papers_;
};

}  // namespace gateway::io::store
