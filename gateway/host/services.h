#pragma once

#include <chrono>
#include <string_view>
#include <vector>

#include "gateway/base/date.h"
#include "gateway/base/result.h"
#include "gateway/host/descriptor.h"
#include "gateway/host/folder.h"
#include "gateway/host/log_sink.h"
#include "gateway/ports/http.h"

namespace gateway::host {

/// What a plugin may ask of its host (contracts/abi/host.h). The gateway does it; the runner asks the gateway to.
class Services {
 public:
  virtual ~Services() = default;

  virtual base::Result<ports::HttpResponse> send(std::string_view endpoint, const ports::HttpRequest& request,
                                                 std::chrono::milliseconds timeout) = 0;
  virtual base::Result<std::vector<FolderEntry>> list(std::string_view folder, std::string_view path) = 0;
  virtual base::Result<Descriptor> open(std::string_view folder, std::string_view path) = 0;
  virtual base::Result<void> rename(std::string_view folder, std::string_view from, std::string_view to) = 0;
  virtual void log(LogLevel level, std::string_view message) = 0;
  virtual base::Instant now() = 0;
  virtual bool stopping() = 0;
};

}  // namespace gateway::host
