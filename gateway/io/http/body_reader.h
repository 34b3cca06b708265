#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/io/http/head_gate.h"

namespace gateway::io {

/// Reads a request's body as its head framed it, counted or chunked, strictly: chunk sizes in plain hex, CRLF only,
/// chunk extensions up to 128 bytes each and 4 KiB in all (and ignored), trailers refused, size bounded.
class BodyReader {
 public:
  /// `most`: the largest body taken, in bytes.
  BodyReader(const RequestHead& head, std::uint64_t most);

  /// Takes what belongs to the body from the front of `bytes`; says how many that were.
  std::size_t read(std::string_view bytes);

  /// Whether the whole body is there; never of a refused one.
  bool done() const { return state_ == State::done && !refusal_; }
  const std::optional<HttpRefusal>& refusal() const { return refusal_; }
  std::string take() { return std::move(body_); }

 private:
  enum class State { data, data_end, size_line, last_line, done };

  std::size_t take_data(std::string_view bytes);
  std::size_t take_line(std::string_view bytes);
  void line_ended();
  void size_line();
  void refuse(unsigned status, std::string_view why);

  std::uint64_t most_;
  bool chunked_;
  State state_;
  std::uint64_t left_ = 0;
  std::size_t extensions_ = 0;
  std::string line_;
  std::string body_;
  std::optional<HttpRefusal> refusal_;
};

}  // namespace gateway::io
