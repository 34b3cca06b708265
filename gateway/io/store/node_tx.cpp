// The node's part: messages that come in. Of what is rejected nothing stays but an audit entry with id and codes.
#include <algorithm>

#include "gateway/io/store/deaths.h"
#include "gateway/io/store/transaction.h"
#include "gateway/io/store/values.h"

namespace gateway::io::store {

base::Result<core::NodeSituation> SqliteTransaction::node_situation(const core::Incoming& incoming,
                                                                    std::string_view sender) {
  return guarded([&] {
    const core::Message& message = incoming.message;
    core::NodeSituation situation;
    if (message.kind == core::MessageKind::totals) {
      Query query = database_.query("SELECT version FROM totals WHERE sender = ?1 AND insats = ?2 AND year = ?3");
      query.bind(sender, message.totals.insats, message.totals.year);
      if (query.step()) situation.totals_version = query.integer(0);
      return situation;
    }
    const auto kept = registrations_.find(message.registration);
    if (kept) {
      situation.registration = kept->value;
      situation.owner = kept->owner;
    }
    {
      Query query = database_.query("SELECT 1 FROM voided WHERE id = ?1");
      query.bind(message.registration);
      situation.voided = query.step();
    }
    const auto number = incoming.person ? number_of(incoming.person->number) : std::nullopt;
    if (!number) return situation;
    const Mark mark = vault_.of_person(*number);
    situation.person_protected = persons_.is_protected(mark);
    situation.sender_alone = situation.person_protected && persons_.claimed_by_alone(mark, sender);
    situation.lifted = persons_.lifted(mark);
    const auto subject = persons_.find(mark);
    if (subject) situation.deceased = subject->deceased;
    if (kept) situation.same_person = subject && kept->subject && subject->row == *kept->subject;
    if (subject && message.start) {
      Query query = database_.query(
          "SELECT 1 FROM registration WHERE subject = ?1 AND place = ?2 AND start = ?3 AND id <> ?4 AND stage <= 1");
      query.bind(subject->row, message.place, *message.start, message.registration);
      situation.already_registered = query.step();
    }
    if (subject && !kept) {
      for (const KeptRegistration& other : registrations_.of(subject->row)) {
        if (other.owner != sender) continue;
        if (auto use = core::consent_use(other.value)) situation.other_uses.push_back(std::move(*use));
      }
    }
    return situation;
  });
}

base::Result<void> SqliteTransaction::store(const core::Incoming& incoming, std::string_view sender,
                                            const core::Admission& admission, base::Instant now) {
  return guarded([&] {
    forget_read();
    const core::Message& message = incoming.message;
    const bool totals = message.kind == core::MessageKind::totals;
    std::string codes = std::string(core::name(message.kind)) + " " + std::string(core::name(admission.admitted));
    for (const core::Reason& reason : admission.reasons) codes += " " + std::string(core::id(reason.code));
    audit({"admit", totals ? std::nullopt : std::optional(message.registration), std::move(codes)}, now);
    if (admission.void_id) {
      database_.run("INSERT OR IGNORE INTO voided (id, sender, at) VALUES (?1, ?2, ?3)", message.registration, sender,
                    now);
    }
    if (const auto& told = admission.totals) {
      database_.run(
          "INSERT INTO totals (sender, insats, year, women, men, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT "
          "(sender, insats, year) DO UPDATE SET women = ?4, men = ?5, version = ?6 WHERE version < ?6",
          sender, told->insats, told->year, told->women, told->men, told->version);
    }
    // With the identity go the facts of earlier answers, with the registration the answers.
    const bool destroyed = admission.registration && admission.registration->stage == core::Stage::voided;
    if (destroyed) told_.forget(message.registration);
    if (admission.erase_person && !admission.protect && !destroyed) told_.bare(message.registration);
    if (admission.why) told_.keep(std::nullopt, *admission.why, now);
    const auto named = incoming.person ? number_of(incoming.person->number) : std::nullopt;
    if (admission.lift && named) need(take_back(*named, sender, *admission.lift, now));
    if (!admission.registration) return;
    if (!core::identity_free(message.kind)) uses_.note(message.act, admission.registration->place);
    auto kept = registrations_.find(message.registration);
    if (kept) {
      registrations_.change(kept->row, *admission.registration);
    } else {
      const auto subject = admission.store_person ? std::optional(store_person(incoming)) : std::nullopt;
      registrations_.add(*admission.registration, subject, std::nullopt, sender);
      kept = registrations_.find(message.registration);
    }
    if (kept && kept->subject && admission.deceased) keep_death(*kept->subject, *admission.deceased);
    if (kept && kept->subject && admission.death_taken_back)
      take_back_death(database_, persons_, registrations_, *kept);
    if (kept && admission.registration->stage == core::Stage::voided) {
      empty_registration(*kept);
    } else if (kept && kept->subject && (admission.erase_person || admission.protect)) {
      std::optional<Leaving> hidden;
      if (admission.protect) hidden = {std::string(sender), of_others_too(*kept->subject, sender)};
      persons_.leave(kept->row, *kept->subject, hidden, now);
    }
  });
}

base::Result<ports::AnsweredMessages> SqliteTransaction::answered(const base::RegistrationId& id) {
  return guarded([&] {
    ports::AnsweredMessages found;
    found.answers = told_.of_registration(id);
    if (found.answers.empty()) return found;
    if (const auto kept = registrations_.find(id)) found.registration = kept->value;
    return found;
  });
}

bool SqliteTransaction::of_others_too(std::int64_t subject, std::string_view sender) {
  const auto all = registrations_.of(subject);
  return std::any_of(all.begin(), all.end(), [&](const KeptRegistration& one) {
    const bool of_case = one.value.kind == core::RegistrationKind::cooperation;
    return one.value.stage != core::Stage::voided && (of_case || one.owner != sender);
  });
}

void SqliteTransaction::keep_death(std::int64_t subject, base::Date on) {
  const auto number = persons_.number_of(subject);
  if (!number) return;
  for (const Mark& mark : persons_.linked(*number)) {
    if (const auto one = persons_.find(mark)) persons_.lives_until(one->row, std::min(one->deceased.value_or(on), on));
  }
}

std::int64_t SqliteTransaction::store_person(const core::Incoming& incoming) {
  const auto number = incoming.person ? number_of(incoming.person->number) : std::nullopt;
  if (!number) throw StoreError(base::broken("a person without a readable number was to be stored"));
  return persons_.keep(*number, *incoming.person).row;
}

}  // namespace gateway::io::store
