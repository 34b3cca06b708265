#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plugins/sdk/plugin.h"

namespace sus {

/// Delivers messages to a SUS node: newline-delimited gateway.message/1 to POST /v1/registrations, a line of
/// gateway.answer/1 for each back. Nothing is remembered; the node recognises repetition by the registration's id.
class Sus : public sdk::Plugin, public sdk::Target, public sdk::Source {
 public:
  explicit Sus(sdk::Host& host) : host_(host) {}

  std::string describe() const override;
  sdk::Outcome start(std::string_view) override { return sdk::ok(); }
  sdk::Outcome check() override;
  sdk::Target* target() override { return this; }
  sdk::Source* source() override { return this; }
  /// The feed of the own offices, page by page. Of a cursor that the node does not know, it is read from the beginning.
  sdk::Pulled pull(std::string_view stream, std::string_view cursor, sdk::Sink& sink) override;
  sdk::Outcome push(const std::vector<std::string_view>& items, std::vector<sdk::ItemAnswer>& answers) override;

 private:
  sdk::Host& host_;
};

}  // namespace sus
