#include "plugins/sdk/xml.h"

#include <libxml/catalog.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <utility>

#include "plugins/sdk/xml_parts.h"

namespace sdk {
namespace {

constexpr std::string_view kCdataBegin = "<![CDATA[";
constexpr std::string_view kCdataEnd = "]]>";
constexpr std::string_view kDeclaration = "<?xml version='1.0'?>";

xmlParserInputPtr refuse_to_load(const char*, const char*, xmlParserCtxtPtr) {
  return nullptr;
}

}  // namespace

namespace xml {

void prepare_library() {
  static const bool done = [] {
    xmlInitParser();
    xmlSetExternalEntityLoader(refuse_to_load);
    xmlCatalogSetDefaults(XML_CATA_ALLOW_NONE);
    return true;
  }();
  static_cast<void>(done);
}

void State::make_parser() {
  drop_parser();
  sax = events();
  parser = xmlCreatePushParserCtxt(&sax, this, nullptr, 0, nullptr);
  if (parser == nullptr) throw std::bad_alloc();
  // One store of names for all the parsers of a reader, so that a name stays the same one.
  if (names == nullptr) names = xmlDictCreate();
  xmlDictFree(parser->dict);
  parser->dict = names;
  xmlDictReference(names);
  // The bytes come as UTF-8, whatever the file declares. Never HUGE, NOENT, DTDLOAD, XINCLUDE.
  xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_COMPACT);
  open.clear();
  open.reserve(limits.depth + 2);
  first_error = 0;
}

void State::drop_parser() {
  if (plug != nullptr) xmlSchemaSAXUnplug(plug);
  if (validation != nullptr) xmlSchemaFreeValidCtxt(validation);
  if (parser != nullptr) xmlFreeParserCtxt(parser);
  plug = nullptr;
  validation = nullptr;
  parser = nullptr;
}

void State::fail(XmlFault fault, std::uint64_t at_line, std::string what) {
  if (error.fault == XmlFault::none) error = {fault, at_line, std::move(what)};
}

/// Parser and gate see different tags: never, unless one of them has an error of its own. Nothing is guessed then.
void State::lost() {
  fail(XmlFault::malformed, 0, "the file is not well-formed XML");
  xmlStopParser(parser);
}

std::uint64_t State::line_at(std::uint64_t offset) {
  if (offset > counted_to && offset <= base + filled) {
    const char* from = buffer.data() + (counted_to - base);
    line += static_cast<std::uint64_t>(std::count(from, from + (offset - counted_to), '\n'));
    counted_to = offset;
  }
  return line;
}

}  // namespace xml

XmlReader::XmlReader(XmlHandler& handler, const XmlLimits& limits) : state_(std::make_unique<State>(handler, limits)) {
  xml::prepare_library();
  state_->make_parser();
}

XmlReader::~XmlReader() = default;

XmlName XmlReader::name(std::string_view text) {
  return reinterpret_cast<XmlName>(xmlDictLookup(state_->parser->dict, reinterpret_cast<const xmlChar*>(text.data()),
                                                 static_cast<int>(text.size())));
}

char* XmlReader::room(std::size_t size) {
  auto& self = *state_;
  if (self.filled + size > self.buffer.size()) self.buffer.resize(self.filled + size);
  return self.buffer.data() + self.filled;
}

bool XmlReader::push(std::string_view bytes) {
  std::copy(bytes.begin(), bytes.end(), room(bytes.size()));
  return take(bytes.size());
}

bool XmlReader::take(std::size_t size) {
  auto& self = *state_;
  if (self.error.fault != XmlFault::none) return false;
  self.filled += size;
  if (!self.started && !self.begin_document(false)) return self.error.fault == XmlFault::none;
  return self.read();
}

bool XmlReader::finish() {
  auto& self = *state_;
  if (self.error.fault != XmlFault::none) return false;
  if (!self.started && !self.begin_document(true)) return false;
  if (!self.read()) return false;
  const auto last = self.line_at(self.base + self.filled);
  if (self.filled > 0 || self.gate.depth() > 0 || self.gate.in_cdata()) {
    self.fail(XmlFault::truncated, last, "the file ends before its last element does: export it again");
  } else if (!self.gate.any_element()) {
    self.fail(XmlFault::empty, 0, "the file has no element");
  } else {
    self.feed("", true);
    self.judge();
    if (self.any_letter && self.all_utf_8)
      self.fail(XmlFault::encoding, 1, "the file is UTF-8 and declares another encoding: correct its declaration");
  }
  return self.error.fault == XmlFault::none;
}

namespace xml {

/// Byte order mark and declaration; false where more bytes are needed, or there is a fault.
bool State::begin_document(bool last) {
  const std::string_view here(buffer.data(), filled);
  std::size_t passed = 0;
  if (!declared_encoding(here, last, encoding, passed, error)) return false;
  std::memmove(buffer.data(), buffer.data() + passed, filled - passed);
  filled -= passed;
  base = counted_to = passed;
  started = true;
  gate.begin(0);
  // libxml2 2.9.14 loses its way where the first piece has less than four bytes: a document without declaration gets
  // one.
  if (!std::string_view(buffer.data(), filled).starts_with("<?xml")) feed(kDeclaration);
  return true;
}

/// Hands on what is whole of the buffer.
bool State::read() {
  gate.forget_tags();
  next_start = next_end = 0;
  const bool in_cdata = gate.in_cdata();
  auto whole = gate.look(buffer.data(), filled, base);
  if (!gate.stopped() && gate.fault == XmlFault::none) whole -= cut_letters({buffer.data(), whole});
  parse({buffer.data(), whole}, in_cdata, gate.in_cdata());
  judge();
  line_at(base + whole);
  if (gate.fault != XmlFault::none) fail(gate.fault, line, gate.what);
  if (error.fault != XmlFault::none) return false;
  if (gate.stopped()) filled = whole;
  std::memmove(buffer.data(), buffer.data() + whole, filled - whole);
  filled -= whole;
  base += whole;
  return true;
}

/// How many bytes at the end are the begin of a letter whose rest has not come.
std::size_t State::cut_letters(std::string_view bytes) const {
  if (encoding != Encoding::utf_8) return 0;
  for (std::size_t back = 1; back <= std::min<std::size_t>(3, bytes.size()); ++back) {
    const auto byte = static_cast<unsigned char>(bytes[bytes.size() - back]);
    if (byte < 0x80) return 0;
    if (byte < 0xC0) continue;
    const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
    return length > back ? back : 0;
  }
  return 0;
}

/// Of a CDATA section that goes on beyond the bytes, libxml2 gathers all there is until it ends; so each part of it is
/// handed on as a section of its own.
void State::parse(std::string_view bytes, bool begins_in_cdata, bool ends_in_cdata) {
  if (bytes.empty()) return;
  if (encoding == Encoding::utf_8) {
    if (look_at(bytes) == Bytes::other) return bad_bytes(bytes);
  } else {
    watch_utf_8(bytes);
    converted.clear();
    if (!append_utf8(encoding, bytes, converted)) return bad_bytes(bytes);
    bytes = converted;
  }
  if (begins_in_cdata) feed(kCdataBegin);
  feed(bytes);
  if (ends_in_cdata) feed(kCdataEnd);
  if (xmlDictSize(names) > static_cast<int>(limits.different_names))
    fail(XmlFault::limit, line, "the file has more different names than any export needs");
}

void State::feed(std::string_view bytes, bool last) {
  xmlParseChunk(parser, bytes.data(), static_cast<int>(bytes.size()), last ? 1 : 0);
  if (thrown) std::rethrow_exception(std::exchange(thrown, nullptr));
}

/// The line of the first bad byte, found by halving; what stands before it is not handed on.
void State::bad_bytes(std::string_view bytes) {
  std::size_t good = 0;
  while (good < bytes.size()) {
    const auto end = std::min(bytes.find('\n', good), bytes.size());
    if (!can_be(encoding, bytes.substr(good, end - good))) break;
    good = end + 1;
  }
  fail(XmlFault::encoding, line_at(base + std::min(good, bytes.size())),
       "bytes that are no text in the file's encoding: export it as UTF-8, or let it declare how it is written");
}

/// Takes over what libxml2 found.
void State::judge() {
  if (error.fault != XmlFault::none || parser->wellFormed != 0) return;
  if (first_error == 0) {
    first_error = parser->lastError.code;
    first_error_line = parser->lastError.line;
  }
  const auto [fault, what] = meaning(first_error);
  fail(fault, line_base + static_cast<std::uint64_t>(std::max(first_error_line, 1)) - 1, what);
}

}  // namespace xml

bool XmlReader::resume(const XmlPlace& place) {
  auto& self = *state_;
  self.make_parser();
  self.error = {};
  self.encoding = place.encoding;
  std::string around(kDeclaration);
  for (const auto& name : place.open) around.append("<").append(name).append(">");
  self.synthetic = place.open.size();
  xmlParseChunk(self.parser, around.data(), static_cast<int>(around.size()), 0);
  self.gate.begin(place.open.size());
  self.filled = 0;
  self.base = self.counted_to = place.offset;
  self.line = self.line_base = place.line;
  self.started = true;
  self.judge();
  return self.error.fault == XmlFault::none;
}

void XmlReader::stop_at_close(bool stop) {
  state_->gate.stop_at_close(stop);
}

bool XmlReader::stopped() const {
  return state_->gate.stopped();
}

void XmlReader::leap(std::uint64_t offset) {
  auto& self = *state_;
  self.gate.begin(self.open.size());
  self.filled = 0;
  self.base = self.counted_to = offset;
}

XmlPlace XmlReader::place() const {
  const auto& self = *state_;
  XmlPlace place;
  place.offset = self.at;
  place.line = state_->line_at(self.at);
  place.encoding = self.encoding;
  for (std::size_t i = 0; i + 1 < self.open.size(); ++i) {
    auto& name = place.open.emplace_back();
    if (self.open[i].prefix != nullptr) name.append(reinterpret_cast<const char*>(self.open[i].prefix)).append(":");
    name.append(reinterpret_cast<const char*>(self.open[i].name));
  }
  return place;
}

std::uint64_t XmlReader::line() const {
  return state_->line_at(state_->at);
}

const XmlError& XmlReader::error() const {
  return state_->error;
}

}  // namespace sdk
