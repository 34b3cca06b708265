#include "gateway/app/set_reports.h"

#include <filesystem>
#include <system_error>

#include "gateway/app/report_file.h"

namespace gateway::app {

namespace {

/// So many reports wait for room to be written; what is theirs is in the ledger.
constexpr std::size_t kMostUnwritten = 1000;

/// A set's name as a file's: whatever a source calls it, it stays in its folder.
std::string file_name(const std::string& set) {
  std::string name;
  for (const char c : set) name += (c == '/' || c == '\0') ? '_' : c;
  return name.empty() || name.front() == '.' ? "_" + name : name;
}

}  // namespace

std::vector<base::Error> SetReports::write(const std::string& source, const std::string& folder,
                                           const std::vector<ports::SetNotice>& ended) {
  const std::lock_guard lock(mutex_);
  std::vector<ports::SetNotice>& unwritten = unwritten_[source];
  std::erase_if(unwritten, [&](const auto& notice) { return write_one(source, folder, notice).has_value(); });
  std::vector<base::Error> errors;
  for (const ports::SetNotice& notice : ended) {
    auto written = write_one(source, folder, notice);
    if (written) continue;
    errors.push_back(std::move(written).error());
    if (unwritten.size() < kMostUnwritten) unwritten.push_back(notice);
  }
  return errors;
}

base::Result<void> SetReports::write_one(const std::string& source, const std::string& folder,
                                         const ports::SetNotice& notice) const {
  const auto place = std::filesystem::path(folder) / (notice.state == ports::SetState::complete ? "done" : "failed");
  std::error_code ignored;
  std::filesystem::create_directories(place, ignored);
  const auto balance = ledger_.balance(source, notice.set);
  if (!balance) return balance.error();
  SpoolFile spool(place);
  report::SetReport report({source, notice, *balance, false, clock_.now()}, language_, spool);
  if (auto listed = list(source, notice.set, report); !listed) return listed;
  const std::string name = file_name(notice.set);
  ReportFile html(place / (name + ".rapport.html"));
  ReportFile csv(place / (name + ".rapport.csv"));
  auto written = report.write([&](std::string_view text) { return html.write(text); },
                              [&](std::string_view text) { return csv.write(text); });
  if (written) written = html.finish();
  if (written) written = csv.finish();
  return written;
}

base::Result<void> SetReports::list(const std::string& source, const std::string& set,
                                    report::SetReport& report) const {
  const auto add = [&](const auto& row) { return report.add(row); };
  for (const core::Outcome outcome : {core::Outcome::rejected, core::Outcome::parked, core::Outcome::proposed}) {
    if (auto read = ledger_.each_unit({outcome, false, source, set}, add); !read) return read;
  }
  const auto add_settled = [&](const ports::ListedUnit& unit) -> base::Result<void> {
    if (!core::settled(unit.outcome) || unit.outcome == core::Outcome::proposed) return {};
    return report.add(unit);
  };
  if (auto read = ledger_.each_unit({std::nullopt, true, source, set}, add_settled); !read) return read;
  return ledger_.each_vanished(source, set, add);
}

}  // namespace gateway::app
