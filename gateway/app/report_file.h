#pragma once

#include <filesystem>
#include <string_view>

#include "gateway/base/result.h"
#include "gateway/host/descriptor.h"
#include "gateway/report/spool.h"

namespace gateway::app {

/// A report that is being written: under a name of its own, until it is whole and on disk. One that is given up is
/// removed. Errors name the report.
class ReportFile {
 public:
  explicit ReportFile(std::filesystem::path path);
  ReportFile(const ReportFile&) = delete;
  ReportFile& operator=(const ReportFile&) = delete;
  ~ReportFile();

  base::Result<void> write(std::string_view text);
  /// Gives it its name, in place of an older one.
  base::Result<void> finish();

 private:
  base::Error failure() const;

  std::filesystem::path path_;
  std::filesystem::path unfinished_;
  host::Descriptor file_;
  bool finished_ = false;
};

/// A report's spool: a file beside it that has no name, and is gone when this is. Made when it is needed.
class SpoolFile final : public report::Spool {
 public:
  explicit SpoolFile(std::filesystem::path folder) : folder_(std::move(folder)) {}

  base::Result<std::uint64_t> put(std::string_view bytes) override;
  base::Result<void> read(std::uint64_t place, std::span<char> into) override;

 private:
  base::Error failure() const;

  std::filesystem::path folder_;
  host::Descriptor file_;
  std::uint64_t size_ = 0;
};

}  // namespace gateway::app
