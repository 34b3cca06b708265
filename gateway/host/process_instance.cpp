#include "gateway/host/process_instance.h"

#include <sys/eventfd.h>
#include <sys/socket.h>

#include <algorithm>

#include "gateway/host/codec.h"
#include "gateway/host/serve.h"
#include "gateway/host/spawner.h"

namespace gateway::host {
namespace {

constexpr std::chrono::milliseconds kEnding{500};

std::string text(std::chrono::milliseconds time) {
  if (time.count() % 1000 == 0) return std::to_string(time.count() / 1000) + " s";
  return std::to_string(time.count()) + " ms";
}

}  // namespace

/// A pull's part of a call.
struct ProcessInstance::Call {
  std::string_view stream;
  const Take& take;
  std::optional<base::Error> refused;
};

base::Result<std::unique_ptr<ProcessInstance>> ProcessInstance::make(const Options& options, Services& services) {
  int pair[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
    return base::broken("no socket for a plugin runner");
  }
  Descriptor ours(pair[0]);
  Descriptor theirs(pair[1]);
  Descriptor wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!wake) return base::broken("no descriptor left for a plugin runner");
  const auto pid = Spawner::shared().spawn(options.runner, options.library, theirs);
  if (!pid) return pid.error();
  std::unique_ptr<ProcessInstance> made(new ProcessInstance(options, services, std::move(ours), *pid, std::move(wake)));
  Writer setup;
  setup.text(options.library).number(options.limits.memory_bytes).number(options.limits.files);
  setup.number(options.own_network);
  theirs.reset();  // The child alone holds it, so its end is seen here.
  const auto done = made->call(Kind::setup, setup, options.call_timeout);
  if (!done) return done.error();
  Reader reader(*done);
  auto about = codec::about(reader);
  if (!about) return made->broke("an unreadable description");
  made->about_ = std::move(*about);
  return made;
}

ProcessInstance::ProcessInstance(const Options& options, Services& services, Descriptor socket, pid_t pid,
                                 Descriptor wake)
    : options_(options), services_(services), wire_(std::move(socket)), child_(pid), wake_(std::move(wake)) {}

ProcessInstance::~ProcessInstance() {
  wire_.close();  // A runner that is well ends at that.
  if (!lost_) child_.ended(kEnding);
}

void ProcessInstance::wake() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(wake_.fd(), &one, sizeof one);
}

base::Error ProcessInstance::broke(const std::string& how) {
  lost_ = true;
  child_.kill();
  return base::broken("it broke the protocol of the border: " + how);
}

base::Error ProcessInstance::lose(Wire::Loss loss) {
  lost_ = true;
  if (loss == Wire::Loss::flood) return broke("a frame larger than 64 MiB or of no known kind");
  if (loss == Wire::Loss::closed && child_.ended(kEnding)) return base::broken("its process " + child_.ending());
  child_.kill();
  if (loss == Wire::Loss::closed) return base::broken("its process closed the border and was ended");
  if (services_.stopping()) return {base::Fault::stop, "it did not stop within " + text(options_.stop_grace)};
  return base::broken("it made no progress in the time it has for a call and was ended");
}

base::Result<std::string> ProcessInstance::call(Kind kind, const Writer& payload, std::chrono::milliseconds timeout,
                                                Call* pages) {
  child_.allow_cpu(options_.limits.cpu_seconds);
  auto until = Wire::Clock::now() + timeout;
  if (const auto loss = wire_.send(kind, payload.bytes(), until); loss != Wire::Loss::none) return lose(loss);
  bool stopping = false;
  Frame frame;
  for (;;) {
    if (!stopping && (wire_.woken(wake_.fd(), until) || services_.stopping())) {
      stopping = true;
      until = std::min(until, Wire::Clock::now() + options_.stop_grace);
    }
    if (const auto loss = wire_.receive(frame, until); loss != Wire::Loss::none) return lose(loss);
    if (frame.kind == Kind::done) break;
    std::optional<base::Error> failed;
    if (frame.kind == Kind::page) {
      if (pages == nullptr) return broke("a page outside a pull");
      failed = take_page(frame, *pages, until);
    } else {
      failed = serve(frame, until);
    }
    if (failed) return *failed;
    if (stopping) until = std::min(until, Wire::Clock::now() + options_.stop_grace);
  }
  Reader reader(frame.payload);
  const auto ending = codec::ending(reader);
  if (!ending) return broke("an unreadable answer");
  if (*ending) return std::string(reader.rest());
  if (ending->error().fault == base::Fault::broken) lost_ = true;
  return ending->error();
}

std::optional<base::Error> ProcessInstance::take_page(const Frame& frame, Call& pages, Wire::Clock::time_point& until) {
  if (pages.refused) return broke("a page after one was refused");
  Reader reader(frame.payload);
  const auto page = codec::page(reader, pages.stream);
  if (!page) return broke(page.error().what);
  lost_ = true;  // Should it throw, the runner is left in the middle of a call, and no other may follow.
  auto taken = pages.take(*page);
  lost_ = false;
  Writer answer;
  codec::put(answer, taken ? base::Result<void>() : base::Error{taken.error().fault, ""});
  if (!taken) pages.refused = std::move(taken).error();
  until = Wire::Clock::now() + options_.call_timeout;
  const auto loss = wire_.send(Kind::answer, answer.bytes(), until);
  if (loss != Wire::Loss::none) return lose(loss);
  return std::nullopt;
}

std::optional<base::Error> ProcessInstance::serve(const Frame& frame, Wire::Clock::time_point until) {
  auto served = host::serve(frame, services_);
  if (!served) return broke(served.error().what);
  if (!served->answered) return std::nullopt;
  const auto loss = wire_.send(Kind::answer, served->answer.bytes(), until, served->descriptor.fd());
  if (loss != Wire::Loss::none) return lose(loss);
  return std::nullopt;
}

base::Result<void> ProcessInstance::start(std::string_view settings) {
  const auto done = call(Kind::start, Writer().text(settings), options_.call_timeout);
  if (!done) return done.error();
  Reader reader(*done);
  about_.source = reader.number() != 0;
  about_.target = reader.number() != 0;
  if (!reader.finished()) return broke("an unreadable end of a start");
  return {};
}

base::Result<std::string> ProcessInstance::check() {
  const auto done = call(Kind::check, Writer(), options_.call_timeout);
  if (!done) return done.error();
  Reader reader(*done);
  return std::string(reader.text());
}

base::Result<ports::Pulled> ProcessInstance::pull(std::string_view stream, std::string_view cursor, const Take& take) {
  Call pages{stream, take, {}};
  const auto done = call(Kind::pull, Writer().text(stream).text(cursor), options_.call_timeout, &pages);
  if (pages.refused) return *pages.refused;
  if (!done) return done.error();
  Reader reader(*done);
  const auto pulled = codec::pulled(reader);
  if (!pulled) return broke("an unreadable end of a pull");
  return *pulled;
}

base::Result<std::vector<TargetAnswer>> ProcessInstance::push(std::span<const std::string> items,
                                                              std::chrono::milliseconds timeout) {
  Writer payload;
  codec::put(payload, items);
  const auto done = call(Kind::push, payload, timeout);
  if (!done) return done.error();
  Reader reader(*done);
  auto answers = codec::answers(reader, items.size());
  if (!answers) return broke("not an answer to each item");
  return std::move(*answers);
}

void ProcessInstance::drain(std::chrono::milliseconds within) {
  const auto done = call(Kind::drain, Writer().signed_number(within.count()), within);
  if (!done) lost_ = true;
}

}  // namespace gateway::host
