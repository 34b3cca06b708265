#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/base/result.h"
#include "gateway/core/admit.h"
#include "gateway/core/decide.h"
#include "gateway/core/explain/explain.h"
#include "gateway/core/fk_notice.h"
#include "gateway/core/incident.h"
#include "gateway/core/lift.h"
#include "gateway/core/volume.h"
#include "gateway/ports/cases.h"
#include "gateway/ports/codec.h"
#include "gateway/ports/in_step.h"
#include "gateway/ports/original.h"

namespace gateway::ports {

/// What the ledger knows of a record when it is read again.
struct RecordFacts {
  core::Situation situation;
  bool same_as_last_time = false;  ///< Same content as at the last reading, and nothing was told since.
  std::vector<std::pair<core::Unit, core::Outcome>> last;  ///< Its units' answers then; empty at first sight.
};

/// A record decided, to be stored whole.
struct DecidedRecord {
  std::string_view source;
  std::string_view set;  ///< Empty when decided outside a set.
  const core::Participation& record;
  std::string_view document;  ///< Its bytes: kept sealed while it is rejected, parked or to be confirmed.
  const core::Decision& decision;
  base::Instant now;
  bool again = false;  ///< Decided anew, not read: it waits no longer for that, and was seen nowhere.
};

/// How many units of a page got which answer: read = the sum of the others.
struct PageCounts {
  std::int64_t read = 0;
  std::int64_t by_outcome[7] = {};  ///< By core::Outcome.

  void add(core::Outcome outcome, std::int64_t units = 1) {
    read += units;
    by_outcome[static_cast<std::size_t>(outcome)] += units;
  }
  void add(const PageCounts& more) {
    read += more.read;
    for (std::size_t i = 0; i < std::size(by_outcome); ++i) by_outcome[i] += more.by_outcome[i];
  }
};

/// A record that waits, as it was read.
struct PendingRecord {
  std::int64_t row = 0;
  std::string source;
  std::string set;
  std::string document;   ///< Empty where it is damaged.
  std::string name = {};  ///< Names the record where its key may not be shown; tells nothing of it.
};

/// Which of the things that are kept under a key are meant: a source's key, or all of a person.
struct Selector {
  std::string source;  ///< Empty: any source.
  std::string key;
  std::optional<core::PersonNumber> number;
  std::optional<base::RegistrationId> registration = {};  ///< Instead of all others.
};

/// Which of the records that wait are asked for, in the order of their rows.
struct PendingFilter {
  std::optional<Selector> only = {};
  std::optional<core::Code> reason = {};  ///< One of theirs.
  std::int64_t after = 0;                 ///< Only rows behind this one.
  std::size_t limit = 256;                ///< Where they are not those of a key or person.
};

/// One record known to the ledger: what facts are told about. Valid in its transaction.
struct RecordRef {
  std::int64_t row = 0;
  std::string source;
  std::optional<base::RegistrationId> registration;
};

/// What a node answered to the messages of a registration, oldest first.
struct AnsweredMessages {
  std::optional<core::Registration> registration;  ///< None where none came of them.
  std::vector<core::ToldDecision> answers;
};

/// A message that is due, with all that `core::clear` asks for.
struct DueMessage {
  std::int64_t sequence = 0;  ///< Its place in the outbox.
  core::Message message;
  core::ClearFacts facts;
  std::optional<core::Sex> sex;  ///< Of the participant.
  int attempts = 0;
};

/// One transaction of the one writer. Fault reject: what the ledger holds of just this is damaged, others may go on.
/// Everything done through it is there after the commit, or nothing is. Not to be
/// kept beyond the call it was given to. [writer thread]
class Transaction {
 public:
  virtual ~Transaction() = default;

  /// Runs `work` in a savepoint: undone where it fails, and the transaction goes on.
  virtual base::Result<void> attempt(const std::function<base::Result<void>()>& work) = 0;

  // Directory
  /// The directory as this transaction sees it.
  virtual base::Result<std::shared_ptr<const core::Directory>> directory() = 0;
  virtual base::Result<void> replace_directory(const core::DirectoryRows& rows, base::Instant now) = 0;
  /// The newest version's number, one more with each replacement; 0 before the first.
  virtual base::Result<std::int64_t> directory_version() = 0;
  /// The rows of an earlier version; none where it is no longer kept.
  virtual base::Result<std::optional<core::DirectoryRows>> directory_rows(std::int64_t version) = 0;

  // Intake
  virtual base::Result<std::string> cursor(std::string_view source, std::string_view stream) = 0;
  /// Whether a document is, but for the place where it stands, what the source said at its last reading of a record
  /// that is settled and that nothing was told of since. Such a one is noted as seen in this set, and the number of its
  /// units is the answer. 0: perhaps not; it is to be decoded and asked about with `facts`.
  virtual base::Result<std::size_t> said_again(std::string_view source, std::string_view set,
                                               std::string_view document) = 0;
  /// `document`: the record's bytes.
  virtual base::Result<RecordFacts> facts(std::string_view source, std::string_view set,
                                          const core::Participation& record, std::string_view document) = 0;
  virtual base::Result<void> store(const DecidedRecord& decided) = 0;
  /// Notes that a record, settled and the same, was seen in this set.
  virtual base::Result<void> seen(std::string_view source, std::string_view set, const core::Participation& record) = 0;
  /// Stores a page's cursor and counts; a page is one transaction with its cursor.
  virtual base::Result<void> store_page(std::string_view source, std::string_view stream, std::string_view set,
                                        std::string_view cursor, const PageCounts& counts, base::Instant now) = 0;
  /// Stores where the source stands in a set; for a complete full one, lists what has vanished.
  virtual base::Result<void> note_set(std::string_view source, const SetNotice& notice, base::Instant now) = 0;
  /// The set that the source is in the middle of; empty between sets.
  virtual base::Result<std::string> open_set(std::string_view source) = 0;
  virtual base::Result<std::vector<PendingRecord>> pending(const PendingFilter& filter) = 0;

  // Facts told by command or API
  virtual base::Result<std::vector<RecordRef>> find(const Selector& selector) = 0;
  virtual base::Result<core::Situation> situation(const RecordRef& ref) = 0;
  /// What was decided of the record last and what that rested on; of an anonymous one, its answers alone.
  virtual base::Result<core::DecidedBefore> decided(const RecordRef& ref) = 0;
  /// Takes a record's registration from the person whose number the record says back to `number`, which it was made
  /// under, with what came along (domain.md §3 p); the record's number is passed over from then on. Answers why it
  /// cannot be done; nothing where it is.
  virtual base::Result<std::optional<core::Code>> part_number(const RecordRef& ref, const core::PersonNumber& number,
                                                              std::string_view by, base::Instant now) = 0;
  /// Keeps what a caseworker says of consent; the record is decided anew at its next reading.
  virtual base::Result<void> tell(const RecordRef& ref, const core::Consent& told, std::string_view by,
                                  base::Instant now) = 0;
  /// Marks a person as deceased, known or not.
  virtual base::Result<void> deceased(const core::PersonNumber& number, base::Date on, std::string_view by,
                                      base::Instant now) = 0;
  /// The number of whoever is registered; none where the registration names nobody.
  virtual base::Result<std::optional<core::PersonNumber>> whose(const base::RegistrationId& id) = 0;
  /// Marks a person as protected, known or not, as somebody known says; of an empty `by`, as the node tells.
  virtual base::Result<void> protect(const core::PersonNumber& number, std::string_view by, base::Instant now,
                                     core::Protection kind) = 0;
  virtual base::Result<core::ProtectionState> protection(const core::PersonNumber& number) = 0;
  /// A caseworker confirms that nobody says so any more: from this day on. What runs stays stripped; what waits is to
  /// be decided anew.
  virtual base::Result<void> lift(const core::PersonNumber& number, base::Date day, std::string_view by,
                                  base::Instant now) = 0;
  /// Node: the sender says so no more; the protection ends where nobody else does.
  virtual base::Result<void> take_back(const core::PersonNumber& number, std::string_view sender, base::Date day,
                                       base::Instant now) = 0;
  /// Stores what follows from a told fact; the number of queued messages that it stopped.
  virtual base::Result<std::size_t> store_fact(const RecordRef& ref, const core::Decision& decision,
                                               base::Instant now) = 0;

  // The originals of consents
  /// Of the registration or case; none where nobody made it here on a consent.
  virtual base::Result<std::optional<KeptOriginal>> original(const base::RegistrationId& id) = 0;
  /// Keeps that it was sent, instead of what was said of it before.
  virtual base::Result<void> archive(const base::RegistrationId& id, const core::Archived& archived) = 0;

  // Incidents
  /// All of them, the newest first; with an id, that registration's.
  virtual base::Result<std::vector<core::Incident>> incidents(const std::optional<base::RegistrationId>& only) = 0;
  /// Opens an incident, or keeps what became of it.
  virtual base::Result<void> keep(const core::Incident& incident, base::Instant now) = 0;

  // What FK is told
  /// Those that wait; with an id, that registration's, told or not. The oldest first.
  virtual base::Result<std::vector<core::FkNotice>> fk_notices(const std::optional<base::RegistrationId>& only) = 0;
  /// Keeps what became of it.
  virtual base::Result<void> keep_notice(const core::FkNotice& notice, base::Instant now) = 0;

  // Volume figures
  /// By insats and year, the newest of each first; with `earlier` those that were corrected, too.
  virtual base::Result<std::vector<core::KeptVolume>> volumes(bool earlier) = 0;
  /// Whether somebody who started there that year was registered by name or counted, and no volume stands.
  virtual base::Result<bool> counted_individually(std::string_view insats, int year) = 0;
  /// The last counting year that is closed; 0 where none is.
  virtual base::Result<int> closed_through() = 0;
  /// Keeps it beside the earlier ones, and changes the total of its insats and year by what differs. False, and nothing
  /// is kept, where the newest one says the same.
  virtual base::Result<bool> keep_volume(const core::KeptVolume& volume) = 0;

  // Delivery
  /// Puts totals into the outbox that have changed and were last sent at least `interval` ago.
  virtual base::Result<void> queue_totals(base::Instant now, std::chrono::milliseconds interval) = 0;
  /// The first open message of each lane, where due, oldest first, `limit` at most; none of a lane that has a message
  /// in a target's hands. One that is damaged in the ledger is held back with that reason; the others are answered.
  virtual base::Result<std::vector<DueMessage>> due(base::Instant now, std::size_t limit) = 0;
  /// A message that is in hands, with its facts as they are now: what its answer is settled against.
  virtual base::Result<DueMessage> handed(std::int64_t sequence) = 0;
  /// Notes that the message goes into a target's hands: from here on its answer is unknown until settled.
  virtual base::Result<void> hand(std::int64_t sequence, base::Instant now) = 0;
  /// Never sent, with what follows from it (none for most).
  virtual base::Result<void> stop(std::int64_t sequence, const core::Reason& reason,
                                  const std::optional<core::Decision>& decision, base::Instant now) = 0;
  virtual base::Result<void> hold(std::int64_t sequence, const core::Held& held, base::Instant now) = 0;
  /// The node's answer, with what follows from it (none for totals).
  virtual base::Result<void> settle(std::int64_t sequence, const NodeAnswer& answer,
                                    const std::optional<core::Decision>& decision, base::Instant now) = 0;
  /// No answer: again at `again`; the message is no longer in anybody's hands.
  virtual base::Result<void> retry(std::int64_t sequence, base::Instant again) = 0;
  /// Can never be sent: kept aside, with the sentence that says why.
  virtual base::Result<void> bury(std::int64_t sequence, std::string_view why, base::Instant now) = 0;
  /// Whether a message of the registration is in a target's hands.
  virtual base::Result<bool> in_hands(const base::RegistrationId& registration) = 0;
  /// After a start: whatever was in hands when the last process ended is open again, its answer unknown.
  virtual base::Result<void> take_back() = 0;

  // The AF/FK cooperation
  virtual Cases& cases() = 0;

  // Gateway and node in step
  virtual InStep& in_step() = 0;

  // Node
  virtual base::Result<core::NodeSituation> node_situation(const core::Incoming& incoming, std::string_view sender) = 0;
  virtual base::Result<void> store(const core::Incoming& incoming, std::string_view sender,
                                   const core::Admission& admission, base::Instant now) = 0;
  virtual base::Result<AnsweredMessages> answered(const base::RegistrationId& id) = 0;
};

}  // namespace gateway::ports
