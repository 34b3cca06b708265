#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/date.h"
#include "gateway/core/cooperation/request.h"
#include "gateway/core/mapping.h"
#include "gateway/core/policy.h"

namespace gateway::core {

/// What an activity of the AF/FK cooperation is for.
enum class ActivityKind { preparatory, work_oriented };

std::string_view name(ActivityKind kind);

/// What a county means by a kind of activity.
struct Definition {
  ActivityKind kind = ActivityKind::preparatory;
  std::string name;  ///< As people say it.
  std::string text;
  std::string county;
  std::string owner;
  std::vector<std::string> agreed_by;
  base::Period valid;
  Origin origin;
};

/// How one office classes an activity of its own.
struct LocalActivity {
  std::string name;  ///< As the office calls it.
  std::string office;
  ActivityKind kind = ActivityKind::preparatory;
  std::string owner;
  std::vector<std::string> agreed_by;
  base::Period valid;
  Origin origin;
};

/// What is meant by an answer that is asked for: "directly before" is within one week, 100 % is 40 hours.
struct FieldDefinition {
  std::vector<Field> fields;
  std::string text;
  std::string text_en;
  base::Period valid;
  Origin origin;
};

/// The concept catalogue: one meaning for each kind, which local activities are of it, and what the fields ask for
/// (domain.md §4).
struct Catalogue {
  std::vector<Definition> definitions;
  std::vector<LocalActivity> activities;
  std::vector<FieldDefinition> fields = {};
};

/// The row by which an office classes an activity on a day; null where the catalogue has none. Names are compared as
/// `folded` has them. Refers to what is given. [pure]
const LocalActivity* activity_at(const Catalogue& catalogue, std::string_view activity, std::string_view office,
                                 base::Date on);

/// All of it that can change a decision, which is how offices class their activities, in one text that does not depend
/// on the order of rows, on owners or on sources; empty where there is none. Stands behind the policy's in what the
/// hash is made of. [pure]
std::string canonical(const Catalogue& catalogue);

/// Activities that offices class differently on a day: for each, all offices' rows, by their names in
/// Swedish order. Names are compared as `folded` has them. [pure]
std::vector<std::vector<LocalActivity>> differences(const Catalogue& catalogue, base::Date on);

/// A mapping row that takes an activity for another kind than the office it goes to does.
struct Contradiction {
  const MappingRow* row = nullptr;
  const LocalActivity* activity = nullptr;
};

/// Rows for a task whose insats the catalogue has at that office on a day of the row, as the other kind: one of the two
/// is wrong, and figures that rest on both cannot be trusted (domain.md §4). Refers to what is given. [pure]
std::vector<Contradiction> contradictions(const Mapping& mapping, const Catalogue& catalogue);

}  // namespace gateway::core
