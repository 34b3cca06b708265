#pragma once

#include "gateway/core/assignment/staff.h"
#include "gateway/io/config/reader.h"

namespace gateway::io {

/// Reads the tables of a directory file that tell of its users as staff, none of which must be there: [[workplace]],
/// [[membership]], [[administration]], [[training]], [[deputy]], and the list protected_users.
core::StaffRows read_staff(Reader& file);

}  // namespace gateway::io
