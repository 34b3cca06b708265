#pragma once

#include <functional>
#include <string>
#include <vector>

#include "gateway/flow/rules.h"

namespace gateway::flow {

/// The way in at a node: messages from a gateway, decided by the node's own directory. [any thread]
class Reception {
 public:
  using Answers = base::Result<std::vector<ports::NodeAnswer>>;

  explicit Reception(Surroundings surroundings) : around_(std::move(surroundings)) {}

  /// Decides and stores `documents` (gateway.message/1) in one transaction and calls `done`, on the writer thread, once
  /// they are on disk: an answer each, in order. A certificate (SHA-256 fingerprint) that no organisation is bound to:
  /// fault deny. A document that cannot be read is answered rejected; the others stand.
  void receive(std::string certificate, const std::vector<std::string>& documents, std::function<void(Answers)> done);

 private:
  Surroundings around_;
};

}  // namespace gateway::flow
