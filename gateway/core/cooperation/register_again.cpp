#include <algorithm>

#include "gateway/core/cooperation/correction.h"
#include "gateway/core/cooperation/deciding_act.h"

// Whether an act has come before.

namespace gateway::core {

namespace {

const CaseRow* last_rebooking(const CooperationCase& of) {
  const auto found = std::find_if(of.rows.rbegin(), of.rows.rend(), [](const CaseRow& row) {
    return row.standing == RowStanding::stands && row.kind == ActKind::rebook;
  });
  return found == of.rows.rend() ? nullptr : &*found;
}

}  // namespace

bool DecidingAct::made_by_actor() const {
  const auto& rows = as_it_stands().rows;
  return std::any_of(rows.begin(), rows.end(), [&](const CaseRow& row) {
    return row.kind == act_.kind && row.office == act_.office && row.by.user == act_.by.user &&
           row.by.organisation == act_.by.organisation && row.happened == act_.happened.value_or(act_.by.on);
  });
}

bool DecidingAct::made_already() const {
  const CooperationCase& of = as_it_stands();
  if (correction(act_.kind)) {
    const CooperationAct kept = kept_act();
    const bool answers = act_.kind == ActKind::complete || act_.kind == ActKind::correct;
    const CaseRow* row = answers && act_.row ? of.row(*act_.row) : nullptr;
    const bool nothing_left = row != nullptr && !correction(row->kind) && kept.answers.empty() &&
                              !act_.answers.empty() && !act_.outcome && !act_.cause;
    // The very same act once more: the row may have been corrected since.
    const bool very_same = answers && std::any_of(of.rows.begin(), of.rows.end(), [&](const CaseRow& one) {
                             return one.kind == act_.kind && one.concerns == act_.row && one.by == act_.by &&
                                    one.answers == kept.answers && one.outcome == act_.outcome &&
                                    one.cause == act_.cause;
                           });
    return nothing_left || very_same || corrected_already(kept, of);
  }
  if (act_.kind == ActKind::change_office) {
    const bool there = act_.af_office == of.af_office && act_.fk_office == of.fk_office;
    // The very same act once more: the case may have moved on since.
    return there || std::any_of(of.rows.begin(), of.rows.end(), [&](const CaseRow& row) {
             return row.standing == RowStanding::stands && row.kind == act_.kind && row.happened == act_.happened &&
                    row.by == act_.by && row.af_office == act_.af_office && row.fk_office == act_.fk_office;
           });
  }
  const bool rebooks = act_.kind == ActKind::rebook;
  // What brings the consent to joint mapping, or an earlier day of it, says something new.
  if (const auto on = attached_on(); rebooks && on && (!of.mapping_consent_on || *on < *of.mapping_consent_on)) {
    return false;
  }
  const CaseRow* latest = rebooks ? last_rebooking(of) : nullptr;
  const FieldAnswers answers = told_answers();
  // Of a consent that was taken back no answers are left to compare.
  const bool erased = of.reading_closed && act_.kind != ActKind::request;
  const auto same = [&](FieldAnswers registered) {
    if (erased) return true;
    if (derived_) registered.erase(Field::municipality);
    return registered == answers;
  };
  return std::any_of(of.rows.begin(), of.rows.end(), [&](const CaseRow& row) {
    const bool offices =
        act_.kind != ActKind::request || (row.af_office == act_.af_office && row.fk_office == act_.fk_office);
    // A day that was planned once, and another since, can be planned again; the very same act has come before.
    const bool still = !rebooks || &row == latest || row.by == act_.by;
    return row.standing == RowStanding::stands && row.kind == act_.kind && row.happened == act_.happened && still &&
           (!act_.to || row.state == *act_.to) && offices && same(row.answers) && row.outcome == act_.outcome &&
           row.cause == act_.cause && row.meeting_on == act_.meeting_on && row.until == act_.until;
  });
}

}  // namespace gateway::core
