#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "gateway/base/date.h"
#include "gateway/base/document.h"
#include "gateway/base/id.h"
#include "gateway/base/result.h"

namespace gateway::api {

/// The arguments of one operation, checked as they are taken. Errors name the argument, never its value: it may be a
/// person number.
class Arguments {
 public:
  /// Refuses what is no object, names an argument twice, or names one that is not in `known`.
  static base::Result<Arguments> read(const base::Document& document, std::initializer_list<std::string_view> known);

  bool has(std::string_view name) const {
    return document_->find(name) != nullptr && !document_->find(name)->is_null();
  }

  /// Text of at most 4096 bytes without control characters; absent is empty.
  base::Result<std::string> text(std::string_view name) const;
  /// The same, but it must be there.
  base::Result<std::string> required(std::string_view name) const;
  /// One of `choices`, which must be there.
  base::Result<std::string> choice(std::string_view name, std::span<const std::string_view> choices) const;
  base::Result<std::string> choice(std::string_view name, std::initializer_list<std::string_view> choices) const {
    return choice(name, std::span(choices.begin(), choices.size()));
  }
  /// True or false; absent is false.
  base::Result<bool> flag(std::string_view name) const;
  /// YYYY-MM-DD, a day that exists; absent is none.
  base::Result<std::optional<base::Date>> date(std::string_view name) const;
  /// The number of a case, 32 hex digits and not all zero; absent is none.
  base::Result<std::optional<base::RegistrationId>> case_number(std::string_view name) const;
  base::Result<base::RegistrationId> required_case_number(std::string_view name) const;
  /// At least 0; absent is `otherwise`.
  base::Result<std::int64_t> count(std::string_view name, std::int64_t otherwise) const;

 private:
  explicit Arguments(const base::Document& document) : document_(&document) {}

  const base::Document* document_;
};

/// The arguments of an operation that takes what stands in a file, or only says what that would do.
struct FileToTake {
  std::string file;
  bool dry_run = false;

  static base::Result<FileToTake> read(const base::Document& document);
};

}  // namespace gateway::api
