#include "gateway/io/config/plugin_config_reader.h"

#include <algorithm>

#include "gateway/io/config/toml.h"
#include "gateway/io/http/base_url.h"

namespace gateway::io {

namespace {

using namespace std::chrono_literals;

HttpEndpoint read_endpoint(Reader& table, const Paths& paths, const std::string& name) {
  HttpEndpoint endpoint;
  endpoint.name = name;
  endpoint.base_url = table.text("url");
  if (const auto url = parse_base_url(endpoint.base_url); !endpoint.base_url.empty() && !url)
    table.fault("url", "cannot be used: " + url.error().what);
  endpoint.tls = read_credentials(table, paths);
  endpoint.verify_host = table.boolean_or("verify_host", true);
  table.done();
  return endpoint;
}

void read_settings(Reader& table, const Paths& paths, PluginConfig& config) {
  config.settings = base::Document(base::Document::Object{});
  config.settings_file = table.faults().file();
  if (auto settings = table.table_if("settings")) {
    config.settings = settings->document();
    if (table.has("settings_file")) table.fault("settings_file", "stands beside settings: keep one of them");
    return;
  }
  if (!table.has("settings_file")) return;
  const std::string name = table.text("settings_file");
  if (name.empty()) return;
  config.settings_file = paths.resolve(name);
  const auto read = read_toml(config.settings_file);
  if (!read) {
    table.fault("settings_file", "cannot be used: " + read.error().what);
    return;
  }
  Faults faults(config.settings_file);
  Reader file(*read, "", faults);
  if (!file.has("settings")) {
    file.fault("settings", "is missing: begin the file with [settings]");
  } else if (auto settings = file.table_if("settings")) {
    config.settings = settings->document();
  }
  file.done();
  if (faults.any()) table.fault("settings_file", "cannot be used: " + faults.error().what);
}

void read_plugin(Reader& table, const Paths& paths, PluginConfig& config) {
  config.plugin = table.text("plugin");
  if (config.plugin.find('/') != std::string::npos) config.plugin = paths.resolve(config.plugin);
  config.isolation = table.choice_or("isolation", Isolation::process,
                                     {{"process", Isolation::process}, {"thread", Isolation::thread}});
  config.own_network = table.boolean_or("own_network", false);
  read_settings(table, paths, config);
  for (const auto& [name, path] : table.named_texts("folders")) config.folders[name] = paths.resolve(path);
  for (auto& [name, endpoint] : table.named_tables("endpoints"))
    config.endpoints[name] = read_endpoint(endpoint, paths, config.id + "/" + name);
  if (auto limits = table.table_if("limits")) {
    PluginLimits& out = config.limits;
    out.memory_mib = limits->integer_or("memory_mib", out.memory_mib, 64, 65'536);
    out.cpu_seconds = limits->integer_or("cpu_seconds", out.cpu_seconds, 1, 86'400);
    out.files = limits->integer_or("files", out.files, 16, 4096);
    limits->done();
  }
  config.call_timeout = table.duration_or("call_timeout", config.call_timeout, 100ms, 1h);
}

}  // namespace

void check_id(Reader& table, std::string_view key, const std::string& id) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
  };
  if (id.size() > 64 || !std::all_of(id.begin(), id.end(), allowed))
    table.fault(key, "must be made of a–z, 0–9, '-', '_' and '.', 64 at most");
}

TlsCredentials read_credentials(Reader& table, const Paths& paths) {
  TlsCredentials tls;
  tls.ca_file = paths.resolve(table.text_or("ca", ""));
  tls.certificate_file = paths.resolve(table.text_or("certificate", ""));
  tls.key_file = paths.resolve(table.text_or("key", ""));
  if (tls.certificate_file.empty() != tls.key_file.empty())
    table.fault(tls.key_file.empty() ? "key" : "certificate", "is missing: certificate and key go together");
  return tls;
}

SourceConfig read_source(Reader& table, const Paths& paths) {
  SourceConfig source;
  source.id = table.text("id");
  check_id(table, "id", source.id);
  read_plugin(table, paths, source);
  source.poll = table.duration_or("poll", source.poll, 50ms, 24h);
  source.streams = table.texts("streams");
  table.done();
  return source;
}

TargetConfig read_target(Reader& table, const Paths& paths) {
  TargetConfig target;
  target.id = table.text_or("id", "target");
  check_id(table, "id", target.id);
  read_plugin(table, paths, target);
  target.batch = table.integer_or("batch", target.batch, 1, 256);
  target.timeout = table.duration_or("timeout", target.timeout, 100ms, 1h);
  target.follow = table.duration_or("follow", target.follow, 10ms, 1h);
  if (auto backoff = table.table_if("backoff")) {
    target.backoff.initial = backoff->duration_or("initial", target.backoff.initial, 10ms, 1h);
    target.backoff.max = backoff->duration_or("max", target.backoff.max, 10ms, 24h);
    if (target.backoff.max < target.backoff.initial) backoff->fault("max", "is less than initial");
    backoff->done();
  }
  table.done();
  return target;
}

}  // namespace gateway::io
