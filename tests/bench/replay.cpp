#include <sqlite3.h>

#include <stdexcept>

#include "tests/bench/cpu.h"
#include "tests/bench/statements.h"

// This file calls SQLite by other names, past the linker's --wrap.
extern "C" {
int __real_sqlite3_open_v2(const char* path, sqlite3** connection, int flags, const char* vfs);
int __real_sqlite3_close_v2(sqlite3* connection);
int __real_sqlite3_exec(sqlite3* c, const char* sql, int (*)(void*, int, char**, char**), void*, char**);
int __real_sqlite3_prepare_v3(sqlite3*, const char*, int, unsigned, sqlite3_stmt**, const char**);
int __real_sqlite3_finalize(sqlite3_stmt*);
int __real_sqlite3_bind_text64(sqlite3_stmt*, int, const char*, sqlite3_uint64, sqlite3_destructor_type, unsigned char);
int __real_sqlite3_bind_blob64(sqlite3_stmt*, int, const void*, sqlite3_uint64, sqlite3_destructor_type);
int __real_sqlite3_bind_int64(sqlite3_stmt*, int, sqlite3_int64);
int __real_sqlite3_bind_null(sqlite3_stmt*, int);
int __real_sqlite3_step(sqlite3_stmt*);
int __real_sqlite3_reset(sqlite3_stmt*);
int __real_sqlite3_clear_bindings(sqlite3_stmt*);
int __real_sqlite3_wal_checkpoint_v2(sqlite3*, const char*, int, int*, int*);
}

namespace gateway::bench {

namespace {

using What = Statements::What;

class Player {
 public:
  Player(const Statements& said, const std::string& folder) : said_(said), folder_(folder) {}
  ~Player() {
    for (sqlite3_stmt* statement : statements_) __real_sqlite3_finalize(statement);
    for (sqlite3* connection : connections_) __real_sqlite3_close_v2(connection);
  }
  Player(const Player&) = delete;
  Player& operator=(const Player&) = delete;

  Replayed play() {
    double begun = 0;
    for (const Statements::Op& op : said_.ops) {
      if (op.what != What::mark) {
        one(op);
        continue;
      }
      counting_ = !counting_;
      if (counting_) {
        begun = own_cpu();
      } else {
        result_.cpu_us += own_cpu() - begun;
      }
    }
    return result_;
  }

 private:
  const char* text(const Statements::Op& op) const { return said_.bytes.data() + op.number; }
  sqlite3_stmt* statement(const Statements::Op& op) const { return statements_[static_cast<std::size_t>(op.object)]; }
  sqlite3*& connection(std::int32_t number) { return connections_[static_cast<std::size_t>(number)]; }

  void one(const Statements::Op& op) {
    switch (op.what) {
      case What::open:
        return open(op);
      case What::close:
        __real_sqlite3_close_v2(connection(op.object));
        connection(op.object) = nullptr;
        return;
      case What::log_by_hand:
        sqlite3_wal_autocheckpoint(connection(op.object), 0);
        return;
      case What::execute:
        __real_sqlite3_exec(connection(op.object), text(op), nullptr, nullptr, nullptr);
        return;
      case What::prepare:
        return prepare(op);
      case What::finalize:
        __real_sqlite3_finalize(statement(op));
        statements_[static_cast<std::size_t>(op.object)] = nullptr;
        return;
      case What::bind_text:
        __real_sqlite3_bind_text64(statement(op), op.place, text(op), static_cast<sqlite3_uint64>(op.size),
                                   SQLITE_STATIC, SQLITE_UTF8);
        return wrote(op, op.size);
      case What::bind_blob:
        __real_sqlite3_bind_blob64(statement(op), op.place, text(op), static_cast<sqlite3_uint64>(op.size),
                                   SQLITE_STATIC);
        return wrote(op, op.size);
      case What::bind_integer:
        __real_sqlite3_bind_int64(statement(op), op.place, op.number);
        return wrote(op, 8);
      case What::bind_null:
        __real_sqlite3_bind_null(statement(op), op.place);
        return;
      case What::step:
        return step(op);
      case What::reset:
        __real_sqlite3_reset(statement(op));
        return;
      case What::clear:
        __real_sqlite3_clear_bindings(statement(op));
        return;
      case What::checkpoint:
        __real_sqlite3_wal_checkpoint_v2(connection(op.object), nullptr, op.place, nullptr, nullptr);
        return;
      case What::mark:
        return;
    }
  }

  void open(const Statements::Op& op) {
    const std::string path =
        folder_ + said_.bytes.substr(static_cast<std::size_t>(op.number), static_cast<std::size_t>(op.size));
    sqlite3* opened = nullptr;
    constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    const int code = __real_sqlite3_open_v2(path.c_str(), &opened, kFlags, nullptr);
    connections_.push_back(opened);
    if (code != SQLITE_OK) throw std::runtime_error("the floor cannot open its database");
  }

  void prepare(const Statements::Op& op) {
    sqlite3_stmt* made = nullptr;
    __real_sqlite3_prepare_v3(connection(op.place), text(op), static_cast<int>(op.size), SQLITE_PREPARE_PERSISTENT,
                              &made, nullptr);
    if (made == nullptr) throw std::runtime_error("the floor cannot prepare a statement of ours");
    statements_.push_back(made);
    writes_.push_back(sqlite3_stmt_readonly(made) == 0);
  }

  void wrote(const Statements::Op& op, std::int64_t bytes) {
    if (counting_ && writes_[static_cast<std::size_t>(op.object)]) result_.bytes += bytes;
  }

  void step(const Statements::Op& op) {
    const int code = __real_sqlite3_step(statement(op));
    if (!counting_) return;
    if (code != static_cast<int>(op.number & 0xff)) ++result_.otherwise;
    ++result_.steps;
    if (writes_[static_cast<std::size_t>(op.object)]) ++result_.rows;
  }

  const Statements& said_;
  const std::string& folder_;
  std::vector<sqlite3*> connections_;
  std::vector<sqlite3_stmt*> statements_;
  std::vector<bool> writes_;
  Replayed result_;
  bool counting_ = false;
};

}  // namespace

Replayed replay(const Statements& statements, const std::string& folder) {
  return Player(statements, folder).play();
}

}  // namespace gateway::bench
