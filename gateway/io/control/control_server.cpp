#include "gateway/io/control/control_server.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <exception>
#include <list>
#include <mutex>
#include <thread>
#include <utility>

#include "gateway/io/control/line_channel.h"
#include "gateway/io/control/unix_socket.h"
#include "gateway/io/json/document_json.h"

namespace gateway::io {

namespace {

std::string error_line(const base::Error& error) {
  base::Document told;
  told.set("fault", base::name(error.fault)).set("what", error.what);
  return to_json(base::Document().set("error", std::move(told)));
}

/// A request as its line says it.
struct Request {
  std::string operation;
  base::Document arguments{base::Document::Object{}};
};

base::Result<Request> parse_request(std::string_view line, std::size_t longest) {
  const auto document = parse_json(line, {longest, 16});
  if (!document) return base::rejected("request: " + document.error().what);
  if (document->object() == nullptr) return base::rejected("request: not an object");
  Request request;
  for (const auto& [name, value] : *document->object()) {
    if (name == "operation" && value.string() != nullptr) {
      request.operation = *value.string();
    } else if (name == "arguments" && value.object() != nullptr) {
      request.arguments = value;
    } else {
      return base::rejected("request: only \"operation\" (text) and \"arguments\" (object) belong in it");
    }
  }
  if (request.operation.empty()) return base::rejected("request: the operation is missing");
  return request;
}

class RunningServer final : public ControlServer {
 public:
  RunningServer(std::string path, OwnedSocket listening, OwnedSocket wake, ControlHandler handler,
                ControlOptions options)
      : path_(std::move(path)),
        listening_(std::move(listening)),
        wake_(std::move(wake)),
        handler_(std::move(handler)),
        options_(options) {
    struct stat made {};
    if (::lstat(path_.c_str(), &made) == 0) inode_ = made.st_ino;
    accepting_ = std::thread([this] { accept_all(); });
  }

  ~RunningServer() override { stop(); }

  void stop() override {
    if (stopping_.exchange(true)) return;
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t woken = ::write(wake_.fd(), &one, sizeof one);
    accepting_.join();
    listening_.close();
    // Whatever another server has put at the path meanwhile is not ours to remove.
    struct stat found {};
    if (::lstat(path_.c_str(), &found) == 0 && found.st_ino == inode_) ::unlink(path_.c_str());
    {
      const std::lock_guard lock(mutex_);
      for (Client& client : clients_) {
        if (client.fd >= 0) ::shutdown(client.fd, SHUT_RDWR);
      }
    }
    for (Client& client : clients_) client.thread.join();
    clients_.clear();
  }

 private:
  struct Client {
    std::thread thread;
    int fd = -1;  ///< -1 once the connection has ended. Guarded by `mutex_`.
  };

  void accept_all() {
    while (!stopping_) {
      pollfd watched[2] = {{listening_.fd(), POLLIN, 0}, {wake_.fd(), POLLIN, 0}};
      if (::poll(watched, 2, -1) < 0 && errno != EINTR) return;
      if (stopping_) return;
      if ((watched[0].revents & POLLIN) == 0) continue;
      OwnedSocket socket(::accept4(listening_.fd(), nullptr, nullptr, SOCK_CLOEXEC));
      if (socket.open()) {
        admit(std::move(socket));
      } else if (errno == EMFILE || errno == ENFILE || errno == ENOMEM) {
        // The waiting connection stays readable: without a pause this would spin until something is closed.
        pollfd pause{wake_.fd(), POLLIN, 0};
        ::poll(&pause, 1, 100);
      }
    }
  }

  void admit(OwnedSocket socket) {
    LineChannel channel(std::move(socket), options_.longest_request);
    const auto user = peer_user(channel.fd());
    if (!user || (*user != ::geteuid() && *user != 0)) {
      (void)channel.offer(error_line({base::Fault::deny, "this user may not use the control socket"}));
      return;
    }
    reap();
    const std::lock_guard lock(mutex_);
    if (clients_.size() >= options_.most_clients) {
      (void)channel.offer(error_line({base::Fault::retry, "too many clients at once; try again"}));
      return;
    }
    Client& client = clients_.emplace_back();
    client.fd = channel.fd();
    client.thread = std::thread([this, &client, moved = std::move(channel)]() mutable {
      serve(moved);
      const std::lock_guard ended(mutex_);
      client.fd = -1;
    });
  }

  /// Joins the threads of clients that have gone.
  void reap() {
    std::list<Client> ended;
    {
      const std::lock_guard lock(mutex_);
      for (auto client = clients_.begin(); client != clients_.end();) {
        const auto next = std::next(client);
        if (client->fd < 0) ended.splice(ended.end(), clients_, client);
        client = next;
      }
    }
    for (Client& client : ended) client.thread.join();
  }

  void serve(LineChannel& channel) {
    while (!stopping_) {
      const auto line = channel.receive(options_.idle);
      if (!line) {
        if (line.error().fault == base::Fault::reject) (void)channel.send(error_line(line.error()), options_.patience);
        return;
      }
      if (!channel.send(answer(*line, channel), options_.patience)) return;
    }
  }

  std::string answer(std::string_view line, LineChannel& channel) {
    const auto request = parse_request(line, options_.longest_request);
    if (!request) return error_line(request.error());
    const auto progress = [&channel](const base::Document& said) {
      // A client that has gone is noticed when the answer is sent; the work goes on.
      (void)channel.offer(to_json(base::Document().set("progress", said)));
    };
    try {
      const auto result = handler_(request->operation, request->arguments, progress);
      return result ? to_json(base::Document().set("result", *result)) : error_line(result.error());
    } catch (const std::exception&) {
      return error_line(base::broken("the operation failed by a defect; see the log"));
    }
  }

  std::string path_;
  ino_t inode_ = 0;
  OwnedSocket listening_;
  OwnedSocket wake_;
  ControlHandler handler_;
  ControlOptions options_;
  std::atomic<bool> stopping_{false};
  std::mutex mutex_;
  std::list<Client> clients_;  ///< Elements are made and removed by the accepting thread, and by stop() after it.
  std::thread accepting_;
};

}  // namespace

base::Result<std::unique_ptr<ControlServer>> ControlServer::start(const std::string& path, ControlHandler handler,
                                                                  ControlOptions options) {
  auto listening = listen_at(path);
  if (!listening) return listening.error();
  OwnedSocket wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!wake.open()) return base::Error{base::Fault::retry, "control socket: no event descriptor is left"};
  return std::unique_ptr<ControlServer>(
      std::make_unique<RunningServer>(path, std::move(*listening), std::move(wake), std::move(handler), options));
}

}  // namespace gateway::io
