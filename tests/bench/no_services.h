#pragma once

#include <chrono>
#include <string_view>

#include "gateway/host/log_sink.h"
#include "gateway/host/plugin.h"

namespace gateway::bench {

// What a plugin that only reads asks of its host.

class NoHttp final : public ports::HttpClient {
 public:
  base::Result<ports::HttpResponse> send(std::string_view, const ports::HttpRequest&,
                                         std::chrono::milliseconds) override {
    return base::rejected("there is no network here");
  }
};

class NoLog final : public host::LogSink {
 public:
  void write(host::LogLevel, std::string_view, std::string_view) override {}
};

}  // namespace gateway::bench
