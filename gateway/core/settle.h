#pragma once

#include "gateway/core/admit.h"
#include "gateway/core/cooperation/case.h"
#include "gateway/core/decision.h"

namespace gateway::core {

/// The day of death, where the node refuses to register somebody whom it knows as dead; `today` where it says none, or
/// a later one. [pure]
std::optional<base::Date> says_deceased(const Message& message, Admitted answer, const std::vector<Reason>& reasons,
                                        base::Date today);

/// What the node's answer to a message does at the gateway that sent it: how far the registration has come, and what
/// stops or is counted instead. Has no units. A registration in that never got to the node because it was withdrawn or
/// protected meanwhile (the node answers `voided`) is counted anonymously (domain.md §3 f); so is one that the node
/// refuses for nothing but that it knows the person as protected (§3 k) or dead (§3 q). [pure]
Decision settle(const Message& message, Admitted answer, const Registration& registration, std::optional<Sex> sex,
                const std::vector<Reason>& reasons = {});

/// How far the registration had come, by what the node answers to a message of it; nothing where that does not say.
std::optional<Handover> reached(MessageKind message, Admitted answer);

/// Drops from a record's answers what is asked of a withdrawal whose exit has left: the day that was assumed stands,
/// and no other is told.
void after_exit_left(std::vector<UnitOutcome>& units);

/// Whether the node refused to register somebody whom it knows as protected: that is known here from now on.
bool says_protected(const Message& message, Admitted answer, const std::vector<Reason>& reasons);

/// What follows where the message that names a participant is stopped before it has left. Whoever only is counted since
/// (`form_counts_only`) is counted at once and named no more; any other stop leads to nothing. [pure]
std::optional<Decision> settle_stopped(const Message& message, const Reason& why, const Registration& registration,
                                       std::optional<Sex> sex);

/// What is counted when the node answers a message of a case: what the case says (`if_void`) where it never got to the
/// node, or the node did not take it (domain.md §3 f, then e); where the node refused a request because it knows the
/// person as protected or dead, that (§3 k, q). Asked once: an answer that tells leaves nothing to count.
/// Nothing either where the node refused a request because the person is in the cooperation by name (`reasons`).
[[nodiscard]] std::optional<CaseNote> settle_count(CooperationCase& of, MessageKind message, Admitted answer,
                                                   const std::vector<Reason>& reasons = {},
                                                   std::optional<Sex> sex = std::nullopt);

}  // namespace gateway::core
