#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "contracts/abi/host.h"
#include "plugins/sdk/outcome.h"

namespace sdk {

/// A request to an endpoint that the plugin declared; `target` is path and query.
struct HttpRequest {
  std::string method;
  std::string target;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::chrono::milliseconds timeout{30000};
};

struct HttpResponse {
  unsigned status = 0;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  /// The first header with this name, in any case of letters; empty where there is none.
  std::string_view header(std::string_view name) const;
};

enum class FileKind : std::uint32_t {
  regular = SUS_FILE_REGULAR,
  folder = SUS_FILE_FOLDER,
  link = SUS_FILE_LINK,
  fifo = SUS_FILE_FIFO,
  other = SUS_FILE_OTHER
};

/// What stands in a folder; `kind` is of the entry itself, never of what a link points at.
struct FileEntry {
  std::string name;
  std::uint64_t size = 0;
  std::int64_t mtime_ns = 0;  ///< Since 1970-01-01 UTC.
  std::uint64_t inode = 0;
  FileKind kind = FileKind::other;
};

/// A read-only descriptor, closed at the end of its life.
class File {
 public:
  File() = default;
  explicit File(int fd) : fd_(fd) {}
  File(File&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  File& operator=(File&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~File();

  int fd() const { return fd_; }

  /// Up to `size` bytes at `offset`; 0 at the end. Throws Failure (retry) when the medium fails.
  std::size_t read(std::uint64_t offset, char* to, std::size_t size) const;

 private:
  int fd_ = -1;
};

enum class LogLevel : std::uint32_t {
  debug = SUS_LOG_DEBUG,
  info = SUS_LOG_INFO,
  warning = SUS_LOG_WARNING,
  error = SUS_LOG_ERROR
};

/// The host's services (contracts/abi/host.h), with standard types. Abstract, so that a plugin's own tests can stand in
/// for the gateway. A service that the host does not offer answers reject. [worker] unless tagged.
class Host {
 public:
  virtual ~Host() = default;

  /// A request to a declared endpoint. Retry: away, timed out or broken off, and nobody knows whether it arrived; deny:
  /// TLS or certificate refused; reject: endpoint not declared, or the answer broke a limit.
  virtual Result<HttpResponse> send(std::string_view endpoint, const HttpRequest& request) = 0;

  /// The entries of `path` ("" is the folder itself) in name order; a sub-folder that is not there is empty.
  virtual Result<std::vector<FileEntry>> list(std::string_view folder, std::string_view path = {}) = 0;

  /// A regular file of a declared folder, read-only. Links, folders and fifos are rejected.
  virtual Result<File> open(std::string_view folder, std::string_view path) = 0;

  /// Moves within a declared folder; missing sub-folders on the way to `to` are made. Never replaces anything.
  virtual Outcome rename(std::string_view folder, std::string_view from, std::string_view to) = 0;

  /// A line in the gateway's log: never personal data, never a secret setting. [any]
  virtual void log(LogLevel level, std::string_view message) = 0;

  /// The gateway's time, UTC. [any]
  virtual std::chrono::sys_time<std::chrono::milliseconds> now() = 0;

  /// Whether the running call should unwind and answer stop. [any]
  virtual bool stopping() = 0;
};

}  // namespace sdk
