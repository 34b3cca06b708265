#pragma once

#include <string>

namespace gateway::io::made {

/// Takes a ledger's schema back to version 16; a test that goes further back begins with it.
inline const std::string kBackTo16 =
    "DROP TABLE closed_year; DROP TABLE consent_paper; DROP TABLE parked_act; DROP TABLE volume; DROP TABLE feed_gap; "
    "DROP TABLE taken_changes; DROP TABLE withdrawn_person; "
    "DROP INDEX registration_of_insats; ALTER TABLE registration DROP COLUMN responsible; "
    "ALTER TABLE registration DROP COLUMN named_responsible; ALTER TABLE registration DROP COLUMN named_deputy; "
    "PRAGMA user_version=16; ";

}  // namespace gateway::io::made
