#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/base/result.h"
#include "gateway/core/reason.h"
#include "gateway/io/config/plugin_config.h"
#include "gateway/io/http/server.h"

namespace gateway::io {

struct LogConfig {
  std::string level = "info";   ///< debug | info | warning | error
  std::string format = "text";  ///< text | json
  std::string file;             ///< Empty: the error stream.
};

/// Keys lie apart from the ledger and are never part of its backups.
struct KeysConfig {
  std::string database;    ///< The persons' wrapped keys (keys.db).
  std::string master_key;  ///< What wraps them.
};

/// The rules' files, read by rules.h.
struct RulesConfig {
  std::string directory;              ///< For `directory import`; may be empty: the ledger holds the directory.
  std::vector<std::string> mappings;  ///< At least one where there are sources.
  std::vector<std::string> policy;    ///< At least one.
  std::vector<std::string> codes;     ///< Code lists; where there are none, codes are not judged.
  std::string catalogue;              ///< The concept catalogue; may be empty.
};

/// The configuration of one program, gateway or node. All paths are absolute, or relative to the working directory as
/// the configuration's own path was.
struct Config {
  std::string file;          ///< Where it was read from.
  std::string organisation;  ///< Directory id of whom the program belongs to.
  core::Language language = core::Language::swedish;
  std::string data_dir;        ///< Holds what follows unless said otherwise.
  std::string ledger;          ///< ledger.db
  std::string heads;           ///< Signed heads of the audit, appended to.
  std::string control_socket;  ///< 0600.
  std::string plugin_dir;      ///< Libraries named without a path; empty: beside the program.
  std::string runner;          ///< sus-gateway-runner; empty: beside the program.
  KeysConfig keys;
  LogConfig log;
  RulesConfig rules;
  std::vector<SourceConfig> sources;
  std::optional<TargetConfig> target;
  std::optional<ServerConfig> node;     ///< Present: this program is a node.
  std::optional<ServerConfig> metrics;  ///< Health and metrics, on loopback, without TLS.
};

/// Reads and checks everything that can be told without touching other files than settings files. The error names all
/// faults, one a line: "gateway.toml:12:3: source.accorda.plugin must be a string: put it in quotation marks".
base::Result<Config> read_config(const std::string& path);

}  // namespace gateway::io
