#include "gateway/core/explain/explain_act.h"

#include <array>
#include <utility>

#include "gateway/core/explain/explain.h"

namespace gateway::core {

namespace {

using base::Document;

using Both = std::array<std::string_view, 2>;  ///< By Language.

/// By Outcome.
constexpr std::array<Both, 7> kRules = {
    {{"Form, dag, behörighet, lokal policy, skydd, samtycke och registrerande myndighet är prövade; inget hindrar",
      "Form, day, authority, local policy, protection, consent and registrar are tried; nothing stands against it"},
     {"Återkallat, skyddat, nekat eller avlidet går före namnet: räknas per kontor utan personuppgifter",
      "Withdrawn, protected, declined or deceased goes before the name: counted by office without personal data"},
     {"Fel i form, dag, behörighet, övergång eller lokal policy avvisar; alla fel sägs på en gång",
      "Faults of form, day, authority, transition or local policy reject; all of them are told at once"},
     {"Något som kan komma saknas: ingenting är registrerat, och samma akt prövas på nytt när den kommer igen",
      "Something that may come is missing: nothing is registered, and the same act is decided again when it comes "
      "again"},
     {"En annan myndighet registrerar: ett förslag har lämnats dit",
      "Another authority registers: a proposal was made to it"},
     {"Hör inte till SUS enligt samtycket", "Not for SUS by the consent"},
     {"Akten säger detsamma som det som redan är registrerat eller föreslaget",
      "The act says what is registered or proposed already"}}};

constexpr Both kFactRule = {
    "Återkallat samtycke, död, skydd och felaktig registrering behöver ingen behörighet och gäller genast",
    "Consent taken back, death, protection and a wrong registration need no authority and hold at once"};

struct Answered {
  TaskEvent event;
  TaskState state;
  Both rule;
};

constexpr std::array<Answered, 3> kAnswers = {
    {{TaskEvent::confirm,
      TaskState::confirmed,
      {"Förslaget är prövat på nytt med behörigheten hos den som bekräftade, och håller",
       "The proposal was decided again with the authority of who confirmed it, and stands"}},
     {TaskEvent::reject,
      TaskState::rejected,
      {"Den som registrerar har avvisat förslaget", "Whoever registers has rejected the proposal"}},
     {TaskEvent::retract,
      TaskState::retracted,
      {"Förslaget är tillbakataget: av den som lämnade det, eller för att ärendet är felregistrerat eller stängt",
       "The proposal is taken back: by whoever made it, or for the case was registered by mistake or is closed"}}}};

/// Of a task that waits, to who answers it and to who proposed it.
constexpr Both kToAnswer = {
    "Någon annan har föreslagit det, och kontoret registrerar: det prövas när uppgiften bekräftas (task confirm), och "
    "avvisas med ett skäl (task reject)",
    "Somebody else has proposed it, and the office registers: it is decided when the task is confirmed (task confirm), "
    "and rejected with a reason (task reject)"};
constexpr Both kProposedTo = {"Kontoret som registrerar har fått förslaget och har inte svarat",
                              "The office that registers has the proposal and has not answered"};
constexpr Both kOvertaken = {"Ett senare förslag om detsamma gäller i stället",
                             "A later proposal of the same stands instead"};
constexpr Both kUndecided = {"Ingenting är avgjort än.", "Nothing is decided yet."};

constexpr Both kTakenBack = {
    "Ångrat innan det hade lämnat gatewayen: ingen annan har fått veta något av det, och ärendet är som det var förut",
    "Undone before it had left the gateway: nobody else was told anything of it, and the case is as it was before"};

constexpr Both kCountedOnly = {"Av det som bara räknas sparas inga uppgifter.",
                               "Of what is only counted no facts are kept."};
constexpr Both kElsewhere = {
    "Registrerat av en annan organisation: underlaget finns där. Här finns bara det som noden har berättat.",
    "Registered by another organisation: what it rested on is kept there. Here is only what the node has told."};
constexpr Both kBefore = {"Beslutat innan underlaget sparades med beslutet: regeln och uppgifterna är inte kvar.",
                          "Decided before what it rested on was kept with it: neither rule nor facts are known."};

constexpr Both kNotKept = {
    "Akten är avgjord, men vad beslutet vilade på finns inte kvar: det sparades inte då, eller det som akten gällde är "
    "inte kvar här.",
    "The act was decided, but what that rested on is not kept: it was not then, or what the act was about is no longer "
    "here."};

Document both(const Both& words) {
  return Document().set("sv", words[0]).set("en", words[1]);
}

const Answered* answered_by(TaskEvent event) {
  for (const Answered& row : kAnswers) {
    if (row.event == event) return &row;
  }
  return nullptr;
}

const Answered* answer_of(TaskState state) {
  for (const Answered& row : kAnswers) {
    if (row.state == state) return &row;
  }
  return nullptr;
}

const CodedFact* fact_of(const Basis& basis, Fact wanted) {
  for (const CodedFact& fact : basis.facts()) {
    if (fact.fact == wanted) return &fact;
  }
  return nullptr;
}

/// The row of the table, where the basis names one.
Document transition_of(const Basis& basis) {
  const CodedFact* to = fact_of(basis, Fact::becomes);
  const CodedFact* registrar = fact_of(basis, Fact::registrar);
  if (to == nullptr || registrar == nullptr) return {};
  const CodedFact* from = fact_of(basis, Fact::state);
  return Document()
      .set("from", from == nullptr ? Document() : value_of(*from))
      .set("to", value_of(*to))
      .set("registrar", value_of(*registrar));
}

Document delay_of(const Basis& basis) {
  const CodedFact* happened = fact_of(basis, Fact::happened);
  const CodedFact* registered = fact_of(basis, Fact::registered);
  if (happened == nullptr || registered == nullptr) return {};
  return Document(static_cast<std::int64_t>(registered->value - happened->value));
}

/// What another authority registers, or nobody, was not registered in its place.
std::vector<Reason> warnings_of(const ActDecision& decision) {
  std::vector<Reason> warnings = decision.warnings;
  if (decision.outcome != Outcome::accepted) {
    std::erase_if(warnings, [](const Reason& one) { return one.code == Code::registered_by_agreement; });
  }
  return warnings;
}

/// Why a task was rejected, as the list of codes calls it.
void tell_answer(Document& unit, const std::string& code, const Policy& policy) {
  if (code.empty()) return;
  unit.set("answer", code).set("answer_name", both({policy.codes.name_of(kTaskReason, code), code}));
}

}  // namespace

std::string_view rule_of_act(Outcome outcome, Language language) {
  return kRules[static_cast<std::size_t>(outcome)][static_cast<std::size_t>(language)];
}

std::string_view rule_of_answer(TaskEvent event, Language language) {
  const Answered* answer = answered_by(event);
  return answer == nullptr ? std::string_view() : answer->rule[static_cast<std::size_t>(language)];
}

Document explain(const CooperationTask& task, bool answers, const Policy& policy, base::Date today) {
  const bool waits = !answered(task.state);
  const Answered* answer = answer_of(task.state);
  const Both& rule = waits ? (answers ? kToAnswer : kProposedTo) : answer != nullptr ? answer->rule : kOvertaken;
  Document unit;
  unit.set("event", name(task.act.kind))
      .set("outcome", name(task.state))
      .set("rule", both(rule))
      .set("reasons", Document(Document::Array{}))
      .set("warnings", Document(Document::Array{}))
      .set("office", task.office);
  tell_answer(unit, task.answer, policy);
  Document out;
  Document known;
  std::optional<Basis> facts;
  if (waits) {
    facts.emplace().decided = task.act.by.on;
    if (task.act.happened) facts->add(Fact::happened, task.act.happened->days());
    facts->add(Fact::registered, task.act.by.on.days());
  }
  tell_basis(known, facts, policy, today);
  out.set("registration", Document())
      .set("task", task.id.text())
      .set("decided", Document())
      .set("policy", Document())
      .set("facts", *known.find("facts"));
  const bool by_office = task.state == TaskState::confirmed || task.state == TaskState::rejected;
  const bool own = by_office == answers;
  out.set("without_basis", both(waits ? kUndecided : own ? kNotKept : kElsewhere));
  Document units{Document::Array{}};
  units.add(std::move(unit));
  return out.set("units", std::move(units));
}

Document explain_stored(base::Date on) {
  return Document()
      .set("registration", Document())
      .set("decided", on.text())
      .set("policy", Document())
      .set("facts", Document(Document::Array{}))
      .set("without_basis", both(kNotKept))
      .set("units", Document(Document::Array{}));
}

Document explain(const ActDecidedBefore& before, const Policy& policy, base::Date today) {
  const ActDecision& decision = before.decision;
  // What the node refused is explained as the act that was refused.
  const Answered* answer =
      decision.answer && decision.outcome == Outcome::accepted ? answered_by(*decision.answer) : nullptr;
  // Of a case that only the node has it is passed on, and asks nobody there either.
  const bool fact_holds =
      decision.fact && (decision.outcome == Outcome::accepted || decision.outcome == Outcome::proposed);
  // A proposal that is taken back is decided, too; what never left as if it had not been asked for.
  const bool taken_back = decision.answer == TaskEvent::retract && decision.outcome == Outcome::outside;
  const Both& rule = answer != nullptr ? answer->rule
                     : taken_back      ? kTakenBack
                     : fact_holds      ? kFactRule
                                       : kRules[static_cast<std::size_t>(decision.outcome)];
  Document unit;
  unit.set("event", decision.fact ? "fact" : name(decision.kind))
      .set("outcome", taken_back          ? name(TaskState::retracted)
                      : answer == nullptr ? name(decision.outcome)
                                          : name(answer->state))
      .set("rule", both(rule))
      .set("reasons", explained_reasons(decision.reasons))
      .set("warnings", explained_reasons(warnings_of(decision)));
  if (before.row != 0) unit.set("row", static_cast<std::int64_t>(before.row));
  if (!decision.office.empty()) unit.set("office", decision.office);
  tell_answer(unit, decision.answer_code, policy);
  Document out;
  out.set("registration", before.of ? Document(before.of->text()) : Document());
  if (before.task) out.set("task", before.task->text());
  tell_basis(out, decision.basis, policy, today);
  if (decision.basis) {
    if (Document way = transition_of(*decision.basis); !way.is_null()) unit.set("transition", std::move(way));
    if (Document delay = delay_of(*decision.basis); !delay.is_null()) out.set("delay_days", std::move(delay));
  } else {
    const bool counted = decision.outcome == Outcome::anonymous;
    out.set("without_basis", both(counted ? kCountedOnly : before.elsewhere ? kElsewhere : kBefore));
  }
  if (!before.held.empty()) out.set("held", explained_reasons(before.held));
  Document units{Document::Array{}};
  units.add(std::move(unit));
  return out.set("units", std::move(units));
}

}  // namespace gateway::core
