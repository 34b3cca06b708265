#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/accorda/assembly.h"
#include "plugins/accorda/settings.h"
#include "plugins/sdk/json_writer.h"

namespace accorda {

/// One participation before it is written down: document gateway.participation/1 without its place.
struct Record {
  std::string key;
  bool derived_key = false;
  std::vector<RecordFault> faults;
  std::string body;  ///< The members person, answers, consent, own_consent, beslut, start, end, signature.
};

/// Makes records of rows. Only what the settings map to a field ever comes into one.
class Recorder {
 public:
  Recorder(const Settings& settings, const Tables& tables);

  /// Whether a record's key can be told from the row; where not, `key` alone is left empty.
  std::string key(Assembly& assembly);

  /// Whether the row of a file with rows = "insats" is enough for that, without any that is joined with it.
  bool key_in_row(std::size_t primary) const;

  Record record(Assembly& assembly);

  /// The JSON document.
  static std::string document(const Record& record, const std::string& file, std::uint64_t line);

 private:
  struct Source {
    std::size_t file = 0;
    const Spec* spec = nullptr;
  };
  using Texts = std::array<std::string_view, kFields>;

  const Source& source(std::size_t primary, Field field) const;
  std::string_view read(Assembly& assembly, Field field, std::vector<RecordFault>* faults);
  std::string derived(std::string_view number, std::string_view insats, std::string_view start) const;
  void check_joins(Assembly& assembly, Record& record) const;
  static std::string body(const Texts& texts);
  static void paper(sdk::JsonWriter& json, const Texts& texts);

  const Settings& settings_;
  const Tables& tables_;
  std::array<std::string, kFields> rooms_;            // For what a field says where no row says it so.
  std::vector<std::array<Source, kFields>> sources_;  // For each file with rows = "insats".
};

}  // namespace accorda
