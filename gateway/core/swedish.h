#pragma once

#include <string>
#include <string_view>

namespace gateway::core {

/// Text as it is compared: lower case, one blank between words; å ä ö are letters of their own behind z, other marks
/// are dropped (É, é and e are one), composed or not. What is no UTF-8 becomes U+FFFD. The same for patterns; `*`
/// stays.
std::u32string folded(std::string_view utf8);

/// A key whose order is the Swedish one: as folded, but ü stands with y.
std::u32string sort_key(std::string_view utf8);

/// Whether `pattern` covers all of `text`; `*` is any run of characters, the empty one, too. Both folded. Time at most
/// the product of their lengths, no recursion.
bool matches(std::u32string_view pattern, std::u32string_view text);

}  // namespace gateway::core
