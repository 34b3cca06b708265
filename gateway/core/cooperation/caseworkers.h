#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/cooperation/case.h"
#include "gateway/core/directory.h"
#include "gateway/core/reason.h"

namespace gateway::core {

/// Who an organisation has named to answer for a case: its own knowledge, kept at its gateway beside the case. Each of
/// the two authorities has its own; the node hears of neither, so that nothing it tells undoes a transfer.
struct Caseworkers {
  std::string responsible;  ///< Empty: whom the case names, else the organisation's last registrar.
  std::string deputy;       ///< Empty: whom the case names, if anybody.

  friend bool operator==(const Caseworkers&, const Caseworkers&) = default;
};

/// What a transfer asks for; what it leaves out stays as it is.
struct Transfer {
  std::optional<std::string> responsible;
  std::optional<std::string> deputy;  ///< Empty text: nobody named by the organisation.
};

/// Who answers for the case in the organisation: who is `named` there, else whom the case names, else the last of the
/// organisation's users to register something in it. Nobody where none of them has; nobody is their own deputy.
Caseworkers caseworkers(const CooperationCase& of, const Caseworkers& named, std::string_view organisation);

/// The case's office in the organisation; empty where it has none there.
std::string office_at(const CooperationCase& of, const Directory& directory, std::string_view organisation);

/// Whether the user may hand the case over: with role and assignment today at the case's office of the organisation,
/// as its responsible, the deputy or a colleague. Who has lost them acts no more, whatever they answer for
/// (domain.md §2).
bool may_transfer(const CooperationCase& of, const Directory& directory, std::string_view organisation,
                  std::string_view user, base::Date today);

/// Why nobody of those named can take the case over: each needs the role deltagaransvarig and the assignment at its
/// office of the organisation today. Empty where they can.
std::vector<Reason> transfer_faults(const CooperationCase& of, const Directory& directory,
                                    std::string_view organisation, const Transfer& asked, base::Date today);

/// The same of any place.
std::vector<Reason> transfer_faults_at(const std::string& place, const Directory& directory,
                                       std::string_view organisation, const Transfer& asked, base::Date today);

/// Who has been named once the transfer is done. Whoever becomes responsible is the deputy no longer.
Caseworkers after_transfer(Caseworkers before, const Transfer& asked);

/// Whether an open case is answered for by nobody at its office of the organisation: neither the responsible nor the
/// deputy (`caseworkers`) has role and assignment there today.
bool needs_responsible(const CooperationCase& of, const Caseworkers& named, const Directory& directory,
                       std::string_view organisation, base::Date today);

}  // namespace gateway::core
