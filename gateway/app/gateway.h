#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "gateway/api/engine.h"
#include "gateway/api/node_routes.h"
#include "gateway/app/delivery_loop.h"
#include "gateway/app/expired_files.h"
#include "gateway/app/follow_loop.h"
#include "gateway/app/housekeeping.h"
#include "gateway/app/rules_in_force.h"
#include "gateway/app/set_reports.h"
#include "gateway/app/source_loop.h"
#include "gateway/flow/cooperation.h"
#include "gateway/flow/facts.h"
#include "gateway/flow/new_day.h"
#include "gateway/flow/reception.h"
#include "gateway/host/plugin.h"
#include "gateway/io/clock.h"
#include "gateway/io/config/config.h"
#include "gateway/io/http/client.h"
#include "gateway/io/json/codec.h"
#include "gateway/io/log/log.h"
#include "gateway/io/store/sqlite_ledger.h"

namespace gateway::app {

/// The rooms put together for one configuration: a gateway, a node, or both. It owns the ledger while it lives. [any
/// thread, after start]
class Gateway final : public api::Engine {
 public:
  /// Opens ledger, keys and rules; starts nothing. An error is one clear line.
  static base::Result<std::unique_ptr<Gateway>> open(io::Config config, io::Log& log);
  ~Gateway() override;

  /// Starts plugins, so that `check` or a dry run can be asked for. An error has a line for each plugin that did not
  /// start; `check` tells of them, too.
  base::Result<void> start_plugins();
  /// Starts sending what is queued, too.
  base::Result<void> start_delivery();
  /// Starts reading by itself, and the listeners of a node.
  base::Result<void> serve();
  void stop();

  const io::Config& config() const { return config_; }
  ports::Ledger& ledger() { return *ledger_; }
  flow::Intake& intake() { return intake_; }
  flow::Facts& facts() { return facts_; }
  flow::Cooperation& cooperation() { return cooperation_; }
  const ports::Codec& codec() const { return codec_; }
  const ports::Clock& clock() const { return *clock_; }
  /// The port of the node's listener, or 0.
  std::uint16_t port() const { return node_server_ ? node_server_->port() : 0; }
  std::uint16_t metrics_port() const { return metrics_server_ ? metrics_server_->port() : 0; }

  // api::Engine
  base::Result<base::Document> sync(std::string_view source, bool dry_run, const api::Progress& progress) override;
  base::Result<base::Document> plugins() override;
  base::Result<base::Document> check() override;
  void settle() override;
  void wait_until(std::chrono::steady_clock::time_point when) override { std::this_thread::sleep_until(when); }
  base::Result<base::Document> mapping_use() override;
  base::Result<base::Document> reload() override;
  flow::Rules rules() const override { return rules_.now(); }
  api::KeptFor kept_for() const override;
  bool has_node() const override { return config_.target.has_value(); }
  api::Setup setup() const override;
  base::Result<void> wait_out_of_hands(const std::vector<std::string>& registrations) override;

 private:
  /// The role of the target's second instance, which reads the node's feed.
  static constexpr std::string_view kFollow = "follow";
  struct Running {
    std::string role;  ///< source | target | follow
    io::Isolation isolation;
    std::unique_ptr<host::Plugin> plugin;
    std::string id;
  };

  Gateway(io::Config config, io::Log& log, std::unique_ptr<io::SystemClock> clock,
          std::unique_ptr<io::SqliteLedger> ledger, flow::Rules rules, std::unique_ptr<io::TlsHttpClient> http);

  void settle_by(std::chrono::steady_clock::time_point latest);
  flow::Surroundings surroundings();
  base::Result<host::Plugin*> start_plugin(const io::PluginConfig& plugin, const std::string& role,
                                           std::chrono::milliseconds request_timeout);
  base::Result<void> start_source(const io::SourceConfig& source);
  base::Result<void> start_target(const io::TargetConfig& target);
  base::Result<void> start_follow(const io::TargetConfig& target);
  base::Result<void> listen();
  void answer_health(const io::ServerRequest& request, const io::Reply& reply);
  std::string metrics() const;
  /// Closes the counting years that the policy's row of the day has closed.
  base::Result<void> close_years();
  /// What is kept, is so by the policy's rows of the day.
  base::Result<void> keep_as_today();
  /// Decides anew what waits, once a day, closes counting years, and removes what may not be kept longer, in the ledger
  /// and in the sources' folders.
  void clean();
  void log_failure(std::string_view component, const base::Error& error);

  io::Config config_;
  io::Log& log_;
  std::unique_ptr<io::SystemClock> clock_;
  std::unique_ptr<ports::Random> random_;
  std::unique_ptr<host::LogSink> plugin_log_;
  io::JsonCodec codec_;
  std::unique_ptr<io::SqliteLedger> ledger_;
  RulesInForce rules_;
  std::unique_ptr<io::TlsHttpClient> http_;
  flow::Intake intake_;
  flow::NewDay new_day_;
  flow::Facts facts_;
  flow::Cooperation cooperation_;
  flow::Reception reception_;
  flow::Feed feed_;
  api::NodeRoutes routes_;
  SetReports reports_;
  std::vector<Running> plugins_;
  std::vector<std::pair<std::string, base::Error>> not_started_;  ///< By plugin.
  std::vector<std::unique_ptr<SourceLoop>> sources_;
  std::unique_ptr<DeliveryLoop> delivery_;
  std::unique_ptr<FollowLoop> follow_;
  std::unique_ptr<io::HttpServer> node_server_;
  std::unique_ptr<io::HttpServer> metrics_server_;
  std::unique_ptr<Housekeeping> housekeeping_;
};

/// Where the configuration says that ledger and keys lie.
io::LedgerConfig ledger_config(const io::Config& config);

/// Reads mapping and policy files anew.
base::Result<flow::Rules> read_rules(const io::Config& config);

}  // namespace gateway::app
