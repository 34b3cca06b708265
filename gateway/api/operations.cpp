#include "gateway/api/operations.h"

#include <utility>

#include "gateway/api/documents.h"
#include "gateway/api/even_refusal.h"

namespace gateway::api {

namespace {

base::Error no_plugin() {
  return base::rejected(
      "ingen konfigurerad plugin har det id:t; `plugin list` visar dem / no configured plugin has this id; `plugin "
      "list` names them");
}

/// A refusal, or that nobody was found.
bool tells_nothing(const base::Result<base::Document>& answer) {
  if (!answer) return true;
  const base::Document* rows = answer->find("rows");
  const base::Document* found = answer->find("found");
  return (rows != nullptr && rows->array() != nullptr && rows->array()->empty()) ||
         (found != nullptr && found->boolean() != nullptr && !*found->boolean());
}

}  // namespace

Operations::Operations(ports::Ledger& ledger, Flows flows, const ports::Codec& codec, const ports::Clock& clock,
                       Engine& engine, Files files, std::string version)
    : ledger_(ledger),
      facts_(flows.facts),
      intake_(flows.intake),
      cooperation_(flows.cooperation),
      codec_(codec),
      clock_(clock),
      engine_(engine),
      read_directory_(std::move(files.directory)),
      read_text_(std::move(files.text)),
      version_(std::move(version)) {}

base::Result<base::Document> Operations::run(std::string_view operation, const base::Document& arguments,
                                             const Progress& progress) {
  const auto asked = std::chrono::steady_clock::now();
  auto answer = answer_to(operation, arguments, progress);
  if (asks_for_persons(operation) && tells_nothing(answer))
    engine_.wait_until(even(asked, std::chrono::steady_clock::now()));
  return answer;
}

base::Result<base::Document> Operations::answer_to(std::string_view operation, const base::Document& arguments,
                                                   const Progress& progress) {
  using Run = Answer (Operations::*)(const base::Document&);
  constexpr std::pair<std::string_view, Run> kRuns[] = {
      {"summary", &Operations::summary},
      {"list", &Operations::list},
      {"queue", &Operations::queue},
      {"totals", &Operations::totals},
      {"sets", &Operations::sets},
      {"consent", &Operations::consent},
      {"consent.list", &Operations::consent_list},
      {"consent.archived", &Operations::consent_archived},
      {"consent.for_fk", &Operations::for_fk},
      {"consent.fk_told", &Operations::fk_told},
      {"participant.protect", &Operations::protect},
      {"participant.deceased", &Operations::deceased},
      {"participant.lift", &Operations::lift},
      {"participant.part", &Operations::part},
      {"participant.wrong", &Operations::wrong},
      {"participant.extract", &Operations::participant_extract},
      {"incident.list", &Operations::incident_list},
      {"incident.report", &Operations::incident_report},
      {"incident.close", &Operations::incident_close},
      {"register", &Operations::register_acts},
      {"case.list", &Operations::case_list},
      {"case.show", &Operations::case_show},
      {"case.transfer", &Operations::case_transfer},
      {"access.list", &Operations::access_list},
      {"task.list", &Operations::task_list},
      {"task.show", &Operations::task_show},
      {"task.reply", &Operations::task_reply},
      {"participant.search", &Operations::participant_search},
      {"proposal.list", &Operations::proposal_list},
      {"proposal.reply", &Operations::proposal_reply},
      {"why", &Operations::why},
      {"catalogue", &Operations::catalogue},
      {"directory.import", &Operations::directory_import},
      {"directory.show", &Operations::directory_show},
      {"directory.change", &Operations::directory_change},
      {"assignment.search", &Operations::assignment_search},
      {"assignment.list", &Operations::assignment_list},
      {"assignment.change", &Operations::assignment_change},
      {"assignment.review", &Operations::assignment_review},
      {"assignment.resend", &Operations::assignment_resend},
      {"follow", &Operations::follow},
      {"account.list", &Operations::account_list},
      {"account.change", &Operations::account_change},
      {"plugin.list", &Operations::plugin_list},
      {"plugin.describe", &Operations::plugin_describe},
      {"plugin.check", &Operations::plugin_check},
      {"ledger.backup", &Operations::ledger_backup},
      {"volume.set", &Operations::volume_set},
      {"volume.list", &Operations::volume_list},
      {"processing", &Operations::processing},
      {"lateness", &Operations::lateness},
  };
  if (operation == "sync") return sync(arguments, progress);
  for (const auto& [name, run] : kRuns) {
    if (name == operation) return (this->*run)(arguments);
  }
  const std::pair<std::string_view, std::function<Answer()>> plain[] = {
      {"check", [this] { return engine_.check(); }},
      {"reload", [this] { return engine_.reload(); }},
      {"ledger.verify", [this] { return ledger_.verify(); }},
      {"ledger.stat", [this] { return ledger_.stat(); }},
      {"version", [this] { return Answer(base::Document().set("version", version_)); }},
      {"ping", [] { return Answer(base::Document().set("pong", true)); }},
  };
  for (const auto& [name, run_plain] : plain) {
    if (name != operation) continue;
    if (const auto checked = Arguments::read(arguments, {}); !checked) return checked.error();
    return run_plain();
  }
  return base::rejected("there is no operation of this name");
}

base::Result<base::Document> Operations::sync(const base::Document& given, const Progress& progress) {
  const auto arguments = Arguments::read(given, {"source", "dry_run"});
  if (!arguments) return arguments.error();
  const auto source = arguments->text("source");
  if (!source) return source.error();
  const auto dry_run = arguments->flag("dry_run");
  if (!dry_run) return dry_run.error();
  auto done = engine_.sync(*source, *dry_run, progress);
  if (!done || *dry_run || done->object() == nullptr) return done;
  auto standing = summary_of(*source, {});
  if (!standing) return standing.error();
  done->set("summary", std::move(*standing));
  return done;
}

base::Result<base::Document> Operations::plugin_list(const base::Document& given) {
  if (const auto checked = Arguments::read(given, {}); !checked) return checked.error();
  auto plugins = engine_.plugins();
  if (!plugins || plugins->array() == nullptr) return plugins;
  return rows_document(std::move(*plugins->array()));
}

base::Result<base::Document> Operations::plugin_describe(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"id"});
  if (!arguments) return arguments.error();
  const auto id = arguments->required("id");
  if (!id) return id.error();
  const auto plugins = engine_.plugins();
  if (!plugins) return plugins.error();
  if (plugins->array() != nullptr) {
    for (const base::Document& plugin : *plugins->array()) {
      if (plugin.text("id") == *id) return plugin;
    }
  }
  return no_plugin();
}

base::Result<base::Document> Operations::plugin_check(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"id"});
  if (!arguments) return arguments.error();
  const auto id = arguments->required("id");
  if (!id) return id.error();
  const auto checked = engine_.check();
  if (!checked) return checked.error();
  base::Document rows{base::Document::Array{}};
  if (checked->array() != nullptr) {
    for (const base::Document& row : *checked->array()) {
      if (row.text("what") == "plugin " + *id) rows.add(row);
    }
  }
  if (rows.array()->empty()) return no_plugin();
  return rows;
}

base::Result<base::Document> Operations::ledger_backup(const base::Document& given) {
  const auto arguments = Arguments::read(given, {"file"});
  if (!arguments) return arguments.error();
  const auto file = arguments->required("file");
  if (!file) return file.error();
  if (const auto copied = ledger_.backup(*file); !copied) return copied.error();
  return base::Document()
      .set("file", *file)
      .set("text", both("Liggaren är kopierad. Nycklarna ingår inte: de säkerhetskopieras för sig.",
                        "The ledger is copied. The keys are not in it: they are backed up by themselves."));
}

}  // namespace gateway::api
