#include "tests/bench/line.h"

#include <unistd.h>

#include <fstream>
#include <iterator>

#include "gateway/io/config/rules.h"

namespace gateway::bench {

namespace {

std::string source(const std::string& path) {
  return std::string(GATEWAY_SOURCE_DIR) + "/" + path;
}

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

void write(const std::filesystem::path& path, const std::string& text) {
  if (!(std::ofstream(path, std::ios::binary) << text)) throw std::runtime_error("cannot write " + path.string());
}

/// The text with the line that begins with `start` replaced.
std::string with_line(std::string text, const std::string& start, const std::string& line) {
  const std::size_t at = text.find("\n" + start);
  if (at == std::string::npos) throw std::logic_error("no line begins with " + start);
  return text.replace(at + 1, text.find('\n', at + 1) - at - 1, line);
}

}  // namespace

Folder::Folder() {
  std::string name = (std::filesystem::temp_directory_path() / "sus-bench-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

Folder::~Folder() {
  std::error_code gone;
  std::filesystem::remove_all(path_, gone);
}

std::filesystem::path configure(const std::filesystem::path& folder, const LineWish& wish) {
  std::filesystem::create_directories(folder / "drop");
  std::string accorda =
      with_line(read(source("config/mappings/" + wish.mapping + ".toml")), "settle_seconds", "settle_seconds = 0");
  if (!wish.full) accorda = with_line(accorda, "full = ", "full = false");
  write(folder / "accorda.toml", accorda);
  write(folder / "policy.toml", with_line(read(source("config/policy/sus.toml")), "value = 24", "value = 0"));
  const auto file = folder / "gateway.toml";
  write(file, "[gateway]\norganisation = \"kommun\"\ndata_dir = \"" + (folder / "data").string() +
                  "\"\n[keys]\ndatabase = \"" + (folder / "data/keys.db").string() + "\"\nmaster_key = \"" +
                  (folder / "data/master.key").string() + "\"\n[rules]\nmappings = [\"" +
                  source("config/mappings/insatser-demo.toml") + "\"]\npolicy = \"" +
                  (folder / "policy.toml").string() +
                  "\"\n[[source]]\nid = \"accorda\"\nplugin = \"accorda\"\nsettings_file = \"" +
                  (folder / "accorda.toml").string() + "\"\npoll = \"1h\"\n" +
                  (wish.in_process ? "isolation = \"thread\"\n" : "") + "[source.folders]\ndrop = \"" +
                  (folder / "drop").string() + "\"\n");
  // Nobody's certificate but that of a connection that somebody makes.
  if (!std::filesystem::exists(folder / "directory.toml")) {
    write(folder / "directory.toml",
          with_line(read(source("config/directory/demo.toml")), "certificate_files = ", "certificates = []"));
  }
  return file;
}

void drop(const std::filesystem::path& folder, const std::filesystem::path& exported, const std::string& name) {
  const auto beside = folder / ("coming-" + name);
  std::filesystem::copy(exported, beside, std::filesystem::copy_options::recursive);
  std::filesystem::rename(beside, folder / "drop" / name);
}

void import_directory(app::Gateway& gateway, const std::filesystem::path& folder) {
  const core::DirectoryRows rows = need(io::read_directory((folder / "directory.toml").string()));
  need(gateway.ledger().write(
      [&](ports::Transaction& transaction) { return transaction.replace_directory(rows, gateway.clock().now()); }));
}

Line::Line(const std::filesystem::path& configuration)
    : log_(need(io::Log::open({io::LogLevel::warning, io::Log::Form::text, {}}))),
      gateway_(need(app::Gateway::open(need(io::read_config(configuration.string())), *log_))) {
  import_directory(*gateway_, configuration.parent_path());
  need(gateway_->start_plugins());
}

base::Document Line::sync() {
  return need(gateway_->sync("accorda", false, [](const base::Document&) {}));
}

}  // namespace gateway::bench
