#include <algorithm>
#include <optional>

#include "gateway/core/cooperation/request.h"
#include "gateway/io/config/reader.h"
#include "gateway/io/config/role_rules.h"
#include "gateway/io/config/rows.h"
#include "gateway/io/config/rules.h"
#include "gateway/io/config/toml.h"
#include "gateway/io/crypto/hex.h"
#include "gateway/io/crypto/sealing.h"

namespace gateway::io {

namespace {

using core::Flow;

const std::vector<std::string_view> kPurposes = {"registration", "information_exchange", "own"};

/// What of a person a municipality may send to SUS; of the other flows, the fields of the agencies' own cases.
const std::vector<std::string_view>& known_fields(Flow flow) {
  static const std::vector<std::string_view> sus = {"number",
                                                    "given_name",
                                                    "family_name",
                                                    "sex",
                                                    "education",
                                                    "income_source_before",
                                                    "employment_before",
                                                    "income_source_after",
                                                    "employment_after",
                                                    "end_reason"};
  static const std::vector<std::string_view> agencies = {
      "number",     "given_name", "family_name", "sex",           "address",    "phone",           "office",
      "caseworker", "enrolled",   "enrolled_to", "skat_category", "education",  "unemployed_from", "action_plan",
      "service",    "period",     "extent",      "decision",      "end_reason", "case_number"};
  static const std::vector<std::string_view> cooperation = [] {
    std::vector<std::string_view> fields = {"number", "given_name", "family_name", "sex"};
    for (const core::FieldDescription& field : core::kFields) fields.push_back(field.id);
    return fields;
  }();
  if (flow == Flow::agency_to_sus || flow == Flow::sus_to_agency) return cooperation;
  return flow == Flow::municipality_to_sus ? sus : agencies;
}

template <typename Kind>
Kind read_kind(Reader& table, std::string_view key, std::initializer_list<Kind> kinds) {
  const std::string text = table.text(key);
  std::string known;
  for (const Kind kind : kinds) {
    if (core::name(kind) == text) return kind;
    known.append(known.empty() ? "\"" : ", \"").append(core::name(kind)).append("\"");
  }
  if (!text.empty()) table.fault(key, "must be one of " + known);
  return *kinds.begin();
}

/// The parts of a policy, gathered file by file.
struct Gathered {
  core::Policy policy;
  std::vector<core::CodeList> lists;
  Answered answered;
  RoleRows roles;
  bool sends = false;  ///< A list of what a municipality may send was read.
};

/// Reads what every dated row ends with, and takes the row. `answers`: what no other row of the same days may.
template <typename Row>
void add(Reader& table, const std::string& answers, Row& row, Gathered& out, std::vector<Row>& rows) {
  row.valid = table.period();
  row.origin = read_origin(table);
  table.done();
  out.answered.add(table, answers, row.valid);
  rows.push_back(std::move(row));
}

void read_forms(Reader& file, Gathered& out) {
  for (Reader& table : file.tables("consent_form")) {
    core::ConsentForm form;
    form.name = table.text("name");
    form.purposes = table.some_texts("purposes");
    only(table, "purposes", form.purposes, kPurposes);
    const bool own = form.purposes == std::vector<std::string>{"own"};
    // A party's own counts for nothing in SUS.
    const auto counts = own ? table.texts("cooperation") : table.some_texts("cooperation");
    if (own && !counts.empty()) table.fault("cooperation", "a form for purposes = [\"own\"] counts in none");
    for (const auto in : {core::CooperationForm::finsam, core::CooperationForm::af_fk}) {
      if (std::find(counts.begin(), counts.end(), core::name(in)) != counts.end()) form.cooperations.push_back(in);
    }
    only(table, "cooperation", counts, {"finsam", "af_fk"});
    form.valid = table.period();
    form.collected_by = table.choice_or<std::string>(
        "collected_by", "",
        {{"registrar", "registrar"}, {"initiating_authority", "initiating_authority"}, {"fk", "fk"}});
    form.archive = table.boolean_or("archive", false);
    form.version = table.text_or("version", "");
    form.requires_said = table.texts("requires");
    only(table, "requires", form.requires_said, {"written", "language", "signed_by", "collected_by", "original_at"});
    form.origin = read_origin(table);
    table.done();
    for (const auto in : form.cooperations) {
      out.answered.add(table, "what the form \"" + form.name + "\" covers in " + std::string(core::name(in)),
                       form.valid);
    }
    out.policy.forms.push_back(std::move(form));
  }
}

/// KEY and KEY_en; where the English is left out, the Swedish stands for it.
core::PolicyText read_both(Reader& table, const std::string& key) {
  core::PolicyText text;
  text.swedish = table.text_or(key, "");
  text.english = table.text_or(key + "_en", text.swedish);
  if (text.swedish.empty() && !text.english.empty()) table.fault(key, "is missing beside " + key + "_en");
  return text;
}

void read_field_lists(Reader& file, Gathered& out) {
  const base::Document* value = file.raw("field_list");
  if (value != nullptr && value->array() == nullptr) {
    out.sends = true;
    file.fault("field_list",
               "must say from when it holds: write [[field_list]] with flow = \"municipality_to_sus\", fields = "
               "[\"number\", …], from = 2014-01-01 and source = \"…\"");
    return;
  }
  for (Reader& table : file.tables("field_list")) {
    core::FieldList list;
    list.flow = read_kind(table, "flow",
                          {Flow::municipality_to_sus, Flow::af_to_fk, Flow::af_to_social_services, Flow::af_to_supplier,
                           Flow::agency_to_sus, Flow::sus_to_agency});
    list.law = table.text_or("law", "");
    list.purpose = read_both(table, "purpose");
    list.persons = read_both(table, "persons");
    list.valid = table.period();
    list.fields = table.some_texts("fields");
    only(table, "fields", list.fields, known_fields(list.flow));
    list.origin = read_origin(table);
    table.done();
    out.sends = out.sends || list.flow == Flow::municipality_to_sus;
    out.answered.add(table, "what " + std::string(core::name(list.flow)) + " may carry", list.valid);
    out.policy.field_lists.push_back(std::move(list));
  }
}

void read_law(Reader& file, Gathered& out) {
  for (Reader& table : file.tables("legal_basis")) {
    core::LegalBasis law;
    law.subject = read_kind(table, "subject", {core::LegalSubject::registration, core::LegalSubject::direct_access});
    law.text = table.text("text");
    law.valid = table.period();
    law.origin = read_origin(table);
    table.done();
    out.answered.add(table, "the legal basis of " + std::string(core::name(law.subject)), law.valid);
    out.policy.legal_bases.push_back(std::move(law));
  }
}

/// Strict is what holds without a row; a row that says so is there for the reader.
void read_registrar_rules(Reader& file, Gathered& out) {
  for (Reader& table : file.tables("registrar")) {
    const bool lenient = table.choice_or<bool>("rule", false, {{"strict", false}, {"lenient", true}});
    if (!table.has("rule")) table.fault("rule", "is missing: write rule = \"strict\" or \"lenient\"");
    core::LocalAgreement agreement;
    agreement.af_office = lenient ? table.text("af_office") : table.text_or("af_office", "");
    agreement.fk_office = lenient ? table.text("fk_office") : table.text_or("fk_office", "");
    agreement.valid = table.period();
    agreement.source = read_origin(table).source;
    table.done();
    std::string question = "who registers between \"" + agreement.af_office + "\" and \"" + agreement.fk_office + "\"";
    out.answered.add(table, std::move(question), agreement.valid);
    if (lenient) out.policy.agreements.push_back(std::move(agreement));
  }
}

void read_local_policies(Reader& file, Gathered& out) {
  using core::LocalPolicy;
  using core::Strictness;
  for (Reader& table : file.tables("local_policy")) {
    core::LocalPolicyRow row;
    row.policy = read_kind(table, "policy",
                           {LocalPolicy::two_meetings, LocalPolicy::plan_three_months,
                            LocalPolicy::mapping_consent_week, LocalPolicy::request_needs_mapping_consent});
    row.strictness =
        table.choice_or("acts", Strictness::off,
                        {{"off", Strictness::off}, {"warn", Strictness::warn}, {"reject", Strictness::reject}});
    row.af_office = table.text_or("af_office", "");
    row.fk_office = table.text_or("fk_office", "");
    if (row.af_office.empty() != row.fk_office.empty())
      table.fault("names one office: name both af_office and fk_office, or none for all");
    row.valid = table.period();
    row.origin = read_origin(table);
    table.done();
    out.answered.add(
        table, std::string(core::name(row.policy)) + " between \"" + row.af_office + "\" and \"" + row.fk_office + "\"",
        row.valid);
    out.policy.local_policies.push_back(std::move(row));
  }
}

void read_code_groups(Reader& file, Gathered& out) {
  using core::CodeGroup;
  for (Reader& table : file.tables("code_group")) {
    core::CodeGroupRow row;
    row.group = read_kind(table, "group",
                          {CodeGroup::municipality_with_districts, CodeGroup::sickness_benefit,
                           CodeGroup::end_withdrawn, CodeGroup::end_deceased, CodeGroup::end_own_initiative});
    row.codes = table.some_texts("codes");
    add(table, "the codes of " + std::string(core::name(row.group)), row, out, out.policy.code_groups);
  }
}

void read_mandate_rules(Reader& file, Gathered& out) {
  for (Reader& table : file.tables("mandate")) {
    core::MandateRule row;
    const auto givers = table.some_texts("given_by");
    only(table, "given_by", givers, {"user", "insatsansvarig"});
    row.givers.user = std::find(givers.begin(), givers.end(), "user") != givers.end();
    row.givers.insatsansvarig = std::find(givers.begin(), givers.end(), "insatsansvarig") != givers.end();
    row.organisation = table.text_or("organisation", "");
    add(table, "who gives mandates for users of \"" + row.organisation + "\"", row, out, out.policy.mandate_rules);
  }
}

void read_thresholds(Reader& file, Gathered& out) {
  using core::Threshold;
  for (Reader& table : file.tables("threshold")) {
    core::ThresholdRow row;
    row.threshold =
        read_kind(table, "name",
                  {Threshold::small_number, Threshold::delay_days, Threshold::search_days, Threshold::administrators,
                   Threshold::task_days, Threshold::reminder_days, Threshold::mandate_days, Threshold::archive_days,
                   Threshold::withdrawal_wait_days, Threshold::totals_hours});
    if (!table.has("value")) table.fault("value", "is missing: write value = 5");
    const bool waits = row.threshold == Threshold::withdrawal_wait_days;
    const int most = waits ? 90 : row.threshold == Threshold::totals_hours ? 31 * 24 : 10'000;
    row.value = static_cast<int>(table.integer_or("value", waits ? 1 : 0, waits ? 1 : 0, most));
    add(table, "the threshold " + std::string(core::name(row.threshold)), row, out, out.policy.thresholds);
  }
}

void read_follow_ups(Reader& file, Gathered& out) {
  using core::Registering;
  for (Reader& table : file.tables("cooperation_form")) {
    core::FollowUpForm row;
    row.name = table.text("name");
    if (!table.has("registration")) table.fault("registration", "is missing: write \"named\" or \"counts\"");
    row.registering = table.choice_or("registration", Registering::named,
                                      {{"named", Registering::named}, {"counts", Registering::counts}});
    row.target = table.text_or("target", "");
    add(table, "how the form \"" + row.name + "\" registers", row, out, out.policy.follow_ups);
  }
}

void read_retention(Reader& file, Gathered& out) {
  using core::Kept;
  const base::Document* value = file.raw("retention");
  if (value != nullptr && value->array() == nullptr) {
    return file.fault("retention",
                      "must say from when it holds: write one [[retention]] for each of rejected, parked, files and "
                      "looks, with kind = \"rejected\", days = 30, from = 2014-01-01 and source = \"…\"");
  }
  for (Reader& table : file.tables("retention")) {
    core::RetentionRow row;
    row.kept = read_kind(table, "kind", {Kept::rejected, Kept::parked, Kept::files, Kept::looks});
    if (!table.has("days")) table.fault("days", "is missing: write days = 30");
    const bool may_be_none = row.kept == Kept::files;
    row.days = std::chrono::days(table.integer_or("days", 1, may_be_none ? 0 : 1, 3660));
    add(table, "how long " + std::string(core::name(row.kept)) + " are kept", row, out, out.policy.retention);
  }
}

void read_assumptions(Reader& file, Gathered& out) {
  using core::Assumption;
  for (Reader& table : file.tables("assumption")) {
    core::AssumptionRow row;
    row.assumption = read_kind(table, "name",
                               {Assumption::withdrawn_before_sent, Assumption::withdrawn_in_finsam,
                                Assumption::withdrawn_after_end, Assumption::cooperation_counted_by});
    row.value = core::known_values(row.assumption).front();
    const std::string said = table.text("value");
    std::string known;
    bool right = said.empty();  // Told already.
    for (const core::Assumed value : core::known_values(row.assumption)) {
      known.append(known.empty() ? "\"" : ", \"").append(core::name(value)).append("\"");
      if (core::name(value) != said) continue;
      row.value = value;
      right = true;
    }
    if (!right) table.fault("value", "must be one of " + known);
    add(table, "the assumption " + std::string(core::name(row.assumption)), row, out, out.policy.assumptions);
  }
}

void read_counting(Reader& file, Gathered& out) {
  for (Reader& table : file.tables("counting")) {
    core::CountingRow row;
    const std::string closes = table.text("closes");
    const auto day = base::Date::parse("2001-" + closes);  // No leap year: a day of every year.
    if (day) {
      row.month = day->month();
      row.day = day->day();
    } else if (!closes.empty()) {
      table.fault("closes", "must be a day of every year, month and day: \"12-31\"");
    }
    add(table, "when counting years are closed", row, out, out.policy.counting);
  }
}

void read_first_load(Reader& file, Gathered& out) {
  auto table = file.table_if("first_load");
  if (!table) return;
  out.policy.start_from = table->date_if("start_from");
  table->done();
  out.answered.add(*table, "the first load", every_day());
}

/// What was once written without its days.
void refuse_undated(Reader& file) {
  const auto refuse = [&](const char* key, const char* row) {
    if (file.raw(key) == nullptr) return;
    file.fault(key, std::string("must say from when it holds: write [[threshold]] with ") + row +
                        ", from = 2014-01-01 and source = \"…\"");
  };
  refuse("withdrawal", "name = \"withdrawal_wait_days\", value = 14");
  refuse("totals", "name = \"totals_hours\", value = 24");
}

void read_file(Reader& file, Gathered& out) {
  read_forms(file, out);
  read_field_lists(file, out);
  read_law(file, out);
  read_registrar_rules(file, out);
  read_local_policies(file, out);
  read_code_groups(file, out);
  read_thresholds(file, out);
  read_mandate_rules(file, out);
  read_follow_ups(file, out);
  read_assumptions(file, out);
  read_counting(file, out);
  read_retention(file, out);
  read_first_load(file, out);
  refuse_undated(file);
  out.roles.read(file, out.answered);
  file.done();
}

/// Reads all files, tells the faults of all of them.
base::Result<Gathered> gather(const std::vector<std::string>& paths) {
  Gathered out;
  std::string text;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const auto document = read_toml(paths[i]);
    Faults faults(paths[i]);
    if (document) {
      Reader file(*document, "", faults);
      read_file(file, out);
      if (i + 1 == paths.size() && !out.sends && text.empty())
        file.fault("field_list",
                   "is missing: write [[field_list]] with flow = \"municipality_to_sus\" and fields = [\"number\", …]; "
                   "what is not "
                   "named is not sent");
    }
    if (!document || faults.any())
      text += (text.empty() ? "" : "\n") + (document ? faults.error() : document.error()).what;
  }
  if (text.empty()) text = out.roles.unknown();
  if (!text.empty()) return base::rejected(text);
  if (!out.roles.empty()) out.policy.roles = core::Roles(out.roles.take());
  return out;
}

}  // namespace

base::Result<core::Policy> read_policy(const std::vector<std::string>& paths, const std::vector<std::string>& codes) {
  auto gathered = gather(paths);
  if (!gathered) return std::move(gathered).error();
  auto lists = read_codes(codes);
  if (!lists) return std::move(lists).error();
  core::Policy policy = std::move(gathered->policy);
  policy.codes = std::move(*lists);
  policy.hash = hash_of(policy, {});
  return policy;
}

std::string hash_of(const core::Policy& policy, const core::Catalogue& catalogue) {
  return to_hex(sha256(core::canonical(policy) + core::canonical(catalogue)));
}

}  // namespace gateway::io
