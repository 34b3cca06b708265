#include "gateway/report/words.h"

#include <algorithm>

namespace gateway::report {

namespace {

bool has(const ports::ListedUnit& unit, core::Code code) {
  return std::any_of(unit.reasons.begin(), unit.reasons.end(),
                     [code](const core::Reason& reason) { return reason.code == code; });
}

struct FaultRow {
  std::string_view code;
  Phrase word;
  Phrase remedy;
};

constexpr FaultRow kFaults[] = {
    {"missing_file",
     {"En fil i leveransen saknas", "A file of the set is missing"},
     {"Lägg dit filen; leveransen läses när alla delar finns",
      "Add the file; the set is read once all parts are there"}},
    {"empty",
     {"Filen är tom", "The file is empty"},
     {"Gör om exporten i källsystemet", "Export again from the source system"}},
    {"truncated",
     {"Filen är avbruten", "The file is cut off"},
     {"Gör om exporten och vänta tills den är klar", "Export again and wait until it has ended"}},
    {"bad_encoding",
     {"Filen har en annan teckenkodning än konfigurationen säger",
      "The file's encoding is not the one the configuration says"},
     {"Rätta teckenkodningen i konfigurationen, eller i exporten",
      "Correct the encoding in the configuration, or in the export"}},
    {"columns",
     {"Kolumnerna är inte de som konfigurationen väntar sig", "The columns are not those the configuration expects"},
     {"Jämför filens rubrikrad med kolumnmappningen", "Compare the file's header with the column mapping"}},
    {"unterminated_quote",
     {"Ett citattecken avslutas aldrig", "A quotation mark is never closed"},
     {"Rätta raden i källsystemet eller gör om exporten", "Mend the row in the source system or export again"}},
    {"too_long",
     {"Ett fält eller en rad är för lång", "A field or a row is too long"},
     {"Kontrollera avgränsare och citattecken", "Check delimiter and quotation marks"}},
    {"changed_while_read",
     {"Filen ändrades medan den lästes", "The file changed while it was read"},
     {"Lägg dit filen igen när exporten är klar", "Put the file there again once the export has ended"}},
    {"unreadable",
     {"Filen går inte att läsa", "The file cannot be read"},
     {"Kontrollera filens behörigheter", "Check the file's permissions"}},
    {"orphan_rows",
     {"Rader som hör till något som inte finns i leveransen", "Rows that belong to something not in the set"},
     {"Kontrollera att filerna är från samma export", "Check that the files are of the same export"}},
    {"duplicate_rows",
     {"Rader med samma nyckel flera gånger", "Rows with the same key several times"},
     {"Ta bort dubbletterna, eller rätta nyckelkolumnerna", "Remove the duplicates, or correct the key columns"}},
};

const FaultRow* fault_row(std::string_view code) {
  const auto* found =
      std::find_if(std::begin(kFaults), std::end(kFaults), [code](const FaultRow& row) { return row.code == code; });
  return found == std::end(kFaults) ? nullptr : found;
}

}  // namespace

Phrase status_word(const ports::ListedUnit& unit) {
  switch (unit.outcome) {
    case core::Outcome::accepted:
      return {"godkänd", "accepted"};
    case core::Outcome::anonymous:
      return {"räknad utan personuppgifter", "counted without personal data"};
    case core::Outcome::rejected:
      return {"nekad", "rejected"};
    case core::Outcome::parked:
      if (std::any_of(unit.reasons.begin(), unit.reasons.end(), core::waits_for_consent)) {
        return {"väntar på samtycke", "waits for consent"};
      }
      if (has(unit, core::Code::consent_after_decline)) {
        return {"väntar på din bekräftelse", "waits for your confirmation"};
      }
      return {"väntar på uppgift", "waits for information"};
    case core::Outcome::proposed:
      if (has(unit, core::Code::for_other_authority)) {
        return {"lämnad till annan myndighet", "handed to another authority"};
      }
      return {"väntar på din bekräftelse", "waits for your confirmation"};
    case core::Outcome::outside:
      return {"utanför SUS", "outside SUS"};
    case core::Outcome::unchanged:
      break;
  }
  return {"oförändrad", "unchanged"};
}

Phrase outcome_word(core::Outcome outcome) {
  switch (outcome) {
    case core::Outcome::accepted:
      return {"godkända", "accepted"};
    case core::Outcome::anonymous:
      return {"utan personuppgifter", "anonymous"};
    case core::Outcome::rejected:
      return {"nekade", "rejected"};
    case core::Outcome::parked:
      return {"väntar på samtycke eller uppgift", "parked"};
    case core::Outcome::proposed:
      return {"väntar på bekräftelse", "proposed"};
    case core::Outcome::outside:
      return {"utanför SUS", "outside SUS"};
    case core::Outcome::unchanged:
      break;
  }
  return {"oförändrade", "unchanged"};
}

Phrase unit_word(core::Unit unit) {
  switch (unit) {
    case core::Unit::in:
      return {"in", "in"};
    case core::Unit::out:
      return {"ut", "out"};
    case core::Unit::change:
      return {"ändring", "change"};
    case core::Unit::task:
      break;
  }
  return {"förslag", "task"};
}

Phrase message_word(core::MessageKind kind) {
  switch (kind) {
    case core::MessageKind::in:
      return {"inregistrering", "registration in"};
    case core::MessageKind::change:
      return {"ändring", "change"};
    case core::MessageKind::out:
      return {"utregistrering", "registration out"};
    case core::MessageKind::exit:
      return {"avslut utan personuppgifter", "exit without identity"};
    case core::MessageKind::exit_or_void:
      return {"avslut eller makulering", "exit or void"};
    case core::MessageKind::strip:
      return {"personuppgifter tas bort", "identity leaves"};
    case core::MessageKind::task:
      return {"förslag till kontor", "task for an office"};
    case core::MessageKind::request:
      return {"begäran om gemensam kartläggning", "request for joint mapping"};
    case core::MessageKind::act:
      return {"registrering i ett samarbete", "act in a cooperation"};
    case core::MessageKind::reply:
      return {"svar på ett förslag", "answer to a proposal"};
    case core::MessageKind::assignments:
      return {"ändrade uppdrag", "changed assignments"};
    case core::MessageKind::totals:
      break;
  }
  return {"summor", "totals"};
}

Phrase queue_word(std::string_view state) {
  if (state == "queued") return {"i kö", "queued"};
  if (state == "in_hands") return {"skickas", "being sent"};
  if (state == "held") return {"väntar", "held"};
  if (state == "delivered") return {"levererad", "delivered"};
  if (state == "rejected") return {"nekad av noden", "rejected by the node"};
  if (state == "stopped") return {"stoppad", "stopped"};
  if (state == "dead") return {"kunde inte levereras", "could not be delivered"};
  return {"okänd", "unknown"};
}

Phrase set_word(ports::SetState state) {
  switch (state) {
    case ports::SetState::begun:
      return {"påbörjad", "begun"};
    case ports::SetState::complete:
      return {"läst i sin helhet", "read completely"};
    case ports::SetState::failed:
      return {"kunde inte läsas", "could not be read"};
    case ports::SetState::incomplete:
      break;
  }
  return {"ofullständig: läses inte förrän alla delar finns", "incomplete: not read until all parts are there"};
}

std::string_view name(ports::SetState state) {
  switch (state) {
    case ports::SetState::begun:
      return "begun";
    case ports::SetState::complete:
      return "complete";
    case ports::SetState::failed:
      return "failed";
    case ports::SetState::incomplete:
      break;
  }
  return "incomplete";
}

Phrase fault_word(std::string_view code) {
  const FaultRow* row = fault_row(code);
  return row != nullptr ? row->word : Phrase{"Filen har ett fel", "The file has a fault"};
}

Phrase fault_remedy(std::string_view code) {
  const FaultRow* row = fault_row(code);
  return row != nullptr ? row->remedy : Phrase{"Kontrollera filen", "Check the file"};
}

}  // namespace gateway::report
