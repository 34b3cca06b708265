#include <libxml/parser.h>

#include <string>
#include <string_view>
#include <utility>

#include "plugins/sdk/xml_parts.h"

// What libxml2 calls back, and its words for what is wrong.
namespace sdk {
namespace {

using xml::State;

State& state(void* context) {
  return *static_cast<State*>(context);
}

/// Nothing a handler throws may pass through libxml2, which is C.
template <typename Call>
void guarded(State& self, Call&& call) {
  if (self.thrown) return;
  try {
    call();
  } catch (...) {
    self.thrown = std::current_exception();
    xmlStopParser(self.parser);
  }
}

/// libxml2 leaves & as "&#38;" in values unless it may replace entities, which it never may here.
const xmlChar** plain(State& self, const xmlChar** attributes, std::size_t count) {
  const auto text = [&](std::size_t i) {
    return std::string_view(reinterpret_cast<const char*>(attributes[5 * i + 3]),
                            static_cast<std::size_t>(attributes[5 * i + 4] - attributes[5 * i + 3]));
  };
  std::size_t all = 0;
  bool any = false;
  for (std::size_t i = 0; i < count; ++i) {
    all += text(i).size();
    any = any || text(i).find('&') != std::string_view::npos;
  }
  if (!any) return attributes;
  // A list of our own: libxml2 frees what its list points at.
  self.plain.assign(attributes, attributes + 5 * count);
  self.values.clear();
  self.values.reserve(all);  // What points into it stays where it is.
  for (std::size_t i = 0; i < count; ++i) {
    const auto begin = self.values.size();
    auto value = text(i);
    for (auto at = value.find("&#38;"); at != std::string_view::npos; at = value.find("&#38;")) {
      self.values.append(value.substr(0, at + 1));
      value.remove_prefix(at + 5);
    }
    self.values.append(value);
    const auto* data = reinterpret_cast<const xmlChar*>(self.values.data());
    self.plain[5 * i + 3] = data + begin;
    self.plain[5 * i + 4] = data + self.values.size();
  }
  return self.plain.data();
}

void on_start(void* context, const xmlChar* name, const xmlChar* prefix, const xmlChar* uri, int spaces,
              const xmlChar** space, int count, int defaulted, const xmlChar** attributes) {
  auto& self = state(context);
  if (self.open.size() == self.open.capacity()) return;  // The gate's limit of depth makes this impossible.
  self.open.push_back({prefix, name});
  if (self.synthetic > 0) {
    --self.synthetic;
    return;
  }
  self.hold_gathered();
  guarded(self, [&] {
    const auto& starts = self.gate.starts();
    if (self.next_start == starts.size()) return self.lost();
    self.at = starts[self.next_start++];
    const auto size = static_cast<std::size_t>(count);
    const auto* values = size == 0 ? attributes : plain(self, attributes, size);
    self.handler.start(reinterpret_cast<XmlName>(name), XmlAttributes(values, size), self.at);
  });
  if (self.plug == nullptr) return;
  self.schema_events->startElementNs(self.schema_context, name, prefix, uri, spaces, space, count, defaulted,
                                     attributes);
}

void on_end(void* context, const xmlChar* name, const xmlChar* prefix, const xmlChar* uri) {
  auto& self = state(context);
  self.hold_gathered();
  if (!self.open.empty()) self.open.pop_back();
  guarded(self, [&] {
    const auto& ends = self.gate.ends();
    if (self.next_end == ends.size()) return self.lost();
    self.handler.end(reinterpret_cast<XmlName>(name), ends[self.next_end++]);
  });
  if (self.plug != nullptr) self.schema_events->endElementNs(self.schema_context, name, prefix, uri);
}

void on_text(void* context, const xmlChar* text, int length) {
  auto& self = state(context);
  const std::string_view piece(reinterpret_cast<const char*>(text), static_cast<std::size_t>(length));
  self.hold_text(piece);
  guarded(self, [&] { self.handler.text(piece); });
}

void on_error(void* context, xmlErrorPtr error) {
  auto& self = state(context);
  if (error->level == XML_ERR_FATAL && self.first_error == 0) {
    self.first_error = error->code;
    self.first_error_line = error->line;
  }
}

/// A declaration that the gate let through would end here.
void on_subset(void* context, const xmlChar*, const xmlChar*, const xmlChar*) {
  state(context).fail(XmlFault::doctype, 0, "the file has a document type declaration (DOCTYPE), which is never read");
  xmlStopParser(state(context).parser);
}

}  // namespace

namespace xml {

/// What is wrong, in words of ours: libxml2's own messages quote the file.
std::pair<XmlFault, const char*> meaning(int code) {
  switch (code) {
    case XML_ERR_TAG_NAME_MISMATCH:
      return {XmlFault::malformed, "the file is not well-formed XML: an element is closed that is not the open one"};
    case XML_ERR_DOCUMENT_EMPTY:
    case XML_ERR_DOCUMENT_START:
      return {XmlFault::malformed, "the file is not XML: it does not begin with <"};
    case XML_ERR_DOCUMENT_END:
      return {XmlFault::malformed, "the file is not well-formed XML: something stands behind its last element"};
    case XML_ERR_UNDECLARED_ENTITY:
    case XML_WAR_UNDECLARED_ENTITY:
      return {XmlFault::malformed,
              "the file names an entity; only &amp; &lt; &gt; &quot; &apos; and character references can be read"};
    case XML_ERR_ATTRIBUTE_REDEFINED:
      return {XmlFault::malformed, "the file is not well-formed XML: an element has the same attribute twice"};
    case XML_ERR_INVALID_CHAR:
    case XML_ERR_INVALID_CHARREF:
      return {XmlFault::malformed, "the file is not well-formed XML: it holds a character that XML does not allow"};
    case XML_ERR_INVALID_ENCODING:
      return {XmlFault::encoding, "the file is not written in the encoding that it declares"};
    default:
      return {XmlFault::malformed, "the file is not well-formed XML"};
  }
}

xmlSAXHandler events() {
  xmlSAXHandler sax{};
  sax.initialized = XML_SAX2_MAGIC;
  sax.startElementNs = on_start;
  sax.endElementNs = on_end;
  // The same for all three, or libxml2 would ask which blanks count.
  sax.characters = sax.ignorableWhitespace = sax.cdataBlock = on_text;
  sax.serror = on_error;
  sax.internalSubset = sax.externalSubset = on_subset;
  return sax;
}

}  // namespace xml
}  // namespace sdk
