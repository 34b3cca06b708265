#pragma once

#include <memory>
#include <utility>

#include "gateway/core/cooperation/register.h"
#include "gateway/flow/rules.h"

namespace gateway::flow {

/// The same bytes as an id of another kind.
template <typename To>
To id_of(const base::RegistrationId& id) {
  return To{id.bytes};
}

/// What an act or an answer in the cooperation is decided under, by the rules now.
struct Under {
  Under(const Surroundings& around_, std::shared_ptr<const core::Directory> directory_)
      : around(around_),
        rules(around_.rules()),
        directory(std::move(directory_)),
        now(around_.clock.now()),
        today(around_.clock.day_of(now)) {}

  core::CaseCircumstances circumstances(const base::RegistrationId& new_case) const {
    return {*directory,
            *rules.policy,
            today,
            now,
            id_of<core::CaseId>(new_case),
            id_of<core::TaskId>(around.random.registration()),
            false};
  }

  const Surroundings& around;
  Rules rules;
  std::shared_ptr<const core::Directory> directory;
  base::Instant now;
  base::Date today;
};

inline base::Result<Under> under(ports::Transaction& transaction, const Surroundings& around) {
  auto directory = transaction.directory();
  if (!directory) return directory.error();
  return Under(around, std::move(*directory));
}

}  // namespace gateway::flow
