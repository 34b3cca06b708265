#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/flow/rules.h"

namespace gateway::flow {

/// A record whose registration waits for a caseworker's confirmation, for no standing mandate covers it (domain.md §2)
/// or whom the source names may not register it any more.
struct WaitingProposal {
  std::string record;  ///< What it is called where its key may not be shown.
  std::string source;
  std::string set;
  std::string key;
  std::string place;  ///< The insats that would be registered.
  std::vector<core::UnitOutcome> units;
  std::optional<base::Date> start = {};
  std::optional<base::Date> end = {};
  std::string named = {};  ///< Whom the source names; empty where that is nobody.
};

/// Which of the records that wait are looked for: those to be confirmed, of those before their registration what the
/// source gives to the user, or what nobody answers for any more.
enum class Sought { to_confirm, given, orphaned };

/// Which one is answered.
struct ProposalName {
  std::string source;
  std::string key;
  std::string record = {};  ///< As it is listed; instead of both others.
};

/// What came of an answer to one: every unit as it was decided.
struct ProposalAnswer {
  std::vector<core::UnitOutcome> units;
};

/// Records that wait for a confirmation, and their answers: by whoever may register at their place, who is then the one
/// who registers. Decided anew, with everything that is asked of a record but the mandate. What others may register is
/// answered as if it were not there. [any thread]
class Proposals {
 public:
  explicit Proposals(Surroundings surroundings) : around_(std::move(surroundings)) {}

  /// Those that `user` may answer, in the order in which they came.
  base::Result<std::vector<WaitingProposal>> list(const std::string& user);

  /// Of records without a registration those that the source gives to `user`, who may register them, and that wait for
  /// somebody's word: to be confirmed, for a consent, or to be put right.
  base::Result<std::vector<WaitingProposal>> given_to(const std::string& user);

  /// Of records without a registration those that wait for somebody's word while whom the source names may not register
  /// them any more: those that `user` may answer; everybody's where that is empty.
  base::Result<std::vector<WaitingProposal>> orphaned(const std::string& user);

  /// Registers it in `user`'s name, who answers for it from then on where whom the source names may not any more,
  /// unless it was handed to another. What the rules no longer take waits or fails for the reason that is told. Fault
  /// reject where nothing of that name waits for `user`.
  base::Result<ProposalAnswer> confirm(const ProposalName& name, const std::string& user);

  /// Sets it aside, until the source says something new of it.
  base::Result<ProposalAnswer> decline(const ProposalName& name, const std::string& user);

 private:
  base::Result<std::vector<WaitingProposal>> all(const std::string& user, Sought sought);

  Surroundings around_;
};

}  // namespace gateway::flow
