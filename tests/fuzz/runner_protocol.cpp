// What a confined plugin's process can say to the gateway (gateway/host): frames, their values, requests for services.
// Input: what to read it as, then the bytes.
#include <sys/mman.h>
#include <sys/socket.h>

#include <algorithm>

#include "gateway/host/codec.h"
#include "gateway/host/limits.h"
#include "gateway/host/serve.h"
#include "gateway/host/wire.h"
#include "tests/fuzz/claim.h"
#include "tests/fuzz/input.h"

namespace gateway::fuzz {
namespace {

using namespace gateway::host;

constexpr std::size_t kItems = 3;

/// Services that grant everything and say what they were asked.
class Mirror final : public Services {
 public:
  base::Result<ports::HttpResponse> send(std::string_view endpoint, const ports::HttpRequest& request,
                                         std::chrono::milliseconds) override {
    if (endpoint.empty()) return base::rejected("not declared");
    return ports::HttpResponse{200, request.headers, request.body};
  }
  base::Result<std::vector<FolderEntry>> list(std::string_view folder, std::string_view path) override {
    return std::vector<FolderEntry>{{std::string(folder), path.size(), 1, 2, FolderEntry::Kind::regular}};
  }
  base::Result<Descriptor> open(std::string_view, std::string_view) override {
    return Descriptor(::memfd_create("file", MFD_CLOEXEC));
  }
  base::Result<void> rename(std::string_view, std::string_view from, std::string_view to) override {
    if (from == to) return base::rejected("not moved");
    return {};
  }
  void log(LogLevel, std::string_view) override {}
  base::Instant now() override { return {}; }
  bool stopping() override { return false; }
};

/// A value that was read can be written, and read again it is written the same.
template <typename Value, typename Read>
void check_value(const Value& value, const Read& read) {
  Writer once;
  codec::put(once, value);
  Reader reader(once.bytes());
  const auto again = read(reader);
  claim(static_cast<bool>(again), "what was written is read");
  Writer twice;
  codec::put(twice, *again);
  claim(once.bytes() == twice.bytes(), "and is the same");
}

template <typename Read>
void try_value(std::string_view bytes, const Read& read) {
  Reader reader(bytes);
  if (const auto value = read(reader)) check_value(*value, read);
}

void read_as(std::uint8_t what, std::string_view bytes) {
  switch (what % 10) {
    case 0:
      return try_value(bytes, [](Reader& from) { return codec::ending(from); });
    case 1:
      return try_value(bytes, [](Reader& from) { return codec::about(from); });
    case 2: {
      Reader reader(bytes);
      const auto page = codec::page(reader, "stream");
      if (!page) return claim(page.error().fault == base::Fault::broken, "a bad page breaks the protocol");
      claim(page->records.size() <= SUS_PAGE_RECORDS && page->cursor.size() <= SUS_CURSOR_BYTES, "within the limits");
      return check_value(*page, [](Reader& from) { return codec::page(from, "stream"); });
    }
    case 3:
      return try_value(bytes, [](Reader& from) { return codec::pulled(from); });
    case 4: {
      Reader reader(bytes);
      if (const auto items = codec::items(reader)) {
        Writer once;
        codec::put(once, std::span<const std::string>(*items));
        claim(once.bytes() == bytes, "items are written as they were read");
      }
      return;
    }
    case 5:
      return try_value(bytes, [](Reader& from) { return codec::answers(from, kItems); });
    case 6:
      return try_value(bytes, [](Reader& from) { return codec::request(from); });
    case 7:
      return try_value(bytes, [](Reader& from) { return codec::response(from); });
    case 8:
      return try_value(bytes, [](Reader& from) { return codec::entries(from); });
    default:
      return;
  }
}

/// As the gateway does: frames until the other side breaks off or breaks the protocol, each served.
void serve_frames(std::string_view bytes) {
  int pair[2];
  claim(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == 0, "a socket");
  Wire gateway{Descriptor(pair[0])};
  Descriptor runner(pair[1]);
  const auto sent = ::send(runner.fd(), bytes.data(), bytes.size(), MSG_DONTWAIT);
  runner.reset();
  std::size_t seen = 0;
  Mirror services;
  Frame frame;
  while (gateway.receive(frame, std::nullopt) == Wire::Loss::none) {
    claim(!frame.descriptor, "nobody sent a descriptor");
    seen += 8 + frame.payload.size();
    claim(seen <= static_cast<std::size_t>(std::max<ssize_t>(sent, 0)), "no more than was sent");
    const auto served = serve(frame, services);
    if (!served) {
      claim(served.error().fault == base::Fault::broken, "a bad request breaks the protocol");
      continue;
    }
    claim(served->answered == (frame.kind != Kind::log), "all but a log line is answered");
    claim(!served->descriptor || frame.kind == Kind::open, "only open gives a descriptor");
    if (frame.kind == Kind::now || frame.kind == Kind::stopping) continue;
    Reader reader(served->answer.bytes());
    claim(!served->answered || codec::ending(reader).has_value(), "an answer says how it ended");
  }
}

}  // namespace
}  // namespace gateway::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  gateway::fuzz::Input input(data, size);
  const auto what = input.byte();
  if (what % 10 == 9) {
    gateway::fuzz::serve_frames(input.rest());
  } else {
    gateway::fuzz::read_as(what, input.rest());
  }
  return 0;
}
