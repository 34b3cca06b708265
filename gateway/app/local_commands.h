#pragma once

#include "gateway/app/commands.h"

namespace gateway::app {

/// The commands on this machine: through the server's control socket where one runs, otherwise with the ledger opened
/// here for as long as the command takes.
class LocalCommands final : public Commands {
 public:
  base::Result<std::unique_ptr<Session>> open(const std::string& config) override;
  base::Result<void> serve(const std::string& config) override;
  base::Result<base::Document> restore(const std::string& config, const std::string& file) override;
  std::string version() const override;
};

}  // namespace gateway::app
