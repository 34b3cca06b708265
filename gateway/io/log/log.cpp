#include "gateway/io/log/log.h"

#include <spdlog/logger.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <array>

#include "gateway/io/clock.h"
#include "gateway/io/json/codec_writer.h"
#include "gateway/io/log/redaction.h"

namespace gateway::io {

namespace {

constexpr std::array<std::string_view, 4> kNames = {"debug", "info", "warning", "error"};

/// A value as text that is safe to show.
std::string shown(const LogField& field) {
  if (const auto* text = std::get_if<std::string_view>(&field.value)) return redacted(*text);
  if (const auto* number = std::get_if<std::int64_t>(&field.value)) return redacted(std::to_string(*number));
  return std::get<bool>(field.value) ? "true" : "false";
}

std::string json_line(LogLevel level, std::string_view component, std::string_view message, Log::Fields fields) {
  JsonWriter out;
  out.begin_object().key("at").value(base::text(SystemClock().now())).key("level").value(name(level));
  out.key("component").value(component).key("message").value(redacted(message));
  for (const LogField& field : fields) {
    out.key(field.key);
    const auto* number = std::get_if<std::int64_t>(&field.value);
    const std::string text = shown(field);
    if (const auto* truth = std::get_if<bool>(&field.value)) {
      out.value(*truth);
    } else if (number != nullptr && text == std::to_string(*number)) {
      out.value(*number);
    } else {
      out.value(text);
    }
  }
  out.end_object();
  return out.take();
}

/// As it is, or in quotes where it would break the line or be taken for two things.
std::string quoted_if_needed(const std::string& text, std::string_view special) {
  std::string quoted;
  append_json_string(quoted, text);
  const bool same = quoted.size() == text.size() + 2;
  if (same && text.find_first_of(special) == std::string::npos) return text;
  return quoted;
}

std::string text_line(LogLevel level, std::string_view component, std::string_view message, Log::Fields fields) {
  std::string line = base::text(SystemClock().now());
  line.append(" ").append(name(level)).append(8 - name(level).size(), ' ');
  line.append(component).append(": ").append(quoted_if_needed(redacted(message), ""));
  for (const LogField& field : fields) {
    const std::string text = shown(field);
    line.append(" ").append(field.key).append("=").append(text.empty() ? "\"\"" : quoted_if_needed(text, " ="));
  }
  return line;
}

std::shared_ptr<spdlog::sinks::sink> sink_for(const std::string& file) {
  if (file.empty()) return std::make_shared<spdlog::sinks::stderr_sink_mt>();
  return std::make_shared<spdlog::sinks::basic_file_sink_mt>(file);
}

}  // namespace

std::string_view name(LogLevel level) {
  return kNames[static_cast<std::size_t>(level)];
}

struct Log::State {
  State(const Settings& wanted, std::shared_ptr<spdlog::sinks::sink> sink)
      : least(wanted.least), form(wanted.form), logger("gateway", std::move(sink)) {
    logger.set_pattern("%v");
    logger.set_level(spdlog::level::trace);
    logger.flush_on(spdlog::level::trace);
    // A full disk must not fill standard error as well.
    logger.set_error_handler([](const std::string&) {});
  }

  LogLevel least;
  Form form;
  spdlog::logger logger;
};

Log::Log(std::unique_ptr<State> state) : state_(std::move(state)) {}
Log::~Log() = default;

base::Result<std::unique_ptr<Log>> Log::open(const Settings& settings) {
  try {
    return std::unique_ptr<Log>(new Log(std::make_unique<State>(settings, sink_for(settings.file))));
  } catch (const std::exception&) {
    return base::broken(settings.file + ": the log cannot be written there; name a file in a folder that exists");
  }
}

bool Log::writes(LogLevel level) const {
  return level >= state_->least;
}

void Log::write(LogLevel level, std::string_view component, std::string_view message, Fields fields) {
  if (!writes(level)) return;
  try {
    const std::string line = state_->form == Form::json ? json_line(level, component, message, fields)
                                                        : text_line(level, component, message, fields);
    state_->logger.log(spdlog::level::info, spdlog::string_view_t(line.data(), line.size()));
  } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch): nowhere is left to say it
  }
}

}  // namespace gateway::io
