#include "gateway/io/store/writer.h"

#include <algorithm>
#include <chrono>
#include <future>

namespace gateway::io::store {

Writer::Writer(Database& database, Vault& vault, SignedHeads& heads, const ports::Clock& clock, Limits limits,
               std::function<void()> committed)
    : database_(database),
      vault_(vault),
      heads_(heads),
      clock_(clock),
      limits_(limits),
      committed_(std::move(committed)),
      transaction_(database, vault, clock, limits.keeping),
      thread_([this] { run(); }) {}

Writer::~Writer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  more_.notify_all();
  room_.notify_all();
  thread_.join();
}

void Writer::put(Work work, Done done) {
  {
    std::unique_lock lock(mutex_);
    // The writer's own thread must not wait for itself.
    const bool own = std::this_thread::get_id() == thread_.get_id();
    room_.wait(lock, [&] { return own || stopping_ || waiting_.size() < limits_.queue; });
    if (!stopping_) {
      waiting_.push_back({std::move(work), std::move(done), {}});
      lock.unlock();
      more_.notify_one();
      return;
    }
  }
  done(base::Error{base::Fault::stop, "the ledger is being closed"});
}

base::Result<void> Writer::put_and_wait(Work work) {
  if (std::this_thread::get_id() == thread_.get_id()) {
    return base::broken("the ledger's writer was asked to wait for itself");
  }
  std::promise<base::Result<void>> promise;
  auto answer = promise.get_future();
  put(std::move(work), [&promise](base::Result<void> result) { promise.set_value(std::move(result)); });
  return answer.get();
}

void Writer::run() {
  while (true) {
    std::deque<Waiting> group;
    {
      std::unique_lock lock(mutex_);
      const auto ready = [&] { return stopping_ || !waiting_.empty(); };
      // An unsigned head is signed within a second, also when nothing more comes.
      if (signed_ == transaction_.audit_end().sequence) {
        more_.wait(lock, ready);
      } else {
        more_.wait_for(lock, std::chrono::seconds(1), ready);
      }
      while (!waiting_.empty() && group.size() < limits_.group) {
        group.push_back(std::move(waiting_.front()));
        waiting_.pop_front();
      }
      if (group.empty() && stopping_) break;
    }
    room_.notify_all();
    if (!group.empty()) commit(group);
    sign(false);
  }
  sign(true);
}

void Writer::commit(std::deque<Waiting>& group) {
  const AuditChain::End before = transaction_.audit_end();
  base::Result<void> all;
  try {
    database_.run("BEGIN IMMEDIATE");
    transaction_.begin();
    for (Waiting& one : group) {
      one.result = transaction_.attempt([&] { return one.work(transaction_); });
      if (!database_.in_transaction()) throw StoreError(one.result.error());
    }
    database_.run("COMMIT");
  } catch (const StoreError& error) {
    all = error.error();
  }
  if (!all) {
    try {
      if (database_.in_transaction()) database_.run("ROLLBACK");
    } catch (const StoreError&) {
      // The transaction is gone all the same: it was never committed.
    }
    transaction_.forget(before);
  } else {
    try {
      Persons::destroy_keys(database_, vault_);
      CountingYears::destroy_keys(database_, vault_);
    } catch (const StoreError&) {
      // What is to be destroyed stands in the ledger: done after the next commit, or at the next start.
    }
    committed_();
  }
  for (Waiting& one : group) one.done(all ? std::move(one.result) : all);
}

void Writer::sign(bool force) {
  const AuditChain::End end = transaction_.audit_end();
  if (end.sequence == signed_ || end.sequence == 0) {
    signed_ = end.sequence;
    return;
  }
  (void)heads_.append(end.sequence, end.hash, clock_.now(), force);  // Fails: tried again in a second.
  const auto latest = heads_.latest();
  if (latest && latest->sequence == end.sequence && latest->hash == end.hash) signed_ = end.sequence;
}

}  // namespace gateway::io::store
