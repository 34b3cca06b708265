#include "gateway/app/report_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

namespace gateway::app {

namespace {

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

bool sync_folder(const std::filesystem::path& folder) {
  const host::Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return opened && ::fsync(opened.fd()) == 0;
}

}  // namespace

ReportFile::ReportFile(std::filesystem::path path) : path_(std::move(path)), unfinished_(path_.string() + ".part") {
  // What lies there was left by a crash, or by somebody else, and may be a link.
  ::unlink(unfinished_.c_str());
  file_ = host::Descriptor(::open(unfinished_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
}

ReportFile::~ReportFile() {
  if (file_ && !finished_) ::unlink(unfinished_.c_str());
}

base::Error ReportFile::failure() const {
  return {base::Fault::retry, "the report " + path_.string() + " cannot be written: is there room and right?"};
}

base::Result<void> ReportFile::write(std::string_view text) {
  if (!file_ || !write_all(file_.fd(), text)) return failure();
  return {};
}

base::Result<void> ReportFile::finish() {
  if (!file_ || ::fsync(file_.fd()) != 0) return failure();
  if (::rename(unfinished_.c_str(), path_.c_str()) != 0) return failure();
  finished_ = true;
  if (!sync_folder(path_.parent_path())) return failure();
  return {};
}

base::Error SpoolFile::failure() const {
  return {base::Fault::retry, "a report in " + folder_.string() + " cannot be written: is there room and right?"};
}

base::Result<std::uint64_t> SpoolFile::put(std::string_view bytes) {
  if (!file_) {
    std::string name = (folder_ / ".report.XXXXXX").string();
    file_ = host::Descriptor(::mkostemp(name.data(), O_CLOEXEC));
    if (file_) ::unlink(name.c_str());
  }
  if (!file_ || !write_all(file_.fd(), bytes)) return failure();
  const std::uint64_t place = size_;
  size_ += bytes.size();
  return place;
}

base::Result<void> SpoolFile::read(std::uint64_t place, std::span<char> into) {
  while (!into.empty()) {
    const auto got = ::pread(file_.fd(), into.data(), into.size(), static_cast<off_t>(place));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return failure();
    place += static_cast<std::uint64_t>(got);
    into = into.subspan(static_cast<std::size_t>(got));
  }
  return {};
}

}  // namespace gateway::app
