#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gateway::support {

/// Asks again and again until `holds` or the time is up; answers whether it holds.
bool eventually(std::chrono::milliseconds within, const std::function<bool()>& holds);

/// A program started by a test. It ends with the object, and with the test: by its own id only.
class Process {
 public:
  /// Where the program's streams go; files are appended to.
  struct Streams {
    std::filesystem::path in = "/dev/null";
    std::filesystem::path out = "/dev/null";
    std::filesystem::path err = "/dev/null";
  };

  /// Variables beside the test's own.
  using Environment = std::vector<std::pair<std::string, std::string>>;

  /// `command[0]` is the program's path.
  Process(const std::vector<std::string>& command, const Streams& streams, const Environment& environment = {});
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  pid_t pid() const { return pid_; }
  bool running();
  void signal(int number);
  /// The exit code, or 128 + the signal that ended it; none where it still runs when the time is up.
  std::optional<int> wait(std::chrono::milliseconds within);
  /// Asks it to end and waits; kills it where it does not. The exit code.
  int stop();

 private:
  pid_t pid_ = 0;
  std::optional<int> ended_;
};

/// How a command ended and what it said.
struct Finished {
  int code = 0;
  std::string out;
  std::string err;
};

/// Runs a command to its end in `folder`; a minute at most, then it is killed and the code is 137.
Finished run(const std::vector<std::string>& command, const std::filesystem::path& folder,
             const std::string& input = {});

/// Running descendants of a process whose program has this name.
std::vector<pid_t> descendants(pid_t ancestor, const std::string& program);

/// A port on the loopback that nobody listens on.
int unused_port();

}  // namespace gateway::support
