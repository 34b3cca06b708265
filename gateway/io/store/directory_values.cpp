#include "gateway/io/store/packing.h"
#include "gateway/io/store/values.h"

// The order of fields is the format, as in values.cpp.

namespace gateway::core {

template <typename Io>
static void fields(Io& io, base::Period& period) {
  io(period.from);
  io(period.to);
}

template <typename Io>
static void fields(Io& io, Organisation& row) {
  io(row.id);
  io(row.name);
  io(row.kind);
  io(row.certificates);
}

template <typename Io>
static void fields(Io& io, Cooperation& row) {
  io(row.id);
  io(row.name);
  fields(io, row.period);
}

template <typename Io>
static void fields(Io& io, Insats& row) {
  io(row.id);
  io(row.name);
  io(row.cooperation);
  fields(io, row.period);
  io(row.counts_only);
}

template <typename Io>
static void fields(Io& io, Office& row) {
  io(row.id);
  io(row.name);
  io(row.organisation);
}

template <typename Io>
static void fields(Io& io, User& row) {
  io(row.id);
  io(row.name);
  io(row.organisation);
}

template <typename Io>
static void fields(Io& io, RoleHolding& row) {
  io(row.user);
  io(row.role);
  fields(io, row.period);
}

template <typename Io>
static void fields(Io& io, Assignment& row) {
  io(row.user);
  io(row.to);
  fields(io, row.period);
}

template <typename Io>
static void fields(Io& io, Mandate& row) {
  io(row.user);
  io(row.insats);
  io(row.given_by);
  fields(io, row.period);
}

template <typename Io>
static void fields(Io& io, Signature& row) {
  io(row.source);
  io(row.text);
  io(row.user);
  fields(io, row.period);
}

template <typename Io>
static void fields(Io& io, Workplace& row) {
  io(row.user);
  io(row.office);
  fields(io, row.period);
}

template <typename Io>
static void fields(Io& io, OfficeMembership& row) {
  io(row.office);
  io(row.cooperation);
  fields(io, row.period);
}

template <typename Io>
static void fields(Io& io, Administration& row) {
  io(row.user);
  io(row.role);
  io(row.cooperation);
  fields(io, row.period);
}

template <typename Io>
static void fields(Io& io, Attestation& row) {
  io(row.user);
  io(row.office);
  io(row.by);
  io(row.on);
}

template <typename Io>
static void fields(Io& io, Training& row) {
  io(row.user);
  io(row.until);
}

template <typename Io>
static void fields(Io& io, Deputy& row) {
  io(row.user);
  io(row.deputy);
  fields(io, row.period);
}

template <typename Io>
static void fields(Io& io, Removal& row) {
  io(row.user);
  io(row.from);
  io(row.on);
  io(row.at);
  io(row.by);
  io(row.for_cause);
  io(row.cause);
}

template <typename Io>
static void fields(Io& io, ChangedAssignment& row) {
  io(row.user);
  io(row.role);
  io(row.place);
  io(row.by);
  io(row.at);
}

template <typename Io>
static void fields(Io& io, SupplierUnit& row) {
  io(row.id);
  io(row.organisation);
  io(row.service);
  io(row.addresses);
  fields(io, row.period);
}

template <typename Io>
static void fields(Io& io, UnitChoice& row) {
  io(row.unit);
  io(row.service);
  io(row.addresses);
}

template <typename Io>
static void fields(Io& io, SupplierGrant& row) {
  io(row.organisation);
  io(row.units);
  io(row.permissions);
  io(row.given_by);
  io(row.named_by_supplier);
  fields(io, row.period);
}

template <typename Io>
static void fields(Io& io, SupplierAccount& row) {
  io(row.id);
  io(row.grants);
}

template <typename Io>
static void fields(Io& io, ChangedAccount& row) {
  io(row.account);
  io(row.organisation);
  io(row.by);
  io(row.at);
}

template <typename Io>
static void fields(Io& io, StaffRows& rows) {
  io(rows.workplaces);
  io(rows.memberships);
  io(rows.administrations);
  io(rows.attestations);
  io(rows.trainings);
  io(rows.deputies);
  io(rows.removals);
  io(rows.protected_users);
  // Directories written before there were such rows end here.
  if constexpr (std::is_same_v<Io, io::store::Unpacker>) {
    if (io.at_end()) return;
  }
  io(rows.changed);
  if constexpr (std::is_same_v<Io, io::store::Unpacker>) {
    if (io.at_end()) return;
  }
  io(rows.suppliers.units);
  io(rows.suppliers.accounts);
  io(rows.suppliers.changed);
}

template <typename Io>
static void fields(Io& io, ChangedRow& row) {
  io(row.kind);
  io(row.id);
  io(row.by);
  io(row.at);
}

/// What rows say beside what they said in the directories of before, in the order of the rows.
template <typename Io>
static void said_later(Io& io, DirectoryRows& rows) {
  for (Cooperation& row : rows.cooperations) {
    io(row.number);
    io(row.municipalities);
    io(row.members);
  }
  for (Insats& row : rows.insatser) io(row.direction);
  for (Office& row : rows.offices) {
    io(row.municipality);
    io(row.branch);
  }
  io(rows.staff.changed_rows);
}

template <typename Io>
static void fields(Io& io, DirectoryRows& rows) {
  io(rows.organisations);
  io(rows.cooperations);
  io(rows.insatser);
  io(rows.offices);
  io(rows.users);
  io(rows.roles);
  io(rows.assignments);
  io(rows.mandates);
  io(rows.signatures);
  // Directories written before there were such rows end here.
  if constexpr (std::is_same_v<Io, io::store::Unpacker>) {
    if (io.at_end()) return;
  }
  fields(io, rows.staff);
  if constexpr (std::is_same_v<Io, io::store::Unpacker>) {
    if (io.at_end()) return;
  }
  said_later(io, rows);
  for (Cooperation& row : rows.cooperations) io(row.form);
  if constexpr (std::is_same_v<Io, io::store::Unpacker>) {
    if (io.at_end()) return;
  }
  for (ChangedAssignment& row : rows.staff.changed) io(row.set);
  if constexpr (std::is_same_v<Io, io::store::Unpacker>) {
    if (io.at_end()) return;
  }
  for (Removal& row : rows.staff.removals) io(row.role);
}

}  // namespace gateway::core

namespace gateway::io::store {

std::string pack(const core::DirectoryRows& rows) {
  return packed(rows);
}

core::DirectoryRows unpack_directory(std::string_view text) {
  return unpacked<core::DirectoryRows>(text);
}

}  // namespace gateway::io::store
