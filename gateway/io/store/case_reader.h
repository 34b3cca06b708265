#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "gateway/io/store/case_rows.h"
#include "gateway/io/store/persons.h"
#include "gateway/io/store/refused_acts.h"
#include "gateway/ports/cases.h"

namespace gateway::io::store {

/// Lists of cases and tasks against the last commit, on a connection of its own that can only read. Calls take turns,
/// a page at a time. [any thread]
class CaseReader : public ports::CaseLists {
 public:
  CaseReader(const std::string& path, KeyRing& keys);

  base::Result<void> each_case(const ports::CaseFilter& filter,
                               const std::function<base::Result<void>(const ports::ListedCase&)>& take) const override;
  base::Result<void> each_task(const ports::TaskFilter& filter,
                               const std::function<base::Result<void>(const ports::KeptTask&)>& take) const override;
  base::Result<void> each_registration(
      const ports::RegistrationFilter& filter,
      const std::function<base::Result<void>(const ports::ListedRegistration&)>& take) const override;
  base::Result<void> each_refused(
      const ports::RefusedFilter& filter,
      const std::function<base::Result<void>(const ports::RefusedByNode&)>& take) const override;
  base::Result<void> each_access(const base::RegistrationId& id,
                                 const std::function<base::Result<void>(const core::Access&)>& take) const override;

 private:
  std::vector<std::int64_t> page_of_rows(const ports::CaseFilter& filter, std::int64_t behind) const;
  /// Why messages of the registration are held back.
  std::vector<core::Reason> held(std::int64_t registration) const;
  std::optional<ports::ListedCase> listed(const ports::CaseFilter& filter, std::int64_t row) const;
  /// Of one office, or of all where it is empty.
  std::vector<ports::KeptTask> page_of_tasks(const ports::TaskFilter& filter, const std::string& office,
                                             std::int64_t& behind, bool& end) const;

  mutable std::mutex mutex_;
  mutable Database database_;
  mutable Vault vault_;
  mutable Persons persons_;
  mutable CaseRows rows_;
  mutable RefusedActs refused_;
};

}  // namespace gateway::io::store
