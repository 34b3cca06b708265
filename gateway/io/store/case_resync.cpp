// The node's feed read anew: what goes with a node that was restored.
#include <chrono>

#include "gateway/core/cooperation/told.h"
#include "gateway/io/store/cases.h"
#include "gateway/io/store/values.h"

namespace gateway::io::store {

namespace {

/// No page is older when it is taken: what was delivered since may be missing in it.
constexpr std::chrono::minutes kPageAge{5};

}  // namespace

void SqliteCases::refuse_lost(KeptCase& kept, const core::ToldCase* told, base::Instant now) {
  if (core::silent(kept.course) || (told != nullptr && core::silent(told->course))) return;
  const std::vector<core::Reason> reasons = {{core::Code::registration_unknown}};
  for (const OutboxRow& message : s_.outbox.delivered_acts(kept.registration.row, now - kPageAge)) {
    const core::Message sent = unpack_message(message.body, {});
    if (!sent.course || core::protective(*sent.course) || (told != nullptr && core::tells_of(*told, sent))) continue;
    s_.outbox.move(message.sequence, Course::rejected, base::Instant{}, reasons, "", now);
    keep_refusal(message, reasons, now);
    decisions_.answered(message.sequence, core::Outcome::rejected, reasons);
    decisions_.let_go(message.sequence);
    rows_.forget_act(message.sequence);
    if (sent.task) rows_.remove_task(*sent.task);
    kept.refused = reasons;
    kept.refused_at = now;
  }
}

base::Result<void> SqliteCases::begin_resync(bool restored) {
  return guarded([&] { rows_.begin_resync(restored ? Untold::restored : Untold::read_anew); });
}

base::Result<std::size_t> SqliteCases::end_resync(base::Instant now) {
  return guarded([&] {
    std::size_t gone = 0;
    for (const std::int64_t row : rows_.untold()) {
      auto kept = rows_.at(row);
      if (!kept) continue;
      if (kept->untold == Untold::restored) refuse_lost(*kept, nullptr, now);
      kept->untold = Untold::no;
      kept->left = true;
      rows_.put(*kept);
      if (!waits(*kept, false)) leave(*kept, now);
      ++gone;
    }
    return gone;
  });
}

}  // namespace gateway::io::store
