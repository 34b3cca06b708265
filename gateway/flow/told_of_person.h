#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "gateway/flow/facts.h"

namespace gateway::flow {

// What is told of a person, or read of them, and what it does to all that this gateway keeps of them: in the
// transaction in which it is stored. [writer thread]

/// What is told of a person beside what the ledger keeps of them.
struct FactOfPerson {
  std::optional<core::Consent> consent = {};  ///< Of cases; records keep it (Transaction::tell).
  std::optional<base::Date> deceased = {};
  bool from_node = false;  ///< The node told it, and leaves the registrar what follows.
};

/// What protects, at its first sight in one of the things that are kept.
struct ProtectiveFact {
  bool is_protected = false;
  std::optional<base::Date> deceased = {};

  bool any() const { return is_protected || deceased; }
};

/// Where it was told: that has heard of it.
struct ToldIn {
  std::string_view by;
  std::string_view source = {};
  std::string_view key = {};  ///< Of the source's record; empty where it was a case.
  base::RegistrationId of_case = {};
  bool kept = false;       ///< A death is kept already.
  bool from_node = false;  ///< The node told it.
};

/// All that is kept of a person beside where something was told.
struct Others {
  std::vector<ports::RecordRef> records;
  std::vector<base::RegistrationId> cases;
  std::vector<ports::ParkedAct> requests;
};

/// Asked for before what was told is stored: the links between the person's numbers may go with it.
base::Result<Others> others_of(ports::Transaction& transaction, const core::PersonNumber& number, const ToldIn& in);

/// The cases of the AF/FK cooperation and proposals of one that are selected: the person's, or the one of the id.
base::Result<std::vector<base::RegistrationId>> cases_of(ports::Transaction& transaction,
                                                         const ports::Selector& selector);

/// Applies what is known now to the selected records, and decides anew those of them that wait.
base::Result<void> apply_to_all(ports::Transaction& transaction, const Surroundings& around, const Rules& rules,
                                const std::vector<ports::RecordRef>& refs, const ports::Selector& selector,
                                Receipt& receipt);

/// What is told of a person's cases of the AF/FK cooperation, or what protects the person: the same rules, and for each
/// case the exit or strip that follows.
base::Result<void> apply_to_cases(ports::Transaction& transaction, const Surroundings& around, const Rules& rules,
                                  const std::optional<core::PersonNumber>& number,
                                  const std::vector<base::RegistrationId>& ids, const FactOfPerson& fact,
                                  std::string_view by, Receipt& receipt);

/// Stores what a fact does to a case, and writes it on the receipt.
base::Result<void> store_of_case(ports::Transaction& transaction, const core::CooperationAct& act,
                                 const base::RegistrationId& id, const core::CooperationDecision& decision,
                                 base::Instant now, Receipt& receipt);

/// Whoever is protected or dead is so in everything (domain.md §3 l, q): applies it to all other records, cases and
/// proposals of the person. A death is kept where there are any; a flag has been kept with the record that bears it.
base::Result<void> reach_others(ports::Transaction& transaction, const Surroundings& around, const Rules& rules,
                                const core::PersonNumber& number, const ProtectiveFact& fact, const ToldIn& in);
/// The same of those that were found before.
base::Result<void> reach_others(ports::Transaction& transaction, const Surroundings& around, const Rules& rules,
                                const core::PersonNumber& number, const ProtectiveFact& fact, const ToldIn& in,
                                const Others& others);

}  // namespace gateway::flow
