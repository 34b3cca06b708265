#include "gateway/host/c_services.h"

#include "gateway/host/border.h"

namespace gateway::host {

/// No exception may reach the plugin: each function ends its own.
struct CServices::Border {
  static CServices& of(const sus_host* host) { return *static_cast<CServices*>(host->context); }

  static sus_outcome outcome(std::string& what, base::Error error) {
    what = std::move(error.what);
    return {static_cast<sus_answer>(answer(error.fault)), 0, 0, bytes(what)};
  }

  template <typename Call>
  static sus_outcome guarded(std::string& what, Call call) noexcept {
    try {
      const base::Result<void> result = call();
      if (result) return {SUS_OK, 0, 0, {nullptr, 0}};
      return outcome(what, result.error());
    } catch (...) {
      return {SUS_BROKEN, 0, 0, bytes("a service of the host failed")};
    }
  }

  static sus_outcome send(const sus_host* host, const sus_http_request* asked, sus_http_response* answered) {
    auto& self = of(host);
    return guarded(self.http_what_, [&]() -> base::Result<void> {
      ports::HttpRequest request{
          std::string(view(asked->method)), std::string(view(asked->target)), {}, std::string(view(asked->body))};
      for (std::uint64_t i = 0; i < asked->header_count; ++i) {
        request.headers.emplace_back(view(asked->headers[i].name), view(asked->headers[i].value));
      }
      auto response = self.services_.send(view(asked->endpoint), request, std::chrono::milliseconds(asked->timeout_ms));
      if (!response) return response.error();
      self.response_ = std::move(*response);
      self.headers_.clear();
      for (const auto& [name, value] : self.response_.headers) self.headers_.push_back({bytes(name), bytes(value)});
      *answered = {self.response_.status, 0, self.headers_.data(), self.headers_.size(), bytes(self.response_.body)};
      return {};
    });
  }

  static sus_outcome list(const sus_host* host, sus_bytes folder, sus_bytes path, const sus_file_entry** entries,
                          std::uint64_t* count) {
    auto& self = of(host);
    return guarded(self.file_what_, [&]() -> base::Result<void> {
      auto found = self.services_.list(view(folder), view(path));
      if (!found) return found.error();
      self.entries_ = std::move(*found);
      self.c_entries_.clear();
      for (const auto& entry : self.entries_) {
        self.c_entries_.push_back(
            {bytes(entry.name), entry.size, entry.mtime_ns, entry.inode, static_cast<std::uint32_t>(entry.kind), 0});
      }
      *entries = self.c_entries_.data();
      *count = self.c_entries_.size();
      return {};
    });
  }

  static sus_outcome open(const sus_host* host, sus_bytes folder, sus_bytes path, std::int32_t* fd) {
    auto& self = of(host);
    return guarded(self.file_what_, [&]() -> base::Result<void> {
      auto file = self.services_.open(view(folder), view(path));
      if (!file) return file.error();
      *fd = file->release();
      return {};
    });
  }

  static sus_outcome rename(const sus_host* host, sus_bytes folder, sus_bytes from, sus_bytes to) {
    auto& self = of(host);
    return guarded(self.file_what_, [&] { return self.services_.rename(view(folder), view(from), view(to)); });
  }

  static void log(const sus_host* host, std::uint32_t level, sus_bytes message) {
    try {
      of(host).services_.log(level > SUS_LOG_ERROR ? LogLevel::error : static_cast<LogLevel>(level), view(message));
    } catch (...) {  // A line that cannot be written is not worth a plugin.
      return;
    }
  }

  static std::int64_t now_ms(const sus_host* host) {
    try {
      return of(host).services_.now().time_since_epoch().count();
    } catch (...) {
      return 0;
    }
  }

  static std::int32_t stopping(const sus_host* host) {
    try {
      return of(host).services_.stopping() ? 1 : 0;
    } catch (...) {
      return 1;
    }
  }

  static const void* query(const sus_host*, const char* id) {
    static constexpr sus_http_1 kHttp{send};
    static constexpr sus_file_1 kFile{list, open, rename};
    static constexpr sus_log_1 kLog{log};
    static constexpr sus_clock_1 kClock{now_ms};
    static constexpr sus_stopping_1 kStopping{stopping};
    const std::string_view asked(id);
    if (asked == SUS_HTTP_1) return &kHttp;
    if (asked == SUS_FILE_1) return &kFile;
    if (asked == SUS_LOG_1) return &kLog;
    if (asked == SUS_CLOCK_1) return &kClock;
    if (asked == SUS_STOPPING_1) return &kStopping;
    return nullptr;
  }
};

CServices::CServices(Services& services) : services_(services), host_{SUS_GATEWAY_ABI, this, Border::query} {}

}  // namespace gateway::host
