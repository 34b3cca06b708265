#pragma once

#include <string_view>

#include "gateway/core/decision.h"
#include "gateway/core/reason.h"
#include "gateway/ports/codec.h"
#include "gateway/ports/ledger.h"

namespace gateway::report {

/// One thing said in both languages.
struct Phrase {
  std::string_view swedish;
  std::string_view english;

  std::string_view in(core::Language language) const { return language == core::Language::swedish ? swedish : english; }
};

/// How an answer stands on screen, the words of domain.md §10: "väntar på samtycke", "nekad", "utanför SUS",
/// "väntar på din bekräftelse" … The reasons tell a wait for consent from other waits.
Phrase status_word(const ports::ListedUnit& unit);

/// An answer in the plural, as it stands in the equation.
Phrase outcome_word(core::Outcome outcome);

Phrase unit_word(core::Unit unit);

/// What a message of the outbox is, and how it stands; the latter by the state names of ports::QueuedMessage.
Phrase message_word(core::MessageKind kind);
Phrase queue_word(std::string_view state);

Phrase set_word(ports::SetState state);

/// The state's stable name, as in gateway.set/1.
std::string_view name(ports::SetState state);

/// What a fault code of gateway.set/1 means, and what to do about it. Unknown codes get a general sentence.
Phrase fault_word(std::string_view code);
Phrase fault_remedy(std::string_view code);

}  // namespace gateway::report
