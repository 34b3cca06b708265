#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/site.h"

namespace gateway::support {

/// A SUS node and the gateways of Arbetsförmedlingen ("af"), Försäkringskassan ("fk") and a municipality ("kommun") of
/// the build under test, on the loopback with mutual TLS. All of them have one directory: AF and FK in Gävle with a
/// caseworker each (af.berg, fk.lund), AF in Bollnäs with nobody, and maj.lind of the municipality. All stop with the
/// object.
class Agencies {
 public:
  /// `with_source`: the municipality reads the demo export, in UTF-8, from drop_folder(); what AF orders as
  /// Arbetsprövning belongs to AF in Gävle, and MLI signs for maj.lind.
  explicit Agencies(bool with_source = false);
  ~Agencies();
  Agencies(const Agencies&) = delete;
  Agencies& operator=(const Agencies&) = delete;

  /// Starts "node", "af", "fk" or "kommun" and waits until it is ready.
  void start(const std::string& part);
  int stop(const std::string& part);
  /// Kills it at once, as a power cut would.
  void kill(const std::string& part);
  /// Starts all with the directory imported.
  void start_all();

  /// A command with `--json` at one of the parts.
  Answer ask(const std::string& part, const std::vector<std::string>& words, const std::string& input = {});
  /// `register` of documents gateway.act/1, without their schema; the answer's rows.
  Json act(const std::string& part, const std::vector<Json>& acts);

  const std::filesystem::path& folder() const { return folder_.path(); }
  std::filesystem::path drop_folder() const { return folder() / "drop"; }
  std::filesystem::path ledger(const std::string& part) const { return folder() / part / "ledger.db"; }
  std::filesystem::path log(const std::string& part) const { return folder() / (part + ".log"); }

 private:
  void write_configuration();
  /// What the municipality's configuration has of its source.
  std::string write_source();

  bool with_source_;
  Certificates certificates_;
  TemporaryFolder folder_;
  int port_;
  int files_ = 0;
  std::map<std::string, std::unique_ptr<Process>> running_;
};

}  // namespace gateway::support
