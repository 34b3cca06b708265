#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "gateway/io/crypto/heads.h"
#include "gateway/io/store/transaction.h"
#include "gateway/ports/ledger.h"

namespace gateway::io::store {

/// The one thread that writes. Takes all works that wait, runs each in a savepoint of one transaction, commits, and
/// answers them after the fsync.
class Writer {
 public:
  using Work = std::function<base::Result<void>(SqliteTransaction&)>;
  using Done = std::function<void(base::Result<void>)>;

  struct Limits {
    std::size_t queue;
    std::size_t group;
    Keeping keeping;
  };

  /// `committed` is called after each commit, on the writer thread.
  Writer(Database& database, Vault& vault, SignedHeads& heads, const ports::Clock& clock, Limits limits,
         std::function<void()> committed);
  /// Does what waits, signs the last head, ends the thread.
  ~Writer();

  /// Blocks while the queue is full. `done` is called on the writer thread.
  void put(Work work, Done done);
  base::Result<void> put_and_wait(Work work);

 private:
  struct Waiting {
    Work work;
    Done done;
    base::Result<void> result;
  };

  void run();
  void commit(std::deque<Waiting>& group);
  void sign(bool force);

  Database& database_;
  Vault& vault_;
  SignedHeads& heads_;
  const ports::Clock& clock_;
  const Limits limits_;
  const std::function<void()> committed_;
  SqliteTransaction transaction_;

  std::mutex mutex_;
  std::condition_variable more_;
  std::condition_variable room_;
  std::deque<Waiting> waiting_;
  bool stopping_ = false;
  std::int64_t signed_ = -1;
  std::thread thread_;
};

}  // namespace gateway::io::store
