#pragma once

#include <optional>
#include <string>
#include <variant>

#include "gateway/core/directory.h"
#include "gateway/core/message.h"
#include "gateway/core/policy.h"

namespace gateway::core {

/// Who a message is about; in memory only between the ledger and the target.
struct Person {
  std::string number;  ///< 12 digits.
  std::string given_name;
  std::string family_name;
  std::optional<Sex> sex;
};

/// A message that may leave, with what may leave of the person. Only `clear` makes one; it can be neither stored nor
/// parsed, so nothing unchecked can be forwarded.
class Cleared {
 public:
  Cleared(Cleared&&) = default;
  Cleared& operator=(Cleared&&) = default;
  Cleared(const Cleared&) = delete;
  Cleared& operator=(const Cleared&) = delete;

  const Message& message() const { return message_; }
  const std::optional<Person>& person() const { return person_; }

 private:
  friend struct Clearing;
  Cleared(Message message, std::optional<Person> person) : message_(std::move(message)), person_(std::move(person)) {}

  Message message_;
  std::optional<Person> person_;
};

/// What a target can take beyond what every target can.
struct Abilities {
  bool change_office_while_active = true;  ///< Byte av kontor during an active insats (domain.md §4).
};

/// What is true at the moment of sending.
struct ClearFacts {
  std::optional<Registration> registration;  ///< As it stands now; none for totals and assignments.
  bool person_protected = false;
  std::optional<base::Date> lifted = {};  ///< The day on which the person's protection was last lifted.
  Standing standing;
  std::optional<Person> person;  ///< Only needed for the message that names one.
  bool insats_active = false;    ///< Of a case of the AF/FK cooperation: an insats runs, of either kind.
  Abilities target;              ///< Of the system that it goes to.
};

/// The message must not leave, now or ever.
struct Stopped {
  Reason reason;
};

/// The message waits, to be looked at again.
struct Held {
  base::Instant until;
  std::optional<Reason> reason = std::nullopt;
};

using Clearance = std::variant<Cleared, Stopped, Held>;

/// Looks again before each attempt (design §1.4): consent, protection and field list as they are now, role and
/// assignment as they were when the act was done; of assignments only whether whoever gave them was removed for cause
/// since. Exit, exit_or_void and strip carry no identity and are never stopped.
/// [pure]
Clearance clear(const Message& message, const ClearFacts& facts, const Directory& directory, const Policy& policy,
                base::Date today, base::Instant now);

}  // namespace gateway::core
