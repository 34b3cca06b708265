#pragma once

#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "tests/unit/core/builders.h"

namespace gateway::test {

/// The message, cleared as it is before sending: there is no other way to one.
inline core::Cleared cleared(const core::Message& message, core::Person person = core::made::person(),
                             const core::Policy& policy = core::made::policy()) {
  core::ClearFacts facts;
  facts.registration = core::made::registration();
  facts.standing.had_consent = true;
  facts.person = std::move(person);
  const core::Directory directory = core::made::directory();
  auto clearance =
      core::clear(message, facts, directory, policy, core::made::kToday, core::made::noon(core::made::kToday));
  auto* passed = std::get_if<core::Cleared>(&clearance);
  if (passed == nullptr) throw std::logic_error("the message was not cleared");
  return std::move(*passed);
}

/// One message of each kind, as the core makes them.
inline std::vector<core::Message> messages() {
  using core::MessageKind;
  using core::made::day;
  using core::made::message;
  std::vector<core::Message> all = {message(MessageKind::in), message(MessageKind::change),
                                    message(MessageKind::out, day("2026-11-20"))};
  all.back().answers.end_reason = "5";
  all.back().answers.income_source_after = "7";
  all.push_back(message(MessageKind::exit, day("2026-11-19"), "consent_withdrawn"));
  all.push_back(message(MessageKind::exit_or_void, day("2026-11-19"), "consent_withdrawn"));
  all.push_back(message(MessageKind::strip, day("2026-11-19"), "person_protected"));
  all.push_back(message(MessageKind::task));
  all.back().place = "af_gavle";
  all.back().activity = "preparatory";
  core::Message totals;
  totals.kind = MessageKind::totals;
  totals.totals = {"training", 2026, 14, 9, 3};
  all.push_back(totals);
  return all;
}

}  // namespace gateway::test
