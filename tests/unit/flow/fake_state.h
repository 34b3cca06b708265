#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "gateway/ports/transaction.h"

namespace gateway::flow::made {

/// How far a message of the fake's outbox has come; the first three are open.
enum class Course { queued, held, in_hands, delivered, rejected, stopped, dead };

/// Everything that the fake ledger keeps: a plain value, so that undoing is assigning the copy from before.
struct State {
  using Key = std::pair<std::string, std::string>;  ///< Source and the record's key.

  struct Record {
    std::int64_t row = 0;
    std::string set;  ///< It was last seen in.
    core::Participation participation;
    std::optional<std::string> content;  ///< None: something was told since.
    std::string document;
    std::optional<std::string> waiting;  ///< The document of a rejected or parked one.
    std::string waiting_set;
    std::optional<core::PersonNumber> number;
    std::optional<base::RegistrationId> registration;
    std::optional<core::Note> note;
    core::Standing standing;
    std::vector<core::UnitOutcome> units;
    int decided = 0;  ///< How often it was stored.
    int seen = 0;     ///< How often it was only seen.
  };
  struct Registered {
    core::Registration value;
    std::optional<Key> record;
    std::optional<core::Person> person;
    std::string owner;  ///< At a node.
  };
  struct Item {
    std::int64_t sequence = 0;
    std::string lane;
    core::Message message;
    Course course = Course::queued;
    int attempts = 0;
    base::Instant next{};
    bool stop_after = false;
    std::vector<core::Reason> reasons;
    std::string why;

    bool open() const { return course <= Course::in_hands; }
  };
  struct Page {
    std::string source, stream, set, cursor;
    ports::PageCounts counts;
  };
  struct Total {
    core::Totals totals;
    std::int64_t sent_version = 0;
    std::optional<base::Instant> last_sent;
  };

  std::map<std::pair<std::string, std::string>, std::string> cursors;
  std::map<Key, Record> records;
  std::map<base::RegistrationId, Registered> registrations;
  std::set<std::string> protected_numbers;
  std::map<std::string, base::Date> deceased;
  std::vector<Item> outbox;
  std::vector<Page> pages;
  std::vector<std::pair<std::string, ports::SetNotice>> notices;
  std::map<std::string, std::string> open_sets;
  std::map<std::pair<std::string, int>, Total> totals;
  std::set<base::RegistrationId> voided;  ///< At a node.
  std::map<base::RegistrationId, core::Incident> incidents;

  const Record& record(const std::string& key, const std::string& source = "accorda") const {
    return records.at({source, key});
  }

  /// Messages of the outbox that stand so, totals apart.
  std::vector<core::MessageKind> kinds(Course course) const {
    std::vector<core::MessageKind> all;
    for (const Item& item : outbox) {
      if (item.course == course && item.message.kind != core::MessageKind::totals) all.push_back(item.message.kind);
    }
    return all;
  }

  std::int64_t counted() const {
    std::int64_t sum = 0;
    for (const auto& [of, total] : totals) sum += total.totals.women + total.totals.men;
    return sum;
  }

  /// Persons whose identity rests here: what a test asks of a node.
  std::size_t named() const {
    return static_cast<std::size_t>(
        std::count_if(registrations.begin(), registrations.end(), [](const auto& one) { return one.second.person; }));
  }
};

}  // namespace gateway::flow::made
