#pragma once

#include <string>

#include "gateway/base/result.h"

namespace gateway::io::store {

/// The one process that has the ledger: an exclusive lock on a file, gone with the process. [any thread]
class Lock {
 public:
  /// Refused at once where another process, or this one, has it.
  static base::Result<Lock> take(const std::string& file);

  Lock(Lock&& other) noexcept;
  Lock& operator=(Lock&&) = delete;
  ~Lock();

 private:
  explicit Lock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

/// Makes the folder that `file` lies in, mode 0700, where it is missing.
base::Result<void> make_folder_of(const std::string& file);

}  // namespace gateway::io::store
