#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/base/document.h"
#include "gateway/base/result.h"
#include "gateway/io/control/line_channel.h"

namespace gateway::io {

/// The other end of ControlServer. [one thread]
class ControlClient {
 public:
  /// Nothing where no server listens at `path`. Fault deny where this user may not connect.
  static base::Result<std::optional<ControlClient>> connect(const std::string& path);

  /// Asks for an operation and waits for its answer, `patience` at most between two things the server says; an error of
  /// the server comes back as it is. Fault retry where the server went away: it is not known whether it was done.
  base::Result<base::Document> call(std::string_view operation, const base::Document& arguments,
                                    const std::function<void(const base::Document&)>& progress = {},
                                    std::chrono::milliseconds patience = std::chrono::hours(12));

 private:
  explicit ControlClient(OwnedSocket socket);

  LineChannel channel_;
};

}  // namespace gateway::io
