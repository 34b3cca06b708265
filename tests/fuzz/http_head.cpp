// The gate in front of every request and the reader of its body (gateway/io/http).
#include <algorithm>

#include "gateway/io/http/body_reader.h"
#include "gateway/io/http/grammar.h"
#include "gateway/io/http/head_gate.h"
#include "tests/fuzz/claim.h"
#include "tests/fuzz/input.h"

namespace gateway::fuzz {
namespace {

using io::HeadGate;
using io::HttpRefusal;
using io::RequestHead;

constexpr std::uint64_t kMostBody = 4096;

HeadGate::Verdict in_pieces(std::string_view bytes, std::size_t piece) {
  HeadGate gate;
  HeadGate::Verdict verdict = HeadGate::Incomplete{};
  for (std::size_t size = std::min(piece, bytes.size()); std::holds_alternative<HeadGate::Incomplete>(verdict);
       size = std::min(size + piece, bytes.size())) {
    verdict = gate.read(bytes.substr(0, size));
    if (size == bytes.size()) break;
  }
  return verdict;
}

bool same(const RequestHead& a, const RequestHead& b) {
  return a.method == b.method && a.target == b.target && a.headers == b.headers && a.framing == b.framing &&
         a.content_length == b.content_length && a.keep_alive == b.keep_alive &&
         a.expects_continue == b.expects_continue;
}

bool same(const HeadGate::Verdict& a, const HeadGate::Verdict& b) {
  if (a.index() != b.index()) return false;
  if (const auto* refusal = std::get_if<HttpRefusal>(&a)) {
    return refusal->status == std::get<HttpRefusal>(b).status && refusal->why == std::get<HttpRefusal>(b).why;
  }
  const auto* head = std::get_if<RequestHead>(&a);
  return head == nullptr || (same(*head, std::get<RequestHead>(b)) && head->size == std::get<RequestHead>(b).size);
}

std::size_t named(const RequestHead& head, std::string_view name) {
  return static_cast<std::size_t>(
      std::ranges::count_if(head.headers, [&](const auto& header) { return io::same_word(header.first, name); }));
}

/// What smuggling is made of does not come through.
void check_head(std::string_view bytes, const RequestHead& head) {
  claim(head.size <= bytes.size() && bytes.substr(0, head.size).ends_with("\r\n\r\n"), "a head ends with a blank line");
  claim(io::is_token(head.method), "the method is a token");
  claim(head.target == "*" || io::is_origin_form(head.target), "the target is path and query");
  for (const auto& [name, value] : head.headers) {
    claim(io::is_token(name) && io::is_field_value(value), "headers are names and values");
  }
  claim(named(head, "Host") <= 1 && named(head, "Content-Length") <= 1, "once at most");
  const bool chunked = head.framing == io::Framing::chunked;
  claim(named(head, "Transfer-Encoding") == (chunked ? 1U : 0U), "chunked is what says so");
  claim(named(head, "Content-Length") == (head.framing == io::Framing::length ? 1U : 0U), "and counted, too");
  claim(head.framing == io::Framing::length || head.content_length == 0, "no length without one");
}

/// A head that passed is written down plainly and passes again, meaning the same.
void check_again(const RequestHead& head) {
  const bool old = named(head, "Host") == 0;
  std::string plain = head.method + " " + head.target + (old ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n");
  for (const auto& [name, value] : head.headers) plain.append(name).append(": ").append(value).append("\r\n");
  plain += "\r\n";
  const auto verdict = HeadGate({64 * 1024, 16 * 1024, 100}).read(plain);
  const auto* again = std::get_if<RequestHead>(&verdict);
  claim(again != nullptr, "a head that passed passes again");
  claim(again->method == head.method && again->target == head.target && again->headers == head.headers &&
            again->framing == head.framing && again->content_length == head.content_length,
        "and means the same");
}

struct Body {
  bool done = false;
  unsigned refused = 0;
  std::size_t used = 0;
  std::string bytes;
  friend bool operator==(const Body&, const Body&) = default;
};

Body body(const RequestHead& head, std::string_view bytes, std::size_t piece) {
  io::BodyReader reader(head, kMostBody);
  Body body;
  while (!reader.done() && !reader.refusal() && body.used < bytes.size()) {
    const auto taken = reader.read(bytes.substr(body.used, piece));
    claim(taken > 0, "reading goes on");
    body.used += taken;
  }
  body.done = reader.done();
  body.refused = reader.refusal() ? reader.refusal()->status : 0;
  body.bytes = reader.take();
  claim(body.bytes.size() <= kMostBody && body.bytes.size() <= body.used, "no more than came and is allowed");
  claim(!body.done || head.framing != io::Framing::length || body.bytes.size() == head.content_length, "as counted");
  return body;
}

}  // namespace
}  // namespace gateway::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gateway;
  using namespace gateway::fuzz;
  Input input(data, size);
  const std::size_t piece = 1 + input.byte();
  const auto bytes = input.rest();
  const auto verdict = io::HeadGate().read(bytes);
  claim(same(verdict, in_pieces(bytes, piece)), "the same verdict however the bytes come");
  if (const auto* refusal = std::get_if<io::HttpRefusal>(&verdict)) {
    claim(refusal->status >= 400 && refusal->status < 600 && !refusal->why.empty(), "a refusal says why");
  }
  if (const auto* head = std::get_if<io::RequestHead>(&verdict)) {
    check_head(bytes, *head);
    check_again(*head);
    const auto behind = bytes.substr(head->size);
    claim(body(*head, behind, behind.size() + 1) == body(*head, behind, piece), "the same body however it comes");
  }
  return 0;
}
