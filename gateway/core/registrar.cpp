#include "gateway/core/registrar.h"

#include "gateway/core/authority.h"
#include "gateway/core/follow_up.h"

namespace gateway::core {

Registrar registrar_of(const Participation& p, const Circumstances& c) {
  if (const User* by = c.confirmed_by.empty() ? nullptr : c.directory.user(c.confirmed_by)) return {by, {}};
  if (p.signature.empty()) return {nullptr, {{Code::signature_missing}}};
  const User* user = c.directory.user_of_signature(c.source, p.signature, c.today);
  if (user == nullptr) return {nullptr, {{Code::signature_unknown, p.signature}}};
  return {user, {}};
}

std::string named_by_source(const Participation& p, const Circumstances& c) {
  const User* user = p.signature.empty() ? nullptr : c.directory.user_of_signature(c.source, p.signature, c.today);
  return user == nullptr ? std::string() : user->id;
}

std::vector<Reason> registrar_faults(const Circumstances& c, const std::string& place, base::Date start,
                                     const User* user, std::optional<base::Date> began) {
  std::vector<Reason> faults = named_faults(c.directory, c.policy, place, start, began);
  if (user == nullptr) return faults;
  for (Reason& fault : authority_faults(c.directory, *user, c.organisation, place, c.today)) {
    faults.push_back(std::move(fault));
  }
  return faults;
}

std::vector<Reason> form_faults(const Participation& p, std::optional<Code> number_fault) {
  std::vector<Reason> faults;
  if (number_fault) faults.push_back({*number_fault});
  for (const FieldFault& fault : p.faults) faults.push_back({Code::field_fault, fault.field});
  if (!p.start) faults.push_back({Code::start_missing});
  return faults;
}

std::vector<Reason> mapping_faults(const Participation& p, const MappingAnswer& mapped) {
  if (mapped.row != nullptr) return {};
  const std::string what = "“" + p.insats + "”";
  if (mapped.near == nullptr) return {{Code::unmapped, what + " (" + p.beslut + ", " + p.ordered_by + ")"}};
  const base::Period& valid = mapped.near->valid;
  if (*p.start < valid.from) return {{Code::mapping_not_begun, what + " " + valid.from.text()}};
  return {{Code::mapping_ended, what + " " + valid.to->text()}};
}

}  // namespace gateway::core
