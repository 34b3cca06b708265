#pragma once

#include <string>
#include <string_view>

#include "gateway/base/document.h"
#include "gateway/report/words.h"

namespace gateway::app {

/// The text of a value as a person reads it: text as it is, {"sv", "en"} by language, numbers, yes and no.
inline std::string told(const base::Document* value, core::Language language) {
  if (value == nullptr || value->is_null()) return {};
  if (value->string() != nullptr) return *value->string();
  if (value->integer() != nullptr) return std::to_string(*value->integer());
  if (value->number() != nullptr) return std::to_string(*value->number());
  if (value->boolean() != nullptr) {
    return std::string(*value->boolean() ? report::Phrase{"ja", "yes"}.in(language)
                                         : report::Phrase{"nej", "no"}.in(language));
  }
  if (value->array() != nullptr) {
    std::string text;
    for (const base::Document& one : *value->array()) text += (text.empty() ? "" : ", ") + told(&one, language);
    return text;
  }
  return std::string(value->text(language == core::Language::swedish ? "sv" : "en"));
}

inline std::string told(const base::Document& object, std::string_view member, core::Language language) {
  return told(object.find(member), language);
}

/// Whether the member is true.
inline bool is_true(const base::Document& object, std::string_view member) {
  const base::Document* value = object.find(member);
  return value != nullptr && value->boolean() != nullptr && *value->boolean();
}

/// The elements of the array member, or none.
inline const base::Document::Array& elements(const base::Document* value) {
  static const base::Document::Array none;
  return value != nullptr && value->array() != nullptr ? *value->array() : none;
}

}  // namespace gateway::app
