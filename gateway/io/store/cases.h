#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/io/store/act_decisions.h"
#include "gateway/io/store/audit_chain.h"
#include "gateway/io/store/case_rows.h"
#include "gateway/io/store/consent_papers.h"
#include "gateway/io/store/counting_years.h"
#include "gateway/io/store/names.h"
#include "gateway/io/store/outbox.h"
#include "gateway/io/store/parked_acts.h"
#include "gateway/io/store/persons.h"
#include "gateway/io/store/refused_acts.h"
#include "gateway/io/store/registrations.h"
#include "gateway/io/store/withdrawals.h"
#include "gateway/ports/clock.h"
#include "gateway/ports/transaction.h"

namespace gateway::io::store {

/// Parts of the transaction that cases share with everything else.
struct Shared {
  ports::Transaction& transaction;
  Database& database;
  Vault& vault;
  const ports::Clock& clock;
  AuditChain& audit;
  Names& names;
  Persons& persons;
  Registrations& registrations;
  Outbox& outbox;
  Uses& uses;
  CountingYears& years;
  const std::chrono::milliseconds& parked;  ///< How long what waits is kept.
};

/// The cases' part of the writer's transaction: what is decided here in cases.cpp, what the node says of it in
/// case_told.cpp and only_proposed.cpp, what it no longer knows of in case_resync.cpp, what it will never hear of in
/// case_taken_back.cpp. [writer thread]
class SqliteCases : public ports::Cases {
 public:
  explicit SqliteCases(Shared shared)
      : s_(shared),
        rows_(shared.database),
        decisions_(shared.database, shared.names),
        refused_(shared.database),
        papers_(shared.database, shared.vault),
        parked_(shared.database, shared.vault),
        withdrawals_(shared.database, shared.vault, shared.persons) {}

  base::Result<ports::CaseFacts> facts(const ports::CaseSelector& selector) override;
  base::Result<std::vector<base::RegistrationId>> of_person(const core::PersonNumber& number) override;
  base::Result<std::vector<base::RegistrationId>> of_same_person(const base::RegistrationId& id,
                                                                 bool only_proposals) override;
  base::Result<std::optional<core::Person>> person(const base::RegistrationId& id) override;
  base::Result<bool> known(std::string_view key) override;
  base::Result<std::size_t> store(const ports::DecidedAct& decided) override;
  base::Result<ports::DecidedActs> decided(const ports::ActSelector& selector) override;

  base::Result<std::optional<ports::KeptTask>> task(const core::TaskId& id) override;
  base::Result<std::vector<core::CooperationTask>> tasks_of(const base::RegistrationId& id) override;
  base::Result<void> store(const ports::KeptTask& task, const std::vector<core::Message>& messages,
                           base::Instant now) override;
  base::Result<std::vector<ports::KeptTask>> overdue(base::Date today, std::size_t limit) override;

  base::Result<std::optional<ports::ListedRegistration>> registration(const base::RegistrationId& id) override;
  base::Result<void> name(const base::RegistrationId& id, const core::Caseworkers& named, std::string_view by,
                          base::Instant now) override;
  base::Result<void> note(const core::Access& access) override;

  base::Result<std::vector<core::ChangedCase>> changed(std::string_view party, std::int64_t behind,
                                                       std::size_t limit) override;
  base::Result<std::pair<std::string, std::int64_t>> feed(std::string_view party) override;

  base::Result<void> follow(const core::ToldCase& told, base::Instant now) override;
  base::Result<void> begin_resync(bool restored) override;
  base::Result<std::size_t> end_resync(base::Instant now) override;

  base::Result<void> keep_paper(const base::RegistrationId& id, const core::ConsentPaper& paper) override;
  base::Result<void> park(const ports::AskedAct& asked, const core::PersonNumber& number, const core::UnitOutcome& why,
                          base::Instant now) override;
  base::Result<std::vector<ports::ParkedAct>> parked(const ports::ParkedFilter& filter) override;
  base::Result<void> unpark(const ports::AskedAct& asked, const core::PersonNumber& number, base::Instant now) override;

  // What the transaction's other parts tell and ask.

  /// The node answered a message of a lane: a case that turns out never to have been there is counted.
  void count_if_void(const OutboxRow& message, const ports::NodeAnswer& answer);
  /// A message of a lane was answered, or can never leave: what was decided here stands, or goes back to what the node
  /// told last.
  void settled(const OutboxRow& message, bool refused, const std::vector<core::Reason>& reasons, base::Instant now);
  /// The node said no to the message: kept for whoever registered what it carries.
  void keep_refusal(const OutboxRow& message, const std::vector<core::Reason>& reasons, base::Instant now);
  /// Nothing comes of a request: what was registered behind it is refused, each to whoever registered it.
  void refuse_behind(const OutboxRow& message, base::Instant now);
  /// A message of a lane was put aside, for it can never be sent: to whoever registered what it carries it is a no.
  void buried(const OutboxRow& message, base::Instant now);
  /// The node registered what only was proposed here, on an older state or by other rules: nobody is waited for.
  void accepted(const OutboxRow& message);
  /// The node made a task of what was registered here: the case is as it told it last. `over`: nobody answers the task,
  /// for there is no such case, or it does not go on.
  void proposed(const OutboxRow& message, bool over, base::Instant now);
  /// The lane's exit was answered, or can never leave: what waited for it goes on.
  void exit_gone(std::int64_t lane) { withdrawals_.sent(lane); }
  /// Nothing may be open in the lane any more: what only waited for that goes.
  void drained(std::int64_t lane, base::Instant now);
  void all_drained(base::Instant now);
  /// Consent facts of the case of a lane.
  core::Standing standing(std::int64_t lane) { return rows_.standing(lane); }
  /// Whether the case of a lane has an insats running at the node, for a change of office that was made here.
  bool insats_active(std::int64_t lane, const core::Act& change);
  /// Forgets who looked earlier, and says how many looks.
  std::int64_t forget_accesses(base::Instant before) { return rows_.forget_accesses(before); }
  /// Forgets decisions that nothing came of, and what the node refused, and says how many.
  std::int64_t forget_decisions(base::Instant rejected, base::Instant parked) {
    return decisions_.purge(rejected, parked) + refused_.purge(rejected);
  }
  /// Requests that have waited as long as they are kept, and how many.
  std::int64_t forget_parked(base::Instant now) { return parked_.purge(now); }
  /// A new transaction, or one undone.
  void forget() { asked_.reset(); }

 private:
  /// Of a subject, proposals first.
  std::vector<base::RegistrationId> ids_of(std::int64_t subject, bool only_proposals);
  std::optional<KeptCase> latest(const std::vector<KeptCase>& of_person);
  void fill_others(core::CaseSituation& situation, const KeptCase* chosen, const std::vector<KeptCase>& of_person);
  void fill(core::ChangedCase& changed, std::int64_t registration);

  /// The note on the key of a request, whatever its year.
  std::optional<CaseNoteRow> find_note(std::string_view key);
  /// Whom the act names answers for the case from now on, as after a transfer.
  void name_responsible(KeptCase& kept, const ports::DecidedAct& decided);
  void audit_named(const base::RegistrationId& id, const core::Caseworkers& named, std::string_view by,
                   base::Instant now);
  void keep_note(const ports::DecidedAct& decided);
  /// By what a request that the node refused is known when it comes again: its key, else what it says.
  std::optional<Mark> mark_of_request(const OutboxRow& message, const std::optional<Subject>& subject, int year);
  void keep_why(const ports::DecidedAct& decided, std::int64_t lane);
  void keep_why(core::ActDecision why, const PlaceOfAct& place, base::Instant now);
  /// Why the message waits, where it is held back.
  std::vector<core::Reason> held(const std::optional<std::int64_t>& message);
  void count(const core::CaseCount& change);
  KeptCase keep_case(const ports::DecidedAct& decided, std::optional<KeptCase> before);
  KeptCase keep_proposal(const ports::DecidedAct& decided);
  /// The case that a request opened here becomes the proposal that the node made of it: how many messages that stopped.
  std::size_t only_proposed(KeptCase kept, const ports::DecidedAct& decided);
  /// What was registered here in a case that is not: refused, and its own proposals with it.
  std::size_t refuse_later(const KeptCase& kept, const std::vector<core::Reason>& reasons, base::Instant now);
  std::int64_t lane_of(const ports::DecidedAct& decided);
  std::size_t queue(std::int64_t lane, const ports::DecidedAct& decided);
  void append(std::int64_t lane, const std::vector<core::Message>& messages, base::Instant now);
  /// What was registered here, and the node took, in a case of which it tells (`told`) or not: what it does not have
  /// any longer, for it was restored, is refused, to be registered again.
  void refuse_lost(KeptCase& kept, const core::ToldCase* told, base::Instant now);
  /// Whether the answer to the task is on its way to the node.
  bool reply_waits(std::int64_t lane, const core::TaskId& task);
  /// An undo of a row whose message has not left: that message stops instead, nobody is told of either, and the case is
  /// as it was before the row. False where the message has left, or another one in the lane rests on it.
  bool take_back_unsent(const ports::DecidedAct& decided);
  /// Which of the lane's messages carries the row and was never in a target's hands.
  std::optional<std::size_t> unsent_of(const std::vector<OutboxRow>& lane, const core::CaseRow& row);
  void close_gap(const OutboxRow& gone, std::uint32_t number);
  /// The case without a row that nobody else has heard of.
  void set_back(KeptCase& kept, std::uint32_t number, base::Instant now);
  /// No office takes over a discarded case: its change is not waited with, and holds up nothing.
  void stop_moves(std::int64_t lane, const core::CooperationCase& of, base::Instant now);
  /// A consent that was taken back stands of the person when nobody is found through the case any longer.
  void keep_withdrawal(const KeptCase& kept, base::Instant now);
  /// A new request waits for the exits of the person's earlier cases, and none of them for its day any longer.
  void follow_exits(const core::PersonNumber& number, std::int64_t request);
  /// Nobody may be found through the case any longer.
  void erase_person(KeptCase& kept, const std::optional<Leaving>& hidden, base::Instant now);
  /// What was told of the case keeps nothing that points at the person, of a wrong person no answer at all.
  void clear_told(KeptCase& kept);
  void note_death(const core::CooperationCase& course, std::optional<std::int64_t> subject);

  /// The course with what it says of the registration; identity leaves where it says so.
  void set_course(KeptCase& kept, core::CooperationCase course, base::Instant now);
  void take_tasks(const core::ToldCase& told, const KeptCase& kept);
  /// A source's record that another authority registers: how far it has come there is its answer.
  void answer_record(const core::ToldCase& told, const KeptRegistration& registration, base::Instant now);
  void take_task(const core::CooperationTask& told, std::int64_t registration, bool answers_wait);
  std::optional<TaskRow> told_first(const core::TaskId& id, std::int64_t registration, const core::CooperationAct* act);
  /// Whether the node was told what the lane's task is called here: it tells of it by that name, or not at all.
  bool told_by_name(std::int64_t lane, const core::TaskId& task);
  /// What the message proposed, and the node did not take, waits for nobody.
  void drop_proposal(const OutboxRow& message);
  void over_at_once(const OutboxRow& message);
  void take_back_task(const core::TaskId& id);
  /// The same of tasks beside the lane's case whose answers wait in it and will not be said: the node has them open.
  void take_back_unsaid(std::int64_t lane);
  /// Where the lane is no case's: the node's no to a reply opens its task again.
  void take_back_reply(const OutboxRow& message, bool refused);
  /// Whether the case is still here for something. Of a proposal that was confirmed here the node still tells the case.
  bool waits(const KeptCase& kept, bool confirmed_waits);
  /// The case, or the proposal that nothing came of, is no longer here: its registration is void, the person is
  /// released, and of its tasks only who proposed them where and how it ended is left.
  void leave(const KeptCase& kept, base::Instant now);

  void add_office(Parties& parties, const std::string& office);
  void add_case(Parties& parties, const std::optional<core::CooperationCase>& course);
  void add_task(Parties& parties, const core::CooperationTask& task);

  Shared s_;
  CaseRows rows_;
  ActDecisions decisions_;
  RefusedActs refused_;
  ConsentPapers papers_;
  ParkedActs parked_;
  Withdrawals withdrawals_;
  std::optional<std::string> asked_;  ///< The key that was asked about last.
};

}  // namespace gateway::io::store
