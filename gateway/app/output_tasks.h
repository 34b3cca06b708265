#pragma once

#include <ostream>
#include <string_view>

#include "gateway/base/document.h"
#include "gateway/core/reason.h"

namespace gateway::app {

/// Prints the tasks of the array member; none are nothing.
void print_tasks(std::ostream& out, const base::Document& answer, std::string_view member, core::Language language);

/// Prints `task show`: whom it is about, all that is asked, what confirming it would do, and what stands in the way.
void print_task(std::ostream& out, const base::Document& answer, core::Language language);

/// Prints what somebody's word led to, and where it led to nothing why and what to do.
void print_reply(std::ostream& out, const base::Document& answer, core::Language language);

/// Prints what is done to the answers of a row, and to the figures.
void print_changes(std::ostream& out, const base::Document& answer, core::Language language);

}  // namespace gateway::app
