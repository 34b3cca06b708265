#include "gateway/io/http/response_text.h"

#include <algorithm>
#include <array>
#include <boost/beast/http/status.hpp>

#include "gateway/io/http/grammar.h"

namespace gateway::io {
namespace {

/// RFC 9110, 5.6.7, whatever the locale.
std::string http_date(std::time_t now) {
  static constexpr std::array<const char*, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                kDays.at(static_cast<std::size_t>(parts.tm_wday)), parts.tm_mday,
                kMonths.at(static_cast<std::size_t>(parts.tm_mon)), parts.tm_year + 1900, parts.tm_hour, parts.tm_min,
                parts.tm_sec);
  return text.data();
}

bool is_ours(std::string_view name) {
  return same_word(name, "Content-Length") || same_word(name, "Transfer-Encoding") || same_word(name, "Connection") ||
         same_word(name, "Date");
}

bool well_formed(const ports::HttpResponse& response) {
  return response.status >= 200 && response.status <= 599 &&
         std::all_of(response.headers.begin(), response.headers.end(),
                     [](const auto& header) { return is_token(header.first) && is_field_value(header.second); });
}

}  // namespace

std::string response_text(const ports::HttpResponse& response, std::string_view method, bool keep_alive,
                          std::time_t now) {
  if (!well_formed(response)) return response_text({.status = 500, .headers = {}, .body = {}}, method, keep_alive, now);
  const auto reason = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(response.status));
  std::string text = "HTTP/1.1 " + std::to_string(response.status) + ' ';
  text.append(reason.data(), reason.size());
  text += "\r\nDate: " + http_date(now) + "\r\n";
  for (const auto& [name, value] : response.headers)
    if (!is_ours(name)) text.append(name).append(": ").append(value).append("\r\n");
  const bool bodiless = response.status == 204 || response.status == 304;
  if (!bodiless) text += "Content-Length: " + std::to_string(response.body.size()) + "\r\n";
  text += keep_alive ? "\r\n" : "Connection: close\r\n\r\n";
  if (!bodiless && method != "HEAD") text += response.body;
  return text;
}

}  // namespace gateway::io
