#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/base/boxed.h"
#include "gateway/core/assignment/told_changes.h"
#include "gateway/core/cooperation/task.h"
#include "gateway/core/registration.h"

namespace gateway::core {

/// What leaves for the node. Only `in` and `request` name a person. Exit, exit_or_void and strip carry
/// registration id, date and code only, and nothing stops them.
enum class MessageKind {
  in,            ///< Registered in.
  change,        ///< Dates or answers of a registration, corrected.
  out,           ///< Registered out.
  exit,          ///< Consent withdrawn, or death: ended on `date`.
  exit_or_void,  ///< The same where it is not known whether the node has the registration.
  strip,         ///< Protected: identity leaves the node.
  task,          ///< A proposal to the caseworkers of an office; names nobody.
  totals,        ///< Anonymous registrations of one insats and year, all of them, newest version.
  request,     ///< Begäran om gemensam kartläggning: asks for a case of the AF/FK cooperation, and names its person.
  act,         ///< Any later act in such a case.
  reply,       ///< What a task of the AF/FK cooperation is answered with; names nobody.
  assignments  ///< Assignments given and taken away at the gateway: of no registration, names no participant.
};

/// Between the AF and the FK office where totals are of the AF/FK cooperation.
inline constexpr char kOfficePair = '+';

/// Women and men counted anonymously for one insats and year of start.
struct Totals {
  std::string insats;  ///< Or "AF office+FK office".
  int year = 0;
  std::int64_t women = 0;
  std::int64_t men = 0;
  std::int64_t version = 0;

  friend bool operator==(const Totals&, const Totals&) = default;
};

/// A message as it waits in the outbox: nothing in it recognises a person; who it is about is looked up when it is
/// cleared for sending.
struct Message {
  MessageKind kind = MessageKind::in;
  base::RegistrationId registration;
  std::string place;
  std::string activity;
  std::optional<base::Date> start;
  std::optional<base::Date> date;  ///< End, exit or strip date.
  Answers answers;
  std::string code;  ///< Of exit and strip: why; of a wrong registration (wrong.h) the node keeps no more than the id.
  std::string consent_form;
  std::optional<base::Date> consent_date;
  bool consent_confirmed = false;    ///< A caseworker says that it is this registration's own (§3 s); `clear` looks.
  std::optional<base::Date> lifted;  ///< Of what names its person, set when it is cleared: the day on which the sender
                                     ///< lifted the person's protection (§3 n).
  Act act;
  std::optional<base::Instant> not_before;  ///< Waits until then (§3 j).
  Totals totals;
  base::Boxed<CooperationAct>
      course;  ///< Of a request and an act. Its `case_id` and `by` are the message's registration and act.
  base::Boxed<ToldChanges> assignments;  ///< Of assignments; by whom and when says `act`.
  base::Boxed<TaskReply> reply;  ///< Of a reply; the registration is the case that the task is about, or is said to be.
  std::optional<TaskId> task = {};  ///< Of a request and an act that are proposed: what its sender calls the proposal.

  friend bool operator==(const Message&, const Message&) = default;
};

/// Whether nothing may stop the message: it ends or hides what the node has.
constexpr bool identity_free(MessageKind kind) {
  return kind == MessageKind::exit || kind == MessageKind::exit_or_void || kind == MessageKind::strip;
}

/// Whether the message asks for a registration that is not there yet.
constexpr bool opens(MessageKind kind) {
  return kind == MessageKind::in || kind == MessageKind::task || kind == MessageKind::request;
}

std::string_view name(MessageKind kind);
std::optional<MessageKind> parse_message_kind(std::string_view name);

}  // namespace gateway::core
