#include "tests/support/agencies.h"

#include <signal.h>

#include <stdexcept>

namespace gateway::support {

namespace {

constexpr std::chrono::seconds kStartTime{60};
constexpr const char* kGateways[] = {"af", "fk", "kommun"};

std::string directory_of(const std::map<std::string, std::string>& fingerprints) {
  std::string text;
  const std::pair<const char*, const char*> organisations[] = {{"af", "af"}, {"fk", "fk"}, {"kommun", "municipality"}};
  for (const auto& [id, kind] : organisations) {
    text += "[[organisation]]\nid = \"" + std::string(id) + "\"\nname = \"" + id + "\"\nkind = \"" + kind +
            "\"\ncertificates = [\"" + fingerprints.at(id) + "\"]\n";
  }
  for (const std::string agency : {"af", "fk"}) {
    text += "[[office]]\nid = \"" + agency + "-gavle\"\nname = \"" + agency + " Gävle\"\norganisation = \"" + agency +
            "\"\n";
  }
  text += "[[office]]\nid = \"af-bollnas\"\nname = \"af Bollnäs\"\norganisation = \"af\"\n";
  const std::pair<const char*, const char*> users[] = {{"af.berg", "af"}, {"fk.lund", "fk"}, {"maj.lind", "kommun"}};
  for (const auto& [id, organisation] : users) {
    text +=
        "[[user]]\nid = \"" + std::string(id) + "\"\nname = \"" + id + "\"\norganisation = \"" + organisation + "\"\n";
  }
  text += "[[role]]\nusers = [\"af.berg\", \"fk.lund\"]\nroles = [\"deltagaransvarig\"]\nfrom = 2020-01-01\n";
  text += "[[assignment]]\nusers = [\"af.berg\"]\nplaces = [\"af-gavle\"]\nfrom = 2020-01-01\n";
  text += "[[assignment]]\nusers = [\"fk.lund\"]\nplaces = [\"fk-gavle\"]\nfrom = 2020-01-01\n";
  text += "[[signature]]\nsource = \"*\"\ntexts = [\"MLI\"]\nuser = \"maj.lind\"\nfrom = 2020-01-01\n";
  return text;
}

std::string section(const std::string& organisation, const std::string& part) {
  std::string rules = "[rules]\npolicy = [";
  for (const char* file : {"sus", "law", "flows", "cooperation", "roles"}) {
    rules += "'" + Site::source("config/policy/" + std::string(file) + ".toml").string() + "', ";
  }
  rules += "]\ncatalogue = '" + Site::source("config/policy/catalogue.toml").string() + "'\ncodes = [";
  for (const auto& entry : std::filesystem::directory_iterator(Site::source("config/codes"))) {
    rules += "'" + entry.path().string() + "', ";
  }
  return "[gateway]\norganisation = \"" + organisation + "\"\ndata_dir = \"" + part + "\"\n[keys]\ndatabase = \"" +
         part + "/keys.db\"\nmaster_key = \"" + part + "/master.key\"\n" + rules + "]\n";
}

std::string tls(const std::string& ca, const CertificateFiles& files) {
  return "ca = \"" + ca + "\"\ncertificate = \"" + files.certificate + "\"\nkey = \"" + files.key + "\"\n";
}

}  // namespace

Agencies::Agencies(bool with_source) : with_source_(with_source), folder_("sus-agencies"), port_(unused_port()) {
  write_configuration();
}

Agencies::~Agencies() {
  for (const char* gateway : kGateways) stop(gateway);
  stop("node");
}

void Agencies::write_configuration() {
  const std::string ca = certificates_.ca_file();
  const std::string port = std::to_string(port_);
  write_file(folder() / "node.toml", section("fk", "node") + "[node]\naddress = \"127.0.0.1\"\nport = " + port + "\n" +
                                         tls(ca, certificates_.server("node")));
  std::map<std::string, std::string> fingerprints;
  for (const std::string gateway : kGateways) {
    const CertificateFiles files = certificates_.client(gateway);
    fingerprints[gateway] = files.fingerprint;
    write_file(
        folder() / (gateway + ".toml"),
        section(gateway, gateway) + (with_source_ && gateway == "kommun" ? write_source() : std::string()) +
            "[target]\nid = \"sus\"\nplugin = \"sus\"\nfollow = \"200ms\"\nbackoff = { initial = \"100ms\", max = "
            "\"1s\" }\n[target.endpoints.node]\nurl = \"https://localhost:" +
            port + "\"\n" + tls(ca, files));
  }
  write_file(folder() / "directory.toml", directory_of(fingerprints));
}

std::string Agencies::write_source() {
  std::filesystem::create_directories(drop_folder());
  std::string accorda = read_file(Site::source("config/mappings/accorda-demo.toml"));
  accorda = replaced(accorda, "encoding = \"windows-1252\"", "encoding = \"utf-8\"");
  write_file(folder() / "accorda.toml", replaced(accorda, "settle_seconds = 1", "settle_seconds = 0"));
  write_file(folder() / "insatser.toml",
             "owner = \"AMO\"\nsource = \"Invented\"\n[[row]]\nbeslut = \"ARB\"\nordered_by = \"Arbetsförmedlingen\"\n"
             "insats = \"Arbetsprövning\"\ntask = \"af-gavle\"\nactivity = \"preparatory\"\nfrom = 2014-01-01\n");
  return "mappings = [\"insatser.toml\"]\n[[source]]\nid = \"accorda\"\nplugin = \"accorda\"\nsettings_file = "
         "\"accorda.toml\"\npoll = \"1h\"\n[source.folders]\ndrop = \"drop\"\n";
}

void Agencies::start(const std::string& part) {
  const auto end = std::chrono::steady_clock::now() + kStartTime;
  for (;;) {
    const std::size_t before = read_file(log(part)).size();
    auto& process = running_[part];
    process = std::make_unique<Process>(std::vector<std::string>{Site::program("sus-gateway").string(), "--config",
                                                                 (folder() / (part + ".toml")).string(), "serve"},
                                        Process::Streams{"/dev/null", log(part), log(part)});
    const auto ready = [&] { return read_file(log(part)).find("serve: ready", before) != std::string::npos; };
    eventually(kStartTime, [&] { return ready() || !process->running(); });
    if (process->running() && ready()) return;
    // A command that found no server has the ledger to itself for a moment: the start is worth repeating.
    const int code = process->wait(std::chrono::milliseconds(0)).value_or(0);
    if ((code != 5 && code != 6) || std::chrono::steady_clock::now() > end) {
      throw std::runtime_error(part + " did not start (" + std::to_string(code) + "): " + read_file(log(part)));
    }
  }
}

int Agencies::stop(const std::string& part) {
  auto& process = running_[part];
  if (!process) return 0;
  const int code = process->stop();
  process.reset();
  return code;
}

void Agencies::kill(const std::string& part) {
  auto& process = running_[part];
  if (process) process->signal(SIGKILL);
  process.reset();
}

void Agencies::start_all() {
  start("node");
  for (const char* gateway : kGateways) start(gateway);
  for (const std::string part : {"node", "af", "fk", "kommun"}) {
    const Answer imported = ask(part, {"directory", "import", (folder() / "directory.toml").string()});
    if (imported.code != 0) throw std::runtime_error(part + " takes no directory: " + imported.err);
  }
}

Answer Agencies::ask(const std::string& part, const std::vector<std::string>& words, const std::string& input) {
  std::vector<std::string> command{Site::program("sus-gateway").string(), "--config",
                                   (folder() / (part + ".toml")).string(), "--json"};
  command.insert(command.end(), words.begin(), words.end());
  const Finished finished = run(command, folder(), input);
  Answer answer{finished.code, Json(), finished.out, finished.err};
  if (!finished.out.empty()) answer.json = Json::parse(finished.out, nullptr, false);
  return answer;
}

Json Agencies::act(const std::string& part, const std::vector<Json>& acts) {
  std::string text;
  for (Json act : acts) {
    act["schema"] = "gateway.act/1";
    text += act.dump() + "\n";
  }
  const auto file = folder() / ("acts-" + std::to_string(++files_) + ".ndjson");
  write_file(file, text);
  const Answer answer = ask(part, {"register", file.string()});
  if (answer.code != 0 || !answer.json.is_object()) throw std::runtime_error("register: " + answer.err + answer.out);
  return answer.json.at("rows");
}

}  // namespace gateway::support
