#include "gateway/app/local_commands.h"

#include <pthread.h>

#include <chrono>
#include <csignal>
#include <thread>
#include <utility>

#include "gateway/api/operations.h"
#include "gateway/app/gateway.h"
#include "gateway/app/output_words.h"
#include "gateway/io/config/rules.h"
#include "gateway/io/config/text_file.h"
#include "gateway/io/control/control_client.h"
#include "gateway/io/control/control_server.h"

namespace gateway::app {

namespace {

/// The largest file of acts that is read at once.
constexpr std::size_t kActsFile = 64 * 1024 * 1024;

/// Asks the server.
class RemoteSession final : public Session {
 public:
  RemoteSession(io::ControlClient client, const io::Config& config)
      : client_(std::move(client)), language_(config.language), directory_file_(config.rules.directory) {}
  core::Language language() const override { return language_; }
  std::string directory_file() const override { return directory_file_; }
  base::Result<base::Document> run(std::string_view operation, const base::Document& arguments,
                                   const api::Progress& progress) override {
    return client_.call(operation, arguments, progress);
  }

 private:
  io::ControlClient client_;
  core::Language language_;
  std::string directory_file_;
};

/// A gateway with its operations.
struct Assembly {
  std::unique_ptr<io::Log> log;
  std::unique_ptr<Gateway> gateway;
  std::unique_ptr<api::Operations> operations;
};

io::Log::Settings log_settings(const io::LogConfig& config, bool quiet) {
  io::Log::Settings settings;
  for (const auto level : {io::LogLevel::debug, io::LogLevel::info, io::LogLevel::warning, io::LogLevel::error}) {
    if (io::name(level) == config.level) settings.least = level;
  }
  settings.form = config.format == "json" ? io::Log::Form::json : io::Log::Form::text;
  settings.file = config.file;
  if (quiet && settings.file.empty()) settings.least = io::LogLevel::error;
  return settings;
}

base::Result<std::string> read_acts_file(const std::string& file) {
  auto text = io::read_text(file, kActsFile);
  if (text) return text;
  return base::rejected(
      file + ": går inte att läsa: finns filen, är den inte för stor, och får den här användaren läsa den? / " +
      text.error().what);
}

base::Result<Assembly> assemble(io::Config config, bool quiet) {
  Assembly assembly;
  // A command's error stream is for what it has to say; the server's log is its own.
  auto log = io::Log::open(log_settings(config.log, quiet));
  if (!log) return log.error();
  assembly.log = std::move(*log);
  auto gateway = Gateway::open(std::move(config), *assembly.log);
  if (!gateway) return gateway.error();
  assembly.gateway = std::move(*gateway);
  Gateway& g = *assembly.gateway;
  assembly.operations = std::make_unique<api::Operations>(
      g.ledger(), api::Flows{g.facts(), g.intake(), g.cooperation()}, g.codec(), g.clock(), g,
      api::Files{[](const std::string& file) { return io::read_directory(file); }, read_acts_file}, GATEWAY_VERSION);
  return assembly;
}

/// Whether the operation's last step is to send what it has put into the outbox.
bool sends(std::string_view operation) {
  return operation == "sync" || operation == "register" || operation == "task.reply" || operation == "proposal.reply";
}

/// Whether the answer itself tells which plugins do not run.
bool tells_of_faults(std::string_view operation) {
  return operation == "check" || operation == "processing";
}

bool needs_plugins(std::string_view operation) {
  return sends(operation) || tells_of_faults(operation) || operation.starts_with("plugin.");
}

/// Runs operations here; plugins are started when one first needs them.
class LocalSession final : public Session {
 public:
  explicit LocalSession(Assembly assembly) : assembly_(std::move(assembly)) {}
  core::Language language() const override { return assembly_.gateway->config().language; }
  std::string directory_file() const override { return assembly_.gateway->config().rules.directory; }
  base::Result<void> prepare(std::string_view operation, const base::Document& arguments) override {
    if (!needs_plugins(operation)) return {};
    auto begun = assembly_.gateway->start_plugins();
    if (!begun) return tells_of_faults(operation) ? base::Result<void>() : begun;
    // Whoever only looks sends nothing, not even what is queued.
    return sends(operation) && !is_true(arguments, "dry_run") ? assembly_.gateway->start_delivery()
                                                              : base::Result<void>();
  }
  base::Result<base::Document> run(std::string_view operation, const base::Document& arguments,
                                   const api::Progress& progress) override {
    return assembly_.operations->run(operation, arguments, progress);
  }

 private:
  Assembly assembly_;
};

sigset_t ending_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

}  // namespace

base::Result<std::unique_ptr<Session>> LocalCommands::open(const std::string& file) {
  auto config = io::read_config(file);
  if (!config) return config.error();
  auto server = io::ControlClient::connect(config->control_socket);
  if (!server) return server.error();
  if (*server) return std::unique_ptr<Session>(std::make_unique<RemoteSession>(std::move(**server), *config));
  auto assembly = assemble(std::move(*config), true);
  if (!assembly) return assembly.error();
  return std::unique_ptr<Session>(std::make_unique<LocalSession>(std::move(*assembly)));
}

base::Result<void> LocalCommands::serve(const std::string& file) {
  auto config = io::read_config(file);
  if (!config) return config.error();
  // Before any thread: all of them leave the signals to this one.
  const sigset_t signals = ending_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  const std::string socket = config->control_socket;
  // A command may have the ledger for a moment: who serves waits for it.
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  auto assembly = assemble(*config, false);
  while (!assembly && assembly.error().fault == base::Fault::retry && std::chrono::steady_clock::now() < give_up) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    assembly = assemble(*config, false);
  }
  if (!assembly) return assembly.error();
  Gateway& gateway = *assembly->gateway;
  if (auto begun = gateway.start_plugins(); !begun) return begun;
  if (auto begun = gateway.start_delivery(); !begun) return begun;
  auto control = io::ControlServer::start(
      socket, [&operations = *assembly->operations](const std::string& operation, const base::Document& arguments,
                                                    const api::Progress& progress) {
        return operations.run(operation, arguments, progress);
      });
  if (!control) return control.error();
  if (auto serving = gateway.serve(); !serving) return serving;
  assembly->log->write(io::LogLevel::info, "serve", "ready");
  int signal = 0;
  sigwait(&signals, &signal);
  assembly->log->write(io::LogLevel::info, "serve", "stopping");
  gateway.stop();
  (*control)->stop();
  return {};
}

base::Result<base::Document> LocalCommands::restore(const std::string& file, const std::string& backup) {
  auto config = io::read_config(file);
  if (!config) return config.error();
  const io::SystemClock clock;
  return io::restore(backup, ledger_config(*config), clock);
}

std::string LocalCommands::version() const {
  return GATEWAY_VERSION;
}

}  // namespace gateway::app
