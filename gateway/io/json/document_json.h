#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "gateway/base/document.h"
#include "gateway/base/result.h"

namespace gateway::io {

struct JsonLimits {
  std::size_t max_bytes = std::size_t{8} * 1024 * 1024;
  std::size_t max_depth = 32;  ///< Arrays and objects inside one another.
};

/// Reads one JSON value (RFC 8259) with the place of every value in `text`. Refuses more than the standard: duplicate
/// keys, NUL (escaped, too), a byte order mark, bytes behind the value, integers outside 64 bits signed, numbers
/// outside double, depth and size over the limits. The error says offset (from 0), line and column (from 1), and never
/// quotes the text.
base::Result<base::Document> parse_json(std::string_view text, JsonLimits limits = {});

/// The document as JSON in UTF-8, on one line or indented by two spaces. Bytes that are not UTF-8 become U+FFFD,
/// numbers that are not finite become null.
std::string to_json(const base::Document& document, bool pretty = false);

}  // namespace gateway::io
