#pragma once

#include "gateway/core/reason.h"

namespace gateway::core::reasons {

/// Of changes of cooperation organisations and insatser, and of what offices say of a case.
inline constexpr Explanation kOrganisation[] = {
    {Code::cooperation_unknown,
     "cooperation_unknown",
     {"Samverkansorganisationen {} finns inte i katalogen", "The cooperation organisation {} is not in the directory"},
     {"Kontrollera namnet; en ny samverkansorganisation läses in med katalogen",
      "Check the id; a new cooperation organisation is imported with the directory"}},
    {Code::editor_may_not,
     "editor_may_not",
     {"{} får inte ändra det", "{} may not change that"},
     {"Samverkansadministratören ändrar samverkansorganisationen, insatsansvarig dess insatser; båda med uppdrag där i "
      "dag",
      "The samverkansadministratör edits the cooperation organisation, the insatsansvarig its insatser; both with the "
      "assignment there today"}},
    {Code::id_taken,
     "id_taken",
     {"Katalogen har redan en insats eller ett kontor med namnet {}",
      "The directory has an insats or office {} already"},
     {"Välj ett annat id, eller ändra insatsen (edit_insats)", "Choose another id, or edit the insats (edit_insats)"}},
    {Code::cooperation_start_fixed,
     "cooperation_start_fixed",
     {"Samverkansorganisationens startdag bestäms en gång: {}",
      "The first day of a cooperation organisation is set once: {}"},
     {"Ange samma dag eller ingen", "Write the same day, or none"}},
    {Code::outside_cooperation_days,
     "outside_cooperation_days",
     {"Insatsen ligger utanför samverkansorganisationens dagar: {}",
      "The insats is outside the days of the cooperation organisation: {}"},
     {"Rätta insatsens dagar", "Correct the days of the insats"}},
    {Code::structural_by_name,
     "structural_by_name",
     {"Insatsen {} är strukturinriktad och räknas bara", "The insats {} is structural and count only"},
     {"Utelämna counts_only, eller ange direction individual", "Leave counts_only out, or write direction individual"}},
    {Code::member_unknown,
     "member_unknown",
     {"Organisationen {} finns inte i katalogen", "The organisation {} is not in the directory"},
     {"Kontrollera namnet, eller läs in organisationen med katalogen",
      "Check the id, or import the organisation with the directory"}},
    {Code::municipality_derived,
     "municipality_derived",
     {"Kommunen är härledd från kontoret: {}", "The municipality is derived from the office: {}"},
     {"Svara med en annan kommun om den är fel (correct)",
      "Answer with another municipality if it is wrong (correct)"}},
    {Code::fk_branch_changed,
     "fk_branch_changed",
     {"FK-kontoret byts mot ett av annat slag (TA/FV): {}",
      "The FK office changes to one of the other kind (TA/FV): {}"},
     {"Kontrollera att det är det som menas; byt annars kontor igen",
      "Check that this is meant; otherwise change office once more"}},
};

}  // namespace gateway::core::reasons
