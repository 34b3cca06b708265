#include "tests/bench/record.h"

#include "deploy/demo/people.h"

namespace gateway::bench {

std::string record(std::size_t number) {
  static demo::People people(2);
  const demo::Person person = people.next();
  const std::string id = std::to_string(10001 + number);
  return R"({"schema":"gateway.participation/1","key":"I)" + id +
         R"(-1","position":{"file":"export_20261101/insatser.csv","line":)" + std::to_string(number + 2) +
         R"(},"person":{"number":")" + person.number + R"(","given_name":")" + person.given_name +
         R"(","family_name":")" + person.family_name + R"(","local_id":")" + id + R"(","sex":")" +
         (person.woman ? "woman" : "man") +
         R"(","protection":"none"},"answers":{"education":"gymnasium","income_source_before":"forsorjningsstod",)"
         R"("end_reason":"fullfoljd","income_source_after":"lon","employment_after":"arbete"},)"
         R"("consent":{"form":"FK 9443","answer":"given","date":"2026-04-01"},)"
         R"("beslut":{"beslut":"ARB","ordered_by":"Försörjningsstöd","insats":"Arbetsträning"},)"
         R"("start":"2026-04-06","end":"2026-05-29","signature":"MLI"})";
}

}  // namespace gateway::bench
