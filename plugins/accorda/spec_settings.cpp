#include "plugins/accorda/spec_settings.h"

#include <algorithm>
#include <set>

#include "plugins/accorda/xml_path.h"

namespace accorda {
namespace {

std::vector<std::string> folded_all(const Node& node) {
  auto texts = node.texts();
  for (auto& text : texts) text = folded(text);
  return texts;
}

/// The codes that a kind of field can have; none: any code.
std::set<std::string> codes(Kind kind) {
  switch (kind) {
    case Kind::sex:
      return {"woman", "man", "unknown"};
    case Kind::protection:
      return {"none", "marked", "protected_registration", "unknown"};
    case Kind::consent_answer:
      return {"none", "given", "declined"};
    case Kind::signed_by:
      return {"self", "representative"};
    case Kind::flag:
      return {"yes", "no"};
    case Kind::text:
    case Kind::date:
    case Kind::code:
    case Kind::language:
      break;
  }
  return {};
}

void check_code(const Node& node, Kind kind, const std::string& code) {
  const auto known = codes(kind);
  if (!known.empty() && !known.contains(code)) {
    std::string all;
    for (const auto& each : known) all.append(all.empty() ? "" : ", ").append(each);
    node.fail("\"" + code + "\" is not one of " + all);
  }
  if (kind == Kind::language) {
    const bool letters = std::all_of(code.begin(), code.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (!letters || code.size() < 2 || code.size() > 3) node.fail("\"" + code + "\" is no language: write sv, en, ara");
  }
  if (kind != Kind::code) return;
  const auto good = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  if (code.empty() || code.size() > 40 || !std::all_of(code.begin(), code.end(), good)) {
    node.fail("\"" + code + "\" is no code: lower-case letters, digits and _");
  }
}

/// "{Förnamn} {Efternamn}" into literals and slots.
void parse_pieces(const Node& node, FileSettings& file, bool optional, Spec& spec) {
  const auto text = node.text();
  std::string literal;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '{') {
      literal.push_back(text[i]);
      continue;
    }
    const auto end = text.find('}', i);
    if (end == std::string::npos) node.fail("\"{\" without \"}\"");
    const auto name = text.substr(i + 1, end - i - 1);
    const bool number =
        !name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
    const nlohmann::json column = number && name.size() < 6 ? nlohmann::json(std::stoi(name)) : nlohmann::json(name);
    const auto slot = slot_of(Node(column, node.path()), file, optional);
    spec.slots.push_back(slot);
    spec.pieces.emplace_back(std::move(literal), static_cast<int>(slot));
    literal.clear();
    i = end;
  }
  if (spec.slots.empty()) node.fail("names no column in braces");
  if (!literal.empty()) spec.pieces.emplace_back(std::move(literal), -1);
}

Split parse_split(const Node& node) {
  node.only({"at", "part", "limit", "regex"});
  Split split;
  split.part = static_cast<int>(node.integer_or("part", 1, -1, 20));
  if (split.part == 0) node.need("part").fail("counts from 1; -1 is the last part");
  split.limit = static_cast<std::size_t>(node.integer_or("limit", 0, 0, 20));
  if (const auto regex = node.find("regex")) {
    if (node.find("at")) regex->fail("stands beside \"at\"; use one of them");
    if (split.part < 1) regex->fail("needs a part from 1: the number of the group");
    try {
      split.regex = std::make_shared<const std::regex>(regex->text(), std::regex::ECMAScript | std::regex::icase);
    } catch (const std::regex_error&) {
      regex->fail("is not a regular expression");
    }
    if (static_cast<std::size_t>(split.part) > split.regex->mark_count())
      regex->fail("has no group with the number of \"part\"");
    return split;
  }
  split.at = node.need("at").text();
  if (split.at.empty()) node.need("at").fail("must not be empty");
  return split;
}

/// Nothing in a mapping may turn silence into a yes or into "not protected".
void check_silence(const Node& node, const Spec& spec) {
  const auto kind = rule(spec.field).kind;
  const auto refuse = [&](std::string_view code) {
    return (kind == Kind::protection && code == "none") || (kind == Kind::consent_answer && code == "given") ||
           (spec.field == Field::consent_written && code == "yes") ||
           (spec.field == Field::consent_language && code == "sv");
  };
  if (refuse(spec.if_empty)) node.need("default").fail("an empty cell cannot mean \"" + spec.if_empty + "\"");
  if (spec.otherwise && refuse(*spec.otherwise)) {
    node.need("otherwise").fail("an unknown value cannot mean \"" + *spec.otherwise + "\"");
  }
  if (spec.values == nullptr) return;
  const auto blank = spec.values->find("");
  if (blank != spec.values->end() && refuse(blank->second)) {
    node.need("values").fail("an empty cell cannot mean \"" + blank->second + "\"");
  }
}

void parse_rest(const Node& node, FileSettings& file, const SharedLists& shared, Spec& spec) {
  const auto kind = rule(spec.field).kind;
  if (const auto split = node.find("split")) spec.split = parse_split(*split);
  if (const auto values = node.find("values")) {
    if (values->is_string()) {
      const auto found = shared.find(values->text());
      if (found == shared.end()) values->fail("there is no list \"" + values->text() + "\" under values");
      spec.values = found->second;
    } else {
      spec.values = std::make_shared<const ValueList>(parse_values(*values));
    }
    for (const auto& [text, code] : *spec.values) check_code(*values, kind, code);
  }
  if (const auto otherwise = node.find("otherwise")) {
    spec.otherwise = otherwise->text();
    check_code(*otherwise, kind, *spec.otherwise);
  }
  if (const auto if_empty = node.find("default")) {
    spec.if_empty = if_empty->text();
    if (kind == Kind::date) if_empty->fail("a date has no default");
    check_code(*if_empty, kind, spec.if_empty);
  }
  if (const auto empty = node.find("empty")) {
    for (auto& text : folded_all(*empty)) spec.empty.push_back(std::move(text));
  }
  if (const auto dates = node.find("dates")) spec.dates = parse_dates(*dates);
  if (const auto strip = node.find("strip_prefix")) spec.strip_prefix = strip->texts();
  if (const auto strip = node.find("strip_suffix")) spec.strip_suffix = strip->texts();
  if (const auto prefix = node.find("prefix")) spec.prefix = prefix->text();
  spec.pad = static_cast<std::size_t>(node.integer_or("pad", 0, 0, 40));
  if (const auto when = node.find("when")) spec.when = parse_condition(*when, file);
  spec.required = node.boolean_or("required", spec.required);
}

}  // namespace

std::string folded(std::string_view text) {
  return sdk::fold(sdk::trim(text));
}

std::size_t slot_of(const Node& node, FileSettings& file, bool optional) {
  Column column;
  column.optional = optional;
  column.path = node.path();
  if (file.xml) {
    const auto path = node.is_string() ? XmlPath::parse(sdk::trim(node.text())) : std::nullopt;
    if (!path) node.fail("is no path of elements: \"Slutdatum\", \"Person/Namn\", \"@id\", \"../Personnummer\"");
    if (path->ups >= file.xml->record.size()) node.fail("leads out of the file: too many ..");
  }
  if (node.is_integer()) {
    column.position = static_cast<std::size_t>(node.integer(1, 10'000));
  } else {
    column.name = std::string(sdk::trim(node.text()));
    if (column.name.empty()) node.fail("names no column");
    if (!file.header) node.fail("the file has no header: give the column's number, from 1");
  }
  for (std::size_t slot = 0; slot < file.used.size(); ++slot) {
    auto& known = file.used[slot];
    const bool same = file.xml ? known.name == column.name : sdk::fold(known.name) == sdk::fold(column.name);
    if (known.position != column.position || !same) continue;
    known.optional = known.optional && optional;
    return slot;
  }
  file.used.push_back(std::move(column));
  return file.used.size() - 1;
}

Condition parse_condition(const Node& node, FileSettings& file) {
  node.only({"column", "in", "not_in"});
  Condition condition;
  condition.slot = slot_of(node.need("column"), file);
  if (const auto in = node.find("in")) condition.in = folded_all(*in);
  if (const auto not_in = node.find("not_in")) condition.not_in = folded_all(*not_in);
  if (condition.in.empty() && condition.not_in.empty()) node.fail("needs \"in\" or \"not_in\"");
  return condition;
}

ValueList parse_values(const Node& node) {
  ValueList list;
  for (const auto& [text, code] : node.members()) {
    const bool truth = !code.is_string();
    list[folded(text)] = truth ? (code.boolean() ? "yes" : "no") : code.text();
  }
  if (list.empty()) node.fail("is an empty value list");
  return list;
}

std::vector<DateFormat> parse_dates(const Node& node) {
  std::vector<DateFormat> formats;
  for (const auto& element : node.elements()) {
    auto format = DateFormat::parse(element.text());
    if (!format) element.fail("\"" + element.text() + "\" is no date format: YYYY or YY, MM or M, DD or D, each once");
    formats.push_back(std::move(*format));
  }
  if (formats.empty()) node.fail("needs a date format");
  return formats;
}

Spec parse_spec(Field field, const Node& node, FileSettings& file, const SharedLists& shared) {
  Spec spec;
  spec.field = field;
  spec.path = node.path();
  spec.empty = file.empty;
  spec.dates = file.dates;
  spec.required = field == Field::number || field == Field::insats || field == Field::start || field == Field::key;
  const auto kind = rule(field).kind;
  if (!node.is_object()) {
    spec.slots.push_back(slot_of(node, file, field == Field::protection));
  } else {
    node.only({"column", "text", "split", "values", "otherwise", "default", "empty", "dates", "strip_prefix",
               "strip_suffix", "prefix", "pad", "when", "required", "optional"});
    // A protection column that is gone makes everybody protected instead of stopping the set (domain §3 m).
    const bool optional = node.boolean_or("optional", field == Field::protection);
    const auto column = node.find("column");
    const auto text = node.find("text");
    if (column.has_value() == text.has_value()) node.fail("needs either \"column\" or \"text\"");
    if (column) {
      spec.slots.push_back(slot_of(*column, file, optional));
    } else {
      parse_pieces(*text, file, optional, spec);
    }
    parse_rest(node, file, shared, spec);
  }
  if (kind != Kind::text && kind != Kind::date && spec.values == nullptr) {
    node.fail("needs \"values\", a list from the file's texts to codes");
  }
  if (kind == Kind::date && spec.dates.empty()) node.fail("needs \"dates\", here or in the file or under format");
  if (kind == Kind::date && spec.values) node.fail("a date has no value list");
  if (node.is_object()) check_silence(node, spec);
  return spec;
}

}  // namespace accorda
