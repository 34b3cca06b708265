#include "gateway/io/json/record_shapes.h"

#include <array>
#include <optional>
#include <utility>

#include "gateway/core/participation.h"
#include "gateway/io/json/codec_words.h"
#include "gateway/ports/codec.h"

namespace gateway::io {

namespace {

using core::Answers;
using core::Consent;
using core::ConsentPaper;
using core::FieldFault;
using core::Participation;
using ports::SetFault;
using ports::SetNotice;

constexpr Words<core::Protection, 4> kProtections{{{"none", core::Protection::none},
                                                   {"marked", core::Protection::marked},
                                                   {"protected_registration", core::Protection::protected_registration},
                                                   {"unknown", core::Protection::unknown}}};
constexpr Words<ports::SetState, 4> kStates{{{"begun", ports::SetState::begun},
                                             {"complete", ports::SetState::complete},
                                             {"failed", ports::SetState::failed},
                                             {"incomplete", ports::SetState::incomplete}}};
constexpr std::array<std::string_view, 8> kFieldFaults = {"missing", "bad_date",      "bad_value", "too_long",
                                                          "columns", "duplicate_key", "no_person", "bad_encoding"};
constexpr std::array<std::string_view, 11> kSetFaults = {
    "missing_file",       "empty",      "truncated",   "bad_encoding",  "columns", "unterminated_quote", "too_long",
    "changed_while_read", "unreadable", "orphan_rows", "duplicate_rows"};

constexpr Member kFaultMembers[] = {
    In<FieldFault>::parsed<&FieldFault::code, known<kFieldFaults>>("code", kOneOf).needed(),
    In<FieldFault>::text<&FieldFault::field>("field", 100).needed(),
    In<FieldFault>::text<&FieldFault::file>("file", 200),
    In<FieldFault>::integer<&FieldFault::line>("line"),
};
constexpr Shape kFault{kFaultMembers};

constexpr Member kPositionMembers[] = {
    In<Participation>::text<&Participation::file>("file", 200).needed(),
    In<Participation>::integer<&Participation::line>("line").needed(),
};
constexpr Shape kPosition{kPositionMembers};

constexpr Member kPersonMembers[] = {
    In<Participation>::text<&Participation::number>("number", 40).needed(),
    In<Participation>::text<&Participation::previous_number>("previous_number", 40).or_null(),
    In<Participation>::text<&Participation::given_name>("given_name", 200).or_null(),
    In<Participation>::text<&Participation::family_name>("family_name", 200).or_null(),
    In<Participation>::text<&Participation::local_id>("local_id", 200).or_null(),
    In<Participation>::parsed<&Participation::sex, word<kSexes>>("sex", kOneOf).or_null(),
    In<Participation>::parsed<&Participation::protection, word<kProtections>>("protection", kOneOf).needed(),
    In<Participation>::parsed<&Participation::deceased, base::Date::parse>("deceased", kADate).or_null(),
};
constexpr Shape kPerson{kPersonMembers};

constexpr Member kAnswerMembers[] = {
    In<Answers>::text<&Answers::education>("education").or_null(),
    In<Answers>::text<&Answers::income_source_before>("income_source_before").or_null(),
    In<Answers>::text<&Answers::employment_before>("employment_before").or_null(),
    In<Answers>::text<&Answers::end_reason>("end_reason").or_null(),
    In<Answers>::text<&Answers::income_source_after>("income_source_after").or_null(),
    In<Answers>::text<&Answers::employment_after>("employment_after").or_null(),
};
constexpr Shape kAnswers{kAnswerMembers};

template <auto Field>
constexpr Through<&Consent::paper, Field> kPaper;

constexpr Member kConsentMembers[] = {
    In<Consent>::text<&Consent::form>("form", 100).or_null(),
    In<Consent>::parsed<&Consent::answer, word<kConsentAnswers>>("answer", kOneOf).needed(),
    In<Consent>::parsed<&Consent::date, base::Date::parse>("date", kADate).or_null(),
    In<Consent>::parsed<&Consent::withdrawn, base::Date::parse>("withdrawn", kADate).or_null(),
    In<Consent>::parsed<kPaper<&ConsentPaper::language>, language>("language", kALanguage).or_null(),
    In<Consent>::boolean<kPaper<&ConsentPaper::written>>("written").or_null(),
    In<Consent>::parsed<kPaper<&ConsentPaper::signed_by>, word<kSigners>>("signed_by", kOneOf).or_null(),
    In<Consent>::text<kPaper<&ConsentPaper::collected_by>>("collected_by", 100).or_null(),
    In<Consent>::text<kPaper<&ConsentPaper::original_at>>("original_at", 200).or_null(),
};
constexpr Shape kConsent{kConsentMembers};

constexpr Member kBeslutMembers[] = {
    In<Participation>::text<&Participation::beslut>("beslut", 200).needed(),
    In<Participation>::text<&Participation::ordered_by>("ordered_by", 200).needed(),
    In<Participation>::text<&Participation::insats>("insats", 200).needed(),
    In<Participation>::text<&Participation::unit>("unit", 200).or_null(),
};
constexpr Shape kBeslut{kBeslutMembers};

/// The object's members belong to the record itself.
constexpr auto kSelf = [](Participation& record) -> Participation& { return record; };

constexpr Member kParticipationMembers[] = {
    In<Participation>::constant("schema", "gateway.participation/1"),
    In<Participation>::text<&Participation::key>("key", 200).needed(),
    In<Participation>::boolean<&Participation::derived_key>("derived_key"),
    In<Participation>::sub<kSelf>("position", kPosition).needed(),
    In<Participation>::list<&Participation::faults>("faults", kFault, 50),
    In<Participation>::sub<kSelf>("person", kPerson).needed(),
    In<Participation>::sub<&Participation::answers>("answers", kAnswers),
    In<Participation>::sub<&Participation::consent>("consent", kConsent).needed(),
    In<Participation>::boolean<&Participation::own_consent>("own_consent"),
    In<Participation>::sub<kSelf>("beslut", kBeslut).needed(),
    In<Participation>::parsed<&Participation::start, base::Date::parse>("start", kADate).or_null(),
    In<Participation>::parsed<&Participation::end, base::Date::parse>("end", kADate).or_null(),
    In<Participation>::text<&Participation::signature>("signature", 100).or_null(),
};
constexpr Shape kParticipationShape{kParticipationMembers};

constexpr Member kSetFaultMembers[] = {
    In<SetFault>::parsed<&SetFault::code, known<kSetFaults>>("code", kOneOf).needed(),
    In<SetFault>::text<&SetFault::file>("file", 200).needed(),
    In<SetFault>::integer<&SetFault::line>("line"),
    In<SetFault>::text<&SetFault::field>("field", 100),
    In<SetFault>::text<&SetFault::detail>("detail", 300),
};
constexpr Shape kSetFault{kSetFaultMembers};

constexpr Member kSetMembers[] = {
    In<SetNotice>::constant("schema", "gateway.set/1"),
    In<SetNotice>::text<&SetNotice::set>("set", 200).needed(),
    In<SetNotice>::parsed<&SetNotice::state, word<kStates>>("state", kOneOf).needed(),
    In<SetNotice>::boolean<&SetNotice::full>("full"),
    In<SetNotice>::integer<&SetNotice::rows>("rows"),
    In<SetNotice>::texts<&SetNotice::files>("files", 200),
    In<SetNotice>::list<&SetNotice::faults>("faults", kSetFault, 100),
};
constexpr Shape kSetShape{kSetMembers};

constexpr std::size_t kMaxBytes = 1024 * 1024;

}  // namespace

constinit const DocumentKind kParticipation{"gateway.participation/1", "contracts/schema/participation.schema.json",
                                            kParticipationShape, kMaxBytes};
constinit const DocumentKind kSet{"gateway.set/1", "contracts/schema/set.schema.json", kSetShape, kMaxBytes};

}  // namespace gateway::io
