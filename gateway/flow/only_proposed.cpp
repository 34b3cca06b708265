#include "gateway/flow/only_proposed.h"

#include "gateway/core/cooperation/proposal.h"
#include "gateway/flow/under.h"

namespace gateway::flow {

base::Result<void> only_proposed(ports::Transaction& transaction, const Surroundings& around,
                                 const base::RegistrationId& id) {
  const auto facts = transaction.cases().facts({id, std::nullopt});
  if (!facts) return facts.error();
  const auto& current = facts->situation.current;
  if (!current || facts->id != id) return {};
  const auto u = under(transaction, around);
  if (!u) return u.error();
  // The ledger has the request as it was sent.
  core::CooperationAct act;
  act.kind = core::ActKind::request;
  act.case_id = current->id;
  core::CooperationDecision decision;
  decision.outcome = core::Outcome::proposed;
  decision.task = core::task_for(act, current->fk_office, u->circumstances({}));
  const ports::DecidedAct decided{act, id, std::nullopt, std::nullopt, {}, decision, {}, {}, u->now};
  const auto stored = transaction.cases().store(decided);
  return stored ? base::Result<void>() : stored.error();
}

}  // namespace gateway::flow
