#include "gateway/core/reason.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace gateway::core {
namespace {

/// The ids stand in reports, in --json and in the contract: an entry may be added, none changed.
constexpr std::string_view kIds[] = {"number_missing",
                                     "number_form",
                                     "number_date",
                                     "number_check_digit",
                                     "number_interim",
                                     "number_of_organisation",
                                     "number_sex_differs",
                                     "field_fault",
                                     "start_missing",
                                     "end_before_start",
                                     "unmapped",
                                     "mapping_ended",
                                     "mapping_not_begun",
                                     "ask_caseworker",
                                     "outside_by_mapping",
                                     "outside_before_start_from",
                                     "insats_unknown",
                                     "insats_count_only",
                                     "insats_not_open",
                                     "before_cooperation",
                                     "after_cooperation",
                                     "signature_missing",
                                     "signature_unknown",
                                     "user_unknown",
                                     "role_missing",
                                     "role_forbidden_pair",
                                     "assignment_missing",
                                     "user_of_other_organisation",
                                     "mandate_missing",
                                     "consent_missing",
                                     "consent_own_only",
                                     "consent_form_unknown",
                                     "consent_date_missing",
                                     "consent_in_future",
                                     "consent_after_start",
                                     "consent_declined",
                                     "consent_withdrawn",
                                     "consent_after_decline",
                                     "withdrawal_date_assumed",
                                     "person_protected",
                                     "person_deceased",
                                     "new_number_with_protection",
                                     "in_not_registered",
                                     "insats_changed",
                                     "end_removed",
                                     "already_out",
                                     "perhaps_a_correction",
                                     "for_other_authority",
                                     "registration_unknown",
                                     "registration_voided",
                                     "already_registered",
                                     "number_known_by_other_id",
                                     "person_without_consent",
                                     "answers_missing",
                                     "not_stored",
                                     "directory_changed",
                                     "change_set_empty",
                                     "role_unknown",
                                     "place_unknown",
                                     "office_without_cooperation",
                                     "giver_may_not",
                                     "role_not_held",
                                     "supplier_is_no_user",
                                     "workplace_elsewhere",
                                     "workplace_unknown",
                                     "change_backdated",
                                     "change_period",
                                     "assignment_already",
                                     "assignment_not_there",
                                     "change_twice",
                                     "cause_missing",
                                     "removed_for_cause",
                                     "assignment_unused",
                                     "workplace_left",
                                     "deputy_missing",
                                     "training_expired",
                                     "account_organisation_missing",
                                     "unit_not_in_ka_webb",
                                     "unit_missing",
                                     "address_outside_units",
                                     "permission_missing",
                                     "first_administrator",
                                     "account_giver_may_not",
                                     "administrators_many",
                                     "case_unknown",
                                     "case_open",
                                     "case_ended",
                                     "case_discarded",
                                     "case_anonymous",
                                     "case_changed",
                                     "later_case",
                                     "transition_unknown",
                                     "act_date_missing",
                                     "act_in_future",
                                     "happened_in_future",
                                     "before_last_state",
                                     "planned_on_mapping_day",
                                     "office_missing",
                                     "office_unknown",
                                     "office_of_other_authority",
                                     "organisation_without_part",
                                     "registered_by_agreement",
                                     "answer_form",
                                     "answer_code_unknown",
                                     "answer_not_asked",
                                     "cause_not_of_act",
                                     "outcome_contrary",
                                     "consent_before_last_end",
                                     "purpose_unknown",
                                     "policy_two_meetings",
                                     "policy_plan_too_long",
                                     "policy_mapping_consent_late",
                                     "policy_mapping_consent_missing",
                                     "target_cannot_move_active",
                                     "row_unknown",
                                     "row_not_correctable",
                                     "row_not_last",
                                     "correction_empty",
                                     "answer_already_given",
                                     "identity_field_dropped",
                                     "task_answered",
                                     "task_not_proposed_by",
                                     "task_reason_missing",
                                     "end_reason_of_interruption",
                                     "code_unknown",
                                     "wrong_person",
                                     "registered_without_consent",
                                     "consent_answer_due",
                                     "number_changed",
                                     "number_parted",
                                     "number_sent",
                                     "number_not_former",
                                     "mandate_giver_may_not",
                                     "mandate_giver_removed",
                                     "mandate_not_renewed",
                                     "original_not_registered",
                                     "original_day",
                                     "withdrawal_for_fk",
                                     "consent_used",
                                     "consent_before_lifting",
                                     "protection_still_claimed",
                                     "protection_not_set",
                                     "task_names_no_case",
                                     "proposal_received",
                                     "proposal_handled",
                                     "proposal_not_current",
                                     "proposal_declined",
                                     "counted_by_form",
                                     "form_counts_only",
                                     "cooperation_form_unknown",
                                     "volume_not_yours",
                                     "volume_of_named",
                                     "volume_of_individuals",
                                     "volume_year",
                                     "volume_twice",
                                     "counting_year_closed",

                                     "consent_not_written",
                                     "consent_other_language",
                                     "consent_paper_unsaid",
                                     "consent_collected_elsewhere",
                                     "request_retracted",

                                     "responsible_missing",

                                     "cooperation_unknown",
                                     "editor_may_not",
                                     "id_taken",
                                     "cooperation_start_fixed",
                                     "outside_cooperation_days",
                                     "structural_by_name",
                                     "member_unknown",
                                     "municipality_derived",
                                     "fk_branch_changed",

                                     "responsible_not_taken",
                                     "mapping_consent_not_counted",
                                     "no_belongs_elsewhere"};

TEST(Reason, IdsAreStable) {
  for (const std::string_view listed : kIds) {
    const auto all = explanations();
    EXPECT_TRUE(std::any_of(all.begin(), all.end(), [&](const Explanation& e) { return e.id == listed; })) << listed;
  }
}

TEST(Reason, EveryCodeHasIdSentencesAndRemediesInBothLanguages) {
  std::set<std::string_view> ids;
  int expected = 0;
  for (const Explanation& explained : explanations()) {
    EXPECT_EQ(static_cast<int>(explained.code), expected++) << explained.id;
    EXPECT_TRUE(ids.insert(explained.id).second) << explained.id;
    EXPECT_EQ(id(explained.code), explained.id);
    EXPECT_EQ(&explanation(explained.code), &explained);
    for (const auto language : {Language::swedish, Language::english}) {
      const auto at = static_cast<std::size_t>(language);
      EXPECT_GT(explained.sentence[at].size(), 5U) << explained.id;
      EXPECT_GT(explained.remedy[at].size(), 5U) << explained.id;
      EXPECT_EQ(remedy(explained.code, language), explained.remedy[at]);
    }
    EXPECT_NE(explained.sentence[0], explained.sentence[1]) << explained.id;
    EXPECT_NE(explained.remedy[0], explained.remedy[1]) << explained.id;
  }
  EXPECT_EQ(expected, static_cast<int>(kLastCode) + 1);
}

TEST(Reason, SentencesCarryTheDetailAndNoBraces) {
  for (const Explanation& explained : explanations()) {
    const bool swedish = explained.sentence[0].find("{}") != std::string_view::npos;
    const bool english = explained.sentence[1].find("{}") != std::string_view::npos;
    EXPECT_EQ(swedish, english) << explained.id;
    for (const auto language : {Language::swedish, Language::english}) {
      const std::string with = sentence({explained.code, "XYZ"}, language);
      EXPECT_EQ(with.find("{}"), std::string::npos) << explained.id;
      EXPECT_EQ(with.find("XYZ") != std::string::npos, swedish) << explained.id;
      EXPECT_EQ(sentence({explained.code}, language).find("{}"), std::string::npos) << explained.id;
    }
  }
}

TEST(Reason, ADetailWithBracesIsTakenAsItIs) {
  EXPECT_NE(sentence({Code::unmapped, "a{}b"}, Language::english).find("a{}b"), std::string::npos);
}

}  // namespace
}  // namespace gateway::core
