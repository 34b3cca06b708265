#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "gateway/core/cooperation/register.h"
#include "gateway/core/cooperation/transition.h"

namespace gateway::core {

using Reasons = std::vector<Reason>;

inline void add(Reasons& to, Reasons from) {
  for (Reason& reason : from) to.push_back(std::move(reason));
}

/// What part an organisation has in the cooperation.
enum class Part {
  af,
  fk,
  proposer,  ///< Municipality and supplier: they never register.
  none       ///< Others, known ones too: they tell protective facts only.
};

Part part_of(const Directory& directory, std::string_view organisation);

/// What is wrong with an act whatever the case: parts that do not belong to its kind, offices, the actor's authority at
/// the office it acts for, the day. Says nothing of whether a case exists.
std::vector<Reason> act_faults(const CooperationAct& act, const CaseCircumstances& circumstances);

/// Whether the node is to decide the act on no other version than the one its sender has seen: it gives the case back
/// to an office of the other authority that it has left, or concerns a row later than the first `told_rows`, which may
/// have another number there. An act of an office that has not got the case says nothing of its version. [pure]
bool needs_version(const CooperationAct& act, const CooperationCase& of, std::size_t told_rows,
                   const Directory& directory);

/// The latest end of any case of the person.
std::optional<base::Date> last_end(const CaseSituation& situation);

/// What is wrong with an act that moves `of` (null for a request): version, transition, dates, answers, outcome, cause.
std::vector<Reason> course_faults(const CooperationAct& act, const CooperationCase* of, const Transition* way,
                                  const CaseSituation& situation, const CaseCircumstances& circumstances);

/// What local policies find: into `faults` or `warnings`, as each of them is set.
void weigh_local_policies(const CooperationAct& act, const CooperationCase* of, const CaseSituation& situation,
                          const CaseCircumstances& circumstances, std::vector<Reason>& faults,
                          std::vector<Reason>& warnings);

/// Whether an answered end reason goes with how the case ended: that the consent was taken back, that the participant
/// died or broke off are causes of an interruption, never the reason of a conclusion (domain.md §4).
std::vector<Reason> end_reason_faults(const FieldAnswers& answers, std::optional<EndCause> cause, const Policy& policy,
                                      base::Date on);

/// Whether the consent counts for a purpose (registration | information_exchange | own).
bool covers(const CaseConsent& consent, std::string_view purpose, const Policy& policy);

/// What joint mapping needs consent for.
inline constexpr std::string_view kMapping = "information_exchange";

/// Whether the act says that its consent is declined or taken back.
bool says_no(const CooperationAct& act);

/// The day of the act's consent that counts for joint mapping, if one does: given later than `after`, the last end of
/// an earlier case (domain.md §3 s), and not later than the act. When a request's `consent` was given is weighed with
/// all that is known of consent.
std::optional<base::Date> consent_to_mapping(const CooperationAct& act, const Policy& policy,
                                             std::optional<base::Date> after);

}  // namespace gateway::core
