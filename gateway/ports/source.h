#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/result.h"

namespace gateway::ports {

/// Records in a row from one stream, at most 256, and the cursor that stands behind them. Their text is the source's,
/// and stands while the page is being taken.
struct Page {
  std::string stream;
  std::vector<std::string_view> records;  ///< JSON documents of contracts/schema, UTF-8, one each.
  std::string cursor;                     ///< Opaque; stored with the records, in one transaction.
};

/// How a pull ended without error.
struct Pulled {
  bool more = false;                                    ///< Pull again at once: there is more.
  std::optional<std::chrono::milliseconds> not_before;  ///< Asked to wait at least this long.
};

/// A system that records come from. Calls on one source never overlap. [worker]
class Source {
 public:
  virtual ~Source() = default;

  /// Reads on from `cursor` (empty at first). Hands each page to `take` and goes on only when it was stored; an error
  /// from `take` unwinds the pull and comes back as it is. Whatever the plugin does, the call ends: by an error with
  /// fault retry when it hung or died (it is restarted), or broken when it is quarantined.
  virtual base::Result<Pulled> pull(std::string_view stream, std::string_view cursor,
                                    const std::function<base::Result<void>(const Page&)>& take) = 0;

  /// Returns when the source may have news or `at_most` has passed, whichever is first. Whether it may have news: they
  /// are told once, however late this returns. [worker]
  [[nodiscard]] virtual bool wait(std::chrono::milliseconds at_most) = 0;

  /// Makes a running `wait` or `pull` end soon. [any thread]
  virtual void stop() = 0;
};

}  // namespace gateway::ports
