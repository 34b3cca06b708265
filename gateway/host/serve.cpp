#include "gateway/host/serve.h"

#include <algorithm>
#include <exception>

#include "gateway/host/codec.h"

namespace gateway::host {
namespace {

template <typename T>
Served served(const base::Result<T>& result) {
  Served served;
  codec::put(served.answer, result ? base::Result<void>() : base::Result<void>(result.error()));
  return served;
}

base::Error unreadable() {
  return base::broken("an unreadable request for a service");
}

base::Result<Served> http(Reader& reader, Services& services) {
  const auto endpoint = reader.text();
  const std::chrono::milliseconds timeout(reader.signed_number());
  const auto request = codec::request(reader);
  if (!request) return unreadable();
  const auto response = services.send(endpoint, *request, timeout);
  auto answer = served(response);
  if (response) codec::put(answer.answer, *response);
  return answer;
}

base::Result<Served> file(Kind kind, Reader& reader, Services& services) {
  const auto folder = reader.text();
  const auto path = reader.text();
  const auto to = kind == Kind::rename ? reader.text() : std::string_view();
  if (!reader.finished()) return unreadable();
  if (kind == Kind::rename) return served(services.rename(folder, path, to));
  if (kind == Kind::list) {
    const auto entries = services.list(folder, path);
    auto answer = served(entries);
    if (entries) codec::put(answer.answer, *entries);
    return answer;
  }
  auto opened = services.open(folder, path);
  auto answer = served(opened);
  if (opened) answer.descriptor = std::move(*opened);
  return answer;
}

/// What `frame` asks for; exceptions are the caller's to catch.
base::Result<Served> done(const Frame& frame, Services& services) {
  Reader reader(frame.payload);
  Served plain;
  switch (frame.kind) {
    case Kind::http:
      return http(reader, services);
    case Kind::list:
    case Kind::open:
    case Kind::rename:
      return file(frame.kind, reader, services);
    case Kind::log: {
      const auto level = static_cast<LogLevel>(std::min<std::uint64_t>(reader.number(), 3));
      const auto message = reader.text();
      if (!reader.finished()) return unreadable();
      services.log(level, message);
      plain.answered = false;
      return plain;
    }
    case Kind::now:
      plain.answer.signed_number(services.now().time_since_epoch().count());
      return plain;
    case Kind::stopping:
      plain.answer.number(services.stopping());
      return plain;
    default:
      return base::broken("a frame that a plugin may not send");
  }
}

}  // namespace

base::Result<Served> serve(const Frame& frame, Services& services) {
  try {
    return done(frame, services);
  } catch (const std::exception&) {  // A service's defect must not leave the runner waiting for an answer.
    return base::broken("a service of the gateway failed");
  }
}

}  // namespace gateway::host
