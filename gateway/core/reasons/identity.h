#pragma once

#include "gateway/core/reason.h"

namespace gateway::core::reasons {

/// Of whose identity it is, whether it may be here at all, and when that must be answered.
inline constexpr Explanation kIdentity[] = {
    {Code::wrong_person,
     "wrong_person",
     {"Registrerad på fel person: identiteten är borttagen och ingenting räknas",
      "Registered for the wrong person: the identity is destroyed and nothing is counted"},
     {"Rätta personnumret i källsystemet: med rätt person prövas posten på nytt, likaså när incidenten avslutas som "
      "mistaken",
      "Correct the number in the source system: with the right person the record is decided anew, as it is when the "
      "incident is closed as mistaken"}},
    {Code::registered_without_consent,
     "registered_without_consent",
     {"Registrerad utan samtycke: identiteten är borttagen och ingenting räknas",
      "Registered without consent: the identity is destroyed and nothing is counted"},
     {"Finns ett samtycke nu bekräftar handläggaren det med kommandot consent give",
      "Where there is a consent now, the caseworker confirms it with the command consent give"}},
    {Code::consent_answer_due,
     "consent_answer_due",
     {"Samtycke måste besvaras nu: insatsen är avslutad, eller startade i fjol",
      "The consent must be answered now: the insats has ended, or started last year"},
     {"Handläggaren svarar med consent give eller consent decline; utan svar räknas personen inte",
      "The caseworker answers with consent give or consent decline; without an answer the person is not counted"}},
};

}  // namespace gateway::core::reasons
