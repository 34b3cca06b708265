#pragma once

#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/unit/core/life.h"

// What the rows of domain.md §3 are told with.

namespace gateway::core::made {

inline const base::Date kBack = day("2026-11-10");  ///< The day a consent is taken back.

inline Participation declined(std::optional<base::Date> date = day("2026-10-10")) {
  Participation record = participation();
  record.consent = {ConsentAnswer::declined, "SUS 2024", date, std::nullopt};
  return record;
}

inline Participation withdrawn(base::Date date = kBack) {
  Participation record = participation();
  record.consent.withdrawn = date;
  return record;
}

inline Participation flagged(Protection protection = Protection::marked) {
  Participation record = participation();
  record.protection = protection;
  return record;
}

/// In and answered.
inline Life sent(Way way = Way::there_and_back, Participation record = participation()) {
  Life life;
  life.read(record);
  life.deliver(way);
  return life;
}

inline void expect_counted_once(const Life& life, Code cause, int year = 2026) {
  EXPECT_EQ(life.counted, 1);
  EXPECT_EQ((life.totals.at({"training", year})), 1);
  ASSERT_TRUE(life.situation.note);
  EXPECT_EQ(life.situation.note->insats, "training");
  EXPECT_EQ(life.situation.note->year, year);
  EXPECT_EQ(life.situation.note->sex, Sex::woman);
  EXPECT_EQ(life.situation.note->cause, cause);
}

/// The one identity-free message there is, sent or not.
inline const Message& only_exit(const Life& life) {
  const Message* found = nullptr;
  int number = 0;
  for (const Life::Item& item : life.outbox) {
    if (identity_free(item.message.kind)) {
      found = &item.message;
      ++number;
    }
  }
  EXPECT_EQ(number, 1);
  if (found == nullptr) throw std::logic_error("no identity-free message");
  return *found;
}

}  // namespace gateway::core::made
