#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "tests/support/process.h"

namespace gateway::bench {

/// An nginx of one process on the loopback: mutual TLS 1.3, connections kept. It ends with the object.
class Nginx {
 public:
  /// Answers 200 to everything; with `behind`, passes everything on to that port instead, by mutual TLS again.
  /// `certificates` is a folder that deploy/certificates made for `node` and `kommun`.
  Nginx(const std::filesystem::path& folder, const std::filesystem::path& certificates, int behind = 0);

  static bool installed();
  int port() const { return port_; }
  /// Processor time so far, in µs.
  double cpu() const;

 private:
  int port_;
  std::unique_ptr<support::Process> process_;
};

/// Posts `body` so many times over kept connections, as `kommun`. Throws where an answer is not 200.
void post(const std::filesystem::path& certificates, int port, const std::string& body, std::size_t times);

}  // namespace gateway::bench
