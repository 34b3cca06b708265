#include "gateway/io/crypto/private_file.h"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace gateway::io {

namespace {

base::Error failed(const std::string& path, std::string_view what) {
  return base::broken(path + ": " + std::string(what) + ": " + std::generic_category().message(errno));
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int fd() const { return fd_; }

 private:
  int fd_;
};

base::Result<void> sync_folder_of(const std::string& path) {
  std::string folder = std::filesystem::path(path).parent_path().string();
  if (folder.empty()) folder = ".";
  const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (descriptor.fd() < 0 || ::fsync(descriptor.fd()) != 0) return failed(folder, "cannot be synced");
  return {};
}

}  // namespace

base::Result<bool> touch_private(const std::string& path) {
  const Descriptor made(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (made.fd() < 0) {
    if (errno == EEXIST) return false;
    return failed(path, "cannot be made");
  }
  if (auto synced = sync_folder_of(path); !synced) return synced.error();
  return true;
}

base::Result<std::optional<std::string>> read_private(const std::string& path, std::string_view what) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.fd() < 0) {
    if (errno == ENOENT) return std::optional<std::string>();
    return failed(path, "cannot be read");
  }
  struct stat status {};
  if (::fstat(file.fd(), &status) != 0) return failed(path, "cannot be read");
  if ((status.st_mode & 077) != 0) {
    return base::broken(path + ": " + std::string(what) +
                        " can be read or changed by others than its owner; run chmod 600 on it");
  }
  std::array<char, 4096> buffer{};
  const ssize_t size = ::read(file.fd(), buffer.data(), buffer.size());
  if (size < 0) return failed(path, "cannot be read");
  std::optional<std::string> text(std::in_place, buffer.data(), static_cast<std::size_t>(size));
  OPENSSL_cleanse(buffer.data(), buffer.size());
  return text;
}

base::Result<void> write_new(const std::string& path, std::string_view text, unsigned mode) {
  const std::string draft = path + ".new";
  {
    ::unlink(draft.c_str());
    const Descriptor file(::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
    if (file.fd() < 0) return failed(path, "cannot be made");
    const ssize_t size = ::write(file.fd(), text.data(), text.size());
    if (size != static_cast<ssize_t>(text.size()) || ::fsync(file.fd()) != 0) return failed(path, "cannot be written");
  }
  // link, unlike rename, does not replace what another process made meanwhile
  if (::link(draft.c_str(), path.c_str()) != 0) {
    const base::Error error = failed(path, "cannot be made");
    ::unlink(draft.c_str());
    return error;
  }
  ::unlink(draft.c_str());
  return sync_folder_of(path);
}

}  // namespace gateway::io
