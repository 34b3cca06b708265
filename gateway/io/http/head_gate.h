#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "gateway/ports/http.h"

namespace gateway::io {

/// How the end of a request's body is known.
enum class Framing { none, length, chunked };

/// A request head that has passed the gate.
struct RequestHead {
  std::string method;
  std::string target;  ///< Path and query (origin form), or `*` for OPTIONS. An absolute form has been reduced to it.
  ports::HttpHeaders headers;
  Framing framing = Framing::none;
  std::uint64_t content_length = 0;
  bool keep_alive = true;
  bool expects_continue = false;
  std::size_t size = 0;  ///< Bytes it took; the body begins behind them.
};

/// Why a request is not read further: the connection is answered with `status` and closed. `why` is a sentence
/// without content of the request.
struct HttpRefusal {
  unsigned status = 400;
  std::string_view why;
};

struct HeadLimits {
  std::size_t bytes = std::size_t{16} * 1024;
  std::size_t line = std::size_t{8} * 1024;
  std::size_t headers = 100;
};

/// The strict gate in front of every request (RFC 9112, read against request smuggling). It is the only reader of
/// request heads: what it lets through is already parsed, so no second reader can understand it differently.
/// Refuses: line ends other than CRLF, control characters, folded lines, space before a colon, names that are no
/// tokens, over-long or too many lines, methods that are no tokens, targets with characters or escapes no URI has,
/// missing, double or ill-formed Host, a Host other than the absolute target's, any Transfer-Encoding but one exact
/// `chunked`, that together with Content-Length or HTTP/1.0, Content-Length that is repeated or not plain digits,
/// announced trailers, CONNECT, HTTP/0.9 and the HTTP/2 preface. One empty line before the request is let pass.
class HeadGate {
 public:
  struct Incomplete {};
  using Verdict = std::variant<Incomplete, HttpRefusal, RequestHead>;

  explicit HeadGate(HeadLimits limits = {}) : limits_(limits) {}

  /// `bytes` is everything received of this request so far. Continues where the last call ended; refuses as early as
  /// the fault can be seen. After anything but Incomplete the gate is spent.
  Verdict read(std::string_view bytes);

 private:
  using Fault = std::string_view;  // empty: none

  Fault line(std::string_view text);
  Fault request_line(std::string_view text);
  Fault target(std::string_view text);
  Fault field(std::string_view text);
  Fault framing(std::string_view name, std::string_view value);
  Verdict finish(std::size_t size);

  HeadLimits limits_;
  std::size_t at_ = 0;
  std::size_t line_start_ = 0;
  std::size_t begin_ = 0;
  bool in_fields_ = false;
  bool old_version_ = false;
  unsigned refusal_status_ = 400;
  bool has_length_ = false;
  bool has_encoding_ = false;
  bool has_host_ = false;
  bool other_expectation_ = false;
  std::string host_;
  std::string authority_;
  RequestHead head_;
};

}  // namespace gateway::io
