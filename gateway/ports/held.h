#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/core/clear.h"
#include "gateway/core/decision.h"
#include "gateway/core/fk_notice.h"
#include "gateway/core/lift.h"

namespace gateway::ports {

/// A registration, case or proposal in a person's name.
struct HeldRegistration {
  core::Registration registration;
  core::Standing standing;  ///< Consent facts beside it; of an insats only while its record still answers by it.
  std::string source;       ///< Of the record that it came of; empty where acts or other parties made it.
  std::string key;          ///< The source's local id of that record; empty where it is another person's by now.
  std::optional<core::FkNotice> for_fk = {};  ///< Withdrawn after its end: whether FK was told.
};

/// What a source said of a person in one record, and what was answered.
struct HeldRecord {
  std::string source;
  std::string key;
  std::string file;
  std::uint32_t line = 0;
  base::Instant since{};  ///< Of the answer.
  std::vector<core::UnitOutcome> units;
  std::optional<base::RegistrationId> registration;  ///< That it answers by now.
  std::string document;                       ///< Its bytes, while it waits; empty else, and where it is damaged.
  std::optional<base::Instant> delete_after;  ///< When its bytes go.
};

/// All of a person that is found by the number. What was counted anonymously, what is outside SUS and what was erased
/// is of nobody, and is not here.
struct Held {
  std::optional<base::Instant> protected_since;
  core::ProtectionState protection;  ///< Who says that, and when it was lifted.
  std::optional<core::Person> person;
  std::optional<base::Date> deceased;
  bool other_numbers = false;  ///< A source's change of the number links it to another one, under which more may be.
  std::vector<HeldRegistration> registrations;  ///< In the order in which they came, as are the records.
  std::vector<HeldRecord> records;

  bool nothing() const {
    return !protected_since && !protection.lifted && !person && !other_numbers && registrations.empty() &&
           records.empty();
  }
};

}  // namespace gateway::ports
