#pragma once

#include "plugins/sdk/host.h"

namespace sdk {

/// The services of a C host behind the C++ words.
class Services : public Host {
 public:
  explicit Services(const sus_host* host);

  Result<HttpResponse> send(std::string_view endpoint, const HttpRequest& request) override;
  Result<std::vector<FileEntry>> list(std::string_view folder, std::string_view path) override;
  Result<File> open(std::string_view folder, std::string_view path) override;
  Outcome rename(std::string_view folder, std::string_view from, std::string_view to) override;
  void log(LogLevel level, std::string_view message) override;
  std::chrono::sys_time<std::chrono::milliseconds> now() override;
  bool stopping() override;

 private:
  const sus_host* host_;
  const sus_http_1* http_;
  const sus_file_1* file_;
  const sus_log_1* log_;
  const sus_clock_1* clock_;
  const sus_stopping_1* stopping_;
};

/// Between the two sides' words for bytes and outcomes.
inline sus_bytes bytes(std::string_view text) {
  return {text.data(), text.size()};
}
inline std::string_view view(sus_bytes text) {
  return text.size == 0 ? std::string_view() : std::string_view(text.data, static_cast<std::size_t>(text.size));
}
Outcome outcome(const sus_outcome& from);

}  // namespace sdk
