// sus-gateway-runner LIBRARY: one plugin instance in a process of its own. Started by the gateway, with the border as
// descriptor 3.
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <exception>

#include "gateway/host/codec.h"
#include "gateway/host/local_instance.h"
#include "gateway/host/runner/remote_services.h"
#include "gateway/host/runner/sandbox.h"

namespace {

using gateway::base::Result;
using namespace gateway::host;

constexpr int kBorder = 3;
constexpr int kUsage = 2;
constexpr int kFailed = 70;

/// Confines the process, then loads the library into it.
Result<Library> load(Reader& setup) {
  const std::string path(setup.text());
  const auto memory = setup.number();
  const auto files = setup.number();
  const bool own_network = setup.number() != 0;
  if (auto done = sandbox::limit(memory, files, own_network); !done) return done.error();
  if (auto done = sandbox::filter_loading(kBorder, own_network); !done) return done.error();
  auto library = Library::load(path);
  if (!library) return library;
  if (auto done = sandbox::filter_running(kBorder, own_network); !done) return done.error();
  return library;
}

template <typename T>
Writer ending(const Result<T>& result) {
  Writer writer;
  codec::put(writer, result ? Result<void>() : Result<void>(result.error()));
  return writer;
}

Writer answer(Instance& instance, RemoteServices& services, const Frame& call) {
  Reader reader(call.payload);
  switch (call.kind) {
    case Kind::start: {
      const auto started = instance.start(reader.text());
      auto writer = ending(started);
      if (started) writer.number(instance.about().source).number(instance.about().target);
      return writer;
    }
    case Kind::check: {
      const auto said = instance.check();
      auto writer = ending(said);
      if (said) writer.text(*said);
      return writer;
    }
    case Kind::pull: {
      const auto stream = reader.text();
      const auto cursor = reader.text();
      const auto pulled =
          instance.pull(stream, cursor, [&](const gateway::ports::Page& page) { return services.take(page); });
      auto writer = ending(pulled);
      if (pulled) codec::put(writer, *pulled);
      return writer;
    }
    case Kind::push: {
      const auto items = codec::items(reader);
      if (!items) break;
      const auto answers = instance.push(*items, {});
      auto writer = ending(answers);
      if (answers) codec::put(writer, *answers);
      return writer;
    }
    case Kind::drain:
      instance.drain(std::chrono::milliseconds(reader.signed_number()));
      return ending(Result<void>());
    default:
      break;
  }
  return ending(Result<void>(gateway::base::broken("the runner does not know this call")));
}

int run() {
  Wire wire((Descriptor(kBorder)));
  if (!sandbox::detach(kBorder)) return kFailed;
  Frame frame;
  if (wire.receive(frame, std::nullopt) != Wire::Loss::none || frame.kind != Kind::setup) return kFailed;
  const auto say = [&wire](const Writer& writer) {
    return wire.send(Kind::done, writer.bytes(), std::nullopt) == Wire::Loss::none;
  };
  Reader setup(frame.payload);
  const auto library = load(setup);
  if (!library) return say(ending(library)) ? 0 : kFailed;
  RemoteServices services(wire);
  const auto instance = LocalInstance::make(*library, services);
  auto made = ending(instance);
  if (instance) codec::put(made, (*instance)->about());
  if (!say(made) || !instance) return 0;
  while (wire.receive(frame, std::nullopt) == Wire::Loss::none) {
    if (!say(answer(**instance, services, frame))) return 0;
  }
  return 0;
}

}  // namespace

int main(int count, char**) {
  int type = 0;
  socklen_t size = sizeof type;
  if (count != 2 || ::getsockopt(kBorder, SOL_SOCKET, SO_TYPE, &type, &size) != 0) {
    std::fputs("sus-gateway-runner LIBRARY is started by sus-gateway; try: sus-gateway plugin check LIBRARY\n", stderr);
    return kUsage;
  }
  int code = kFailed;
  try {
    code = run();
  } catch (const std::exception&) {  // Its text may hold what the plugin read: the code must do.
    code = kFailed;
  }
  // Without static destructors: the plugin's are not worth waiting for, and nothing is left to save.
  ::_exit(code);
}
