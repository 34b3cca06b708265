#pragma once

#include <condition_variable>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "gateway/flow/intake.h"
#include "gateway/host/plugin.h"

namespace gateway::app {

/// What reading a source until it had no more brought.
struct Drained {
  ports::PageCounts counts;
  std::int64_t records = 0;                             ///< Participations.
  std::int64_t expected = 0;                            ///< Of them, as told when their sets began; 0: not known.
  std::vector<ports::SetNotice> ended;                  ///< Sets that became complete, failed or were told incomplete.
  std::optional<std::chrono::milliseconds> look_again;  ///< The source asked to be looked at again then.
};

/// Called for each page on disk.
using PageTaken = std::function<void(const std::string& source, const Drained& so_far)>;

/// One source, read in a thread of its own: whenever it may have news, and at once when asked.
class SourceLoop {
 public:
  struct Settings {
    std::string id;
    std::vector<std::string> streams;
    std::chrono::milliseconds poll{std::chrono::seconds(30)};
  };

  /// `after` is called, in the loop's thread, behind each reading, whatever ended it: what was taken is stored.
  SourceLoop(Settings settings, std::unique_ptr<ports::Source> source, flow::Surroundings around,
             std::function<void(const Drained&)> after, std::function<void(const base::Error&)> failed);
  ~SourceLoop();

  /// Begins to read by itself; without it the loop reads only when asked.
  void start();
  void stop();

  /// Reads until there is no more, waiting for sets that still have to settle; with `dry_run` nothing is kept.
  base::Result<Drained> drain(bool dry_run, const PageTaken& taken);

  const std::string& id() const { return settings_.id; }

 private:
  struct Order {
    bool dry_run;
    const PageTaken* taken;
    std::promise<base::Result<Drained>> answer;
  };

  void run();
  base::Result<Drained> read_all(bool dry_run, bool patient, const PageTaken& taken);
  base::Result<void> read_into(Drained& drained, bool dry_run, bool patient, const PageTaken& taken);
  base::Result<ports::Pulled> read_stream(const std::string& stream, flow::Intake& intake, bool dry_run,
                                          Drained& drained, const PageTaken& taken);

  Settings settings_;
  std::unique_ptr<ports::Source> source_;
  flow::Surroundings around_;
  std::function<void(const Drained&)> after_;
  std::function<void(const base::Error&)> failed_;
  std::mutex reading_;  ///< Held by whoever calls the source.
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<Order> order_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace gateway::app
