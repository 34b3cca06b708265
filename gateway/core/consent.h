#pragma once

#include <optional>
#include <string>

#include "gateway/base/date.h"
#include "gateway/core/participation.h"
#include "gateway/core/policy.h"
#include "gateway/core/reason.h"

namespace gateway::core {

/// What is known of consent to one participation beside the record at hand: answers told by command or API, and
/// protective answers once seen in a source, which stand whatever the source repeats or drops (domain.md §3).
struct Standing {
  std::optional<base::Date> withdrawn;  ///< The latest withdrawal ever seen.
  bool withdrawal_assumed = false;      ///< `withdrawn` is the export's date (§3 j), to be replaced by a told one.
  std::optional<base::Date> declined;   ///< The latest no ever seen.
  bool had_consent = false;             ///< The person is registered on a consent: its absence is a withdrawal (§3 j).
  std::optional<Consent> told;          ///< What a caseworker said last, by command.

  friend bool operator==(const Standing&, const Standing&) = default;
};

/// How consent stands, when record and standing facts are weighed together.
enum class ConsentState {
  given,     ///< A written consent to registration, on `form`, from `date`.
  missing,   ///< Nothing that counts; `reason` says what is there instead.
  declined,  ///< A no that no later yes has replaced.
  withdrawn  ///< Taken back on `date`.
};

struct ConsentView {
  ConsentState state = ConsentState::missing;
  std::string form;
  std::optional<base::Date> date;
  bool date_assumed = false;             ///< The withdrawal's date is the export's, not the person's (§3 j).
  bool confirmed_by_caseworker = false;  ///< The yes was told by a caseworker, which confirms it after a no (§3 d).
  bool after_no = false;                 ///< The yes is later than a no or a withdrawal.
  std::optional<base::Date> latest_no;   ///< The latest no ever seen, whatever the state.
  std::optional<base::Date> latest_withdrawal;  ///< The same of a withdrawal.
  ConsentPaper paper = {};                      ///< Of a given one.
  std::optional<Reason> reason;                 ///< Of a missing one.
};

/// The consent that a registration stands on, as it was recorded: its paper was judged then.
Consent recorded_consent(const std::string& form, const std::optional<base::Date>& date);

/// Whether the reason is why a consent is missing: there is no answer that counts.
bool lacks_consent(const Reason& reason);

/// Whether the reason is that consent is waited for: an answer that counts, or the day of one dated ahead.
bool waits_for_consent(const Reason& reason);

/// When an answer that is missing must be there (domain.md §3 b): 31 January of the year after the start.
base::Date answer_due_on(base::Date start);

/// Whether it is asked for: at the exit, or from that day.
bool answer_due(base::Date start, const std::optional<base::Date>& end, base::Date today);

/// Whether the reason goes away with the yes of a caseworker, told for the record.
bool waits_for_yes(const Reason& reason);

/// Weighs what the record says against what stands. A withdrawal or a no stands until a consent of a later date; at
/// equal dates the protective answer wins. A yes counts in the form of cooperation that its form is for. `today` dates
/// a withdrawal that has no date of its own.
ConsentView weigh_consent(const Consent& record, bool own_consent, const Standing& standing, const Policy& policy,
                          CooperationForm in, base::Date today);

/// The standing facts with what was told last taken up: a withdrawal or a no stands when something else is told later.
Standing with_told(const Standing& standing, base::Date today);

/// The standing facts after consent was weighed.
Standing remember(const Standing& before, const ConsentView& view);

}  // namespace gateway::core
