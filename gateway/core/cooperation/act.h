#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/date.h"
#include "gateway/base/id.h"
#include "gateway/core/cooperation/request.h"
#include "gateway/core/cooperation/state.h"
#include "gateway/core/participation.h"
#include "gateway/core/registration.h"

namespace gateway::core {

/// One person's time in the AF/FK cooperation, from a request to its end; random, says nothing about the person.
using CaseId = base::Id<struct CaseTag>;

/// What somebody does to a case.
enum class ActKind {
  request,        ///< Begäran om gemensam kartläggning.
  rebook,         ///< The first meeting is moved.
  meet,           ///< A mapping meeting; with an outcome, the last one.
  plan,           ///< An insats is planned.
  start,          ///< A planned insats begins.
  turn,           ///< From one active kind to the other.
  conclude,       ///< Avslutat samarbete.
  interrupt,      ///< Avbrutet samarbete.
  change_office,  ///< A new AF office, FK office or both take over.
  complete,       ///< Answers that were missing on a row.
  correct,        ///< Answers that were wrong on a row.
  undo,           ///< The last row was wrong: transition or date.
  discard         ///< Felregistrering: right person, wrongly registered; out of every figure.
};

std::string_view name(ActKind kind);
std::optional<ActKind> parse_act_kind(std::string_view name);

/// Whether the kind moves the state, or the day of the first meeting: the kinds that the dates of a case are made of.
constexpr bool moves(ActKind kind) {
  return kind < ActKind::change_office;
}
/// Whether the kind concerns a row that is there.
constexpr bool correction(ActKind kind) {
  return kind > ActKind::change_office;
}

/// What the last mapping meeting led to.
enum class MeetingOutcome {
  to_cooperation,        ///< An insats in the cooperation.
  to_ordinary_services,  ///< AF's ordinary services.
  back_to_fk
};

std::string_view name(MeetingOutcome outcome);
std::optional<MeetingOutcome> parse_meeting_outcome(std::string_view name);

/// Why a case ended where the state alone does not say it. The coded reason after an insats is Field::end_reason.
enum class EndCause {
  not_current_health,  ///< Blev inte aktuellt: hälsa. Of a conclusion before the first meeting.
  not_current_other,   ///< Blev inte aktuellt: annat.
  consent_withdrawn,   ///< Återkallat samtycke. Of an interruption, as the next two.
  own_initiative,      ///< Eget initiativ.
  deceased             ///< Assumption: no source names the reason of an end by death.
};

std::string_view name(EndCause cause);
std::optional<EndCause> parse_end_cause(std::string_view name);

/// A consent as it comes with a request. A purpose (registration | information_exchange | own) counts when the form
/// covers it and `purposes`, where given, names it.
struct CaseConsent {
  Consent consent;
  std::vector<std::string> purposes;

  /// Whether both say the same; of the paper others are told nothing.
  friend bool operator==(const CaseConsent& a, const CaseConsent& b) {
    return a.consent.answer == b.consent.answer && a.consent.form == b.consent.form &&
           a.consent.date == b.consent.date && a.consent.withdrawn == b.consent.withdrawn && a.purposes == b.purposes;
  }
};

/// One registration in a case, as an actor asks for it: clear, without anything that recognises a person. Who a request
/// is about stands beside it, under the person's key.
struct CooperationAct {
  ActKind kind = ActKind::request;
  CaseId case_id;                         ///< Empty for a request.
  std::optional<CaseState> to;            ///< Needed where the kind leads to more than one state (plan).
  std::optional<base::Date> happened;     ///< The first of the two dates; the second is in `by`.
  Act by;                                 ///< User, organisation and when it was registered.
  std::string office;                     ///< The office the user acts for; empty for municipality and supplier.
  std::string af_office;                  ///< Of a request and a change of office: both are always given.
  std::string fk_office;                  ///< The same.
  std::optional<base::Date> meeting_on;   ///< Of a request and a rebooking: when the first meeting is planned.
  std::optional<base::Date> until;        ///< Of a plan: how long it is meant to last.
  FieldAnswers answers;                   ///< Of a correction, an empty text takes the answer away.
  std::optional<MeetingOutcome> outcome;  ///< Of the last mapping meeting.
  std::optional<EndCause> cause;          ///< Of an end.
  std::optional<CaseConsent> consent;     ///< Of a request, or attached later to a rebooking.
  /// Of the same: to joint mapping, where that is another paper than `consent`.
  std::optional<CaseConsent> mapping_consent = {};
  std::optional<std::uint32_t> row;          ///< Of complete, correct and undo: the row it concerns.
  std::optional<std::int64_t> seen_version;  ///< The case's version that the actor saw; none asks for no check.

  friend bool operator==(const CooperationAct&, const CooperationAct&) = default;
};

/// A fact that needs no authority and overtakes everything: consent taken back, or death.
constexpr bool protective(const CooperationAct& act) {
  return act.kind == ActKind::interrupt &&
         (act.cause == EndCause::consent_withdrawn || act.cause == EndCause::deceased);
}

/// By what the note on a request without a key is found when it comes again (decision 0005); `digits`: the twelve of
/// the person's number. Kept only as a mark. [pure]
std::string made_key(const CooperationAct& request, std::string_view digits);

}  // namespace gateway::core
