#include "tests/unit/core/authority_matrix.h"

#include <gtest/gtest.h>

namespace gateway::core {
namespace {

using made::Held;
using made::kToday;
using made::may_act;
using made::Said;
using made::Who;

const base::Date kOut = made::day("2026-11-20");
const base::Date kBack = made::day("2026-11-10");
/// Before an assignment that held `then` was taken away.
const base::Date kThen = made::kTaken - made::days(1);

/// One cell of the matrix. What it must answer is said by an oracle, what it does answer by the core, in the same
/// words.
struct Cell {
  Who who;
  Held done = Held::now;
  Said said = Said::yes;
  bool hidden = false;  ///< The participant is protected.
  const Directory& directory;

  bool may() const { return may_act(who, done); }
};

/// A kind of act at one of the doors of the core. A further way of registering is a further row in a table of these.
struct ActKind {
  const char* name;
  std::string (*expected)(const Cell&);
  std::string (*actual)(const Cell&);
  std::vector<Held> done;  ///< When it can have been done.
};

/// Tries every cell; how many there were.
std::size_t try_all(const std::vector<ActKind>& acts) {
  std::size_t cells = 0;
  std::size_t wrong = 0;
  for (const Who& who : made::everybody()) {
    const Directory directory = made::directory_of(who);
    for (const ActKind& act : acts) {
      for (const Held done : act.done) {
        for (const Said said : made::kSaid) {
          for (const bool hidden : {false, true}) {
            const Cell cell{who, done, said, hidden, directory};
            ++cells;
            const std::string expected = act.expected(cell);
            const std::string actual = act.actual(cell);
            if (expected == actual || ++wrong > 20) continue;
            ADD_FAILURE() << made::cell_name(who, act.name, done, said, hidden) << "\n  expected " << expected
                          << "\n  actual   " << actual;
          }
        }
      }
    }
  }
  EXPECT_EQ(wrong, 0U);
  return cells;
}

TEST(AuthorityMatrix, IsOfTheRolesOfThePolicyInCombinationsOfWhichThreeAreForbidden) {
  // The domain's own words (§2), which the policy's rows must not lose.
  const auto allowed = [](std::vector<std::string> roles) { return may_act({std::move(roles)}, Held::now); };
  EXPECT_TRUE(allowed({"deltagaransvarig"}));
  EXPECT_TRUE(allowed({"deltagaransvarig", "insatsansvarig"}));
  EXPECT_FALSE(allowed({"deltagaransvarig", "samverkansadministrator"}));
  EXPECT_FALSE(allowed({"deltagaransvarig", "bestallare"}));
  EXPECT_FALSE(allowed({"deltagaransvarig", "forbundsadministrator"}));
  std::size_t forbidden = 0;
  std::size_t registering = 0;
  for (const Who& who : made::everybody()) {
    if (who.assignment != Held::now || !who.own_organisation) continue;
    forbidden += made::forbidden(who) ? 1 : 0;
    registering += may_act(who, Held::now) ? 1 : 0;
  }
  EXPECT_EQ(forbidden, 3U);
  EXPECT_EQ(registering, 3U) << "alone, with insatsansvarig, with dataskyddsombud";
  EXPECT_EQ(made::everybody().size(), made::kRoles * 3 * 2);
}

// Deciding a source's record. Authority is asked of today.

Participation record_of(const Cell& cell) {
  Participation record = made::participation();
  switch (cell.said) {
    case Said::yes:
      break;
    case Said::nothing:
      record.consent = {};
      break;
    case Said::no:
      record.consent = {ConsentAnswer::declined, "SUS 2024", kBack, std::nullopt};
      break;
    case Said::taken_back:
      record.consent.withdrawn = kBack;
      break;
  }
  if (cell.hidden) record.protection = Protection::marked;
  return record;
}

Decision decided(const Cell& cell, const Participation& record, const Situation& situation) {
  const made::World world;
  const Circumstances circumstances{cell.directory,     world.mapping, world.policy,       "accorda",
                                    world.organisation, kToday,        made::noon(kToday), world.new_id};
  return decide(record, situation, circumstances);
}

/// Faults reject; then withdrawn, protected and declined are counted without a name; then a missing consent parks.
std::string expected_in(const Cell& cell) {
  if (!cell.may()) return "rejected";
  if (cell.said == Said::taken_back || cell.hidden || cell.said == Said::no) return "anonymous";
  return cell.said == Said::nothing ? "parked" : "accepted, in";
}

std::string actual_in(const Cell& cell) {
  const Decision decision = decided(cell, record_of(cell), {});
  std::string text(name(made::outcome(decision)));
  for (const Message& message : decision.messages) text += ", " + std::string(name(message.kind));
  return text;
}

/// What protects takes effect whoever the record is from: one exit when consent is gone, a strip for a flag. The course
/// itself goes on only with authority.
std::string expected_of_known(const Cell& cell, const std::string& act) {
  if (cell.said != Said::yes) return "exit";
  std::string text = cell.hidden ? "strip" : "";
  if (cell.may()) text += (text.empty() ? "" : ", ") + act;
  return text.empty() ? "nothing" : text;
}

std::string leaving(const Decision& decision) {
  std::string text;
  for (const Message& message : decision.messages) text += (text.empty() ? "" : ", ") + std::string(name(message.kind));
  return text.empty() ? "nothing" : text;
}

std::string actual_out(const Cell& cell) {
  Participation record = record_of(cell);
  record.end = kOut;
  return leaving(decided(cell, record, made::registered()));
}

std::string actual_change(const Cell& cell) {
  Participation record = record_of(cell);
  record.answers.education = "4";
  return leaving(decided(cell, record, made::registered()));
}

TEST(AuthorityMatrix, OfRecordsThatAreDecided) {
  const std::vector<ActKind> acts = {
      {"decide in", expected_in, actual_in, {Held::now}},
      {"decide out", [](const Cell& cell) { return expected_of_known(cell, "out"); }, actual_out, {Held::now}},
      {"decide change", [](const Cell& cell) { return expected_of_known(cell, "change"); }, actual_change, {Held::now}},
  };
  EXPECT_EQ(try_all(acts), 1728U);
}

// Clearing what is queued. Authority is asked of the day of the act, consent and protection of now.

Message message_of(MessageKind kind, Held done) {
  Message message =
      made::message(kind, kind == MessageKind::in ? std::nullopt : std::optional(kOut), "consent_withdrawn");
  const base::Date on = done == Held::then ? kThen : kToday;
  message.act.on = on;
  message.act.at = made::noon(on);
  return message;
}

template <MessageKind kKind>
std::string expected_clear(const Cell& cell) {
  if (identity_free(kKind)) return "bare";
  if (!cell.may() || cell.said == Said::no || cell.said == Said::taken_back) return "stopped";
  if (!cell.hidden) return kKind == MessageKind::in ? "named" : "answers";
  return kKind == MessageKind::in ? "stopped" : "bare";
}

template <MessageKind kKind>
std::string actual_clear(const Cell& cell) {
  ClearFacts facts;
  facts.registration = made::registration();
  facts.person_protected = cell.hidden;
  facts.person = made::person();
  facts.standing.had_consent = true;
  if (cell.said == Said::taken_back) facts.standing.withdrawn = kBack;
  if (cell.said == Said::no) facts.standing.declined = kBack;
  const Clearance clearance =
      clear(message_of(kKind, cell.done), facts, cell.directory, made::policy(), kToday, made::noon(kToday));
  const auto* cleared = std::get_if<Cleared>(&clearance);
  if (cleared == nullptr) return "stopped";
  if (cleared->person()) return "named";
  return cleared->message().answers == Answers{} ? "bare" : "answers";
}

template <MessageKind... kKinds>
std::vector<ActKind> clearing() {
  return {{"clear", expected_clear<kKinds>, actual_clear<kKinds>, {Held::now, Held::then}}...};
}

TEST(AuthorityMatrix, OfMessagesThatAreCleared) {
  EXPECT_EQ(try_all(clearing<MessageKind::in, MessageKind::change, MessageKind::out, MessageKind::exit,
                             MessageKind::exit_or_void, MessageKind::strip>()),
            6912U);
}

// The node's door. It knows consent by the form and date that the message names.

template <MessageKind kKind>
std::string expected_admit(const Cell& cell) {
  if (identity_free(kKind)) return "accepted";
  if (!cell.may()) return "rejected";
  if (kKind == MessageKind::in && (cell.said != Said::yes || cell.hidden)) return "rejected";
  return "accepted";
}

template <MessageKind kKind>
std::string actual_admit(const Cell& cell) {
  Incoming incoming{message_of(kKind, cell.done), std::nullopt};
  NodeSituation situation;
  if (kKind == MessageKind::in) {
    incoming.person = made::person();
    if (cell.said != Said::yes) {
      incoming.message.consent_form.clear();
      incoming.message.consent_date.reset();
    }
    situation.person_protected = cell.hidden;
  } else {
    situation.registration = made::registration();
    situation.owner = "gavle";
  }
  const Admission admission = admit(incoming, situation, cell.directory, made::policy(), "gavle", kToday);
  if (admission.admitted == Admitted::accepted) return admission.registration ? "accepted" : "accepted, nothing stored";
  return admission.registration || admission.store_person ? "rejected, but stored"
                                                          : std::string(name(admission.admitted));
}

template <MessageKind... kKinds>
std::vector<ActKind> admitting() {
  return {{"admit", expected_admit<kKinds>, actual_admit<kKinds>, {Held::now, Held::then}}...};
}

TEST(AuthorityMatrix, OfMessagesThatTheNodeAdmits) {
  EXPECT_EQ(try_all(admitting<MessageKind::in, MessageKind::change, MessageKind::out, MessageKind::exit,
                              MessageKind::exit_or_void, MessageKind::strip>()),
            6912U);
}

}  // namespace
}  // namespace gateway::core
