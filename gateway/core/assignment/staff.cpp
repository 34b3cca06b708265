#include "gateway/core/assignment/staff.h"

#include "gateway/core/directory.h"

namespace gateway::core {

namespace {

/// Collects what leads nowhere: the first 20, ids only.
class LooseEnds {
 public:
  explicit LooseEnds(const Directory& directory) : d_(directory) {}

  void user(const std::string& id, const char* row) { must(d_.user(id) != nullptr, id, row); }
  void office(const std::string& id, const char* row) { must(d_.office(id) != nullptr, id, row); }
  void cooperation(const std::string& id, const char* row) { must(d_.cooperation(id) != nullptr, id, row); }
  void must(bool there, const std::string& id, const char* row) {
    if (there || ++count_ > 20) return;
    text_ += (text_.empty() ? "" : "; ") + std::string(row) + " names " + id + ", which is not there";
  }
  base::Result<void> result() const {
    if (count_ == 0) return {};
    return base::rejected("directory: " + text_ +
                          (count_ > 20 ? "; and " + std::to_string(count_ - 20) + " more" : ""));
  }

 private:
  const Directory& d_;
  std::size_t count_ = 0;
  std::string text_;
};

}  // namespace

base::Result<void> check_staff(const Directory& directory) {
  const StaffRows& staff = directory.rows().staff;
  LooseEnds ends(directory);
  for (const Workplace& row : staff.workplaces) {
    ends.user(row.user, "workplace");
    ends.office(row.office, "workplace");
  }
  for (const OfficeMembership& row : staff.memberships) {
    ends.office(row.office, "membership");
    ends.cooperation(row.cooperation, "membership");
  }
  for (const Administration& row : staff.administrations) {
    ends.user(row.user, "administration");
    ends.cooperation(row.cooperation, "administration");
    ends.must(row.role == "samverkansadministrator" || row.role == "insatsansvarig", row.role, "administration");
  }
  for (const Training& row : staff.trainings) ends.user(row.user, "training");
  for (const Deputy& row : staff.deputies) {
    ends.user(row.user, "deputy");
    ends.user(row.deputy, "deputy");
  }
  for (const std::string& user : staff.protected_users) ends.user(user, "protected");
  return ends.result();
}

}  // namespace gateway::core
