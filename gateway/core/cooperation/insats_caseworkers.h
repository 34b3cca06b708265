#pragma once

#include <string_view>
#include <vector>

#include "gateway/core/consent.h"
#include "gateway/core/cooperation/caseworkers.h"
#include "gateway/core/registration.h"

namespace gateway::core {

// Who answers for a participation in an insats: the rules of a case's caseworkers (caseworkers.h), at the insats.

/// Who is `named` there, else whom the source names, else the last to register something that stands.
Caseworkers caseworkers(const Registration& of, const Caseworkers& named, std::string_view last_registrar);

/// Whether the user may hand it over: who may see it, and register at its insats for the organisation today.
bool may_transfer(const Registration& of, const Standing& standing, const Directory& directory,
                  std::string_view organisation, std::string_view user, base::Date today);

/// Why nobody of those named can take it over. Empty where they can.
std::vector<Reason> transfer_faults(const Registration& of, const Directory& directory, std::string_view organisation,
                                    const Transfer& asked, base::Date today);

/// Whether it goes on and is answered for by nobody: neither of `who` has role and assignment at its insats today.
bool needs_responsible(const Registration& of, const Caseworkers& who, const Directory& directory,
                       std::string_view organisation, base::Date today);

/// The insatser whose participants the user may see. [pure]
std::vector<std::string> insatser_of(const Directory& directory, std::string_view user, base::Date today);

}  // namespace gateway::core
