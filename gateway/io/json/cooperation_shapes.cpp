#include "gateway/io/json/cooperation_shapes.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "gateway/core/clear.h"
#include "gateway/io/clock.h"

namespace gateway::io {

namespace {

using core::Act;
using core::CaseConsent;
using core::Consent;
using core::ConsentPaper;
using core::CooperationAct;
using core::FieldAnswers;
using core::Person;

std::optional<std::string> digits_12(std::string_view text) {
  if (text.size() != 12 || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  return std::string(text);
}

constexpr Member kActMembers[] = {
    In<Act>::text<&Act::user>("user", 100),
    In<Act>::text<&Act::organisation>("organisation", 100),
    In<Act>::parsed<&Act::at, parse_instant>("at", kAMoment).needed(),
    In<Act>::parsed<&Act::on, base::Date::parse>("on", kADate).needed(),
};

constexpr Member kPersonMembers[] = {
    In<Person>::parsed<&Person::number, digits_12>("number", "12 digits"),
    In<Person>::text<&Person::given_name>("given_name", 200),
    In<Person>::text<&Person::family_name>("family_name", 200),
    In<Person>::parsed<&Person::sex, word<kSexes>>("sex", kOneOf),
};

template <core::Field Asked>
constexpr auto kAnswerTo = [](FieldAnswers& answers) -> std::string& { return answers[Asked]; };

template <std::size_t... Index>
consteval auto answer_members(std::index_sequence<Index...>) {
  return std::array{In<FieldAnswers>::text<kAnswerTo<core::kFields[Index].field>>(core::kFields[Index].id, 100)...};
}
constexpr auto kAnswerMembers = answer_members(std::make_index_sequence<std::size(core::kFields)>());

template <auto Field>
constexpr Through<&CaseConsent::consent, Field> kOf;

constexpr Member kConsentMembers[] = {
    In<CaseConsent>::parsed<kOf<&Consent::answer>, word<kConsentAnswers>>("answer", kOneOf),
    In<CaseConsent>::text<kOf<&Consent::form>>("form", 100),
    In<CaseConsent>::parsed<kOf<&Consent::date>, base::Date::parse>("date", kADate),
    In<CaseConsent>::parsed<kOf<&Consent::withdrawn>, base::Date::parse>("withdrawn", kADate),
    In<CaseConsent>::texts<&CaseConsent::purposes>("purposes", 100, 10),
};

template <auto Field>
constexpr Through<kOf<&Consent::paper>, Field> kPaper;

constexpr std::array kPaperMembers = {
    In<CaseConsent>::parsed<kPaper<&ConsentPaper::language>, language>("language", kALanguage),
    In<CaseConsent>::boolean<kPaper<&ConsentPaper::written>>("written"),
    In<CaseConsent>::parsed<kPaper<&ConsentPaper::signed_by>, word<kSigners>>("signed_by", kOneOf),
    In<CaseConsent>::text<kPaper<&ConsentPaper::collected_by>>("collected_by", 100),
    In<CaseConsent>::text<kPaper<&ConsentPaper::original_at>>("original_at", 200),
};

/// What is said of its paper stays where it is told.
constexpr auto kAskedConsentMembers = [] {
  std::array<Member, std::size(kConsentMembers) + kPaperMembers.size()> all{};
  std::ranges::copy(kPaperMembers, std::ranges::copy(kConsentMembers, all.begin()).out);
  return all;
}();

constexpr auto kCourseMembers = course_members<CooperationAct, Self{}>("kind", kCaseConsent);

}  // namespace

constinit const Shape kAct{kActMembers};
constinit const Shape kPerson{kPersonMembers};
constinit const Shape kFieldAnswers{kAnswerMembers};
constinit const Shape kCaseConsent{kConsentMembers};
constinit const Shape kAskedConsent{kAskedConsentMembers};
constinit const Shape kCourse{kCourseMembers};

}  // namespace gateway::io
