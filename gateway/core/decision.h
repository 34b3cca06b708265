#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/explain/basis.h"
#include "gateway/core/explain/fact_outcome.h"
#include "gateway/core/message.h"
#include "gateway/core/reason.h"

namespace gateway::core {

/// What a record asks for; the unit in which everything is counted.
enum class Unit { in, out, change, task };

/// The answers to a unit (design §1.2). What was read is the sum of them.
enum class Outcome { accepted, anonymous, rejected, parked, proposed, outside, unchanged };

std::string_view name(Unit unit);
std::string_view name(Outcome outcome);
std::optional<Outcome> parse_outcome(std::string_view name);

/// Whether the same record may be answered `unchanged` next time; rejected and parked ones are decided anew.
constexpr bool settled(Outcome outcome) {
  return outcome != Outcome::rejected && outcome != Outcome::parked;
}

/// The answer to one unit, with every reason and every warning.
struct UnitOutcome {
  Unit unit = Unit::in;
  Outcome outcome = Outcome::rejected;
  std::vector<Reason> reasons;
  std::vector<Reason> warnings;
};

/// The municipality's own note that a participation was counted anonymously: no link to a person.
struct Note {
  std::string insats;
  int year = 0;
  Sex sex = Sex::woman;
  Code cause = Code::consent_declined;  ///< Why nobody is named: a no, protection, death …
  std::optional<base::Date> date;       ///< Of the no or the withdrawal.

  friend bool operator==(const Note&, const Note&) = default;
};

/// A change of the anonymous totals by one person, up or down.
struct Count {
  std::string insats;
  int year = 0;
  Sex sex = Sex::woman;
  int by = 1;

  friend bool operator==(const Count&, const Count&) = default;
};

/// What of a registration's lane stops, in so far as the node has not answered it.
enum class Stop {
  nothing,
  opening,  ///< The message that names the person.
  all
};

/// All that follows from one record or one told fact: stored together or not at all.
struct Decision {
  Basis basis;  ///< What it rests on.
  std::vector<UnitOutcome> units;
  std::string mapping_row;             ///< MappingRow::name of the row that answered; empty where none did.
  std::optional<PersonNumber> number;  ///< The person, where the number can be read.
  bool protection_seen = false;        ///< The person counts as protected from now on.
  std::optional<base::Date> deceased;
  std::optional<Standing> standing;          ///< Consent facts to keep for the record's key.
  std::optional<Registration> registration;  ///< New or changed.
  ConsentPaper paper = {};                   ///< Of the consent that a new registration is made on.
  Stop stop = Stop::nothing;
  std::vector<Message> messages;        ///< Into the registration's lane, in this order.
  std::optional<base::Date> exit_date;  ///< Told at last: for the exit that waits for its date (§3 j).
  std::optional<Note> note;             ///< The note to keep.
  bool erase_note = false;
  std::vector<Count> counts;
  std::optional<Code> wrong;  ///< wrong_person | registered_without_consent: the record registers this person no more.
  std::optional<FactOutcome> fact;  ///< What a fact did: always where one was told, of a record where it did something.
  std::optional<base::Date> for_fk;  ///< Withdrawn on that day, after the end: FK is to be told (§3 i).
};

}  // namespace gateway::core
