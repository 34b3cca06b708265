#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/flow/rules.h"

namespace gateway::flow {

/// A record that waits for a yes, as its source names it. The key may hold a person number: not for everybody's eyes.
struct Waiting {
  std::string source;
  std::string key;
  std::string file;
  std::uint32_t line = 0;
};

/// What a selector found, or what of it a yes is for.
struct Meant {
  std::vector<ports::RecordRef> records = {};
  std::vector<base::RegistrationId> cases = {};  ///< Of the AF/FK cooperation.
  std::vector<Waiting> waiting = {};             ///< Records and requests, where a number alone selected them.
  std::vector<ports::ParkedAct> requests = {};   ///< Of the AF/FK cooperation, that wait for a consent.
};

/// Whether it is told that somebody consents: the only answer that opens a registration.
bool is_yes(const core::Consent& told);

/// What of `found` a yes of `by` may be for. A consent holds for one registration in and one form of cooperation
/// (domain.md §3): a record or a case that is named is meant; of a number alone only the records and requests that
/// wait for a yes, and no case, for it has its consent. Left out is what `by` may not register (core/authority.h): for
/// them it is not there. [writer thread]
base::Result<Meant> answerable(ports::Transaction& transaction, const Surroundings& around, const Rules& rules,
                               const ports::Selector& selector, const Meant& found, std::string_view by);

}  // namespace gateway::flow
