#include "gateway/app/command_line.h"

#include <unistd.h>

#include <iostream>

#include "gateway/app/command_line_parse.h"
#include "gateway/app/output.h"
#include "gateway/app/output_progress.h"
#include "gateway/app/output_table.h"
#include "gateway/app/output_words.h"
#include "gateway/io/json/document_json.h"

namespace gateway::app {

namespace {

/// `refused` is what a rejecting error means here: a wrong configuration, or wrong input.
Exit exit_of(base::Fault fault, Exit refused) {
  switch (fault) {
    case base::Fault::retry:
    case base::Fault::stop:
      return Exit::later;
    case base::Fault::reject:
      return refused;
    case base::Fault::deny:
      return Exit::denied;
    case base::Fault::broken:
      break;
  }
  return Exit::defect;
}

bool counts_add_up(const base::Document& counts) {
  std::int64_t sum = 0;
  for (int i = 0; i < 7; ++i) sum += counts.integer_or(core::name(static_cast<core::Outcome>(i)), 0);
  return counts.integer_or("read", 0) == sum;
}

bool read_every_set(const base::Document& sources) {
  if (sources.object() == nullptr) return true;
  for (const auto& [id, source] : *sources.object()) {
    for (const base::Document& set : elements(source.find("sets"))) {
      if (set.text("state") == "failed" || set.text("state") == "incomplete") return false;
    }
  }
  return true;
}

Exit exit_of_sync(const base::Document& answer) {
  const base::Document* summary = answer.find("summary");
  if (summary != nullptr && !is_true(*summary, "adds_up")) return Exit::does_not_add_up;
  if (answer.find("accepted") != nullptr && !counts_add_up(answer)) return Exit::does_not_add_up;
  const base::Document* sources = answer.find("sources");
  return sources == nullptr || read_every_set(*sources) ? Exit::done : Exit::attention;
}

/// What a successful answer means for whoever only looks at the exit code.
Exit exit_of_answer(std::string_view operation, const base::Document& answer) {
  if (operation == "sync") return exit_of_sync(answer);
  if (operation == "summary" && !is_true(answer, "adds_up")) return Exit::does_not_add_up;
  if (operation == "ledger.verify" && !is_true(answer, "ok")) return Exit::does_not_add_up;
  const bool change = operation == "assignment.change" || operation == "account.change" || operation == "volume.set" ||
                      operation == "directory.change";
  if (change && !elements(answer.find("faults")).empty()) return Exit::refused;
  const bool asks = operation == "case.transfer" || operation == "task.reply" || operation == "proposal.reply";
  if (asks && !is_true(answer, "done")) return Exit::refused;
  if (operation == "register" && answer.integer_or("unreadable", 0) > 0) return Exit::attention;
  if (operation == "check" || operation == "plugin.check") {
    for (const base::Document& row : elements(&answer)) {
      if (!is_true(row, "ok")) return Exit::attention;
    }
  }
  return Exit::done;
}

class Run {
 public:
  Run(const Invocation& invocation, Commands& commands, Streams& streams)
      : invocation_(invocation),
        commands_(commands),
        streams_(streams),
        language_(invocation.language.value_or(core::Language::swedish)) {}

  Exit run() {
    switch (invocation_.kind) {
      case Invocation::Kind::serve: {
        const auto served = commands_.serve(invocation_.config);
        return served ? Exit::done : fail(served.error(), Exit::configuration);
      }
      case Invocation::Kind::restore: {
        const auto restored = commands_.restore(invocation_.config, invocation_.file);
        return restored ? tell("ledger.restore", *restored) : fail(restored.error(), Exit::refused);
      }
      case Invocation::Kind::version: {
        const std::string version = commands_.version();
        if (invocation_.json) return tell("version", base::Document().set("version", version));
        streams_.out << "sus-gateway " << version << '\n';
        return Exit::done;
      }
      case Invocation::Kind::operation:
        break;
    }
    return operate();
  }

 private:
  Exit operate() {
    const auto session = commands_.open(invocation_.config);
    if (!session) return fail(session.error(), Exit::configuration);
    language_ = invocation_.language.value_or((*session)->language());
    base::Document arguments = invocation_.arguments;
    if (invocation_.operation == "directory.import" && arguments.find("file") == nullptr) {
      const std::string file = (*session)->directory_file();
      if (file.empty()) {
        return fail(
            base::rejected("ingen fil är angiven / no file is named: `directory import FILE`, or directory = \"FILE\" "
                           "under [rules]"),
            Exit::usage);
      }
      arguments.set("file", absolute(file));
    }
    if (auto ready = (*session)->prepare(invocation_.operation, arguments); !ready) {
      return fail(ready.error(), Exit::configuration);
    }
    ProgressLine line(streams_.err, streams_.terminal, language_);
    const auto answer = (*session)->run(invocation_.operation, arguments, [&](const base::Document& said) {
      if (!invocation_.json) line.show(said);
    });
    line.finish();
    return answer ? tell(invocation_.operation, *answer) : fail(answer.error(), Exit::refused);
  }

  Exit tell(std::string_view operation, const base::Document& answer) {
    if (invocation_.json) {
      streams_.out << io::to_json(answer) << '\n';
    } else {
      print_answer(streams_.out, operation, answer, language_);
    }
    streams_.out.flush();
    return exit_of_answer(operation, answer);
  }

  Exit fail(const base::Error& error, Exit refused) {
    if (invocation_.json) {
      base::Document told_error;
      told_error.set("fault", base::name(error.fault)).set("what", error.what);
      streams_.out << io::to_json(base::Document().set("error", std::move(told_error))) << '\n';
    }
    // An error of several lines, one a fault, stays several lines.
    std::size_t at = 0;
    while (at <= error.what.size()) {
      const std::size_t end = std::min(error.what.find('\n', at), error.what.size());
      streams_.err << "sus-gateway: " << printable(std::string_view(error.what).substr(at, end - at)) << '\n';
      at = end + 1;
    }
    return exit_of(error.fault, refused);
  }

  const Invocation& invocation_;
  Commands& commands_;
  Streams& streams_;
  core::Language language_;
};

}  // namespace

int run_command_line(int argc, const char* const* argv, Commands& commands, Streams streams) {
  const auto parsed = parse_command_line(argc, argv, streams);
  if (const Exit* exit = std::get_if<Exit>(&parsed)) return static_cast<int>(*exit);
  return static_cast<int>(Run(std::get<Invocation>(parsed), commands, streams).run());
}

int run_command_line(int argc, const char* const* argv, Commands& commands) {
  return run_command_line(argc, argv, commands, {std::cin, std::cout, std::cerr, ::isatty(STDERR_FILENO) == 1});
}

}  // namespace gateway::app
