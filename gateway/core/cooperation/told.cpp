#include "gateway/core/cooperation/told.h"

#include <algorithm>
#include <array>

#include "gateway/core/clearing.h"
#include "gateway/core/cooperation/faults.h"
#include "gateway/core/cooperation/proposal.h"

namespace gateway::core {

struct ClearingCase {
  static ClearedCase pass(ToldCase told) { return ClearedCase(std::move(told)); }
};

namespace {

constexpr std::array<std::string_view, 3> kNames = {"received", "handled", "not_current"};

/// A consent as it is told of: never by which form.
void without_form(CooperationAct& act) {
  for (auto* consent : {&act.consent, &act.mapping_consent}) {
    if (*consent) (*consent)->consent.form.clear();
  }
}

/// The day of the consent that the case rests on, or the request that may become one.
std::optional<base::Date> consent_of(const ChangedCase& changed) {
  if (changed.course) return changed.course->consent_date;
  std::optional<base::Date> date;
  for (const CooperationTask& task : changed.tasks) {
    if (task.act.consent) date = std::max(date, task.act.consent->consent.date);
  }
  return date;
}

/// Whether nobody is told who the case is about.
bool closed(const ChangedCase& changed, base::Date today) {
  const std::optional<base::Date> consent = consent_of(changed);
  if (changed.person_protected || !consent || taken_back(changed.standing, consent, today)) return true;
  const auto& course = changed.course;
  return course &&
         (course->form == CaseForm::anonymous || course->stripped || course->reading_closed || course->discarded);
}

/// Why FK rejects a request that AF initiated, where AF may hear it (domain.md §4: it has the person's consent to the
/// cooperation, and the next step is its own): what is wrong with the request itself, or with the person in it, says
/// nothing of another case. Silent stay "already_registered", which says that there is one; "other", which helps nobody
/// and keeps the silence from saying it; and what a configuration adds, until somebody has thought of what it says.
constexpr std::array<std::string_view, 4> kToldToProposer = {"not_eligible", "not_begun", "wrong_office",
                                                             "wrong_information"};

/// Whether the party hears why its request was rejected: it acted as AF, for its own office, and was answered by the
/// office that it put the request to. Where the task lay elsewhere a case of the person's was why. Nothing is said
/// where there is a case, or protection or a withdrawal is known.
bool hears_why(const CooperationTask& task, const ChangedCase& changed, std::string_view party,
               const Directory& directory) {
  if (task.state != TaskState::rejected || task.act.kind != ActKind::request) return false;
  const Office* office = directory.office(task.act.office);
  if (office == nullptr || office->organisation != party || part_of(directory, party) != Part::af) return false;
  if (task.act.fk_office != task.office || changed.course) return false;
  if (changed.person_protected || changed.standing.withdrawn) return false;
  return std::find(kToldToProposer.begin(), kToldToProposer.end(), task.answer) != kToldToProposer.end();
}

/// A rejected request as its proposer hears of it: as a task, so that whoever reads without knowing of this does, too.
/// What it asked for is the proposer's own; who answered is not told.
CooperationTask without_answerer(CooperationTask task) {
  task.act = without_content(task.act);
  if (!task.steps.empty()) {
    task.steps.erase(task.steps.begin(), task.steps.end() - 1);
    task.steps.front().by.user.clear();
  }
  return task;
}

bool had_insats(const CooperationCase& of) {
  return std::any_of(of.rows.begin(), of.rows.end(),
                     [](const CaseRow& row) { return row.standing == RowStanding::stands && in_insats(row.state); });
}

}  // namespace

ProposalState proposal_state(TaskState state) {
  if (!answered(state)) return ProposalState::received;
  return state == TaskState::confirmed ? ProposalState::handled : ProposalState::not_current;
}

std::string_view name(ProposalState state) {
  return kNames[static_cast<std::size_t>(state)];
}

std::optional<ProposalState> parse_proposal_state(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<ProposalState>(i);
  }
  return std::nullopt;
}

ClearedCase clear_told(ChangedCase changed, std::string_view party, const Directory& directory, const Policy& policy,
                       base::Date today) {
  const Sent sent{policy, Flow::sus_to_agency, today};
  const auto own = [&](const std::string& id) {
    const Office* office = directory.office(id);
    return office != nullptr && office->organisation == party;
  };
  ToldCase told;
  told.id = changed.id;
  told.sequence = changed.sequence;
  const bool part = changed.course && (own(changed.course->af_office) || own(changed.course->fk_office));
  bool answers_for = part;
  const bool nameless = closed(changed, today);
  const bool hidden = changed.person_protected || (changed.course && changed.course->stripped);
  const bool silent = changed.course && changed.course->reading_closed;
  const auto keep_told = [&](FieldAnswers& answers) {
    keep_listed(answers, sent, hidden);
    if (silent) answers.clear();
  };
  for (CooperationTask& task : changed.tasks) {
    if (own(task.office) || (part && task.act.by.organisation == party)) {
      answers_for = answers_for || (own(task.office) && !answered(task.state));
      without_form(task.act);
      keep_told(task.act.answers);
      told.tasks.push_back(std::move(task));
    } else if (task.act.by.organisation == party && hears_why(task, changed, party, directory)) {
      told.tasks.push_back(without_answerer(std::move(task)));
    } else if (task.act.by.organisation == party) {
      told.proposals.push_back({task.id, proposal_state(task.state)});
    }
  }
  told.left = changed.course && !part;
  if (part) {
    CooperationCase& course = *changed.course;
    told.consent = {!silent && course.consent_date.has_value(), course.consent_date};
    course.consent_form.clear();
    for (CaseRow& row : course.rows) keep_told(row.answers);
    told.course = std::move(course);
  }
  if (answers_for && !nameless && changed.person && sent("number")) told.person = listed(*changed.person, sent);
  return ClearingCase::pass(std::move(told));
}

bool insats_runs(const CooperationCase& here, const std::optional<CooperationCase>& told, const Act& change) {
  if (told && had_insats(*told)) return in_insats(told->state);
  const auto row = std::find_if(here.rows.begin(), here.rows.end(), [&](const CaseRow& one) {
    return one.kind == ActKind::change_office && one.by == change;
  });
  return row != here.rows.end() && in_insats(row->state);
}

bool silent(const std::optional<CooperationCase>& course) {
  return course && (course->reading_closed || course->stripped || course->exited || course->discarded);
}

bool tells_of(const ToldCase& told, const Message& sent) {
  const CooperationAct& act = *sent.course;
  const base::Date happened = act.happened.value_or(sent.act.on);
  if (told.course) {
    const auto& rows = told.course->rows;
    const auto is = [&](const CaseRow& row) { return row.kind == act.kind && row.happened == happened; };
    if (std::any_of(rows.begin(), rows.end(), is)) return true;
    // Offices that the other authority had changed to before have no second row.
    const bool there = act.af_office == told.course->af_office && act.fk_office == told.course->fk_office;
    if (act.kind == ActKind::change_office && there) return true;
  }
  const auto named = [&](const TaskId& id) { return sent.task == id; };
  const auto is_task = [&](const CooperationTask& task) {
    return named(task.id) || (task.act.kind == act.kind && task.act.by == sent.act);
  };
  if (std::any_of(told.tasks.begin(), told.tasks.end(), is_task)) return true;
  return std::any_of(told.proposals.begin(), told.proposals.end(),
                     [&](const ToldProposal& one) { return !sent.task || named(one.task); });
}

}  // namespace gateway::core
