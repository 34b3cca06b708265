#pragma once

#include "gateway/ports/cases.h"

namespace gateway::support {

/// A ledger's cases of the AF/FK cooperation where there are none: nothing is known, and nothing can be kept.
class NoCases final : public ports::Cases, public ports::CaseLists {
 public:
  base::Result<ports::CaseFacts> facts(const ports::CaseSelector&) override { return ports::CaseFacts(); }
  base::Result<std::vector<base::RegistrationId>> of_person(const core::PersonNumber&) override {
    return std::vector<base::RegistrationId>();
  }
  base::Result<std::vector<base::RegistrationId>> of_same_person(const base::RegistrationId&, bool) override {
    return std::vector<base::RegistrationId>();
  }
  base::Result<std::optional<core::Person>> person(const base::RegistrationId&) override {
    return std::optional<core::Person>();
  }
  base::Result<bool> known(std::string_view) override { return false; }
  base::Result<std::size_t> store(const ports::DecidedAct&) override { return refused(); }
  base::Result<ports::DecidedActs> decided(const ports::ActSelector&) override { return ports::DecidedActs(); }
  base::Result<std::optional<ports::KeptTask>> task(const core::TaskId&) override {
    return std::optional<ports::KeptTask>();
  }
  base::Result<std::vector<core::CooperationTask>> tasks_of(const base::RegistrationId&) override {
    return std::vector<core::CooperationTask>();
  }
  base::Result<void> store(const ports::KeptTask&, const std::vector<core::Message>&, base::Instant) override {
    return refused();
  }
  base::Result<std::vector<ports::KeptTask>> overdue(base::Date, std::size_t) override {
    return std::vector<ports::KeptTask>();
  }
  base::Result<std::optional<ports::ListedRegistration>> registration(const base::RegistrationId&) override {
    return std::optional<ports::ListedRegistration>();
  }
  base::Result<void> name(const base::RegistrationId&, const core::Caseworkers&, std::string_view,
                          base::Instant) override {
    return refused();
  }
  base::Result<void> note(const core::Access&) override { return {}; }
  base::Result<std::vector<core::ChangedCase>> changed(std::string_view, std::int64_t, std::size_t) override {
    return std::vector<core::ChangedCase>();
  }
  base::Result<std::pair<std::string, std::int64_t>> feed(std::string_view) override {
    return std::pair(std::string("none"), std::int64_t{0});
  }
  base::Result<void> follow(const core::ToldCase&, base::Instant) override { return refused(); }
  base::Result<void> begin_resync(bool) override { return {}; }
  base::Result<std::size_t> end_resync(base::Instant) override { return std::size_t{0}; }
  base::Result<void> keep_paper(const base::RegistrationId&, const core::ConsentPaper&) override { return {}; }
  base::Result<void> park(const ports::AskedAct&, const core::PersonNumber&, const core::UnitOutcome&,
                          base::Instant) override {
    return refused();
  }
  base::Result<std::vector<ports::ParkedAct>> parked(const ports::ParkedFilter&) override {
    return std::vector<ports::ParkedAct>();
  }
  base::Result<void> unpark(const ports::AskedAct&, const core::PersonNumber&, base::Instant) override { return {}; }

  base::Result<void> each_case(const ports::CaseFilter&,
                               const std::function<base::Result<void>(const ports::ListedCase&)>&) const override {
    return {};
  }
  base::Result<void> each_task(const ports::TaskFilter&,
                               const std::function<base::Result<void>(const ports::KeptTask&)>&) const override {
    return {};
  }
  base::Result<void> each_registration(
      const ports::RegistrationFilter&,
      const std::function<base::Result<void>(const ports::ListedRegistration&)>&) const override {
    return {};
  }
  base::Result<void> each_refused(
      const ports::RefusedFilter&,
      const std::function<base::Result<void>(const ports::RefusedByNode&)>&) const override {
    return {};
  }
  base::Result<void> each_access(const base::RegistrationId&,
                                 const std::function<base::Result<void>(const core::Access&)>&) const override {
    return {};
  }

 private:
  static base::Error refused() { return base::rejected("this ledger keeps no cases"); }
};

}  // namespace gateway::support
