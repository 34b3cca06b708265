#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "plugins/sdk/host.h"
#include "plugins/sdk/xml.h"

namespace accorda {

/// contracts/api/accorda.xsd.
std::string_view schema_text();

/// What came of holding a file against contracts/api/accorda.xsd.
struct SchemaVerdict {
  std::uint64_t misfits = 0;
  sdk::XmlError first;     ///< The first misfit, or why the file is no XML.
  bool cut = false;        ///< Only the first `most` bytes were looked at.
  std::uint64_t read = 0;  ///< Bytes.

  bool good() const { return misfits == 0 && first.fault == sdk::XmlFault::none; }
};

/// Reads `file` once, up to `most` bytes, in bounded memory; ends when stopping() says so.
SchemaVerdict check_schema(const sdk::File& file, std::uint64_t most, const std::function<bool()>& stopping);

}  // namespace accorda
