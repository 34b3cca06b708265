#include "tests/unit/plugins/accorda/folder_host.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace accorda {

FolderHost::FolderHost() {
  std::string name = (std::filesystem::temp_directory_path() / "accorda-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  root_ = name;
  // A day ahead of the files' own times: what is dropped has settled unless a test says otherwise.
  now_ = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()) + std::chrono::hours(24);
}

FolderHost::~FolderHost() {
  std::error_code ignored;
  std::filesystem::remove_all(root_, ignored);
}

void FolderHost::write(const std::string& path, std::string_view text) const {
  std::filesystem::create_directories((root_ / path).parent_path());
  std::ofstream(root_ / path, std::ios::binary) << text;
}

std::vector<std::string> FolderHost::names(const std::string& path) const {
  std::vector<std::string> names;
  if (!exists(path)) return names;
  for (const auto& entry : std::filesystem::directory_iterator(root_ / path)) names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

sdk::Result<sdk::HttpResponse> FolderHost::send(std::string_view, const sdk::HttpRequest&) {
  return sdk::rejected("no endpoint");
}

sdk::Result<std::vector<sdk::FileEntry>> FolderHost::list(std::string_view folder, std::string_view path) {
  if (folder != "drop") return sdk::rejected("folder not declared");
  std::vector<sdk::FileEntry> entries;
  for (const auto& name : names(std::string(path))) {
    struct stat status {};
    if (::lstat((root_ / path / name).c_str(), &status) != 0) continue;
    const auto kind = S_ISREG(status.st_mode)    ? sdk::FileKind::regular
                      : S_ISDIR(status.st_mode)  ? sdk::FileKind::folder
                      : S_ISLNK(status.st_mode)  ? sdk::FileKind::link
                      : S_ISFIFO(status.st_mode) ? sdk::FileKind::fifo
                                                 : sdk::FileKind::other;
    entries.push_back({name, static_cast<std::uint64_t>(status.st_size),
                       std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec,
                       static_cast<std::uint64_t>(status.st_ino), kind});
  }
  return entries;
}

sdk::Result<sdk::File> FolderHost::open(std::string_view folder, std::string_view path) {
  const int fd = folder == "drop" ? ::open((root_ / path).c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) : -1;
  if (fd < 0) return sdk::rejected("no such file");
  return sdk::File(fd);
}

sdk::Outcome FolderHost::rename(std::string_view folder, std::string_view from, std::string_view to) {
  if (renames_left == 0) throw Died();
  if (renames_left > 0) --renames_left;
  if (folder != "drop" || exists(std::string(to)) || !exists(std::string(from))) return sdk::rejected("not moved");
  std::filesystem::create_directories((root_ / to).parent_path());
  std::filesystem::rename(root_ / from, root_ / to);
  return sdk::ok();
}

void FolderHost::log(sdk::LogLevel, std::string_view message) {
  logged.append(message).push_back('\n');
}

sdk::Answer Pages::page(const std::vector<std::string>& records, std::string_view at) {
  if (before_page) before_page();
  if (pages_left == 0) return sdk::Answer::stop;
  if (pages_left > 0) --pages_left;
  ++pages;
  largest = std::max(largest, records.size());
  all.insert(all.end(), records.begin(), records.end());
  cursor = at;
  return sdk::Answer::ok;
}

sdk::Outcome drain(sdk::Source& source, Pages& pages) {
  for (;;) {
    auto pulled = source.pull("participations", pages.cursor, pages);
    if (!pulled.outcome.ok() || !pulled.more) return pulled.outcome;
  }
}

}  // namespace accorda
