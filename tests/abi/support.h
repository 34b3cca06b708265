#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "gateway/host/plugin.h"

/// What the tests of the plugin border share: a log that remembers, a web that answers, a clock that stands.
namespace border {

using namespace gateway;

inline std::string fixture(const std::string& name) {
  return GATEWAY_BUILD_DIR "/tests/abi/fixtures/" + name + ".so";
}

struct Log : host::LogSink {
  void write(host::LogLevel, std::string_view plugin, std::string_view message) override {
    const std::lock_guard lock(mutex);
    lines.push_back(std::string(plugin) + ": " + std::string(message));
  }
  bool has(std::string_view part) {
    const std::lock_guard lock(mutex);
    for (const auto& line : lines) {
      if (line.find(part) != std::string::npos) return true;
    }
    return false;
  }
  std::mutex mutex;
  std::vector<std::string> lines;
};

/// Answers every request with itself.
struct Echo : ports::HttpClient {
  base::Result<ports::HttpResponse> send(std::string_view endpoint, const ports::HttpRequest& request,
                                         std::chrono::milliseconds) override {
    const auto header = request.headers.empty() ? std::string() : request.headers[0].first + request.headers[0].second;
    return ports::HttpResponse{
        207, {{"x", "y"}}, std::string(endpoint) + request.method + request.target + header + request.body};
  }
};

/// Time moves only when a test says so.
struct Clock {
  std::shared_ptr<std::chrono::steady_clock::time_point> time =
      std::make_shared<std::chrono::steady_clock::time_point>();
  void pass(std::chrono::milliseconds span) { *time += span; }
  std::function<std::chrono::steady_clock::time_point()> now() const {
    return [time = time] { return *time; };
  }
};

class PluginTest : public ::testing::Test {
 protected:
  host::PluginConfig config(const std::string& name) {
    host::PluginConfig config;
    config.library = fixture(name);
    config.id = name;
    config.restart.now = clock.now();
    config.call_timeout = std::chrono::seconds(20);
    return config;
  }
  base::Result<std::unique_ptr<host::Plugin>> start(const host::PluginConfig& how) {
    return host::Plugin::start(how, web, log);
  }
  std::unique_ptr<host::Plugin> started(const host::PluginConfig& how) {
    auto plugin = start(how);
    EXPECT_TRUE(plugin.has_value()) << (plugin ? "" : plugin.error().what);
    return plugin ? std::move(*plugin) : nullptr;
  }

  /// The sentence with which a start was refused; empty where it was not.
  std::string refusal(const host::PluginConfig& how) {
    const auto plugin = start(how);
    return plugin ? "" : plugin.error().what;
  }

  /// Pulls once and keeps the pages.
  base::Result<ports::Pulled> pull(ports::Source& source, std::string_view stream, std::string_view cursor = "") {
    return source.pull(stream, cursor, [this](const ports::Page& page) {
      keep(page);
      return base::Result<void>();
    });
  }

  void keep(const ports::Page& page) {
    pages.push_back({page.stream, {page.records.begin(), page.records.end()}, page.cursor});
  }

  Log log;
  Echo web;
  Clock clock;
  /// What outlives the taking of a page.
  struct Kept {
    std::string stream;
    std::vector<std::string> records;
    std::string cursor;

    friend bool operator==(const Kept&, const Kept&) = default;
  };
  std::vector<Kept> pages;
};

inline void expect_says(const std::string& text, std::string_view part) {
  EXPECT_NE(text.find(part), std::string::npos) << "got: " << text;
}

}  // namespace border
