#include "gateway/api/case_words.h"

#include <array>
#include <utility>

#include "gateway/api/documents.h"
#include "gateway/core/cooperation/request.h"
#include "gateway/core/explain/code_words.h"

namespace gateway::api {

namespace {

using base::Document;
using report::Phrase;

constexpr std::array<Phrase, 13> kActs = {{{"begär gemensam kartläggning", "request joint mapping"},
                                           {"boka om mötet", "rebook the meeting"},
                                           {"registrera kartläggningsmöte", "register a mapping meeting"},
                                           {"planera insats", "plan an insats"},
                                           {"starta insatsen", "start the insats"},
                                           {"byt insatstyp", "turn to the other kind"},
                                           {"avsluta samarbetet", "conclude the cooperation"},
                                           {"avbryt samarbetet", "interrupt the cooperation"},
                                           {"byt kontor", "change office"},
                                           {"komplettera svar", "complete answers"},
                                           {"rätta svar", "correct answers"},
                                           {"ångra senaste raden", "undo the last row"},
                                           {"felregistrering", "registered by mistake"}}};

constexpr std::array<Phrase, 3> kConsents = {{{"inget svar", "no answer"}, {"ja", "yes"}, {"nej", "no"}}};

constexpr Phrase kDiscarded = {"felregistrerat", "registered by mistake"};

constexpr Phrase kWrong = {"fel registrerat, identiteten borttagen", "wrongly registered, identity destroyed"};

template <typename Code, std::size_t N>
Phrase of(const std::array<Phrase, N>& words, Code code) {
  return words[static_cast<std::size_t>(code)];
}

Phrase of_code(std::string_view (*word)(std::string_view, core::Language), std::string_view code) {
  return {word(code, core::Language::swedish), word(code, core::Language::english)};
}

Document with(const Phrase& before, std::string_view swedish, std::string_view english) {
  return both(std::string(before.swedish).append(swedish), std::string(before.english).append(english));
}

}  // namespace

Phrase state_word(core::CaseState state) {
  return {core::description(state).swedish, core::description(state).english};
}

Phrase act_word(core::ActKind kind) {
  return of(kActs, kind);
}

Phrase task_word(const core::CooperationTask& task) {
  // Whoever rejects says why: without that its proposer has heard that it is over, and no more.
  if (task.state == core::TaskState::rejected && task.answer.empty()) return {"inte aktuell", "not current"};
  return of_code(core::outcome_word, core::name(task.state));
}

Phrase outcome_word(core::MeetingOutcome outcome) {
  return of_code(core::step_word, core::name(outcome));
}

Phrase decided_word(core::Outcome outcome) {
  return of_code(core::outcome_word, core::name(outcome));
}

Phrase cause_word(core::EndCause cause) {
  return of_code(core::step_word, core::name(cause));
}

Phrase consent_word(core::ConsentAnswer answer) {
  return of(kConsents, answer);
}

Phrase standing_word(const core::CooperationCase& of) {
  if (of.called_wrong()) return kWrong;
  return of.discarded ? kDiscarded : state_word(of.state);
}

Phrase row_word(const core::CaseRow& row) {
  return row.kind == core::ActKind::discard ? kDiscarded : state_word(row.state);
}

Document change_word(std::string_view field) {
  return both(core::field_word(field, core::Language::swedish), core::field_word(field, core::Language::english));
}

Document answer_name(std::string_view field, const std::string& answer, const core::Policy& policy) {
  if (field == "outcome") {
    if (const auto outcome = core::parse_meeting_outcome(answer)) return both(outcome_word(*outcome));
  } else if (field == "cause") {
    if (const auto cause = core::parse_end_cause(answer)) return both(cause_word(*cause));
  } else if (const auto known = core::parse_field(field)) {
    const core::AnswerForm form = core::description(*known).form;
    if (form == core::AnswerForm::yes_no && answer == "yes") return both("ja", "yes");
    if (form == core::AnswerForm::yes_no && answer == "no") return both("nej", "no");
    if (form == core::AnswerForm::percent && !answer.empty()) return both(answer + " %", answer + "%");
    return both(policy.codes.name_of(field, answer), answer);
  }
  return both(answer, answer);
}

Document figure_name(const std::string& figure) {
  const std::size_t dot = figure.find('.');
  const std::string_view what = std::string_view(figure).substr(0, dot);
  const std::string rest = dot == std::string::npos ? std::string() : figure.substr(dot + 1);
  const auto state = core::parse_case_state(rest);
  if (what == "now" && state) {
    return with({"står nu i: ", "stands now in: "}, state_word(*state).swedish, state_word(*state).english);
  }
  if (what == "entered" && state) {
    return with({"har varit i: ", "has been in: "}, state_word(*state).swedish, state_word(*state).english);
  }
  if (figure == "insats.preparatory") {
    return both("har haft arbetsförberedande insats", "has had a preparatory insats");
  }
  if (figure == "insats.work_oriented") {
    return both("har haft arbetslivsinriktad insats", "has had a work-oriented insats");
  }
  if (what == "office") return with({"ärenden vid ", "cases at "}, rest, rest);
  if (what == "registered") return with({"registrerade i ", "registered in "}, rest, rest);
  const std::size_t pair = rest.find(core::kOfficePair);
  if (what == "anonymous" && pair != std::string::npos) {
    const std::string af = rest.substr(0, pair);
    const std::string fk = rest.substr(pair + 1);
    return with({"utan personuppgifter vid ", "anonymous at "}, af + " och " + fk, af + " and " + fk);
  }
  return both(figure, figure);
}

}  // namespace gateway::api
