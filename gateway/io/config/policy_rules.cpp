#include <algorithm>
#include <array>

#include "gateway/io/config/reader.h"
#include "gateway/io/config/rules.h"
#include "gateway/io/config/toml.h"

namespace gateway::io {

namespace {

using namespace std::chrono_literals;

constexpr std::array<std::string_view, 9> kFields = {
    "number",          "given_name",           "family_name",       "sex",
    "education",       "income_source_before", "employment_before", "income_source_after",
    "employment_after"};
constexpr std::array<std::string_view, 3> kPurposes = {"registration", "information_exchange", "own"};

struct PolicyFile {
  core::Policy policy;
  Retention retention;
};

template <std::size_t size>
void only(Reader& table, std::string_view key, const std::vector<std::string>& texts,
          const std::array<std::string_view, size>& known) {
  std::string names;
  for (const auto name : known) names.append(names.empty() ? "" : ", ").append(name);
  for (const std::string& text : texts) {
    if (std::find(known.begin(), known.end(), text) == known.end())
      table.fault(key, std::string("holds \"").append(text).append("\": known are ").append(names));
  }
}

/// Every part of the policy says where it comes from, and whether somebody has confirmed it.
void read_origin(Reader& table) {
  table.text("source");
  table.boolean_or("verified", false);
}

void read_forms(Reader& file, core::Policy& policy) {
  for (Reader& table : file.tables("consent_form")) {
    core::ConsentForm form;
    form.name = table.text("name");
    form.purposes = table.some_texts("purposes");
    only(table, "purposes", form.purposes, kPurposes);
    form.valid = table.period();
    read_origin(table);
    table.done();
    policy.forms.push_back(std::move(form));
  }
}

void read_sent(Reader& file, core::Policy& policy) {
  auto table = file.table_if("field_list");
  if (!table) {
    file.fault("field_list",
               "is missing: write [field_list] with fields = [\"number\", …]; what is not named is not sent");
    return;
  }
  policy.sent_fields = table->some_texts("fields");
  only(*table, "fields", policy.sent_fields, kFields);
  read_origin(*table);
  table->done();
}

void read_times(Reader& file, PolicyFile& out) {
  if (auto table = file.table_if("first_load")) {
    out.policy.start_from = table->date_if("start_from");
    table->done();
  }
  if (auto table = file.table_if("withdrawal")) {
    const auto wait = table->duration_or("date_wait", out.policy.withdrawal_date_wait, 24h, 24h * 90);
    out.policy.withdrawal_date_wait = std::chrono::floor<std::chrono::days>(wait);
    if (out.policy.withdrawal_date_wait != wait) table->fault("date_wait", "must be whole days: \"14d\"");
    read_origin(*table);
    table->done();
  }
  if (auto table = file.table_if("totals")) {
    out.policy.totals_interval = table->duration_or("interval", out.policy.totals_interval, 0ms, 24h * 31);
    read_origin(*table);
    table->done();
  }
  if (auto table = file.table_if("retention")) {
    Retention& retention = out.retention;
    retention.rejected = table->duration_or("rejected", retention.rejected, 24h, 24h * 366);
    retention.parked = table->duration_or("parked", retention.parked, 24h, 24h * 366);
    retention.files = table->duration_or("files", retention.files, 0ms, 24h * 366);
    read_origin(*table);
    table->done();
  }
}

base::Result<PolicyFile> read(const std::string& path) {
  const auto document = read_toml(path);
  if (!document) return document.error();
  Faults faults(path);
  Reader file(*document, "", faults);
  PolicyFile out;
  read_forms(file, out.policy);
  read_sent(file, out.policy);
  read_times(file, out);
  file.done();
  if (faults.any()) return faults.error();
  return out;
}

}  // namespace

base::Result<core::Policy> read_policy(const std::string& path) {
  auto file = read(path);
  if (!file) return std::move(file).error();
  return std::move(file->policy);
}

base::Result<Retention> read_retention(const std::string& path) {
  auto file = read(path);
  if (!file) return std::move(file).error();
  return file->retention;
}

}  // namespace gateway::io
