#include "plugins/sdk/host.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace sdk {
namespace {

char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

}  // namespace

std::string_view HttpResponse::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (std::equal(key.begin(), key.end(), name.begin(), name.end(),
                   [](char a, char b) { return lower(a) == lower(b); })) {
      return value;
    }
  }
  return {};
}

File::~File() {
  if (fd_ >= 0) ::close(fd_);
}

std::size_t File::read(std::uint64_t offset, char* to, std::size_t size) const {
  for (;;) {
    const auto got = ::pread(fd_, to, size, static_cast<off_t>(offset));
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) throw Failure(retry("a file could not be read"));
  }
}

}  // namespace sdk
