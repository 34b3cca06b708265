// What an XML file asks to be fetched from elsewhere: nothing is, as the system calls of the reading process show.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "tests/support/site.h"

namespace gateway::scenario {
namespace {

namespace fs = std::filesystem;
using support::read_file;
using support::replaced;
using support::run;
using support::Site;
using support::write_file;
using ::testing::HasSubstr;
using ::testing::Not;

/// A port on the loopback that somebody listens on.
class Listener {
 public:
  Listener() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(socket_, 5) != 0 ||
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
      throw std::runtime_error("no port on the loopback");
    }
    url = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/";
  }
  ~Listener() { ::close(socket_); }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  bool asked() const {
    pollfd ready{socket_, POLLIN, 0};
    return ::poll(&ready, 1, 0) != 0;
  }

  std::string url;

 private:
  int socket_;
};

class XmlOutside : public ::testing::TestWithParam<const char*> {
 protected:
  XmlOutside() : site({.directory = "demo", .mapping = "demo", .accorda = "demo-xml"}) {
    const auto made = run({Site::program("sus-demo").string(), "generate", "--participants", "20", "--seed", "7",
                           "--day", "1", "--format", "xml", "--out", (site.folder() / "export").string(), "--plan",
                           (site.folder() / "plan.json").string()},
                          site.folder());
    if (made.code != 0) throw std::runtime_error(made.err);
    const fs::path config = site.folder() / "gateway.toml";
    write_file(config, replaced(read_file(config), "[source.folders]",
                                "isolation = \"" + std::string(GetParam()) + "\"\n[source.folders]"));
    secret = site.folder() / "outside";
    write_file(secret, "secret");
  }

  /// Drops the export with `text` put before the first `mark`.
  void drop_with(const std::string& name, const std::string& mark, const std::string& text) {
    const fs::path set = site.folder() / name;
    fs::copy(site.folder() / "export", set);
    write_file(set / "accorda.xml", replaced(read_file(set / "accorda.xml"), mark, text + mark));
    site.drop(set, name);
  }

  /// The lines of the threads and processes that opened one of these, from the first XML file on.
  static std::vector<std::string> lines_of(const std::string& trace, const std::vector<std::string>& openers) {
    std::vector<std::string> lines;
    std::istringstream all(trace);
    for (std::string line; std::getline(all, line);) lines.push_back(line);
    std::set<std::string> of;
    for (const std::string& line : lines) {
      for (const std::string& opened : openers) {
        if (line.find("open") != std::string::npos && line.find(opened) != std::string::npos) {
          of.insert(line.substr(0, line.find(' ')));
        }
      }
    }
    const auto xml = std::find_if(lines.begin(), lines.end(), [](const std::string& line) {
      return line.find("accorda.xml") != std::string::npos;
    });
    lines.erase(lines.begin(), xml);
    std::erase_if(lines, [&](const std::string& line) { return !of.contains(line.substr(0, line.find(' '))); });
    return lines;
  }

  Site site;
  Listener listener;
  fs::path secret;
};

TEST_P(XmlOutside, NothingIsOpenedOrAskedFor) {
  const auto probe = run({"/usr/bin/strace", "-o", "/dev/null", "/bin/true"}, site.folder());
  if (probe.err.find("ptrace") != std::string::npos) GTEST_SKIP() << "ptrace is not permitted here: " << probe.err;
  ASSERT_EQ(probe.code, 0) << "strace is among deploy/packages: " << probe.err;
  site.import_directory("gateway");

  const std::string file = "file://" + secret.string();
  const std::string root = "<AccordaExport";
  ASSERT_THAT(read_file(site.folder() / "export" / "accorda.xml"), HasSubstr(root));
  drop_with("a_external_subset", root, "<!DOCTYPE AccordaExport SYSTEM \"" + file + "\">");
  drop_with("b_public_subset", root, "<!DOCTYPE AccordaExport PUBLIC \"x\" \"" + listener.url + "a.dtd\">");
  drop_with("c_entity", root, "<!DOCTYPE AccordaExport [<!ENTITY e SYSTEM \"" + file + "\">]>");
  drop_with("d_parameter", root, "<!DOCTYPE AccordaExport [<!ENTITY % p SYSTEM \"" + listener.url + "p\"> %p;]>");
  drop_with("e_stylesheet", root, "<?xml-stylesheet href=\"" + file + "\"?><?xml-model href=\"" + file + "\"?>");
  drop_with(
      "f_include", "</AccordaExport",
      "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"" + file +
          "\" parse=\"text\"/><s xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"x " +
          listener.url + "s.xsd\"/>");

  const fs::path trace_file = site.folder() / "trace";
  std::vector<std::string> command = {
      "/usr/bin/strace",  "-f", "-qq", "-s", "1000", "-e", "trace=%network,open,openat,openat2,connect,socket", "-o",
      trace_file.string()};
  for (const std::string& word : site.command("gateway", {"sync", "--source", "accorda"})) command.push_back(word);
  const auto synced = run(command, site.folder());
  const std::string trace = read_file(trace_file);
  const std::string sets = site.gateway({"sets"}).out;
  for (const char* name : {"a_ext", "b_pub", "c_ent", "d_par", "e_sty", "f_inc"}) EXPECT_THAT(sets, HasSubstr(name));
  EXPECT_THAT(trace, HasSubstr("accorda.xml")) << "the trace sees what is opened; " << synced.err;

  EXPECT_THAT(trace, Not(HasSubstr("/outside\"")));
  EXPECT_FALSE(listener.asked());
  for (const std::string& line : lines_of(trace, {"accorda.xml", "libaccorda", "/accorda.so"})) {
    EXPECT_THAT(line, Not(HasSubstr("socket("))) << line;
    EXPECT_THAT(line, Not(HasSubstr("connect("))) << line;
  }
}

INSTANTIATE_TEST_SUITE_P(Isolation, XmlOutside, ::testing::Values("process", "thread"),
                         [](const auto& named) { return std::string(named.param); });

}  // namespace
}  // namespace gateway::scenario
