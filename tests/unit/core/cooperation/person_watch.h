#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/unit/core/cooperation/office.h"

namespace gateway::core::made {

/// Watches over one person's identity through a history of the cooperation: whose name rests beside which case, what of
/// the person is in rows, tasks and messages, and what becomes of the cases before the one that is there. Says in words
/// what must not be, and is silent otherwise.
class PersonWatch {
 public:
  /// What has just been decided (`desk.last`), and applied; `act` is what it was decided on, where it was one.
  void decided(const Desk& desk, const CooperationAct* act);
  /// The case has given way to a new one of the same person.
  void replaced(const CooperationCase& before);
  /// The facts that stand reach the person's earlier cases, too.
  void take_facts(const Desk& desk);
  /// Tries to send what waits; each message is sent or stopped.
  void send(const Desk& desk);
  /// Looks at all that is kept.
  void look(const Desk& desk);

  /// The first thing that is wrong; empty where nothing is.
  const std::string& wrong() const { return wrong_; }
  int sent() const { return sent_; }

 private:
  struct Waiting {
    CooperationAct act;
    CaseId of;
  };

  void tell(const std::string& what) {
    if (wrong_.empty()) wrong_ = what;
  }
  void forget(const CaseId& id, Stop stop);
  void exits(const CaseId& id, const std::vector<CaseExit>& exits);
  void look_at(const CooperationCase& one);
  void look_at(const Message& leaving, const std::optional<Person>& person, const CooperationCase& of,
               const CaseSituation& situation);

  std::set<CaseId> named_;  ///< The cases beside which the ledger keeps who it is.
  std::vector<CooperationCase> earlier_;
  std::vector<Waiting> waiting_;
  std::map<CaseId, int> exits_;
  int sent_ = 0;
  std::string wrong_;
};

}  // namespace gateway::core::made
