#pragma once

#include "gateway/base/result.h"
#include "gateway/host/descriptor.h"
#include "gateway/host/message.h"
#include "gateway/host/services.h"
#include "gateway/host/wire.h"

namespace gateway::host {

/// What the gateway says to a plugin's request for a service.
struct Served {
  bool answered = true;  ///< A log line is not.
  Writer answer;
  Descriptor descriptor;
};

/// Does what a frame from a runner asks for. Broken: the frame is none of the service's, or cannot be read.
base::Result<Served> serve(const Frame& frame, Services& services);

}  // namespace gateway::host
