#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "gateway/base/date.h"

namespace gateway::core {

/// What a decision looks at, beside mapping and directory. The letters that `pack` writes are stable.
enum class Fact : std::uint8_t {
  start,             ///< Date.
  end,               ///< Date.
  consent,           ///< ConsentAnswer, as the record says it.
  consent_date,      ///< Date.
  withdrawn,         ///< Date, as the record says it.
  withdrawn_before,  ///< Date of a withdrawal that stands from before.
  declined_before,   ///< Date of a no that stands from before.
  told,              ///< ConsentAnswer, as a caseworker told it.
  protection,        ///< Protection, as the record says it.
  protected_before,  ///< A flag was seen before and not lifted: 1.
  deceased,          ///< Date.
  registration,      ///< Stage of the registration that exists.
  counted_before,    ///< The key was counted anonymously: 1.
  mandate,           ///< MandateState of the mandate asked for, known from its first day.
  // Of acts in the AF/FK cooperation.
  happened,         ///< Date.
  registered,       ///< Date: the second of the two.
  state,            ///< CaseState in which the act found the case.
  becomes,          ///< CaseState to which the transition leads.
  part,             ///< Part of the organisation that acted.
  registrar,        ///< Authority to which the transition belongs.
  agreement,        ///< A local agreement lets AF register what is FK's: 1.
  role,             ///< Whether who acted had the role deltagaransvarig, on the day of the act: 0 | 1.
  assignment,       ///< Whether they had the assignment at the office: 0 | 1.
  last_end,         ///< Date of the latest end of any case of the person.
  mapping_consent,  ///< Date on which the consent to joint mapping was attached.
  meetings,         ///< How many mapping meetings there were.
  meeting_outcome,  ///< MeetingOutcome of the last one.
  lifted,           ///< Date of the day on which the person's protection was lifted.
  activity          ///< ActivityKind of the activity that the act named, by the catalogue; known since its row holds.
};

/// One coded fact: a date's days since 1970-01-01, or a number whose meaning the fact gives.
struct CodedFact {
  Fact fact = Fact::start;
  std::int32_t value = 0;
  base::Date as_of;  ///< The day from which it is known: that of the reading, or of the fact itself.

  friend bool operator==(const CodedFact&, const CodedFact&) = default;
};

/// What a decision rests on: the policy's hash and the coded facts it used. Holds nothing that recognises a person.
class Basis {
 public:
  std::string policy;  ///< Policy::hash; empty where the policy has none.
  base::Date decided;

  void add(Fact fact, std::int32_t value, base::Date as_of) {
    if (count_ < facts_.size()) facts_[count_++] = {fact, value, as_of};
  }
  void add(Fact fact, std::int32_t value) { add(fact, value, decided); }
  std::span<const CodedFact> facts() const { return std::span(facts_).first(count_); }

  friend bool operator==(const Basis& a, const Basis& b);

 private:
  std::array<CodedFact, 29> facts_{};  ///< One for each Fact.
  std::size_t count_ = 0;
};

/// Whether the fact's value is a date.
constexpr bool is_date(Fact fact) {
  switch (fact) {
    case Fact::start:
    case Fact::end:
    case Fact::consent_date:
    case Fact::withdrawn:
    case Fact::withdrawn_before:
    case Fact::declined_before:
    case Fact::deceased:
    case Fact::happened:
    case Fact::registered:
    case Fact::last_end:
    case Fact::mapping_consent:
    case Fact::lifted:
      return true;
    default:
      return false;
  }
}

/// The facts in some twenty bytes, dates counted from the day of the decision; without the policy.
std::string pack(const Basis& basis);

/// What `pack` wrote; nothing where it did not.
std::optional<Basis> unpack_basis(std::string_view text);

}  // namespace gateway::core
