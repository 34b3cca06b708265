#include "gateway/app/command_line_parse.h"

#include <filesystem>
#include <utility>
#include <vector>

#include "gateway/app/command_line_gathering.h"

namespace gateway::app {

namespace {

constexpr const char* kFooter =
    "Exit codes:\n"
    "  0 done\n"
    "  1 done, but something needs attention (check found a fault, a set or a line could not be read)\n"
    "  2 the command line is wrong\n"
    "  3 the configuration is wrong\n"
    "  4 refused: the same input can never succeed\n"
    "  5 away or busy: the same may succeed later\n"
    "  6 denied: whoever asks lacks the right\n"
    "  7 an equation does not add up, or the ledger does not verify\n"
    "  8 a defect or damaged state";

constexpr const char* kRecognisedHelp = "The case it is about, where the task comes from a record and names none";

/// The commands and what is gathered while they are parsed. Lives as long as the CLI::App that points into it.
class Definition : public Gathering {
 public:
  explicit Definition(Invocation& into) : Gathering(into) {
    app.require_subcommand(1);
    app.footer(kFooter);
    app.add_option("-c,--config", invocation.config, "Configuration file")
        ->envname("SUS_GATEWAY_CONFIG")
        ->default_str("/etc/sus-gateway/gateway.toml");
    invocation.config = "/etc/sus-gateway/gateway.toml";
    app.add_flag("--json", invocation.json, "Print the answer as one JSON document");
    app.add_option("--lang", language_, "Language of answers: sv or en; otherwise the configuration's")
        ->check(CLI::IsMember({"sv", "en"}));
    running();
    assignments();
    cooperation();
    proposals();
    define_participants(*this);
    lists();
    plugins_and_ledger();
    define_volumes(*this);
    define_processing(*this);
    define_lateness(*this);
  }

  CLI::App& root() { return app; }

  /// What cannot be bound to one place while parsing. Reads a person number from `in` where it was given as "-".
  base::Result<void> finish(std::istream& in) {
    if (!language_.empty()) {
      invocation.language = language_ == "en" ? core::Language::english : core::Language::swedish;
    }
    for (const auto& [name, value] : texts) {
      if (value.empty()) continue;
      std::string text = value;
      if (name == "person" && text == "-" && !std::getline(in, text)) {
        return base::rejected("inget personnummer kom in på standard in / no person number came in on standard input");
      }
      if (name == "person" && !text.empty() && text.back() == '\r') text.pop_back();
      invocation.arguments.set(name, name == "file" ? absolute(text) : text);
    }
    for (const auto& [name, value] : flags) {
      if (value) invocation.arguments.set(name, true);
    }
    if (limit_ > 0) invocation.arguments.set("limit", limit_);
    if (days_ > 0) invocation.arguments.set("days", days_);
    if (unused_days_ > 0) invocation.arguments.set("unused_days", unused_days_);
    invocation.file = absolute(restore_file_);
    return {};
  }

 private:
  void running() {
    kind_of(&app, "serve", "Run the gateway or node until it is asked to stop", Invocation::Kind::serve);
    CLI::App* sync = leaf(&app, "sync", "Read sources until they have no more, and deliver", "sync");
    text(sync, "source", "Only this source");
    flag(sync, "--dry-run", "dry_run", "Say what would become of each record; store and send nothing");
    leaf(&app, "check", "Try configuration, certificates, keys, ledger, plugins, mapping and node", "check");
    CLI::App* summary = leaf(&app, "summary", "Both equations, and what needs attention by cause", "summary");
    text(summary, "source", "Only this source");
    text(summary, "set", "Only this set of files");
    leaf(&app, "reload", "Read mapping and policy again and decide anew what waits", "reload");
    kind_of(&app, "version", "Print the version", Invocation::Kind::version);
    CLI::App* follow = leaf(&app, "follow", "Whether all that the node has told is here", "follow");
    flag(follow, "--anew", "anew", "Read all of it anew now");

    CLI::App* directory = group("directory", "Organisations, users, roles and assignments");
    CLI::App* import =
        leaf(directory, "import", "Replace the directory by a file's, all or nothing", "directory.import");
    import->add_option("FILE", texts["file"], "Directory file; otherwise the configuration's");
    flag(import, "--dry-run", "dry_run", "Show the difference; store nothing");
    leaf(directory, "show", "Show the directory", "directory.show");
    CLI::App* change = leaf(directory, "change", "Edit cooperation organisations and insatser, all of it or nothing",
                            "directory.change");
    change->add_option("FILE", texts["file"], "Directory change, TOML or JSON")->required();
    flag(change, "--dry-run", "dry_run", "Show what it does; store nothing");
  }

  void assignments() {
    CLI::App* assignment = group("assignment", "Who registers where (uppdrag)");
    CLI::App* search = leaf(assignment, "search", "Find users who can be given assignments; * is any run of characters",
                            "assignment.search");
    search->add_option("NAME", texts["name"], "First or last name, e.g. \"Ka*\"");
    text(search, "first", "First name");
    text(search, "last", "Last name");
    text(search, "employer", "Organisation");
    text(search, "role", "Role that is needed; deltagaransvarig where left out");
    search->add_option("--limit", limit_, "At most so many")->check(CLI::Range(1, 10'000));
    CLI::App* list = leaf(assignment, "list", "Assignments that hold today or later", "assignment.list");
    list->add_option("--office", texts["place"], "Only this office, insats or cooperation organisation");
    text(list, "user", "Only this user");
    CLI::App* change = leaf(assignment, "change", "Save a change set, all of it or nothing", "assignment.change");
    change->add_option("FILE", texts["file"], "Change set, TOML or JSON")->required();
    flag(change, "--dry-run", "dry_run", "Show what it does; store nothing");
    CLI::App* review = leaf(assignment, "review", "Assignments that somebody should look at", "assignment.review");
    review->add_option("--unused-days", unused_days_, "Unused for so many days; 90 where left out")
        ->check(CLI::Range(1, 10'000));

    CLI::App* resend =
        leaf(assignment, "resend", "Tell the node once more of a change set that it refused", "assignment.resend");
    resend->add_option("SET", texts["id"], "Change set, as the list of assignments shows it")->required();

    CLI::App* account = group("account", "What suppliers' accounts may do in Mina sidor (behörigheter)");
    CLI::App* accounts = leaf(account, "list", "What each account may today, where, given by whom", "account.list");
    text(accounts, "organisation", "Only of this supplier");
    text(accounts, "account", "Only this account");
    CLI::App* save = leaf(account, "change", "Save or delete accounts, all of the file or nothing", "account.change");
    save->add_option("FILE", texts["file"], "Account set, TOML or JSON")->required();
    flag(save, "--dry-run", "dry_run", "Show what it does; store nothing");
  }

  void cooperation() {
    CLI::App* acts =
        leaf(&app, "register", "Register acts of the AF/FK cooperation, one JSON document a line", "register");
    acts->add_option("FILE", texts["file"], "Acts: gateway.act/1, a line each")->required();
    flag(acts, "--dry-run", "dry_run", "Say what would become of each; store and send nothing");

    CLI::App* of_cases = group("case", "Cases of the AF/FK cooperation");
    CLI::App* list = leaf(of_cases, "list", "My cases: next step, whose turn, latest when, what is late", "case.list");
    by(list);
    text(list, "office", "All cases of this office instead");
    flag(list, "--all", "all", "Ended ones, too");
    CLI::Option* needs = flag(list, "--needs-responsible", "needs_responsible", "Only those that nobody answers for");
    CLI::Option* missing = flag(list, "--missing", "missing", "Only those with missing answers, oldest first");
    CLI::Option* registered = flag(list, "--registered", "registered", "What was registered in the name of who asks");
    CLI::Option* refused = flag(list, "--refused", "refused", "What SUS refused of what who asks registered");
    needs->excludes(missing)->excludes(registered)->excludes(refused);
    missing->excludes(registered)->excludes(refused);
    registered->excludes(refused);
    list->add_option("--days", days_, "Registered in the last days; 30 where left out")
        ->check(CLI::Range(1, 36'500))
        ->needs(registered);
    list->add_option("--limit", limit_, "At most so many")->check(CLI::Range(1, 10'000));
    CLI::App* show = leaf(of_cases, "show", "One case with its history", "case.show");
    show->add_option("CASE", texts["id"], "Number of the case or registration")->required();
    by(show);

    CLI::App* transfer =
        leaf(of_cases, "transfer", "Another caseworker answers for the case or participation", "case.transfer");
    transfer->add_option("CASE", texts["id"], "Number of the case or registration")->required();
    by(transfer);
    text(transfer, "to", "Who answers for it from now on");
    CLI::Option* deputy = text(transfer, "deputy", "Who stands in");
    flag(transfer, "--no-deputy", "no_deputy", "Nobody stands in any more")->excludes(deputy);

    CLI::App* access = group("access", "Who looked at what");
    CLI::App* looks = leaf(access, "list", "Who looked at a case; for the data protection officer", "access.list");
    text(looks, "case", "Number of the case or registration")->required();
    by(looks);

    CLI::App* task = group("task", "Proposals between authorities");
    CLI::App* tasks = leaf(task, "list", "What waits for an answer at my offices, and own proposals", "task.list");
    by(tasks);
    text(tasks, "office", "Only of this office");
    text(tasks, "case", "Only of this case");
    flag(tasks, "--all", "all", "Answered ones, too");
    CLI::App* shown = leaf(task, "show", "What a task would change", "task.show");
    shown->add_option("TASK", texts["id"], "Task number")->required();
    by(shown);
    text(shown, "case", kRecognisedHelp);
    const std::pair<const char*, const char*> replies[] = {{"confirm", "Register what is proposed"},
                                                           {"reject", "Answer with a reason that it is not registered"},
                                                           {"retract", "Take an own proposal back"}};
    for (const auto& [action, help] : replies) {
      CLI::App* command = task->add_subcommand(action, help);
      command->fallthrough();
      command->callback([this, name = std::string(action)] {
        invocation.operation = "task.reply";
        invocation.arguments.set("action", name);
      });
      command->add_option("TASK", texts["id"], "Task number")->required();
      by(command);
      if (std::string_view(action) == "reject")
        text(command, "reason", "Why: a code of config/codes/task-reason.toml")->required();
      if (std::string_view(action) == "confirm") text(command, "case", kRecognisedHelp);
    }
  }

  void proposals() {
    CLI::App* proposal = group("proposal", "Records that wait for a caseworker's confirmation");
    by(leaf(proposal, "list", "Those that who asks may register", "proposal.list"));
    for (const std::string action : {"confirm", "reject"}) {
      const char* help = action == "confirm" ? "Register it in the name of who asks" : "Set it aside";
      CLI::App* command = leaf(proposal, action, help, "proposal.reply");
      command->callback([this, action] {
        invocation.operation = "proposal.reply";
        invocation.arguments.set("action", action);
      });
      CLI::Option* record = text(command, "record", "The record, as the list shows it");
      CLI::Option* source = text(command, "source", "Or its source");
      CLI::Option* key = text(command, "key", "and its local id, as the list shows it");
      source->needs(key)->excludes(record);
      key->needs(source)->excludes(record);
      by(command);
    }
  }

  void lists() {
    CLI::App* list = group("list", "Lists to work from");
    const std::pair<const char*, const char*> kinds[] = {
        {"rejected", "What was rejected, why, and what to do"},
        {"parked", "What waits, and for what"},
        {"proposed", "What waits for a confirmation, or for another authority"},
        {"outside", "What is not for SUS, and why"},
        {"unused", "Rows of the mapping that were never used"},
        {"vanished", "What is missing in the last full export"},
        {"warnings", "Registrations that stand but should be looked at"}};
    for (const auto& [kind, help] : kinds) {
      CLI::App* command = list->add_subcommand(kind, help);
      command->fallthrough();
      command->callback([this, name = std::string(kind)] {
        invocation.operation = "list";
        invocation.arguments.set("kind", name);
      });
      text(command, "source", "Only this source");
      text(command, "set", "Only this set of files");
      command->add_option("--limit", limit_, "At most so many rows")->check(CLI::Range(1, 10'000));
    }
    CLI::App* queue = leaf(&app, "queue", "Messages on their way to the node", "queue");
    flag(queue, "--all", "all", "Those that are settled, too");
    CLI::App* why =
        leaf(&app, "why", "Why a record or an act was answered as it was, and what would have to change", "why");
    why->add_option("KEY", texts["key"],
                    "Local id, as the lists show it, or registration id; of an act its key, the case, one row of it as "
                    "CASE/ROW, or the task; of a total INSATS/YEAR, of changed assignments their set, or of both the "
                    "message's number in the queue")
        ->required();
    text(why, "source", "Only this source; acts have the source register");
    text(why, "by", "User who asks; of a case only who may see it is told");
    CLI::App* catalogue = leaf(&app, "catalogue", "What is preparatory, what work-oriented", "catalogue");
    flag(catalogue, "--differences", "differences", "Only what two offices class differently");
    leaf(&app, "totals", "Anonymous registrations by insats, year and sex", "totals");
    CLI::App* sets = leaf(&app, "sets", "Sets of files that were read, or could not be", "sets");
    text(sets, "source", "Only this source");
  }

  void plugins_and_ledger() {
    CLI::App* plugin = group("plugin", "Plugins");
    leaf(plugin, "list", "Configured plugins and how they are", "plugin.list");
    CLI::App* describe = leaf(plugin, "describe", "What a plugin says about itself", "plugin.describe");
    describe->add_option("ID", texts["id"], "Configured id")->required();
    CLI::App* check = leaf(plugin, "check", "Whether a plugin reaches its system", "plugin.check");
    check->add_option("ID", texts["id"], "Configured id")->required();

    CLI::App* ledger = group("ledger", "The ledger");
    leaf(ledger, "verify", "Check the audit chain against its signed heads", "ledger.verify");
    leaf(ledger, "stat", "Rows, sizes and versions", "ledger.stat");
    CLI::App* backup =
        leaf(ledger, "backup", "Copy the ledger while it is in use; keys are not in it", "ledger.backup");
    backup->add_option("FILE", texts["file"], "File to write")->required();
    CLI::App* restore =
        kind_of(ledger, "restore", "Put a backup in the ledger's place; no server may run", Invocation::Kind::restore);
    restore->add_option("FILE", restore_file_, "Backup to read")->required();
  }

  std::string language_;
  std::string restore_file_;
  std::int64_t limit_ = 0;
  std::int64_t days_ = 0;
  std::int64_t unused_days_ = 0;
};

}  // namespace

std::string absolute(const std::string& file) {
  std::error_code failed;
  const auto path = std::filesystem::absolute(file, failed);
  return failed ? file : path.string();
}

std::variant<Invocation, Exit> parse_command_line(int argc, const char* const* argv, const Streams& streams) {
  Invocation invocation;
  Definition definition(invocation);
  try {
    definition.root().parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return definition.root().exit(error, streams.out, streams.err) == 0 ? Exit::done : Exit::usage;
  }
  if (const auto finished = definition.finish(streams.in); !finished) {
    streams.err << "sus-gateway: " << finished.error().what << '\n';
    return Exit::usage;
  }
  return invocation;
}

}  // namespace gateway::app
