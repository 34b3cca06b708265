#include "gateway/io/config/config.h"

#include <arpa/inet.h>

#include <set>

#include "gateway/io/config/paths.h"
#include "gateway/io/config/plugin_config_reader.h"
#include "gateway/io/config/reader.h"
#include "gateway/io/config/toml.h"

namespace gateway::io {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kSocketPath = 107;  // sockaddr_un::sun_path without its NUL.

void read_gateway(Reader& table, const Paths& paths, Config& config) {
  config.organisation = table.text("organisation");
  check_id(table, "organisation", config.organisation);
  config.language = table.choice_or("language", core::Language::swedish,
                                    {{"sv", core::Language::swedish}, {"en", core::Language::english}});
  const std::string data_dir = table.text("data_dir");
  config.data_dir = paths.resolve(data_dir);
  const Paths data(config.data_dir + "/");
  config.ledger = data.resolve("ledger.db");
  config.heads = data.resolve("heads");
  config.control_socket =
      table.has("control_socket") ? paths.resolve(table.text("control_socket")) : data.resolve("control.sock");
  if (config.control_socket.size() > kSocketPath)
    table.fault("control_socket",
                "is longer than 107 characters, which no socket may be: set control_socket to a shorter path");
  config.plugin_dir = paths.resolve(table.text_or("plugin_dir", ""));
  config.runner = paths.resolve(table.text_or("runner", ""));
  table.done();
}

void read_keys(Reader& table, const Paths& paths, Config& config) {
  config.keys.database = paths.resolve(table.text("database"));
  config.keys.master_key = paths.resolve(table.text("master_key"));
  table.done();
}

void read_log(Reader& table, const Paths& paths, Config& config) {
  LogConfig& log = config.log;
  log.level = table.choice_or<std::string>(
      "level", log.level, {{"debug", "debug"}, {"info", "info"}, {"warning", "warning"}, {"error", "error"}});
  log.format = table.choice_or<std::string>("format", log.format, {{"text", "text"}, {"json", "json"}});
  log.file = paths.resolve(table.text_or("file", ""));
  table.done();
}

void read_rules(Reader& table, const Paths& paths, Config& config) {
  config.rules.directory = paths.resolve(table.text_or("directory", ""));
  for (const std::string& mapping : table.texts("mappings")) config.rules.mappings.push_back(paths.resolve(mapping));
  for (const std::string& policy : table.some_texts("policy")) config.rules.policy.push_back(paths.resolve(policy));
  for (const std::string& codes : table.texts("codes")) config.rules.codes.push_back(paths.resolve(codes));
  config.rules.catalogue = paths.resolve(table.text_or("catalogue", ""));
  table.done();
}

std::uint16_t read_port(Reader& table) {
  return static_cast<std::uint16_t>(table.integer_or("port", 0, 0, 65'535));
}

ServerConfig read_node(Reader& table, const Paths& paths) {
  ServerConfig server;
  server.address = table.text_or("address", server.address);
  unsigned char bytes[sizeof(in6_addr)];
  if (inet_pton(AF_INET, server.address.c_str(), bytes) != 1 && inet_pton(AF_INET6, server.address.c_str(), bytes) != 1)
    table.fault("address", "must be an address in figures: \"127.0.0.1\", \"0.0.0.0\" or \"::\"");
  server.port = read_port(table);
  server.threads = static_cast<unsigned>(table.integer_or("threads", server.threads, 1, 64));
  server.tls = read_credentials(table, paths);
  if (server.tls->certificate_file.empty() && server.tls->key_file.empty())
    table.fault("certificate", "is missing: a node shows who it is; write certificate = \"…\" and key = \"…\"");
  if (server.tls->ca_file.empty())
    table.fault("ca", "is missing: a node takes clients of one authority only; write ca = \"…\"");
  if (auto limits = table.table_if("limits")) {
    ServerLimits& out = server.limits;
    out.connections = static_cast<std::size_t>(limits->integer_or("connections", 1024, 1, 65'536));
    out.body = static_cast<std::uint64_t>(limits->integer_or("body_mib", 8, 1, 64)) * 1024 * 1024;
    out.header = limits->duration_or("header", out.header, 100ms, 5min);
    out.body_time = limits->duration_or("body", out.body_time, 100ms, 10min);
    out.idle = limits->duration_or("idle", out.idle, 100ms, 1h);
    out.answer = limits->duration_or("answer", out.answer, 100ms, 10min);
    limits->done();
  }
  table.done();
  return server;
}

ServerConfig read_metrics(Reader& table) {
  ServerConfig server;
  server.port = read_port(table);
  server.threads = 1;
  table.done();
  return server;
}

void read_sources(Reader& file, const Paths& paths, Config& config) {
  std::set<std::string> ids;
  for (Reader& table : file.tables("source")) {
    config.sources.push_back(read_source(table, paths));
    if (!ids.insert(config.sources.back().id).second) table.fault("id", "stands twice: each source needs its own");
  }
  if (auto table = file.table_if("target")) {
    config.target = read_target(*table, paths);
    if (ids.contains(config.target->id)) table->fault("id", "is a source's, too: each plugin needs its own");
  }
}

}  // namespace

base::Result<Config> read_config(const std::string& path) {
  const auto document = read_toml(path);
  if (!document) return document.error();
  Faults faults(path);
  const Paths paths(path);
  Reader file(*document, "", faults);
  Config config;
  config.file = path;
  const auto need = [&](const char* name, void (*read)(Reader&, const Paths&, Config&)) {
    if (auto table = file.table_if(name)) {
      read(*table, paths, config);
    } else {
      file.fault(name, std::string("is missing: write [") + name + "]");
    }
  };
  need("gateway", read_gateway);
  need("keys", read_keys);
  need("rules", read_rules);
  if (auto table = file.table_if("log")) read_log(*table, paths, config);
  read_sources(file, paths, config);
  if (auto table = file.table_if("node")) config.node = read_node(*table, paths);
  if (auto table = file.table_if("metrics")) config.metrics = read_metrics(*table);
  file.done();
  if (config.sources.empty() && !config.target && !config.node)
    file.fault("has nothing to do: write [[source]] and [target] for a gateway, [node] for a node");
  if (!config.sources.empty() && config.rules.mappings.empty())
    file.fault("rules.mappings", "is missing: sources need the table that says where each insats belongs");
  if (faults.any()) return faults.error();
  return config;
}

}  // namespace gateway::io
