#include "gateway/io/json/message_shapes.h"

#include <array>
#include <initializer_list>

#include "gateway/core/admit.h"
#include "gateway/io/clock.h"
#include "gateway/io/json/codec_words.h"
#include "gateway/io/json/cooperation_shapes.h"
#include "gateway/ports/codec.h"

namespace gateway::io {

namespace {

using core::Act;
using core::Answers;
using core::AssignmentChange;
using core::CooperationAct;
using core::Incoming;
using core::Message;
using core::MessageKind;
using core::Person;
using core::Reason;
using core::TaskReply;
using core::ToldChange;
using core::ToldChanges;
using core::Totals;
using ports::NodeAnswer;

constexpr std::array<std::string_view, 5> kExitCodes = {"consent_withdrawn", "person_deceased", "person_protected",
                                                        "wrong_person", "registered_without_consent"};
constexpr std::int64_t kMaxCount = 1'000'000'000;

std::optional<core::Code> code_of(std::string_view text) {
  for (const core::Explanation& explanation : core::explanations()) {
    if (explanation.id == text) return explanation.code;
  }
  return std::nullopt;
}

constexpr Member kAnswerMembers[] = {
    In<Answers>::text<&Answers::education>("education", 100),
    In<Answers>::text<&Answers::income_source_before>("income_source_before", 100),
    In<Answers>::text<&Answers::employment_before>("employment_before", 100),
    In<Answers>::text<&Answers::end_reason>("end_reason", 100),
    In<Answers>::text<&Answers::income_source_after>("income_source_after", 100),
    In<Answers>::text<&Answers::employment_after>("employment_after", 100),
};
constexpr Shape kAnswers{kAnswerMembers};

constexpr Member kConsentMembers[] = {
    In<Message>::text<&Message::consent_form>("form", 100).needed(),
    In<Message>::parsed<&Message::consent_date, base::Date::parse>("date", kADate).needed(),
    In<Message>::boolean<&Message::consent_confirmed>("confirmed"),
};
constexpr Shape kConsent{kConsentMembers};

constexpr Member kTotalsMembers[] = {
    In<Totals>::text<&Totals::insats>("insats", 100).needed(),
    In<Totals>::integer<&Totals::year, 1900, 2199>("year").needed(),
    In<Totals>::integer<&Totals::women, 0, kMaxCount>("women").needed(),
    In<Totals>::integer<&Totals::men, 0, kMaxCount>("men").needed(),
    In<Totals>::integer<&Totals::version, 0, kMaxCount>("version").needed(),
};
constexpr Shape kTotals{kTotalsMembers};

std::optional<core::TaskEvent> parse_reply(std::string_view text) {
  const auto event = core::parse_task_event(text);
  return event && *event <= core::TaskEvent::retract ? event : std::nullopt;
}

constexpr Member kReplyMembers[] = {
    In<TaskReply>::parsed<&TaskReply::task, core::TaskId::parse>("task", kHexId).needed(),
    In<TaskReply>::parsed<&TaskReply::event, parse_reply>("answer", kOneOf).needed(),
    In<TaskReply>::text<&TaskReply::reason>("reason", 100),
};
constexpr Shape kReply{kReplyMembers};

template <auto Field>
constexpr Through<&ToldChange::change, Field> kChangeOf;

constexpr Member kChangeMembers[] = {
    In<ToldChange>::parsed<kChangeOf<&AssignmentChange::kind>, word<kChangeKinds>>("action", kOneOf).needed(),
    In<ToldChange>::text<kChangeOf<&AssignmentChange::user>>("user", 100).needed(),
    In<ToldChange>::text<kChangeOf<&AssignmentChange::role>>("role", 100).needed(),
    In<ToldChange>::text<kChangeOf<&AssignmentChange::place>>("place", 100).needed(),
    In<ToldChange>::parsed<kChangeOf<&AssignmentChange::from>, base::Date::parse>("from", kADate).needed(),
    In<ToldChange>::parsed<kChangeOf<&AssignmentChange::until>, base::Date::parse>("until", kADate),
    In<ToldChange>::boolean<kChangeOf<&AssignmentChange::attested>>("attested"),
    In<ToldChange>::parsed<&ToldChange::seen, parse_instant>("seen", kAMoment),
    In<ToldChange>::parsed<&ToldChange::follows, core::ChangeSetId::parse>("follows", kHexId),
};
constexpr Shape kChange{kChangeMembers};

constexpr Member kAssignmentsMembers[] = {
    In<ToldChanges>::parsed<&ToldChanges::id, core::ChangeSetId::parse>("id", kHexId).needed(),
    In<ToldChanges>::list<&ToldChanges::changes>("changes", kChange, 500).needed(),
};
constexpr Shape kAssignments{kAssignmentsMembers};

constexpr auto kMessageOf = [](Incoming& incoming) -> Message& { return incoming.message; };
constexpr auto kKindOf = [](Incoming& incoming) -> MessageKind& { return incoming.message.kind; };
constexpr auto kIdOf = [](Incoming& incoming) -> base::RegistrationId& { return incoming.message.registration; };
constexpr auto kPlaceOf = [](Incoming& incoming) -> std::string& { return incoming.message.place; };
constexpr auto kActivityOf = [](Incoming& incoming) -> std::string& { return incoming.message.activity; };
constexpr auto kStartOf = [](Incoming& incoming) -> std::optional<base::Date>& { return incoming.message.start; };
constexpr auto kDateOf = [](Incoming& incoming) -> std::optional<base::Date>& { return incoming.message.date; };
constexpr auto kAnswersOf = [](Incoming& incoming) -> Answers& { return incoming.message.answers; };
constexpr auto kCodeOf = [](Incoming& incoming) -> std::string& { return incoming.message.code; };
constexpr auto kActOf = [](Incoming& incoming) -> Act& { return incoming.message.act; };
constexpr auto kCourseOf = [](Incoming& incoming) -> CooperationAct& { return incoming.message.course.emplace(); };
constexpr auto kReplyOf = [](Incoming& incoming) -> TaskReply& { return incoming.message.reply.emplace(); };
constexpr auto kAssignmentsOf = [](Incoming& incoming) -> ToldChanges& {
  return incoming.message.assignments.emplace();
};
constexpr auto kTaskOf = [](Incoming& incoming) -> std::optional<core::TaskId>& { return incoming.message.task; };
constexpr auto kPersonOf = [](Incoming& incoming) -> Person& { return incoming.person.emplace(); };
constexpr auto kLiftedOf = [](Incoming& incoming) -> std::optional<base::Date>& { return incoming.message.lifted; };
constexpr auto kTotalsOf = [](Incoming& incoming) -> Totals& { return incoming.message.totals; };

constexpr Member kMessageMembers[] = {
    In<Incoming>::constant("schema", "gateway.message/1"),
    In<Incoming>::parsed<kKindOf, core::parse_message_kind>("kind", kOneOf).needed(),
    In<Incoming>::parsed<kIdOf, base::RegistrationId::parse>("registration", kHexId),
    In<Incoming>::text<kPlaceOf>("place", 100),
    In<Incoming>::text<kActivityOf>("activity", 100),
    In<Incoming>::parsed<kStartOf, base::Date::parse>("start", kADate),
    In<Incoming>::parsed<kDateOf, base::Date::parse>("date", kADate),
    In<Incoming>::sub<kAnswersOf>("answers", kAnswers),
    In<Incoming>::parsed<kCodeOf, known<kExitCodes>>("code", kOneOf),
    In<Incoming>::sub<kMessageOf>("consent", kConsent),
    In<Incoming>::sub<kActOf>("act", kAct),
    In<Incoming>::sub<kPersonOf>("person", kPerson),
    In<Incoming>::sub<kTotalsOf>("totals", kTotals),
    In<Incoming>::sub<kCourseOf>("course", kCourse),
    In<Incoming>::sub<kReplyOf>("reply", kReply),
    In<Incoming>::parsed<kLiftedOf, base::Date::parse>("lifted", kADate),
    In<Incoming>::sub<kAssignmentsOf>("assignments", kAssignments),
    In<Incoming>::parsed<kTaskOf, core::TaskId::parse>("task", kHexId),
};
constexpr Shape kMessageShape{kMessageMembers};

/// What each kind must and may have, beside schema and kind.
struct KindRule {
  std::uint64_t required = 0;
  std::uint64_t allowed = 0;
};

consteval std::uint64_t bits(std::initializer_list<std::string_view> names) {
  std::uint64_t bits = 0;
  for (const std::string_view name : names) {
    for (std::size_t i = 0; i < std::size(kMessageMembers); ++i) {
      if (kMessageMembers[i].name == name) bits |= std::uint64_t{1} << i;
    }
  }
  return bits;
}

constexpr std::uint64_t kAlways = bits({"schema", "kind"});

consteval KindRule rule(std::initializer_list<std::string_view> required,
                        std::initializer_list<std::string_view> optional) {
  const std::uint64_t needed = kAlways | bits(required);
  return {needed, needed | bits(optional)};
}

constexpr KindRule kLater = rule({"registration", "place", "act"}, {"activity", "start", "date", "answers", "consent"});
constexpr KindRule kIdentityFree = rule({"registration", "date", "code"}, {});
/// By MessageKind.
constexpr std::array<KindRule, 12> kRules = {
    rule({"registration", "place", "act", "person"}, {"activity", "start", "date", "answers", "consent", "lifted"}),
    kLater,
    kLater,
    kIdentityFree,
    kIdentityFree,
    kIdentityFree,
    rule({"registration", "place", "act"}, {"activity", "start", "date"}),
    rule({"totals"}, {"act"}),
    rule({"registration", "act", "course", "person"}, {"place", "lifted", "task"}),
    rule({"registration", "act", "course"}, {"place", "task"}),
    rule({"registration", "act", "reply"}, {"place"}),
    rule({"act", "assignments"}, {})};

constexpr Member kReasonMembers[] = {
    In<Reason>::parsed<&Reason::code, code_of>("code", kOneOf).needed(),
    In<Reason>::text<&Reason::detail>("detail", kMaxDetail),
};
constexpr Shape kReason{kReasonMembers};

constexpr Member kNodeAnswerMembers[] = {
    In<NodeAnswer>::constant("schema", "gateway.answer/1"),
    In<NodeAnswer>::parsed<&NodeAnswer::admitted, core::parse_admitted>("admitted", kOneOf).needed(),
    In<NodeAnswer>::list<&NodeAnswer::reasons>("reasons", kReason, kMaxReasons),
};
constexpr Shape kNodeAnswer{kNodeAnswerMembers};

constexpr std::size_t kMaxBytes = 64 * 1024;

}  // namespace

constinit const DocumentKind kMessage{"gateway.message/1", "contracts/schema/message.schema.json", kMessageShape,
                                      kMaxBytes};
constinit const DocumentKind kAnswer{"gateway.answer/1", "contracts/schema/answer.schema.json", kNodeAnswer,
                                     4 * kMaxBytes};

base::Result<void> check_kind(core::MessageKind kind, std::uint64_t members) {
  const KindRule& rule = kRules[static_cast<std::size_t>(kind)];
  for (std::size_t i = 0; i < std::size(kMessageMembers); ++i) {
    const std::uint64_t bit = std::uint64_t{1} << i;
    const std::string place = "$." + std::string(kMessageMembers[i].name);
    const std::string of_kind = " in a message of kind " + std::string(core::name(kind));
    if ((rule.required & bit) != 0 && (members & bit) == 0) return refused(kMessage, place, "is missing" + of_kind);
    if ((rule.allowed & bit) == 0 && (members & bit) != 0) return refused(kMessage, place, "is not allowed" + of_kind);
  }
  return {};
}

}  // namespace gateway::io
