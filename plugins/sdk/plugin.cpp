#include "plugins/sdk/plugin.h"

#include <new>

#include "plugins/sdk/services.h"

namespace sdk {
namespace {

/// One instance behind the C struct. What it hands out lives here until the next call.
struct Instance {
  explicit Instance(const sus_host* host) : services(host) {}

  sus_plugin border{};
  Services services;
  std::unique_ptr<Plugin> plugin;
  std::string description;
  std::string control_what;
  std::string worker_what;
  std::vector<ItemAnswer> answers;
};

Instance& of(const sus_plugin* plugin) {
  return *static_cast<Instance*>(plugin->self);
}

constexpr std::string_view kThrown = "the plugin failed with an unexpected exception";
constexpr std::string_view kMemory = "the plugin ran out of memory";

/// Runs `call` and turns what it returns or throws into a C outcome whose sentence lives in `what`.
template <typename Call>
sus_outcome guarded(std::string& what, Call call) noexcept {
  const auto plain = [](std::string_view text) { return sus_outcome{SUS_BROKEN, 0, 0, bytes(text)}; };
  try {
    Outcome result;
    try {
      result = call();
    } catch (const Failure& failure) {
      result = failure.outcome();
    }
    what = std::move(result.what);
    return {static_cast<sus_answer>(result.answer), 0, result.not_before.count(), bytes(what)};
  } catch (const std::bad_alloc&) {
    return plain(kMemory);
  } catch (...) {
    return plain(kThrown);
  }
}

class CSink : public Sink {
 public:
  explicit CSink(const sus_sink* sink) : sink_(sink) {}

  Answer page(const std::vector<std::string>& records, std::string_view cursor) override {
    views_.clear();
    for (const auto& record : records) views_.push_back(bytes(record));
    return static_cast<Answer>(sink_->page(sink_, views_.data(), views_.size(), bytes(cursor)));
  }

 private:
  const sus_sink* sink_;
  std::vector<sus_bytes> views_;
};

sus_bytes describe(const sus_plugin* plugin) {
  auto& instance = of(plugin);
  try {
    instance.description = instance.plugin->describe();
    return bytes(instance.description);
  } catch (...) {
    return {nullptr, 0};
  }
}

sus_outcome check(const sus_plugin* plugin) {
  auto& instance = of(plugin);
  return guarded(instance.worker_what, [&] { return instance.plugin->check(); });
}

sus_outcome drain(const sus_plugin* plugin, std::int64_t within_ms) {
  auto& instance = of(plugin);
  return guarded(instance.worker_what, [&] { return instance.plugin->drain(std::chrono::milliseconds(within_ms)); });
}

sus_outcome pull(const sus_plugin* plugin, sus_bytes stream, sus_bytes cursor, const sus_sink* sink,
                 std::uint32_t* more) {
  auto& instance = of(plugin);
  return guarded(instance.worker_what, [&] {
    CSink pages(sink);
    auto pulled = instance.plugin->source()->pull(view(stream), view(cursor), pages);
    *more = pulled.more ? 1 : 0;
    return std::move(pulled.outcome);
  });
}

sus_outcome push(const sus_plugin* plugin, const sus_bytes* items, std::uint64_t count, sus_item_answer* answers) {
  auto& instance = of(plugin);
  return guarded(instance.worker_what, [&]() -> Outcome {
    std::vector<std::string_view> views;
    for (std::uint64_t i = 0; i < count; ++i) views.push_back(view(items[i]));
    instance.answers.assign(static_cast<std::size_t>(count), ItemAnswer{});
    auto result = instance.plugin->target()->push(views, instance.answers);
    if (!result.ok()) return result;
    if (instance.answers.size() != count) return broken("the plugin did not answer every item");
    for (std::size_t i = 0; i < instance.answers.size(); ++i) {
      const auto& answer = instance.answers[i];
      answers[i] = {static_cast<sus_answer>(answer.answer), 0, answer.not_before.count(), bytes(answer.document)};
    }
    return result;
  });
}

sus_outcome start(const sus_plugin* plugin, sus_bytes settings) {
  auto& instance = of(plugin);
  return guarded(instance.control_what, [&] { return instance.plugin->start(view(settings)); });
}

constexpr sus_describe_1 kDescribe{describe};
constexpr sus_check_1 kCheck{check};
constexpr sus_drain_1 kDrain{drain};
constexpr sus_source_1 kSource{pull};
constexpr sus_target_1 kTarget{push};

const void* query(const sus_plugin* plugin, const char* id) {
  try {
    const std::string_view asked(id);
    auto& instance = of(plugin);
    if (asked == SUS_DESCRIBE_1) return &kDescribe;
    if (asked == SUS_CHECK_1) return &kCheck;
    if (asked == SUS_DRAIN_1) return &kDrain;
    if (asked == SUS_SOURCE_1 && instance.plugin->source() != nullptr) return &kSource;
    if (asked == SUS_TARGET_1 && instance.plugin->target() != nullptr) return &kTarget;
  } catch (...) {
    return nullptr;
  }
  return nullptr;
}

void destroy(const sus_plugin* plugin) {
  try {
    delete &of(plugin);
  } catch (...) {  // A throwing destructor is the author's defect; nobody is left to tell.
    return;
  }
}

}  // namespace

const sus_plugin* create(const sus_host* host, Maker maker) noexcept {
  try {
    auto instance = std::make_unique<Instance>(host);
    instance->plugin = maker(instance->services);
    auto* raw = instance.release();
    raw->border = {raw, start, query, destroy};
    return &raw->border;
  } catch (...) {
    return nullptr;
  }
}

}  // namespace sdk
