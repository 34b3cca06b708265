#include <libxml/xmlschemas.h>

#include <stdexcept>

#include "plugins/sdk/xml_parts.h"

namespace sdk {

struct XmlSchema::Parsed {
  xmlSchemaPtr schema = nullptr;
  ~Parsed() { xmlSchemaFree(schema); }
};

namespace {

/// No facet of a text longer than this depends on what follows.
constexpr std::size_t kSchemaText = std::size_t{64} * 1024;

void silent(void*, xmlErrorPtr) {}

/// Called for each misfit: libxml2's own sentence quotes the file, so only its line is kept.
void on_misfit(void* context, xmlErrorPtr) {
  auto& self = *static_cast<xml::State*>(context);
  if (self.misfits++ > 0) return;
  self.misfit = {XmlFault::malformed, self.line_at(self.at),
                 "the element that begins here, or one in it, does not fit the schema: compare it with the XSD"};
}

}  // namespace

namespace xml {

void State::hold_text(std::string_view text) {
  if (plug == nullptr || schema_text.size() > kSchemaText) return;
  schema_text.append(text.substr(0, kSchemaText + 1 - schema_text.size()));
}

/// Before each tag.
void State::hold_gathered() {
  if (plug == nullptr || schema_text.empty()) return;
  if (schema_text.size() > kSchemaText) {
    // Whole letters only.
    auto size = kSchemaText;
    while (size > 0 && (static_cast<unsigned char>(schema_text[size]) & 0xC0U) == 0x80U) --size;
    schema_text.resize(size);
  }
  schema_events->characters(schema_context, reinterpret_cast<const xmlChar*>(schema_text.data()),
                            static_cast<int>(schema_text.size()));
  schema_text.clear();
}

}  // namespace xml

XmlSchema::XmlSchema(std::string_view xsd) : parsed_(std::make_unique<Parsed>()) {
  xml::prepare_library();
  auto* context = xmlSchemaNewMemParserCtxt(xsd.data(), static_cast<int>(xsd.size()));
  if (context == nullptr) throw std::bad_alloc();
  xmlSchemaSetParserStructuredErrors(context, silent, nullptr);
  parsed_->schema = xmlSchemaParse(context);
  xmlSchemaFreeParserCtxt(context);
  if (parsed_->schema == nullptr) throw std::invalid_argument("the text is no XML Schema");
}

XmlSchema::~XmlSchema() = default;

bool XmlReader::validate(const XmlSchema& schema) {
  auto& self = *state_;
  if (self.started || self.validation != nullptr) return false;
  self.validation = xmlSchemaNewValidCtxt(schema.parsed_->schema);
  if (self.validation == nullptr) throw std::bad_alloc();
  xmlSchemaSetValidStructuredErrors(self.validation, on_misfit, static_cast<xml::State*>(&self));
  // Beside the parser's events, not before them: texts are gathered here, as libxml2 takes time with the square of the
  // pieces in which one comes.
  self.unplugged = {};
  self.unplugged.initialized = XML_SAX2_MAGIC;
  self.schema_events = &self.unplugged;
  self.schema_context = nullptr;
  self.plug = xmlSchemaSAXPlug(self.validation, &self.schema_events, &self.schema_context);
  return self.plug != nullptr;
}

std::uint64_t XmlReader::misfits() const {
  return state_->misfits;
}

const XmlError& XmlReader::misfit() const {
  return state_->misfit;
}

}  // namespace sdk
