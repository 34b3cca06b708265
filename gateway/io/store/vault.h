#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/id.h"
#include "gateway/core/person_number.h"
#include "gateway/io/crypto/keyring.h"
#include "gateway/io/crypto/sealing.h"
#include "gateway/io/json/said.h"
#include "gateway/io/store/sqlite.h"

namespace gateway::io::store {

using Mark = base::Fingerprint;

/// Marks (keyed HMACs) and seals, with the keys of the key ring. Keys for new persons are made ahead, many in one
/// fsync: each is on disk before the ledger names its owner. [one thread at a time]
class Vault {
 public:
  explicit Vault(KeyRing& keys);

  // Marks
  Mark of_person(const core::PersonNumber& number) const;
  Mark of_record(std::string_view source, std::string_view key) const;
  /// A made key's person and insats, as the source names them.
  Mark of_made_key(std::string_view source, std::string_view number, std::string_view insats) const;
  Mark of_content(std::string_view source, const Said& said) const;
  /// A record and a person together; neither is found by it alone.
  Mark of_pair(const Mark& record, const Mark& person) const;
  /// What a record is called to people where its key holds a person number.
  Mark of_name(const Mark& record) const;
  /// The key under which an act was asked for.
  Mark of_act(std::string_view key) const;
  /// Under the key of the note's year, as its content mark: nothing connects them to those above. None where that key
  /// was destroyed: the year is closed, and nobody finds a note of it.
  std::optional<Mark> of_note(int year, std::string_view source, std::string_view key);
  /// The same of a request that was asked for under a key.
  std::optional<Mark> of_act_note(int year, std::string_view key);
  Mark of_note_content(int year, std::string_view source, const Said& said);

  /// Destroys the key of a year's notes.
  void destroy_notes(int year);

  // Persons
  /// An id for a new person; its key is on disk.
  base::SubjectId new_subject();
  std::vector<std::uint8_t> seal_for(const base::SubjectId& subject, std::string_view place, std::string_view plain);
  /// Nothing where the person's key was destroyed.
  std::optional<std::string> open_of(const base::SubjectId& subject, std::string_view place, std::string_view sealed);
  void destroy(const base::SubjectId& subject);

  // What waits
  std::vector<std::uint8_t> seal_pending(std::string_view place, std::string_view plain) const;
  std::string open_pending(std::string_view place, std::string_view sealed) const;

 private:
  KeyRing::KeyPtr key_of(const base::SubjectId& subject);
  /// Null where it was destroyed.
  KeyRing::KeyPtr notes(int year);

  KeyRing& keys_;
  KeyRing::KeyPtr persons_;
  KeyRing::KeyPtr records_;
  KeyRing::KeyPtr pending_;
  std::vector<std::pair<int, KeyRing::KeyPtr>> notes_;
  std::vector<base::SubjectId> spare_;
  /// Whose values were sealed last: a person's come in a row.
  std::optional<std::pair<base::SubjectId, Sealer>> sealer_;
  std::size_t refill_ = 16;
};

}  // namespace gateway::io::store
