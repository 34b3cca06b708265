#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "gateway/flow/rules.h"
#include "gateway/ports/target.h"

namespace gateway::flow {

/// How delivery paces itself.
struct Pace {
  std::size_t batch = 64;                        ///< Messages in one push; one of a lane at most.
  std::chrono::milliseconds first_retry{1'000};  ///< Doubles with every attempt, with jitter of half to all of it …
  std::chrono::milliseconds longest_retry{300'000};  ///< … up to this.
  std::chrono::milliseconds idle{1'000};             ///< Between looks when nothing is due.
};

/// The order of things in sending, without I/O of its own: each event is answered with the next step. One message of a
/// registration is under way at most; what cannot be sent now waits by itself while others go on.
class Delivery {
 public:
  // Events
  struct Wake {};  ///< Something may be due.
  struct Answered {
    base::Result<std::vector<ports::PushAnswer>> answers;
  };  ///< To the last `Push`.

  // Steps
  struct Push {
    std::vector<core::Cleared> batch;
  };  ///< Hand these to the target; come back with `Answered`.
  struct Rest {
    std::chrono::milliseconds at_most;
  };  ///< Nothing to do; come back with `Wake`.

  using Event = std::variant<Wake, Answered>;
  using Step = std::variant<Push, Rest>;

  Delivery(Surroundings surroundings, Pace pace, core::Abilities abilities = {})
      : around_(std::move(surroundings)), pace_(pace), abilities_(abilities) {}

  /// To be called once before the first event: what a former process held is open again, its answer unknown.
  base::Result<void> begin();

  base::Result<Step> resume(Event event);

  /// The last event: keeps the answer and begins nothing new.
  base::Result<void> finish(Answered answered);

 private:
  struct Handed {
    std::int64_t sequence;
    int attempts;
  };

  base::Result<Step> look();
  /// Clears what is due and notes it as handed, stopped or held; answers how many were due.
  base::Result<std::size_t> claim(std::vector<core::Cleared>& batch);
  base::Result<void> stop(ports::Transaction& transaction, const ports::DueMessage& item, const core::Reason& why);
  /// What follows where the message never leaves.
  std::optional<core::Decision> after_stop(const ports::DueMessage& item, const core::Reason& why) const;
  /// Stores the answers that wait; they wait on where that fails.
  base::Result<void> settle();
  base::Result<void> settle_one(ports::Transaction& transaction, const Handed& handed, const ports::PushAnswer& answer);
  base::Instant again_at(int attempts, std::optional<std::chrono::milliseconds> not_before) const;

  Surroundings around_;
  Pace pace_;
  core::Abilities abilities_;
  std::vector<Handed> in_hands_;
  std::optional<Answered> answered_;  ///< Not stored so far: settled before anything else is done.
  int failures_ = 0;                  ///< Pushes in a row that failed as a whole.
  base::Instant rest_until_{};        ///< The target as a whole is left alone until then.
};

}  // namespace gateway::flow
