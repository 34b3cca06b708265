#include "gateway/io/json/cooperation_shapes.h"

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

constexpr auto kCourseMembers = course_members<CooperationAct, Self{}>("kind");

}  // namespace

constinit const Shape kAct{kActMembers};
constinit const Shape kPerson{kPersonMembers};
constinit const Shape kFieldAnswers{kAnswerMembers};
constinit const Shape kCaseConsent{kConsentMembers};
constinit const Shape kCourse{kCourseMembers};

}  // namespace gateway::io
