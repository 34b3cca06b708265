#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/io/store/audit_chain.h"
#include "gateway/io/store/cases.h"
#include "gateway/io/store/fk_notices.h"
#include "gateway/io/store/in_step.h"
#include "gateway/io/store/incidents.h"
#include "gateway/io/store/names.h"
#include "gateway/io/store/numbers.h"
#include "gateway/io/store/originals.h"
#include "gateway/io/store/outbox.h"
#include "gateway/io/store/persons.h"
#include "gateway/io/store/records.h"
#include "gateway/io/store/registrations.h"
#include "gateway/io/store/repeats.h"
#include "gateway/io/store/told_decisions.h"
#include "gateway/io/store/uses.h"
#include "gateway/io/store/volumes.h"
#include "gateway/ports/clock.h"
#include "gateway/ports/transaction.h"

namespace gateway::io::store {

/// How long records that wait are kept, sealed, and who looked at a case (policy).
struct Keeping {
  std::chrono::milliseconds rejected = std::chrono::days(30);
  std::chrono::milliseconds parked = std::chrono::days(90);
  std::chrono::milliseconds access = std::chrono::days(5 * 365);
};

/// The writer's transaction over the tables of this folder. One object for all transactions in turn: what it remembers
/// between them is dropped when something is rolled back. [writer thread]
class SqliteTransaction : public ports::Transaction {
 public:
  SqliteTransaction(Database& database, Vault& vault, const ports::Clock& clock, Keeping keeping);

  const AuditChain::End& audit_end() const { return audit_.end(); }
  /// Runs `work` in a savepoint; what it throws becomes an error (broken), too.
  base::Result<void> attempt(const std::function<base::Result<void>()>& work) override;
  /// A new transaction: references of the last one are no longer valid.
  void begin() {
    note_refs_.clear();
    cases_.forget();
  }
  /// After a rollback of everything.
  void forget(const AuditChain::End& end);
  void audit(const AuditEntry& entry, base::Instant now) { audit_.append(entry, now); }
  /// Deletes what has been kept as long as it may be; answers how many records.
  base::Result<std::int64_t> purge(base::Instant now);
  /// From now on.
  void keep(const Keeping& keeping) { keeping_ = keeping; }
  /// Closes the counting years up to `through`, where they are not yet.
  base::Result<void> close_years(int through, base::Instant now);

  base::Result<std::shared_ptr<const core::Directory>> directory() override;
  base::Result<void> replace_directory(const core::DirectoryRows& rows, base::Instant now) override;
  /// What the directory's roles may, from now on.
  void use_roles(core::Roles roles) {
    roles_ = std::move(roles);
    directory_.reset();
  }
  base::Result<std::int64_t> directory_version() override;
  base::Result<std::optional<core::DirectoryRows>> directory_rows(std::int64_t version) override;

  base::Result<std::string> cursor(std::string_view source, std::string_view stream) override;
  base::Result<std::size_t> said_again(std::string_view source, std::string_view set,
                                       std::string_view document) override;
  base::Result<ports::RecordFacts> facts(std::string_view source, std::string_view set,
                                         const core::Participation& record, std::string_view document) override;
  base::Result<void> store(const ports::DecidedRecord& decided) override;
  base::Result<void> seen(std::string_view source, std::string_view set, const core::Participation& record) override;
  base::Result<void> store_page(std::string_view source, std::string_view stream, std::string_view set,
                                std::string_view cursor, const ports::PageCounts& counts, base::Instant now) override;
  base::Result<void> note_set(std::string_view source, const ports::SetNotice& notice, base::Instant now) override;
  base::Result<std::string> open_set(std::string_view source) override;
  base::Result<std::vector<ports::PendingRecord>> pending(const ports::PendingFilter& filter) override;

  base::Result<std::vector<ports::RecordRef>> find(const ports::Selector& selector) override;
  base::Result<core::Situation> situation(const ports::RecordRef& ref) override;
  base::Result<core::DecidedBefore> decided(const ports::RecordRef& ref) override;
  base::Result<std::optional<core::Code>> part_number(const ports::RecordRef& ref, const core::PersonNumber& number,
                                                      std::string_view by, base::Instant now) override;
  base::Result<void> tell(const ports::RecordRef& ref, const core::Consent& told, std::string_view by,
                          base::Instant now) override;
  base::Result<void> protect(const core::PersonNumber& number, std::string_view by, base::Instant now,
                             core::Protection kind) override;
  base::Result<core::ProtectionState> protection(const core::PersonNumber& number) override;
  base::Result<void> lift(const core::PersonNumber& number, base::Date day, std::string_view by,
                          base::Instant now) override;
  base::Result<void> take_back(const core::PersonNumber& number, std::string_view sender, base::Date day,
                               base::Instant now) override;
  base::Result<void> deceased(const core::PersonNumber& number, base::Date on, std::string_view by,
                              base::Instant now) override;
  base::Result<std::optional<core::PersonNumber>> whose(const base::RegistrationId& id) override;
  base::Result<std::size_t> store_fact(const ports::RecordRef& ref, const core::Decision& decision,
                                       base::Instant now) override;

  base::Result<std::optional<ports::KeptOriginal>> original(const base::RegistrationId& id) override;
  base::Result<void> archive(const base::RegistrationId& id, const core::Archived& archived) override;

  base::Result<std::vector<core::Incident>> incidents(const std::optional<base::RegistrationId>& only) override;
  base::Result<void> keep(const core::Incident& incident, base::Instant now) override;

  base::Result<std::vector<core::FkNotice>> fk_notices(const std::optional<base::RegistrationId>& only) override;
  base::Result<void> keep_notice(const core::FkNotice& notice, base::Instant now) override;

  base::Result<std::vector<core::KeptVolume>> volumes(bool earlier) override;
  base::Result<bool> counted_individually(std::string_view insats, int year) override;
  base::Result<int> closed_through() override;
  base::Result<bool> keep_volume(const core::KeptVolume& volume) override;

  base::Result<void> queue_totals(base::Instant now, std::chrono::milliseconds interval) override;
  base::Result<std::vector<ports::DueMessage>> due(base::Instant now, std::size_t limit) override;
  base::Result<ports::DueMessage> handed(std::int64_t sequence) override;
  base::Result<void> hand(std::int64_t sequence, base::Instant now) override;
  base::Result<void> stop(std::int64_t sequence, const core::Reason& reason,
                          const std::optional<core::Decision>& decision, base::Instant now) override;
  base::Result<void> hold(std::int64_t sequence, const core::Held& held, base::Instant now) override;
  base::Result<void> settle(std::int64_t sequence, const ports::NodeAnswer& answer,
                            const std::optional<core::Decision>& decision, base::Instant now) override;
  base::Result<void> retry(std::int64_t sequence, base::Instant again) override;
  base::Result<void> bury(std::int64_t sequence, std::string_view why, base::Instant now) override;
  base::Result<bool> in_hands(const base::RegistrationId& registration) override;
  base::Result<void> take_back() override;

  ports::Cases& cases() override;
  ports::InStep& in_step() override { return in_step_; }

  base::Result<core::NodeSituation> node_situation(const core::Incoming& incoming, std::string_view sender) override;
  base::Result<void> store(const core::Incoming& incoming, std::string_view sender, const core::Admission& admission,
                           base::Instant now) override;
  base::Result<ports::AnsweredMessages> answered(const base::RegistrationId& id) override;

 private:
  /// A source's record on its way into the tables, with what stood there before.
  struct Arrival;
  /// What stands under one key.
  struct Kept {
    Mark mark;  ///< Of the key.
    std::optional<RecordRow> record;
    std::optional<KeptRegistration> registration;  ///< The record's, live or not.
    std::optional<NoteRow> note;
    std::optional<std::pair<core::PersonNumber, Mark>> person;  ///< Of what was read now, where it was made already.
  };

  std::optional<core::PersonNumber> number_of(std::string_view text) const;
  Kept look_up(std::string_view source, std::string_view key, std::optional<int> likely_year);
  void forget_lookups() {
    looked_up_.reset();
    seen_next_.reset();
  }
  /// Before something is changed.
  void forget_read() {
    forget_lookups();
    repeats_.look_again();
  }
  /// What belongs to the record that was found: its registration, or the note beside it.
  void complete(Kept& kept, std::string_view source, std::string_view key, std::optional<int> likely_year);
  /// How the number that a record says stands to the one that its registration's person has here.
  core::ToldNumber told_number(const KeptRegistration& registration, const Mark& record, const Mark& number);
  core::Situation situation_of(const Kept& kept, const std::optional<Mark>& person);
  /// The person's number before the one told, as the record says it: none where a caseworker took the two apart.
  std::optional<Mark> previous_of(const Mark& record, const std::optional<Mark>& told, const core::Participation& said);
  /// What is known of whoever had the previous number is known of the person.
  void heed_previous(const Mark& record, const Mark& previous, core::Situation& situation);
  /// What the person's other registrations use, under whichever linked number, the previous one among them.
  std::vector<core::ConsentUse> uses_of_consent(const Mark& person, const std::optional<Mark>& previous);
  bool beside_another(const Mark& own, std::int64_t source, std::int64_t set, const core::Participation& record);

  RecordRow row_of(const Arrival& arrival, const Kept& before);
  void store_named(const Arrival& arrival, Kept& before);
  /// A flag that the record bears, or that either of its person's numbers does; or that the record takes its own back.
  void protect_as_told(const Arrival& arrival, const Kept& before);
  std::optional<Subject> person_of(const Arrival& arrival, const KeptRegistration* before);
  void store_anonymous(const Arrival& arrival, Kept& before);
  void store_waiting(const Arrival& arrival, Kept& before);
  void keep_or_drop_document(const Arrival& arrival, const Kept& before, const RecordRow& record);

  /// A registration that never got to the node: emptied, and its person erased where nothing else names them.
  void empty_registration(const KeptRegistration& registration);
  /// Keeps what a fact did to the record's registration; of one that is destroyed or never was, nothing but that.
  void keep_fact(std::int64_t record, const std::optional<base::RegistrationId>& registration,
                 const core::Decision& decision, base::Instant now);
  /// Applies a decision without a reading (a fact, or the node's answer) to a record and its registration.
  std::size_t apply(const core::Decision& decision, KeptRegistration& registration, base::Instant now);
  /// The record registers this person no more, and no earlier registration of it names anybody.
  void bar(const RecordRow& record, const KeptRegistration& registration, core::Code cause);
  /// What the source told goes with the identity of a wrong registration (domain.md §3 r): a document that waits, what
  /// the decision rested on, and the key, which the number is a part of where it is made.
  void forget_told(RecordRow& record);
  /// The mark of a note to be kept.
  Mark mark_of_note(const core::Note& note, std::string_view source, std::string_view key);
  void become_note(const RecordRow& record, const KeptRegistration& registration, const core::Decision& decision,
                   base::Instant now);
  std::size_t follow(const core::Decision& decision, std::int64_t lane, std::int64_t set, base::Instant now);
  void count(const std::vector<core::Count>& counts);
  /// Answers the record with a no, to be decided anew. `in_stands`: what it is registered in by is not refused.
  void refuse_units(std::int64_t record, const std::vector<core::Reason>& reasons, base::Instant now,
                    bool in_stands = false);
  /// The same where the node does not know what was said of a registration last: its record's next reading says it
  /// again.
  void refuse_unsaid(const KeptRegistration& registration, const std::vector<core::Reason>& reasons, base::Instant now);
  /// The exit of what the record registered has left.
  void exit_left(std::int64_t record);
  void mark_vanished(std::int64_t source, std::int64_t set);
  std::string source_name(std::int64_t source);
  std::int64_t set_of(const KeptRegistration& registration);
  ports::DueMessage with_facts(const OutboxRow& row, bool with_person);
  OutboxRow open_message(std::int64_t sequence);
  std::optional<base::RegistrationId> id_of_lane(std::int64_t lane);

  std::int64_t store_person(const core::Incoming& incoming);
  /// At a node: the person of a registration died on that day, or before it as is known already.
  void keep_death(std::int64_t subject, base::Date on);
  /// At a node: whether others than the sender may say later that the person is protected.
  bool of_others_too(std::int64_t subject, std::string_view sender);

  Database& database_;
  Vault& vault_;
  const ports::Clock& clock_;
  Keeping keeping_;
  AuditChain audit_;
  Names names_;
  Persons persons_;
  Registrations registrations_;
  Records records_;
  Numbers numbers_;
  Repeats repeats_;
  Uses uses_;
  Outbox outbox_;
  Incidents incidents_;
  Originals originals_;
  ToldDecisions told_;
  FkNotices fk_notices_;
  Volumes volumes_;
  SqliteCases cases_;
  SqliteInStep in_step_;
  core::Roles roles_;
  std::shared_ptr<const core::Directory> directory_;
  /// What `facts` found, for the `store` or `seen` that follows it.
  std::optional<std::pair<std::string, Kept>> looked_up_;
  std::optional<std::pair<std::string, std::int64_t>> seen_next_;  ///< The same for a record to be `seen`.
  std::vector<Mark> note_refs_;  ///< Notes handed out as RecordRef: row −1 is the first.
};

}  // namespace gateway::io::store
