#include "gateway/io/control/control_client.h"

#include <utility>

#include "gateway/io/json/document_json.h"

namespace gateway::io {

namespace {

constexpr std::size_t kLongestAnswer = std::size_t{256} * 1024 * 1024;

base::Error gone() {
  return {base::Fault::retry, "the server went away before it answered; ask again what became of it"};
}

base::Error error_of(const base::Document& told) {
  const std::string_view fault = told.text("fault");
  for (const base::Fault known : {base::Fault::retry, base::Fault::reject, base::Fault::deny, base::Fault::stop}) {
    if (fault == base::name(known)) return {known, std::string(told.text("what"))};
  }
  return base::broken(std::string(told.text("what")));
}

}  // namespace

ControlClient::ControlClient(OwnedSocket socket) : channel_(std::move(socket), kLongestAnswer) {}

base::Result<std::optional<ControlClient>> ControlClient::connect(const std::string& path) {
  auto socket = connect_to(path);
  if (!socket) return socket.error();
  if (!*socket) return std::optional<ControlClient>();
  return std::optional<ControlClient>(ControlClient(std::move(**socket)));
}

base::Result<base::Document> ControlClient::call(std::string_view operation, const base::Document& arguments,
                                                 const std::function<void(const base::Document&)>& progress,
                                                 std::chrono::milliseconds patience) {
  base::Document request;
  request.set("operation", operation)
      .set("arguments", arguments.is_null() ? base::Document(base::Document::Object{}) : arguments);
  // Where sending fails, the server may still have said why before it cut the connection.
  (void)channel_.send(to_json(request), std::chrono::seconds(30));
  for (;;) {
    const auto line = channel_.receive(patience);
    if (!line) return line.error().fault == base::Fault::stop ? gone() : line.error();
    auto answer = parse_json(*line, {kLongestAnswer, 32});
    if (!answer) return base::broken("the server's answer cannot be read: " + answer.error().what);
    if (const base::Document* said = answer->find("progress")) {
      if (progress) progress(*said);
    } else if (const base::Document* error = answer->find("error")) {
      return error_of(*error);
    } else if (const base::Document* result = answer->find("result")) {
      return *result;
    } else {
      return base::broken("the server's answer is neither result nor error");
    }
  }
}

}  // namespace gateway::io
