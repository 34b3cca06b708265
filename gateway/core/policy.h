#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/date.h"
#include "gateway/core/assumption.h"
#include "gateway/core/code_list.h"
#include "gateway/core/cooperation/rules.h"
#include "gateway/core/role.h"

namespace gateway::core {

/// Where a row of the policy comes from, and whether somebody has confirmed it.
struct Origin {
  std::string source;
  bool verified = false;
};

/// The forms of cooperation that a consent is given to, one at a time (domain.md §3).
enum class CooperationForm { finsam, af_fk };

/// A consent form (blankett) and what it covers: `registration` | `information_exchange` | `own`.
struct ConsentForm {
  std::string name;
  std::vector<std::string> purposes;
  base::Period valid;
  std::string collected_by = {};  ///< registrar | initiating_authority | fk; empty: nobody has said.
  Origin origin = {};
  std::vector<CooperationForm> cooperations = {};  ///< In which it counts; none: nowhere.
  bool archive = false;                            ///< Its signed original goes to FK's archive once it is registered.
  std::string version = {};                        ///< As printed on it; empty: nobody has said.
  /// What must be said of a consent on it: `written` | `language` | `signed_by` | `collected_by` | `original_at`.
  std::vector<std::string> requires_said = {};
};

/// What a legal basis is for.
enum class LegalSubject { registration, direct_access };

/// What the law lets be done, and until when it said so.
struct LegalBasis {
  LegalSubject subject = LegalSubject::registration;
  std::string text;  ///< As the law is quoted: "5 § förordning (2024:14)".
  base::Period valid;
  Origin origin = {};
};

/// Between whom data flows; each flow has a field list of its own.
enum class Flow {
  municipality_to_sus,
  af_to_fk,
  af_to_social_services,
  af_to_supplier,
  agency_to_sus,  ///< Acts in the AF/FK cooperation, whoever asks for them.
  sus_to_agency   ///< The feed of an agency's own offices.
};

/// A text of the policy's, for people to read.
struct PolicyText {
  std::string swedish;  ///< Empty: nobody has said.
  std::string english;
};

/// The fields that may be sent; what no valid list names is not sent.
struct FieldList {
  Flow flow = Flow::municipality_to_sus;
  std::vector<std::string> fields;
  base::Period valid;
  std::string law = {};
  Origin origin = {};
  PolicyText purpose = {};  ///< What the flow is for.
  PolicyText persons = {};  ///< Whom it is about: the categories of registered persons.
};

/// Advice of one county that offices may have taken up (domain.md §4); off where no row holds.
enum class LocalPolicy { two_meetings, plan_three_months, mapping_consent_week, request_needs_mapping_consent };

struct LocalPolicyRow {
  LocalPolicy policy = LocalPolicy::two_meetings;
  Strictness strictness = Strictness::off;
  std::string af_office;  ///< Empty: every office. A row that names both goes before one that names none.
  std::string fk_office;
  base::Period valid;
  Origin origin = {};
};

/// Codes that the rules ask more of (domain.md §§3, 4).
enum class CodeGroup {
  municipality_with_districts,  ///< Kommunkoder: a district is asked there, and nowhere else.
  sickness_benefit,             ///< Of income_source_before: those on sjukpenning.
  end_withdrawn,                ///< Of end_reason: the consent was taken back, on the day of the end.
  end_deceased,                 ///< Of end_reason: the participant died, on the day of the end.
  end_own_initiative            ///< Of end_reason: the participant broke off.
};

struct CodeGroupRow {
  CodeGroup group = CodeGroup::municipality_with_districts;
  std::vector<std::string> codes;
  base::Period valid;
  Origin origin = {};
};

/// Numbers that nobody but the parties can settle.
enum class Threshold {
  small_number,    ///< A count below it is suppressed outside the own office.
  delay_days,      ///< Registered within so many days is registered in time.
  search_days,     ///< A participant is found so many days after the end.
  administrators,  ///< More accounts that administer permissions than this are warned of.
  task_days,       ///< A proposal is to be answered within so many days.
  reminder_days,   ///< Whoever lacks an answer to consent is reminded of once in so many days.
  mandate_days,    ///< A standing mandate counts on so many days, then it is to be renewed; 0: as long as it says.
  archive_days,    ///< The original of a consent goes to FK's archive within so many days of the acknowledgement.
  withdrawal_wait_days,  ///< The exit after a consent that vanished without a date waits so long for it (§3 j).
  totals_hours           ///< The least time between two totals of one insats and year (§3: at most daily).
};

struct ThresholdRow {
  Threshold threshold = Threshold::small_number;
  int value = 0;
  base::Period valid;
  Origin origin = {};
};

/// Who may give a standing mandate to register in a user's name (domain.md §2).
struct MandateGivers {
  bool user = true;            ///< The caseworker in whose name is registered.
  bool insatsansvarig = true;  ///< The insatsansvarig of the insats.
};

/// A row narrows who may give a mandate: no row widens what another leaves out.
struct MandateRule {
  MandateGivers givers;
  std::string organisation;  ///< Whose users; empty: everybody's.
  base::Period valid;
  Origin origin = {};
};

/// What domain.md §3 marks [A], and what is done.
struct AssumptionRow {
  Assumption assumption = Assumption::withdrawn_before_sent;
  Assumed value = Assumed::anonymous;
  base::Period valid;
  Origin origin = {};
};

/// The day of the following year on which a counting year (räkneåret) is closed.
struct CountingRow {
  unsigned month = 12;
  unsigned day = 31;
  base::Period valid;
  Origin origin = {};
};

/// What is kept for a time and then purged.
enum class Kept {
  rejected,  ///< Records that were rejected, from each reading.
  parked,    ///< Records that wait, from each reading.
  files,     ///< A source's, in done/ and failed/.
  looks      ///< Who looked at which case.
};

struct RetentionRow {
  Kept kept = Kept::rejected;
  std::chrono::days days{};
  base::Period valid;
  Origin origin = {};
};

/// How whoever starts in an insats is registered.
enum class Registering { named, counts };

/// A form of cooperation that Finsam is followed up in, as long as the row holds (domain.md §1).
struct FollowUpForm {
  std::string name;
  Registering registering = Registering::named;
  std::string target;  ///< Id of the configured target that receives it; empty: the one there is.
  base::Period valid;
  Origin origin = {};
};

/// Rules that differ between parties and times. All of it comes from config/policy/ and config/codes/ with source and
/// validity; of dated rows the one that is valid on the day of the act holds.
struct Policy {
  /// SHA-256 (hex) of `canonical`, the catalogue's behind it: what a decision was made under. Empty: it was not read.
  std::string hash;

  std::vector<ConsentForm> forms;
  std::vector<LegalBasis> legal_bases;
  std::vector<FieldList> field_lists;
  std::vector<LocalAgreement> agreements;  ///< The registrar rule is strict where none of them holds.
  std::vector<LocalPolicyRow> local_policies;
  std::vector<CodeGroupRow> code_groups;
  std::vector<ThresholdRow> thresholds;
  std::vector<MandateRule> mandate_rules;
  std::vector<AssumptionRow> assumptions;
  std::vector<CountingRow> counting;
  std::vector<RetentionRow> retention;
  std::vector<FollowUpForm> follow_ups;
  CodeLists codes;
  Roles roles;  ///< The product's own where no file names any.

  /// First load: what ended before this day is outside SUS.
  std::optional<base::Date> start_from;

  /// Whether the flow may carry the field on the day it is sent.
  bool sends(Flow flow, std::string_view field, base::Date on) const;

  /// Whether the form, signed on that day, covers a purpose in a form of cooperation; unknown forms and purposes cover
  /// nothing.
  bool covers(std::string_view form, std::string_view purpose, CooperationForm in, base::Date on) const;
  bool covers_registration(std::string_view form, CooperationForm in, base::Date on) const {
    return covers(form, "registration", in, on);
  }

  /// The row of a form, signed on that day, that covers a purpose in a form of cooperation; null where none does.
  const ConsentForm* form_row(std::string_view form, std::string_view purpose, CooperationForm in, base::Date on) const;

  /// Whether a form, signed on that day, is a party's own: it covers nothing in SUS.
  bool own_form(std::string_view form, base::Date on) const;

  /// The version of a form in force on a day; empty where nobody has said.
  std::string form_version(std::string_view form, base::Date on) const;

  /// Whether the originals of a form go to FK's archive, of consents given on the day; those of unknown forms do not.
  bool archives(std::string_view form, base::Date on) const;

  /// What the law said on a day; null where no row holds.
  const LegalBasis* legal_basis(LegalSubject subject, base::Date on) const;

  /// The threshold on a day; the product's own where no row holds (small numbers 5, delay 7, search 90, administrators
  /// 5, tasks 14, reminders 14, mandates without end, originals 30, a withdrawal's date 14, totals 24).
  int threshold(Threshold threshold, base::Date on) const;

  /// Who might give a mandate for a user of `organisation` on a day: both, as far as no row narrows it.
  MandateGivers mandate_givers(std::string_view organisation, base::Date on) const;

  /// How strict a local policy is between two offices on a day.
  Strictness strictness(LocalPolicy policy, std::string_view af_office, std::string_view fk_office,
                        base::Date on) const;

  /// Whether AF may register what is FK's between two offices on a day.
  bool lenient(std::string_view af_office, std::string_view fk_office, base::Date on) const;

  /// What is assumed on a day; what the product does where no row holds.
  Assumed assumed(Assumption assumption, base::Date on) const;

  /// The last counting year that is closed on a day; 0 where no row holds: no year is closed then.
  int closed_through(base::Date on) const;

  /// How long something is kept by the row of a day; the product's own where none holds (rejected 30 days, parked 90,
  /// files 7, looks five years).
  std::chrono::days kept(Kept what, base::Date on) const;

  /// Whether a code belongs to a group on a day.
  bool groups(CodeGroup group, std::string_view code, base::Date on) const;
};

std::string_view name(CooperationForm form);
std::string_view name(LegalSubject subject);
std::string_view name(Flow flow);
std::string_view name(LocalPolicy policy);
std::string_view name(CodeGroup group);
std::string_view name(Threshold threshold);
std::string_view name(Kept what);

/// All that can change a decision, in one text that does not depend on the order of rows in files, on comments or on
/// sources: what the hash is made of.
std::string canonical(const Policy& policy);

}  // namespace gateway::core
