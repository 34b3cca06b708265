#pragma once

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plugins/sdk/xml.h"
#include "plugins/sdk/xml_gate.h"

/// Inside of XmlReader: what its sources share, and the only header of the SDK that includes libxml2's.
namespace sdk {
namespace xml {

/// Once for the process: no catalogues, no entity ever loaded.
void prepare_library();

/// Passes a byte order mark and looks at the XML declaration, which stays. False where more bytes are needed (`error`
/// says nothing) or the encoding is not read.
bool declared_encoding(std::string_view bytes, bool last, Encoding& encoding, std::size_t& passed, XmlError& error);

struct OpenElement {
  const xmlChar* prefix;
  const xmlChar* name;
};

struct State;

/// libxml2's calls, to a State.
xmlSAXHandler events();

/// What an error code of libxml2 means for whoever made the file.
std::pair<XmlFault, const char*> meaning(int code);

struct State {
  State(XmlHandler& to, const XmlLimits& most) : handler(to), limits(most), gate(limits) {}
  ~State() {
    drop_parser();
    xmlDictFree(names);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  void make_parser();
  void drop_parser();
  bool begin_document(bool last);
  bool read();
  void parse(std::string_view bytes, bool begins_in_cdata, bool ends_in_cdata);
  void feed(std::string_view bytes, bool last = false);
  void judge();
  void lost();
  void bad_bytes(std::string_view bytes);
  void hold_text(std::string_view text);
  void hold_gathered();
  void watch_utf_8(std::string_view bytes);
  std::size_t cut_letters(std::string_view bytes) const;
  void fail(XmlFault fault, std::uint64_t at_line, std::string what);
  /// The line of an offset that is in the buffer, or the last one asked for.
  std::uint64_t line_at(std::uint64_t offset);

  XmlHandler& handler;
  XmlLimits limits;
  XmlGate gate;
  xmlSAXHandler sax{};
  xmlDictPtr names = nullptr;
  xmlParserCtxtPtr parser = nullptr;
  xmlSchemaValidCtxtPtr validation = nullptr;
  xmlSchemaSAXPlugPtr plug = nullptr;
  xmlSAXHandler unplugged{};  // The plug hands on to it: to nobody.
  xmlSAXHandlerPtr schema_events = nullptr;
  void* schema_context = nullptr;
  std::string schema_text;
  std::vector<OpenElement> open;
  std::vector<char> buffer;
  std::string converted;
  std::string values;
  std::vector<const xmlChar*> plain;
  std::size_t filled = 0;
  std::uint64_t base = 0;  // The file's offset of buffer[0].
  std::uint64_t counted_to = 0;
  std::uint64_t line = 1;
  std::uint64_t line_base = 1;
  std::uint64_t at = 0;
  std::size_t next_start = 0;
  std::size_t next_end = 0;
  Encoding encoding = Encoding::utf_8;
  bool started = false;
  std::size_t synthetic = 0;  // Start tags still to come that only stand for what is open around a place.
  bool any_letter = false;    // Of a one-byte encoding: see watch_utf_8.
  bool all_utf_8 = true;
  int letters_left = 0;
  int first_error = 0;
  int first_error_line = 0;
  XmlError error;
  std::exception_ptr thrown;
  std::uint64_t misfits = 0;
  XmlError misfit;
};

}  // namespace xml

struct XmlReader::State : xml::State {
  using xml::State::State;
};

}  // namespace sdk
