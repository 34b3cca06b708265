#include <algorithm>

#include "tests/unit/core/cooperation/field_model.h"
#include "tests/unit/core/cooperation/process_model.h"

// Of the model of the cooperation: requests, and what a county or two offices have agreed on.

namespace gateway::core::made {

namespace {

std::optional<base::Date> later(std::optional<base::Date> a, std::optional<base::Date> b) {
  return !a ? b : !b ? a : std::max(*a, *b);
}

bool of_gavle(const std::string& af, const std::string& fk) {
  return af == "af_gavle" && fk == "fk_gavle";
}

/// The same day three months later, or the last of that month.
base::Date three_months_after(base::Date date) {
  const int months = date.year() * 12 + static_cast<int>(static_cast<unsigned>(date.ymd().month())) - 1 + 3;
  for (unsigned on = static_cast<unsigned>(date.ymd().day());; --on) {
    const auto there = base::Date::of(months / 12, static_cast<unsigned>(months % 12) + 1, on);
    if (there) return *there;
  }
}

}  // namespace

// ---- what is agreed on (§4) ----

bool ProcessModel::refuses(LocalPolicy policy, const std::string& af, const std::string& fk) const {
  const auto own = agreed.in_gavle.find(policy);
  if (of_gavle(af, fk) && own != agreed.in_gavle.end()) return own->second == Strictness::reject;
  const auto all = agreed.everywhere.find(policy);
  return all != agreed.everywhere.end() && all->second == Strictness::reject;
}

bool ProcessModel::by_agreement(Party who, const std::string& af, const std::string& fk, base::Date on) const {
  return who == Party::af && of_gavle(af, fk) && agreed.af_registers_from && on >= *agreed.af_registers_from;
}

std::optional<base::Date> ProcessModel::mapping_consent(const CooperationAct& act, std::optional<base::Date> end) {
  const auto yes = [](const std::optional<CaseConsent>& said) -> std::optional<base::Date> {
    if (!said || said->consent.answer != ConsentAnswer::given || said->consent.withdrawn) return std::nullopt;
    const auto& named = said->purposes;
    const std::string& form = said->consent.form;
    const bool covers = named.empty() || std::find(named.begin(), named.end(), "information_exchange") != named.end();
    return covers && (form == "SUS 2024" || form == "GK 2024") ? said->consent.date : std::nullopt;
  };
  const auto own = yes(act.mapping_consent);
  if (own && *own <= act.by.on && !(end && *own <= *end)) return later(own, act.happened);
  const auto beside = yes(act.consent);
  const bool in_time = beside && *beside <= act.by.on && !(end && *beside <= *end);
  const bool counts = beside && (act.kind == ActKind::request || in_time);
  return counts ? later(beside, act.happened) : std::nullopt;
}

bool ProcessModel::refused_locally(const CooperationAct& act) const {
  const auto holds = [&](LocalPolicy policy) { return refuses(policy, af_office, fk_office); };
  if (act.kind == ActKind::meet && state == CaseState::requested && holds(LocalPolicy::mapping_consent_week)) {
    return !mapping_consent_on_ || *act.happened < *mapping_consent_on_ + std::chrono::days(7);
  }
  if (act.kind != ActKind::plan || state != CaseState::mapping) return false;
  const auto meetings = std::count_if(rows.begin(), rows.end(),
                                      [](const ModelRow& row) { return row.stands && row.act.kind == ActKind::meet; });
  if (meetings < 2 && holds(LocalPolicy::two_meetings)) return true;
  const FieldAnswers answers = all_answers();
  const auto income = answers.find(Field::income_source_before);
  const bool benefit = income != answers.end() && income->second == "sjukpenning";
  return benefit && act.until && *act.until > three_months_after(*act.happened) &&
         holds(LocalPolicy::plan_three_months);
}

// ---- a protection that is lifted (§3 n) ----

bool ProcessModel::lift(const std::string& user, const std::string& organisation, bool a_source_says_so) {
  if (!person_protected || a_source_says_so) return false;
  const bool placed = there && !anonymous;
  const bool may = std::any_of(users_.begin(), users_.end(), [&](const ModelUser& one) {
    return one.user == user && one.organisation == organisation && one.role && !one.office.empty() &&
           one.works.contains(today) && (!placed || one.office == af_office || one.office == fk_office);
  });
  if (!may) return false;
  person_protected = false;
  lifted_ = today;
  return true;
}

// ---- the request ----

Outcome ProcessModel::request(const CooperationAct& act, bool proposed_already) {
  const Party who = party(act.by.organisation);
  if (who == Party::bystander || who == Party::stranger) return Outcome::rejected;
  if (who != Party::proposer) {
    if (!authorised(act.by, act.office)) return Outcome::rejected;
    if (act.office != (who == Party::af ? act.af_office : act.fk_office)) return Outcome::rejected;
  }
  const bool named = there && !anonymous && !discarded;
  const bool running = named && !ended(state);
  const bool sees = named && (act.office == af_office || act.office == fk_office);
  if (named && well_made(act) && (sees || made_by(act)) && said_already(act)) return Outcome::unchanged;
  if (sees && running) return Outcome::rejected;
  if (!well_made(act) || !answers_fit(act.answers, 0, act.answers)) return Outcome::rejected;

  std::optional<base::Date> end = earlier_end_;
  if (named && ended(state)) end = later(end, last_move()->act.happened);
  const bool registers = who == Party::fk || by_agreement(who, act.af_office, act.fk_office, act.by.on);
  const bool outside = !sees && !registers;
  const bool hidden = named && !sees;
  const bool before_end = end && *act.happened < *end;
  if (!outside && !hidden && before_end) return Outcome::rejected;
  const bool needs_it = refuses(LocalPolicy::request_needs_mapping_consent, act.af_office, act.fk_office);
  if (needs_it && !mapping_consent(act, outside || hidden ? std::nullopt : end)) return Outcome::rejected;

  std::optional<base::Date> yes;
  const Consent said = act.consent ? act.consent->consent : Consent{};
  if (said.answer == ConsentAnswer::given && said.form == "SUS 2024" && said.date && *said.date <= today) {
    yes = said.date;
  }
  const bool says_no = said.answer == ConsentAnswer::declined;
  if (says_no) declined_ = later(declined_, said.date.value_or(today));
  // Why the person is not registered by name: withdrawn, protected, declined, deceased, a consent that is older than
  // the lifting of a protection. Without a consent whoever was counted stays so after a lifting (§3 n).
  int why = yes && lifted_ && *yes <= *lifted_ ? 5 : 0;
  if (!outside && !yes && !says_no && note_ && lifted_) why = note_->why;
  if (died_) why = 4;
  if (declined_ && !(yes && *yes > *declined_)) why = 3;
  if (person_protected) why = 2;
  if (withdrawn_ && !(yes && *yes > *withdrawn_)) why = 1;
  if (outside) {
    if (says_no) return who == Party::af ? count(act, 3, running) : Outcome::outside;
    const bool hides = person_protected || died_;
    if (!yes && hides && who == Party::af) count(act, person_protected ? 2 : 4, running);
    if (!yes) return Outcome::parked;
    if (why != 0 && who == Party::af) count(act, why, running);
    if (why == 0 && who == Party::af) take_out_of_count();
    return Outcome::proposed;
  }
  if (why != 0) return count(act, why, running);
  if (!yes) return Outcome::parked;
  if (*yes > act.by.on) return Outcome::rejected;  // §3 a
  const bool early = end && *yes <= *end;
  if (hidden && (running || early || before_end)) return Outcome::proposed;
  if (early) return Outcome::parked;
  take_out_of_count();
  if (!registers) return proposed_already ? Outcome::unchanged : Outcome::proposed;
  open_case(act);
  return Outcome::accepted;
}

Outcome ProcessModel::count(const CooperationAct& act, int why, bool running) {
  const Note note{act.af_office, act.fk_office, act.happened->year(), why};
  if (note_ == note) return Outcome::unchanged;
  if (running) return Outcome::anonymous;  // is in the cooperation by name
  if (!note_) counted += 1;
  note_ = note;
  return Outcome::anonymous;
}

void ProcessModel::take_out_of_count() {
  if (!note_) return;
  counted -= 1;
  note_.reset();
}

void ProcessModel::open_case(const CooperationAct& act) {
  if (there && !anonymous && !discarded && ended(state)) {
    earlier_end_ = later(earlier_end_, last_move()->act.happened);
  }
  there = true;
  anonymous = discarded = stripped = exited = false;
  handover = Handover::nothing;
  closed_ = exit_waits_ = false;
  consent_date_ = *act.consent->consent.date;
  mapping_consent_on_ = mapping_consent(act, earlier_end_);
  rows.clear();
  version = 0;
  af_office = act.af_office;
  fk_office = act.fk_office;
  append(act, CaseState::requested, false, false);
}

}  // namespace gateway::core::made
