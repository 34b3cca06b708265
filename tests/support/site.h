#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/certificates.h"
#include "tests/support/folder.h"
#include "tests/support/process.h"

namespace gateway::support {

using Json = nlohmann::json;

/// Which of the examples in config/ a site runs, and what differs from them.
struct SiteWish {
  std::string directory = "samples";  ///< config/directory/….toml
  std::string mapping = "samples";    ///< config/mappings/insatser-….toml
  std::string accorda = "kommun-a";   ///< config/mappings/accorda-….toml
  std::string poll = "1h";            ///< Long: the gateway reads when `sync` asks it to.
  std::string batch = "100";
  int settle_seconds = 0;       ///< 1: `sync` reads what was just dropped before the server's own look does.
  std::string record = {};      ///< A library to load into gateway and node, that records what they say into folder().
  std::string timeout = "10s";  ///< Of one attempt to deliver.
};

/// What a command answered.
struct Answer {
  int code = 0;
  Json json;  ///< Null where the output was none.
  std::string out;
  std::string err;
};

/// A municipality's gateway and a SUS node of the build under test, on the loopback with mutual TLS, in a folder of
/// their own. Both stop with the object. The node has one port for good, so that it can go away and come back.
class Site {
 public:
  explicit Site(const SiteWish& wish);
  ~Site();
  Site(const Site&) = delete;
  Site& operator=(const Site&) = delete;

  /// Starts and waits until it says that it is ready. Throws with the end of the log where it does not.
  void start_node() { start("node"); }
  void start_gateway() { start("gateway"); }
  void start(const std::string& part);
  /// Starts "node" or "gateway" without waiting until it is ready.
  void launch(const std::string& part);
  bool ready(const std::string& part) const;
  /// Kills it at once, as a power cut would.
  void kill(const std::string& part);
  /// Starts both with the directory imported.
  void start_all();
  /// Imports the directory into "node" or "gateway".
  void import_directory(const std::string& part);
  /// The gateway's process; null where it does not run.
  Process* gateway_process() { return gateway_.get(); }
  /// Asks it to end; the exit code.
  int stop_node() { return stop(node_); }
  int stop_gateway() { return stop(gateway_); }

  /// A command with `--json`, e.g. {"list", "rejected"}. All that it says is kept in said().
  Answer gateway(const std::vector<std::string>& words, const std::string& input = {});
  Answer node(const std::vector<std::string>& words, const std::string& input = {});
  /// The same without `--json`, for what people read.
  Answer plain(const std::vector<std::string>& words, const std::string& input = {});

  /// A copy of `folder` moved into the drop folder as a set named `name`.
  void drop(const std::filesystem::path& folder, const std::string& name);
  /// `sus-demo generate`: export-DAY and plan-DAY.json in folder().
  void generate(int participants, int seed, int day);
  /// `sync --source accorda`.
  Answer sync() { return gateway({"sync", "--source", "accorda"}); }
  /// Rows of `list KIND`.
  Json list(const std::string& kind);

  const std::filesystem::path& folder() const { return folder_.path(); }
  std::filesystem::path drop_folder() const { return folder() / "drop"; }
  std::filesystem::path directory_file() const { return folder() / "directory.toml"; }
  std::filesystem::path mapping_file() const { return folder() / "insatser.toml"; }
  std::filesystem::path ledger(const std::string& part) const { return folder() / part / "ledger.db"; }
  int port() const { return port_; }
  std::filesystem::path log(const std::string& part) const { return folder() / (part + ".log"); }
  /// Everything that any command said, on both streams.
  std::filesystem::path said() const { return folder() / "said.txt"; }

  /// The words of a command of one of the parts, with `--json`.
  std::vector<std::string> command(const std::string& part, const std::vector<std::string>& words) const;

  static std::filesystem::path program(const std::string& name);
  static std::filesystem::path source(const std::string& path);

 private:
  std::unique_ptr<Process>& process(const std::string& part) { return part == "node" ? node_ : gateway_; }
  static int stop(std::unique_ptr<Process>& process);
  Answer ask(const std::string& part, bool json, const std::vector<std::string>& words, const std::string& input);
  void write_configuration(const SiteWish& wish);

  std::string record_;
  Certificates certificates_;
  TemporaryFolder folder_;
  int port_;
  std::unique_ptr<Process> node_;
  std::unique_ptr<Process> gateway_;
  std::map<std::string, std::size_t> log_before_;  ///< Of each part: what its log held when it was last started.
};

}  // namespace gateway::support
