#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/sdk/text.h"
#include "plugins/sdk/xml_limits.h"

namespace sdk {

/// The local name of an element or attribute (what stands behind the prefix). Two names of one reader are the same
/// exactly when their pointers are, so that nothing has to be compared letter by letter.
using XmlName = const char*;

/// The attributes of a tag, declarations of namespaces left out. They hold until the handler's call ends.
class XmlAttributes {
 public:
  XmlAttributes(const unsigned char* const* at, std::size_t count) : at_(at), count_(count) {}

  std::size_t size() const { return count_; }
  XmlName name(std::size_t i) const { return reinterpret_cast<XmlName>(at_[5 * i]); }
  std::string_view value(std::size_t i) const {
    const auto* begin = reinterpret_cast<const char*>(at_[5 * i + 3]);
    return {begin, static_cast<std::size_t>(at_[5 * i + 4] - at_[5 * i + 3])};
  }

 private:
  const unsigned char* const* at_;  // libxml2's: name, prefix, namespace, begin and end of the value.
  std::size_t count_;
};

/// What a reader says of a document, in its order. Texts are UTF-8, whatever the file is written in, with references
/// and CDATA resolved; a text may come in several pieces. Views hold until the call ends. What a handler throws comes
/// out of the reader.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  /// `offset`: where in the file the tag begins.
  virtual void start(XmlName name, const XmlAttributes& attributes, std::uint64_t offset) = 0;
  virtual void text(std::string_view text) = 0;
  /// `behind`: the offset behind the closing tag.
  virtual void end(XmlName name, std::uint64_t behind) = 0;
};

/// From where a document can be read on: the begin of an element, and what stands open around it.
struct XmlPlace {
  std::uint64_t offset = 0;
  std::uint64_t line = 1;
  std::vector<std::string> open;  ///< Names with their prefixes, the outermost first.
  Encoding encoding = Encoding::utf_8;
};

class XmlSchema;

/// Reads XML by pushing: whoever has bytes gives them, and hears at once what they say. libxml2's SAX2 parser behind a
/// gate of limits; no tree is made, no DOCTYPE passed, no entity but the five of XML known, and no file or socket is
/// ever opened. UTF-8 (with or without byte order mark), ISO 8859-1, Windows-1252 and ASCII, as the file declares.
/// Memory: the bytes given at once, unfinished markup, and one copy of each different name.
class XmlReader {
 public:
  explicit XmlReader(XmlHandler& handler, const XmlLimits& limits = {});
  ~XmlReader();
  XmlReader(const XmlReader&) = delete;
  XmlReader& operator=(const XmlReader&) = delete;

  /// The name as this reader gives it to the handler.
  XmlName name(std::string_view text);

  /// Room for `size` bytes of the file, to be filled and followed by take(); so the bytes are not copied.
  char* room(std::size_t size);
  /// Reads `size` bytes put into room(). False: error() says why, and there is no going on.
  bool take(std::size_t size);
  bool push(std::string_view bytes);
  /// Behind the last byte: whether it was a whole document.
  bool finish();

  /// Begins within a document, at an element that was read whole before. An end of the document is not looked for.
  bool resume(const XmlPlace& place);
  /// After resume(): take() stops behind the element that began there, and what was given beyond it is forgotten.
  void stop_at_close(bool stop);
  /// Whether it has; then leap() goes on at the begin of another element with the same ones open around it.
  bool stopped() const;
  void leap(std::uint64_t offset);

  /// Of the element whose start the handler is hearing.
  XmlPlace place() const;
  std::uint64_t line() const;

  /// Holds everything from now on against a schema, and counts what does not fit. Only before the first byte.
  /// Of a text longer than 64 KiB, the schema sees as much.
  bool validate(const XmlSchema& schema);
  std::uint64_t misfits() const;
  /// The first that did not: its line and a sentence.
  const XmlError& misfit() const;

  const XmlError& error() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// An XML Schema (XSD 1.0) of ours: it is read into a tree, so it must come from somebody trusted. Documents are held
/// against it while they are read; a schema without xs:key, xs:unique and ID needs no memory that grows with them.
class XmlSchema {
 public:
  /// Throws std::invalid_argument where the text is no schema.
  explicit XmlSchema(std::string_view xsd);
  ~XmlSchema();
  XmlSchema(const XmlSchema&) = delete;
  XmlSchema& operator=(const XmlSchema&) = delete;

 private:
  friend class XmlReader;
  struct Parsed;
  std::unique_ptr<Parsed> parsed_;
};

}  // namespace sdk
