#pragma once

#include "gateway/ports/ledger.h"

namespace gateway::app {

/// A ledger that forgets: every write is done, answered as if it had been stored, and undone. For `sync --dry-run`.
class DryLedger final : public ports::Ledger {
 public:
  explicit DryLedger(ports::Ledger& ledger) : ledger_(ledger) {}

  base::Result<void> write(Work work) override {
    base::Result<void> answer;
    auto undone = ledger_.write([&](ports::Transaction& transaction) -> base::Result<void> {
      answer = work(transaction);
      return base::Error{base::Fault::stop, "dry run"};
    });
    if (!undone && undone.error().fault != base::Fault::stop) return undone;
    return answer;
  }
  void write_async(Work work, std::function<void(base::Result<void>)> done) override { done(write(std::move(work))); }

  base::Result<void> each_unit(const ports::ListFilter& filter, const Take<ports::ListedUnit>& take) const override {
    return ledger_.each_unit(filter, take);
  }
  base::Result<void> each_vanished(std::string_view source, std::string_view set,
                                   const Take<ports::Vanished>& take) const override {
    return ledger_.each_vanished(source, set, take);
  }
  const ports::CaseLists& cases() const override { return ledger_.cases(); }
  base::Result<std::vector<ports::QueuedMessage>> queue(bool open_only, std::size_t limit) const override {
    return ledger_.queue(open_only, limit);
  }
  base::Result<void> each_said(const ports::SaidFilter& filter, const Take<ports::SaidMessage>& take) const override {
    return ledger_.each_said(filter, take);
  }
  base::Result<void> each_dated(const base::Period& days, const Take<ports::BothDates>& take) const override {
    return ledger_.each_dated(days, take);
  }
  base::Result<void> each_unsent(const Take<ports::KeptOriginal>& take) const override {
    return ledger_.each_unsent(take);
  }
  base::Result<std::optional<ports::KeptOriginal>> original(const base::RegistrationId& id) const override {
    return ledger_.original(id);
  }
  base::Result<ports::Held> held(const core::PersonNumber& number) const override { return ledger_.held(number); }
  base::Result<ports::Balance> balance(std::string_view source, std::string_view set) const override {
    return ledger_.balance(source, set);
  }
  base::Result<std::vector<core::Totals>> totals() const override { return ledger_.totals(); }
  base::Result<std::map<std::string, std::int64_t>> mapping_uses() const override { return ledger_.mapping_uses(); }
  base::Result<core::LastUses> last_uses() const override { return ledger_.last_uses(); }
  base::Result<base::Document> sets(std::string_view source) const override { return ledger_.sets(source); }
  base::Result<base::Document> stat() const override { return ledger_.stat(); }
  base::Result<base::Document> verify() const override { return ledger_.verify(); }
  base::Result<void> backup(const std::string& file) const override { return ledger_.backup(file); }

 private:
  ports::Ledger& ledger_;
};

}  // namespace gateway::app
