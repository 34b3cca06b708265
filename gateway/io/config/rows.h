#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/base/date.h"
#include "gateway/core/policy.h"
#include "gateway/io/config/reader.h"

namespace gateway::io {

/// The days that the gateway can write: of a row that says no period.
base::Period every_day();

/// `source` (must be there) and `verified`: every row says where it comes from, and whether somebody has confirmed it.
core::Origin read_origin(Reader& table);

/// Refuses texts that are not among `known`, which the fault names.
void only(Reader& table, std::string_view key, const std::vector<std::string>& texts,
          const std::vector<std::string_view>& known);

/// Rows that answer the same question on the same day contradict each other: each is told with where both stand.
class Answered {
 public:
  /// `question` is what the row answers, as a person reads it.
  void add(Reader& table, std::string question, const base::Period& valid);

 private:
  struct Row {
    std::string question;
    base::Period valid;
    std::string place;
  };
  std::vector<Row> rows_;
};

}  // namespace gateway::io
