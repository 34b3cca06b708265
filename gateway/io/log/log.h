#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "gateway/base/result.h"

namespace gateway::io {

enum class LogLevel { debug, info, warning, error };

std::string_view name(LogLevel level);

/// Something a line is about, by name: `{"records", 256}`. The name is a word of ours, never content.
struct LogField {
  LogField(std::string_view field, std::string_view text) : key(field), value(text) {}
  LogField(std::string_view field, const char* text) : key(field), value(std::string_view(text)) {}
  LogField(std::string_view field, const std::string& text) : key(field), value(std::string_view(text)) {}
  LogField(std::string_view field, bool truth) : key(field), value(truth) {}
  template <std::integral Number>
  LogField(std::string_view field, Number number) : key(field), value(static_cast<std::int64_t>(number)) {}

  std::string_view key;
  std::variant<std::string_view, std::int64_t, bool> value;
};

/// What operators read: one line an event, with moment, level, component, message and fields. Whoever writes keeps
/// personal data out of it; what still looks like a person number is replaced (`redacted`). Audit entries go into the
/// ledger, never only here. [any thread]
class Log {
 public:
  enum class Form {
    json,  ///< {"at":…,"level":…,"component":…,"message":…, fields}
    text   ///< 2026-11-21T22:14:03.120Z info    intake: 256 records stored source=accorda
  };

  struct Settings {
    LogLevel least = LogLevel::info;
    Form form = Form::json;
    std::string file;  ///< Appended to; empty: standard error.
  };

  static base::Result<std::unique_ptr<Log>> open(const Settings& settings);
  ~Log();

  using Fields = std::initializer_list<LogField>;

  /// Never fails: what cannot be written is lost.
  void write(LogLevel level, std::string_view component, std::string_view message, Fields fields = {});

  void debug(std::string_view component, std::string_view message, Fields fields = {}) {
    write(LogLevel::debug, component, message, fields);
  }
  void info(std::string_view component, std::string_view message, Fields fields = {}) {
    write(LogLevel::info, component, message, fields);
  }
  void warning(std::string_view component, std::string_view message, Fields fields = {}) {
    write(LogLevel::warning, component, message, fields);
  }
  void error(std::string_view component, std::string_view message, Fields fields = {}) {
    write(LogLevel::error, component, message, fields);
  }

  /// Whether a line of that level would be written.
  bool writes(LogLevel level) const;

 private:
  struct State;
  explicit Log(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace gateway::io
