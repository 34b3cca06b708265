#include "gateway/flow/told_of_person.h"

#include <algorithm>

#include "gateway/core/cooperation/protection.h"
#include "gateway/flow/cooperation.h"
#include "gateway/flow/intake.h"
#include "gateway/flow/parked_acts.h"

namespace gateway::flow {

namespace {

/// Applies what is known of a record now to its registration, and writes it on the receipt.
base::Result<void> apply(ports::Transaction& transaction, const Surroundings& around, const Rules& rules,
                         const ports::RecordRef& ref, Receipt& receipt) {
  const auto directory = transaction.directory();
  if (!directory) return directory.error();
  const auto situation = transaction.situation(ref);
  if (!situation) return situation.error();
  const base::Instant now = around.clock.now();
  const core::Circumstances under{
      **directory,        *rules.mapping,           *rules.policy, ref.source,
      rules.organisation, around.clock.day_of(now), now,           around.random.registration()};
  const core::Decision decision = core::decide_fact(*situation, under);
  ++receipt.records;
  receipt.messages += decision.messages.size();
  if (decision.for_fk) ++receipt.for_fk;
  if (ref.registration) receipt.registrations.push_back(*ref.registration);
  const auto stopped = transaction.store_fact(ref, decision, now);
  if (!stopped) return stopped.error();
  receipt.stopped += *stopped;
  return {};
}

}  // namespace

base::Result<void> store_of_case(ports::Transaction& transaction, const core::CooperationAct& act,
                                 const base::RegistrationId& id, const core::CooperationDecision& decision,
                                 base::Instant now, Receipt& receipt) {
  const auto stored = store_fact(transaction.cases(), act, id, decision, now);
  if (!stored) return stored.error();
  ++receipt.records;
  receipt.stopped += stored->stopped;
  receipt.messages += stored->messages;
  receipt.registrations.push_back(id);
  return {};
}

base::Result<void> apply_to_all(ports::Transaction& transaction, const Surroundings& around, const Rules& rules,
                                const std::vector<ports::RecordRef>& refs, const ports::Selector& selector,
                                Receipt& receipt) {
  for (const ports::RecordRef& ref : refs) {
    if (auto applied = apply(transaction, around, rules, ref, receipt); !applied) return applied;
  }
  const auto again = decide_pending_in(transaction, around, rules, {selector}, Records::apart);
  if (!again) return again.error();
  receipt.decided = again->counts;
  return {};
}

base::Result<std::vector<base::RegistrationId>> cases_of(ports::Transaction& transaction,
                                                         const ports::Selector& selector) {
  if (selector.registration) {
    const auto facts = transaction.cases().facts({*selector.registration, std::nullopt});
    if (!facts) return facts.error();
    if (facts->id.empty()) return std::vector<base::RegistrationId>();
    return std::vector<base::RegistrationId>{facts->id};
  }
  if (!selector.number) return std::vector<base::RegistrationId>();
  return transaction.cases().of_person(*selector.number);
}

base::Result<void> apply_to_cases(ports::Transaction& transaction, const Surroundings& around, const Rules& rules,
                                  const std::optional<core::PersonNumber>& number,
                                  const std::vector<base::RegistrationId>& ids, const FactOfPerson& fact,
                                  std::string_view by, Receipt& receipt) {
  if (ids.empty()) return {};
  const auto directory = transaction.directory();
  if (!directory) return directory.error();
  const base::Instant now = around.clock.now();
  const base::Date today = around.clock.day_of(now);
  for (const base::RegistrationId& id : ids) {
    // By the number, too: with the first case the person's own row may have lost it.
    auto facts = transaction.cases().facts({id, number});
    if (!facts) return facts.error();
    if (fact.consent) {
      // What is said of the paper is kept beside the case; here it is enough that it was said.
      if (auto kept = transaction.cases().keep_paper(id, fact.consent->paper); !kept) return kept;
      auto& told = facts->situation.standing.told = *fact.consent;
      if (!told->paper.original_at.empty()) told->paper.original_at = "*";
    }
    if (fact.deceased) facts->situation.deceased = fact.deceased;
    const core::CaseCircumstances under{
        **directory, *rules.policy,          today,
        now,         core::CaseId{id.bytes}, core::TaskId{around.random.registration().bytes},
        false};
    const std::string_view teller = fact.from_node ? std::string_view() : rules.organisation;
    const core::CooperationDecision decision = core::decide_case_fact(facts->situation, teller, under);
    core::CooperationAct act;
    act.kind = core::ActKind::interrupt;
    act.case_id = core::CaseId{id.bytes};
    act.by = {std::string(by), rules.organisation, now, today};
    if (auto stored = store_of_case(transaction, act, id, decision, now, receipt); !stored) return stored;
  }
  return {};
}

base::Result<Others> others_of(ports::Transaction& transaction, const core::PersonNumber& number, const ToldIn& in) {
  auto found = transaction.find({{}, {}, number});
  if (!found) return found.error();
  if (!in.key.empty() && !found->empty()) {
    const auto own = transaction.find({std::string(in.source), std::string(in.key), std::nullopt});
    if (!own) return own.error();
    std::erase_if(*found, [&](const ports::RecordRef& one) {
      return std::any_of(own->begin(), own->end(), [&](const ports::RecordRef& it) { return it.row == one.row; });
    });
  }
  auto ids = transaction.cases().of_person(number);
  if (!ids) return ids.error();
  std::erase(*ids, in.of_case);
  auto waiting = transaction.cases().parked({number});
  if (!waiting) return waiting.error();
  return Others{std::move(*found), std::move(*ids), std::move(*waiting)};
}

base::Result<void> reach_others(ports::Transaction& transaction, const Surroundings& around, const Rules& rules,
                                const core::PersonNumber& number, const ProtectiveFact& fact, const ToldIn& in) {
  const auto others = others_of(transaction, number, in);
  if (!others) return others.error();
  return reach_others(transaction, around, rules, number, fact, in, *others);
}

base::Result<void> reach_others(ports::Transaction& transaction, const Surroundings& around, const Rules& rules,
                                const core::PersonNumber& number, const ProtectiveFact& fact, const ToldIn& in,
                                const Others& others) {
  Receipt receipt;  // Nobody has asked for one.
  if (others.records.empty() && others.cases.empty() && others.requests.empty()) return {};
  const base::Instant now = around.clock.now();
  if (fact.deceased && !in.kept) {
    if (auto kept = transaction.deceased(number, *fact.deceased, in.by, now); !kept) return kept;
  }
  if (!others.records.empty()) {
    if (auto applied = apply_to_all(transaction, around, rules, others.records, {{}, {}, number}, receipt); !applied) {
      return applied;
    }
  }
  if (auto applied = apply_to_cases(transaction, around, rules, number, others.cases, {{}, fact.deceased, in.from_node},
                                    in.by, receipt);
      !applied) {
    return applied;
  }
  return decide_parked(transaction, around, others.requests, {{}, fact.deceased}, receipt);
}

}  // namespace gateway::flow
