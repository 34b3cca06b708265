#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/core/decide.h"

namespace gateway::core {

/// Whether a record waits for a caseworker to say that it is to be registered: no mandate covers it, or whom the source
/// names may not register it any more, and nothing else is missing. A task at another authority does not.
bool awaits_confirmation(const std::vector<UnitOutcome>& units);

/// Whether a record waits: for a confirmation, or for anything else that may come.
bool waits_for_somebody(const std::vector<UnitOutcome>& units);

/// The insats in which the record is or would be registered; empty where it belongs to none. [pure]
std::string asked_at(const Participation& record, const Situation& situation, const Circumstances& c);

/// The insats in which `c.confirmed_by` would register the record; nothing where it belongs to none, or to one where
/// that user has not role and assignment today. [pure]
std::optional<std::string> confirmed_at(const Participation& record, const Situation& situation,
                                        const Circumstances& c);

/// The record as it is decided without anybody's confirmation, and what of it would wait for one set aside because
/// `c.confirmed_by` has said no. Nothing where none of it waits any more, a mandate having come: then there is nothing
/// to say no to. [pure]
std::optional<Decision> decline_proposal(const Participation& record, const Situation& situation,
                                         const Circumstances& c);

}  // namespace gateway::core
