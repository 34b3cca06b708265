#include "plugins/accorda/cell.h"

#include <algorithm>

namespace accorda {
namespace {

constexpr std::size_t kRegexMost = 500;

std::string part_of(const Split& split, std::string_view text) {
  if (split.regex) {
    std::match_results<std::string_view::const_iterator> found;
    // A regular expression's time grows with the text: what is longer is no cell to be split.
    if (text.size() > kRegexMost || !std::regex_search(text.begin(), text.end(), found, *split.regex)) return {};
    return found[static_cast<std::size_t>(split.part)].str();
  }
  std::vector<std::string_view> parts;
  const bool blank = sdk::trim(split.at).empty();
  for (;;) {
    const bool last = split.limit > 0 && parts.size() + 1 == split.limit;
    const auto found = last ? std::string_view::npos : text.find(split.at);
    const auto part = sdk::trim(text.substr(0, found));
    if (!blank || !part.empty()) parts.push_back(part);
    if (found == std::string_view::npos) break;
    text.remove_prefix(found + split.at.size());
    if (blank) text = sdk::trim(text);
  }
  if (split.part < 0) return parts.empty() ? std::string() : std::string(parts.back());
  const auto index = static_cast<std::size_t>(split.part) - 1;
  return index < parts.size() ? std::string(parts[index]) : std::string();
}

/// The text of the field's columns; notes a cell that is not text.
std::string_view gather(const Spec& spec, const Table& table, const TableRow& row, std::string& room, bool& encoding) {
  if (spec.pieces.empty()) return table.text(row, spec.slots.front(), room, encoding);
  std::string text;
  bool says = false;
  for (const auto& [literal, slot] : spec.pieces) {
    text.append(literal);
    if (slot < 0) continue;
    const auto cell = table.text(row, static_cast<std::size_t>(slot), room, encoding);
    says = says || !cell.empty();
    text.append(cell);
  }
  room = std::move(text);
  return says ? sdk::trim(room) : std::string_view();
}

std::string_view mend(const Spec& spec, std::string_view text, std::string& room) {
  for (const auto& prefix : spec.strip_prefix) {
    if (!text.starts_with(prefix)) continue;
    text.remove_prefix(prefix.size());
    break;
  }
  for (const auto& suffix : spec.strip_suffix) {
    if (!text.ends_with(suffix)) continue;
    text.remove_suffix(suffix.size());
    break;
  }
  text = sdk::trim(text);
  if (text.empty() || (text.size() >= spec.pad && spec.prefix.empty())) return text;
  auto mended = spec.prefix;
  if (text.size() < spec.pad) mended.append(spec.pad - text.size(), '0');
  mended.append(text);
  room = std::move(mended);
  return room;
}

std::string_view blank_if_empty(const Spec& spec, std::string_view text) {
  if (spec.empty.empty() || text.empty()) return text;
  const bool blank = std::find(spec.empty.begin(), spec.empty.end(), sdk::fold(text)) != spec.empty.end();
  return blank ? std::string_view() : text;
}

/// Through the value list; a text that it lacks is judged by the kind of field.
Cell listed(const Spec& spec, std::string_view text) {
  if (const auto found = spec.values->find(sdk::fold(text)); found != spec.values->end()) return {found->second, {}};
  if (text.empty()) return {spec.if_empty, {}};
  if (spec.otherwise) return {*spec.otherwise, {}};
  switch (rule(spec.field).kind) {
    case Kind::protection:
      return {"unknown", {}};
    case Kind::consent_answer:
      return {{}, "bad_value"};
    case Kind::text:
      return {text, {}};
    case Kind::date:
    case Kind::code:
    case Kind::sex:
    case Kind::language:
    case Kind::signed_by:
    case Kind::flag:
      break;
  }
  return {};
}

Cell dated(const Spec& spec, std::string_view text, std::string& room) {
  for (const auto& format : spec.dates) {
    auto date = format.read(text);
    if (!date) continue;
    room = *std::move(date);
    return {room, {}};
  }
  return {{}, "bad_date"};
}

}  // namespace

Cell read_cell(const Spec& spec, const Table& table, const TableRow& row, std::string& room) {
  if (spec.when && !table.holds(*spec.when, row)) return {spec.if_empty, {}};
  bool encoding = true;
  auto text = blank_if_empty(spec, gather(spec, table, row, room, encoding));
  if (spec.split && !text.empty()) {
    room = part_of(*spec.split, text);
    text = blank_if_empty(spec, room);
  }
  text = mend(spec, text, room);
  Cell cell;
  if (spec.values) {
    cell = listed(spec, text);
  } else if (text.empty()) {
    cell.text = spec.if_empty;
  } else if (rule(spec.field).kind == Kind::date) {
    cell = dated(spec, text, room);
  } else {
    cell.text = text;
  }
  const auto most = rule(spec.field).most;
  if (most > 0 && cell.text.size() > most) {
    const auto shown = sdk::cut(cell.text, most);
    if (shown.size() < cell.text.size()) {
      cell.text = shown;
      cell.fault = "too_long";
    }
  }
  if (!encoding) cell.fault = "bad_encoding";
  if (spec.required && cell.text.empty() && cell.fault.empty()) cell.fault = "missing";
  return cell;
}

}  // namespace accorda
