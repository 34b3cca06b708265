#include "plugins/sdk/plugin.h"

#include <memory>
#include <string>

#include "plugins/accorda/describe.h"
#include "plugins/accorda/set_source.h"
#include "plugins/accorda/settings.h"

namespace {

/// Accorda's CSV and XML exports from a drop folder, by a mapping that is configuration alone.
class Accorda : public sdk::Plugin {
 public:
  explicit Accorda(sdk::Host& host) : host_(host) {}

  std::string describe() const override { return std::string(accorda::description()); }

  sdk::Outcome start(std::string_view settings) override {
    settings_ = std::make_unique<accorda::Settings>(accorda::Settings::parse(settings));
    source_ = std::make_unique<accorda::SetSource>(*settings_, host_);
    return sdk::ok();
  }

  sdk::Outcome check() override { return source_->check(); }

  sdk::Source* source() override { return source_.get(); }

 private:
  sdk::Host& host_;
  std::unique_ptr<accorda::Settings> settings_;
  std::unique_ptr<accorda::SetSource> source_;
};

}  // namespace

SUS_GATEWAY_PLUGIN("accorda", "1.0.0", Accorda);
