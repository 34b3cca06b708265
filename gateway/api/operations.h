#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/api/arguments.h"
#include "gateway/api/engine.h"
#include "gateway/api/extract.h"
#include "gateway/api/receipt.h"
#include "gateway/core/assignment/change_set.h"
#include "gateway/core/assignment/review.h"
#include "gateway/core/assignment/supplier.h"
#include "gateway/core/mandate.h"
#include "gateway/flow/cooperation.h"
#include "gateway/flow/facts.h"
#include "gateway/flow/intake.h"
#include "gateway/report/words.h"

namespace gateway::api {

/// Reads the rows of a directory file.
using DirectoryReader = std::function<base::Result<core::DirectoryRows>(const std::string& file)>;
/// Reads a file whole; one that is larger than may be is refused.
using TextReader = std::function<base::Result<std::string>(const std::string& file)>;

/// What operations read files with.
struct Files {
  DirectoryReader directory;
  TextReader text;
};

/// The ways in that operations go through. All outlive them.
struct Flows {
  flow::Facts& facts;
  flow::Intake& intake;
  flow::Cooperation& cooperation;
};

/// Everything a command or a request can ask of a gateway, by name: one door for the control socket, for commands
/// without a running server, and for HTTP. README.md lists names, arguments and answers. Answers are documents with
/// codes, and with sentences in both languages wherever a person reads. A person number comes in as an argument and
/// never goes out, neither in answers nor in errors. [any thread]
class Operations {
 public:
  /// All but the reader are kept by reference and outlive it.
  Operations(ports::Ledger& ledger, Flows flows, const ports::Codec& codec, const ports::Clock& clock, Engine& engine,
             Files files, std::string version);

  /// Faults: reject (unknown operation, bad or missing argument, refused: the sentence says which), deny (who is named
  /// lacks the right), and what ledger and engine answer.
  base::Result<base::Document> run(std::string_view operation, const base::Document& arguments,
                                   const Progress& progress);

 private:
  using Answer = base::Result<base::Document>;
  Answer answer_to(std::string_view operation, const base::Document& arguments, const Progress& progress);

  // operations.cpp
  Answer sync(const base::Document& arguments, const Progress& progress);
  Answer plugin_list(const base::Document& arguments);
  Answer plugin_describe(const base::Document& arguments);
  Answer plugin_check(const base::Document& arguments);
  Answer ledger_backup(const base::Document& arguments);
  // lists.cpp
  Answer summary(const base::Document& arguments);
  Answer summary_of(const std::string& source, const std::string& set) const;
  Answer list(const base::Document& arguments);
  Answer consent_list(const base::Document& arguments);
  /// When the consent of a record must be answered: by which day, and whether that is asked for today.
  struct AnswerDue {
    base::Date by;
    bool now = false;
  };
  /// Of the records that wait, by their sources and keys.
  base::Result<std::map<std::pair<std::string, std::string>, AnswerDue>> answers_due(const std::string& source) const;
  /// Fault reject where neither the configuration nor the ledger knows the source, or the ledger the set; an empty name
  /// is any.
  base::Result<void> known_names(const std::string& source, const std::string& set) const;
  Answer queue(const base::Document& arguments);
  Answer totals(const base::Document& arguments);
  Answer sets(const base::Document& arguments);
  Answer unused();
  // archive.cpp
  Answer consent_archived(const base::Document& arguments);
  /// The originals that wait to be sent to FK's archive, of one source or of all, the longest first: all there are;
  /// else those that `by` may see, or without a user those of insatser.
  base::Result<base::Document::Array> unsent(const std::string& source, const std::string& by);
  core::Original dated(const ports::KeptOriginal& kept) const;
  // participant.cpp
  Answer consent(const base::Document& arguments);
  Answer protect(const base::Document& arguments);
  Answer deceased(const base::Document& arguments);
  Answer lift(const base::Document& arguments);
  Answer part(const base::Document& arguments);
  Answer wrong(const base::Document& arguments);
  // fk_notices.cpp
  Answer for_fk(const base::Document& arguments);
  Answer fk_told(const base::Document& arguments);
  // wrong_preview.cpp
  Answer would_be_wrong(const ports::Selector& whose, core::Code cause, const std::string& by);
  // incident.cpp
  Answer incident_list(const base::Document& arguments);
  Answer incident_report(const base::Document& arguments);
  Answer incident_close(const base::Document& arguments);
  Answer change_incident(const std::string& id, const std::string& by,
                         const std::function<bool(core::Incident&)>& change);
  base::Result<core::Consent> told_consent(const Arguments& arguments, const std::string& action) const;
  base::Result<core::ConsentPaper> told_paper(const Arguments& arguments) const;
  base::Result<ports::Selector> selector(const Arguments& arguments) const;
  base::Result<ports::Selector> one_of(const Arguments& arguments) const;
  base::Result<core::PersonNumber> person(const Arguments& arguments) const;
  base::Result<void> may_confirm(const std::string& user);
  base::Result<void> may_destroy(const std::string& user, const report::Phrase& what);
  // receipt.cpp
  Answer receipt(const base::Result<flow::Receipt>& done, bool out_of_hands, const base::Document& text = {});
  base::Result<std::vector<Recipient>> recipients_of(const std::vector<base::RegistrationId>& registrations);
  base::Result<std::optional<Recipient>> sus_of(const base::RegistrationId& id) const;
  base::Result<std::vector<std::string>> parties_of(const base::RegistrationId& id,
                                                    const core::Directory& directory) const;
  // explain.cpp
  Answer why(const base::Document& arguments);
  struct Asked;
  base::Result<void> why_of_records(ports::Transaction& transaction, const Asked& asked,
                                    base::Document::Array& answers);
  /// Of acts and answered tasks of the AF/FK cooperation; `cases` are those that something was told of.
  base::Result<void> why_of_acts(ports::Transaction& transaction, const Asked& asked, base::Document::Array& answers,
                                 std::vector<base::RegistrationId>& cases);
  /// What the node answered to the messages of a registration, to who may see it there.
  base::Result<void> why_of_messages(ports::Transaction& transaction, const Asked& asked,
                                     base::Document::Array& answers, std::vector<base::RegistrationId>& seen);
  Answer catalogue(const base::Document& arguments);
  // directory.cpp
  Answer directory_import(const base::Document& arguments);
  Answer directory_show(const base::Document& arguments);
  Answer directory_change(const base::Document& arguments);
  /// The mandates of the directory that do not count under the policy in force.
  std::vector<core::MandateFinding> idle_mandates(const core::Directory& directory);
  // account.cpp
  Answer account_list(const base::Document& arguments);
  Answer account_change(const base::Document& arguments);
  /// What somebody should look at today of suppliers' accounts, under the policy in force.
  std::vector<core::SupplierFault> supplier_findings(const core::Directory& directory);

  // proposal.cpp
  Answer proposal_list(const base::Document& arguments);
  Answer proposal_reply(const base::Document& arguments);
  // cooperation.cpp
  Answer register_acts(const base::Document& arguments);
  /// Why the node has refused since what was asked of the case; an empty array where it has not.
  Answer refused_by_node(const base::RegistrationId& id, core::ActKind kind, base::Instant since) const;
  Answer task_list(const base::Document& arguments);
  Answer task_show(const base::Document& arguments);
  Answer task_reply(const base::Document& arguments);
  // refused.cpp
  /// What was registered in the user's name and refused by the node, newest first.
  Answer refused_list(const std::string& user, std::int64_t limit) const;
  /// Why the node has refused the user's answer to the task since; an empty array where it has not.
  Answer refused_reply(const core::TaskId& task, const std::string& user, base::Instant since) const;
  // cases.cpp
  Answer case_list(const base::Document& arguments);
  Answer case_show(const base::Document& arguments);
  Answer participant_search(const base::Document& arguments);
  struct Shown;
  base::Result<base::Document::Array> cases_for(const std::string& by, const ports::CaseFilter& filter,
                                                const Shown& shown);
  // extract.cpp
  Answer participant_extract(const base::Document& arguments);
  base::Result<std::optional<ExtractedRegistration>> extracted(const ports::HeldRegistration& held, const Extract& of,
                                                               const core::Directory& directory);
  bool shown_at_its_place(const ExtractedRegistration& one, const Extract& of, const core::Directory& directory) const;
  base::Result<void> note_extract(const Extract& extract);
  // registered.cpp
  /// Of Finsam registrations that the user may see, in the place where one is given, what was registered in the user's
  /// name since, as rows.
  base::Result<base::Document::Array> registrations_of(const std::string& user, const std::string& place,
                                                       base::Date since);
  /// What was said of a registration, with both dates, oldest first.
  Answer history_of(const base::RegistrationId& id) const;
  // insatser.cpp
  /// Which participations in insatser are shown, and how much of each.
  struct Participations {
    ports::RegistrationFilter filter = {};  ///< Where it names nothing, the insatser of who asks.
    std::string user = {};                  ///< Only those that this user answers for.
    std::u32string name = {};               ///< Folded; only with `findable`.
    bool findable = false;                  ///< Only who takes part, or did so until some days ago.
    bool needs_responsible = false;         ///< Only those that nobody answers for.
    bool missing = false;                   ///< Only those with missing answers.
    bool history = false;
    std::size_t limit = std::numeric_limits<std::size_t>::max();
  };
  /// Those that `by` may see, as rows.
  base::Result<base::Document::Array> participations(const std::string& by, const Participations& asked);
  /// The same as `case.list` has them: my own, or what nobody answers for, with the records that wait; or a place's.
  base::Result<base::Document::Array> participations_listed(const std::string& by, const std::string& place,
                                                            const Participations& listed);
  // caseworkers.cpp
  Answer case_transfer(const base::Document& arguments);
  struct HandedOver;
  base::Result<HandedOver> hand_over(ports::Transaction& transaction, const base::RegistrationId& id,
                                     const std::string& by, const core::Transfer& asked);
  // access.cpp
  Answer access_list(const base::Document& arguments);
  /// Keeps that `by` looked at the cases, before they are shown.
  base::Result<void> note_access(const std::string& by, std::string_view operation,
                                 const std::vector<base::RegistrationId>& cases);
  // assignment.cpp
  Answer assignment_search(const base::Document& arguments);
  Answer assignment_list(const base::Document& arguments);
  Answer assignment_change(const base::Document& arguments);
  Answer assignment_review(const base::Document& arguments);
  /// Open cases and participations that nobody answers for, by place and by who did.
  base::Result<std::vector<core::Orphans>> orphaned(const core::Directory& directory) const;
  /// A set that was judged, and saved unless it has faults or the run is dry.
  struct Saving {
    std::shared_ptr<const core::Directory> before;
    core::ChangeOutcome outcome;
    bool saved = false;
    base::Document answer;  ///< dry_run, saved, version, text, faults, since, differences
  };
  using Judge = std::function<core::ChangeOutcome(const core::Directory&, std::int64_t version)>;
  /// What else is stored with the next directory; `before`: the one it was made on.
  using Beside = std::function<base::Result<void>(ports::Transaction&, const core::Directory& before)>;
  base::Result<Saving> save_set(std::int64_t made_on, bool dry_run, const Judge& judge, const Beside& beside = {});
  /// The directory; its version and when assignments were last used, where they are asked for.
  base::Result<std::shared_ptr<const core::Directory>> directory_now(std::int64_t* version = nullptr);
  /// Replaces the directory if it is still of `version`; false where somebody else has written meanwhile.
  base::Result<bool> replace_directory(std::int64_t version, const core::DirectoryRows& rows,
                                       const std::function<base::Result<void>(ports::Transaction&)>& beside = {});
  // in_step.cpp
  Answer follow(const base::Document& arguments);
  Answer assignment_resend(const base::Document& arguments);
  base::Result<std::optional<ports::FeedGap>> feed_gap();
  base::Result<std::vector<ports::SentChanges>> sent_changes();
  /// Puts what a saved change set did into the outbox, where there is a node.
  base::Result<void> tell_node(ports::Transaction& transaction, const core::ChangeSet& set,
                               const core::Directory& before, base::Instant now);
  /// Changed assignments that the node has not taken: of each tie what was told last.
  base::Result<base::Document::Array> not_at_node(const std::function<bool(const core::AssignmentChange&)>& asked);

  // volume.cpp
  Answer volume_set(const base::Document& arguments);
  Answer volume_list(const base::Document& arguments);
  // processing.cpp
  Answer processing(const base::Document& arguments);
  // lateness.cpp
  Answer lateness(const base::Document& arguments);

  /// What roles may, by the policy in force.
  core::Roles roles() const;

  base::Date today() const { return clock_.day_of(clock_.now()); }

  ports::Ledger& ledger_;
  flow::Facts& facts_;
  flow::Intake& intake_;
  flow::Cooperation& cooperation_;
  const ports::Codec& codec_;
  const ports::Clock& clock_;
  Engine& engine_;
  DirectoryReader read_directory_;
  TextReader read_text_;
  std::string version_;
};

}  // namespace gateway::api
