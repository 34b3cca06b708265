// A registration's whole way between two sites, against what nginx takes to pass on or take in 1 KB by TLS.
#include <algorithm>
#include <optional>
#include <stdexcept>

#include "tests/bench/cpu.h"
#include "tests/bench/line.h"
#include "tests/bench/nginx.h"
#include "tests/bench/rows.h"
#include "tests/support/site.h"

namespace gateway::bench {

namespace {

/// Processor time of a registration, in µs: of the gateway with its plugins, and of the node.
struct Delivered {
  double gateway = 0;
  double node = 0;
};

Delivered deliver(const std::filesystem::path& exported, const Export& made) {
  support::Site site({.directory = "demo", .mapping = "demo", .accorda = "demo"});
  site.start_all();
  const pid_t gateway = site.gateway_process()->pid();
  std::vector<pid_t> node = support::descendants(getpid(), "sus-gateway");
  std::erase(node, gateway);
  const double gateway_before = cpu_of(family(gateway));
  const double node_before = cpu_of(node);
  site.drop(exported, "export_20261101");
  const support::Answer synced = site.sync();
  if (synced.code != 0) throw std::runtime_error("sync: " + synced.err);
  const bool all = support::eventually(std::chrono::minutes(2), [&] {
    const support::Answer open = site.gateway({"queue"});
    return open.json.is_object() && open.json.value("rows", support::Json::array()).empty();
  });
  if (!all) throw std::runtime_error("not everything was delivered");
  const auto each = static_cast<double>(made.registrations);
  return {(cpu_of(family(gateway)) - gateway_before) / each, (cpu_of(node) - node_before) / each};
}

/// What nginx takes for a request, in µs: passing it on, and answering it.
class Rival {
 public:
  Rival() : certificates_(folder_.path() / "certificates") {
    const auto made = support::run(
        {std::string(GATEWAY_SOURCE_DIR) + "/deploy/certificates", certificates_.string(), "node", "kommun"},
        folder_.path());
    if (made.code != 0) throw std::runtime_error("deploy/certificates: " + made.err);
    answers_.emplace(folder_.path() / "answers", certificates_);
    passes_.emplace(folder_.path() / "passes", certificates_, answers_->port());
  }

  double pass() { return each(*passes_); }
  double answer() { return each(*answers_); }

 private:
  double each(const Nginx& nginx) {
    constexpr std::size_t kTimes = 20'000;
    const std::string body(1024, 'x');
    post(certificates_, nginx.port(), body, 500);
    const double begun = nginx.cpu();
    post(certificates_, nginx.port(), body, kTimes);
    return (nginx.cpu() - begun) / kTimes;
  }

  Folder folder_;
  std::filesystem::path certificates_;
  std::optional<Nginx> answers_;
  std::optional<Nginx> passes_;
};

}  // namespace

void delivery_rows(const Wish& wish, Report& report) {
  if (wish.nginx && !Nginx::installed()) throw std::runtime_error("nginx is not installed");
  Folder exports;
  const Export made = write_municipality(exports.path() / "all", 0, std::min<std::size_t>(wish.size, 10'000));
  std::optional<Rival> rival;
  if (wish.nginx) rival.emplace();
  std::vector<double> node;
  std::vector<double> answered;
  const Pair pair = by_turns(
      wish.times,
      [&] {
        const Delivered cost = deliver(exports.path() / "all", made);
        node.push_back(cost.node);
        return cost.gateway;
      },
      [&] {
        answered.push_back(rival ? rival->answer() : 1);
        return rival ? rival->pass() : 1;
      });
  Row way{.name = "delivery: receive to settle, at the gateway", .value = pair.value, .unit = "µs/reg"};
  Row end{.name = "delivery: a registration at the node", .value = median(node), .unit = "µs/reg"};
  if (rival) {
    way.baseline = pair.baseline;
    way.against = "nginx https to https, 1 KB";
    way.ratio = pair.ratio;
    way.goal = Goal{Goal::Of::ratio, false, 4.5, 3.6};
    end.baseline = median(answered);
    end.against = "nginx POST to 200, 1 KB";
    end.ratio = median(node) / median(answered);
    end.goal = Goal{Goal::Of::ratio, false, 6.5, 5};
  }
  report.add(way);
  report.add(end);
}

}  // namespace gateway::bench
