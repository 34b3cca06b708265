#include "gateway/io/http/head_gate.h"

#include <gtest/gtest.h>

#include "gateway/io/http/server.h"
#include "tests/unit/io/http/raw_socket.h"

namespace gateway::io {
namespace {

using namespace std::string_literals;

/// What a request says, and the status of the only answer to it.
struct Vector {
  const char* name;
  std::string bytes;
  unsigned status;
};

std::ostream& operator<<(std::ostream& out, const Vector& vector) {
  return out << vector.name;
}

/// A head with Host and the given lines, then a body and a second request that must never be answered.
std::string with(const std::string& lines, const std::string& body = "") {
  return "POST /a HTTP/1.1\r\nHost: x\r\n" + lines + "\r\n\r\n" + body + "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";
}

std::string chunked(const std::string& body) {
  return with("Transfer-Encoding: chunked", body);
}

std::string headers(int count) {
  std::string lines;
  for (int i = 0; i < count; ++i) lines += "h" + std::to_string(i) + ": v\r\n";
  return "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + lines + "\r\n";
}

std::string chunk_extensions(int count) {
  std::string body;
  for (int i = 0; i < count; ++i) body += "1;" + std::string(100, 'e') + "\r\nx\r\n";
  return chunked(body);
}

const std::vector<Vector>& refused() {
  static const std::vector<Vector> vectors{
      // Framing.
      {"encoding_identity", with("Transfer-Encoding: identity"), 400},
      {"encoding_xchunked", with("Transfer-Encoding: xchunked\r\nContent-Length: 3", "abc"), 400},
      {"encoding_chunked_identity", with("Transfer-Encoding: chunked, identity", "0\r\n\r\n"), 400},
      {"encoding_identity_chunked", with("Transfer-Encoding: identity, chunked", "0\r\n\r\n"), 400},
      {"encoding_gzip_chunked", with("Transfer-Encoding: gzip, chunked", "0\r\n\r\n"), 400},
      {"encoding_twice", with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "0\r\n\r\n"), 400},
      {"encoding_then_identity", with("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", "0\r\n\r\n"), 400},
      {"encoding_quoted", with("Transfer-Encoding: \"chunked\"", "0\r\n\r\n"), 400},
      {"encoding_upper_case", with("Transfer-Encoding: CHUNKED", "0\r\n\r\n"), 400},
      {"encoding_with_comma", with("Transfer-Encoding: chunked,", "0\r\n\r\n"), 400},
      {"encoding_with_parameter", with("Transfer-Encoding: chunked;q=1", "0\r\n\r\n"), 400},
      {"encoding_empty", with("Transfer-Encoding:"), 400},
      {"encoding_and_length", with("Transfer-Encoding: chunked\r\nContent-Length: 5", "0\r\n\r\n"), 400},
      {"length_and_encoding", with("Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n"), 400},
      {"encoding_space_before_colon", with("Transfer-Encoding : chunked", "0\r\n\r\n"), 400},
      {"encoding_tab_before_colon", with("Transfer-Encoding\t: chunked", "0\r\n\r\n"), 400},
      {"encoding_vertical_tab", with("Transfer-Encoding:\x0b chunked", "0\r\n\r\n"), 400},
      {"encoding_folded", with("Transfer-Encoding:\r\n chunked", "0\r\n\r\n"), 400},
      {"encoding_in_http_1_0", "POST / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"lengths_differ", with("Content-Length: 3\r\nContent-Length: 4", "abcd"), 400},
      {"lengths_equal", with("Content-Length: 3\r\nContent-Length: 3", "abc"), 400},
      {"length_list", with("Content-Length: 3, 3", "abc"), 400},
      {"length_plus", with("Content-Length: +3", "abc"), 400},
      {"length_minus", with("Content-Length: -3", "abc"), 400},
      {"length_hex", with("Content-Length: 0x3", "abc"), 400},
      {"length_fraction", with("Content-Length: 3.0", "abc"), 400},
      {"length_inner_space", with("Content-Length: 1 0", "0123456789"), 400},
      {"length_empty", with("Content-Length:"), 400},
      {"length_overflow", with("Content-Length: 18446744073709551619", "abc"), 400},
      {"length_underscore_digits", with("Content-Length: 1_0", "0123456789"), 400},
      {"length_space_before_colon", with("Content-Length : 3", "abc"), 400},
      {"length_vertical_tab", with("Content-Length:\x0b 3", "abc"), 400},
      {"length_no_break_space",
       with("Content-Length: \xA0"
            "3",
            "abc"),
       400},
      {"length_with_comment", with("Content-Length: 3 (three)", "abc"), 400},
      {"length_then_list", with("Content-Length: 3\r\nContent-Length: 3, 3", "abc"), 400},
      {"encoding_no_break_space",
       with("Transfer-Encoding: \xA0"
            "chunked",
            "0\r\n\r\n"),
       400},
      {"encoding_chunked_twice", with("Transfer-Encoding: chunked, chunked", "0\r\n\r\n"), 400},
      {"encoding_bare_lf_before", with("A: b\nTransfer-Encoding: chunked", "0\r\n\r\n"), 400},
      {"encoding_in_a_folded_line", with("A: b\r\n Transfer-Encoding: chunked", "0\r\n\r\n"), 400},
      {"trailer_announced", with("Transfer-Encoding: chunked\r\nTrailer: a", "0\r\n\r\n"), 400},
      // Host.
      {"host_missing", "GET / HTTP/1.1\r\n\r\n", 400},
      {"host_twice", with("Host: x"), 400},
      {"host_twice_differing", with("hOST: y"), 400},
      {"host_space_before_colon", "GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400},
      {"host_empty", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400},
      {"host_with_user", "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", 400},
      {"host_with_path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
      {"host_list", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", 400},
      {"host_bad_port", "GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n", 400},
      {"host_port_text", "GET / HTTP/1.1\r\nHost: a:b\r\n\r\n", 400},
      {"host_open_bracket", "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", 400},
      {"host_differs_from_target", "GET http://a/ HTTP/1.1\r\nHost: b\r\n\r\n", 400},
      {"target_with_user", "GET http://u@a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"target_of_other_scheme", "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"target_scheme_alone", "GET http HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"target_scheme_and_colon", "GET HTTPS:/ HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"target_authority_empty", "GET http:///x HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      // Lines and characters.
      {"fold_space", with("A: b\r\n c"), 400},
      {"fold_tab", with("A: b\r\n\tc"), 400},
      {"fold_first_header", "GET / HTTP/1.1\r\n Host: x\r\n\r\n", 400},
      {"bare_lf_everywhere", "GET / HTTP/1.1\nHost: x\n\n", 400},
      {"bare_lf_in_header", with("A: b\nB: c"), 400},
      {"bare_cr_in_header", with("A: b\rB: c"), 400},
      {"bare_cr_in_request_line", "GET /\rx HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"cr_cr_lf", "GET / HTTP/1.1\r\r\nHost: x\r\n\r\n", 400},
      {"nul_in_value", with("A: b\0c"s), 400},
      {"nul_in_name", with("A\0: b"s), 400},
      {"nul_in_target", "GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n"s, 400},
      {"escape_in_value", with("A: \x1b[2J"), 400},
      {"delete_in_value", with("A: \x7f"), 400},
      {"name_empty", with(": b"), 400},
      {"name_with_space", with("A B: c"), 400},
      {"name_with_parenthesis", with("A(: c"), 400},
      {"name_not_ascii", with("\xC3\xA5: c"), 400},
      {"no_colon", with("Abc"), 400},
      {"line_too_long", with("A: " + std::string(9000, 'a')), 400},
      {"target_too_long", "GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"head_too_large",
       with("A: " + std::string(8000, 'a') + "\r\nB: " + std::string(8000, 'b') + "\r\nC: " + std::string(8000, 'c')),
       431},
      {"too_many_headers", headers(99), 431},
      // Request line.
      {"two_empty_lines_first", "\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"http_0_9", "GET /\r\n", 400},
      {"http_2_preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400},
      {"http_2_0", "GET / HTTP/2.0\r\nHost: x\r\n\r\n", 505},
      {"version_lower_case", "GET / http/1.1\r\nHost: x\r\n\r\n", 400},
      {"version_without_minor", "GET / HTTP/1\r\nHost: x\r\n\r\n", 400},
      {"version_long", "GET / HTTP/1.10\r\nHost: x\r\n\r\n", 400},
      {"space_at_end_of_line", "GET / HTTP/1.1 \r\nHost: x\r\n\r\n", 400},
      {"space_first", " GET / HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"two_spaces", "GET  / HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"tab_between", "GET\t/\tHTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"space_in_target", "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"method_no_token", "G{T / HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"method_too_long", std::string(33, 'G') + " / HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"connect", "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n", 400},
      {"star_with_get", "GET * HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"target_without_slash", "GET a HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"target_with_fragment", "GET /a#b HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"target_with_backslash", "GET /a\\b HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"target_not_ascii", "GET /\xC3\xA5 HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"target_broken_escape", "GET /%4 HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"target_escaped_nul", "GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"tls_hello_to_plain", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"s, 400},
      {"unknown_expectation", with("Expect: miracles"), 417},
      // Body.
      {"chunk_size_empty", chunked("\r\nabc\r\n0\r\n\r\n"), 400},
      {"chunk_size_prefixed", chunked("0x3\r\nabc\r\n0\r\n\r\n"), 400},
      {"chunk_size_signed", chunked("+3\r\nabc\r\n0\r\n\r\n"), 400},
      {"chunk_size_negative", chunked("-3\r\nabc\r\n0\r\n\r\n"), 400},
      {"chunk_size_underscore", chunked("0_3\r\nabc\r\n0\r\n\r\n"), 400},
      {"chunk_size_space_before", chunked(" 3\r\nabc\r\n0\r\n\r\n"), 400},
      {"chunk_size_no_hex", chunked("g\r\nabc\r\n0\r\n\r\n"), 400},
      {"chunk_size_tab_before_extension", chunked("3\t;a\r\nabc\r\n0\r\n\r\n"), 400},
      {"last_chunk_without_end", chunked("0\r\n"), 400},
      {"chunk_size_spaced", chunked("3 \r\nabc\r\n0\r\n\r\n"), 400},
      {"chunk_size_overflow", chunked("10000000000000003\r\nabc\r\n0\r\n\r\n"), 400},
      {"chunk_size_bare_lf", chunked("3\nabc\r\n0\r\n\r\n"), 400},
      {"chunk_size_bare_cr", chunked("3\rabc\r\n0\r\n\r\n"), 400},
      {"chunk_longer_than_size", chunked("3\r\nabcd\r\n0\r\n\r\n"), 400},
      {"chunk_end_missing", chunked("3\r\nabc0\r\n\r\n"), 400},
      {"chunk_end_bare_lf", chunked("3\r\nabc\n0\r\n\r\n"), 400},
      {"chunk_extension_bare_lf", chunked("3;a\nb\r\nabc\r\n0\r\n\r\n"), 400},
      {"chunk_extension_nul", chunked("3;a\0b\r\nabc\r\n0\r\n\r\n"s), 400},
      {"chunk_extension_long", chunked("3;" + std::string(200, 'e') + "\r\nabc\r\n0\r\n\r\n"), 400},
      {"chunk_extensions_many", chunk_extensions(60), 400},
      {"trailer", chunked("0\r\nHost: y\r\n\r\n"), 400},
      {"length_over_limit", with("Content-Length: 70000"), 413},
      {"chunk_over_limit", chunked("11170\r\n"), 413},
  };
  return vectors;
}

ports::HttpResponse echo(const ServerRequest& request) {
  return {.status = 200, .headers = {}, .body = request.method + " " + request.target + " [" + request.body + "]"};
}

std::unique_ptr<HttpServer> echo_server() {
  ServerConfig config;
  config.limits.body = 64 * 1024;
  return std::move(
             HttpServer::start(config, [](const ServerRequest& request, const Reply& reply) { reply(echo(request)); }))
      .value();
}

class RefusedRequest : public testing::TestWithParam<Vector> {};

TEST_P(RefusedRequest, IsAnsweredOnceAndClosed) {
  const auto server = echo_server();
  RawSocket socket(server->port());
  socket.write(GetParam().bytes);
  const auto answer = socket.read_all();
  EXPECT_EQ(answer.substr(0, 12), "HTTP/1.1 " + std::to_string(GetParam().status));
  EXPECT_EQ(count(answer, "HTTP/1.1 "), 1U);
  EXPECT_EQ(count(answer, "Connection: close\r\n"), 1U);
  EXPECT_EQ(count(answer, "smuggled"), 0U);
}

INSTANTIATE_TEST_SUITE_P(Rfc9112, RefusedRequest, testing::ValuesIn(refused()),
                         [](const auto& test) { return std::string(test.param.name); });

struct GoodVector {
  const char* name;
  std::string bytes;
  std::string body;
};

class TakenRequest : public testing::TestWithParam<GoodVector> {};

TEST_P(TakenRequest, ReachesTheHandlerAsMeant) {
  const auto server = echo_server();
  RawSocket socket(server->port());
  socket.write(GetParam().bytes);
  const auto answer = socket.read_all();
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 ")) << answer;
  EXPECT_TRUE(answer.ends_with("\r\n\r\n" + GetParam().body)) << answer;
}

std::string closing(const std::string& request_line, const std::string& rest = "\r\n") {
  return request_line + "\r\nHost: x:1\r\nConnection: close\r\n" + rest;
}

INSTANTIATE_TEST_SUITE_P(
    Rfc9112, TakenRequest,
    testing::Values(GoodVector{"origin_form", closing("GET /a/b?c=d%20e HTTP/1.1"), "GET /a/b?c=d%20e []"},
                    GoodVector{"one_empty_line_first", "\r\n" + closing("GET / HTTP/1.1"), "GET / []"},
                    GoodVector{"absolute_form", closing("GET http://x:1/a HTTP/1.1"), "GET /a []"},
                    GoodVector{"absolute_form_without_path", closing("GET HTTP://X:1 HTTP/1.1"), "GET / []"},
                    GoodVector{"absolute_form_with_query", closing("GET http://x:1?q HTTP/1.1"), "GET /?q []"},
                    GoodVector{"asterisk_form", closing("OPTIONS * HTTP/1.1"), "OPTIONS * []"},
                    GoodVector{"unknown_method", closing("PURGE / HTTP/1.1"), "PURGE / []"},
                    GoodVector{"http_1_0", "GET / HTTP/1.0\r\n\r\n", "GET / []"},
                    GoodVector{"counted", closing("POST / HTTP/1.1", "Content-Length: 3\r\n\r\nabc"), "POST / [abc]"},
                    GoodVector{"counted_zero", closing("POST / HTTP/1.1", "Content-Length: 0\r\n\r\n"), "POST / []"},
                    GoodVector{"spaces_around_value", closing("POST / HTTP/1.1", "Content-Length: \t 3 \t\r\n\r\nabc"),
                               "POST / [abc]"},
                    GoodVector{"chunked",
                               closing("POST / HTTP/1.1",
                                       "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA\r\n0123456789"
                                       "\r\n0\r\n\r\n"),
                               "POST / [abc0123456789]"},
                    GoodVector{"chunk_extension",
                               closing("POST / HTTP/1.1",
                                       "Transfer-Encoding: chunked\r\n\r\n3;a=\"b\"\r\nabc\r\n"
                                       "000\r\n\r\n"),
                               "POST / [abc]"},
                    GoodVector{"ipv6_host", "GET / HTTP/1.1\r\nHost: [::1]:80\r\nConnection: close\r\n\r\n",
                               "GET / []"},
                    GoodVector{"most_headers", headers(98), "GET / []"},
                    GoodVector{"value_beyond_ascii", closing("GET / HTTP/1.1", "A: \xE5\r\n\r\n"), "GET / []"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(HeadGate, DecidesTheSameByteForByte) {
  for (const auto& vector : refused()) {
    HeadGate whole;
    const auto at_once = whole.read(vector.bytes);
    HeadGate dripping;
    HeadGate::Verdict drop = HeadGate::Incomplete{};
    for (std::size_t size = 1; size <= vector.bytes.size() && std::holds_alternative<HeadGate::Incomplete>(drop);
         ++size)
      drop = dripping.read(std::string_view(vector.bytes).substr(0, size));
    ASSERT_EQ(at_once.index(), drop.index()) << vector.name;
    if (const auto* refusal = std::get_if<HttpRefusal>(&at_once)) {
      EXPECT_EQ(refusal->why, std::get<HttpRefusal>(drop).why) << vector.name;
    }
  }
}

TEST(HeadGate, SaysHowManyBytesTheHeadTook) {
  HeadGate gate;
  const auto verdict = gate.read("GET / HTTP/1.1\r\nHost: x\r\n\r\nrest");
  ASSERT_TRUE(std::holds_alternative<RequestHead>(verdict));
  EXPECT_EQ(std::get<RequestHead>(verdict).size, 27U);
}

}  // namespace
}  // namespace gateway::io
