#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/api/documents.h"
#include "gateway/core/cooperation/request.h"
#include "gateway/core/participation.h"

namespace gateway::api {

// What the documents of an extract are put together from.

/// [{field, name{sv,en}, value}]: only what has a value.
class Fields {
 public:
  Fields& add(std::string_view field, std::string value);
  Fields& add(std::string_view field, const std::optional<base::Date>& date);
  Fields& add(std::string_view field, const std::optional<core::Sex>& sex);
  Fields& add(const core::Answers& answers);
  /// `hidden`: without those that point at the person.
  Fields& add(const core::FieldAnswers& answers, bool hidden);
  base::Document take() { return std::move(rows_); }

 private:
  base::Document rows_{base::Document::Array{}};
};

/// [{field, name{sv,en}}]
base::Document named_fields(const std::vector<std::string>& fields);

/// {id, name}: an insats or office, an organisation. The id is the name of what the directory lacks.
base::Document place_document(const core::Directory& directory, const std::string& id);
base::Document organisation_document(const core::Directory& directory, const std::string& id);

/// The day, or null.
base::Document day_document(const std::optional<base::Date>& date);

}  // namespace gateway::api
