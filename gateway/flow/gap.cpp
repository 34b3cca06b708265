#include "gateway/flow/gap.h"

#include <algorithm>

namespace gateway::flow {

namespace {
constexpr std::chrono::minutes kFirst{1};
constexpr std::chrono::hours kLongest{1};
constexpr std::int64_t kDoublings = 6;
}  // namespace

std::chrono::milliseconds wait_for_reading(std::int64_t readings) {
  return std::min<std::chrono::milliseconds>(kFirst * (1 << std::min(readings, kDoublings)), kLongest);
}

base::Result<void> ask_anew(ports::Transaction& transaction, base::Instant now) {
  auto gap = transaction.in_step().gap();
  if (!gap) return gap.error();
  if (!*gap) gap->emplace(ports::FeedGap{now, {}, {}, ports::GapReason::asked});
  (*gap)->next = now;
  (*gap)->reading = false;
  return transaction.in_step().keep_gap(*gap);
}

}  // namespace gateway::flow
