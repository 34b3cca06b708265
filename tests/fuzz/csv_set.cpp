// Deliveries of files, CSV or XML, under a mapping, through the whole Accorda plugin (plugins/accorda/set_source.h).
// Input: which mapping, how many pages until the reading is broken off, then files parted by 0x1C: name, line feed,
// bytes.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "gateway/io/config/toml.h"
#include "gateway/io/json/codec.h"
#include "gateway/io/json/document_json.h"
#include "plugins/accorda/set_source.h"
#include "tests/fuzz/claim.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/memory_folder.h"

namespace gateway::fuzz {
namespace {

using accorda::Settings;

/// In this order in the seeds that tests/fuzz/run makes of the samples.
constexpr std::array<const char*, 11> kMappings = {"contracts/samples/accorda/valid/bred-per-person/mapping.toml",
                                                   "contracts/samples/accorda/valid/mapp-per-leverans/mapping.toml",
                                                   "contracts/samples/accorda/valid/posttyper/mapping.toml",
                                                   "contracts/samples/accorda/valid/tre-filer/mapping.toml",
                                                   "contracts/samples/accorda/invalid/mapping.toml",
                                                   "config/mappings/accorda-demo.toml",
                                                   "config/mappings/accorda-kommun-a.toml",
                                                   "config/mappings/accorda-kommun-b.toml",
                                                   "config/mappings/accorda-demo-xml.toml",
                                                   "contracts/samples/accorda/valid/xml-enligt-schema/mapping.toml",
                                                   "contracts/samples/accorda/valid/xml-nastlad/mapping.toml"};

std::vector<Settings> read_mappings() {
  std::vector<Settings> all;
  for (const char* path : kMappings) {
    const auto mapping = io::read_toml(std::string(GATEWAY_SOURCE_DIR "/") + path);
    claim(mapping && mapping->find("settings") != nullptr, path);
    all.push_back(Settings::parse(io::to_json(*mapping->find("settings"))));
  }
  return all;
}

const std::vector<Settings>& mappings() {
  static const std::vector<Settings> all = read_mappings();
  return all;
}

/// Pulls until there is no more; the source is made anew where a page was not taken, as after a crash.
std::vector<std::string> read_all(const Settings& settings, MemoryFolder& folder, int break_after) {
  Pages pages(break_after);
  accorda::SetSource first(settings, folder);
  const auto drain = [&](accorda::SetSource& source, Pages& to) {
    for (int pulls = 0; pulls < 200; ++pulls) {
      const auto pulled = source.pull("", to.at, to);
      if (pulled.outcome.answer == sdk::Answer::stop) return false;
      claim(pulled.outcome.ok(), "a pull ends well");
      if (!pulled.more) return true;
    }
    claim(false, "the folder comes to rest");
    return false;
  };
  if (drain(first, pages)) return pages.all;
  Pages rest;
  rest.at = pages.at;
  accorda::SetSource second(settings, folder);
  claim(drain(second, rest), "the second reading comes to its end");
  pages.all.insert(pages.all.end(), rest.all.begin(), rest.all.end());
  return pages.all;
}

/// Every document is one that the gateway reads, and each set that was begun ends with its count.
void check_records(const std::vector<std::string>& records) {
  const io::JsonCodec codec;
  std::uint64_t participations = 0;
  std::string open;
  for (const auto& text : records) {
    const auto record = codec.decode_record(text);
    claim(record.has_value(), "the gateway reads what the plugin writes");
    if (std::holds_alternative<core::Participation>(*record)) {
      claim(!open.empty(), "a record belongs to a set");
      claim(!std::get<core::Participation>(*record).key.empty(), "a record has a key");
      ++participations;
      continue;
    }
    const auto& set = std::get<ports::SetNotice>(*record);
    if (set.state == ports::SetState::incomplete) continue;
    if (set.state == ports::SetState::begun) {
      claim(open.empty(), "one set at a time");
      open = set.set;
      participations = 0;
      continue;
    }
    claim(open.empty() || open == set.set, "the set that ends is the one that began");
    if (set.state == ports::SetState::complete) {
      claim(!open.empty() && set.rows == participations, "a whole set counts its records");
    } else {
      claim(!set.faults.empty() && !set.faults.front().code.empty(), "a failed set says why");
      claim(!set.faults.front().file.empty(), "and where");
    }
    open.clear();
  }
  claim(open.empty(), "a set that began ends");
}

void check_places(const MemoryFolder& before, const MemoryFolder& after) {
  std::multiset<std::string> had;
  std::multiset<std::string> has;
  for (const auto& [path, bytes] : before.files()) had.insert(bytes);
  for (const auto& [path, bytes] : after.files()) {
    has.insert(bytes);
    claim(!path.starts_with("work/") && !path.starts_with("claiming/"), "no set stays on the way");
  }
  claim(had == has, "no file is lost or changed");
}

}  // namespace
}  // namespace gateway::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gateway::fuzz;
  Input input(data, size);
  const auto& settings = mappings()[input.byte() % mappings().size()];
  const int break_after = input.byte() % 4;
  MemoryFolder folder;
  for (int files = 0; files < 8; ++files) {
    const auto part = input.until('\x1c');
    if (!part) break;
    const auto name = part->substr(0, part->find('\n'));
    folder.add(name, part->substr(std::min(part->size(), name.size() + 1)));
  }
  MemoryFolder whole = folder;
  const auto records = read_all(settings, whole, -1);
  check_records(records);
  check_places(folder, whole);
  MemoryFolder broken = folder;
  claim(read_all(settings, broken, break_after) == records, "broken off and read on, the records are the same");
  claim(broken.files() == whole.files(), "and the files end in the same places");
  return 0;
}
