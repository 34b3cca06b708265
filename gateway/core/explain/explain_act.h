#pragma once

#include "gateway/base/document.h"
#include "gateway/core/cooperation/act_decision.h"
#include "gateway/core/policy.h"

namespace gateway::core {

/// Why an act, or a proposal of one, was answered so, in the shape of `explain` (explain.h): of its one unit the event
/// is the act's kind, or fact, and the outcome of an answered task the state it came to, with the `answer` and
/// `answer_name` of a no; `transition` {from, to, registrar} is the row of the table that it was judged by. Beside it
/// task, delay_days, held (why its message waits) and, where nothing is kept of what it rested on, without_basis. Holds
/// no personal data. [pure]
base::Document explain(const ActDecidedBefore& decided, const Policy& policy, base::Date today);

/// Why a task stands as it does, told by itself where no decision of it is kept: what an open one waits for, to the
/// office that `answers` it or to who proposed it, and what became of one that was answered, with the reason of a no.
/// In the same shape; the outcome is the task's state. [pure]
base::Document explain(const CooperationTask& task, bool answers, const Policy& policy, base::Date today);

/// What is told of an act that was settled and stored on a day, and of which nothing else is kept. [pure]
base::Document explain_stored(base::Date on);

/// The rule of the order of decisions on acts that gives an outcome, and by which a task is answered.
std::string_view rule_of_act(Outcome outcome, Language language);
std::string_view rule_of_answer(TaskEvent event, Language language);

}  // namespace gateway::core
