#pragma once

#include <span>
#include <string>
#include <string_view>

namespace gateway::core {

/// Everything the gateway answers with instead of, or beside, a registration. The names are stable: they stand in
/// reports, in `--json` and in the contract.
enum class Code {
  // Form
  number_missing,
  number_form,
  number_date,
  number_check_digit,
  number_interim,
  number_of_organisation,
  number_sex_differs,
  field_fault,
  start_missing,
  end_before_start,
  // Mapping
  unmapped,
  mapping_ended,
  mapping_not_begun,
  ask_caseworker,
  outside_by_mapping,
  outside_before_start_from,
  // The insats
  insats_unknown,
  insats_count_only,
  insats_not_open,
  before_cooperation,
  after_cooperation,
  // Authority
  signature_missing,
  signature_unknown,
  user_unknown,
  role_missing,
  role_forbidden_pair,
  assignment_missing,
  user_of_other_organisation,
  mandate_missing,
  // Consent
  consent_missing,
  consent_own_only,
  consent_form_unknown,
  consent_date_missing,
  consent_in_future,
  consent_after_start,
  consent_declined,
  consent_withdrawn,
  consent_after_decline,
  withdrawal_date_assumed,
  // Protection
  person_protected,
  person_deceased,
  new_number_with_protection,
  // Course
  in_not_registered,
  insats_changed,
  end_removed,
  already_out,
  perhaps_a_correction,
  for_other_authority,
  // At the node
  registration_unknown,
  registration_voided,
  already_registered,
  number_known_by_other_id,
  person_without_consent,
  answers_missing,
  // Of the gateway itself
  not_stored
};

/// The last of them: what the tables of explanations are held against.
inline constexpr Code kLastCode = Code::not_stored;

/// Why something was answered as it was. `detail` names the thing the sentence speaks of (a mapping's insats, a date, a
/// user id, a column); never personal data of a participant.
struct Reason {
  Code code;
  std::string detail = {};

  friend bool operator==(const Reason&, const Reason&) = default;
};

/// The languages of what people read; Swedish comes first.
enum class Language { swedish, english };

/// What is known of a code: its stable name, a sentence with `{}` for the detail, and what to do about it.
struct Explanation {
  Code code;
  std::string_view id;
  std::string_view sentence[2];  ///< By Language.
  std::string_view remedy[2];    ///< By Language.
};

/// All codes in the order of the enumeration.
std::span<const Explanation> explanations();

const Explanation& explanation(Code code);
std::string_view id(Code code);
std::string sentence(const Reason& reason, Language language);
std::string_view remedy(Code code, Language language);

}  // namespace gateway::core
