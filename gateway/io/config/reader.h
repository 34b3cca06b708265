#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/base/date.h"
#include "gateway/base/document.h"
#include "gateway/base/error.h"

namespace gateway::io {

/// What is wrong with one file, so that one start tells everything: the first 20 faults, one a line.
class Faults {
 public:
  explicit Faults(std::string file) : file_(std::move(file)) {}

  /// "FILE:LINE:COLUMN: PATH WHAT".
  void add(const base::Document& at, std::string_view path, std::string_view what);
  bool any() const { return count_ > 0; }
  const std::string& file() const { return file_; }
  base::Error error() const;

 private:
  std::string file_;
  std::string text_;
  std::size_t count_ = 0;
};

/// A table of a configuration file, read key by key. What is missing or of another kind becomes a fault with its place
/// and what to write, and reading goes on with a default; so callers read everything and then look at `Faults::any`.
/// `done` refuses the keys that nobody asked for. The document and the faults outlive it.
class Reader {
 public:
  template <typename Value>
  using Choices = std::initializer_list<std::pair<std::string_view, Value>>;

  /// `path` is how faults name the table; empty for the whole file.
  Reader(const base::Document& table, std::string path, Faults& faults);

  bool has(std::string_view key);
  const std::string& path() const { return path_; }
  const base::Document& document() const { return table_; }
  Faults& faults() { return faults_; }

  /// Text that must be there and not be empty.
  std::string text(std::string_view key);
  std::string text_or(std::string_view key, std::string_view otherwise);
  /// A list of texts, none of them empty; one text is a list of one. Empty when the key is not there.
  std::vector<std::string> texts(std::string_view key);
  /// The same, where at least one must be there.
  std::vector<std::string> some_texts(std::string_view key);
  bool boolean_or(std::string_view key, bool otherwise);
  std::int64_t integer_or(std::string_view key, std::int64_t otherwise, std::int64_t least, std::int64_t most);
  /// "500ms", "10s", "5min", "2h", "14d".
  std::chrono::milliseconds duration_or(std::string_view key, std::chrono::milliseconds otherwise,
                                        std::chrono::milliseconds least, std::chrono::milliseconds most);
  std::optional<base::Date> date_if(std::string_view key);
  /// `from` (must be there) and `to`.
  base::Period period();

  template <typename Value>
  Value choice_or(std::string_view key, Value otherwise, Choices<Value> choices) {
    const base::Document* found = ask(key);
    if (found == nullptr) return otherwise;
    std::string known;
    for (const auto& [name, value] : choices) {
      if (found->string() != nullptr && *found->string() == name) return value;
      known.append(known.empty() ? "\"" : ", \"").append(name).append("\"");
    }
    fault(key, "must be one of " + known);
    return otherwise;
  }

  std::optional<Reader> table_if(std::string_view key);
  /// A list of tables; named in faults by their `id` or `name`, else by their number from 1.
  std::vector<Reader> tables(std::string_view key);
  /// A table of tables: name and content, in the order of the file.
  std::vector<std::pair<std::string, Reader>> named_tables(std::string_view key);
  /// A table of texts: name and text, in the order of the file.
  std::vector<std::pair<std::string, std::string>> named_texts(std::string_view key);
  /// Any value, as it stands; null when it is not there.
  const base::Document* raw(std::string_view key) { return ask(key); }

  /// "PATH.KEY WHAT" at the key's value, or at the table where there is none.
  void fault(std::string_view key, std::string_view what);
  /// A fault of the table itself.
  void fault(std::string_view what) { faults_.add(table_, path_.empty() ? "the file" : path_, what); }

  /// Refuses keys that were not asked for, with those that are known here.
  void done();

 private:
  const base::Document* ask(std::string_view key);
  std::string path_of(std::string_view key) const;

  const base::Document& table_;
  std::string path_;
  Faults& faults_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace gateway::io
