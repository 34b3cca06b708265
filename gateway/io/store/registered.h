#pragma once

#include <optional>

#include "gateway/io/store/persons.h"
#include "gateway/io/store/records.h"
#include "gateway/io/store/registrations.h"
#include "gateway/ports/registered.h"

namespace gateway::io::store {

/// Participations in insatser as their caseworkers work with them. [one thread at a time]
class Registered {
 public:
  Registered(Database& database, Vault& vault, Persons& persons)
      : database_(database), persons_(persons), registrations_(database), records_(database, vault) {}

  /// Nothing where it is no participation that is read (RegistrationFilter).
  std::optional<ports::ListedRegistration> at(std::int64_t row, bool with_person);
  std::optional<ports::ListedRegistration> find(const base::RegistrationId& id);
  /// Rows behind `behind`, `limit` at most, of one insats where it is not empty.
  std::vector<std::int64_t> page(const ports::RegistrationFilter& filter, const std::string& insats,
                                 const std::optional<Mark>& number, std::int64_t behind, std::int64_t limit);

 private:
  void read_record(const KeptRegistration& kept, ports::ListedRegistration& one);
  void read_outbox(std::int64_t lane, ports::ListedRegistration& one);

  Database& database_;
  Persons& persons_;
  Registrations registrations_;
  Records records_;
};

}  // namespace gateway::io::store
