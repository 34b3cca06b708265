#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/abi/ext/source.h"
#include "contracts/abi/ext/target.h"
#include "plugins/sdk/host.h"

/// What a plugin's author derives from. Calls on one instance never overlap.
namespace sdk {

/// Where a pull puts its pages.
class Sink {
 public:
  virtual ~Sink() = default;

  /// At most 256 records (JSON documents of contracts/schema) and the cursor behind the last of them. Anything but ok:
  /// unwind and return an outcome with that answer.
  virtual Answer page(const std::vector<std::string>& records, std::string_view cursor) = 0;
};

/// How a pull ended: `outcome`, and whether to pull again at once. With outcome ok, `not_before` asks for a pause.
struct Pulled {
  Outcome outcome;
  bool more = false;
};

class Source {
 public:
  virtual ~Source() = default;

  /// Reads on in `stream` from `cursor`, which is empty at first and then the one of the last stored page. Nothing is
  /// remembered between pulls that the cursor does not say. [worker]
  virtual Pulled pull(std::string_view stream, std::string_view cursor, Sink& sink) = 0;
};

/// What became of one item; `document` is the system's own answer as JSON.
struct ItemAnswer {
  Answer answer = Answer::retry;
  std::chrono::milliseconds not_before{0};
  std::string document;
};

class Target {
 public:
  virtual ~Target() = default;

  /// Delivers a batch. `answers` has one element for each item, set to retry. A return other than ok says nothing about
  /// any item: all may be sent again. [worker]
  virtual Outcome push(const std::vector<std::string_view>& items, std::vector<ItemAnswer>& answers) = 0;
};

/// One instance. A derived class has a constructor that takes `sdk::Host&`, which outlives it.
class Plugin {
 public:
  virtual ~Plugin() = default;

  /// The JSON object of contracts/abi/README.md. Constant; may be asked before start. [control]
  virtual std::string describe() const = 0;

  /// Takes the settings, a JSON object. Reject names the setting and what to write. [control]
  virtual Outcome start(std::string_view settings) = 0;

  /// Can it reach its system? The sentence is shown, ok or not. [worker]
  virtual Outcome check() = 0;

  /// The interfaces that it has; null means no. From start on the same object every time. [any]
  virtual Source* source() { return nullptr; }
  virtual Target* target() { return nullptr; }

  /// The last worker call: finish or give up what is under way. [worker]
  virtual Outcome drain(std::chrono::milliseconds within) {
    static_cast<void>(within);
    return ok();
  }
};

/// Makes an instance of a derived class; what SUS_GATEWAY_PLUGIN puts into the entry.
using Maker = std::unique_ptr<Plugin> (*)(Host& host);

/// Joins a C++ plugin to the C contract: every exception ends here. [control]
const sus_plugin* create(const sus_host* host, Maker maker) noexcept;

}  // namespace sdk

/// The one export of a plugin: SUS_GATEWAY_PLUGIN("accorda", "1.0.0", Accorda), once, outside every namespace.
#define SUS_GATEWAY_PLUGIN(plugin_id, plugin_version, Class)                                      \
  const sus_entry sus_gateway_plugin = {                                                          \
      SUS_GATEWAY_ABI, plugin_id, plugin_version, [](const sus_host* host) -> const sus_plugin* { \
        return sdk::create(host, [](sdk::Host& services) -> std::unique_ptr<sdk::Plugin> {        \
          return std::make_unique<Class>(services);                                               \
        });                                                                                       \
      }}
