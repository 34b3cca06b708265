#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <sstream>

#include "gateway/core/cooperation/transition.h"
#include "tests/unit/core/cooperation/office.h"

// Rules that hold of every case whatever is done to it: random acts by everybody, right and wrong, with withdrawals,
// protection, death, proposals and corrections. Deterministic: a failure names its seed and what was done.

namespace gateway::core {
namespace {

using made::Desk;

constexpr int kHistories = 2000;
constexpr int kSteps = 30;

class CaseHistory {
 public:
  explicit CaseHistory(unsigned seed) : random_(seed) { desk_.today = made::day("2025-01-01"); }

  void run() {
    for (int i = 0; i < kSteps && !testing::Test::HasFailure(); ++i) {
      step();
      check();
    }
  }

  std::string told() const { return said_.str(); }

 private:
  int any(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }
  bool one_in(int n) { return any(n) == 0; }

  void step() {
    desk_.today = desk_.today + std::chrono::days(any(12));
    before_ = desk_.situation.current;
    if (desk_.situation.current && desk_.situation.current->handover == Handover::nothing && !one_in(3)) {
      desk_.situation.current->handover = one_in(5) ? Handover::unknown : Handover::acknowledged;
      before_ = desk_.situation.current;
    }
    desk_.acknowledges = false;
    const int what = any(30);
    if (what == 0 && one_in(4)) {
      said_ << " protect";
      desk_.situation.person_protected = true;
      desk_.fact();
    } else if (what == 1 && one_in(8)) {
      said_ << " death";
      desk_.situation.deceased = desk_.today;
      desk_.fact();
    } else if (what < 5 && !desk_.situation.open_tasks.empty()) {
      answer_task();
    } else {
      act();
    }
    if (desk_.last.outcome != Outcome::proposed) return;
    if (desk_.last.task) {
      ++proposed_;
    } else {
      EXPECT_TRUE(std::any_of(desk_.situation.open_tasks.begin(), desk_.situation.open_tasks.end(),
                              [](const auto& task) { return !answered(task.state); }))
          << "only what is proposed already makes no task";
    }
  }

  void answer_task() {
    const CooperationTask task =
        desk_.situation.open_tasks[static_cast<std::size_t>(any(static_cast<int>(desk_.situation.open_tasks.size())))];
    const std::string user = (one_in(2) ? "af." : "fk.") + std::string(one_in(3) ? "sandviken" : "gavle");
    said_ << " confirm:" << user;
    desk_.last = {};
    const TaskDecision decision = desk_.confirm_task(task, user, desk_.today.text());
    EXPECT_FALSE(decision.done && answered(task.state)) << "a task is answered once";
    // A confirmation never hands the task on.
    EXPECT_NE(decision.done && desk_.last.outcome == Outcome::proposed, true);
    if (desk_.last.outcome == Outcome::proposed) desk_.last.outcome = Outcome::rejected;
  }

  void act() {
    const auto kind = static_cast<ActKind>(desk_.situation.current && desk_.situation.current->open() ? any(13)
                                           : one_in(4)                                                ? any(13)
                                                                                                      : 0);
    const std::string user = (one_in(2) ? "af." : "fk.") + std::string(one_in(6) ? "sandviken" : "gavle");
    const base::Date on = desk_.today - std::chrono::days(one_in(6) ? any(30) : any(3));
    CooperationAct act = desk_.act(kind, on.text(), user);
    if (one_in(2)) act.by = desk_.by(user, desk_.today.text());
    if (kind == ActKind::plan || one_in(10)) act.to = static_cast<CaseState>(2 + any(2));
    if (kind == ActKind::change_office) {
      act.af_office = one_in(2) ? "af_gavle" : "af_sandviken";
      act.fk_office = one_in(3) ? "fk_sandviken" : "fk_gavle";
    }
    if (kind == ActKind::meet && one_in(2)) act.outcome = static_cast<MeetingOutcome>(one_in(4) ? any(3) : 0);
    if (kind == ActKind::conclude && one_in(2)) act.cause = static_cast<EndCause>(any(2));
    if (kind == ActKind::interrupt) act.cause = one_in(4) ? EndCause::consent_withdrawn : EndCause::own_initiative;
    if (correction(kind) && kind != ActKind::discard && desk_.situation.current) {
      act.row = static_cast<std::uint32_t>(1 + any(static_cast<int>(desk_.situation.current->rows.size()) + 1));
      const CaseRow* last = desk_.situation.current->last_undoable();
      if (kind == ActKind::undo && last != nullptr && !one_in(4)) act.row = last->number;
      if (kind != ActKind::undo) act.answers = {{one_in(3) ? Field::municipality : Field::education, "2180"}};
      if (kind != ActKind::undo && one_in(2)) act.answers = {{Field::education, std::to_string(1 + any(3))}};
    }
    if (kind == ActKind::request && one_in(6)) act.consent->consent.answer = ConsentAnswer::declined;
    if (kind == ActKind::request && one_in(6)) act.answers.erase(Field::education);
    said_ << " " << name(kind) << ":" << user << ":" << act.happened->text();
    desk_.tell(act);
    said_ << "=" << name(desk_.last.outcome);
    if (desk_.last.outcome == Outcome::accepted) {
      EXPECT_EQ(desk_.ask(act).outcome, Outcome::unchanged) << "the same act again";
    }
    if (desk_.last.outcome == Outcome::rejected || desk_.last.outcome == Outcome::parked) {
      EXPECT_FALSE(desk_.last.reasons.empty());
    }
  }

  void check() {
    EXPECT_EQ(desk_.counted, desk_.situation.note ? 1 : 0) << "counted as often as noted";
    if (!desk_.situation.current) return;
    const CooperationCase& now = *desk_.situation.current;
    if (before_ && before_->id == now.id) follows(*before_, now);
    course(now);
    if (now.stripped) {
      for (const CaseRow& row : now.rows) {
        for (const auto& [field, text] : row.answers) EXPECT_FALSE(description(field).leaves_on_protection);
      }
    }
    if (now.reading_closed) {
      for (const CaseRow& row : now.rows) EXPECT_TRUE(row.answers.empty());
    }
    int exits = 0;
    for (const CaseExit& exit : desk_.last.exits) exits += exit.kind == MessageKind::strip ? 0 : 1;
    exits_[now.id] += exits;
    desk_.last.exits.clear();
    EXPECT_LE(exits_[now.id], 1) << "one exit, ever";
    EXPECT_EQ(now.exited, exits_[now.id] == 1);
    if (now.form == CaseForm::anonymous) {
      EXPECT_EQ(exits_[now.id], 0);
    }
    std::size_t tasks = 0;
    for (const CooperationTask& task : desk_.situation.open_tasks) {
      ++tasks;
      if (task.state == TaskState::superseded) {
        EXPECT_TRUE(task.superseded_by);
      }
    }
    EXPECT_GE(tasks, static_cast<std::size_t>(proposed_)) << "no task is lost";
  }

  /// Nothing is overwritten: what was there is there, but for what became of it.
  static void follows(const CooperationCase& before, const CooperationCase& now) {
    EXPECT_EQ(now.version, before.version + (now == before ? 0 : 1));
    if (now.form == CaseForm::anonymous && before.form == CaseForm::named) {
      EXPECT_TRUE(now.rows.empty()) << "counted instead";
      return;
    }
    ASSERT_GE(now.rows.size(), before.rows.size());
    for (std::size_t i = 0; i < before.rows.size(); ++i) {
      CaseRow row = now.rows[i];
      row.standing = before.rows[i].standing;
      row.undone_by = before.rows[i].undone_by;
      row.corrected_by = before.rows[i].corrected_by;
      if (now.stripped || now.reading_closed) row.answers = before.rows[i].answers;
      EXPECT_EQ(row, before.rows[i]);
    }
  }

  /// What stands is a way through the table, in the order of its dates.
  static void course(const CooperationCase& now) {
    std::optional<CaseState> state;
    std::optional<base::Date> last;
    for (const CaseRow& row : now.rows) {
      if (row.standing == RowStanding::undone || !moves(row.kind)) continue;
      const bool by_fact = row.cause == EndCause::consent_withdrawn || row.cause == EndCause::deceased;
      if (!by_fact) {
        EXPECT_NE(find_transition(state, row.kind, row.state), nullptr);
      }
      if (last && !by_fact) {
        EXPECT_GE(row.happened, *last);
        if (state == CaseState::mapping && form(row.state) == StateForm::waiting) {
          EXPECT_GT(row.happened, *last);
        }
      }
      state = row.state;
      last = row.happened;
    }
    EXPECT_EQ(now.state, state.value_or(CaseState::requested));
    EXPECT_EQ(state.has_value(), now.form == CaseForm::named);
  }

  std::mt19937 random_;
  Desk desk_;
  std::optional<CooperationCase> before_;
  std::map<CaseId, int> exits_;
  int proposed_ = 0;
  std::ostringstream said_;
};

TEST(CaseHistory, KeepsItsRulesWhateverIsDone) {
  for (unsigned seed = 1; seed <= kHistories && !testing::Test::HasFailure(); ++seed) {
    CaseHistory history(seed);
    history.run();
    if (testing::Test::HasFailure()) ADD_FAILURE() << "seed " << seed << ":" << history.told();
  }
}

}  // namespace
}  // namespace gateway::core
