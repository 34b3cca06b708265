#include "tests/support/site.h"

#include <signal.h>

#include <fstream>
#include <stdexcept>

namespace gateway::support {

namespace {

constexpr std::chrono::seconds kStartTime{60};

std::string gateway_section(const std::string& organisation, const std::string& folder) {
  return "[gateway]\norganisation = \"" + organisation + "\"\ndata_dir = \"" + folder + "\"\n[keys]\ndatabase = \"" +
         folder + "/keys.db\"\nmaster_key = \"" + folder + "/master.key\"\n";
}

std::string tls_lines(const std::string& ca, const CertificateFiles& files) {
  return "ca = \"" + ca + "\"\ncertificate = \"" + files.certificate + "\"\nkey = \"" + files.key + "\"\n";
}

/// The last lines of a log: what a person would look at first.
std::string end_of(const std::string& log) {
  return log.size() > 2000 ? log.substr(log.size() - 2000) : log;
}

/// The policy beside the configuration, and the example's code lists.
std::string rules_lines() {
  std::string lists;
  for (const char* name : {"education", "employment", "end-reason", "income-source"}) {
    lists += (lists.empty() ? "'" : ", '") + Site::source("config/codes/" + std::string(name) + ".toml").string() + "'";
  }
  return "policy = \"policy.toml\"\ncodes = [" + lists + "]\n";
}

/// What the programs are to load before all else: a sanitizer's runtime, which this one has, too, wants to be first.
std::string preload(const std::string& library) {
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    const auto path = line.find('/');
    if (path == std::string::npos) continue;
    const bool runtime =
        line.find("/libasan.so", path) != std::string::npos || line.find("/libtsan.so", path) != std::string::npos;
    if (runtime) return line.substr(path) + ":" + library;
  }
  return library;
}

}  // namespace

std::filesystem::path Site::program(const std::string& name) {
  return std::filesystem::path(GATEWAY_BUILD_DIR) / "bin" / name;
}

std::filesystem::path Site::source(const std::string& path) {
  return std::filesystem::path(GATEWAY_SOURCE_DIR) / path;
}

Site::Site(const SiteWish& wish) : record_(wish.record), folder_("sus-site"), port_(unused_port()) {
  std::filesystem::create_directories(drop_folder());
  write_configuration(wish);
}

Site::~Site() {
  stop_gateway();
  stop_node();
}

void Site::write_configuration(const SiteWish& wish) {
  const auto node_files = certificates_.server("node");
  const auto client_files = certificates_.client("kommun");
  write_file(directory_file(), replaced(read_file(source("config/directory/" + wish.directory + ".toml")),
                                        "../../build/demo/certificates/kommun.pem", client_files.certificate));
  write_file(folder() / "policy.toml",
             replaced(read_file(source("config/policy/sus.toml")), "name = \"totals_hours\"\nvalue = 24",
                      "name = \"totals_hours\"\nvalue = 0"));
  write_file(mapping_file(), read_file(source("config/mappings/insatser-" + wish.mapping + ".toml")));
  std::string accorda = read_file(source("config/mappings/accorda-" + wish.accorda + ".toml"));
  // What is dropped here is whole at once, and what is incomplete is told without a wait.
  const std::string quick =
      "settle_seconds = " + std::to_string(wish.settle_seconds) + "\nincomplete_after_seconds = 2\n";
  const std::size_t from = accorda.find("settle_seconds");
  const std::size_t line = accorda.find("incomplete_after_seconds", from);
  if (line == std::string::npos) throw std::logic_error("an example no longer says when a set has settled");
  accorda.replace(from, accorda.find('\n', line) + 1 - from, quick);
  write_file(folder() / "accorda.toml", accorda);

  const std::string ca = certificates_.ca_file();
  write_file(folder() / "node.toml", gateway_section("fk", "node") + "[rules]\n" + rules_lines() +
                                         "[node]\naddress = \"127.0.0.1\"\nport = " + std::to_string(port_) + "\n" +
                                         tls_lines(ca, node_files));
  write_file(folder() / "gateway.toml",
             gateway_section("kommun", "gateway") + "[rules]\nmappings = [\"insatser.toml\"]\n" + rules_lines() +
                 "[[source]]\nid = \"accorda\"\n"
                 "plugin = \"accorda\"\nsettings_file = \"accorda.toml\"\npoll = \"" +
                 wish.poll +
                 "\"\n[source.folders]\ndrop = \"drop\"\n[target]\nid = \"sus\"\nplugin = \"sus\"\nbatch = " +
                 wish.batch + "\ntimeout = \"" + wish.timeout + "\"" +
                 "\nbackoff = { initial = \"100ms\", max = \"1s\" }\n[target.endpoints.node]\nurl = "
                 "\"https://localhost:" +
                 std::to_string(port_) + "\"\n" + tls_lines(ca, client_files));
}

void Site::start_all() {
  start_node();
  start_gateway();
  import_directory("node");
  import_directory("gateway");
}

void Site::import_directory(const std::string& part) {
  const Answer imported = ask(part, true, {"directory", "import", directory_file().string()}, {});
  if (imported.code != 0) throw std::runtime_error(part + " takes no directory: " + imported.err);
}

void Site::generate(int participants, int seed, int day) {
  const std::string d = std::to_string(day);
  const Finished made = run({program("sus-demo").string(), "generate", "--participants", std::to_string(participants),
                             "--seed", std::to_string(seed), "--day", d, "--out", (folder() / ("export-" + d)).string(),
                             "--plan", (folder() / ("plan-" + d + ".json")).string()},
                            folder());
  if (made.code != 0) throw std::runtime_error("sus-demo: " + made.err);
}

void Site::launch(const std::string& part) {
  log_before_[part] = read_file(log(part)).size();
  Process::Environment environment;
  if (!record_.empty()) environment = {{"LD_PRELOAD", preload(record_)}, {"GATEWAY_RECORD", folder().string()}};
  process(part) = std::make_unique<Process>(std::vector<std::string>{program("sus-gateway").string(), "--config",
                                                                     (folder() / (part + ".toml")).string(), "serve"},
                                            Process::Streams{"/dev/null", log(part), log(part)}, environment);
}

bool Site::ready(const std::string& part) const {
  const auto before = log_before_.find(part);
  return before != log_before_.end() && read_file(log(part)).find("serve: ready", before->second) != std::string::npos;
}

void Site::kill(const std::string& part) {
  auto& running = process(part);
  if (running) running->signal(SIGKILL);
  running.reset();
}

void Site::start(const std::string& part) {
  const auto end = std::chrono::steady_clock::now() + kStartTime;
  for (;;) {
    launch(part);
    eventually(kStartTime, [&] { return ready(part) || !process(part)->running(); });
    if (process(part)->running() && ready(part)) return;
    // A command that found no server has the ledger to itself for a moment: the start is worth repeating.
    const int code = process(part)->wait(std::chrono::milliseconds(0)).value_or(0);
    if ((code != 5 && code != 6) || std::chrono::steady_clock::now() > end) {
      throw std::runtime_error(part + " did not start (" + std::to_string(code) + "): " + end_of(read_file(log(part))));
    }
  }
}

int Site::stop(std::unique_ptr<Process>& process) {
  if (!process) return 0;
  const int code = process->stop();
  process.reset();
  return code;
}

Answer Site::gateway(const std::vector<std::string>& words, const std::string& input) {
  return ask("gateway", true, words, input);
}

Answer Site::node(const std::vector<std::string>& words, const std::string& input) {
  return ask("node", true, words, input);
}

Answer Site::plain(const std::vector<std::string>& words, const std::string& input) {
  return ask("gateway", false, words, input);
}

std::vector<std::string> Site::command(const std::string& part, const std::vector<std::string>& words) const {
  std::vector<std::string> all{program("sus-gateway").string(), "--config", (folder() / (part + ".toml")).string(),
                               "--json"};
  all.insert(all.end(), words.begin(), words.end());
  return all;
}

Answer Site::ask(const std::string& part, bool json, const std::vector<std::string>& words, const std::string& input) {
  std::vector<std::string> command = this->command(part, words);
  if (!json) std::erase(command, "--json");
  const Finished finished = run(command, folder(), input);
  std::ofstream(said(), std::ios::app | std::ios::binary) << finished.out << finished.err;
  Answer answer{finished.code, Json(), finished.out, finished.err};
  if (json && !finished.out.empty()) answer.json = Json::parse(finished.out, nullptr, false);
  return answer;
}

void Site::drop(const std::filesystem::path& from, const std::string& name) {
  const auto beside = folder() / ("coming-" + name);
  std::filesystem::copy(from, beside, std::filesystem::copy_options::recursive);
  // What is only to be read comes as somebody's own all the same: a folder is moved by whoever may write to it.
  std::filesystem::permissions(beside, std::filesystem::perms::owner_write, std::filesystem::perm_options::add);
  std::filesystem::rename(beside, drop_folder() / name);
}

Json Site::list(const std::string& kind) {
  const Answer answer = gateway({"list", kind});
  if (answer.code != 0 || !answer.json.is_object()) throw std::runtime_error("list " + kind + ": " + answer.err);
  return answer.json.at("rows");
}

}  // namespace gateway::support
