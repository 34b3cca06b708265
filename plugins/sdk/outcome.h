#pragma once

#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

#include "contracts/abi/types.h"

namespace sdk {

/// What the caller should do next (contracts/abi/types.h).
enum class Answer : std::int32_t {
  ok = SUS_OK,
  retry = SUS_RETRY,
  reject = SUS_REJECT,
  deny = SUS_DENY,
  stop = SUS_STOP,
  broken = SUS_BROKEN
};

/// An answer, when to come back (0: not said) and one sentence for a person, without personal data.
struct Outcome {
  Answer answer = Answer::ok;
  std::string what;
  std::chrono::milliseconds not_before{0};

  bool ok() const { return answer == Answer::ok; }
};

inline Outcome ok(std::string what = {}) {
  return {Answer::ok, std::move(what), {}};
}
inline Outcome retry(std::string what, std::chrono::milliseconds not_before = std::chrono::milliseconds(0)) {
  return {Answer::retry, std::move(what), not_before};
}
inline Outcome rejected(std::string what) {
  return {Answer::reject, std::move(what), {}};
}
inline Outcome denied(std::string what) {
  return {Answer::deny, std::move(what), {}};
}
inline Outcome stopped() {
  return {Answer::stop, "stopping", {}};
}
inline Outcome broken(std::string what) {
  return {Answer::broken, std::move(what), {}};
}

/// A value, or the outcome that says why there is none.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT(google-explicit-constructor)
  Result(Outcome outcome)
      : state_(std::in_place_index<1>, std::move(outcome)) {}  // NOLINT(google-explicit-constructor)

  explicit operator bool() const { return state_.index() == 0; }
  T& operator*() { return std::get<0>(state_); }
  const T& operator*() const { return std::get<0>(state_); }
  T* operator->() { return &std::get<0>(state_); }
  const T* operator->() const { return &std::get<0>(state_); }
  const Outcome& outcome() const { return std::get<1>(state_); }

 private:
  std::variant<T, Outcome> state_;
};

/// Thrown to unwind out of deep code: the border turns it into its outcome. Any other exception becomes BROKEN with a
/// general sentence, since its text may hold personal data.
class Failure : public std::runtime_error {
 public:
  explicit Failure(Outcome outcome) : std::runtime_error(outcome.what), outcome_(std::move(outcome)) {}
  const Outcome& outcome() const { return outcome_; }

 private:
  Outcome outcome_;
};

}  // namespace sdk
