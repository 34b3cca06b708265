#include "tests/bench/row.h"

#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "tests/bench/cpu.h"

namespace gateway::bench {

namespace {

std::string figure(std::optional<double> number) {
  if (!number) return "-";
  char text[32];
  const double size = std::fabs(*number);
  std::snprintf(text, sizeof text, size >= 1000 ? "%.0f" : size >= 10 ? "%.1f" : "%.3f", *number);
  return text;
}

bool holds(const Row& row, double border) {
  const double figure = row.goal->of == Goal::Of::ratio ? row.ratio.value_or(std::nan("")) : row.value;
  return row.goal->at_least ? figure >= border : figure <= border;
}

}  // namespace

std::optional<bool> Row::reached() const {
  if (!goal) return std::nullopt;
  return holds(*this, goal->must);
}

bool Row::aim_reached() const {
  return goal && holds(*this, goal->aim);
}

std::string Row::goal_text() const {
  if (!goal) return {};
  char text[64];
  std::snprintf(text, sizeof text, "%s %s %g (%g)", goal->of == Goal::Of::ratio ? "ratio" : "value",
                goal->at_least ? ">=" : "<=", goal->must, goal->aim);
  return text;
}

Pair by_turns(int times, const std::function<double()>& ours, const std::function<double()>& baseline) {
  std::vector<double> values;
  std::vector<double> baselines;
  std::vector<double> ratios;
  for (int i = 0; i < times; ++i) {
    values.push_back(ours());
    baselines.push_back(baseline());
    ratios.push_back(values.back() / baselines.back());
  }
  return {median(values), median(baselines), median(ratios)};
}

void Report::add(Row row) {
  if (rows_.empty()) {
    std::printf("%-44s %10s %-9s %10s %8s  %-22s %s\n", "name", "value", "unit", "baseline", "ratio",
                "goal: must (aim)", "reached");
  }
  const auto reached = row.reached();
  std::printf("%-44s %10s %-9s %10s %8s  %-22s %-4s%s%s\n", row.name.c_str(), figure(row.value).c_str(),
              row.unit.c_str(), figure(row.baseline).c_str(), figure(row.ratio).c_str(), row.goal_text().c_str(),
              !reached            ? "-"
              : row.aim_reached() ? "aim"
              : *reached          ? "must"
                                  : "no",
              row.against.empty() ? "" : "  ÷ ", row.against.c_str());
  std::fflush(stdout);
  rows_.push_back(std::move(row));
}

void Report::note(const std::string& text) {
  std::printf("  %s\n", text.c_str());
  std::fflush(stdout);
}

std::string Report::json() const {
  using Json = nlohmann::ordered_json;
  const auto maybe = [](std::optional<double> number) { return number ? Json(*number) : Json(nullptr); };
  Json rows = Json::array();
  for (const Row& row : rows_) {
    const auto reached = row.reached();
    rows.push_back({{"name", row.name},
                    {"value", row.value},
                    {"unit", row.unit},
                    {"baseline", maybe(row.baseline)},
                    {"against", row.against},
                    {"ratio", maybe(row.ratio)},
                    {"goal", row.goal ? Json(row.goal_text()) : Json(nullptr)},
                    {"reached", reached ? Json(*reached) : Json(nullptr)},
                    {"aim_reached", row.goal ? Json(row.aim_reached()) : Json(nullptr)}});
  }
  return Json{{"rows", rows}}.dump(1) + "\n";
}

}  // namespace gateway::bench
