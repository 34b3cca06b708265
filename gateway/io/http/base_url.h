#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gateway/base/result.h"

namespace gateway::io {

/// An endpoint's URL, taken apart.
struct BaseUrl {
  bool tls = true;
  std::string host;  ///< A name or an address, IPv6 without brackets.
  std::uint16_t port = 443;
  std::string prefix;     ///< Empty, or `/path` without a slash at the end.
  std::string authority;  ///< For the Host header: the port only where it is not the scheme's.
};

/// `https://host[:port][/prefix]`, or `http://` with `localhost` or a loopback address.
base::Result<BaseUrl> parse_base_url(std::string_view url);

}  // namespace gateway::io
