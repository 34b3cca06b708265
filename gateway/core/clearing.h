#pragma once

#include <string_view>
#include <utility>

#include "gateway/core/clear.h"

namespace gateway::core {

/// What `clear` is made of, seen by nothing else: the one maker of core::Cleared.
struct Clearing {
  static Clearance pass(Message message, std::optional<Person> person = std::nullopt) {
    return Cleared(std::move(message), std::move(person));
  }
};

/// What of a person may be told today in one flow.
struct Sent {
  const Policy& policy;
  Flow flow;
  base::Date today;

  bool operator()(std::string_view field) const { return policy.sends(flow, field, today); }
};

inline void keep(const Sent& sent, std::string_view field, std::string& value) {
  if (!value.empty() && !sent(field)) value.clear();
}

inline Person listed(Person person, const Sent& sent) {
  keep(sent, "number", person.number);
  keep(sent, "given_name", person.given_name);
  keep(sent, "family_name", person.family_name);
  if (!sent("sex")) person.sex.reset();
  return person;
}

/// The answers that may leave; of somebody protected, none that points at them (domain.md §3 l).
inline void keep_listed(FieldAnswers& answers, const Sent& sent, bool hidden) {
  erase_if(answers, [&](const auto& answer) {
    const FieldDescription& field = description(answer.first);
    return !sent(field.id) || (hidden && field.leaves_on_protection);
  });
}

/// Whether consent was taken back, or a no said after it (domain.md §3 j), that no later consent has replaced.
inline bool taken_back(const Standing& standing, const std::optional<base::Date>& consent, base::Date today) {
  const Standing now = with_told(standing, today);
  const auto stands = [&](const std::optional<base::Date>& no) { return no && !(consent && *no < *consent); };
  return stands(now.withdrawn) || stands(now.declined);
}

/// How soon a message is looked at again that no field list lets through, or that the target cannot take.
inline constexpr std::chrono::hours kUntilPossible{1};

/// A request, an act or a reply of the AF/FK cooperation, whose registration is there and not ended.
Clearance clear_act(const Message& message, const ClearFacts& facts, const Directory& directory, const Policy& policy,
                    base::Date today, base::Instant now);

}  // namespace gateway::core
