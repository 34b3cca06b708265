#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "gateway/base/document.h"
#include "gateway/io/http/client.h"

namespace gateway::io {

/// Where a plugin runs.
enum class Isolation {
  process,  ///< In a process of its own, with limits and a filter of system calls.
  thread    ///< In the gateway: for own plugins and trusted input.
};

/// What one process of a plugin may use.
struct PluginLimits {
  std::int64_t memory_mib = 512;
  std::int64_t cpu_seconds = 60;  ///< For one call.
  std::int64_t files = 64;
};

/// A plugin as it is configured, source or target.
struct PluginConfig {
  std::string id;      ///< Of this instance; the scope of signatures.
  std::string plugin;  ///< Path of the library, or its name in the folder of plugins when it holds no slash.
  Isolation isolation = Isolation::process;
  bool own_network = false;   ///< The plugin may open connections itself; shown wherever plugins are listed.
  base::Document settings;    ///< Handed to the plugin as JSON (io/json/document_json.h); its places are those of
  std::string settings_file;  ///< this file: see place_of (toml.h).
  std::map<std::string, std::string> folders;     ///< Declared name → path.
  std::map<std::string, HttpEndpoint> endpoints;  ///< Declared name → endpoint, named "ID/DECLARED NAME".
  PluginLimits limits;
  std::chrono::milliseconds call_timeout{std::chrono::seconds(60)};  ///< Without progress.
};

/// A system that records come from.
struct SourceConfig : PluginConfig {
  std::chrono::milliseconds poll{std::chrono::seconds(30)};  ///< The longest time between two looks.
  std::vector<std::string> streams;                          ///< Empty: the one without a name.
};

/// How long to wait after a failed delivery: doubled each time, with jitter.
struct Backoff {
  std::chrono::milliseconds initial{std::chrono::seconds(1)};
  std::chrono::milliseconds max{std::chrono::minutes(5)};
};

/// The system that registrations go to.
struct TargetConfig : PluginConfig {
  std::int64_t batch = 100;                                     ///< Messages at once; 256 at most.
  std::chrono::milliseconds timeout{std::chrono::seconds(30)};  ///< For one attempt.
  Backoff backoff;
  std::chrono::milliseconds follow{std::chrono::seconds(5)};  ///< How often the node's feed is asked for news.
};

}  // namespace gateway::io
