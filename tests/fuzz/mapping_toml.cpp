// TOML that people write (gateway/io/config): the parser, then what reads it: the plugin's settings, the mapping of
// insatser, the policy.
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "gateway/io/config/rules.h"
#include "gateway/io/config/toml.h"
#include "gateway/io/json/document_json.h"
#include "plugins/accorda/settings.h"
#include "plugins/sdk/outcome.h"
#include "tests/fuzz/claim.h"
#include "tests/fuzz/input.h"

namespace gateway::fuzz {
namespace {

constexpr const char* kName = "mapping.toml";

/// JSON can say all of it: no infinity, no NUL, no key twice.
bool plain(const base::Document& value) {
  if (const auto* number = value.number()) return std::isfinite(*number);
  if (const auto* text = value.string()) return text->find('\0') == std::string::npos;
  if (const auto* array = value.array()) {
    for (const auto& element : *array) {
      if (!plain(element)) return false;
    }
  }
  if (const auto* object = value.object()) {
    for (const auto& [name, member] : *object) {
      if (name.find('\0') != std::string::npos || !plain(member)) return false;
    }
  }
  return true;
}

void check_places(const base::Document& value, std::uint32_t lines) {
  claim(value.line >= 1 && value.line <= lines && value.column >= 1, "each value stands somewhere in the file");
  if (const auto* array = value.array()) {
    for (const auto& element : *array) check_places(element, lines);
  }
  if (const auto* object = value.object()) {
    for (const auto& [name, member] : *object) check_places(member, lines);
  }
}

/// "FILE:LINE…" within the file, or the file alone.
void check_place(std::string_view place, std::string_view file, std::uint32_t lines) {
  claim(place.starts_with(file), "a place begins with the file");
  if (place.size() == file.size()) return;
  claim(place[file.size()] == ':', "and goes on with the line");
  const int line = std::atoi(std::string(place.substr(file.size() + 1)).c_str());
  claim(line >= 1 && static_cast<std::uint32_t>(line) <= lines, "which the file has");
}

void check_settings(const base::Document& settings, std::uint32_t lines) {
  try {
    const auto read = accorda::Settings::parse(io::to_json(settings));
    claim(!read.files.empty(), "a mapping has a file");
  } catch (const sdk::Failure& failure) {
    const auto& outcome = failure.outcome();
    claim(outcome.answer == sdk::Answer::reject, "bad settings are rejected");
    const auto colon = outcome.what.find(": ");
    claim(colon != std::string::npos, "with path and sentence");
    check_place(io::place_of(settings, outcome.what.substr(0, colon), kName), kName, lines);
  }
}

/// A file with these bytes, for what reads files only.
class File {
 public:
  explicit File(std::string_view bytes) : fd_(::memfd_create("toml", MFD_CLOEXEC)) {
    claim(fd_ >= 0 && ::write(fd_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()), "a file");
  }
  ~File() { ::close(fd_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  std::string path() const { return "/proc/self/fd/" + std::to_string(fd_); }

 private:
  int fd_;
};

template <typename Value>
void check_read(const base::Result<Value>& read, const std::string& file, std::uint32_t lines) {
  if (read) return;
  claim(read.error().fault == base::Fault::reject, "a bad file is rejected");
  check_place(read.error().what, file, lines);
}

void check(std::string_view text) {
  const auto lines = static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n') + 1);
  const auto tree = io::parse_toml(text, kName);
  check_read(tree, kName, lines);
  const File file(text);
  check_read(io::read_mapping({file.path()}), file.path(), lines);
  check_read(io::read_policy({file.path()}), file.path(), lines);
  if (!tree) return;
  check_places(*tree, lines);
  if (!plain(*tree)) return;
  const auto json = io::parse_json(io::to_json(*tree), {64 * 1024 * 1024, 64});
  claim(json && *json == *tree, "JSON carries what TOML said");
  if (const auto* settings = tree->find("settings")) check_settings(*settings, lines);
}

}  // namespace
}  // namespace gateway::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  gateway::fuzz::check(gateway::fuzz::Input(data, size).rest());
  return 0;
}
