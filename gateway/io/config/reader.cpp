#include "gateway/io/config/reader.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace gateway::io {

namespace {

using base::Document;

constexpr std::size_t kTold = 20;

struct Unit {
  std::string_view name;
  std::chrono::milliseconds length;
};

constexpr std::array<Unit, 5> kUnits = {{{"ms", std::chrono::milliseconds(1)},
                                         {"s", std::chrono::seconds(1)},
                                         {"min", std::chrono::minutes(1)},
                                         {"h", std::chrono::hours(1)},
                                         {"d", std::chrono::days(1)}}};

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || count < 0 || count > 1'000'000'000) return std::nullopt;
  const std::string_view rest = text.substr(static_cast<std::size_t>(end - text.data()));
  const auto* unit = std::find_if(kUnits.begin(), kUnits.end(), [rest](const Unit& u) { return u.name == rest; });
  if (unit == kUnits.end()) return std::nullopt;
  return unit->length * count;
}

std::string text_of(std::chrono::milliseconds duration) {
  const auto* unit = std::find_if(kUnits.rbegin(), kUnits.rend(), [duration](const Unit& u) {
                       return duration.count() % u.length.count() == 0;
                     }).base();
  --unit;
  return std::to_string(duration.count() / unit->length.count()) + std::string(unit->name);
}

}  // namespace

void Faults::add(const Document& at, std::string_view path, std::string_view what) {
  if (++count_ > kTold) return;
  if (!text_.empty()) text_ += '\n';
  text_ += file_;
  if (at.line != 0) text_ += ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
  text_ += ": ";
  text_.append(path).append(" ").append(what);
}

base::Error Faults::error() const {
  if (count_ <= kTold) return base::rejected(text_);
  return base::rejected(text_ + "\n" + file_ + ": and " + std::to_string(count_ - kTold) + " more");
}

Reader::Reader(const Document& table, std::string path, Faults& faults)
    : table_(table), path_(std::move(path)), faults_(faults) {
  if (table.object() == nullptr) fault("must be a table: [" + path_ + "] or { key = value }");
}

const Document* Reader::ask(std::string_view key) {
  asked_.emplace(key);
  return table_.find(key);
}

bool Reader::has(std::string_view key) {
  return ask(key) != nullptr;
}

std::string Reader::path_of(std::string_view key) const {
  return path_.empty() ? std::string(key) : path_ + "." + std::string(key);
}

void Reader::fault(std::string_view key, std::string_view what) {
  if (table_.object() == nullptr) return;  // Said already: nothing can be in it.
  const Document* value = table_.find(key);
  faults_.add(value == nullptr ? table_ : *value, path_of(key), what);
}

std::string Reader::text(std::string_view key) {
  const Document* value = ask(key);
  if (value == nullptr) {
    fault(key, "is missing: write " + std::string(key) + " = \"…\"");
  } else if (value->string() == nullptr) {
    fault(key, "must be a string: put it in quotation marks");
  } else if (value->string()->empty()) {
    fault(key, "must not be empty");
  } else {
    return *value->string();
  }
  return {};
}

std::string Reader::text_or(std::string_view key, std::string_view otherwise) {
  return has(key) ? text(key) : std::string(otherwise);
}

std::vector<std::string> Reader::texts(std::string_view key) {
  const Document* value = ask(key);
  if (value == nullptr) return {};
  if (value->string() != nullptr) return {text(key)};
  std::vector<std::string> all;
  if (value->array() == nullptr) {
    fault(key, "must be a list of strings: [\"…\", \"…\"]");
    return all;
  }
  for (const Document& element : *value->array()) {
    if (element.string() == nullptr || element.string()->empty()) {
      faults_.add(element, path_of(key), "must hold strings only, none of them empty");
    } else {
      all.push_back(*element.string());
    }
  }
  return all;
}

std::vector<std::string> Reader::some_texts(std::string_view key) {
  if (!has(key)) {
    fault(key, "is missing: write " + std::string(key) + " = [\"…\"]");
    return {};
  }
  const Document* value = table_.find(key);
  if (value->array() != nullptr && value->array()->empty()) fault(key, "must not be empty");
  return texts(key);
}

bool Reader::boolean_or(std::string_view key, bool otherwise) {
  const Document* value = ask(key);
  if (value == nullptr) return otherwise;
  if (value->boolean() == nullptr) {
    fault(key, "must be true or false, without quotation marks");
    return otherwise;
  }
  return *value->boolean();
}

std::int64_t Reader::integer_or(std::string_view key, std::int64_t otherwise, std::int64_t least, std::int64_t most) {
  const Document* value = ask(key);
  if (value == nullptr) return otherwise;
  if (value->integer() == nullptr || *value->integer() < least || *value->integer() > most) {
    fault(key, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return otherwise;
  }
  return *value->integer();
}

std::chrono::milliseconds Reader::duration_or(std::string_view key, std::chrono::milliseconds otherwise,
                                              std::chrono::milliseconds least, std::chrono::milliseconds most) {
  const Document* value = ask(key);
  if (value == nullptr) return otherwise;
  const auto read = value->string() == nullptr ? std::nullopt : parse_duration(*value->string());
  if (!read || *read < least || *read > most) {
    fault(key, "must be a time from \"" + text_of(least) + "\" to \"" + text_of(most) +
                   "\", written with ms, s, min, h or d: \"10s\"");
    return otherwise;
  }
  return *read;
}

std::optional<base::Date> Reader::date_if(std::string_view key) {
  const Document* value = ask(key);
  if (value == nullptr) return std::nullopt;
  const auto date = value->string() == nullptr ? std::nullopt : base::Date::parse(*value->string());
  if (!date) fault(key, "must be a day that exists: 2026-01-31");
  return date;
}

base::Period Reader::period() {
  base::Period period;
  if (!has("from")) {
    fault("from", "is missing: write the first day on which the row holds, from = 2026-01-31");
  } else {
    period.from = date_if("from").value_or(base::Date());
  }
  period.to = date_if("to");
  if (period.to && *period.to < period.from) fault("to", "lies before from");
  return period;
}

std::optional<Reader> Reader::table_if(std::string_view key) {
  const Document* value = ask(key);
  if (value == nullptr) return std::nullopt;
  return Reader(*value, path_of(key), faults_);
}

std::vector<Reader> Reader::tables(std::string_view key) {
  const Document* value = ask(key);
  std::vector<Reader> all;
  if (value == nullptr) return all;
  if (value->array() == nullptr) {
    fault(key, "must be a list of tables: write [[" + path_of(key) + "]] with two brackets");
    return all;
  }
  for (const Document& element : *value->array()) {
    const std::string_view name = element.text("id").empty() ? element.text("name") : element.text("id");
    all.emplace_back(element,
                     name.empty() ? path_of(key) + "[" + std::to_string(all.size() + 1) + "]"
                                  : path_of(key) + "." + std::string(name),
                     faults_);
  }
  return all;
}

std::vector<std::pair<std::string, Reader>> Reader::named_tables(std::string_view key) {
  std::vector<std::pair<std::string, Reader>> all;
  const auto table = table_if(key);
  if (!table || table->table_.object() == nullptr) return all;
  for (const auto& [name, value] : *table->table_.object())
    all.emplace_back(name, Reader(value, table->path_of(name), faults_));
  return all;
}

std::vector<std::pair<std::string, std::string>> Reader::named_texts(std::string_view key) {
  std::vector<std::pair<std::string, std::string>> all;
  auto table = table_if(key);
  if (!table || table->table_.object() == nullptr) return all;
  for (const auto& [name, value] : *table->table_.object()) all.emplace_back(name, table->text(name));
  return all;
}

void Reader::done() {
  if (table_.object() == nullptr) return;
  std::string known;
  for (const auto& key : asked_) known.append(known.empty() ? "" : ", ").append(key);
  for (const auto& [key, value] : *table_.object()) {
    if (!asked_.contains(key)) faults_.add(value, path_of(key), "is not known here: known are " + known);
  }
}

}  // namespace gateway::io
