// The same municipality exported as CSV and as XML: the same ledger and the same node, key by key.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <sstream>
#include <string>

#include "tests/scenario/lists.h"
#include "tests/support/database.h"
#include "tests/support/site.h"

namespace gateway::scenario {
namespace {

using support::Answer;
using support::Json;
using support::read_file;
using support::Site;
using support::write_file;

/// What is told of each key, ids and moments left out.
using ByKey = std::map<std::string, std::string>;

constexpr int kParticipants = 200;

void make(Site& site, const std::string& format, const std::string& day) {
  const auto made = support::run(
      {Site::program("sus-demo").string(), "generate", "--participants", std::to_string(kParticipants), "--seed", "7",
       "--day", day, "--format", format, "--out", (site.folder() / ("export-" + day)).string(), "--plan",
       (site.folder() / ("plan-" + day + ".json")).string()},
      site.folder());
  ASSERT_EQ(made.code, 0) << made.err;
}

/// Local keys by the line of the export on which the ledger places their record.
std::map<std::string, std::string> keys_by_line(const Site& site, const std::string& format, const std::string& day) {
  std::map<std::string, std::string> keys;
  const bool xml = format == "xml";
  std::istringstream file(read_file(site.folder() / ("export-" + day) / (xml ? "accorda.xml" : "insatser.csv")));
  const std::string open = "<InsatsID>";
  bool insats = false;
  std::size_t number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (!xml) {
      keys[std::to_string(number)] = line.substr(0, line.find(';'));
    } else if (insats) {
      const auto at = line.find(open) + open.size();
      keys[std::to_string(number - 1)] = line.substr(at, line.find('<', at) - at);
    }
    insats = line.find("<Insats>") != std::string::npos && line.find("</") == std::string::npos;
  }
  return keys;
}

std::string joined(const support::Row& row, std::size_t from) {
  std::string text;
  for (std::size_t i = from; i < row.size(); ++i) text += row[i] + "|";
  return text;
}

const std::string kRegistration =
    "kind, place, activity, start, ended, education, income_source_before, employment_before, end_reason, "
    "income_source_after, employment_after, consent_form, consent_date, act_user, act_organisation, act_on, stage, "
    "handover, stripped, out_acknowledged";

struct Held {
  Json outcomes;
  ByKey listed;     ///< By list, key and event: reasons and warnings.
  ByKey gateway;    ///< By key: outcomes, and the registration.
  ByKey node;       ///< By key: the registration.
  ByKey anonymous;  ///< By key: what the municipality's own note says.
  Json totals;
  Counts sent;
  Counts states;
};

Json without_moments(Json rows) {
  for (Json& row : rows) {
    for (const char* member : {"at", "since", "registration", "id", "version_at"}) row.erase(member);
  }
  return rows;
}

/// Everything that the two parts hold after the days so far.
Held held(Site& site, const std::string& format, const std::string& day) {
  Held all;
  for (const char* kind : {"rejected", "parked", "proposed", "outside", "vanished", "warnings"}) {
    for (Json row : site.list(kind)) {
      const std::string place = std::string(kind) + " " + row.value("key", "?") + " " + row.value("event", "");
      std::string says;
      for (const char* member : {"reasons", "warnings"}) {
        for (const Json& reason : row.value(member, Json::array())) says += reason.value("code", "?") + ";";
      }
      all.listed[place] += says;
    }
  }
  std::map<std::string, std::string> keys;  // By day and line: a record stands where it stood when it was decided.
  for (char one = '1'; one <= day.front(); ++one) {
    for (const auto& [line, key] : keys_by_line(site, format, {one})) keys[one + (":" + line)] = key;
  }
  const std::string place = "substr(i.name, instr(i.name, 'export_2026110') + 14, 1) || ':' || line";
  std::map<std::string, std::string> key_of_registration;
  const auto records = support::select(
      site.ledger("gateway"),
      "SELECT hex(r.id), " + place + ", outcomes, record.vanished IS NOT NULL, " + kRegistration +
          " FROM record JOIN intake_set i ON i.row = seen_set LEFT JOIN registration r ON r.row = record.registration "
          "WHERE vanished IS NULL");
  for (const auto& row : records) {
    const auto key = keys.find(row[1]);
    const std::string name = key == keys.end() ? "line " + row[1] : key->second;
    all.gateway[name] = joined(row, 2);
    key_of_registration[row[0]] = name;
  }
  const auto notes =
      support::select(site.ledger("gateway"), "SELECT " + place +
                                                  ", insats, year, sex, cause, date, outcomes FROM note JOIN "
                                                  "intake_set i ON i.row = seen_set");
  for (const auto& row : notes) {
    const auto key = keys.find(row[0]);
    all.anonymous[key == keys.end() ? "line " + row[0] : key->second] = joined(row, 1);
  }
  const auto registrations =
      support::select(site.ledger("node"), "SELECT hex(id), " + kRegistration + " FROM registration");
  int unknown = 0;
  for (const auto& row : registrations) {
    const auto key = key_of_registration.find(row[0]);
    // Of a record that has vanished since.
    const std::string name = key == key_of_registration.end() ? "gone " + std::to_string(unknown++) : key->second;
    all.node[name] = joined(row, 1);
  }
  all.totals = {without_moments(site.gateway({"totals"}).json.at("rows")),
                without_moments(site.node({"totals"}).json.at("rows"))};
  all.sent = delivered(site);
  const Answer queue = site.gateway({"queue", "--all"});
  for (const Json& row : queue.json.at("rows")) {
    ++all.states[row.at("kind").get<std::string>() + " " + row.at("state").get<std::string>()];
  }
  return all;
}

class Formats : public ::testing::Test {
 protected:
  Formats() {
    for (Site* site : {&csv, &xml}) {
      for (const char* day : {"1", "2"}) make(*site, site == &csv ? "csv" : "xml", day);
      site->start_all();
    }
  }

  Held live_through(Site& site, const std::string& day) {
    const std::string format = &site == &csv ? "csv" : "xml";
    site.drop(site.folder() / ("export-" + day), "export_2026110" + day);
    const Answer synced = site.sync();
    EXPECT_EQ(synced.code, 0) << synced.out << synced.err;
    EXPECT_TRUE(synced.json.at("summary").at("adds_up").get<bool>()) << synced.out;
    Held all = held(site, format, day);
    for (const char* outcome : {"accepted", "anonymous", "rejected", "parked", "proposed", "outside", "unchanged"}) {
      all.outcomes[outcome] = synced.json.at(outcome);
    }
    return all;
  }

  void expect_the_same_on(const std::string& day) {
    SCOPED_TRACE("day " + day);
    const Held by_csv = live_through(csv, day);
    const Held by_xml = live_through(xml, day);
    EXPECT_EQ(by_csv.outcomes, by_xml.outcomes);
    EXPECT_EQ(by_csv.listed, by_xml.listed);
    EXPECT_EQ(by_csv.gateway, by_xml.gateway);
    EXPECT_EQ(by_csv.anonymous, by_xml.anonymous);
    EXPECT_EQ(by_csv.node, by_xml.node);
    EXPECT_EQ(by_csv.totals, by_xml.totals);
    EXPECT_EQ(by_csv.sent, by_xml.sent);
    EXPECT_EQ(by_csv.states, by_xml.states);
    // Nothing compared with nothing would be the same as well.
    EXPECT_GT(by_xml.node.size(), 30U);
    EXPECT_GT(by_xml.listed.size(), 50U);
    EXPECT_GT(by_xml.anonymous.size(), 10U);
    EXPECT_GT(by_xml.gateway.size(), by_xml.node.size());
    EXPECT_EQ(by_xml.gateway.count("line 0"), 0U);
    for (const auto& [key, says] : by_xml.gateway) EXPECT_EQ(key.find("line"), std::string::npos) << key;
  }

  Site csv{{.directory = "demo", .mapping = "demo", .accorda = "demo", .settle_seconds = 1}};
  Site xml{{.directory = "demo", .mapping = "demo", .accorda = "demo-xml", .settle_seconds = 1}};
};

TEST_F(Formats, TheSameMunicipalityAsCsvAndAsXmlGivesTheSameLedger) {
  expect_the_same_on("1");
  expect_the_same_on("2");
  for (Site* site : {&csv, &xml}) {
    EXPECT_EQ(site->gateway({"ledger", "verify"}).code, 0);
    EXPECT_EQ(site->node({"ledger", "verify"}).code, 0);
  }
  // Both once more: nothing new is sent.
  const std::string queue = xml.gateway({"queue", "--all"}).out;
  xml.drop(xml.folder() / "export-2", "export_20261103");
  EXPECT_EQ(xml.sync().code, 0);
  EXPECT_EQ(xml.gateway({"queue", "--all"}).out, queue);
}

TEST_F(Formats, CheckSaysWhetherWhatWaitsFitsTheSchema) {
  // With no server that would take it: the plugin is started for the check alone, confined as ever.
  ASSERT_EQ(xml.stop_gateway(), 0);
  xml.drop(xml.folder() / "export-1", "export_20261101");
  const Answer good = xml.plain({"check"});
  EXPECT_THAT(good.out, ::testing::HasSubstr("1 of 1 waiting XML files fit the schema")) << good.err;
  const auto file = xml.drop_folder() / "export_20261101" / "accorda.xml";
  write_file(file, support::replaced(read_file(file), "<Svar>", "<Anka>"));
  write_file(file, support::replaced(read_file(file), "</Svar>", "</Anka>"));
  const Answer bad = xml.plain({"check"});
  EXPECT_THAT(bad.out, ::testing::HasSubstr("0 of 1 waiting XML files fit the schema")) << bad.err;
  EXPECT_THAT(bad.out, ::testing::HasSubstr("accorda.xml line ")) << bad.out;
}

}  // namespace
}  // namespace gateway::scenario
