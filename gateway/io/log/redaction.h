#pragma once

#include <string>
#include <string_view>

namespace gateway::io {

/// The text with everything that looks like a Swedish person number replaced by "[number]": ten or twelve digits that
/// begin with a day (of a samordningsnummer: plus 60), with or without a separator before the last four and dashes in
/// the date; the check digit is not asked. It rather takes too much: moments belong in ISO form, which it leaves alone,
/// as it does ids and digests (32 and 64 hex digits).
std::string redacted(std::string_view text);

}  // namespace gateway::io
