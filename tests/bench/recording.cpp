// The other end of the linker's --wrap: calls of SQLite by the ledger pass here on their way, and are taken down while
// there is a Recording.
#include <sqlite3.h>

#include <atomic>
#include <cstring>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "tests/bench/statements.h"

namespace gateway::bench {

namespace {

using What = Statements::What;

std::mutex mutex;
std::unique_ptr<Statements> running;
/// Whether it is, without the lock: what is measured must not pay for what is not taken down.
std::atomic<bool> taking{false};
std::unordered_map<const void*, std::int32_t> known;
std::int32_t connections = 0;
std::int32_t statements = 0;

std::int32_t number_of(const void* object) {
  const auto found = known.find(object);
  return found == known.end() ? -1 : found->second;
}

void note(Statements::Op op, const void* object) {
  if (!taking.load(std::memory_order_relaxed)) return;
  const std::lock_guard lock(mutex);
  if (!running) return;
  op.object = number_of(object);
  if (op.object >= 0) running->ops.push_back(op);
}

void note_bytes(Statements::Op op, const void* object, const void* bytes, std::size_t size) {
  if (!taking.load(std::memory_order_relaxed)) return;
  const std::lock_guard lock(mutex);
  if (!running) return;
  op.object = number_of(object);
  if (op.object < 0) return;
  op.number = static_cast<std::int64_t>(running->bytes.size());
  op.size = static_cast<std::int64_t>(size);
  running->bytes.append(static_cast<const char*>(bytes), size);
  running->ops.push_back(op);
}

void forget(What what, const void* object) {
  if (!taking.load(std::memory_order_relaxed)) return;
  const std::lock_guard lock(mutex);
  if (!running) return;
  const std::int32_t number = number_of(object);
  if (number >= 0) running->ops.push_back({what, number});
  known.erase(object);
}

}  // namespace

Recording::Recording(const std::string& folder) {
  const std::lock_guard lock(mutex);
  running = std::make_unique<Statements>();
  running->folder = folder;
  taking = true;
  known.clear();
  connections = 0;
  statements = 0;
}

Recording::~Recording() {
  taking = false;
  const std::lock_guard lock(mutex);
  running.reset();
}

void Recording::mark() {
  const std::lock_guard lock(mutex);
  if (running) running->ops.push_back({What::mark});
}

Statements Recording::take() {
  taking = false;
  const std::lock_guard lock(mutex);
  Statements all = std::move(*running);
  running.reset();
  return all;
}

namespace {

void opened(const char* path, sqlite3* connection) {
  const std::lock_guard lock(mutex);
  if (!running || connection == nullptr || !std::string_view(path).starts_with(running->folder)) return;
  known[connection] = connections;
  const std::string_view name = std::string_view(path).substr(running->folder.size());
  running->ops.push_back({What::open, connections++, 0, static_cast<std::int64_t>(running->bytes.size()),
                          static_cast<std::int64_t>(name.size())});
  running->bytes += name;
}

void prepared(sqlite3* connection, const char* sql, const char* tail, sqlite3_stmt* statement) {
  const std::lock_guard lock(mutex);
  if (!running || statement == nullptr) return;
  const std::int32_t number = number_of(connection);
  if (number < 0) return;
  known[statement] = statements;
  const std::size_t size = tail != nullptr ? static_cast<std::size_t>(tail - sql) : std::strlen(sql);
  running->ops.push_back({What::prepare, statements++, number, static_cast<std::int64_t>(running->bytes.size()),
                          static_cast<std::int64_t>(size)});
  running->bytes.append(sql, size);
}

}  // namespace

extern "C" {

int __real_sqlite3_open_v2(const char* path, sqlite3** connection, int flags, const char* vfs);
int __wrap_sqlite3_open_v2(const char* path, sqlite3** connection, int flags, const char* vfs);
int __wrap_sqlite3_open_v2(const char* path, sqlite3** connection, int flags, const char* vfs) {
  const int code = __real_sqlite3_open_v2(path, connection, flags, vfs);
  if (code == SQLITE_OK) opened(path, *connection);
  return code;
}

int __real_sqlite3_close(sqlite3* connection);
int __wrap_sqlite3_close(sqlite3* connection);
int __wrap_sqlite3_close(sqlite3* connection) {
  forget(What::close, connection);
  return __real_sqlite3_close(connection);
}

int __real_sqlite3_close_v2(sqlite3* connection);
int __wrap_sqlite3_close_v2(sqlite3* connection);
int __wrap_sqlite3_close_v2(sqlite3* connection) {
  forget(What::close, connection);
  return __real_sqlite3_close_v2(connection);
}

void* __real_sqlite3_wal_hook(sqlite3* connection, int (*hook)(void*, sqlite3*, const char*, int), void* context);
void* __wrap_sqlite3_wal_hook(sqlite3* connection, int (*hook)(void*, sqlite3*, const char*, int), void* context);
void* __wrap_sqlite3_wal_hook(sqlite3* connection, int (*hook)(void*, sqlite3*, const char*, int), void* context) {
  note({What::log_by_hand}, connection);
  return __real_sqlite3_wal_hook(connection, hook, context);
}

using RowOfText = int (*)(void*, int, char**, char**);
int __real_sqlite3_exec(sqlite3* connection, const char* sql, RowOfText row, void* context, char** fault);
int __wrap_sqlite3_exec(sqlite3* connection, const char* sql, RowOfText row, void* context, char** fault);
int __wrap_sqlite3_exec(sqlite3* connection, const char* sql, RowOfText row, void* context, char** fault) {
  note_bytes({What::execute}, connection, sql, std::strlen(sql) + 1);
  return __real_sqlite3_exec(connection, sql, row, context, fault);
}

int __real_sqlite3_prepare_v2(sqlite3* c, const char* sql, int size, sqlite3_stmt** statement, const char** tail);
int __wrap_sqlite3_prepare_v2(sqlite3* c, const char* sql, int size, sqlite3_stmt** statement, const char** tail);
int __wrap_sqlite3_prepare_v2(sqlite3* c, const char* sql, int size, sqlite3_stmt** statement, const char** tail) {
  const int code = __real_sqlite3_prepare_v2(c, sql, size, statement, tail);
  if (code == SQLITE_OK) prepared(c, sql, tail != nullptr ? *tail : nullptr, *statement);
  return code;
}

int __real_sqlite3_prepare_v3(sqlite3* c, const char* sql, int size, unsigned flags, sqlite3_stmt** statement,
                              const char** tail);
int __wrap_sqlite3_prepare_v3(sqlite3* c, const char* sql, int size, unsigned flags, sqlite3_stmt** statement,
                              const char** tail);
int __wrap_sqlite3_prepare_v3(sqlite3* c, const char* sql, int size, unsigned flags, sqlite3_stmt** statement,
                              const char** tail) {
  const int code = __real_sqlite3_prepare_v3(c, sql, size, flags, statement, tail);
  if (code == SQLITE_OK) prepared(c, sql, tail != nullptr ? *tail : nullptr, *statement);
  return code;
}

int __real_sqlite3_finalize(sqlite3_stmt* statement);
int __wrap_sqlite3_finalize(sqlite3_stmt* statement);
int __wrap_sqlite3_finalize(sqlite3_stmt* statement) {
  forget(What::finalize, statement);
  return __real_sqlite3_finalize(statement);
}

int __real_sqlite3_bind_text64(sqlite3_stmt* s, int place, const char* text, sqlite3_uint64 size,
                               sqlite3_destructor_type keep, unsigned char encoding);
int __wrap_sqlite3_bind_text64(sqlite3_stmt* s, int place, const char* text, sqlite3_uint64 size,
                               sqlite3_destructor_type keep, unsigned char encoding);
int __wrap_sqlite3_bind_text64(sqlite3_stmt* s, int place, const char* text, sqlite3_uint64 size,
                               sqlite3_destructor_type keep, unsigned char encoding) {
  note_bytes({What::bind_text, 0, place}, s, text, size);
  return __real_sqlite3_bind_text64(s, place, text, size, keep, encoding);
}

int __real_sqlite3_bind_blob64(sqlite3_stmt* s, int place, const void* bytes, sqlite3_uint64 size,
                               sqlite3_destructor_type keep);
int __wrap_sqlite3_bind_blob64(sqlite3_stmt* s, int place, const void* bytes, sqlite3_uint64 size,
                               sqlite3_destructor_type keep);
int __wrap_sqlite3_bind_blob64(sqlite3_stmt* s, int place, const void* bytes, sqlite3_uint64 size,
                               sqlite3_destructor_type keep) {
  note_bytes({What::bind_blob, 0, place}, s, bytes, size);
  return __real_sqlite3_bind_blob64(s, place, bytes, size, keep);
}

int __real_sqlite3_bind_int64(sqlite3_stmt* s, int place, sqlite3_int64 value);
int __wrap_sqlite3_bind_int64(sqlite3_stmt* s, int place, sqlite3_int64 value);
int __wrap_sqlite3_bind_int64(sqlite3_stmt* s, int place, sqlite3_int64 value) {
  note({What::bind_integer, 0, place, value}, s);
  return __real_sqlite3_bind_int64(s, place, value);
}

int __real_sqlite3_bind_null(sqlite3_stmt* s, int place);
int __wrap_sqlite3_bind_null(sqlite3_stmt* s, int place);
int __wrap_sqlite3_bind_null(sqlite3_stmt* s, int place) {
  note({What::bind_null, 0, place}, s);
  return __real_sqlite3_bind_null(s, place);
}

int __real_sqlite3_step(sqlite3_stmt* s);
int __wrap_sqlite3_step(sqlite3_stmt* s);
int __wrap_sqlite3_step(sqlite3_stmt* s) {
  const int code = __real_sqlite3_step(s);
  note({What::step, 0, 0, code}, s);
  return code;
}

int __real_sqlite3_reset(sqlite3_stmt* s);
int __wrap_sqlite3_reset(sqlite3_stmt* s);
int __wrap_sqlite3_reset(sqlite3_stmt* s) {
  note({What::reset}, s);
  return __real_sqlite3_reset(s);
}

int __real_sqlite3_clear_bindings(sqlite3_stmt* s);
int __wrap_sqlite3_clear_bindings(sqlite3_stmt* s);
int __wrap_sqlite3_clear_bindings(sqlite3_stmt* s) {
  note({What::clear}, s);
  return __real_sqlite3_clear_bindings(s);
}

int __real_sqlite3_wal_checkpoint_v2(sqlite3* c, const char* name, int mode, int* log, int* done);
int __wrap_sqlite3_wal_checkpoint_v2(sqlite3* c, const char* name, int mode, int* log, int* done);
int __wrap_sqlite3_wal_checkpoint_v2(sqlite3* c, const char* name, int mode, int* log, int* done) {
  note({What::checkpoint, 0, mode}, c);
  return __real_sqlite3_wal_checkpoint_v2(c, name, mode, log, done);
}

}  // extern "C"

}  // namespace gateway::bench
