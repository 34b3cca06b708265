#include <algorithm>
#include <array>

#include "tests/architecture/headers.h"
#include "tests/architecture/rooms.h"
#include "tests/architecture/rules.h"

namespace gateway::architecture {

namespace {

using Complaints = std::vector<std::string>;

std::string part_of(const std::string& path, std::size_t index) {
  return SourceFile{path, {}}.part(index);
}

std::string quoted_fault_in_room(const std::string& room, const std::string& name) {
  const std::string top = part_of(name, 0);
  if (top == "gateway") {
    const std::string other = part_of(name, 1);
    if (!is_room(other)) return "gateway/" + other + " is no room";
    if (!may_know(room, other)) return room + " may not know " + other + ": " + std::string(kArrows);
    return {};
  }
  if (top == "contracts" && room == "host") return {};
  if (top == "contracts") return room + " may not include contracts/: only host meets the plugins' headers";
  if (top == "plugins") return "gateway/ may not know plugins/: it meets them through the contract";
  if (top == "tests") return "gateway/ may not know tests/";
  return "\"" + name + "\" is not written from the root of the project";
}

std::string angle_fault_in_room(const std::string& room, const std::string& name) {
  switch (origin_of(name)) {
    case Origin::pure:
      return {};
    case Origin::worldly:
      return is_pure(room) ? room + " may not use <" + name + ">: time, chance, files and threads come in as arguments"
                           : "";
    case Origin::system:
      return is_pure(room) ? room + " may not use <" + name + ">: only io, host and app touch the system" : "";
    case Origin::third_party:
      return is_at_home(name, room) ? "" : "<" + name + "> does not belong in " + room;
    case Origin::unknown:
      break;
  }
  return "<" + name + "> is no header this house knows: see choices and tests/architecture/headers.cpp";
}

std::string plugin_fault(const SourceFile& file, const Include& include) {
  const std::string& name = include.name;
  if (include.angle) {
    const Origin origin = origin_of(name);
    if (origin == Origin::third_party && !is_at_home(name, "plugins"))
      return "<" + name + "> does not belong in plugins";
    return origin == Origin::unknown ? angle_fault_in_room("plugins", name) : "";
  }
  const std::string top = part_of(name, 0);
  const std::string plugin = file.part(1);
  if (top == "gateway") return "a plugin knows plugins/sdk and contracts/, never gateway/";
  if (top == "plugins") {
    const std::string other = part_of(name, 1);
    if (other == plugin || other == "sdk") return {};
    return plugin + " may not know " + other + ": plugins do not know one another";
  }
  if (top == "contracts") return {};
  return "\"" + name + "\" is not written from the root of the project";
}

/// tests/unit mirrors the rooms: a room's tests see what the room sees.
std::string test_fault(const SourceFile& file, const Include& include) {
  if (include.angle) return {};
  const std::string top = part_of(include.name, 0);
  static constexpr std::array<std::string_view, 5> kTops = {"contracts", "deploy", "gateway", "plugins", "tests"};
  if (std::find(kTops.begin(), kTops.end(), top) == kTops.end())
    return "\"" + include.name + "\" is not written from the root of the project";
  const std::string room = file.part(2);
  if (!file.under("tests/unit") || !is_room(room) || top != "gateway") return {};
  const std::string other = part_of(include.name, 1);
  return may_know(room, other) ? "" : "tests of " + room + " may not know " + other + ": " + std::string(kArrows);
}

/// Of pure rooms: the clock and the environment, which need no header of their own.
void check_pure_lines(const SourceFile& file, Complaints& out) {
  static constexpr std::array<std::string_view, 4> kWords = {"_clock::now", "getenv(", "std::rand(", "std::time("};
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    for (const auto word : kWords) {
      if (file.lines[i].find(word) != std::string::npos)
        out.push_back(complaint(file, i + 1,
                                file.part(1) + " may not ask for " + std::string(word) +
                                    ": time, chance and environment come in as arguments"));
    }
  }
}

std::string fault_of(const SourceFile& file, const Include& include) {
  const std::string top = file.part(0);
  if (top == "gateway") {
    const std::string room = file.part(1);
    return include.angle ? angle_fault_in_room(room, include.name) : quoted_fault_in_room(room, include.name);
  }
  if (top == "plugins") return plugin_fault(file, include);
  // What is C among the tests stands for the plugins of others, who know no root of ours.
  if (top == "tests" && !file.path.ends_with(".c")) return test_fault(file, include);
  return {};
}

}  // namespace

Complaints include_complaints(const std::vector<SourceFile>& files) {
  Complaints out;
  for (const SourceFile& file : files) {
    if (file.path.ends_with("CMakeLists.txt")) continue;
    for (const Include& include : includes_of(file)) {
      const std::string fault = fault_of(file, include);
      if (!fault.empty()) out.push_back(complaint(file, include.line, fault));
    }
    if (file.part(0) == "gateway" && is_pure(file.part(1))) check_pure_lines(file, out);
  }
  return out;
}

}  // namespace gateway::architecture
