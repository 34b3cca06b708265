#include "gateway/io/http/connection.h"

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <ctime>

#include "gateway/io/http/response_text.h"

namespace gateway::io {
namespace {

using boost::system::error_code;

/// Time for the other side to read the last answer and close.
constexpr std::chrono::milliseconds kFarewell{2'000};
constexpr std::chrono::milliseconds kHastyFarewell{200};

ports::HttpResponse plain(unsigned status, std::string_view sentence) {
  return {.status = status,
          .headers = {{"Content-Type", "text/plain; charset=utf-8"}},
          .body = std::string(sentence) + "\n"};
}

/// The state behind the copies of one Reply: the first call answers, and the last copy answers if none did.
class PendingAnswer {
 public:
  PendingAnswer(std::weak_ptr<ServerCore> core, std::weak_ptr<Connection> connection, std::uint64_t request)
      : core_(std::move(core)), connection_(std::move(connection)), request_(request) {}
  ~PendingAnswer() { send(plain(500, "the request was not answered")); }
  PendingAnswer(const PendingAnswer&) = delete;
  PendingAnswer& operator=(const PendingAnswer&) = delete;

  void send(ports::HttpResponse response) {
    if (sent_.exchange(true)) return;
    const auto core = core_.lock();
    const auto connection = connection_.lock();
    if (!core || !connection) return;
    core->post(connection, [connection, request = request_, response = std::move(response)] {
      connection->answer(request, response);
    });
  }

 private:
  std::weak_ptr<ServerCore> core_;
  std::weak_ptr<Connection> connection_;
  std::uint64_t request_;
  std::atomic<bool> sent_ = false;
};

}  // namespace

Connection::Connection(std::shared_ptr<ServerCore> core, Executor executor, std::unique_ptr<ByteStream> stream)
    : core_(std::move(core)),
      executor_(std::move(executor)),
      stream_(std::move(stream)),
      timer_(executor_),
      gate_(core_->config.limits.head) {}

void Connection::start() {
  if (phase_ == Phase::closed) return;
  enter(Phase::handshake, core_->config.limits.handshake);
  stream_->handshake([self = shared_from_this()](error_code error, std::size_t) {
    if (self->phase_ == Phase::closed) return;
    if (error) return self->finish();  // lets the alert be read that says why
    if (const auto facts = self->stream_->peer()) self->peer_ = {facts->fingerprint, facts->common_name};
    self->next_request();
  });
}

void Connection::wind_up() {
  if (phase_ == Phase::handshake || phase_ == Phase::idle) close();
}

void Connection::close() {
  if (phase_ == Phase::closed) return;
  phase_ = Phase::closed;
  ++timer_round_;
  timer_.cancel();
  stream_->close();
  core_->remove(this);
}

void Connection::enter(Phase phase, std::chrono::milliseconds limit) {
  phase_ = phase;
  timer_.expires_after(limit);
  timer_.async_wait([self = shared_from_this(), round = ++timer_round_](error_code error) {
    if (!error && round == self->timer_round_) self->timed_out();
  });
}

void Connection::timed_out() {
  switch (phase_) {
    case Phase::head:
    case Phase::body:
      late_ = true;  // the read under way ends and refuses
      stream_->cancel();
      break;
    case Phase::handler:
      head_.keep_alive = false;
      answer(request_, plain(503, "the answer took too long"));
      break;
    case Phase::handshake:
    case Phase::idle:
    case Phase::writing:
    case Phase::finishing:
    case Phase::closed:
      close();
      break;
  }
}

void Connection::next_request() {
  if (core_->stopping) return finish();
  gate_ = HeadGate(core_->config.limits.head);
  body_.reset();
  if (input_.empty()) {
    enter(Phase::idle, core_->config.limits.idle);
    return receive();
  }
  enter(Phase::head, core_->config.limits.header);
  read_head();
}

void Connection::receive() {
  stream_->read_some(space_, [self = shared_from_this()](error_code error, std::size_t size) {
    if (self->phase_ != Phase::closed) self->received(error, size);
  });
}

void Connection::received(error_code error, std::size_t size) {
  if (late_) return refuse({408, "the request took too long"});
  if (error) return close();
  input_.append(space_.data(), size);
  if (phase_ == Phase::idle) enter(Phase::head, core_->config.limits.header);
  if (phase_ == Phase::head)
    read_head();
  else
    read_body();
}

void Connection::read_head() {
  auto verdict = gate_.read(input_);
  if (std::holds_alternative<HeadGate::Incomplete>(verdict)) return receive();
  if (const auto* refusal = std::get_if<HttpRefusal>(&verdict)) return refuse(*refusal);
  begin_body(std::get<RequestHead>(std::move(verdict)));
}

void Connection::begin_body(RequestHead head) {
  head_ = std::move(head);
  input_.erase(0, head_.size);
  body_.emplace(head_, core_->config.limits.body);
  enter(Phase::body, core_->config.limits.body_time);
  if (!head_.expects_continue || body_->refusal() || body_->done() || !input_.empty()) return read_body();
  output_ = "HTTP/1.1 100 Continue\r\n\r\n";
  stream_->write(output_, [self = shared_from_this()](error_code error, std::size_t) {
    if (self->phase_ == Phase::closed) return;
    if (error) return self->close();
    self->receive();
  });
}

void Connection::read_body() {
  input_.erase(0, body_->read(input_));
  if (body_->refusal()) return refuse(*body_->refusal());
  if (!body_->done()) return receive();
  dispatch();
}

void Connection::dispatch() {
  ServerRequest request;
  request.method = head_.method;
  request.target = std::move(head_.target);
  request.headers = std::move(head_.headers);
  request.body = body_->take();
  request.peer = peer_;
  enter(Phase::handler, core_->config.limits.answer);
  const auto pending = std::make_shared<PendingAnswer>(core_, weak_from_this(), ++request_);
  try {
    core_->handler(std::move(request), [pending](ports::HttpResponse response) { pending->send(std::move(response)); });
  } catch (...) {
    pending->send(plain(500, "the request could not be handled"));
  }
}

void Connection::answer(std::uint64_t request, const ports::HttpResponse& response) {
  if (phase_ != Phase::handler || request != request_) return;
  const bool keep_alive = head_.keep_alive && !core_->stopping;
  write(response_text(response, head_.method, keep_alive, std::time(nullptr)), keep_alive);
}

void Connection::refuse(const HttpRefusal& refusal) {
  late_ = false;
  write(response_text(plain(refusal.status, refusal.why), head_.method, false, std::time(nullptr)), false);
}

void Connection::write(std::string text, bool keep_alive) {
  output_ = std::move(text);
  enter(Phase::writing, core_->config.limits.write);
  stream_->write(output_, [self = shared_from_this(), keep_alive](error_code error, std::size_t) {
    if (self->phase_ == Phase::closed) return;
    self->output_ = {};
    if (error) return self->close();
    if (keep_alive) return self->next_request();
    self->finish();
  });
}

void Connection::finish() {
  enter(Phase::finishing, core_->stopping ? kHastyFarewell : kFarewell);
  stream_->finish([self = shared_from_this()](error_code, std::size_t) { self->close(); });
}

}  // namespace gateway::io
