#include "tests/unit/core/cooperation/process_model.h"

#include <algorithm>

#include "tests/unit/core/cooperation/field_model.h"

namespace gateway::core::made {

namespace {

using enum CaseState;

bool waits_for_insats(CaseState state) {
  return state == planned_preparatory || state == planned_work_oriented;
}
bool of_af(const std::string& office) {
  return office == "af_gavle" || office == "af_sandviken";
}
bool of_fk(const std::string& office) {
  return office == "fk_gavle" || office == "fk_sandviken";
}
std::optional<base::Date> later(std::optional<base::Date> a, std::optional<base::Date> b) {
  return !a ? b : !b ? a : std::max(*a, *b);
}

bool moved_something(ActKind kind) {
  return kind <= ActKind::change_office;
}

}  // namespace

// ---- who ----

ProcessModel::Party ProcessModel::party(const std::string& organisation) const {
  if (organisation == "af") return Party::af;
  if (organisation == "fk") return Party::fk;
  if (organisation == "gavle" || organisation == "sandviken" || organisation == "rusta") return Party::proposer;
  if (organisation == "region" || organisation == "forbund") return Party::bystander;
  return Party::stranger;
}

bool ProcessModel::authorised(const Act& by, const std::string& office) const {
  for (const ModelUser& user : users_) {
    if (user.user != by.user) continue;
    const bool own = by.organisation == "af" ? of_af(office) : by.organisation == "fk" && of_fk(office);
    return own && user.organisation == by.organisation && user.role && user.office == office &&
           user.works.contains(by.on);
  }
  return false;
}

// ---- what is wrong with an act by itself ----

bool ProcessModel::answers_fit(const FieldAnswers& answers, int moment, const FieldAnswers& known) const {
  for (const auto& [field, text] : answers) {
    if (text.empty()) continue;
    if (!readable(field, text)) return false;
    if (moment_of(field) != moment || !asked_of(field, known)) return false;
  }
  return true;
}

FieldAnswers ProcessModel::kept(const FieldAnswers& answers) const {
  FieldAnswers all = answers;
  if (stripped || person_protected) erase_if(all, [](const auto& answer) { return identifies(answer.first); });
  return all;
}

bool ProcessModel::well_made(const CooperationAct& act) const {
  using enum ActKind;
  const ActKind kind = act.kind;
  if ((!act.happened && !correction(kind)) || act.by.on > today) return false;
  if (act.happened && act.meeting_on && *act.meeting_on < *act.happened) return false;
  if (act.happened && act.until && *act.until < *act.happened) return false;
  const bool no =
      act.consent && (act.consent->consent.withdrawn || act.consent->consent.answer == ConsentAnswer::declined);
  if (kind == rebook && no) return false;
  if (kind == request && act.to && *act.to != requested) return false;
  if ((kind == undo || kind == discard) && !act.answers.empty()) return false;
  if (kind == request || kind == change_office) {
    if (!of_af(act.af_office) || !of_fk(act.fk_office)) return false;
  } else if (!act.af_office.empty() || !act.fk_office.empty()) {
    return false;
  }
  if (act.meeting_on && kind != request && kind != rebook) return false;
  if (act.until && kind != plan) return false;
  if (act.outcome && kind != meet && kind != complete && kind != correct) return false;
  if (act.cause && kind != conclude && kind != interrupt && kind != complete && kind != correct) return false;
  if (act.row && kind != complete && kind != correct && kind != undo) return false;
  return !(correction(kind) && act.to);
}

// ---- what is known of the case ----

int ProcessModel::standing() const {
  return static_cast<int>(std::count_if(rows.begin(), rows.end(), [](const ModelRow& row) { return row.stands; }));
}

const ModelRow* ProcessModel::last_move() const {
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
    if (row->stands && row->act.kind < ActKind::change_office) return &*row;
  }
  return nullptr;
}

const ModelRow* ProcessModel::last_meeting() const {
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
    if (row->stands && row->act.kind == ActKind::meet) return &*row;
  }
  return nullptr;
}

std::optional<std::size_t> ProcessModel::last_undoable() const {
  for (std::size_t i = rows.size(); i-- > 0;) {
    if (rows[i].stands && moved_something(rows[i].act.kind)) return i;
  }
  return std::nullopt;
}

FieldAnswers ProcessModel::answers_of(std::size_t row) const {
  FieldAnswers all;
  for (std::size_t i = row; i < rows.size(); ++i) {
    const bool about = i == row || (rows[i].stands && rows[i].act.row == row + 1 && rows[i].act.kind != ActKind::undo);
    if (!about) continue;
    for (const auto& [field, text] : rows[i].act.answers) {
      if (text.empty()) {
        all.erase(field);
      } else {
        all[field] = text;
      }
    }
  }
  erase_if(all, [&](const auto& answer) { return !asked_of(answer.first, all) && !identifies(answer.first); });
  return all;
}

FieldAnswers ProcessModel::all_answers() const {
  FieldAnswers all;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!rows[i].stands || correction(rows[i].act.kind)) continue;
    for (const auto& [field, text] : answers_of(i)) all[field] = text;
  }
  return all;
}

std::optional<MeetingOutcome> ProcessModel::outcome_of(const ModelRow& of) const {
  std::optional<MeetingOutcome> outcome = of.act.outcome;
  const auto number = static_cast<std::uint32_t>(&of - rows.data()) + 1;
  for (const ModelRow& row : rows) {
    if (row.stands && correction(row.act.kind) && row.act.row == number && row.act.outcome) outcome = row.act.outcome;
  }
  return outcome;
}

std::optional<EndCause> ProcessModel::cause_of(std::size_t of) const {
  std::optional<EndCause> cause = rows[of].act.cause;
  for (const ModelRow& row : rows) {
    if (row.stands && correction(row.act.kind) && row.act.row == of + 1 && row.act.cause) cause = row.act.cause;
  }
  return cause;
}

// ---- facts that need no authority ----

void ProcessModel::tell_withdrawal(std::optional<base::Date> on) {
  if (!on) {
    if (!withdrawn_) withdrawn_ = today;
    if (withdrawn_ == today) withdrawal_assumed_ = true;
    return;
  }
  withdrawn_ = withdrawal_assumed_ ? on : later(withdrawn_, on);
  withdrawal_assumed_ = false;
  if (*on >= consent_date_) exit_waits_ = false;
}

void ProcessModel::tell_death(base::Date on) {
  died_ = on;
}

/// §3 e, f, g, h, i, l, q.
void ProcessModel::take_facts() {
  if (!there || anonymous) return;
  const bool left = handover == Handover::acknowledged || handover == Handover::unknown;
  // A no later than the yes that the case stands on is a withdrawal (§3 j); what is withdrawn already stays so.
  const auto stands = [&](std::optional<base::Date> said) { return said && *said >= consent_date_; };
  if (!stands(withdrawn_) && stands(declined_)) withdrawn_ = declined_;
  const std::optional<base::Date> no = stands(withdrawn_) ? withdrawn_ : std::nullopt;
  if (!left && (no || person_protected || (died_ && !over()))) {
    stay_at_home(no ? 1 : person_protected ? 2 : 4);
    return;
  }
  closed_ = closed_ || no.has_value();
  if (closed_) {
    for (ModelRow& row : rows) row.act.answers.clear();
  }
  if (no && !exited) end_by_fact(*no, EndCause::consent_withdrawn);
  if (died_ && !exited && !over()) end_by_fact(*died_, EndCause::deceased);
  const ModelRow* last = last_move();
  const bool identity_gone = exited && last != nullptr && last->act.cause == EndCause::consent_withdrawn;
  if (person_protected && !identity_gone) strip();
}

/// What the node has not got is counted instead; a case that was never to be counts nowhere.
void ProcessModel::stay_at_home(int why) {
  if (!discarded) {
    const ModelRow& start = rows.front();
    if (!note_) counted += 1;
    note_ = Note{start.af_office, start.fk_office, start.act.happened->year(), why};
  }
  anonymous = true;
  discarded = false;
  rows.clear();
  state = requested;
}

/// Who says no, is protected or has died is not waited for either; a consent later than the no is waited for (§3).
void ProcessModel::take_facts_of_proposals() {
  const auto no = later(withdrawn_, declined_);
  const bool stops = person_protected || died_ || std::any_of(waiting.begin(), waiting.end(), [&](base::Date consent) {
                       return no && consent <= *no;
                     });
  if (waiting.empty() || !stops) return;
  waiting.clear();
  (person_protected ? strips : exits) += 1;
}

void ProcessModel::strip() {
  if (stripped) return;
  stripped = true;
  strips += 1;
  for (ModelRow& row : rows) row.act.answers = kept(row.act.answers);
}

void ProcessModel::end_by_fact(base::Date on, EndCause cause) {
  const ModelRow* last = last_move();
  if (discarded || (ended(state) && last != nullptr && *last->act.happened <= on)) {
    if (handover != Handover::unknown) return;
    exited = true;  // the node may have it or not (§3 f)
    exits += 1;
    return;
  }
  if (cause == EndCause::consent_withdrawn) {
    std::string af = rows.front().af_office;
    std::string fk = rows.front().fk_office;
    for (ModelRow& row : rows) {
      if (row.act.by.on > on) row.stands = false;
      // A correction keeps the offices of its time; what it stood in may be gone.
      if (!row.stands || !(moves(row.act.kind) || row.act.kind == ActKind::change_office)) continue;
      af = row.af_office;
      fk = row.fk_office;
    }
    af_office = af;
    fk_office = fk;
  }
  CooperationAct end;
  end.kind = ActKind::interrupt;
  end.happened = on;
  end.by.on = today;
  end.cause = cause;
  append(end, interrupted, af_registers(end), false);
  rows.back().by_fact = true;
  exited = true;
  exit_waits_ = cause == EndCause::consent_withdrawn && withdrawal_assumed_;
  exits += 1;
}

// ---- the course ----

Outcome ProcessModel::act(const CooperationAct& act, bool proposed_already) {
  if (act.kind == ActKind::request) return request(act, proposed_already);
  return on_case(act, proposed_already);
}

Outcome ProcessModel::on_case(const CooperationAct& act, bool proposed_already) {
  const Party who = party(act.by.organisation);
  const bool fact = protective(act) && who != Party::stranger;
  if (there && fact) {
    const auto seen = [&] { return std::tuple(anonymous, exited, closed_, exit_waits_, rows.size(), stripped); };
    const auto before = seen();
    if (act.cause == EndCause::deceased) {
      // Known disagreement: §3 q says that nobody asks for a dead person, but a death told by an act about a case that
      // is over already is kept nowhere.
      if (discarded || anonymous || ended(state)) {
        take_facts();
        return before == seen() ? Outcome::unchanged : Outcome::accepted;
      }
      tell_death(act.happened.value_or(today));
    } else {
      tell_withdrawal(act.happened);
    }
    take_facts();
    return before == seen() ? Outcome::unchanged : Outcome::accepted;
  }
  if (!there && fact) {
    if (waiting.empty()) return Outcome::rejected;
    const base::Date on = std::min(act.happened.value_or(today), today);
    act.cause == EndCause::deceased ? tell_death(on) : tell_withdrawal(on);
    take_facts_of_proposals();
    return waiting.empty() ? Outcome::accepted : Outcome::unchanged;
  }
  const bool ends = act.kind == ActKind::conclude || act.kind == ActKind::interrupt;
  if (died_ && ends && act.happened && *act.happened <= *died_) {
    // The case was over before the death, which then changes nothing in it.
    ProcessModel before_it = *this;
    before_it.died_.reset();
    if (before_it.on_case(act, proposed_already) == Outcome::accepted) {
      const auto died = died_;
      *this = before_it;
      died_ = died;
      return Outcome::accepted;
    }
  }
  take_facts();
  if (who == Party::bystander || who == Party::stranger) return Outcome::rejected;
  if (who == Party::proposer) {
    if (protective(act) || act.case_id.empty()) return Outcome::rejected;  // of no case
    return well_made(act) && all_readable(act.answers) ? Outcome::proposed : Outcome::rejected;
  }
  if (!there) return Outcome::rejected;
  if (made_by(act) && said_already(act)) return Outcome::unchanged;
  if (!authorised(act.by, act.office)) return Outcome::rejected;
  if (act.office != af_office && act.office != fk_office) {
    return takes_over(act) && well_made(act) ? Outcome::proposed : Outcome::rejected;
  }
  if (well_made(act) && said_already(act)) return Outcome::unchanged;
  if (!well_made(act)) return Outcome::rejected;
  if (anonymous) return act.kind == ActKind::change_office ? Outcome::rejected : Outcome::anonymous;
  if (act.seen_version && *act.seen_version != version) return Outcome::rejected;
  if (discarded) return act.kind == ActKind::discard ? Outcome::unchanged : Outcome::rejected;
  if (correction(act.kind)) return correct(act, proposed_already);
  if (ended(state)) return Outcome::rejected;

  const bool office = act.kind == ActKind::change_office;
  const std::optional<CaseState> to = !office                      ? leads_to(act)
                                      : act.to && *act.to != state ? std::nullopt
                                                                   : std::optional(state);
  if (!to || !dates_hold(act) || !outcome_and_cause_hold(act)) return Outcome::rejected;
  FieldAnswers known = all_answers();
  for (const auto& [field, text] : act.answers) known[field] = text;
  if (!answers_fit(act.answers, moment_of(act, state), known)) return Outcome::rejected;
  if (refused_locally(act)) return Outcome::rejected;
  if (office && has_not_heard(act)) return Outcome::rejected;
  const bool af = af_registers(act);
  const bool agreed_on = !af && by_agreement(who, af_office, fk_office, act.by.on);
  if (!office && af != (who == Party::af) && !agreed_on) {
    return proposed_already ? Outcome::unchanged : Outcome::proposed;
  }
  if (office) {
    af_office = act.af_office;
    fk_office = act.fk_office;
  }
  const auto attached = mapping_consent(act, earlier_end_);
  if (attached && !(mapping_consent_on_ && *mapping_consent_on_ < *attached)) mapping_consent_on_ = attached;
  append(act, *to, af, office);
  return Outcome::accepted;
}

std::optional<CaseState> ProcessModel::leads_to(const CooperationAct& act) const {
  using enum ActKind;
  std::optional<CaseState> to;
  if (act.kind == rebook && state == requested) to = requested;
  if (act.kind == meet && (state == requested || state == mapping)) to = mapping;
  if (act.kind == plan && state == mapping && act.to && waits_for_insats(*act.to)) to = act.to;
  if (act.kind == plan && state == active_preparatory) to = planned_work_oriented;
  if (act.kind == plan && state == active_work_oriented) to = planned_preparatory;
  if (act.kind == start && state == planned_preparatory) to = active_preparatory;
  if (act.kind == start && state == planned_work_oriented) to = active_work_oriented;
  if (act.kind == turn && state == active_preparatory) to = active_work_oriented;
  if (act.kind == turn && state == active_work_oriented) to = active_preparatory;
  if (act.kind == conclude) to = concluded;
  if (act.kind == interrupt) to = interrupted;
  if (to && act.to && *act.to != *to) return std::nullopt;
  return to;
}

/// FK until the last mapping meeting, AF afterwards; the insats is AF's, its first plan FK's.
bool ProcessModel::af_registers(const CooperationAct& act) const {
  if (act.kind == ActKind::conclude || act.kind == ActKind::interrupt) {
    if (state == requested) return false;
    if (state != mapping) return true;
    const ModelRow* meeting = last_meeting();
    return meeting != nullptr && outcome_of(*meeting) && *act.happened > *meeting->act.happened;
  }
  return state != requested && state != mapping;
}

bool ProcessModel::dates_hold(const CooperationAct& act) const {
  const ModelRow* last = last_move();
  if (act.kind == ActKind::change_office) return *act.happened >= *rows.front().act.happened;
  if (last == nullptr) return true;
  if (act.kind == ActKind::plan && state == mapping) return *act.happened > *last->act.happened;
  return *act.happened >= *last->act.happened;
}

bool ProcessModel::outcome_and_cause_hold(const CooperationAct& act) const {
  const bool not_current = act.cause == EndCause::not_current_health || act.cause == EndCause::not_current_other;
  if (act.kind == ActKind::conclude && act.cause && (state != requested || !not_current)) return false;
  if (act.kind == ActKind::interrupt && act.cause && not_current) return false;
  if (act.kind == ActKind::plan && state == mapping) {
    const ModelRow* meeting = last_meeting();
    const auto outcome = meeting == nullptr ? std::nullopt : outcome_of(*meeting);
    if (outcome && *outcome != MeetingOutcome::to_cooperation) return false;
  }
  return true;
}

/// Whether the actor registered such a row on that day.
bool ProcessModel::made_by(const CooperationAct& act) const {
  return std::any_of(rows.begin(), rows.end(), [&](const ModelRow& row) {
    const base::Date on = row.act.happened.value_or(row.act.by.on);
    return row.act.kind == act.kind && row.act.office == act.office && row.act.by.user == act.by.user &&
           row.act.by.organisation == act.by.organisation && on == act.happened.value_or(act.by.on);
  });
}

/// Whether a standing row says what the act says.
bool ProcessModel::said_already(const CooperationAct& act) const {
  using enum ActKind;
  if (act.kind == discard) return discarded;
  if (correction(act.kind)) {
    if (!act.row || *act.row == 0 || *act.row > rows.size()) return false;
    const std::size_t at = *act.row - 1;
    if (correction(rows[at].act.kind)) return false;
    if (act.kind == undo) return rows[at].undone;
    if (act.answers.empty() && !act.outcome && !act.cause) return false;
    // The very same act once more, whatever was corrected since.
    for (const ModelRow& row : rows) {
      const CooperationAct& said = row.act;
      const FieldAnswers left = closed_ ? FieldAnswers{} : kept(said.answers);
      if (said.kind == act.kind && said.row == act.row && said.by == act.by && left == kept(act.answers) &&
          said.outcome == act.outcome && said.cause == act.cause) {
        return true;
      }
    }
    const FieldAnswers had = answers_of(at);
    for (const auto& [field, text] : kept(act.answers)) {
      const auto found = had.find(field);
      if ((found == had.end() ? "" : found->second) != text) return false;
    }
    return (!act.outcome || act.outcome == outcome_of(rows[at])) && (!act.cause || act.cause == cause_of(at));
  }
  const bool office = act.kind == change_office;
  const FieldAnswers answers = act.kind == ActKind::request ? act.answers : kept(act.answers);
  const bool erased = closed_ && act.kind != ActKind::request;
  if (office && act.af_office == af_office && act.fk_office == fk_office) return true;
  std::size_t rebooked = rows.size();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].stands && rows[i].act.kind == rebook) rebooked = i;
  }
  if (act.kind == rebook) {
    const auto consent = mapping_consent(act, earlier_end_);
    if (consent && !(mapping_consent_on_ && *mapping_consent_on_ <= *consent)) return false;
  }
  return std::any_of(rows.begin(), rows.end(), [&](const ModelRow& row) {
    const CooperationAct& said = row.act;
    const bool offices = (!office && act.kind != ActKind::request) ||
                         (said.af_office == act.af_office && said.fk_office == act.fk_office);
    return row.stands && !row.by_fact && said.kind == act.kind && said.happened == act.happened && offices &&
           (!act.to || *act.to == row.state) && said.meeting_on == act.meeting_on && said.until == act.until &&
           said.outcome == act.outcome && said.cause == act.cause && (erased || said.answers == answers) &&
           (!office || said.by == act.by) && (act.kind != rebook || said.by == act.by || &row == &rows[rebooked]);
  });
}

/// An office without the case takes its own authority's side over and leaves the other.
bool ProcessModel::takes_over(const CooperationAct& act) const {
  if (act.kind != ActKind::change_office) return false;
  if (act.by.organisation == "af") return act.af_office == act.office && act.fk_office == fk_office;
  return act.fk_office == act.office && act.af_office == af_office;
}

/// The other authority has moved the case on, and the act still names where it was.
bool ProcessModel::has_not_heard(const CooperationAct& act) const {
  if (act.seen_version) return false;
  const bool by_af = act.by.organisation == "af";
  const std::string named = by_af ? act.fk_office : act.af_office;
  if (named == (by_af ? fk_office : af_office)) return false;
  for (const ModelRow& row : rows) {
    if (named == (by_af ? row.fk_office : row.af_office)) return true;
  }
  return false;
}

void ProcessModel::append(const CooperationAct& act, CaseState to, bool af_registers, bool anybodys) {
  state = to;
  ModelRow row{act, to, af_office, fk_office, af_registers, anybodys};
  row.act.answers = kept(act.answers);
  rows.push_back(std::move(row));
}

// ---- the corrections ----

Outcome ProcessModel::correct(const CooperationAct& act, bool proposed_already) {
  using enum ActKind;
  const bool by_af = act.by.organisation == "af";
  const bool agreed_on = by_agreement(party(act.by.organisation), af_office, fk_office, act.by.on);
  if (act.kind == discard) {
    if (by_af && !agreed_on) return proposed_already ? Outcome::unchanged : Outcome::proposed;
    discarded = true;
    append(act, state, false, false);
    return Outcome::accepted;
  }
  if (!act.row || *act.row == 0 || *act.row > rows.size()) return Outcome::rejected;
  const std::size_t at = *act.row - 1;
  const ModelRow row = rows[at];
  if (act.kind == undo) {
    if (closed_ || row.by_fact || last_undoable() != at || at == 0) return Outcome::rejected;
  } else {
    if (closed_ || !row.stands || correction(row.act.kind)) return Outcome::rejected;
    if (act.answers.empty() && !act.outcome && !act.cause) return Outcome::rejected;
    if (act.outcome && row.act.kind != meet) return Outcome::rejected;
    if (act.cause && !ended(row.state)) return Outcome::rejected;
    const FieldAnswers had = answers_of(at);
    FieldAnswers known = all_answers();
    for (const auto& [field, text] : act.answers) known[field] = text;
    const auto named = act.answers.find(Field::municipality);
    if (named != act.answers.end() && had.count(Field::district) != 0 && act.answers.count(Field::district) == 0 &&
        !asked_of(Field::district, known)) {
      return Outcome::rejected;
    }
    const CaseState before = at == 0 ? requested : rows[at - 1].state;
    if (!answers_fit(act.answers, moment_of(row.act, before), known)) return Outcome::rejected;
    bool changes = (act.outcome && act.outcome != outcome_of(rows[at])) || (act.cause && act.cause != cause_of(at));
    bool overwrites = act.outcome && outcome_of(rows[at]) && act.outcome != outcome_of(rows[at]);
    overwrites = overwrites || (act.cause && cause_of(at) && act.cause != cause_of(at));
    for (const auto& [field, text] : kept(act.answers)) {
      const auto found = had.find(field);
      const std::string now = found == had.end() ? "" : found->second;
      if (now != text) changes = true;
      if (!now.empty() && now != text) overwrites = true;
    }
    if (!changes) return Outcome::unchanged;
    const bool takes_away =
        std::any_of(act.answers.begin(), act.answers.end(), [](const auto& answer) { return answer.second.empty(); });
    if (act.kind == complete && (overwrites || takes_away)) return Outcome::rejected;
    const bool planned = std::any_of(rows.begin(), rows.end(), [](const ModelRow& other) {
      return other.stands && other.act.kind == ActKind::plan;
    });
    if (act.outcome && *act.outcome != MeetingOutcome::to_cooperation && planned && &rows[at] == last_meeting()) {
      return Outcome::rejected;
    }
  }
  if (!row.anybodys && row.af_registers != by_af && (row.af_registers || !agreed_on)) {
    return proposed_already ? Outcome::unchanged : Outcome::proposed;
  }
  if (act.kind == undo) undo_last(at);
  append(act, state, row.af_registers, row.anybodys);
  return Outcome::accepted;
}

void ProcessModel::undo_last(std::size_t row) {
  rows[row].stands = false;
  rows[row].undone = true;
  const std::size_t before = last_undoable().value_or(0);
  state = rows[before].state;
  af_office = rows[before].af_office;
  fk_office = rows[before].fk_office;
}

bool ProcessModel::takes_back(const CooperationAct& proposed, const Act& by, bool of_this_case) const {
  if (protective(proposed) || by.organisation != proposed.by.organisation) return false;
  if (by.organisation == "af" || by.organisation == "fk") {
    const bool has_it = of_this_case && there && !anonymous;
    const std::string now = !has_it ? "" : by.organisation == "af" ? af_office : fk_office;
    return authorised(by, proposed.office) || authorised(by, now);
  }
  return std::any_of(users_.begin(), users_.end(), [&](const ModelUser& user) { return user.user == by.user; });
}

bool ProcessModel::confirm(const CooperationAct& proposed, const Act& by, const std::string& office) {
  if (!authorised(by, office)) return false;
  CooperationAct again = proposed;
  again.by = by;
  again.office = office;
  again.seen_version.reset();
  const Outcome outcome = act(again, false);
  if (protective(proposed)) return true;  // what was left to the registrar to complete
  return outcome == Outcome::accepted || outcome == Outcome::unchanged || outcome == Outcome::anonymous;
}

}  // namespace gateway::core::made
