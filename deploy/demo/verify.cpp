#include "deploy/demo/verify.h"

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

namespace demo {

namespace {

using Json = nlohmann::json;

Json read(const std::string& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("cannot read " + file);
  return Json::parse(in);
}

/// "I10001-1 in" → "rejected assignment_missing"
using Standing = std::map<std::string, std::string>;

Standing listed(const std::string& folder) {
  Standing standing;
  for (const char* list : {"rejected", "parked", "proposed", "outside"}) {
    const Json answer = read(folder + "/" + list + ".json");
    for (const Json& row : answer.at("rows")) {
      const Json& reasons = row.at("reasons");
      const std::string code = reasons.empty() ? "" : reasons.front().at("code").get<std::string>();
      standing[row.value("key", "?") + " " + row.at("event").get<std::string>()] = std::string(list) + " " + code;
    }
  }
  return standing;
}

}  // namespace

std::vector<std::string> differences(const std::string& plan_file, const std::string& counts_file,
                                     const std::string& lists) {
  const Json plan = read(plan_file);
  const Json counts = read(counts_file);
  const Json& outcomes = counts.contains("outcomes") ? counts.at("outcomes") : counts;
  const Json& planted = plan.at("planted");
  Standing came = listed(lists);
  std::vector<std::string> found;
  std::map<std::string, std::int64_t> readings{{"accepted", 0}, {"anonymous", 0}, {"rejected", 0}, {"parked", 0},
                                               {"proposed", 0}, {"outside", 0},   {"unchanged", 0}};
  for (const Json& unit : plan.at("units")) {
    const auto key = unit.at("key").get<std::string>();
    const auto place = key + " " + unit.at("unit").get<std::string>();
    const auto stands = unit.at("stands").get<std::string>();
    ++readings[unit.at("reading").get<std::string>()];
    const bool in_a_list = stands != "accepted" && stands != "anonymous";
    std::string planned;
    if (in_a_list) planned.append(stands).append(" ").append(unit.at("code").get<std::string>());
    const auto row = came.find(place);
    const std::string is = row == came.end() ? "" : row->second;
    if (row != came.end()) came.erase(row);
    if (is == planned) continue;
    found.push_back(place + " (" + planted.value(key, "?") + "): planned " + (in_a_list ? planned : stands) + ", is " +
                    (is.empty() ? "in no list" : is));
  }
  for (const auto& [place, is] : came) found.emplace_back(place).append(": not planned, is ").append(is);
  for (const auto& [outcome, count] : readings) {
    const auto is = outcomes.value(outcome, std::int64_t{-1});
    if (is != count) {
      found.push_back("units read as " + outcome + ": planned " + std::to_string(count) + ", are " +
                      std::to_string(is));
    }
  }
  std::set<std::string> vanished;
  const Json missing = read(lists + "/vanished.json");
  for (const Json& row : missing.at("rows")) vanished.insert(row.value("key", "?"));
  const auto planned_vanished = plan.at("vanished").get<std::set<std::string>>();
  if (vanished != planned_vanished) {
    found.push_back("vanished: planned " + std::to_string(planned_vanished.size()) + ", are " +
                    std::to_string(vanished.size()));
  }
  return found;
}

}  // namespace demo
