#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "gateway/api/engine.h"
#include "gateway/base/document.h"
#include "gateway/base/result.h"
#include "gateway/core/reason.h"

namespace gateway::app {

/// Where operations are run: in the server that owns the ledger, or in this process, which then owns it meanwhile.
class Session {
 public:
  virtual ~Session() = default;
  /// What people read where the command line does not say.
  virtual core::Language language() const { return core::Language::swedish; }
  /// What `directory import` reads where no file is named; may be empty.
  virtual std::string directory_file() const { return {}; }
  /// Starts what the operation needs. Fault reject: the configuration is wrong.
  virtual base::Result<void> prepare(std::string_view /*operation*/, const base::Document& /*arguments*/) { return {}; }
  /// An operation of gateway/api/README.md.
  virtual base::Result<base::Document> run(std::string_view operation, const base::Document& arguments,
                                           const api::Progress& progress) = 0;
};

/// What the command line asks of the rest of the program.
class Commands {
 public:
  virtual ~Commands() = default;

  /// The server of this configuration where one runs, else this process. Fault reject: the configuration is wrong.
  virtual base::Result<std::unique_ptr<Session>> open(const std::string& config) = 0;

  /// Serves until asked to stop by a signal. Fault reject: the configuration is wrong.
  virtual base::Result<void> serve(const std::string& config) = 0;

  /// Puts a backup in the ledger's place; refuses while a server runs. Answers what stands now.
  virtual base::Result<base::Document> restore(const std::string& config, const std::string& file) = 0;

  /// The program's version.
  virtual std::string version() const = 0;
};

}  // namespace gateway::app
