#include "plugins/sus/sus.h"

#include <algorithm>
#include <charconv>

#include "plugins/sus/answer.h"

namespace sus {

namespace {

constexpr std::string_view kEndpoint = "node";
constexpr std::string_view kRegistrations = "/v1/registrations";
constexpr std::string_view kPing = "/v1/ping";
constexpr std::string_view kFeed = "/v1/feed";
constexpr std::string_view kFeedStream = "feed";

std::string feed_target(std::string_view cursor) {
  std::string target(kFeed);
  if (!cursor.empty()) target.append("?after=").append(cursor);
  return target;
}

std::string joined(const std::vector<std::string_view>& items) {
  std::string body;
  for (const auto item : items) {
    body += item;
    body += '\n';
  }
  return body;
}

/// The node's `Retry-After` in seconds (RFC 9110 §10.2.3); dates are not read, the host's own back-off serves.
std::chrono::milliseconds retry_after(const sdk::HttpResponse& response) {
  const auto text = response.header("Retry-After");
  unsigned seconds = 0;
  const auto end = text.data() + text.size();
  const auto [last, fault] = std::from_chars(text.data(), end, seconds);
  return fault == std::errc() && last == end ? std::chrono::seconds(seconds) : std::chrono::seconds(0);
}

}  // namespace

std::string Sus::describe() const {
  return R"({
    "title": "SUS node: registrations over HTTPS",
    "streams": ["feed"],
    "folders": [],
    "endpoints": ["node"],
    "settings": {"type": "object", "properties": {}, "additionalProperties": false},
    "data": ["registrations in and out of insatser by name, with consent", "anonymous totals", "tasks that name nobody",
             "cases of the AF/FK cooperation: to the node by act, from it for the own offices"],
    "purpose": "Joint follow-up of labour-market rehabilitation in SUS",
    "legal_basis": "114 kap. socialförsäkringsbalken; the participant's written consent",
    "retention": "None: nothing is kept here"
  })";
}

sdk::Outcome Sus::check() {
  const auto response = host_.send(kEndpoint, {"GET", std::string(kPing), {}, {}, std::chrono::seconds(5)});
  if (!response) return response.outcome();
  if (response->status == 200) return sdk::ok("The node answers and knows this gateway's certificate.");
  if (response->status == 403) {
    return sdk::denied("The node does not know this gateway's certificate: let its directory name it.");
  }
  return sdk::retry("The node answered with status " + std::to_string(response->status) + ".");
}

sdk::Pulled Sus::pull(std::string_view stream, std::string_view cursor, sdk::Sink& sink) {
  if (stream != kFeedStream) return {sdk::rejected("the one stream is feed")};
  auto response = host_.send(kEndpoint, {"GET", feed_target(cursor), {}, {}});
  const bool unknown = response && (response->status == 410 || response->status == 400);
  if (unknown && !cursor.empty()) response = host_.send(kEndpoint, {"GET", feed_target({}), {}, {}});
  if (!response) return {response.outcome()};
  if (response->status == 403) {
    return {sdk::denied("the node answered with status 403: its directory must name this gateway's certificate")};
  }
  if (response->status != 200) {
    return {sdk::retry("the node answered with status " + std::to_string(response->status), retry_after(*response))};
  }
  std::vector<std::string> records;
  for (std::string_view body = response->body; !body.empty();) {
    const auto line = body.substr(0, body.find('\n'));
    if (!line.empty()) records.emplace_back(line);
    body.remove_prefix(std::min(body.size(), line.size() + 1));
  }
  const std::string_view behind = response->header("Feed-Cursor");
  if (behind.empty()) return {sdk::retry("the node's answer says not where it ends")};
  if (behind == cursor && records.empty()) return {sdk::ok()};
  if (const auto taken = sink.page(records, behind); taken != sdk::Answer::ok) return {sdk::Outcome{taken, {}}};
  return {sdk::ok(), response->header("Feed-More") == "yes"};
}

sdk::Outcome Sus::push(const std::vector<std::string_view>& items, std::vector<sdk::ItemAnswer>& answers) {
  const sdk::HttpRequest request{
      "POST", std::string(kRegistrations), {{"Content-Type", "application/x-ndjson"}}, joined(items)};
  const auto response = host_.send(kEndpoint, request);
  if (!response) return response.outcome();
  if (response->status == 200) return read_answers(response->body, answers);
  const std::string status = "the node answered with status " + std::to_string(response->status);
  if (response->status == 403) return sdk::denied(status + ": its directory must name this gateway's certificate");
  return sdk::retry(status, retry_after(*response));
}

}  // namespace sus
