#include "gateway/core/cooperation/named_responsible.h"

#include <string>
#include <vector>

#include "gateway/core/cooperation/caseworkers.h"

namespace gateway::core {

namespace {

/// The office at which the act's organisation answers for the case; empty where it does not, or whoever acts has no
/// say.
std::string place_of(const CooperationDecision& decision, const CooperationAct& act, const CaseSituation& situation,
                     const Directory& directory) {
  if (protective(act)) return {};
  if (act.kind == ActKind::request) {
    // The same whether a case is opened or not: who asks may not know of the person's others.
    CooperationCase asked;
    asked.af_office = act.af_office;
    asked.fk_office = act.fk_office;
    return office_at(asked, directory, act.by.organisation);
  }
  if (decision.outcome == Outcome::accepted && decision.after) {
    return office_at(*decision.after, directory, act.by.organisation);
  }
  if (!situation.current || situation.current->id != act.case_id) return {};
  std::string office = office_at(*situation.current, directory, act.by.organisation);
  return office == act.office ? office : std::string();
}

}  // namespace

bool take_responsible(CooperationDecision& decision, std::string_view responsible, const CooperationAct& act,
                      const CaseSituation& situation, const Directory& directory) {
  const bool registered = decision.outcome == Outcome::accepted || decision.outcome == Outcome::proposed;
  if (responsible.empty() || !(registered || decision.outcome == Outcome::parked)) return false;
  const std::vector<Reason> faults =
      transfer_faults_at(place_of(decision, act, situation, directory), directory, act.by.organisation,
                         {std::string(responsible), std::nullopt}, act.by.on);
  if (faults.empty()) return registered;
  // Who is not in the directory may be anybody, a participant too: their name is not repeated.
  const bool known = faults.front().code != Code::user_unknown;
  const std::string why(id(faults.front().code));
  decision.warnings.push_back({Code::responsible_not_taken, known ? std::string(responsible) + " (" + why + ")" : why});
  return false;
}

}  // namespace gateway::core
