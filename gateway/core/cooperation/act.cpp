#include "gateway/core/cooperation/act.h"

#include <array>

namespace gateway::core {

namespace {

constexpr std::array<std::string_view, 13> kKinds = {"request", "rebook",   "meet",      "plan",          "start",
                                                     "turn",    "conclude", "interrupt", "change_office", "complete",
                                                     "correct", "undo",     "discard"};
constexpr std::array<std::string_view, 3> kOutcomes = {"to_cooperation", "to_ordinary_services", "back_to_fk"};
constexpr std::array<std::string_view, 5> kCauses = {"not_current_health", "not_current_other", "consent_withdrawn",
                                                     "own_initiative", "deceased"};

template <typename Enum, std::size_t kSize>
std::optional<Enum> parse(const std::array<std::string_view, kSize>& names, std::string_view name) {
  for (std::size_t i = 0; i < kSize; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view name(ActKind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}
std::optional<ActKind> parse_act_kind(std::string_view name) {
  return parse<ActKind>(kKinds, name);
}

std::string_view name(MeetingOutcome outcome) {
  return kOutcomes[static_cast<std::size_t>(outcome)];
}
std::optional<MeetingOutcome> parse_meeting_outcome(std::string_view name) {
  return parse<MeetingOutcome>(kOutcomes, name);
}

std::string_view name(EndCause cause) {
  return kCauses[static_cast<std::size_t>(cause)];
}
std::optional<EndCause> parse_end_cause(std::string_view name) {
  return parse<EndCause>(kCauses, name);
}

std::string made_key(const CooperationAct& request, std::string_view digits) {
  const std::string on = request.happened ? request.happened->text() : "";
  return '\x1f' + std::string(digits) + '/' + request.af_office + '/' + request.fk_office + '/' + on;
}

}  // namespace gateway::core
