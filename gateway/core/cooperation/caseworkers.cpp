#include "gateway/core/cooperation/caseworkers.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "gateway/core/authority.h"

namespace gateway::core {

namespace {

bool stands_in(const Directory& directory, const std::string& user, const std::string& office,
               std::string_view organisation, base::Date today) {
  return !user.empty() && authority_faults(directory, user, organisation, office, today).empty();
}

std::string last_registrar(const CooperationCase& of, std::string_view organisation) {
  const auto found = std::find_if(of.rows.rbegin(), of.rows.rend(), [&](const CaseRow& row) {
    return row.standing == RowStanding::stands && row.by.organisation == organisation && !row.by.user.empty();
  });
  return found == of.rows.rend() ? std::string() : found->by.user;
}

}  // namespace

Caseworkers caseworkers(const CooperationCase& of, const Caseworkers& named, std::string_view organisation) {
  Caseworkers who{named.responsible.empty() ? of.responsible : named.responsible,
                  named.deputy.empty() ? of.deputy : named.deputy};
  if (who.responsible.empty()) who.responsible = last_registrar(of, organisation);
  if (who.deputy == who.responsible) who.deputy.clear();
  return who;
}

std::string office_at(const CooperationCase& of, const Directory& directory, std::string_view organisation) {
  for (const std::string& id : {of.af_office, of.fk_office}) {
    const Office* office = directory.office(id);
    if (office != nullptr && office->organisation == organisation) return id;
  }
  return {};
}

bool may_transfer(const CooperationCase& of, const Directory& directory, std::string_view organisation,
                  std::string_view user, base::Date today) {
  const std::string office = office_at(of, directory, organisation);
  return !office.empty() && stands_in(directory, std::string(user), office, organisation, today);
}

std::vector<Reason> transfer_faults(const CooperationCase& of, const Directory& directory,
                                    std::string_view organisation, const Transfer& asked, base::Date today) {
  return transfer_faults_at(office_at(of, directory, organisation), directory, organisation, asked, today);
}

std::vector<Reason> transfer_faults_at(const std::string& place, const Directory& directory,
                                       std::string_view organisation, const Transfer& asked, base::Date today) {
  std::vector<Reason> faults;
  for (const std::optional<std::string>& user : {asked.responsible, asked.deputy}) {
    if (!user || user->empty()) continue;
    std::vector<Reason> of_user = authority_faults(directory, *user, organisation, place, today);
    std::move(of_user.begin(), of_user.end(), std::back_inserter(faults));
  }
  return faults;
}

Caseworkers after_transfer(Caseworkers before, const Transfer& asked) {
  Caseworkers after = std::move(before);
  if (asked.responsible) after.responsible = *asked.responsible;
  if (asked.deputy) after.deputy = *asked.deputy;
  if (after.deputy == after.responsible) after.deputy.clear();
  return after;
}

bool needs_responsible(const CooperationCase& of, const Caseworkers& named, const Directory& directory,
                       std::string_view organisation, base::Date today) {
  const std::string office = office_at(of, directory, organisation);
  if (office.empty() || !of.open()) return false;
  const Caseworkers who = caseworkers(of, named, organisation);
  return !stands_in(directory, who.responsible, office, organisation, today) &&
         !stands_in(directory, who.deputy, office, organisation, today);
}

}  // namespace gateway::core
