#pragma once

#include <optional>
#include <string>
#include <variant>

#include "gateway/app/command_line.h"
#include "gateway/core/reason.h"

namespace gateway::app {

/// A command line, understood.
struct Invocation {
  enum class Kind { operation, serve, restore, version };

  Kind kind = Kind::operation;
  std::string config;
  bool json = false;
  std::optional<core::Language> language;  ///< None: the configuration's.
  std::string operation;                   ///< As gateway/api names it.
  base::Document arguments{base::Document::Object{}};
  std::string file;  ///< To restore.
};

/// The invocation; or the exit code where help was asked for or the line is wrong, and that was told on `streams`. A
/// person number given as "-" is read from `streams.in`.
std::variant<Invocation, Exit> parse_command_line(int argc, const char* const* argv, const Streams& streams);

/// The file's absolute path: another process may do the work, in another folder.
std::string absolute(const std::string& file);

}  // namespace gateway::app
