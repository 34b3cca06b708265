#include "plugins/sus/answer.h"

namespace sus {

sdk::Outcome read_answers(std::string_view body, std::vector<sdk::ItemAnswer>& answers) {
  std::vector<std::string_view> lines;
  while (!body.empty()) {
    const auto end = body.find('\n');
    const auto line = body.substr(0, end);
    if (!line.empty()) lines.push_back(line);
    body.remove_prefix(end == std::string_view::npos ? body.size() : end + 1);
  }
  if (lines.size() != answers.size()) return sdk::retry("the node did not answer every message");
  for (std::size_t i = 0; i < lines.size(); ++i) {
    answers[i].answer = sdk::Answer::ok;
    answers[i].document = std::string(lines[i]);
  }
  return sdk::ok();
}

}  // namespace sus
