#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "gateway/core/cooperation/sight.h"
#include "gateway/core/cooperation/transition.h"
#include "tests/unit/core/authority_matrix.h"
#include "tests/unit/core/cooperation/office.h"

// The authority matrix of the AF/FK cooperation: everybody, for every organisation, with every kind of act, however
// consent and protection stand. What each cell must answer is said from the domain's sentences (§§2 to 4), not from the
// code that answers it.

namespace gateway::core {
namespace {

using made::day;
using made::Desk;
using made::desk_at;
using made::Held;
using made::kToday;
using made::noon;
using made::Said;
using made::Who;

const base::Date kBack = day("2026-11-10");
/// Before an assignment that held `then` was taken away.
const base::Date kThen = made::kTaken - made::days(1);

/// In whose name an act is done, and who employs the user who does it.
struct Party {
  std::string speaks;
  std::string employer;
};

const std::vector<Party> kParties = {{"af", "af"},       {"fk", "fk"},         {"gavle", "gavle"},
                                     {"rusta", "rusta"}, {"region", "region"}, {"forbund", "forbund"},
                                     {"af", "fk"},       {"fk", "gavle"},      {"af", "rusta"}};

/// One cell: who, for whom, when, and how consent and protection stand.
struct Cell {
  const Who& who;
  const Party& party;
  Held done = Held::now;
  Said said = Said::yes;
  bool hidden = false;
  const Directory& directory;

  bool agency() const { return party.speaks == "af" || party.speaks == "fk"; }
  /// Municipality and supplier propose; they never register (§2).
  bool proposer() const { return party.speaks == "gavle" || party.speaks == "rusta"; }
  /// Role AND assignment when it was done, at an office of the own organisation (§2).
  bool may() const { return agency() && party.speaks == party.employer && made::may_act(who, done); }
  bool gone() const { return said == Said::no || said == Said::taken_back; }
  std::string office() const { return agency() ? party.speaks + "_gavle" : ""; }
  Act by() const {
    const base::Date on = done == Held::then ? kThen : kToday;
    return {"ada", party.speaks, noon(on), on};
  }
};

/// Those of every role and assignment, in whose name they act left to the party.
std::vector<Who> whoever() {
  std::vector<Who> all = made::everybody();
  std::erase_if(all, [](const Who& who) { return !who.own_organisation; });
  return all;
}

/// The directory of the cooperation with Ada, who is `who`, at her party's office.
Directory directory_of(const Who& who, const Party& party) {
  DirectoryRows rows = made::cooperation_rows();
  const base::Date begin = day("2020-01-01");
  rows.users.push_back({"ada", "Ada", party.employer});
  for (const std::string& role : who.roles) rows.roles.push_back({"ada", role, {begin, std::nullopt}});
  const bool agency = party.speaks == "af" || party.speaks == "fk";
  const std::string place = agency ? party.speaks + "_gavle" : "training";
  const auto until = who.assignment == Held::then ? std::optional(made::kTaken - made::days(1)) : std::nullopt;
  if (who.assignment != Held::never) rows.assignments.push_back({"ada", place, {begin, until}});
  return made::directory(std::move(rows));
}

std::string cell_name(const Cell& cell, std::string_view act) {
  return made::cell_name(cell.who, act, cell.done, cell.said, cell.hidden) + "; for " + cell.party.speaks + " by " +
         cell.party.employer + "'s";
}

/// Counts cells, and tells of the first ones that answer something else.
class Cells {
 public:
  void expect(const Cell& cell, std::string_view act, const std::string& expected, const std::string& actual) {
    ++tried_;
    if (expected == actual || ++wrong_ > 20) return;
    ADD_FAILURE() << cell_name(cell, act) << "\n  expected " << expected << "\n  actual   " << actual;
  }
  std::size_t tried() const { return tried_; }

 private:
  std::size_t tried_ = 0;
  std::size_t wrong_ = 0;
};

/// Calls `try_cell` with every cell.
template <typename TryCell>
void for_each_cell(TryCell try_cell) {
  for (const Who& who : whoever()) {
    for (const Party& party : kParties) {
      const Directory directory = directory_of(who, party);
      for (const Held done : {Held::now, Held::then}) {
        for (const Said said : made::kSaid) {
          for (const bool hidden : {false, true}) try_cell(Cell{who, party, done, said, hidden, directory});
        }
      }
    }
  }
}
/// How many cells that is.
constexpr std::size_t kCells = made::kRoles * 3 * 9 * 2 * 4 * 2;

/// Who registers (§4): FK until the last meeting, AF afterwards; a change of office whoever sees it first.
enum class Registers { fk, af, either };

/// One act of a kind on a case that stands where it may be done.
struct Kind {
  std::string name;
  CaseState at;
  ActKind kind;
  Registers by;
  std::function<void(CooperationAct&)> fill = [](CooperationAct&) {};
};

std::vector<Kind> kinds_of_acts() {
  using enum ActKind;
  using enum CaseState;
  const auto cause = [](EndCause one) { return [one](CooperationAct& act) { act.cause = one; }; };
  const auto row = [](std::uint32_t number, FieldAnswers answers) {
    return [=](CooperationAct& act) { act.row = number, act.answers = answers; };
  };
  const auto at_end = [](CooperationAct& act) { act.answers = made::end_answers(); };
  return {{"rebook", requested, rebook, Registers::fk},
          {"meet", mapping, meet, Registers::fk},
          {"plan the first", mapping, plan, Registers::fk, [](auto& act) { act.to = planned_preparatory; }},
          {"start", planned_preparatory, start, Registers::af},
          {"turn", active_preparatory, turn, Registers::af},
          {"plan the next", active_preparatory, plan, Registers::af},
          {"conclude before a meeting", requested, conclude, Registers::fk, cause(EndCause::not_current_other)},
          {"conclude", active_preparatory, conclude, Registers::af, at_end},
          {"interrupt before a meeting", requested, interrupt, Registers::fk, cause(EndCause::own_initiative)},
          {"interrupt", planned_preparatory, interrupt, Registers::af, cause(EndCause::own_initiative)},
          {"interrupt: consent withdrawn", active_preparatory, interrupt, Registers::either,
           cause(EndCause::consent_withdrawn)},
          {"change office", active_preparatory, change_office, Registers::either,
           [](auto& act) { act.af_office = "af_sandviken", act.fk_office = "fk_gavle"; }},
          {"complete", active_preparatory, complete, Registers::fk, row(1, {{Field::education, "2"}})},
          {"correct", active_preparatory, correct, Registers::fk, row(1, {{Field::support_time, "1"}})},
          {"undo", active_preparatory, undo, Registers::af, row(5, {})},
          {"discard", active_preparatory, discard, Registers::fk}};
}

/// A desk where the act may be done, as it stands before anything is told of consent or protection.
Desk desk_of(const Kind& kind) {
  Desk desk = desk_at(kind.at);
  desk.situation.current->rows.front().answers.erase(Field::education);
  return desk;
}

CooperationAct act_of(const Kind& kind, const Cell& cell, const Desk& desk) {
  CooperationAct act;
  act.kind = kind.kind;
  act.case_id = desk.now().id;
  act.by = cell.by();
  act.happened = act.by.on;
  act.office = cell.office();
  kind.fill(act);
  return act;
}

void tell(CaseSituation& situation, const Cell& cell) {
  situation.person_protected = cell.hidden;
  if (cell.said == Said::yes) situation.standing.told = {ConsentAnswer::given, "SUS 2024", made::kStart, std::nullopt};
  if (cell.said == Said::no) situation.standing.declined = kBack;
  if (cell.said == Said::taken_back) situation.standing.withdrawn = kBack;
}

CaseCircumstances circumstances(const Cell& cell, const Desk& desk) {
  return {cell.directory, desk.policy, kToday, noon(kToday), made::case_id(9), made::task_id(9)};
}

/// Whatever becomes of the act, one exit where consent is gone, a strip for a flag; then nobody is found any longer.
std::string leaving(const Cell& cell, bool withdrawn) {
  return withdrawn || cell.gone() ? ", exit, erased" : cell.hidden ? ", strip, erased" : "";
}

/// §2, §3 g and l, §4: only agencies register, each its own; the other gets it proposed. What protects asks nobody.
std::string expected(const Kind& kind, const Cell& cell, bool lenient = false) {
  const bool fact = kind.name == "interrupt: consent withdrawn";
  const std::string leaves = leaving(cell, fact);
  if (fact) return "accepted" + leaves;
  if (cell.proposer()) return "proposed" + leaves + (cell.gone() ? "" : ", to af_gavle");
  if (!cell.may()) return "rejected" + leaves;
  if (cell.gone() && kind.kind != ActKind::discard) return "rejected" + leaves;
  const bool own = kind.by == Registers::either || (kind.by == Registers::fk) == (cell.party.speaks == "fk");
  if (own || (lenient && kind.by == Registers::fk)) return "accepted" + leaves;
  return "proposed" + leaves + (kind.by == Registers::fk ? ", to fk_gavle" : ", to af_gavle");
}

std::string told(const CooperationDecision& decision, const CooperationAct& act) {
  std::string text(name(decision.outcome));
  for (const CaseExit& exit : decision.exits) text += ", " + std::string(name(exit.kind));
  if (decision.erase_person) text += ", erased";
  int counted = 0;
  for (const CaseCount& count : decision.counts) counted += count.by;
  if (counted != 0) text += ", counted";
  const auto& task = decision.task;
  const bool same = task && task->act.kind == act.kind && !protective(task->act);
  return same && !answered(task->state) ? text + ", to " + task->office : text;
}

TEST(AuthorityMatrix, OfActsOfTheCooperation) {
  Cells cells;
  const std::vector<Kind> kinds = kinds_of_acts();
  std::set<ActKind> tried = {ActKind::request};
  for (const Kind& kind : kinds) {
    tried.insert(kind.kind);
    const Desk desk = desk_of(kind);
    for_each_cell([&](const Cell& cell) {
      const CooperationAct act = act_of(kind, cell, desk);
      CaseSituation situation = desk.situation;
      tell(situation, cell);
      cells.expect(cell, kind.name, expected(kind, cell),
                   told(decide_act(act, situation, circumstances(cell, desk)), act));
    });
  }
  EXPECT_EQ(tried.size(), 13U) << "every kind of act";
  EXPECT_EQ(cells.tried(), 16 * kCells);
}

/// §3's order, after authority: withdrawn, protected, declined, missing. AF's request is FK's to register, and whoever
/// is not FK hears nothing of what is known of the person, but a no that it says itself.
std::string expected_request(const Cell& cell) {
  if (!cell.may() && !cell.proposer()) return "rejected";
  if (cell.party.speaks == "fk") {
    if (cell.gone() || cell.hidden) return "anonymous, counted";
    return cell.said == Said::nothing ? "parked" : "accepted";
  }
  if (cell.said == Said::no) return cell.proposer() ? "outside" : "anonymous, counted";
  if (cell.said == Said::nothing) return cell.hidden && !cell.proposer() ? "parked, counted" : "parked";
  if (cell.gone() || cell.hidden) return cell.proposer() ? "proposed" : "proposed, counted";
  return cell.proposer() ? "proposed, to af_gavle" : "proposed, to fk_gavle";
}

TEST(AuthorityMatrix, OfRequestsOfTheCooperation) {
  Cells cells;
  const Desk desk;
  for_each_cell([&](const Cell& cell) {
    CooperationAct act = desk.act(ActKind::request, "2026-11-01");
    act.by = cell.by();
    act.happened = act.by.on;
    act.office = cell.office();
    Consent& consent = act.consent->consent;
    if (cell.said == Said::nothing) act.consent.reset();
    if (cell.said == Said::no) consent.answer = ConsentAnswer::declined;
    CaseSituation situation = desk.situation;
    situation.person_protected = cell.hidden;
    if (cell.said == Said::taken_back) situation.standing.withdrawn = kBack;
    cells.expect(cell, "request", expected_request(cell),
                 told(decide_act(act, situation, circumstances(cell, desk)), act));
  });
  EXPECT_EQ(cells.tried(), kCells);
}

/// What the table of the course says of who registers, said once more by state and kind (§4).
Registers registers(const Transition& way) {
  if (way.act == ActKind::change_office) return Registers::either;
  const bool before_the_end_of_mapping = way.from == CaseState::requested || way.from == CaseState::mapping;
  return before_the_end_of_mapping ? Registers::fk : Registers::af;
}

TEST(AuthorityMatrix, OfEveryTransitionUnderEitherAgreement) {
  Cells cells;
  std::size_t ways = 0;
  const Who caseworker{{"deltagaransvarig"}, Held::now, true};
  for (const Transition& way : transitions()) {
    if (!way.from || way.act == ActKind::request) continue;
    ++ways;
    Kind kind{std::string(name(*way.from)) + " – " + std::string(name(way.act)), *way.from, way.act, registers(way)};
    Desk desk = desk_of(kind);
    for (const bool lenient : {false, true}) {
      desk.policy.agreements.clear();
      if (lenient) desk.policy.agreements = {{"af_gavle", "fk_gavle", {day("2020-01-01"), std::nullopt}, ""}};
      for (const Party& party : kParties) {
        const Directory directory = directory_of(caseworker, party);
        for (const Said said : made::kSaid) {
          for (const bool hidden : {false, true}) {
            const Cell cell{caseworker, party, Held::now, said, hidden, directory};
            CooperationAct act = act_of(kind, cell, desk);
            act.to = way.to;
            if (way.act == ActKind::change_office) act.af_office = "af_gavle", act.fk_office = "fk_sandviken";
            CaseSituation situation = desk.situation;
            tell(situation, cell);
            cells.expect(cell, kind.name + (lenient ? " by agreement" : ""), expected(kind, cell, lenient),
                         told(decide_act(act, situation, circumstances(cell, desk)), act));
          }
        }
      }
    }
  }
  EXPECT_EQ(ways, 29U);
  EXPECT_EQ(cells.tried(), ways * 2 * 9 * 4 * 2);
}

/// Confirmed with the caseworker's own authority at the task's office (§1, §2); what protects takes effect beside it.
std::string expected_confirm(const Cell& cell) {
  if (!cell.may() || cell.party.speaks != "af") return "not done";
  return (cell.gone() ? "not done" : "done") + leaving(cell, false);
}

TEST(AuthorityMatrix, OfAnswersToTasksOfTheCooperation) {
  Cells cells;
  Desk desk = desk_at(CaseState::planned_preparatory);
  CooperationAct proposed = desk.act(ActKind::start, "2026-05-04", "maj.lind");
  proposed.office.clear();
  ASSERT_EQ(desk.tell(proposed), Outcome::proposed);
  const CooperationTask task = desk.situation.open_tasks.front();
  for_each_cell([&](const Cell& cell) {
    CaseSituation situation = desk.situation;
    tell(situation, cell);
    const CaseCircumstances c = circumstances(cell, desk);
    const TaskDecision confirmed = confirm(task, cell.by(), situation, c);
    std::string actual = confirmed.done ? "done" : "not done";
    if (confirmed.decision)
      actual += told(*confirmed.decision, task.act).substr(name(confirmed.decision->outcome).size());
    cells.expect(cell, "confirm", expected_confirm(cell), actual);
    const auto done = [](const TaskDecision& decision) { return std::string(decision.done ? "done" : "not done"); };
    const bool answers = cell.may() && cell.party.speaks == "af";
    cells.expect(cell, "reject", answers ? "done" : "not done", done(reject(task, cell.by(), "not_begun", c)));
    const bool colleague = cell.party.speaks == "gavle" && cell.party.employer == "gavle";
    cells.expect(cell, "retract", colleague ? "done" : "not done", done(retract(task, cell.by(), c)));
  });
  EXPECT_EQ(cells.tried(), 3 * kCells);
}

/// What leaves is looked at once more: authority of the day of the act, consent and protection of now (design §1.4).
std::string expected_clear(bool request, const Cell& cell) {
  if (!cell.may() || cell.gone()) return "stopped";
  if (request) return cell.hidden ? "stopped" : "named";
  return cell.hidden ? "education" : "municipality, education";
}

std::string cleared(bool request, const Cell& cell, const Policy& policy) {
  Message message;
  message.kind = request ? MessageKind::request : MessageKind::act;
  message.registration = made::registration_id(1);
  message.place = cell.office();
  message.act = cell.by();
  CooperationAct course;
  course.kind = request ? ActKind::request : ActKind::complete;
  course.answers = {{Field::municipality, "2180"}, {Field::education, "2"}};
  message.course = course;
  ClearFacts facts;
  facts.registration = made::registration();
  facts.registration->kind = RegistrationKind::cooperation;
  facts.person_protected = cell.hidden;
  facts.person = made::person();
  facts.standing.had_consent = true;
  if (cell.said == Said::no) facts.standing.declined = kBack;
  if (cell.said == Said::taken_back) facts.standing.withdrawn = kBack;
  const Clearance clearance = clear(message, facts, cell.directory, policy, kToday, noon(kToday));
  const auto* out = std::get_if<Cleared>(&clearance);
  if (out == nullptr) return "stopped";
  if (out->person()) return "named";
  std::string text;
  for (const auto& [field, answer] : out->message().course->answers) {
    text += (text.empty() ? "" : ", ") + std::string(name(field));
  }
  return text;
}

TEST(AuthorityMatrix, OfMessagesOfTheCooperationThatAreCleared) {
  Cells cells;
  Policy policy = made::cooperation_policy();
  policy.field_lists = {{Flow::agency_to_sus, {"number", "municipality", "education"}, made::always()}};
  for_each_cell([&](const Cell& cell) {
    if (!cell.agency()) return;
    for (const bool request : {true, false}) {
      cells.expect(cell, request ? "clear a request" : "clear an act", expected_clear(request, cell),
                   cleared(request, cell, policy));
    }
  });
  EXPECT_EQ(cells.tried(), 2 * kCells * 5 / 9);
}

TEST(AuthorityMatrix, OfReadingCasesOfTheCooperation) {
  Cells cells;
  const Desk desk = desk_at(CaseState::mapping);
  for_each_cell([&](const Cell& cell) {
    // Reading is of today, and of who has the case, however consent and protection stand.
    const bool reads = cell.party.speaks == cell.party.employer && cell.agency() && made::may_act(cell.who, Held::now);
    cells.expect(cell, "read", reads ? "seen" : "not seen",
                 may_see(cell.directory, "ada", desk.now(), kToday) ? "seen" : "not seen");
  });
  EXPECT_EQ(cells.tried(), kCells);
}

}  // namespace
}  // namespace gateway::core
