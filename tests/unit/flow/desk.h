#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "gateway/flow/delivery.h"
#include "gateway/flow/facts.h"
#include "gateway/flow/intake.h"
#include "gateway/flow/reception.h"
#include "tests/unit/core/builders.h"
#include "tests/unit/flow/fake_ledger.h"

namespace gateway::flow::made {

using namespace core::made;  // NOLINT(google-build-using-namespace): the builders of the room below.
using std::chrono::milliseconds;

/// Documents by name: what a name stands for was put into the codec before. "torn" breaks the contract.
class FakeCodec final : public ports::Codec {
 public:
  std::string_view document(const core::Participation& record) { return keep(records_, ports::SourceDocument(record)); }
  std::string_view document(const ports::SetNotice& notice) { return keep(records_, ports::SourceDocument(notice)); }

  base::Result<ports::SourceDocument> decode_record(std::string_view document) const override {
    return find(records_, document);
  }
  std::string encode(const core::Cleared& cleared) const override {
    return keep(messages_, core::Incoming{cleared.message(), cleared.person()});
  }
  std::string document(const core::Incoming& incoming) { return keep(messages_, incoming); }
  base::Result<core::Incoming> decode_message(std::string_view document) const override {
    return find(messages_, document);
  }
  std::string encode(const ports::NodeAnswer& answer) const override { return keep(answers_, answer); }
  base::Result<ports::NodeAnswer> decode_answer(std::string_view document) const override {
    return find(answers_, document);
  }
  base::Result<ports::AskedAct> decode_act(std::string_view) const override { return base::rejected("not a document"); }
  std::string encode(const core::ClearedCase& told) const override { return keep(cases_, told.value()); }
  base::Result<core::ToldCase> decode_case(std::string_view document) const override { return find(cases_, document); }

 private:
  template <typename T>
  using Shelf = std::map<std::string, T, std::less<>>;

  template <typename T>
  static const std::string& keep(Shelf<T>& shelf, const T& what) {
    return shelf.emplace(std::to_string(shelf.size() + 1), what).first->first;
  }
  template <typename T>
  static base::Result<T> find(const Shelf<T>& shelf, std::string_view document) {
    const auto found = shelf.find(document);
    if (found == shelf.end()) return base::rejected("not a document");
    return found->second;
  }

  Shelf<ports::SourceDocument> records_;
  mutable Shelf<core::Incoming> messages_;
  mutable Shelf<ports::NodeAnswer> answers_;
  mutable Shelf<core::ToldCase> cases_;
};

class FakeClock final : public ports::Clock {
 public:
  base::Instant time = noon(kToday);
  base::Instant now() const override { return time; }
  base::Date day_of(base::Instant instant) const override {
    return base::Date(std::chrono::floor<std::chrono::days>(instant));
  }
};

class FakeRandom final : public ports::Random {
 public:
  double chance = 0;  ///< What `fraction` answers.
  base::RegistrationId registration() override { return registration_id(++given_); }
  double fraction() override { return chance; }

 private:
  std::uint8_t given_ = 0;
};

/// One gateway or node: a ledger in memory, the good directory, mapping and policy, and the flows over them.
class Desk {
 public:
  FakeLedger ledger{directory()};
  FakeCodec codec;
  FakeClock clock;
  FakeRandom random;
  std::vector<core::MappingRow> mapping = mapping_rows();
  core::Policy policy = made::policy();
  Intake intake{around()};
  Facts facts{around()};
  Reception reception{around()};

  Surroundings around() {
    return {ledger, codec, clock, random, [this] {
              return Rules{std::make_shared<core::Mapping>(mapping), std::make_shared<core::Policy>(policy), "gavle"};
            }};
  }

  State& state() { return ledger.state; }

  ports::Page page(const std::vector<core::Participation>& records, std::string cursor = "1") {
    ports::Page made{"insatser", {}, std::move(cursor)};
    for (const core::Participation& record : records) made.records.push_back(codec.document(record));
    return made;
  }
  base::Result<Taken> take(const ports::Page& page) { return intake.take("accorda", page); }
  base::Result<Taken> read(const std::vector<core::Participation>& records) { return take(page(records)); }
};

/// A record of another person under another key.
inline core::Participation record(const std::string& key, std::string_view birthday = "1987-02-03") {
  core::Participation made = participation();
  made.key = key;
  made.number = test_number(birthday);
  return made;
}

inline core::PersonNumber number(std::string_view birthday = "1987-02-03") {
  return std::get<core::PersonNumber>(core::PersonNumber::parse(test_number(birthday), kToday));
}

/// The selector of a person.
inline ports::Selector person_of(std::string_view birthday = "1987-02-03") {
  return {{}, {}, number(birthday)};
}

inline core::Consent withdrawn_on(base::Date date) {
  return {core::ConsentAnswer::given, "SUS 2024", kStart, date};
}

inline std::int64_t count(const ports::PageCounts& counts, core::Outcome outcome) {
  return counts.by_outcome[static_cast<std::size_t>(outcome)];
}

inline bool adds_up(const ports::PageCounts& counts) {
  std::int64_t sum = 0;
  for (const std::int64_t one : counts.by_outcome) sum += one;
  return sum == counts.read;
}

inline core::Outcome outcome_of(const State& state, const std::string& key) {
  return state.record(key).units.front().outcome;
}

inline ports::PushAnswer answered(core::Admitted admitted, std::vector<core::Reason> reasons = {}) {
  return {ports::PushAnswer::Kind::answered, {admitted, std::move(reasons)}, std::nullopt, {}};
}
inline ports::PushAnswer retry_later(std::optional<milliseconds> not_before = std::nullopt) {
  return {ports::PushAnswer::Kind::retry, {}, not_before, {}};
}

/// What left in one push, as the test may look at it afterwards.
struct Sent {
  core::MessageKind kind;
  base::RegistrationId registration;
  std::string number;  ///< Empty: names nobody.
};

/// A target that answers by its script, and accepts everything once that has ended.
class ScriptedTarget final : public ports::Target {
 public:
  using Answers = base::Result<std::vector<ports::PushAnswer>>;
  std::deque<Answers> script;
  std::vector<std::vector<Sent>> pushes;
  std::function<void(std::span<const core::Cleared>)> before;  ///< Called with every batch, where given.

  Answers push(std::span<const core::Cleared> batch) override {
    if (before) before(batch);
    pushes.emplace_back();
    for (const core::Cleared& one : batch) {
      pushes.back().push_back(
          {one.message().kind, one.message().registration, one.person() ? one.person()->number : std::string()});
    }
    if (script.empty()) return std::vector<ports::PushAnswer>(batch.size(), answered(core::Admitted::accepted));
    Answers next = std::move(script.front());
    script.pop_front();
    return next;
  }
  void stop() override {}

  std::vector<core::MessageKind> kinds() const {
    std::vector<core::MessageKind> all;
    for (const auto& push : pushes) {
      for (const Sent& one : push) all.push_back(one.kind);
    }
    return all;
  }
};

/// A target that is a node: a Reception over a ledger of its own.
class NodeTarget final : public ports::Target {
 public:
  Desk node;

  base::Result<std::vector<ports::PushAnswer>> push(std::span<const core::Cleared> batch) override {
    std::vector<std::string> documents;
    for (const core::Cleared& one : batch) documents.push_back(node.codec.encode(one));
    std::optional<Reception::Answers> heard;
    node.reception.receive("aa", documents, [&](Reception::Answers answers) { heard = std::move(answers); });
    if (!*heard) return heard->error();
    std::vector<ports::PushAnswer> all;
    for (const ports::NodeAnswer& answer : **heard) all.push_back(answered(answer.admitted, answer.reasons));
    return all;
  }
  void stop() override {}
};

/// Drives `delivery` from `event` until it rests, as the app's loop does; the answer is its rest, or its error.
inline base::Result<milliseconds> drive(Delivery& delivery, ports::Target& target,
                                        Delivery::Event event = Delivery::Wake{}) {
  for (;;) {
    auto step = delivery.resume(std::move(event));
    if (!step) return step.error();
    if (const auto* rest = std::get_if<Delivery::Rest>(&*step)) return rest->at_most;
    event = Delivery::Answered{target.push(std::get<Delivery::Push>(*step).batch)};
  }
}

}  // namespace gateway::flow::made
