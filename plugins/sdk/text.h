#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sdk {

/// The encodings that systems' files are written in.
enum class Encoding { utf_8, windows_1252, iso_8859_1 };

/// "utf-8", "windows-1252", "iso-8859-1", in any case of letters.
std::optional<Encoding> parse_encoding(std::string_view name);

/// What the bytes of a piece of text say about its encoding.
enum class Bytes {
  ascii,  ///< Says nothing.
  utf_8,  ///< At least one letter beyond ASCII, all well-formed UTF-8.
  other   ///< Not UTF-8.
};

/// Looks at every byte; well-formed as RFC 3629 has it.
Bytes look_at(std::string_view bytes);

/// Whether `bytes` can be text in `encoding`. NUL never is; in Windows-1252 neither are the five bytes it leaves
/// undefined, in ISO 8859-1 neither are the control bytes 80-9F, which only ever mean that it was another encoding.
bool can_be(Encoding encoding, std::string_view bytes);

/// Appends `bytes` as UTF-8. What cannot be text in `encoding` becomes U+FFFD; answers whether all of it could.
bool append_utf8(Encoding encoding, std::string_view bytes, std::string& to);

/// Without blanks, tabs, line breaks and no-break spaces around it. UTF-8.
std::string_view trim(std::string_view text);

/// Lower case for ASCII and Latin-1, which is all of Swedish: for comparing, not for showing. UTF-8.
std::string fold(std::string_view text);

/// At most `characters` code points of UTF-8.
std::string_view cut(std::string_view text, std::size_t characters);

/// Whether `text` fits `pattern`, in which * stands for any run of bytes and ? for one. Compares byte for byte.
bool fits(std::string_view pattern, std::string_view text);

}  // namespace sdk
