#include "gateway/app/gateway.h"

#include <algorithm>
#include <filesystem>
#include <thread>
#include <utility>

#include "gateway/app/plugin_target.h"
#include "gateway/io/config/rules.h"
#include "gateway/io/config/toml.h"
#include "gateway/io/crypto/sealing.h"
#include "gateway/io/json/document_json.h"

namespace gateway::app {

namespace {

class SystemRandom final : public ports::Random {
 public:
  base::RegistrationId registration() override { return io::random_id<base::RegistrationId>(); }
  double fraction() override {
    const auto id = io::random_id<base::RegistrationId>();
    return static_cast<double>(id.bytes[0] * 256 + id.bytes[1]) / 65536.0;
  }
};

/// Lines of plugins go into the gateway's log.
class PluginLog final : public host::LogSink {
 public:
  explicit PluginLog(io::Log& log) : log_(log) {}
  void write(host::LogLevel level, std::string_view plugin, std::string_view message) override {
    log_.write(static_cast<io::LogLevel>(level), "plugin/" + std::string(plugin), message);
  }

 private:
  io::Log& log_;
};

base::Result<std::unique_ptr<io::TlsHttpClient>> open_http(const io::Config& config) {
  std::vector<io::HttpEndpoint> endpoints;
  for (const io::SourceConfig& source : config.sources) {
    for (const auto& [name, endpoint] : source.endpoints) endpoints.push_back(endpoint);
  }
  if (config.target) {
    for (const auto& [name, endpoint] : config.target->endpoints) endpoints.push_back(endpoint);
  }
  return io::TlsHttpClient::open(std::move(endpoints));
}

/// A library named without a slash lies in the folder of plugins.
std::string library_of(const io::Config& config, const std::string& plugin) {
  if (plugin.find('/') != std::string::npos) return plugin;
  std::filesystem::path folder = config.plugin_dir;
  if (folder.empty()) {
    const auto program = std::filesystem::read_symlink("/proc/self/exe").parent_path();
    folder = program.parent_path() / "plugins";
    if (!std::filesystem::exists(folder)) folder = program.parent_path() / "lib" / "sus-gateway";
  }
  return (folder / (plugin.ends_with(".so") ? plugin : plugin + ".so")).string();
}

std::string drop_folder(const io::SourceConfig& source) {
  return source.folders.empty() ? std::string() : source.folders.begin()->second;
}

std::vector<std::string> source_folders(const io::Config& config) {
  std::vector<std::string> paths;
  for (const io::SourceConfig& source : config.sources) {
    for (const auto& [name, path] : source.folders) paths.push_back(path);
  }
  return paths;
}

/// What a plugin said as it did not start, with the line where its complaint names a place in its settings.
std::string with_place(const io::PluginConfig& plugin, std::string_view what, const std::string& config_file) {
  const std::string lead = "plugin " + plugin.id + ": ";
  const std::string& file = plugin.settings_file.empty() ? config_file : plugin.settings_file;
  if (what.starts_with(lead)) {
    const std::string_view said = what.substr(lead.size());
    const std::string place = io::place_of(plugin.settings, said.substr(0, said.find(": ")), file);
    if (place != io::place_of(plugin.settings, {}, file)) return place + ": " + std::string(said);
  }
  return std::string(what) + " (" + file + ")";
}

}  // namespace

base::Result<flow::Rules> read_rules(const io::Config& config) {
  flow::Rules rules;
  rules.organisation = config.organisation;
  auto mapping = io::read_mapping(config.rules.mappings);
  if (!mapping) return mapping.error();
  auto policy = io::read_policy(config.rules.policy, config.rules.codes);
  if (!policy) return policy.error();
  for (const core::FollowUpForm& form : policy->follow_ups) {
    if (form.target.empty() || !config.target || form.target == config.target->id) continue;
    return base::rejected("policy: the cooperation_form \"" + form.name + "\" names the target \"" + form.target +
                          "\", which is not configured: write \"" + config.target->id +
                          "\", the id under [target], or leave target out");
  }
  if (!config.rules.catalogue.empty()) {
    auto catalogue = io::read_catalogue(config.rules.catalogue);
    if (!catalogue) return catalogue.error();
    if (const auto found = core::contradictions(*mapping, *catalogue); !found.empty()) {
      const core::Contradiction& first = found.front();
      return base::rejected("mapping: row " + first.row->name() + " (line " + std::to_string(first.row->line) +
                            ") has activity \"" + first.row->kind + "\", and " + config.rules.catalogue + " classes “" +
                            first.activity->name + "” at " + first.activity->office + " as \"" +
                            std::string(core::name(first.activity->kind)) + "\": write the same in both");
    }
    policy->hash = io::hash_of(*policy, *catalogue);
    rules.catalogue = std::make_shared<const core::Catalogue>(std::move(*catalogue));
  }
  rules.mapping = std::make_shared<const core::Mapping>(std::move(*mapping));
  rules.policy = std::make_shared<const core::Policy>(std::move(*policy));
  return rules;
}

io::LedgerConfig ledger_config(const io::Config& config) {
  io::LedgerConfig ledger;
  ledger.database = config.ledger;
  ledger.keys = config.keys.database;
  ledger.master_key = config.keys.master_key;
  ledger.heads = config.heads;
  ledger.organisation = config.organisation;
  return ledger;
}

base::Result<std::unique_ptr<Gateway>> Gateway::open(io::Config config, io::Log& log) {
  auto rules = read_rules(config);
  if (!rules) return rules.error();
  auto http = open_http(config);
  if (!http) return http.error();
  auto clock = std::make_unique<io::SystemClock>();
  auto ledger = io::SqliteLedger::open(ledger_config(config), *clock);
  if (!ledger) return ledger.error();
  if (const auto used = (*ledger)->use_roles(rules->policy->roles); !used) return used.error();
  auto gateway = std::unique_ptr<Gateway>(
      new Gateway(std::move(config), log, std::move(clock), std::move(*ledger), std::move(*rules), std::move(*http)));
  if (auto kept = gateway->keep_as_today(); !kept) return kept.error();
  return gateway;
}

Gateway::Gateway(io::Config config, io::Log& log, std::unique_ptr<io::SystemClock> clock,
                 std::unique_ptr<io::SqliteLedger> ledger, flow::Rules rules, std::unique_ptr<io::TlsHttpClient> http)
    : config_(std::move(config)),
      log_(log),
      clock_(std::move(clock)),
      random_(std::make_unique<SystemRandom>()),
      plugin_log_(std::make_unique<PluginLog>(log)),
      ledger_(std::move(ledger)),
      rules_(std::move(rules)),
      http_(std::move(http)),
      intake_(surroundings()),
      new_day_(intake_, *clock_),
      facts_(surroundings()),
      cooperation_(surroundings()),
      reception_(surroundings()),
      feed_(surroundings()),
      routes_(reception_, feed_),
      reports_(*ledger_, *clock_, config_.language) {}

Gateway::~Gateway() {
  stop();
}

flow::Surroundings Gateway::surroundings() {
  return {*ledger_, codec_, *clock_, *random_, [this] { return rules_.now(); }};
}

base::Result<host::Plugin*> Gateway::start_plugin(const io::PluginConfig& plugin, const std::string& role,
                                                  std::chrono::milliseconds request_timeout) {
  host::PluginConfig config;
  config.library = library_of(config_, plugin.plugin);
  config.id = plugin.id;
  config.settings = io::to_json(plugin.settings.is_null() ? base::Document(base::Document::Object{}) : plugin.settings);
  config.isolation = plugin.isolation == io::Isolation::thread ? host::PluginConfig::Isolation::thread
                                                               : host::PluginConfig::Isolation::process;
  config.limits.memory_bytes = static_cast<std::uint64_t>(plugin.limits.memory_mib) * 1024 * 1024;
  config.limits.cpu_seconds = static_cast<std::uint64_t>(plugin.limits.cpu_seconds);
  config.limits.files = static_cast<std::uint64_t>(plugin.limits.files);
  config.call_timeout = plugin.call_timeout;
  config.http_timeout = request_timeout;
  config.folders = plugin.folders;
  for (const auto& [name, endpoint] : plugin.endpoints) config.endpoints[name] = endpoint.name;
  config.own_network = plugin.own_network;
  config.now = [this] { return clock_->now(); };
  auto started = host::Plugin::start(std::move(config), *http_, *plugin_log_);
  if (!started) {
    base::Error error = started.error();
    error.what = with_place(plugin, error.what, config_.file);
    return error;
  }
  plugins_.push_back({role, plugin.isolation, std::move(*started), plugin.id});
  return plugins_.back().plugin.get();
}

base::Result<void> Gateway::start_source(const io::SourceConfig& source) {
  auto plugin = start_plugin(source, "source", source.call_timeout);
  if (!plugin) return plugin.error();
  auto reader = (*plugin)->source();
  if (!reader) return base::rejected(source.id + ": the plugin is no source");
  SourceLoop::Settings settings{source.id, source.streams, source.poll};
  if (settings.streams.empty()) settings.streams.emplace_back();
  const std::string folder = drop_folder(source);
  auto after = [this, folder, id = source.id](const Drained& drained) {
    if (drained.counts.read > 0 && delivery_) delivery_->poke();
    for (const base::Error& error : reports_.write(id, folder, drained.ended)) log_failure("report", error);
  };
  auto failed = [this, id = source.id](const base::Error& error) { log_failure("source/" + id, error); };
  sources_.push_back(std::make_unique<SourceLoop>(std::move(settings), std::move(reader), surroundings(),
                                                  std::move(after), std::move(failed)));
  return {};
}

base::Result<void> Gateway::start_target(const io::TargetConfig& target) {
  auto plugin = start_plugin(target, "target", target.timeout);
  if (!plugin) return plugin.error();
  auto channel = (*plugin)->target();
  if (!channel) return base::rejected(target.id + ": the plugin is no target");
  const auto abilities = abilities_of((*plugin)->describe());
  if (!abilities) return base::rejected(target.id + ": " + abilities.error().what);
  flow::Pace pace;
  pace.batch = static_cast<std::size_t>(target.batch);
  pace.first_retry = target.backoff.initial;
  pace.longest_retry = target.backoff.max;
  auto failed = [this, id = target.id](const base::Error& error) { log_failure("target/" + id, error); };
  delivery_ = std::make_unique<DeliveryLoop>(surroundings(), pace, *abilities,
                                             std::make_unique<PluginTarget>(std::move(channel), codec_, target.timeout),
                                             std::move(failed));
  return {};
}

/// An instance of its own: calls on one never overlap, and reading does not wait for sending.
base::Result<void> Gateway::start_follow(const io::TargetConfig& target) {
  auto plugin = start_plugin(target, std::string(kFollow), target.timeout);
  if (!plugin) return plugin.error();
  auto source = (*plugin)->source();
  if (!source) return {};
  auto failed = [this, id = target.id](const base::Error& error) { log_failure("follow/" + id, error); };
  follow_ = std::make_unique<FollowLoop>(surroundings(), std::move(source), target.follow, std::move(failed));
  return {};
}

base::Result<void> Gateway::start_delivery() {
  if (follow_) follow_->start();
  return delivery_ ? delivery_->start() : base::Result<void>();
}

base::Result<void> Gateway::start_plugins() {
  const auto note = [this](const std::string& id, const base::Result<void>& started) {
    if (!started) not_started_.emplace_back(id, started.error());
  };
  for (const io::SourceConfig& source : config_.sources) note(source.id, start_source(source));
  if (config_.target) note(config_.target->id, start_target(*config_.target));
  if (delivery_) note(config_.target->id, start_follow(*config_.target));
  if (not_started_.empty()) return {};
  base::Error all = not_started_.front().second;
  for (std::size_t i = 1; i < not_started_.size(); ++i) all.what += "\n" + not_started_[i].second.what;
  return all;
}

base::Result<void> Gateway::serve() {
  if (auto listening = listen(); !listening) return listening;
  for (auto& source : sources_) source->start();
  housekeeping_ = std::make_unique<Housekeeping>(std::chrono::hours(1), [this] { clean(); });
  return {};
}

base::Result<void> Gateway::listen() {
  if (config_.node) {
    auto server = io::HttpServer::start(
        *config_.node,
        [this](const io::ServerRequest& request, const io::Reply& reply) { routes_.handle(request, reply); });
    if (!server) return server.error();
    node_server_ = std::move(*server);
    log_.write(io::LogLevel::info, "node", "listening on port " + std::to_string(node_server_->port()));
  }
  if (config_.metrics) {
    auto server = io::HttpServer::start(
        *config_.metrics,
        [this](const io::ServerRequest& request, const io::Reply& reply) { answer_health(request, reply); });
    if (!server) return server.error();
    metrics_server_ = std::move(*server);
  }
  return {};
}

void Gateway::clean() {
  const base::Instant now = clock_->now();
  // First: what nobody has been asked about yet is not removed.
  if (auto decided = new_day_.begin(); !decided) {
    log_failure("intake", decided.error());
  } else if (*decided) {
    for (const std::string& fault : (*decided)->faults) log_failure("intake", base::broken(fault));
    if (delivery_) delivery_->poke();
  }
  if (auto closed = close_years(); !closed) log_failure("counting", closed.error());
  if (auto kept = keep_as_today(); !kept) log_failure("purge", kept.error());
  if (auto purged = ledger_->purge(now); !purged) log_failure("purge", purged.error());
  const ExpiredFiles expired(source_folders(config_), kept_for().files);
  for (const base::Error& error : expired.remove(now)) log_failure("purge", error);
  if (config_.node) {
    if (auto fallen = cooperation_.fall_due(); !fallen) log_failure("tasks", fallen.error());
  }
}

void Gateway::stop() {
  housekeeping_.reset();
  if (node_server_) node_server_->stop();
  if (metrics_server_) metrics_server_->stop();
  for (auto& source : sources_) source->stop();
  if (follow_) follow_->stop();
  if (delivery_) delivery_->stop();
  for (auto& running : plugins_) running.plugin->stop();
  sources_.clear();
  follow_.reset();
  delivery_.reset();
  plugins_.clear();
}

void Gateway::answer_health(const io::ServerRequest& request, const io::Reply& reply) {
  if (request.target == "/livez") return reply({200, {{"Content-Type", "text/plain"}}, "ok\n"});
  if (request.target == "/metrics") return reply({200, {{"Content-Type", "text/plain; version=0.0.4"}}, metrics()});
  if (request.target != "/readyz") return reply(api::problem(404, "there is nothing at this address"));
  std::string degraded;
  for (const Running& running : plugins_) {
    const host::Health health = running.plugin->state();
    if (health.state != host::Health::State::running) degraded += running.id + ": " + name(health.state) + "\n";
  }
  reply({degraded.empty() ? 200U : 503U, {{"Content-Type", "text/plain"}}, degraded.empty() ? "ready\n" : degraded});
}

std::string Gateway::metrics() const {
  const auto balance = ledger_->balance({}, {});
  if (!balance) return {};
  std::string text = "# HELP sus_gateway_units Units read, by how they stand now.\n# TYPE sus_gateway_units gauge\n";
  for (std::size_t i = 0; i < std::size(balance->by_outcome); ++i) {
    text += "sus_gateway_units{outcome=\"" + std::string(core::name(static_cast<core::Outcome>(i))) + "\"} " +
            std::to_string(balance->by_outcome[i]) + "\n";
  }
  text += "# HELP sus_gateway_messages Messages handed to delivery, by state.\n# TYPE sus_gateway_messages gauge\n";
  const std::pair<const char*, std::int64_t> states[] = {
      {"delivered", balance->delivered}, {"rejected", balance->rejected_there}, {"stopped", balance->stopped},
      {"held", balance->held},           {"queued", balance->queued},           {"dead", balance->dead_lettered}};
  for (const auto& [state, count] : states) {
    text += "sus_gateway_messages{state=\"" + std::string(state) + "\"} " + std::to_string(count) + "\n";
  }
  return text;
}

void Gateway::log_failure(std::string_view component, const base::Error& error) {
  log_.write(error.fault == base::Fault::retry ? io::LogLevel::warning : io::LogLevel::error, component, error.what);
}

}  // namespace gateway::app
