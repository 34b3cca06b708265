#include "gateway/core/policy.h"

#include <algorithm>
#include <array>
#include <utility>

#include "gateway/core/canonical_line.h"

namespace gateway::core {

namespace {

constexpr std::array<std::string_view, 2> kCooperations = {"finsam", "af_fk"};
constexpr std::array<std::string_view, 2> kSubjects = {"registration", "direct_access"};
constexpr std::array<std::string_view, 6> kFlows = {"municipality_to_sus", "af_to_fk",      "af_to_social_services",
                                                    "af_to_supplier",      "agency_to_sus", "sus_to_agency"};
constexpr std::array<std::string_view, 4> kLocalPolicies = {"two_meetings", "plan_three_months", "mapping_consent_week",
                                                            "request_needs_mapping_consent"};
constexpr std::array<std::string_view, 5> kCodeGroups = {"municipality_with_districts", "sickness_benefit",
                                                         "end_withdrawn", "end_deceased", "end_own_initiative"};
constexpr std::array<std::string_view, 10> kThresholds = {
    "small_number",  "delay_days",   "search_days",  "administrators",       "task_days",
    "reminder_days", "mandate_days", "archive_days", "withdrawal_wait_days", "totals_hours"};
/// The product's own, by Threshold: the careful ones. That mandates end no source says: 0 is no bound.
constexpr std::array<int, 10> kCareful = {5, 7, 90, 5, 14, 14, 0, 30, 14, 24};
constexpr std::array<std::string_view, 4> kKept = {"rejected", "parked", "files", "looks"};
/// The product's own, in days, by Kept.
constexpr std::array<int, 4> kKeptDays = {30, 90, 7, 5 * 365};

bool holds(const std::vector<std::string>& texts, std::string_view wanted) {
  return std::find(texts.begin(), texts.end(), wanted) != texts.end();
}

using Line = CanonicalLine;

}  // namespace

std::string_view name(CooperationForm form) {
  return kCooperations[static_cast<std::size_t>(form)];
}

std::string_view name(LegalSubject subject) {
  return kSubjects[static_cast<std::size_t>(subject)];
}

std::string_view name(Flow flow) {
  return kFlows[static_cast<std::size_t>(flow)];
}

std::string_view name(LocalPolicy policy) {
  return kLocalPolicies[static_cast<std::size_t>(policy)];
}

std::string_view name(CodeGroup group) {
  return kCodeGroups[static_cast<std::size_t>(group)];
}

std::string_view name(Threshold threshold) {
  return kThresholds[static_cast<std::size_t>(threshold)];
}

std::string_view name(Kept what) {
  return kKept[static_cast<std::size_t>(what)];
}

bool Policy::sends(Flow flow, std::string_view field, base::Date on) const {
  return std::any_of(field_lists.begin(), field_lists.end(), [&](const FieldList& list) {
    return list.flow == flow && list.valid.contains(on) && holds(list.fields, field);
  });
}

const ConsentForm* Policy::form_row(std::string_view form, std::string_view purpose, CooperationForm in,
                                    base::Date on) const {
  const auto found = std::find_if(forms.begin(), forms.end(), [&](const ConsentForm& row) {
    const auto& counts = row.cooperations;
    return row.name == form && row.valid.contains(on) && holds(row.purposes, purpose) &&
           std::find(counts.begin(), counts.end(), in) != counts.end();
  });
  return found == forms.end() ? nullptr : &*found;
}

bool Policy::covers(std::string_view form, std::string_view purpose, CooperationForm in, base::Date on) const {
  return form_row(form, purpose, in, on) != nullptr;
}

bool Policy::own_form(std::string_view form, base::Date on) const {
  return std::any_of(forms.begin(), forms.end(), [&](const ConsentForm& row) {
    return row.name == form && row.valid.contains(on) && holds(row.purposes, "own");
  });
}

std::string Policy::form_version(std::string_view form, base::Date on) const {
  const auto found = std::find_if(forms.begin(), forms.end(), [&](const ConsentForm& row) {
    return row.name == form && row.valid.contains(on) && !row.version.empty();
  });
  return found == forms.end() ? std::string() : found->version;
}

bool Policy::archives(std::string_view form, base::Date on) const {
  return std::any_of(forms.begin(), forms.end(),
                     [&](const ConsentForm& row) { return row.archive && row.name == form && row.valid.contains(on); });
}

const LegalBasis* Policy::legal_basis(LegalSubject subject, base::Date on) const {
  const auto found = std::find_if(legal_bases.begin(), legal_bases.end(), [&](const LegalBasis& row) {
    return row.subject == subject && row.valid.contains(on);
  });
  return found == legal_bases.end() ? nullptr : &*found;
}

int Policy::threshold(Threshold wanted, base::Date on) const {
  const auto found = std::find_if(thresholds.begin(), thresholds.end(), [&](const ThresholdRow& row) {
    return row.threshold == wanted && row.valid.contains(on);
  });
  return found == thresholds.end() ? kCareful[static_cast<std::size_t>(wanted)] : found->value;
}

MandateGivers Policy::mandate_givers(std::string_view organisation, base::Date on) const {
  MandateGivers may;
  for (const MandateRule& row : mandate_rules) {
    if (!row.valid.contains(on) || (!row.organisation.empty() && row.organisation != organisation)) continue;
    may.user = may.user && row.givers.user;
    may.insatsansvarig = may.insatsansvarig && row.givers.insatsansvarig;
  }
  return may;
}

Strictness Policy::strictness(LocalPolicy wanted, std::string_view af_office, std::string_view fk_office,
                              base::Date on) const {
  const LocalPolicyRow* best = nullptr;
  for (const LocalPolicyRow& row : local_policies) {
    const bool all = row.af_office.empty() && row.fk_office.empty();
    if (row.policy != wanted || !row.valid.contains(on)) continue;
    if (!all && (row.af_office != af_office || row.fk_office != fk_office)) continue;
    if (best == nullptr || !all) best = &row;
  }
  return best == nullptr ? Strictness::off : best->strictness;
}

bool Policy::lenient(std::string_view af_office, std::string_view fk_office, base::Date on) const {
  return std::any_of(agreements.begin(), agreements.end(), [&](const LocalAgreement& row) {
    return row.af_office == af_office && row.fk_office == fk_office && row.valid.contains(on);
  });
}

Assumed Policy::assumed(Assumption wanted, base::Date on) const {
  const auto found = std::find_if(assumptions.begin(), assumptions.end(), [&](const AssumptionRow& row) {
    return row.assumption == wanted && row.valid.contains(on);
  });
  return found == assumptions.end() ? known_values(wanted).front() : found->value;
}

int Policy::closed_through(base::Date on) const {
  const auto found =
      std::find_if(counting.begin(), counting.end(), [&](const CountingRow& row) { return row.valid.contains(on); });
  if (found == counting.end()) return 0;
  const bool come = std::pair(on.month(), on.day()) >= std::pair(found->month, found->day);
  return on.year() - (come ? 1 : 2);
}

std::chrono::days Policy::kept(Kept what, base::Date on) const {
  const auto found = std::find_if(retention.begin(), retention.end(),
                                  [&](const RetentionRow& row) { return row.kept == what && row.valid.contains(on); });
  return found == retention.end() ? std::chrono::days(kKeptDays[static_cast<std::size_t>(what)]) : found->days;
}

bool Policy::groups(CodeGroup group, std::string_view code, base::Date on) const {
  return std::any_of(code_groups.begin(), code_groups.end(), [&](const CodeGroupRow& row) {
    return row.group == group && row.valid.contains(on) && holds(row.codes, code);
  });
}

std::string canonical(const Policy& policy) {
  std::vector<std::string> lines;
  for (const ConsentForm& row : policy.forms) {
    std::vector<std::string> counts;
    for (const CooperationForm in : row.cooperations) counts.emplace_back(name(in));
    Line line("form");
    line.part(row.name).parts(row.purposes).parts(counts).period(row.valid).part(row.collected_by);
    if (row.archive) line.part("archive");
    if (!row.version.empty() || !row.requires_said.empty()) line.part(row.version).parts(row.requires_said);
    lines.push_back(line.take());
  }
  for (const LegalBasis& row : policy.legal_bases) {
    lines.push_back(Line("law").part(name(row.subject)).part(row.text).period(row.valid).take());
  }
  for (const FieldList& row : policy.field_lists) {
    lines.push_back(Line("fields").part(name(row.flow)).parts(row.fields).period(row.valid).take());
  }
  for (const LocalAgreement& row : policy.agreements) {
    lines.push_back(Line("agreement").part(row.af_office).part(row.fk_office).period(row.valid).take());
  }
  for (const LocalPolicyRow& row : policy.local_policies) {
    lines.push_back(Line("local")
                        .part(name(row.policy))
                        .number(static_cast<int>(row.strictness))
                        .part(row.af_office)
                        .part(row.fk_office)
                        .period(row.valid)
                        .take());
  }
  for (const CodeGroupRow& row : policy.code_groups) {
    lines.push_back(Line("group").part(name(row.group)).parts(row.codes).period(row.valid).take());
  }
  for (const ThresholdRow& row : policy.thresholds) {
    lines.push_back(Line("threshold").part(name(row.threshold)).number(row.value).period(row.valid).take());
  }
  for (const MandateRule& row : policy.mandate_rules) {
    lines.push_back(Line("mandate")
                        .number(row.givers.user)
                        .number(row.givers.insatsansvarig)
                        .part(row.organisation)
                        .period(row.valid)
                        .take());
  }
  for (const FollowUpForm& row : policy.follow_ups) {
    lines.push_back(
        Line("follow_up").part(row.name).number(static_cast<int>(row.registering)).period(row.valid).take());
  }
  for (const AssumptionRow& row : policy.assumptions) {
    lines.push_back(Line("assumption").part(name(row.assumption)).part(name(row.value)).period(row.valid).take());
  }
  for (const CountingRow& row : policy.counting) {
    lines.push_back(Line("counting").number(row.month).number(row.day).period(row.valid).take());
  }
  for (const RetentionRow& row : policy.retention) {
    lines.push_back(Line("retention").part(name(row.kept)).number(row.days.count()).period(row.valid).take());
  }
  for (const Role& row : policy.roles.rows()) {
    std::vector<std::string> rights;
    for (const Right right : row.may) rights.emplace_back(name(right));
    lines.push_back(Line("role")
                        .part(row.id)
                        .parts(rights)
                        .parts(row.gives)
                        .number(row.sees_persons)
                        .part(name(row.assigned_to))
                        .parts(row.not_with)
                        .number(row.of_suppliers)
                        .period(row.valid)
                        .take());
  }
  for (const CodeList& list : policy.codes.lists()) {
    lines.push_back(Line("list").part(list.name).parts(list.fields).take());
    for (const ListedCode& code : list.codes) {
      lines.push_back(Line("code").part(list.name).part(code.code).period(code.valid).take());
    }
  }
  lines.push_back(Line("times").part(policy.start_from ? policy.start_from->text() : "").take());
  std::sort(lines.begin(), lines.end());
  std::string text = "gateway.policy/1\n";
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

}  // namespace gateway::core
