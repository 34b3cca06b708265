#pragma once

#include <map>
#include <mutex>
#include <string>

#include "gateway/io/crypto/heads.h"
#include "gateway/io/store/originals.h"
#include "gateway/io/store/persons.h"
#include "gateway/io/store/sqlite.h"
#include "gateway/io/store/vault.h"
#include "gateway/ports/ledger.h"

namespace gateway::io::store {

/// What the ledger is asked, against the last commit, on a connection that can only read. Calls take turns.
/// [any thread]
class Reader {
 public:
  Reader(const std::string& path, KeyRing& keys);

  base::Result<void> each_unit(const ports::ListFilter& filter, const ports::Ledger::Take<ports::ListedUnit>& take);
  base::Result<void> each_vanished(std::string_view source, std::string_view set,
                                   const ports::Ledger::Take<ports::Vanished>& take);
  base::Result<std::vector<ports::QueuedMessage>> queue(bool open_only, std::size_t limit);
  base::Result<void> each_said(const ports::SaidFilter& filter, const ports::Ledger::Take<ports::SaidMessage>& take);
  base::Result<void> each_dated(const base::Period& days, const ports::Ledger::Take<ports::BothDates>& take);
  base::Result<void> each_unsent(const ports::Ledger::Take<ports::KeptOriginal>& take);
  base::Result<std::optional<ports::KeptOriginal>> original(const base::RegistrationId& id);
  base::Result<ports::Held> held(const core::PersonNumber& number);
  base::Result<ports::Balance> balance(std::string_view source, std::string_view set);
  base::Result<std::vector<core::Totals>> totals();
  base::Result<std::map<std::string, std::int64_t>> mapping_uses();
  base::Result<core::LastUses> last_uses();
  base::Result<base::Document> sets(std::string_view source);
  base::Result<base::Document> stat();
  base::Result<base::Document> verify(const std::vector<Head>& heads);
  base::Result<void> backup(const std::string& file);

 private:
  /// Where a page of a list ends and the next begins.
  struct Place {
    bool notes = false;
    bool end = false;
    std::int64_t row = 0;
    std::string mark;
  };
  std::vector<ports::ListedUnit> page_of_units(const ports::ListFilter& filter, Place& place);
  /// Requests of the cooperation that wait, behind a row, which moves on.
  std::vector<ports::ListedUnit> page_of_requests(const ports::ListFilter& filter, std::int64_t& behind, bool& end);
  std::vector<ports::Vanished> page_of_vanished(std::string_view source, std::string_view set, Place& place);
  /// Behind the sequence `place.row`; a user's in the order of their days, behind that sequence on `day`.
  std::vector<ports::SaidMessage> page_of_said(const ports::SaidFilter& filter, base::Date& day, Place& place);
  /// Of what was said from here; at a node of what came in.
  std::vector<ports::BothDates> page_of_dated(const base::Period& days, bool came_in, Place& place);
  std::string key_of(const Query& query, int subject, int mark, int sealed);
  ports::Held read_held(const core::PersonNumber& number);
  std::vector<ports::HeldRegistration> read_registrations(const Subject& subject);
  std::vector<ports::HeldRecord> read_records(const Mark& number, const std::optional<Subject>& subject);
  void read_pages(std::string_view source, std::string_view set, ports::Balance& balance);
  void read_units(std::string_view source, ports::Balance& balance);
  void read_delivery(std::string_view source, std::string_view set, ports::Balance& balance);

  /// What `read` answers, when it is this caller's turn.
  template <typename Read>
  auto in_turn(Read read) {
    const std::lock_guard lock(mutex_);
    return guarded(read);
  }

  /// The same against one state of the ledger, however much is read.
  template <typename Read>
  auto in_one_state(Read read) {
    return in_turn([&] {
      database_.run("BEGIN");
      try {
        auto answer = read();
        database_.run("COMMIT");
        return answer;
      } catch (...) {
        database_.run("ROLLBACK");
        throw;
      }
    });
  }

  std::string path_;
  std::mutex mutex_;
  Database database_;
  Vault vault_;
  Originals originals_;
};

}  // namespace gateway::io::store
