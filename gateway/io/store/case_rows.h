#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/cooperation/told.h"
#include "gateway/io/store/registrations.h"
#include "gateway/io/store/vault.h"
#include "gateway/ports/cases.h"

namespace gateway::io::store {

/// A case that the node has not told of yet, while its feed is read anew; and whether a restored node tells it.
enum class Untold { no, read_anew, restored };

/// A case, or the proposal of one, with its registration.
struct KeptCase {
  KeptRegistration registration;
  std::optional<core::CooperationCase> course;  ///< None while there is only a proposal.
  std::optional<core::CooperationCase> told;    ///< At a gateway: as the node told it last.
  core::Caseworkers named;                      ///< At a gateway: by its organisation.
  core::ConsentAnswer consent = core::ConsentAnswer::none;
  core::Standing standing;
  std::vector<core::Reason> refused;
  std::optional<base::Instant> refused_at;
  bool heard = false;  ///< The node has told of it.
  Untold untold = Untold::no;
  bool left = false;  ///< Goes from here once its messages are answered.
};

/// A task's row.
struct TaskRow {
  core::CooperationTask task;
  std::int64_t registration = 0;
  std::optional<core::CooperationTask> told;  ///< As the node told it last.
};

/// What a request that was counted anonymously has left.
struct CaseNoteRow {
  std::optional<Mark> mark;  ///< Of the key it was asked for under, by its year's key.
  core::CaseNote note;
  core::Standing standing;
};

/// What a case says of its registration, which stood as `before`.
core::Registration registration_of(const core::CooperationCase& course, core::Registration before);

/// Who is to hear of a change: organisations, each once.
using Parties = std::vector<std::string>;

/// The tables of cases, tasks, notes and feed. [writer thread]
class CaseRows {
 public:
  explicit CaseRows(Database& database);

  /// Whose ledger it is from now on. Who answers for each case is written anew where it was another's.
  void belong_to(const std::string& organisation);
  /// Who answers for the case in the organisation whose ledger it is.
  core::Caseworkers caseworkers(const KeptCase& kept) const;

  /// By the row of its registration.
  std::optional<KeptCase> at(std::int64_t registration);
  std::optional<KeptCase> find(const base::RegistrationId& id);
  /// All of a participant, neither void nor refused, in the order of their registration.
  std::vector<KeptCase> of(std::int64_t subject);
  /// Consent facts of the case under the registration; nothing where there is none.
  core::Standing standing(std::int64_t registration);
  /// Whether something was decided here that the node has not answered yet.
  bool awaits_node(std::int64_t registration);
  /// Inserts or rewrites all but the registration.
  void put(const KeptCase& kept);
  void remove(std::int64_t registration);

  void put(const core::Access& access);
  /// Oldest first.
  std::vector<core::Access> accesses(const base::RegistrationId& id);
  /// Removes what is older, and says how much.
  std::int64_t forget_accesses(base::Instant before);

  std::optional<TaskRow> task(const core::TaskId& id);
  std::vector<TaskRow> tasks_of(std::int64_t registration);
  std::vector<TaskRow> overdue(base::Date today, std::size_t limit);
  /// Inserts or rewrites.
  void put(const TaskRow& row);
  /// The node knows by another id what was proposed here under `from`.
  void rename_task(const core::TaskId& from, const core::TaskId& to);
  void remove_task(const core::TaskId& id);

  /// When an act of this key was stored.
  std::optional<base::Instant> act_known(const Mark& key);
  void remember_act(const Mark& key, base::Instant now);
  /// The message that carries an act, and that it was refused: the same may be asked again.
  void act_sent(const Mark& key, std::int64_t message);
  void forget_act(std::int64_t message);
  /// The mark of the key that the message's act was asked for under; none where it had none, or it is forgotten.
  std::optional<Mark> act_of(std::int64_t message);

  std::optional<CaseNoteRow> note(const Mark& key);
  /// Under a random mark where it has none.
  void put_note(const CaseNoteRow& row);
  void remove_note(const Mark& key);

  /// A new place for the case in each party's feed; the one before it goes.
  void tell(const Parties& parties, std::int64_t registration);

  void begin_resync(Untold why);
  std::vector<std::int64_t> untold();
  std::vector<std::int64_t> leaving();

 private:
  Database& database_;
  Registrations registrations_;
  std::string organisation_;  ///< Whose ledger it is.
};

}  // namespace gateway::io::store
