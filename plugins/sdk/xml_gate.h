#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "plugins/sdk/xml_limits.h"

namespace sdk {

/// Looks at raw XML before a parser does: cuts it where markup is whole, holds it against the limits, and says where
/// each tag stands. It knows nothing of names or matching tags, which is the parser's work. For every encoding in which
/// bytes below 80 are ASCII.
class XmlGate {
 public:
  explicit XmlGate(const XmlLimits& limits) : limits_(limits) {}

  /// How many of the bytes can be handed on: all but unfinished markup at their end, which must come again with more
  /// behind it. Where something is beyond a limit, `fault` says what, and the answer is where it begins.
  std::size_t look(const char* data, std::size_t size, std::uint64_t offset);

  /// Begins anew within `depth` open elements.
  void begin(std::size_t depth);

  /// look() ends behind the tag that brings the depth back to where begin() had it.
  void stop_at_close(bool stop) { stop_at_close_ = stop; }
  bool stopped() const { return stopped_; }

  std::size_t depth() const { return depth_; }
  bool any_element() const { return any_element_; }
  bool in_cdata() const { return cdata_; }

  /// Where the tags of the last look begin, and what stands behind those that close an element.
  const std::vector<std::uint64_t>& starts() const { return starts_; }
  const std::vector<std::uint64_t>& ends() const { return ends_; }
  void forget_tags();

  XmlFault fault = XmlFault::none;
  const char* what = "";

 private:
  /// Behind the markup at `at`, or null: unfinished or at fault.
  const char* markup(const char* at, const char* end);
  const char* declaration(const char* at, const char* end);
  const char* start_tag(const char* at, const char* end);
  const char* aside(const char* at, const char* end, const char* close, std::size_t open);
  const char* refuse(XmlFault code, const char* sentence);
  const char* unfinished(const char* at, const char* end);
  bool attributes(const char*& p, const char* end);

  const XmlLimits& limits_;
  std::vector<std::uint64_t> starts_;
  std::vector<std::uint64_t> ends_;
  const char* data_ = nullptr;
  std::uint64_t offset_ = 0;
  std::uint64_t text_ = 0;
  std::size_t depth_ = 0;
  std::size_t floor_ = 0;
  bool any_element_ = false;
  bool cdata_ = false;
  bool stop_at_close_ = false;
  bool stopped_ = false;
};

}  // namespace sdk
