#include "tests/scenario/town.h"

#include <gtest/gtest.h>

#include <chrono>
#include <ctime>

#include "tests/scenario/lists.h"
#include "tests/support/database.h"
#include "tests/support/folder.h"

namespace gateway::scenario {

using support::Answer;
using support::Json;
using support::read_file;
using support::replaced;
using support::write_file;

namespace {

constexpr std::chrono::seconds kSoon{60};

support::SiteWish site_of(const Town::Wish& wish) {
  support::SiteWish of{.directory = "demo", .mapping = "demo", .accorda = "demo", .timeout = "2s"};
  if (wish.other_days) of.record = std::string(GATEWAY_BUILD_DIR) + "/tests/scenario/later.so";
  return of;
}

std::filesystem::path drop_folder(const support::Site& site, const std::string& source) {
  return source == "accorda" ? site.drop_folder() : site.folder() / ("drop-" + source);
}

}  // namespace

Town::Town(const Wish& wish) : site(site_of(wish)) {
  const auto accorda = site.folder() / "accorda.toml";
  write_file(accorda, replaced(read_file(accorda), "encoding = \"windows-1252\"", "encoding = \"utf-8\""));
  if (wish.second_source) {
    std::filesystem::create_directories(drop_folder(site, "unit"));
    const auto file = site.folder() / "gateway.toml";
    write_file(file, replaced(read_file(file), "[target]",
                              "[[source]]\nid = \"unit\"\nplugin = \"accorda\"\nsettings_file = \"accorda.toml\"\n"
                              "poll = \"1h\"\n[source.folders]\ndrop = \"drop-unit\"\n[target]"));
  }
  if (!wish.mandates) {
    std::string directory = read_file(site.directory_file());
    const std::size_t from = directory.find("[[mandate]]");
    directory.erase(from, directory.find("[[signature]]", from) - from);
    write_file(site.directory_file(), directory);
  }
}

void Town::deliver(const std::string& set, const std::vector<Placement>& placements, const std::string& source) {
  std::string insatser = "InsatsID;BeslutID;DeltagarID;Insats;From;Handläggare\n";
  std::string people =
      "DeltagarID;Personnummer;Förnamn;Efternamn;Kön;Sekretess;Avliden;Utbildning;Försörjning;Samtycke;Anteckning\n";
  std::string decisions = "BeslutID;DeltagarID;Beslut;Beställare;From;Tom\n";
  std::string consents = "InsatsID;Blankett;Svar;Datum;Återkallat\n";
  std::string ends = "DeltagarID;InsatsID;Slutdatum;Anledning;Vidare till\n";
  std::map<std::string, bool> told;
  for (const Placement& one : placements) {
    std::string& person = people_[one.number];
    if (person.empty()) person = "P" + std::to_string(people_.size());
    insatser += one.key + ";B" + one.key + ";" + person + ";Arbetsträning;" + one.start + ";" + one.signature + "\n";
    decisions += "B" + one.key + ";" + person + ";ARB;Försörjningsstöd;" + one.start + ";\n";
    if (!one.consent.empty()) consents += one.key + ";FK 9443;JA;" + one.consent + ";\n";
    if (!one.end.empty()) ends += person + ";" + one.key + ";" + one.end + ";Insatsen fullföljd;Arbete\n";
    if (told[one.number]) continue;
    told[one.number] = true;
    const bool woman = one.number.at(one.number.size() - 2) % 2 == 0;
    people += person + ";" + one.number + ";Åsa;Testsson;" + (woman ? "Kvinna" : "Man") + ";" + one.is_protected +
              ";;Gymnasium;Försörjningsstöd;JA;\n";
  }
  const auto beside = site.folder() / ("coming-" + source + "-" + set);
  std::filesystem::create_directories(beside);
  write_file(beside / "insatser.csv", insatser);
  write_file(beside / "deltagare.csv", people);
  write_file(beside / "beslut.csv", decisions);
  write_file(beside / "samtycken_sus.csv", consents);
  write_file(beside / "avslut.csv", ends);
  write_file(beside / "placeringar.csv",
             "PlaceringID;InsatsID;Arbetsplats;Orgnr;TimmarPerVecka;From;Tom;Arbetstider\n");
  std::filesystem::rename(beside, drop_folder(site, source) / set);
  const Answer synced = site.gateway({"sync", "--source", source});
  EXPECT_EQ(synced.code, 0) << synced.out << synced.err;
}

void Town::later_by(int days) {
  write_file(site.folder() / "days", std::to_string(days) + "\n");
}

Answer Town::of_person(const std::string& action, const std::string& number, const std::string& by,
                       std::vector<std::string> more) {
  std::vector<std::string> words{"participant", action, "--person", "-", "--by", by};
  words.insert(words.end(), more.begin(), more.end());
  return site.gateway(words, number + "\n");
}

std::string Town::registration(const std::string& key) {
  const Answer why = site.gateway({"why", key});
  if (!why.json.is_object()) return "";
  for (const Json& row : why.json.at("rows")) {
    const Json id = row.value("registration", Json());
    if (id.is_string()) return id;
  }
  return "";
}

std::string Town::state(const std::string& registration, const std::string& kind) {
  const Answer queue = site.gateway({"queue", "--all"});
  std::string last = "none";
  for (const Json& row : queue.json.at("rows")) {
    if (row.value("registration", "") == registration && row.at("kind") == kind) last = row.at("state");
  }
  return last;
}

bool Town::comes_to(const std::string& registration, const std::string& kind, const std::string& state) {
  return support::eventually(kSoon, [&] { return this->state(registration, kind) == state; });
}

int Town::messages(const std::string& kind) {
  const Answer queue = site.gateway({"queue", "--all"});
  int count = 0;
  for (const Json& row : queue.json.at("rows")) count += row.at("kind") == kind ? 1 : 0;
  return count;
}

long long Town::named(const std::string& part) {
  return support::select_number(site.ledger(part), "SELECT count(*) FROM subject WHERE sealed IS NOT NULL");
}

Json Town::unit(const std::string& key, const std::string& event) {
  const Answer why = site.gateway({"why", key});
  if (!why.json.is_object()) return {};
  for (const Json& row : why.json.at("rows")) {
    for (const Json& unit : row.at("units")) {
      if (unit.at("event") == event) return unit;
    }
  }
  return {};
}

std::pair<int, int> Town::counted() {
  return women_and_men(site.gateway({"totals"}).json);
}

void Town::adds_up() {
  EXPECT_TRUE(site.gateway({"summary"}).json.at("adds_up").get<bool>()) << site.gateway({"summary"}).out;
  EXPECT_EQ(site.gateway({"ledger", "verify"}).code, 0);
  EXPECT_EQ(site.node({"ledger", "verify"}).code, 0);
}

std::string day_after_today(int days) {
  const std::time_t then = std::time(nullptr) + days * 24 * 60 * 60;
  std::tm parts{};
  ::gmtime_r(&then, &parts);
  char text[16];
  std::strftime(text, sizeof text, "%Y-%m-%d", &parts);
  return text;
}

}  // namespace gateway::scenario
