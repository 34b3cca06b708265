#include "plugins/accorda/settings.h"

#include <algorithm>

#include "plugins/accorda/spec_settings.h"
#include "plugins/accorda/xml_path.h"
#include "plugins/sdk/outcome.h"

namespace accorda {
namespace {

/// A delimiter or quote as the one byte that it is in the file's encoding.
char one_character(const Node& node, sdk::Encoding encoding) {
  const auto text = node.text() == "tab" ? std::string("\t") : node.text();
  for (unsigned byte = 1; byte < 256; ++byte) {
    if (byte >= 0x80 && encoding == sdk::Encoding::utf_8) break;
    const char raw = static_cast<char>(byte);
    std::string written;
    if (!sdk::append_utf8(encoding, {&raw, 1}, written) || written != text) continue;
    if (raw == '\n' || raw == '\r') break;
    return raw;
  }
  node.fail("must be one character that is one byte in the file's encoding");
}

/// What `format` and each file may say of how a file is written.
void parse_format(const Node& node, FileSettings& file) {
  if (const auto encoding = node.find("encoding")) {
    const auto known = sdk::parse_encoding(encoding->text());
    if (!known) encoding->fail("\"" + encoding->text() + "\" is not one of utf-8, windows-1252, iso-8859-1");
    file.encoding = *known;
  }
  if (const auto delimiter = node.find("delimiter")) file.csv.delimiter = one_character(*delimiter, file.encoding);
  if (const auto quote = node.find("quote")) {
    file.csv.quote = quote->text().empty() ? '\0' : one_character(*quote, file.encoding);
  }
  if (file.csv.quote == file.csv.delimiter) node.fail("delimiter and quote are the same character");
  file.header = node.boolean_or("header", file.header);
  file.preamble_lines = static_cast<std::uint64_t>(
      node.integer_or("preamble_lines", static_cast<std::int64_t>(file.preamble_lines), 0, 10'000'000));
  file.ragged = node.boolean_or("ragged", file.ragged);
  file.final_newline = node.boolean_or("final_newline", file.final_newline);
  if (const auto empty = node.find("empty")) {
    file.empty.clear();
    for (const auto& text : empty->texts()) file.empty.push_back(folded(text));
  }
  if (const auto dates = node.find("dates")) file.dates = parse_dates(*dates);
  if (const auto skip = node.find("skip")) {
    file.skip.clear();
    for (const auto& text : skip->texts()) file.skip.push_back(folded(text));
  }
}

/// What only CSV knows, and would be waited for in vain.
constexpr std::string_view kCsvOnly[] = {"encoding",       "delimiter", "quote",         "header", "width",
                                         "preamble_lines", "ragged",    "final_newline", "skip",   "repeat_blank"};

XmlSettings parse_xml(const Node& node, const Node& file) {
  node.only({"record", "schema"});
  XmlSettings xml;
  const auto record = node.need("record");
  xml.record = parse_record_path(record.text());
  if (xml.record.empty()) record.fail("is no path of element names from the root, like \"Export/Insatser/Insats\"");
  if (const auto schema = node.find("schema")) {
    if (schema->text() != "accorda")
      schema->fail("can only be \"accorda\": the file follows contracts/api/accorda.xsd");
    xml.by_schema = true;
  }
  for (const auto member : kCsvOnly) {
    if (const auto found = file.find(member)) found->fail("says nothing of an XML file");
  }
  return xml;
}

Pick parse_pick(const Node& node, FileSettings& file) {
  node.only({"order", "by", "prefer"});
  Pick pick;
  const auto order = node.need("order");
  const auto name = order.text();
  if (name == "first") {
    pick.order = Pick::Order::first;
  } else if (name == "last") {
    pick.order = Pick::Order::last;
  } else if (name == "latest" || name == "earliest") {
    pick.order = name == "latest" ? Pick::Order::latest : Pick::Order::earliest;
    for (const auto& column : node.need("by").elements()) {
      // What a field lets be lacking, this does not demand.
      const auto known = file.used.size();
      pick.by.push_back(slot_of(column, file, true));
      if (file.used.size() > known) file.used.back().optional = false;
    }
    if (file.dates.empty()) order.fail("needs \"dates\", in the file or under format");
  } else {
    order.fail("\"" + name + "\" is not one of first, last, latest, earliest");
  }
  if (const auto prefer = node.find("prefer")) pick.prefer = parse_condition(*prefer, file);
  return pick;
}

FileSettings parse_file(const Node& node, const FileSettings& format, const SharedLists& shared) {
  node.only({"name",           "pattern",       "many",      "optional", "rows",   "where",
             "repeat_blank",   "join",          "pick",      "columns",  "width",  "may_be_empty",
             "report_orphans", "encoding",      "delimiter", "quote",    "header", "preamble_lines",
             "ragged",         "final_newline", "empty",     "dates",    "skip",   "xml"});
  FileSettings file = format;
  parse_format(node, file);
  if (const auto xml = node.find("xml")) {
    file.xml = parse_xml(*xml, node);
    // Each cell stands under its own name and comes as UTF-8.
    file.encoding = sdk::Encoding::utf_8;
    file.header = true;
    file.skip.clear();
  }
  const auto name = node.need("name");
  file.name = name.text();
  if (file.name.empty() || file.name.size() > 40) name.fail("must have 1 to 40 characters");
  const auto pattern = node.need("pattern");
  file.pattern = sdk::fold(pattern.text());
  if (file.pattern.empty() || file.pattern.find('/') != std::string::npos)
    pattern.fail("must be a file name without /");
  file.many = node.boolean_or("many", false);
  file.optional = node.boolean_or("optional", false);
  file.width = static_cast<std::size_t>(node.integer_or("width", 0, 0, 10'000));
  if (const auto rows = node.find("rows")) {
    if (rows->text() != "insats") rows->fail("can only be \"insats\": each row is an insats of a person");
    file.primary = true;
  }
  if (const auto may = node.find("may_be_empty")) file.may_be_empty = may->boolean();
  if (const auto where = node.find("where")) {
    for (const auto& condition : where->elements()) file.where.push_back(parse_condition(condition, file));
  }
  if (const auto repeat = node.find("repeat_blank")) {
    if (!file.primary) repeat->fail("is possible only in a file with rows = \"insats\"");
    for (const auto& column : repeat->elements()) file.repeat_blank.push_back(slot_of(column, file));
  }
  if (const auto columns = node.find("columns")) {
    for (const auto& [field, spec] : columns->members()) {
      const auto known = field_named(field);
      if (!known) spec.fail("is no field that a column can be mapped to");
      file.specs.push_back(parse_spec(*known, spec, file, shared));
    }
  }
  if (const auto pick = node.find("pick")) file.pick = parse_pick(*pick, file);
  const auto gives = [&](std::initializer_list<Field> fields) {
    return std::any_of(file.specs.begin(), file.specs.end(), [&](const Spec& spec) {
      return std::find(fields.begin(), fields.end(), spec.field) != fields.end();
    });
  };
  file.report_orphans =
      node.boolean_or("report_orphans", gives({Field::consent_answer, Field::consent_withdrawn, Field::end}));
  return file;
}

Compare parse_compare(const Node& node, const FileSettings& file) {
  const auto name = node.text();
  if (name == "text") return Compare::text;
  if (name == "fold") return Compare::fold;
  if (name == "digits") return Compare::digits;
  if (name == "number") return Compare::number;
  if (name == "date") {
    if (file.dates.empty()) node.fail("needs \"dates\", in the file or under format");
    return Compare::date;
  }
  node.fail("\"" + name + "\" is not one of text, fold, digits, number, date");
}

void parse_join(const Node& node, Settings& settings, FileSettings& file) {
  if (file.primary) node.fail("a file with rows = \"insats\" is what others are joined with");
  node.only({"columns", "with", "with_columns", "compare", "required"});
  Join join;
  for (const auto& column : node.need("columns").elements()) join.slots.push_back(slot_of(column, file));
  const auto theirs = node.find("with_columns").value_or(node.need("columns"));
  if (theirs.elements().size() != join.slots.size()) theirs.fail("must name as many columns as \"columns\"");
  for (const auto& with : node.need("with").elements()) {
    const auto other = settings.file(with.text());
    if (!other || settings.files[*other].name == file.name) with.fail("is no other file's name");
    join.with.push_back(with.text());
    auto& slots = join.with_slots.emplace_back();
    for (const auto& column : theirs.elements()) slots.push_back(slot_of(column, settings.files[*other]));
  }
  join.compare.assign(join.slots.size(), Compare::text);
  if (const auto compare = node.find("compare")) {
    const auto each = compare->elements();
    if (each.size() != 1 && each.size() != join.slots.size())
      compare->fail("must have one word, or one for each column");
    for (std::size_t i = 0; i < join.slots.size(); ++i)
      join.compare[i] = parse_compare(each[each.size() == 1 ? 0 : i], file);
  }
  const bool carries = std::any_of(file.specs.begin(), file.specs.end(), [](const Spec& spec) {
    const auto field = spec.field;
    return field == Field::number || field == Field::insats || field == Field::start || field == Field::beslut ||
           field == Field::ordered_by;
  });
  join.required = node.boolean_or("required", carries);
  file.join = std::move(join);
}

/// Whether joins lead from `file` to a file with rows = "insats".
bool arrives(const Settings& settings, const FileSettings& file, std::size_t steps = 0) {
  if (file.primary) return true;
  if (!file.join || steps > settings.files.size()) return false;
  return std::all_of(file.join->with.begin(), file.join->with.end(), [&](const std::string& with) {
    return arrives(settings, settings.files[*settings.file(with)], steps + 1);
  });
}

void check_whole(const Node& files, const Settings& settings) {
  bool primary = false;
  std::array<std::string, kFields> given;
  for (std::size_t i = 0; i < settings.files.size(); ++i) {
    const auto& file = settings.files[i];
    const auto node = files.elements()[i];
    primary = primary || file.primary;
    if (!file.primary && !file.join) node.fail("needs \"join\", or rows = \"insats\"");
    if (!arrives(settings, file)) node.need("join").fail("does not lead to a file with rows = \"insats\"");
    for (const auto& spec : file.specs) {
      auto& other = given[static_cast<std::size_t>(spec.field)];
      // Files with rows = "insats" stand side by side and each has its own; a joined file's would hide another's.
      if (!other.empty() && !(file.primary && other == "insats"))
        Node({}, spec.path).fail("is given by another file, too");
      other = file.primary ? "insats" : "joined";
    }
  }
  if (!primary) files.fail("no file has rows = \"insats\"");
  const auto need = [&](Field field, const std::string& why) {
    if (given[static_cast<std::size_t>(field)].empty() && settings.constants[static_cast<std::size_t>(field)].empty()) {
      files.fail("no column is mapped to \"" + std::string(rule(field).name) + "\"" + why);
    }
  };
  need(Field::protection, ": a mapping without a protection column (sekretess, skyddade uppgifter) does not start");
  need(Field::number, ", the person number");
  need(Field::insats, "");
  need(Field::start, ", the day on which the insats began");
}

}  // namespace

std::optional<std::size_t> Settings::file(std::string_view name) const {
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (files[i].name == name) return i;
  }
  return std::nullopt;
}

Settings Settings::parse(std::string_view json) {
  const auto document = nlohmann::json::parse(json, nullptr, false);
  const Node root(document, "");
  if (document.is_discarded()) root.fail("are not JSON");
  root.only({"full", "sets", "format", "values", "constants", "files"});
  Settings settings;
  settings.full = root.boolean_or("full", true);
  if (const auto sets = root.find("sets")) {
    sets->only({"layout", "folders", "settle_seconds", "incomplete_after_seconds"});
    if (const auto layout = sets->find("layout")) {
      const auto name = layout->text();
      if (name != "files" && name != "folders" && name != "both") layout->fail("is not one of files, folders, both");
      settings.layout = name == "files" ? Layout::files : name == "folders" ? Layout::folders : Layout::both;
    }
    if (const auto folders = sets->find("folders")) settings.folders = sdk::fold(folders->text());
    settings.settle_ms = 1000 * sets->integer_or("settle_seconds", 10, 0, 86'400);
    settings.incomplete_ms = 1000 * sets->integer_or("incomplete_after_seconds", 900, 1, 2'592'000);
  }
  FileSettings format;
  if (const auto node = root.find("format")) {
    node->only({"encoding", "delimiter", "quote", "header", "preamble_lines", "ragged", "final_newline", "empty",
                "dates", "skip"});
    parse_format(*node, format);
  }
  SharedLists shared;
  if (const auto values = root.find("values")) {
    for (const auto& [name, list] : values->members())
      shared[name] = std::make_shared<const ValueList>(parse_values(list));
  }
  if (const auto constants = root.find("constants")) {
    constants->only({"consent_form", "beslut", "ordered_by", "insats", "unit", "signature", "consent_collected_by"});
    for (const auto& [name, value] : constants->members()) {
      settings.constants[static_cast<std::size_t>(*field_named(name))] =
          std::string(sdk::cut(value.text(), rule(*field_named(name)).most));
    }
  }
  const auto files = root.need("files");
  if (!files.is_array() || files.elements().empty() || files.elements().size() > 100)
    files.fail("must be a list of 1 to 100 files");
  for (const auto& node : files.elements()) {
    auto file = parse_file(node, format, shared);
    if (settings.file(file.name)) node.need("name").fail("another file has this name");
    settings.files.push_back(std::move(file));
  }
  for (std::size_t i = 0; i < settings.files.size(); ++i) {
    const auto node = files.elements()[i];
    if (const auto join = node.find("join")) parse_join(*join, settings, settings.files[i]);
  }
  check_whole(files, settings);
  return settings;
}

}  // namespace accorda
