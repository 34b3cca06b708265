#pragma once

#include "gateway/core/decide.h"

namespace gateway::core {

/// What protects a participant, weighed: as it stands now.
struct ProtectiveFacts {
  const Standing& standing;
  std::optional<Sex> sex;
  const ConsentView& consent;
  bool is_protected = false;
  std::optional<base::Date> deceased;
  bool fk_told = false;  ///< Of a withdrawal after the end.
};

/// Counts the participant of the registration in `decision` instead (domain.md §3): it is voided, and all that is
/// queued of it stops. Of a task, which is somebody else's to count, nobody.
void count_instead(Decision& decision, std::optional<Sex> sex, Code cause, std::optional<base::Date> date);

/// Applies withdrawal, death and protection to the registration in `decision` (domain.md §3 e–j, l, q): stops what is
/// queued, ends or strips what the node has, counts anonymously what never got there; of a withdrawal after the
/// end FK is to be told, unless it has been or tells it itself. Needs no authority.
void apply_protective_facts(Decision& decision, const ProtectiveFacts& facts, const Circumstances& circumstances);

}  // namespace gateway::core
