#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "gateway/base/result.h"
#include "gateway/io/json/codec_shape.h"

namespace gateway::io {

/// A document kind: its name, the shape of its root, and how large it may be.
struct DocumentKind {
  std::string_view name;    ///< "gateway.participation/1".
  std::string_view schema;  ///< The file to look into.
  const Shape& shape;
  std::size_t max_bytes;
};

/// The error for a place in a document: "kind: place what; see schema". Never holds content.
base::Error refused(const DocumentKind& kind, std::string_view place, std::string_view what);

/// Reads a document into the object that the shape fills, in one pass. Refused: what the shape does not have, members
/// twice or missing, other types, lengths, NUL, bad UTF-8, a byte order mark, trailing bytes. Arrays and objects are
/// only as deep as the shape. Answers which members of the root were there: bit n for its member n.
base::Result<std::uint64_t> read_document(std::string_view text, const DocumentKind& kind, void* into);

/// The root's member "schema", read no further than to it; empty where there is none.
std::string document_schema(std::string_view text);

}  // namespace gateway::io
