#pragma once

#include <optional>
#include <string>

#include "gateway/core/consent_use.h"
#include "gateway/core/decision.h"
#include "gateway/core/directory.h"
#include "gateway/core/mapping.h"
#include "gateway/core/policy.h"

namespace gateway::core {

/// How the number that a record says stands to the one that its registration's person has (domain.md §3 p).
enum class ToldNumber {
  same,
  changed,  ///< Another one: the registration goes on under it.
  parted,   ///< A caseworker has said that it is another person's: it is passed over.
  sent      ///< The one that it was made under, and the node got it under another: it cannot go back by itself.
};

/// What the ledger knows when a record is decided.
struct Situation {
  bool person_protected = false;     ///< A flag was seen for the person and not lifted.
  std::optional<base::Date> lifted;  ///< The day on which the person's protection was last lifted (§3 n).
  std::optional<base::Date> deceased;
  std::optional<Sex> sex;                    ///< Of the person, where the ledger knows it.
  std::optional<Registration> registration;  ///< Of this record's key, voided and refused ones apart.
  std::optional<Note> note;                  ///< The key was counted anonymously.
  Standing standing;
  ToldNumber number = ToldNumber::same;
  std::optional<Code> wrong;          ///< The record's registration of this very person was wrong (§3 r), and why.
  bool perhaps_a_correction = false;  ///< A made key, beside one of the same person and insats not seen in this set.
  int closed_through = 0;             ///< The ledger has closed the counting years up to this one; 0: none.
  bool year_counted = false;          ///< Somebody who started in the record's year was counted anonymously here.
  bool fk_told = false;               ///< FK was told of the registration's withdrawal after its end (§3 i).
  /// Of the person's other registrations here, under whichever linked number; where this record has none.
  std::vector<ConsentUse> other_uses = {};
  bool waited = false;  ///< At its last reading it waited for somebody (`waits_for_somebody`).
  /// The message in was stopped, its registrar without authority, when the node might have it; or was undeliverable.
  bool in_unsaid = false;
  bool last_unsaid = false;  ///< So was what was said last, a change or the end; or the node has refused it.
};

/// What the decision is made under; all of it is given, nothing is asked for.
struct Circumstances {
  const Directory& directory;
  const Mapping& mapping;
  const Policy& policy;
  std::string source;        ///< Source id: the scope of signatures.
  std::string organisation;  ///< The gateway's own organisation.
  base::Date today;          ///< Local date (Europe/Stockholm).
  base::Instant now;
  base::RegistrationId new_id;    ///< For a registration that this decision creates.
  std::string confirmed_by = {};  ///< A user of the gateway, who registers what would wait for a standing mandate.
};

/// Decides what becomes of a source's record. Order (design §1.2): faults of form, mapping or authority reject, all of
/// them told → withdrawn → protected → declined → consent missing → accepted. What protects a registration that exists
/// (withdrawal, protection, death) takes effect whatever else is wrong with the record. [pure]
Decision decide(const Participation& participation, const Situation& situation, const Circumstances& circumstances);

/// Decides what a fact told without a record (command, API) does to a registration or note that exists; `situation`
/// already holds the fact. Has no units. [pure]
Decision decide_fact(const Situation& situation, const Circumstances& circumstances);

}  // namespace gateway::core
