#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/base/date.h"
#include "gateway/core/consent_paper.h"
#include "gateway/core/person_number.h"

namespace gateway::core {

/// Protection of identity (skyddade personuppgifter). `unknown` counts as protected everywhere (domain.md §3 m).
enum class Protection { none, marked, protected_registration, unknown };

enum class ConsentAnswer { none, given, declined };

/// A consent (samtycke) as somebody states it. It holds for one registration in (Finsam).
struct Consent {
  ConsentAnswer answer = ConsentAnswer::none;
  std::string form;  ///< The form's name, e.g. as printed on it; the policy says what it covers.
  std::optional<base::Date> date;
  std::optional<base::Date> withdrawn;
  ConsentPaper paper = {};

  friend bool operator==(const Consent&, const Consent&) = default;
};

/// Answers before and after, as codes of the lists in config/; empty means *svar saknas*.
struct Answers {
  std::string education;
  std::string income_source_before;
  std::string employment_before;
  std::string end_reason;
  std::string income_source_after;
  std::string employment_after;

  friend bool operator==(const Answers&, const Answers&) = default;
};

/// Something the source plugin could not read in a record.
struct FieldFault {
  std::string code;
  std::string field;
  std::string file;
  std::uint32_t line = 0;
};

/// What a source says of one participant's time in one insats: document gateway.participation/1. It asks for one
/// registration in and, with an end, one registration out.
struct Participation {
  std::string key;
  bool derived_key = false;
  std::string file;
  std::uint32_t line = 0;
  std::vector<FieldFault> faults;

  std::string number;  ///< As written in the source.
  std::string previous_number;
  std::string given_name;
  std::string family_name;
  std::string local_id;
  std::optional<Sex> sex;
  Protection protection = Protection::unknown;
  std::optional<base::Date> deceased;

  Answers answers;
  Consent consent;
  bool own_consent = false;

  std::string beslut;      ///< The municipality's beslut (stays Swedish: a decision here is another thing).
  std::string ordered_by;  ///< Beställare.
  std::string insats;      ///< The source's name of the insats, not the Finsam insats it maps to.
  std::string unit;
  std::optional<base::Date> start;
  std::optional<base::Date> end;
  std::string signature;

  /// All that the source says, places in files apart, in one unambiguous string: what a fingerprint is made of.
  std::string content() const;
};

}  // namespace gateway::core
