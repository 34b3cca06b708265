#pragma once

#include <string>

#include "gateway/core/cooperation/register.h"

namespace gateway::core {

/// What a fact told without an act rests on: the case, and what is known of consent, protection and death. Of a
/// proposal without a case, no more than the day: its proposer may not hear why it is gone. [pure]
Basis basis_of_fact(const CaseSituation& situation, const CaseCircumstances& circumstances);

/// What an answer to a task, or its retraction, rests on: who gave it at which office. [pure]
Basis basis_of_answer(const Act& by, const std::string& office, const CaseCircumstances& circumstances);

/// What rests on nothing but the act itself: there is nobody whom it is about, or no such case. [pure]
Basis basis_of_refusal(const CooperationAct& act, const CaseCircumstances& circumstances);

/// Adds the course of the case so far, and the consent on which it stands.
void add_course(Basis& basis, const CooperationCase& of);

/// Adds what is known of the person's consent, protection and death beside the case.
void add_known(Basis& basis, const CaseSituation& situation);

/// Adds whether the user has role and assignment at the office on the day of the act.
void add_authority(Basis& basis, const Act& by, const std::string& office, const Directory& directory);

}  // namespace gateway::core
