#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/document.h"
#include "gateway/base/result.h"
#include "gateway/flow/rules.h"

namespace gateway::api {

/// What an operation says while it runs: one document a line, e.g. {"source": …, "read": …, "rate": …}.
using Progress = std::function<void(const base::Document&)>;

/// How long is kept what is not registered, and who looked.
struct KeptFor {
  std::chrono::milliseconds rejected = std::chrono::days(30);
  std::chrono::milliseconds parked = std::chrono::days(90);
  std::chrono::milliseconds files = std::chrono::days(7);  ///< A source's, once they are read.
  std::chrono::milliseconds looks = std::chrono::days(5 * 365);
};

/// An endpoint of a system, as it is configured.
struct Endpoint {
  std::string name;
  bool encrypted = true;            ///< HTTPS; else plain HTTP, which is to this machine alone.
  bool client_certificate = false;  ///< We show one, too.
};

/// A configured source or target.
struct ConnectedSystem {
  std::string id;
  bool target = false;
  bool own_process = true;   ///< With limits and a filter of system calls; else in the gateway's own.
  bool own_network = false;  ///< Its plugin may open connections itself.
  std::vector<Endpoint> endpoints;
};

/// What the configuration says of how data comes, lies and goes.
struct Setup {
  bool node = false;        ///< This program is a node; its listener asks for client certificates, always.
  bool keys_apart = false;  ///< The keys' database lies in another folder than the ledger.
  std::vector<ConnectedSystem> systems;
};

/// What operations ask of the running process beside the ledger and the flows. [any thread]
class Engine {
 public:
  virtual ~Engine() = default;

  /// Reads a source (empty: all) until it has no more, and waits until what that put into the outbox is settled or
  /// waits by its own rules. With `dry_run` nothing is stored or sent: the answer tells what would become of each.
  virtual base::Result<base::Document> sync(std::string_view source, bool dry_run, const Progress& progress) = 0;

  /// Waits, for seconds at most, until what is queued is settled or waits by its own rules, and what the node tells is
  /// taken over: what others have queued holds up nobody's answer.
  virtual void settle() {}

  /// Returns at that time.
  virtual void wait_until(std::chrono::steady_clock::time_point) {}

  /// Each configured plugin: id, version, isolation, state, restarts, what describe() says.
  virtual base::Result<base::Document> plugins() = 0;

  /// Tries configuration, certificates, keys, ledger, plugins, mapping and node: rows {what, ok, sentence, remedy}.
  virtual base::Result<base::Document> check() = 0;

  /// Rows of the mapping table with how often each was used; unused ones are candidates for removal.
  virtual base::Result<base::Document> mapping_use() = 0;

  /// Reads mapping and policy files again and decides anew what waits.
  virtual base::Result<base::Document> reload() = 0;

  /// The rules in force, the concept catalogue among them.
  virtual flow::Rules rules() const { return {}; }

  virtual KeptFor kept_for() const { return {}; }

  /// Whether there is a node that is told of what is done here, and followed.
  virtual bool has_node() const { return false; }

  virtual Setup setup() const { return {}; }

  /// Waits until no message of the registrations is in a target's hands.
  virtual base::Result<void> wait_out_of_hands(const std::vector<std::string>& registrations) = 0;
};

}  // namespace gateway::api
