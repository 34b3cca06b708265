#include "gateway/core/explain/code_words.h"

#include <algorithm>
#include <span>

#include "gateway/core/cooperation/request.h"
#include "gateway/core/cooperation/state.h"
#include "gateway/core/explain/words.h"

namespace gateway::core {

namespace {

/// Units of a record, messages and acts.
constexpr Words kEvents[] = {{"in", "inregistrering", "registration in"},
                             {"out", "utregistrering", "registration out"},
                             {"change", "ändring", "change"},
                             {"task", "förslag", "task"},
                             {"fact", "uppgift om personen", "fact about the person"},
                             {"exit", "avslut utan personuppgifter", "exit without identity"},
                             {"exit_or_void", "avslut eller makulering", "exit or void"},
                             {"strip", "personuppgifter tas bort", "identity leaves"},
                             {"totals", "summor", "totals"},
                             {"assignments", "ändrade uppdrag", "changed assignments"},
                             {"act", "registrering i ett samarbete", "act in a cooperation"},
                             {"reply", "svar på ett förslag", "answer to a proposal"},
                             {"request", "begäran om gemensam kartläggning", "request for joint mapping"},
                             {"rebook", "ombokat möte", "rebooked meeting"},
                             {"meet", "kartläggningsmöte", "mapping meeting"},
                             {"plan", "planerad insats", "planned insats"},
                             {"start", "start av insatsen", "start of the insats"},
                             {"turn", "byte av insatstyp", "turn to the other kind"},
                             {"conclude", "avslut av samarbetet", "conclusion of the cooperation"},
                             {"interrupt", "avbrott av samarbetet", "interruption of the cooperation"},
                             {"change_office", "byte av kontor", "change of office"},
                             {"complete", "komplettering av svar", "completed answers"},
                             {"correct", "rättelse av svar", "corrected answers"},
                             {"undo", "ångrad rad", "undone row"},
                             {"discard", "felregistrering", "registered by mistake"}};

/// Of records, acts and messages, of tasks, and of facts.
constexpr Words kOutcomes[] = {{"accepted", "godkänd", "accepted"},
                               {"anonymous", "räknad utan personuppgifter", "counted without personal data"},
                               {"rejected", "avvisad", "rejected"},
                               {"parked", "väntar på uppgift eller samtycke", "waits for information or consent"},
                               {"proposed", "förslag lämnat", "proposed"},
                               {"outside", "utanför SUS", "outside SUS"},
                               {"unchanged", "oförändrad", "unchanged"},
                               {"voided", "makulerad", "void"},
                               {"again", "skickas igen", "sent again"},
                               {"open", "väntar på bekräftelse", "waits for confirmation"},
                               {"due", "försenad", "overdue"},
                               {"confirmed", "bekräftad", "confirmed"},
                               {"retracted", "återtagen", "retracted"},
                               {"superseded", "ersatt av en senare", "superseded"},
                               {"nothing", "ändrar inget", "changes nothing"},
                               {"waits", "väntar", "waits"},
                               {"taken_back", "återtagen innan den nått SUS", "taken back before it reached SUS"},
                               {"ended", "avslutad", "ended"},
                               {"ends_when_dated", "avslutas när dagen är känd", "ends when the day is known"},
                               {"dated", "har fått sin dag", "has got its day"},
                               {"hidden", "går vidare utan personuppgifter", "goes on without identity"},
                               {"stays_hidden", "förblir utan personuppgifter", "stays without identity"},
                               {"for_fk", "Försäkringskassan underrättas", "Försäkringskassan is told"},
                               {"destroyed", "förstörd", "destroyed"},
                               {"waiting", "väntar på SUS", "waits for SUS"},
                               {"stopped", "stoppad", "stopped"},
                               {"dead", "kunde inte levereras", "could not be delivered"}};

/// What an act says beside its answers, and what is asked of a consent.
constexpr Words kParts[] = {{"to", "vart det leder", "where it leads"},
                            {"af_office", "AF-kontor", "AF office"},
                            {"fk_office", "FK-kontor", "FK office"},
                            {"af", "AF-kontor", "AF office"},
                            {"fk", "FK-kontor", "FK office"},
                            {"meeting_on", "planerat möte", "planned meeting"},
                            {"consent", "samtycke", "consent"},
                            {"mapping_consent", "samtycke till kartläggning", "consent to joint mapping"},
                            {"until", "pågår till", "until"},
                            {"outcome", "utfall av GK", "outcome of the mapping"},
                            {"cause", "orsak", "cause"},
                            {"answers", "svar", "answers"},
                            {"row", "rad", "row"},
                            {"employment_before", "sysselsättning före", "employment status before"},
                            {"employment_after", "sysselsättning efter", "employment status after"},
                            {"income_source_after", "försörjning efter", "income source after"},
                            {"task_reason", "skäl att avvisa ett förslag", "reason to reject a proposal"},
                            {"written", "skriftligt", "written"},
                            {"language", "språk", "language"},
                            {"signed_by", "undertecknat av", "signed by"},
                            {"collected_by", "inhämtat av", "collected by"},
                            {"original", "var originalet finns", "where the original is"}};

constexpr Words kSaid[] = {{"to_cooperation", "till samarbetet", "to the cooperation"},
                           {"to_ordinary_services", "till Arbetsförmedlingens ordinarie tjänster",
                            "to Arbetsförmedlingen's ordinary services"},
                           {"back_to_fk", "tillbaka till Försäkringskassan", "back to Försäkringskassan"},
                           {"not_current_health", "blev inte aktuellt: hälsa", "did not come about: health"},
                           {"not_current_other", "blev inte aktuellt: annat", "did not come about: else"},
                           {"consent_withdrawn", "återkallat samtycke", "consent taken back"},
                           {"own_initiative", "eget initiativ", "own initiative"},
                           {"deceased", "avliden", "deceased"},
                           {"-", "inget ärende", "no case"}};

std::string in_words(std::string_view code) {
  std::string words(code);
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

const Words* found(std::span<const Words> all, std::string_view code) {
  const auto row = std::find_if(all.begin(), all.end(), [&](const Words& words) { return words.id == code; });
  return row == all.end() ? nullptr : &*row;
}

/// A field by its code, or by the Swedish name that lists of what is missing hold.
const FieldDescription* field(std::string_view text) {
  const auto row = std::find_if(std::begin(kFields), std::end(kFields),
                                [&](const FieldDescription& one) { return one.id == text || one.swedish == text; });
  return row == std::end(kFields) ? nullptr : row;
}

template <typename Word>
std::string each(std::string_view text, std::string_view between, Word word) {
  std::string out;
  while (true) {
    const auto end = text.find(between);
    out += word(text.substr(0, end));
    if (end == std::string_view::npos) return out;
    out += between;
    text.remove_prefix(end + between.size());
  }
}

/// "USER (code)", or the code alone of a user whom nobody knows.
std::string not_taken(std::string_view text, Language language) {
  const auto from = text.rfind('(');
  const bool named = from != std::string_view::npos && text.back() == ')';
  const std::string_view code = named ? text.substr(from + 1, text.size() - from - 2) : text;
  for (const Explanation& row : explanations()) {
    if (row.id != code) continue;
    std::string why(row.sentence[static_cast<std::size_t>(language)]);
    if (const auto place = why.find(": {}"); place != std::string::npos) why.erase(place, 4);
    if (const auto place = why.find("{} "); place != std::string::npos) why.erase(place, 3);
    return named ? std::string(text.substr(0, from + 1)) + why + ")" : why;
  }
  return std::string(text);
}

/// In place of a detail that is not there: what a record leaves empty, and else what is not kept.
Words nothing_of(Code code) {
  const bool of_record = code == Code::signature_unknown || code == Code::ask_caseworker;
  return of_record ? Words{"", "(tom)", "(empty)"} : Words{"", "(uppgiften sparas inte)", "(not kept)"};
}

}  // namespace

std::string_view event_word(std::string_view code, Language language) {
  const Words* words = found(kEvents, code);
  return words == nullptr ? code : words->in(language);
}

std::string_view outcome_word(std::string_view code, Language language) {
  const Words* words = found(kOutcomes, code);
  return words == nullptr ? code : words->in(language);
}

std::string field_word(std::string_view code, Language language) {
  if (const FieldDescription* known = field(code)) {
    return language == Language::swedish ? std::string(known->swedish) : in_words(known->id);
  }
  const Words* words = found(kParts, code);
  return std::string(words == nullptr ? code : words->in(language));
}

std::string_view step_word(std::string_view code, Language language) {
  for (const StateDescription& state : kCaseStates) {
    if (state.id == code) return language == Language::swedish ? state.swedish : state.english;
  }
  for (const auto all : {std::span<const Words>(kEvents), std::span<const Words>(kSaid)}) {
    if (const Words* words = found(all, code)) return words->in(language);
  }
  return code;
}

std::string shown_detail(const Reason& reason, Language language) {
  if (reason.detail.empty()) return std::string(nothing_of(reason.code).in(language));
  const auto steps = [&](std::string_view text) {
    return each(text, " ", [&](std::string_view code) { return step_word(code, language); });
  };
  const auto fields = [&](std::string_view text) { return field_word(text, language); };
  switch (reason.code) {
    case Code::task_answered:
      return std::string(outcome_word(reason.detail, language));
    case Code::outcome_contrary:
    case Code::cause_not_of_act:
      return std::string(step_word(reason.detail, language));
    case Code::transition_unknown:
      return each(reason.detail, " – ", steps);
    case Code::answers_missing:
      return each(reason.detail, ", ", fields);
    case Code::answer_form:
    case Code::answer_code_unknown:
    case Code::answer_not_asked:
    case Code::answer_already_given:
    case Code::code_unknown:
    case Code::identity_field_dropped:
    case Code::office_missing:
    case Code::consent_paper_unsaid:
      return field_word(reason.detail, language);
    case Code::responsible_not_taken:
      return not_taken(reason.detail, language);
    default:
      return reason.detail;
  }
}

}  // namespace gateway::core
