#include "gateway/app/plugin_target.h"

#include <string>

#include "gateway/io/json/document_json.h"

namespace gateway::app {

base::Result<core::Abilities> abilities_of(const std::string& description) {
  core::Abilities abilities;
  const auto about = io::parse_json(description);
  if (!about) return about.error();
  const base::Document* cannot = about->find("cannot");
  if (cannot == nullptr) return abilities;
  if (cannot->array() == nullptr) return base::rejected("its description's `cannot` is no list");
  for (const base::Document& word : *cannot->array()) {
    if (word.string() == nullptr || *word.string() != "change_office_while_active") {
      return base::rejected("its description's `cannot` has a word that this gateway does not know: it may be too old");
    }
    abilities.change_office_while_active = false;
  }
  return abilities;
}

base::Result<std::vector<ports::PushAnswer>> PluginTarget::push(std::span<const core::Cleared> batch) {
  std::vector<std::string> documents;
  documents.reserve(batch.size());
  for (const core::Cleared& cleared : batch) documents.push_back(codec_.encode(cleared));
  auto pushed = channel_->push(documents, timeout_);
  if (!pushed) return pushed.error();
  std::vector<ports::PushAnswer> answers;
  answers.reserve(pushed->size());
  for (const host::TargetAnswer& answer : *pushed) answers.push_back(push_answer(answer, codec_));
  return answers;
}

ports::PushAnswer push_answer(const host::TargetAnswer& answer, const ports::Codec& codec) {
  ports::PushAnswer read;
  read.not_before = answer.not_before;
  if (answer.answer == host::Answer::reject) {
    read.kind = ports::PushAnswer::Kind::reject;
    read.what = "the receiving system refused the message for ever";
  } else if (answer.answer == host::Answer::ok) {
    auto decoded = codec.decode_answer(answer.document);
    if (decoded && decoded->admitted != core::Admitted::again) {
      read.kind = ports::PushAnswer::Kind::answered;
      read.answer = std::move(*decoded);
    }
  }
  return read;
}

}  // namespace gateway::app
