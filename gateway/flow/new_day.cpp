#include "gateway/flow/new_day.h"

#include <utility>

namespace gateway::flow {

base::Result<std::optional<Again>> NewDay::begin() {
  const base::Date today = clock_.day_of(clock_.now());
  if (begun_ == today) return std::optional<Again>();
  auto decided = intake_.decide_pending(std::nullopt);
  if (!decided) return decided.error();
  begun_ = today;
  return std::optional(std::move(*decided));
}

}  // namespace gateway::flow
