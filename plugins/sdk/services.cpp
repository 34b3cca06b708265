#include "plugins/sdk/services.h"

namespace sdk {
namespace {

Outcome missing(const char* service) {
  return rejected(std::string("the host does not offer ") + service);
}

}  // namespace

Outcome outcome(const sus_outcome& from) {
  const bool known = from.answer >= SUS_OK && from.answer <= SUS_BROKEN;
  return {known ? static_cast<Answer>(from.answer) : Answer::broken, std::string(view(from.what)),
          std::chrono::milliseconds(from.not_before_ms)};
}

Services::Services(const sus_host* host)
    : host_(host),
      http_(static_cast<const sus_http_1*>(host->query(host, SUS_HTTP_1))),
      file_(static_cast<const sus_file_1*>(host->query(host, SUS_FILE_1))),
      log_(static_cast<const sus_log_1*>(host->query(host, SUS_LOG_1))),
      clock_(static_cast<const sus_clock_1*>(host->query(host, SUS_CLOCK_1))),
      stopping_(static_cast<const sus_stopping_1*>(host->query(host, SUS_STOPPING_1))) {}

Result<HttpResponse> Services::send(std::string_view endpoint, const HttpRequest& request) {
  if (http_ == nullptr) return missing(SUS_HTTP_1);
  std::vector<sus_http_header> headers;
  headers.reserve(request.headers.size());
  for (const auto& [name, value] : request.headers) headers.push_back({bytes(name), bytes(value)});
  const sus_http_request asked{bytes(endpoint), bytes(request.method), bytes(request.target),  headers.data(),
                               headers.size(),  bytes(request.body),   request.timeout.count()};
  sus_http_response answered{};
  const auto result = http_->send(host_, &asked, &answered);
  if (result.answer != SUS_OK) return outcome(result);
  HttpResponse response;
  response.status = answered.status;
  for (std::uint64_t i = 0; i < answered.header_count; ++i) {
    response.headers.emplace_back(view(answered.headers[i].name), view(answered.headers[i].value));
  }
  response.body = view(answered.body);
  return response;
}

Result<std::vector<FileEntry>> Services::list(std::string_view folder, std::string_view path) {
  if (file_ == nullptr) return missing(SUS_FILE_1);
  const sus_file_entry* found = nullptr;
  std::uint64_t count = 0;
  const auto result = file_->list(host_, bytes(folder), bytes(path), &found, &count);
  if (result.answer != SUS_OK) return outcome(result);
  std::vector<FileEntry> entries;
  entries.reserve(static_cast<std::size_t>(count));
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto& entry = found[i];
    const bool known = entry.kind <= SUS_FILE_OTHER;
    entries.push_back({std::string(view(entry.name)), entry.size, entry.mtime_ns, entry.inode,
                       known ? static_cast<FileKind>(entry.kind) : FileKind::other});
  }
  return entries;
}

Result<File> Services::open(std::string_view folder, std::string_view path) {
  if (file_ == nullptr) return missing(SUS_FILE_1);
  std::int32_t fd = -1;
  const auto result = file_->open(host_, bytes(folder), bytes(path), &fd);
  if (result.answer != SUS_OK) return outcome(result);
  return File(fd);
}

Outcome Services::rename(std::string_view folder, std::string_view from, std::string_view to) {
  if (file_ == nullptr) return missing(SUS_FILE_1);
  return outcome(file_->rename(host_, bytes(folder), bytes(from), bytes(to)));
}

void Services::log(LogLevel level, std::string_view message) {
  if (log_ != nullptr) log_->write(host_, static_cast<std::uint32_t>(level), bytes(message));
}

std::chrono::sys_time<std::chrono::milliseconds> Services::now() {
  const std::chrono::milliseconds since_epoch(clock_ == nullptr ? 0 : clock_->now_ms(host_));
  return std::chrono::sys_time<std::chrono::milliseconds>(since_epoch);
}

bool Services::stopping() {
  return stopping_ != nullptr && stopping_->stopping(host_) != 0;
}

}  // namespace sdk
