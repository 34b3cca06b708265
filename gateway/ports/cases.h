#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/result.h"
#include "gateway/core/cooperation/access.h"
#include "gateway/core/cooperation/act_decision.h"
#include "gateway/core/cooperation/caseworkers.h"
#include "gateway/core/cooperation/register.h"
#include "gateway/core/cooperation/told.h"
#include "gateway/core/decision.h"
#include "gateway/ports/registered.h"

namespace gateway::ports {

/// Document gateway.act/1: an act as somebody asks for it, with the person it is about where it names one.
struct AskedAct {
  std::string key;  ///< The case system's own id of the act; the same key again is the same act. May be empty.
  core::CooperationAct act;
  std::optional<core::Person> person;
  std::string activity = {};     ///< What begins or is planned, as the AF office calls it; in place of `act.to`.
  std::string responsible = {};  ///< Who is to answer for the case in the actor's organisation; stays at its gateway.
};

/// Which case is meant: the one with the id, or else the latest of the person.
struct CaseSelector {
  base::RegistrationId id;
  std::optional<core::PersonNumber> number;
};

/// What the ledger knows of a case, or of a person who has none.
struct CaseFacts {
  base::RegistrationId id;       ///< Of the case, or of the proposal that waits; empty where there is neither.
  bool of_another_kind = false;  ///< The id is no case's, or a case's of somebody else than who has the number.
  core::CaseSituation situation;
  std::size_t told_rows = 0;  ///< So many of the case's rows the node has told; later ones may get other numbers there.
  core::Caseworkers named;    ///< By this gateway's organisation.
  core::ConsentAnswer consent = core::ConsentAnswer::none;  ///< Where a node has told whether, but not by which form.
};

/// An act decided, to be stored whole.
struct DecidedAct {
  const core::CooperationAct& act;
  base::RegistrationId id;  ///< Of the case, new or known; where only a proposal is made, of what it may become.
  std::optional<core::PersonNumber> number;
  std::optional<core::Person> person;  ///< Kept, where the decision keeps a case or a proposal by name.
  std::string_view key;
  const core::CooperationDecision& decision;
  std::vector<core::Message> messages;  ///< Into the case's lane, in this order; none at a node.
  std::string_view sender;              ///< The organisation that asked for it; empty at its own gateway.
  base::Instant now;
  std::optional<core::ActDecision> why = {};  ///< Kept to explain it; none where the task that was answered keeps it.
  std::string_view responsible = {};          ///< Whom it names to answer for the case; empty: whoever did before.
  std::string_view note_key = {};  ///< Of a request without a key: by what the note is found when it comes again.
};

/// A request that waits for a consent, with all that it asks for. Whoever asked has not to ask again: it is decided
/// anew when a consent is told.
struct ParkedAct {
  std::int64_t row = 0;
  AskedAct asked;
  std::string key;  ///< As the lists name it: the asker's own, or #row where there was none.
  core::UnitOutcome why;
  base::Instant since{};  ///< When it began to wait.
  base::Instant delete_after{};
  bool damaged = false;  ///< Nothing but its row can be read.
};

/// Which requests that wait are asked for: of a person, or of a key as the lists name it, or all in their order. Those
/// that are damaged are only among all; a key that names two names neither.
struct ParkedFilter {
  std::optional<core::PersonNumber> number = {};
  std::string_view key = {};
  std::int64_t after = 0;
  std::size_t limit = 256;
};

/// A task as it is kept: with the case it is about, or that it may become.
struct KeptTask {
  core::CooperationTask task;
  base::RegistrationId id;
  std::optional<core::ActDecision> why = {};  ///< To be kept: what it was answered on, just now.
  std::vector<core::Reason> refused = {};     ///< Why the node refused the last answer to a task that is open again.
};

/// The node's no, or a stop here before it, to an act or a task's answer, kept for whoever registered it as long as a
/// rejected record is. Names no participant.
struct RefusedByNode {
  base::RegistrationId id;                ///< The case, or what a request would have opened.
  std::optional<core::TaskId> task;       ///< That was answered.
  std::optional<core::TaskEvent> answer;  ///< With this.
  core::ActKind kind = core::ActKind::request;
  std::string user;  ///< In whose name it was registered.
  base::Instant registered{};
  std::string office;  ///< For which it was; empty where it was for none.
  base::Instant at{};  ///< When that was.
  std::vector<core::Reason> reasons;

  friend bool operator==(const RefusedByNode&, const RefusedByNode&) = default;
};

/// Which refusals are asked for: a user's, or of one case.
struct RefusedFilter {
  std::string user;
  base::RegistrationId id;  ///< Looked at where no user is given.
};

/// Whose decisions are asked for.
struct ActSelector {
  base::RegistrationId id;  ///< Of a case or proposal, or else of a task.
  std::string_view key;     ///< Under which the act was asked for; looked at where there is no id.
};

/// What is kept of decisions on acts, in their order, with what says who may be told of it.
struct DecidedActs {
  base::RegistrationId id;                      ///< The case or proposal; empty where none came of it.
  std::optional<core::CooperationCase> course;  ///< Of that case.
  std::vector<core::CooperationTask> tasks;
  bool whole = false;                   ///< Asked for by its number: all of them.
  std::optional<base::Instant> stored;  ///< When an act of the key was, of which nothing else is kept.
  std::vector<core::ActDecidedBefore> acts;
};

/// Cases of the AF/FK cooperation in the one transaction of the one writer; as with ports::Transaction, all of it is
/// there after the commit or nothing is. At a gateway a case is what the node told last, with what was decided here
/// since; a node's no takes that back. [writer thread]
class Cases {
 public:
  virtual ~Cases() = default;

  virtual base::Result<CaseFacts> facts(const CaseSelector& selector) = 0;
  /// All live cases and proposals of a person, proposals first: what is told of a case may take them back.
  virtual base::Result<std::vector<base::RegistrationId>> of_person(const core::PersonNumber& number) = 0;
  /// The same of a registration's person, that registration included where it is one; or the proposals alone.
  virtual base::Result<std::vector<base::RegistrationId>> of_same_person(const base::RegistrationId& id,
                                                                         bool only_proposals) = 0;
  /// Who the case or proposal is about; none where nobody may be found through it.
  virtual base::Result<std::optional<core::Person>> person(const base::RegistrationId& id) = 0;
  /// Whether an act of this key was stored; empty keys never were.
  virtual base::Result<bool> known(std::string_view key) = 0;
  /// The number of queued messages that it stopped.
  virtual base::Result<std::size_t> store(const DecidedAct& decided) = 0;
  /// What was decided and what that rested on; no acts where nothing is known.
  virtual base::Result<DecidedActs> decided(const ActSelector& selector) = 0;

  virtual base::Result<std::optional<KeptTask>> task(const core::TaskId& id) = 0;
  /// Node: of a registration, in the order in which they were made.
  virtual base::Result<std::vector<core::CooperationTask>> tasks_of(const base::RegistrationId& id) = 0;
  /// A task as it has become, without anything else that changes; `messages` into the lane of the case that they name.
  virtual base::Result<void> store(const KeptTask& task, const std::vector<core::Message>& messages,
                                   base::Instant now) = 0;
  /// Open tasks whose day has passed, `limit` at most.
  virtual base::Result<std::vector<KeptTask>> overdue(base::Date today, std::size_t limit) = 0;

  /// Gateway: a participation in an insats; none where it is not read (RegistrationFilter). Without the person.
  virtual base::Result<std::optional<ListedRegistration>> registration(const base::RegistrationId& id) = 0;
  /// Gateway: whom its organisation names for the case or participation from now on.
  virtual base::Result<void> name(const base::RegistrationId& id, const core::Caseworkers& named, std::string_view by,
                                  base::Instant now) = 0;
  /// Keeps that somebody looked at a case.
  virtual base::Result<void> note(const core::Access& access) = 0;

  /// Node: what has changed for a party behind a place in its feed, oldest first.
  virtual base::Result<std::vector<core::ChangedCase>> changed(std::string_view party, std::int64_t behind,
                                                               std::size_t limit) = 0;
  /// Node: which feed this is (another one after a restored backup), and the last place of a party in it.
  virtual base::Result<std::pair<std::string, std::int64_t>> feed(std::string_view party) = 0;

  /// Gateway: takes over what the node tells. What was decided here and is not answered yet stays on top of it.
  virtual base::Result<void> follow(const core::ToldCase& told, base::Instant now) = 0;
  /// Gateway: the feed begins anew. Cases that it does not tell of again are gone when it has been read; of a
  /// `restored` node's, what it took and no longer has is refused.
  virtual base::Result<void> begin_resync(bool restored) = 0;
  virtual base::Result<std::size_t> end_resync(base::Instant now) = 0;

  /// Keeps what is said of the paper of a case's consent.
  virtual base::Result<void> keep_paper(const base::RegistrationId& id, const core::ConsentPaper& paper) = 0;
  /// Keeps a request that waits, sealed, as long as records that wait, instead of the same one before: of its key, or
  /// where it has none, of its person and offices.
  virtual base::Result<void> park(const AskedAct& asked, const core::PersonNumber& number, const core::UnitOutcome& why,
                                  base::Instant now) = 0;
  virtual base::Result<std::vector<ParkedAct>> parked(const ParkedFilter& filter) = 0;
  /// It waits no longer, or was asked anew; nothing where it did not.
  virtual base::Result<void> unpark(const AskedAct& asked, const core::PersonNumber& number, base::Instant now) = 0;
};

/// A case as it is listed.
struct ListedCase {
  base::RegistrationId id;
  core::CooperationCase course;
  core::Caseworkers named;            ///< By this gateway's organisation.
  bool provisional = false;           ///< Something was decided here that the node has not answered.
  std::vector<core::Reason> refused;  ///< Why what was last asked of the node was refused, or stopped; empty: neither.
  std::optional<base::Instant> refused_at;   ///< When the node did; none where it was stopped here, before its answer.
  std::optional<core::Person> person;        ///< Only where asked for.
  std::vector<core::CooperationTask> tasks;  ///< Those that wait for an answer.
  std::vector<core::Reason> held;            ///< Why what was registered here waits before it is sent.
};

/// Which cases are asked for; what is empty does not narrow.
struct CaseFilter {
  std::string user;                  ///< Responsible or deputy in the organisation whose ledger it is.
  std::vector<std::string> offices;  ///< AF or FK office is one of these.
  std::optional<core::PersonNumber> number;
  base::RegistrationId id;
  bool open_only = false;
  bool with_person = false;
  bool with_wrong = false;  ///< Beside the open ones those that were called wrong.
};

/// Which tasks are asked for.
struct TaskFilter {
  std::vector<std::string> offices;  ///< That answer them; empty: all.
  base::RegistrationId about;        ///< Of one case.
  bool open_only = true;
};

/// Reading cases against the last commit. [any thread]
class CaseLists {
 public:
  virtual ~CaseLists() = default;

  virtual base::Result<void> each_case(const CaseFilter& filter,
                                       const std::function<base::Result<void>(const ListedCase&)>& take) const = 0;
  virtual base::Result<void> each_task(const TaskFilter& filter,
                                       const std::function<base::Result<void>(const KeptTask&)>& take) const = 0;
  /// Participations in insatser.
  virtual base::Result<void> each_registration(
      const RegistrationFilter& filter,
      const std::function<base::Result<void>(const ListedRegistration&)>& take) const = 0;
  /// Newest first.
  virtual base::Result<void> each_refused(
      const RefusedFilter& filter, const std::function<base::Result<void>(const RefusedByNode&)>& take) const = 0;
  /// Who looked at a case, oldest first.
  virtual base::Result<void> each_access(const base::RegistrationId& id,
                                         const std::function<base::Result<void>(const core::Access&)>& take) const = 0;
};

}  // namespace gateway::ports
