#pragma once

#include <string_view>

#include "gateway/core/cooperation/register.h"

namespace gateway::core {

/// Applies withdrawal, death and protection to the case in `decision.after` (domain.md §3 e–j, l, q): stops what is
/// queued, ends or strips what the node has, counts anonymously what never got there, retracts its open tasks, leaves
/// the registrar a task where it was not the one who told. Needs no authority. `by` is who told it, `office` where.
void protect_case(CooperationDecision& decision, const CaseSituation& situation, const ConsentView& consent,
                  std::optional<base::Date> deceased, const Act& by, const std::string& office,
                  const CaseCircumstances& circumstances);

/// The same of facts told without an act; `situation` already holds them. `teller` is the organisation that told them,
/// empty where the node did. The case names it where it is one of its authorities: that anybody else knows the person
/// is nobody's to hear. [pure]
CooperationDecision decide_case_fact(const CaseSituation& situation, std::string_view teller,
                                     const CaseCircumstances& circumstances);

/// The same for a request that was only proposed: nobody may confirm it any longer, and whoever has it is told so.
void protect_proposal(CooperationDecision& decision, const CaseSituation& situation,
                      const CaseCircumstances& circumstances);

/// Takes open tasks back, with what they asked for; on a withdrawal those alone that rest on no later consent.
void retract_tasks(CooperationDecision& decision, const CaseSituation& situation, const Act& by,
                   std::optional<base::Date> withdrawn = std::nullopt);

/// Counts a request without personal data; takes back what an earlier note counted otherwise.
void count_anonymously(CooperationDecision& decision, const CaseSituation& situation, const CaseNote& note);

}  // namespace gateway::core
