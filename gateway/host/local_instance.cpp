#include "gateway/host/local_instance.h"

#include <exception>
#include <optional>

#include "contracts/abi/ext/source.h"
#include "contracts/abi/ext/target.h"
#include "gateway/host/border.h"
#include "gateway/host/limits.h"

namespace gateway::host {
namespace {

/// What a sink needs to know; nothing may be thrown through the plugin, so errors and exceptions wait here.
struct Pages {
  std::string_view stream;
  const Instance::Take& take;
  std::optional<base::Error> refused;
  std::exception_ptr thrown;
  std::string flood;
};

std::string flood(const sus_bytes* records, std::uint64_t count, sus_bytes cursor) {
  PageSize size{count, cursor.size, 0, 0};
  if (count > SUS_PAGE_RECORDS) return size.fault();
  for (std::uint64_t i = 0; i < count; ++i) size.add(records[i].size);
  return size.fault();
}

sus_answer take_page(const sus_sink* sink, const sus_bytes* records, std::uint64_t count, sus_bytes cursor) {
  auto& pages = *static_cast<Pages*>(sink->context);
  try {
    if (!pages.flood.empty() || pages.thrown) return SUS_BROKEN;
    if (pages.refused) return static_cast<sus_answer>(answer(pages.refused->fault));
    pages.flood = flood(records, count, cursor);
    if (!pages.flood.empty()) return SUS_BROKEN;
    ports::Page page{std::string(pages.stream), {}, std::string(view(cursor))};
    page.records.reserve(static_cast<std::size_t>(count));
    for (std::uint64_t i = 0; i < count; ++i) page.records.push_back(view(records[i]));
    auto taken = pages.take(page);
    if (taken) return SUS_OK;
    pages.refused = std::move(taken).error();
    return static_cast<sus_answer>(answer(pages.refused->fault));
  } catch (...) {
    pages.thrown = std::current_exception();
    return SUS_BROKEN;
  }
}

bool is_object(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const auto first = text.find_first_not_of(kSpace);
  const auto last = text.find_last_not_of(kSpace);
  return first != std::string_view::npos && last > first && text[first] == '{' && text[last] == '}';
}

}  // namespace

template <typename Interface>
const Interface* LocalInstance::find(const char* id) const {
  return static_cast<const Interface*>(plugin_->query(plugin_, id));
}

base::Error LocalInstance::failed(const sus_outcome& outcome) {
  auto failure = error(outcome, "the plugin gave no reason");
  lost_ = lost_ || failure.fault == base::Fault::broken;
  return failure;
}

base::Error LocalInstance::broke(std::string what) {
  lost_ = true;
  return base::broken("the plugin broke its contract: " + std::move(what));
}

base::Result<std::unique_ptr<LocalInstance>> LocalInstance::make(const Library& library, Services& services) {
  std::unique_ptr<LocalInstance> made(new LocalInstance(services));
  const auto& entry = *library.entry;
  made->about_.id = entry.id;
  made->about_.version = entry.version;
  const auto named = "plugin " + made->about_.id + " " + made->about_.version;
  made->plugin_ = entry.create(made->c_services_.host());
  if (made->plugin_ == nullptr) return base::rejected(named + " could not be created");
  const auto* const describe = made->find<sus_describe_1>(SUS_DESCRIBE_1);
  if (describe == nullptr) return base::rejected(named + " does not describe itself (gateway.describe/1 is required)");
  const auto description = view(describe->describe(made->plugin_));
  if (description.size() > kDescriptionBytes || !is_object(description)) {
    return base::rejected(named + " describes itself by something other than a JSON object of at most 256 KiB");
  }
  made->about_.description = description;
  made->ask_roles();
  return made;
}

void LocalInstance::ask_roles() {
  about_.source = find<sus_source_1>(SUS_SOURCE_1) != nullptr;
  about_.target = find<sus_target_1>(SUS_TARGET_1) != nullptr;
}

LocalInstance::~LocalInstance() {
  if (plugin_ != nullptr) plugin_->destroy(plugin_);
}

base::Result<void> LocalInstance::start(std::string_view settings) {
  const auto outcome = plugin_->start(plugin_, bytes(settings));
  if (outcome.answer != SUS_OK) return failed(outcome);
  ask_roles();  // Its settings may have given it one.
  return {};
}

base::Result<std::string> LocalInstance::check() {
  const auto* const check = find<sus_check_1>(SUS_CHECK_1);
  if (check == nullptr) return std::string("The plugin is loaded; it has nothing of its own to check.");
  const auto outcome = check->check(plugin_);
  if (outcome.answer != SUS_OK) return failed(outcome);
  return std::string(view(outcome.what));
}

base::Result<ports::Pulled> LocalInstance::pull(std::string_view stream, std::string_view cursor, const Take& take) {
  const auto* const source = find<sus_source_1>(SUS_SOURCE_1);
  if (source == nullptr) return base::rejected("the plugin is no source");
  Pages pages{stream, take, {}, {}, {}};
  const sus_sink sink{&pages, take_page};
  std::uint32_t more = 0;
  const auto outcome = source->pull(plugin_, bytes(stream), bytes(cursor), &sink, &more);
  if (pages.thrown) std::rethrow_exception(pages.thrown);
  if (pages.refused) return *pages.refused;
  if (!pages.flood.empty()) return broke(pages.flood);
  if (outcome.answer != SUS_OK) return failed(outcome);
  ports::Pulled pulled;
  pulled.more = more != 0;
  if (outcome.not_before_ms > 0) pulled.not_before = std::chrono::milliseconds(outcome.not_before_ms);
  return pulled;
}

base::Result<std::vector<TargetAnswer>> LocalInstance::push(std::span<const std::string> items,
                                                            std::chrono::milliseconds) {
  const auto* const target = find<sus_target_1>(SUS_TARGET_1);
  if (target == nullptr) return base::rejected("the plugin is no target");
  std::vector<sus_bytes> views;
  for (const auto& item : items) views.push_back(bytes(item));
  std::vector<sus_item_answer> c_answers(items.size());
  const auto outcome = target->push(plugin_, views.data(), views.size(), c_answers.data());
  std::vector<TargetAnswer> answers;
  if (outcome.answer == SUS_RETRY && outcome.not_before_ms > 0) {  // Said of all of them.
    const TargetAnswer later{Answer::retry, std::chrono::milliseconds(outcome.not_before_ms), {}};
    answers.assign(items.size(), later);
    return answers;
  }
  if (outcome.answer != SUS_OK) return failed(outcome);
  for (const auto& given : c_answers) {
    if (given.document.size > SUS_DOCUMENT_BYTES) return broke("an answer of more than 64 KiB");
    TargetAnswer said{answer(given.answer), {}, std::string(view(given.document))};
    if (given.not_before_ms > 0) said.not_before = std::chrono::milliseconds(given.not_before_ms);
    answers.push_back(std::move(said));
  }
  return answers;
}

void LocalInstance::drain(std::chrono::milliseconds within) {
  const auto* const drain = find<sus_drain_1>(SUS_DRAIN_1);
  if (drain == nullptr) return;
  const auto outcome = drain->drain(plugin_, within.count());
  if (outcome.answer == SUS_BROKEN) lost_ = true;
}

}  // namespace gateway::host
