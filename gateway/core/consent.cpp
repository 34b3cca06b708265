#include "gateway/core/consent.h"

#include <algorithm>

namespace gateway::core {

namespace {

std::optional<base::Date> later(std::optional<base::Date> a, std::optional<base::Date> b) {
  if (!a) return b;
  if (!b) return a;
  return std::max(*a, *b);
}

/// The yes that counts, or why there is none.
struct Yes {
  std::optional<base::Date> date;
  std::string form;
  bool told = false;
  std::optional<Reason> missing;
  ConsentPaper paper = {};
};

Yes yes_of(const Consent& consent, bool told, const Policy& policy, CooperationForm in, base::Date today) {
  Yes yes;
  yes.told = told;
  yes.form = consent.form;
  if (consent.answer != ConsentAnswer::given) {
    yes.missing = Reason{Code::consent_missing};
  } else if (!consent.date) {
    yes.missing = Reason{Code::consent_date_missing};
  } else if (!policy.covers_registration(consent.form, in, *consent.date)) {
    const bool own = policy.own_form(consent.form, *consent.date);
    yes.missing = own ? Reason{Code::consent_own_only} : Reason{Code::consent_form_unknown, consent.form};
  } else if (auto fault = paper_fault(consent, policy, in)) {
    yes.missing = std::move(fault);
  } else if (*consent.date > today) {
    yes.missing = Reason{Code::consent_in_future, consent.date->text()};
  } else {
    yes.date = consent.date;
    yes.paper = consent.paper;
  }
  return yes;
}

}  // namespace

Consent recorded_consent(const std::string& form, const std::optional<base::Date>& date) {
  Consent recorded{ConsentAnswer::given, form, date, std::nullopt};
  recorded.paper.judged = true;
  return recorded;
}

bool lacks_consent(const Reason& reason) {
  return reason.code == Code::consent_missing || reason.code == Code::consent_own_only ||
         reason.code == Code::consent_form_unknown || reason.code == Code::consent_date_missing ||
         reason.code == Code::consent_used || reason.code == Code::consent_before_last_end ||
         reason.code == Code::consent_not_written || reason.code == Code::consent_other_language ||
         reason.code == Code::consent_paper_unsaid;
}

bool waits_for_consent(const Reason& reason) {
  return lacks_consent(reason) || reason.code == Code::consent_in_future;
}

bool waits_for_yes(const Reason& reason) {
  return lacks_consent(reason) || reason.code == Code::consent_after_decline;
}

base::Date answer_due_on(base::Date start) {
  using namespace std::chrono;
  return base::Date(sys_days((start.ymd().year() + years(1)) / January / 31));
}

bool answer_due(base::Date start, const std::optional<base::Date>& end, base::Date today) {
  return end || today >= answer_due_on(start);
}

ConsentView weigh_consent(const Consent& record, bool own_consent, const Standing& standing, const Policy& policy,
                          CooperationForm in, base::Date today) {
  Yes yes = yes_of(record, false, policy, in, today);
  std::optional<base::Date> withdrawn = record.withdrawn;
  if (standing.told) withdrawn = later(withdrawn, standing.told->withdrawn);
  const bool replaced = standing.withdrawal_assumed && withdrawn;
  if (!replaced) withdrawn = later(standing.withdrawn, withdrawn);
  std::optional<base::Date> no = standing.declined;
  // A no without a date is of the day it was first seen.
  if (record.answer == ConsentAnswer::declined) no = record.date ? later(no, record.date) : no ? no : today;
  if (standing.told) {
    const Consent& told = *standing.told;
    if (told.answer == ConsentAnswer::declined) no = later(no, told.date.value_or(today));
    Yes other = yes_of(told, true, policy, in, today);
    if (other.date && (!yes.date || *other.date >= *yes.date)) {
      yes = std::move(other);
    } else if (!yes.date && told.answer == ConsentAnswer::given) {
      yes.missing = std::move(other.missing);  // What the caseworker said last is what they are answered about.
    }
  }

  ConsentView view;
  view.latest_no = no;
  view.latest_withdrawal = withdrawn;
  const bool withdrawal_stands = withdrawn && !(yes.date && *yes.date > *withdrawn);
  const bool no_stands = no && !(yes.date && *yes.date > *no);
  if (withdrawal_stands) {
    view.state = ConsentState::withdrawn;
    view.date = withdrawn;
    view.date_assumed = standing.withdrawal_assumed && !replaced;
  } else if (no_stands && standing.had_consent) {
    view.state = ConsentState::withdrawn;  // §3 j: yes, then no
    view.date = no;
    view.date_assumed = record.answer == ConsentAnswer::declined && !record.date;
  } else if (no_stands) {
    view.state = ConsentState::declined;
    view.date = no;
  } else if (yes.date) {
    view.state = ConsentState::given;
    view.date = yes.date;
    view.form = std::move(yes.form);
    view.paper = std::move(yes.paper);
    view.confirmed_by_caseworker = yes.told;
    view.after_no = withdrawn.has_value() || no.has_value();
  } else if (standing.had_consent) {
    view.state = ConsentState::withdrawn;  // §3 j: yes, then empty or gone
    view.date = today;
    view.date_assumed = true;
  } else {
    view.state = ConsentState::missing;
    view.reason = std::move(yes.missing);
    if (view.reason->code == Code::consent_missing && own_consent) view.reason->code = Code::consent_own_only;
  }
  return view;
}

Standing with_told(const Standing& standing, base::Date today) {
  Standing after = standing;
  if (!standing.told) return after;
  if (standing.told->withdrawn) {
    const bool replaced = standing.withdrawal_assumed;
    after.withdrawn = replaced ? standing.told->withdrawn : later(standing.withdrawn, standing.told->withdrawn);
    after.withdrawal_assumed = false;
  }
  if (standing.told->answer == ConsentAnswer::declined) {
    after.declined = later(standing.declined, standing.told->date.value_or(today));
  }
  return after;
}

Standing remember(const Standing& before, const ConsentView& view) {
  Standing after = before;
  after.declined = later(before.declined, view.latest_no);
  if (view.state == ConsentState::withdrawn) {
    after.withdrawn = view.date;
    after.withdrawal_assumed = view.date_assumed;
  } else if (view.latest_withdrawal && later(before.withdrawn, view.latest_withdrawal) != before.withdrawn) {
    // A later yes stood beside it; that may be corrected.
    after.withdrawn = view.latest_withdrawal;
    after.withdrawal_assumed = false;
  }
  return after;
}

}  // namespace gateway::core
