#pragma once

#include <string_view>

#include "contracts/abi/types.h"
#include "gateway/base/error.h"
#include "gateway/host/answer.h"

namespace gateway::host {

/// Between the C words of the plugin contract and the gateway's own.
inline sus_bytes bytes(std::string_view text) {
  return {text.data(), text.size()};
}
inline std::string_view view(sus_bytes text) {
  return text.size == 0 || text.data == nullptr ? std::string_view()
                                                : std::string_view(text.data, static_cast<std::size_t>(text.size));
}

/// The error that an outcome other than OK says; `otherwise` stands in where the plugin gave no sentence.
inline base::Error error(const sus_outcome& outcome, std::string_view otherwise) {
  constexpr std::size_t kSentence = 1000;
  const auto what = view(outcome.what).substr(0, kSentence);
  return {fault(answer(outcome.answer)), std::string(what.empty() ? otherwise : what)};
}

}  // namespace gateway::host
