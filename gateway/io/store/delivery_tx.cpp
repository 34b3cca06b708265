// Delivery: the outbox, and what the node answered.
#include "gateway/core/assignment/act.h"
#include "gateway/core/settle.h"
#include "gateway/io/store/transaction.h"
#include "gateway/io/store/values.h"

namespace gateway::io::store {

namespace {

/// How long a message rests whose person or registration is damaged: a backup may mend it meanwhile.
constexpr std::chrono::hours kRestOfDamaged{1};

constexpr bool open(Course course) {
  return course <= Course::in_hands;
}

/// Whether the message names its person.
constexpr bool names_person(core::MessageKind kind) {
  return kind == core::MessageKind::in || kind == core::MessageKind::request;
}

constexpr bool of_case(core::MessageKind kind) {
  return kind >= core::MessageKind::request && kind <= core::MessageKind::reply;
}

/// Whether the message says more of a participation that was registered before.
constexpr bool says_later(core::MessageKind kind) {
  return kind == core::MessageKind::change || kind == core::MessageKind::out;
}

/// Whether the message tells the node that the case is over.
constexpr bool ends(core::MessageKind kind) {
  return kind == core::MessageKind::exit || kind == core::MessageKind::exit_or_void;
}

}  // namespace

OutboxRow SqliteTransaction::open_message(std::int64_t sequence) {
  auto row = outbox_.at(sequence);
  if (!row) throw StoreError(base::rejected("message " + std::to_string(sequence) + " is not in the outbox"));
  return std::move(*row);
}

std::optional<base::RegistrationId> SqliteTransaction::id_of_lane(std::int64_t lane) {
  if (lane < 0) return std::nullopt;
  Query query = database_.query("SELECT id FROM registration WHERE row = ?1");
  query.bind(lane);
  return query.step() ? std::optional(query.id<base::RegistrationId>(0)) : std::nullopt;
}

base::Result<void> SqliteTransaction::queue_totals(base::Instant now, std::chrono::milliseconds interval) {
  return guarded([&] {
    struct Changed {
      std::int64_t row;
      core::Totals totals;
    };
    std::vector<Changed> changed;
    {
      Query query = database_.query(
          "SELECT row, insats, year, women, men, version FROM totals WHERE sender = '' AND version > sent_version AND "
          "(last_sent IS NULL OR last_sent <= ?1)");
      query.bind(now - interval);
      while (query.step()) {
        changed.push_back({query.integer(0),
                           {query.text(1), static_cast<int>(query.integer(2)), query.integer(3), query.integer(4),
                            query.integer(5)}});
      }
    }
    for (const Changed& one : changed) {
      core::Message message;
      message.kind = core::MessageKind::totals;
      message.place = one.totals.insats;
      message.totals = one.totals;
      Query waiting = database_.query("SELECT sequence, state FROM outbox WHERE lane = ?1 AND state <= 2");
      waiting.bind(-one.row);
      if (!waiting.step()) {
        outbox_.append(-one.row, names_.set(names_.source(""), ""), message, now);
      } else if (waiting.as<Course>(1) != Course::in_hands) {
        database_.run("UPDATE outbox SET body = ?2 WHERE sequence = ?1 AND body <> ?2", waiting.integer(0),
                      pack(message));
      }
    }
  });
}

ports::DueMessage SqliteTransaction::with_facts(const OutboxRow& row, bool with_person) {
  ports::DueMessage due;
  due.sequence = row.sequence;
  due.attempts = row.attempts;
  if (row.lane <= 0) {
    due.message = unpack_message(row.body, {});
    return due;
  }
  const auto registration = registrations_.at(row.lane);
  if (!registration) throw damaged("a message's registration is missing");
  due.message = unpack_message(row.body, registration->value.id);
  due.facts.registration = registration->value;
  if (registration->record) {
    due.facts.standing = records_.standing(*registration->record);
  } else if (registration->value.kind == core::RegistrationKind::cooperation) {
    due.facts.standing = cases_.standing(row.lane);
    const bool moves = due.message.course && due.message.course->kind == core::ActKind::change_office;
    due.facts.insats_active = moves && cases_.insats_active(row.lane, due.message.act);
  }
  if (!registration->subject) return due;
  const auto subject = persons_.at(*registration->subject);
  if (!subject) return due;
  due.sex = subject->sex;
  const auto number = persons_.number_of(subject->row);
  due.facts.person_protected = number && persons_.is_protected(*number);
  if (number && names_person(row.kind)) due.facts.lifted = persons_.lifted(*number);
  if (with_person && names_person(row.kind)) due.facts.person = persons_.open(*subject);
  return due;
}

base::Result<std::vector<ports::DueMessage>> SqliteTransaction::due(base::Instant now, std::size_t limit) {
  return guarded([&] {
    std::vector<ports::DueMessage> messages;
    for (bool held = true; held && messages.empty();) {
      held = false;
      for (const OutboxRow& row : outbox_.due(now, limit)) {
        auto one = guarded([&] { return with_facts(row, true); });
        if (one) {
          messages.push_back(std::move(*one));
          continue;
        }
        if (one.error().fault != base::Fault::reject) throw StoreError(one.error());
        outbox_.move(row.sequence, Course::held, now + kRestOfDamaged, {{core::Code::not_stored}}, one.error().what,
                     now);
        audit({"hold", id_of_lane(row.lane), std::string(core::name(row.kind)) + " damaged"}, now);
        held = true;
      }
    }
    return messages;
  });
}

base::Result<ports::DueMessage> SqliteTransaction::handed(std::int64_t sequence) {
  return guarded([&] { return with_facts(open_message(sequence), false); });
}

base::Result<void> SqliteTransaction::hand(std::int64_t sequence, base::Instant now) {
  return guarded([&] {
    forget_read();
    const OutboxRow row = open_message(sequence);
    if (row.course == Course::in_hands) return;
    if (!open(row.course)) throw StoreError(base::rejected("the message is closed: it cannot be handed over"));
    outbox_.move(sequence, Course::in_hands, base::Instant{}, {}, "", now);
    if (core::opens(row.kind)) {
      database_.run("UPDATE registration SET handover = ?2 WHERE row = ?1 AND handover = ?3", row.lane,
                    core::Handover::unknown, core::Handover::nothing);
    }
    audit({"hand", id_of_lane(row.lane), std::string(core::name(row.kind))}, now);
  });
}

base::Result<void> SqliteTransaction::stop(std::int64_t sequence, const core::Reason& reason,
                                           const std::optional<core::Decision>& decision, base::Instant now) {
  return guarded([&] {
    forget_read();
    const OutboxRow row = open_message(sequence);
    if (!open(row.course)) return;
    outbox_.move(sequence, Course::stopped, base::Instant{}, {reason}, "", now);
    auto registration = row.lane > 0 ? registrations_.at(row.lane) : std::nullopt;
    const bool unauthorised = core::of_authority(reason.code);
    // To whoever registered it it is a no, as the node's would be.
    if (of_case(row.kind) && unauthorised) {
      cases_.refuse_behind(row, now);
      cases_.keep_refusal(row, {reason}, now);
    }
    // What was never opened has nothing that could follow.
    if (registration && core::opens(row.kind) && registration->value.handover == core::Handover::nothing) {
      outbox_.stop(row.lane, core::Stop::all, {reason}, now);
      // Whoever only is counted now and could not be, or whose registrar may not: the record is decided anew, as after
      // a no of the node's.
      if (decision && decision->registration) {
        apply(*decision, *registration, now);
      } else if ((reason.code == core::Code::form_counts_only || unauthorised) && registration->record) {
        database_.run("UPDATE registration SET handover = ?2 WHERE row = ?1", row.lane, core::Handover::refused);
        refuse_units(*registration->record, {reason}, now);
      }
    } else if (registration && registration->record && unauthorised) {
      // The node has it, or may have it: the record's next reading says again what nobody with authority has said.
      if (core::opens(row.kind)) outbox_.stop(row.lane, core::Stop::all, {reason}, now);
      refuse_unsaid(*registration, {reason}, now);
    }
    audit({"stop", id_of_lane(row.lane), std::string(core::name(row.kind)) + " " + std::string(core::id(reason.code))},
          now);
    if (of_case(row.kind)) cases_.settled(row, true, {reason}, now);
  });
}

void SqliteTransaction::refuse_unsaid(const KeptRegistration& registration, const std::vector<core::Reason>& reasons,
                                      base::Instant now) {
  // Of what is over or void nothing is said any more.
  const bool said = registration.live() && registration.value.stage <= core::Stage::out;
  if (!said || !registration.record) return;
  const Unsaid unsaid = outbox_.unsaid(registration.row);
  if (unsaid.in || unsaid.last) refuse_units(*registration.record, reasons, now, !unsaid.in);
}

base::Result<void> SqliteTransaction::hold(std::int64_t sequence, const core::Held& held, base::Instant now) {
  return guarded([&] {
    const OutboxRow row = open_message(sequence);
    if (!open(row.course)) return;
    std::vector<core::Reason> reasons;
    if (held.reason) reasons.push_back(*held.reason);
    outbox_.move(sequence, Course::held, held.until, reasons, "", now);
  });
}

void SqliteTransaction::exit_left(std::int64_t row) {
  auto record = records_.at(row);
  if (!record) return;
  core::after_exit_left(record->units);
  records_.put(*record);
}

base::Result<void> SqliteTransaction::settle(std::int64_t sequence, const ports::NodeAnswer& answer,
                                             const std::optional<core::Decision>& decision, base::Instant now) {
  return guarded([&] {
    forget_read();
    const OutboxRow row = open_message(sequence);
    if (!open(row.course)) return;  // Settled before: the same answer came twice.
    const bool refused = answer.admitted == core::Admitted::rejected;
    std::vector<core::Reason> reasons = answer.reasons;
    if (answer.admitted == core::Admitted::voided && reasons.empty()) reasons = {{core::Code::registration_voided}};
    outbox_.move(sequence, refused ? Course::rejected : Course::delivered, base::Instant{}, reasons, "", now);
    std::string codes = std::string(core::name(row.kind)) + " " + std::string(core::name(answer.admitted));
    for (const core::Reason& reason : answer.reasons) codes += " " + std::string(core::id(reason.code));
    audit({"settle", id_of_lane(row.lane), std::move(codes)}, now);
    if (row.lane < 0) {
      // What the node has not taken is sent again, no sooner than another total would be.
      const std::int64_t taken = refused ? 0 : unpack_message(row.body, {}).totals.version;
      database_.run("UPDATE totals SET sent_version = max(sent_version, ?2), last_sent = ?3 WHERE row = ?1", -row.lane,
                    taken, now);
      return;
    }
    auto registration = registrations_.at(row.lane);
    if (!registration) return;
    if (const auto come = core::reached(row.kind, answer.admitted)) incidents_.reached(registration->value.id, *come);
    const auto record = registration->record;
    const bool cooperation = registration->value.kind == core::RegistrationKind::cooperation;
    if (cooperation && refused) cases_.refuse_behind(row, now);
    if (decision && decision->registration) {
      apply(*decision, *registration, now);
      if (record && refused && core::opens(row.kind)) refuse_units(*record, answer.reasons, now);
    }
    // Where the message in was lost before, that is the reason.
    if (refused && says_later(row.kind) && !outbox_.unsaid(row.lane).in) refuse_unsaid(*registration, reasons, now);
    if (record && !refused && ends(row.kind)) exit_left(*record);
    if (cooperation && ends(row.kind)) cases_.exit_gone(row.lane);
    if (cooperation) cases_.count_if_void(row, answer);
    // An own office answers in the lane of the record that asked.
    const bool settles = cooperation || row.kind == core::MessageKind::reply;
    if (settles && refused) cases_.keep_refusal(row, reasons, now);
    if (settles) cases_.settled(row, refused, reasons, now);
    if (cooperation && answer.admitted == core::Admitted::proposed) cases_.proposed(row, !reasons.empty(), now);
    if (cooperation && answer.admitted == core::Admitted::accepted) cases_.accepted(row);
  });
}

base::Result<void> SqliteTransaction::retry(std::int64_t sequence, base::Instant again) {
  return guarded([&] {
    database_.run(
        "UPDATE outbox SET state = CASE WHEN stop_after THEN 5 ELSE 0 END, next = ?2, stop_after = 0 WHERE sequence = "
        "?1 AND state <= 2 AND state = 2",
        sequence, again);
    if (const auto row = outbox_.at(sequence)) cases_.drained(row->lane, clock_.now());
  });
}

base::Result<void> SqliteTransaction::bury(std::int64_t sequence, std::string_view why, base::Instant now) {
  return guarded([&] {
    forget_read();
    const OutboxRow row = open_message(sequence);
    if (!open(row.course)) return;
    outbox_.move(sequence, Course::dead, base::Instant{}, {}, why, now);
    if (row.lane < 0) database_.run("UPDATE totals SET last_sent = ?2 WHERE row = ?1", -row.lane, now);
    audit({"bury", id_of_lane(row.lane), std::string(core::name(row.kind))}, now);
    if (ends(row.kind)) cases_.exit_gone(row.lane);
    if (row.kind == core::MessageKind::in || says_later(row.kind)) {
      if (const auto registration = registrations_.at(row.lane)) {
        refuse_unsaid(*registration, {{core::Code::not_stored}}, now);
      }
    }
    cases_.buried(row, now);
  });
}

base::Result<bool> SqliteTransaction::in_hands(const base::RegistrationId& registration) {
  return guarded([&]() -> bool {
    const auto kept = registrations_.find(registration);
    return kept && outbox_.in_hands(kept->row);
  });
}

base::Result<void> SqliteTransaction::take_back() {
  return guarded([&] {
    database_.run(
        "UPDATE outbox SET state = CASE WHEN stop_after THEN 5 ELSE 0 END, next = 0, stop_after = 0 WHERE state <= 2 "
        "AND state = 2");
    cases_.all_drained(clock_.now());
  });
}

}  // namespace gateway::io::store
