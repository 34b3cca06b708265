#include "tests/architecture/headers.h"
#include "tests/architecture/rooms.h"
#include "tests/architecture/rules.h"

namespace gateway::architecture {

namespace {

/// A word of a CMake file; comments and quotation marks are gone.
struct Word {
  std::string text;
  std::size_t line;
};

std::vector<Word> words_of(const SourceFile& file) {
  std::vector<Word> words;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    std::string word;
    for (const char c : file.lines[i].substr(0, file.lines[i].find('#')) + ' ') {
      if (c == ' ' || c == '\t' || c == '(' || c == ')' || c == '"' || c == ';') {
        if (!word.empty()) words.push_back({word, i + 1});
        word.clear();
      } else {
        word += c;
      }
    }
  }
  return words;
}

/// The room a word links: gateway_core, gateway::core, or core behind DEPENDS.
std::string room_named(const std::string& word, bool behind_depends) {
  for (const std::string prefix : {"gateway_", "gateway::"}) {
    if (word.starts_with(prefix) && is_room(word.substr(prefix.size()))) return word.substr(prefix.size());
  }
  return behind_depends && is_room(word) ? word : "";
}

}  // namespace

std::vector<std::string> link_complaints(const std::vector<SourceFile>& files) {
  std::vector<std::string> out;
  for (const SourceFile& file : files) {
    const std::string top = file.part(0);
    const std::string room = file.part(1);
    const bool in_room = top == "gateway" && is_room(room);
    if (!file.path.ends_with("CMakeLists.txt") || (!in_room && top != "plugins")) continue;
    bool behind_depends = false;
    for (const auto& [word, line] : words_of(file)) {
      if (word == "DEPENDS" || word == "LIBRARIES" || word == "gateway_room") behind_depends = word == "DEPENDS";
      const std::string other = room_named(word, behind_depends);
      if (!other.empty() && !in_room) {
        out.push_back(complaint(file, line, "a plugin may not link " + other + ", or anything of gateway/"));
      } else if (!other.empty() && !may_know(room, other)) {
        out.push_back(complaint(file, line, room + " may not link " + other + ": " + std::string(kArrows)));
      } else if (!is_target_at_home(word, in_room ? room : "plugins")) {
        out.push_back(complaint(file, line, word + " does not belong in " + (in_room ? room : "plugins")));
      }
    }
  }
  return out;
}

}  // namespace gateway::architecture
