#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace accorda {

/// What a column can be mapped to: the members of contracts/schema/participation.schema.json.
enum class Field {
  key,
  number,
  previous_number,
  given_name,
  family_name,
  local_id,
  sex,
  protection,
  deceased,
  education,
  income_source_before,
  employment_before,
  end_reason,
  income_source_after,
  employment_after,
  consent_form,
  consent_answer,
  consent_date,
  consent_withdrawn,
  own_consent,
  beslut,
  ordered_by,
  insats,
  unit,
  start,
  end,
  signature,
  consent_language,
  consent_written,
  consent_signed_by,
  consent_collected_by,
  consent_original
};
inline constexpr std::size_t kFields = 32;

/// How a field's text is judged.
enum class Kind {
  text,
  date,
  code,  ///< Of a list of the core's: from a value list, anything else is no answer (svar saknas).
  sex,
  protection,
  consent_answer,
  language,  ///< ISO 639, by a value list.
  signed_by,
  flag
};

struct FieldRule {
  std::string_view name;
  Kind kind;
  std::size_t most;  ///< Characters of text.
};

inline constexpr std::array<FieldRule, kFields> kRules = {{{"key", Kind::text, 200},
                                                           {"number", Kind::text, 40},
                                                           {"previous_number", Kind::text, 40},
                                                           {"given_name", Kind::text, 200},
                                                           {"family_name", Kind::text, 200},
                                                           {"local_id", Kind::text, 200},
                                                           {"sex", Kind::sex, 0},
                                                           {"protection", Kind::protection, 0},
                                                           {"deceased", Kind::date, 0},
                                                           {"education", Kind::code, 40},
                                                           {"income_source_before", Kind::code, 40},
                                                           {"employment_before", Kind::code, 40},
                                                           {"end_reason", Kind::code, 40},
                                                           {"income_source_after", Kind::code, 40},
                                                           {"employment_after", Kind::code, 40},
                                                           {"consent_form", Kind::text, 100},
                                                           {"consent_answer", Kind::consent_answer, 0},
                                                           {"consent_date", Kind::date, 0},
                                                           {"consent_withdrawn", Kind::date, 0},
                                                           {"own_consent", Kind::flag, 0},
                                                           {"beslut", Kind::text, 200},
                                                           {"ordered_by", Kind::text, 200},
                                                           {"insats", Kind::text, 200},
                                                           {"unit", Kind::text, 200},
                                                           {"start", Kind::date, 0},
                                                           {"end", Kind::date, 0},
                                                           {"signature", Kind::text, 100},
                                                           {"consent_language", Kind::language, 0},
                                                           {"consent_written", Kind::flag, 0},
                                                           {"consent_signed_by", Kind::signed_by, 0},
                                                           {"consent_collected_by", Kind::text, 100},
                                                           {"consent_original", Kind::text, 200}}};

constexpr const FieldRule& rule(Field field) {
  return kRules[static_cast<std::size_t>(field)];
}

inline std::optional<Field> field_named(std::string_view name) {
  for (std::size_t i = 0; i < kFields; ++i) {
    if (kRules[i].name == name) return static_cast<Field>(i);
  }
  return std::nullopt;
}

}  // namespace accorda
