#pragma once

#include <optional>
#include <string>

#include "gateway/base/date.h"
#include "gateway/base/id.h"
#include "gateway/core/consent.h"

namespace gateway::core {

/// A registration by this gateway, a proposal that another authority registers, or a case of the AF/FK cooperation,
/// whose course is kept beside it (cooperation/case.h).
enum class RegistrationKind { participation, task, cooperation };

enum class Stage {
  in,      ///< Registered in (inregistrerad).
  out,     ///< Registered out (utregistrerad).
  exited,  ///< Ended by withdrawal or death: nothing more is said of it.
  voided   ///< Never to exist: whoever has it forgets it, whoever has not refuses it.
};

/// How far the message that opens a registration has come.
enum class Handover {
  nothing,       ///< Nothing has left.
  unknown,       ///< Handed to the target; no answer yet.
  acknowledged,  ///< The node has it: only now it counts as registered.
  refused        ///< The node said no.
};

/// Who did a registering act and when: authority is judged at that time. `on` is the local day (Europe/Stockholm),
/// which the directory's periods are written in.
struct Act {
  std::string user;
  std::string organisation;
  base::Instant at{};
  base::Date on;

  friend bool operator==(const Act&, const Act&) = default;
};

/// A participant's registration as the ledger keeps it: clear, without anything that recognises a person.
struct Registration {
  base::RegistrationId id;
  RegistrationKind kind = RegistrationKind::participation;
  std::string place;     ///< Finsam insats id, or the office id of a task.
  std::string activity;  ///< Of a task: preparatory | work_oriented.
  base::Date start;
  std::optional<base::Date> end;
  Answers answers;
  std::string consent_form;
  std::optional<base::Date> consent_date;
  Act act;
  Stage stage = Stage::in;
  Handover handover = Handover::nothing;
  bool out_acknowledged = false;  ///< The node has the registration out, too.
  bool stripped = false;          ///< Identity has left the node; the course goes on under the id.
  std::string responsible = {};   ///< Caseworker whom the source names: never told to the node.

  friend bool operator==(const Registration&, const Registration&) = default;
};

}  // namespace gateway::core
