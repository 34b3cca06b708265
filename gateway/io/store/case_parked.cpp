// Requests of the AF/FK cooperation that wait for a consent, and what is said of the paper of one.
#include <algorithm>

#include "gateway/core/consent.h"
#include "gateway/io/store/case_values.h"
#include "gateway/io/store/cases.h"

namespace gateway::io::store {

base::Result<void> SqliteCases::keep_paper(const base::RegistrationId& id, const core::ConsentPaper& paper) {
  return guarded([&] {
    const auto registration = s_.registrations.find(id);
    if (registration) papers_.put(registration->row, paper);
  });
}

base::Result<void> SqliteCases::park(const ports::AskedAct& asked, const core::PersonNumber& number,
                                     const core::UnitOutcome& why, base::Instant now) {
  return guarded([&] {
    // An answer is waited for until it has been asked for (domain.md §3 b).
    const base::Date due = core::answer_due_on(asked.act.happened.value_or(asked.act.by.on));
    const base::Instant from = std::max(now, base::Instant(std::chrono::sys_days(due.ymd())));
    core::UnitOutcome kept = why;
    for (auto* reasons : {&kept.reasons, &kept.warnings}) drop_what_was_written(*reasons);
    parked_.put(asked, s_.vault.of_person(number), kept, now, from + s_.parked);
    s_.audit.append({"park", std::nullopt, std::string(core::id(why.reasons.front().code))}, now);
  });
}

base::Result<std::vector<ports::ParkedAct>> SqliteCases::parked(const ports::ParkedFilter& filter) {
  return guarded([&] {
    if (!filter.number) return parked_.of(filter.key, filter.after, filter.limit);
    std::vector<ports::ParkedAct> all;
    for (const Mark& mark : s_.persons.linked(s_.vault.of_person(*filter.number))) {
      auto more = parked_.of_person(mark);
      std::move(more.begin(), more.end(), std::back_inserter(all));
    }
    return all;
  });
}

base::Result<void> SqliteCases::unpark(const ports::AskedAct& asked, const core::PersonNumber& number,
                                       base::Instant now) {
  return guarded([&] {
    if (!parked_.remove(asked, s_.vault.of_person(number))) return;
    if (!asked.key.empty()) decisions_.waits_no_more(s_.vault.of_act(asked.key));
    s_.audit.append({"unpark", std::nullopt, ""}, now);
  });
}

}  // namespace gateway::io::store
