#include "gateway/io/config/config.h"

#include <gtest/gtest.h>

#include "gateway/io/config/toml.h"
#include "gateway/io/json/document_json.h"
#include "tests/unit/io/config/scratch.h"

namespace gateway::io {
namespace {

using namespace std::chrono_literals;

constexpr const char* kHead =
    "[gateway]\norganisation = 'kommun'\ndata_dir = 'data'\n"
    "[keys]\ndatabase = 'keys.db'\nmaster_key = 'master.key'\n"
    "[rules]\npolicy = 'sus.toml'\nmappings = ['m.toml']\n";

const std::string kSource = "[[source]]\nid = 'accorda'\nplugin = 'accorda'\n";
const std::string kNode = "[node]\ncertificate = 'n.pem'\nkey = 'n.key'\nca = 'ca.pem'\n";

class ConfigFile : public testing::Test {
 protected:
  base::Result<Config> read(const std::string& rest) { return read_config(scratch_.write("g.toml", kHead + rest)); }
  std::string refusal(const std::string& rest) {
    const auto config = read(rest);
    return config ? "accepted" : scratch_.shown(config.error().what);
  }

  Scratch scratch_;
};

TEST_F(ConfigFile, ReadsPathsRelativeToItself) {
  const auto config = read(kSource + "[source.folders]\ndrop = 'a/../in'\nother = '/abs'\n");
  ASSERT_TRUE(config) << config.error().what;
  EXPECT_EQ(config->ledger, scratch_.path("data/ledger.db"));
  EXPECT_EQ(config->control_socket, scratch_.path("data/control.sock"));
  EXPECT_EQ(config->keys.master_key, scratch_.path("master.key"));
  EXPECT_EQ(config->sources[0].folders.at("drop"), scratch_.path("in"));
  EXPECT_EQ(config->sources[0].folders.at("other"), "/abs");
  EXPECT_EQ(config->sources[0].plugin, "accorda");
}

TEST_F(ConfigFile, ReadsAPluginPathWithSlashAsPath) {
  const auto config = read("[[source]]\nid = 'a'\nplugin = './a.so'\n");
  ASSERT_TRUE(config) << config.error().what;
  EXPECT_EQ(config->sources[0].plugin, scratch_.path("a.so"));
}

TEST_F(ConfigFile, KeepsSettingsAsADocumentWithPlaces) {
  const auto config = read(kSource + "[source.settings]\nfull = true\n[[source.settings.files]]\nname = 'x'\n");
  ASSERT_TRUE(config) << config.error().what;
  const auto& source = config->sources[0];
  EXPECT_EQ(to_json(source.settings), R"({"full":true,"files":[{"name":"x"}]})");
  EXPECT_EQ(scratch_.shown(place_of(source.settings, "files[0].name", source.settings_file)), "g.toml:16");
}

TEST_F(ConfigFile, ReadsSettingsFromAFileOfTheirOwn) {
  scratch_.write("a.toml", "# Accorda\n[settings]\nfull = true\n");
  const auto config = read(kSource + "settings_file = 'a.toml'\n");
  ASSERT_TRUE(config) << config.error().what;
  EXPECT_EQ(to_json(config->sources[0].settings), R"({"full":true})");
  EXPECT_EQ(scratch_.shown(place_of(config->sources[0].settings, "full", config->sources[0].settings_file)),
            "a.toml:3");
}

TEST_F(ConfigFile, RefusesSettingsFilesThatCannotBeUsed) {
  EXPECT_EQ(refusal(kSource + "settings_file = 'a.toml'\n"),
            "g.toml:13:17: source.accorda.settings_file cannot be used: a.toml: cannot be opened: is it there, and may "
            "this user read it?");
  scratch_.write("a.toml", "full = true\n");
  EXPECT_EQ(
      refusal(kSource + "settings_file = 'a.toml'\n"),
      "g.toml:13:17: source.accorda.settings_file cannot be used: a.toml:1:1: settings is missing: begin the file "
      "with [settings]\na.toml:1:8: full is not known here: known are settings");
  EXPECT_EQ(refusal(kSource + "settings_file = 'a.toml'\nsettings = {}\n"),
            "g.toml:13:17: source.accorda.settings_file stands beside settings: keep one of them");
}

TEST_F(ConfigFile, NamesEndpointsAfterTheirPlugin) {
  const auto config = read(
      "[target]\nplugin = 'sus'\nbatch = 256\nbackoff = { initial = '2s', max = '1min' }\n"
      "[target.endpoints.node]\nurl = 'https://localhost:8443'\nca = 'ca.pem'\n");
  ASSERT_TRUE(config) << config.error().what;
  ASSERT_TRUE(config->target);
  EXPECT_EQ(config->target->endpoints.at("node").name, "target/node");
  EXPECT_EQ(config->target->endpoints.at("node").tls.ca_file, scratch_.path("ca.pem"));
  EXPECT_TRUE(config->target->endpoints.at("node").verify_host);
  EXPECT_EQ(config->target->batch, 256);
  EXPECT_EQ(config->target->backoff.initial, 2s);
}

TEST_F(ConfigFile, RefusesPlainHttpToAnotherMachine) {
  EXPECT_NE(refusal("[target]\nplugin = 'sus'\n[target.endpoints.node]\nurl = 'http://sus.example'\n")
                .find("target.endpoints.node.url cannot be used"),
            std::string::npos);
}

TEST_F(ConfigFile, RefusesACertificateWithoutItsKey) {
  EXPECT_EQ(
      refusal("[target]\nplugin = 'sus'\n[target.endpoints.node]\nurl = 'https://localhost'\ncertificate = 'c.pem'\n"),
      "g.toml:12:1: target.endpoints.node.key is missing: certificate and key go together");
}

TEST_F(ConfigFile, RefusesMoreMessagesAtOnceThanTheContractAllows) {
  EXPECT_EQ(refusal("[target]\nplugin = 'sus'\nbatch = 257\n"),
            "g.toml:12:9: target.batch must be a whole number from 1 to 256");
}

TEST_F(ConfigFile, ReadsANode) {
  const auto config = read(kNode + "port = 0\n[node.limits]\nbody_mib = 2\n[metrics]\nport = 9\n");
  ASSERT_TRUE(config) << config.error().what;
  ASSERT_TRUE(config->node && config->metrics);
  EXPECT_EQ(config->node->port, 0);
  EXPECT_EQ(config->node->limits.body, 2U * 1024 * 1024);
  EXPECT_EQ(config->node->tls->certificate_file, scratch_.path("n.pem"));
  EXPECT_EQ(config->metrics->address, "127.0.0.1");
  EXPECT_FALSE(config->metrics->tls);
}

TEST_F(ConfigFile, RefusesANodeWithoutCertificates) {
  EXPECT_EQ(
      refusal("[node]\naddress = 'localhost'\n"),
      "g.toml:11:11: node.address must be an address in figures: \"127.0.0.1\", \"0.0.0.0\" or \"::\"\n"
      "g.toml:10:1: node.certificate is missing: a node shows who it is; write certificate = \"…\" and key = \"…\"\n"
      "g.toml:10:1: node.ca is missing: a node takes clients of one authority only; write ca = \"…\"");
}

TEST_F(ConfigFile, RefusesTwoPluginsOfOneName) {
  EXPECT_EQ(refusal(kSource + kSource), "g.toml:14:6: source.accorda.id stands twice: each source needs its own");
  EXPECT_EQ(refusal(kSource + "[target]\nid = 'accorda'\nplugin = 'sus'\n"),
            "g.toml:14:6: target.id is a source's, too: each plugin needs its own");
}

TEST_F(ConfigFile, RefusesIdsThatAreNoIds) {
  EXPECT_EQ(refusal("[[source]]\nid = 'Å*'\nplugin = 'x'\n"),
            "g.toml:11:6: source.Å*.id must be made of a–z, 0–9, '-', '_' and '.', 64 at most");
}

TEST_F(ConfigFile, RefusesAProgramWithNothingToDo) {
  EXPECT_EQ(refusal(""),
            "g.toml:1:1: the file has nothing to do: write [[source]] and [target] for a gateway, [node] for a node");
}

TEST_F(ConfigFile, RefusesSourcesWithoutAMapping) {
  const auto path = scratch_.write("h.toml",
                                   "[gateway]\norganisation = 'k'\ndata_dir = 'd'\n[keys]\ndatabase = 'k'\n"
                                   "master_key = 'm'\n[rules]\npolicy = 'p'\n" +
                                       kSource);
  const auto config = read_config(path);
  ASSERT_FALSE(config);
  EXPECT_EQ(scratch_.shown(config.error().what),
            "h.toml:1:1: rules.mappings is missing: sources need the table that says where each insats belongs");
}

TEST_F(ConfigFile, RefusesASocketPathThatNoSocketMayHave) {
  const auto what = refusal(kNode + "[log]\nlevel = 'loud'\n");
  EXPECT_EQ(what, "g.toml:15:9: log.level must be one of \"debug\", \"info\", \"warning\", \"error\"");
  const auto path = scratch_.write(
      "h.toml", "[gateway]\norganisation = 'k'\ndata_dir = 'd'\ncontrol_socket = '" + std::string(108, 's') + "'\n");
  EXPECT_NE(read_config(path).error().what.find("control_socket is longer than 107 characters"), std::string::npos);
}

TEST_F(ConfigFile, TellsWhatIsMissingAltogether) {
  const auto path = scratch_.write("empty.toml", "");
  EXPECT_EQ(scratch_.shown(read_config(path).error().what).substr(0, 69),
            "empty.toml:1:1: gateway is missing: write [gateway]\nempty.toml:1:1: k");
}

TEST(ConfigExamples, StandAsTheyAre) {
  for (const auto name : {"gateway.toml", "node.toml"}) {
    const auto config = read_config(std::string(GATEWAY_SOURCE_DIR "/config/") + name);
    EXPECT_TRUE(config) << config.error().what;
  }
}

}  // namespace
}  // namespace gateway::io
