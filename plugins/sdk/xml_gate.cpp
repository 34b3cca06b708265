#include "plugins/sdk/xml_gate.h"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace sdk {
namespace {

constexpr std::string_view kComment = "<!--";
constexpr std::string_view kCdata = "<![CDATA[";
constexpr std::string_view kCdataEnd = "]]>";

const char* find(const char* begin, const char* end, char c) {
  return begin == end ? nullptr
                      : static_cast<const char*>(std::memchr(begin, c, static_cast<std::size_t>(end - begin)));
}

const char* find(const char* begin, const char* end, std::string_view text) {
  while (const char* at = find(begin, end, text.front())) {
    if (static_cast<std::size_t>(end - at) < text.size()) return nullptr;
    if (std::memcmp(at, text.data(), text.size()) == 0) return at;
    begin = at + 1;
  }
  return nullptr;
}

bool blank(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

}  // namespace

void XmlGate::begin(std::size_t depth) {
  depth_ = floor_ = depth;
  any_element_ = depth > 0;
  cdata_ = stopped_ = false;
  text_ = 0;
  fault = XmlFault::none;
  forget_tags();
}

void XmlGate::forget_tags() {
  starts_.clear();
  ends_.clear();
}

const char* XmlGate::refuse(XmlFault code, const char* sentence) {
  fault = code;
  what = sentence;
  return nullptr;
}

/// Of markup whose end has not come yet.
const char* XmlGate::unfinished(const char* at, const char* end) {
  if (static_cast<std::size_t>(end - at) > limits_.tag)
    refuse(XmlFault::limit, "a tag is longer than any export needs");
  return nullptr;
}

const char* XmlGate::aside(const char* at, const char* end, const char* close, std::size_t open) {
  const char* from = static_cast<std::size_t>(end - at) < open ? end : at + open;
  const char* found = find(from, end, std::string_view(close));
  const auto length = static_cast<std::size_t>((found == nullptr ? end : found) - at);
  if (length > limits_.aside)
    return refuse(XmlFault::limit, "a comment or instruction is longer than any export needs");
  return found == nullptr ? nullptr : found + std::strlen(close);
}

/// <!…: a comment and CDATA pass; whatever else begins so belongs to a DOCTYPE.
const char* XmlGate::declaration(const char* at, const char* end) {
  const std::string_view here(at, static_cast<std::size_t>(end - at));
  if (here.starts_with(kComment)) return aside(at, end, "-->", kComment.size());
  if (here.starts_with(kCdata)) {
    cdata_ = true;
    return at + kCdata.size();
  }
  if (kComment.starts_with(here) || kCdata.starts_with(here)) return nullptr;
  return refuse(XmlFault::doctype,
                "the file has a document type declaration (DOCTYPE), which is never read: export it without one");
}

/// On to the tag's >, over its attributes; false where it has not come or there is a fault.
bool XmlGate::attributes(const char*& p, const char* end) {
  std::size_t count = 0;
  const char* name = p;
  while (p < end && *p != '>') {
    if (*p == '=') {
      if (++count > limits_.attributes) {
        refuse(XmlFault::limit, "a tag has more attributes than any export needs");
        return false;
      }
      if (static_cast<std::size_t>(p - name) > limits_.name) {
        refuse(XmlFault::limit, "a name is longer than any export needs");
        return false;
      }
    } else if (*p == '"' || *p == '\'') {
      p = find(p + 1, end, *p);
      if (p == nullptr) {
        p = end;
        return false;
      }
      name = p + 1;
    } else if (blank(*p)) {
      name = p + 1;
    }
    ++p;
  }
  return p < end;
}

const char* XmlGate::start_tag(const char* at, const char* end) {
  const char* p = at + 1;
  while (p < end && *p != '>' && *p != '/' && !blank(*p)) ++p;
  if (static_cast<std::size_t>(p - at) > limits_.name + 1)
    return refuse(XmlFault::limit, "a name is longer than any export needs");
  if (p < end && *p != '>' && !attributes(p, end)) {
    if (fault != XmlFault::none) return nullptr;
    p = end;
  }
  if (p == end) return unfinished(at, end);
  if (static_cast<std::size_t>(p - at) > limits_.tag)
    return refuse(XmlFault::limit, "a tag is longer than any export needs");
  if (depth_ >= limits_.depth)
    return refuse(XmlFault::limit, "elements stand within one another deeper than in any export");
  any_element_ = true;
  text_ = 0;
  starts_.push_back(offset_ + static_cast<std::uint64_t>(at - data_));
  const char* behind = p + 1;
  if (p[-1] == '/') {
    ends_.push_back(offset_ + static_cast<std::uint64_t>(behind - data_));
    stopped_ = stop_at_close_ && depth_ == floor_;
  } else {
    ++depth_;
  }
  return behind;
}

const char* XmlGate::markup(const char* at, const char* end) {
  if (at + 1 == end) return nullptr;
  if (at[1] == '/') {
    const char* found = find(at + 2, end, '>');
    if (found == nullptr) return unfinished(at, end);
    if (static_cast<std::size_t>(found - at) > limits_.name + 16)
      return refuse(XmlFault::limit, "a name is longer than any export needs");
    text_ = 0;
    if (depth_ > 0) --depth_;
    ends_.push_back(offset_ + static_cast<std::uint64_t>(found + 1 - data_));
    stopped_ = stop_at_close_ && depth_ == floor_;
    return found + 1;
  }
  if (at[1] == '!') return declaration(at, end);
  if (at[1] == '?') return aside(at, end, "?>", 2);
  return start_tag(at, end);
}

std::size_t XmlGate::look(const char* data, std::size_t size, std::uint64_t offset) {
  data_ = data;
  offset_ = offset;
  stopped_ = false;
  const char* const end = data + size;
  const char* p = data;
  const auto too_long = [&](const char* to) {
    text_ += static_cast<std::uint64_t>(to - p);
    if (text_ > limits_.text) refuse(XmlFault::limit, "a text is longer than any export needs");
    return text_ > limits_.text;
  };
  while (p < end && !stopped_) {
    if (cdata_) {
      const char* found = find(p, end, kCdataEnd);
      // What may be the begin of its end waits for the rest.
      const char* to = found != nullptr ? found : std::max(p, end - 2);
      if (too_long(to)) break;
      p = to;
      if (found == nullptr) break;
      p += kCdataEnd.size();
      cdata_ = false;
      continue;
    }
    const char* open = find(p, end, '<');
    if (too_long(open == nullptr ? end : open)) break;
    p = open == nullptr ? end : open;
    if (open == nullptr) break;
    const char* behind = markup(open, end);
    if (behind == nullptr) break;
    p = behind;
  }
  return static_cast<std::size_t>(p - data);
}

}  // namespace sdk
