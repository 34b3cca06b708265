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
    {Code::number_changed,
     "number_changed",
     {"Personnumret är ett annat än förut: registreringen fortsätter under det nya",
      "The person number is another than before: the registration goes on under the new one"},
     {"Gäller numret en annan person, skilj dem åt med participant part",
      "Where the number is another person's, take them apart with participant part"}},
    {Code::number_parted,
     "number_parted",
     {"Källan anger ett nummer som en handläggare har skilt från personen: det används inte",
      "The source gives a number that a caseworker has taken apart from the person: it is not used"},
     {"Rätta personnumret i källsystemet", "Correct the number in the source system"}},
    {Code::number_sent,
     "number_sent",
     {"Numret kan inte gå tillbaka: noden har fått registreringen under ett annat",
      "The number cannot go back: the node got the registration under another one"},
     {"Ta bort registreringen med participant wrong; posten registrerar sedan rätt person",
      "Destroy the registration with participant wrong; the record then registers the right person"}},
    {Code::number_not_former,
     "number_not_former",
     {"Registreringen gjordes inte under det numret, eller står under det redan",
      "The registration was not made under that number, or is under it already"},
     {"Ange numret som posten hade när den registrerades; är identiteten borttagen finns inget att skilja åt",
      "Give the number that the record had when it was registered; where the identity is destroyed there is nothing to "
      "take apart"}},
};

}  // namespace gateway::core::reasons
