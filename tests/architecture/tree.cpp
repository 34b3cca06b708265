#include "tests/architecture/tree.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <regex>

namespace gateway::architecture {

namespace fs = std::filesystem;

namespace {

constexpr std::array<std::string_view, 5> kFolders = {"contracts", "deploy", "gateway", "plugins", "tests"};
constexpr std::string_view kFixtures = "tests/architecture/fixtures";

bool wanted(const fs::path& path) {
  static constexpr std::array<std::string_view, 5> kKinds = {".h", ".c", ".cpp", ".hpp", ".cc"};
  return path.filename() == "CMakeLists.txt" ||
         std::find(kKinds.begin(), kKinds.end(), path.extension().string()) != kKinds.end();
}

}  // namespace

std::string SourceFile::part(std::size_t index) const {
  std::size_t begin = 0;
  for (; index > 0; --index) {
    begin = path.find('/', begin);
    if (begin == std::string::npos) return {};
    ++begin;
  }
  return path.substr(begin, path.find('/', begin) - begin);
}

std::vector<SourceFile> read_tree(const fs::path& root) {
  std::vector<SourceFile> files;
  for (const auto folder : kFolders) {
    if (!fs::exists(root / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      if (!entry.is_regular_file() || !wanted(entry.path())) continue;
      SourceFile file{fs::relative(entry.path(), root).generic_string(), {}};
      if (file.under(kFixtures)) continue;
      std::ifstream in(entry.path());
      for (std::string line; std::getline(in, line);) file.lines.push_back(line);
      files.push_back(std::move(file));
    }
  }
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

std::vector<Include> includes_of(const SourceFile& file) {
  static const std::regex pattern(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"].*)");
  std::vector<Include> includes;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    std::smatch match;
    if (file.lines[i].find('#') != std::string::npos && std::regex_match(file.lines[i], match, pattern))
      includes.push_back({i + 1, match[1] == "<", match[2]});
  }
  return includes;
}

std::string complaint(const SourceFile& file, std::size_t line, const std::string& what) {
  return file.path + ":" + std::to_string(line) + ": " + what;
}

}  // namespace gateway::architecture
