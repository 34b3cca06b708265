#pragma once

#include "gateway/api/documents.h"
#include "gateway/core/cooperation/case.h"

namespace gateway::api {

/// A case called wrong, as long as its participant would be found: one that had not ended, or some days after the end.
bool lately_wrong(const core::CooperationCase& of, const core::Policy& policy, base::Date today);

/// Why no rows of a case are told: {reason (wrong_registration withdrawn), text{sv,en}}; null where they are.
base::Document closed_of(const core::CooperationCase& of);

/// Of a case whose rows are not told that they are not, in the shape of core::explain.
base::Document explain_closed(const base::RegistrationId& id, const core::CooperationCase& of);

}  // namespace gateway::api
