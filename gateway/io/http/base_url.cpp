#include "gateway/io/http/base_url.h"

#include <boost/asio/ip/address.hpp>

#include "gateway/io/http/grammar.h"

namespace gateway::io {
namespace {

bool is_loopback(const std::string& host) {
  boost::system::error_code no_address;
  const auto address = boost::asio::ip::make_address(host, no_address);
  return no_address ? same_word(host, "localhost") : address.is_loopback();
}

}  // namespace

base::Result<BaseUrl> parse_base_url(std::string_view url) {
  const auto faulty = [&](std::string_view why) {
    return base::rejected("URL " + std::string(url) + " " + std::string(why));
  };
  BaseUrl parts;
  auto rest = url;
  if (rest.starts_with("https://")) {
    rest.remove_prefix(8);
  } else if (rest.starts_with("http://")) {
    rest.remove_prefix(7);
    parts.tls = false;
    parts.port = 80;
  } else {
    return base::rejected("an endpoint's URL begins with https://");
  }
  const auto slash = std::min(rest.find('/'), rest.size());
  const auto authority = rest.substr(0, slash);
  auto prefix = rest.substr(slash);
  // Credentials in a URL would end up in logs; they are refused before anything quotes them.
  if (authority.find('@') != std::string_view::npos) return base::rejected("an endpoint's URL must not hold a user");
  if (!is_authority(authority)) return faulty("has no well-formed host and port");
  while (prefix.ends_with('/')) prefix.remove_suffix(1);
  if (!prefix.empty() && (!is_origin_form(prefix) || prefix.find('?') != std::string_view::npos))
    return faulty("has an ill-formed path");
  parts.prefix = prefix;

  const auto bracket = authority.find(']');
  const auto colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  const auto host = authority.substr(0, colon);
  parts.host = bracket == std::string_view::npos ? host : host.substr(1, host.size() - 2);
  parts.authority = host;
  if (colon != std::string_view::npos) {
    const auto port = static_cast<std::uint16_t>(*parse_digits(authority.substr(colon + 1)));
    if (port == 0) return faulty("has port 0");
    if (port != parts.port) parts.authority += ':' + std::to_string(port);
    parts.port = port;
  }
  if (!parts.tls && !is_loopback(parts.host)) return faulty("is plain HTTP to another machine: use https");
  return parts;
}

}  // namespace gateway::io
