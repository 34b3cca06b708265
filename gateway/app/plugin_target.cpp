#include "gateway/app/plugin_target.h"

#include <string>

namespace gateway::app {

base::Result<std::vector<ports::PushAnswer>> PluginTarget::push(std::span<const core::Cleared> batch) {
  std::vector<std::string> documents;
  documents.reserve(batch.size());
  for (const core::Cleared& cleared : batch) documents.push_back(codec_.encode(cleared));
  auto pushed = channel_->push(documents, timeout_);
  if (!pushed) return pushed.error();
  std::vector<ports::PushAnswer> answers;
  answers.reserve(pushed->size());
  for (const host::TargetAnswer& answer : *pushed) answers.push_back(read(answer));
  return answers;
}

ports::PushAnswer PluginTarget::read(const host::TargetAnswer& answer) const {
  ports::PushAnswer read;
  read.not_before = answer.not_before;
  if (answer.answer == host::Answer::reject) {
    read.kind = ports::PushAnswer::Kind::reject;
    read.what = "the receiving system refused the message for ever";
  } else if (answer.answer == host::Answer::ok) {
    // An answer that cannot be understood says nothing: the message is sent again and recognised.
    if (auto decoded = codec_.decode_answer(answer.document)) {
      read.kind = ports::PushAnswer::Kind::answered;
      read.answer = std::move(*decoded);
    }
  }
  return read;
}

}  // namespace gateway::app
