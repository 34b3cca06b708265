// The Accorda source on XML, from file to records, against libxml2's SAX2 with a plain mapping of the same file.
#include <libxml/parser.h>

#include <fstream>
#include <stdexcept>
#include <unordered_map>

#include "deploy/demo/export.h"
#include "gateway/host/plugin.h"
#include "gateway/io/json/document_json.h"
#include "plugins/sdk/xml.h"
#include "tests/bench/cpu.h"
#include "tests/bench/line.h"
#include "tests/bench/no_services.h"
#include "tests/bench/rows.h"

namespace gateway::bench {

namespace {

constexpr std::size_t kBlock = std::size_t{64} * 1024;

/// The least that a mapping does: the text of each element into the field that its name means.
struct Mapped {
  std::unordered_map<std::string, std::string> fields;
  std::string text;
  std::size_t elements = 0;

  void end(std::string_view name) {
    fields[std::string(name)].assign(text);
    text.clear();
    ++elements;
  }
};

std::size_t by_libxml2(const std::filesystem::path& file) {
  Mapped mapped;
  xmlSAXHandler handler{};
  handler.initialized = XML_SAX2_MAGIC;
  handler.startElementNs = [](void* to, const xmlChar*, const xmlChar*, const xmlChar*, int, const xmlChar**, int, int,
                              const xmlChar**) { static_cast<Mapped*>(to)->text.clear(); };
  handler.characters = [](void* to, const xmlChar* text, int size) {
    static_cast<Mapped*>(to)->text.append(reinterpret_cast<const char*>(text), static_cast<std::size_t>(size));
  };
  handler.endElementNs = [](void* to, const xmlChar* name, const xmlChar*, const xmlChar*) {
    static_cast<Mapped*>(to)->end(reinterpret_cast<const char*>(name));
  };
  std::ifstream in(file, std::ios::binary);
  std::string block(kBlock, '\0');
  const std::unique_ptr<xmlParserCtxt, decltype(&xmlFreeParserCtxt)> parser(
      xmlCreatePushParserCtxt(&handler, &mapped, nullptr, 0, nullptr), xmlFreeParserCtxt);
  while (in.read(block.data(), static_cast<std::streamsize>(block.size())), in.gcount() > 0) {
    if (xmlParseChunk(parser.get(), block.data(), static_cast<int>(in.gcount()), 0) != 0) break;
  }
  if (xmlParseChunk(parser.get(), nullptr, 0, 1) != 0) throw std::runtime_error("libxml2 does not read the export");
  return mapped.elements;
}

class Mapping final : public sdk::XmlHandler {
 public:
  void start(sdk::XmlName, const sdk::XmlAttributes&, std::uint64_t) override { mapped_.text.clear(); }
  void text(std::string_view text) override { mapped_.text.append(text); }
  void end(sdk::XmlName name, std::uint64_t) override { mapped_.end(name); }
  std::size_t elements() const { return mapped_.elements; }

 private:
  Mapped mapped_;
};

std::size_t by_reader(const std::filesystem::path& file) {
  Mapping mapping;
  sdk::XmlReader reader(mapping);
  std::ifstream in(file, std::ios::binary);
  for (;;) {
    in.read(reader.room(kBlock), static_cast<std::streamsize>(kBlock));
    if (in.gcount() <= 0) break;
    if (!reader.take(static_cast<std::size_t>(in.gcount()))) throw std::runtime_error("the reader refuses the export");
  }
  if (!reader.finish()) throw std::runtime_error("the reader finds no whole document");
  return mapping.elements();
}

/// µs of the real plugin, from the drop folder to pages of records.
double by_source(const std::filesystem::path& exported) {
  Folder folder;
  const auto file = configure(folder.path(), {.mapping = "accorda-demo-xml"});
  drop(folder.path(), exported, "a");
  const io::Config config = need(io::read_config(file.string()));
  NoHttp http;
  NoLog log;
  host::PluginConfig plugin;
  plugin.library = std::string(GATEWAY_BUILD_DIR) + "/plugins/accorda.so";
  plugin.id = "accorda";
  plugin.settings = io::to_json(config.sources.at(0).settings);
  plugin.isolation = host::PluginConfig::Isolation::thread;
  plugin.folders = config.sources.at(0).folders;
  const auto started = need(host::Plugin::start(std::move(plugin), http, log));
  const auto source = started->source();
  std::string cursor;
  std::size_t records = 0;
  const double begun = own_cpu();
  for (bool more = true; more;) {
    more = need(source->pull("", cursor, [&](const ports::Page& page) -> base::Result<void> {
             records += page.records.size();
             cursor = page.cursor;
             return {};
           })).more;
  }
  if (records == 0) throw std::runtime_error("the source gave no records");
  return own_cpu() - begun;
}

}  // namespace

void xml_rows(const Wish& wish, Report& report) {
  Folder folder;
  const auto exported = folder.path() / "export";
  demo::write_xml(demo::make_plan(static_cast<int>(wish.size), 1, 1), exported.string());
  const auto file = exported / "accorda.xml";
  const double megabytes = static_cast<double>(std::filesystem::file_size(file)) / 1e6;
  const auto rate = [&](const auto& work) {
    const double begun = own_cpu();
    if (work(file) == 0) throw std::runtime_error("the export holds no element");
    return megabytes / (own_cpu() - begun) * 1e6;
  };
  const auto floor = [&] { return rate(by_libxml2); };
  const Pair reader = by_turns(
      wish.times, [&] { return rate(by_reader); }, floor);
  report.add({.name = "XML reader with a plain mapping",
              .value = reader.value,
              .unit = "MB/cpu-s",
              .baseline = reader.baseline,
              .against = "libxml2 SAX2 with the same mapping",
              .ratio = reader.ratio});
  const Pair source = by_turns(
      wish.times, [&] { return megabytes / by_source(exported) * 1e6; }, floor);
  report.add({.name = "XML source, file to records",
              .value = source.value,
              .unit = "MB/cpu-s",
              .baseline = source.baseline,
              .against = "libxml2 SAX2 with a plain mapping",
              .ratio = source.ratio,
              .goal = Goal{Goal::Of::ratio, true, 0.8, 0.95}});
}

}  // namespace gateway::bench
