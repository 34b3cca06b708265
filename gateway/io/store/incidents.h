#pragma once

#include <optional>
#include <vector>

#include "gateway/core/incident.h"
#include "gateway/io/store/sqlite.h"
#include "gateway/io/store/vault.h"

namespace gateway::io::store {

/// Incidents, and what was registered wrongly and must not be again (domain.md §3 r). [writer thread]
class Incidents {
 public:
  Incidents(Database& database, Vault& vault) : database_(database), vault_(vault) {}

  /// The newest first.
  std::vector<core::Incident> all(const std::optional<base::RegistrationId>& only);
  /// Whether it lifts a bar (core::lifts_bar): what was decided under it is to be decided anew.
  bool put(const core::Incident& incident);

  /// The node has answered how far the registration had come: where nobody knew.
  void reached(const base::RegistrationId& registration, core::Handover handover);

  /// The registration is whose incident may lift it.
  void bar(const Mark& record, const Mark& person, core::Code cause, const base::RegistrationId& registration);
  /// What bars the record from the other number bars it from the person's, too: they are one's.
  void bar_as(const Mark& record, const Mark& person, const Mark& other);
  /// Why the record must not register the person.
  std::optional<core::Code> barred(const Mark& record, const Mark& person);

 private:
  Database& database_;
  Vault& vault_;
};

}  // namespace gateway::io::store
