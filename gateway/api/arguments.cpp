#include "gateway/api/arguments.h"

#include <algorithm>
#include <set>
#include <utility>

namespace gateway::api {

namespace {

constexpr std::size_t kLongestText = 4096;

base::Error bad(std::string_view name, std::string_view swedish, std::string_view english) {
  std::string text("argumentet ");
  text.append(name).append(" ").append(swedish);
  text.append(" / argument ").append(name).append(" ").append(english);
  return base::rejected(std::move(text));
}

const base::Document& nothing() {
  static const base::Document empty{base::Document::Object{}};
  return empty;
}

std::string list_of(std::span<const std::string_view> names) {
  std::string list;
  for (const std::string_view name : names) list += (list.empty() ? "" : ", ") + std::string(name);
  return list;
}

}  // namespace

base::Result<Arguments> Arguments::read(const base::Document& document, std::initializer_list<std::string_view> known) {
  if (document.is_null()) return Arguments(nothing());
  if (document.object() == nullptr)
    return base::rejected("argumenten ska vara ett objekt / the arguments must be an object");
  std::set<std::string_view> seen;
  for (const auto& [name, value] : *document.object()) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      const std::string names = known.size() == 0 ? "-" : list_of({known.begin(), known.size()});
      std::string text("ett argument är okänt här; kända är: ");
      text.append(names).append(" / an argument is unknown here; known are: ").append(names);
      return base::rejected(std::move(text));
    }
    if (!seen.insert(name).second) return bad(name, "är angivet två gånger", "is given twice");
  }
  return Arguments(document);
}

base::Result<std::string> Arguments::text(std::string_view name) const {
  if (!has(name)) return std::string();
  const std::string* value = document_->find(name)->string();
  if (value == nullptr) return bad(name, "ska vara text", "must be text");
  if (value->size() > kLongestText) return bad(name, "är för långt", "is too long");
  if (std::any_of(value->begin(), value->end(),
                  [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; })) {
    return bad(name, "får inte innehålla styrtecken", "must not hold control characters");
  }
  return *value;
}

base::Result<std::string> Arguments::required(std::string_view name) const {
  auto value = text(name);
  if (value && value->empty()) return bad(name, "saknas", "is missing");
  return value;
}

base::Result<std::string> Arguments::choice(std::string_view name, std::span<const std::string_view> choices) const {
  auto value = required(name);
  if (!value) return value;
  if (std::find(choices.begin(), choices.end(), *value) == choices.end()) {
    return bad(name, "ska vara ett av: " + list_of(choices), "must be one of: " + list_of(choices));
  }
  return value;
}

base::Result<bool> Arguments::flag(std::string_view name) const {
  if (!has(name)) return false;
  const bool* value = document_->find(name)->boolean();
  if (value == nullptr) return bad(name, "ska vara true eller false", "must be true or false");
  return *value;
}

base::Result<std::optional<base::Date>> Arguments::date(std::string_view name) const {
  const auto value = text(name);
  if (!value) return value.error();
  if (value->empty()) return std::optional<base::Date>();
  const auto date = base::Date::parse(*value);
  if (!date)
    return bad(name, "ska vara en dag som finns, skriven ÅÅÅÅ-MM-DD", "must be a day that exists, written YYYY-MM-DD");
  return date;
}

base::Result<std::optional<base::RegistrationId>> Arguments::case_number(std::string_view name) const {
  const auto value = text(name);
  if (!value) return value.error();
  if (value->empty()) return std::optional<base::RegistrationId>();
  const auto id = base::RegistrationId::parse(*value);
  if (!id || id->empty())
    return bad(name, "ska vara ett ärendes nummer: 32 hexsiffror", "must be a case's number: 32 hex digits");
  return id;
}

base::Result<base::RegistrationId> Arguments::required_case_number(std::string_view name) const {
  if (const auto given = required(name); !given) return given.error();
  const auto id = case_number(name);
  if (!id) return id.error();
  return **id;
}

base::Result<std::int64_t> Arguments::count(std::string_view name, std::int64_t otherwise) const {
  if (!has(name)) return otherwise;
  const std::int64_t* value = document_->find(name)->integer();
  if (value == nullptr || *value < 0)
    return bad(name, "ska vara ett heltal, minst 0", "must be a whole number, at least 0");
  return *value;
}

base::Result<FileToTake> FileToTake::read(const base::Document& document) {
  const auto arguments = Arguments::read(document, {"file", "dry_run"});
  if (!arguments) return arguments.error();
  auto file = arguments->required("file");
  if (!file) return file.error();
  const auto dry_run = arguments->flag("dry_run");
  if (!dry_run) return dry_run.error();
  return FileToTake{std::move(*file), *dry_run};
}

}  // namespace gateway::api
