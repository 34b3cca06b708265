#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "gateway/base/date.h"
#include "gateway/base/result.h"
#include "gateway/host/instance.h"
#include "gateway/host/limits.h"
#include "gateway/host/log_sink.h"
#include "gateway/host/restart.h"
#include "gateway/host/target_channel.h"
#include "gateway/ports/http.h"
#include "gateway/ports/source.h"

namespace gateway::host {

class Supervisor;

/// How one plugin is to run.
struct PluginConfig {
  enum class Isolation {
    process,  ///< In its own process, confined: the default.
    thread    ///< In this process, on the caller's thread: own plugins with trusted input only. A crash is ours.
  };

  std::string library;          ///< Path of the .so.
  std::string id;               ///< The configured name, for logs and errors.
  std::string settings = "{}";  ///< A JSON object; opaque here.
  Isolation isolation = Isolation::process;
  Limits limits;
  std::chrono::milliseconds call_timeout{60000};  ///< Without progress; a pull's clock starts anew at each page.
  std::chrono::milliseconds stop_grace{5000};     ///< For unwinding after `stop`.
  std::map<std::string, std::string> folders;     ///< Declared name -> path.
  std::map<std::string, std::string> endpoints;   ///< Declared name -> the name that the HttpClient knows.
  std::chrono::milliseconds http_timeout{30000};  ///< The most that one request may take.
  bool own_network = false;                       ///< The manifest asks for it and the configuration allows it.
  std::string runner;                             ///< Path of sus-gateway-runner; empty: beside this program.
  RestartPolicy restart;
  std::function<base::Instant()> now;  ///< What gateway.clock/1 says; empty: the system's clock.
};

/// A plugin at work. Ends its process, in order, at the end of its life; sources and targets keep it alive.
class Plugin {
 public:
  /// Loads, vets and starts it. An error is one clear line: it cannot be loaded, is no plugin, speaks another contract,
  /// describes itself badly, refuses its settings (reject), or died or hung meanwhile (broken).
  /// `http` and `log` outlive the plugin.
  static base::Result<std::unique_ptr<Plugin>> start(PluginConfig config, ports::HttpClient& http, LogSink& log);

  /// What a library says about itself, without settings: `plugin describe`. It is loaded in a runner of its own.
  static base::Result<About> inspect(const std::string& library, const std::string& runner = {});

  /// Id, version and description, as they were at the start. [any thread]
  const About& about() const { return about_; }
  const std::string& describe() const { return about_.description; }

  /// Can it reach its system? The plugin's own sentence, as value or as error. [worker]
  base::Result<std::string> check();

  /// Its source or target; null where it has none.
  std::unique_ptr<ports::Source> source();
  std::unique_ptr<TargetChannel> target();

  /// How it is: running, backing off or quarantined. [any thread]
  Health state() const;

  /// Ends a quarantine or a back-off, on an operator's word: the next call starts the plugin again. [any thread]
  void release();

  /// Ends what is running and refuses further calls. [any thread]
  void stop();

 private:
  Plugin(std::shared_ptr<Supervisor> supervisor, About about, PluginConfig config);

  std::shared_ptr<Supervisor> supervisor_;
  About about_;
  PluginConfig config_;
};

}  // namespace gateway::host
