#include "gateway/host/plugin.h"

#include <unistd.h>

#include <array>
#include <climits>
#include <optional>
#include <utility>

#include "gateway/host/granted_services.h"
#include "gateway/host/library.h"
#include "gateway/host/local_instance.h"
#include "gateway/host/process_instance.h"
#include "gateway/host/supervisor.h"
#include "gateway/host/watch.h"

namespace gateway::host {
namespace {

std::string runner_beside_us() {
  std::array<char, PATH_MAX> path{};
  const auto size = ::readlink("/proc/self/exe", path.data(), path.size());
  const std::string self(path.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  return self.substr(0, self.rfind('/') + 1) + "sus-gateway-runner";
}

ProcessInstance::Options options(const PluginConfig& config) {
  return {config.runner.empty() ? runner_beside_us() : config.runner,
          config.library,
          config.limits,
          config.own_network,
          config.call_timeout,
          config.stop_grace};
}

/// Made and started; each of the two kinds of isolation.
base::Result<std::unique_ptr<Instance>> make(const PluginConfig& config, Services& services) {
  std::unique_ptr<Instance> instance;
  if (config.isolation == PluginConfig::Isolation::thread) {
    const auto library = Library::load(config.library);
    if (!library) return library.error();
    auto made = LocalInstance::make(*library, services);
    if (!made) return made.error();
    instance = std::move(*made);
  } else {
    auto made = ProcessInstance::make(options(config), services);
    if (!made) return made.error();
    instance = std::move(*made);
  }
  if (auto started = instance->start(config.settings); !started) return started.error();
  return instance;
}

class PluginSource : public ports::Source {
 public:
  PluginSource(std::shared_ptr<Supervisor> supervisor, std::vector<std::string> folders)
      : supervisor_(std::move(supervisor)), watch_(std::move(folders)) {}

  base::Result<ports::Pulled> pull(std::string_view stream, std::string_view cursor,
                                   const std::function<base::Result<void>(const ports::Page&)>& take) override {
    std::optional<base::Error> refused;  // By `take`: the caller's own, whatever the plugin made of it.
    auto result = supervisor_->call<ports::Pulled>([&](Instance& instance) {
      return instance.pull(stream, cursor, [&](const ports::Page& page) {
        auto taken = supervisor_->stopping() ? base::Error{base::Fault::stop, "stopping"} : take(page);
        if (!taken) refused = taken.error();
        return taken;
      });
    });
    if (refused) return *refused;
    return result;
  }

  bool wait(std::chrono::milliseconds at_most) override { return watch_.wait(at_most); }

  void stop() override {
    supervisor_->stop();
    watch_.stop();
  }

 private:
  std::shared_ptr<Supervisor> supervisor_;
  Watch watch_;
};

class PluginTarget : public TargetChannel {
 public:
  explicit PluginTarget(std::shared_ptr<Supervisor> supervisor) : supervisor_(std::move(supervisor)) {}

  base::Result<std::vector<TargetAnswer>> push(std::span<const std::string> items,
                                               std::chrono::milliseconds timeout) override {
    std::size_t total = 0;
    for (const auto& item : items) total += item.size();
    if (items.size() > SUS_PUSH_ITEMS || total > SUS_PUSH_BYTES) {
      return base::rejected("a batch holds at most 256 items and 16 MiB");
    }
    return supervisor_->call<std::vector<TargetAnswer>>(
        [&](Instance& instance) { return instance.push(items, timeout); });
  }

  void stop() override { supervisor_->stop(); }

 private:
  std::shared_ptr<Supervisor> supervisor_;
};

/// For looking at a library that nothing has been granted to.
struct NoHttp : ports::HttpClient {
  base::Result<ports::HttpResponse> send(std::string_view, const ports::HttpRequest&,
                                         std::chrono::milliseconds) override {
    return base::rejected("nothing is sent while a plugin is only looked at");
  }
};
struct NoLog : LogSink {
  void write(LogLevel, std::string_view, std::string_view) override {}
};

}  // namespace

Plugin::Plugin(std::shared_ptr<Supervisor> supervisor, About about, PluginConfig config)
    : supervisor_(std::move(supervisor)), about_(std::move(about)), config_(std::move(config)) {}

base::Result<std::unique_ptr<Plugin>> Plugin::start(PluginConfig config, ports::HttpClient& http, LogSink& log) {
  if (config.settings.size() > kSettingsBytes) {
    return base::rejected("plugin " + config.id + ": its settings are larger than 4 MiB");
  }
  auto services = std::make_unique<GrantedServices>(
      GrantedServices::Grant{config.id, config.endpoints, config.folders, config.http_timeout, config.now}, http, log);
  auto& granted = *services;
  auto supervisor = std::make_shared<Supervisor>(
      config.id, [config, &granted] { return make(config, granted); }, std::move(services), config.restart, log);
  auto about = supervisor->begin();
  if (!about) return about.error();
  return std::unique_ptr<Plugin>(new Plugin(std::move(supervisor), std::move(*about), std::move(config)));
}

base::Result<About> Plugin::inspect(const std::string& library, const std::string& runner) {
  NoHttp http;
  NoLog log;
  PluginConfig config;
  config.library = library;
  config.runner = runner;
  config.call_timeout = std::chrono::seconds(10);
  GrantedServices services({library, {}, {}, {}, {}}, http, log);
  const auto made = ProcessInstance::make(options(config), services);
  if (!made) return made.error();
  return (*made)->about();
}

base::Result<std::string> Plugin::check() {
  return supervisor_->call<std::string>([](Instance& instance) { return instance.check(); });
}

std::unique_ptr<ports::Source> Plugin::source() {
  if (!about_.source) return nullptr;
  std::vector<std::string> folders;
  for (const auto& [name, path] : config_.folders) folders.push_back(path);
  return std::make_unique<PluginSource>(supervisor_, std::move(folders));
}

std::unique_ptr<TargetChannel> Plugin::target() {
  if (!about_.target) return nullptr;
  return std::make_unique<PluginTarget>(supervisor_);
}

Health Plugin::state() const {
  return supervisor_->health();
}

void Plugin::release() {
  supervisor_->release();
}

void Plugin::stop() {
  supervisor_->stop();
}

}  // namespace gateway::host
