#pragma once

#include <string>
#include <vector>

#include "gateway/flow/cooperation.h"
#include "gateway/flow/told_of_person.h"
#include "gateway/flow/under.h"

namespace gateway::flow {

// Requests of the AF/FK cooperation that wait for a consent (domain.md §3 b): kept as they were asked for, and decided
// anew when one is told, or something that protects the person, and on each new day.

/// The source that they are listed under, and named by with their key.
inline constexpr std::string_view kRequests = "register";

/// Keeps a request that was decided and waits, instead of the same one before; one that waits no longer is not kept.
/// What was decided `anew` and is rejected waits on, for nobody would hear of it. [writer thread]
base::Result<void> keep_or_drop(ports::Cases& cases, const ports::AskedAct& asked, const core::PersonNumber& number,
                                const core::CooperationDecision& decision, const Anew* anew, base::Instant now);

/// Keeps one no longer, whichever number its person is called by now: it is kept under the one that it was asked for
/// with. Fault reject where that cannot be read. [writer thread]
base::Result<void> unpark(ports::Cases& cases, const ports::ParkedAct& waits, base::Date today, base::Instant now);

/// Whether an act that names no case, of a kind that ends or discards one, takes back what waits for the person at the
/// office it is done for: then that is kept no longer, and this is the answer. Asks for role AND assignment there.
/// [writer thread]
base::Result<std::optional<ActAnswer>> take_back_parked(ports::Cases& cases, const Under& u,
                                                        const core::CooperationAct& act,
                                                        const core::PersonNumber& number);

/// Those that are selected: the person's, or the one that is named as the lists show it. [writer thread]
base::Result<std::vector<ports::ParkedAct>> parked_of(ports::Transaction& transaction, const ports::Selector& selector);

/// Decides them anew, in their turn, with what is told of their person, and writes them on the receipt. Authority is
/// that of who asked when it was asked for; but as the consent precedes the registration (§3 a), where it is of a later
/// day, on that day. [writer thread]
base::Result<void> decide_parked(ports::Transaction& transaction, const Surroundings& around,
                                 const std::vector<ports::ParkedAct>& waiting, const FactOfPerson& fact,
                                 Receipt& receipt);

/// Decides all of them anew, page by page: some wait for a day alone. What came of those that wait no longer is
/// counted. One that is damaged waits on, told in `faults`.
base::Result<void> decide_all_parked(const Surroundings& around, ports::PageCounts& counts,
                                     std::vector<std::string>& faults);

}  // namespace gateway::flow
