#include "gateway/flow/wrong_incident.h"

namespace gateway::flow {

base::Result<bool> open_incident(ports::Transaction& transaction, const core::Incident& incident) {
  const auto before = transaction.incidents(incident.registration);
  if (!before) return before.error();
  if (!before->empty()) return false;
  if (auto kept = transaction.keep(incident, incident.discovered); !kept) return kept.error();
  return true;
}

}  // namespace gateway::flow
