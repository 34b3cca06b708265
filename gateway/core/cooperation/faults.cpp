#include "gateway/core/cooperation/faults.h"

#include <algorithm>
#include <array>

#include "gateway/core/assignment/act.h"

namespace gateway::core {

namespace {

constexpr std::array<std::string_view, 3> kPurposes = {"registration", kMapping, "own"};

/// Parts that are filled in though the kind has no use for them: whoever wrote them meant something else.
Reasons shape_faults(const CooperationAct& act) {
  const ActKind kind = act.kind;
  const bool opens = kind == ActKind::request || kind == ActKind::rebook;
  const bool answers_row = kind == ActKind::complete || kind == ActKind::correct;
  const bool ends = kind == ActKind::conclude || kind == ActKind::interrupt;
  const bool offices = kind == ActKind::request || kind == ActKind::change_office;
  Reasons faults;
  const auto only = [&](bool filled, bool allowed, const char* part) {
    if (filled && !allowed) faults.push_back({Code::answer_not_asked, part});
  };
  only(!act.case_id.empty(), kind != ActKind::request, "case");
  only(act.to.has_value(), !correction(kind), "to");
  only(!act.af_office.empty(), offices, "af_office");
  only(!act.fk_office.empty(), offices, "fk_office");
  only(act.meeting_on.has_value(), opens, "meeting_on");
  only(act.consent.has_value(), opens, "consent");
  only(act.mapping_consent.has_value(), opens, "mapping_consent");
  only(act.until.has_value(), kind == ActKind::plan, "until");
  only(act.outcome.has_value(), kind == ActKind::meet || answers_row, "outcome");
  only(act.cause.has_value(), ends || answers_row, "cause");
  only(!act.answers.empty(), kind != ActKind::undo && kind != ActKind::discard, "answers");
  only(act.row.has_value(), answers_row || kind == ActKind::undo, "row");
  if (!act.happened && !correction(kind)) faults.push_back({Code::act_date_missing});
  const auto ahead = [&](const std::optional<base::Date>& date, const char* part) {
    if (date && act.happened && *date < *act.happened) faults.push_back({Code::answer_form, part});
  };
  ahead(act.meeting_on, "meeting_on");
  ahead(act.until, "until");
  // A no is never lost on an act that registers something else: whoever says it hears where it belongs.
  if (kind == ActKind::rebook && says_no(act)) faults.push_back({Code::no_belongs_elsewhere});
  return faults;
}

Reasons office_faults(const Directory& directory, const std::string& office, std::string_view kind) {
  if (office.empty()) return {{Code::office_missing, std::string(kind)}};
  const Office* known = directory.office(office);
  if (known == nullptr) return {{Code::office_unknown, office}};
  const Organisation* owner = directory.organisation(known->organisation);
  if (owner == nullptr || owner->kind != kind) return {{Code::office_of_other_authority, office}};
  return {};
}

Reasons actor_faults(const CooperationAct& act, const Directory& directory) {
  const Part part = part_of(directory, act.by.organisation);
  if (part == Part::none) return {{Code::organisation_without_part, act.by.organisation}};
  if (part == Part::proposer) return {};
  Reasons faults = office_faults(directory, act.office, part == Part::af ? "af" : "fk");
  if (act.office.empty()) return faults;
  add(faults, act_faults(directory, act.by, act.by.organisation, act.office));
  return faults;
}

Reasons purpose_faults(const CooperationAct& act) {
  Reasons faults;
  for (const auto* consent : {&act.consent, &act.mapping_consent}) {
    if (!*consent) continue;
    for (const std::string& purpose : (*consent)->purposes) {
      const bool known = std::find(kPurposes.begin(), kPurposes.end(), purpose) != kPurposes.end();
      if (!known) faults.push_back({Code::purpose_unknown, purpose});
    }
  }
  return faults;
}

Reasons date_faults(const CooperationAct& act, const CooperationCase* of, const Transition& way,
                    const CaseSituation& situation) {
  if (act.kind == ActKind::change_office && of != nullptr && act.happened &&
      *act.happened < of->rows.front().happened) {
    return {{Code::before_last_state, of->rows.front().happened.text()}};
  }
  std::optional<base::Date> last = last_end(situation);
  if (of != nullptr && !ended(of->state)) {
    const CaseRow* move = of->last_move();
    last = move == nullptr ? std::nullopt : std::optional(move->happened);
  }
  if (!last || !act.happened) return {};
  if (way.date == DateRule::the_day_after && *act.happened == *last) {
    return {{Code::planned_on_mapping_day, last->text()}};
  }
  if (way.date != DateRule::any && *act.happened < *last) return {{Code::before_last_state, last->text()}};
  return {};
}

Reasons requirement_faults(const CooperationAct& act, const CooperationCase* of, const Transition& way) {
  const auto cause_is = [&](EndCause a, EndCause b) { return !act.cause || act.cause == a || act.cause == b; };
  bool right = true;
  switch (way.requires_) {
    case Requirement::outcome_not_contrary:
      if (of != nullptr && of->outcome().value_or(MeetingOutcome::to_cooperation) != MeetingOutcome::to_cooperation) {
        return {{Code::outcome_contrary, std::string(name(*of->outcome()))}};
      }
      return {};
    case Requirement::cause_not_current:
      right = cause_is(EndCause::not_current_health, EndCause::not_current_other);
      break;
    case Requirement::no_cause:
      right = !act.cause;
      break;
    case Requirement::cause_interrupted:
      right = protective(act) || !act.cause || act.cause == EndCause::own_initiative;
      break;
    case Requirement::nothing:
    case Requirement::consent:
    case Requirement::both_offices:
      break;
  }
  if (right) return {};
  return {{Code::cause_not_of_act, std::string(name(*act.cause))}};
}

/// How an end reason says that a case ended; nothing where it goes with a conclusion.
std::optional<EndCause> cause_said(const std::string& end_reason, const Policy& policy, base::Date on) {
  if (policy.groups(CodeGroup::end_withdrawn, end_reason, on)) return EndCause::consent_withdrawn;
  if (policy.groups(CodeGroup::end_deceased, end_reason, on)) return EndCause::deceased;
  if (policy.groups(CodeGroup::end_own_initiative, end_reason, on)) return EndCause::own_initiative;
  return std::nullopt;
}

/// The office of the other authority, of an act or of what it is about.
template <typename At>
const std::string& other_office(const At& at, Part own) {
  return own == Part::af ? at.fk_office : at.af_office;
}

/// Whether the act names for the other authority an office that the case has left: who sent it has not heard of that,
/// unless it says what it has seen.
bool names_left_office(const CooperationAct& act, const CooperationCase& of, const Directory& directory) {
  if (act.kind != ActKind::change_office || act.seen_version) return false;
  const Part own = part_of(directory, act.by.organisation);
  const std::string& named = other_office(act, own);
  return named != other_office(of, own) && std::any_of(of.rows.begin(), of.rows.end(), [&](const CaseRow& row) {
           return other_office(row, own) == named;
         });
}

std::string way_text(const CooperationCase* of, const CooperationAct& act) {
  std::string text(of == nullptr ? "-" : name(of->state));
  text += " – ";
  text += name(act.kind);
  if (act.to) text += " " + std::string(name(*act.to));
  return text;
}

bool longer_than_three_months(base::Date from, base::Date until) {
  std::chrono::year_month_day end = from.ymd() + std::chrono::months(3);
  if (!end.ok()) end = end.year() / end.month() / std::chrono::last;
  return until > base::Date(std::chrono::sys_days(end));
}

}  // namespace

Part part_of(const Directory& directory, std::string_view organisation) {
  const Organisation* known = directory.organisation(organisation);
  if (known == nullptr) return Part::none;
  if (known->kind == "af") return Part::af;
  if (known->kind == "fk") return Part::fk;
  return known->kind == "municipality" || known->kind == "supplier" ? Part::proposer : Part::none;
}

std::vector<Reason> act_faults(const CooperationAct& act, const CaseCircumstances& c) {
  Reasons faults = shape_faults(act);
  if (act.kind == ActKind::request || act.kind == ActKind::change_office) {
    add(faults, office_faults(c.directory, act.af_office, "af"));
    add(faults, office_faults(c.directory, act.fk_office, "fk"));
  }
  add(faults, purpose_faults(act));
  if (act.by.on > c.today) faults.push_back({Code::act_in_future, act.by.on.text()});
  for (Reason& fault : actor_faults(act, c.directory)) {
    // The office that the actor acts for is, of a request, one of the two.
    if (std::find(faults.begin(), faults.end(), fault) == faults.end()) faults.push_back(std::move(fault));
  }
  return faults;
}

bool needs_version(const CooperationAct& act, const CooperationCase& of, std::size_t told_rows,
                   const Directory& directory) {
  if (act.office.empty() || (act.office != of.af_office && act.office != of.fk_office)) return false;
  return names_left_office(act, of, directory) || (act.row && *act.row > told_rows);
}

std::optional<base::Date> last_end(const CaseSituation& situation) {
  std::optional<base::Date> last = situation.last_end;
  if (!situation.current || situation.current->discarded) return last;
  const auto own = situation.current->ended_on();
  return own && (!last || *last < *own) ? own : last;
}

std::vector<Reason> course_faults(const CooperationAct& act, const CooperationCase* of, const Transition* way,
                                  const CaseSituation& situation, const CaseCircumstances& c) {
  Reasons faults;
  if (of != nullptr && act.seen_version && *act.seen_version != of->version) {
    faults.push_back({Code::case_changed, std::to_string(of->version)});
  }
  if (of != nullptr && names_left_office(act, *of, c.directory)) {
    faults.push_back({Code::case_changed, std::to_string(of->version)});
  }
  if (way == nullptr) {
    const bool over = of != nullptr && ended(of->state);
    faults.push_back(over ? Reason{Code::case_ended} : Reason{Code::transition_unknown, way_text(of, act)});
    return faults;
  }
  add(faults, date_faults(act, of, *way, situation));
  add(faults, requirement_faults(act, of, *way));
  const base::Date day = act.happened.value_or(act.by.on);
  add(faults, answer_faults(act.answers, way->asks, act.answers, c.policy, day));
  // Of an interruption whose cause is not said, the reason may say the only one that is left to say.
  const bool unsaid = act.kind == ActKind::interrupt && !act.cause;
  add(faults, end_reason_faults(act.answers, unsaid ? EndCause::own_initiative : act.cause, c.policy, day));
  return faults;
}

std::vector<Reason> end_reason_faults(const FieldAnswers& answers, std::optional<EndCause> cause, const Policy& policy,
                                      base::Date on) {
  const auto answer = answers.find(Field::end_reason);
  if (answer == answers.end()) return {};
  const auto said = cause_said(answer->second, policy, on);
  if (!said || said == cause) return {};
  return {{Code::end_reason_of_interruption, answer->second}};
}

void weigh_local_policies(const CooperationAct& act, const CooperationCase* of, const CaseSituation& situation,
                          const CaseCircumstances& c, std::vector<Reason>& faults, std::vector<Reason>& warnings) {
  const auto found = [&](LocalPolicy policy, Code code) {
    const std::string& af_office = of == nullptr ? act.af_office : of->af_office;
    const std::string& fk_office = of == nullptr ? act.fk_office : of->fk_office;
    const Strictness strictness = c.policy.strictness(policy, af_office, fk_office, act.by.on);
    if (strictness == Strictness::reject) faults.push_back({code});
    if (strictness == Strictness::warn) warnings.push_back({code});
  };
  if (act.kind == ActKind::request) {
    if (!consent_to_mapping(act, c.policy, last_end(situation)))
      found(LocalPolicy::request_needs_mapping_consent, Code::policy_mapping_consent_missing);
  }
  if (of == nullptr || !act.happened) return;
  if (act.kind == ActKind::meet && of->state == CaseState::requested) {
    const auto attached = of->mapping_consent_on;
    const bool late = !attached || *attached + std::chrono::days(7) > *act.happened;
    if (late) found(LocalPolicy::mapping_consent_week, Code::policy_mapping_consent_late);
  }
  if (act.kind != ActKind::plan || of->state != CaseState::mapping) return;
  if (of->meetings() < 2) found(LocalPolicy::two_meetings, Code::policy_two_meetings);
  if (!act.until || !longer_than_three_months(*act.happened, *act.until)) return;
  const FieldAnswers answers = of->answers();
  const auto income = answers.find(Field::income_source_before);
  const bool on_sickness_benefit =
      income != answers.end() && c.policy.groups(CodeGroup::sickness_benefit, income->second, *act.happened);
  if (on_sickness_benefit) found(LocalPolicy::plan_three_months, Code::policy_plan_too_long);
}

bool covers(const CaseConsent& consent, std::string_view purpose, const Policy& policy) {
  if (consent.consent.answer != ConsentAnswer::given || !consent.consent.date || consent.consent.withdrawn)
    return false;
  const auto& named = consent.purposes;
  if (!named.empty() && std::find(named.begin(), named.end(), purpose) == named.end()) return false;
  return policy.covers(consent.consent.form, purpose, CooperationForm::af_fk, *consent.consent.date) &&
         !paper_fault(consent.consent, policy, CooperationForm::af_fk);
}

bool says_no(const CooperationAct& act) {
  return act.consent && (act.consent->consent.answer == ConsentAnswer::declined || act.consent->consent.withdrawn);
}

std::optional<base::Date> consent_to_mapping(const CooperationAct& act, const Policy& policy,
                                             std::optional<base::Date> after) {
  const auto counts = [&](const std::optional<CaseConsent>& one) { return one && covers(*one, kMapping, policy); };
  const auto later = [&](const std::optional<CaseConsent>& one) { return !after || *one->consent.date > *after; };
  const auto& own = act.mapping_consent;
  if (counts(own) && later(own) && *own->consent.date <= act.by.on) return own->consent.date;
  const auto in_time = [&] { return later(act.consent) && *act.consent->consent.date <= act.by.on; };
  const bool beside = counts(act.consent) && (act.kind == ActKind::request || in_time());
  return beside ? act.consent->consent.date : std::nullopt;
}

}  // namespace gateway::core
