#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace gateway::bench {

/// What a row must reach and aims at, as the project's performance goals say.
struct Goal {
  enum class Of { ratio, value };
  Of of = Of::ratio;
  bool at_least = true;
  double must = 0;
  double aim = 0;
};

/// One figure, with its baseline of the same run.
struct Row {
  std::string name;
  double value = 0;
  std::string unit;
  std::optional<double> baseline = {};  ///< In the same unit.
  std::string against = {};             ///< What the baseline is.
  std::optional<double> ratio = {};     ///< As the goal counts it: see `against`.
  std::optional<Goal> goal = {};

  std::optional<bool> reached() const;
  bool aim_reached() const;
  std::string goal_text() const;
};

/// Medians of something and its baseline, run by turns.
struct Pair {
  double value = 0;
  double baseline = 0;
  double ratio = 0;  ///< The median of value ÷ baseline.
};

Pair by_turns(int times, const std::function<double()>& ours, const std::function<double()>& baseline);

/// What a run is asked for.
struct Wish {
  std::size_t size = 50'000;  ///< Registrations in the ledger.
  int times = 3;
  bool nginx = true;
};

/// Collects rows and shows each as it comes.
class Report {
 public:
  void add(Row row);
  void note(const std::string& text);
  std::string json() const;

 private:
  std::vector<Row> rows_;
};

}  // namespace gateway::bench
