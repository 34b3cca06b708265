#pragma once

#include <string_view>
#include <vector>

#include "gateway/core/code_list.h"

namespace gateway::core {

/// The fields that are answered with codes, of insatser, of the AF/FK cooperation and of a task's rejection, for which
/// the lists have no code on the day; each once. [pure]
std::vector<std::string_view> without_codes(const CodeLists& lists, base::Date on);

}  // namespace gateway::core
