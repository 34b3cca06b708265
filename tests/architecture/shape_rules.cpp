#include <algorithm>
#include <array>
#include <fstream>

#include "tests/architecture/rooms.h"
#include "tests/architecture/rules.h"

namespace gateway::architecture {

namespace fs = std::filesystem;

namespace {

using Complaints = std::vector<std::string>;

constexpr std::size_t kWall = 400;
constexpr std::size_t kTestWall = 600;
constexpr std::size_t kReadmeWall = 80;  // At most a page.

constexpr std::array<std::string_view, 10> kTop = {
    "CMakeLists.txt", "CMakePresets.json", "README.md", "build", "config", "contracts",
    "deploy",         "gateway",           "plugins",   "tests"};
constexpr std::array<std::string_view, 10> kForbidden = {"utils",   "util",     "common", "helpers", "helper",
                                                         "manager", "managers", "docs",   "doc",     "cmake"};
constexpr std::array<std::string_view, 4> kForbiddenInNames = {"utils", "helper", "manager", "_impl"};

template <typename List>
bool has(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

void check_top(const fs::path& root, Complaints& out) {
  for (const auto& entry : fs::directory_iterator(root)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with('.') || has(kTop, name)) continue;
    out.push_back(name + ": does not stand at the top: a page lives in the room that it serves");
  }
}

void check_readme(const fs::path& root, const std::string& folder, Complaints& out) {
  const fs::path readme = root / folder / "README.md";
  if (!fs::exists(readme)) {
    out.push_back(folder + ": has no README.md");
    return;
  }
  std::ifstream file(readme);
  const auto lines = static_cast<std::size_t>(
      std::count(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>(), '\n'));
  if (lines > kReadmeWall)
    out.push_back(folder + "/README.md: has " + std::to_string(lines) + " lines; a page is at most " +
                  std::to_string(kReadmeWall));
}

void check_rooms(const fs::path& root, Complaints& out) {
  for (const std::string parent : {"gateway", "plugins"}) {
    if (!fs::exists(root / parent)) continue;
    for (const auto& entry : fs::directory_iterator(root / parent)) {
      if (!entry.is_directory()) continue;
      const std::string name = entry.path().filename().string();
      if (parent == "gateway" && !is_room(name)) {
        out.push_back("gateway/" + name + ": is no room");
        continue;
      }
      check_readme(root, parent + "/" + name, out);
    }
  }
  for (const std::string folder : {"config", "contracts", "deploy", "tests"}) {
    if (fs::exists(root / folder)) check_readme(root, folder, out);
  }
}

void check_folders(const fs::path& root, Complaints& out) {
  for (const auto& top : fs::directory_iterator(root)) {
    const std::string name = top.path().filename().string();
    if (!top.is_directory() || name.starts_with('.') || name == "build") continue;
    for (const auto& entry : fs::recursive_directory_iterator(top.path())) {
      if (entry.is_directory() && has(kForbidden, entry.path().filename().string()))
        out.push_back(fs::relative(entry.path(), root).generic_string() +
                      ": is no name for a folder: a helper lives in the room that it serves");
    }
  }
}

void check_file(const SourceFile& file, Complaints& out) {
  const std::size_t wall = file.part(0) == "tests" ? kTestWall : kWall;
  if (file.lines.size() > wall)
    out.push_back(file.path + ": has " + std::to_string(file.lines.size()) + " lines; the wall is at " +
                  std::to_string(wall));
  const std::string name = fs::path(file.path).filename().string();
  for (const auto word : kForbiddenInNames) {
    if (name.find(word) != std::string::npos)
      out.push_back(file.path + ": \"" + std::string(word) + "\" says nothing: name the file after what it does");
  }
}

}  // namespace

Complaints shape_complaints(const fs::path& root, const std::vector<SourceFile>& files) {
  Complaints out;
  check_top(root, out);
  check_rooms(root, out);
  check_folders(root, out);
  for (const SourceFile& file : files) check_file(file, out);
  return out;
}

Complaints complaints(const fs::path& root) {
  const auto files = read_tree(root);
  Complaints all = include_complaints(files);
  for (auto& part : {link_complaints(files), shape_complaints(root, files)})
    all.insert(all.end(), part.begin(), part.end());
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace gateway::architecture
