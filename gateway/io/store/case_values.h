#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/cooperation/case.h"
#include "gateway/core/cooperation/task.h"
#include "gateway/core/reason.h"

/// Values of the AF/FK cooperation as the text of one column, and back. Reading throws StoreError where the text is
/// damaged.
namespace gateway::io::store {

/// All but its handover, which its registration says.
std::string pack(const core::CooperationCase& course);
core::CooperationCase unpack_case(std::string_view text);

std::string pack(const core::CooperationTask& task);
core::CooperationTask unpack_task(std::string_view text);

/// Takes from reasons that are kept in the clear what somebody has written: a word that nobody knew, whatever it is.
void drop_what_was_written(std::vector<core::Reason>& reasons);

}  // namespace gateway::io::store
