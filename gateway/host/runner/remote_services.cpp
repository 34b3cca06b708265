#include "gateway/host/runner/remote_services.h"

#include <unistd.h>

#include "gateway/host/codec.h"
#include "gateway/host/limits.h"

namespace gateway::host {
namespace {

constexpr std::size_t kLineBytes = 2000;

base::Error unreadable() {
  return base::broken("the gateway's answer cannot be read");
}

}  // namespace

Frame RemoteServices::ask(Kind kind, const Writer& question) {
  const std::lock_guard lock(mutex_);
  Frame frame;
  if (wire_.send(kind, question.bytes(), std::nullopt) != Wire::Loss::none ||
      wire_.receive(frame, std::nullopt) != Wire::Loss::none || frame.kind != Kind::answer) {
    ::_exit(0);
  }
  return frame;
}

base::Result<ports::HttpResponse> RemoteServices::send(std::string_view endpoint, const ports::HttpRequest& request,
                                                       std::chrono::milliseconds timeout) {
  Writer question;
  question.text(endpoint).signed_number(timeout.count());
  codec::put(question, request);
  if (question.bytes().size() > kFrameBytes) return base::rejected("the request is larger than 64 MiB");
  const auto frame = ask(Kind::http, question);
  Reader reader(frame.payload);
  const auto ending = codec::ending(reader);
  if (!ending) return unreadable();
  if (!*ending) return ending->error();
  auto response = codec::response(reader);
  if (!response) return unreadable();
  return std::move(*response);
}

base::Result<std::vector<FolderEntry>> RemoteServices::list(std::string_view folder, std::string_view path) {
  const auto frame = ask(Kind::list, Writer().text(folder).text(path));
  Reader reader(frame.payload);
  const auto ending = codec::ending(reader);
  if (!ending) return unreadable();
  if (!*ending) return ending->error();
  auto entries = codec::entries(reader);
  if (!entries) return unreadable();
  return std::move(*entries);
}

base::Result<Descriptor> RemoteServices::open(std::string_view folder, std::string_view path) {
  auto frame = ask(Kind::open, Writer().text(folder).text(path));
  Reader reader(frame.payload);
  const auto ending = codec::ending(reader);
  if (!ending) return unreadable();
  if (!*ending) return ending->error();
  // The kernel drops a descriptor that the limit on open files leaves no room for.
  if (!frame.descriptor) return base::rejected("too many open files: close some first");
  return std::move(frame.descriptor);
}

base::Result<void> RemoteServices::rename(std::string_view folder, std::string_view from, std::string_view to) {
  const auto frame = ask(Kind::rename, Writer().text(folder).text(from).text(to));
  Reader reader(frame.payload);
  auto ending = codec::ending(reader);
  if (!ending) return unreadable();
  return std::move(*ending);
}

void RemoteServices::log(LogLevel level, std::string_view message) {
  const std::lock_guard lock(mutex_);
  Writer line;
  line.number(static_cast<std::uint64_t>(level)).text(message.substr(0, kLineBytes));
  if (wire_.send(Kind::log, line.bytes(), std::nullopt) != Wire::Loss::none) ::_exit(0);
}

base::Instant RemoteServices::now() {
  const auto frame = ask(Kind::now, Writer());
  return base::Instant(std::chrono::milliseconds(Reader(frame.payload).signed_number()));
}

bool RemoteServices::stopping() {
  const auto frame = ask(Kind::stopping, Writer());
  return Reader(frame.payload).number() != 0;
}

base::Result<void> RemoteServices::take(const ports::Page& page) {
  page_.clear();
  codec::put(page_, page);
  const auto frame = ask(Kind::page, page_);
  Reader reader(frame.payload);
  auto ending = codec::ending(reader);
  if (!ending) return unreadable();
  return std::move(*ending);
}

}  // namespace gateway::host
