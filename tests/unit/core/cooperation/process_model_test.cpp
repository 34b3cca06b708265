#include "tests/unit/core/cooperation/process_model.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdint>
#include <iostream>
#include <limits>
#include <map>
#include <random>
#include <sstream>

#include "gateway/core/lift.h"
#include "tests/unit/core/cooperation/person_watch.h"
#include "tests/unit/core/cooperation/process_people.h"
#include "tests/unit/core/histories.h"

// The rules of the cooperation against a small model of them, written a second time from the domain's words: random
// histories, right and wrong, by everybody, at the boundaries of the dates. Deterministic: a failure names its seed and
// what was done, in as few steps as show it. GATEWAY_HISTORIES asks for a campaign, GATEWAY_SEED for its first seed.

namespace gateway::core {
namespace {

using made::day;
using made::Desk;
using made::from_environment;
using made::ModelUser;
using made::ProcessModel;
using made::Tally;
using std::chrono::days;

/// What each step of a history is made of: a number for the first desk and one for each step, so that a history without
/// one of its steps is a history, too.
using Steps = std::vector<std::uint32_t>;
constexpr int kSteps = 50;  ///< At most; half of it as a rule.

class ProcessHistory {
 public:
  ProcessHistory(const Desk& first, Tally& tally, int facts_one_in)
      : tally_(tally), facts_one_in_(facts_one_in), desk_(first), model_(made::history_users()) {}

  /// Goes on until the two disagree; empty where they never do.
  std::string run(std::uint32_t agreed, const Steps& steps) {
    random_.seed(agreed);
    agree();
    for (std::size_t i = 0; i < steps.size() && differs_.empty(); ++i) {
      random_.seed(steps[i]);
      step();
    }
    return differs_;
  }

  std::string told() const { return said_.str(); }
  const Desk& desk() const { return desk_; }

 private:
  int any(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }
  bool one_in(int n) { return any(n) == 0; }
  template <typename T>
  T one_of(std::initializer_list<T> all) {
    return *(all.begin() + any(static_cast<int>(all.size())));
  }

  /// In most histories a county's advice is taken up, more or less strictly, or AF may register what is FK's.
  void agree() {
    made::ModelAgreement& agreed = model_.agreed;
    for (const LocalPolicy local : {LocalPolicy::two_meetings, LocalPolicy::plan_three_months,
                                    LocalPolicy::mapping_consent_week, LocalPolicy::request_needs_mapping_consent}) {
      const auto strict = [&] { return static_cast<Strictness>(any(3)); };
      if (one_in(4)) agreed.everywhere[local] = strict();
      if (one_in(4)) agreed.in_gavle[local] = strict();
    }
    if (one_in(3)) agreed.af_registers_from = day("2025-01-01") + days(any(40));
    made::take_up(desk_.policy, agreed);
  }

  void step() {
    desk_.today = desk_.today + days(one_in(4) ? any(20) : any(3));
    model_.today = desk_.today;
    hand_over();
    put_away_answered();
    desk_.last = {};
    if (one_in(facts_one_in_)) {
      fact();
    } else if (one_in(7) && !desk_.situation.open_tasks.empty()) {
      answer_task();
    } else {
      act();
    }
    if (one_in(2)) watch_.send(desk_);
    watch_.take_facts(desk_);
    compare();
    watch_.look(desk_);
    if (!watch_.wrong().empty()) differ(watch_.wrong());
  }

  /// Of what is answered a case no longer knows; answering it once more can be tried all the same.
  void put_away_answered() {
    auto& tasks = desk_.situation.open_tasks;
    const auto open = std::stable_partition(tasks.begin(), tasks.end(),
                                            [](const CooperationTask& task) { return answered(task.state); });
    answered_.insert(answered_.end(), tasks.begin(), open);
    tasks.erase(tasks.begin(), open);
  }

  void hand_over() {
    model_.waiting = waiting();
    if (!desk_.situation.current) return;
    CooperationCase& now = *desk_.situation.current;
    if (now.form == CaseForm::named && now.handover != Handover::acknowledged && !one_in(4)) {
      now.handover = one_in(6) ? Handover::unknown : Handover::acknowledged;
    }
    model_.handover = now.handover;
    model_.version = now.version;
  }

  static bool is_request(const CooperationTask& task) { return task.act.kind == ActKind::request; }

  /// The consents of the requests that wait for an answer.
  std::vector<base::Date> waiting() const {
    std::vector<base::Date> consents;
    for (const CooperationTask& task : desk_.situation.open_tasks) {
      if (is_request(task) && !answered(task.state)) consents.push_back(task.act.consent->consent.date.value());
    }
    return consents;
  }

  void fact() {
    const int what = any(9);
    if (what < 3) {
      lift();
    } else if (what == 3) {
      said_ << " no source says so";
      claims_.clear();
    } else if (what < 6) {
      said_ << " protect";
      if (one_in(3)) claims_ = {{Claimer::source, "accorda", Protection::marked, {}}};
      desk_.situation.person_protected = model_.person_protected = true;
    } else if (what == 6) {
      said_ << " death";
      desk_.situation.deceased = desk_.today - days(any(5));
      model_.tell_death(*desk_.situation.deceased);
    } else {
      const base::Date on = desk_.today - days(any(8));
      said_ << " withdrawn:" << on.text();
      desk_.situation.standing.told = Consent{ConsentAnswer::none, {}, std::nullopt, on};
      model_.tell_withdrawal(on);
    }
    if (!one_in(3)) apply_facts();  // otherwise the next act finds them
    Standing& standing = desk_.situation.standing;
    standing = with_told(standing, desk_.today);
    standing.told.reset();
  }

  /// Somebody says that the person is protected no more (§3 n).
  void lift() {
    const std::string user = actor();
    const Act by = desk_.by(user, desk_.today.text());
    CaseSituation& now = desk_.situation;
    std::vector<std::string> places;
    if (now.current && now.current->form == CaseForm::named) places = {now.current->af_office, now.current->fk_office};
    const bool agency = by.organisation == "af" || by.organisation == "fk";
    const bool lifted = agency && lift_faults(desk_.directory, user, by.organisation, places, desk_.today).empty() &&
                        !decide_lift({now.person_protected, claims_, now.lifted});
    if (lifted) now.person_protected = false, now.lifted = desk_.today;
    said_ << " lift by " << user << (lifted ? " done" : " not done");
    ++tally_.answers[lifted ? "lift" : "lift refused"];
    const bool expected = model_.lift(user, by.organisation, !claims_.empty());
    if (expected != lifted) differ(lifted ? "lifted" : "not lifted");
  }

  void apply_facts() {
    said_ << " applied";
    ++tally_.answers["fact"];
    if (model_.there) {
      desk_.fact();
      watch_.decided(desk_, nullptr);
      model_.take_facts();
      model_.waiting = waiting();
    }
    if (desk_.situation.current && desk_.situation.current->open()) return;
    // A request that waits is a registration of its own, beside a case that is over.
    const auto current = std::exchange(desk_.situation.current, std::nullopt);
    auto& tasks = desk_.situation.open_tasks;
    const auto of_case = std::stable_partition(tasks.begin(), tasks.end(), is_request);
    const std::vector<CooperationTask> others(of_case, tasks.end());
    tasks.erase(of_case, tasks.end());
    desk_.fact();
    watch_.decided(desk_, nullptr);
    tasks.insert(tasks.end(), others.begin(), others.end());
    desk_.situation.current = current;
    model_.take_facts_of_proposals();
    if (desk_.situation.person_protected && !waiting().empty()) differ("a request waits for a protected person");
  }

  std::string actor() {
    if (one_in(8)) {
      return one_of<std::string>({"af.untrained", "af.nowhere", "af.new", "fk.gone", "maj.lind", "rut.sund", "af.ghost",
                                  "region", "nobody", "fk.sandviken", "af.sandviken"});
    }
    const CooperationCase* now = desk_.situation.current ? &*desk_.situation.current : nullptr;
    std::string office = now == nullptr ? (one_in(4) ? "af_gavle" : "fk_gavle")
                         : one_in(2)    ? now->af_office
                                        : now->fk_office;
    std::replace(office.begin(), office.end(), '_', '.');
    return office;
  }

  void name_actor(CooperationAct& act, const std::string& user, base::Date on) {
    act.by = desk_.by(user, on.text());
    act.office.clear();
    if (user == "af.ghost") act.by.organisation = "af";
    if (act.by.organisation != "af" && act.by.organisation != "fk") return;
    act.office = act.by.organisation + "_gavle";
    for (const ModelUser& known : users_) {
      if (known.user == user && !known.office.empty()) act.office = known.office;
    }
    if (one_in(30)) act.office = one_of<std::string>({"af_gavle", "af_sandviken", "fk_gavle", "fk_sandviken"});
  }

  ActKind kind() {
    if (!desk_.situation.current || !desk_.situation.current->open()) {
      return one_in(3) ? static_cast<ActKind>(any(13)) : ActKind::request;
    }
    if (one_in(2)) return static_cast<ActKind>(any(13));
    switch (desk_.now().state) {
      case CaseState::requested:
        return one_of({ActKind::meet, ActKind::meet, ActKind::rebook});
      case CaseState::mapping:
        return one_of({ActKind::plan, ActKind::plan, ActKind::meet});
      case CaseState::planned_preparatory:
      case CaseState::planned_work_oriented:
        return ActKind::start;
      default:
        return one_of({ActKind::turn, ActKind::plan, ActKind::conclude});
    }
  }

  base::Date happening() {
    const CaseRow* last = desk_.situation.current ? desk_.now().last_move() : nullptr;
    if (last != nullptr && one_in(3)) return last->happened + days(any(3) - 1);
    return desk_.today - days(one_in(8) ? any(15) : any(3)) + days(one_in(25) ? 2 : 0);
  }

  CooperationAct any_act() {
    if (!made_.empty() && one_in(14)) {
      CooperationAct again = made_[static_cast<std::size_t>(any(static_cast<int>(made_.size())))];
      if (again.kind != ActKind::request) again.case_id = desk_.situation.current ? desk_.now().id : again.case_id;
      again.seen_version.reset();
      return again;
    }
    const base::Date on = happening();
    CooperationAct act = desk_.act(kind(), on.text());
    const bool future = one_in(60);
    name_actor(act, actor(), future ? desk_.today + days(1) : one_in(3) ? std::min(on, desk_.today) : desk_.today);
    act.answers.clear();
    add_content(act);
    add_faults(act);
    return act;
  }

  void add_content(CooperationAct& act) {
    const CooperationCase* now = desk_.situation.current ? &*desk_.situation.current : nullptr;
    switch (act.kind) {
      case ActKind::request:
        add_request(act);
        break;
      case ActKind::rebook:
        if (!one_in(4)) act.meeting_on = *act.happened + days(any(20) - 1);
        if (one_in(4)) act.consent = CaseConsent{{ConsentAnswer::given, "GK 2024", *act.happened, {}}, {}};
        if (act.consent && one_in(10)) act.consent->consent.withdrawn = *act.happened;
        if (one_in(8)) add_mapping_consent(act);
        break;
      case ActKind::meet:
        if (one_in(2)) break;
        act.outcome = one_in(4) ? static_cast<MeetingOutcome>(any(3)) : MeetingOutcome::to_cooperation;
        if (one_in(2)) act.answers = {{Field::further_handling, "1"}, {Field::consultative_support, "no"}};
        break;
      case ActKind::plan:
        if (!one_in(10)) act.to = one_of({CaseState::planned_preparatory, CaseState::planned_work_oriented});
        if (one_in(3)) act.until = *act.happened + days(one_in(2) ? 30 : 87 + any(7));
        break;
      case ActKind::conclude:
        if (one_in(2)) act.cause = static_cast<EndCause>(any(one_in(4) ? 5 : 2));
        if (now != nullptr && now->state != CaseState::requested) {
          if (!one_in(5)) act.cause.reset();
          if (one_in(2)) act.answers = made::end_answers();
        }
        break;
      case ActKind::interrupt:
        if (!one_in(8)) act.cause = EndCause::own_initiative;
        if (one_in(3)) act.cause = one_in(3) ? EndCause::deceased : EndCause::consent_withdrawn;
        if (one_in(12)) act.cause = EndCause::not_current_other;
        break;
      case ActKind::change_office:
        act.af_office = one_in(2) ? "af_gavle" : "af_sandviken";
        act.fk_office = one_in(3) ? "fk_sandviken" : "fk_gavle";
        if (one_in(20)) act.af_office = one_of<std::string>({"", "fk_gavle", "af_paris"});
        break;
      default:
        add_correction(act, now);
    }
  }

  void add_request(CooperationAct& act) {
    act.answers = made::request_answers();
    if (one_in(3)) act.answers.erase(one_of({Field::education, Field::municipality, Field::employed}));
    if (one_in(5)) {
      act.answers[Field::works_before] = "yes";
      act.answers[Field::works_before_percent] = "50";
    }
    if (one_in(3)) {
      act.answers[Field::municipality] = "0180";
      act.answers[Field::district] = "1";
    }
    if (one_in(4)) {
      act.answers[Field::employed] = "yes";
      act.answers[Field::employer_number] = std::string("556677889") + made::check_digit("556677889");
    }
    act.af_office = one_in(6) ? "af_sandviken" : "af_gavle";
    act.fk_office = act.office == "fk_sandviken" || one_in(12) ? "fk_sandviken" : "fk_gavle";
    if (one_in(30)) act.fk_office = one_of<std::string>({"", "af_gavle", "fk_paris"});
    Consent& consent = act.consent->consent;
    consent.date = one_in(3) ? desk_.today : *act.happened + days(any(3) - 1);
    if (one_in(12)) consent.answer = ConsentAnswer::declined;
    if (one_in(20)) consent.form = one_of<std::string>({"Accorda", "GK 2024"});
    if (one_in(20)) consent.date = desk_.today + days(1);
    if (one_in(4)) act.answers[Field::income_source_before] = "sjukpenning";
    if (one_in(8)) act.consent->purposes = {"registration"};
    if (one_in(15)) act.consent.reset();
    if (one_in(5)) add_mapping_consent(act);
  }

  void add_mapping_consent(CooperationAct& act) {
    Consent said{ConsentAnswer::given, one_in(4) ? "SUS 2024" : "GK 2024", *act.happened + days(any(9) - 6), {}};
    if (one_in(10)) said.answer = ConsentAnswer::declined;
    if (one_in(10)) said.withdrawn = *act.happened;
    if (one_in(10)) said.form = "Accorda";
    act.mapping_consent =
        CaseConsent{said, one_in(10) ? std::vector<std::string>{"registration"} : std::vector<std::string>{}};
  }

  void add_correction(CooperationAct& act, const CooperationCase* now) {
    if (act.kind == ActKind::discard || now == nullptr) return;
    act.row = static_cast<std::uint32_t>(any(static_cast<int>(now->rows.size()) + 2));
    const CaseRow* last = now->last_undoable();
    if (act.kind == ActKind::undo) {
      if (last != nullptr && !one_in(3)) act.row = last->number;
      return;
    }
    if (one_in(2)) act.row = 1;
    const CaseRow* row = now->row(*act.row);
    if (row != nullptr && row->kind == ActKind::meet && one_in(2)) {
      act.outcome = static_cast<MeetingOutcome>(any(3));
    } else if (row != nullptr && ended(row->state) && one_in(2)) {
      act.answers = {{Field::end_reason, one_of<std::string>({"1", "2", ""})}};
    } else if (!one_in(15)) {
      act.answers = {{Field::education, one_of<std::string>({"1", "2", "3", "", "9"})}};
      if (one_in(3)) act.answers[Field::municipality] = one_of<std::string>({"2180", "0180", "21"});
      if (one_in(5)) act.answers[Field::works_before] = one_of<std::string>({"yes", "no"});
      if (one_in(5)) act.answers[Field::employed] = one_of<std::string>({"yes", "no"});
    }
  }

  void add_faults(CooperationAct& act) {
    if (one_in(40)) act.happened.reset();
    if (one_in(40)) act.answers[Field::education] = "9";
    if (one_in(40)) act.answers[one_of({Field::employed, Field::works_after})] = "perhaps";
    if (one_in(40)) act.answers[one_of({Field::end_reason, Field::district, Field::works_before_percent})] = "1";
    if (one_in(60)) act.outcome = MeetingOutcome::back_to_fk;
    if (one_in(60)) act.until = desk_.today;
    if (one_in(60)) act.row = 1;
    if (one_in(60)) act.af_office = "af_gavle";
    if (one_in(60)) act.to = CaseState::mapping;
    if (desk_.situation.current && act.kind != ActKind::request && one_in(20)) {
      act.seen_version = desk_.now().version - (one_in(3) ? 1 : 0);
    }
  }

  void act() {
    const CooperationAct act = any_act();
    const CooperationDecision decision = desk_.ask(act);
    say(act);
    const bool open_already = decision.outcome == Outcome::unchanged && is_proposed(act);
    const Outcome expected = model_.act(act, open_already);
    const std::optional<CooperationCase> before = desk_.situation.current;
    desk_.apply(decision);
    watch_.decided(desk_, &act);
    keep_beside(act, before, decision);
    said_ << "=" << name(decision.outcome);
    ++tally_.acts;
    ++tally_.kinds[act.kind];
    ++tally_.outcomes[decision.outcome];
    if (expected != decision.outcome) {
      differ(std::string(name(act.kind)) + " is " + std::string(name(decision.outcome)) + ", for the model " +
             std::string(name(expected)) + reasons(decision));
    }
    made_.push_back(act);
  }

  /// What a ledger keeps beside the case: the person's death, other cases' ends, and tasks by their case.
  void keep_beside(const CooperationAct& act, const std::optional<CooperationCase>& before,
                   const CooperationDecision& decision) {
    const bool told = decision.outcome == Outcome::accepted && act.cause == EndCause::deceased && protective(act);
    if (told && (!before || before->open())) {
      desk_.situation.deceased = act.happened.value_or(desk_.today);
    }
    Standing& standing = desk_.situation.standing;
    standing = with_told(standing, desk_.today);
    standing.told.reset();
    if (!before || desk_.now().id == before->id) return;
    watch_.replaced(*before);
    const auto ended = before->discarded ? std::nullopt : before->ended_on();
    if (ended) desk_.situation.last_end = std::max(*ended, desk_.situation.last_end.value_or(*ended));
    std::erase_if(desk_.situation.open_tasks,
                  [&](const CooperationTask& task) { return task.act.case_id == before->id; });
  }

  static std::string reasons(const CooperationDecision& decision) {
    std::string all;
    for (const Reason& reason : decision.reasons) all += " " + std::string(id(reason.code));
    return all;
  }

  /// Whether somebody of the same office has the same act open as a proposal.
  bool is_proposed(const CooperationAct& act) const {
    const auto& tasks = desk_.situation.open_tasks;
    return std::any_of(tasks.begin(), tasks.end(), [&](const CooperationTask& task) {
      return !answered(task.state) && task.act.kind == act.kind && task.act.happened == act.happened;
    });
  }

  void say(const CooperationAct& act) {
    said_ << "\n  " << desk_.today.text() << " " << name(act.kind) << " " << act.by.user << "/" << act.by.organisation
          << "@" << act.office << " " << (act.happened ? act.happened->text() : "-") << " by " << act.by.on.text();
    if (act.to) said_ << " to:" << name(*act.to);
    if (act.outcome) said_ << " outcome:" << name(*act.outcome);
    if (act.cause) said_ << " cause:" << name(*act.cause);
    if (act.row) said_ << " row:" << *act.row;
    if (!act.af_office.empty() || !act.fk_office.empty()) said_ << " " << act.af_office << "+" << act.fk_office;
    if (act.meeting_on) said_ << " meeting:" << act.meeting_on->text();
    if (act.until) said_ << " until:" << act.until->text();
    if (act.seen_version) said_ << " saw:" << *act.seen_version;
    if (act.consent) {
      said_ << " consent:" << static_cast<int>(act.consent->consent.answer) << act.consent->consent.form << ":"
            << (act.consent->consent.date ? act.consent->consent.date->text() : "-");
    }
    if (act.mapping_consent) said_ << " mapping:" << act.mapping_consent->consent.date->text();
    for (const auto& [field, text] : act.answers) said_ << " " << name(field) << "=" << text;
  }

  void answer_task() {
    const auto& tasks = !answered_.empty() && one_in(6) ? answered_ : desk_.situation.open_tasks;
    const CooperationTask task = tasks[static_cast<std::size_t>(any(static_cast<int>(tasks.size())))];
    std::string user = task.office;
    std::replace(user.begin(), user.end(), '_', '.');
    if (one_in(4)) user = one_of<std::string>({"af.gavle", "fk.sandviken", "af.untrained", "af.nowhere", "maj.lind"});
    const Act by = desk_.by(user, desk_.today.text());
    const bool open = !answered(task.state);
    const int what = any(5);
    TaskDecision decision;
    bool expected = false;
    std::string did;
    if (what < 3) {
      did = "confirm";
      const std::optional<CooperationCase> before = desk_.situation.current;
      decision = desk_.confirm_task(task, user, desk_.today.text());
      CooperationAct taken = task.act;
      taken.by = by, taken.office = task.office;
      if (decision.decision) watch_.decided(desk_, &taken);
      if (decision.decision) keep_beside(task.act, before, *decision.decision);
      expected = open && model_.confirm(task.act, by, task.office);
    } else {
      did = what == 3 ? "reject" : "retract";
      if (what == 4 && one_in(2)) user = task.act.by.user;
      if (what == 4 && one_in(4)) user = one_of<std::string>({"af.gavle", "af.sandviken", "fk.gavle", "fk.sandviken"});
      const Act who = desk_.by(user, desk_.today.text());
      const std::string reason = one_in(5) ? "" : "not_begun";
      const CooperationCase* now = desk_.situation.current ? &desk_.now() : nullptr;
      const bool of_this_case = now != nullptr && task.act.kind != ActKind::request && task.act.case_id == now->id;
      decision =
          what == 3 ? reject(task, who, reason, desk_.circumstances()) : retract(task, who, desk_.circumstances(), now);
      for (CooperationTask& known : desk_.situation.open_tasks) {
        if (known.id == task.id) known = decision.task;
      }
      expected = open && (what == 3 ? !reason.empty() && model_.answers_for(who, task.office)
                                    : model_.takes_back(task.act, who, of_this_case));
    }
    said_ << "\n  " << desk_.today.text() << " " << did << " " << name(task.act.kind) << " of "
          << (task.act.happened ? task.act.happened->text() : "-") << " from " << task.act.by.user << " at "
          << task.office << " by " << user << (decision.done ? " done" : " not done");
    ++tally_.answers[did + (decision.done ? "" : " refused")];
    if (decision.done == expected) return;
    std::string why;
    for (const Reason& reason : decision.reasons) why += " " + std::string(id(reason.code));
    differ(did + " of " + std::string(name(task.act.kind)) + (decision.done ? " done" : " not done") + why);
  }

  void compare() {
    const bool there = desk_.situation.current.has_value();
    const auto same = [&](const char* what, auto product, auto model) {
      if (product == model) return;
      std::ostringstream both;
      both << what << " " << product << ", for the model " << model;
      differ(both.str());
    };
    same("a case", there, model_.there);
    int exits = 0;
    int strips = 0;
    for (const CaseExit& exit : desk_.exits) ++(exit.kind == MessageKind::strip ? strips : exits);
    same("exits", exits, model_.exits);
    same("strips", strips, model_.strips);
    same("counted", desk_.counted, model_.counted);
    if (!there || !model_.there) return;
    const CooperationCase& now = desk_.now();
    same("anonymous", now.form == CaseForm::anonymous, model_.anonymous);
    same("state", name(now.state), name(model_.state));
    same("AF office", now.af_office, model_.af_office);
    same("FK office", now.fk_office, model_.fk_office);
    same("standing rows",
         std::count_if(now.rows.begin(), now.rows.end(),
                       [](const CaseRow& row) { return row.standing == RowStanding::stands; }),
         model_.standing());
    same("discarded", now.discarded, model_.discarded);
    same("open", now.open(), !model_.over());
    same("stripped", now.stripped, model_.stripped);
  }

  void differ(const std::string& what) {
    if (differs_.empty()) differs_ = what;
  }

  std::mt19937 random_;
  Tally& tally_;
  int facts_one_in_;
  Desk desk_;
  ProcessModel model_;
  const std::vector<ModelUser> users_ = made::history_users();
  made::PersonWatch watch_;
  std::vector<ProtectionClaim> claims_;
  std::vector<CooperationAct> made_;
  std::vector<CooperationTask> answered_;
  std::string differs_;
  std::ostringstream said_;
};

Tally play(unsigned histories, int facts_one_in) {
  const Desk first = made::first_desk();
  const auto number = rc::gen::inRange<std::uint32_t>(0, std::numeric_limits<std::uint32_t>::max());
  const auto steps = rc::gen::resize(kSteps, rc::gen::container<Steps>(number));
  Tally tally;
  rc::detail::TestParams params;
  params.seed = from_environment("GATEWAY_SEED", 1);
  params.maxSuccess = static_cast<int>(histories);
  const auto agrees = [&] {
    ProcessHistory history(first, tally, facts_one_in);
    const std::uint32_t agreed = *number;
    const std::string differs = history.run(agreed, *steps);
    if (!differs.empty()) RC_FAIL(differs + "\n" + history.told());
  };
  const auto result = rc::detail::checkTestable(agrees, rc::detail::TestMetadata(), params);
  std::ostringstream told;
  rc::detail::printResultMessage(result, told);
  EXPECT_TRUE(result.is<rc::detail::SuccessResult>()) << told.str();
  std::cout << histories << " histories from seed " << params.seed << ", " << tally << "\n";
  return tally;
}

TEST(ProcessModel, AgreesWithTheRulesInEveryHistory) {
  const Tally tally = play(from_environment("GATEWAY_HISTORIES", 600), 40);
  for (int kind = 0; kind < 13; ++kind) EXPECT_GE(tally.kinds.at(static_cast<ActKind>(kind)), tally.acts / 100);
  for (const Outcome outcome : {Outcome::accepted, Outcome::anonymous, Outcome::rejected, Outcome::parked,
                                Outcome::proposed, Outcome::unchanged}) {
    EXPECT_GE(tally.outcomes.at(outcome), tally.acts / 100) << name(outcome);
  }
}

TEST(ProcessModel, NothingPointsAtAProtectedPersonAndACaseHasOneExit) {
  const Tally tally = play(from_environment("GATEWAY_HISTORIES", 600), 6);
  EXPECT_GE(tally.answers.at("lift"), tally.acts / 200);
}

}  // namespace
}  // namespace gateway::core
