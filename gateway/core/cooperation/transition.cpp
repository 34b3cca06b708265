#include "gateway/core/cooperation/transition.h"

#include <array>

namespace gateway::core {

namespace {

using A = ActKind;
using S = CaseState;
using D = DateRule;
using R = Requirement;
using By = DefaultRegistrar;
constexpr std::nullopt_t kNoCase = std::nullopt;

constexpr auto kTransitions = std::to_array<Transition>({
    // from, act, to, registrar, date, requires, asks
    {kNoCase, A::request, S::requested, By::fk, D::not_before, R::consent, Asked::at_request},
    {S::concluded, A::request, S::requested, By::fk, D::not_before, R::consent, Asked::at_request},
    {S::interrupted, A::request, S::requested, By::fk, D::not_before, R::consent, Asked::at_request},

    {S::requested, A::rebook, S::requested, By::fk, D::not_before, R::nothing},
    {S::requested, A::meet, S::mapping, By::fk, D::not_before, R::nothing, Asked::at_last_meeting},
    {S::mapping, A::meet, S::mapping, By::fk, D::not_before, R::nothing, Asked::at_last_meeting},

    {S::mapping, A::plan, S::planned_preparatory, By::fk, D::the_day_after, R::outcome_not_contrary},
    {S::mapping, A::plan, S::planned_work_oriented, By::fk, D::the_day_after, R::outcome_not_contrary},
    {S::active_preparatory, A::plan, S::planned_work_oriented, By::af, D::not_before, R::nothing},
    {S::active_work_oriented, A::plan, S::planned_preparatory, By::af, D::not_before, R::nothing},

    {S::planned_preparatory, A::start, S::active_preparatory, By::af, D::not_before, R::nothing},
    {S::planned_work_oriented, A::start, S::active_work_oriented, By::af, D::not_before, R::nothing},
    {S::active_preparatory, A::turn, S::active_work_oriented, By::af, D::not_before, R::nothing},
    {S::active_work_oriented, A::turn, S::active_preparatory, By::af, D::not_before, R::nothing},

    {S::requested, A::conclude, S::concluded, By::fk_until_last_meeting, D::not_before, R::cause_not_current},
    {S::mapping, A::conclude, S::concluded, By::fk_until_last_meeting, D::not_before, R::no_cause, Asked::at_end},
    {S::planned_preparatory, A::conclude, S::concluded, By::fk_until_last_meeting, D::not_before, R::no_cause,
     Asked::at_end},
    {S::planned_work_oriented, A::conclude, S::concluded, By::fk_until_last_meeting, D::not_before, R::no_cause,
     Asked::at_end},
    {S::active_preparatory, A::conclude, S::concluded, By::fk_until_last_meeting, D::not_before, R::no_cause,
     Asked::at_end},
    {S::active_work_oriented, A::conclude, S::concluded, By::fk_until_last_meeting, D::not_before, R::no_cause,
     Asked::at_end},

    {S::requested, A::interrupt, S::interrupted, By::fk_until_last_meeting, D::not_before, R::cause_interrupted},
    {S::mapping, A::interrupt, S::interrupted, By::fk_until_last_meeting, D::not_before, R::cause_interrupted,
     Asked::at_end},
    {S::planned_preparatory, A::interrupt, S::interrupted, By::fk_until_last_meeting, D::not_before,
     R::cause_interrupted, Asked::at_end},
    {S::planned_work_oriented, A::interrupt, S::interrupted, By::fk_until_last_meeting, D::not_before,
     R::cause_interrupted, Asked::at_end},
    {S::active_preparatory, A::interrupt, S::interrupted, By::fk_until_last_meeting, D::not_before,
     R::cause_interrupted, Asked::at_end},
    {S::active_work_oriented, A::interrupt, S::interrupted, By::fk_until_last_meeting, D::not_before,
     R::cause_interrupted, Asked::at_end},

    {S::requested, A::change_office, S::requested, By::either, D::any, R::both_offices},
    {S::mapping, A::change_office, S::mapping, By::either, D::any, R::both_offices},
    {S::planned_preparatory, A::change_office, S::planned_preparatory, By::either, D::any, R::both_offices},
    {S::planned_work_oriented, A::change_office, S::planned_work_oriented, By::either, D::any, R::both_offices},
    {S::active_preparatory, A::change_office, S::active_preparatory, By::either, D::any, R::both_offices},
    {S::active_work_oriented, A::change_office, S::active_work_oriented, By::either, D::any, R::both_offices},
});
static_assert(kTransitions.size() <= 40, "the course of a case stays one table that fits a screen");

}  // namespace

std::span<const Transition> transitions() {
  return kTransitions;
}

const Transition* find_transition(std::optional<CaseState> from, ActKind act, std::optional<CaseState> to) {
  const Transition* found = nullptr;
  for (const Transition& row : kTransitions) {
    if (row.act != act || row.from != from || (to && row.to != *to)) continue;
    if (found != nullptr) return nullptr;
    found = &row;
  }
  return found;
}

Authority registrar(const Transition& transition, const CooperationCase* of, base::Date happened) {
  switch (transition.registrar) {
    case DefaultRegistrar::fk:
      return Authority::fk;
    case DefaultRegistrar::af:
      return Authority::af;
    case DefaultRegistrar::either:
      return Authority::either;
    case DefaultRegistrar::fk_until_last_meeting:
      break;
  }
  if (of == nullptr || transition.from == CaseState::requested) return Authority::fk;
  if (transition.from != CaseState::mapping) return Authority::af;
  // Which meeting was the last is known once it has an outcome.
  const CaseRow* meeting = of->last_meeting();
  return meeting != nullptr && of->outcome() && happened > meeting->happened ? Authority::af : Authority::fk;
}

}  // namespace gateway::core
