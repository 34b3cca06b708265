#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "gateway/core/cooperation/act.h"
#include "gateway/io/json/codec_shape.h"
#include "gateway/io/json/codec_words.h"

namespace gateway::io {

/// Fills a core::Act.
extern const Shape kAct;
/// Fills a core::Person, by twelve digits.
extern const Shape kPerson;
/// Fills a core::FieldAnswers: a member for each of core::kFields, and no other.
extern const Shape kFieldAnswers;
/// Fills a core::CaseConsent.
extern const Shape kCaseConsent;
/// The same with what is said of its paper, as an act is asked for.
extern const Shape kAskedConsent;
/// Fills a core::CooperationAct but for its `case_id` and `by`, which stand elsewhere in every document.
extern const Shape kCourse;

/// Versions and places in feeds: as large as every reader of JSON takes exactly.
inline constexpr std::int64_t kMaxVersion = (std::int64_t{1} << 53) - 1;

/// The members of an act that is found in a Root by `Of`; its kind under a name of its own, its consents as `consent`.
template <typename Root, auto Of>
consteval std::array<Member, 15> course_members(std::string_view kind, const Shape& consent) {
  using core::CooperationAct;
  return {
      In<Root>::template parsed<Through<Of, &CooperationAct::kind>{}, core::parse_act_kind>(kind, kOneOf).needed(),
      In<Root>::template parsed<Through<Of, &CooperationAct::to>{}, core::parse_case_state>("to", kOneOf),
      In<Root>::template parsed<Through<Of, &CooperationAct::happened>{}, base::Date::parse>("happened", kADate),
      In<Root>::template text<Through<Of, &CooperationAct::office>{}>("office", 100),
      In<Root>::template text<Through<Of, &CooperationAct::af_office>{}>("af_office", 100),
      In<Root>::template text<Through<Of, &CooperationAct::fk_office>{}>("fk_office", 100),
      In<Root>::template parsed<Through<Of, &CooperationAct::meeting_on>{}, base::Date::parse>("meeting_on", kADate),
      In<Root>::template parsed<Through<Of, &CooperationAct::until>{}, base::Date::parse>("until", kADate),
      In<Root>::template sub<Through<Of, &CooperationAct::answers>{}>("answers", kFieldAnswers),
      In<Root>::template parsed<Through<Of, &CooperationAct::outcome>{}, core::parse_meeting_outcome>("outcome",
                                                                                                      kOneOf),
      In<Root>::template parsed<Through<Of, &CooperationAct::cause>{}, core::parse_end_cause>("cause", kOneOf),
      In<Root>::template sub<Made<Of, &CooperationAct::consent>{}>("consent", consent),
      In<Root>::template sub<Made<Of, &CooperationAct::mapping_consent>{}>("mapping_consent", consent),
      In<Root>::template integer<Made<Of, &CooperationAct::row>{}, 1>("row"),
      In<Root>::template integer<Made<Of, &CooperationAct::seen_version>{}, 0, kMaxVersion>("seen_version")};
}

}  // namespace gateway::io
