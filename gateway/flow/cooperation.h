#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/cooperation/answer_task.h"
#include "gateway/flow/rules.h"

namespace gateway::flow {

/// What became of one act that was asked for.
struct ActAnswer {
  core::Outcome outcome = core::Outcome::rejected;
  std::vector<core::Reason> reasons;
  std::vector<core::Reason> warnings;
  std::vector<core::Field> missing;  ///< Svar saknas, to be completed later.
  base::RegistrationId id;           ///< The case, where the asker may know of it.
  std::optional<core::CaseState> state;
  std::vector<core::FigureChange> figures;  ///< What it changes, for whoever may see the case.
  std::vector<core::AnswerChange> changes;  ///< The same of a correction, for its row.
};

/// What a task's answer led to.
struct ReplyAnswer {
  bool done = false;
  std::vector<core::Reason> reasons;
};

/// What confirming a task would do, as things are known here; nothing, and no reasons, of one that is answered.
struct ShownTask {
  ports::KeptTask kept;
  core::TaskDifference difference;
  bool may_answer = false;             ///< Only then is the act told whole, and whom it is about.
  std::optional<core::Person> person;  ///< None where nobody may know, or nobody does.
};

/// The way in for acts of the AF/FK cooperation at a gateway: decided here by the same rules as at the node, stored
/// with the message that carries it there, in one transaction. The node has the last word: its no takes the act back,
/// visibly (design §1.5). [any thread]
class Cooperation {
 public:
  explicit Cooperation(Surroundings surroundings) : around_(std::move(surroundings)) {}

  /// Decides acts in their order, page by page, each page one transaction; an answer each. A `dry_run` stores nothing.
  base::Result<std::vector<ActAnswer>> act(std::vector<ports::AskedAct> asked, bool dry_run);

  /// A task, shown to `user`. Fault reject where there is none, or none that the user may see. A task that came of
  /// another organisation's record names no case: what it changes is told of the case `of`.
  base::Result<ShownTask> show(const core::TaskId& task, const std::string& user,
                               const std::optional<base::RegistrationId>& of = std::nullopt);

  /// Confirms, rejects or retracts in `user`'s name; what the rules take goes to the node, which decides it again. A
  /// task that names no case is confirmed with the case `of`, which the user may see.
  base::Result<ReplyAnswer> reply(const core::TaskReply& reply, const std::string& user,
                                  const std::optional<base::RegistrationId>& of = std::nullopt);

  /// Marks tasks whose day has passed. The number of them.
  base::Result<std::size_t> fall_due();

 private:
  Surroundings around_;
};

/// How a request that waited is decided anew.
struct Anew {
  const std::vector<core::Reason>& waited_for;
  bool told = false;      ///< Something was told of it, so that what waits on is kept anew.
  bool protects = false;  ///< That protects: whatever comes of it, it is kept no longer to be registered by name.
  std::optional<base::Date> deceased = {};
};

/// Decides a request that waited, with the authority of who asked for it when it was asked for, in an open transaction,
/// and stores what follows. [writer thread]
base::Result<ActAnswer> decide_anew(ports::Transaction& transaction, const Surroundings& around,
                                    const ports::AskedAct& asked, const Anew& anew);

/// The message that carries a decided act to the node: none where it is not accepted or proposed, and nothing but exits
/// where a protective fact was told.
std::vector<core::Message> messages_of(const core::CooperationAct& act, const base::RegistrationId& id,
                                       const core::CooperationDecision& decision);

/// What storing a fact stopped in the queue, and put into it.
struct StoredFact {
  std::size_t stopped = 0;
  std::size_t messages = 0;
};

/// Stores what a fact does to a case, told by `act`: of a proposal only its exit leaves, and of what ended before only
/// that its consent is withdrawn (domain.md §3 i). [writer thread]
base::Result<StoredFact> store_fact(ports::Cases& cases, const core::CooperationAct& act,
                                    const base::RegistrationId& id, const core::CooperationDecision& decision,
                                    base::Instant now);

}  // namespace gateway::flow
