#include "gateway/io/http/body_reader.h"

#include <algorithm>
#include <charconv>

namespace gateway::io {
namespace {

constexpr std::size_t kMostSizeDigits = 8;
constexpr std::size_t kMostExtension = 128;
constexpr std::size_t kMostExtensions = 4096;
/// A chunked body grows as it comes; a counted one is reserved, but never more than this on the sender's word.
constexpr std::uint64_t kMostReserved = 262'144;

}  // namespace

BodyReader::BodyReader(const RequestHead& head, std::uint64_t most)
    : most_(most), chunked_(head.framing == Framing::chunked), state_(State::done) {
  if (chunked_) {
    state_ = State::size_line;
  } else if (head.content_length > most) {
    refuse(413, "the body is too large");
  } else if (head.content_length > 0) {
    state_ = State::data;
    left_ = head.content_length;
    body_.reserve(std::min(left_, kMostReserved));
  }
}

std::size_t BodyReader::read(std::string_view bytes) {
  std::size_t used = 0;
  while (!done() && !refusal_ && used < bytes.size())
    used += state_ == State::data ? take_data(bytes.substr(used)) : take_line(bytes.substr(used));
  return used;
}

std::size_t BodyReader::take_data(std::string_view bytes) {
  const auto part = bytes.substr(0, std::min<std::uint64_t>(left_, bytes.size()));
  body_ += part;
  left_ -= part.size();
  if (left_ == 0) state_ = chunked_ ? State::data_end : State::done;
  return part.size();
}

std::size_t BodyReader::take_line(std::string_view bytes) {
  std::size_t used = 0;
  for (const char c : bytes) {
    ++used;
    const bool after_cr = line_.ends_with('\r');
    if (after_cr != (c == '\n')) {
      refuse(400, "a line of the chunked body does not end with CRLF");
      break;
    }
    if (after_cr) {
      line_.pop_back();
      line_ended();
      break;
    }
    const auto code = static_cast<unsigned char>(c);
    if (code != '\r' && code != '\t' && (code < 0x20 || code == 0x7f)) {
      refuse(400, "a chunk's line holds a control character");
      break;
    }
    line_ += c;
    if (line_.size() > kMostSizeDigits + kMostExtension) {
      refuse(400, "a chunk's line is too long");
      break;
    }
  }
  return used;
}

void BodyReader::line_ended() {
  switch (state_) {
    case State::data_end:
      if (!line_.empty()) return refuse(400, "a chunk is longer than its size");
      state_ = State::size_line;
      break;
    case State::size_line:
      size_line();
      break;
    case State::last_line:
      if (!line_.empty()) return refuse(400, "trailers are not taken");
      state_ = State::done;
      break;
    case State::data:
    case State::done:
      break;
  }
  line_.clear();
}

void BodyReader::size_line() {
  const char* const end = line_.data() + line_.size();
  std::uint64_t size = 0;
  const auto [stop, error] = std::from_chars(line_.data(), end, size, 16);
  const auto digits = static_cast<std::size_t>(stop - line_.data());
  if (error != std::errc() || digits > kMostSizeDigits || (stop != end && *stop != ';'))
    return refuse(400, "a chunk's size is ill-formed");
  extensions_ += line_.size() - digits;
  if (line_.size() - digits > kMostExtension || extensions_ > kMostExtensions)
    return refuse(400, "the chunk extensions are too long");
  if (size > most_ - std::min<std::uint64_t>(most_, body_.size())) return refuse(413, "the body is too large");
  left_ = size;
  state_ = size == 0 ? State::last_line : State::data;
}

void BodyReader::refuse(unsigned status, std::string_view why) {
  refusal_ = HttpRefusal{status, why};
}

}  // namespace gateway::io
