#pragma once

#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "gateway/flow/cooperation.h"
#include "gateway/flow/delivery.h"
#include "gateway/flow/facts.h"
#include "gateway/flow/feed.h"
#include "gateway/flow/reception.h"
#include "gateway/io/json/codec.h"
#include "tests/unit/core/cooperation/office.h"
#include "tests/unit/io/store/office.h"

namespace gateway::api::made {

using namespace io::made;
using core::Admitted;
using core::Outcome;
using flow::ActAnswer;

/// The policy of the cooperation's tests, with every field listed in both flows.
inline std::shared_ptr<const core::Policy> listed_policy() {
  core::Policy policy = cooperation_policy();
  std::vector<std::string> fields{"number", "given_name", "family_name", "sex"};
  for (const core::FieldDescription& field : core::kFields) fields.emplace_back(field.id);
  for (const core::Flow flow : {core::Flow::agency_to_sus, core::Flow::sus_to_agency}) {
    policy.field_lists.push_back({flow, fields, always()});
  }
  return std::make_shared<const core::Policy>(std::move(policy));
}

/// Numbers of its own for each party: 1, 2, 3 … with the party's first byte.
class Numbers final : public ports::Random {
 public:
  explicit Numbers(std::uint8_t of) : of_(of) {}
  base::RegistrationId registration() override {
    ++last_;
    base::RegistrationId id;
    id.bytes[0] = of_;
    id.bytes[1] = static_cast<std::uint8_t>(last_ >> 8);
    id.bytes[2] = static_cast<std::uint8_t>(last_);
    return id;
  }
  double fraction() override { return 0; }

 private:
  std::uint8_t of_;
  unsigned last_ = 0;
};

/// A gateway or a node: a real ledger with its keys, and the flows over it.
struct Party {
  explicit Party(const std::string& organisation)
      : office(organisation), random(static_cast<std::uint8_t>(organisation[0])) {
    rules = {std::make_shared<const core::Mapping>(), listed_policy(), organisation};
    office.write([&](ports::Transaction& t) { must(t.replace_directory(cooperation_rows(), office.clock.now())); });
  }
  Party(const Party&) = delete;
  Party& operator=(const Party&) = delete;

  /// What one act becomes.
  ActAnswer act(const core::CooperationAct& asked, std::optional<core::Person> person = std::nullopt,
                const std::string& key = {}, bool dry_run = false) {
    return must(cooperation.act({{key, asked, std::move(person)}}, dry_run)).at(0);
  }
  ActAnswer request(const std::string& key = {}) {
    return act(asked_request(organisation() + ".gavle"), person(), key);
  }

  /// A request on 2026-03-02 by a user, at the user's office.
  core::CooperationAct asked_request(const std::string& user) const {
    return desk.act(core::ActKind::request, "2026-03-02", user);
  }
  core::CooperationAct later(core::ActKind kind, const std::string& on, const std::string& user,
                             const base::RegistrationId& of) const {
    core::CooperationAct act = desk.act(kind, on, user);
    act.case_id.bytes = of.bytes;
    return act;
  }
  /// Ends FK's case on 2026-04-01.
  void conclude(const base::RegistrationId& id) {
    core::CooperationAct end = later(core::ActKind::conclude, "2026-04-01", "fk.gavle", id);
    end.answers.clear();
    end.cause = core::EndCause::not_current_health;
    if (act(end).outcome != Outcome::accepted) throw std::runtime_error("the case was not concluded");
  }
  /// A request on 2026-05-01, on a consent of that day.
  core::CooperationAct asked_again(const std::string& user) const {
    core::CooperationAct again = asked_request(user);
    again.by.at = noon(day("2026-05-01"));
    again.happened = again.consent->consent.date = day("2026-05-01");
    return again;
  }
  const std::string& organisation() const { return rules.organisation; }

  std::vector<ports::ListedCase> cases(ports::CaseFilter filter = {}) {
    filter.with_person = true;
    return all_of<ports::ListedCase>([&](const auto& take) { return office.ledger->cases().each_case(filter, take); });
  }
  std::vector<ports::KeptTask> tasks(bool open_only = false) {
    ports::TaskFilter filter;
    filter.open_only = open_only;
    return all_of<ports::KeptTask>([&](const auto& take) { return office.ledger->cases().each_task(filter, take); });
  }
  std::size_t queued() { return must(office.ledger->queue(true, 100)).size(); }

  io::made::Office office;
  io::JsonCodec codec;
  Numbers random;
  flow::Rules rules;
  flow::Surroundings around{*office.ledger, codec, office.clock, random, [this] { return rules; }};
  flow::Cooperation cooperation{around};
  flow::Facts facts{around};
  flow::Reception reception{around};
  flow::Feed feed{around};
  flow::Follow follow{around};
  flow::Delivery delivery{around, {}};
  core::made::Desk desk;
};

/// The codes of what a user is told that SUS has refused.
inline std::vector<core::Code> refused_codes(Party& party, const char* user) {
  std::vector<core::Code> all;
  must(party.office.ledger->cases().each_refused({user, {}}, [&](const auto& one) -> base::Result<void> {
    for (const core::Reason& reason : one.reasons) all.push_back(reason.code);
    return {};
  }));
  return all;
}

/// FK's case with its last meeting and a planned preparatory insats, not told to the node yet.
inline base::RegistrationId planned_case(Party& fk) {
  const base::RegistrationId id = fk.request().id;
  for (core::CooperationAct act :
       {fk.desk.last_meeting("2026-03-16"), fk.desk.plan(core::CaseState::planned_preparatory, "2026-04-01")}) {
    act.case_id.bytes = id.bytes;
    EXPECT_EQ(fk.act(act).outcome, core::Outcome::accepted);
  }
  return id;
}

/// The fingerprints of the certificates in cooperation_rows().
inline std::string certificate(const std::string& organisation) {
  for (const core::Organisation& one : cooperation_rows().organisations) {
    if (one.id == organisation) return one.certificates.at(0);
  }
  return "";
}

/// What a node answers to documents of whoever has the certificate.
inline flow::Reception::Answers receive(Party& node, const std::string& of, const std::vector<std::string>& documents) {
  std::promise<flow::Reception::Answers> told;
  node.reception.receive(of, documents, [&](flow::Reception::Answers answers) { told.set_value(std::move(answers)); });
  return told.get_future().get();
}

/// Carries all that is due from a gateway to the node, and the answers back. The documents that were carried.
inline std::vector<std::string> carry(Party& gateway, Party& node, flow::Delivery& delivery) {
  std::vector<std::string> carried;
  flow::Delivery::Event event = flow::Delivery::Wake{};
  while (true) {
    auto step = must(delivery.resume(std::move(event)));
    auto* push = std::get_if<flow::Delivery::Push>(&step);
    if (push == nullptr) return carried;
    std::vector<std::string> documents;
    for (const core::Cleared& one : push->batch) documents.push_back(gateway.codec.encode(one));
    carried.insert(carried.end(), documents.begin(), documents.end());
    std::vector<ports::PushAnswer> answers;
    for (const auto& answer : must(receive(node, certificate(gateway.organisation()), documents))) {
      const auto read = must(gateway.codec.decode_answer(node.codec.encode(answer)));
      answers.push_back({ports::PushAnswer::Kind::answered, read, std::nullopt, ""});
    }
    event = flow::Delivery::Answered{std::move(answers)};
  }
}

inline std::vector<std::string> carry(Party& gateway, Party& node) {
  return carry(gateway, node, gateway.delivery);
}

/// A page of the feed of whoever has the certificate.
inline flow::Feed::Answer read_feed(Party& node, const std::string& of, const std::string& cursor) {
  std::promise<flow::Feed::Answer> told;
  node.feed.read(of, cursor, [&](flow::Feed::Answer page) { told.set_value(std::move(page)); });
  return told.get_future().get();
}

/// Follows the node's feed as far as it goes, as a gateway does; from the beginning where the cursor is refused. The
/// number of cases told.
inline std::size_t catch_up(Party& gateway, Party& node) {
  std::size_t told = 0;
  std::string cursor = must(gateway.follow.cursor());
  while (true) {
    auto page = read_feed(node, certificate(gateway.organisation()), cursor);
    if (!page && page.error().fault == base::Fault::reject && !cursor.empty()) {
      cursor.clear();
      continue;
    }
    const flow::FeedPage read = must(std::move(page));
    const std::vector<std::string_view> records(read.documents.begin(), read.documents.end());
    if (!must(gateway.follow.take({"feed", records, read.cursor})).empty())
      throw std::runtime_error("a case was not taken");
    told += records.size();
    cursor = read.cursor;
    if (!read.more) break;
  }
  must(gateway.follow.caught_up());
  return told;
}

}  // namespace gateway::api::made
