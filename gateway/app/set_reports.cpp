#include "gateway/app/set_reports.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "gateway/report/set_report.h"

namespace gateway::app {

namespace {

/// A set's name as a file's: whatever a source calls it, it stays in its folder.
std::string file_name(const std::string& set) {
  std::string name;
  for (const char c : set) name += (c == '/' || c == '\0') ? '_' : c;
  return name.empty() || name.front() == '.' ? "_" + name : name;
}

base::Result<void> write_file(const std::filesystem::path& path, const std::string& content) {
  const std::filesystem::path unfinished = path.string() + ".part";
  std::ofstream out(unfinished, std::ios::binary | std::ios::trunc);
  out << content;
  out.close();
  std::error_code failed;
  if (out) std::filesystem::rename(unfinished, path, failed);
  if (!out || failed) {
    return base::Error{base::Fault::retry,
                       "the report " + path.string() + " cannot be written: is there room and right?"};
  }
  return {};
}

}  // namespace

base::Result<void> SetReports::write(const std::string& source, const std::string& folder,
                                     const ports::SetNotice& notice) const {
  report::SetReportInput input;
  input.source = source;
  input.notice = notice;
  input.made = clock_.now();
  auto balance = ledger_.balance(source, notice.set);
  if (!balance) return balance.error();
  input.balance = *balance;
  for (const core::Outcome outcome : {core::Outcome::rejected, core::Outcome::parked, core::Outcome::proposed}) {
    auto units = ledger_.list({outcome, false, source, notice.set, 0});
    if (!units) return units.error();
    std::move(units->begin(), units->end(), std::back_inserter(input.units));
  }
  auto warned = ledger_.list({std::nullopt, true, source, notice.set, 0});
  if (!warned) return warned.error();
  for (ports::ListedUnit& unit : *warned) {
    if (core::settled(unit.outcome) && unit.outcome != core::Outcome::proposed) input.units.push_back(std::move(unit));
  }
  auto vanished = ledger_.vanished(source);
  if (!vanished) return vanished.error();
  for (ports::Vanished& row : *vanished) {
    if (row.set == notice.set) input.vanished.push_back(std::move(row));
  }
  const report::SetReport report = report::set_report(input, language_);
  const auto place = std::filesystem::path(folder) / (notice.state == ports::SetState::complete ? "done" : "failed");
  std::error_code ignored;
  std::filesystem::create_directories(place, ignored);
  const std::string name = file_name(notice.set);
  if (auto written = write_file(place / (name + ".rapport.html"), report.html); !written) return written;
  return write_file(place / (name + ".rapport.csv"), report.csv);
}

}  // namespace gateway::app
