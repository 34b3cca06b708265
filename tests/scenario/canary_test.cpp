// Numbers, names and notes of the export must turn up nowhere outside it.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/scenario/lists.h"
#include "tests/support/database.h"
#include "tests/support/site.h"

namespace gateway::scenario {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using support::Answer;
using support::Json;
using support::read_file;
using support::Site;

/// The UTF-8 of text in Windows-1252, for the letters that occur.
std::string utf8(const std::string& latin) {
  std::string text;
  for (const char c : latin) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      text += c;
    } else {
      text += static_cast<char>(0xC0 | (byte >> 6));
      text += static_cast<char>(0x80 | (byte & 0x3F));
    }
  }
  return text;
}

std::string hex(const std::string& bytes) {
  std::string text;
  for (const char c : bytes) {
    text += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
    text += "0123456789abcdef"[static_cast<unsigned char>(c) & 15];
  }
  return text;
}

/// All ways in which a number is written.
std::vector<std::string> spellings(const std::string& number) {
  const std::string date = number.substr(0, 8);
  const std::string serial = number.substr(number.size() - 4);
  const std::string small = date.substr(2);
  const std::string whole = date + serial;
  return {whole,          date + "-" + serial,  date + "+" + serial,
          small + serial, small + "-" + serial, small + "+" + serial,
          hex(whole)};
}

/// What may turn up nowhere: numbers and names of everybody in an export, and what is not for SUS.
std::set<std::string> canaries(const fs::path& folder) {
  std::set<std::string> found{"vill inte",  "prata",    "dåligt",    "Björken",      "212000-2510",
                              "2120002510", "mån-tors", "fre ledig", utf8("Caf\xE9")};
  std::istringstream people(read_file(folder / "deltagare.csv"));
  std::string line;
  std::getline(people, line);
  while (std::getline(people, line)) {
    std::vector<std::string> cells;
    std::istringstream row(line);
    for (std::string cell; std::getline(row, cell, ';');) cells.push_back(cell);
    for (const std::string& spelling : spellings(cells.at(1))) found.insert(spelling);
    for (const std::string& name : {cells.at(2), cells.at(3), cells.at(2) + " " + cells.at(3)}) {
      // Shorter ones occur by chance; they are looked for beside the other half.
      if (name.size() < 6) continue;
      found.insert(name);
      found.insert(utf8(name));
    }
  }
  return found;
}

/// The canaries that sit in a file.
std::set<std::string> found_in(const fs::path& file, const std::set<std::string>& canaries) {
  const std::string bytes = read_file(file);
  std::set<std::string> found;
  for (const std::string& canary : canaries) {
    if (bytes.find(canary) != std::string::npos) found.insert(canary);
  }
  return found;
}

/// Whether the programs can be listened to: the sanitizers' own libraries want to be loaded first.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
const std::string kRecord;
#else
const std::string kRecord = GATEWAY_BUILD_DIR "/tests/scenario/record.so";
#endif

class Canary : public ::testing::Test {
 protected:
  Canary() : site({.directory = "demo", .mapping = "demo", .accorda = "demo", .record = kRecord}) {
    site.generate(100, 23, 1);
    site.generate(100, 23, 2);
    site.start_all();
  }

  std::string number_of(const std::string& key) const {
    const std::string people = read_file(site.folder() / "export-1" / "deltagare.csv");
    const std::string id = "\n" + key.substr(1, key.find('-') - 1) + ";";
    const std::size_t at = people.find(id);
    return at == std::string::npos ? "" : people.substr(at + id.size(), 13);
  }

  std::string planted(const std::string& what) const {
    const Json plan = Json::parse(read_file(site.folder() / "plan-1.json"));
    for (const auto& [key, is] : plan.at("planted").items()) {
      if (is == what) return key;
    }
    return {};
  }

  /// Two days, and every command that has to do with persons or lists.
  void live() {
    for (const std::string day : {"1", "2"}) {
      site.drop(site.folder() / ("export-" + day), "export_" + day);
      ASSERT_EQ(site.sync().code, 0);
      if (day == "2") continue;
      const std::string whom = planted("finsam");
      site.gateway({"consent", "withdraw", "--source", "accorda", "--key", whom, "--by", "maj.lind"});
      const std::string number = number_of(planted("two insatser"));
      EXPECT_EQ(site.gateway({"participant", "protect", "--person", "-", "--by", "maj.lind"}, number + "\n").code, 0);
      // Refused ones, too, say nothing of what they were given.
      const std::string other = number_of(planted("outside"));
      EXPECT_NE(site.gateway({"consent", "give", "--person", "-", "--date", "2026-11-02", "--form", "FK 9443", "--by",
                              "nobody"},
                             other + "\n")
                    .code,
                0);
      EXPECT_NE(site.gateway({"participant", "protect", "--person", other + "7", "--by", "maj.lind"}).code, 0);
    }
    const std::vector<std::vector<std::string>> questions{
        {"list", "rejected"}, {"list", "parked"}, {"list", "proposed"}, {"list", "outside"}, {"list", "vanished"},
        {"list", "warnings"}, {"list", "unused"}, {"queue", "--all"},   {"totals"},          {"sets"},
        {"summary"},          {"check"},          {"plugin", "list"},   {"ledger", "stat"},  {"ledger", "verify"}};
    for (const auto& words : questions) {
      site.gateway(words);
      site.node(words);
      site.plain(words);
    }
    site.gateway({"ledger", "backup", (site.folder() / "backup.db").string()});
    site.node({"ledger", "backup", (site.folder() / "backup-node.db").string()});
  }

  /// Numbers of everybody of whom no registration by name was planned on either day.
  std::vector<std::string> never_named() const {
    std::set<std::string> named;
    std::vector<std::string> numbers;
    for (const char* file : {"plan-1.json", "plan-2.json"}) {
      const Json plan = Json::parse(read_file(site.folder() / file));
      for (const Json& unit : plan.at("units")) {
        const std::string key = unit.at("key");
        if (unit.at("stands") == "accepted") named.insert(key.substr(0, key.find('-')));
      }
    }
    const Json plan = Json::parse(read_file(site.folder() / "plan-1.json"));
    for (const auto& [key, what] : plan.at("planted").items()) {
      if (named.count(key.substr(0, key.find('-'))) == 0) numbers.push_back(number_of(key));
    }
    return numbers;
  }

  /// Every file but the export itself, where it was made and where it was delivered.
  std::vector<fs::path> everything_kept() const {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(site.folder())) {
      const std::string path = fs::relative(entry.path(), site.folder()).string();
      if (!entry.is_regular_file() || path.starts_with("export-")) continue;
      if (path.ends_with(".recorded")) continue;
      const bool delivered = path.starts_with("drop/") && entry.path().extension() == ".csv";
      if (delivered && path.find(".rapport.") == std::string::npos) continue;
      files.push_back(entry.path());
    }
    return files;
  }

  Site site;
};

TEST_F(Canary, TurnsUpInNoStoreLogReportOrAnswer) {
  live();
  auto all = canaries(site.folder() / "export-1");
  all.merge(canaries(site.folder() / "export-2"));
  ASSERT_GT(all.size(), 500U);
  ASSERT_FALSE(found_in(site.folder() / "export-1" / "deltagare.csv", all).empty())
      << "the search finds nothing at all";

  const auto look = [&] {
    std::map<std::string, int> kinds;
    for (const fs::path& file : everything_kept()) {
      ++kinds[file.extension().string()];
      for (const std::string& canary : found_in(file, all)) {
        ADD_FAILURE() << fs::relative(file, site.folder()) << " holds a canary that begins with " << canary.substr(0, 3)
                      << " (" << canary.size() << " bytes)";
      }
    }
    return kinds;
  };
  const auto kinds = look();
  EXPECT_GE(kinds.at(".db"), 6) << "two ledgers, two key stores, two backups";
  EXPECT_GE(kinds.at(".html"), 2);
  EXPECT_GE(kinds.at(".log"), 2);
  EXPECT_EQ(site.stop_gateway(), 0);
  EXPECT_EQ(site.stop_node(), 0);
  look();
}

TEST_F(Canary, NothingOutsideTheFieldListReachesTheNode) {
  auto policy = support::read_file(site.folder() / "policy.toml");
  const std::string listed = "\"end_reason\", ";
  const auto at = policy.find(listed);
  ASSERT_NE(at, std::string::npos);
  support::write_file(site.folder() / "policy.toml", policy.erase(at, listed.size()));
  ASSERT_EQ(site.gateway({"reload"}).code, 0);
  live();
  // This policy sends no reason for ending; only an exit names its own.
  const auto node = site.ledger("node");
  EXPECT_EQ(support::select_number(node,
                                   "SELECT count(*) FROM registration WHERE end_reason NOT IN ('', "
                                   "'consent_withdrawn', 'person_deceased')"),
            0);
  EXPECT_GT(support::select_number(site.ledger("gateway"),
                                   "SELECT count(*) FROM registration WHERE end_reason = 'fullfoljd'"),
            0)
      << "the gateway itself knows reasons";
  EXPECT_GT(support::select_number(node, "SELECT count(*) FROM registration WHERE education <> ''"), 0);
  // Of whoever withdrew or is protected the node has neither number nor answers.
  EXPECT_EQ(support::select_number(node,
                                   "SELECT count(*) FROM registration r JOIN subject s ON s.row = r.subject "
                                   "WHERE (r.stripped = 1 OR r.end_reason = 'consent_withdrawn') AND "
                                   "(s.number_mark IS NOT NULL OR s.sealed IS NOT NULL)"),
            0);
  EXPECT_GT(support::select_number(node, "SELECT count(*) FROM registration WHERE stripped = 1"), 0);
}

TEST_F(Canary, OnlyWhoeverConsentedIsNamedToTheNodeAndNotesStayWithThePlugin) {
  if (kRecord.empty()) GTEST_SKIP() << "a recorder cannot be loaded before a sanitizer";
  live();
  site.stop_gateway();
  site.stop_node();
  const std::string wire = read_file(site.folder() / "wire.recorded");
  const std::string border = read_file(site.folder() / "border.recorded");
  const std::string registered = number_of(planted("two insatser"));
  const std::string digits = registered.substr(0, 8) + registered.substr(9);
  ASSERT_NE(wire.find(digits), std::string::npos) << "the recorder hears nothing";
  ASSERT_NE(border.find(registered), std::string::npos) << "the recorder hears nothing of plugins";
  const auto numbers = never_named();
  ASSERT_GT(numbers.size(), 50U);
  for (const std::string& number : numbers) {
    for (const std::string& spelling : spellings(number)) {
      EXPECT_EQ(wire.find(spelling), std::string::npos) << "somebody who is not to be named was named to the node";
    }
  }
  for (const std::string& heard : {wire, border}) {
    for (const char* word : {"vill inte", "prata", "dåligt", "Björken", "212000-2510", "2120002510", "mån-tors",
                             "fre ledig", "Anteckning", "Arbetsplats", "TimmarPerVecka"}) {
      EXPECT_EQ(heard.find(word), std::string::npos) << word;
    }
  }
  // Local ids stay in the municipality.
  EXPECT_EQ(wire.find("I1000"), std::string::npos);
}

}  // namespace
}  // namespace gateway::scenario
