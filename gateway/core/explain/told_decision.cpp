#include "gateway/core/explain/told_decision.h"

#include <array>
#include <utility>

#include "gateway/core/admit.h"
#include "gateway/core/cooperation/act_basis.h"
#include "gateway/core/explain/explain.h"
#include "gateway/core/explain/tell_fact.h"
#include "gateway/core/explain/words.h"

namespace gateway::core {

namespace {

using base::Document;

/// By Effect.
constexpr std::array<Words, 10> kEffects = {
    {{"nothing", "Det som är registrerat ändras inte av det som har berättats",
      "What is registered is not changed by what was told"},
     {"waits", "Ingenting är registrerat: posten avgörs på nytt med det som har berättats",
      "Nothing is registered: the record is decided again with what was told"},
     {"taken_back", "Ingenting hade nått SUS: det köade är stoppat och ingenting registreras",
      "Nothing had reached SUS: what was queued is stopped and nothing is registered"},
     {"ended", "Gäller genast utan fråga om behörighet: det köade är stoppat, och SUS får veta id, dag och orsak",
      "Holds at once and asks for no authority: what was queued is stopped, and SUS is told id, day and cause"},
     {"ends_when_dated",
      "Gäller genast utan fråga om behörighet: det köade är stoppat; avslutet till SUS väntar på återkallelsens dag",
      "Holds at once and asks for no authority: what was queued is stopped; the exit to SUS waits for the day"},
     {"dated", "Återkallelsen har fått sin dag, och avslutet går till SUS med den",
      "The withdrawal has got its day, and the exit goes to SUS with it"},
     {"hidden", "Gäller genast utan fråga om behörighet: det som pekar ut personen lämnar SUS; insatsen går vidare",
      "Holds at once and asks for no authority: what identifies the person leaves SUS; the insats goes on"},
     {"stays_hidden", "Inget skydd gäller längre; det som redan är registrerat går vidare utan personuppgifter",
      "No protection holds any more; what is registered already goes on without identity"},
     {"for_fk", "Registreringen var redan avslutad i SUS: inget skickas, läsningen är stängd, och FK underrättas",
      "The registration had ended in SUS already: nothing is sent, reading is closed, and FK is told"},
     {"destroyed", "Skulle aldrig ha registrerats: identiteten är förstörd här och i SUS, och ingenting räknas",
      "Should never have been registered: the identity is destroyed here and in SUS, and nothing counts"}}};

/// By Admitted; of messages that protect, kProtective.
constexpr std::array<Words, 5> kAnswers = {
    {{"accepted", "Noden har prövat avsändare, form, insats, behörighet, samtycke och skydd själv; inget hindrar",
      "The node has tried sender, form, insats, authority, consent and protection itself; nothing stands against it"},
     {"voided", "Id:t är makulerat: ingenting av det finns kvar här, och det tas aldrig emot igen",
      "The id is void: nothing of it is kept here, and it is never taken again"},
     {"rejected", "Noden har avvisat det efter sin egen katalog; alla fel sägs på en gång",
      "The node has rejected it by its own directory; all faults are told at once"},
     {"proposed", "En annan myndighet registrerar: ett förslag har lämnats dit",
      "Another authority registers: a proposal was made to it"},
     {"again", "Noden kunde inte pröva det: det skickas igen", "The node could not look at it: it is sent again"}}};
constexpr Words kProtective = {"accepted",
                               "Det som skyddar tas emot från den som registrerade, utan fråga om behörighet",
                               "What protects is taken from whoever registered, without asking for authority"};

/// What a standing fact is called, and what would have to change.
struct Stands {
  Code code;
  std::string_view sentence[2];  ///< By Language, as is the remedy.
  std::string_view remedy[2];
};

constexpr std::array<Stands, 4> kStands = {
    {{Code::consent_withdrawn,
      {"Samtycket är återkallat", "The consent is withdrawn"},
      {"Bara ett nytt samtycke med senare datum, som handläggaren bekräftar med consent give, öppnar en ny "
       "registrering",
       "Only a new consent of a later date, which the caseworker confirms with consent give, opens a new "
       "registration"}},
     {Code::consent_declined,
      {"Samtycke är nekat", "Consent is declined"},
      {"Bara ett samtycke med senare datum, som handläggaren bekräftar med consent give, ändrar det",
       "Only a consent of a later date, which the caseworker confirms with consent give, changes it"}},
     {Code::person_protected,
      {"Personuppgifterna är skyddade", "The identity is protected"},
      {"Skyddet gäller tills var och en som har satt det tar tillbaka det och handläggaren bekräftar; det som pågår "
       "förblir utan personuppgifter",
       "The protection stands until everyone who set it takes it back and the caseworker confirms; what runs stays "
       "without identity"}},
     {Code::person_deceased,
      {"Personen är avliden", "The person is deceased"},
      {"Ingenting ändrar det; är uppgiften fel rättas den i källsystemet, och registreringen görs på nytt för hand",
       "Nothing changes it; if the word is wrong it is corrected in the source, and registered anew by hand"}}}};

Document both(const std::string_view (&words)[2]) {
  return Document().set("sv", words[0]).set("en", words[1]);
}

/// Told as facts: what stands and what would have to change, not how a record is answered for it.
Document told_reasons(const std::vector<Reason>& reasons) {
  Document list{Document::Array{}};
  for (const Reason& reason : reasons) {
    const Stands* row = nullptr;
    for (const Stands& one : kStands) {
      if (one.code == reason.code) row = &one;
    }
    if (row != nullptr) {
      list.add(Document()
                   .set("code", id(reason.code))
                   .set("sentence", both(row->sentence))
                   .set("remedy", both(row->remedy)));
    } else {
      const Document own = explained_reasons({reason});
      list.add(own.array()->front());
    }
  }
  return list;
}

/// What the node's answer rests on.
Basis basis_of(const Message& m, const NodeSituation& s, const Directory& directory, const Policy& policy,
               base::Date today) {
  Basis basis;
  basis.policy = policy.hash;
  basis.decided = today;
  const auto date = [&basis](Fact fact, const std::optional<base::Date>& value) {
    if (value) basis.add(fact, value->days());
  };
  const bool free = identity_free(m.kind);
  date(Fact::start, m.start);
  if (!free) date(Fact::end, m.date);
  date(Fact::consent_date, m.consent_date);
  if (free && m.code == id(Code::consent_withdrawn)) date(Fact::withdrawn, m.date);
  if (free && m.code == id(Code::person_deceased)) date(Fact::deceased, m.date);
  if (m.kind == MessageKind::strip || s.person_protected) basis.add(Fact::protected_before, 1);
  if (s.registration) basis.add(Fact::registration, static_cast<int>(s.registration->stage), s.registration->act.on);
  const bool registers = m.kind == MessageKind::in || m.kind == MessageKind::change || m.kind == MessageKind::out;
  if (registers) add_authority(basis, m.act, s.registration ? s.registration->place : m.place, directory);
  return basis;
}

}  // namespace

Basis bare(const Basis& basis) {
  Basis left;
  left.policy = basis.policy;
  left.decided = basis.decided;
  return left;
}

std::optional<ToldDecision> kept_of(const Incoming& incoming, const NodeSituation& s, const Admission& admission,
                                    const Directory& directory, const Policy& policy, std::string_view sender,
                                    base::Date today) {
  const Message& m = incoming.message;
  if (m.kind == MessageKind::totals) return std::nullopt;
  if (s.registration && s.owner != sender) return std::nullopt;
  const bool taken = admission.admitted == Admitted::accepted;
  const bool again = taken && s.registration && (!admission.registration || admission.registration == s.registration);
  if (again) return std::nullopt;
  ToldDecision kept;
  kept.registration = m.registration;
  kept.message = m.kind;
  kept.admitted = admission.admitted;
  for (const Reason& reason : admission.reasons) kept.fact.reasons.push_back({reason.code});
  const auto& after = admission.registration ? admission.registration : s.registration;
  kept.basis = basis_of(m, s, directory, policy, today);
  // With the identity went the facts: what comes after it and is refused brings none back.
  const bool withdrawn =
      !taken && after && after->stage == Stage::exited && after->answers.end_reason == id(Code::consent_withdrawn);
  if (!after || after->stage == Stage::voided || withdrawn) kept.basis = bare(kept.basis);
  return kept;
}

Document explain(const ToldDecision& told, const Policy& policy, base::Date today) {
  const bool protective = told.message && identity_free(*told.message) && told.admitted == Admitted::accepted;
  const Words& words = !told.message ? kEffects[static_cast<std::size_t>(told.fact.effect)]
                       : protective  ? kProtective
                                     : kAnswers[static_cast<std::size_t>(told.admitted)];
  constexpr std::string_view kFact = "fact";
  Document unit;
  unit.set("event", told.message ? name(*told.message) : kFact)
      .set("outcome", words.id)
      .set("rule", words.both())
      .set("reasons", told.message ? explained_reasons(told.fact.reasons) : told_reasons(told.fact.reasons))
      .set("warnings", explained_reasons(told.fact.warnings));
  Document out;
  out.set("registration", told.registration.empty() ? Document() : Document(told.registration.text()));
  tell_basis(out, told.basis, policy, today);
  Document units{Document::Array{}};
  units.add(std::move(unit));
  return out.set("units", std::move(units));
}

namespace {

/// But for the day: who sends the same tomorrow is answered the same.
bool same_facts(const Basis& a, const Basis& b) {
  Basis other = b;
  other.decided = a.decided;
  return a == other;
}

}  // namespace

bool told_already(const ToldDecision& earlier, const ToldDecision& newer) {
  if (earlier.registration != newer.registration || earlier.message != newer.message) return false;
  if (newer.message) {
    return earlier.admitted == newer.admitted && earlier.fact == newer.fact && same_facts(earlier.basis, newer.basis);
  }
  if (earlier.fact.reasons != newer.fact.reasons || !changes(earlier.fact.effect)) return false;
  return !changes(newer.fact.effect) || earlier.fact.effect == newer.fact.effect;
}

bool replaces(const ToldDecision& earlier, const ToldDecision& newer) {
  return !newer.message && !earlier.message && earlier.registration == newer.registration &&
         earlier.fact.reasons == newer.fact.reasons && !changes(earlier.fact.effect);
}

}  // namespace gateway::core
