#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/consent.h"
#include "gateway/core/directory.h"
#include "gateway/core/policy.h"
#include "gateway/core/registration.h"

namespace gateway::core {

// The signed original of a consent (originalet) goes to FK's archive (arkiv) once the registration made on it is
// registered, which is when the node has acknowledged it (domain.md §3). Which forms' originals go there, and how soon,
// is policy.

/// That an original was sent, as a caseworker said it last.
struct Archived {
  base::Date sent;
  std::string by;
  base::Instant said{};

  friend bool operator==(const Archived&, const Archived&) = default;
};

/// What decides about the original of the consent that a registration, or a case of the AF/FK cooperation, was made
/// on. A registration anew has a consent and an original of its own.
struct Original {
  Registration registration;
  Standing standing;
  bool closed = false;                     ///< Of a case: closed for reading, or registered by mistake.
  std::vector<std::string> places;         ///< The insats; of a case its AF and its FK office.
  std::optional<base::Date> acknowledged;  ///< The local day on which the node took what opened it.
  std::optional<Archived> archived;
  ConsentPaper paper = {};  ///< What is said of it.

  /// From when it may be sent: the day of acknowledgement, or of a case that was proposed first the later day on which
  /// its registrar registered it. None before the node has acknowledged.
  std::optional<base::Date> registered_on() const;
};

/// An original that waits to be sent.
struct ToArchive {
  base::Date since;  ///< Original::registered_on.
  int days = 0;      ///< From then to today.
  bool overdue = false;
};

/// Whether the original waits to be sent; none where it was sent, need not be, or may not be yet. Where the
/// registration has ended by withdrawal or death, where its consent was taken back, or its identity is protected, an
/// original that is not sent yet stays where it is; one that was sent stays sent. That is an assumption: no source says
/// what becomes of it. [pure]
std::optional<ToArchive> to_archive(const Original& of, const Policy& policy, base::Date today);

/// Why it cannot be that the original was sent on a day; none where it can. [pure]
std::optional<Reason> archive_fault(const Original& of, base::Date sent, base::Date today);

/// Whether the user may see and say how it stands with the original: role AND assignment in `organisation` today, at
/// one of its places, as long as the registration is read there. [pure]
bool may_archive(const Directory& directory, std::string_view user, std::string_view organisation, const Original& of,
                 base::Date today);

}  // namespace gateway::core
