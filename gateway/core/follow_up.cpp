#include "gateway/core/follow_up.h"

#include <algorithm>

#include "gateway/core/authority.h"

namespace gateway::core {

std::optional<Registering> registering_in(const Directory& directory, const Policy& policy, std::string_view insats,
                                          base::Date start) {
  const Insats* known = directory.insats(insats);
  if (known == nullptr) return Registering::named;
  const std::string& form = directory.cooperation_of(*known).form;
  if (form.empty()) return Registering::named;
  bool begun = false;
  bool there = false;
  for (const FollowUpForm& row : policy.follow_ups) {
    if (row.name != form) continue;
    if (row.valid.contains(start)) return row.registering;
    there = true;
    begun = begun || row.valid.from <= start;
  }
  return there && !begun ? std::optional(Registering::named) : std::nullopt;
}

std::vector<Reason> named_faults(const Directory& directory, const Policy& policy, std::string_view insats,
                                 base::Date start) {
  std::vector<Reason> faults = insats_faults(directory, insats, start);
  const auto registering = registering_in(directory, policy, insats, start);
  if (registering == Registering::counts) {
    std::erase_if(faults, [](const Reason& fault) { return fault.code == Code::insats_count_only; });
    faults.push_back({Code::form_counts_only, directory.insats(insats)->name});
  } else if (!registering) {
    faults.push_back({Code::cooperation_form_unknown, directory.cooperation_of(*directory.insats(insats)).form});
  }
  return faults;
}

std::vector<Reason> named_faults(const Directory& directory, const Policy& policy, std::string_view insats,
                                 base::Date start, std::optional<base::Date> began) {
  return began == start ? std::vector<Reason>{} : named_faults(directory, policy, insats, start);
}

bool takes_form_counts_only(std::vector<Reason>& faults) {
  return std::erase_if(faults, [](const Reason& fault) { return fault.code == Code::form_counts_only; }) > 0;
}

std::vector<Reason> unknown_forms(const Directory& directory, const Policy& policy) {
  std::vector<Reason> unknown;
  for (const Cooperation& row : directory.rows().cooperations) {
    const auto& forms = policy.follow_ups;
    const bool known = row.form.empty() || std::any_of(forms.begin(), forms.end(),
                                                       [&](const FollowUpForm& form) { return form.name == row.form; });
    if (!known) unknown.push_back({Code::cooperation_form_unknown, row.form + " (" + row.id + ")"});
  }
  return unknown;
}

}  // namespace gateway::core
