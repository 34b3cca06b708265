#pragma once

#include <memory>
#include <string>
#include <utility>

#include "gateway/ports/ledger.h"
#include "tests/unit/flow/fake_transaction.h"

namespace gateway::flow::made {

/// A ledger in memory, for one thread: a work that fails leaves nothing, and so does one whose commit fails. Its lists
/// and reports are not kept; tests read `state`.
class FakeLedger final : public ports::Ledger {
 public:
  State state;
  std::shared_ptr<const core::Directory> directory;
  Trouble trouble;
  bool rehearses = false;  ///< Runs each work, undoes it and runs it again, as a writer may whose group did not hold.

  explicit FakeLedger(core::Directory rows) : directory(std::make_shared<core::Directory>(std::move(rows))) {}

  base::Result<void> write(Work work) override {
    const State before = state;
    FakeTransaction transaction(state, directory, trouble);
    if (rehearses) {
      (void)work(transaction);
      state = before;
    }
    auto done = work(transaction);
    if (done && ++trouble.commits == trouble.fail_at_commit) done = Trouble::full();
    if (!done) state = before;
    return done;
  }

  void write_async(Work work, std::function<void(base::Result<void>)> done) override { done(write(std::move(work))); }

  base::Result<void> each_unit(const ports::ListFilter&, const Take<ports::ListedUnit>&) const override {
    return unkept();
  }
  base::Result<void> each_vanished(std::string_view, std::string_view, const Take<ports::Vanished>&) const override {
    return unkept();
  }
  const ports::CaseLists& cases() const override { return cases_; }
  base::Result<std::vector<ports::QueuedMessage>> queue(bool, std::size_t) const override { return unkept(); }
  base::Result<void> each_said(const ports::SaidFilter&, const Take<ports::SaidMessage>&) const override {
    return unkept();
  }
  base::Result<void> each_dated(const base::Period&, const Take<ports::BothDates>&) const override { return unkept(); }
  base::Result<void> each_unsent(const Take<ports::KeptOriginal>&) const override { return unkept(); }
  base::Result<std::optional<ports::KeptOriginal>> original(const base::RegistrationId&) const override {
    return unkept();
  }
  base::Result<ports::Held> held(const core::PersonNumber&) const override { return unkept(); }
  base::Result<ports::Balance> balance(std::string_view, std::string_view) const override { return unkept(); }
  base::Result<std::vector<core::Totals>> totals() const override { return unkept(); }
  base::Result<std::map<std::string, std::int64_t>> mapping_uses() const override { return unkept(); }
  base::Result<core::LastUses> last_uses() const override { return unkept(); }
  base::Result<base::Document> sets(std::string_view) const override { return unkept(); }
  base::Result<base::Document> stat() const override { return unkept(); }
  base::Result<base::Document> verify() const override { return unkept(); }
  base::Result<void> backup(const std::string&) const override { return unkept(); }

 private:
  support::NoCases cases_;
  static base::Error unkept() { return base::rejected("the ledger in memory keeps no lists"); }
};

}  // namespace gateway::flow::made
