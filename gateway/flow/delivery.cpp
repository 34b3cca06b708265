#include "gateway/flow/delivery.h"

#include <algorithm>
#include <utility>

#include "gateway/core/counting.h"
#include "gateway/core/settle.h"
#include "gateway/flow/only_proposed.h"
#include "gateway/flow/told_of_person.h"

namespace gateway::flow {

namespace {

/// Who says what the node's answers tell.
constexpr std::string_view kNode = "node";

}  // namespace

base::Result<void> Delivery::begin() {
  return around_.ledger.write([](ports::Transaction& transaction) { return transaction.take_back(); });
}

base::Result<Delivery::Step> Delivery::resume(Event event) {
  if (auto* answered = std::get_if<Answered>(&event)) answered_ = std::move(*answered);
  if (auto settled = settle(); !settled) return settled.error();
  return look();
}

base::Result<void> Delivery::finish(Answered answered) {
  answered_ = std::move(answered);
  return settle();
}

base::Result<Delivery::Step> Delivery::look() {
  const base::Instant start = around_.clock.now();
  if (start < rest_until_) return Step(Rest{std::min(pace_.idle, rest_until_ - start)});
  for (;;) {
    Push push;
    const auto due = claim(push.batch);
    if (!due) return due.error();
    if (!push.batch.empty()) return Step(std::move(push));
    if (*due == 0) return Step(Rest{pace_.idle});
    // What was stopped or held made room for what stands behind it.
  }
}

base::Result<std::size_t> Delivery::claim(std::vector<core::Cleared>& batch) {
  std::size_t seen = 0;
  const Rules rules = around_.rules();
  auto looked = around_.ledger.write([&](ports::Transaction& transaction) -> base::Result<void> {
    batch.clear();
    in_hands_.clear();
    const base::Instant now = around_.clock.now();
    const std::chrono::hours interval(
        rules.policy->threshold(core::Threshold::totals_hours, around_.clock.day_of(now)));
    if (auto queued = transaction.queue_totals(now, interval); !queued) return queued;
    const auto directory = transaction.directory();
    if (!directory) return directory.error();
    auto due = transaction.due(now, pace_.batch);
    if (!due) return due.error();
    seen = due->size();
    for (ports::DueMessage& item : *due) {
      item.facts.target = abilities_;
      core::Clearance clearance =
          core::clear(item.message, item.facts, **directory, *rules.policy, around_.clock.day_of(now), now);
      base::Result<void> noted;
      if (auto* cleared = std::get_if<core::Cleared>(&clearance)) {
        noted = transaction.hand(item.sequence, now);
        batch.push_back(std::move(*cleared));
        in_hands_.push_back({item.sequence, item.attempts});
      } else if (const auto* stopped = std::get_if<core::Stopped>(&clearance)) {
        noted = stop(transaction, item, stopped->reason);
      } else {
        noted = transaction.hold(item.sequence, std::get<core::Held>(clearance), now);
      }
      if (!noted) return noted;
    }
    return {};
  });
  if (!looked) {
    in_hands_.clear();
    return looked.error();
  }
  return seen;
}

base::Result<void> Delivery::stop(ports::Transaction& transaction, const ports::DueMessage& item,
                                  const core::Reason& why) {
  const base::Instant now = around_.clock.now();
  if (const auto decision = after_stop(item, why)) {
    auto stopped = transaction.attempt([&] { return transaction.stop(item.sequence, why, decision, now); });
    // What is damaged of the record holds up nobody else; it is stopped all the same.
    if (stopped || stopped.error().fault != base::Fault::reject) return stopped;
  }
  return transaction.stop(item.sequence, why, std::nullopt, now);
}

std::optional<core::Decision> Delivery::after_stop(const ports::DueMessage& item, const core::Reason& why) const {
  if (!item.facts.registration) return std::nullopt;
  auto decision = core::settle_stopped(item.message, why, *item.facts.registration, item.sex);
  if (!decision) return std::nullopt;
  core::leave_uncounted(*decision, 0, *around_.rules().policy, around_.clock.day_of(around_.clock.now()));
  // In a closed year nobody is counted: what the record is then, its next reading says.
  return decision->note ? std::move(decision) : std::nullopt;
}

base::Result<void> Delivery::settle() {
  if (!answered_) return {};
  const auto& answers = answered_->answers;
  const bool whole = answers.has_value() && answers->size() == in_hands_.size();
  const base::Instant failed_until = again_at(failures_, std::nullopt);
  auto stored = around_.ledger.write([&](ports::Transaction& transaction) -> base::Result<void> {
    for (std::size_t i = 0; i < in_hands_.size(); ++i) {
      if (!whole) {
        if (auto again = transaction.retry(in_hands_[i].sequence, failed_until); !again) return again;
        continue;
      }
      auto one = transaction.attempt([&] { return settle_one(transaction, in_hands_[i], (*answers)[i]); });
      if (one) continue;
      if (one.error().fault == base::Fault::retry) return one;
      // One that cannot be stored holds up nobody else: it is sent again, and recognised.
      const auto later = around_.clock.now() + pace_.longest_retry;
      if (auto again = transaction.retry(in_hands_[i].sequence, later); !again) return again;
    }
    return {};
  });
  if (!stored) return stored;
  failures_ = whole ? 0 : failures_ + 1;
  if (!whole) rest_until_ = failed_until;
  answered_.reset();
  in_hands_.clear();
  return {};
}

base::Result<void> Delivery::settle_one(ports::Transaction& transaction, const Handed& handed,
                                        const ports::PushAnswer& answer) {
  switch (answer.kind) {
    case ports::PushAnswer::Kind::retry:
      return transaction.retry(handed.sequence, again_at(handed.attempts, answer.not_before));
    case ports::PushAnswer::Kind::reject:
      return transaction.bury(handed.sequence, answer.what, around_.clock.now());
    case ports::PushAnswer::Kind::answered:
      break;
  }
  const auto item = transaction.handed(handed.sequence);
  if (!item) return item.error();
  const auto& [admitted, reasons] = answer.answer;
  const base::Instant now = around_.clock.now();
  const bool hides = core::says_protected(item->message, admitted, reasons);
  const auto died = core::says_deceased(item->message, admitted, reasons, around_.clock.day_of(now));
  std::optional<core::PersonNumber> known_there;
  if (hides || died) {
    // Before the name leaves with the answer.
    auto whose = transaction.whose(item->message.registration);
    // What is damaged in the person's row keeps the answer from nobody.
    if (!whose && whose.error().fault != base::Fault::reject) return whose.error();
    if (whose) known_there = std::move(*whose);
  }
  std::optional<core::Decision> decision;
  if (item->facts.registration) {
    decision = core::settle(item->message, admitted, *item->facts.registration, item->sex, reasons);
    core::leave_uncounted(*decision, 0, *around_.rules().policy, around_.clock.day_of(now));
  }
  if (auto settled = transaction.settle(handed.sequence, answer.answer, decision, now); !settled) return settled;
  if (item->message.kind == core::MessageKind::request && admitted == core::Admitted::proposed)
    return only_proposed(transaction, around_, item->message.registration);
  if (!known_there) return {};
  // Who has said it is not told.
  if (hides) {
    if (auto kept = transaction.protect(*known_there, {}, now, core::Protection::unknown); !kept) return kept;
  } else if (auto kept = transaction.deceased(*known_there, *died, kNode, now); !kept) {
    return kept;
  }
  const ProtectiveFact fact{hides, hides ? std::nullopt : died};
  return reach_others(transaction, around_, around_.rules(), *known_there, fact, {kNode, {}, {}, {}, true, true});
}

base::Instant Delivery::again_at(int attempts, std::optional<std::chrono::milliseconds> not_before) const {
  auto wait = pace_.first_retry;
  for (int i = 0; i < attempts && wait < pace_.longest_retry; ++i) wait *= 2;
  wait = std::min(wait, pace_.longest_retry);
  const auto jittered = std::chrono::milliseconds(
      static_cast<std::int64_t>(static_cast<double>(wait.count()) * (0.5 + around_.random.fraction() / 2)));
  return around_.clock.now() + std::max(jittered, not_before.value_or(std::chrono::milliseconds(0)));
}

}  // namespace gateway::flow
