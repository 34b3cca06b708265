#pragma once

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/date.h"

namespace gateway::core {

/// A consent form (blankett) and what it covers: `registration` | `information_exchange` | `own`.
struct ConsentForm {
  std::string name;
  std::vector<std::string> purposes;
  base::Period valid;
};

/// Rules that differ between parties and times. All of it comes from config/policy/ with source and validity.
struct Policy {
  std::vector<ConsentForm> forms;

  /// First load: what ended before this day is outside SUS.
  std::optional<base::Date> start_from;

  /// Fields about a person that may be sent to the node (the flow's field list); what is not named is not sent:
  /// number, given_name, family_name, sex, education, income_source_before, employment_before, income_source_after,
  /// employment_after.
  std::vector<std::string> sent_fields;

  /// How long the exit after a consent that vanished without a date waits for the caseworker to give the date (§3 j).
  std::chrono::days withdrawal_date_wait{14};

  /// The least time between two totals of one insats and year (§3: at most daily).
  std::chrono::milliseconds totals_interval = std::chrono::hours(24);

  bool sends(std::string_view field) const {
    return std::find(sent_fields.begin(), sent_fields.end(), field) != sent_fields.end();
  }

  /// Whether the form counts as consent to registration in SUS on the day it was given.
  bool covers_registration(std::string_view form, base::Date on) const {
    return std::any_of(forms.begin(), forms.end(), [&](const ConsentForm& f) {
      return f.name == form && f.valid.contains(on) &&
             std::find(f.purposes.begin(), f.purposes.end(), "registration") != f.purposes.end();
    });
  }
};

}  // namespace gateway::core
