#include "gateway/io/store/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <utility>

namespace gateway::io::store {

base::Result<Lock> Lock::take(const std::string& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return base::broken(file + ": the ledger's lock cannot be made; check the folder and its owner");
  if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return Lock(descriptor);
  ::close(descriptor);
  return base::Error{base::Fault::retry, file + ": another process has the ledger open; stop it, or ask it instead"};
}

Lock::Lock(Lock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

Lock::~Lock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

base::Result<void> make_folder_of(const std::string& file) {
  const std::filesystem::path folder = std::filesystem::path(file).parent_path();
  std::error_code fault;
  if (folder.empty() || std::filesystem::is_directory(folder, fault)) return {};
  std::filesystem::create_directories(folder.parent_path(), fault);
  if (::mkdir(folder.c_str(), 0700) != 0) return base::broken(folder.string() + ": the folder cannot be made");
  return {};
}

}  // namespace gateway::io::store
