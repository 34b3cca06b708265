#pragma once

#include <string>

#include "gateway/api/engine.h"
#include "gateway/core/directory.h"
#include "gateway/core/processing.h"

namespace gateway::api {

/// What a register of processing is written with.
struct ProcessingContext {
  const core::Directory& directory;
  std::string organisation;  ///< The gateway's own.
  Setup setup;               ///< As it is now, whatever the day of the register.
  base::Document plugins;    ///< What Engine::plugins answers: what each that runs says of itself.
};

/// Document gateway.processing/1, for the data protection officer. It names organisations, never a person.
base::Document document_of(const core::ProcessingRegister& all, const ProcessingContext& with);

}  // namespace gateway::api
