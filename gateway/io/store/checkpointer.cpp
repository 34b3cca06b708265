#include "gateway/io/store/checkpointer.h"

#include "gateway/io/store/schema.h"

namespace gateway::io::store {

namespace {

constexpr std::int64_t kPage = 4096;

int note_pages(void* counter, sqlite3*, const char*, int pages) {
  *static_cast<std::atomic<std::int64_t>*>(counter) = pages;
  return SQLITE_OK;
}

}  // namespace

Checkpointer::Checkpointer(const std::string& path, Database& writer, std::size_t bytes)
    : database_(path, Database::Mode::read_write), pages_(static_cast<std::int64_t>(bytes) / kPage) {
  prepare_writer(database_);
  sqlite3_wal_hook(writer.handle(), note_pages, &log_pages_);
  thread_ = std::thread([this] { run(); });
}

Checkpointer::~Checkpointer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Checkpointer::after_commit() {
  if (log_pages_ < pages_) return;
  {
    const std::lock_guard lock(mutex_);
    due_ = true;
  }
  wake_.notify_one();
}

void Checkpointer::run() {
  while (true) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [&] { return due_ || stopping_; });
      if (stopping_) return;
      due_ = false;
    }
    // A checkpoint that does not succeed is made up for by the next.
    (void)sqlite3_wal_checkpoint_v2(database_.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    if (log_pages_ > 4 * pages_) {
      (void)sqlite3_wal_checkpoint_v2(database_.handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    }
  }
}

}  // namespace gateway::io::store
