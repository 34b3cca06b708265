#include "gateway/io/config/organisation_rules.h"

#include "gateway/core/organisation_number.h"

namespace gateway::io {

std::string read_organisation_number(Reader& table, std::string_view key) {
  if (!table.has(key)) return {};
  std::string number = table.text(key);
  if (const auto dash = number.size() < 5 ? std::string::npos : number.size() - 5; dash != std::string::npos) {
    if (number[dash] == '-') number.erase(dash, 1);
  }
  if (number.size() == 12 && number.starts_with("16")) number.erase(0, 2);
  if (core::is_organisation_number(number)) return number;
  table.fault(
      key, "must be an organisation number: ten digits, the third 2 or more, the last the check digit of the others");
  return {};
}

std::string read_municipality(Reader& table, std::string_view key) {
  if (!table.has(key)) return {};
  std::string code = table.text(key);
  if (!core::is_municipality_code(code)) table.fault(key, "must be a kommunkod: four digits in quotes, \"2180\"");
  return code;
}

std::vector<std::string> read_municipalities(Reader& table, std::string_view key) {
  auto codes = table.texts(key);
  for (const std::string& code : codes) {
    if (core::is_municipality_code(code)) continue;
    table.fault(key, "must hold kommunkoder: four digits in quotes, \"2180\"");
    break;
  }
  return codes;
}

core::Direction read_direction(Reader& table) {
  using core::Direction;
  return table.choice_or("direction", Direction::individual,
                         {{"individual", Direction::individual}, {"structural", Direction::structural}});
}

core::Branch read_branch(Reader& table) {
  using core::Branch;
  return table.choice_or("branch", Branch::unsaid, {{"ta", Branch::ta}, {"fv", Branch::fv}});
}

}  // namespace gateway::io
