#pragma once

#include <mutex>

#include "gateway/host/services.h"
#include "gateway/host/wire.h"
#include "gateway/ports/source.h"

namespace gateway::host {

/// The services as the runner has them: each asks the gateway over the border and waits. When the gateway is gone, the
/// process ends: there is nobody left to work for. [any thread, while a call runs]
class RemoteServices : public Services {
 public:
  /// `wire` outlives it; while a call runs, only this object uses it.
  explicit RemoteServices(Wire& wire) : wire_(wire) {}

  base::Result<ports::HttpResponse> send(std::string_view endpoint, const ports::HttpRequest& request,
                                         std::chrono::milliseconds timeout) override;
  base::Result<std::vector<FolderEntry>> list(std::string_view folder, std::string_view path) override;
  base::Result<Descriptor> open(std::string_view folder, std::string_view path) override;
  base::Result<void> rename(std::string_view folder, std::string_view from, std::string_view to) override;
  void log(LogLevel level, std::string_view message) override;
  base::Instant now() override;
  bool stopping() override;

  /// Hands a page over; an error means unwind.
  base::Result<void> take(const ports::Page& page);

 private:
  Frame ask(Kind kind, const Writer& question);

  Wire& wire_;
  std::mutex mutex_;
  Writer page_;  ///< The last page: the next one has room.
};

}  // namespace gateway::host
