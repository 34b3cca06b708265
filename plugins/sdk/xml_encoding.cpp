#include <algorithm>
#include <optional>

#include "plugins/sdk/xml_parts.h"

// How a file is written: its byte order mark, its declaration, and whether its bytes agree.
namespace sdk::xml {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::size_t kDeclarationMost = 512;
/// The mark, "<?xml" and the blank behind it: with less, a declaration is not yet seen to be one.
constexpr std::size_t kSeenFirst = kUtf8Mark.size() + 6;

bool blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// The value of encoding="…" in a declaration; empty when it names none.
std::string_view named(std::string_view declaration) {
  for (auto at = declaration.find("encoding"); at != std::string_view::npos;
       at = declaration.find("encoding", at + 1)) {
    auto rest = declaration.substr(at + 8);
    while (!rest.empty() && blank(rest.front())) rest.remove_prefix(1);
    if (rest.empty() || rest.front() != '=') continue;
    rest.remove_prefix(1);
    while (!rest.empty() && blank(rest.front())) rest.remove_prefix(1);
    if (rest.empty() || (rest.front() != '"' && rest.front() != '\'')) continue;
    const auto end = rest.find(rest.front(), 1);
    if (end != std::string_view::npos) return rest.substr(1, end - 1);
  }
  return {};
}

std::optional<Encoding> known(std::string_view name) {
  const auto folded = fold(name);
  if (folded == "us-ascii" || folded == "ascii") return Encoding::utf_8;
  if (folded == "iso8859-1" || folded == "iso_8859-1" || folded == "latin-1") return Encoding::iso_8859_1;
  return parse_encoding(folded);
}

bool refuse(XmlError& error, const char* what) {
  error = {XmlFault::encoding, 1, what};
  return false;
}

}  // namespace

bool declared_encoding(std::string_view bytes, bool last, Encoding& encoding, std::size_t& passed, XmlError& error) {
  const auto refused = [&](const char* what) { return refuse(error, what); };
  if (bytes.size() < kSeenFirst && !last) return false;
  if (std::all_of(bytes.begin(), bytes.end(), [&](char c) { return blank(c); }) && last) {
    error = {XmlFault::empty, 0, "the file is empty"};
    return false;
  }
  const auto wide = bytes.substr(0, 4);
  if (wide.starts_with("\xFF\xFE") || wide.starts_with("\xFE\xFF") || wide.find('\0') != std::string_view::npos)
    return refused("the file is UTF-16 or UTF-32, or no text: export it as UTF-8");
  const bool mark = bytes.starts_with(kUtf8Mark);
  passed = mark ? kUtf8Mark.size() : 0;
  const auto text = bytes.substr(passed);
  encoding = Encoding::utf_8;
  if (!text.starts_with("<?xml") || text.size() < 6 || !blank(text[5])) return true;
  const auto end = text.find("?>");
  if (end == std::string_view::npos) {
    if (text.size() < kDeclarationMost && !last) return false;
    return true;  // The gate and the parser say what is wrong with it.
  }
  const auto name = named(text.substr(0, end));
  if (name.empty()) return true;
  const auto declared = known(name);
  if (!declared) {
    return refused("the file declares an encoding that is not read: export it as UTF-8, ISO-8859-1 or Windows-1252");
  }
  if (mark && *declared != Encoding::utf_8)
    return refused("the file has the mark of UTF-8 and declares another encoding: correct its declaration");
  encoding = *declared;
  return true;
}

/// Letters of a one-byte encoding hardly ever look like UTF-8; a file in which all of them do is UTF-8 that declares
/// another encoding, and would come out as "Ã…ke".
void State::watch_utf_8(std::string_view bytes) {
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (letters_left > 0) {
      if ((byte & 0xC0U) != 0x80U) all_utf_8 = false;
      --letters_left;
    } else if (byte >= 0x80) {
      any_letter = true;
      if (byte < 0xC2 || byte > 0xF4) {
        all_utf_8 = false;
      } else {
        letters_left = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : 1;
      }
    }
  }
}

}  // namespace sdk::xml
