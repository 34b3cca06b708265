// The XML reader (plugins/sdk/xml.h): the same however the file comes, and from any element on.
// Input: which limits, the size of the pieces, then the file.
#include "plugins/sdk/xml.h"

#include <algorithm>

#include "tests/fuzz/claim.h"
#include "tests/fuzz/input.h"

namespace gateway::fuzz {
namespace {

/// Writes down what it hears.
class Listener final : public sdk::XmlHandler {
 public:
  struct Start {
    std::size_t heard;  ///< Bytes heard before it.
    sdk::XmlPlace place;
  };

  void start(sdk::XmlName name, const sdk::XmlAttributes& attributes, std::uint64_t offset) override {
    if (starts.size() < kStarts && reader != nullptr) starts.push_back({heard.size(), reader->place()});
    heard.append("\x01").append(name);
    for (std::size_t i = 0; i < attributes.size(); ++i) {
      heard.append("\x02").append(attributes.name(i)).append("\x03").append(attributes.value(i));
    }
    heard.append("\x04").append(std::to_string(offset));
    open.push_back(name);
    deepest = std::max(deepest, open.size());
    most_attributes = std::max(most_attributes, attributes.size());
  }
  void text(std::string_view text) override { heard.append(text); }
  void end(sdk::XmlName name, std::uint64_t behind) override {
    heard.append("\x05").append(std::to_string(behind));
    if (!open.empty()) {
      claim(open.back() == name, "what ends is what began last");
      open.pop_back();
    }
  }

  static constexpr std::size_t kStarts = 12;
  const sdk::XmlReader* reader = nullptr;
  std::string heard;
  std::vector<Start> starts;
  std::vector<sdk::XmlName> open;
  std::size_t deepest = 0;
  std::size_t most_attributes = 0;
};

bool push(sdk::XmlReader& reader, std::string_view file, std::size_t piece) {
  for (std::size_t at = 0; at < file.size(); at += piece) {
    if (!reader.push(file.substr(at, piece))) return false;
  }
  return true;
}

struct Reading {
  Listener listener;
  bool whole = false;
  sdk::XmlError error;
};

Reading read(std::string_view file, const sdk::XmlLimits& limits, std::size_t piece) {
  Reading reading;
  sdk::XmlReader reader(reading.listener, limits);
  reading.listener.reader = &reader;
  reading.whole = push(reader, file, piece) && reader.finish();
  reading.listener.reader = nullptr;
  reading.error = reader.error();
  return reading;
}

void check(std::string_view file, const Reading& reading, const sdk::XmlLimits& limits) {
  const Listener& listener = reading.listener;
  claim(reading.whole == (reading.error.fault == sdk::XmlFault::none), "what is not whole has a fault");
  claim(listener.deepest <= limits.depth && listener.most_attributes <= limits.attributes, "within the limits");
  claim(!reading.whole || (listener.open.empty() && !listener.heard.empty()), "a whole document is closed");
  claim(reading.whole || !reading.error.what.empty(), "a fault is a sentence");
  const auto lines = static_cast<std::uint64_t>(std::count(file.begin(), file.end(), '\n')) +
                     static_cast<std::uint64_t>(std::count(file.begin(), file.end(), '\r')) + 1;
  claim(reading.error.line <= lines, "on a line that the file has");
  for (const auto& start : listener.starts) {
    claim(start.place.offset < file.size() && file[start.place.offset] == '<', "a tag begins where it is said to");
    claim(start.place.line >= 1 && start.place.line <= lines, "on a line of the file");
  }
}

/// From any element on, the rest is heard as it was.
void check_resume(std::string_view file, const Reading& reading, const sdk::XmlLimits& limits, std::size_t piece) {
  for (const auto& start : reading.listener.starts) {
    if (start.place.open.empty()) continue;  // The root is where every reading begins.
    Listener rest;
    sdk::XmlReader reader(rest, limits);
    claim(reader.resume(start.place), "reading goes on at an element");
    claim(push(reader, file.substr(start.place.offset), piece), "to the end");
    claim(rest.heard == std::string_view(reading.listener.heard).substr(start.heard), "and says the same");
  }
}

}  // namespace
}  // namespace gateway::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gateway::fuzz;
  Input input(data, size);
  sdk::XmlLimits limits;
  if ((input.byte() & 1) != 0) {
    limits = {.tag = 64, .attributes = 3, .name = 12, .depth = 5, .aside = 40, .text = 100, .different_names = 6};
  }
  const std::size_t piece = 1 + input.byte();
  const auto file = input.rest();
  const auto whole = read(file, limits, file.size() + 1);
  const auto pieces = read(file, limits, piece);
  check(file, whole, limits);
  // Of several faults, another may be the first to be seen.
  claim(whole.whole == pieces.whole, "refused or not, however the bytes come");
  if (whole.whole) {
    claim(whole.listener.heard == pieces.listener.heard, "the same document however the bytes come");
    check_resume(file, whole, limits, piece);
  }
  return 0;
}
