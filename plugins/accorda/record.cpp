#include "plugins/accorda/record.h"

#include <algorithm>

#include "plugins/sdk/json_writer.h"

namespace accorda {
namespace {

constexpr std::size_t kFaultsMost = 50;
constexpr std::size_t kKeyMost = 200;
constexpr std::size_t kUsualBytes = 512;  // Room that saves growing.

constexpr std::size_t index(Field field) {
  return static_cast<std::size_t>(field);
}

void add(std::vector<RecordFault>& faults, RecordFault fault) {
  if (faults.size() < kFaultsMost) faults.push_back(std::move(fault));
}

}  // namespace

Recorder::Recorder(const Settings& settings, const Tables& tables) : settings_(settings), tables_(tables) {
  sources_.resize(settings.files.size());
  for (std::size_t primary = 0; primary < settings.files.size(); ++primary) {
    if (!settings.files[primary].primary) continue;
    for (std::size_t file = 0; file < settings.files.size(); ++file) {
      if (settings.files[file].primary && file != primary) continue;
      for (const auto& spec : settings.files[file].specs) {
        auto& source = sources_[primary][index(spec.field)];
        if (source.spec == nullptr || file == primary) source = {file, &spec};
      }
    }
  }
}

const Recorder::Source& Recorder::source(std::size_t primary, Field field) const {
  return sources_[primary][index(field)];
}

/// What the record says in a field, until it is read again or the assembly begins anew. Faults go to `faults`, where
/// one is given.
std::string_view Recorder::read(Assembly& assembly, Field field, std::vector<RecordFault>* faults) {
  const auto& constant = settings_.constants[index(field)];
  const auto& from = source(assembly.primary(), field);
  if (from.spec == nullptr) return constant;
  const auto* row = assembly.row(from.file);
  if (row == nullptr || row->columns) return {};
  const auto cell = read_cell(*from.spec, *tables_.tables[from.file], *row, rooms_[index(field)]);
  if (!cell.fault.empty() && faults != nullptr) {
    const auto& column = settings_.files[from.file].used[from.spec->slots.front()];
    add(*faults, assembly.fault(cell.fault, column.shown(), from.file));
  }
  if (cell.text.empty() && cell.fault.empty()) return constant;
  return cell.text;
}

/// Where the source has no local ids: person, insats and start, which are written alike every night.
std::string Recorder::derived(std::string_view number, std::string_view insats, std::string_view start) const {
  auto key = bare_number(number);
  key.append("|").append(sdk::fold(insats)).append("|").append(start);
  key.resize(sdk::cut(key, kKeyMost).size());
  return key;
}

bool Recorder::key_in_row(std::size_t primary) const {
  const auto here = [&](Field field) {
    const auto& from = source(primary, field);
    return from.spec == nullptr || from.file == primary;
  };
  if (source(primary, Field::key).spec != nullptr) return here(Field::key);
  return here(Field::number) && here(Field::insats) && here(Field::start);
}

std::string Recorder::key(Assembly& assembly) {
  const auto* row = assembly.row(assembly.primary());
  const auto& own = source(assembly.primary(), Field::key);
  if (own.spec == nullptr) {
    if (row->columns) return {};
    return derived(read(assembly, Field::number, nullptr), read(assembly, Field::insats, nullptr),
                   read(assembly, Field::start, nullptr));
  }
  // Where cells are shifted, only a key in the first one is still a key and not, say, a note.
  const auto& table = *tables_.tables[own.file];
  if (row->columns && (own.file != assembly.primary() || !table.stands_alone(own.spec->slots.front()))) return {};
  const auto* holder = assembly.row(own.file);
  if (holder == nullptr || (holder->columns && holder != row)) return {};
  return std::string(read_cell(*own.spec, table, *holder, rooms_[index(Field::key)]).text);
}

void Recorder::check_joins(Assembly& assembly, Record& record) const {
  const auto primary = assembly.primary();
  const auto person = source(primary, Field::number).file;
  for (std::size_t file = 0; file < settings_.files.size(); ++file) {
    if (settings_.files[file].primary) continue;
    const auto* row = assembly.row(file);
    if (row != nullptr && row->csv.fault == sdk::CsvFault::field_too_long) {
      add(record.faults, assembly.fault("too_long", "row", file));
    }
    if (row != nullptr || !settings_.files[file].join->required) continue;
    add(record.faults, assembly.fault(file == person ? "no_person" : "missing", assembly.join_column(file), primary));
  }
  for (auto& fault : assembly.faults) add(record.faults, std::move(fault));
  assembly.faults.clear();
}

Record Recorder::record(Assembly& assembly) {
  Record record;
  const auto primary = assembly.primary();
  const auto* row = assembly.row(primary);
  record.derived_key = source(primary, Field::key).spec == nullptr;
  record.key = key(assembly);
  Texts texts;
  if (row->columns) {
    const auto code = row->csv.fault == sdk::CsvFault::row_too_long ? "too_long" : "columns";
    add(record.faults, assembly.fault(code, "row", primary));
    texts[index(Field::protection)] = "unknown";
    record.body = body(texts);
    return record;
  }
  if (row->csv.fault == sdk::CsvFault::field_too_long) {
    const auto cell = row->csv.fault_field;
    const auto& file = settings_.files[primary];
    add(record.faults,
        assembly.fault("too_long", file.xml ? file.used[cell].shown() : "column " + std::to_string(cell + 1), primary));
  }
  for (std::size_t i = 0; i < kFields; ++i) texts[i] = read(assembly, static_cast<Field>(i), &record.faults);
  check_joins(assembly, record);
  record.body = body(texts);
  return record;
}

/// What is said of the signed paper; what is unsaid has no member.
void Recorder::paper(sdk::JsonWriter& json, const Texts& texts) {
  const auto text = [&](Field field) { return texts[index(field)]; };
  json.member_if("language", text(Field::consent_language));
  if (!text(Field::consent_written).empty()) json.key("written").boolean(text(Field::consent_written) == "yes");
  json.member_if("signed_by", text(Field::consent_signed_by));
  json.member_if("collected_by", text(Field::consent_collected_by));
  json.member_if("original_at", text(Field::consent_original));
}

/// The members behind faults, in the order of the schema.
std::string Recorder::body(const Texts& texts) {
  const auto text = [&](Field field) { return texts[index(field)]; };
  std::string out;
  out.reserve(kUsualBytes);
  sdk::JsonWriter json(out);
  json.key("person").begin_object().member("number", text(Field::number));
  for (const auto field : {Field::previous_number, Field::given_name, Field::family_name, Field::local_id}) {
    json.member_if(rule(field).name, text(field));
  }
  if (text(Field::sex) != "unknown") json.member_if("sex", text(Field::sex));
  const auto protection = text(Field::protection);
  json.member("protection", protection.empty() ? std::string_view("unknown") : protection);
  json.member_if("deceased", text(Field::deceased)).end_object();
  json.key("answers").begin_object();
  for (const auto field : {Field::education, Field::income_source_before, Field::employment_before, Field::end_reason,
                           Field::income_source_after, Field::employment_after}) {
    json.member_if(rule(field).name, text(field));
  }
  json.end_object();
  const auto answer = text(Field::consent_answer);
  const bool said = (!answer.empty() && answer != "none") || !text(Field::consent_withdrawn).empty();
  json.key("consent").begin_object();
  if (said) json.member_if("form", text(Field::consent_form));
  json.member("answer", answer.empty() ? std::string_view("none") : answer);
  json.member_if("date", text(Field::consent_date)).member_if("withdrawn", text(Field::consent_withdrawn));
  if (said) paper(json, texts);
  json.end_object();
  if (text(Field::own_consent) == "yes") json.key("own_consent").boolean(true);
  json.key("beslut").begin_object();
  for (const auto field : {Field::beslut, Field::ordered_by, Field::insats}) json.member(rule(field).name, text(field));
  json.member_if("unit", text(Field::unit)).end_object();
  for (const auto field : {Field::start, Field::end, Field::signature}) json.member_if(rule(field).name, text(field));
  return out;
}

std::string Recorder::document(const Record& record, const std::string& file, std::uint64_t line) {
  std::string out;
  out.reserve(record.body.size() + kUsualBytes);
  sdk::JsonWriter json(out);
  json.begin_object().member("schema", "gateway.participation/1").member("key", record.key);
  if (record.derived_key) json.key("derived_key").boolean(true);
  json.key("position").begin_object().member("file", sdk::cut(file, 200)).key("line").number(line).end_object();
  if (!record.faults.empty()) {
    json.key("faults").begin_array();
    for (const auto& fault : record.faults) {
      json.begin_object().member("code", fault.code).member("field", sdk::cut(fault.field, 100));
      json.member("file", sdk::cut(fault.file, 200)).key("line").number(fault.line).end_object();
    }
    json.end_array();
  }
  out.append(",").append(record.body).append("}");
  return out;
}

}  // namespace accorda
