#include "gateway/io/http/head_gate.h"

#include "gateway/io/http/grammar.h"

namespace gateway::io {

HeadGate::Verdict HeadGate::read(std::string_view bytes) {
  for (; at_ < bytes.size(); ++at_) {
    if (at_ >= limits_.bytes) return HttpRefusal{431, "the request head is too large"};
    const auto code = static_cast<unsigned char>(bytes[at_]);
    if (at_ - line_start_ >= limits_.line) return HttpRefusal{400, "a line of the request head is too long"};
    if (code >= 0x20 && code != 0x7f) continue;
    if (code == '\t') {
      if (!in_fields_) return HttpRefusal{400, "the request line holds a tab"};
      continue;
    }
    if (code == '\n') return HttpRefusal{400, "a line ends without CR"};
    if (code != '\r') return HttpRefusal{400, "the request head holds a control character"};
    if (at_ + 1 == bytes.size()) return Incomplete{};
    if (bytes[at_ + 1] != '\n') return HttpRefusal{400, "a CR stands alone"};

    const auto text = bytes.substr(line_start_, at_ - line_start_);
    const bool first = line_start_ == begin_ && !in_fields_;
    line_start_ = at_ + 2;
    ++at_;
    if (text.empty() && first && begin_ == 0) {
      begin_ = line_start_;  // RFC 9112, 2.2: one empty line before the request is forgiven.
      continue;
    }
    if (text.empty() && in_fields_) return finish(line_start_);
    if (const auto fault = line(text); !fault.empty()) return HttpRefusal{refusal_status_, fault};
  }
  return Incomplete{};
}

HeadGate::Fault HeadGate::line(std::string_view text) {
  if (in_fields_) return field(text);
  in_fields_ = true;
  return request_line(text);
}

HeadGate::Fault HeadGate::request_line(std::string_view text) {
  const auto first = text.find(' ');
  const auto last = text.rfind(' ');
  if (first == std::string_view::npos || first == last) return "the request line is not method, target and version";
  const auto method = text.substr(0, first);
  const auto version = text.substr(last + 1);
  if (!is_token(method) || method.size() > 32) return "the method is no token";
  if (method == "PRI") return "HTTP/2 is not spoken here";
  if (method == "CONNECT") return "this is no proxy";
  if (version == "HTTP/1.0") {
    old_version_ = true;
    head_.keep_alive = false;
  } else if (version != "HTTP/1.1") {
    const bool well_formed = version.size() == 8 && version.starts_with("HTTP/") && version[6] == '.' &&
                             parse_digits(version.substr(5, 1)) && parse_digits(version.substr(7, 1));
    if (well_formed) refusal_status_ = 505;
    return "the version is not HTTP/1.1";
  }
  head_.method = method;
  return target(text.substr(first + 1, last - first - 1));
}

HeadGate::Fault HeadGate::target(std::string_view text) {
  if (text == "*" && head_.method == "OPTIONS") {
    head_.target = text;
    return {};
  }
  const auto scheme = text.substr(0, text.find("://"));
  if (scheme.size() < text.size() && (same_word(scheme, "http") || same_word(scheme, "https"))) {
    text.remove_prefix(scheme.size() + 3);
    const auto end = text.find_first_of("/?");
    authority_ = text.substr(0, end);
    if (!is_authority(authority_)) return "the target's authority is ill-formed";
    const auto path = end == std::string_view::npos ? std::string_view() : text.substr(end);
    head_.target = path.starts_with('/') ? std::string(path) : "/" + std::string(path);
  } else {
    head_.target = text;
  }
  if (!is_origin_form(head_.target)) return "the target is ill-formed";
  return {};
}

HeadGate::Fault HeadGate::field(std::string_view text) {
  if (text.front() == ' ' || text.front() == '\t') return "a header line is folded";
  if (head_.headers.size() >= limits_.headers) {
    refusal_status_ = 431;
    return "there are too many headers";
  }
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return "a header line has no colon";
  const auto name = text.substr(0, colon);
  const auto value = trimmed(text.substr(colon + 1));
  if (!is_token(name)) return "a header name is no token";
  head_.headers.emplace_back(name, value);
  return framing(name, value);
}

HeadGate::Fault HeadGate::framing(std::string_view name, std::string_view value) {
  if (same_word(name, "Host")) {
    if (has_host_) return "there is more than one Host";
    if (!is_authority(value)) return "Host is ill-formed";
    has_host_ = true;
    host_ = value;
  } else if (same_word(name, "Content-Length")) {
    if (has_length_) return "there is more than one Content-Length";
    const auto length = parse_digits(value);
    if (!length) return "Content-Length is not a plain number";
    has_length_ = true;
    head_.content_length = *length;
  } else if (same_word(name, "Transfer-Encoding")) {
    if (has_encoding_) return "there is more than one Transfer-Encoding";
    if (value != "chunked") return "Transfer-Encoding is not chunked";
    has_encoding_ = true;
  } else if (same_word(name, "Connection")) {
    if (has_word(value, "close")) head_.keep_alive = false;
  } else if (same_word(name, "Trailer")) {
    return "trailers are not taken";
  } else if (same_word(name, "Expect")) {
    if (same_word(value, "100-continue"))
      head_.expects_continue = true;
    else
      other_expectation_ = true;
  }
  return {};
}

HeadGate::Verdict HeadGate::finish(std::size_t size) {
  if (has_encoding_ && has_length_) return HttpRefusal{400, "both Transfer-Encoding and Content-Length are given"};
  if (has_encoding_ && old_version_) return HttpRefusal{400, "Transfer-Encoding is not part of HTTP/1.0"};
  if (!has_host_ && !old_version_) return HttpRefusal{400, "Host is missing"};
  if (!authority_.empty() && has_host_ && !same_word(authority_, host_))
    return HttpRefusal{400, "Host is not the target's authority"};
  if (other_expectation_) return HttpRefusal{417, "the expectation is not known"};
  if (old_version_) head_.expects_continue = false;
  head_.framing = has_encoding_ ? Framing::chunked : has_length_ ? Framing::length : Framing::none;
  head_.size = size;
  return std::move(head_);
}

}  // namespace gateway::io
