#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/core/clear.h"
#include "gateway/core/consent_use.h"
#include "gateway/core/decision.h"
#include "gateway/core/directory.h"
#include "gateway/core/explain/told_decision.h"
#include "gateway/core/policy.h"

namespace gateway::core {

/// A message as a node receives it, with the person where it names one.
struct Incoming {
  Message message;
  std::optional<Person> person;
};

/// What the node's ledger knows when a message comes.
struct NodeSituation {
  std::optional<Registration> registration;  ///< Under the message's id.
  std::string owner;                         ///< Organisation that registered it.
  bool voided = false;                       ///< The id is refused for ever.
  bool same_person = true;                   ///< The person of the message is the registration's.
  bool person_protected = false;             ///< The number is known to be protected.
  bool sender_alone = false;                 ///< By the word of the message's sender alone.
  std::optional<base::Date> lifted;          ///< The day on which a protection of the number was last lifted.
  std::optional<base::Date> deceased;        ///< The day of the person's death, whoever has told of it.
  bool already_registered = false;           ///< The person, insats and start stand under another id.
  std::int64_t totals_version = 0;  ///< Newest version of the sender's total for the message's insats and year.
  /// Of the person's other registrations that the sender made, as far as they still name the person. What others made
  /// is nobody's to learn of, and they collect their own consents [A].
  std::vector<ConsentUse> other_uses = {};
};

enum class Admitted {
  accepted,
  voided,
  rejected,
  proposed,  ///< Of an act that another authority registers: a task for it.
  again      ///< The node could not look at it for a fault of its own: it is sent again later.
};

std::string_view name(Admitted admitted);
std::optional<Admitted> parse_admitted(std::string_view name);

/// What the node answers and stores. Of what it rejects it keeps nothing.
struct Admission {
  Admitted admitted = Admitted::rejected;
  std::vector<Reason> reasons;
  std::optional<Registration> registration;  ///< To store.
  bool store_person = false;                 ///< With the message's person.
  bool erase_person = false;                 ///< Identity leaves; the keyed mark stays when `protect`.
  bool protect = false;
  bool void_id = false;
  std::optional<base::Date> lift;      ///< The sender takes back that the person is protected, from this day (§3 n).
  std::optional<base::Date> deceased;  ///< To be kept of the registration's person (§3 q).
  bool death_taken_back = false;       ///< The registration tells of a death no more: unless another one does.
  std::optional<Totals> totals;
  std::optional<ToldDecision> why;  ///< Kept to explain it.
};

/// Decides on a message by the node's own directory; `sender` is the organisation its certificate is bound to. Answers
/// the same to a message that comes again. Protective messages need no authority. [pure]
Admission admit(const Incoming& incoming, const NodeSituation& situation, const Directory& directory,
                const Policy& policy, std::string_view sender, base::Date today);

}  // namespace gateway::core
