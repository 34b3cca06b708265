#include "gateway/io/config/rows.h"

#include <algorithm>

namespace gateway::io {

base::Period every_day() {
  return {base::Date::of(1800, 1, 1).value_or(base::Date()), std::nullopt};
}

core::Origin read_origin(Reader& table) {
  core::Origin origin;
  origin.source = table.text("source");
  origin.verified = table.boolean_or("verified", false);
  return origin;
}

void only(Reader& table, std::string_view key, const std::vector<std::string>& texts,
          const std::vector<std::string_view>& known) {
  std::string names;
  for (const auto name : known) names.append(names.empty() ? "" : ", ").append(name);
  for (const std::string& text : texts) {
    if (std::find(known.begin(), known.end(), text) == known.end())
      table.fault(key, std::string("holds \"").append(text).append("\": known are ").append(names));
  }
}

void Answered::add(Reader& table, std::string question, const base::Period& valid) {
  const std::string place = table.faults().file() + ":" + std::to_string(table.document().line);
  for (const Row& row : rows_) {
    if (row.question != question || !row.valid.overlaps(valid)) continue;
    table.fault("answers " + question + " for days that " + row.place +
                " answers, too: end one of the rows with to = …");
    break;
  }
  rows_.push_back({std::move(question), valid, place});
}

}  // namespace gateway::io
