#pragma once

#include "gateway/core/reason.h"

namespace gateway::core::reasons {

/// Of what waits for somebody's confirmation: tasks that name no case, and how far a proposal has come.
inline constexpr Explanation kProposal[] = {
    {Code::task_names_no_case,
     "task_names_no_case",
     {"Uppgiften nämner ingen person: den som bekräftar anger ärendet",
      "The task names nobody: whoever confirms says which case it is"},
     {"Finn deltagaren i kontorets beställning och ange ärendenumret (--case)",
      "Find the participant in the office's order and give the case number (--case)"}},
    {Code::proposal_received,
     "proposal_received",
     {"Mottaget av {}", "Received by {}"},
     {"Ingenting att göra: kontoret svarar", "Nothing to do: the office answers"}},
    {Code::proposal_handled,
     "proposal_handled",
     {"Hanterat av {}", "Handled by {}"},
     {"Ingenting att göra", "Nothing to do"}},
    {Code::proposal_not_current,
     "proposal_not_current",
     {"Inte aktuellt hos {}", "Not current at {}"},
     {"Fråga kontoret om uppgiften skulle ha registrerats", "Ask the office if it should have been registered"}},
    {Code::proposal_declined,
     "proposal_declined",
     {"Handläggaren har avböjt att registrera: {}", "The caseworker has declined to register it: {}"},
     {"Ingenting att göra; prövas igen när källan säger något nytt",
      "Nothing to do; it is decided anew when the source says something new"}},
};

}  // namespace gateway::core::reasons
