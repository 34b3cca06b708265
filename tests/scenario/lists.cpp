#include "tests/scenario/lists.h"

namespace gateway::scenario {

using support::Json;

Counts records_by_code(const Json& rows) {
  Counts counts;
  for (const Json& row : rows) {
    const Json& reasons = row.at("reasons");
    const std::string code = reasons.empty() ? "-" : reasons.front().at("code").get<std::string>();
    ++counts[code + " " + row.at("event").get<std::string>()];
  }
  return counts;
}

int warned(const Json& rows, const std::string& code) {
  int count = 0;
  for (const Json& row : rows) {
    for (const Json& warning : row.at("warnings")) count += warning.at("code") == code ? 1 : 0;
  }
  return count;
}

std::pair<int, int> women_and_men(const Json& totals) {
  std::pair<int, int> sum{0, 0};
  for (const Json& row : totals.at("rows")) {
    sum.first += row.at("women").get<int>();
    sum.second += row.at("men").get<int>();
  }
  return sum;
}

Counts delivered(support::Site& site) {
  Counts counts;
  const support::Answer queue = site.gateway({"queue", "--all"});
  for (const Json& row : queue.json.at("rows")) {
    if (row.at("state") == "delivered" && row.at("kind") != "totals") ++counts[row.at("kind").get<std::string>()];
  }
  return counts;
}

}  // namespace gateway::scenario
