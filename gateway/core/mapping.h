#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "gateway/base/date.h"
#include "gateway/core/participation.h"

namespace gateway::core {

/// Where a municipality's insats belongs.
enum class Belonging {
  finsam,   ///< The Finsam insats `to`.
  task,     ///< A proposal to the office `to`, whose caseworker registers it.
  outside,  ///< Not for SUS; `to` says why.
  ask       ///< The caseworker must answer.
};

/// One row: (beslut, beställare, insats, unit, date) → where it belongs. "*" matches everything.
struct MappingRow {
  std::string beslut = "*";
  std::string ordered_by = "*";
  std::string insats = "*";
  std::string unit = "*";
  base::Period valid;
  Belonging belonging = Belonging::ask;
  std::string to;
  std::string kind;    ///< Of a task: preparatory | work_oriented.
  std::string owner;   ///< Who answers for the row.
  std::string source;  ///< Where it was agreed.
  std::uint32_t line = 0;

  /// What tells the row from the others: "ARB | Försörjningsstöd | Arbetsträning | * | 2014-01-01".
  std::string name() const;
};

/// What the table says of one participation.
struct MappingAnswer {
  const MappingRow* row = nullptr;    ///< The row that holds; null when none does.
  const MappingRow* near = nullptr;   ///< A row that matches but is not valid on the day.
  const std::string* name = nullptr;  ///< MappingRow::name of the row that holds.
};

/// The mapping table. Among rows that match, the one with the fewest wildcards holds; among equals the first.
class Mapping {
 public:
  Mapping() = default;
  explicit Mapping(std::vector<MappingRow> rows);

  MappingAnswer find(const Participation& participation, base::Date on) const;
  const std::vector<MappingRow>& rows() const { return rows_; }

 private:
  using Places = std::vector<std::uint32_t>;

  std::vector<MappingRow> rows_;
  std::vector<std::string> names_;                     ///< Of each row, made once.
  std::unordered_map<std::string, Places> of_insats_;  ///< Rows that name it.
  Places of_any_;                                      ///< Rows that take every insats.
};

}  // namespace gateway::core
