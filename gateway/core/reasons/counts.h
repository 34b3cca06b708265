#pragma once

#include "gateway/core/reason.h"

namespace gateway::core::reasons {

/// Of forms of cooperation that only count, and of volume figures.
inline constexpr Explanation kCounts[] = {
    {Code::counted_by_form,
     "counted_by_form",
     {"Samverkansformen räknar bara antal kvinnor och män: räknas utan personuppgifter",
      "The form of cooperation counts women and men only: counted without personal data"},
     {"Ingenting att göra: inget samtycke behövs", "Nothing to do: no consent is needed"}},
    {Code::form_counts_only,
     "form_counts_only",
     {"I {} räknas bara antal från den startdagen: ingen registreras med namn",
      "In {} only numbers are counted from that start day: nobody is registered by name"},
     {"Rätta startdagen, eller samverkansformen i katalogen och policyn",
      "Correct the start day, or the form of cooperation in directory and policy"}},
    {Code::cooperation_form_unknown,
     "cooperation_form_unknown",
     {"Policyn säger inte hur samverkansformen registreras den dagen: {}",
      "The policy does not say how the form of cooperation registers on that day: {}"},
     {"Rätta formens namn i katalogen (form), eller lägg till raden i policyn (cooperation_form)",
      "Correct the form's name in the directory (form), or add the row to the policy (cooperation_form)"}},
    {Code::volume_not_yours,
     "volume_not_yours",
     {"{} är inte insatsansvarig för den insatsen", "{} is not insatsansvarig of that insats"},
     {"Insatsansvarig i insatsens samverkansorganisation anger volymen",
      "An insatsansvarig of the insats's cooperation organisation gives the volume"}},
    {Code::volume_of_named,
     "volume_of_named",
     {"I {} registreras deltagare med namn det året: ingen volym anges",
      "In {} participants are registered by name that year: no volume is given"},
     {"Registrera deltagarna, eller gör insatsen till volyminsats i katalogen (counts_only)",
      "Register the participants, or make the insats count only in the directory (counts_only)"}},
    {Code::volume_of_individuals,
     "volume_of_individuals",
     {"I {} har någon registrerats eller räknats för sig det året: en volym skulle räkna dubbelt",
      "In {} somebody was registered or counted individually that year: a volume would count twice"},
     {"Ingenting att göra: de räknas redan, var för sig", "Nothing to do: they are counted already, one by one"}},
    {Code::volume_year,
     "volume_year",
     {"Insatsen eller samverkansorganisationen pågick inte det året, eller året har inte börjat: {}",
      "Insats or cooperation organisation was not open that year, or the year has not begun: {}"},
     {"Kontrollera år och insats", "Check year and insats"}},
    {Code::volume_twice,
     "volume_twice",
     {"Samma insats och år anges två gånger: {}", "The same insats and year are given twice: {}"},
     {"Låt en av raderna stå", "Keep one of the rows"}},
};

}  // namespace gateway::core::reasons
