#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "plugins/accorda/assembly.h"
#include "plugins/accorda/record.h"
#include "plugins/accorda/settings.h"

namespace accorda {

/// Reads one set: first every byte of every file, to know that it can be read, then record by record. The same files
/// give the same records in the same order, so that a number says how far a reading has come.
/// Memory: 16 bytes for each row that others are joined with, and a block for each file.
class SetReader {
 public:
  /// `parts`: for each of Settings::files its opened files, in name order. `stopping` is asked now and then.
  SetReader(const Settings& settings, std::vector<std::vector<Part>> parts, std::function<bool()> stopping);

  /// The first reading. False: the set cannot be read, `faults` say why; or stopping() said so.
  bool prepare();

  /// The next record, as a document, or nothing at the end.
  std::optional<std::string> next();

  /// Whether next() gave nothing because of stopping().
  bool stopped() const { return stopped_; }

  /// Passes over rows up to `index`, as if their records had been sent.
  void skip_to(std::uint64_t index);

  /// Rows with an insats taken so far, and documents made of them.
  std::uint64_t index() const { return index_; }
  std::uint64_t sent() const { return sent_; }

  /// What index() will have come to at the end; known once prepared.
  std::uint64_t rows() const;

  /// Why the set cannot be read; after its end, what else there is to say of it.
  const std::vector<SetFault>& faults() const { return faults_; }

  /// Adds what is known only at the end: rows that belong to nothing, rows that say the same again.
  void finish();

 private:
  enum class Repeated { no, same, differs };

  void scan_together(std::size_t first, std::vector<bool>& done, std::vector<SetFault>& minor);
  void index(std::size_t file, const TableRow& row);
  void index_primary(std::size_t file, const TableRow& row);
  bool index_primaries();
  bool advance();
  Repeated repeated(const Record& record, std::uint64_t place, bool& counts, std::size_t& number);
  std::uint64_t packed(std::size_t file, std::uint64_t place) const;

  const Settings& settings_;
  Tables tables_;
  std::function<bool()> stopping_;
  KeyIndex keys_;
  Assembly assembly_;
  Assembly other_;
  Recorder recorder_;
  TableRow row_;
  TableRow other_row_;
  std::string key_;
  std::size_t primary_ = 0;
  std::uint64_t index_ = 0;
  std::uint64_t sent_ = 0;
  std::uint64_t same_ = 0;
  bool stopped_ = false;
  std::vector<SetFault> faults_;
};

}  // namespace accorda
