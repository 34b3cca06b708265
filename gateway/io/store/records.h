#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/decision.h"
#include "gateway/io/store/counting_years.h"
#include "gateway/io/store/sqlite.h"
#include "gateway/io/store/vault.h"

namespace gateway::io::store {

/// What a source said last under one key.
struct RecordRow {
  std::int64_t row = 0;
  bool stored = false;  ///< The row is in the table already.
  Mark mark;
  std::int64_t source = 0;
  std::int64_t set = 0;  ///< It was last seen in.
  std::string file;
  std::uint32_t line = 0;
  std::optional<std::int64_t> subject;  ///< Whose key the record's key is sealed under.
  std::optional<Mark> person;           ///< Of a record that waits without a subject.
  std::optional<Mark> made;             ///< Of a made key: its person and insats.
  std::string sealed_key;
  std::optional<Mark> content;  ///< As it was last decided; none: to be decided anew.
  std::optional<std::int64_t> registration;
  core::Standing standing;
  std::vector<core::UnitOutcome> units;
  base::Instant since{};
  std::optional<std::int64_t> vanished;  ///< The full set that it was missing in.
  std::optional<std::string> basis;      ///< Of the last decision: Names::basis_text.
};

/// What is kept of an anonymous registration. Its year's key makes the mark.
struct NoteRow {
  Mark mark;
  std::int64_t source = 0;
  core::Note note;
  std::optional<Mark> content;
  core::Standing standing;
  std::vector<core::UnitOutcome> units;  ///< None while a record row of the key waits.
  base::Instant since{};
  std::int64_t set = 0;
  std::string file;
  std::uint32_t line = 0;
};

/// Records and notes by their marks. [writer thread]
class Records {
 public:
  Records(Database& database, Vault& vault) : database_(database), vault_(vault), years_(database) {}

  /// The years of the notes.
  CountingYears& years() { return years_; }

  std::optional<RecordRow> find(const Mark& mark);
  std::optional<RecordRow> at(std::int64_t row);
  core::Standing standing(std::int64_t row);
  /// The row that a new record will have.
  std::int64_t next_row();
  /// Inserts or rewrites.
  void put(RecordRow& record);
  void remove(std::int64_t row);
  void seen(std::int64_t row, std::int64_t set, std::string_view file, std::uint32_t line);

  /// The record's key, opened with the key of `subject` or with the one for what waits.
  std::string open_key(const RecordRow& record);
  void seal_key(RecordRow& record, std::string_view key);

  /// `at_least`: what was to be kept longer still is.
  void keep_document(const RecordRow& record, std::int64_t set, std::string_view document, base::Instant now,
                     base::Instant delete_after, bool at_least);
  void drop_document(std::int64_t row);

  /// The note on a key, whatever its year.
  std::optional<NoteRow> find_note(std::string_view source, std::string_view key, std::optional<int> likely_year);
  std::optional<NoteRow> note_at(const Mark& mark);
  void put_note(const NoteRow& note);
  void remove_note(const Mark& mark);
  void note_seen(const Mark& mark, std::int64_t set, std::string_view file, std::uint32_t line);

  /// After something was rolled back.
  void forget() {
    years_.forget();
    last_row_.reset();
  }

 private:
  base::SubjectId subject_id(std::int64_t row);

  Database& database_;
  Vault& vault_;
  CountingYears years_;
  std::optional<std::int64_t> last_row_;
};

}  // namespace gateway::io::store
