#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace gateway::io {

/// The small words of RFC 9110 and 9112, shared by server and client.

/// Method and header names: one or more token characters.
bool is_token(std::string_view text);
/// A header value: no control characters but tab, no white space at either end.
bool is_field_value(std::string_view text);
/// Path and query: begins with `/`, characters a URI may have, whole %-escapes, none of them NUL.
bool is_origin_form(std::string_view text);
/// `host` or `host:port` as in Host, not empty.
bool is_authority(std::string_view text);
/// Plain digits, at most 15.
std::optional<std::uint64_t> parse_digits(std::string_view text);
/// Equal but for the case of ASCII letters.
bool same_word(std::string_view a, std::string_view b);
/// True when the comma-separated `list` holds `word`.
bool has_word(std::string_view list, std::string_view word);
/// Without spaces and tabs at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace gateway::io
