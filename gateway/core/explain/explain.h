#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/document.h"
#include "gateway/core/decision.h"
#include "gateway/core/explain/basis.h"
#include "gateway/core/explain/fact_words.h"
#include "gateway/core/explain/told_decision.h"
#include "gateway/core/policy.h"

namespace gateway::core {

/// A decision as the ledger keeps it.
struct DecidedBefore {
  std::vector<UnitOutcome> units;
  std::optional<Basis> basis;      ///< None of what was decided before the ledger kept it.
  std::string registration;        ///< Its id; empty where none came of it.
  std::vector<ToldDecision> told;  ///< What facts did to it, told or read, oldest first.
};

/// Why it was decided so: {registration, decided, policy {hash, in_force, legal_basis}, units [{event, outcome, rule,
/// reasons, warnings}], facts [{fact, name, value, as_of, age_days}]}, and told_since: true where a fact did something
/// to the registration, which its own answer precedes. Each reason has {code, sentence, remedy}: what would have to
/// change. What a person reads is {"sv", "en"}. Holds no personal data: facts are dates and kinds. [pure]
base::Document explain(const DecidedBefore& decided, const Policy& policy, base::Date today);

/// What both kinds of decisions are explained with.
base::Document explained_reasons(const std::vector<Reason>& reasons);
/// Sets `policy` and `facts` of the explanation, and on which day it was decided.
void tell_basis(base::Document& explained, const std::optional<Basis>& basis, const Policy& policy, base::Date today);

/// What was explained as lines for a person.
std::string explained_text(const base::Document& explained, Language language);

/// The rule of the order of decisions that gives an outcome.
std::string_view rule_of(Outcome outcome, Language language);

}  // namespace gateway::core
