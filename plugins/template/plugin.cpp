#include "plugins/sdk/plugin.h"

#include "plugins/template/lines.h"

namespace {

constexpr std::size_t kPage = 256;
constexpr std::size_t kLine = 1048576;

/// Hands over the lines of every finished .ndjson file in the folder "inbox", in name order, then moves it to done/.
class Template : public sdk::Plugin, public sdk::Source {
 public:
  explicit Template(sdk::Host& host) : host_(host) {}

  std::string describe() const override {
    return R"({
      "title": "Template: JSON documents, one a line",
      "streams": ["documents"],
      "folders": ["inbox"],
      "endpoints": [],
      "settings": {"type": "object", "properties": {}, "additionalProperties": false},
      "data": ["what the documents hold"],
      "purpose": "To show what a plugin is made of",
      "legal_basis": "None: test data only",
      "retention": "Files stay in done/ until the policy removes them"
    })";
  }

  sdk::Outcome start(std::string_view) override { return sdk::ok(); }

  sdk::Outcome check() override {
    const auto files = host_.list("inbox");
    if (!files) return files.outcome();
    return sdk::ok("The folder inbox can be read.");
  }

  sdk::Source* source() override { return this; }

  sdk::Pulled pull(std::string_view, std::string_view cursor, sdk::Sink& sink) override {
    const auto files = host_.list("inbox");
    if (!files) return {files.outcome()};
    for (const auto& entry : *files) {
      if (entry.kind != sdk::FileKind::regular || !entry.name.ends_with(".ndjson")) continue;
      if (host_.stopping()) return {sdk::stopped()};
      auto place = lines::parse(cursor);
      if (place.inode != entry.inode) place = {entry.inode, 0};
      if (auto outcome = read(entry, place, sink); !outcome.ok()) return {outcome};
      if (auto moved = host_.rename("inbox", entry.name, "done/" + entry.name); !moved.ok()) return {moved};
    }
    return {sdk::ok()};
  }

 private:
  /// One file from `place` on. Each page's cursor says how far it has come, so a crash anywhere costs one page at most.
  sdk::Outcome read(const sdk::FileEntry& entry, lines::Place place, sdk::Sink& sink) {
    auto file = host_.open("inbox", entry.name);
    if (!file) return file.outcome();
    lines::Reader reader(*file, place.offset, kLine);
    std::vector<std::string> records;
    for (;;) {
      auto line = reader.next();
      if (line && !line->empty()) records.push_back(std::move(*line));
      if (records.size() == kPage || (!line && !records.empty())) {
        place.offset = reader.offset();
        if (const auto answer = sink.page(records, lines::text(place)); answer != sdk::Answer::ok) {
          return {answer, "the page was not taken", {}};
        }
        records.clear();
      }
      if (!line) return sdk::ok();
    }
  }

  sdk::Host& host_;
};

}  // namespace

SUS_GATEWAY_PLUGIN("template", "1.0.0", Template);
