#pragma once

#include <string>
#include <vector>

#include "gateway/core/role.h"
#include "gateway/io/config/reader.h"
#include "gateway/io/config/rows.h"

namespace gateway::io {

/// The rows of roles of a policy, gathered file by file.
class RoleRows {
 public:
  /// Reads `[[role]]`: a right or an assignment that is unknown, a row that contradicts itself, and two of one role for
  /// the same day are refused with file and line.
  void read(Reader& file, Answered& answered);

  /// Roles that rows name and no row has: each with file and line, one a line. Empty when there is none.
  std::string unknown() const;

  bool empty() const { return rows_.empty(); }
  std::vector<core::Role> take() { return std::move(rows_); }

 private:
  struct Named {
    std::string role;
    std::string place;
  };
  std::vector<core::Role> rows_;
  std::vector<Named> named_;
};

}  // namespace gateway::io
