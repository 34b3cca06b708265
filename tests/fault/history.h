#pragma once

#include <string>
#include <vector>

#include "tests/support/site.h"

namespace gateway::fault {

/// A withdrawal told by command in the course of a history.
struct Withdrawal {
  std::string key;                         ///< The record's local id.
  bool acknowledged = false;               ///< The command ended with 0.
  std::vector<std::string> registrations;  ///< Of the receipt.
};

/// What a history was, and what came of it.
struct Verdict {
  std::vector<std::string> faults;  ///< Each a claim that does not hold; empty: all hold.
  long long registrations = 0;      ///< At the gateway.
  long long at_node = 0;
  long long voided = 0;   ///< Ended before the node had them.
  long long handed = 0;   ///< Attempts to deliver.
  long long repeats = 0;  ///< Messages that the node was given more than once.
};

/// Decides over a quiet site, by source (plan-1.json, plan-2.json), gateway ledger and node ledger, all of them read
/// from outside, whether:
/// - every registration that was read has an outcome, once, and both equations add up;
/// - what the gateway holds as acknowledged stands at the node, exactly once, at the same stage, told in order;
/// - the node has nothing that the gateway does not know, and nothing of what was voided;
/// - nothing that names anybody was handed over once a withdrawal was told, and whoever withdrew stands nowhere by
/// name;
/// - every anonymous registration is counted once, on both sides;
/// - both ledgers verify.
Verdict judge(support::Site& site, const std::vector<Withdrawal>& withdrawals);

}  // namespace gateway::fault
