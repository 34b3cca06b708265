#include "gateway/api/explain_sent.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

#include "gateway/api/documents.h"
#include "gateway/core/explain/explain.h"
#include "gateway/core/explain/explain_sent.h"

namespace gateway::api {

namespace {

using base::Document;

std::string name_of(const core::Totals& totals) {
  return totals.insats + "/" + std::to_string(totals.year);
}

std::optional<std::int64_t> number_in(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = fault == std::errc() && end == text.data() + text.size() && number > 0;
  return whole ? std::optional(number) : std::nullopt;
}

/// The one that was queued last of those that are meant.
template <typename Meant>
const ports::QueuedMessage* last(const std::vector<ports::QueuedMessage>& messages, Meant meant) {
  const auto found = std::find_if(messages.rbegin(), messages.rend(), meant);
  return found == messages.rend() ? nullptr : &*found;
}

core::Said said_of(const ports::QueuedMessage* message) {
  return message == nullptr ? core::Said{} : core::Said{message->state, message->reasons};
}

base::Result<Document::Array> of_totals(ports::Ledger& ledger, const std::string& key,
                                        const std::vector<ports::QueuedMessage>& messages, const ports::Clock& clock) {
  Document::Array rows;
  const auto all = ledger.totals();
  if (!all) return all.error();
  const auto found =
      std::find_if(all->begin(), all->end(), [&](const core::Totals& one) { return name_of(one) == key; });
  if (found == all->end()) return rows;
  std::optional<core::Given> given;
  auto read = ledger.write([&](ports::Transaction& transaction) -> base::Result<void> {
    const auto volumes = transaction.volumes(false);
    if (!volumes) return volumes.error();
    for (const core::KeptVolume& one : *volumes) {
      const bool its = one.figure.insats == found->insats && one.figure.year == found->year;
      if (its) given = {one.by, clock.day_of(one.at)};
    }
    return {};
  });
  if (!read) return read.error();
  const ports::QueuedMessage* sent = last(messages, [&](const ports::QueuedMessage& one) {
    return one.kind == core::MessageKind::totals && one.place == key;
  });
  rows.push_back(with_text(core::explain(*found, given, said_of(sent), clock.day_of(clock.now())), "totals"));
  return rows;
}

/// `number`: of the message that carries it, where it is asked for so.
base::Result<Document::Array> of_changes(ports::Ledger& ledger, const std::string& key,
                                         std::optional<std::int64_t> number) {
  Document::Array rows;
  auto read = ledger.write([&](ports::Transaction& transaction) -> base::Result<void> {
    rows.clear();
    const auto sent = transaction.in_step().sent();
    if (!sent) return sent.error();
    // The newest first: of a set that was sent once more what became of it then.
    const auto found = std::find_if(sent->begin(), sent->end(), [&](const ports::SentChanges& one) {
      return number ? one.sequence == *number : one.message.assignments->id.text() == key;
    });
    if (found == sent->end()) return {};
    const auto directory = transaction.directory();
    if (!directory) return directory.error();
    const core::ToldChanges& set = *found->message.assignments;
    const core::Act& by = found->message.act;
    rows.push_back(
        with_text(core::explain(set, by, core::given_under(set, by, **directory), {found->state, found->reasons}),
                  "assignments"));
    return {};
  });
  if (!read) return read.error();
  return rows;
}

/// What was stopped before anything came of it. What is a case or a proposal is told to who may see that, and there.
base::Result<Document::Array> of_stopped(ports::Ledger& ledger, const base::RegistrationId& id,
                                         const std::vector<ports::QueuedMessage>& messages) {
  Document::Array rows;
  const ports::QueuedMessage* stopped = last(messages, [&](const ports::QueuedMessage& one) {
    return one.registration == id.text() && one.state == "stopped" && !one.reasons.empty();
  });
  if (stopped == nullptr) return rows;
  auto read = ledger.write([&](ports::Transaction& transaction) -> base::Result<void> {
    rows.clear();
    const auto found = transaction.cases().decided({id, {}});
    if (!found) return found.error();
    if (found->course || !found->tasks.empty()) return {};
    rows.push_back(
        with_text(core::explain(stopped->kind, stopped->registration, {stopped->state, stopped->reasons}), "queue"));
    return {};
  });
  if (!read) return read.error();
  return rows;
}

}  // namespace

Document with_text(Document why, std::string_view source) {
  Document text =
      both(core::explained_text(why, core::Language::swedish), core::explained_text(why, core::Language::english));
  return std::move(why.set("source", source).set("text", std::move(text)));
}

base::Result<Document::Array> why_of_sent(ports::Ledger& ledger, const std::string& key, const ports::Clock& clock) {
  const bool may_be_one = number_in(key) || key.find('/') != std::string::npos || base::RegistrationId::parse(key);
  if (!may_be_one) return Document::Array();  // A queue is long, and most keys are of records.
  const auto messages = ledger.queue(false, 0);
  if (!messages) return messages.error();
  if (const auto number = number_in(key)) {
    const ports::QueuedMessage* meant =
        last(*messages, [&](const ports::QueuedMessage& one) { return one.sequence == *number; });
    if (meant == nullptr) return Document::Array();
    if (meant->kind == core::MessageKind::totals) return of_totals(ledger, meant->place, *messages, clock);
    return meant->kind == core::MessageKind::assignments ? of_changes(ledger, key, number) : Document::Array();
  }
  const auto id = base::RegistrationId::parse(key);
  if (!id) return of_totals(ledger, key, *messages, clock);
  auto changes = of_changes(ledger, key, std::nullopt);
  return !changes || !changes->empty() ? std::move(changes) : of_stopped(ledger, *id, *messages);
}

}  // namespace gateway::api
