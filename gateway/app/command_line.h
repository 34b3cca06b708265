#pragma once

#include <istream>
#include <ostream>

#include "gateway/app/commands.h"

namespace gateway::app {

/// How a command ended; README.md and --help say the same.
enum class Exit : int {
  done = 0,
  attention = 1,  ///< Done, but something needs attention: `check` found a fault, a set or a line could not be read.
  usage = 2,      ///< The command line is wrong.
  configuration = 3,    ///< The configuration is wrong.
  refused = 4,          ///< Refused: this input can never succeed.
  later = 5,            ///< Away or busy: the same may succeed later.
  denied = 6,           ///< Whoever asks lacks the right.
  does_not_add_up = 7,  ///< An equation does not add up, or the ledger does not verify.
  defect = 8            ///< A defect or damaged state.
};

/// What a command reads and writes.
struct Streams {
  std::istream& in;
  std::ostream& out;      ///< The answer, and nothing else.
  std::ostream& err;      ///< Progress and errors.
  bool terminal = false;  ///< `err` is a terminal: progress is a bar.
};

/// Parses the command line, runs it through `commands` and prints what came of it; the answer is the exit code.
int run_command_line(int argc, const char* const* argv, Commands& commands, Streams streams);

/// The same over the standard streams.
int run_command_line(int argc, const char* const* argv, Commands& commands);

}  // namespace gateway::app
