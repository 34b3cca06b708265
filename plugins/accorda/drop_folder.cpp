#include "plugins/accorda/drop_folder.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <set>

namespace accorda {
namespace {

constexpr std::string_view kSet = "{set}";
constexpr const char* kOwn[] = {"claiming", "work", "done", "failed"};

bool own(std::string_view name) {
  return std::find(std::begin(kOwn), std::end(kOwn), name) != std::end(kOwn);
}

bool wild(std::string_view pattern) {
  return pattern.find_first_of("*?") != std::string_view::npos;
}

/// "dag-1" and the moment of claiming, as a folder's name.
std::string set_name(std::string_view stem, std::int64_t now_ms) {
  std::string name;
  for (const char c : stem.substr(0, 100)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '_' || (c == '.' && !name.empty());
    name.push_back(plain ? c : '-');
  }
  if (name.empty()) name = "set";
  const std::chrono::sys_time<std::chrono::milliseconds> moment{std::chrono::milliseconds(now_ms)};
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(moment - day);
  char text[40];
  std::snprintf(text, sizeof text, "-%04d%02u%02uT%02d%02d%02d%03dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()));
  return name + text;
}

}  // namespace

std::optional<std::string> fits_set(std::string_view pattern, std::string_view name) {
  const auto folded_name = sdk::fold(name);
  const auto at = pattern.find(kSet);
  if (at == std::string_view::npos) {
    return sdk::fits(pattern, folded_name) ? std::optional<std::string>("") : std::nullopt;
  }
  const auto before = pattern.substr(0, at);
  const auto after = pattern.substr(at + kSet.size());
  for (std::size_t begin = 0; begin < name.size(); ++begin) {
    if (!wild(before) && begin != before.size()) continue;
    if (!sdk::fits(before, std::string_view(folded_name).substr(0, begin))) continue;
    for (std::size_t end = name.size(); end > begin; --end) {
      if (!wild(after) && name.size() - end != after.size()) continue;
      if (sdk::fits(after, std::string_view(folded_name).substr(end)))
        return std::string(name.substr(begin, end - begin));
    }
  }
  return std::nullopt;
}

std::vector<sdk::FileEntry> DropFolder::list(const std::string& path) {
  auto entries = host_.list(kFolder, path);
  if (!entries) throw sdk::Failure(entries.outcome());
  return std::move(*entries);
}

std::int64_t DropFolder::now_ms() {
  return host_.now().time_since_epoch().count();
}

/// Whether each file that fits is a set of its own.
bool DropFolder::one_file() const {
  const auto& first = settings_.files.front().pattern;
  return std::all_of(settings_.files.begin(), settings_.files.end(),
                     [&](const FileSettings& file) { return file.pattern == first && !file.many; }) &&
         first.find(kSet) == std::string::npos;
}

bool DropFolder::stemmed() const {
  return std::any_of(settings_.files.begin(), settings_.files.end(),
                     [](const FileSettings& file) { return file.pattern.find(kSet) != std::string::npos; });
}

void DropFolder::add_files(std::map<std::string, Candidate>& sets) {
  std::vector<std::pair<std::size_t, sdk::FileEntry>> stemless;
  for (const auto& entry : list("")) {
    if (own(entry.name)) continue;
    for (std::size_t i = 0; i < settings_.files.size(); ++i) {
      const auto stem = fits_set(settings_.files[i].pattern, entry.name);
      const bool any_name = settings_.files[i].pattern.find('.') == std::string::npos;
      if (!stem || (entry.kind == sdk::FileKind::folder && any_name)) continue;
      if (stem->empty() && stemmed()) {
        stemless.emplace_back(i, entry);
        continue;
      }
      auto& set = sets[one_file() ? entry.name.substr(0, entry.name.rfind('.')) : *stem];
      set.parts.resize(settings_.files.size());
      set.parts[i].push_back(entry);
    }
  }
  // A file whose name has no stem goes with the first set that lacks it.
  for (const auto& [i, entry] : stemless) {
    for (auto& [stem, set] : sets) {
      if (!set.folder.empty() || !set.parts[i].empty()) continue;
      set.parts[i].push_back(entry);
      break;
    }
  }
}

void DropFolder::add_folder(const std::string& name, std::map<std::string, Candidate>& sets) {
  Candidate set;
  set.folder = name;
  set.parts.resize(settings_.files.size());
  bool any = false;
  for (const auto& entry : list(name)) {
    for (std::size_t i = 0; i < settings_.files.size(); ++i) {
      if (!fits_set(settings_.files[i].pattern, entry.name)) continue;
      set.parts[i].push_back(entry);
      any = true;
    }
  }
  // Where files may lie beside folders, a folder without a single part is somebody else's.
  if (any || settings_.layout == Settings::Layout::folders) sets[name + "/"] = std::move(set);
}

/// Notes what the candidate lacks.
void DropFolder::complete(Candidate& candidate) {
  for (std::size_t i = 0; i < settings_.files.size(); ++i) {
    const auto& file = settings_.files[i];
    auto& parts = candidate.parts[i];
    for (const auto& entry : parts) {
      candidate.changed_ms = std::max(candidate.changed_ms, entry.mtime_ns / 1'000'000);
      candidate.irregular = candidate.irregular || entry.kind != sdk::FileKind::regular;
    }
    if (parts.empty() && !file.optional) {
      candidate.missing.push_back({"missing_file", file.pattern, 0, "", "no file fits the pattern"});
    }
    if (parts.size() > 1 && !file.many) {
      candidate.missing.push_back(
          {"unreadable", parts[1].name, 0, "",
           std::to_string(parts.size()) + " files fit the pattern " + file.pattern + ", a set has one"});
    }
  }
}

std::vector<Candidate> DropFolder::candidates() {
  std::map<std::string, Candidate> sets;
  if (settings_.layout != Settings::Layout::folders) add_files(sets);
  if (settings_.layout != Settings::Layout::files) {
    for (const auto& entry : list("")) {
      if (own(entry.name) || entry.kind != sdk::FileKind::folder) continue;
      if (sdk::fits(settings_.folders, sdk::fold(entry.name))) add_folder(entry.name, sets);
    }
  }
  std::vector<Candidate> all;
  for (auto& [stem, set] : sets) {
    set.stem = set.folder.empty() ? stem : set.folder;
    complete(set);
    all.push_back(std::move(set));
  }
  return all;
}

std::int64_t DropFolder::unsettled_ms(const Candidate& candidate) {
  const auto now = now_ms();
  std::int64_t longest = 0;
  for (const auto& part : candidate.parts) {
    for (const auto& entry : part) {
      auto [at, fresh] = seen_.try_emplace(candidate.folder + "/" + entry.name, Sight{entry.size, entry.mtime_ns, now});
      auto& sight = at->second;
      if (!fresh && (sight.size != entry.size || sight.mtime_ns != entry.mtime_ns))
        sight = {entry.size, entry.mtime_ns, now};
      const auto still = std::max(now - sight.since_ms, now - entry.mtime_ns / 1'000'000);
      longest = std::max(longest, settings_.settle_ms - still);
    }
  }
  return longest;
}

/// Moves if it can be moved: what somebody else took meanwhile is no fault, a folder that may not be written is.
bool DropFolder::try_move(const std::string& from, const std::string& to) {
  auto outcome = host_.rename(kFolder, from, to);
  if (!outcome.ok() && outcome.answer != sdk::Answer::reject) throw sdk::Failure(std::move(outcome));
  return outcome.ok();
}

/// A cursor knows a set by its name alone: one that another set has had lately would be taken for that one, and put
/// away unread.
std::string DropFolder::free_name(const std::string& wanted) {
  std::set<std::string> taken;
  for (const auto* folder : kOwn) {
    for (const auto& entry : list(folder)) taken.insert(entry.name);
  }
  std::string name = wanted;
  for (int more = 2; taken.count(name) != 0; ++more) name = wanted + "-" + std::to_string(more);
  return name;
}

std::optional<std::string> DropFolder::claim(const Candidate& candidate) {
  const auto name = free_name(set_name(candidate.stem, now_ms()));
  std::erase_if(seen_, [&](const auto& sight) { return sight.first.starts_with(candidate.folder + "/"); });
  if (!candidate.folder.empty()) {
    return try_move(candidate.folder, "work/" + name) ? std::optional(name) : std::nullopt;
  }
  // Files with a stem go first: a claim that is broken off is ended by what their names say.
  for (const bool with_stem : {true, false}) {
    for (std::size_t i = 0; i < settings_.files.size(); ++i) {
      if ((settings_.files[i].pattern.find(kSet) != std::string::npos) != with_stem) continue;
      for (const auto& entry : candidate.parts[i]) {
        // One file can be several of a set's: then it is gone already, which is no harm.
        try_move(entry.name, "claiming/" + name + "/" + entry.name);
      }
    }
  }
  return try_move("claiming/" + name, "work/" + name) ? std::optional(name) : std::nullopt;
}

void DropFolder::recover() {
  for (const auto& folder : list("claiming")) {
    if (folder.kind != sdk::FileKind::folder) continue;
    std::string stem;
    const auto moved = list("claiming/" + folder.name);
    for (const auto& entry : moved) {
      for (const auto& file : settings_.files) {
        if (const auto its = fits_set(file.pattern, entry.name); its && !its->empty()) stem = *its;
      }
    }
    for (const auto& entry : list("")) {
      if (own(entry.name) || moved.empty() || one_file()) continue;
      for (const auto& file : settings_.files) {
        const auto its = fits_set(file.pattern, entry.name);
        const bool there = std::any_of(moved.begin(), moved.end(), [&](const auto& other) {
          return fits_set(file.pattern, other.name).has_value();
        });
        if (!its || (!its->empty() && *its != stem) || (there && !file.many)) continue;
        try_move(entry.name, "claiming/" + folder.name + "/" + entry.name);
        break;
      }
    }
    // Where one of that name is still being read, this one waits until it is put away.
    try_move("claiming/" + folder.name, "work/" + folder.name);
  }
}

std::vector<std::string> DropFolder::claimed() {
  std::vector<std::string> names;
  for (const auto& entry : list("work")) {
    if (entry.kind == sdk::FileKind::folder) names.push_back(entry.name);
  }
  return names;
}

void DropFolder::put_away(const std::string& set, bool done) {
  const auto all = claimed();
  if (std::find(all.begin(), all.end(), set) == all.end()) return;
  const std::string to = (done ? "done/" : "failed/") + set;
  // Something of that name may lie there: put there by somebody, or by a clock that was set back.
  for (int more = 1; more < 100; ++more) {
    if (try_move("work/" + set, more == 1 ? to : to + "-" + std::to_string(more))) return;
  }
  throw sdk::Failure(sdk::rejected("a set that was read cannot be moved out of work/"));
}

std::vector<std::vector<sdk::FileEntry>> DropFolder::parts(const std::string& set) {
  std::vector<std::vector<sdk::FileEntry>> parts(settings_.files.size());
  for (const auto& entry : list("work/" + set)) {
    for (std::size_t i = 0; i < settings_.files.size(); ++i) {
      if (fits_set(settings_.files[i].pattern, entry.name)) parts[i].push_back(entry);
    }
  }
  return parts;
}

std::size_t DropFolder::strangers() {
  std::size_t count = 0;
  for (const auto& entry : list("")) {
    if (own(entry.name) || entry.kind == sdk::FileKind::folder) continue;
    count += std::none_of(settings_.files.begin(), settings_.files.end(),
                          [&](const FileSettings& file) { return fits_set(file.pattern, entry.name).has_value(); });
  }
  return count;
}

}  // namespace accorda
