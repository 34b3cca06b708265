#pragma once

#include "gateway/ports/transaction.h"
#include "tests/support/nothing_in_step.h"

namespace gateway::support {

/// What a ledger keeps of persons beside their records, where a test's ledger keeps nothing of it.
class BareTransaction : public ports::Transaction {
 public:
  ports::InStep& in_step() override { return in_step_; }
  base::Result<core::DecidedBefore> decided(const ports::RecordRef&) override {
    return base::rejected("this ledger keeps no decisions");
  }
  base::Result<std::optional<core::Code>> part_number(const ports::RecordRef&, const core::PersonNumber&,
                                                      std::string_view, base::Instant) override {
    return base::rejected("this ledger keeps no former numbers");
  }
  base::Result<void> deceased(const core::PersonNumber&, base::Date, std::string_view, base::Instant) override {
    return base::rejected("this ledger keeps no deaths");
  }
  base::Result<std::optional<core::PersonNumber>> whose(const base::RegistrationId&) override {
    return std::optional<core::PersonNumber>();
  }
  base::Result<core::ProtectionState> protection(const core::PersonNumber&) override {
    return base::rejected("this ledger keeps no claims of protection");
  }
  base::Result<void> lift(const core::PersonNumber&, base::Date, std::string_view, base::Instant) override {
    return base::rejected("this ledger keeps no claims of protection");
  }
  base::Result<void> take_back(const core::PersonNumber&, std::string_view, base::Date, base::Instant) override {
    return base::rejected("this ledger keeps no claims of protection");
  }
  base::Result<std::optional<ports::KeptOriginal>> original(const base::RegistrationId&) override {
    return base::rejected("this ledger keeps no originals");
  }
  base::Result<void> archive(const base::RegistrationId&, const core::Archived&) override {
    return base::rejected("this ledger keeps no originals");
  }
  base::Result<std::vector<core::FkNotice>> fk_notices(const std::optional<base::RegistrationId>&) override {
    return std::vector<core::FkNotice>();
  }
  base::Result<void> keep_notice(const core::FkNotice&, base::Instant) override {
    return base::rejected("this ledger keeps no notices");
  }
  base::Result<std::vector<core::KeptVolume>> volumes(bool) override { return std::vector<core::KeptVolume>(); }
  base::Result<bool> counted_individually(std::string_view, int) override { return false; }
  base::Result<int> closed_through() override { return 0; }
  base::Result<bool> keep_volume(const core::KeptVolume&) override {
    return base::rejected("this ledger keeps no volumes");
  }
  base::Result<ports::AnsweredMessages> answered(const base::RegistrationId&) override {
    return ports::AnsweredMessages();
  }

 private:
  NothingInStep in_step_;
};

}  // namespace gateway::support
