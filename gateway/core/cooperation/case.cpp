#include "gateway/core/cooperation/case.h"

#include <algorithm>

#include "gateway/core/cooperation/transition.h"
#include "gateway/core/policy.h"

namespace gateway::core {

namespace {

bool stands(const CaseRow& row) {
  return row.standing == RowStanding::stands;
}

template <typename Wanted>
const CaseRow* last_where(const std::vector<CaseRow>& rows, Wanted wanted) {
  const auto found =
      std::find_if(rows.rbegin(), rows.rend(), [&](const CaseRow& row) { return stands(row) && wanted(row); });
  return found == rows.rend() ? nullptr : &*found;
}

/// Calls `take` for each standing row that completes or corrects `row`, in their order.
template <typename Take>
void each_correction(const CooperationCase& of, const CaseRow& row, Take take) {
  for (const std::uint32_t number : row.corrected_by) {
    // A case that another told may name a row that it does not have.
    const CaseRow* later = of.row(number);
    if (later != nullptr && stands(*later)) take(*later);
  }
}

/// Takes out what is no longer asked, since what it hangs on was corrected to no.
void drop_unasked(FieldAnswers& answers) {
  for (const FieldDescription& field : kFields) {
    if (!field.only_if_yes) continue;
    const auto condition = answers.find(*field.only_if_yes);
    if (condition != answers.end() && condition->second != "yes") answers.erase(field.field);
  }
}

}  // namespace

const CaseRow* CooperationCase::row(std::uint32_t number) const {
  return number == 0 || number > rows.size() ? nullptr : &rows[number - 1];
}

const CaseRow* CooperationCase::last_move() const {
  return last_where(rows, [](const CaseRow& row) { return moves(row.kind); });
}

const CaseRow* CooperationCase::last_undoable() const {
  return last_where(rows, [](const CaseRow& row) { return moves(row.kind) || row.kind == ActKind::change_office; });
}

const CaseRow* CooperationCase::last_meeting() const {
  return last_where(rows, [](const CaseRow& row) { return row.kind == ActKind::meet; });
}

int CooperationCase::meetings() const {
  return static_cast<int>(std::count_if(rows.begin(), rows.end(),
                                        [](const CaseRow& row) { return stands(row) && row.kind == ActKind::meet; }));
}

std::optional<MeetingOutcome> CooperationCase::outcome() const {
  const CaseRow* meeting = last_meeting();
  if (meeting == nullptr) return std::nullopt;
  std::optional<MeetingOutcome> outcome = meeting->outcome;
  each_correction(*this, *meeting, [&](const CaseRow& later) {
    if (later.outcome) outcome = later.outcome;
  });
  return outcome;
}

std::optional<base::Date> CooperationCase::ended_on() const {
  const CaseRow* move = last_move();
  return move != nullptr && ended(state) ? std::optional(move->happened) : std::nullopt;
}

CaseRow CooperationCase::effective(const CaseRow& of) const {
  CaseRow all = of;
  each_correction(*this, of, [&](const CaseRow& later) {
    take_answers(all.answers, later.answers);
    if (later.outcome) all.outcome = later.outcome;
    if (later.cause) all.cause = later.cause;
  });
  drop_unasked(all.answers);
  return all;
}

FieldAnswers CooperationCase::answers() const {
  FieldAnswers all;
  for (const CaseRow& one : rows) {
    if (!stands(one) || one.concerns) continue;
    for (auto& [field, text] : effective(one).answers) all[field] = text;
  }
  return all;
}

std::vector<MissingOnRow> missing_in(const CooperationCase& of, const Policy& policy) {
  std::vector<MissingOnRow> all;
  if (of.form == CaseForm::anonymous || of.discarded || of.reading_closed) return all;
  std::optional<CaseState> state;
  std::uint32_t meeting = 0;
  for (const CaseRow& one : of.rows) {
    if (!stands(one) || !moves(one.kind)) continue;
    const Transition* way = find_transition(state, one.kind, one.state);
    const CaseRow row = of.effective(one);
    MissingOnRow missing{one.number, {}, false, false};
    if (one.kind == ActKind::meet) meeting = one.number;
    const bool asks = way != nullptr && way->asks && (one.kind != ActKind::meet || row.outcome);
    if (asks) missing.fields = missing_answers(*way->asks, row.answers, policy, one.happened);
    if (of.stripped) {
      std::erase_if(missing.fields, [](Field field) { return description(field).leaves_on_protection; });
    }
    missing.cause =
        way != nullptr && !row.cause &&
        (way->requires_ == Requirement::cause_not_current || way->requires_ == Requirement::cause_interrupted);
    const bool past_mapping = state == CaseState::mapping && one.state != CaseState::mapping;
    if (past_mapping && one.kind != ActKind::interrupt && !of.outcome()) {
      MissingOnRow outcome{meeting, {}, true, false};
      all.push_back(outcome);
    }
    if (!missing.fields.empty() || missing.cause) all.push_back(std::move(missing));
    state = one.state;
  }
  return all;
}

}  // namespace gateway::core
