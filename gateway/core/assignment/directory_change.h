#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gateway/core/assignment/change_set.h"

namespace gateway::core {

/// One cooperation organisation edited, or one insats made or edited; what is not said stays as it is.
struct DirectoryEdit {
  enum class Kind { edit_cooperation, add_insats, edit_insats };

  std::size_t row = 1;  ///< Of the document it stands in, from 1.
  Kind kind = Kind::edit_cooperation;
  std::string id;
  std::string cooperation;  ///< Of an insats that is made.
  std::optional<std::string> name;
  std::optional<base::Date> from;  ///< Of a cooperation organisation none but the day it has.
  std::optional<base::Date> to;    ///< The last day.
  bool open_ended = false;         ///< It has no last day any longer.
  // Of a cooperation organisation.
  std::optional<std::string> number;
  std::optional<std::vector<std::string>> municipalities;
  std::optional<std::vector<std::string>> members;
  // Of an insats.
  std::optional<Direction> direction;
  std::optional<bool> counts_only;
};

/// What somebody changes of the cooperation organisation (edit_cooperation: samverkansadministratör) and of its
/// insatser (edit_insatser: insatsansvarig). Whole or not at all.
struct DirectoryChange {
  std::string by;            ///< User who makes it.
  std::int64_t version = 0;  ///< Of the directory that it was made on.
  std::vector<DirectoryEdit> edits;
};

/// What the change does to the directory, which is of `version`. Each row is judged by the directory as it is: role AND
/// assignment of `by` today, and no pair of roles that is forbidden. The first day of a cooperation organisation stays;
/// an insats is within its days; a structural one is count only. Has no endings. [pure]
ChangeOutcome apply(const DirectoryChange& change, const Directory& directory, std::int64_t version, base::Date today,
                    base::Instant now);

}  // namespace gateway::core
