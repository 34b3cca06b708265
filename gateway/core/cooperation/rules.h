#pragma once

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/date.h"

namespace gateway::core {

/// How a local policy acts. All are off by default.
enum class Strictness { off, warn, reject };

/// One county's advice that an office pair may have taken up (domain.md §4).
struct LocalPolicies {
  Strictness two_meetings = Strictness::off;          ///< At least two mapping meetings before a plan.
  Strictness plan_three_months = Strictness::off;     ///< A joint plan at most three months for those on sjukpenning.
  Strictness mapping_consent_week = Strictness::off;  ///< Consent for joint mapping attached a week before it.
  Strictness request_needs_mapping_consent = Strictness::off;  ///< AF may refuse a request without it.
};

/// An agreement between two offices that AF may register what is FK's to register.
struct LocalAgreement {
  std::string af_office;
  std::string fk_office;
  base::Period valid;
  std::string source;
};

/// The codes a field may be answered with (config/codes/).
struct FieldCodes {
  std::string field;
  std::vector<std::string> codes;
};

/// Rules of the AF/FK cooperation that differ between parties and times; from config/policy/ and config/codes/.
struct CooperationRules {
  LocalPolicies local;
  std::vector<LocalAgreement> agreements;
  std::vector<FieldCodes> codes;                           ///< Of a field without a list, every code is unknown.
  std::vector<std::string> municipalities_with_districts;  ///< Kommunkoder: Stockholm and Göteborg.
  std::vector<std::string> sickness_benefit_codes;         ///< Of income_source_before: sjukpenning.
  std::chrono::days task_due{14};                          ///< Assumption.

  bool lenient(std::string_view af_office, std::string_view fk_office, base::Date on) const {
    return std::any_of(agreements.begin(), agreements.end(), [&](const LocalAgreement& a) {
      return a.af_office == af_office && a.fk_office == fk_office && a.valid.contains(on);
    });
  }
};

}  // namespace gateway::core
