#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/core/decide.h"

namespace gateway::core {

/// In whose name a record is registered: the user that its signature meant today. `user` is null, and `unknown` says
/// why, where there is none.
struct Registrar {
  const User* user = nullptr;
  std::vector<Reason> unknown;
};

Registrar registrar_of(const Participation& participation, const Circumstances& circumstances);

/// Whom the source names to answer for the participation: the user that its signature means today, whoever registers
/// it; empty where that is nobody.
std::string named_by_source(const Participation& participation, const Circumstances& circumstances);

/// Why `user` may not register a participation by name in `place` from `start` today: the place's faults and, where
/// there is a user, the user's. `began`: the start of one that is registered by name already.
std::vector<Reason> registrar_faults(const Circumstances& circumstances, const std::string& place, base::Date start,
                                     const User* user, std::optional<base::Date> began);

/// What the record itself lacks or has wrong.
std::vector<Reason> form_faults(const Participation& participation, std::optional<Code> number_fault);

/// Why the mapping has no answer: no row, or none valid on the day the participation begins.
std::vector<Reason> mapping_faults(const Participation& participation, const MappingAnswer& mapped);

}  // namespace gateway::core
