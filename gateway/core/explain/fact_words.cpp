#include "gateway/core/explain/fact_words.h"

#include <array>

#include "gateway/core/cooperation/act.h"
#include "gateway/core/cooperation/state.h"
#include "gateway/core/explain/code_words.h"
#include "gateway/core/explain/words.h"

namespace gateway::core {

namespace {

using base::Document;

/// By Fact.
constexpr std::array<Words, 29> kFacts = {
    {{"start", "startdatum", "start date"},
     {"end", "slutdatum", "end date"},
     {"consent", "samtycke enligt källan", "consent by the source"},
     {"consent_date", "samtyckets datum", "date of the consent"},
     {"withdrawn", "återkallat enligt källan", "withdrawn by the source"},
     {"withdrawn_before", "återkallat sedan tidigare", "withdrawn before"},
     {"declined_before", "nekat sedan tidigare", "declined before"},
     {"told", "samtycke enligt handläggaren", "consent by the caseworker"},
     {"protection", "skydd enligt källan", "protection by the source"},
     {"protected_before", "skydd sedan tidigare", "protected before"},
     {"deceased", "avliden", "deceased"},
     {"registration", "registrering som finns", "registration that exists"},
     {"counted_before", "räknad utan personuppgifter", "counted without personal data"},
     {"mandate", "stående mandat", "standing mandate"},
     {"happened", "hände", "happened"},
     {"registered", "registrerades", "was registered"},
     {"state", "ärendets läge före", "state of the case before"},
     {"becomes", "läge som det leder till", "state that it leads to"},
     {"part", "organisationens del", "part of the organisation"},
     {"registrar", "registreras av", "registered by"},
     {"agreement", "lokal överenskommelse", "local agreement"},
     {"role", "rollen deltagaransvarig", "the role deltagaransvarig"},
     {"assignment", "uppdrag vid kontoret", "assignment at the office"},
     {"last_end", "senaste ärendets slut", "end of the latest case"},
     {"mapping_consent", "samtycke till kartläggning bifogat", "consent to mapping attached"},
     {"meetings", "kartläggningsmöten", "mapping meetings"},
     {"meeting_outcome", "senaste mötets utfall", "outcome of the last meeting"},
     {"lifted", "skyddet hävdes", "protection lifted"},
     {"activity", "aktiviteten enligt begreppskatalogen", "activity by the concept catalogue"}}};

/// By ConsentAnswer, Protection, Stage, MandateState, Part, Authority, MeetingOutcome and ActivityKind; yes for what is
/// a mark only.
constexpr std::array<Words, 3> kConsent = {
    {{"none", "inget svar", "no answer"}, {"given", "finns", "given"}, {"declined", "nekat", "declined"}}};
constexpr std::array<Words, 4> kProtection = {
    {{"none", "inget", "none"},
     {"marked", "sekretessmarkering", "marked"},
     {"protected_registration", "skyddad folkbokföring", "protected registration"},
     {"unknown", "okänt: räknas som skydd", "unknown: counts as protected"}}};
constexpr std::array<Words, 4> kStage = {{{"in", "inregistrerad", "registered in"},
                                          {"out", "utregistrerad", "registered out"},
                                          {"exited", "avbruten", "exited"},
                                          {"voided", "makulerad", "void"}}};
constexpr std::array<Words, 6> kMandate = {
    {{"missing", "saknas", "missing"},
     {"counts", "räknas", "counts"},
     {"giver_may_not", "räknas inte: givaren fick inte ge det", "does not count: its giver might not give it"},
     {"giver_removed", "räknas inte längre: givaren borttagen med orsak", "counts no more: giver removed for cause"},
     {"not_renewed", "räknas inte längre: inte förnyat", "counts no more: not renewed"},
     {"confirmed", "bekräftat av handläggaren i stället", "confirmed by the caseworker instead"}}};
constexpr std::array<Words, 4> kPart = {{{"af", "Arbetsförmedlingen", "Arbetsförmedlingen"},
                                         {"fk", "Försäkringskassan", "Försäkringskassan"},
                                         {"proposer", "lämnar förslag", "proposes"},
                                         {"none", "ingen", "none"}}};
constexpr std::array<Words, 3> kAuthority = {{{"af", "Arbetsförmedlingen", "Arbetsförmedlingen"},
                                              {"fk", "Försäkringskassan", "Försäkringskassan"},
                                              {"either", "endera myndigheten", "either authority"}}};
constexpr std::array<Words, 2> kActivity = {
    {{"preparatory", "arbetsförberedande", "preparatory"}, {"work_oriented", "arbetslivsinriktad", "work-oriented"}}};
constexpr std::array<Words, 2> kMark = {{{"no", "nej", "no"}, {"yes", "ja", "yes"}}};

Document word(const Words& words) {
  return Document().set("code", words.id).set("sv", words.swedish).set("en", words.english);
}

template <std::size_t size>
Document word(const std::array<Words, size>& words, std::int32_t value) {
  const auto at = static_cast<std::size_t>(value);
  return at < size ? word(words[at]) : Document();
}

/// A state of a case, or the outcome of a mapping, by its code.
Document step(std::string_view code) {
  return word({code, step_word(code, Language::swedish), step_word(code, Language::english)});
}

template <typename Of>
Document step(std::int32_t value, Of last) {
  if (value < 0 || value > static_cast<std::int32_t>(last)) return {};
  return step(name(static_cast<Of>(value)));
}

}  // namespace

std::string_view name(Fact fact) {
  return kFacts[static_cast<std::size_t>(fact)].id;
}

std::string_view name(Fact fact, Language language) {
  return kFacts[static_cast<std::size_t>(fact)].in(language);
}

Document value_of(const CodedFact& fact) {
  if (is_date(fact.fact)) return Document(base::Date::from_days(fact.value).text());
  switch (fact.fact) {
    case Fact::consent:
    case Fact::told:
      return word(kConsent, fact.value);
    case Fact::protection:
      return word(kProtection, fact.value);
    case Fact::registration:
      return word(kStage, fact.value);
    case Fact::mandate:
      return word(kMandate, fact.value);
    case Fact::state:
    case Fact::becomes:
      return step(fact.value, CaseState::interrupted);
    case Fact::part:
      return word(kPart, fact.value);
    case Fact::registrar:
      return word(kAuthority, fact.value);
    case Fact::meeting_outcome:
      return step(fact.value, MeetingOutcome::back_to_fk);
    case Fact::activity:
      return word(kActivity, fact.value);
    case Fact::meetings:
      return Document(static_cast<std::int64_t>(fact.value));
    default:
      return word(kMark, fact.value);
  }
}

}  // namespace gateway::core
