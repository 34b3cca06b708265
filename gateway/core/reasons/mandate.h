#pragma once

#include "gateway/core/reason.h"

namespace gateway::core::reasons {

/// Of standing mandates that are there and do not count.
inline constexpr Explanation kMandate[] = {
    {Code::mandate_giver_may_not,
     "mandate_giver_may_not",
     {"Väntar på din bekräftelse: mandatet räknas inte, för den som gav det fick inte ge det den dagen: {}",
      "Waits for your confirmation: the mandate does not count, because its giver might not give it on that day: {}"},
     {"Handläggaren bekräftar; eller ett nytt mandat ges av någon som får: handläggaren själv med roll och uppdrag, "
      "eller "
      "insatsansvarig för insatsen, så som policyn säger",
      "The caseworker confirms; or somebody who may gives a new mandate: the caseworker self with role and assignment, "
      "or "
      "the insatsansvarig of the insats, as the policy says"}},
    {Code::mandate_giver_removed,
     "mandate_giver_removed",
     {"Väntar på din bekräftelse: mandatet räknas inte längre, för uppdraget för den som gav det togs bort med orsak: "
      "{}",
      "Waits for your confirmation: the mandate counts no more, because its giver's assignment was removed for cause: "
      "{}"},
     {"Handläggaren bekräftar; eller ett nytt mandat ges av någon som får",
      "The caseworker confirms; or somebody who may gives a new mandate"}},
    {Code::mandate_not_renewed,
     "mandate_not_renewed",
     {"Väntar på din bekräftelse: mandatet har löpt så länge det får utan att förnyas: {}",
      "Waits for your confirmation: the mandate has run as long as it may without being renewed: {}"},
     {"Handläggaren bekräftar; eller mandatet förnyas: avsluta det och lägg till ett nytt med dagens datum som from",
      "The caseworker confirms; or the mandate is renewed: end it and add a new one with today as its from"}},
};

}  // namespace gateway::core::reasons
