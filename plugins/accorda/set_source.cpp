#include "plugins/accorda/set_source.h"

#include <algorithm>
#include <set>

#include "plugins/accorda/schema_check.h"
#include "plugins/sdk/json_writer.h"

namespace accorda {
namespace {

constexpr std::size_t kPageRecords = 256;
constexpr std::size_t kPageBytes = 512 * 1024;
constexpr int kPagesPerPull = 64;
constexpr std::size_t kFaultsMost = 100;
constexpr std::size_t kToldMost = 100;
constexpr std::int64_t kShortestPause = 100;
constexpr std::uint64_t kSchemaBytes = std::uint64_t{512} << 20;  // Held against a schema in one check: some seconds.

void write(sdk::JsonWriter& json, const SetFault& fault) {
  json.begin_object().member("code", fault.code).member("file", sdk::cut(fault.file, 200));
  if (fault.line > 0) json.key("line").number(fault.line);
  json.member_if("field", sdk::cut(fault.field, 100)).member_if("detail", sdk::cut(fault.detail, 300)).end_object();
}

std::string_view shown(sdk::FileKind kind) {
  switch (kind) {
    case sdk::FileKind::folder:
      return "a folder stands in the file's place";
    case sdk::FileKind::link:
      return "a link stands in the file's place; links are not followed";
    case sdk::FileKind::fifo:
      return "a pipe stands in the file's place";
    case sdk::FileKind::regular:
    case sdk::FileKind::other:
      break;
  }
  return "it is no regular file";
}

}  // namespace

std::string SetSource::document(const std::string& set, std::string_view state, std::optional<std::uint64_t> rows,
                                const std::vector<SetFault>& faults) const {
  std::string out;
  sdk::JsonWriter json(out);
  json.begin_object().member("schema", "gateway.set/1").member("set", sdk::cut(set, 200)).member("state", state);
  json.key("full").boolean(settings_.full);
  if (rows) json.key("rows").number(*rows);
  std::set<std::string> names;
  for (const auto& entries : open_.entries) {
    for (const auto& entry : entries) names.insert(entry.name);
  }
  if (set == open_.set && !names.empty()) {
    json.key("files").begin_array();
    for (const auto& name : names) json.text(sdk::cut(name, 200));
    json.end_array();
  }
  if (!faults.empty()) {
    json.key("faults").begin_array();
    for (std::size_t i = 0; i < std::min(faults.size(), kFaultsMost); ++i) write(json, faults[i]);
    json.end_array();
  }
  json.end_object();
  return out;
}

sdk::Pulled SetSource::give(const Cursor& cursor, const std::vector<std::string>& records, bool more, sdk::Sink& sink) {
  const auto answer = sink.page(records, cursor.text());
  if (answer == sdk::Answer::ok) return {sdk::ok(), more};
  open_ = {};
  return {{answer, "the page was not taken", {}}, false};
}

sdk::Pulled SetSource::fail(Cursor& cursor, std::vector<std::string> records, const std::vector<SetFault>& faults,
                            sdk::Sink& sink) {
  cursor.state = Cursor::State::failed;
  records.push_back(document(cursor.set, "failed", {}, faults));
  return give(cursor, records, true, sink);
}

sdk::Pulled SetSource::pull(std::string_view, std::string_view text, sdk::Sink& sink) {
  auto cursor = Cursor::parse(text);
  if (cursor.state == Cursor::State::done || cursor.state == Cursor::State::failed) {
    // Its last page has been stored: the files have done their work.
    folder_.put_away(cursor.set, cursor.state == Cursor::State::done);
    open_ = {};
    cursor.state = Cursor::State::idle;
  }
  if (cursor.state == Cursor::State::reading) {
    const auto claimed = folder_.claimed();
    if (std::find(claimed.begin(), claimed.end(), cursor.set) != claimed.end()) return read(cursor, sink);
    host_.log(sdk::LogLevel::warning, "the set " + cursor.set + " is no longer in work/: it is left unfinished");
    return fail(cursor, {}, {{"missing_file", cursor.set, 0, "", "the set is no longer in work/"}}, sink);
  }
  return look_for_set(cursor, sink);
}

sdk::Pulled SetSource::look_for_set(Cursor& cursor, sdk::Sink& sink) {
  folder_.recover();
  const auto begin = [&](const std::string& set) {
    cursor.set = set;
    cursor.state = Cursor::State::reading;
    cursor.index = cursor.sent = 0;
    return read(cursor, sink);
  };
  if (const auto waiting = folder_.claimed(); !waiting.empty()) return begin(waiting.front());
  const auto candidates = folder_.candidates();
  std::int64_t pause = 0;
  for (const auto& candidate : candidates) {
    if (!candidate.missing.empty()) continue;
    if (const auto left = candidate.irregular ? 0 : folder_.unsettled_ms(candidate); left > 0) {
      pause = pause == 0 ? left : std::min(pause, left);
      continue;
    }
    if (const auto set = folder_.claim(candidate)) return begin(*set);
    pause = kShortestPause;
  }
  auto pulled = tell_incomplete(cursor, candidates, sink);
  if (pause > 0) pulled.outcome.not_before = std::chrono::milliseconds(std::max(pause, kShortestPause));
  return pulled;
}

/// Reports what has been lying incomplete for too long, once; the cursor remembers what was told.
sdk::Pulled SetSource::tell_incomplete(Cursor& cursor, const std::vector<Candidate>& candidates, sdk::Sink& sink) {
  std::vector<std::string> records;
  std::vector<std::string> told;
  const auto now = host_.now().time_since_epoch().count();
  for (const auto& candidate : candidates) {
    if (candidate.missing.empty() || told.size() == kToldMost) continue;
    const auto name = std::string(sdk::cut(candidate.stem.empty() ? "set" : candidate.stem, 100));
    const bool before = std::find(cursor.told.begin(), cursor.told.end(), name) != cursor.told.end();
    if (!before && now - candidate.changed_ms < settings_.incomplete_ms) continue;
    told.push_back(name);
    if (!before) records.push_back(document(name, "incomplete", {}, candidate.missing));
  }
  if (records.empty()) return {sdk::ok(), false};
  cursor.told = std::move(told);
  return give(cursor, records, false, sink);
}

void SetSource::open_parts(std::vector<std::vector<Part>>& parts) {
  for (std::size_t i = 0; i < settings_.files.size(); ++i) {
    const auto& file = settings_.files[i];
    const auto& entries = open_.entries[i];
    if (entries.empty() && !file.optional) {
      open_.faults.push_back({"missing_file", file.pattern, 0, "", "no file fits the pattern"});
    }
    if (entries.size() > 1 && !file.many) {
      open_.faults.push_back(
          {"unreadable", entries[1].name, 0, "", "more than one file fits the pattern " + file.pattern});
    }
    for (const auto& entry : entries) {
      if (entry.kind != sdk::FileKind::regular) {
        open_.faults.push_back({"unreadable", entry.name, 0, "", std::string(shown(entry.kind))});
        continue;
      }
      auto opened = host_.open(DropFolder::kFolder, "work/" + open_.set + "/" + entry.name);
      if (!opened && opened.outcome().answer != sdk::Answer::reject) throw sdk::Failure(opened.outcome());
      if (opened) {
        parts[i].push_back({entry.name, std::move(*opened)});
      } else {
        open_.faults.push_back({"unreadable", entry.name, 0, "", "the file cannot be opened"});
      }
    }
  }
}

/// Makes open_ stand where the cursor does; false when stopping.
bool SetSource::open(const Cursor& cursor) {
  if (open_.set == cursor.set && (!open_.faults.empty() || (open_.reader && open_.reader->index() == cursor.index))) {
    return true;
  }
  open_ = {};
  open_.set = cursor.set;
  open_.entries = folder_.parts(cursor.set);
  std::vector<std::vector<Part>> parts(settings_.files.size());
  open_parts(parts);
  if (!open_.faults.empty()) return true;
  open_.reader = std::make_unique<SetReader>(settings_, std::move(parts), [this] { return host_.stopping(); });
  if (!open_.reader->prepare()) {
    if (open_.reader->faults().empty()) return false;
    open_.faults = open_.reader->faults();
    return true;
  }
  open_.reader->skip_to(cursor.index);
  if (open_.reader->stopped()) return false;
  if (open_.reader->index() != cursor.index || changed()) {
    open_.faults.push_back({"changed_while_read", cursor.set, 0, "", "the files are not what they were"});
  }
  return true;
}

bool SetSource::changed() {
  const auto now = folder_.parts(open_.set);
  for (std::size_t i = 0; i < now.size(); ++i) {
    const bool same =
        std::equal(now[i].begin(), now[i].end(), open_.entries[i].begin(), open_.entries[i].end(),
                   [](const sdk::FileEntry& a, const sdk::FileEntry& b) {
                     return a.name == b.name && a.size == b.size && a.mtime_ns == b.mtime_ns && a.inode == b.inode;
                   });
    if (!same) return true;
  }
  return false;
}

sdk::Pulled SetSource::read(Cursor& cursor, sdk::Sink& sink) {
  std::vector<std::string> records;
  try {
    if (!open(cursor)) {
      open_ = {};
      return {sdk::stopped(), false};
    }
    if (!open_.faults.empty()) return fail(cursor, {}, open_.faults, sink);
    if (cursor.index == 0) records.push_back(document(cursor.set, "begun", open_.reader->rows(), {}));
    auto& reader = *open_.reader;
    for (int pages = 0; pages < kPagesPerPull; ++pages) {
      std::size_t bytes = 0;
      bool end = false;
      // One place stays free for the document that closes the set.
      while (records.size() + 1 < kPageRecords && bytes < kPageBytes) {
        auto record = reader.next();
        if (!record) {
          end = true;
          break;
        }
        bytes += record->size();
        records.push_back(std::move(*record));
      }
      if (reader.stopped() || host_.stopping()) {
        open_ = {};
        return {sdk::stopped(), false};
      }
      cursor.index = reader.index();
      cursor.sent = reader.sent();
      if (end) {
        if (changed()) {
          return fail(cursor, {}, {{"changed_while_read", cursor.set, 0, "", "a file changed while it was read"}},
                      sink);
        }
        reader.finish();
        cursor.state = Cursor::State::done;
        records.push_back(document(cursor.set, "complete", cursor.sent, reader.faults()));
        return give(cursor, records, true, sink);
      }
      if (auto given = give(cursor, records, true, sink); !given.outcome.ok()) return given;
      records.clear();
    }
    return {sdk::ok(), true};
  } catch (const sdk::Failure&) {
    // A file that lost its end while it was read looks like a failing disk: see which it is.
    if (open_.set != cursor.set || !changed()) {
      open_ = {};
      throw;
    }
    return fail(cursor, {}, {{"changed_while_read", cursor.set, 0, "", "a file changed while it was read"}}, sink);
  }
}

/// Holds what waits in the drop folder against the schema that its settings name. One sentence, empty where there is
/// none to hold. It is no condition for being read: reading asks for what is mapped, and answers record by record.
std::string SetSource::check_schemas(const std::vector<Candidate>& candidates) {
  std::size_t held = 0;
  std::size_t wrong = 0;
  std::string first;
  auto left = kSchemaBytes;
  bool all = true;
  for (const auto& candidate : candidates) {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < settings_.files.size(); ++i) {
      if (!settings_.files[i].xml || !settings_.files[i].xml->by_schema) continue;
      for (const auto& entry : candidate.parts[i]) {
        if (entry.kind != sdk::FileKind::regular || !seen.insert(entry.name).second) continue;
        const auto path = candidate.folder.empty() ? entry.name : candidate.folder + "/" + entry.name;
        const auto file = left == 0 ? sdk::rejected("enough") : host_.open(DropFolder::kFolder, path);
        all = all && file;
        if (!file) continue;
        const auto verdict = check_schema(*file, left, [this] { return host_.stopping(); });
        left -= std::min(left, verdict.read);
        all = all && !verdict.cut;
        ++held;
        if (verdict.good() || wrong++ > 0) continue;
        first = path + (verdict.first.line > 0 ? " line " + std::to_string(verdict.first.line) : "") + ": " +
                verdict.first.what;
      }
    }
  }
  if (held == 0) return {};
  std::string sentence = std::to_string(held - wrong) + " of " + std::to_string(held) +
                         " waiting XML files fit the schema accorda.xsd" + (all ? "" : ", as far as they were read");
  if (wrong > 0) sentence += "; " + first;
  return sentence;
}

sdk::Outcome SetSource::check() {
  const auto candidates = folder_.candidates();
  const auto whole =
      std::count_if(candidates.begin(), candidates.end(), [](const auto& one) { return one.missing.empty(); });
  const auto strangers = folder_.strangers();
  std::string sentence = "The drop folder can be read: " + std::to_string(whole) + " whole sets, " +
                         std::to_string(candidates.size() - static_cast<std::size_t>(whole)) + " incomplete, " +
                         std::to_string(folder_.claimed().size()) + " being read";
  if (strangers > 0) sentence += "; " + std::to_string(strangers) + " files fit no pattern of the mapping";
  if (const auto schemas = check_schemas(candidates); !schemas.empty()) sentence += "; " + schemas;
  return sdk::ok(sentence + ".");
}

}  // namespace accorda
