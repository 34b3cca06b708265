#include "gateway/core/archive.h"

#include <algorithm>

#include "gateway/core/authority.h"
#include "gateway/core/clearing.h"

namespace gateway::core {

namespace {

bool is_read(const Original& of, base::Date today) {
  const Stage stage = of.registration.stage;
  return stage != Stage::voided && stage != Stage::exited && !of.closed &&
         !taken_back(of.standing, of.registration.consent_date, today);
}

}  // namespace

std::optional<base::Date> Original::registered_on() const {
  if (registration.handover != Handover::acknowledged || !acknowledged) return std::nullopt;
  // The act of a case is its request, by whoever registered it.
  const bool of_case = registration.kind == RegistrationKind::cooperation;
  return of_case ? std::max(*acknowledged, registration.act.on) : *acknowledged;
}

std::optional<ToArchive> to_archive(const Original& of, const Policy& policy, base::Date today) {
  const Registration& is = of.registration;
  const auto since = of.registered_on();
  if (of.archived || !since || is.stripped || !is_read(of, today)) return std::nullopt;
  if (!is.consent_date || !policy.archives(is.consent_form, *is.consent_date)) return std::nullopt;
  const int days = static_cast<int>((today - *since).count());
  return ToArchive{*since, days, days > policy.threshold(Threshold::archive_days, today)};
}

std::optional<Reason> archive_fault(const Original& of, base::Date sent, base::Date today) {
  const auto since = of.registered_on();
  if (!since) return Reason{Code::original_not_registered};
  if (sent < *since || sent > today) return Reason{Code::original_day, since->text()};
  return std::nullopt;
}

bool may_archive(const Directory& directory, std::string_view user, std::string_view organisation, const Original& of,
                 base::Date today) {
  return is_read(of, today) && std::any_of(of.places.begin(), of.places.end(), [&](const std::string& place) {
           return authority_faults(directory, user, organisation, place, today).empty();
         });
}

}  // namespace gateway::core
