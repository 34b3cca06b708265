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
  not_stored,
  // Assignments, their review, and suppliers' permissions
  directory_changed,
  change_set_empty,
  role_unknown,
  place_unknown,
  office_without_cooperation,
  giver_may_not,
  role_not_held,
  supplier_is_no_user,
  workplace_elsewhere,
  workplace_unknown,
  change_backdated,
  change_period,
  assignment_already,
  assignment_not_there,
  change_twice,
  cause_missing,
  removed_for_cause,
  assignment_unused,
  workplace_left,
  deputy_missing,
  training_expired,
  account_organisation_missing,
  unit_not_in_ka_webb,
  unit_missing,
  address_outside_units,
  permission_missing,
  first_administrator,
  account_giver_may_not,
  administrators_many,
  // The AF/FK cooperation: cases, their rows, and tasks between the authorities
  case_unknown,
  case_open,
  case_ended,
  case_discarded,
  case_anonymous,
  case_changed,
  later_case,
  transition_unknown,
  act_date_missing,
  act_in_future,
  happened_in_future,
  before_last_state,
  planned_on_mapping_day,
  office_missing,
  office_unknown,
  office_of_other_authority,
  organisation_without_part,
  registered_by_agreement,
  answer_form,
  answer_code_unknown,
  answer_not_asked,
  cause_not_of_act,
  outcome_contrary,
  consent_before_last_end,
  purpose_unknown,
  policy_two_meetings,
  policy_plan_too_long,
  policy_mapping_consent_late,
  policy_mapping_consent_missing,
  target_cannot_move_active,
  row_unknown,
  row_not_correctable,
  row_not_last,
  correction_empty,
  answer_already_given,
  identity_field_dropped,
  task_answered,
  task_not_proposed_by,
  task_reason_missing,
  end_reason_of_interruption,
  // The policy and its code lists
  code_unknown,
  // Whose identity it is
  wrong_person,
  registered_without_consent,
  consent_answer_due,
  number_changed,
  number_parted,
  number_sent,
  number_not_former,
  // Standing mandates
  mandate_giver_may_not,
  mandate_giver_removed,
  mandate_not_renewed,
  // The originals of consents
  original_not_registered,
  original_day,
  // For FK, the controller
  withdrawal_for_fk,
  // Whose consent it is
  consent_used,
  // Lifting a protection
  consent_before_lifting,
  protection_still_claimed,
  protection_not_set,
  // What waits for a confirmation
  task_names_no_case,
  proposal_received,
  proposal_handled,
  proposal_not_current,
  proposal_declined,

  // An activity by an office's own name
  activity_unknown,
  activity_contradicted,

  // Forms of cooperation that only count, and volume figures
  counted_by_form,
  form_counts_only,
  cooperation_form_unknown,
  volume_not_yours,
  volume_of_named,
  volume_of_individuals,
  volume_year,
  volume_twice,

  // What is counted without personal data
  counting_year_closed,

  // The signed paper of a consent, and what waits for one
  consent_not_written,
  consent_other_language,
  consent_paper_unsaid,
  consent_collected_elsewhere,
  request_retracted,

  // Who answers for what runs
  responsible_missing,

  // Changes of cooperation organisations and insatser, and what offices say of a case
  cooperation_unknown,
  editor_may_not,
  id_taken,
  cooperation_start_fixed,
  outside_cooperation_days,
  structural_by_name,
  member_unknown,
  municipality_derived,
  fk_branch_changed,

  // Whom an act names to answer for its case
  responsible_not_taken,

  // Of a consent to joint mapping
  mapping_consent_not_counted,
  no_belongs_elsewhere
};

/// The last of them: what the tables of explanations are held against.
inline constexpr Code kLastCode = Code::no_belongs_elsewhere;

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
/// The code, then sentence and remedy in both languages: what a refusal says.
std::string refusal(const Reason& reason);

}  // namespace gateway::core
