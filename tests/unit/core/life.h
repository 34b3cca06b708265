#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "gateway/core/wrong.h"
#include "tests/unit/core/builders.h"

namespace gateway::core::made {

/// What becomes of an attempt to send.
enum class Way {
  there_and_back,  ///< The node gets it and its answer comes.
  lost_there,      ///< Handed to the target; the node never sees it.
  lost_answer      ///< The node gets it; its answer is lost.
};

/// One record's key at one gateway, and the node that it sends to: keeps what a ledger would, in memory, so that the
/// pure functions of the core are tried in the order in which a registration lives.
class Life {
 public:
  struct Item {
    Message message;
    bool handed = false;
    bool answered = false;
    bool stopped = false;
    bool open() const { return !answered && !stopped; }
  };
  struct AtNode {
    Registration registration;
    std::optional<Person> person;
  };
  struct Sent {
    Message message;
    std::optional<Person> person;
  };

  World world;
  Situation situation;
  std::vector<Item> outbox;
  std::map<base::RegistrationId, AtNode> node;
  std::set<base::RegistrationId> node_void;
  std::map<base::RegistrationId, int> exits;
  std::vector<Sent> sent;  ///< Everything that was cleared.
  std::map<std::pair<std::string, int>, int> totals;
  int counted = 0;  ///< Sum of every Count.
  bool person_protected_at_node = false;
  std::optional<base::Date> lifted_at_node;
  Person who = person();

  Life() { situation.sex = Sex::woman; }

  Decision read(const Participation& record) {
    world.new_id = registration_id(++ids_);
    Decision decision = world.decide(record, situation);
    apply(decision);
    return decision;
  }

  Decision tell(const Consent& told) {
    situation.standing.told = told;
    return fact();
  }
  Decision tell_withdrawn(base::Date on) { return tell({ConsentAnswer::given, "SUS 2024", kStart, on}); }
  Decision protect() {
    situation.person_protected = true;
    return fact();
  }
  /// Told that it should never have been registered (row r).
  Decision wrong(Code cause) {
    Decision decision = decide_wrong(situation, cause, world.circumstances());
    apply(decision);
    return decision;
  }
  Decision fact() {
    Decision decision = world.decide_fact(situation);
    apply(decision);
    return decision;
  }

  /// Sends what is due, one attempt a message; stops at one that waits or whose answer is unknown.
  void deliver(Way way = Way::there_and_back) {
    for (std::size_t at = 0; at < outbox.size(); ++at) {
      if (outbox[at].open() && !attempt(at, way)) return;
    }
  }

  std::vector<MessageKind> open_kinds() const {
    std::vector<MessageKind> kinds;
    for (const Item& item : outbox) {
      if (item.open()) kinds.push_back(item.message.kind);
    }
    return kinds;
  }
  std::vector<MessageKind> sent_kinds() const {
    std::vector<MessageKind> kinds;
    for (const Sent& one : sent) kinds.push_back(one.message.kind);
    return kinds;
  }
  /// Persons whose identity rests at the node.
  int named_at_node() const {
    int named = 0;
    for (const auto& [id, at] : node) named += at.person ? 1 : 0;
    return named;
  }
  const Registration* first_at_node() const { return node.empty() ? nullptr : &node.begin()->second.registration; }

  void apply(const Decision& decision) {
    if (decision.number) situation.sex = decision.number->sex();
    situation.person_protected = situation.person_protected || decision.protection_seen;
    if (decision.wrong) situation.wrong = decision.wrong;
    if (decision.deceased) situation.deceased = decision.deceased;
    if (decision.standing) situation.standing = *decision.standing;
    if (decision.registration) {
      const Registration& changed = *decision.registration;
      last_[changed.id] = changed;
      if (changed.stage == Stage::voided || changed.handover == Handover::refused) {
        if (situation.registration && situation.registration->id == changed.id) situation.registration.reset();
      } else {
        situation.registration = changed;
      }
    }
    for (Item& item : outbox) {
      const bool opening = item.message.kind == MessageKind::in || item.message.kind == MessageKind::task;
      if (item.open() && !identity_free(item.message.kind) &&
          (decision.stop == Stop::all || (decision.stop == Stop::opening && opening))) {
        item.stopped = true;
      }
      if (decision.exit_date && item.open() && item.message.not_before && identity_free(item.message.kind)) {
        item.message.date = decision.exit_date;
        item.message.not_before.reset();
      }
    }
    for (const Message& message : decision.messages) {
      outbox.push_back({message});
      if (message.kind == MessageKind::exit || message.kind == MessageKind::exit_or_void) ++exits[message.registration];
    }
    if (decision.erase_note) situation.note.reset();
    if (decision.note) situation.note = decision.note;
    for (const Count& count : decision.counts) {
      counted += count.by;
      totals[{count.insats, count.year}] += count.by;
    }
  }

 private:
  const Registration* known(const base::RegistrationId& id) const {
    const auto found = last_.find(id);
    return found == last_.end() ? nullptr : &found->second;
  }

  bool attempt(std::size_t at, Way way) {
    const Message message = outbox[at].message;
    ClearFacts facts;
    if (const Registration* registration = known(message.registration)) facts.registration = *registration;
    facts.person_protected = situation.person_protected;
    facts.lifted = situation.lifted;
    facts.standing = situation.standing;
    facts.person = who;
    Clearance clearance = clear(message, facts, world.directory, world.policy, world.today, noon(world.today));
    if (std::holds_alternative<Stopped>(clearance)) {
      outbox[at].stopped = true;
      return true;
    }
    if (std::holds_alternative<Held>(clearance)) return false;
    const Cleared& cleared = std::get<Cleared>(clearance);
    outbox[at].handed = true;
    sent.push_back({cleared.message(), cleared.person()});
    if (message.kind == MessageKind::in || message.kind == MessageKind::task) hand_over(message.registration);
    if (way == Way::lost_there) return false;
    const Admission admission = at_node({cleared.message(), cleared.person()});
    if (way == Way::lost_answer) return false;
    outbox[at].answered = true;
    if (const Registration* registration = known(message.registration)) {
      apply(settle(message, admission.admitted, *registration, situation.sex));
    }
    return true;
  }

  void hand_over(const base::RegistrationId& id) {
    Registration& registration = last_[id];
    if (registration.handover == Handover::nothing) registration.handover = Handover::unknown;
    if (situation.registration && situation.registration->id == id) situation.registration = registration;
  }

  Admission at_node(const Incoming& incoming) {
    const base::RegistrationId id = incoming.message.registration;
    NodeSituation facts;
    const auto found = node.find(id);
    if (found != node.end()) {
      facts.registration = found->second.registration;
      facts.owner = "gavle";
    }
    facts.voided = node_void.count(id) > 0;
    facts.person_protected = person_protected_at_node;
    facts.sender_alone = true;
    facts.lifted = lifted_at_node;
    for (const auto& [other, at] : node) {
      if (other != id && at.person && at.registration.place == incoming.message.place &&
          at.registration.start == incoming.message.start) {
        facts.already_registered = true;
      }
    }
    Admission admission = admit(incoming, facts, world.directory, world.policy, "gavle", world.today);
    if (admission.registration) node[id].registration = *admission.registration;
    if (admission.store_person) node[id].person = incoming.person;
    if (admission.erase_person && node.count(id) > 0) node[id].person.reset();
    if (admission.void_id) node_void.insert(id);
    if (admission.protect) person_protected_at_node = true;
    if (admission.lift) {
      person_protected_at_node = false;
      lifted_at_node = std::max(lifted_at_node, admission.lift);
    }
    return admission;
  }

  std::uint8_t ids_ = 0;
  std::map<base::RegistrationId, Registration> last_;
};

}  // namespace gateway::core::made
