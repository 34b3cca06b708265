#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <string>
#include <utility>

#include "gateway/app/command_line_parse.h"

namespace gateway::app {

inline constexpr const char* kPersonHelp =
    "Person number; \"-\" reads it from the standard input, which is better: arguments are visible to others in ps and "
    "stay in the shell's history";

/// The commands while they are defined, and what is gathered of them while they are parsed.
struct Gathering {
  explicit Gathering(Invocation& into) : invocation(into), app("The SUS Gateway", "sus-gateway") {}

  CLI::App* leaf(CLI::App* parent, const std::string& name, const std::string& help, std::string operation) {
    CLI::App* made = parent->add_subcommand(name, help);
    made->fallthrough();
    made->callback([this, operation = std::move(operation)] { invocation.operation = operation; });
    return made;
  }

  CLI::App* kind_of(CLI::App* parent, const std::string& name, const std::string& help, Invocation::Kind kind) {
    CLI::App* made = parent->add_subcommand(name, help);
    made->fallthrough();
    made->callback([this, kind] { invocation.kind = kind; });
    return made;
  }

  CLI::App* group(const std::string& name, const std::string& help) {
    CLI::App* made = app.add_subcommand(name, help);
    made->require_subcommand(1);
    made->fallthrough();
    return made;
  }

  CLI::Option* text(CLI::App* command, const std::string& name, const std::string& help) {
    return command->add_option("--" + name, texts[name], help);
  }

  CLI::Option* flag(CLI::App* command, const std::string& option, const std::string& name, const std::string& help) {
    return command->add_flag(option, flags[name], help);
  }

  void by(CLI::App* command) { text(command, "by", "User who asks")->required(); }

  Invocation& invocation;
  std::map<std::string, std::string> texts;  ///< By argument name; nodes stay where they are.
  std::map<std::string, bool> flags;
  CLI::App app;
};

/// Defines `consent`, `participant` and `incident`: what is said about participants.
void define_participants(Gathering& gathering);

/// Defines `volume`: figures of insatser where nobody is registered individually.
void define_volumes(Gathering& gathering);

/// Defines `processing`: the register of processing.
void define_processing(Gathering& gathering);

/// Defines `lateness`: days from events to their registration.
void define_lateness(Gathering& gathering);

}  // namespace gateway::app
