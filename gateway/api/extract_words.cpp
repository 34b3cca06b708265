#include "gateway/api/extract_words.h"

#include <span>

#include "gateway/core/cooperation/request.h"

namespace gateway::api {

namespace {

using report::Phrase;

struct Word {
  std::string_view id;
  Phrase phrase;
};

/// Beside those of the AF/FK cooperation (core::kFields).
constexpr Word kFields[] = {{"number", {"personnummer", "person number"}},
                            {"given_name", {"förnamn", "given name"}},
                            {"family_name", {"efternamn", "family name"}},
                            {"sex", {"kön", "sex"}},
                            {"deceased", {"avliden", "deceased"}},
                            {"protection", {"skyddade personuppgifter", "protected identity"}},
                            {"education", {"utbildningsnivå", "education"}},
                            {"income_source_before", {"försörjning före", "income source before"}},
                            {"employment_before", {"sysselsättning före", "employment status before"}},
                            {"end_reason", {"anledning till avslut", "reason for ending"}},
                            {"income_source_after", {"försörjning efter", "income source after"}},
                            {"employment_after", {"sysselsättning efter", "employment status after"}},
                            {"beslut", {"beslut", "beslut"}},
                            {"ordered_by", {"beställare", "ordered by"}},
                            {"insats", {"insats enligt källan", "insats as the source says"}},
                            {"unit", {"enhet", "unit"}},
                            {"start", {"start", "start"}},
                            {"end", {"slut", "end"}},
                            {"consent", {"samtycke", "consent"}},
                            {"consent_form", {"samtyckets blankett", "form of the consent"}},
                            {"consent_date", {"samtyckets datum", "date of the consent"}},
                            {"consent_withdrawn", {"samtycket återkallat", "consent taken back"}},
                            {"address", {"adress", "address"}},
                            {"phone", {"telefonnummer", "telephone number"}},
                            {"office", {"kontor", "office"}},
                            {"caseworker", {"handläggare", "caseworker"}},
                            {"enrolled", {"inskriven vid AF från", "enrolled at AF from"}},
                            {"enrolled_to", {"inskriven vid AF till", "enrolled at AF to"}},
                            {"skat_category", {"sökandekategori", "category of jobseeker"}},
                            {"unemployed_from", {"arbetslös från", "unemployed from"}},
                            {"action_plan", {"handlingsplan", "action plan"}},
                            {"service", {"tjänst", "service"}},
                            {"period", {"period", "period"}},
                            {"extent", {"omfattning", "extent"}},
                            {"decision", {"beslut vid AF", "decision of AF"}},
                            {"case_number", {"ärendenummer", "case number"}}};

constexpr Word kPurposes[] = {
    {"registration", {"registrering i SUS", "registration in SUS"}},
    {"information_exchange",
     {"informationsutbyte och gemensam kartläggning", "information exchange and joint mapping"}},
    {"own", {"den egna verksamheten", "the organisation's own work"}}};

constexpr Word kLooks[] = {
    {"case.show", {"visade ärendet", "showed the case"}},
    {"case.list", {"såg namnet i en lista", "saw the name in a list"}},
    {"participant.search", {"sökte fram ärendet", "found the case by a search"}},
    {"participant.extract", {"tog ut ett registerutdrag", "took out an extract"}},
    {"task.show", {"visade ett förslag", "showed a proposal"}},
    {"task.reply", {"svarade på ett förslag", "answered a proposal"}},
    {"access.list", {"läste vem som har tittat", "read who has looked"}},
    {"participant.wrong", {"prövade en felregistrering", "tried what calling it wrong would do"}},
    {"why", {"läste varför", "read why"}},
};

Phrase found(std::span<const Word> words, std::string_view id, Phrase otherwise) {
  for (const Word& word : words) {
    if (word.id == id) return word.phrase;
  }
  return otherwise;
}

}  // namespace

Phrase field_word(std::string_view field) {
  for (const core::FieldDescription& one : core::kFields) {
    if (one.id == field) return {one.swedish, one.id};
  }
  return found(kFields, field, {field, field});
}

Phrase kind_word(core::RegistrationKind kind) {
  switch (kind) {
    case core::RegistrationKind::participation:
      return {"insats i Finsam", "insats of Finsam"};
    case core::RegistrationKind::task:
      return {"förslag till en myndighets handläggare", "proposal to an authority's caseworkers"};
    case core::RegistrationKind::cooperation:
      break;
  }
  return {"samarbete mellan Arbetsförmedlingen och Försäkringskassan", "cooperation of AF and FK"};
}

Standpoint standpoint(const core::Registration& of, bool stopped) {
  if (of.stage == core::Stage::exited) return {"exited", {"avslutad och stängd", "ended and closed"}};
  if (stopped && of.handover == core::Handover::unknown) {
    return {"stopped", {"stoppad; om SUS fick den är inte känt", "stopped; whether SUS got it is not known"}};
  }
  if (stopped && of.handover != core::Handover::acknowledged) {
    return {"stopped", {"stoppad, inte skickad till SUS", "stopped, not sent to SUS"}};
  }
  if (of.handover == core::Handover::refused) return {"refused", {"nekad av SUS", "refused by SUS"}};
  if (of.kind != core::RegistrationKind::participation) {
    return {"proposed", {"föreslagen, inte registrerad", "proposed, not registered"}};
  }
  if (of.handover == core::Handover::nothing) {
    return {"waiting", {"väntar på att skickas till SUS", "waits to be sent to SUS"}};
  }
  if (of.handover == core::Handover::unknown) {
    return {"unanswered", {"skickad till SUS, som inte har svarat", "sent to SUS, which has not answered"}};
  }
  if (of.stage == core::Stage::out) return {"ended", {"utregistrerad", "registered out"}};
  return {"registered", {"registrerad i SUS", "registered in SUS"}};
}

Phrase purpose_word(std::string_view purpose) {
  return found(kPurposes, purpose, {purpose, purpose});
}

Phrase subject_word(core::LegalSubject subject) {
  return subject == core::LegalSubject::registration
             ? Phrase{"registreringen", "the registration"}
             : Phrase{"myndigheternas och din egen direktåtkomst", "direct access, the authorities' and your own"};
}

Phrase kept_word(core::Kept what) {
  switch (what) {
    case core::Kept::rejected:
      return {"det som inte kunde registreras", "what could not be registered"};
    case core::Kept::parked:
      return {"det som väntar, till exempel på samtycke", "what waits, for consent for example"};
    case core::Kept::files:
      return {"filer från källsystemet, när de är lästa", "files of the source system, once read"};
    case core::Kept::looks:
      break;
  }
  return {"vem som har tittat", "who has looked"};
}

Phrase look_word(std::string_view operation) {
  return found(kLooks, operation, {"läste", "read"});
}

}  // namespace gateway::api
