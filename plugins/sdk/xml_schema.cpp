#include <libxml/xmlschemas.h>

#include <stdexcept>

#include "plugins/sdk/xml_parts.h"

namespace sdk {

struct XmlSchema::Parsed {
  xmlSchemaPtr schema = nullptr;
  ~Parsed() { xmlSchemaFree(schema); }
};

namespace {

void silent(void*, xmlErrorPtr) {}

/// Called for each misfit: libxml2's own sentence quotes the file, so only its line is kept.
void on_misfit(void* context, xmlErrorPtr) {
  auto& self = *static_cast<xml::State*>(context);
  if (self.misfits++ > 0) return;
  self.misfit = {XmlFault::malformed, self.line_at(self.at),
                 "the element that begins here, or one in it, does not fit the schema: compare it with the XSD"};
}

}  // namespace

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
  self.plug = xmlSchemaSAXPlug(self.validation, &self.parser->sax, &self.parser->userData);
  if (self.plug == nullptr) return false;
  // The plug hands on events, not errors: judge() asks the parser for them.
  self.parser->sax->serror = silent;
  return true;
}

std::uint64_t XmlReader::misfits() const {
  return state_->misfits;
}

const XmlError& XmlReader::misfit() const {
  return state_->misfit;
}

}  // namespace sdk
