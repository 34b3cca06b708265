#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gateway/io/store/sqlite.h"
#include "gateway/io/store/sqlite_ledger.h"
#include "tests/unit/core/builders.h"

namespace gateway::io::made {

using namespace core::made;
using namespace std::chrono_literals;

/// A clock that is set. [any thread]
class SetClock : public ports::Clock {
 public:
  base::Instant now() const override { return base::Instant(std::chrono::milliseconds(now_.load())); }
  base::Date day_of(base::Instant instant) const override {
    return base::Date(std::chrono::floor<std::chrono::days>(instant));
  }
  void on(std::chrono::milliseconds by) { now_ += by.count(); }

 private:
  std::atomic<std::int64_t> now_{noon(kToday).time_since_epoch().count()};
};

/// A folder of its own, gone with the test.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "ledger-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() {
    std::error_code fault;
    std::filesystem::remove_all(path_, fault);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string organisation;  ///< Whose ledger lies in it.
  std::string file(const std::string& name) const { return path_ + "/" + name; }
  LedgerConfig config() const {
    LedgerConfig config;
    config.database = file("ledger/ledger.db");
    config.keys = file("keys/keys.db");
    config.master_key = file("keys/master.key");
    config.heads = file("heads/heads.jsonl");
    config.organisation = organisation;
    return config;
  }

 private:
  std::string path_;
};

inline std::string bytes_of(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// The value, or a failed test with the error's sentence.
template <typename T>
T must(base::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().what);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// All the rows of a list that is read row by row.
template <typename Row, typename Each>
std::vector<Row> all_of(Each each) {
  std::vector<Row> rows;
  must(each([&rows](const Row& row) -> base::Result<void> {
    rows.push_back(row);
    return {};
  }));
  return rows;
}

/// The bytes of a record: another text for whatever else it says, and its place where plugins write it.
inline std::string document_of(const core::Participation& record) {
  return "{\"key\":\"" + record.key + "\",\"position\":{\"file\":\"" + record.file +
         "\",\"line\":" + std::to_string(record.line) + "},\"number\":\"" + record.number + "\",\"content\":\"" +
         record.content() + "\"}";
}

/// A gateway's ledger, with the core's rules around it as flow puts them there.
class Office {
 public:
  explicit Office(std::string organisation = "gavle") {
    folder.organisation = std::move(organisation);
    open();
  }

  void open() { ledger = must(SqliteLedger::open(folder.config(), clock)); }
  void reopen() {
    ledger.reset();
    open();
  }

  template <typename Work>
  void write(Work work) {
    must(ledger->write([&](ports::Transaction& transaction) -> base::Result<void> {
      work(transaction);
      return {};
    }));
  }

  /// Changes the ledger's file behind its back.
  void alter(const std::string& sql) {
    store::Database(folder.config().database, store::Database::Mode::read_write).execute(sql);
  }

  /// The same with the keys, while the ledger is closed: none is remembered.
  void alter_keys(const std::string& sql) {
    ledger.reset();
    store::Database(folder.config().keys, store::Database::Mode::read_write).execute(sql);
    open();
  }

  /// Reads records as one page of `set`; answers what was counted.
  ports::PageCounts take(const std::vector<core::Participation>& records, const std::string& set = "day-1") {
    ports::PageCounts counts;
    write([&](ports::Transaction& t) {
      counts = {};
      for (const core::Participation& record : records) take_one(t, record, set, counts);
      must(t.store_page("accorda", "all", set, "cursor-" + set, counts, clock.now()));
    });
    return counts;
  }

  void set_notice(const std::string& set, ports::SetState state, bool full = true) {
    write([&](ports::Transaction& t) {
      ports::SetNotice notice;
      notice.set = set;
      notice.state = state;
      notice.full = full;
      notice.files = {"insatser.csv"};
      must(t.note_set("accorda", notice, clock.now()));
    });
  }

  /// Says of everything that matches that the consent was taken back on `date`.
  void withdraw(const ports::Selector& selector, base::Date date) {
    write([&](ports::Transaction& t) {
      for (const ports::RecordRef& ref : must(t.find(selector))) {
        must(t.tell(ref, {core::ConsentAnswer::none, "", std::nullopt, date}, "maj.lind", clock.now()));
        must(t.store_fact(ref, core::decide_fact(must(t.situation(ref)), circumstances()), clock.now()));
      }
    });
  }

  std::vector<ports::DueMessage> due() {
    std::vector<ports::DueMessage> messages;
    write([&](ports::Transaction& t) {
      must(t.queue_totals(clock.now(), 24h));
      messages = must(t.due(clock.now(), 100));
    });
    return messages;
  }

  void hand(std::int64_t sequence) {
    write([&](ports::Transaction& t) { must(t.hand(sequence, clock.now())); });
  }

  void settle(std::int64_t sequence, core::Admitted admitted, std::vector<core::Reason> reasons = {}) {
    write([&](ports::Transaction& t) {
      const ports::DueMessage item = must(t.handed(sequence));
      std::optional<core::Decision> decision;
      if (item.facts.registration) {
        decision = core::settle(item.message, admitted, *item.facts.registration, item.sex);
      }
      must(t.settle(sequence, {admitted, reasons}, decision, clock.now()));
    });
  }

  /// Sends all there is; the node takes it.
  std::vector<core::Message> deliver() {
    std::vector<core::Message> sent;
    for (auto batch = due(); !batch.empty(); batch = due()) {
      for (const ports::DueMessage& item : batch) {
        sent.push_back(item.message);
        hand(item.sequence);
        settle(item.sequence, core::Admitted::accepted);
      }
    }
    return sent;
  }

  std::vector<ports::ListedUnit> list(std::optional<core::Outcome> outcome = std::nullopt) {
    return all_of<ports::ListedUnit>([&](const auto& take) {
      return ledger->each_unit({outcome, false, "", ""}, take);
    });
  }

  std::vector<ports::Vanished> vanished() {
    return all_of<ports::Vanished>([&](const auto& take) { return ledger->each_vanished("accorda", "", take); });
  }

  ports::Balance balance() { return must(ledger->balance("", "")); }

  core::Circumstances circumstances() {
    core::Circumstances under = world.circumstances();
    under.now = clock.now();
    under.today = clock.day_of(clock.now());
    ++ids_;
    under.new_id.bytes.fill(0);
    under.new_id.bytes[0] = static_cast<std::uint8_t>(ids_ >> 8);
    under.new_id.bytes[1] = static_cast<std::uint8_t>(ids_);
    return under;
  }

  Folder folder;
  SetClock clock;
  World world;
  std::unique_ptr<SqliteLedger> ledger;

 private:
  void take_one(ports::Transaction& t, const core::Participation& record, const std::string& set,
                ports::PageCounts& counts) {
    const std::string document = document_of(record);
    if (const std::size_t again = must(t.said_again("accorda", set, document)); again > 0) {
      counts.add(core::Outcome::unchanged, static_cast<std::int64_t>(again));
      return;
    }
    const ports::RecordFacts facts = must(t.facts("accorda", set, record, document));
    bool settled = facts.same_as_last_time && !facts.last.empty();
    for (const auto& unit : facts.last) settled = settled && core::settled(unit.second);
    if (settled) {
      for (std::size_t i = 0; i < facts.last.size(); ++i) counts.add(core::Outcome::unchanged);
      must(t.seen("accorda", set, record));
      return;
    }
    const core::Decision decision = core::decide(record, facts.situation, circumstances());
    for (const core::UnitOutcome& unit : decision.units) counts.add(unit.outcome);
    must(t.store(ports::DecidedRecord{"accorda", set, record, document, decision, clock.now()}));
  }

  unsigned ids_ = 0;
};

/// The good participation under another key, of another person.
inline core::Participation of(const std::string& key, const std::string& birthday) {
  core::Participation record = participation();
  record.key = key;
  record.number = test_number(birthday);
  return record;
}

inline core::Participation declined(core::Participation record = participation()) {
  record.consent = {core::ConsentAnswer::declined, "SUS 2024", day("2026-10-10"), std::nullopt};
  return record;
}

inline core::Participation waiting(core::Participation record = participation()) {
  record.consent = {};
  return record;
}

}  // namespace gateway::io::made
