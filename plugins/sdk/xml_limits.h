#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace sdk {

/// What an XML file may ask of its reader. Sizes are bytes as they stand in the file. What is beyond ends the reading
/// before libxml2 sees it: its time grows with the square of the attributes in a tag.
struct XmlLimits {
  std::size_t tag = 16 * 1024;                   ///< From < to >, attributes included.
  std::size_t attributes = 64;                   ///< In one tag.
  std::size_t name = 256;                        ///< Of an element or attribute.
  std::size_t depth = 64;                        ///< At most 250, which is where libxml2 ends.
  std::size_t aside = 64 * 1024;                 ///< A comment or processing instruction.
  std::uint64_t text = std::uint64_t{16} << 20;  ///< Between two tags; it is handed on in pieces, never gathered.
  std::size_t different_names = 4096;            ///< In one file; each is kept until its end.
};

enum class XmlFault {
  none,
  empty,      ///< Nothing, or nothing but blanks.
  truncated,  ///< The end is missing.
  malformed,  ///< Not XML.
  doctype,    ///< Any DOCTYPE, or another declaration that only a DOCTYPE can hold.
  encoding,   ///< Bytes that are not text in the declared encoding, or an encoding that is not read.
  limit       ///< Beyond XmlLimits.
};

/// What is wrong with a file. `what` is a sentence that says what to do about it, and never what stands in the file.
struct XmlError {
  XmlFault fault = XmlFault::none;
  std::uint64_t line = 0;  ///< From 1; 0 where none can be told.
  std::string what;
};

}  // namespace sdk
