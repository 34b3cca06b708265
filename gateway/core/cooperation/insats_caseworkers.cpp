#include "gateway/core/cooperation/insats_caseworkers.h"

#include "gateway/core/authority.h"
#include "gateway/core/cooperation/sight.h"

namespace gateway::core {

namespace {

bool stands_in(const Directory& directory, std::string_view user, const std::string& place,
               std::string_view organisation, base::Date today) {
  return !user.empty() && authority_faults(directory, user, organisation, place, today).empty();
}

}  // namespace

Caseworkers caseworkers(const Registration& of, const Caseworkers& named, std::string_view last_registrar) {
  Caseworkers who{named.responsible.empty() ? of.responsible : named.responsible, named.deputy};
  if (who.responsible.empty()) who.responsible = last_registrar;
  if (who.deputy == who.responsible) who.deputy.clear();
  return who;
}

bool may_transfer(const Registration& of, const Standing& standing, const Directory& directory,
                  std::string_view organisation, std::string_view user, base::Date today) {
  return may_see(directory, user, of, standing, today) && stands_in(directory, user, of.place, organisation, today);
}

std::vector<Reason> transfer_faults(const Registration& of, const Directory& directory, std::string_view organisation,
                                    const Transfer& asked, base::Date today) {
  return transfer_faults_at(of.place, directory, organisation, asked, today);
}

bool needs_responsible(const Registration& of, const Caseworkers& who, const Directory& directory,
                       std::string_view organisation, base::Date today) {
  return of.stage == Stage::in && !stands_in(directory, who.responsible, of.place, organisation, today) &&
         !stands_in(directory, who.deputy, of.place, organisation, today);
}

std::vector<std::string> insatser_of(const Directory& directory, std::string_view user, base::Date today) {
  std::vector<std::string> insatser;
  const User* known = directory.user(user);
  if (known == nullptr || !reads_participants(directory, *known, today)) return insatser;
  for (const std::uint32_t place : directory.held_by(*known).assignments) {
    const Assignment& row = directory.rows().assignments[place];
    if (row.period.contains(today) && directory.insats(row.to) != nullptr) insatser.push_back(row.to);
  }
  return insatser;
}

}  // namespace gateway::core
