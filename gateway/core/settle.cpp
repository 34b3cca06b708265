#include "gateway/core/settle.h"

#include <algorithm>
#include <utility>

#include "gateway/core/protect.h"

namespace gateway::core {

namespace {

/// That reason why something is not opened; null where it is not among them.
const Reason* refused_for(Code code, const Message& message, Admitted answer, const std::vector<Reason>& reasons) {
  if (!opens(message.kind) || answer != Admitted::rejected) return nullptr;
  const auto found =
      std::find_if(reasons.begin(), reasons.end(), [code](const Reason& reason) { return reason.code == code; });
  return found == reasons.end() ? nullptr : &*found;
}

}  // namespace

std::optional<Handover> reached(MessageKind message, Admitted answer) {
  const bool opened = opens(message);
  switch (answer) {
    case Admitted::voided:
      return Handover::nothing;
    case Admitted::accepted:
    case Admitted::proposed:
      // A node that keeps a proposal has its person, too.
      return opened || identity_free(message) ? std::optional(Handover::acknowledged) : std::nullopt;
    case Admitted::again:
      return std::nullopt;
    case Admitted::rejected:
      break;
  }
  return opened ? std::optional(Handover::refused) : std::nullopt;
}

void after_exit_left(std::vector<UnitOutcome>& units) {
  for (UnitOutcome& unit : units) {
    std::erase_if(unit.warnings, [](const Reason& reason) { return reason.code == Code::withdrawal_date_assumed; });
  }
}

bool says_protected(const Message& message, Admitted answer, const std::vector<Reason>& reasons) {
  return refused_for(Code::person_protected, message, answer, reasons) != nullptr;
}

std::optional<base::Date> says_deceased(const Message& message, Admitted answer, const std::vector<Reason>& reasons,
                                        base::Date today) {
  const Reason* said = refused_for(Code::person_deceased, message, answer, reasons);
  if (said == nullptr) return std::nullopt;
  return std::min(base::Date::parse(said->detail).value_or(today), today);
}

Decision settle(const Message& message, Admitted answer, const Registration& registration, std::optional<Sex> sex,
                const std::vector<Reason>& reasons) {
  Decision decision;
  decision.registration = registration;
  Registration& after = *decision.registration;
  if (answer == Admitted::voided) {
    const bool hidden = message.kind == MessageKind::strip;
    const bool died = message.code == id(Code::person_deceased);
    const Code cause = hidden ? Code::person_protected : died ? Code::person_deceased : Code::consent_withdrawn;
    const bool counted = registration.stage == Stage::voided;
    count_instead(decision, counted ? std::nullopt : sex, cause, hidden ? std::nullopt : message.date);
  } else if (answer == Admitted::accepted || answer == Admitted::proposed) {
    if (const auto come = reached(message.kind, answer)) after.handover = *come;
    if (message.kind == MessageKind::out) after.out_acknowledged = true;
  } else if (opens(message.kind)) {
    after.handover = Handover::refused;
    decision.stop = Stop::all;
    const bool participation = registration.kind == RegistrationKind::participation;
    if (participation && sex && reasons.size() == 1) {
      if (says_protected(message, answer, reasons)) {
        count_instead(decision, sex, Code::person_protected, std::nullopt);
      } else if (const Reason* dead = refused_for(Code::person_deceased, message, answer, reasons)) {
        count_instead(decision, sex, Code::person_deceased, base::Date::parse(dead->detail));
      }
    }
  }
  return decision;
}

std::optional<Decision> settle_stopped(const Message& message, const Reason& why, const Registration& registration,
                                       std::optional<Sex> sex) {
  const bool counts = message.kind == MessageKind::in && why.code == Code::form_counts_only && sex &&
                      registration.kind == RegistrationKind::participation &&
                      registration.handover == Handover::nothing;
  if (!counts) return std::nullopt;
  Decision decision;
  decision.registration = registration;
  count_instead(decision, sex, Code::counted_by_form, std::nullopt);
  return decision;
}

std::optional<CaseNote> settle_count(CooperationCase& of, MessageKind message, Admitted answer,
                                     const std::vector<Reason>& reasons, std::optional<Sex> sex) {
  const bool refused = answer == Admitted::rejected;
  if (refused && !opens(message)) return std::nullopt;  // Says nothing of whether the case is there.
  std::optional<CaseNote> note = std::exchange(of.if_void, std::nullopt);
  const Code cause = refused && reasons.size() == 1 ? reasons.front().code : Code::not_stored;
  const bool unnamed = cause == Code::person_protected || cause == Code::person_deceased;
  if (unnamed && sex && !note && !of.rows.empty()) {
    note = CaseNote{of.af_office, of.fk_office, of.rows.front().happened.year(), *sex, cause};
  }
  const bool by_name = std::any_of(reasons.begin(), reasons.end(), [](const Reason& reason) {
    return reason.code == Code::case_open || reason.code == Code::number_known_by_other_id;
  });
  return (refused && !by_name) || answer == Admitted::voided ? std::move(note) : std::nullopt;
}

}  // namespace gateway::core
