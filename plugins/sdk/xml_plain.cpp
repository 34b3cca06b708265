#include "plugins/sdk/xml_plain.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace sdk {
namespace {

constexpr std::size_t kMost = std::size_t{64} * 1024;  // Of an element; a list of them is longer.
constexpr std::size_t kNames = 256;
constexpr std::size_t kDepth = 32;
constexpr std::size_t kAttributes = 16;

/// What a byte is between tags and in the values of attributes.
enum Letter : std::uint8_t { good, special };

constexpr std::array<Letter, 256> letters() {
  std::array<Letter, 256> table{};
  for (std::size_t byte = 0; byte < 0x20; ++byte) table[byte] = special;
  for (const char c : {'<', '>', '&'}) table[static_cast<unsigned char>(c)] = special;
  table[0xEF] = special;  // May be U+FFFE or U+FFFF, which are no characters.
  return table;
}

constexpr auto kLetters = letters();

std::uint8_t byte(const char* at) {
  return static_cast<std::uint8_t>(*at);
}

std::size_t hash(std::string_view name) {
  std::size_t hash = name.size();
  for (const char c : name) hash = hash * 31 + static_cast<unsigned char>(c);
  return hash ^ (hash >> 10);
}

const char* find(const char* begin, const char* end, std::string_view text) {
  const auto found = std::string_view(begin, static_cast<std::size_t>(end - begin)).find(text);
  return found == std::string_view::npos ? nullptr : begin + found + text.size();
}

}  // namespace

const char* behind_markup(const char* at, const char* end) {
  const std::string_view here(at, static_cast<std::size_t>(end - at));
  if (here.starts_with("<!--")) return find(at + 4, end, "-->");
  if (here.starts_with("<![CDATA[")) return find(at, end, "]]>");
  if (here.starts_with("<?")) return find(at + 2, end, "?>");
  if (here.starts_with("</")) return find(at, end, ">");
  for (const char* p = at + 1; p < end; ++p) {
    if (*p == '>') return p + 1;
    if (*p != '"' && *p != '\'') continue;
    p = std::find(p + 1, end, *p);
    if (p == end) return nullptr;
  }
  return nullptr;
}

/// What a line break or a reference at the beginning stands for, and its size: 0 where it has no meaning of its own.
std::pair<std::string_view, std::size_t> XmlPlain::reference(std::string_view text) {
  struct Meaning {
    std::string_view written;
    std::string_view letter;
  };
  static constexpr std::array<Meaning, 6> kMeanings = {
      {{"\r\n", "\n"}, {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}}};
  for (const auto& [written, letter] : kMeanings) {
    if (text.starts_with(written)) return {letter, written.size()};
  }
  return {{}, 0};
}

void XmlPlain::learn(XmlName name) {
  const std::string_view text(name);
  if (learnt_ == kNames || text == "xmlns" || text.find(':') != std::string_view::npos || known(text) != nullptr)
    return;
  auto slot = hash(text) % known_.size();
  while (known_[slot].name != nullptr) slot = (slot + 1) % known_.size();
  known_[slot] = {name, text.size(), 0};
  ++learnt_;
}

XmlName XmlPlain::known(std::string_view name) {
  const auto same = [&](const Known& one) {
    return one.name != nullptr && one.size == name.size() && std::memcmp(one.name, name.data(), one.size) == 0;
  };
  auto slot = known_[last_].next;
  if (!same(known_[slot])) {
    slot = hash(name) % known_.size();
    while (known_[slot].name != nullptr && !same(known_[slot])) slot = (slot + 1) % known_.size();
    if (known_[slot].name == nullptr) return nullptr;
    known_[last_].next = slot;
  }
  last_ = slot;
  return known_[slot].name;
}

/// On to the next <.
bool XmlPlain::text(const char* end) {
  const char* const begin = at_;
  for (; at_ < end && *at_ != '<'; ++at_) {
    if (kLetters[byte(at_)] == good || *at_ == '\n' || *at_ == '\t') continue;
    const auto size = reference({at_, static_cast<std::size_t>(end - at_)}).second;
    if (size == 0) return false;
    at_ += size - 1;
  }
  if (at_ == end) return false;
  if (at_ > begin) {
    tokens_.push_back({Token::Kind::text, nullptr, {begin, static_cast<std::size_t>(at_ - begin)}});
  }
  return true;
}

std::string_view XmlPlain::name(const char* end) {
  const char* const begin = at_;
  while (at_ < end && byte(at_) > ' ' && *at_ != '>' && *at_ != '/' && *at_ != '=') ++at_;
  return {begin, static_cast<std::size_t>(at_ - begin)};
}

/// A blank, name="value". A value with anything in it that a parser changes is not plain.
bool XmlPlain::attribute(const char* end) {
  ++at_;
  const auto found = known(name(end));
  if (found == nullptr || end - at_ < 3 || *at_ != '=' || (at_[1] != '"' && at_[1] != '\'')) return false;
  const char quote = at_[1];
  const char* const begin = at_ + 2;
  for (at_ = begin; at_ < end && *at_ != quote; ++at_) {
    if (kLetters[byte(at_)] != good && *at_ != '>') return false;
  }
  if (at_ == end) return false;
  auto& own = tokens_.back();
  for (std::size_t i = 0; i < own.attributes; ++i) {
    if (attributes_[own.first + 5 * i] == reinterpret_cast<const unsigned char*>(found)) return false;
  }
  if (++own.attributes > kAttributes) return false;
  for (const char* part : {found, XmlName(), XmlName(), begin, at_}) {
    attributes_.push_back(reinterpret_cast<const unsigned char*>(part));
  }
  ++at_;
  return true;
}

bool XmlPlain::start_tag(const char* end) {
  ++at_;
  const auto written = name(end);
  const auto found = known(written);
  if (found == nullptr || open_.size() == kDepth) return false;
  open_.push_back(tokens_.size());
  tokens_.push_back({Token::Kind::start, found, written, attributes_.size(), 0});
  while (at_ < end && *at_ == ' ') {
    if (!attribute(end)) return false;
  }
  if (at_ < end && *at_ == '>') {
    ++at_;
    return true;
  }
  if (end - at_ < 2 || *at_ != '/' || at_[1] != '>') return false;
  at_ += 2;
  open_.pop_back();
  tokens_.push_back({Token::Kind::end, found, written});
  return true;
}

bool XmlPlain::end_tag(const char* end) {
  const auto& began = tokens_[open_.back()];
  const auto size = began.text.size();
  if (static_cast<std::size_t>(end - at_) < size + 3 || std::memcmp(at_ + 2, began.text.data(), size) != 0 ||
      at_[size + 2] != '>') {
    return false;
  }
  at_ += size + 3;
  tokens_.push_back({Token::Kind::end, began.name, began.text});
  open_.pop_back();
  return true;
}

const char* XmlPlain::look(const char* at, const char* end) {
  tokens_.clear();
  open_.clear();
  attributes_.clear();
  at_ = at;
  end = at + std::min(static_cast<std::size_t>(end - at), kMost);
  do {
    if (!text(end) || end - at_ < 3) return nullptr;
    if (at_[1] != '/') {
      if (!start_tag(end)) return nullptr;
    } else if (open_.empty() || !end_tag(end)) {
      return nullptr;
    }
  } while (!open_.empty());
  return at_;
}

}  // namespace sdk
