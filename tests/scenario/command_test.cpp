// What is told by command, and when it holds.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "tests/scenario/lists.h"
#include "tests/support/database.h"
#include "tests/support/site.h"

namespace gateway::scenario {
namespace {

using namespace std::chrono_literals;
using support::Answer;
using support::Json;
using support::read_file;
using support::Site;
using support::SiteWish;
using support::write_file;

class Command : public ::testing::Test {
 protected:
  Command() : site({.directory = "demo", .mapping = "demo", .accorda = "demo", .poll = "1s", .timeout = "2s"}) {
    site.generate(100, 3, 1);
  }

  void read_day_one() {
    site.drop(site.folder() / "export-1", "export_20261101");
    const Answer synced = site.sync();
    ASSERT_EQ(synced.code, 0) << synced.out << synced.err;
  }

  /// Local ids of the courses that were planted as `planted`, in order.
  std::vector<std::string> keys(const std::string& planted) const {
    const Json plan = Json::parse(read_file(site.folder() / "plan-1.json"));
    std::vector<std::string> found;
    for (const auto& [key, what] : plan.at("planted").items()) {
      if (what == planted) found.push_back(key);
    }
    return found;
  }

  /// The person number of a course as the export has it.
  std::string number_of(const std::string& key) const {
    const std::string people = read_file(site.folder() / "export-1" / "deltagare.csv");
    const std::string id = "\n" + key.substr(1, key.find('-') - 1) + ";";
    const std::size_t at = people.find(id);
    return at == std::string::npos ? "" : people.substr(at + id.size(), 13);
  }

  Answer told(const std::string& action, const std::string& key, std::vector<std::string> more = {}) {
    std::vector<std::string> words{"consent", action, "--source", "accorda", "--key", key, "--by", "maj.lind"};
    words.insert(words.end(), more.begin(), more.end());
    return site.gateway(words);
  }

  bool quiet() {
    const Answer queue = site.gateway({"queue"});
    if (queue.code != 0 || !queue.json.is_object()) return false;
    for (const Json& row : queue.json.at("rows")) {
      if (row.at("state") != "held") return false;
    }
    return true;
  }

  /// How the message of this kind stands that belongs to the registration.
  std::string state(const std::string& registration, const std::string& kind) {
    const Answer queue = site.gateway({"queue", "--all"});
    for (const Json& row : queue.json.at("rows")) {
      if (row.at("registration") == registration && row.at("kind") == kind) return row.at("state");
    }
    return "none";
  }

  long long at_node(const std::string& registration) {
    return support::select_number(site.ledger("node"),
                                  "SELECT count(*) FROM registration WHERE subject IS NOT NULL "
                                  "AND hex(id) = upper('" +
                                      registration + "')");
  }

  Site site;
};

TEST_F(Command, WithdrawalDeclineAndProtectionHoldForAllThatIsQueued) {
  site.start_gateway();
  site.import_directory("gateway");
  read_day_one();
  const auto finsam = keys("finsam");
  ASSERT_GE(finsam.size(), 4U);
  const Answer withdrawn = told("withdraw", finsam[0], {"--date", "2026-11-01"});
  const Answer declined = told("decline", finsam[1], {"--date", "2026-11-01"});
  const Answer protect =
      site.gateway({"participant", "protect", "--person", "-", "--by", "maj.lind"}, number_of(finsam[2]) + "\n");
  std::vector<std::string> registrations;
  for (const Answer& answer : {withdrawn, declined, protect}) {
    ASSERT_EQ(answer.code, 0) << answer.out << answer.err;
    ASSERT_EQ(answer.json.at("registrations").size(), 1U) << answer.out;
    registrations.push_back(answer.json.at("registrations").at(0));
    EXPECT_EQ(state(registrations.back(), "in"), "stopped");
  }
  site.start_node();
  site.import_directory("node");
  ASSERT_TRUE(support::eventually(60s, [this] { return quiet(); })) << site.gateway({"queue"}).out;
  for (const std::string& registration : registrations) {
    EXPECT_EQ(state(registration, "in"), "stopped");
    EXPECT_EQ(at_node(registration), 0) << "something named arrived";
  }
  // The others did arrive.
  EXPECT_EQ(site.node({"ledger", "stat"}).json.at("rows").at("registrations"),
            delivered(site)["in"] + delivered(site)["task"]);
  EXPECT_GT(delivered(site)["in"], 10);
}

/// Row r of domain.md §3.
TEST_F(Command, R_AWrongPersonLeavesNeitherTheGatewayNorTheNodeWithTheirIdentity) {
  site.start_all();
  read_day_one();
  ASSERT_TRUE(support::eventually(60s, [this] { return quiet(); })) << site.gateway({"queue"}).out;
  const std::string whom = keys("finsam").front();
  const auto named = [this](const std::string& part) {
    return support::select_number(site.ledger(part), "SELECT count(*) FROM subject WHERE sealed IS NOT NULL");
  };
  const auto before = std::pair(named("gateway"), named("node"));
  EXPECT_EQ(site.gateway({"participant", "wrong", "--source", "accorda", "--key", whom, "--reason", "wrong_person",
                          "--by", "insatsansvarig"})
                .code,
            6)
      << "it asks for a role";
  const Answer wrong = site.gateway(
      {"participant", "wrong", "--source", "accorda", "--key", whom, "--reason", "wrong_person", "--by", "maj.lind"});
  ASSERT_EQ(wrong.code, 0) << wrong.out << wrong.err;
  ASSERT_EQ(wrong.json.at("registrations").size(), 1U) << wrong.out;
  const std::string registration = wrong.json.at("registrations").at(0);
  ASSERT_TRUE(support::eventually(60s, [&] { return state(registration, "exit") == "delivered"; }))
      << site.gateway({"queue", "--all"}).out;
  EXPECT_EQ(at_node(registration), 0);
  EXPECT_EQ(std::pair(named("gateway"), named("node")), std::pair(before.first - 1, before.second - 1));

  const Json incident = site.gateway({"incident", "list"}).json.at("rows").at(0);
  EXPECT_EQ(incident.at("id"), registration);
  EXPECT_EQ(incident.at("state"), "open");
  EXPECT_EQ(incident.at("overdue"), false);
  EXPECT_EQ(site.gateway({"incident", "report", registration, "--by", "dataskyddsombud"}).json.at("state"), "reported");
  EXPECT_EQ(site.gateway({"incident", "close", registration, "--by", "dataskyddsombud", "--reason", "handled"})
                .json.at("state"),
            "closed");
  EXPECT_EQ(site.gateway({"incident", "report", registration, "--by", "dataskyddsombud"}).code, 4);

  // The export says it again: nobody is registered.
  site.drop(site.folder() / "export-1", "export_20261102");
  ASSERT_EQ(site.sync().code, 0);
  EXPECT_EQ(named("node"), before.second - 1);
  EXPECT_EQ(site.gateway({"ledger", "verify"}).code, 0);
  EXPECT_EQ(site.node({"ledger", "verify"}).code, 0);
}

/// GDPR art. 15, through the whole program.
TEST_F(Command, AnExtractTellsTheParticipantWhoGotWhatAndIsKept) {
  site.start_all();
  read_day_one();
  ASSERT_TRUE(support::eventually(60s, [this] { return quiet(); })) << site.gateway({"queue"}).out;
  std::string number;
  const auto extract = [&](const char* by) {
    return site.gateway({"participant", "extract", "--person", "-", "--by", by}, number);
  };
  Answer all;
  Json one;
  // Somebody who takes part today: whose time has ended is not found at the insats for ever.
  for (const std::string& key : keys("finsam")) {
    number = number_of(key) + "\n";
    all = extract("dataskyddsombud");
    ASSERT_EQ(all.code, 0) << all.out << all.err;
    EXPECT_EQ(all.json.at("schema"), "gateway.extract/1");
    ASSERT_GE(all.json.at("registrations").size(), 1U) << all.out;
    one = all.json.at("registrations").at(0);
    if (one.at("state") == "registered") break;
  }
  EXPECT_EQ(one.at("state"), "registered");
  EXPECT_EQ(one.at("recipients").at(0).at("recipient"), "sus");
  EXPECT_FALSE(one.at("recipients").at(0).at("fields").empty());
  EXPECT_EQ(one.at("looked").size(), 1U) << "the taking itself";
  for (const char* refused : {"insatsansvarig", "dataskyddsombud-fk"}) EXPECT_EQ(extract(refused).code, 6) << refused;
  EXPECT_EQ(extract("kalle.nord").code, 4) << "the role, but no assignment";
  EXPECT_EQ(extract("maj.lind").json.at("extent"), "own_places");
  const Json looks =
      site.gateway({"access", "list", "--case", one.at("registration"), "--by", "dataskyddsombud"}).json.at("rows");
  EXPECT_EQ(looks.at(0).at("operation"), "participant.extract");
  const Answer letter = site.plain({"participant", "extract", "--person", "-", "--by", "dataskyddsombud"}, number);
  const std::size_t swedish = letter.out.find("Vem som har fått vad");
  EXPECT_NE(swedish, std::string::npos) << letter.out;
  EXPECT_LT(swedish, letter.out.find("Who got what")) << "Swedish first, English below it";
  const std::string nobody =
      site.gateway({"participant", "extract", "--person", "-", "--by", "dataskyddsombud"}, "198803082380\n").out;
  EXPECT_NE(nobody.find("\"found\":false"), std::string::npos) << nobody;
}

TEST_F(Command, P_ANumberThatTheSourceHasChangedIsTakenApartByACaseworker) {
  site.start_all();
  read_day_one();
  ASSERT_TRUE(support::eventually(60s, [this] { return quiet(); })) << site.gateway({"queue"}).out;
  const std::string key = keys("finsam").front();
  const std::string former = number_of(key);
  const auto people = site.folder() / "export-1" / "deltagare.csv";
  std::string changed = read_file(people);
  changed.replace(changed.find(former), former.size(), "19880308-2380");
  write_file(people, changed);
  site.drop(site.folder() / "export-1", "export_20261102");
  ASSERT_EQ(site.sync().code, 0);
  EXPECT_NE(site.gateway({"why", key}).out.find("number_changed"), std::string::npos);

  const auto extract = [this](const std::string& number) {
    return site.gateway({"participant", "extract", "--person", "-", "--by", "dataskyddsombud"}, number + "\n").json;
  };
  const Json by_former = extract(former);
  EXPECT_TRUE(by_former.at("registrations").empty());
  EXPECT_EQ(by_former.at("found"), true) << "what was registered under it is linked to another number";
  EXPECT_NE(by_former.at("text").at("sv").get<std::string>().find("annat nummer"), std::string::npos);

  const auto part = [&](const char* by) {
    return site.gateway({"participant", "part", "--source", "accorda", "--key", key, "--person", "-", "--by", by},
                        former + "\n");
  };
  EXPECT_EQ(part("kalle.nord").code, 0) << "the role is enough: nothing is destroyed, nothing is sent";
  const Answer again = part("maj.lind");
  EXPECT_EQ(again.code, 4) << again.out;
  EXPECT_NE(again.out.find("number_not_former"), std::string::npos) << again.out << again.err;
  EXPECT_EQ(part("insatsansvarig").code, 6);
  EXPECT_FALSE(extract(former).at("registrations").empty());
  EXPECT_EQ(extract("198803082380").at("found"), false);

  site.drop(site.folder() / "export-1", "export_20261103");
  ASSERT_EQ(site.sync().code, 0);
  EXPECT_NE(site.gateway({"why", key}).out.find("number_parted"), std::string::npos) << "the source says it in vain";
  EXPECT_FALSE(extract(former).at("registrations").empty());
  const Answer hidden = site.gateway({"participant", "protect", "--person", "-", "--by", "maj.lind"}, "198803082380\n");
  ASSERT_EQ(hidden.code, 0) << hidden.out << hidden.err;
  EXPECT_EQ(hidden.json.at("messages"), 0) << "it is somebody else's";
  EXPECT_EQ(site.gateway({"ledger", "verify"}).code, 0);
}

TEST_F(Command, ConsentGivenByCommandRegistersWhatWaited) {
  site.start_all();
  read_day_one();
  const auto waiting = keys("no consent yet");
  ASSERT_FALSE(waiting.empty());
  const int before = delivered(site)["in"];
  const std::vector<std::string> yes{"--date", "2026-11-02", "--form", "FK 9443"};
  const Answer denied = site.gateway({"consent", "give", "--source", "accorda", "--key", waiting[0], "--date",
                                      "2026-11-02", "--form", "FK 9443", "--by", "insatsansvarig"});
  EXPECT_EQ(denied.code, 6) << "a yes asks for the role deltagaransvarig: " << denied.out;
  const Answer given = told("give", waiting[0], yes);
  ASSERT_EQ(given.code, 0) << given.out << given.err;
  EXPECT_EQ(given.json.at("decided").at("accepted"), 1) << given.out;
  EXPECT_TRUE(support::eventually(30s, [&] { return delivered(site)["in"] == before + 1; }));
  const Answer nobody = told("withdraw", "I99999-1");
  EXPECT_EQ(nobody.code, 4) << nobody.out;
}

TEST_F(Command, ReloadDecidesWhatWaitedForARowOfTheMapping) {
  site.start_all();
  read_day_one();
  const int unmapped = records_by_code(site.list("rejected"))["unmapped in"];
  ASSERT_GT(unmapped, 0);
  const int before = delivered(site)["in"];
  write_file(site.mapping_file(),
             read_file(site.mapping_file()) +
                 "\n[[row]]\nbeslut = \"ARB\"\ninsats = \"Keramikverkstan\"\nfinsam = \"social-traning\"\n"
                 "from = 2014-01-01\n");
  const Answer reloaded = site.gateway({"reload"});
  ASSERT_EQ(reloaded.code, 0) << reloaded.out << reloaded.err;
  EXPECT_EQ(reloaded.json.at("decided_anew").at("accepted"), unmapped) << reloaded.out;
  EXPECT_EQ(records_by_code(site.list("rejected"))["unmapped in"], 0);
  EXPECT_TRUE(support::eventually(30s, [&] { return delivered(site)["in"] == before + unmapped; }));
  EXPECT_TRUE(site.gateway({"summary"}).json.at("adds_up").get<bool>());
}

TEST_F(Command, DryRunsChangeNothing) {
  site.start_all();
  const Answer directory = site.gateway({"directory", "show"});
  ASSERT_EQ(directory.code, 0) << directory.err;
  const std::string shown = directory.out;
  const auto changed = site.folder() / "changed.toml";
  write_file(changed, support::replaced(read_file(site.directory_file()), "\"Karl Ek\"", "\"Karl Eklund\""));
  const Answer dry = site.gateway({"directory", "import", changed.string(), "--dry-run"});
  ASSERT_EQ(dry.code, 0) << dry.out << dry.err;
  EXPECT_EQ(dry.json.at("differences").at("users").at("changed").size(), 1U) << dry.out;
  EXPECT_EQ(site.gateway({"directory", "show"}).out, shown);
  write_file(changed, read_file(changed) +
                          "\n[[role]]\nusers = [\"nobody\"]\nroles = [\"deltagaransvarig\"]\n"
                          "from = 2020-01-01\n");
  EXPECT_EQ(site.gateway({"directory", "import", changed.string()}).code, 4) << "all or nothing";
  EXPECT_EQ(site.gateway({"directory", "show"}).out, shown);
}

/// Takes connections of the kernel's and never says a word.
class Silence {
 public:
  explicit Silence(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    ::setsockopt(socket_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    listening_ =
        ::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 && ::listen(socket_, 64) == 0;
  }
  ~Silence() { ::close(socket_); }
  bool listening() const { return listening_; }

 private:
  int socket_;
  bool listening_ = false;
};

TEST_F(Command, WithdrawalIsAnsweredOnlyWhenNothingIsInTheTargetsHands) {
  const Silence node(site.port());
  ASSERT_TRUE(node.listening());
  site.start_gateway();
  site.import_directory("gateway");
  site.drop(site.folder() / "export-1", "export_20261101");
  const auto in_hands = [&] {
    return support::select_number(site.ledger("gateway"), "SELECT count(*) FROM outbox WHERE state = 2 AND kind = 0");
  };
  ASSERT_TRUE(support::eventually(60s, [&] { return in_hands() > 0; }));
  const auto begun = std::chrono::steady_clock::now();
  const Answer withdrawn = told("withdraw", keys("finsam").front());
  ASSERT_EQ(withdrawn.code, 0) << withdrawn.out << withdrawn.err;
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 20s) << "an attempt lasts two seconds";
  EXPECT_EQ(state(withdrawn.json.at("registrations").at(0), "in"), "stopped");
}

}  // namespace
}  // namespace gateway::scenario
