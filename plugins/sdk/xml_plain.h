#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "plugins/sdk/xml.h"

namespace sdk {

/// Reads what nearly all of an export is, without libxml2: an element that is whole in memory, with nothing in it but
/// elements, attributes and text. Every letter of such a stretch is known to be good XML; whatever is any less plain
/// (comments, CDATA, prefixes, character references, names never seen before, a tag that closes another) is refused
/// without a word, and libxml2 says what it is.
class XmlPlain {
 public:
  struct Token {
    enum class Kind { text, start, end } kind;
    XmlName name = nullptr;  ///< Of start and end.
    std::string_view text;   ///< As it stands in the file.
    std::size_t first = 0;   ///< Of start: its attributes in attributes(), five pointers for each.
    std::size_t attributes = 0;
  };

  /// A name without prefix that libxml2 has read: only such are plain.
  void learn(XmlName name);

  /// What stands from `at` on, behind a tag: text and one whole element. Behind the element, or null where it is not
  /// plain; then looked_to() says how far that took. `at` to `end` is UTF-8.
  const char* look(const char* at, const char* end);
  const char* looked_to() const { return at_; }

  /// Of the last look.
  const std::vector<Token>& tokens() const { return tokens_; }
  const unsigned char* const* attributes(const Token& start) const { return attributes_.data() + start.first; }

  /// The pieces of a text: line breaks and the five entities as a parser gives them.
  template <typename Each>
  static void pieces(std::string_view text, Each&& each) {
    for (auto at = text.find_first_of("&\r"); at != std::string_view::npos; at = text.find_first_of("&\r")) {
      if (at > 0) each(text.substr(0, at));
      text.remove_prefix(at);
      const auto [letter, size] = reference(text);
      each(letter);
      text.remove_prefix(size);
    }
    if (!text.empty()) each(text);
  }

 private:
  struct Known {
    XmlName name = nullptr;
    std::size_t size = 0;
    std::size_t next = 0;  ///< The slot of the name that last came after it: records are alike.
  };

  static std::pair<std::string_view, std::size_t> reference(std::string_view text);
  XmlName known(std::string_view name);
  bool text(const char* end);
  bool start_tag(const char* end);
  bool end_tag(const char* end);
  bool attribute(const char* end);
  std::string_view name(const char* end);

  std::array<Known, 1024> known_{};
  std::size_t learnt_ = 0;
  std::size_t last_ = 0;  // The slot of the last name that was known.
  const char* at_ = nullptr;
  std::vector<Token> tokens_;
  std::vector<std::size_t> open_;  // Tokens that began what is open.
  std::vector<const unsigned char*> attributes_;
};

/// Behind the markup at `at` (a <, in XML that a gate has passed), or null where its end has not come.
const char* behind_markup(const char* at, const char* end);

}  // namespace sdk
