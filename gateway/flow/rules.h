#pragma once

#include <functional>
#include <memory>
#include <string>

#include "gateway/core/catalogue.h"
#include "gateway/core/mapping.h"
#include "gateway/core/policy.h"
#include "gateway/ports/clock.h"
#include "gateway/ports/codec.h"
#include "gateway/ports/ledger.h"
#include "gateway/ports/random.h"

namespace gateway::flow {

/// The rules in force: replaced as a whole when their files change, never altered.
struct Rules {
  std::shared_ptr<const core::Mapping> mapping;
  std::shared_ptr<const core::Policy> policy;
  std::string organisation;                               ///< The gateway's own.
  std::shared_ptr<const core::Catalogue> catalogue = {};  ///< Null where none is configured.
};

/// What every flow works with. All outlive it.
struct Surroundings {
  ports::Ledger& ledger;
  const ports::Codec& codec;
  const ports::Clock& clock;
  ports::Random& random;
  std::function<Rules()> rules;  ///< The rules now. [any thread]
};

}  // namespace gateway::flow
