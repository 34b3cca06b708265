#include "gateway/report/csv.h"

namespace gateway::report {

namespace {

bool reads_as_formula(std::string_view value) {
  if (!value.empty() && (value.front() == '\t' || value.front() == '\r' || value.front() == '\n')) return true;
  const auto first = value.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && std::string_view("=+-@").find(value[first]) != std::string_view::npos;
}

}  // namespace

std::string csv_field(std::string_view value) {
  std::string field(reads_as_formula(value) ? "'" : "");
  field += value;
  if (field.find_first_of(";\"\r\n") == std::string::npos) return field;
  std::string quoted = "\"";
  for (const char c : field) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

void CsvText::row(std::initializer_list<std::string_view> fields) {
  bool first = true;
  for (const std::string_view field : fields) {
    if (!first) text_ += ';';
    first = false;
    text_ += csv_field(field);
  }
  text_ += "\r\n";
}

}  // namespace gateway::report
