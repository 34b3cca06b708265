#include "gateway/io/config/volume_set_rules.h"

#include "gateway/io/config/change_set_rules.h"
#include "gateway/io/config/reader.h"

namespace gateway::io {

namespace {

constexpr std::string_view kSchema = "gateway.volume-set/1";
constexpr std::size_t kMaxFigures = 10'000;

core::Volume read_figure(Reader& table) {
  core::Volume figure;
  figure.insats = table.text("insats");
  for (const char* key : {"year", "women", "men"}) {
    if (!table.has(key)) table.fault(key, "is missing: write it as a whole number");
  }
  figure.year = static_cast<int>(table.integer_or("year", 2000, 2000, 2199));
  figure.women = table.integer_or("women", 0, 0, core::kMostOfVolume);
  figure.men = table.integer_or("men", 0, 0, core::kMostOfVolume);
  table.done();
  return figure;
}

}  // namespace

base::Result<core::VolumeSet> volume_set_of(const base::Document& document, const std::string& name) {
  if (document.object() == nullptr) return base::rejected(name + ": must be an object");
  Faults faults(name);
  Reader file(document, "", faults);
  core::VolumeSet set;
  if (file.text("schema") != kSchema) file.fault("schema", "must be \"gateway.volume-set/1\"");
  set.by = file.text("by");
  for (Reader& table : file.tables("volume")) set.figures.push_back(read_figure(table));
  if (set.figures.empty()) file.fault("volume", "is missing: a set has at least one");
  if (set.figures.size() > kMaxFigures) file.fault("volume", "has over 10000 rows: make several sets");
  file.done();
  if (faults.any()) return faults.error();
  return set;
}

base::Result<core::VolumeSet> read_volume_set(const std::string& path) {
  const auto document = read_set_document(path);
  if (!document) return document.error();
  return volume_set_of(*document, path);
}

}  // namespace gateway::io
